# match over everything that programs match over, in loops too.
from dataclasses import dataclass
from enum import Enum
@dataclass
class P:
    x: int
    y: int = 0
class Color(Enum):
    RED = 1
    BLUE = 2
class Pos:
    __match_args__ = ("a", "b")
    def __init__(self, a, b): self.a, self.b = a, b
def kind(v):
    match v:
        case 0 | 1: return "small"
        case -3 | 2.5 | 1+2j: return "number literal"
        case True: return "never: 1 first"
        case None: return "none"
        case "a" | b"a": return "a"
        case Color.RED: return "red"
        case P(0, y): return f"P0 {y}"
        case P(x=int(x), y=0) if x > 10: return f"big {x}"
        case P(): return "P"
        case Pos(1, b=[_, *rest]): return rest
        case [] | {}: return "empty or any mapping"
        case [x]: return ("one", x)
        case [x, [y, *_]] if x == y: return ("nested", x)
        case (1, 2, *tail): return tail
        case [*_, "end"]: return "ends"
        case str(s) | bytes(s): return ("text", len(s))
        case float() as f: return ("float", f)
        case set() | frozenset(): return "set"
        case int(): return "int"
        case _: return "other"
def shape(m):
    match m:
        case {"t": "a", "v": [a, b]}: return a, b
        case {"t": "b", **rest} if rest: return sorted(rest)
        case {1: _, "k": None}: return "1k"
        case {"deep": {"er": {"est": v}}}: return v
        case {}: return "mapping"
        case _: return "no mapping"
values = [0, 1, True, False, -3, 2.5, 1+2j, None, "a", b"a", Color.RED, Color.BLUE, P(0, 5), P(11), P(3), Pos(1, [0, 5, 6]), Pos(2, 3), [], {}, {"x": 1}, [9], [4, [4, 1]], (1, 2, 3, 4), [0, "end"], "text", b"bytes", 7.5, {1}, 99, object, range(1), range(2), iter([])]
print([kind(v) for v in values])
print([shape(m) for m in ({"t": "a", "v": (1, 2)}, {"t": "b"}, {"t": "b", "z": 1, "q": 2}, {1: 0, "k": None, "more": 1}, {"deep": {"er": {"est": 7}}}, {}, [], {"t": "a", "v": [1]})])
counts = {}
for i in range(600):
    r = kind(values[i * 7 % len(values)])
    counts[str(r)] = counts.get(str(r), 0) + 1
print(sorted(counts.items()))
def capture(v):
    match v:
        case [a, b, *c] as whole: pass
        case {"a": a, **b}: pass
        case a: pass
    return sorted((k, x) for k, x in locals().items() if k != "v")
print(capture([1, 2, 3]), capture({"a": 1, "z": 2}), capture(5))
match 1, 2:
    case 1, x if x > 5: print("no")
    case (1, x): print("tuple", x)
match = {"match": 1}
match match:
    case {"match": case}: print(case)
class Weird:
    __match_args__ = ("missing",)
class BadArgs:
    __match_args__ = ["x"]
for src in ("match Weird():\n case Weird(1): print('no')\n case _: print('fell')", "match P(1):\n case P(1, 2, 3): pass", "match BadArgs():\n case BadArgs(1): pass", "match 5:\n case int(1, 2): pass", "match P(1):\n case P(1, x=2): pass", "match 5:\n case kind(): pass", "match {}:\n case {'a': 1, 'a': 2}: pass", "match 1:\n case x: pass\n case y: pass", "match 1:\n case x | 2: pass", "match 1:\n case [x, x]: pass", "match 1:\n case {**r, 'a': 1}: pass", "match 1:\n case a.b.c(): pass", "match 1:\n case 1 + 1: pass", "match 1:\n case f'x': pass", "match 1:\n case [*a, *b]: pass", "match 1:\n case (x|y): pass", "match 1:\n case -x: pass"):
    try:
        exec(src)
        print("ran", repr(src))
    except Exception as e:
        print(type(e).__name__, e if not isinstance(e, SyntaxError) else e.msg)
