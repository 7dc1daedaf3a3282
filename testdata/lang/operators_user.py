# User classes with operator methods in hot loops.


class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, o):
        return Vec(self.x + o.x, self.y + o.y)

    def __sub__(self, o):
        return Vec(self.x - o.x, self.y - o.y)

    def __mul__(self, k):
        if isinstance(k, Vec):
            return self.x * k.x + self.y * k.y
        return Vec(self.x * k, self.y * k)

    __rmul__ = __mul__

    def __neg__(self):
        return Vec(-self.x, -self.y)

    def __eq__(self, o):
        return isinstance(o, Vec) and self.x == o.x and self.y == o.y

    def __lt__(self, o):
        return self.x < o.x

    def __repr__(self):
        return f"Vec({self.x!r}, {self.y!r})"

    def __hash__(self):
        return hash((self.x, self.y))


class Acc:
    def __init__(self):
        self.n = 0

    def __iadd__(self, x):
        self.n += x
        return self


class Picky:
    def __add__(self, o):
        if o % 2:
            return NotImplemented
        return "even"

    def __radd__(self, o):
        return "right"


def integrate(n):
    p = Vec(0, 0)
    v = Vec(1, 0.5)
    for i in range(n):
        p = p + v * 0.25 - Vec(0, 1)
        if i % 100 == 0:
            v = -v
        if p == Vec(0, 0) or p < v:
            v = 2 * v * 0.5
    return p, v * v


print(integrate(1000))
a = Acc()
same = a
for i in range(500):
    a += i
print(a.n, a is same)
out = {}
for i in range(400):
    try:
        r = Picky() + i
    except TypeError as e:
        r = str(e)
    out[r] = out.get(r, 0) + 1
    out[i % 3 + Picky()] = 1
print(out)
points = {}
for i in range(600):
    points[Vec(i % 5, i % 3)] = i
print(len(points), points[Vec(2, 1)], Vec(1, 2) != Vec(1, 3), [Vec(1, 2)] == [Vec(1, 2)], Vec(1, 2) in [Vec(1, 2)])
print(sorted([Vec(3, 1), Vec(1, 2)]), max([Vec(3, 1), Vec(4, 2)], key=lambda v: v.x))
for bad in (lambda: Vec(1, 2) < 3, lambda: Vec(1, 2) / 2, lambda: -Acc(), lambda: Acc() + 1, lambda: Acc() > Acc()):
    try:
        bad()
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)
