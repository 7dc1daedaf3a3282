# Context managers from the library.
import contextlib
import io
import sys


@contextlib.contextmanager
def tag(name, log):
    log.append(f"<{name}>")
    try:
        yield name.upper()
    except ValueError as e:
        log.append(f"caught {e}")
    finally:
        log.append(f"</{name}>")


log = []
with tag("a", log) as a, tag("b", log) as b:
    log.append(a + b)
    raise ValueError("inside")
print(log)
for i in range(60):
    with tag("x", log):
        if i % 7 == 0:
            raise ValueError(i)
print(len(log), log[-3:])


@contextlib.contextmanager
def never():
    if False:
        yield


@contextlib.contextmanager
def twice():
    yield 1
    yield 2


for manager in (never, twice):
    try:
        with manager():
            pass
    except RuntimeError as e:
        print(e)


class Closer:
    def __init__(self, name):
        self.name = name

    def close(self):
        print("close", self.name)


with contextlib.ExitStack() as stack:
    for n in "123":
        stack.enter_context(contextlib.closing(Closer(n)))
    stack.callback(print, "callback", 5)
    stack.push(lambda *exc: print("exit saw", exc[0] and exc[0].__name__) or True)
    1 / 0
print("swallowed")
with contextlib.ExitStack() as stack:
    stack.callback(print, "not called")
    kept = stack.pop_all()
kept.close()
with contextlib.suppress(KeyError, IndexError):
    {}["x"]
out = io.StringIO()
with contextlib.redirect_stdout(out):
    print("hidden")
print(repr(out.getvalue()), contextlib.nullcontext(7).__enter__())


@tag("deco", log)
def decorated(x):
    return x * 2


print(decorated(4), log[-2:])


class Reraise:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, tb):
        if kind is not None:
            raise KeyError("from exit") from value


try:
    with Reraise():
        raise OSError("body")
except KeyError as e:
    print(repr(e), repr(e.__cause__), repr(e.__context__))


class NoExit:
    def __enter__(self):
        return self


for thing in (NoExit(), 5):
    try:
        with thing:
            pass
    except TypeError as e:
        print(e)


def early():
    for i in range(100):
        with tag(str(i), log):
            if i == 70:
                return i
            if i % 2:
                continue


print(early(), log[-2:])
