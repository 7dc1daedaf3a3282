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
