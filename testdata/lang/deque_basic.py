# deque: both ends, maxlen, rotation, indexing, comparison.
from _collections import deque


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


d = deque()
for i in range(20):
    d.append(i)
    d.appendleft(-i)
print(d, len(d))
print([d.popleft() for _ in range(5)], [d.pop() for _ in range(5)])
for n in (0, 1, -1, 7, -7, 100, -101):
    d.rotate(n)
    print(n, list(d)[:6], d[0], d[-1])
d = deque(range(10), maxlen=4)
print(d, d.maxlen)
d.append(10)
d.appendleft(99)
print(d)
d.extend([1, 2, 3])
d.extendleft("ab")
print(d, deque(range(3), 0), deque("abc").maxlen)
d = deque("abcabc")
print(d.count("a"), d.index("c"), d.index("c", 3), "b" in d, "z" in d)
d.remove("b")
print(d)
d.reverse()
print(d)
d.insert(2, "X")
d.insert(-1, "Y")
d.insert(100, "Z")
d.insert(-100, "A")
print(d)
del d[0], d[-1]
d[1] = "one"
d[-2] = "two"
print(d, d[1], d[-2])
print(deque([1, 2]) + deque([3]), deque([1, 2]) * 3, 2 * deque("ab", 3), deque([1]) * 0)
e = deque([1])
e += "xy"
e *= 2
print(e)
print(deque([1, 2]) == deque([1, 2]), deque([1, 2]) == [1, 2], deque([1, 2]) < deque([1, 3]),
      deque([1, 2]) >= deque([1]), deque() != deque([0]))
print(list(reversed(deque("abc"))), list(iter(deque("abc"))))
c = deque([[1], [2]], 5)
k = c.copy()
k[0].append(5)
k.append(3)
print(c, k)
r = deque([1])
r.append(r)
print(r)
print(bool(deque()), bool(deque([0])))
e = deque([1, 2])
e.extend(e)
e.extendleft(e)
print(e)
e.clear()
print(e)
show(lambda: deque().pop())
show(lambda: deque().popleft())
show(lambda: deque()[0])
show(lambda: deque([1])["a"])
show(lambda: deque([1]).index(2))
show(lambda: deque([1]).remove(2))
show(lambda: deque([1], 1).insert(0, 1))
show(lambda: deque([], -1))
show(lambda: deque([], "a"))
show(lambda: deque(1))
show(lambda: deque(1, 2, 3))
show(lambda: deque(foo=1))
show(lambda: deque() + [])
show(lambda: deque() < [])
show(lambda: deque.__new__(int))
show(lambda: deque().rotate("a"))


def mutate():
    d = deque(range(5))
    for x in d:
        d.append(x)


show(mutate)


class Evil:
    def __init__(self, d):
        self.d = d

    def __eq__(self, other):
        self.d.append(1)
        return False


d = deque(range(3))
d.append(Evil(d))
show(lambda: d.count(77))
show(lambda: 77 in d)
show(lambda: d.remove(77))


class Sub(deque):
    def __init__(self, name, *args):
        super().__init__(*args)
        self.name = name


s = Sub("n", [1, 2, 3])
print(s, s.name, len(s), type(s).__name__, s == deque([1, 2, 3]))
print(s.__reduce__()[:3], deque([1], 4).__reduce__()[:3])
