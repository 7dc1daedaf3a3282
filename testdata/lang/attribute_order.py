# Instances whose attributes came in different orders, late, or went away.


class P:
    pass


class Q:
    def __init__(self, kind):
        if kind == 0:
            self.a = 1
            self.b = 2
        elif kind == 1:
            self.b = 20
            self.a = 10
        else:
            self.c = 0
            self.a = 100
            self.b = 200.5


def make(order, values):
    p = P()
    for i in range(len(order)):
        setattr(p, order[i], values[i])
    return p


def total(items, n):
    t = 0
    for i in range(n):
        p = items[i % len(items)]
        t += p.x * 2 + p.y
        p.x, p.y = p.y, p.x
    return t


items = [make("xy", [1, 2]), make("yx", [3, 4]), make("zxy", [0, 5, 6]), make("yzx", [7.5, 0, 8]), make("xyz", [9, 10, 11])]
print(total(items, 1000))
print([(p.x, p.y) for p in items], items[3].__dict__)
t = 0
for i in range(900):
    q = Q(i % 3)
    t += q.a - q.b
    if hasattr(q, "c"):
        del q.c
        q.d = i
        t += q.d
print(t, Q(2).__dict__)
p = P()
p.n = 0
missing = 0
for i in range(800):
    p.n += 1
    if i % 200 == 100:
        setattr(p, "extra" + str(i), i)
    if i == 500:
        del p.n
        p.n = 0.5
    try:
        missing += p.flag
    except AttributeError as e:
        text = str(e)
        missing += 1
    if i == 600:
        P.flag = 10
print(p.n, missing, text, sorted(p.__dict__))
many = P()
for i in range(60):
    setattr(many, "f%d" % i, i)
t = 0
for i in range(600):
    t += many.f0 + many.f31 + many.f59
    many.f59 = i
print(t, len(many.__dict__))
p.__dict__["hidden"] = 5
for i in range(300):
    t += p.hidden
    p.__dict__["hidden"] += 1
print(t, p.hidden)
for i in range(300):
    try:
        del p.nothing
    except AttributeError as e:
        text = str(e)
print(text)
