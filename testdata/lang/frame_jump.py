"""frame.f_lineno set by trace functions: where jumps may go, and what they leave behind."""
import sys


def run(function, event_line, target, event="line"):
    """Runs function(out) and jumps once from a line of it to another (both relative)."""
    out = []
    first = function.__code__.co_firstlineno
    state = []

    def trace(frame, event_now, arg):
        if frame.f_code is function.__code__ and not state and event_now == event:
            if frame.f_lineno == first + event_line:
                state.append(True)
                frame.f_lineno = first + target
        return trace

    sys.settrace(trace)
    try:
        function(out)
    except Exception as e:
        out.append(f"{type(e).__name__}: {str(e).replace(str(first + target), 'LINE')}")
    finally:
        sys.settrace(None)
    print(function.__name__, event_line, "->", target, out)


def plain(out):
    out.append(1)
    out.append(2)
    x = 3
    out.append(x)


run(plain, 1, 2)
run(plain, 2, 1)
run(plain, 4, 1)
run(plain, 1, -1)
run(plain, 1, 9)


def loops(out):
    for i in range(3):
        out.append(i)
        for j in "ab":
            out.append(j)
            out.append("c")
    while len(out) < 30:
        out.append("w")
        if len(out) > 4:
            break
    out.append("end")


run(loops, 1, 2)
run(loops, 2, 1)
run(loops, 2, 3)
run(loops, 2, 4)
run(loops, 4, 3)
run(loops, 4, 1)
run(loops, 4, 2)
run(loops, 5, 6)
run(loops, 5, 7)
run(loops, 7, 3)
run(loops, 7, 4)


def siblings(out):
    for i in (1, 2):
        out.append(("first", i))
    for i in (3, 4):
        out.append(("second", i))
    out.append("end")


run(siblings, 2, 4)
run(siblings, 4, 2)
run(siblings, 4, 1)


class Manager:
    def __init__(self, out, name):
        self.out, self.name = out, name

    def __enter__(self):
        self.out.append("enter " + self.name)
        return self

    def __exit__(self, *exc):
        self.out.append("exit " + self.name)


def managers(out):
    with Manager(out, "a") as a:
        out.append(a.name)
        with Manager(out, "b"):
            out.append("inner")
    with Manager(out, "c"):
        out.append("in c")
    out.append("end")


run(managers, 2, 7)
run(managers, 2, 6)
run(managers, 4, 6)
run(managers, 4, 2)
run(managers, 1, 2)
run(managers, 7, 4)


def handlers(out):
    try:
        out.append("body")
        1 / 0
    except ZeroDivisionError as e:
        out.append(type(sys.exc_info()[1]).__name__)
        out.append("handler")
    except ValueError:
        out.append("other")
    finally:
        out.append("finally")
    out.append(sys.exc_info()[1])


run(handlers, 2, 5)
run(handlers, 2, 4)
run(handlers, 3, 10)
run(handlers, 5, 8)
run(handlers, 6, 11)
run(handlers, 6, 10)
run(handlers, 6, 2)
run(handlers, 10, 6)


def nested_handlers(out):
    try:
        raise KeyError("outer")
    except KeyError:
        try:
            raise ValueError("inner")
        except ValueError:
            out.append(repr(sys.exc_info()[1]))
            out.append(8)
        out.append(repr(sys.exc_info()[1]))
        out.append(10)
    out.append(repr(sys.exc_info()[1]))


run(nested_handlers, 8, 9)
run(nested_handlers, 8, 11)
run(nested_handlers, 8, 10)


def expression(out):
    f = out.append
    f(
        len(out)
    )
    f(
        out.append("x") or
        out.append("y")
    )
    f("end")


run(expression, 2, 5)
run(expression, 3, 9)


def generator(out):
    for value in gen(out):
        out.append(value)


def gen(out):
    out.append("start")
    yield 1
    out.append("between")
    yield 2
    out.append("after")


run(generator, 1, 2)
run(generator, 2, 1)


async def coroutine(out):
    async with AsyncManager(out):
        out.append("in")
        out.append("more")
    async for x in source():
        out.append(x)
        out.append("body")
    out.append("end")


class AsyncManager:
    def __init__(self, out):
        self.out = out

    async def __aenter__(self):
        self.out.append("aenter")

    async def __aexit__(self, *exc):
        self.out.append("aexit")


async def source():
    yield 1
    yield 2


def drive(out):
    try:
        coroutine(out).send(None)
    except StopIteration:
        pass


def run_async(a, b):
    out = []
    first = coroutine.__code__.co_firstlineno
    done = []

    def trace(frame, event, arg):
        if frame.f_code is coroutine.__code__ and event == "line" and not done:
            if frame.f_lineno == first + a:
                done.append(1)
                frame.f_lineno = first + b
        return trace

    sys.settrace(trace)
    try:
        drive(out)
    except ValueError as e:
        out.append(str(e))
    finally:
        sys.settrace(None)
    print("coroutine", a, "->", b, out)


run_async(2, 3)
run_async(2, 7)
run_async(3, 4)
run_async(5, 7)
run_async(1, 5)
run_async(1, 2)

# Who may set it.
frame = sys._getframe()
for value in (5, "5", 1.0):
    try:
        frame.f_lineno = value
    except Exception as e:
        print(type(e).__name__, e)
for event in ("call", "return", "exception"):
    run(lambda out: 1 / 0, 0, 0, event)


def module_code():
    code = compile("a = 1\nfor i in (1, 2):\n    a += i\n    b = a\nc = a\n", "<m>", "exec")
    seen = []

    def trace(frame, event, arg):
        if frame.f_code is code and event == "line":
            seen.append(frame.f_lineno)
            if frame.f_lineno == 4 and len(seen) < 5:
                frame.f_lineno = 2
                seen.append(("now", frame.f_lineno))
        return trace

    names = {}
    sys.settrace(trace)
    exec(code, names)
    sys.settrace(None)
    print(seen, names["a"], names["b"], names["c"])


module_code()


async def kinds(out):
    j = k = None
    for i in [1, 2]:
        out.append(i)
    async for j in source():
        out.append(j)
    with Manager(out, "a"):
        out.append("in a")
    async with AsyncManager(out):
        out.append("in b")
    for k in "ab":
        out.append(k)


def run_kinds(a, b):
    out = []
    done = []
    first = kinds.__code__.co_firstlineno

    def trace(frame, event, arg):
        if frame.f_code is kinds.__code__ and event == "line" and not done:
            if frame.f_lineno == first + a:
                done.append(1)
                frame.f_lineno = first + b
        return trace

    sys.settrace(trace)
    try:
        kinds(out).send(None)
    except (StopIteration, TypeError, ValueError) as e:
        if not isinstance(e, StopIteration):
            out.append(f"{type(e).__name__}: {e}")
    finally:
        sys.settrace(None)
    print("kinds", a, "->", b, out)


for a, b in ((3, 4), (3, 5), (3, 11), (7, 11)):
    run_kinds(a, b)
