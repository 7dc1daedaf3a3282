# Argument binding of Python functions and builtins, with their errors.
def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__ + ": " + str(e))


def none(): return "none"
def one(a): return a
def two(a, b): return (a, b)
def default(a, b=2, c=3): return (a, b, c)
def star(a, *rest): return (a, rest)
def keywords(a, **kw): return (a, sorted(kw.items()))
def only(a, *, k, m=5): return (a, k, m)
def positional(a, b, /, c): return (a, b, c)
def everything(a, /, b, *rest, k, **kw): return (a, b, rest, k, sorted(kw.items()))


show(none); show(none, 1); show(none, 1, 2); show(none, x=1)
show(one); show(one, 1, 2); show(one, a=1); show(one, 1, a=2); show(one, b=1); show(one, 1, b=1)
show(two); show(two, 1); show(two, b=1); show(two, a=1, b=2); show(two, 1, 2, 3)
show(default); show(default, 1); show(default, 1, c=9); show(default, 1, 2, 3, 4); show(default, b=1)
show(star); show(star, 1); show(star, 1, 2, 3); show(star, a=5)
show(keywords); show(keywords, 1, x=2, y=3); show(keywords, a=1, b=2)
show(only); show(only, 1); show(only, 1, k=2); show(only, 1, 2); show(only, 1, 2, k=3); show(only, 1, 2, 3, k=3)
show(positional, 1, 2, 3); show(positional, 1, 2, c=3); show(positional, a=1, b=2, c=3); show(positional, 1, b=2, c=3)
show(everything, 1, 2, 3, 4, k=5, z=6); show(everything, 1, b=2, k=5, a=7); show(everything, 1)
show(everything, k=1); show(everything)


def three(a, b, c): pass
def four(a, b, c, d): pass
show(three); show(four); show(four, 1)
def kwonly(*, a, b, c): pass
show(kwonly); show(kwonly, a=1); show(kwonly, b=1, c=2)


class C:
    def method(self, x): return x
    def __call__(self, y): return y + 1
    @staticmethod
    def static(x): return x
    @classmethod
    def cls(c, x): return (c.__name__, x)


c = C()
show(c.method); show(c.method, 1); show(c.method, 1, 2); show(C.method); show(C.method, c)
show(c, 1); show(c); show(C, 1); show(C.static, 1); show(c.static, 2); show(C.cls, 3); show(c.cls, 4)


class D:
    def __init__(self, a, b=2):
        self.a, self.b = a, b


show(D); show(D, 1, 2, 3); show(lambda: D(1).b); show(lambda: D(1, b=5).b); show(D, 1, c=2)


class New:
    def __new__(cls, x):
        self = object.__new__(cls)
        self.x = x
        return self


class Odd:
    def __new__(cls): return 5
class Bad:
    def __init__(self): return 1
show(lambda: New(3).x); show(New); show(Odd); show(Bad)

# Builtins.
show(len); show(len, 1, 2); show(len, obj=[]); show([].append); show([].append, 1, 2); show([].clear, 1)
show([].insert, 1); show([].pop, 1, 2); show(sum); show(sum, 1, 2, 3); show(sum, [], strt=1); show(sum, [1, 2], start=10)
show(sorted); show(sorted, [], 1); show(sorted, [2, 1], kex=1); show(round); show(round, 1, 2, 3); show(print, foo=1)
show(isinstance, 1); show(pow, 1); show(pow); show(pow, 2, 10, 1000); show(pow, base=2, exp=3)
show({}.get); show({}.pop); show(list.append, 1, 2); show(list.append); show(str.upper, 1); show("a".upper, x=1)
show("a".replace, "a"); show(getattr, 1); show("".join); show(divmod, 1); show(divmod, 7, 2); show(chr); show(hasattr, 1)
show(iter); show(next); show(next, iter([])); show(next, iter([]), 3); show(min); show(max, 1, foo=2); show(min, []); show(min, [], default=4)
show(max, 1, 2, default=3); show(zip, a=1); show(abs, "x"); show(len, 5); show(ord, "ab"); show(ord, 5); show(chr, -1); show(chr, 1 << 21)
show(1); show(None); show("x"); show(isinstance, 1, 2); show(issubclass, 1, 2); show(issubclass, int, 2); show(hash, []); show(iter, 5)
show(int, 1, 2, 3); show(object, 1); show(enumerate); show(super)
show(two, *[1], **{"b": 4}); show(lambda: two(*5)); show(lambda: two(**5)); show(lambda: two(1, *5)); show(two, *[1, 2], **{"a": 3}); show(lambda: two(**{1: 2}))
