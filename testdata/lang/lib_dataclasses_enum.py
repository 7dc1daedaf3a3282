# Records and enumerations as programs use them.
import dataclasses
import enum
from dataclasses import dataclass, field, asdict, astuple, replace, fields, KW_ONLY


@dataclass(order=True)
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, compare=False, repr=False)

    def norm(self):
        return abs(self.x) + abs(self.y)


@dataclass(frozen=True, slots=True)
class Money:
    amount: int
    currency: str = "EUR"

    def __add__(self, other):
        return replace(self, amount=self.amount + other.amount)


@dataclass
class Derived(Point):
    _: KW_ONLY
    label: str = "none"

    def __post_init__(self):
        self.label = self.label.upper()


points = [Point(i % 7, -i) for i in range(50)]
print(sorted(points)[:3], max(points, key=Point.norm))
print(Point(1, 2) == Point(1, 2), Point(1, 2) < Point(1, 3), asdict(Point(3, 4, [5])), astuple(Point(1)))
print([f.name for f in fields(Derived)], Derived(1, 2, label="x"))
m = Money(5)
total = Money(0)
for i in range(200):
    total = total + Money(i)
print(total, hash(Money(1)) == hash(Money(1)), {Money(1): "one"}[Money(1)])
for wrong in (lambda: setattr(m, "amount", 3), lambda: Point(), lambda: Derived(1, 2, 3, 4), lambda: Point(1) < 3,
              lambda: replace(m, nothing=1)):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)
made = dataclasses.make_dataclass("Made", [("a", int), ("b", str, "q")])
print(made(1), made.__match_args__)
match Point(0, 9):
    case Point(0, y):
        print("on the axis", y)


class Color(enum.Enum):
    RED = 1
    GREEN = enum.auto()
    BLUE = enum.auto()
    CRIMSON = 1

    @property
    def pretty(self):
        return self.name.title()


class Flag(enum.Flag):
    A = enum.auto()
    B = enum.auto()
    C = enum.auto()
    AB = A | B


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 10


class Word(str, enum.Enum):
    YES = "yes"


print(list(Color), Color.CRIMSON is Color.RED, Color(3), Color["GREEN"].pretty, repr(Color.BLUE), str(Color.BLUE))
print(Flag.A | Flag.C, Flag.AB, ~Flag.A, Flag.A in Flag.AB, list(Flag.AB), Flag(0), bool(Flag(0)))
print(Level.HIGH > 5, Level.LOW + 1, sorted([Level.HIGH, Level.LOW]), f"{Level.LOW}", Word.YES == "yes", Word("yes"))
counts = {}
for i in range(300):
    c = Color(i % 3 + 1)
    counts[c] = counts.get(c, 0) + 1
print(counts)
for wrong in (lambda: Color(9), lambda: Color["NO"], lambda: setattr(Color, "RED", 2), lambda: Color.RED.missing):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)
print(Color.__members__.keys(), len(Color), Color.RED.value, [c.name for c in reversed(Color)])
