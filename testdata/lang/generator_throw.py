# throw, close, GeneratorExit, finally in generators, StopIteration inside.
def worker():
    n = 0
    while True:
        try:
            n = yield n
        except ValueError as e:
            print("caught", e)
            n = -1
        finally:
            print("finally", n)

w = worker()
print(next(w), w.send(5))
print(w.throw(ValueError("boom")))
print(w.throw(ValueError, "text"))
try:
    w.throw(KeyError("k"))
except KeyError as e:
    print("out", e)
print(next(w, "finished"))

def unstarted():
    print("never")
    yield 1

g = unstarted()
try:
    g.throw(RuntimeError("early"))
except RuntimeError as e:
    print(e, next(g, "dead"))
g = unstarted()
print(g.close(), next(g, "closed"))

def closing():
    try:
        yield 1
        yield 2
    except GeneratorExit:
        print("exit seen")
        raise
    finally:
        print("cleanup")

g = closing()
next(g)
print(g.close(), g.close())

def stubborn():
    try:
        yield 1
    except GeneratorExit:
        yield 2

g = stubborn()
next(g)
try:
    g.close()
except RuntimeError as e:
    print(e)

def swallow():
    try:
        yield 1
    except GeneratorExit:
        return

g = swallow()
next(g)
print(g.close())

def raising_close():
    try:
        yield
    finally:
        1 / 0

g = raising_close()
next(g)
try:
    g.close()
except ZeroDivisionError as e:
    print("close raised", e, e.__context__.__class__.__name__)

def stops():
    yield 1
    raise StopIteration("inner")

g = stops()
print(next(g))
try:
    next(g)
except RuntimeError as e:
    print(e, repr(e.__cause__), e.__cause__ is e.__context__, e.__suppress_context__)

def stops2():
    yield 1
    next(iter(()))

try:
    list(stops2())
except RuntimeError as e:
    print(e, repr(e.__cause__))

for args in ((1,), (ValueError("x"), "y"), (ValueError, None, 3)):
    g = unstarted()
    try:
        g.throw(*args)
    except TypeError as e:
        print(e)

# The exception that is handled belongs to each generator.
import sys
def handler():
    try:
        raise KeyError("in generator")
    except KeyError:
        print("a", repr(sys.exc_info()[1]))
        yield 1
        print("b", repr(sys.exc_info()[1]))
        yield 2
    print("c", repr(sys.exc_info()[1]))
    yield 3

g = handler()
next(g)
print("outside", sys.exc_info()[1])
try:
    raise ValueError("outside")
except ValueError:
    next(g)
    print("still", repr(sys.exc_info()[1]))
next(g)
print(sys.exc_info()[1])

def plain():
    while True:
        yield repr(sys.exc_info()[1])

p = plain()
print(next(p))
try:
    raise TypeError("t")
except TypeError:
    print(next(p))
print(next(p))

def contexts():
    try:
        1 / 0
    except ZeroDivisionError:
        yield
g = contexts()
next(g)
try:
    g.throw(KeyError("ctx"))
except KeyError as e:
    print(repr(e.__context__))

def reraise():
    try:
        yield 1
    except Exception:
        yield "handled"
        raise

g = reraise()
next(g)
print(g.throw(ValueError("again")))
try:
    next(g)
except ValueError as e:
    print("reraised", e)

class Ctx:
    def __enter__(self):
        print("enter")
        return self
    def __exit__(self, *exc):
        print("exit", exc[0].__name__ if exc[0] else None)
        return exc[0] is KeyError

def managed():
    with Ctx():
        yield 1
        yield 2
    yield 3

g = managed()
print(next(g), g.throw(KeyError("k")))
g.close()
g = managed()
next(g)
g.close()
print(list(managed()))
def loop():
    for i in range(3):
        try:
            yield i
        finally:
            print("end of", i)
            if i == 1:
                break
print(list(loop()))
