# Metaclasses: __prepare__, __new__, __init__, __call__, conflicts, mro(), keywords.


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Ordered(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kw):
        print("prepare", name, [b.__name__ for b in bases], kw)
        ns = {}
        ns["prepared"] = True
        return ns

    def __new__(mcls, name, bases, ns, **kw):
        print("new", name, [k for k in ns if not k.startswith("__")], kw)
        return super().__new__(mcls, name, bases, ns)

    def __init__(cls, name, bases, ns, **kw):
        print("init", name, kw)
        super().__init__(name, bases, ns)

    def __call__(cls, *args, **kw):
        print("call", cls.__name__, args, kw)
        return super().__call__(*args, **kw)

    def shout(cls):
        return cls.__name__.upper()


class A(metaclass=Ordered, flag=1):
    x = 1

    def __init__(self, *args, **kw):
        self.args = args


class B(A, other="o"):
    y = 2


print(A(1, k=2).args, B.shout(), B.prepared, type(B).__name__, isinstance(A, Ordered))
attempt(lambda: A(1).shout())


class Mapping:
    def __init__(self):
        self.d = {}

    def __getitem__(self, k):
        return self.d[k]

    def __setitem__(self, k, v):
        print("set", k)
        self.d[k] = v

    def __delitem__(self, k):
        del self.d[k]


class UsesMapping(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return Mapping()

    def __new__(mcls, name, bases, ns):
        return super().__new__(mcls, name, bases, dict(ns.d))


class M(metaclass=UsesMapping):
    a = 1
    b = a + 1
    del a

    def f(self):
        return __class__.__name__


print(M.b, hasattr(M, "a"), M().f())


class NoMapping(type):
    @classmethod
    def __prepare__(mcls, name, bases):
        return 5


def bad():
    class X(metaclass=NoMapping):
        pass


attempt(bad)


class M1(type):
    pass


class M2(type):
    pass


class C1(metaclass=M1):
    pass


class C2(metaclass=M2):
    pass


attempt(lambda: type("X", (C1, C2), {}))


class M3(M1, M2):
    pass


print(type(M3("X", (C1, C2), {})).__name__, type(type("Y", (C1,), {})).__name__)
attempt(lambda: type("X"))
print(type(5), type("X", (), {"v": 1}).v)
for args in (("X", ()), ("X", (), {}, 1), (1, (), {}), ("X", [], {}), ("X", (), []), ("X", (1,), {}), ("X\0", (), {}),
             ("X", (int, str), {}), ("X", (bool,), {}), ("X", (A, A), {})):
    attempt(lambda: type(*args).__name__)


class Mro(type):
    def mro(cls):
        return [cls] + [b for b in reversed(type.mro(cls)[1:-1])] + [object]


class P:
    who = "P"


class Q:
    who = "Q"


class R(P, Q, metaclass=Mro):
    pass


print([c.__name__ for c in R.__mro__], R.who)


class BadMro(type):
    def mro(cls):
        return [cls, 3]


attempt(lambda: BadMro("X", (), {}))


def meta_function(name, bases, ns, **kw):
    return (name, bases, sorted([k for k in ns if k[0] != "_"]), kw)


class F(metaclass=meta_function, z=1):
    q = 1


print(F)


class Entries:
    def __mro_entries__(self, bases):
        return (P,)


class G(Entries(), Q):
    pass


print(G.__bases__ == (P, Q), len(G.__orig_bases__))
attempt(lambda: type("X", (Entries(),), {}))


class Base:
    subs = []

    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        Base.subs.append((cls.__name__, tag))


class S1(Base, tag="t"):
    pass


class S2(S1):
    pass


print(Base.subs)
attempt(lambda: type("S3", (Base,), {}, wrong=1))
attempt(lambda: type("S4", (), {}, wrong=1))


class Named:
    def __set_name__(self, owner, name):
        print("set_name", owner.__name__, name)


class H:
    first = Named()
    second = Named()


class Broken:
    def __set_name__(self, owner, name):
        raise ValueError("no")


def broken():
    class X:
        b = Broken()


attempt(broken)


class Sing(type):
    _inst = {}

    def __call__(cls, *a):
        if cls not in cls._inst:
            cls._inst[cls] = super().__call__(*a)
        return cls._inst[cls]


class Single(metaclass=Sing):
    def __init__(self, v):
        self.v = v


def hot(n):
    t = 0
    for k in range(n):
        t += Single(k).v + Single(k + 1).v
    return t


print(hot(200), Single(4) is Single(5))
