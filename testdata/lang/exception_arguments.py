"""What classes of exceptions make of their arguments, with builtin and other bases, and names looked up on functions."""


class Plain(ValueError):
    pass


class Own(KeyError):
    def __init__(self, key, extra=None):
        super().__init__(key)
        self.extra = extra


class Both(ValueError, OSError):
    pass


class Lookup(LookupError, ArithmeticError):
    pass


class Stop(StopIteration):
    pass


class Missing(ImportError, RuntimeError):
    pass


class Mixin:
    tag = "mixed"


class Mixed(Mixin, Plain):
    pass


makers = [Exception, BaseException, ValueError, TypeError, KeyError, IndexError, LookupError, RuntimeError, ArithmeticError,
          ZeroDivisionError, AssertionError, NotImplementedError, RecursionError, OverflowError, EOFError, StopIteration, SystemExit,
          OSError, ImportError, AttributeError, NameError, UnboundLocalError, Plain, Own, Both, Lookup, Stop, Missing, Mixed]
fields = ["args", "value", "code", "errno", "strerror", "filename", "name", "path", "obj", "extra", "tag"]
for make in makers:
    for arguments in ((), ("one",), (2, "two")):
        try:
            error = make(*arguments)
        except TypeError as problem:
            print(make.__name__, arguments, "TypeError", problem)
            continue
        print(make.__name__, arguments, repr(error), str(error),
              {f: getattr(error, f) for f in fields if hasattr(error, f)})
    for keywords in ({"name": "n"}, {"path": "p"}, {"other": 1}):
        try:
            error = make("x", **keywords)
            print("  ", repr(error), {f: getattr(error, f) for f in fields if getattr(error, f, None)})
        except TypeError as problem:
            print("  ", problem)
for number in range(60):
    try:
        if number % 3 == 0:
            raise Plain(number)
        if number % 3 == 1:
            raise Mixed("m", number)
        raise Own("k%d" % number, extra=number)
    except (Own, Plain) as error:
        last = (type(error).__name__, error.args, getattr(error, "extra", None), getattr(error, "tag", None))
        if number > 56:
            print(last)


def outer(a, b=2):
    """Doc."""

    def inner():
        return a

    return inner


names = []
for f in [outer, outer(1), len, "".join, outer.__call__, dict.get, Plain, int] * 3:
    names.append((f.__name__, getattr(f, "__qualname__", None), f.__doc__ is None, type(f).__name__))
print(names[:8], len(set(names)))
outer.__name__ = "renamed"
outer.extra = 5
print(outer.__name__, outer.extra, outer.__defaults__, outer.__dict__, [g.__name__ for g in (outer, outer)])
for _ in range(3):
    try:
        outer.missing
    except AttributeError as error:
        print(error, error.name, error.obj is outer)
    outer.missing = 1
    del outer.missing
