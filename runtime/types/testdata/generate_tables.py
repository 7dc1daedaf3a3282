"""Writes tables of operations on numbers and strings with what CPython gives.

    python3.11 generate_tables.py SEED COUNT {numbers|text|bytes|misuse} > FILE

One case per line, tab-separated: operation, operands, result. Operands: i (int
in hexadecimal), f (float as hex), s (str), b (bytes), l and t (list, tuple, by
items), d (dict), N, T, F. Text is UTF-8 with %XX for what is not plain. The
result is repr(), or !Type: message. Read by value_tables_test.cc.
"""

import math
import operator
import random
import struct
import sys

random.seed(int(sys.argv[1]))
COUNT = int(sys.argv[2])


def escape(data):
    return "".join(
        chr(c) if 33 <= c < 127 and c not in b"%,;" else "%%%02X" % c for c in data
    )


def encode(v):
    if v is None:
        return "N"
    if v is True:
        return "T"
    if v is False:
        return "F"
    if isinstance(v, int):
        return "i%x" % v
    if isinstance(v, float):
        return "f" + v.hex()
    if isinstance(v, str):
        return "s" + escape(v.encode("utf-8", "surrogatepass"))
    if isinstance(v, bytes):
        return "b" + escape(v)
    if isinstance(v, (list, tuple)):
        return ("l" if isinstance(v, list) else "t") + ",".join(encode(x) for x in v)
    if isinstance(v, dict):
        return "d" + ",".join(encode(k) + ";" + encode(x) for k, x in v.items())
    raise TypeError(v)


def case(name, function, *args):
    try:
        result = function(*args)
        if isinstance(result, complex):
            return
        text = repr(result)
    except MemoryError:
        return
    except Exception as e:
        text = "!%s: %s" % (type(e).__name__, e)
    if len(text) > 700:
        return
    print("\t".join([name, *map(encode, args), escape(text.encode("utf-8", "surrogatepass"))]))


def method(name, *args):
    case("." + name, lambda self, *rest: getattr(self, name)(*rest), *args)


EDGES = [0, 1, -1, 2, -2, 3, 7, 10, 255, 256, -256, 2**31, 2**32, 2**53, 2**53 + 1]
EDGES += [s * (2**k + d) for s in (1, -1) for k in (61, 62, 63, 64, 127, 128, 192) for d in (-1, 0, 1)]


def small():
    return random.randrange(-20, 21)


def integer():
    k = random.random()
    if k < 0.3:
        return random.choice(EDGES)
    if k < 0.5:
        return random.randrange(-1000, 1001)
    if k < 0.55:
        return random.choice([True, False])
    bits = random.choice([30, 60, 62, 63, 64, 65, 100, 128, 129, 200, 300, 600])
    return random.getrandbits(bits) * random.choice([1, -1])


FLOATS = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, 1e16, 1e22, 1e23, 1e-5, 1e300, 5e-324,
          math.inf, -math.inf, math.nan, 2.0**53, 2.0**62, 2.0**63, 2.0**64, -(2.0**63)]


def floating():
    k = random.random()
    if k < 0.4:
        return random.choice(FLOATS)
    if k < 0.6:
        return random.randrange(-10000, 10000) / random.choice([1, 2, 4, 10, 100])
    if k < 0.8:
        return random.gauss(0, 1) * 10 ** random.randrange(-20, 20)
    return struct.unpack("<d", struct.pack("<Q", random.getrandbits(64)))[0]


def number():
    return integer() if random.random() < 0.6 else floating()


BINARY = {
    "+": operator.add, "-": operator.sub, "*": operator.mul, "/": operator.truediv,
    "//": operator.floordiv, "%": operator.mod, "&": operator.and_, "|": operator.or_,
    "^": operator.xor, "<": operator.lt, "<=": operator.le, "==": operator.eq,
    "!=": operator.ne, ">": operator.gt, ">=": operator.ge,
}
INT_METHODS = ["bit_length", "bit_count", "__repr__", "__hash__", "__neg__", "__invert__",
               "__abs__", "__int__", "__bool__", "as_integer_ratio", "__index__"]
