# Keyword arguments, defaults and unpacking in every mixture, in loops and with errors.


def plain(a, b, c):
    return a, b, c


def optional(a, b=2, c=3):
    return a, b, c


def keyword_only(a, *, b=5, c):
    return a, b, c


def positional_only(a, b=1, /, c=2):
    return a, b, c


def everything(a, b=2, *rest, c=3, **more):
    return a, b, rest, c, sorted(more.items())


def many(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p, q=17, r=18):
    return a + b + c + d + e + f + g + h + i + j + k + l + m + n + o + p + q + r


class Point:
    def __init__(self, x=0, y=0, *, name="p"):
        self.x, self.y, self.name = x, y, name

    def moved(self, dx=0, dy=0):
        return Point(self.x + dx, y=self.y + dy, name=self.name)

    def __call__(self, scale=1, *, shift=0):
        return self.x * scale + shift

    def show(self):
        return self.x, self.y, self.name


def calls():
    for i in range(50):
        results = [
            plain(1, 2, 3), plain(c=i, a=1, b=2), plain(1, c=3, b=i),
            optional(i), optional(i, 5), optional(i, c=9), optional(c=1, a=i, b=0),
            keyword_only(i, c=1), keyword_only(c=2, b=i, a=0),
            positional_only(i), positional_only(i, 2, c=3), positional_only(1, 2, 3),
            everything(i), everything(1, 2, i, 4, c=5, z=6), everything(a=i, z=1, b=3),
            Point(1, name="q").moved(dy=i).show(), Point(y=i).moved(1).show(),
            Point(3)(), Point(3)(2), Point(3)(shift=i), Point(x=3)(scale=2, shift=1),
        ]
    for result in results:
        print(result)
    numbers = list(range(16))
    print(many(*numbers), many(*numbers, 1), many(*numbers, r=1), many(*numbers[:15], p=3, q=4))


def unpacking():
    args = (1, 2)
    options = {"c": 7}
    for i in range(50):
        results = [
            plain(*args, i), plain(*args, c=i), plain(*args, **options), plain(0, *args),
            optional(*[i]), optional(**{"a": i}), optional(*(), a=i), optional(*[1.5, 2.5]),
            keyword_only(i, **options), everything(*args, *args, **options, z=i),
            Point(*args).show(), Point(**{"x": i, "name": "n"}).show(), plain(*"abc"),
            plain(*{1: 2, 3: 4, 5: 6}), max(*args, i), "{} {c}".format(*args[:1], **options),
        ]
    for result in results:
        print(result)


def errors():
    for bad in (
            lambda: plain(1, 2), lambda: plain(1, 2, 3, 4), lambda: plain(1, 2, b=3),
            lambda: plain(1, 2, d=3), lambda: optional(), lambda: optional(1, a=2),
            lambda: keyword_only(1), lambda: keyword_only(1, 2, c=3), lambda: positional_only(a=1),
            lambda: positional_only(1, b=2), lambda: everything(), lambda: plain(**{"a": 1}),
            lambda: plain(*args_of(4)), lambda: Point(z=1), lambda: Point(1, 2, 3),
            lambda: plain(*5), lambda: plain(**5), lambda: plain(1, 2, **{"b": 1}),
            lambda: plain(1, 2, **{3: 4}), lambda: Point()(1, 2), lambda: Point()(bad=1)):
        try:
            print("?", bad())
        except TypeError as error:
            print(error)


def args_of(n):
    return [0] * n


def defaults_change():
    def f(a, b=1):
        return a, b

    out = []
    for i in range(60):
        if i == 20:
            f.__defaults__ = (7,)
        if i == 40:
            f.__defaults__ = (8, 9)
        out.append(f(i, b=0) if i % 2 else f(i))
        out.append(f(*(i,)))
    print(out[:4], out[60:64], out[-4:], f())
    f.__defaults__ = None
    try:
        f(1)
    except TypeError as error:
        print(error)


calls()
unpacking()
errors()
defaults_change()
