# Data and other descriptors, the instance, the class, __getattr__: who answers.
log = []
class NonData:
    def __init__(self, name): self.name = name
    def __get__(self, obj, cls): return ("nondata", self.name, obj is None, cls.__name__)
class Data(NonData):
    def __get__(self, obj, cls): return ("data", self.name, obj is None, cls.__name__)
    def __set__(self, obj, v): log.append(("set", v))
    def __delete__(self, obj): log.append("delete")
class SetOnly:
    def __set__(self, obj, v): log.append(("setonly", v)); obj.__dict__["s"] = v
class GetRaises:
    def __get__(self, obj, cls): raise AttributeError("from get")
class DelOnly:
    def __get__(self, obj, cls): return "delonly"
    def __delete__(self, obj): log.append("del")
class M(type):
    meta_data = Data("meta_data")
    meta_non = NonData("meta_non")
    both = Data("both")
    both_non = NonData("both_non")
class C(metaclass=M):
    d = Data("d")
    n = NonData("n")
    s = SetOnly()
    g = GetRaises()
    x = DelOnly()
    both = "class both"
    both_non = "class both_non"
    def __getattr__(self, name): return "getattr " + name
c = C()
c.__dict__.update(d="inst d", n="inst n", s="inst s", x="inst x")
print(c.d, c.n, c.s, c.g, c.x, c.nothing)
print(C.d, C.n, C.x, type(C.s).__name__, C.meta_data, C.meta_non, C.both, C.both_non)
c.d = 1; c.s = 2; c.n = 3
print(log, c.__dict__)
del c.d
try:
    c.x = 5
except AttributeError as e:
    print(e)
del c.x
try:
    del c.s
except AttributeError as e:
    print(e)
print(log)
C.d = "replaced"
print(c.d, C.d)
C.both = 5
print(log[-1], C.both)
print(C.__dict__["n"].__get__(None, C), NonData("q").__get__(5, int), (lambda self: self).__get__(7)(), len.__get__ if hasattr(len, "__get__") else "no get")
class P:
    @property
    def v(self): return self._v
    @v.setter
    def v(self, value): self._v = value * 2
    @v.deleter
    def v(self): del self._v
    ro = property(lambda self: 1, doc="ro doc")
    wo = property(None, lambda self, v: log.append(v))
p = P()
p.v = 4
print(p.v, P.ro.__doc__, P.v.fget.__name__)
for f in ("p.ro = 1", "del p.ro", "p.wo", "del p.v; p.v", "P.ro.__set__(p, 1)", "p.v.x"):
    try:
        exec(f)
    except AttributeError as e:
        print(f, "->", e)
class Base:
    @classmethod
    def c(cls): return cls.__name__
    @staticmethod
    def s(*a): return a
    @classmethod
    @property
    def cp(cls): return cls.__name__ + " prop"
class Child(Base): pass
print(Child.c(), Child().c(), Child.s(1), Child().s(1), Child.cp, Base.__dict__["c"].__func__.__name__, Base.__dict__["s"](2))
class Cached:
    def __set_name__(self, owner, name): self.name = name
    def __get__(self, obj, cls):
        if obj is None: return self
        log.append("computed")
        value = obj.__dict__[self.name] = 42
        return value
class Use:
    lazy = Cached()
u = Use()
log.clear()
print(u.lazy, u.lazy, log)
total = 0
for i in range(300):
    p.v = i
    total += p.v + len(c.d) + (c.nothing == "getattr nothing")
print(total)