FLOAT_METHODS = ["__repr__", "is_integer", "hex", "as_integer_ratio", "__neg__", "__abs__",
                 "__int__", "__trunc__", "__floor__", "__ceil__", "__bool__"]


def number_text():
    k = random.random()
    if k < 0.4:
        text = str(number())
    elif k < 0.6:
        text = random.choice(["0x", "0b", "0o", "0X", "", "0", "00"]) + "%x" % random.getrandbits(20)
    elif k < 0.8:
        text = "".join(random.choice("0123456789_.eE+-xabnif ") for _ in range(random.randrange(8)))
    else:
        text = random.choice(["inf", "-Infinity", "nan", "1e400", "1e-400", "1_000", "\u0663\u0664",
                              "1__0", "_1", "1_", ".5", "5.", "1e", "0x1p3", "\u2003" + "7 ", "1\0"])
    if random.random() < 0.2:
        text = random.choice([" ", "\n", "\t", "+", "-"]) + text + random.choice([" ", ""])
    return text


def number_spec():
    s = ""
    if random.random() < 0.3:
        s += random.choice(["", "*", "0", "\u20ac", "<"]) + random.choice("<>=^")
    s += random.choice(["", "", "+", "-", " "]) + random.choice(["", "", "", "z"])
    s += random.choice(["", "", "#"]) + random.choice(["", "", "0"])
    s += random.choice(["", "", "5", "12", "30"]) + random.choice(["", "", ",", "_"])
    s += random.choice(["", "", ".0", ".1", ".3", ".10", ".25"])
    return s + random.choice(["", "", *"bcdeEfFgGnoxX%", "s", "y"])


PERCENT = ["%d", "%5d", "%-8d|", "%+d", "% d", "%05d", "%.3d", "%x", "%#x", "%X", "%#X", "%o", "%#o",
           "%i", "%u", "%s", "%r", "%f", "%.2f", "%10.3f", "%-10.1f|", "%+.0f", "%#.0f", "%e", "%.0e",
           "%G", "%g", "%#g", "%.12g", "%c", "%08.3f", "%08x", "%#010x", "%5s", "%.2s", "%a", "%%", "%z"]


def one_number():
    k = random.random()
    if k < 0.4:
        name = random.choice(list(BINARY))
        case(name, BINARY[name], number(), number())
    elif k < 0.45:
        case("<<", operator.lshift, integer(), random.randrange(-2, 300))
    elif k < 0.5:
        case(">>", operator.rshift, integer(), random.randrange(-2, 300))
    elif k < 0.55:
        case("**", operator.pow, number(), small())
    elif k < 0.58:
        case("pow3", pow, integer(), integer(), integer())
    elif k < 0.62:
        case("divmod", divmod, number(), number())
    elif k < 0.67:
        method(random.choice(INT_METHODS[:2] + INT_METHODS[2:3] + INT_METHODS[3:]), integer())
    elif k < 0.72:
        name = random.choice(FLOAT_METHODS)
        method(name, floating())
    elif k < 0.75:
        case("hash", hash, random.choice([integer(), FLOATS[random.randrange(15)], random.gauss(0, 1e30)]))
    elif k < 0.8:
        case("round", round, number(), random.choice([0, 1, 2, -1, -2, 5, -5, 20, -20]))
    elif k < 0.83:
        case("int", int, random.choice([number_text(), number()]))
    elif k < 0.86:
        case("int", int, number_text(), random.choice([0, 2, 8, 10, 16, 36, 1, 37]))
    elif k < 0.9:
        case("float", float, random.choice([number_text(), number()]))
    elif k < 0.95:
        case("format", format, number(), number_spec())
    elif k < 0.98:
        case("%", operator.mod, random.choice(PERCENT), number())
    else:
        n = integer()
        order = random.choice(["big", "little"])
        if random.random() < 0.5:
            method("to_bytes", n, random.randrange(0, 40), order)
        else:
            data = bytes(random.getrandbits(8) for _ in range(random.randrange(20)))
            case("from_bytes", int.from_bytes, data, order)


