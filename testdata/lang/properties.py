# property, setters, descriptors, __slots__, __setattr__ and __getattribute__.


class Temp:
    def __init__(self, c):
        self._c = c

    @property
    def f(self):
        return self._c * 9 / 5 + 32

    @f.setter
    def f(self, v):
        self._c = (v - 32) * 5 / 9

    @property
    def fixed(self):
        return 7


class Positive:
    def __init__(self, name):
        self.name = name

    def __get__(self, o, cls):
        return self if o is None else o.__dict__.get(self.name, 1)

    def __set__(self, o, v):
        if v < 0:
            raise ValueError("negative")
        o.__dict__[self.name] = v


class Account:
    balance = Positive("b")


class Slots:
    __slots__ = ("a", "b")

    def __init__(self):
        self.a = 1


class Watch:
    def __setattr__(self, name, v):
        object.__setattr__(self, name, v * 2)


t = Temp(10)
total = 0
for i in range(600):
    total += t.f + t.fixed
    t.f = i * 0.5
print(round(total, 6), round(t._c, 6))
a = Account()
bad = 0
for i in range(500):
    try:
        a.balance = a.balance + 10 - i % 40
    except ValueError as e:
        bad += 1
        a.balance = 50
print(a.balance, bad, isinstance(Account.balance, Positive))
s = Slots()
errors = set()
for i in range(400):
    s.a += 1
    try:
        s.b += 1
    except AttributeError as e:
        errors.add(str(e))
        s.b = 0
    try:
        s.zzz = 1
    except AttributeError as e:
        errors.add(str(e))
print(s.a, s.b, sorted(errors))
w = Watch()
for i in range(300):
    w.x = i
print(w.x)
for what in ("fixed", "f"):
    try:
        setattr(t, what, 5) if what == "fixed" else delattr(t, what)
    except AttributeError as e:
        print(e)
class Lazy:
    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        self.__dict__[name] = len(name)
        return 100


z = 0
for i in range(400):
    lazy = Lazy()
    z += lazy.abc + lazy.abc + lazy.de
print(z, hasattr(lazy, "_x"))
