# What module site puts among the builtins: exit, quit, help, copyright, credits, license.
import _sitebuiltins
import builtins
import sys
import types

stdin = sys.stdin
for name in ("exit", "quit", "help", "copyright", "credits", "license"):
    o = getattr(builtins, name)
    print(name, type(o), name in dir(builtins), callable(o), sorted(vars(o))[:2])
print(repr(exit), repr(quit), str(help))
print(exit.name, quit.eof, vars(quit))
print(isinstance(exit, _sitebuiltins.Quitter), isinstance(help, _sitebuiltins._Helper),
      isinstance(license, _sitebuiltins._Printer))


def stops(f, *args, **kwargs):
    try:
        f(*args, **kwargs)
    except SystemExit as e:
        return e.code, e.args


class Input:
    closed = 0

    def close(self):
        Input.closed += 1
        raise OSError("closed twice")


sys.stdin = Input()
print(stops(exit), stops(quit, 3), stops(exit, "bye"), stops(quit, code=None), Input.closed)
del sys.stdin
print(stops(exit, 4))
sys.stdin = stdin
q = _sitebuiltins.Quitter("leave", eof="Ctrl-X")
print(q, q.__class__.__name__)
q.name = 5
print(q)
p = _sitebuiltins._Printer("notes", "\n".join(f"line {i}" for i in range(3)))
print(p)
p()
p = _sitebuiltins._Printer("notes", "\n".join(f"line {i}" for i in range(50)))
print(p, p.MAXLINES)
answers = ["?", "", "q"]
builtins.input = lambda prompt: print(prompt) or answers.pop(0)
p()
print(answers, vars(p)["_Printer__linecnt"])
p = _sitebuiltins._Printer("n", "t", ["a", "b"], ["x", "/y"])
print(vars(p)["_Printer__filenames"], p)
p = _sitebuiltins._Printer("n", "text\n", files=("missing", "site_builtins.py"), dirs=("nowhere", "."))
print(p)


class Stay(_sitebuiltins.Quitter):
    def __call__(self):
        return "stays"


print(Stay("a", "b")(), Stay("a", "b"))
sys.modules["pydoc"] = types.SimpleNamespace(help=lambda *args, **kwds: (args, kwds))
print(help(), help(1, 2, k=3))
exit = 5
print(exit, "exit" in globals())
del exit
print(exit)
del builtins.exit
try:
    exit
except NameError as e:
    print(e)
