"""A module's own methods, bound to it; what classes say about arguments of __init__."""
import io
import math
import struct
import sys
import types

m = types.ModuleType("made", "doc")
print(m.__repr__(), m.__str__(), str(m))
m.__setattr__("x", 3)
print(m.x, m.__getattribute__("x"), "x" in m.__dir__(), m.__eq__(m), m.__ne__(m))
m.__delattr__("x")
print(hasattr(m, "x"), m.__hash__() == hash(m), m.__format__("") == str(m))
print(m.__init__("other"), m.__name__, m.__doc__)
bound = math.__getattribute__
print(bound("pi") == math.pi, [f("e") == math.e for f in (bound, bound)])
for _ in range(3):
    print(sys.__dir__() == dir(sys) or sorted(sys.__dir__()) == dir(sys), m.__reduce_ex__ is None)


class Sub(types.ModuleType):
    def __repr__(self):
        return "sub " + super().__repr__()


print(Sub("s"), Sub("s").__sizeof__() > 0)


def attempt(source):
    try:
        print(source, "->", eval(source))
    except TypeError as error:
        print(source, "!!", error)


b = io.BytesIO()
for source in (
    "io.BufferedReader(b, 1, 2, 3)", "io.BufferedReader()", "io.BufferedReader(b, foo=1)",
    "io.BufferedRWPair()", "io.BufferedRWPair(b, b, 1, 2)", "io.BufferedRWPair(a=1)",
    "io.BytesIO(1, 2)", "io.BytesIO(a=1)", "io.StringIO(1, 2, 3)", "io.TextIOWrapper()",
    "io.TextIOWrapper(b, a=1)", "io.TextIOWrapper(b, buffer=b)", "io.FileIO()",
    "io.FileIO(1, 2, 3, 4, 5, 6)", "struct.Struct()", "struct.Struct(1, 2)",
    "types.ModuleType()", "types.ModuleType(1, 2, 3)", "types.ModuleType('a').__init__()",
    "b.__init__(1, 2)", "io.IncrementalNewlineDecoder()", "m.__repr__(1)", "m.__setattr__()",
    "m.__init__(a=1)",
):
    attempt(source)

# What a module's repr says of where it came from.
import importlib.machinery

m = types.ModuleType("a")
print(m)
m.__file__ = "x"
print(m)
del m.__file__
m.__loader__ = 5
print(m)
m.__loader__ = None
for spec in (
    importlib.machinery.ModuleSpec("n", None), importlib.machinery.ModuleSpec("n", 5),
    importlib.machinery.ModuleSpec("n", None, origin="o"),
    types.SimpleNamespace(name=None, origin=None, loader=None),
):
    m.__spec__ = spec
    print(m)
spec = importlib.machinery.ModuleSpec("n", 3, origin="o")
spec.has_location = True
m.__spec__ = spec
print(m)
m.__spec__ = None
m.__name__ = "b"
print(m)
del m.__name__
print(m, sys)
