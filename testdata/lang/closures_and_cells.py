# Cells: shared, rebound, in loops, in comprehensions, in classes, seen from outside.
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    def get(): return n
    return inc, get
inc, get = counter()
print([inc() for _ in range(5)], get(), inc(-10), get())
fs = [lambda: i for i in range(3)]
gs = [lambda i=i: i for i in range(3)]
print([f() for f in fs], [g() for g in gs])
hs = []
for i in range(3):
    def h(): return i
    hs.append(h)
print([h() for h in hs])
i = "changed"
print([h() for h in hs])
def make(x):
    def a():
        def b():
            def c(): return x, y
            return c
        return b
    y = x * 2
    x += 1
    return a
print(make(5)()()())
def late():
    def f(): return value
    try: f()
    except NameError as e: print(e)
    value = 1
    r = f()
    del value
    try: f()
    except NameError as e: print(e)
    return r
print(late())
def cells():
    a, b = 1, 2
    def f(): return a, b
    return f
f = cells()
print(f.__code__.co_freevars, [c.cell_contents for c in f.__closure__], cells.__code__.co_cellvars, cells.__closure__)
f.__closure__[0].cell_contents = 100
print(f())
del f.__closure__[1].cell_contents
try: f()
except NameError as e: print(e)
try: f.__closure__[1].cell_contents
except ValueError as e: print(e)
import types
g = types.FunctionType(f.__code__, globals(), "made", None, (types.CellType("x"), types.CellType("y")))
print(g(), g.__name__, types.CellType() == types.CellType(), types.CellType(1) < types.CellType(2))
for bad in (lambda: types.FunctionType(f.__code__, {}), lambda: types.FunctionType(f.__code__, {}, closure=()), lambda: types.FunctionType(f.__code__, {}, None, None, (1, 2))):
    try: bad()
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
def shadow(x):
    def f():
        x = 5
        return x
    class C:
        x = "in class"
        def m(self): return x
    return f(), C().m(), C.x, [x for x in range(3)], x
print(shadow("param"))
def params(a, b=lambda: a_default, *args, k=None, **kw):
    def inner(): return a, args, k, sorted(kw)
    a = a + 1
    return inner
print(params(1, 2, 3, k=4, z=5)())
def gen():
    total = 0
    def add(v):
        nonlocal total
        total += v
        return total
    for i in range(4): yield add(i)
print(list(gen()))
def deep(n):
    if n == 0: return lambda: ("end",)
    inner = deep(n - 1)
    return lambda: (n,) + inner()
print(deep(20)()[:5])
def acc():
    state = {"n": 0}
    flag = False
    def step(v):
        nonlocal flag
        state["n"] += v
        flag = not flag
        return state["n"] if flag else -state["n"]
    return step
step = acc()
print(sum(step(v) for v in range(500)))
def outer():
    v = 0
    def bump():
        nonlocal v
        v += 1
    for _ in range(400): bump()
    def swap():
        nonlocal v
        v, old = "s", v
        return old
    return swap(), v
print(outer())
for bad in ("def f():\n nonlocal x", "nonlocal x", "def f(x):\n nonlocal x", "def f():\n x = 1\n def g():\n  x = 2\n  nonlocal x", "def f(x):\n global x", "def f():\n x = 1\n global x", "def f():\n global x\n def g():\n  nonlocal x", "class C:\n nonlocal x", "def f():\n print(x)\n global x", "def f(x, x): pass", "def f():\n def g():\n  nonlocal y\n  y = 1"):
    try: exec(bad)
    except SyntaxError as e: print(repr(bad), "->", e.msg)
