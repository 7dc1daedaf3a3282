# abc: abstract methods, registration, caches, hooks.
import _abc as abc


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        abc._abc_init(cls)
        return cls

    def register(cls, subclass):
        return abc._abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        return abc._abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return abc._abc_subclasscheck(cls, subclass)


class ABC(metaclass=ABCMeta):
    __slots__ = ()


def abstractmethod(f):
    f.__isabstractmethod__ = True
    return f


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Shape(ABC):
    @abstractmethod
    def area(self):
        return 0

    @property
    @abstractmethod
    def name(self):
        ...

    @classmethod
    @abstractmethod
    def make(cls):
        ...

    @staticmethod
    @abstractmethod
    def kind():
        ...

    def describe(self):
        return f"{self.name}: {self.area()}"


attempt(Shape)
print(sorted(Shape.__abstractmethods__), Shape.__flags__ & (1 << 20) != 0)


class Square(Shape):
    def __init__(self, side):
        self.side = side

    def area(self):
        return self.side ** 2 + super().area()

    @property
    def name(self):
        return "square"

    @classmethod
    def make(cls):
        return cls(3)

    @staticmethod
    def kind():
        return "k"


print(Square.make().describe(), Square.__abstractmethods__, Square.kind(), Square.__flags__ & (1 << 20))


class Half(Shape):
    def area(self):
        return 1


attempt(Half)


class One(ABC):
    @abstractmethod
    def f(self):
        ...


attempt(One)
One.__abstractmethods__ = frozenset()
print(type(One()).__name__)
One.__abstractmethods__ = {"a", "b"}
attempt(One)
attempt(lambda: int.__abstractmethods__)
attempt(lambda: setattr(int, "__abstractmethods__", ()))


class Sized(metaclass=ABCMeta):
    @classmethod
    def __subclasshook__(cls, other):
        if cls is Sized:
            return any(["__len__" in b.__dict__ for b in other.__mro__])
        return NotImplemented


class Sub(Sized):
    pass


class HasLen:
    def __len__(self):
        return 0


print(issubclass(HasLen, Sized), isinstance(HasLen(), Sized), isinstance(3, Sized), issubclass(list, Sized))
print(issubclass(HasLen, Sub), isinstance(Sub(), Sized), issubclass(Sub, Sub))


class Base(ABC):
    pass


class Derived(Base):
    pass


token = abc.get_cache_token()
print(isinstance(3, Base), issubclass(int, Base))
print(Base.register(int) is int, abc.get_cache_token() != token)
print(isinstance(3, Base), isinstance(True, Base), issubclass(bool, Base), isinstance(3, Derived))


@Derived.register
class Foreign:
    pass


print(isinstance(Foreign(), Base), isinstance(Foreign(), Derived), Foreign.__mro__[1:])
attempt(Base.register, 3)
attempt(Derived.register, Base)
print(Base.register(Derived) is Derived)
attempt(lambda: issubclass(3, Base))
attempt(lambda: issubclass(int, 3))


class Odd(ABC):
    @classmethod
    def __subclasshook__(cls, other):
        return 3


attempt(lambda: issubclass(int, Odd))


class Liar:
    @property
    def __class__(self):
        return int


print(isinstance(Liar(), int), isinstance(Liar(), Liar), isinstance(Liar(), Base), isinstance(Liar(), str))


class Meta(type):
    def __instancecheck__(cls, instance):
        return instance == 42

    def __subclasscheck__(cls, sub):
        return sub is str


class Magic(metaclass=Meta):
    pass


print(isinstance(42, Magic), isinstance(41, Magic), issubclass(str, Magic), issubclass(int, Magic))
print(isinstance(Magic(), Magic), isinstance(41, (str, Magic)), isinstance(42, (str, (Magic,))))
print(isinstance(42, Magic | str), issubclass(str, int | Magic))
deep = int
for _ in range(5000):
    deep = (deep,)
attempt(isinstance, "s", deep)
attempt(issubclass, str, deep)


class Slow(ABC):
    @abstractmethod
    def g(self): ...


def total(n):
    s = 0
    for k in range(n):
        s += isinstance(k, Base) + isinstance("x", Base) + isinstance(HasLen(), Sized)
    return s


print(total(300))
