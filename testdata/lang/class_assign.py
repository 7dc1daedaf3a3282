# Assigning __class__, __bases__ and __dict__; rules of layout.


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


def set_class(o, cls):
    o.__class__ = cls
    return type(o).__name__


class A:
    def who(self):
        return "A"


class B:
    def who(self):
        return "B"


class S1:
    __slots__ = ("a", "b")


class S2:
    __slots__ = ("b", "a")


class S3:
    __slots__ = ("a", "c")


class S4(S1):
    __slots__ = ()


class S5(S1):
    __slots__ = ("d",)


class SD(S1):
    pass


class SD2(S2):
    pass


class L(list):
    pass


class L2(list):
    pass


a = A()
a.x = 5
print(set_class(a, B), a.who(), a.x)
s = S1()
s.a, s.b = 1, 2
print(set_class(s, S2), s.a, s.b)
print(set_class(s, S1), s.a, s.b)
attempt(set_class, s, S3)
print(set_class(s, S4), s.a)
attempt(set_class, s, S5)
attempt(set_class, s, SD)
attempt(set_class, s, A)
attempt(set_class, a, S1)
q = SD()
q.a, q.z = 1, 26
attempt(set_class, q, SD2)
print(q.a, q.z)
x = L([1])
x.t = 1
print(set_class(x, L2), x, x.t)
attempt(set_class, x, A)
attempt(set_class, x, list)
attempt(set_class, a, int)
attempt(set_class, 5, A)
attempt(set_class, a, 5)
attempt(lambda: delattr(a, "__class__"))


class M1(type):
    pass


class M2(type):
    pass


class K(metaclass=M1):
    pass


print(set_class(K, M2), type(K).__name__)


class P:
    def f(self):
        return "P"


class Q:
    def f(self):
        return "Q"


class R(P):
    pass


class RR(R):
    pass


r = RR()
print(r.f())
R.__bases__ = (Q,)
print(r.f(), [c.__name__ for c in RR.__mro__], P.__subclasses__(), Q.__subclasses__())
R.__bases__ = (Q, P)
print(r.f(), R.__base__.__name__)


def set_bases(cls, bases):
    cls.__bases__ = bases


attempt(set_bases, R, ())
attempt(set_bases, R, (RR,))
attempt(set_bases, R, (R,))
attempt(set_bases, R, [P])
attempt(set_bases, R, (5,))
attempt(set_bases, R, (int,))
attempt(set_bases, R, (S1,))
attempt(set_bases, int, (P,))
attempt(set_bases, R, (P, P))
print([c.__name__ for c in RR.__mro__])

o = A()
o.a = 1
o.__dict__ = {"b": 2}
attempt(lambda: o.a)
print(o.b, o.__dict__)
attempt(lambda: setattr(o, "__dict__", 5))
del o.__dict__
print(o.__dict__)
o.c = 3
d = o.__dict__
d["e"] = 4
print(o.e, vars(o))
attempt(lambda: setattr(S1(), "__dict__", {}))
print(A.__dict__["__dict__"].__get__(o) is d)
attempt(lambda: A.__dict__["__dict__"].__get__(5))


def hot(n):
    t = []
    v = A()
    for k in range(n):
        v.__class__ = B if k % 7 == 3 else A
        t.append(v.who())
    return t.count("B")


print(hot(300))
