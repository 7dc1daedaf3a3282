# TypeErrors of calls: what CPython says about wrong arguments.
def attempt(f):
    try:
        print(f())
    except TypeError as e:
        print(e)
five_ = 5
def f0(): return 'f0'
def f1(a): return a
def f2(a, b): return a, b
def fd(a, b=2, c=3): return a, b, c
def fk(a, *, k, m=5): return a, k, m
def fp(a, b, /, c): return a, b, c
def fv(a, *args, **kw): return a, args, kw
attempt(lambda: f0(1)); attempt(lambda: f0(1, 2)); attempt(lambda: f0(x=1))
attempt(lambda: f1()); attempt(lambda: f1(1, 2)); attempt(lambda: f1(1, a=2)); attempt(lambda: f1(b=1))
attempt(lambda: f2()); attempt(lambda: f2(1)); attempt(lambda: f2(b=1)); attempt(lambda: f2(1, 2, 3))
attempt(lambda: fd()); attempt(lambda: fd(1, 2, 3, 4)); attempt(lambda: fd(1, d=4)); attempt(lambda: fd(c=1))
attempt(lambda: fk(1)); attempt(lambda: fk()); attempt(lambda: fk(1, 2)); attempt(lambda: fk(1, k=2, n=3)); attempt(lambda: fk(1, 2, k=3))
attempt(lambda: fp(1, 2)); attempt(lambda: fp(1, b=2, c=3)); attempt(lambda: fp(a=1, b=2, c=3)); attempt(lambda: fp(1, 2, c=3))
attempt(lambda: fv()); attempt(lambda: fv(1, 2, x=3)); attempt(lambda: fv(a=1, b=2)); attempt(lambda: fv(1, a=2))
attempt(lambda: f1(*5)); attempt(lambda: f1(**5)); attempt(lambda: f1(*[1], **{'a': 2}))
attempt(lambda: f2(**{1: 2})); attempt(lambda: fv(1, **{'x': 1}, **{'x': 2})); attempt(lambda: f2(*[1], *[2]))
attempt(lambda: f1(**{'a': 1, 'b': 2})); attempt(lambda: (lambda x: x)()); attempt(lambda: five_()) 
class C:
    def m(self, x): return x
    def __init__(self, a): self.a = a
    @staticmethod
    def s(x): return x
    @classmethod
    def c(cls, x): return x
attempt(lambda: C()); attempt(lambda: C(1, 2)); attempt(lambda: C(1).m()); attempt(lambda: C.m(1))
attempt(lambda: C.s()); attempt(lambda: C.c()); attempt(lambda: C(b=1)); attempt(lambda: C(1)(2))
def five(a, b, c, d, e): pass
attempt(lambda: five()); attempt(lambda: five(1, 2, 3)); attempt(lambda: five(1, 2, 3, 4))
def kwonly(*, a, b, c): pass
attempt(lambda: kwonly()); attempt(lambda: kwonly(a=1)); attempt(lambda: kwonly(a=1, b=2))
attempt(lambda: len()); attempt(lambda: len(1, 2)); attempt(lambda: len(obj=1)); attempt(lambda: [].append())
attempt(lambda: int(1, 2, 3)); attempt(lambda: print(1, foo=2)); attempt(lambda: sorted()); attempt(lambda: isinstance(1))
attempt(lambda: 'a'.split(1, 2, 3)); attempt(lambda: {}.get()); attempt(lambda: abs()); attempt(lambda: range())
class Meta(type):
    def __call__(cls, *a): return a
class M(metaclass=Meta): pass
print(M(1, 2))
class Callable:
    def __call__(self, *args, **kw): return args, kw
print(Callable()(1, x=2), Callable()(*'ab', **{'k': 1}))
class Keys:
    def keys(self): return ['p', 'q']
    def __getitem__(self, k): return k * 2
print(fv(1, **Keys()))
def order(log=[]):
    def e(x): log.append(x); return x
    fv(e(1), *[e(2)], e(3), k=e(4), **{'m': e(5)}, n=e(6))
    return log
print(order())
