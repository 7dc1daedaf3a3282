# __getattribute__, __getattr__, __setattr__, __delattr__, __dir__ and their defaults.
log = []
class A:
    cls = "class value"
    def __init__(self): self.own = 1
    def __getattribute__(self, name):
        log.append("ga " + name)
        if name == "magic": return "made up"
        if name == "hidden": raise AttributeError("hidden on purpose")
        return super().__getattribute__(name)
    def __getattr__(self, name):
        log.append("gattr " + name)
        if name == "deep": return self.nothing_here
        if name.startswith("no"): raise AttributeError(name)
        return "fallback " + name
    def __setattr__(self, name, v):
        log.append("set " + name)
        if name == "frozen": raise AttributeError("frozen!")
        object.__setattr__(self, name, v)
    def __delattr__(self, name):
        log.append("del " + name)
        object.__delattr__(self, name)
    def method(self): return self.own
    def __len__(self): return 3
a = A()
print(a.own, a.cls, a.magic, a.hidden, a.other, a.method(), len(a), log)
log.clear()
for f in ("a.nope", "a.deep", "a.frozen = 1", "del a.zzz", "a.own = 2; del a.own; a.own"):
    try:
        exec(f)
        print(f, "fine")
    except AttributeError as e:
        print(f, "->", e)
print(log)
print(getattr(a, "nothing", "default"), hasattr(a, "no"), hasattr(a, "yes"), getattr(a, "x y", 0))
try:
    getattr(a, "no")
except AttributeError as e:
    print(repr(e), e.name, e.obj is None or e.obj is a)
class B:
    __slots__ = ("s",)
    def __getattr__(self, name): return "B " + name
b = B()
print(b.s, b.t)
b.s = 1
print(b.s)
class D:
    def __dir__(self): return ["z", "a", 3] if False else ["z", "a"]
print(dir(D()))
class BadDir:
    def __dir__(self): return 5
try:
    dir(BadDir())
except TypeError as e:
    print(e)
class E:
    def __getattr__(self, name): raise KeyError(name)
try:
    E().x
except KeyError as e:
    print("KeyError", e)
try:
    hasattr(E(), "x")
except KeyError as e:
    print("KeyError", e)
class Meta(type):
    def __getattribute__(cls, name):
        log.append("meta " + name)
        return super().__getattribute__(name)
    def __getattr__(cls, name): return "meta " + name
    def __setattr__(cls, name, v):
        log.append("metaset " + name)
        super().__setattr__(name, v)
class F(metaclass=Meta):
    v = 1
log.clear()
F.v; F.w; F.v = 2; F().v
print(F.unknown, log)
for bad in (lambda: setattr(a, 5, 1), lambda: getattr(a, 5), lambda: getattr(1), lambda: setattr(5, "x", 1), lambda: setattr(len, "x", 1), lambda: delattr(a, "gone"), lambda: object().x, lambda: setattr(object(), "x", 1), lambda: None.foo, lambda: (1).real.imag.foo, lambda: [].append.x):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
hits = 0
class G:
    def __getattr__(self, name):
        global hits
        hits += 1
        return hits
g = G()
print(sum(g.count for _ in range(300)), hits)
