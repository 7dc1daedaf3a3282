# One call site, many classes; one function, many argument types.


class A:
    def f(self, x):
        return x + 1


class B:
    def f(self, x):
        return x * 2


class C(A):
    def f(self, x):
        return super().f(x) * 3


class D:
    f = staticmethod(lambda x: x - 4)


class E:
    def __init__(self):
        self.f = lambda x: -x


class F(B):
    pass


def add(a, b):
    return a + b


def apply(f, x):
    return f(x)


def drive(objects, n):
    x = 1
    for i in range(n):
        x = objects[i % len(objects)].f(x) % 100003
    return x


objects = [A(), B(), C(), D(), E(), F()]
for k in range(1, 7):
    print(k, drive(objects[:k], 400))
total = 0
pairs = [(1, 2), (1.5, 2), ("a", "b"), ([1], [2]), ((1,), (2,)), (1 << 70, 1), (True, 2.5)]
kinds = {}
for i in range(1400):
    a, b = pairs[i % 7] if i > 300 else pairs[i % 2]
    r = add(a, b)
    kinds[str(r)] = kinds.get(str(r), 0) + 1
print(kinds)
fs = [abs, str, lambda x: x + 1, A().f, bool, float, D.f]
out = []
for i in range(700):
    out.append(apply(fs[i % 7], i - 350))
print(out[:7], out[-7:])


def length_of(items, n):
    t = 0
    for i in range(n):
        t += len(items[i % len(items)])
        for x in items[i % len(items)]:
            t += 1
    return t


print(length_of(["abc", [1, 2], (1,), {1: 2}, {5, 6}, range(4), b"ab"], 700))
t = 0
for i in range(900):
    o = objects[i * i % 6] if i % 100 else A()
    t += (type(o) is A) + 10 * (o.__class__ is B) + 100 * isinstance(o, B)
    t += o.f(2)
print(t)
