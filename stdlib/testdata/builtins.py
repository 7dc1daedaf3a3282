# Builtin functions, classes, descriptors and namespaces.
class A:
    """doc"""
    x = 1
    def __init__(self): self.y = 2
    @property
    def p(self):
        "prop doc"
        return self.y
    @p.setter
    def p(self, v): self.y = v
    @p.deleter
    def p(self): self.y = None
    @staticmethod
    def s(a): return a
    @classmethod
    def c(cls, a): return (cls.__name__, a)
    def __getattr__(self, name):
        if name == "dynamic": return "dyn"
        raise AttributeError(name)


class B(A):
    def __init__(self):
        super().__init__()
        self.z = 3
    @classmethod
    def c(cls, a): return super().c(a)
    @property
    def p(self): return super().p + 100


a, b = A(), B()
print(a.p, b.p, a.s(1), A.s(2), a.c(3), B.c(4), b.c(5), a.dynamic, getattr(a, "nope", "default"), hasattr(a, "nope"), hasattr(a, "y"))
a.p = 10; print(a.y); del a.p; print(a.y)
for s in ["b.p = 1", "del b.p", "a.nope", "A.nope", "A.p.fget(a)", "A.p.__doc__", "super(B, a)", "super(5)", "super()", "property(1, 2, 3, 4, 5)", "staticmethod()", "setattr(a, 5, 1)", "getattr(a, 5)", "a.__class__.__name__", "A.__doc__", "A.__name__, A.__qualname__, A.__module__", "b.__dict__", "vars(b)", "vars(5)", "B.__mro__", "B.__bases__", "type(b) is B", "isinstance(b, A)", "A.c", "a.s", "len", "[].append", "list.append", "A.__init__.__name__", "A.__init__.__qualname__"]:
    try:
        r = eval(s) if "= 1" not in s and "del" not in s else exec(s)
        text = repr(r)
        print(s, "->", text[:text.find(" at 0x")] if " at 0x" in text else text)
    except Exception as e:
        print(s, "->", type(e).__name__ + ":", e)
def f(a, b=2, *args, k, m=5, **kw):
    "the doc"
    v = 1
    return v
print(f.__name__, f.__qualname__, f.__doc__, f.__defaults__, f.__kwdefaults__, f.__module__, f.__code__.co_varnames, f.__code__.co_argcount, f.__code__.co_kwonlyargcount, f.__code__.co_flags & 0xF)
f.attribute = 5
print(f.attribute, f.__dict__)
f.__defaults__ = (7,)
def g(x, y=1): return (x, y)
print(g(0)); g.__defaults__ = (9,); print(g(0)); g.__name__ = "renamed"; print(g.__name__)
def counter():
    n = 0
    def step():
        nonlocal n
        n += 1
        return n
    return step
c = counter(); c(); print(c(), c.__closure__[0].cell_contents, c.__code__.co_freevars)
m = a.__init__
print(m.__self__ is a, m.__func__ is A.__init__, m == a.__init__, m.__name__)
print(sorted([n for n in dir(b) if not n.startswith("_")]), dir()[:3] == sorted(dir())[:3])
def local_names(p, q=2):
    r = 3
    return locals()
print(local_names(1), "a" in globals(), globals()["a"] is a)
ns = {"x": 5}
exec("y = x + 1\ndef fn(): return y * 2\nz = fn()", ns)
print(ns["y"], ns["z"], sorted([k for k in ns if k != "__builtins__"]), "__builtins__" in ns)
print(eval("x * 2", ns), eval("x + w", {"x": 1}, {"w": 2}), eval(compile("1 + 2", "f", "eval")))
loc = {}
exec("q = 1\nr = x", {"x": 7}, loc); print(loc)
def inner_exec():
    v = 5
    return eval("v + 1")
print(inner_exec())
print(list(map(lambda v: v * 2, [1, 2])), list(filter(None, [0, 1])), list(zip([1, 2], "ab")), list(enumerate("ab", 1)), list(reversed([1, 2])), sorted("bca", reverse=True), sorted([(1, "b"), (0, "a")], key=lambda t: t[1]))
it = iter([1, 2]); print(next(it), next(it), next(it, "end")); print(list(iter(lambda v=[3]: v.append(0) or len(v), 6)))
print(callable(a), callable(A), callable(len), id(a) == id(a), id(1) == id(1), type(None), repr(NotImplemented), repr(...), repr(int), repr(A))
print(__name__, isinstance(int, type), issubclass(B, (int, A)), type("X", (), {"v": 1})().v, type("Y", (A,), {}).x)
class Meta(type):
    def __new__(m, name, bases, ns, **kw): ns["made"] = kw; return super().__new__(m, name, bases, ns)
    def __init__(cls, name, bases, ns, **kw): super().__init__(name, bases, ns)
    def __call__(cls, *a): return ("called", super().__call__(*a).__class__.__name__)
class WithMeta(metaclass=Meta, flag=1): pass
print(WithMeta.made, type(WithMeta).__name__, WithMeta())
class Sub:
    def __init_subclass__(cls, tag=None): cls.tag = tag
    def __set_name__(self, owner, name): self.name = name
class Child(Sub, tag="t"): field = Sub()
print(Child.tag, Child.field.name)
class Desc:
    def __get__(self, obj, cls): return (obj is None, cls.__name__)
    def __set__(self, obj, v): obj.__dict__["d"] = v
class Host: d = Desc()
h = Host(); h.d = 5; print(h.d, Host.d, h.__dict__)
class Ctx:
    def __enter__(self): print("enter"); return self
    def __exit__(self, *e): print("exit", e[0]); return True
with Ctx() as ctx: raise ValueError
class L(list):
    def __init__(self, n): super().__init__(range(n)); self.n = n
class D(dict):
    def __missing__(self, k): return k * 2
class I(int):
    def __new__(cls, v): return super().__new__(cls, v + 1)
class S(str):
    def shout(self): return self.upper() + "!"
class T(tuple):
    def __new__(cls, *a): return super().__new__(cls, a)
print(L(3), L(3).n, D(a=1)["zz"], I(4), I(4) + 1, S("a").shout(), T(1, 2), type(T(1)).__name__, len(L(2)), S("x") + "y", isinstance(I(1), int))
import sys
print(sys.implementation.name in ("pyjit", "cpython"), __builtins__ is not None)
print(1 if len.__name__ == "len" else 0, print.__module__, [].append.__name__, len.__doc__ is not None, (1).__add__(2), "a".__len__(), [1].__contains__(1))
print("%s %r" % (A.x, "q"), "{} {!r} {:>4}".format(1, "a", 2), f"{a.x!r:>3}|{'s':^5}|{3.14159:.2f}")
