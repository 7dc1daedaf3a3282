# Names in class bodies, and functions and comprehensions in them.
x = "global"
class A:
    x = "class"
    y = x
    def f(self): return x
    g = lambda self: x
    listed = [x for _ in range(1)]
    iterated = [v for v in (x, y)]
    nested = [[w for w in (1,)] for v in x]
    z = [i for i in range(3) if i]
print(A.y, A().f(), A().g(), A.listed, A.iterated, A.z)
def outer():
    x = "outer"
    class B:
        y = x
        def f(self): return x
        class C:
            z = x
            def g(self): return x, __class__
    class D:
        x = x if False else "own"
        y = x
    class E:
        nonlocal x
        x = "changed"
    return B.y, B().f(), B.C.z, B.C().g()[0], D.y, x
print(outer())
class F:
    global made_global
    made_global = 1
    local = 2
    for i in range(3): pass
    while True: break
    try:
        1 / 0
    except ZeroDivisionError as e: pass
    with open(__file__) as file: pass
    import os.path as path
    from sys import version as v
    def method(self): pass
    del local
    if True: conditional = 3
    locals()["by_locals"] = 4
print(made_global, sorted(k for k in F.__dict__ if not k.startswith("__")), F.__qualname__, F.__module__)
def name_error():
    class G:
        print(undefined_thing)
try:
    name_error()
except NameError as e:
    print(e)
def cls_before():
    class H:
        a = later
    later = 1
try:
    cls_before()
except NameError as e:
    print(e)
class Private:
    __secret = 1
    def __hidden(self): return self.__secret
    def call(self, other): return other.__hidden() + self.__dict__.get("_Private__x", 0)
    def __init__(self): self.__x = 5; __local = 3; self.names = [n for n in locals()]
    __dunder__ = 2
    ____ = 3
class _Under:
    __m = 1
    def f(self, __kw=2): return __kw
print(sorted(k for k in Private.__dict__ if "ecret" in k or "idden" in k or "____" in k or "under" in k), Private().call(Private()), Private().names, [k for k in _Under.__dict__ if "m" in k and "_Under" in k], _Under().f(_Under__kw=9))
class Q:
    def __init__(self): self.n = 0
    def f(self):
        def g():
            self.n += 1
            return __class__, super(Q, self).__repr__()[:5]
        return g()
print(Q().f()[0] is Q, Q().f()[1], Q.f.__qualname__)
class Meta(type):
    @classmethod
    def __prepare__(meta, name, bases):
        class Ns(dict):
            def __missing__(self, k):
                if k.startswith("__"): raise KeyError(k)
                return "missing " + k
        return Ns()
class R(metaclass=Meta):
    a = anything
    b = x
    def f(self): return x
print(R.a, R.b, R().f())
class Loop:
    total = 0
    for i in range(300):
        total += i
        if i % 2: total -= 1
print(Loop.total, Loop.i)