ALPHABETS = ["ab", "abc ,", "aAbB1 \t\n", "\xe9\xdfaA\xb5\xff\x85\xa0", "\u0130\u01c5\u03a3\u03c3a \u2028A",
             "\U0001f600\U00010400a\u4e2d", "\ud800a\x00\x7f'\"\\"]


def text(limit=12):
    alphabet = random.choice(ALPHABETS)
    return "".join(random.choice(alphabet) for _ in range(random.randrange(limit)))


def part_of(s):
    if not s or random.random() < 0.3:
        return text(3)
    i = random.randrange(len(s))
    return s[i : i + random.randrange(1, 4)]


def index():
    return random.choice([None, random.randrange(-15, 16), random.randrange(-3, 4)])


CASES = ["lower", "upper", "title", "capitalize", "swapcase", "casefold", "__repr__", "__len__",
         "isascii", "islower", "isupper", "istitle", "isspace", "isdecimal", "isdigit", "isnumeric",
         "isalpha", "isalnum", "isidentifier", "isprintable", "split", "splitlines", "strip", "lstrip",
         "rstrip", "rsplit", "encode", "expandtabs"]
SEARCHES = ["find", "rfind", "index", "rindex", "count", "startswith", "endswith"]


def text_spec():
    s = random.choice(["", "*", "\u20ac", "\U0001f600"])
    s = s + random.choice("<>^=") if s else random.choice(["", "<", ">", "^", "+", "#", "0"])
    return s + random.choice(["", "5", "20"]) + random.choice(["", "", ".0", ".3"]) + random.choice(["", "", "s", "d"])


FIELDS = ["{}", "{0}", "{1}", "{:>5}", "{!r}", "{0!s:^7}", "{:{}}", "{0[0]}", "{0.real}", "{{", "}}", "{", "}",
          "{!x}", "{0[}", "{a}", "{:d}", "{2}", "{!a}", "text", "\xe9", "\u4e2d", "{0.}", "{:{:{}}}", "{0!r", "{0:"]


