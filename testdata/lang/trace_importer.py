# importlib drops its locks whenever: who traces or steps through a program is not sent there.
import gc
import sys

events = []


def tracer(frame, event, arg):
    events.append((event, frame.f_code.co_name))
    return tracer


def work():
    gc.collect()
    for _ in range(3):
        make()
    gc.collect()


def make():
    return [i for i in range(4)]


def traced(function):
    events.clear()
    sys.settrace(tracer)
    try:
        function()
    finally:
        sys.settrace(None)
    return [e for e in events if e[0] == "call"]


import colorsys
import sched

print(traced(work))


def importing():
    import stringprep

    gc.collect()
    return stringprep.__name__


calls = traced(importing)
print(calls[0], len(calls) > 1)
