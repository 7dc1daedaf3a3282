# Attributes of classes and calls of them, before and after their metaclass changes.
class Meta(type):
    pass


class Deeper(Meta):
    pass


class A(metaclass=Meta):
    attribute = "own"

    def method(self):
        return "method of A"


class B(A):
    pass


class C(metaclass=Deeper):
    attribute = "own of C"


class Plain:
    attribute = "plain"


def read(cls):
    return cls.attribute


def ask(cls):
    return getattr(cls, "late", "nothing")


def call(cls):
    return cls.method(cls) if cls is not Plain else "-"


def hot(f, *args):
    results = {str(f(*args)) for _ in range(300)}
    return sorted(results)


def both():
    for cls in (A, B, C, Plain):
        print(cls.__name__, hot(read, cls), hot(ask, cls), end=" ")
    print(hot(call, A), hot(call, B))


both()
Meta.attribute = property(lambda cls: "data descriptor for " + cls.__name__)
both()
Meta.late = "late for all"
both()
Deeper.late = "late for C"
both()
Meta.attribute = "behind the own"
both()
Meta.method = property(lambda cls: lambda x: "method of Meta")
both()
del Meta.attribute
del Meta.method
both()


class Data:
    def __get__(self, instance, owner):
        return "got"


Meta.attribute = Data()
both()
Data.__set__ = lambda self, instance, value: None
both()
del Data.__set__
both()
del Deeper.late, Meta.late
both()


def instantiate():
    return type(A()).__name__


def truth():
    return bool(A), len([A] * 2)


print(hot(instantiate), hot(truth))
Meta.__call__ = lambda cls: 5
Meta.__bool__ = lambda cls: False
print(hot(instantiate), hot(truth))
del Meta.__call__, Meta.__bool__
print(hot(instantiate), hot(truth))
Deeper.__bases__ = (type,)
print(hot(read, C), isinstance(C, Meta))


# A metaclass gets another base, with a data descriptor and without.
class Described(type):
    attribute = property(lambda cls: "described " + cls.__name__)
    late = "late of Described"


class Undescribed(type):
    pass


class First(Described):
    pass


class Second(type):
    pass


class Third(Second, Undescribed):
    pass


class D(metaclass=Second):
    attribute = "own of D"


class E(D, metaclass=Third):
    attribute = "own of E"


class F(D, metaclass=Third):
    pass


def others():
    for cls in (D, E, F):
        print(cls.__name__, hot(read, cls), hot(ask, cls), end=" ")
    print()


others()
Second.__bases__ = (Described,)
others()
Second.__bases__ = (Undescribed,)
others()
Third.__bases__ = (Described, Second, Undescribed)
others()
try:
    Third.__bases__ = (type, Second)
except TypeError:
    print("refused")
others()
del Described.late
Described.attribute = "plain"
others()
Third.__bases__ = (Second,)
others()


# A base of a metaclass that is no metaclass itself.
class Mixin:
    pass


class Mixed(Mixin, type):
    pass


class G(metaclass=Mixed):
    attribute = "own of G"


print(hot(read, G), hot(ask, G))
Mixin.attribute = property(lambda cls: "mixed in for " + cls.__name__)
Mixin.late = "late of Mixin"
print(hot(read, G), hot(ask, G))
del Mixin.attribute
print(hot(read, G), hot(ask, G))


# An attribute's class becomes a descriptor by its bases.
class Getter:
    def __get__(self, instance, owner):
        return "got by base"


class Setter(Getter):
    def __set__(self, instance, value):
        pass


class Empty:
    pass


class Holder(Empty):
    pass


class H:
    attribute = Holder()


def read_kind(h):
    return h.attribute if isinstance(h.attribute, str) else type(h.attribute).__name__


h = H()
print(hot(read_kind, h), hot(read_kind, H))
Holder.__bases__ = (Getter,)
print(hot(read_kind, h), hot(read_kind, H))
h.__dict__["attribute"] = "of the instance"
print(hot(read_kind, h), hot(read_kind, H))
Holder.__bases__ = (Setter,)
print(hot(read_kind, h), hot(read_kind, H))
Holder.__bases__ = (Empty,)
print(hot(read_kind, h), hot(read_kind, H))


# Diamonds: each class is told of a change above, in whatever order they became subclasses.
class Top:
    def where(self):
        return "top"


class Left(Top):
    pass


class Right(Top):
    pass


class Bottom(Left, Right):
    pass


class Under(Bottom):
    pass


def where(obj):
    return obj.where(), len(obj) if hasattr(type(obj), "__len__") else "-", str(obj)[:3]


def diamonds():
    print(*(hot(where, cls()) for cls in (Top, Left, Right, Bottom, Under)))


diamonds()
Top.__len__ = lambda self: 1
Top.__str__ = lambda self: "top"
diamonds()
Right.__len__ = lambda self: 2
Right.where = lambda self: "right"
diamonds()
Left.__bases__ = (Right,)
diamonds()
Left.__bases__ = (Top,)
diamonds()
Top.__str__ = lambda self: "new"
Left.__len__ = lambda self: 3
diamonds()
del Right.where
diamonds()
Top.where = property(lambda self: lambda: "data")
diamonds()
