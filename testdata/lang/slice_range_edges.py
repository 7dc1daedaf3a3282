# slices and ranges: huge bounds, indices, comparison, hashing, messages.
def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


print(slice(3), slice(1, 2), slice(1, 2, 3), slice(None), slice(1).stop, slice(1, 2, 3).step)
print(slice(1, 2) == slice(1, 2), slice(1) < slice(2), slice(1, 5, 2).indices(4), slice(None, None, -1).indices(3))
show(lambda: hash(slice(1)))
show(lambda: slice())
show(lambda: slice(1, 2, 3, 4))
show(lambda: slice(1, 2, 0).indices(3))
show(lambda: slice(1).indices(-1))
show(lambda: slice("a").indices(3))
show(lambda: slice(2 ** 70, -2 ** 70, -1).indices(2 ** 80))
print(slice(1, 2).__reduce__()[1])
big = 2 ** 70
l = list(range(10))
print(l[:big], l[-big:3], l[::big], l[5:big:2], l[big:], l[::-big])
show(lambda: l[big])
show(lambda: l[1:2:0])
show(lambda: l["a":])
t = tuple(l)
print(t[2:8:3], t[::-2], "abcdef"[4:1:-1], b"abcdef"[::2], t[-3:], t[:-3])


class I:
    def __index__(self):
        return 2


print(l[I()], l[I():], t[:I()], "abc"[I()], list(range(I())), range(10)[I()])
r = range(3, 30, 4)
print(r, len(r), r[2], r[-1], r[1:4], r[::-1], r[10:], list(reversed(r)))
print(7 in r, 8 in r, 7.0 in r, "a" in r, r.index(11), r.count(11), r.count(12), r.start, r.stop, r.step)
show(lambda: r.index(12))
show(lambda: r[100])
show(lambda: r["a"])
show(lambda: range(1, 2, 0))
show(lambda: range(1.5))
show(lambda: range())
show(lambda: range(1, 2, 3, 4))
show(lambda: range(5).__setattr__("start", 1))
print(range(0) == range(5, 2), range(0, 3, 2) == range(0, 4, 2), range(3) == [0, 1, 2], range(1, 5) != range(1, 6))
print(hash(range(0)) == hash(range(3, 1)), hash(range(0, 3, 2)) == hash(range(0, 4, 2)), {range(3): 1}[range(3)])
h = range(big, big + 10, 3)
print(h, len(h), list(h), h[1], h[-1], big + 3 in h, h.index(big + 6), h[1:3], list(reversed(h)))
show(lambda: len(range(big)))
print(range(big)[big - 1] == big - 1, bool(range(0)), bool(range(1)), range(10, 0, -3)[::2])
show(lambda: range(5) < range(6))
show(lambda: range(5) + range(2))
print(max(range(5)), sum(range(101)), sorted(range(5, 0, -1)), list(zip(range(3), range(5, 8))))
l[2:5] = "xyz"
l[::3] = [0] * 4
print(l)
del l[1:3], l[::2]
print(l)
show(lambda: l.__setitem__(slice(0, 4, 2), [1]))
show(lambda: l.__setitem__(slice(0, 1), 5))
l[1:1] = range(3)
l[big:] = [9]
print(l)


def walk(n):
    s = 0
    data = list(range(n))
    for i in range(0, n, 7):
        s += sum(data[i:i + 3]) - len(data[i::5])
    for i in range(n - 1, -1, -3):
        s ^= data[i]
    return s


print(walk(200))
