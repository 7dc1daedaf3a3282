"""What import says when it fails."""
import os, sys, tempfile, traceback
d = tempfile.mkdtemp()
def write(name, text=""):
    path = os.path.join(d, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w") as f:
        f.write(text)
write("p/__init__.py")
write("p/raises.py", "def f():\n    return 1 / 0\nf()\n")
write("p/broken.py", "x = (\n")
write("circ_a.py", "import circ_b\nx = 1\n")
write("circ_b.py", "from circ_a import x\n")
write("circ_c.py", "import circ_d\ny = 2\n")
write("circ_d.py", "import circ_c\ncirc_c.y\n")
write("plain.py", "y = 3\n")
write("badall.py", "__all__ = ['a', 5]\na = 1\n")
write("missing_all.py", "__all__ = ['nothing']\n")
sys.path.insert(0, d)
def attempt(text, **extra):
    try:
        exec(text, dict(extra))
        print(text, "works")
    except BaseException as e:
        attrs = [getattr(e, a, None) for a in ("name", "path")]
        print(text, "->", type(e).__name__, str(e).replace(d, "D"), [a and str(a).replace(d, "D") for a in attrs])
        return e
attempt("import nothing_here")
attempt("import nothing_here.sub")
attempt("import p.nothing")
attempt("import plain.sub")
attempt("from plain import z")
attempt("from p import nothing")
attempt("from p.nothing import x")
attempt("import p.broken")
attempt("from badall import *")
attempt("from missing_all import *")
e = attempt("import p.raises")
print([(f.filename.replace(d, "D"), f.lineno, f.name) for f in traceback.extract_tb(e.__traceback__)][1:])
print("p.raises" in sys.modules)
attempt("import circ_a")
attempt("import circ_c")
attempt("from . import x")
attempt("from .a import x", __package__="")
attempt("from .a import x", __package__="p")
attempt("from .... import x", __package__="p.q")
attempt("from . import x", __package__=5)
attempt("from . import x", __name__="nowhere")
attempt("import sys.path")
sys.modules["blocked"] = None
attempt("import blocked")
attempt("from blocked import x")
for args in (("",), (5,), ("sys", None, None, (), -1), ("plain", None, None, ("nope",))):
    try:
        print(__import__(*args).__name__)
    except Exception as e:
        print(type(e).__name__, e)
try:
    raise ImportError("msg", name="n", path="p")
except ImportError as e:
    print(e.msg, e.name, e.path, repr(e), e.args)
try:
    ImportError("x", bad=1)
except TypeError as e:
    print(e)
