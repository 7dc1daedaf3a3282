# super in all its forms.


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class A:
    k = "A"

    def f(self):
        return ["A.f"]

    @classmethod
    def c(cls):
        return ["A.c", cls.__name__]

    @staticmethod
    def s():
        return ["A.s"]

    @property
    def p(self):
        return ["A.p"]


class B(A):
    k = "B"

    def f(self):
        return ["B.f"] + super().f()

    @classmethod
    def c(cls):
        return ["B.c"] + super().c()

    @staticmethod
    def s():
        return ["B.s"] + super(B, B).s()

    @property
    def p(self):
        return ["B.p"] + super().p


class C(A):
    def f(self):
        return ["C.f"] + super().f()

    @property
    def p(self):
        return ["C.p"] + super(C, self).p


class D(B, C):
    def f(self):
        return ["D.f"] + super().f()

    def k_(self):
        return super().k, super(B, self).k


d = D()
print(d.f(), D.c(), D.s(), d.p, d.k_())
s = super(B, d)
print(s.__thisclass__, s.__self__ is d, s.__self_class__, s.f(), s.k)
u = super(B)
print(u.__self__, u.__self_class__, u.__get__(d, D).f(), repr(u), repr(s))
attempt(lambda: super(B, 3))
attempt(lambda: super(3, 3))
attempt(lambda: super(B, d, 1))
attempt(lambda: super(B, d).nothing)
attempt(lambda: super())
attempt(lambda: setattr(super(B, d), "q", 1))
attempt(lambda: setattr(s, "__self__", 1))


def outside(self):
    return super().f()


A.outside = outside
attempt(lambda: d.outside())


class MySuper(super):
    def __init__(self, *args):
        super().__init__(*args)

    def extra(self):
        return "extra"


m = MySuper(B, d)
print(m.f(), m.extra(), type(m).__name__, type(MySuper(B).__get__(d, D)).__name__)


class E(A):
    __s = super

    def f(self):
        class Inner:
            def g(inner):
                return __class__.__name__

        return Inner().g(), __class__.__name__, super().f()


print(E().f())


class Meta(type):
    def mf(cls):
        return "Meta.mf"


class SubMeta(Meta):
    def mf(cls):
        return "Sub", super().mf()


class F(metaclass=SubMeta):
    pass


print(F.mf())


class Proxy:
    def __init__(self, o):
        object.__setattr__(self, "o", o)

    def __getattribute__(self, name):
        return getattr(object.__getattribute__(self, "o"), name)


print(super(B, Proxy(d)).k)


class L(list):
    def append(self, x):
        super().append(x * 2)

    def __getitem__(self, i):
        return ("item", super().__getitem__(i))

    def __len__(self):
        return super().__len__() + 100

    def __eq__(self, other):
        return super().__eq__(other)

    def __setattr__(self, n, v):
        super().__setattr__(n, v)

    def __repr__(self):
        return "L" + super().__repr__()


x = L([1])
x.append(4)
x.tag = 2
print(x[1], len(x), x == [1, 8], x.tag, x)


def total(n):
    t = 0
    for k in range(n):
        t += len(d.f())
    return t


print(total(300))
