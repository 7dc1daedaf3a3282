# What inspect says of functions and classes.
import inspect


def f(a, /, b: int, c="x", *args: str, d, e: "float" = 2.0, **kw) -> bool:
    "Doc of f.\n\n    more"


class C:
    def method(self, x, y=1): ...

    @classmethod
    def make(cls, z): ...

    @staticmethod
    def plain(q): ...

    @property
    def prop(self): "prop doc"

    def __call__(self, n): ...


for thing in (f, C.method, C().method, C.make, C.plain, C(), C, lambda *, k: k):
    print(inspect.signature(thing))
sig = inspect.signature(f)
print([(p.name, p.kind.name, p.default is p.empty, p.annotation is p.empty) for p in sig.parameters.values()])
bound = sig.bind(1, 2, 3, 4, 5, d=6, z=7)
bound.apply_defaults()
print(bound.arguments, bound.args, bound.kwargs)
for args, kwargs in (((), {}), ((1, 2), {}), ((1, 2), {"d": 1, "a": 5})):
    try:
        print(sig.bind(*args, **kwargs))
    except TypeError as e:
        print(e)
print(inspect.getdoc(f), inspect.isfunction(f), inspect.ismethod(C().method), inspect.isclass(C), inspect.isgeneratorfunction(f))
print(inspect.getfullargspec(f))
print([n for n, _ in inspect.getmembers(C) if not n.startswith("_")], inspect.getmro(bool))
print([(a.name, a.kind) for a in inspect.classify_class_attrs(C) if not a.name.startswith("_")])


def gen():
    x = 5
    yield x


g = gen()
print(inspect.getgeneratorstate(g), next(g), inspect.getgeneratorlocals(g), inspect.getgeneratorstate(g))
g.close()
print(inspect.getgeneratorstate(g))


print(inspect.currentframe().f_code.co_name, inspect.stack()[0].function)
print(inspect.cleandoc("  a\n    b\n    c"), inspect.unwrap(f) is f)
