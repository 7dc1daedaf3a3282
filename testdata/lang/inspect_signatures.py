# inspect.signature and what it is made of.
import functools
import inspect


def outcome(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


def f(a, b: int = 1, /, c=2, *args: "x", d, e=3, **kw) -> str:
    pass


async def co(x): ...
def gen(y=1): yield


class C:
    "doc"

    def __init__(self, x, *, y=1):
        self.x = x

    def method(self, a, b=2): ...

    @classmethod
    def make(cls, *args): ...

    @staticmethod
    def static(q): ...

    @property
    def prop(self): ...

    def __call__(self, z): ...


class New:
    def __new__(cls, a, b): ...


class Meta(type):
    def __call__(cls, k): ...


class WithMeta(metaclass=Meta): ...
class Plain: ...


c = C(1)
for thing in (f, co, gen, C, c, c.method, C.method, C.make, C.static, New, WithMeta, Plain,
              lambda *, a: 0, functools.partial(f, 1, d=5), functools.partial(c.method, b=3)):
    print(getattr(thing, "__name__", type(thing).__name__), outcome(inspect.signature, thing))
for builtin in len, sorted, dict.get, "".split, isinstance, int.from_bytes, object, print:
    print(builtin.__name__, outcome(inspect.signature, builtin))

signature = inspect.signature(f)
for name, parameter in signature.parameters.items():
    print(name, parameter.kind.name, parameter.default is parameter.empty, parameter.annotation)
bound = signature.bind(1, 2, 3, 4, 5, d=6, z=7)
print(bound.args, bound.kwargs, dict(bound.arguments))
bound = signature.bind_partial(1)
bound.apply_defaults()
print(bound.arguments)
for args, kwargs in [((), {}), ((1,), {}), ((1,), {"d": 1, "a": 2})]:
    print(outcome(signature.bind, *args, **kwargs))
print(signature.replace(parameters=[], return_annotation=inspect.Signature.empty))
print(signature == inspect.signature(f), hash(signature) == hash(inspect.signature(f)))
print(inspect.getfullargspec(f))
print(inspect.isfunction(f), inspect.ismethod(c.method), inspect.iscoroutinefunction(co),
      inspect.isgeneratorfunction(gen), inspect.isbuiltin(len), inspect.isroutine(dict.get),
      inspect.isdatadescriptor(C.prop), inspect.isclass(C))
print([name for name, _ in inspect.getmembers(C, inspect.isfunction)])
print([(a.name, a.kind, a.defining_class.__name__) for a in inspect.classify_class_attrs(C)
       if a.name in ("make", "static", "prop", "method", "__doc__")])
print(inspect.getattr_static(c, "prop") is C.__dict__["prop"])


@functools.wraps(f)
def wrapped(*args, **kwargs): ...


print(inspect.signature(wrapped), inspect.signature(wrapped, follow_wrapped=False))
print(inspect.unwrap(wrapped) is f, inspect.getdoc(C), inspect.cleandoc("  a\n    b\n   c"))
