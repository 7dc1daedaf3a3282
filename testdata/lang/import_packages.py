"""Packages in folders: relative imports, __all__, namespace packages, attributes of modules."""
import os, sys, tempfile, importlib
d = tempfile.mkdtemp()
def write(name, text=""):
    path = os.path.join(d, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)
write("pack/__init__.py", "print('init', __name__, __package__, len(__path__))\nfrom . import one\nfrom .one import x as y\n__all__ = ['one', 'three']\n")
write("pack/one.py", "print('one', __name__, __package__)\nx = 1\nfrom . import two\n")
write("pack/two.py", "print('two'); from .one import x; from . import one as o; print(o.x)\n")
write("pack/three.py", "print('three')\nfrom .sub import deep\n")
write("pack/sub/__init__.py", "from .. import one\nprint('sub', one.x, __package__)\n")
write("pack/sub/deep.py", "from ..two import x\nfrom .. import sub\nfrom . import __name__ as here\nprint('deep', x, sub.__name__, __name__, here)\n")
write("space/part/a.py", "print('a in', __name__, __package__); v = 5\n")
write("single.py", "'a doc string'\nprint('single', __name__, __doc__, __spec__.name, __file__.endswith('single.py'), __loader__ is __spec__.loader)\n")
sys.path.insert(0, d)
import pack.sub.deep
print(pack.y, pack.sub.deep.x, sorted(n for n in vars(pack) if not n.startswith("__")))
import single, single as again
print(single is again, single.__cached__ is not None)
from pack import *
print(three.__name__, "two" in globals())
import space.part.a as a
print(a.v, type(space.__path__).__name__ if "space" in globals() else "not bound", sys.modules["space"].__file__ if hasattr(sys.modules["space"], "__file__") else "no file", sys.modules["space"].__spec__.origin)
print(repr(sys.modules["space.part"]).split(" from")[0][:20], list(sys.modules["space"].__path__) == [os.path.join(d, "space")])
m = importlib.import_module(".two", "pack")
print(m is pack.two, importlib.import_module("pack.one").x)
print(repr(single).replace(d, "D"), repr(sys.modules["pack"]).replace(d, "D"), sys, repr(sys.modules["builtins"]))
s = pack.__spec__
print(s.name, s.parent, s.has_location, s.origin.replace(d, "D"), [p.replace(d, "D") for p in s.submodule_search_locations])
print(os.path.basename(single.__cached__).split(".")[0], os.path.isdir(os.path.join(d, "pack")))
write("single.py", "print('single changed'); new = 1\n")
os.utime(os.path.join(d, "single.py"), (1, 1))
print(importlib.reload(single).new)
del sys.modules["pack.two"]
from pack import two
print(two is m)
importlib.invalidate_caches()
write("late.py", "x = 'late'")
importlib.invalidate_caches()
import late
print(late.x)
def local():
    from pack.one import x as z
    import pack.sub
    return z, pack.sub.__name__
print(local())
