# Attributes that change kind, int to float to str to None, in hot loops.


class Box:
    def __init__(self, v):
        self.v = v
        self.n = 0

    def add(self, d):
        self.v = self.v + d
        self.n += 1


def run(box, steps):
    for d in steps:
        box.add(d)
    return box.v, box.n


def kinds(n):
    b = Box(0)
    seen = {}
    for i in range(n):
        k = type(b.v).__name__
        seen[k] = seen.get(k, 0) + 1
        if i == n // 5:
            b.v = 1.5
        elif i == 2 * n // 5:
            b.v = "text"
        elif i == 3 * n // 5:
            b.v = None
        elif i == 4 * n // 5:
            b.v = 1 << 80
        else:
            b.n = b.n + 1
    return seen, b.n


def two(n):
    a = Box(1)
    b = Box(0.5)
    for i in range(n):
        a.v += b.v if i > n // 2 else i
        b.v = b.v * 1.5 if b.v < 1e6 else 0.5
        if i == n - 10:
            b.v = 3
    return a.v, b.v, type(b.v)


def overflow(n):
    b = Box(1)
    for i in range(n):
        b.v = b.v * 3 + 1
        if b.v > 1 << 200:
            b.v = 1
    return b.v


print(run(Box(0), [1] * 400))
print(run(Box(0), [1] * 300 + [0.5] * 300))
print(run(Box(0.0), [1] * 300))
print(run(Box(""), ["ab"] * 300)[1])
print(run(Box((1 << 62) - 100), [1] * 300))
print(kinds(1000))
print(two(600))
print(overflow(1000))
boxes = [Box(0), Box(0.0), Box("s"), Box([])]
for i in range(800):
    b = boxes[i % 4]
    b.v = b.v + (1, 0.25, "x", [i])[i % 4]
print(boxes[0].v, boxes[1].v, len(boxes[2].v), len(boxes[3].v))
x = Box(1)
for i in range(500):
    x.v = -x.v
    x.v = x.v * 1.0 if i == 250 else x.v
print(x.v)
z = Box(0.0)
for i in range(300):
    z.v = -0.0 if i % 2 else 0
print(repr(z.v), Box(True).v is True)
nan = Box(float("nan"))
same = 0
for i in range(300):
    same += (nan.v == nan.v) + 2 * (nan.v != nan.v)
print(same)