def one_text(of=text, is_bytes=False):
    s = of()
    k = random.random()
    if k < 0.25:
        names = CASES
        if is_bytes:
            names = [n for n in CASES if n not in ("casefold", "isdecimal", "isnumeric", "isidentifier", "isprintable", "encode")]
            names = names + ["decode", "hex"]
        method(random.choice(names), s)
    elif k < 0.4:
        sub = part_of(s) if not is_bytes else s[: random.randrange(3)]
        name = random.choice(SEARCHES)
        n = random.random()
        args = [index(), index()] if n < 0.5 else [index()] if n < 0.7 else []
        method(name, s, sub, *args)
    elif k < 0.48:
        method(random.choice(["split", "rsplit"]), s, random.choice([None, s[1:2], s[:2]]), random.randrange(-1, 4))
    elif k < 0.52:
        method(random.choice(["partition", "rpartition"]), s, s[1:2])
    elif k < 0.6:
        method("replace", s, s[1 : 1 + random.randrange(3)], of(), *random.choice([[], [random.randrange(-1, 3)]]))
    elif k < 0.65:
        method(random.choice(["strip", "lstrip", "rstrip", "removeprefix", "removesuffix"]), s, s[: random.randrange(3)])
    elif k < 0.7:
        method(random.choice(["ljust", "rjust", "center", "zfill"]), s, random.randrange(20))
    elif k < 0.75:
        case("[]", operator.getitem, s, random.randrange(-12, 12))
    elif k < 0.8:
        name = random.choice(["<", "<=", "==", "!=", ">", ">=", "+"])
        case(name, BINARY[name], s, random.choice([of(), s, s[:-1], s[:1]]))
    elif k < 0.83:
        case("*", operator.mul, s, random.randrange(-1, 5))
    elif k < 0.86:
        case("in", operator.contains, s, random.choice([of()[:2], s[1:3]]))
    elif k < 0.89:
        method("join", s, [of(4) for _ in range(random.randrange(4))])
    elif is_bytes and k < 0.92:
        args = tuple(random.choice([number(), of(4), b"x", None]) for _ in range(random.randrange(3)))
        fmt = b"".join(random.choice(PERCENT + ["%b"]).encode() + random.choice([b"", b" ", b"\xe9"]) for _ in range(random.randrange(3)))
        case("%", operator.mod, fmt, args)
    elif is_bytes:
        method("splitlines", s, random.choice([True, False]))
        method("decode", s, random.choice(["utf-8", "ascii", "latin-1", "utf-16-le"]),
               random.choice(["strict", "replace", "ignore", "surrogateescape", "backslashreplace"]))
    elif k < 0.92:
        method("encode", s, random.choice(["utf-8", "ascii", "latin1", "utf-16", "utf-32-be"]),
               random.choice(["strict", "replace", "ignore", "surrogatepass", "backslashreplace", "xmlcharrefreplace"]))
    elif k < 0.94:
        case("format", format, s, text_spec())
    elif k < 0.96:
        args = tuple(random.choice([number(), text(4), None]) for _ in range(random.randrange(3)))
        fmt = "".join(random.choice(PERCENT) + random.choice(["", " ", "\xe9", "\u4e2d"]) for _ in range(random.randrange(3)))
        case("%", operator.mod, fmt, args)
    elif k < 0.98:
        args = [random.choice([random.randrange(9), text(4), [1], 2.5]) for _ in range(random.randrange(4))]
        method("format", "".join(random.choice(FIELDS) for _ in range(random.randrange(1, 4))), *args)
    elif k < 0.99:
        method("translate", s, {ord(c): random.choice([None, "xy", 0x20AC, ord("q")]) for c in s[:3]})
    else:
        method("splitlines", s, random.choice([True, False]))


def data(limit=12):
    alphabet = random.choice([b"ab", b"abc ,", b"aAbB1 \t\n\r", b"\xe9\xdfa\x85", bytes(range(256)), b"\xe2\x82\xac\xf0\x9f\x98\x80\xed\xa0"])
    return bytes(random.choice(alphabet) for _ in range(random.randrange(limit)))


RECEIVERS = [5, True, 2.5, "abc", "\xe9", b"abc"]
# What depends on the process, is no method of ours, or is tested elsewhere.
SKIPPED = {"__hash__", "__dir__", "__sizeof__", "__class__", "__init__", "__init_subclass__", "__new__",
           "__reduce__", "__reduce_ex__", "__getstate__", "__doc__", "__subclasshook__", "__getattribute__",
           "__setattr__", "__delattr__", "__getformat__", "__setformat__", "__iter__"}


def one_misuse():
    """Any method with any arguments: mostly errors."""
    self = random.choice(RECEIVERS)
    name = random.choice([n for n in dir(self) if n not in SKIPPED and callable(getattr(self, n))])
    pool = [1, -1, "a", b"a", None, 1.5, [1], ("a",), (b"a",), True, 10**30, "", b"", [], {97: 98}, "b"]
    if "shift" in name or "pow" in name:
        pool.remove(10**30)  # CPython would try
    method(name, self, *[random.choice(pool) for _ in range(random.choice([0, 1, 1, 1, 2, 2, 3, 4]))])


for _ in range(COUNT):
    if sys.argv[3] == "misuse":
        one_misuse()
    elif sys.argv[3] == "numbers":
        one_number()
    elif sys.argv[3] == "text":
        one_text()
    else:
        one_text(data, True)
