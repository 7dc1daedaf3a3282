"""Finders and loaders of one's own; builtins.__import__ replaced; path hooks."""
import builtins, importlib, importlib.abc, importlib.machinery, importlib.util, sys, types
class Finder(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    sources = {"virtual": "x = 1\nprint('virtual runs', __name__)", "vpack": "print('vpack', __path__)", "vpack.inner": "y = 2"}
    def find_spec(self, name, path, target=None):
        if name in self.sources:
            print("find", name, path)
            return importlib.util.spec_from_loader(name, self, is_package=name == "vpack")
    def create_module(self, spec):
        return None
    def exec_module(self, module):
        exec(self.sources[module.__name__], module.__dict__)
finder = Finder()
sys.meta_path.insert(0, finder)
import virtual
print(virtual.x, virtual.__loader__ is finder, virtual.__spec__.name)
import vpack.inner
print(vpack.inner.y, vpack.__package__, vpack.inner.__package__)
sys.meta_path.remove(finder)
for name in ("virtual2", "vpack.other"):
    try:
        importlib.import_module(name)
    except ModuleNotFoundError as e:
        print(e, e.name)
original = builtins.__import__
def chatty(name, globals=None, locals=None, fromlist=(), level=0):
    print("__import__", name, fromlist, level, globals is not None)
    return original(name, globals, locals, fromlist, level)
builtins.__import__ = chatty
import math
from math import pi, e
import os.path as p
builtins.__import__ = original
print(pi > e, p.__name__)
class Replace(importlib.abc.Loader):
    def create_module(self, spec):
        m = types.ModuleType(spec.name)
        m.made = "by loader"
        return m
    def exec_module(self, module):
        sys.modules[module.__name__] = types.SimpleNamespace(replaced=True)
class ReplaceFinder:
    @classmethod
    def find_spec(cls, name, path, target=None):
        return importlib.machinery.ModuleSpec(name, Replace()) if name == "swap" else None
sys.meta_path.append(ReplaceFinder)
import swap
print(swap.replaced)
class PathEntry:
    def __init__(self, path):
        if not path.startswith("magic:"):
            raise ImportError
        self.path = path
    def find_spec(self, name, target=None):
        if name == "conjured":
            return importlib.util.spec_from_loader(name, finder)
finder.sources["conjured"] = "z = 'from a path hook'"
sys.path_hooks.insert(0, PathEntry)
sys.path.append("magic:1")
import conjured
print(conjured.z, type(sys.path_importer_cache["magic:1"]).__name__)
spec = importlib.util.find_spec("json")
print(spec.name, spec.parent, importlib.util.find_spec("no_such_thing"))
print(importlib.util.find_spec("math").loader is not None, importlib.util.find_spec("sys").origin)
m = importlib.util.module_from_spec(spec)
print(m.__name__, hasattr(m, "loads"))
lazy = importlib.util.LazyLoader
print([type(f).__name__ if not isinstance(f, type) else f.__name__ for f in sys.meta_path if "Distutils" not in repr(f)])
print(importlib.util.resolve_name(".x", "a.b"), importlib.machinery.SOURCE_SUFFIXES, importlib.machinery.BYTECODE_SUFFIXES)
try:
    importlib.import_module(".x")
except TypeError as e:
    print(e)
