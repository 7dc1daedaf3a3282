# memoryview: casts, comparisons between formats, shapes, strides, what is refused.
import array
import struct


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


data = bytes(range(24))
m = memoryview(data)
for code in "bBhHiIlLqQfd?c":
    show(lambda: (code, m.cast(code).shape, m.cast(code).itemsize, m.cast(code).nbytes,
                  m.cast(code)[0] if code not in "fd" else "real"))
for bad in ("", "x", "ii", "<i", ">h", "@i", "=i", "1i", "P", "n", "N", 5):
    show(lambda: m.cast(bad).format)
show(lambda: m.cast("i").cast("h"))
show(lambda: m.cast("i").cast("B").cast("h").shape)
show(lambda: m.cast("B", [2, 12]).tolist())
show(lambda: m.cast("B", (2, 3, 4)).tolist()[1])
show(lambda: m.cast("B", [5, 5]))
show(lambda: m.cast("B", [2, -12]))
show(lambda: m.cast("B", ["a"]))
show(lambda: m.cast("i", [2, 3]).shape)
t = m.cast("B", [4, 6])
print(t.ndim, t.shape, t.strides, t[1, 2], t[-1, -1], t.nbytes, len(t), t.c_contiguous,
      t.f_contiguous, t.contiguous)
show(lambda: t[0])
show(lambda: t[0, 1, 2])
show(lambda: t[4, 0])
show(lambda: t[0, 6])
show(lambda: t[0:2].shape)
show(lambda: t["a"])
show(lambda: t[0, "a"])
show(lambda: list(t))
show(lambda: memoryview(data)[::2].cast("h"))
show(lambda: memoryview(b"abc").cast("h"))

# Equal are views whose items are equal, whatever their formats.
a = array.array("i", [1, 2, 3])
for code in "bBhHiIlLqQfd":
    b = array.array(code, [1, 2, 3])
    print(code, memoryview(a) == memoryview(b), memoryview(a) == b, b == memoryview(a),
          memoryview(a) != memoryview(b), memoryview(array.array(code, [1, 2, 4])) == memoryview(a))
print(memoryview(b"abc") == b"abc", b"abc" == memoryview(b"abc"), memoryview(b"abc") == bytearray(b"abc"),
      memoryview(b"abc") == "abc", memoryview(b"abc") == [97, 98, 99], memoryview(b"abc")[::-1] == b"cba",
      memoryview(b"abc") == memoryview(b"abcd"), memoryview(b"a").cast("c") == b"a",
      memoryview(b"\1") == memoryview(b"\1").cast("?"))
nan = array.array("d", [float("nan")])
print(memoryview(nan) == memoryview(nan), memoryview(nan) == nan, memoryview(nan) != memoryview(nan))
print(m.cast("B", [4, 6]) == m.cast("B", [6, 4]), m.cast("B", [4, 6]) == m.cast("B", [4, 6]),
      m.cast("B", [24]) == m)
show(lambda: m < m)
r = memoryview(b"abc")
r.release()
print(r == r, r == memoryview(b"abc"), repr(r)[:16])
for f in (lambda: r[0], lambda: len(r), lambda: r.tobytes(), lambda: r.format, lambda: r.cast("b"),
          lambda: hash(r), lambda: list(r), lambda: r.__enter__() and 0, lambda: memoryview(r), lambda: bytes(r)):
    show(f)

# Writing.
w = memoryview(bytearray(8))
w[0] = 255
w[1:3] = b"xy"
w[-2:] = memoryview(b"zz")
w[3:6:2] = b"12"
print(bytes(w))
for value in (256, -1, 1.0, "a", None, b"a", [1]):
    show(lambda: w.__setitem__(0, value))
show(lambda: w.__setitem__(slice(0, 2), b"abc"))
show(lambda: w.__setitem__(slice(0, 2), array.array("h", [1])))
show(lambda: w.__setitem__(100, 1))
show(lambda: w.__delitem__(0))
show(lambda: memoryview(b"abc").__setitem__(0, 1))
for code, value in (("h", 40000), ("h", -5), ("I", -1), ("d", 2.5), ("d", 3), ("?", 5), ("c", b"x"), ("c", 5),
                    ("q", 2**63), ("f", 1e300)):
    def put():
        v = memoryview(bytearray(8)).cast(code)
        v[0] = value
        return code, v[0], v.tobytes()

    show(put)
ba = bytearray(b"hello")
with memoryview(ba) as v:
    show(lambda: ba.append(1))
    show(lambda: ba.clear())
    show(lambda: ba.extend(b"x"))
    show(lambda: ba.__setitem__(slice(0, 1), b"longer"))
    ba[0] = 72
    ba[1:3] = b"EL"
    show(lambda: ba.__delitem__(0))
    show(lambda: ba.pop())
    show(lambda: ba.__iadd__(b"x"))
    show(lambda: ba.__init__(b"new contents"))
    show(lambda: ba.insert(0, 1))
    show(lambda: ba.remove(72))
    ba.reverse()
    print(ba, v.tobytes())
ba.append(33)
print(ba)
print(v.toreadonly if False else memoryview(ba).toreadonly().readonly, memoryview(ba).obj is ba)
print(struct.unpack_from("2B", memoryview(b"abcd"), 1), memoryview(b"abcd").hex("-", 2), m[2:4].tolist())
