"""Sets of ints are printed in the order that CPython keeps them in: copies, unions, growth."""


def numbers(seed, n, top):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append(seed % top)
    return out


for n in (0, 1, 2, 3, 4, 5, 7, 9, 13, 14, 18, 19, 20, 33, 60, 76, 77, 130):
    a = set(numbers(n, n, 400))
    b = {x for x in numbers(n + 1, n, 400)}
    print(n, list(a)[:12], list(b)[:12])
    print(list(a | b)[:40])
    print(list(b | a)[-40:])
    print(list(a & b), list(a - b)[:20], list(a ^ b)[:20])
    c = set(a)
    c |= b
    c -= {x for x in b if x % 3 == 0}
    c |= a
    print(list(c)[:40])
    c &= a
    print(list(c)[:40], a <= (a | b), (a | b) >= b, a < a, a.isdisjoint(b))
    print(list(frozenset(a) | b) == list(a | frozenset(b)), type(frozenset(a) | b).__name__,
          type(a | frozenset(b)).__name__)

# Sets with deleted slots.
for n in (6, 20, 50):
    s = set(range(0, n * 3, 3))
    for x in range(0, n * 3, 6):
        s.discard(x)
    print(list(s | {1, 2, 4, 5}), list(s.union(range(7))), list(s - {9, 15}))
    for x in numbers(5, n, 90):
        s.add(x)
        s.discard(x + 1)
    print(list(s), list(s.copy()), s.pop(), len(s))

# Numbers of other types, negative numbers, keys with the same hash.
s = {-1, -2, -3, 2**61 - 1, 2**61, 0, True, 2.5, 3.0}
print(sorted(s), len(s), -2 in s, 2**61 - 1 in s, 1 in s, 3 in s, 1.0 in s, 0.0 in s, 4 in s)
t = {3, 1, "a", None, (1, 2), 2**70, False}
print(len(t | s), len(t & s), len(t - s), sorted(x for x in t & s))
print({1, 2} | {True, 2.0, 3.0} == {1, 2, 3}, sorted({True} & {1}), sorted({1.0} | {1}),
      {1} - {True}, {1} ^ {True})
print(0.0 in {0}, -0.0 in {0}, "a" in {1, 2}, () in {1}, 10**30 in {10**30}, 1 in {"1"})


class Odd(int):
    def __eq__(self, other):
        return int(self) % 2 == int(other) % 2

    def __hash__(self):
        return int(self) % 2


print(len({Odd(1), Odd(3), Odd(4)}), 1 in {Odd(3)}, Odd(5) in {1}, sorted({1} & {Odd(7)}))


class Changes:
    """Its __eq__ changes the set that is being read."""

    def __init__(self, target, n):
        self.target, self.n = target, n

    def __hash__(self):
        return 7

    def __eq__(self, other):
        if self.n:
            n, self.n = self.n, 0
            self.target.add(100 + n)
            self.target.discard(8)
        return False


source = set()
source.update({7, 8, 9, Changes(source, 1)})
other = {7, 8, Changes(source, 2), 10}
print(sorted(str(x)[:3] for x in source & other if isinstance(x, int)))
print(sorted(x for x in source - other if isinstance(x, int)))
for make in (lambda: {1} | [1], lambda: {1} & (1,), lambda: {1} - {}, lambda: [1] ^ {1}, lambda: {[]},
             lambda: {1} * 2, lambda: 2 * {1}, lambda: {1} + {2}):
    try:
        print(make())
    except TypeError as error:
        print(error)
print({1, 2}.union([3], (4,)), {1, 2}.intersection([2, 2, 2]), {1: 2}.keys() & {1}, {1} & {1: 2}.keys(),
      {1} | {2: 3}.keys(), {1, 2} - {2: 3}.keys())
