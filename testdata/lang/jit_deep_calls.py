# Calls of many shapes in hot loops: defaults, keywords, stars, closures, methods, partials.
import functools


def plain(a, b=2, *rest, c=3, **extra):
    return a + b + c + sum(rest) + sum(extra.values())


class K:
    def __init__(self, base):
        self.base = base

    def add(self, x, *, scale=1):
        return self.base + x * scale

    @classmethod
    def make(cls, n):
        return cls(n)

    @staticmethod
    def twice(n):
        return n * 2

    def __call__(self, *args):
        return self.base + len(args)


def counter():
    n = 0

    def step(by=1):
        nonlocal n
        n += by
        return n
    return step


k = K(10)
step = counter()
bound = k.add
part = functools.partial(plain, 1, c=5)
total = 0
pair = (4, 5)
named = {"c": 7, "z": 1}
for i in range(400):
    total += plain(i) + plain(i, c=i) + plain(*pair, i) + plain(i, **named) + plain(1, 2, 3, 4, c=5, d=6)
    total += k.add(i) + k.add(i, scale=2) + bound(i) + K.make(i).base + K.twice(i) + k(i, i) + part(i)
    total += step() + step(by=2) + (lambda v, w=i: v * w)(3)
    if i % 97 == 0:
        print(i, total)
print(total, step(0))


def mutual_even(n):
    return True if n == 0 else mutual_odd(n - 1)


def mutual_odd(n):
    return False if n == 0 else mutual_even(n - 1)


print([mutual_even(n) for n in range(60)].count(True))


def compose(*fs):
    return functools.reduce(lambda f, g: lambda x: g(f(x)), fs)


inc = compose(*[lambda x, d=d: x + d for d in range(10)])
print(sum(inc(i) for i in range(300)))
errors = 0
for i in range(300):
    try:
        if i % 3 == 0:
            plain()
        elif i % 3 == 1:
            plain(1, a=2)
        else:
            k.add(1, 2)
    except TypeError as e:
        errors += len(str(e))
print(errors)
calls = [abs, len, K.twice, str, k, step, functools.partial(max, 3)]
values = [-4, "four", 4, 4.5, None, 2, 1]
out = []
for i in range(210):
    f, v = calls[i % 7], values[i % 7]
    out.append(f(v))
print(out[:14], len(out))
