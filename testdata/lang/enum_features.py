# What enum offers, as programs use it.
import enum
from enum import Enum, Flag, IntEnum, IntFlag, StrEnum, auto, unique


def outcome(function, *args):
    try:
        return function(*args)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


class Color(Enum):
    RED = 1
    GREEN = auto()
    BLUE = "b"
    CRIMSON = 1

    @property
    def shout(self):
        return self.name + "!"

    @classmethod
    def default(cls):
        return cls.RED


print(list(Color), Color.CRIMSON is Color.RED, Color("b"), Color["GREEN"], Color.GREEN.value)
print(Color.RED, repr(Color.RED), f"{Color.RED}", Color.RED.shout, Color.default(), len(Color))
print(Color.__members__, Color.RED in Color, outcome(lambda: Color(9)), outcome(lambda: Color["X"]))
print(outcome(setattr, Color, "RED", 5), outcome(delattr, Color, "RED"), outcome(lambda: Color.RED < Color.BLUE))
print(Color.RED == 1, hash(Color.RED) == hash(Color.CRIMSON), {Color.RED: 1}, bool(Color.RED))
print(outcome(lambda: type("More", (Color,), {})), outcome(lambda: Color.RED.GREEN))


class Number(IntEnum):
    ONE = 1
    TWO = 2


print(Number.ONE + Number.TWO, Number.TWO > 1, f"{Number.ONE}", str(Number.ONE), repr(Number.ONE), [10, 20, 30][Number.TWO])


class Word(StrEnum):
    HELLO = auto()
    OTHER = "else"


print(Word.HELLO, Word.HELLO == "hello", Word.OTHER.upper(), repr(Word.OTHER), f"{Word.HELLO:>8}")


class Perm(Flag):
    R = auto()
    W = auto()
    X = auto()
    RW = R | W


print(Perm.R | Perm.X, Perm.RW, ~Perm.R, Perm.R & Perm.W, list(Perm.RW), Perm.R in Perm.RW, bool(Perm(0)))
print(repr(Perm(5)), Perm(7), outcome(lambda: Perm(8)), Perm.RW ^ Perm.R, len(Perm.RW), list(Perm))


class IPerm(IntFlag, boundary=enum.KEEP):
    A = 1
    B = 4


print(IPerm.A | IPerm.B, IPerm(3), repr(IPerm(8)), IPerm.A + 1, int(~IPerm.A), IPerm.A | 2)


class Strict(Flag, boundary=enum.CONFORM):
    A = 1
    B = 2


print(Strict(5), Strict.A | Strict.B)


@unique
class Once(Enum):
    A = 1


def repeated():
    @unique
    class Twice(Enum):
        A = 1
        B = 1


print(outcome(repeated))


class Planet(Enum):
    EARTH = (5.97, 6.37)
    MARS = (0.64, 3.39)

    def __init__(self, mass, radius):
        self.mass = mass
        self.radius = radius

    def __str__(self):
        return self.name.title()


print(Planet.EARTH, Planet.MARS.mass, Planet((0.64, 3.39)), Planet.EARTH.value)


class Missing(Enum):
    A = 1

    @classmethod
    def _missing_(cls, value):
        return cls.A if value == "any" else None


print(Missing("any"), outcome(lambda: Missing("none")))


class Auto(Enum):
    @staticmethod
    def _generate_next_value_(name, start, count, last):
        return name.lower(), count

    X = auto()
    Y = auto()


print([m.value for m in Auto])


class Mixed(str, Enum):
    A = "a"


print(Mixed.A == "a", Mixed.A.upper(), str(Mixed.A), f"{Mixed.A}", repr(Mixed.A))
Animal = Enum("Animal", "CAT DOG", start=5)
print(list(Animal), Enum("P", {"a": 1, "b": 2}).b, IntEnum("Q", ["a", "b"]).b + 1, Animal.__module__)
print(enum.Flag.__name__, Color.RED.__class__ is Color, isinstance(Color.RED, Color), Color.RED.__objclass__ if hasattr(Color.RED, "__objclass__") else "-")


class WithNonMember(Enum):
    A = 1
    b = enum.nonmember(2)
    c = enum.member(3)
    _ignore_ = ["tmp"]
    tmp = 5


print(list(WithNonMember)[:2], WithNonMember.b, hasattr(WithNonMember, "tmp"))
match Color.GREEN:
    case Color.RED:
        print("red")
    case Color.GREEN:
        print("green")
import copy
import pickle
print(pickle.loads(pickle.dumps(Color.BLUE)) is Color.BLUE, copy.deepcopy(Perm.RW) is Perm.RW)
print(dir(Color.RED)[-5:], [n for n in dir(Color) if not n.startswith("__")])
