"""Calls with *args and **kwargs in hot loops: what wrappers get and hand on."""
import sys
import traceback


def logged(function):
    seen = []

    def wrapper(*args, **kwargs):
        seen.append((args, tuple(sorted(kwargs.items()))))
        return function(*args, **kwargs)

    wrapper.seen = seen
    return wrapper


@logged
def scale(x, factor=2, offset=0):
    return x * factor + offset


total = 0
for i in range(300):
    total += scale(i) + scale(i, 3) + scale(i, offset=1) + scale(x=i, factor=i % 3)
print(total, len(scale.seen), scale.seen[-4:])


def collect(first, *rest, sep=", ", **others):
    return sep.join([str(first), *map(str, rest), *(f"{k}={v}" for k, v in others.items())])


last = None
for i in range(300):
    last = (collect(i), collect(i, 1, 2), collect(i, sep="-"), collect(i, 5, z=1, a=2, sep="+"))
print(last)


# What the callee does to its tuple and dict is its own.
def keep(*args, **kwargs):
    kwargs["n"] = len(args)
    return args, kwargs


kept = [keep(i, i + 1, a=i) for i in range(300)]
print(kept[0], kept[299], kept[0][1] is kept[1][1], keep() == ((), {"n": 0}))
same = {"a": 1}
for i in range(300):
    args, kwargs = keep(*(i,), **same)
print(args, kwargs, same)


# Positional-only names may be keywords too.
def positional(a, /, **kwargs):
    return a, kwargs


for i in range(300):
    got = positional(i, a=1, b=i)
print(got)


# Errors are those of the call, at any time.
def strict(a, b):
    return a + b


def call(function, *args, **kwargs):
    return function(*args, **kwargs)


messages = {}
for i in range(400):
    args = (i, 1) if i < 300 else (i,) if i < 330 else (i, 1, 2) if i < 360 else (i, "x")
    try:
        call(strict, *args)
    except TypeError as error:
        messages[str(error)] = messages.get(str(error), 0) + 1
print(messages)
try:
    for i in range(300):
        call(strict, 1, b=2, **({} if i < 299 else {"c": 3}))
except TypeError as error:
    print(error)


# Lines and variables of inlined wrappers.
def look(*args):
    names = []
    frame = sys._getframe()
    while frame is not None and frame.f_code.co_name != "<module>":
        names.append((frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno,
                      sorted(k for k in frame.f_locals if k != "frame")))
        frame = frame.f_back
    return names


def outer(*args, **kwargs):
    extra = len(args)
    return call(look, *args, **kwargs)


for i in range(300):
    names = outer(i, 2)
print(names)


def fails(*args):
    if args[0] == 290:
        raise ValueError(args)
    return args[0]


def through(*args, **kwargs):
    return fails(*args, **kwargs)


try:
    for i in range(300):
        through(i, "tail")
except ValueError as error:
    lines = traceback.format_exception(error)
    print(len(lines), [line.strip().splitlines()[-1] for line in lines[1:]])


# The function, its code or its defaults change.
def variant(a, b=1):
    return a + b


results = set()
for i in range(400):
    if i == 150:
        variant.__defaults__ = (10,)
    if i == 250:
        variant.__code__ = (lambda a, b=1: a * b).__code__
    if i == 350:
        variant = lambda *args: len(args)
    results.add(call(variant, 7))
print(sorted(results))


# Lists and other iterables as arguments, and a tuple's subclass.
class Pair(tuple):
    def __iter__(self):
        return iter(("p", "q"))


shapes = [(1, 2), [3, 4], range(2), "ab", Pair((5, 6)), {"k": 1, "l": 2}, iter([7, 8])]
print([call(lambda *a: a, *shapes[i % 7]) for i in range(350)][:7])


# Generators, classes and bound methods by *args.
class Point:
    def __init__(self, x, y=0):
        self.x, self.y = x, y

    def moved(self, *by, **how):
        return Point(*(a + b for a, b in zip((self.x, self.y), by)), **how)

    def both(self, *args):
        return (self.x, self.y, *args)


def numbers(*args):
    yield from args


point = Point(0)
for i in range(300):
    args = (i, 1)
    point = Point(*args)
    there = point.moved(*args)
    tail = point.both(*args)
    items = [*numbers(*args)]
print(there.x, there.y, tail, items)


# Recursion through a wrapper.
def wrapped(function):
    def wrapper(*args):
        return function(*args)

    return wrapper


@wrapped
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


print(fib(15))


@wrapped
def endless(n):
    return endless(n + 1)


for i in range(3):
    try:
        endless(0)
    except RecursionError as error:
        print(error)
