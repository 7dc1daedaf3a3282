"""Algebra of sets in every size of table, with deleted items, equal but different keys and
keys whose __eq__ changes the sets; iterators over sets that change."""


class Key:
    def __init__(self, n, log=None):
        self.n, self.log = n, log

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        if self.log is not None:
            self.log(other)
        return self.n == getattr(other, "n", other)

    def __repr__(self):
        return f"K{self.n}"


def show(*sets):
    for s in sets:
        print(type(s).__name__, len(s), list(s)[:40])


for size in (0, 1, 3, 4, 5, 6, 18, 19, 20, 33, 63, 64, 65, 76, 77, 78, 150):
    a = set(range(0, size * 3, 3))
    b = frozenset(range(0, size * 2, 2))
    show(a & b, b & a, a - b, b - a, a | b, b | a, a ^ b)
    for n in list(a)[::2]:
        a.discard(n)
    show(a, a & b, a - b, b - a, a | b, a.copy())
    a |= b
    show(a)
    a &= set(range(size))
    show(a)
    a -= {1, 2, 4}
    show(a)

print("equal but different")
words = ["".join(("w", str(i))) for i in range(40)]
again = {"".join(("w", str(i))) for i in range(20, 60)}
print(sorted(set(words) & again), sorted(set(words) - again), len(set(words) | again))
floats = {float(i) for i in range(20)} | {True, 2, 3.5}
ints = set(range(10, 30)) | {1}
show(floats & ints, ints & floats, floats - ints, ints - floats, floats | ints, ints | floats)
pairs = {(i % 7, -i) for i in range(30)}
show(pairs & {(i % 7, float(-i)) for i in range(0, 60, 2)})
nan = float("nan")
print(len({nan, 1} & {nan, 2}), len({nan} & {float("nan")}))
print(len({2**63 - 1, -1, -2, 2**61 - 1, 0} & {2**63 - 1, -2, 0}))

print("asked keys")
asked = []
left = {Key(i, asked.append) for i in range(12)} | {100, 101}
right = set(range(6, 18)) | {100}
print(sorted(repr(k) for k in left & right), len(asked) > 0)
print(sorted(repr(k) for k in left - right))
print(sorted(repr(k) for k in right | left))
right.update(left)
print(len(right), len(left))


def grow(other):
    victim.update(range(1000, 1100))


victim = {Key(3, grow), 50}
try:
    print(len(victim & set(range(10))) <= 200)
except RuntimeError as error:
    print(error)


def fail(other):
    raise ValueError("no")


for op in ("__and__", "__sub__", "__or__", "__xor__", "__le__", "isdisjoint"):
    try:
        print(getattr({Key(3, fail), 4, 5}, op)({3, 4, 6, 7}))
    except ValueError as error:
        print(op, error)

print("iterators")
s = set(range(70))
it = iter(s)
first = [next(it) for _ in range(33)]
s.discard(69)
s.add(69)
print(first[-1], it.__length_hint__(), list(it))
it = iter(s)
next(it)
s.discard(1)
s.add(1000)
print(2 in list(it))
s = {1, 2, 3}
it = iter(s)
print(next(it))
s.add(4)
try:
    next(it)
except RuntimeError as error:
    print(error)
print(list(iter(set())), list(iter(frozenset(range(5)))))
s = set(range(100))
for n in range(95):
    s.discard(n)
print([n for n in s], sum(s), sorted(s), max(s))
s -= set()
print([n for n in s])
it = iter(s)
print(next(it), it.__reduce__()[1])
