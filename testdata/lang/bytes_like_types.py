# bytes, bytearray, memoryview and array with each other.
import array
b, ba = b"hello world", bytearray(b"hello world")
mv = memoryview(ba)
for v in (b, ba, mv):
    print(type(v).__name__, len(v), v[0], v[-1], bytes(v[1:4]), bytes(v[::-2]), 104 in v, list(v[:3]), v == b, bytes(v) == b)
for v in (b, ba):
    print(v.upper(), v.split(), v.replace(b"l", b"LL"), v.find(b"o"), v.rfind(111), v.count(b"l"), v.partition(b" "), v.startswith((b"x", b"he")), v.center(15, b"*"), v.hex("-", 2), v.isalpha(), v.title(), v.translate(None, b"lo"), v.strip(b"hd"), v.join([b"1", ba, mv[:1]]), v.decode(), v.zfill(13), v.expandtabs(), v.splitlines(), v.removeprefix(b"he"), v.removesuffix(b"ld"))
    print(v + b"!", b"!" + v, v * 2, v < b"i", v % () if False else b"%s=%d %r %a" % (v, 5, b"q", "z"), v.index(b"w"), v.rsplit(b"o", 1), v.swapcase(), v.capitalize(), v.ljust(12, b".") + v.rjust(12))
ba[0] = 72
ba[1:3] = b"EL"
try: ba.extend(b"!!")
except BufferError as e: print(e)
mv[0:2] = b"YO"
print(ba, mv.tobytes(), mv.readonly, memoryview(b).readonly)
mv.release()
ba.extend([33, 33]); ba.append(63); ba.insert(0, 62); ba += b"end"; del ba[-3:]; ba *= 1
print(ba, ba.pop(), ba.pop(0), ba.reverse(), ba, ba.remove(33), ba)
for bad in (lambda: ba.append(256), lambda: ba.append("a"), lambda: bytes([256]), lambda: bytes("a"), lambda: bytes(-1), lambda: b"a" + "a", lambda: b"a"[5], lambda: b"abc".index(b"z"), lambda: memoryview("a"), lambda: mv[0], lambda: memoryview(b"a").__setitem__(0, 1), lambda: b"a".join(["b"]), lambda: bytes.fromhex("a"), lambda: bytes.fromhex("zz"), lambda: b"a".decode("nope"), lambda: b"\xff".decode(), lambda: b"%d" % "a", lambda: b"%s" % "a", lambda: b"%c" % 300, lambda: ba.remove(1), lambda: bytearray().pop(), lambda: b"a".find("a"), lambda: b"".split(b""), lambda: hash(bytearray()), lambda: b"a" < "a", lambda: bytes(5.0), lambda: int.from_bytes("a", "big")):
    try: print(bad())
    except Exception as e: print(type(e).__name__, e)
a = array.array("i", [1, -2, 3])
m = memoryview(a)
print(a, m.format, m.itemsize, m.tolist(), m[1], m.cast("B").tolist()[:4], m.nbytes, m.shape, m.strides, len(m.tobytes()))
m[1] = 99
c = memoryview(bytearray(range(12))).cast("B", (3, 4))
print(a, c.shape, c.ndim, c.tolist(), c[1, 2], c.contiguous, c.T if hasattr(c, "T") else "no T")
h = memoryview(b"\x01\x02\x03\x04").cast("H")
print(h.tolist(), h[1], h.tobytes(), h == memoryview(b"\x01\x02\x03\x04").cast("H"), memoryview(b"ab") == b"ab", hash(memoryview(b"ab")) == hash(b"ab"))
print((1234).to_bytes(4, "big"), (-2).to_bytes(2, "little", signed=True), int.from_bytes(b"\xff\xfe", "big", signed=True), int.from_bytes([1, 2], "little"), bytes(3), bytes(range(3)), bytes(a), bytearray(a)[:4], bytes.fromhex("de ad"), b"\xde\xad".hex(" "))
total = 0
data = bytearray(256)
for i in range(1000):
    data[i % 256] = (data[i % 256] * 7 + i) % 256
    total += data[(i * 31) % 256]
view = memoryview(data)
for i in range(0, 256, 16): total += sum(view[i:i + 16])
print(total, data[:8].hex(), bytes(view[250:]))
