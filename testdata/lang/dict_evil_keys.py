# Keys whose __eq__ and __hash__ misbehave or change the dict.
def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Key:
    def __init__(self, name, h=1, eq=None):
        self.name, self.h, self.eq = name, h, eq

    def __hash__(self):
        if isinstance(self.h, Exception):
            raise self.h
        return self.h

    def __eq__(self, other):
        if self.eq is not None:
            return self.eq(self, other)
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self):
        return "K" + self.name


def boom(a, b):
    raise ValueError("eq of " + a.name)


d = {Key("a"): 1, Key("b"): 2, Key("c"): 3}
print(d[Key("b")], Key("z") in d, d.get(Key("c")), len(d))
show(lambda: d[Key("x", 1, boom)])
show(lambda: Key("x", 2, boom) in d)
show(lambda: d.setdefault(Key("x", 1, boom), 0))
show(lambda: d.pop(Key("x", 1, boom), None))
show(lambda: {Key("x", ValueError("hash")): 1})
show(lambda: d.get(Key("x", TypeError("hash"))))
show(lambda: d.get([]))
show(lambda: d.pop({}, 1))
show(lambda: {}.pop([], 1))
show(lambda: {1: {2: 3}}[{}])
show(lambda: {Key("q", "text"): 1})


def clearing(target):
    def eq(a, b):
        target.clear()
        return False
    return eq


t = {}
for j in range(5):
    t[Key("n%d" % j)] = j
t[Key("evil", 1, clearing(t))] = 9
print(len(t), t)
t[5] = 6
t[Key("again")] = 7
print(len(t), t)


def growing(target):
    def eq(a, b):
        for j in range(30):
            target[len(target) + 1000] = j
        return False
    return eq


g = {Key("one"): 1}
n = [0]


def once(a, b):
    n[0] += 1
    if n[0] == 1:
        for j in range(50):
            g[j + 100] = j
    return False


print(g.get(Key("two", 1, once)), len(g), n[0] >= 1)
s = {Key("a"), Key("b")}
show(lambda: Key("x", 1, boom) in s)
show(lambda: s.add(Key("x", 1, boom)))
show(lambda: s.discard(Key("x", 1, boom)))
show(lambda: s | {Key("x", 1, boom)})
print(len(s), sorted(map(repr, s)))
print({1: "int", 1.0: "float", True: "bool"}, {0: 1, False: 2, 0.0: 3, -0.0: 4})
nan = float("nan")
print(nan in {nan: 1}, [nan] == [nan], {nan: 1}[nan])


class Same:
    def __eq__(self, other):
        return True

    def __hash__(self):
        return hash(5)


print({5: "five"}[Same()], Same() in {5}, Same() in {6}, [1, 2].index(Same()))


def lookups(count):
    keys = [Key(str(j), j % 7) for j in range(40)]
    d = {k: 0 for k in keys}
    for j in range(count):
        d[keys[j * 11 % 40]] += j
    return sorted(d.values())[-5:]


print(lookups(200))
