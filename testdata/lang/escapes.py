# Objects made in hot loops that stay inside, or leave by one rare path.


class P:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def moved(self, d):
        return P(self.x + d, self.y - d)


kept = []


def stay(n):
    total = 0
    for i in range(n):
        p = P(i, i * 2).moved(1).moved(0.5)
        total += p.x + p.y
    return total


def leave(n):
    for i in range(n):
        p = P(i, [i])
        q = P(p, p)
        if i % 97 == 0:
            kept.append(q)
        q.x.y.append(q is p)
    return q.x.x


def previous(n):
    last = None
    total = 0
    for i in range(n):
        p = P(i, last)
        if last is not None:
            total += last.x
            last.x = -1
            p.y = None if i % 3 else last
        last = p
    return total, last.x, last.y is None


def fails(n):
    caught = 0
    for i in range(n):
        p = P(i, 0)
        try:
            p.y = 10 // (i % 50)
            p.x += 1
        except ZeroDivisionError:
            caught += p.x + p.y
        t = (p.x, p.y, [p])
        if i == n - 1:
            return caught, t[:2], t[2][0] is p


def identity(n):
    hits = 0
    for i in range(n):
        a = [i]
        b = [i]
        c = a
        hits += (a is c) + 10 * (a is b) + 100 * (a == b)
        a[0] += 1
        hits += c[0] - b[0]
        x = P(a, b)
        hits += (x.x is c) + (id(x.x) == id(a))
    return hits


def locals_in_closure(n):
    fs = []
    for i in range(n):
        box = [i]

        def f():
            return box[0] + i

        if i % 100 == 0:
            fs.append(f)
        f()
    return [f() for f in fs]


print(stay(900))
print(leave(800), len(kept), kept[3].x.x, kept[3].y.y, kept[2].x is kept[2].y)
print(previous(700))
print(fails(601))
print(identity(500))
print(locals_in_closure(401))
