# sys.setprofile: calls and returns, of builtins too.
import sys
events = []
def profiler(frame, event, arg):
    if event.startswith('c_'):
        arg = arg.__name__
    if arg != 'setprofile':
        events.append((frame.f_code.co_name, event, arg))
def f(x):
    return len(x)
def g():
    try:
        int('x')
        [].pop()
    except Exception:
        pass
    return f('abc')
def fails():
    [].pop()
def run(fn, *args):
    events.clear()
    sys.setprofile(profiler)
    try:
        fn(*args)
    except IndexError:
        pass
    sys.setprofile(None)
    for e in events: print(e)
    print('-')
run(f, 'xy')
run(g)
run(fails)
print(sys.getprofile())
