# Exceptions: attributes, chaining, matching, texts.
import sys


def show(f):
    try:
        print(f())
    except BaseException as e:
        print(type(e).__name__ + ": " + str(e))


e = StopIteration(3)
print(e.value, e.args)
e.value = 5
print(e.value, e.args)
print(SystemExit(1, 2).code, SystemExit().code, SystemExit("x").code)
e = OSError(2, "No such", "f")
print(repr(e), str(e), e.args, type(e), e.errno, e.strerror, e.filename)
e = OSError(2, "x")
print(repr(e), str(e), e.filename)
e = OSError("x")
print(repr(e), e, e.errno)
print(OSError(2, "a", "f", None, "g"), PermissionError(13, "p"))
print(KeyError("a"), KeyError(1, 2), KeyError())
e = ImportError("m", name="n", path="p")
print(e.name, e.path, e.msg, e, repr(e))
e = AttributeError("m", name="n", obj=3)
print(e.name, e.obj, repr(e))
print(NameError("m", name="n").name)
e = UnicodeDecodeError("utf-8", b"ab\xff", 2, 3, "invalid start byte")
print(e, e.start, e.end, e.reason, e.object, e.encoding)
print(UnicodeEncodeError("ascii", "ab\xff", 2, 3, "ordinal not in range"))
print(UnicodeEncodeError("ascii", "ab\xff", 1, 3, "ordinal not in range"))
show(lambda: ValueError(a=1)); show(lambda: ImportError("x", foo=1)); show(lambda: AttributeError(foo=1))
show(lambda: UnicodeDecodeError(1)); show(lambda: SyntaxError("x", (1, 2)))


def throw(x, *c):
    if c:
        raise x from c[0]
    raise x


show(lambda: throw(1)); show(lambda: throw(int)); show(lambda: throw(ValueError, 1)); show(lambda: throw(ValueError, int))
show(lambda: throw(ValueError)); show(lambda: throw(ValueError("a"), KeyError("b")))


class Odd(Exception):
    def __new__(cls): return 3
show(lambda: throw(Odd))


def catch(c):
    try:
        1 / 0
    except c:
        return "caught"
show(lambda: catch(1)); show(lambda: catch((1,))); show(lambda: catch(int)); show(lambda: catch((ValueError, ArithmeticError))); show(lambda: catch(ValueError))


def reraise():
    raise
show(reraise)
e = ValueError("x")
show(lambda: e.add_note(1)); e.add_note("a"); print(e.__notes__)
show(lambda: setattr(e, "__traceback__", 1)); show(lambda: setattr(e, "__context__", 1)); show(lambda: setattr(e, "__cause__", 1))
show(lambda: setattr(e, "args", 1)); show(lambda: setattr(e, "__suppress_context__", 1)); show(lambda: e.with_traceback(1))
e.__cause__ = None
print(e.__suppress_context__)
e.args = [1, 2]
print(repr(e), e)
e.extra = "attribute"
print(e.extra, e.__dict__)
print(SyntaxError("msg", ("dir/f.py", 3, 5, "  abc def\n")), SyntaxError("m"), SyntaxError())
e = SyntaxError("msg", ("dir/f.py", 3, 5, "  abc def\n"))
print(e.msg, e.filename, e.lineno, e.offset, e.end_lineno)

try:
    try:
        1 / 0
    except ZeroDivisionError as inner:
        raise ValueError("outer")
except ValueError as outer:
    print(repr(outer.__context__), outer.__cause__, outer.__suppress_context__)
try:
    try:
        {}["k"]
    except KeyError as inner:
        raise ValueError("outer") from inner
except ValueError as outer:
    print(repr(outer.__context__), repr(outer.__cause__), outer.__suppress_context__)
try:
    try:
        {}["k"]
    except KeyError as inner:
        raise ValueError("outer") from None
except ValueError as outer:
    print(repr(outer.__context__), repr(outer.__cause__), outer.__suppress_context__)


class Mine(Exception):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b
    def __str__(self): return "mine " + str(self.b)
show(lambda: throw(Mine(1, 2)))
m = Mine(1, 2)
print(m.args, repr(m))
class Keyed(ValueError):
    def __init__(self, *, k): self.k = k
print(Keyed(k=3).k, Keyed(k=3).args)


def order():
    log = []
    try:
        try:
            log.append("try")
            raise KeyError(1)
        except ValueError:
            log.append("wrong")
        else:
            log.append("else")
        finally:
            log.append("finally")
    except KeyError:
        log.append("outer")
    else:
        log.append("no")
    return log
print(order())


def returns():
    try:
        return "try"
    finally:
        print("finally runs")
print(returns())
print(sys.exc_info())
try:
    raise ValueError("v")
except ValueError:
    kind, value, tb = sys.exc_info()
    print(kind, value, tb.tb_lineno > 0, tb.tb_next)
print(sys.exc_info())
def recursive(n): return recursive(n + 1)
show(lambda: recursive(0))
class Repr:
    def __repr__(self): return repr(self)
try:
    repr(Repr())
except RecursionError as e:
    print("RecursionError")
deep = []
for i in range(100000):
    deep = [deep]
try:
    repr(deep)
except RecursionError as e:
    print("RecursionError")
try:
    print(undefined)
except NameError as e:
    print(e, e.name)
try:
    (5).missing
except AttributeError as e:
    print(e, e.name, e.obj)
def unbound():
    print(v)
    v = 1
show(unbound)
def free():
    def inner(): return w
    inner()
    w = 1
show(free)
show(lambda: __import__("no_such_module")); show(lambda: sys.no_such)
show(lambda: open("/no/such/file")); show(lambda: open("/", "r")); show(lambda: open("x", "q")); show(lambda: int("x")); show(lambda: [].remove(1))
