# Closures, nonlocal and cells in hot loops.


def counter(start):
    n = start

    def step(by=1):
        nonlocal n
        n += by
        return n

    def read():
        return n

    return step, read


def adders(n):
    out = []
    for i in range(n):

        def add(x, i=i):
            return x + i

        out.append(add)
    return out


def late(n):
    fs = []
    for i in range(n):
        fs.append(lambda x: x * i)
    return fs


def accumulate(items):
    total = 0
    count = 0

    def add(v):
        nonlocal total, count
        total = total + v
        count += 1

    for v in items:
        add(v)
    return total, count


step, read = counter(5)
for i in range(1000):
    step()
    if i % 10 == 0:
        step(100)
print(read())
print(sum([f(1) for f in adders(300)]))
print([f(2) for f in late(5)])
print(accumulate(range(700)))
print(accumulate([0.5] * 300 + [1] * 300))
print(accumulate([1 << 61] * 10 + [1.5] * 300))


def switch(n):
    f = lambda x: x + 1
    total = 0

    def call(x):
        return f(x)

    for i in range(n):
        total += call(i)
        if i == n // 2:
            f = lambda x: -x
    return total


print(switch(800))
s1, r1 = counter(0)
s2, r2 = counter(10.5)
for i in range(500):
    (s1 if i % 3 else s2)()
print(r1(), r2())


def deep(a):
    def f(b):
        def g(c):
            nonlocal a
            a += 1
            return a + b + c

        return g

    return f


total = 0
g = deep(1)(2)
for i in range(400):
    total += g(i) + deep(i)(i)(i)
print(total)
def unset():
    def f():
        return later

    out = 0
    for i in range(300):
        try:
            f()
        except NameError as e:
            out = str(e)
    later = 5
    return out, f()


print(unset())
