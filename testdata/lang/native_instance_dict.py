"""__dict__ of instances of builtin classes: shown by the class, replaced, not deleted."""
import functools
import io
import warnings


class Plain:
    pass


class Error(OSError):
    pass


def attempt(label, function):
    try:
        print(label, "->", function())
    except (TypeError, AttributeError) as error:
        print(label, "!!", type(error).__name__, error)


def delete(o):
    del o.__dict__
    return "deleted"


def replace(o, by):
    o.__dict__ = by
    return o.__dict__


for o in (ValueError(1), Error(2), functools.partial(int), functools.lru_cache(len), Plain()):
    name = type(o).__name__
    print(name, "__dict__" in dir(type(o)), o.__dict__.get("x"))
    o.x = 1
    attempt(name, lambda: replace(o, {"y": 2}))
    print(hasattr(o, "x"), o.y)
    attempt(name, lambda: replace(o, 5))
    attempt(name, lambda: delete(o))
    print(sorted(vars(o)))

print("__dict__" in vars(BaseException), "__dict__" in vars(ValueError))
print("__dict__" in vars(functools.partial), "__dict__" in dir(io.RawIOBase))
print(type(vars(BaseException)["__dict__"]).__name__)

p = property()
for args in ((), (1,), (1, 2, 3)):
    attempt("set_name", lambda: p.__set_name__(*args))
attempt("set_name", lambda: p.__set_name__(int, "x"))
print(max.__doc__.splitlines()[0], min.__doc__.splitlines()[1], sep="\n")

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for source in ("0xfor 2", "0x1fif 1 else 2", "1.or 2", "1or 2", "1.5and 2", "0 if 1.else 2", "1.if 1 else 2"):
        print(eval(source), [str(w.message) for w in caught])
        caught.clear()


class Mixin:
    pass


class First(Mixin, ValueError):
    pass


class Second(ValueError, Mixin):
    pass


for o in (First(), Second(), Mixin()):
    attempt(type(o).__name__, lambda: delete(o))

import __main__

print(__main__.__annotations__, "__annotations__" in globals())
