# Where an integer is wanted: __index__, __int__, floats, bools, strings, huge ones.
import operator
import warnings

warnings.simplefilter("ignore")


class Index:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v

    def __repr__(self):
        return "Index(%r)" % (self.v,)


class Int:
    def __int__(self):
        return 3

    def __repr__(self):
        return "Int()"


class IntSub(int):
    def __index__(self):
        return 100


VALUES = [2, True, Index(2), Index(True), Int(), IntSub(2), 2.0, "2", None, 2**70, Index(2**70), -1, Index(-3), 1j, Index("x"), Index(None)]
USES = [
    ("[]", lambda v: [10, 20, 30, 40][v]), ("tuple[]", lambda v: (10, 20, 30)[v]), ("str[]", lambda v: "abcd"[v]),
    ("bytes[]", lambda v: b"abcd"[v]), ("range[]", lambda v: range(10, 20)[v]), ("slice", lambda v: [1, 2, 3, 4][v:]),
    ("slice step", lambda v: "abcdef"[::v]), ("list *", lambda v: [1] * v if v != 2**70 else "skip"),
    ("str *", lambda v: "ab" * v if v != 2**70 else "skip"), ("* list", lambda v: v * (1,) if v != 2**70 else "skip"),
    ("range", lambda v: range(v)), ("range 3", lambda v: range(0, 10, v)), ("chr", chr), ("hex", hex), ("bin", bin),
    ("index", operator.index), ("int", int), ("float", float), ("round", lambda v: round(2.567, v)), ("<<", lambda v: 1 << v if v != 2**70 else "skip"),
    (">>", lambda v: 100 >> v), ("bytes", lambda v: bytes(v) if v != 2**70 else bytes(v)), ("pop", lambda v: [1, 2, 3, 4].pop(v)),
    ("insert", lambda v: (lambda l: (l.insert(v, 0), l)[1])([1, 2, 3])), ("to_bytes", lambda v: (5).to_bytes(v, "big") if v not in (2**70,) else "skip"),
    ("int base", lambda v: int("101", v)), ("pow", lambda v: pow(3, v, 5)), ("%d", lambda v: "%d" % v), ("%x", lambda v: "%x" % v),
    ("format d", lambda v: format(v, "d")), ("zfill", lambda v: "7".zfill(v) if v != 2**70 else "skip"),
    ("split", lambda v: "a b c d".split(None, v)), ("center", lambda v: "a".center(v) if v != 2**70 else "skip"), ("enumerate", lambda v: list(enumerate("ab", v))),
    ("find", lambda v: "abcabc".find("c", v)), ("list.index", lambda v: [1, 2, 3, 1].index(1, v)),
]
for name, use in USES:
    for v in VALUES:
        try:
            print(name, v, "->", use(v))
        except Exception as e:
            print(name, v, "->", type(e).__name__, e)
