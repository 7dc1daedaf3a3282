# Frames: the chain, lines, locals of callers, frames that are gone.
import sys
def where():
    frame = sys._getframe(1)
    return frame.f_code.co_name, frame.f_lineno
def a():
    return where()
def b():
    x = 1
    y = [1, 2]
    frame = sys._getframe()
    z = 3
    return frame
print(a(), where())
frame = b()
print(sorted([k for k in frame.f_locals]), frame.f_locals['z'], frame.f_lineno)
print(frame.f_back is sys._getframe(), frame.f_code is b.__code__, frame.f_globals is globals())
print(frame.f_builtins['len'] is len, frame.f_trace, frame.f_trace_lines, frame.f_trace_opcodes)
frame.clear()
print(frame.f_locals)
try:
    sys._getframe().clear()
except RuntimeError as e:
    print(e)
try:
    sys._getframe(100)
except ValueError as e:
    print(e)
def depth(n):
    if n: return depth(n - 1)
    names = []
    f = sys._getframe()
    while f:
        names.append(f.f_code.co_name)
        f = f.f_back
    return names
print(depth(3))
def snapshot():
    v = 1
    before = sys._getframe().f_locals
    v = 2
    kept = before['v']
    after = sys._getframe().f_locals
    return kept, after['v'], before is after, before['v']
print(snapshot())
def same():
    l = locals()
    q = 5
    return locals() is l, l is sys._getframe().f_locals, 'q' in l
print(same())
def cells():
    x = 1
    def inner():
        nonlocal x
        x += 1
        return sys._getframe().f_locals, sys._getframe(1).f_locals['x']
    return inner(), x
print(cells()[0][0], cells()[0][1], cells()[1])
class K:
    here = sys._getframe().f_code.co_name
    names = sorted([k for k in sys._getframe().f_locals if not k.startswith('_')])
print(K.here, K.names)
def deleted():
    x = 1
    l = sys._getframe().f_locals
    del x
    return 'x' in l, 'x' in sys._getframe().f_locals
print(deleted())
print([sys._getframe().f_code.co_name for _ in range(1)], (lambda: sys._getframe().f_code.co_name)())
def hot(n):
    total = 0
    for i in range(n):
        total += i
        if i == n - 1:
            return sys._getframe(0).f_locals['total'], sys._getframe(1).f_code.co_name
print(hot(3000))
print(repr(frame).split(',')[2:])
