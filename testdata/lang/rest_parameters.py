"""*args and **kwargs: wrappers, leftovers, defaults, keywords only, and what they are made of."""


def rest(*args):
    return args


def both(*args, **kwargs):
    return args, kwargs


def some(a, b=2, *args, **kwargs):
    return a, b, args, kwargs


def only(a, *args, key, other="o", **kwargs):
    return a, args, key, other, kwargs


def positional(a, b, /, *args, c=3):
    return a, b, args, c


class Thing:
    def __init__(self, *args, **kwargs):
        self.made = args, kwargs

    def method(self, *args):
        return (self.made, args)

    @classmethod
    def of(cls, *args, **kwargs):
        return cls(*args, **kwargs)

    @staticmethod
    def static(first, *args):
        return first, args

    def __call__(self, *args, **kwargs):
        return "called", args, kwargs

    def __getitem__(self, key, *more):
        return key, more


def wrapped(function):
    def wrapper(*args, **kwargs):
        wrapper.calls += 1
        return function(*args, **kwargs)

    wrapper.calls = 0
    return wrapper


add = wrapped(lambda a, b=10: a + b)
for i in range(5):
    print(rest(), rest(i), rest(i, i + 1), both(), both(i), both(i, x=i), some(i), some(i, i), some(i, i, i, i),
          some(i, b=1), some(*range(i + 1)), some(i, q=1, **{"z": 2}))
    print(add(i), add(i, i), add(i, b=3), add(*[i], **{"b": 4}), add.calls)
    print(only(i, key=1), only(i, 2, 3, key=1, x=5), positional(i, 1), positional(i, 1, 2, 3), positional(1, 2, c=i))
    t = Thing(i, k=i)
    print(t.method(), t.method(i), Thing.of(i, 2).made, Thing.static(i), Thing.static(i, 1, 2), t(i), t(i, a=1), t[i],
          t[i, 1])
print(list(map(rest, [1, 2], "ab")), list(map(both, [1])), sorted([3, 1, 2], key=lambda *a: -a[0]),
      max([1, 5, 2], key=lambda *a, **k: a[0]), [f(7, 8) for f in (rest, both, some)])
for bad in (lambda: some(), lambda: only(1), lambda: only(key=1), lambda: positional(1), lambda: positional(a=1, b=2),
            lambda: some(1, a=2), lambda: rest(x=1), lambda: add(), lambda: add(1, 2, 3), lambda: Thing.static()):
    try:
        print(bad())
    except TypeError as error:
        print(error)


def change(*args, **kwargs):
    kwargs["new"] = args
    args += (1,)
    return args, kwargs


shared = {"a": 1}
print(change(5), change(5, **shared), shared, change(*(1, 2)))


def closure(*args, **kwargs):
    def inner():
        return args, kwargs

    args = args + ("more",)
    return inner


print(closure()(), closure(1)(), closure(1, x=2)())


def generator(*args, **kwargs):
    yield args
    yield kwargs


print(list(generator()), list(generator(1, 2)), list(generator(1, x=2)))


def deep(n, *args):
    return args if n == 0 else deep(n - 1, n, *args)


print(deep(30))
total = 0
for i in range(20000):
    a, k = both(i, i + 1, [i])
    total += a[0] + len(a) + len(k) + a[2][0]
print(total)
