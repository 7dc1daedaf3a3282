# exec and eval in dicts that have a __getitem__ of their own, as globals and as builtins.
class Refuses(dict):
    def __getitem__(self, key):
        raise LookupError("no " + key)


class Doubles(dict):
    def __missing__(self, key):
        if key == "print":
            raise KeyError(key)
        return key * 2


class Notes(dict):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.log = []

    def __getitem__(self, key):
        self.log.append("get " + key)
        return super().__getitem__(key)

    def __setitem__(self, key, value):
        self.log.append("set " + key)
        super().__setitem__(key, value)

    def __delitem__(self, key):
        self.log.append("del " + key)
        super().__delitem__(key)


def attempt(run, *args):
    try:
        print("gives", run(*args))
    except Exception as e:
        print(type(e).__name__, e)


code = compile("globalname", "test", "exec")
for text in (code, "globalname"):
    attempt(exec, text, Refuses(globalname=1))
    attempt(exec, text, {"__builtins__": Refuses(globalname=1)})
    attempt(exec, text, {"__builtins__": Doubles()})
    attempt(exec, text, Doubles(), {})
attempt(exec, "print(zz)", Doubles())
attempt(exec, "def f(): return zz\nprint(f(), [zz for _ in 'ab'])", Doubles())
attempt(exec, "def f(): return zz\nprint(f())", {"__builtins__": Refuses(zz=1)})
attempt(exec, "def f(): return zz\nf()", {"__builtins__": Doubles()})
attempt(eval, "a + b", Doubles(c=1))
attempt(eval, "[a for _ in '1']", Doubles(a=1))
attempt(eval, "(lambda: q)()", Doubles())
notes = Notes(start=1)
exec("x = start\ny = x + 1\ndel x\ndef f():\n    global g\n    g = y\n    return g\nr = f()", notes)
print(notes.log, sorted(k for k in notes if k[0] != "_"), notes["g"])
for i in range(3):
    exec("total = total + i if i else 0", notes, {"i": i, "total": 10})
notes.log.clear()
exec("for i in range(50): last = i", notes)
print(len(notes.log), notes.log[:3], notes["last"])
