# Corners of classes, descriptors and special methods.
import sys
import types


def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


# __new__ as a classmethod gets the class twice.
class Twice:
    @classmethod
    def __new__(*args):
        return [a.__name__ if isinstance(a, type) else a for a in args]


class Derived(Twice):
    pass


print(Twice(1, 2), Derived(3))


# What makes a class need not be a metaclass.
class Maker:
    calls = []

    def __new__(cls, *args):
        Maker.calls.append((cls.__name__, args[0]))
        return super().__new__(cls)

    @classmethod
    def __prepare__(cls, name, bases):
        Maker.calls.append(("prepare", name))
        return {}


class M1(metaclass=Maker):
    pass


class M2(M1):
    pass


print(type(M1).__name__, type(M2).__name__, Maker.calls)


# A wrapper shows what it wraps.
def f(x: int) -> str:
    "the doc"


for wrapper in classmethod(f), staticmethod(f):
    print(sorted(wrapper.__dict__), wrapper.__doc__, wrapper.__name__, wrapper.__annotations__)
    wrapper.extra = 1
    print(wrapper.extra, wrapper.__dict__["extra"], wrapper.__wrapped__ is f)
print(staticmethod(None).__dict__)


# Names of bound methods.
class Callable:
    def __call__(self, x):
        return x


call = Callable()
method = types.MethodType(call, 5)
print(repr(method))
call.__name__ = "name"
print(repr(method))
call.__qualname__ = "qualname"
print(repr(method))


class M(types.ModuleType):
    @property
    def __dict__(self):
        return 1


print(outcome(dir, M("mod")))

for slot in ("a b", "1a", "a-b", "", "\x80", "é", "a²", "x_1"):
    print(repr(slot), outcome(lambda: type("S", (), {"__slots__": [slot]}).__name__))


class Sized:
    def __init__(self, n):
        self.n = n

    def __sizeof__(self):
        return self.n


print(sys.getsizeof(Sized(10)) >= 10, outcome(sys.getsizeof, Sized(-1)))
print(outcome(sys.getsizeof, Sized("x")), sys.getsizeof(Sized(None), 7))


class Power(int):
    def __pow__(self, other, mod=None):
        return ("pow", int(self), int(other), mod)


print(pow(Power(2), 3, 5), pow(Power(2), 3), Power(2) ** 3, outcome(pow, 2, Power(3), 5))


# Rows of another builtin class refuse.
class Wrong(int):
    __eq__ = str.__eq__
    __lt__ = list.__lt__
    __add__ = str.__add__


w = Wrong(3)
print(outcome(lambda: w == w))
print(outcome(lambda: w < w))
print(outcome(lambda: w + w))
print(w * 2, w > 1)


# A method that cannot even be got is none for comparisons.
def boom(self):
    raise ValueError("boom")


class Prop:
    __eq__ = property(boom)
    __lt__ = property(boom)


p = Prop()
print(p == p, p == Prop(), p != p, outcome(lambda: p < p))


class Base:
    pass


class Meta1(type, Base):
    pass


class Meta2(Base, type):
    pass


for meta in Meta1, Meta2:
    cls = meta("Made", (), {"a": 1})
    print(type(cls.__dict__).__name__, "a" in cls.__dict__)
    try:
        cls.__dict__ = {}
    except (AttributeError, TypeError) as error:
        print(type(error).__name__)


# A mapping that has a key twice.
class Multi:
    def keys(self):
        return ["x", "x"]

    def __getitem__(self, key):
        return key * 2


def g(**kwargs):
    return kwargs


print(outcome(lambda: g(**Multi())))
print(outcome(lambda: g(x=1, **Multi())))
print({**Multi()})
