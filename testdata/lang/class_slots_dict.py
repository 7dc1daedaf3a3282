# __slots__ next to __dict__ and __weakref__: members are no attributes of __dict__.
import _weakref as weakref


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class A:
    __slots__ = ("a", "b")


class B(A):
    pass


class C(A):
    __slots__ = ("b", "c", "__dict__")


b = B()
b.a = 1
b.x = 2
print(b.__dict__, b.a, b.x)
b.__dict__["a"] = "shadow"
print(b.a, b.__dict__)
b.b = 5
b.__dict__ = {"new": 1}
print(b.a, b.b, b.new, b.__dict__)
del b.a
attempt(lambda: b.a)
attempt(lambda: delattr(b, "a"))
b.a = 3
print(b.a, vars(b))
c = C()
c.b = "C.b"
A.b.__set__(c, "A.b")
print(c.b, A.b.__get__(c), C.b.__get__(c), c.__dict__)
c.z = 26
print(vars(c), c.b, A.b.__get__(c))
del c.b
print(A.b.__get__(c))
attempt(lambda: c.b)


def names(cls):
    return [n for n in vars(cls)]


print(names(A), names(B), names(C))
attempt(lambda: weakref.ref(A()))
print(weakref.ref(b)() is b)
attempt(lambda: A().__dict__)
attempt(lambda: setattr(A(), "z", 1))


class S(str):
    __slots__ = ("tag",)


s = S("text")
s.tag = 1
print(s, s.tag)
attempt(lambda: s.other)
attempt(lambda: setattr(s, "other", 1))
del s.tag
attempt(lambda: s.tag)


class SD(str):
    __slots__ = ("tag", "__dict__")


t = SD("x")
t.tag = 1
t.free = 2
print(t.__dict__, t.tag, t.free)


class L(list):
    __slots__ = ("tag",)


x = L([1])
x.tag = 4
print(x, x.tag)


class E(Exception):
    __slots__ = ("tag",)


e = E("m")
e.tag = 1
e.more = 2
print(e.__dict__, e.tag, e)


class Mangled:
    __slots__ = ("__p", "_q")

    def __init__(self):
        self.__p = 1
        self._q = 2


m = Mangled()
print(m._Mangled__p, names(Mangled))


def make(bases, **ns):
    return lambda: type("X", bases, ns).__name__


for bases, slots in [((), ("__weakref__", "__weakref__")), ((B,), ("__weakref__",)), ((B,), ("__dict__",)),
                     ((), ("__dict__", "__dict__")), ((int,), ("a",)), ((tuple,), ("a",)), ((bytes,), ("a",)),
                     ((int,), ("__weakref__",)), ((int,), ()), ((str,), ("a",)), ((type,), ("a",)), ((), (1,)),
                     ((), ("1x",)), ((), ""), ((), 1), ((), "abc"), ((), ["a", "a"])]:
    attempt(make(bases, __slots__=slots))
attempt(make((), __slots__=("a",), a=1))


class Values:
    __slots__ = {"x": "the x", "y": None}


v = Values()
v.x = 1
print(v.x, Values.__slots__)


def hot(n):
    o = B()
    o.a = 0
    for k in range(n):
        o.a = o.a + k
        o.t = o.a
        if k == n // 2:
            o.__dict__
    return o.a, o.t


print(hot(500))


class W:
    __slots__ = ("__weakref__",)


class DD:
    __slots__ = ("__dict__",)


class WD(W, DD):
    __slots__ = ()


wd = WD()
wd.q = 1
print(weakref.ref(wd)() is wd, wd.q, names(WD))
