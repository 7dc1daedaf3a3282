# match: every kind of pattern.
def literal(x):
    match x:
        case 0:
            return "zero"
        case 1 | 2 | 3:
            return "small"
        case -1:
            return "minus"
        case 1.5:
            return "float"
        case "a" | "b":
            return "letter"
        case b"x":
            return "bytes"
        case None:
            return "none"
        case True:
            return "true"
        case False:
            return "false"
        case _:
            return "other"
for v in (0, 1, 2, 3, -1, 1.5, "a", "b", "c", b"x", None, True, False, [], 0.0):
    print(repr(v), literal(v))

def sequence(x):
    match x:
        case []:
            return "empty"
        case [one]:
            return "one", one
        case [1, second]:
            return "starts with 1", second
        case (a, b, 3):
            return "ends with 3", a, b
        case [first, *rest, "last"]:
            return "first/rest/last", first, rest
        case [_, *_, 9]:
            return "ends with 9"
        case [*_]:
            return "sequence"
        case _:
            return "no"
for v in ([], (), [5], (1, 2), [1, 2, 3], [0, 5, 6, "last"], [7, 9], [7, 8, 8], "text", b"xy", range(3), {1: 2}, {1, 2}, iter([1])):
    print(type(v).__name__, sequence(v))

def mapping(x):
    match x:
        case {"kind": "point", "x": x0, "y": y0}:
            return "point", x0, y0
        case {"kind": kind, **rest}:
            return kind, rest
        case {1: _, 2: _}:
            return "one and two"
        case {}:
            return "mapping"
        case _:
            return "no"
for v in ({"kind": "point", "x": 1, "y": 2}, {"kind": "q", "z": 3}, {1: 0, 2: 0, 3: 0}, {}, [], None):
    print(mapping(v))

class Point:
    __match_args__ = ("x", "y")
    def __init__(self, x, y):
        self.x, self.y = x, y
class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z
def cls(p):
    match p:
        case Point(0, 0):
            return "origin"
        case Point3(x, y, z=5):
            return "z5", x, y
        case Point(x=0):
            return "on y axis"
        case Point(x, y) if x == y:
            return "diagonal", x
        case Point():
            return "point"
        case int(n):
            return "int", n
        case str() as s:
            return "str", s
        case float(f) | complex(real=f):
            return "number", f
        case list([a, b]):
            return "list of two", a, b
        case dict({"a": v}):
            return "dict", v
        case _:
            return "no"
for v in (Point(0, 0), Point3(1, 2, 5), Point3(1, 2, 6), Point(0, 4), Point(3, 3), Point(1, 2), 7, True, "s", 1.5, [1, 2], {"a": 3}, None):
    print(cls(v))

class Color:
    RED, GREEN = 1, 2
    class inner:
        value = "deep"
def value(x):
    match x:
        case Color.RED:
            return "red"
        case Color.GREEN:
            return "green"
        case Color.inner.value:
            return "deep"
        case {Color.RED: v}:
            return "by key", v
print([value(v) for v in (1, 2, "deep", {1: "x"}, 3)])

def nested(x):
    match x:
        case {"items": [Point(x=px) as first, *others], "n": (1 | 2) as n} if n:
            return px, len(others), n, first.y
        case [[a, [b, c]], {"k": [d, *_]}]:
            return a, b, c, d
        case ["go", ("north" | "south" | "east" | "west") as direction]:
            return direction
        case (Point(x=a, y=0) | Point(x=0, y=a)) as p:
            return "axis", a, type(p).__name__
        case x:
            return "bound", x
print(nested({"items": [Point(4, 5), 1, 2], "n": 2}))
print(nested([[1, [2, 3]], {"k": "ab"}]), nested([[1, [2, 3]], {"k": ["z", "y"]}]))
print(nested(["go", "north"]), nested(["go", "up"]), nested(Point(8, 0)), nested(Point(0, 9)))

class BadArgs:
    __match_args__ = ["x"]
class BadNames:
    __match_args__ = (1,)
class Dup:
    __match_args__ = ("a", "a")
    a = 1
def attempt(f):
    try:
        return f()
    except Exception as e:
        return type(e).__name__, str(e)
def too_many():
    match Point(1, 2):
        case Point(1, 2, 3):
            pass
def bad_args():
    match BadArgs():
        case BadArgs(x):
            pass
def bad_names():
    match BadNames():
        case BadNames(x):
            pass
def dup():
    match Dup():
        case Dup(a, b):
            pass
def dup2():
    match Point(1, 2):
        case Point(a, x=b):
            pass
def not_class():
    f = 5
    match 5:
        case f():
            pass
def builtin_many():
    match 5:
        case int(a, b):
            pass
def none_many():
    match object():
        case object(a):
            pass
for f in (too_many, bad_args, bad_names, dup, dup2, not_class, builtin_many, none_many):
    print(attempt(f))

def no_match(x):
    match x:
        case 5:
            y = 1
    return "fell through"
print(no_match(6))
match = case = _ = 3
print(match, case, _)
def guards(x):
    match x:
        case n if n > 10 if False else n > 5:
            return "big", n
        case n:
            return "small", n
print(guards(7), guards(3))
def captures(x):
    match x:
        case [a, b] if False:
            pass
    return a, b
print(captures([1, 2]))
match 1, 2:
    case a, b:
        print("tuple subject", a, b)
match [1, 2], 3:
    case [[_, z], w]:
        print(z, w)
