# property: docs, names, copies, subclasses; staticmethod and classmethod as objects.


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class A:
    def __init__(self):
        self._x = 1

    @property
    def x(self):
        "doc of x"
        return self._x

    @x.setter
    def x(self, v):
        "not this doc"
        self._x = v

    @x.deleter
    def x(self):
        del self._x

    ro = property(lambda self: 5, doc="read-only")
    none = property()
    wo = property(None, lambda self, v: print("set", v))


a = A()
a.x = 3
print(a.x, A.x.__doc__, A.ro.__doc__, A.none.__doc__)
del a.x
attempt(lambda: a.x)
attempt(lambda: setattr(a, "ro", 1))
attempt(lambda: delattr(a, "ro"))
attempt(lambda: a.none)
a.wo = 4
attempt(lambda: a.wo)
print(A.x.fget.__name__, A.x.fset.__name__, A.ro.fset, A.__dict__["x"].__get__(None, A) is A.x)
attempt(lambda: setattr(A.x, "fget", 1))
attempt(lambda: property(1, 2, 3, 4, 5))
attempt(lambda: property(nothing=1))
A.ro.__doc__ = "changed"
print(A.ro.__doc__)
p = A.x.getter(lambda self: "got")
print(p.__doc__, p.fset is A.x.fset)


class Sub(property):
    "doc of Sub"


s = Sub(A.x.fget)
print(s.__doc__, type(s.getter(len)).__name__, s.__dict__)
s.extra = 1
print(s.extra)


class Init(property):
    def __init__(self, f, tag):
        super().__init__(f)
        self.tag = tag


class B:
    y = Init(lambda self: 7, "t")


print(B().y, B.__dict__["y"].tag)


class Getter(property):
    def __get__(self, instance, owner):
        return "own" if instance is None else super().__get__(instance, owner)


class C:
    z = Getter(lambda self: 8)


print(C.z, C().z)


def f():
    pass


f.__isabstractmethod__ = True
print(property(f).__isabstractmethod__, property(len).__isabstractmethod__, property(None, f).__isabstractmethod__)
print(classmethod(f).__isabstractmethod__, staticmethod(len).__isabstractmethod__)


def g(a: int):
    "doc of g"
    return a


for wrapper in (staticmethod, classmethod):
    w = wrapper(g)
    print(w.__name__, w.__qualname__, w.__doc__, w.__module__, w.__func__ is g, w.__wrapped__ is g, w.__annotations__)
    w.extra = 5
    w.__doc__ = "mine"
    print(w.extra, w.__doc__, g.__doc__)
    attempt(wrapper)
    attempt(wrapper, 1, 2)
    attempt(lambda: wrapper(f=1))
print(staticmethod(g)(3))
attempt(lambda: classmethod(g)(3))


class D:
    @classmethod
    @property
    def cp(cls):
        return cls.__name__

    @classmethod
    def cm(cls, *a):
        return cls.__name__, a

    sm = staticmethod(lambda *a: a)


print(D.cp, D().cm(1), D.cm(2), D.sm(3), D().sm(4), D.__dict__["cm"].__get__(None, int)(1))


class MyStatic(staticmethod):
    def __init__(self, f, tag):
        super().__init__(f)
        self.tag = tag


m = MyStatic(g, "tag")
print(m(4), m.tag, type(m).__name__)
print(type(A.__dict__["x"]), type(int.__dict__["real"]), repr(int.__dict__["real"]), int.real.__name__)
print(int.real.__get__(5), int.real.__objclass__, int.real.__qualname__)
attempt(lambda: int.real.__get__("s"))
attempt(lambda: int.real.__set__(5, 6))
attempt(lambda: type(f).__code__.__get__(5))


class Thief:
    code = type(f).__code__


attempt(lambda: Thief().code)
