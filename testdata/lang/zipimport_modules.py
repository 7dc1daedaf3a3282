"""Modules in zip files on sys.path, data beside them, pkgutil over them."""
import os, pkgutil, sys, tempfile, zipfile, zipimport
d = tempfile.mkdtemp()
path = os.path.join(d, "code.zip")
with zipfile.ZipFile(path, "w") as z:
    z.writestr("zmod.py", "x = 'from zip'\ndef f():\n    raise ValueError(x)\n")
    z.writestr("zpack/__init__.py", "print('zpack', __name__, len(__path__))\n")
    z.writestr("zpack/inner.py", "from . import __name__ as parent\nprint('inner of', parent)\n")
    z.writestr("zpack/data.txt", "some data")
sys.path.insert(0, path)
import zmod, zpack.inner
print(zmod.x, zmod.__file__.replace(d, "D"), type(zmod.__loader__).__name__)
print(zmod.__loader__.get_source("zmod").splitlines()[0], zpack.__loader__.is_package("zpack"))
print(pkgutil.get_data("zpack", "data.txt"))
print([m.name for m in pkgutil.iter_modules(zpack.__path__)])
try:
    zmod.f()
except ValueError as e:
    print(e)
z = zipimport.zipimporter(path)
print(z.find_spec("nothing"), z.get_filename("zmod").replace(d, "D"), z.archive == path, repr(z.prefix))
for call in (lambda: zipimport.zipimporter(d), lambda: z.get_code("nothing"), lambda: z.get_data("nothing")):
    try:
        call()
    except (ImportError, OSError) as e:
        print(type(e).__name__, str(e).replace(d, "D"))
