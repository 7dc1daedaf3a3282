# sys.settrace: which events, in which order, with which arguments.
import sys
events = []
def tracer(frame, event, arg):
    if frame.f_code.co_filename != __file__: return None
    if event == 'exception':
        arg = arg[0].__name__, str(arg[1])
    events.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg))
    return tracer
def run(f, *args):
    events.clear()
    sys.settrace(tracer)
    try:
        f(*args)
    except Exception as e:
        pass
    finally:
        sys.settrace(None)
    print(f.__name__)
    for e in events:
        print('  ', e)
def simple(a):
    b = a + 1
    return b
def branch(a):
    if a:
        x = 1
    else:
        x = 2
    return x
def loop():
    t = 0
    for i in range(2):
        t += i
    while t:
        t -= 1
def calls():
    simple(1)
    return [simple(2),
            simple(3)]
def fails():
    raise ValueError('bad')
def inner_class():
    class C:
        x = 1
    return C
for f, args in ((simple, (1,)), (branch, (0,)), (branch, (1,)), (loop, ()), (calls, ()), (fails, ()), (inner_class, ())):
    run(f, *args)
print(sys.gettrace())
def no_locals(frame, event, arg):
    seen.append((frame.f_code.co_name, event)); return None
seen = []
sys.settrace(no_locals)
calls()
sys.settrace(None)
print(seen)
def changes(frame, event, arg):
    if event == 'line' and 'v' in frame.f_locals:
        frame.f_locals['v'] = 99
    return changes
def target():
    v = 1
    w = v
    return w
sys.settrace(changes)
r = target()
sys.settrace(None)
print(r)
def bad(frame, event, arg):
    raise KeyError('in tracer')
sys.settrace(bad)
try:
    simple(1)
except KeyError as e:
    print('KeyError', e, sys.gettrace())
