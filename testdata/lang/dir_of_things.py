# dir() and vars(): modules with a __dir__, odd __dict__ and __class__, local names.
import types


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


m = types.ModuleType("m")
m.a = 1
print(sorted(dir(m)))
m.__dir__ = lambda: ["z", "a", "z"]
print(dir(m), m.__dir__())
m.__dir__ = lambda: (3, 1, 2)
print(dir(m))
m.__dir__ = lambda: 5
show(lambda: dir(m))
m.__dir__ = lambda: ["a", 1]
show(lambda: dir(m))


class OddModule(types.ModuleType):
    __dict__ = 8


show(lambda: dir(OddModule("foo")))


class DictModule(types.ModuleType):
    __dict__ = {"x": 1, "y": 2}


show(lambda: dir(DictModule("foo")))


class NoClass:
    __slots__ = ["__class__", "__dict__"]

    def __init__(self):
        self.bar = "wow"


print(dir(NoClass()))


class OwnDict:
    @property
    def __dict__(self):
        return {"a": 2, "b": 4}


print(vars(OwnDict()), [n for n in dir(OwnDict()) if n[0] != "_"], OwnDict().__dict__)


class BadDict:
    @property
    def __dict__(self):
        raise AttributeError("none")


show(lambda: vars(BadDict()))
print([n for n in dir(BadDict()) if n[0] != "_"])


class WrongDict:
    __dict__ = 5
    x = 1


print([n for n in dir(WrongDict()) if n[0] != "_"], vars(WrongDict()))


class Pretends:
    @property
    def __class__(self):
        return OwnDict


print("__module__" in dir(Pretends()), isinstance(Pretends(), OwnDict))


class OwnDir:
    def __init__(self, result):
        self.result = result

    def __dir__(self):
        return self.result


for result in ["kan", "ga"], ("b", "a"), "cba", {"x": 1}, 7, None, [1, 2], [1, "a"], iter("zyx"):
    show(lambda: dir(OwnDir(result)))


class Meta(type):
    def __dir__(cls):
        return ["meta"]


class C(metaclass=Meta):
    y = 1


print(dir(C), "y" in dir(C()))


def f(a, *args, b=2, **kw):
    c = 3
    print(dir(), sorted(vars()), sorted(locals()))

    def g():
        return a, dir()

    print(g())
    del c
    return dir()


print(f(1, x=2))


class Body:
    first = 1
    print([n for n in dir() if n[0] != "_"])
    second = 2
    print([n for n in dir() if n[0] != "_"])


class Mapping:
    def __getitem__(self, key):
        if key == "a":
            return 12
        raise KeyError(key)

    def keys(self):
        return list("xyz")


print(eval("dir()", {}, Mapping()), eval("a", {}, Mapping()))


class BadKeys(Mapping):
    def keys(self):
        return 1


show(lambda: eval("dir()", {}, BadKeys()))


class SubDict(dict):
    def keys(self):
        return list("qpr")


print(eval("dir()", {}, SubDict(a=1)))
for args in ((1, 2), ()):
    show(lambda: type(dir(*args)))
for v in (5, object(), [], f, len):
    show(lambda: sorted(vars(v))[:1])
