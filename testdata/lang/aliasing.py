# Two names of one list, object, dict or cell: each must see the other's writes.


class Box:
    def __init__(self, v):
        self.v = v
        self.w = 0


def boxes(a, b, n):
    total = 0
    for i in range(n):
        a.v = i
        total += b.v
        b.v = total % 7
        total += a.v * 2
        a.w += 1
        b.w = b.w + a.w % 2
    return total, a.v, b.v, a.w


def lists(a, b, n):
    total = 0
    for i in range(n):
        a[0] = i
        total += b[0]
        b[i % len(b)] += 1
        total += a[0] - a[i % len(a)]
        if i % 100 == 50:
            a.append(i)
            total += len(b)
    return total, len(a), len(b)


def dicts(a, b, n):
    total = 0
    for i in range(n):
        a["k"] = i
        total += b["k"]
        b["k"] = -i
        total += a["k"] * 3
    return total


def inside(n):
    a = Box(None)
    a.v = a
    total = 0
    for i in range(n):
        a.v.v.w = i
        total += a.w
        a.w = total % 5
        total += a.v.w
    return total


def rows(n):
    shared = [[0] * 3] * 3
    for i in range(n):
        shared[i % 3][1] += 1
    return shared


print(boxes(Box(0), Box(0), 600))
same = Box(0)
print(boxes(same, same, 600))
print(boxes(same, Box(1.5), 300), boxes(Box("a"), same, 300))
print(lists([0, 0, 0], [0, 0], 700))
l = [0, 0]
print(lists(l, l, 700))
d = {}
print(dicts(d, d, 500), dicts({"k": 0}, {"k": 5}, 500))
print(inside(500), rows(601))
a = b = [1]
for i in range(300):
    a += [i]
    if i == 150:
        a = a + []
print(len(a), len(b))
x = Box(0)
holder = [x, x]
view = x.__dict__
t = 0
for i in range(500):
    holder[0].v = i
    t += holder[1].v + view["v"]
    view["v"] = 1
    t += x.v
print(t)
def through(n):
    def poke():
        box.v += 10

    box = Box(0)
    keep = box
    for i in range(n):
        box.v += 1
        if i % 3 == 0:
            poke()
        if i == n // 2:
            box = Box(keep.v)
    return box.v, keep.v


print(through(600))
