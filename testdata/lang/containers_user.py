# __getitem__, __setitem__, __len__, __bool__, __contains__, __iter__, __call__ in hot loops.


class Grid:
    def __init__(self, w, h):
        self.w = w
        self.cells = [0] * (w * h)

    def __getitem__(self, p):
        return self.cells[p[0] + p[1] * self.w]

    def __setitem__(self, p, v):
        self.cells[p[0] + p[1] * self.w] = v

    def __len__(self):
        return len(self.cells)

    def __contains__(self, v):
        return v in self.cells


class Sequence:
    def __init__(self, n):
        self.n = n

    def __getitem__(self, i):
        if i >= self.n:
            raise IndexError(i)
        return i * i


class Down:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Flag:
    def __init__(self, v):
        self.v = v

    def __bool__(self):
        return self.v


class Sized:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n


class Fn:
    def __init__(self, k):
        self.k = k
        self.calls = 0

    def __call__(self, x, y=1):
        self.calls += 1
        return self.k * x + y


g = Grid(5, 4)
for i in range(900):
    g[i % 5, i % 4] += i
    if 100000 in g:
        g[0, 0] = 0
print(g[2, 3], len(g), g.cells)
t = 0
for i in range(200):
    for v in Sequence(i % 6):
        t += v
    for v in Down(i % 5):
        t += v * 1000
print(t, list(Down(4)), 9 in Sequence(5), 10 in Sequence(5))
things = [Flag(True), Flag(False), Sized(0), Sized(3), Fn(1)]
c = 0
for i in range(1000):
    x = things[i % 5]
    if x:
        c += 1
    if not x:
        c += 100
    while x and c % 7:
        c += 1
print(c)
f = Fn(3)
for i in range(500):
    t += f(i) + f(i, y=2)
print(t, f.calls, callable(f), callable(5))
for i in range(300):
    try:
        g[9, 9]
    except IndexError as e:
        text = str(e)
    try:
        f[0]
    except TypeError as e:
        text2 = str(e)
    try:
        g()
    except TypeError as e:
        text3 = str(e)
print(text, "/", text2, "/", text3)
class Bad:
    def __len__(self):
        return -1

    def __bool__(self):
        return 5


for what in (lambda: len(Bad()), lambda: not Bad(), lambda: [x for x in Fn(1)], lambda: len(5)):
    try:
        what()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
