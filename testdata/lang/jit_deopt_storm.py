# Assumptions that break again and again while the code that made them runs.
class A:
    def f(self): return 1


class B(A):
    def f(self): return 2


class C:
    f = staticmethod(lambda: 3)


def call(o):
    return o.f()


log = []
objects = [A(), B(), C()]
for i in range(600):
    o = objects[i * i % 3]
    log.append(call(o))
    if i == 200:
        A.f = lambda self: 10
    if i == 300:
        objects[0].f = lambda: 20
    if i == 350:
        del objects[0].f
    if i == 400:
        B.f = property(lambda self: lambda: 30)
    if i == 450:
        objects[1].__class__ = A
    if i == 500:
        C.f = staticmethod(lambda: "s")
print([(v, log.count(v)) for v in (1, 2, 3, 10, 20, 30, "s")])

limit = 5


def use_global(n):
    return n if n < limit else limit


total = 0
for i in range(500):
    total += use_global(i % 10)
    if i == 250:
        limit = 7
    if i == 400:
        def use_global(n): return -n
print(total)

import builtins
seen = []
real_len = len
for i in range(300):
    seen.append(len("abc"))
    if i == 150:
        builtins.len = lambda x: 99
    if i == 200:
        len = lambda x: 77
    if i == 250:
        del len
        builtins.len = real_len
print(seen.count(3), seen.count(99), seen.count(77))


def kinds(values):
    acc = values[0]
    for v in values[1:]:
        acc = acc + v
    return acc


for trial in range(3):
    for values in ([1] * 100, [0.5] * 100, ["a"] * 60, [[1]] * 30, [2 ** 61] * 20, [True] * 50, [(1,)] * 10, [1j] * 10, [1, 2.5] * 20):
        r = kinds(values)
        print(r if type(r) not in (str, list, tuple) else real_len(r), end=" ")
    print()


class Meta(type):
    def __getattr__(cls, name):
        return name * 2


class M(metaclass=Meta):
    x = 1


out = []
for i in range(300):
    out.append(M.x)
    out.append(M.zz)
    if i == 100:
        M.x = 2
    if i == 200:
        del M.x
print(out.count(1), out.count(2), out.count("xx"), out.count("zzzz"))


class Slot:
    __slots__ = ("a", "b")


s = Slot()
n = missing = 0
for i in range(300):
    if i % 50 == 0 and i:
        del s.a
    elif i % 50 == 1 or not i:
        s.a = i
    try:
        n += s.a
    except AttributeError:
        missing += 1
print(n, missing)
d = {"k": 0}
for i in range(400):
    d["k"] += 1
    if i % 100 == 99:
        d = {i: 1, "k": d["k"]} if i % 200 == 99 else dict(k=d["k"])
print(d)
