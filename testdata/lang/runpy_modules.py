"""runpy: run_module and run_path, packages with __main__, what __main__ sees."""
import os, runpy, sys, tempfile
d = tempfile.mkdtemp()
def write(name, text=""):
    path = os.path.join(d, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)
write("mod.py", "import sys\nprint(__name__, __package__, __spec__ and __spec__.name, sys.argv[0].endswith('mod.py'))\nx = given if 'given' in globals() else 1\n")
write("pack/__init__.py", "print('pack init', __name__)\n")
write("pack/__main__.py", "from . import inner\nprint('main of', __package__, __name__)\n")
write("pack/inner.py", "print('inner', __name__)\n")
write("folder/__main__.py", "print('folder', __name__, __package__)\ny = 2\n")
sys.path.insert(0, d)
r = runpy.run_module("mod")
print(r["x"], r["__name__"], "mod" in sys.modules)
r = runpy.run_module("mod", run_name="renamed", init_globals={"given": 5}, alter_sys=True)
print(r["x"], r["__name__"])
runpy.run_module("pack", run_name="__main__")
print(runpy.run_path(os.path.join(d, "folder"))["y"])
r = runpy.run_path(os.path.join(d, "mod.py"), run_name="as_path")
print(r["x"], r["__name__"])
for name in ("nothing", "mod.nothing", "sys", "folder"):
    try:
        runpy.run_module(name)
    except ImportError as e:
        print(e)
