# copy and pickle of instances, slots, builtins, iterators, functions by name.
import copy
import copyreg
import pickle


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


class Plain:
    def __init__(self, x):
        self.x = x

    def __eq__(self, other):
        return type(self) is type(other) and self.__dict__ == other.__dict__


class Slots:
    __slots__ = ("a", "b")


class Mixed(Slots):
    pass


class State:
    def __init__(self):
        self.a = 1
        self.cache = "big"

    def __getstate__(self):
        return {"a": self.a}

    def __setstate__(self, state):
        self.a = state["a"]
        self.cache = None


class Args:
    def __new__(cls, a, *, k=0):
        self = super().__new__(cls)
        self.a, self.k = a, k
        return self

    def __getnewargs_ex__(self):
        return (self.a,), {"k": self.k}


class Reduced:
    def __init__(self, n):
        self.n = n

    def __reduce__(self):
        return Reduced, (self.n + 1,)


class MyList(list):
    pass


class MyDict(dict):
    pass


class MyInt(int):
    pass


class MyTuple(tuple):
    pass


class MyExc(ValueError):
    def __init__(self, a):
        super().__init__(a)
        self.extra = a * 2


def function():
    pass


for protocol in range(5):
    def round_trip(v):
        return pickle.loads(pickle.dumps(v, protocol))

    p = Plain([1, {"k": (2, 3)}])
    print(protocol, round_trip(p) == p, round_trip(Reduced(1)).n, round_trip(function) is function, round_trip(Plain) is Plain)
    s = round_trip(State())
    print(s.a, s.cache)
    l = MyList([1, 2])
    l.tag = l
    m = round_trip(l)
    print(m[:], m.tag is m, type(m).__name__)
    d = MyDict(a=1)
    d.t = 1
    print(round_trip(d), round_trip(d).t, round_trip(MyInt(5)), round_trip(MyTuple((1,))), round_trip({1, 2}), round_trip(frozenset({3})))
    print(round_trip((1, -2 ** 70, 1.5, 2j, "s\u20ac", b"b", None, True, ..., NotImplemented, range(3), slice(1, 2))))
    e = round_trip(MyExc("a"))
    print(repr(e), e.extra, round_trip(KeyError("k")).args)
    if protocol >= 2:
        o = Slots()
        o.a = 1
        r = round_trip(o)
        print(r.a, hasattr(r, "b"))
        x = Mixed()
        x.b, x.z = 2, 3
        y = round_trip(x)
        print(y.b, y.z, y.__dict__)
        n = round_trip(Args(1, k=2))
        print(n.a, n.k)
        print(round_trip(len) is len, round_trip([].append.__self__), round_trip("a".join)(["1", "2"]))
    else:
        attempt(round_trip, Slots())
    it = iter([1, 2, 3])
    next(it)
    print(list(round_trip(it)), list(round_trip(enumerate("ab"))), list(round_trip(zip("ab", [1, 2]))),
          list(round_trip(map(str, [1, 2]))), list(round_trip(reversed([1, 2]))), list(round_trip(iter(range(3)))),
          list(round_trip(iter({1: 2}))), list(round_trip(iter("ab"))), list(round_trip(filter(None, [0, 1]))))

a = [1, [2]]
b = copy.copy(a)
c = copy.deepcopy(a)
print(b[1] is a[1], c[1] is a[1], c)
p = Plain(Plain([]))
q = copy.deepcopy(p)
r = copy.copy(p)
print(q == p, q.x is p.x, r.x is p.x)
m = Mixed()
m.a, m.y = [1], [2]
n = copy.deepcopy(m)
print(n.a, n.y, n.a is m.a, copy.copy(m).a is m.a)
loop = []
loop.append(loop)
k = copy.deepcopy(loop)
print(k[0] is k, copy.copy(function) is function, copy.deepcopy((1, 2)) == (1, 2))
attempt(lambda: copy.copy((lambda: 0).__code__) is not None)
for v in (Plain.__dict__, {}.keys(), property(), Slots.a):
    attempt(lambda: pickle.dumps(v))
print(object().__reduce_ex__(2)[1], Plain(1).__getstate__(), Slots().__getstate__(), object().__getstate__())
o = Slots()
o.b = 5
print(o.__getstate__(), Slots.__slotnames__, copyreg._slotnames(Mixed))


class BadArgs:
    def __getnewargs__(self):
        return 5


attempt(lambda: BadArgs().__reduce_ex__(2))
