# array.array: all type codes, comparisons (nan too), buffers, limits of items.
import array
import pickle
import copy


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for code in array.typecodes:
    a = array.array(code, "ab" if code == "u" else [1, 2, 3])
    print(code, a.itemsize, len(a), a, a[0], a[-1], a[::-1].tolist(), a.typecode)
    b = array.array(code, a)
    print(a == b, a < b, a <= b, a != b, a is b, a + b, a * 2, 2 * a == a + a)
    print(pickle.loads(pickle.dumps(a)) == a, copy.copy(a) == a, a.tobytes() == b.tobytes())
    if code not in "ufd":
        for v in (0, -1, 127, 128, 255, 256, 2**15, 2**16, 2**31, 2**32, 2**63, 2**64, 1.0, "a", None, True):
            try:
                print(v, array.array(code, [v])[0], end="; ")
            except Exception as e:
                print(v, type(e).__name__, e, end="; ")
        print()
nan = float("nan")
for code in "fd":
    a, b = array.array(code, [nan]), array.array(code, [nan])
    print(a == b, a != b, a < b, a <= b, a > b, a >= b, a == a, a.count(a[0]), nan in a)
    print(array.array(code, [1.5, -0.0, 1e30]), array.array(code, [1, True]))
    show(lambda: array.array(code, ["x"]))
    show(lambda: array.array(code, [10**400]))
print(array.array("f", [0.1])[0], array.array("f", [1e300])[0])
print(array.array("i", [1, 2]) == array.array("d", [1, 2]), array.array("b", [1]) == array.array("Q", [1]))
print(array.array("i", [1, 2]) == [1, 2], array.array("i", [1, 2]) < array.array("i", [1, 3]))
show(lambda: array.array("i", [1]) < [1])
show(lambda: array.array("i", [1]) + array.array("b", [1]))
show(lambda: array.array("i", [1]) * "a")
show(lambda: array.array("z"))
show(lambda: array.array("ii"))
show(lambda: array.array(5))
show(lambda: array.array("i", "abc"))
show(lambda: array.array("u", [1]))
show(lambda: array.array("i", 5))
show(lambda: array.array("i", b"1234567"))
a = array.array("h", range(10))
a[2:5] = array.array("h", [9, 9])
del a[::3]
a.insert(1, 77)
a.insert(-100, 1)
a.insert(100, 2)
a.extend([5, 6])
a.extend(array.array("h", [7]))
print(a, a.pop(), a.pop(0), a.index(77), a.count(9), a.buffer_info()[1])
show(lambda: a.extend(array.array("b", [7])))
show(lambda: a.remove(1000))
show(lambda: a.index(1000))
show(lambda: a.index(9, 5))
show(lambda: a.pop(100))
show(lambda: a[100])
show(lambda: a.__setitem__(0, 2**20))
show(lambda: a.__setitem__(slice(0, 2), [1, 2]))
show(lambda: a.__setitem__(slice(0, 4, 2), array.array("h", [1])))
a.reverse()
a.byteswap()
print(a.tolist())
a.byteswap()
m = memoryview(a)
print(m.format, m.itemsize, m.tolist() == a.tolist(), m[1:3].tobytes() == a[1:3].tobytes())
show(lambda: a.append(1))
m.release()
a.append(1)
a.frombytes(b"\1\0\2\0")
show(lambda: a.frombytes(b"\1"))
print(a.tolist(), list(reversed(a))[:2], 77 in a, [x for x in a if x > 5], max(a))
it = iter(a)
next(it)
print(it.__reduce__()[2], list(it)[:3])


class Sub(array.array):
    def __new__(cls, *args, extra=None):
        self = super().__new__(cls, *args)
        self.extra = extra
        return self


s = Sub("i", [1, 2], extra=5)
print(s, type(s).__name__, s.extra, type(s + s).__name__, s == array.array("i", [1, 2]))
