"""Wrappers of wrappers: f(*args, **kwargs) of functions that take *args themselves."""
import sys
import traceback


def plain(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)

    wrapper.inner = function
    return wrapper


def counted(function):
    def wrapper(*args):
        wrapper.calls += 1
        return function(*args)

    wrapper.calls = 0
    return wrapper


@plain
@counted
@plain
def add(a, b=10, *rest):
    return a + b + sum(rest)


total = 0
for i in range(400):
    total += add(i) + add(i, 1) + add(i, 1, 2, 3)
print(total, add.inner.calls)


@plain
@plain
def named(first, *rest, **others):
    return first, rest, others


for i in range(300):
    got = named(i, 1, 2), named(i, x=1), named(i, first_=2, *[3])
print(got)
for bad in (lambda: named(), lambda: named(1, first=2), lambda: add("x"), lambda: add(*range(3), c=1)):
    for _ in range(3):
        try:
            bad()
        except TypeError as error:
            message = str(error)
    print(message)


# What is handed on is a copy; a list's items are those of the moment.
def keep(*args, **kwargs):
    return args, kwargs


items, table = [1, 2], {"k": 1}
taken = [keep(*items, **table) for _ in range(200)]
also = keep(*items)
items.append(3)
table["l"] = 2
print(taken[0], taken[0][1] is table, also, keep(*items, **table), keep(*"ab"), keep(*{}, **{}))
same = (1, 2)
print(keep(*same)[0] == same, keep(*())[0], keep(*[1.5, 2.5]))


# Deep recursion goes through wrappers as far as through functions.
@plain
@plain
def depth(n):
    return 0 if n == 0 else 1 + depth(n - 1)


print(depth(200))
try:
    depth(100000)
except RecursionError as error:
    print(error)


@plain
@plain
def generator(*args):
    for arg in args:
        yield arg * 2


print([list(generator(i, i + 1)) for i in range(200)][-1])


# Frames and tracebacks show each of them.
@plain
@counted
def where(*args):
    names = []
    frame = sys._getframe()
    while frame is not None:
        names.append(frame.f_code.co_name)
        frame = frame.f_back
    return names, frame


for _ in range(200):
    names = where(1)[0]
print(names)


@plain
@plain
def fails(n):
    return 1 // n


for n in (1,) * 200 + (0,):
    try:
        fails(n)
    except ZeroDivisionError as error:
        print([entry.name for entry in traceback.extract_tb(error.__traceback__)])
