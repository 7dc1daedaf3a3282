# _heapq and _bisect on lists of ints, floats and anything.
from _heapq import *
from _heapq import _heapify_max, _heappop_max, _heapreplace_max
from _bisect import bisect_left, bisect_right, insort_left, insort_right

bisect, insort = bisect_right, insort_right


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def check(items):
    h = list(items)
    heapify(h)
    print(h)
    out = []
    while h:
        out.append(heappop(h))
    print(out == sorted(items))
    h = []
    for x in items:
        heappush(h, x)
    print(h)
    h2 = list(items)
    _heapify_max(h2)
    print([_heappop_max(h2) for _ in range(len(h2))] == sorted(items, reverse=True))


check([(i * 37) % 41 for i in range(20)])
check([(i * 37) % 41 / 4 for i in range(20)])
check([(i * 37 % 41, str(i)) for i in range(12)])
check(["w%d" % (i * 7 % 11) for i in range(11)])
check([1, 2.5, 0, -3.5, 7, 2**70, -2**70])
h = [5, 8, 9]
print(heappushpop(h, 6), h, heappushpop(h, 1), h, heapreplace(h, 1), h, heappushpop([], 4))
h = [9, 8, 7]
print(_heapreplace_max(h, 1), h)
show(lambda: heappop([]))
show(lambda: heapreplace([], 1))
show(lambda: heappush((), 1))
show(lambda: heapify(5))
show(lambda: heapify([1, "a"]))


class Evil:
    def __init__(self, target):
        self.target = target

    def __lt__(self, other):
        self.target.clear()
        return True


e = []
e.extend([Evil(e), Evil(e), Evil(e)])
show(lambda: heapify(e))
a = [1, 2, 2, 2, 5, 9]
print([bisect_left(a, x) for x in range(11)], [bisect_right(a, x) for x in range(11)])
print(bisect(a, 2, 2, 3), bisect_left(a, 2, hi=2), bisect_left(a, 2, lo=2), bisect(a, 2.5))
words = ["bb", "a", "ccc"]
words.sort(key=len)
print(bisect_left(words, 2, key=len))
insort(words, "zz", key=len)
insort_left(words, "yy", key=len)
print(words)
for x in (3, 1, 4, 1, 5):
    insort(a, x)
print(a)
show(lambda: bisect([1], 2, -1))
show(lambda: bisect([1, "a"], 0.5, 1))
show(lambda: bisect(5, 1))


class Seq:
    def __init__(self):
        self.items = [1, 3, 5]

    def __len__(self):
        return 3

    def __getitem__(self, i):
        return self.items[i]

    def insert(self, i, x):
        print("insert", i, x)


print(bisect(Seq(), 4))
insort(Seq(), 2)


def hot(n):
    h = []
    s = 0
    for i in range(n):
        heappush(h, (i * 7919) % 1009)
        if len(h) > 20:
            s += heappop(h)
    keep = []
    for i in range(n):
        insort(keep, (i * 31) % 97)
    return s, keep[:5], keep[-5:]


print(hot(300))
