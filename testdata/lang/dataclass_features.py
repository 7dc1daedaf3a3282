# dataclasses, as programs use them.
import dataclasses
from dataclasses import KW_ONLY, InitVar, asdict, astuple, dataclass, field, fields, replace
from typing import ClassVar
import inspect


def outcome(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


@dataclass
class Point:
    x: int
    y: int = 0
    tags: list = field(default_factory=list, repr=False, compare=False)
    count: ClassVar[int] = 0


p = Point(1)
print(p, p == Point(1, 0, [5]), p != Point(2), Point(1).tags is Point(1).tags, inspect.signature(Point))
print(asdict(Point(1, 2, [Point(3)])), astuple(p), replace(p, y=9), [f.name for f in fields(Point)])
print(outcome(Point), outcome(Point, 1, 2, 3, 4), outcome(hash, p), outcome(lambda: Point(1) < Point(2)))
print(Point.__match_args__, Point.__doc__, dataclasses.is_dataclass(p), Point.y, hasattr(Point, "x"))


@dataclass(frozen=True, order=True)
class Version:
    major: int
    minor: int = 0


v = Version(1, 2)
print(v < Version(1, 3), sorted([Version(2), v]), hash(v) == hash(Version(1, 2)), {v: 1}[Version(1, 2)])
print(outcome(setattr, v, "major", 3), outcome(delattr, v, "minor"), outcome(lambda: v < (1, 2)))


@dataclass(slots=True)
class Slotted:
    a: int
    b: str = "b"


s = Slotted(1)
print(s, Slotted.__slots__, outcome(setattr, s, "c", 1), hasattr(s, "__dict__"))


@dataclass
class Base:
    a: int
    b: int = 2

    def __post_init__(self):
        print("base post", self.a, self.b)


@dataclass
class Derived(Base):
    c: int = 3
    b: int = 20
    scale: InitVar[int] = 1

    def __post_init__(self, scale):
        super().__post_init__()
        self.c *= scale


print(Derived(1, scale=5), [f.name for f in fields(Derived)])


@dataclass
class Keywords:
    a: int
    _: KW_ONLY
    b: int
    c: int = field(default=5, kw_only=True)


print(inspect.signature(Keywords), Keywords(1, b=2), outcome(Keywords, 1, 2))
print(outcome(lambda: dataclass(type("Bad", (), {"__annotations__": {"a": int, "b": int}, "a": 1}))))
print(outcome(lambda: dataclass(type("Mut", (), {"__annotations__": {"a": list}, "a": []}))))


@dataclass(repr=False, eq=False, init=False)
class Bare:
    a: int = 1


print(Bare().a, Bare() == Bare(), outcome(Bare, 2), type(Bare()).__repr__ is object.__repr__)


@dataclass(unsafe_hash=True)
class Hashed:
    a: int
    b: list = field(hash=False, default_factory=list)


print(hash(Hashed(1)) == hash(Hashed(1, [2])))
Made = dataclasses.make_dataclass("Made", ["x", ("y", int), ("z", int, field(default=3))], namespace={"double": lambda self: self.x * 2})
print(Made(1, 2), Made(4, 5).double(), Made.__annotations__)


@dataclass
class Node:
    value: int
    next: "Node | None" = None

    def __iter__(self):
        node = self
        while node:
            yield node.value
            node = node.next


node = Node(1, Node(2))
print(node, list(node))
node.next.next = node
print(repr(node))
match p:
    case Point(x=1, y=yy):
        print("matched", yy)
match v:
    case Version(major, minor):
        print(major, minor)
for f in fields(Derived):
    print(f.name, f.type if isinstance(f.type, str) else f.type.__name__, f.init, f.kw_only)
