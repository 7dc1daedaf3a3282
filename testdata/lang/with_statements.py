# with: order of enter and exit, what exit sees, and many managers at once.
log = []
class CM:
    def __init__(self, name, swallow=False, enter=None, leave=None): self.name, self.swallow, self.enter, self.leave = name, swallow, enter, leave
    def __enter__(self):
        log.append("enter " + self.name)
        if self.enter: raise self.enter
        return self.name
    def __exit__(self, kind, value, tb):
        log.append(f"exit {self.name} {kind and kind.__name__} {value} {tb is not None}")
        if self.leave: raise self.leave
        return self.swallow
def run(f):
    log.clear()
    try: r = f()
    except Exception as e: r = f"{type(e).__name__} {e} context {e.__context__!r}"
    print(r, log)
def a():
    with CM("1") as x, CM("2") as y: return x + y
def b():
    with CM("1"), CM("2", True): raise ValueError("body")
    return "after"
def c():
    with CM("1", True), CM("2", enter=KeyError("enter")): log.append("body")
    return "after"
def d():
    with CM("1"), CM("2", leave=OSError("leave")): raise ValueError("body")
def e():
    for i in range(5):
        with CM(str(i)):
            if i == 1: continue
            if i == 2: break
    return i
def f():
    with (CM("1") as p, CM("2") as q,): return p, q
def g():
    with (CM("1")): pass
    with (CM("1"), CM("2")) if False else CM("3") as t: return t
def h():
    try:
        with CM("1"): raise ValueError("v")
    except ValueError as err: return err.__traceback__ is not None
    finally: log.append("finally")
def i():
    with CM("x") as [first], CM("yz") as (second, *third): return first, second, third
def j():
    with CM("gen") as v: yield v
for fn in (a, b, c, d, e, f, g, h, i): run(fn)
run(lambda: list(j()))
def k():
    gen = j()
    next(gen)
    gen.close()
run(k)
class NoEnter:
    def __exit__(self, *a): pass
class NoExit:
    def __enter__(self): pass
class Static:
    @staticmethod
    def __enter__(): return "static"
    @classmethod
    def __exit__(cls, *a): return True
class OnInstance: pass
o = OnInstance()
o.__enter__ = o.__exit__ = lambda *a: None
for bad in (5, NoEnter(), NoExit(), o, None):
    try:
        with bad: pass
    except (TypeError, AttributeError) as err: print(err)
with Static() as s: raise ValueError
print(s)
class Truthy:
    def __enter__(self): return self
    def __exit__(self, *a): return [] if a[0] is KeyError else "yes"
for ex in (KeyError, ValueError):
    try:
        with Truthy(): raise ex("t")
        print("swallowed")
    except KeyError as err: print("through", err)
class Count:
    depth = most = 0
    def __enter__(self):
        Count.depth += 1
        Count.most = max(Count.most, Count.depth)
        return Count.depth
    def __exit__(self, *a): Count.depth -= 1
def rec(n):
    with Count() as level: return level if n == 0 else rec(n - 1)
total = 0
for n in range(300):
    with Count() as level:
        total += level
        with Count() as inner: total += inner
print(rec(30), Count.most, Count.depth, total)
