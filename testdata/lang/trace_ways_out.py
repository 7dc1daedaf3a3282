"""Which lines sys.settrace tells of: jumps, ways out of blocks, handlers, generators."""
import sys


def events_of(function, *args):
    first = {}

    def trace(frame, event, arg):
        code = frame.f_code
        if code.co_filename != __file__ and not code.co_filename.endswith("trace_ways_out.py"):
            return None
        first.setdefault(code, code.co_firstlineno)
        if event == "exception":
            arg = arg[0].__name__
        elif event == "return" and not isinstance(arg, (int, str, type(None))):
            arg = type(arg).__name__
        if code.co_name == "source":
            arg = None
        print(f"  {event} {code.co_name}+{frame.f_lineno - code.co_firstlineno}", arg if arg is not None else "")
        return trace

    print(function.__name__, args)
    sys.settrace(trace)
    try:
        function(*args)
    except Exception as e:
        print("  raised", type(e).__name__)
    finally:
        sys.settrace(None)


def constant_tests():
    while 0:
        pass
    if 0:
        pass
    elif 1:
        x = 1
    while True:
        break
    return x


def loops(n):
    for i in range(n):
        if i == 1:
            continue
        for j in "ab":
            if j == "b":
                break
        else:
            pass
    while n:
        n -= 1
        while n:
            break
        continue
    else:
        return "end"


def out_of_finally(how):
    for i in (1, 2):
        try:
            if how == 1:
                break
            if how == 2:
                continue
            if how == 3:
                return 3
            if how == 4:
                return
            if how == 5:
                return [i]
        finally:
            how += 0
    return 0


class Manager:
    def __enter__(self):
        return self

    def __exit__(self, *exc):
        return False


def out_of_with(how):
    for i in (1,):
        with Manager() \
                as m:
            if how == 1:
                break
            if how == 2:
                return i
            if how == 3:
                1 / 0


def handlers(kind):
    try:
        try:
            raise kind
        except ValueError as e:
            5
        except TypeError:
            6
    except:
        7
    else:
        8


def bare():
    try:
        1 / 0
    except:
        pass


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


def iterates():
    for x in Countdown(1):
        pass
    return [x for x in "ab"]


def generator(n):
    for i in range(n):
        yield i
    return "done"


def delegates():
    r = yield from generator(1)
    for x in generator(1):
        yield x
    yield r


def uses_generators():
    for x in delegates():
        pass
    g = generator(2)
    next(g)
    try:
        g.throw(KeyError)
    except KeyError:
        pass


async def coroutine():
    async for x in source():
        pass
    async with AsyncManager():
        await inner()
    return [x async for x in source()]


async def inner():
    return 1


async def source():
    yield 1


class AsyncManager:
    async def __aenter__(self):
        pass

    async def __aexit__(self, *exc):
        pass


def drives():
    try:
        coroutine().send(None)
    except StopIteration as e:
        return len(e.value)


def closures(a):
    b = 2

    @decorated(
        1)
    def inner():
        return a + b
    return inner()


def decorated(n):
    return lambda f: f


def classes(flag):
    class A:
        if flag:
            a = 1
        else:
            a = 2

    class B:
        def f(self):
            return __class__
    return B().f().__name__


def one_line(n):
    for i in range(n): n += i
    return n


def matching(v):
    match v:
        case [1, x]:
            return x
        case {"a": a} if a:
            pass
        case _:
            v = 2


events_of(constant_tests)
events_of(loops, 3)
for how in range(6):
    events_of(out_of_finally, how)
for how in range(4):
    events_of(out_of_with, how)
for kind in (ValueError, TypeError, KeyError):
    events_of(handlers, kind)
events_of(bare)
events_of(iterates)
events_of(uses_generators)
events_of(drives)
events_of(closures, 1)
events_of(classes, True)
events_of(classes, False)
events_of(one_line, 2)
for v in ([1, 2], {"a": 1}, {"a": 0}, 3):
    events_of(matching, v)
