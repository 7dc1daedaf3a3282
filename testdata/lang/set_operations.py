# set and frozenset: methods, operators, mixed operands, messages, subclasses.
def show(f):
    try:
        r = f()
        print(sorted(r) if isinstance(r, (set, frozenset)) else r, type(r).__name__)
    except Exception as e:
        print(type(e).__name__, e)


a, b, f = {1, 2, 3}, {3, 4}, frozenset([2, 3, 9])
for x, y in ((a, b), (a, f), (f, a), (f, f)):
    show(lambda: x | y)
    show(lambda: x & y)
    show(lambda: x - y)
    show(lambda: x ^ y)
    print(x <= y, x < y, x >= y, x > y, x == y, x != y, x.isdisjoint(y))
for other in ([3, 4], (9,), "ab", {3: 1}, range(2, 4)):
    show(lambda: a.union(other))
    show(lambda: a.intersection(other))
    show(lambda: a.difference(other))
    show(lambda: a.symmetric_difference(other))
    show(lambda: a | other)
    print(a.issubset(other), a.issuperset(other), a.isdisjoint(other))
show(lambda: a.union([7], (8,), {9}))
show(lambda: a.intersection([1, 2], [2, 3]))
show(lambda: a.difference([1], [2]))
show(lambda: a.union())
show(lambda: a.intersection())
show(lambda: a < [1])
show(lambda: a & 5)
show(lambda: {1} <= frozenset([1, 2]))
c = set(a)
c |= {10}
c &= {1, 2, 10}
c -= {2}
c ^= {1, 5}
print(sorted(c))
c.update([1], (2,), {3: 4})
c.intersection_update([1, 2, 3, 10])
c.difference_update([10], [3])
c.symmetric_difference_update([2, 77])
print(sorted(c))
c.add(1)
c.discard(100)
c.remove(77)
show(lambda: c.remove(77))
show(lambda: c.remove([]))
show(lambda: c.add([]))
show(lambda: {frozenset([1])}.remove({1}) or "gone")
print({1} in {frozenset([1])}, frozenset([1]) in {frozenset([1])})
show(lambda: set().pop())
show(lambda: set(5))
show(lambda: set([[]]))
show(lambda: set(1, 2))
show(lambda: set(a=1))
show(lambda: frozenset(a=1))
show(lambda: hash({1}))
print(hash(frozenset([1, 2, 3])) == hash(frozenset([3, 2, 1])), frozenset() is frozenset() or True)
print({1: 2}.keys() == {1}, {1} == {1: 2}.keys(), {1} == frozenset([1]), {1} == [1])
x = set([1, 2, 3])
x.clear()
print(x, frozenset(), set(), {1}, frozenset([1]), {(), frozenset()} == {frozenset(), ()})
show(lambda: (lambda s: [s.add(k + 10) for k in s])({1, 2}))


class S(set):
    pass


class F(frozenset):
    def __new__(cls, *args):
        return super().__new__(cls, *args)


s = S([1, 2])
s.tag = "t"
print(type(s | {3}).__name__, type(s & {1}).__name__, type(s.copy()).__name__, s, s.tag)
g = F([1, 2])
print(type(g | {3}).__name__, type(g.copy()).__name__, g, g == {1, 2}, hash(g) == hash(frozenset([1, 2])))
print(s.__reduce__()[1:], sorted(s.__reduce__()[1][0]))


def sieve(n):
    left = set(range(2, n))
    primes = []
    while left:
        p = min(left)
        primes.append(p)
        left -= set(range(p, n, p))
    return len(primes), primes[-1]


print(sieve(200))
