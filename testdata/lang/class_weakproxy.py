# weakref.proxy: what it forwards, and what happens once the referent is gone.
import gc
import _weakref as weakref


class A:
    def __init__(self):
        self.x = 1
        self.items = [1, 2, 3]

    def __len__(self):
        return len(self.items)

    def __getitem__(self, i):
        return self.items[i]

    def __setitem__(self, i, v):
        self.items[i] = v

    def __delitem__(self, i):
        del self.items[i]

    def __contains__(self, v):
        return v in self.items

    def __iter__(self):
        return iter(self.items)

    def __add__(self, other):
        return ("add", type(other).__name__)

    def __radd__(self, other):
        return ("radd", type(other).__name__)

    def __iadd__(self, other):
        return ("iadd", type(other).__name__)

    def __neg__(self):
        return "neg"

    def __lt__(self, other):
        return ("lt", type(other).__name__)

    def __int__(self):
        return 5

    def __float__(self):
        return 5.5

    def __index__(self):
        return 2

    def __bool__(self):
        return False

    def __str__(self):
        return "str(A)"

    def __divmod__(self, other):
        return ("divmod", other)

    def method(self):
        return type(self).__name__


class C:
    def __call__(self, *args, **kwargs):
        return args, kwargs


def attempt(f, *args):
    try:
        print("->", f(*args))
    except Exception as e:
        print(type(e).__name__, e)


a = A()
p = weakref.proxy(a)
print(type(p), p is weakref.proxy(a), isinstance(p, A), p.__class__ is A)
p.y = 2
print(p.x, a.y, p.method(), len(p), p[1], list(p), 3 in p, 9 in p, str(p), not p)
p[0] = 10
del p[1]
print(a.items, p + 1, 1 + p, p + p, -p, p < 1, p < p, int(p), float(p), [7, 8, 9][p], divmod(p, 3))
q = p
q += 1
print(q)
del p.y
attempt(lambda: a.y)
attempt(lambda: p.nothing)
attempt(hash, p)
attempt(lambda: p * 2)
attempt(lambda: next(p))
attempt(lambda: p())
c = C()
cp = weakref.proxy(c)
print(type(cp), cp(1, 2, k=3), callable(p), callable(cp))
attempt(weakref.proxy, 1)
attempt(lambda: type(p)())
print(weakref.getweakrefcount(a), weakref.getweakrefs(a)[0] is p)
r = weakref.ref(a)
print(weakref.getweakrefs(a)[0] is r, weakref.getweakrefs(a)[1] is p)
print(p == a, p != a, weakref.proxy(c) == c)


def gone():
    b = A()
    b.me = b
    return weakref.proxy(b, lambda ref: print("callback", type(ref).__name__))


def churn():
    return [A() for k in range(50)]


d = gone()
churn()
gc.collect()
for f in (lambda: d.x, lambda: setattr(d, "x", 1), lambda: len(d), lambda: d + 1, lambda: 1 + d,
          lambda: d[0], lambda: bool(d), lambda: str(d), lambda: 1 in d, lambda: iter(d), lambda: -d):
    attempt(f)
