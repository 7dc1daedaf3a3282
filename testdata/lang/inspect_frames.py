# Frames as inspect and traceback show them.
import inspect
import sys
import traceback


def inner(x):
    y = x + 1
    frame = inspect.currentframe()
    info = inspect.getframeinfo(frame)
    print(info.function, info.lineno - frame.f_code.co_firstlineno, info.code_context, info.index)
    print(inspect.formatargvalues(*inspect.getargvalues(frame)))
    print([entry.function for entry in inspect.stack()][:3])
    print(sorted(frame.f_locals), frame.f_back.f_code.co_name, frame.f_globals is globals())
    print([f.f_code.co_name for f, _ in traceback.walk_stack(frame)])
    return frame


def outer(*args, **kwargs):
    z = 1
    return inner(*args, **kwargs)


frame = outer(5)
print(frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, frame.f_locals["y"])
frame.clear()
print(frame.f_locals, frame.f_back.f_code.co_name)


def fails(depth):
    local = [depth]
    if depth == 0:
        raise ValueError("deep")
    fails(depth - 1)


try:
    fails(2)
except ValueError as error:
    tb = error.__traceback__
    print([(f.f_code.co_name, line - f.f_code.co_firstlineno) for f, line in traceback.walk_tb(tb)][1:])
    print([entry.function for entry in inspect.trace()])
    print([f.frame.f_locals["local"] for f in inspect.getinnerframes(tb)[1:]])
    while tb.tb_next:
        tb = tb.tb_next
    print(tb.tb_frame.f_locals, tb.tb_lasti > 0)
    tb.tb_frame.clear()
    print(tb.tb_frame.f_locals)
    print(traceback.extract_tb(error.__traceback__)[-1].line)

summary = traceback.StackSummary.extract(
    traceback.walk_tb(error.__traceback__) if False else iter(()), capture_locals=True)
print(list(summary))


def generator():
    x = 1
    yield inspect.currentframe().f_back.f_code.co_name
    y = 2
    yield x


g = generator()
print(inspect.getgeneratorstate(g), g.gi_frame.f_locals, g.gi_frame.f_lineno - g.gi_code.co_firstlineno)
print(next(g), inspect.getgeneratorstate(g), inspect.getgeneratorlocals(g))
next(g)
print(inspect.getgeneratorlocals(g), g.gi_frame.f_lineno - g.gi_code.co_firstlineno, g.gi_frame.f_back)
print(list(g), inspect.getgeneratorstate(g), g.gi_frame)


def running():
    yield inspect.getgeneratorstate(r), r.gi_running, r.gi_frame.f_back is sys._getframe().f_back


r = running()
print(next(r))


class Body:
    frame = sys._getframe()
    names = sorted(frame.f_locals)
    print(frame.f_code.co_name, names, frame.f_locals is not globals())


def locals_semantics():
    a = 1
    first = locals()
    b = 2
    print(sorted(first))
    second = locals()
    print(first is second, sorted(second))
    first["a"] = 100
    print(a)
    exec("a = 5; c = 6")
    return a, "c" in locals()


print(locals_semantics())
print([sys._getframe().f_code.co_name for _ in range(1)], (lambda: sys._getframe().f_code.co_name)())
try:
    sys._getframe(1000)
except ValueError as error:
    print(error)
for name in "f_back", "f_code", "f_locals":
    try:
        setattr(sys._getframe(), name, 1)
    except AttributeError as error:
        print(error)
