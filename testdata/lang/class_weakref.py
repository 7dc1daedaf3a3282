# weakref.ref: identity, equality, hashing, callbacks, subclasses.
import gc
import _weakref as weakref


class A:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return isinstance(other, A) and self.n == other.n

    def __hash__(self):
        return hash(self.n)


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


a, b = A(1), A(1)
r, s = weakref.ref(a), weakref.ref(b)
print(r is weakref.ref(a), r is s, r == s, r() is a, hash(r) == hash(a))
print(weakref.getweakrefcount(a), weakref.getweakrefs(a) == [r], weakref.getweakrefcount(5))
print(r.__callback__, a.__weakref__ is r, b.__weakref__ is s)
keep = [weakref.ref(a, print), weakref.ref(a, repr)]
print(weakref.getweakrefcount(a), weakref.getweakrefs(a)[0] is r)
print(weakref.getweakrefs(a)[1] is keep[1], weakref.getweakrefs(a)[2] is keep[0])
print(keep[0].__callback__ is print)


class MyRef(weakref.ref):
    __slots__ = ("key",)

    def __new__(cls, ob, callback, key):
        self = super().__new__(cls, ob, callback)
        self.key = key
        return self

    def __init__(self, ob, callback, key):
        super().__init__(ob, callback)


m = MyRef(a, None, "k")
print(m.key, m() is a, m == r, type(m).__name__, m is not MyRef(a, None, "k"))
print(isinstance(m, weakref.ReferenceType), weakref.ref is weakref.ReferenceType)


class Plain(weakref.ref):
    pass


p = Plain(a)
p.extra = 7
print(p.extra, p() is a, p is not Plain(a))

for v in (1, "s", [], {}, (), 1.5, None, object(), ValueError()):
    attempt(weakref.ref, v)
for v in (A, len, attempt, set(), frozenset(), a.__eq__, gc):
    print(type(weakref.ref(v)()) is type(v))


class NoWeak:
    __slots__ = ()


class WithWeak:
    __slots__ = ("__weakref__",)


class T(tuple):
    pass


class S(str):
    pass


class L(list):
    pass


attempt(weakref.ref, NoWeak())
attempt(weakref.ref, T())
w = WithWeak()
x = S("abc")
y = L()
print(weakref.ref(w)() is w, weakref.ref(x)() is x, weakref.ref(y)() is y)
attempt(weakref.ref)
attempt(weakref.ref, a, None, 3)
attempt(lambda: weakref.ref(a, callback=None))
attempt(lambda: weakref.ref(a) < weakref.ref(b))


def cycle(log):
    c = A(9)
    c.me = c
    refs = [weakref.ref(c, lambda r, k=k: log.append((k, r() is None))) for k in range(3)]
    plain = weakref.ref(c)
    hashed = hash(plain)
    return refs, plain, hashed


def churn():
    return [A(k) for k in range(50)]


log = []
refs, plain, hashed = cycle(log)
churn()
gc.collect()
print(log)
print(plain() is None, [q() for q in refs], hash(plain) == hashed, plain == plain, plain == r)


def unhashed():
    c = A(10)
    c.me = c
    return weakref.ref(c)


u = unhashed()
churn()
gc.collect()
attempt(hash, u)


def dropped(log):
    c = A(11)
    c.me = c
    (lambda: weakref.ref(c, log.append))()  # dies before its referent: no call
    churn()
    gc.collect()
    return weakref.ref(c)


log = []
d = dropped(log)
churn()
gc.collect()
print(d() is None, log)


def failing():
    c = A(12)
    c.me = c
    def bad(ref):
        raise ValueError("ignored")
    return weakref.ref(c, bad)


import sys
err, sys.stderr = sys.stderr, type("W", (), {"write": lambda self, s: None, "flush": lambda self: None})()
f = failing()
churn()
gc.collect()
sys.stderr = err
print(f() is None)
print(weakref.ref[int], weakref.ref.__module__)
