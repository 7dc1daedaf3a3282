# memoryview: attributes, items, slices, casts, shapes, comparison, release, errors.
m = memoryview(b"abcdef")
print(m.obj, m.nbytes, m.readonly, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.suboffsets, m.c_contiguous, m.f_contiguous, m.contiguous)
print(m[0], m[-1], m[1:4].tolist(), m[::-2].tobytes(), bytes(m), len(m), list(m), m.hex(), m.hex(":"), 97 in m, m == b"abcdef", b"abcdef" == m, m != b"x")
print(hash(m) == hash(b"abcdef"), m == memoryview(bytearray(b"abcdef")), m[1:3] == b"bc", m == "abcdef")
b = bytearray(range(10)); w = memoryview(b)
w[0] = 200; w[1:3] = b"xy"; w[4:8:2] = bytes([1, 2]); w[::-1][0:2] = b"zw"; print(b)
w[2:6] = w[0:4]; print(b, w.toreadonly().readonly, w.readonly)
c = memoryview(bytes(range(24))).cast("B", [2, 3, 4]); print(c.ndim, c.shape, c.strides, c[1, 2, 3], c[-1, -1, -1], c.tolist(), len(c), c.tobytes() == bytes(range(24)))
print(c.tobytes("F").hex(), c[1:].shape, c[::-1].tolist()[0][0], c.cast("B").shape)
for f, size in zip("bBhHiIlLqQnNfd?c", (1, 1, 2, 2, 4, 4, 8, 8, 8, 8, 8, 8, 4, 8, 1, 1)):
    v = memoryview(bytearray(size * 2)).cast(f)
    v[0] = {"f": 1.5, "d": -2.25, "?": True, "c": b"q"}.get(f, 7); print(f, v.tolist(), v.nbytes, v.itemsize, v == v, v.cast("B").tolist() if f != "c" else None)
z = memoryview(b"\x05").cast("B", ()); print(z.ndim, z[()], z.tolist(), z.shape)
print(memoryview(bytearray(b"\0" * 8)).cast("d") == memoryview(bytearray(4)).cast("f"), memoryview(b"\1\0") == memoryview(b"\1\0").cast("h"))
with memoryview(b) as r:
    print(r[3])
for case in ("r[0]", "len(r)", "m['x']", "m[10]", "m.__setitem__(0, 1)", "w.__setitem__(0, 300)", "w.__setitem__(0, 'x')", "w.__delitem__(0)", "w.__setitem__(slice(0, 2), b'123')",
             "c[0]", "c[0, 0]", "c[0, 0, 0, 0]", "c[0, 5, 0]", "hash(w)", "memoryview(3)", "memoryview()", "m.cast('h').cast('i')", "memoryview(b'abc').cast('i')", "m.cast('zz')", "m[::2].cast('h')",
             "m.cast('B', [2, 2])", "m.cast('B', [0])", "m.cast('B', 'x')", "m.cast(3)", "c[0:1, 0:1]", "m.tobytes('Q')", "m < m", "memoryview(b).release()"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, e)
def resize():
    view = memoryview(b)
    try:
        b.append(1)
    except BufferError as e:
        print(e)
    view.release()
    view.release()
    b.append(1)
    return len(b)
w.release(); c.release()
print(resize(), bytes(memoryview(b)[2:4]), len(b)); b.append(2); print(len(b))
print(repr(m).startswith("<memory at 0x"), repr(r).startswith("<released memory at 0x"), type(iter(m)).__name__)
