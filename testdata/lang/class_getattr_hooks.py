# __getattr__, __getattribute__, __setattr__, __delattr__, __dir__, descriptors.


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Fallback:
    def __init__(self):
        self.real = 1

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError("private " + name)
        return "made " + name

    @property
    def broken(self):
        raise AttributeError("inside")

    @property
    def wrong(self):
        raise ValueError("other")


f = Fallback()
print(f.real, f.any, f.broken, hasattr(f, "_x"), getattr(f, "_y", "dflt"))
attempt(lambda: f._z)
attempt(lambda: f.wrong)


class All:
    x = 1

    def __getattribute__(self, name):
        if name == "hidden":
            raise AttributeError(name)
        return ("got", name)

    def __getattr__(self, name):
        return ("fallback", name)


a = All()
print(a.x, a.hidden, a.__class__, type(a).__name__, isinstance(a, All))


class Log:
    def __init__(self):
        object.__setattr__(self, "log", [])

    def __setattr__(self, name, value):
        self.log.append(("set", name, value))
        super().__setattr__(name, value)

    def __delattr__(self, name):
        self.log.append(("del", name))
        super().__delattr__(name)


g = Log()
g.p = 1
g.p = 2
del g.p
attempt(lambda: delattr(g, "p"))
print(g.log)


class Data:
    def __init__(self, name):
        self.name = name

    def __get__(self, o, t=None):
        return self if o is None else ("get", self.name)

    def __set__(self, o, v):
        print("set", self.name, v)


class NonData:
    def __get__(self, o, t=None):
        return "nondata"


class SetOnly:
    def __set__(self, o, v):
        o.__dict__["so"] = v * 2


class DelOnly:
    def __delete__(self, o):
        print("deleted")


class H:
    d = Data("d")
    n = NonData()
    so = SetOnly()
    de = DelOnly()


h = H()
h.__dict__["d"] = "inst"
h.__dict__["n"] = "inst"
print(h.d, h.n, H.d.name, H.n)
h.d = 5
h.so = 4
print(h.so)
del h.de
attempt(lambda: setattr(h, "de", 1))
attempt(lambda: delattr(h, "d"))
attempt(lambda: delattr(h, "so"))
H.n = Data("n")
print(h.n)
del H.n
print(h.n)
H.late = Data("late")
h.late = 1
print(h.late)


class BadGet:
    def __get__(self, o, t):
        raise KeyError("bad")


class J:
    b = BadGet()


attempt(lambda: J().b)
attempt(lambda: J.b)
attempt(lambda: hasattr(J(), "b"))


class Dir:
    def __dir__(self):
        return ["b", "a"]


print(dir(Dir()))


class BadDir:
    def __dir__(self):
        return 5


attempt(lambda: dir(BadDir()))


class K:
    a = 1

    def m(self):
        pass


k = K()
k.z = 1
print([n for n in dir(k) if not n.startswith("__")], [n for n in dir(K) if n[0] != "_"])
print([n for n in dir(object)])
for bad in (5, None, b"x"):
    attempt(lambda: getattr(k, bad))
    attempt(lambda: setattr(k, bad, 1))


class Str(str):
    pass


setattr(k, Str("sub"), 9)
print(k.sub, getattr(k, Str("a")))
attempt(lambda: object.__setattr__(K, "x", 1))
attempt(lambda: type.__setattr__(int, "x", 1))
attempt(lambda: object().x)
attempt(lambda: setattr(object(), "x", 1))
attempt(lambda: (5).x)
attempt(lambda: setattr(5, "real", 1))
attempt(lambda: K.nothing)
attempt(lambda: delattr(K, "nothing"))


class Meta(type):
    def __getattr__(cls, name):
        return "meta " + name

    def __setattr__(cls, name, value):
        super().__setattr__(name, ("wrapped", value))


class L(metaclass=Meta):
    pass


L.q = 1
print(L.q, L.anything, hasattr(L(), "anything"))


def hot(n):
    c = 0
    o = Fallback()
    for i in range(n):
        c += len(o.foo) + o.real
        if i == n // 2:
            Fallback.__getattr__ = lambda self, name: name
    return c


print(hot(200))
