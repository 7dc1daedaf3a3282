# Generator expressions: scoping, laziness, nesting, conditions.
g = (x * x for x in range(5))
print(type(g).__name__, list(g), list(g), g.__name__, g.__qualname__)
print(sum(x for x in range(100) if x % 3), any(x > 3 for x in range(5)), all(x for x in (1, 0)))
print(list((a, b) for a in range(3) for b in range(a) if (a + b) % 2))
print(max((len(w), w) for w in "the quick brown fox".split()))
def first():
    print("evaluated")
    return [1, 2]
e = (print("item", i) for i in first())
print("made")
next(e)
try:
    (i for i in 5)
except TypeError as err:
    print(err)
lazy = (y for x in (1, 2) for y in undefined)
try:
    next(lazy)
except NameError as err:
    print(err)
x = "outer"
print(list(x for x in range(3)), x)
fs = [f for f in (lambda: i for i in range(3))]
print([f() for f in fs])
fs = (lambda: i for i in range(3))
print([f() for f in fs])
class C:
    items = [1, 2, 3]
    doubled = list(i * 2 for i in items)
    def method(self):
        return list(self.k + i for i in self.items)
    k = 10
print(C.doubled, C().method())
print([list(y for y in range(x)) for x in range(4)])
print(dict((k, v) for k, v in zip("abc", range(3))), {k: sum(v for v in range(k)) for k in range(4)})
print(list(n := v for v in range(3)), n)
def gen(n):
    return (i + n for i in range(n))
print(list(gen(3)), tuple(gen(2)), sorted(gen(4), key=lambda v: -v))
nested = ((i, tuple(j for j in range(i))) for i in range(4))
print(list(nested))
def f(*args):
    return args
print(f(*(i for i in range(3))), f(i for i in ()).__len__())
try:
    next(i for i in [] if i)
except StopIteration:
    print("stop")
g = (1 / i for i in (1, 0, 2))
print(next(g))
try:
    next(g)
except ZeroDivisionError as err:
    print(err, list(g))
print("".join(c.upper() for c in "hello" if c not in "l"))
matrix = [[1, 2, 3], [4, 5, 6]]
print(list(list(row[i] for row in matrix) for i in range(3)))
def primes():
    sieve = {}
    q = 2
    while True:
        if q not in sieve:
            yield q
            sieve[q * q] = [q]
        else:
            for p in sieve.pop(q):
                sieve.setdefault(p + q, []).append(p)
        q += 1
from_primes = (p for p in primes() if p % 4 == 1)
print([next(from_primes) for _ in range(10)])
