# defaultdict: factories, __missing__, copies, repr, union.
from _collections import defaultdict


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


d = defaultdict(list)
for i, word in enumerate("the quick brown the lazy quick the".split()):
    d[word].append(i)
print(dict(d))
print(d, d.default_factory is list)
print(d.get("none"), "none" in d, len(d))
n = defaultdict(int)
for c in "mississippi":
    n[c] += 1
print(sorted(n.items()), n["z"], len(n))
print(defaultdict(None, {1: 2}), defaultdict(), defaultdict(int, [(1, 2)], a=3))
show(lambda: defaultdict()["x"])
show(lambda: defaultdict(3))
show(lambda: defaultdict(int, 3))
show(lambda: defaultdict(int).__missing__(5))
d = defaultdict(int, {1: 2})
e = d.copy()
e[5] += 1
print(d, e, type(e).__name__, d == {1: 2}, d == defaultdict(str, {1: 2}))
d.default_factory = lambda: "made"
print(d["new"], sorted(map(str, d)))
d.default_factory = None
show(lambda: d["newer"])
print(defaultdict(int, {1: 1}) | {2: 2}, {2: 2} | defaultdict(int, {1: 1}))
d = defaultdict(int, {1: 1})
d |= {3: 3}
print(d)
print(d.__reduce__()[:2], d.__reduce__()[2:4], list(d.__reduce__()[4]))


class Nested(defaultdict):
    def __init__(self):
        super().__init__(Nested)
        self.tag = "t"


t = Nested()
t["a"]["b"]["c"] = 1
print(t["a"]["b"], t.tag, isinstance(t["a"], Nested))


class Own(defaultdict):
    def __missing__(self, key):
        return key * 2


o = Own(list)
print(o[4], len(o))


class SetItem(defaultdict):
    def __setitem__(self, key, value):
        print("set", key, value)
        super().__setitem__(key, value)


s = SetItem(int)
s["q"]
print(s)
r = defaultdict(int)
r[1] = r
print(r)


class Bad:
    def __init__(self):
        raise ValueError("no")


show(lambda: defaultdict(Bad)[1])


def hot(n):
    groups = defaultdict(list)
    counts = defaultdict(int)
    for i in range(n):
        groups[i % 7].append(i)
        counts[i * i % 11] += i
    return sorted([(k, len(v), sum(v)) for k, v in groups.items()]), sorted(counts.items())


print(hot(400))
