# array.array: construction, items, slices, methods, errors, buffer, pickling support.
from array import array, typecodes
print(typecodes)
for code in typecodes:
    if code != "u":
        a = array(code, [1, 2, 3])
        print(code, a, a.itemsize, a.tobytes().hex(), a[1], a[-1], a[::2], list(a))
a = array("i", range(5))
a.append(9); a.extend([7, 8]); a.insert(0, -1); print(a)
print(a.pop(), a.pop(0), a.index(3), a.count(9), 3 in a, 33 in a)
a.remove(9); a.reverse(); print(a)
a[1:3] = array("i", [50, 60, 70]); print(a)
a[::2] = array("i", [0] * len(a[::2])); print(a)
del a[0], a[1:2]; del a[::-2]; print(a)
print(a + array("i", [1]), a * 2, 2 * a); a += array("i", [4]); a *= 2; print(a)
print(array("d", [1, 2]) == array("i", [1, 2]), array("b", [1]) < array("b", [2]), array("b", [1, 2]) > array("b", [1]))
m = memoryview(a); m[0] = 77; print(a[0], m.format, m.itemsize, m.shape); m.release()
b = array("h"); b.frombytes(b"\1\0\2\0"); b.byteswap(); print(b, b.tolist(), bytes(b))
u = array("u", "héllo"); print(u, u.tounicode(), u[1]); u.fromunicode("!"); print(u)
b = array("B", b"abc"); b.fromlist([1, 2]); print(b)
try:
    b.fromlist([1, 2, "x"])
except TypeError as e:
    print(e, b)
for case in ("array('i',[1,'x'])", "array('b',[200])", "array('z')", "array('i',b'123')", "array()", "array(1)",
             "a+[2]", "a.index(400)", "a.remove(400)", "array('i').pop()", "a.pop(99)", "a['x']", "a[99]",
             "array('f',['x'])", "array('u',[1])", "array('H',[-1])", "array('I',[1<<40])", "array('q',[1<<70])",
             "a.__setitem__(slice(0,3,2),array('i',[1]))", "a.__setitem__(slice(0,1),[1])", "hash(a)", "array('i', 3)",
             "array('i','abc')", "a*1.5", "a.extend(array('b'))", "array('i').tounicode()"):
    try:
        print(case, eval(case))
    except Exception as e:
        print(case, type(e).__name__, e)
class A(array):
    def __new__(cls, *items):
        return super().__new__(cls, "i", items)
x = A(1, 2); x.tag = "t"; print(x, x.tag, type(x[:1]).__name__, x.__reduce_ex__(2)[1])
it = iter(array("i", [1, 2, 3])); print(next(it), list(it), list(it))
