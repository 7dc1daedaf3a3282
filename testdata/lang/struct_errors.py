# struct: formats that are refused, values that do not fit, sizes and alignment.
import struct


def show(f, *args):
    try:
        print(f(*args))
    except Exception as e:
        print(type(e).__name__, e)


for prefix in "@=<>!":
    for code in "xcbB?hHiIlLqQnNefdspP":
        show(struct.calcsize, prefix + code)
for fmt in ("", "3", "i3", "3 i", " i  h ", "x", "0i", "b0i", "bxi", "2b3xh", "10s", "0s", "s", "5p", "z", "i\0", "\0",
            b"ih", b"\0", "é", "99999999999999999999i", "9223372036854775807i", "@@i", "i@", None, 5, "<n", ">P", "!N"):
    show(struct.calcsize, fmt)
VALUES = (0, 1, -1, 127, 128, -128, -129, 255, 256, 2**15, -2**15 - 1, 2**16, 2**31, 2**32, 2**63, 2**64, 10**30, 1.5, "a",
          b"a", b"ab", None, True)
for code in "cbB?hHiIlLqQnNefdspP":
    for v in VALUES:
        try:
            print(code, struct.pack(code, v).hex(), end=" ")
        except Exception as e:
            print(code, type(v).__name__, type(e).__name__, e, end=" ")
        print()
    show(struct.unpack, "<" + code if code not in "nNP" else code, bytes(struct.calcsize(("<" if code not in "nNP" else "") + code)))
show(struct.pack, "i")
show(struct.pack, "i", 1, 2)
show(struct.pack, "3s", b"abcdef")
show(struct.pack, "3s", b"a")
show(struct.pack, "3p", b"abcdef")
show(struct.pack, "300p", b"x" * 300)
show(struct.unpack, "3p", b"\5ab")
show(struct.unpack, "i", b"abc")
show(struct.unpack, "i", b"abcdefgh")
show(struct.unpack, "i", "abcd")
show(struct.unpack, "4s", bytearray(b"abcd"))
show(struct.unpack, "ii", memoryview(bytes(8)))
show(struct.unpack_from, "i", bytes(8), 4)
show(struct.unpack_from, "i", bytes(8), 5)
show(struct.unpack_from, "i", bytes(8), -4)
show(struct.unpack_from, "i", bytes(8), -9)
show(struct.unpack_from, "i", bytes(8), -3)
show(struct.unpack_from, "i", b"", 0)
b = bytearray(8)
show(struct.pack_into, "h", b, 6, 5)
show(struct.pack_into, "h", b, 7, 5)
show(struct.pack_into, "h", b, -2, 9)
show(struct.pack_into, "h", b, -9, 9)
show(struct.pack_into, "h", bytes(8), 0, 1)
show(struct.pack_into, "h", b)
show(struct.pack_into, "h", b, 0)
show(struct.pack_into, "h", b, "a", 1)
print(b)
show(list, struct.iter_unpack("hh", bytes(range(8))))
show(struct.iter_unpack, "hh", bytes(7))
show(struct.iter_unpack, "", b"")
it = struct.iter_unpack("b", b"abc")
print(it.__length_hint__(), next(it), it.__length_hint__(), list(it), list(it))
s = struct.Struct("<hq")
print(s.size, s.format, s.pack(1, 2), s.unpack(s.pack(-1, -2)), s.unpack_from(bytes(12), 1))
show(s.pack, 1)
show(struct.Struct, "z")
show(struct.Struct, 5)


class Index:
    def __index__(self):
        return 7


print(struct.pack("b", Index()), struct.pack("?", []), struct.pack("?", [0]), struct.pack("2?", Index(), ""))
print(struct.unpack("e", struct.pack("e", 1.5)), struct.pack("<e", float("inf")), struct.unpack("<e", b"\1\0"))
show(struct.pack, "e", 1e10)
show(struct.pack, "f", 1e300)
show(struct.pack, "<f", 1e300)
print(struct.pack("<d", float("nan")).hex(), struct.unpack("<f", b"\0\0\xc0\x7f"))
