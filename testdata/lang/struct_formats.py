# _struct through struct: formats, alignment, byte orders, offsets, iteration, errors.
import struct
for order in ("", "<", ">", "=", "!", "@"):
    f = order + "bhiq?f"
    p = struct.pack(f, -1, -2, 3, -4, True, 1.5); print(f, struct.calcsize(f), p.hex(), struct.unpack(f, p))
print([struct.calcsize(x) for x in ("bi", "=bi", "3s i", "b0i", "5x", "nN", "P", "2h3b", "0s", "p", "10p")])
for v in (0.0, 1.0, -2.5, 65504.0, 6e-8, 1 / 3, float("inf"), -0.0, 2.0 ** -24, 2.0 ** -25):
    e = struct.pack("<e", v); print(e.hex(), struct.unpack("<e", e))
print(struct.pack("5p", b"abcdefg"), struct.unpack("5p", b"\3abcd"), struct.pack("3s", b"abcdef"), struct.pack("5s", bytearray(b"ab")), struct.pack("cc", b"a", b"b"))
b = bytearray(12); struct.pack_into("<ih", b, 2, 7, -1); print(b, struct.unpack_from("<ih", b, 2), struct.unpack_from("<h", b, -6), struct.unpack_from("<h", memoryview(b)[4:]))
s = struct.Struct("<2h"); print(s.size, s.format, s.pack(1, 2), s.unpack(b"\1\0\2\0"), list(s.iter_unpack(bytes(8))), list(struct.iter_unpack(">H", b"\0\1\0\2")))
it = s.iter_unpack(bytes(12)); print(next(it), it.__length_hint__(), len(list(it)))
class I:
    def __index__(self): return 42
print(struct.pack("b", I()), struct.unpack("?", b"\2"), struct.pack("?", []), struct.pack("<I", 2 ** 32 - 1), struct.pack("<Q", 2 ** 64 - 1), struct.pack(b"<h", 1))
for case in ("struct.pack('b', 200)", "struct.pack('B', -1)", "struct.pack('h', 70000)", "struct.pack('H', -1)", "struct.pack('i', 1 << 40)", "struct.pack('<l', 1 << 40)", "struct.pack('I', -1)", "struct.pack('q', 1 << 70)",
             "struct.pack('i', 'x')", "struct.pack('i', 1.5)", "struct.pack('f', 'x')", "struct.pack('<f', 1e300)", "struct.pack('e', 1e10)", "struct.pack('c', 'x')", "struct.pack('s', 'x')", "struct.pack('ii', 1)",
             "struct.unpack('i', b'')", "struct.pack('zz')", "struct.pack('5')", "struct.calcsize('99999999999999999999i')", "struct.calcsize('<P')", "struct.pack_into('i', b'abcde', 0, 1)", "struct.pack_into('i', bytearray(2), 0, 1)",
             "struct.pack_into('i', bytearray(9), -3, 1)", "struct.pack_into('i', bytearray(9), -30, 1)", "struct.unpack_from('i', b'12', 0)", "struct.unpack_from('i', b'12345', -3)", "struct.Struct(1)",
             "struct.iter_unpack('i', b'123')", "struct.iter_unpack('', b'')", "struct.pack()", "struct.unpack('i', 'text')", "struct.calcsize('\u20ac')", "s.pack(1)", "s.unpack_from(b'')"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, e)
print(struct.error.__mro__, struct.Struct.__name__)
