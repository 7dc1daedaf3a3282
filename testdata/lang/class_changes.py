# Class attributes, methods and bases' methods that change while a loop is hot.


class Base:
    rate = 1

    def value(self):
        return self.rate

    def hook(self):
        return 1


class Derived(Base):
    pass


def run(o, n):
    total = 0
    for i in range(n):
        total += o.value() * 2 + o.rate + o.hook()
        if i == n // 4:
            Base.rate = 10
        elif i == n // 2:
            Derived.rate = 0.5
        elif i == 3 * n // 4:
            o.rate = 100
    return total


def replace(o, n):
    total = 0
    for i in range(n):
        total += o.hook()
        if i == n // 3:
            Base.hook = lambda self: 50
        if i == n // 2:
            Derived.hook = lambda self: 7
        if i == n - 20:
            o.hook = lambda: 1000
        if i == n - 10:
            del o.hook
            del Derived.hook
    return total


def frequent(n):
    total = 0
    for i in range(n):
        Base.rate = i
        total += Base.rate + b.rate
    return total


d = Derived()
print(run(d, 800))
print(replace(d, 900))
b = Base()
print(b.rate, d.rate, Derived().rate, b.value())
print(frequent(600))


class Swap:
    def go(self):
        return "a"


class Other:
    def go(self):
        return "b"


s = Swap()
out = ""
for i in range(400):
    out = (s.go() + out)[:12]
    if i == 395:
        s.__class__ = Other
print(out)
del Derived.rate
print(Derived().rate)


class Late:
    def __getattr__(self, name):
        return len(name)


late = Late()
total = 0
for i in range(600):
    total += late.abc
    if i == 300:
        Late.abc = 100
    if i == 500:
        late.abc = 1000
print(total)
print(Late().xyzzy)
for name in ("one", "two"):
    setattr(Late, name, name * 2)
print(late.one, Late.two)
