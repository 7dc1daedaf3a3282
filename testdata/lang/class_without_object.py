"""Classes whose metaclass leaves object, or everything, out of the MRO."""


class Alone(type):
    def mro(cls):
        return [cls]


class Few(type):
    def mro(cls):
        return [c for c in type.mro(cls) if c is not object]


def show(call):
    try:
        result = call()
        return result if isinstance(result, (str, int, tuple, bool)) else type(result).__name__
    except Exception as error:
        return f"{type(error).__name__}: {error}"


class A(metaclass=Alone):
    x = 1

    def __repr__(self):
        return "A!"

    def method(self):
        return self


class B(A):
    y = 2


class C(list, metaclass=Alone):
    __hash__ = object.__hash__


class D(A, metaclass=Alone):
    def __init__(self, *args):
        self.args = args


class Root(metaclass=Few):
    def __init__(self, n):
        self.n = n


for cls in (A, B, C, D):
    for _ in range(3):
        print(cls.__name__, cls.__mro__, show(cls), show(lambda: cls(1)), show(lambda: cls(x=1)),
              show(lambda: object.__new__(cls)), show(lambda: isinstance(1, cls)),
              show(lambda: issubclass(cls, object)), show(lambda: issubclass(cls, cls)))
print(A.x, show(lambda: B.x), B.y, A.method(5), A.__dict__["__repr__"](3), show(lambda: repr(A)[:5]))
print([c.__name__ for c in Root.__mro__], show(lambda: A == A), show(lambda: hash(A) == hash(A)), {A: 1}[A])
A.__len__ = list.__len__
A.z = 5
del A.x
print(A.z, show(lambda: A.x), show(lambda: len(A)), show(lambda: A.__subclasses__()))
for i in range(300):
    got = show(A)
print(got)
