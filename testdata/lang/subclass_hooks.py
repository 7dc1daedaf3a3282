# __init_subclass__, __set_name__, __class_getitem__, __instancecheck__, __mro_entries__.
log = []
class Registry:
    kinds = {}
    def __init_subclass__(cls, /, kind=None, **kw):
        super().__init_subclass__(**kw)
        log.append((cls.__name__, kind))
        if kind: Registry.kinds[kind] = cls
class A(Registry, kind="a"): pass
class B(A, kind="b"): pass
class C(B): pass
print(log, sorted(Registry.kinds))
try:
    class D(Registry, kind="d", wrong=1): pass
except TypeError as e:
    print(e)
class Named:
    def __set_name__(self, owner, name):
        log.append((owner.__name__, name))
log.clear()
class E:
    first = Named()
    second = third = Named()
    fourth = 5
print(log)
class BadName:
    def __set_name__(self, owner, name): raise ValueError("bad " + name)
try:
    class F:
        attr = BadName()
except RuntimeError as e:
    print(e, repr(e.__cause__))
class G:
    def __class_getitem__(cls, item): return f"{cls.__name__}[{item!r}]"
class H(G): pass
print(G[int], H["x", 1], G[1:2])
class I: pass
try:
    I[0]
except TypeError as e:
    print(e)
class Meta(type):
    def __instancecheck__(cls, obj): return obj == 5
    def __subclasscheck__(cls, sub): return sub is int
    def __getitem__(cls, k): return ("meta item", k)
    def __call__(cls, *a, **k):
        log.append("call")
        return super().__call__(*a, **k)
    def __contains__(cls, v): return v == "in"
    def __iter__(cls): return iter("meta")
    def __len__(cls): return 9
    def __bool__(cls): return False
class J(metaclass=Meta):
    def __init__(self, v=0): self.v = v
print(isinstance(5, J), isinstance(J(), J), isinstance(6, J), issubclass(int, J), issubclass(str, J), J[1], J(3).v, "in" in J, list(J), len(J), bool(J))
class Entry:
    def __mro_entries__(self, bases): return (dict, A)
class K(Entry(), kind="k"): pass
print(K.__mro__[1:4], K.__orig_bases__[0].__class__.__name__)
class Prepare(type):
    @classmethod
    def __prepare__(mcs, name, bases, **kw):
        log.append(("prepare", name, kw))
        return {"injected": 7}
    def __new__(mcs, name, bases, ns, **kw): return super().__new__(mcs, name, bases, dict(ns))
    def __init__(cls, name, bases, ns, **kw): log.append(("init", sorted(k for k in ns if k[0] != "_")))
log.clear()
class L(metaclass=Prepare, opt=1):
    double = injected * 2
print(L.double, L.injected, log)
def functional(name, bases, ns): return (name, bases, sorted(k for k in ns if not k.startswith("__")))
class N(metaclass=functional):
    z = 1
print(N)
class M1(type): pass
class M2(type): pass
class X1(metaclass=M1): pass
class X2(metaclass=M2): pass
for bad in ("class Y(X1, X2): pass", "class Y(int, str): pass", "class Y(A, Registry, A): pass", "class Y(Registry, A): pass", "class Y(bool): pass", "class Y(5): pass", "class Y(metaclass=5): pass", "class Y(None): pass", "class Y(*[A], metaclass=M1): pass", "class Y(type(None)): pass", "class Y(type(len)): pass", "class Y(A, kind=1, kind=2): pass"):
    try:
        exec(bad)
        print("fine", bad)
    except (TypeError, SyntaxError) as e:
        print(type(e).__name__, str(e).replace(chr(10), " "))
print(type("Dyn", (A,), {"x": 1}, kind="dyn").__mro__[1].__name__, sorted(Registry.kinds), [c.__name__ for c in A.__subclasses__()])
