# bytes() and bytearray() of all kinds of objects, int.from_bytes, ord.
import array


class HasBytes:
    def __bytes__(self):
        return b"abc"


class BadBytes:
    def __bytes__(self):
        return "abc"


class NoBytes(list):
    __bytes__ = None


class Both:
    def __bytes__(self):
        return b"bytes"

    def __index__(self):
        return 3


class Index:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        if isinstance(self.n, Exception):
            raise self.n
        return self.n


class IterableIndex(Index):
    def __iter__(self):
        return iter([65, 66])


class Text(str):
    def __bytes__(self):
        return b"text"


class SubBytes(bytes):
    pass


class GivesSub:
    def __bytes__(self):
        return SubBytes(b"sub")


class Sequence:
    def __getitem__(self, i):
        return [1, 2, 3][i]


SOURCES = [
    HasBytes(), BadBytes(), NoBytes([1, 2]), Both(), Index(3), Index(-1), Index(2**70),
    Index(TypeError("no")), Index(ValueError("bad")), IterableIndex(TypeError("no")),
    IterableIndex(2), Text("hi"), "hi", SubBytes(b"q"), GivesSub(), Sequence(), object(), None,
    True, 3, -3, 2.0, [1, 255], [256], [-1], ["a"], [1.0], (1, 2), {3: 4}, range(4), iter([7, 8]),
    array.array("h", [1, 2]), memoryview(b"xyz")[::2], bytearray(b"ba"),
]
for source in SOURCES:
    for make in bytes, bytearray, SubBytes, lambda v: int.from_bytes(v, "big"):
        if make is not bytes and type(source).__name__.endswith("iterator"):
            continue
        try:
            made = make(source)
            print(type(source).__name__, type(made).__name__, made)
        except Exception as e:
            print(type(source).__name__, type(e).__name__, e)
for args in (("hi",), ("hi", "ascii"), ("h\xe9", "ascii"), ("h\xe9", "ascii", "replace"),
             (b"hi", "ascii"), (3, "ascii"), (3, None, "strict"), ("hi", "nope")):
    for make in bytes, bytearray:
        try:
            print(make(*args))
        except Exception as e:
            print(type(e).__name__, e)
for kwargs in ({"source": b"a"}, {"encoding": "ascii"}, {"errors": "strict"}, {"nope": 1},
               {"source": "a", "encoding": "latin-1", "errors": "strict"}):
    for make in bytes, bytearray:
        try:
            print(make(**kwargs))
        except Exception as e:
            print(type(e).__name__, e)
for v in "a", b"a", bytearray(b"z"), "ab", b"", bytearray(b"ab"), 5, None, memoryview(b"a"):
    try:
        print(ord(v))
    except TypeError as e:
        print(e)
# Filling byte by byte: the iterator sees what is there.
b = bytearray(b"old")


def items():
    for i in range(5):
        yield i
        print(list(b), len(b))


b.__init__(items())
print(b)
a = b"123abc"
print(a * 1 is a, 1 * a is a, SubBytes(b"q") * 1 == b"q", type(SubBytes(b"q") * 1), a * 0, a * -1)
