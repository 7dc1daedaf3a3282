# partial, reduce, cmp_to_key and the cache behind lru_cache.
from _functools import partial, reduce, cmp_to_key, _lru_cache_wrapper


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def f(*args, **kw):
    return args, kw


p = partial(f, 1, 2, a=10, b=20)
print(p(3), p(a=11), p(3, c=5), p.args, p.keywords, p.func is f)
q = partial(p, 9, b=0)
print(q.args, q.keywords, q.func is f, q())
print(partial(int, base=2)("1011"), partial(max, 5)(3), partial(f)(), partial(f, 1)())
p.attr = 5
print(p.attr, partial(p, 3).func is p)
p.keywords["z"] = 1
print(p())
show(lambda: partial())
show(lambda: partial(3))
show(lambda: partial(f).func.__name__)
show(lambda: setattr(partial(f), "func", 3))
print(repr(partial(int, 1, base=2)))


class P(partial):
    pass


print(repr(P(int)), P(P(int, base=3))("12"))
r = partial(int)
r.__setstate__((f, (1,), {"k": 2}, {"x": 3}))
print(r(), r.x, r.__reduce__()[2][1:])
show(lambda: r.__setstate__((1, 2)))
print(reduce(lambda a, b: a + b, range(10)), reduce(max, [3, 9, 2], 5), reduce(f, [], 7))
show(lambda: reduce(f, []))
show(lambda: reduce(f, 5))
show(lambda: reduce(f))
key = cmp_to_key(lambda a, b: (a % 10) - (b % 10) or a - b)
print(sorted([35, 12, 22, 91, 5, 40, 15], key=key), key(3) < key(14), key(3) == key(3), key(7).obj)
show(lambda: key(1) < 5)
show(lambda: hash(key(1)))
show(lambda: key())


class Info(tuple):
    def __new__(cls, *args):
        return tuple.__new__(cls, args)


calls = []


def slow(*args, **kw):
    calls.append((args, kw))
    return args, sorted(kw.items())


c = _lru_cache_wrapper(slow, 3, False, Info)
for args in [(1,), (2,), (1,), (3,), (4,), (2,), (1,), (1.0,), (1, 2), (1, 2)]:
    c(*args)
c(1, a=2)
c(1, a=2)
print(c.cache_info(), calls)
c.cache_clear()
print(c.cache_info())
u = _lru_cache_wrapper(lambda x: x * 2, None, True, Info)
print([u(x) for x in (1, 1.0, True, 1, "a", "a")], u.cache_info())
z = _lru_cache_wrapper(slow, 0, False, Info)
z(1)
z(1)
print(z.cache_info())
show(lambda: c([]))
show(lambda: _lru_cache_wrapper(slow, "x", False, Info))
show(lambda: _lru_cache_wrapper(3, 1, False, Info))


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


fib = _lru_cache_wrapper(fib, None, False, Info)
print(fib(80), fib.cache_info())
b = _lru_cache_wrapper(lambda n: n if n < 2 else b(n - 1) + b(n - 2), 5, False, Info)
print(b(60), b.cache_info())


class A:
    def __init__(self, k):
        self.k = k

    def m(self, x):
        return self.k * x

    m = _lru_cache_wrapper(m, 10, False, Info)


a, d = A(2), A(3)
print([a.m(4), d.m(4), a.m(4)], A.m.cache_info())


def failing(x):
    if x < 0:
        raise ValueError(x)
    return x


g = _lru_cache_wrapper(failing, 2, False, Info)
show(lambda: g(-1))
show(lambda: g(-1))
print(g(1), g(1), g.cache_info())


def hot(n):
    add = partial(lambda a, b, c=0: a + b * c, 3, c=2)
    memo = _lru_cache_wrapper(lambda i: i * i, 16, False, Info)
    s = 0
    for i in range(n):
        s += add(i) + memo(i % 20) + memo(i % 5)
    return s, memo.cache_info()


print(hot(300))
