# Raising, chaining, cleaning up.
import sys


def outcome(function, *args):
    try:
        return function(*args)
    except BaseException as error:
        return show(error)


def show(error):
    parts = [f"{type(error).__name__}({', '.join(map(repr, error.args))})"]
    if error.__cause__ is not None:
        parts.append("cause " + show(error.__cause__))
    elif error.__context__ is not None:
        parts.append(("hidden " if error.__suppress_context__ else "context ") + show(error.__context__))
    return " <- ".join(parts)


def raise_it(what, cause=Ellipsis):
    if cause is Ellipsis:
        raise what
    raise what from cause


class NotException:
    pass


class Bad(Exception):
    def __new__(cls):
        return 5


for args in ((ValueError,), (ValueError(1),), (ValueError, KeyError), (ValueError, None), (ValueError, KeyError(2)),
             (NotException,), (5,), (ValueError, 5), (Bad,), (None,)):
    print(outcome(raise_it, *args))


def nested():
    try:
        raise KeyError("a")
    except KeyError:
        try:
            raise ValueError("b")
        except ValueError:
            raise TypeError("c")
        finally:
            print("handled", sys.exc_info()[0].__name__ if sys.exc_info()[0] else None)


print(outcome(nested), sys.exc_info())


def reraises():
    try:
        1 / 0
    except ZeroDivisionError:
        try:
            raise
        except ZeroDivisionError as again:
            return again.__context__


print(reraises())


def no_active():
    raise


print(outcome(no_active))


def returns_in_finally():
    try:
        raise ValueError
    finally:
        return "swallowed"


def continues():
    for i in range(3):
        try:
            raise ValueError
        finally:
            continue
    return "continued", i


def order():
    log = []
    try:
        try:
            log.append("try")
            return log
        finally:
            log.append("finally 1")
    finally:
        log.append("finally 2")


def else_raises():
    try:
        pass
    except ValueError:
        return "no"
    else:
        raise ValueError("from else")
    finally:
        print("finally runs")


for function in returns_in_finally, continues, order, else_raises:
    print(outcome(function))


def dynamic(types):
    try:
        raise LookupError("x")
    except types:
        return "caught"


for types in (LookupError, (KeyError, Exception), (), KeyError, 5, (1,), ((KeyError,), LookupError)):
    print(outcome(dynamic, types))


class Manager:
    def __init__(self, swallow=False, error=None):
        self.swallow, self.error = swallow, error

    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        print("exit", kind and kind.__name__, value, tb is not None)
        if self.error:
            raise self.error
        return self.swallow


def managed(manager, error):
    with manager as m:
        if error:
            raise error
    return "after"


print(outcome(managed, Manager(), None))
print(outcome(managed, Manager(True), ValueError(1)))
print(outcome(managed, Manager(), ValueError(1)))
print(outcome(managed, Manager(error=KeyError(2)), ValueError(1)))
print(outcome(managed, 5, None))
e = ValueError("x")
print(e.with_traceback(None) is e, outcome(setattr, e, "__cause__", 5), outcome(setattr, e, "__traceback__", 5))
e.add_note("n")
print(e.__notes__, outcome(e.add_note, 5))
a, b = ValueError("a"), KeyError("b")
try:
    try:
        raise a
    except ValueError:
        raise b
except KeyError:
    try:
        raise a
    except ValueError:
        pass
print(a.__context__ is b, b.__context__)


def star(error):
    log = []
    try:
        try:
            raise error
        except* ValueError as group:
            log.append(("value", [repr(x) for x in group.exceptions]))
        except* (KeyError, TypeError) as group:
            log.append(("key/type", len(group.exceptions)))
            raise OSError("again")
        else:
            log.append("else")
        finally:
            log.append("finally")
    except BaseException as rest:
        log.append(repr(rest))
    return log


for error in (ValueError(1), ExceptionGroup("g", [ValueError(1), KeyError(2), ExceptionGroup("h", [ValueError(3)])]),
              ExceptionGroup("g", [IndexError(1)]), KeyError(4), ExceptionGroup("e", [OSError(1), TypeError(2)])):
    print(star(error))
g = ExceptionGroup("top", [ValueError(1), ExceptionGroup("in", [KeyError(2), ValueError(3)])])
print(g.split(ValueError), g.subgroup(lambda x: isinstance(x, KeyError)), g.derive([OSError()]))
print(outcome(ExceptionGroup, "m", []), outcome(ExceptionGroup, "m", [5]), outcome(ExceptionGroup, 5, [e]),
      type(BaseExceptionGroup("b", [e])).__name__, outcome(ExceptionGroup, "m", [KeyboardInterrupt()]))
