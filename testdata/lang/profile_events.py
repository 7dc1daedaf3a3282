# sys.setprofile and sys.settrace side by side.
import sys

events = []


def note(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return
    name = arg.__name__ if event.startswith("c_") else frame.f_code.co_name
    events.append(event + ":" + name)


def callee(x):
    return len(x)


def raises():
    raise ValueError


def builtin_raises():
    int("x")


def generator():
    yield 1
    yield 2


class C:
    def __init__(self):
        self.x = sorted([2, 1])

    @property
    def p(self):
        return abs(-1)


def run():
    callee("abc")
    for function in raises, builtin_raises:
        try:
            function()
        except ValueError:
            pass
    for _ in generator():
        pass
    C().p
    [callee(s) for s in ("a", "b")]
    max([1], key=lambda v: v)


sys.setprofile(note)
run()
sys.setprofile(None)
for event in events:
    print(event)
print(sys.getprofile())

del events[:]


def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__:
        return None
    frame.f_trace_opcodes = False
    events.append((frame.f_code.co_name, event))
    return tracer if frame.f_code.co_name != "callee" else None


sys.settrace(tracer)
run()
sys.settrace(None)
print(sys.gettrace(), len([e for e in events if e[1] == "call"]))
print([e for e in events if e[1] in ("exception", "return")])
print(("callee", "line") in events)


def bad(frame, event, arg):
    raise KeyError("from the tracer")


def traced():
    return 1


sys.settrace(bad)
try:
    traced()
except KeyError as error:
    print("KeyError", error, sys.gettrace())
sys.settrace(None)


def only_calls(frame, event, arg):
    if frame.f_code.co_name == "traced":
        events.append(event)
        frame.f_trace_lines = False
        return only_calls


del events[:]
sys.settrace(only_calls)
traced()
sys.settrace(None)
print(events)
