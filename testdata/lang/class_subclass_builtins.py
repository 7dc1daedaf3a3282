# Subclasses of builtin types: own attributes, operators, construction.


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


def check(cls, *args):
    class Sub(cls):
        def __init__(self, *a, **k):
            self.tag = "t"

        def extra(self):
            return type(self).__name__, self.tag

    v = Sub(*args)
    v.more = 1
    print(cls.__name__, v.extra(), v.more, v.__dict__, isinstance(v, cls), type(v) is Sub, v == cls(*args))
    return v


for case in ((int, 5), (int, 10 ** 30), (float, 1.5), (complex, 1, 2), (str, "abc"), (bytes, b"ab"), (tuple, (1, 2)),
             (frozenset, (1,))):
    check(*case)


class MyList(list):
    def __init__(self, *a):
        super().__init__(*a)
        self.n = len(self)


class MyDict(dict):
    def __missing__(self, key):
        return ("missing", key)


class MySet(set):
    pass


m = MyList([1, 2])
print(m, m.n, m + [3], type(m + [3]).__name__, type(m[:]).__name__, type(m * 2).__name__, type(m.copy()).__name__)
d = MyDict(a=1)
d.attr = 2
print(d, d["zz"], d.get("zz"), d.attr, type(d.copy()).__name__, type(d | {}).__name__)
s = MySet([1])
print(s, type(s | {2}).__name__, type(s.copy()).__name__)


class MyInt(int):
    def __new__(cls, v, base=10):
        return super().__new__(cls, v * 2)

    def __add__(self, o):
        return "add"


x = MyInt(4)
print(x, x + 1, 1 + x, x - 1, type(x - 1).__name__, int(x), x.real, type(+x).__name__, hash(x) == hash(8))
print(x == 8, {8: "v"}[x], [0] * 8 == [0] * x, range(10)[x], f"{x:04d}", "%d" % x)


class MyStr(str):
    def __str__(self):
        return "custom"

    def __eq__(self, o):
        return NotImplemented

    __hash__ = str.__hash__


y = MyStr("k")
print(y, repr(y), y + "z", type(y.upper()).__name__, y == "k", {"k": 1}.get(y), str(y), f"{y}", "%s" % y, len(y))


class MyTuple(tuple):
    def __new__(cls, *items):
        return super().__new__(cls, items)

    @property
    def first(self):
        return self[0]


t = MyTuple(1, 2)
t.tag = 3
print(t, t.first, t.tag, t == (1, 2), hash(t) == hash((1, 2)), type(t + (3,)).__name__, {(1, 2): "v"}[t])


class MyExc(ValueError):
    def __init__(self, a, b):
        super().__init__(a)
        self.b = b


e = MyExc(1, 2)
print(e, repr(e), e.args, e.b, e.__dict__)
for cls in (bool, type(None), range, slice, type(...), type(NotImplemented), type(len), type(lambda: 0), memoryview):
    attempt(lambda: type("X", (cls,), {}))


class E(enumerate):
    pass


class Z(zip):
    pass


class F(filter):
    pass


class M(map):
    pass


class R(reversed):
    pass


for o in (E("ab"), Z("ab", "cd"), F(None, [0, 1]), M(str, [1])):
    o.tag = 1
    print(type(o).__name__, list(o), o.tag)


class P(property):
    pass


class Mod(type(__builtins__) if not isinstance(__builtins__, dict) else object):
    pass


class NewOnly:
    def __new__(cls, *a, **k):
        self = super().__new__(cls)
        self.a = a
        return self


class InitOnly:
    def __init__(self, *a):
        self.a = a


class Neither:
    pass


class Both:
    def __new__(cls, *a):
        return super().__new__(cls, *a)

    def __init__(self, *a):
        super().__init__(*a)


print(NewOnly(1, k=2).a, InitOnly(3).a)
attempt(lambda: Neither(1))
attempt(lambda: Both(1))
attempt(lambda: type(Both()).__name__)
attempt(lambda: object(1))
attempt(lambda: object.__new__(1))
attempt(lambda: object.__new__())
attempt(lambda: object.__new__(int))
attempt(lambda: int.__new__(str))
attempt(lambda: int.__new__(float, 1))
attempt(lambda: object.__init__(Neither(), 1))
attempt(lambda: InitOnly.__init__(5))


class Other:
    def __new__(cls):
        return 5

    def __init__(self):
        print("never")


class Ret:
    def __init__(self):
        return 1


print(Other())
attempt(Ret)
