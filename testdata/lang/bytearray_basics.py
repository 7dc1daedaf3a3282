# bytearray: making, items, slices, growing and shrinking, errors.
b = bytearray(b"hello"); b += b" world"; print(b, len(b), b[1], b[-1], b[1:3], b[::-2])
print(bytearray(), bytearray(3), bytearray([1, 2, 255]), bytearray("é", "utf-8"), bytearray(b"x"), bytearray(bytearray(b"y")))
b[0:1] = b"JJ"; b[2:4] = [1, 2, 3]; print(b)
b[::2] = bytes(len(b[::2])); print(b)
del b[::3]; del b[0]; del b[-2:]; print(b)
b.append(65); b.extend([66, 67]); b.extend(b"DE"); b.insert(1, 90); b.insert(-100, 1); print(b)
print(b.pop(), b.pop(0), b.pop(-2)); b.remove(90); b.reverse(); print(b)
c = b.copy(); c.clear(); print(c, b, c == b"", not c, bool(b))
b *= 2; print(b, b * 2, 2 * b, b + b"!", b"!" + b, type(b"!" + b).__name__, type(b + b"!").__name__)
print(b"A" in b, 65 in b, b == bytes(b), bytes(b) == b, b < b"zz", b >= bytearray(b"a"), b != b"", sorted([bytearray(b"b"), bytearray(b"a")]))
q = bytearray()
for i in range(300):
    q += bytes([i % 256]) * 3
    if i % 2:
        del q[:4]
print(len(q), q[:4], q[-4:])
x = bytearray(b"self"); x.extend(x); x[1:1] = x; print(x)
for case in ("bytearray(-1)", "bytearray([300])", "bytearray('x')", "bytearray(b'', 'utf-8')", "bytearray(1.5)", "b['x']", "b[100]",
             "b.append(256)", "b.append('x')", "b.extend(3)", "b.extend('x')", "bytearray().pop()", "b.pop(100)", "b.remove(7)",
             "b.__setitem__(0, 300)", "b.__setitem__(slice(0, 4, 2), b'1')", "b.__setitem__(slice(0, 1), 5)", "b + 5", "b * 'x'", "hash(b)",
             "bytearray(b'', errors='x')", "b.__delitem__(99)", "300 in b", "bytearray(1, 2, 3, 4)", "bytearray(source=b'kw')", "b.index(b'zz')"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, e)
class B(bytearray):
    def __init__(self, x, y):
        super().__init__(x)
        self.y = y
z = B(b"ab", 3); print(z, z.y, type(z + b"c").__name__, z == b"ab", z.upper(), type(z[:]).__name__, repr(z))
it = iter(bytearray(b"abc")); print(next(it), it.__length_hint__(), list(it), type(it).__name__)
print(bytearray(b"%s-%d") % (b"x", 5), b"%b" % bytearray(b"q"), b"%c" % bytearray(b"z"))
