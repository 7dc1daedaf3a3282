# Calls with keywords in hot loops, of what cannot be seen through: builtins, functions
# with *args and **names, classes, bound methods, partials and instances; and their errors.
import functools


def gather(*args, **names):
    return len(args) * 100 + sum(names.values())


def only(a, *, key, other=5):
    return a * 10 + key + other


class Point:
    def __init__(self, x=0, *rest, y=0, **more):
        self.x, self.y, self.rest, self.more = x, y, rest, more


class Made:
    def __new__(cls, *args, **names):
        self = super().__new__(cls)
        self.names = names
        return self


class Called:
    def __call__(self, a, b=2, **names):
        return a * b + len(names)

    def method(self, *args, scale=1):
        return sum(args) * scale


called = Called()
half = functools.partial(gather, 1, z=3)
words = ["pear", "fig", "banana", "kiwi"]


def loop(n):
    out = 0
    for i in range(n):
        out += max(words, key=len) == "banana"
        out += len(sorted(words, key=len, reverse=i % 2 == 0)[0])
        out += gather(i, i, a=i, b=2)
        out += gather(k=1)
        out += half(2, y=i)
        out += called(i, b=3, extra=1)
        out += called.method(1, 2, i, scale=2)
        out += int("11", base=2 + i % 2)
        p = Point(i, 1, 2, y=i, z=i)
        out += p.x + p.y + len(p.rest) + p.more["z"]
        out += Made(1, v=i).names["v"]
        out += len(dict(a=i, b=i)) + len("%d" % i) + only(i, key=i)
        out += min(3, i, key=lambda v: -v)
    return out


print(loop(1), loop(300))


def errors(f, n, **names):
    seen = []
    for i in range(n):
        try:
            seen.append(f(i, **names) if i % 50 else f(i, wrong=1))
        except TypeError as e:
            seen.append(str(e))
    return seen[0], seen[-1], len(set(map(str, seen)))


def fixed(f, n):
    out = []
    for i in range(n):
        try:
            out.append(f(i, wrong=i))
        except TypeError as e:
            out.append(str(e))
    return len(out), sorted(set(map(str, out)))[:2]


for f in (gather, only, called, called.method, half, int, max, Point, len, 5, print.__call__):
    print(getattr(f, "__name__", type(f).__name__), end=" ")
    if f in (Point,):
        print(fixed(lambda i, wrong: f(i, wrong=wrong).more["wrong"] - i, 200))
    elif f is print.__call__:
        print(fixed(lambda i, wrong: f(end="", sep="-"), 200))
    else:
        print(fixed(f, 200))


def changing(n):
    # Another callee at the same place, late.
    f, out = gather, []
    for i in range(n):
        if i == n - 2:
            f = only
        out.append(f(i, key=1))
    return out[-3:], len(out)


print(changing(300))


def order(n):
    # Arguments are evaluated in order, once.
    log = []

    def note(v):
        log.append(v)
        return v

    for i in range(n):
        gather(note(1), note(2), b=note(3), a=note(4))
    return log[-4:], len(log), list(gather_names(b=1, a=2, c=3))


def gather_names(**names):
    return names


print(order(250))


def many(n):
    s = 0
    for i in range(n):
        s += gather(1, 2, 3, 4, 5, 6, 7, 8, 9, a=1, b=2, c=3, d=4, e=5, f=6, g=7, h=i)
    return s


print(many(200))


def raises(n):
    for i in range(n):
        try:
            sorted([3, 1, 2], key=lambda v: 1 // (n - 1 - i))
        except ZeroDivisionError as e:
            return i, e.__traceback__.tb_next.tb_frame.f_code.co_name


print(raises(250))
