# Defaults, keywords, star arguments, and the errors of calls.


def f(a, b=2, c=3):
    return a * 100 + b * 10 + c


def star(*args):
    total = 0
    for x in args:
        total += x
    return total


def keys(a, *, k=1, **rest):
    return a + k + len(rest)


def everything(a, b=2, *args, c=3, **kw):
    return a, b, args, c, sorted(kw.items())


total = 0
for i in range(400):
    total += f(i) + f(i, 1) + f(i, 1, 2) + f(i, c=5) + f(b=i, a=1) + f(c=1, b=2, a=i)
print(total)
total = 0
for i in range(400):
    total += star() + star(1) + star(i, i + 1, 2)
    t = (i, 1, 2)
    total += star(*t) + star(i, *t[1:]) + f(*t)
    d = {"b": i, "c": 1}
    total += f(5, **d) + keys(1) + keys(1, k=i) + keys(1, x=1, y=2) + keys(a=1, k=2, **{"z": 1})
print(total)
print(everything(1), everything(1, 2, 3, 4, c=5, d=6), everything(*"abc", **{"z": 1}))


def grow(x, acc=[]):
    acc.append(x)
    return len(acc)


for i in range(300):
    last = grow(i)
print(last)
bad = 0
texts = []
calls = [lambda: f(), lambda: f(1, 2, 3, 4), lambda: f(1, a=2), lambda: f(1, z=2), lambda: keys(1, 2), lambda: star(x=1)]
for i in range(300):
    try:
        calls[i % 6]()
    except TypeError as e:
        bad += 1
        if i < 6:
            texts.append(str(e))
print(bad, texts)
total = 0
for i in range(500):
    total += f(i)
    if i == 250:
        f.__defaults__ = (0, 0)
print(total)


def default_expr(n, m=len("four")):
    return n + m


class C:
    def m(self, a, b=1, *rest):
        return a + b + len(rest)


c = C()
for i in range(400):
    total += default_expr(i) + c.m(i) + c.m(1, i) + c.m(1, 2, 3, 4) + c.m(a=i, b=2) + C.m(c, i)
print(total)
print((lambda *a, **k: (a, k))(1, 2, x=3), (lambda x, y=5: x + y)(1))
