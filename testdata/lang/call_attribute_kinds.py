# __call__ and other special methods that are no functions: classes, partials, wrappers.
class Meta(type):
    __call__ = dict
class M(metaclass=Meta): pass
class D:
    __call__ = dict
    __len__ = int
    __add__ = list
    __getitem__ = list
    __hash__ = int
    __bool__ = bool
    __iter__ = "x"
    __contains__ = set
print(D()(a=1))
for f in (lambda: len(D()), lambda: D()+(1,2), lambda: D()["ab"], lambda: hash(D()), lambda: bool(D()), lambda: iter(D()), lambda: "a" in D()):
    try: print(f())
    except Exception as e: print(type(e), e)
print(M(a=1))
import functools
class P:
    __call__ = functools.partial(print, "part")
    __add__ = functools.partial(print, "add")
    __len__ = staticmethod(lambda: 3)
    __getitem__ = classmethod(lambda c, i: (c.__name__, i))
P()(3); P()+4; print(len(P()), P()[5])
class Q:
    __call__ = functools.partial(print, "class")
q = Q(); q.__call__ = lambda: print("instance"); q()
class R:
    __call__ = len
print(R()("abc"))
class S:
    __call__ = property(lambda self: lambda *a: ("prop", a))
    def __getattr__(self, name): return print("no", name)
print(S()(1))
class T:
    @classmethod
    def __call__(cls, *a, **k): return cls.__name__, a, k
print(T()(1, z=2))
class U:
    __call__ = None
try: U()()
except TypeError as e: print(e)
class V: pass
V.__call__ = V()
try: V()()
except RecursionError as e: print("RecursionError")
from typing import TypedDict
class Movie(TypedDict, total=False):
    title: str
print(Movie(title="t"))
