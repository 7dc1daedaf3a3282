# Hooks of event loops: asynchronous generators that start, origins of coroutines.
import sys
print(tuple(sys.get_asyncgen_hooks()))
started = []
sys.set_asyncgen_hooks(firstiter=lambda g: started.append(g.__name__))
print(sys.get_asyncgen_hooks().finalizer, callable(sys.get_asyncgen_hooks().firstiter))
async def agen():
    yield 1
a = agen()
print(started)
n = a.__anext__()
print(started)
a.asend(None)
print(started)
try:
    n.send(None)
except StopIteration as e:
    print(e.value)
def bad(g):
    raise ValueError("hook")
sys.set_asyncgen_hooks(bad)
try:
    agen().aclose()
except ValueError as e:
    print(e)
for args in ((5,), (None, 5)):
    try:
        sys.set_asyncgen_hooks(*args)
    except TypeError as e:
        print(e)
sys.set_asyncgen_hooks(None, None)
print(sys.get_asyncgen_hooks() == (None, None))
print(sys.get_coroutine_origin_tracking_depth())
sys.set_coroutine_origin_tracking_depth(2)
async def coro():
    pass
def make():
    return coro()
c = make()
print(len(c.cr_origin), [e[2] for e in c.cr_origin], [e[1] - c.cr_origin[0][1] > 0 for e in c.cr_origin])
c.close()
sys.set_coroutine_origin_tracking_depth(0)
c = make()
print(c.cr_origin)
c.close()
for bad in (-1, "x"):
    try:
        sys.set_coroutine_origin_tracking_depth(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
