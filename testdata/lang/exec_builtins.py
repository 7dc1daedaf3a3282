# What code sees as builtins: the __builtins__ of its globals, whatever that is.
import builtins
import types


def show(source, given, mode="exec"):
    names = {"__builtins__": given, "out": []}
    try:
        if mode == "exec":
            exec(source, names)
            print(mode, repr(source), "->", names["out"])
        else:
            print(mode, repr(source), "->", eval(source, names))
    except BaseException as error:
        print(mode, repr(source), "->", type(error).__name__, error)


def my_import(name, globals=None, locals=None, fromlist=(), level=0):
    return types.SimpleNamespace(name="my " + name, given=(fromlist, level), part="a part")


class Chained:
    """A mapping, no dict."""

    def __init__(self, names):
        self.names = names

    def __getitem__(self, name):
        return self.names[name]


class Asked(dict):
    def __missing__(self, name):
        return "made for " + name


module = types.ModuleType("m")
module.len = lambda x: "my len"

for given in (None, 3, [], {}, {"len": lambda x: "short"}, module, builtins,
              Chained({"len": lambda x: "chained", "__build_class__": __build_class__,
                       "__name__": "n"}),
              Asked()):
    print("---", type(given).__name__)
    show("len('abc')", given, "eval")
    show("1 + 2", given, "eval")
    show("open", given, "eval") if given is not builtins else None
    show("out.append(len.__class__)", given if given is not builtins else {})
    show("class A:\n x = 1\nout.append(A.x)", given)
    show("def f():\n return len('ab')\nout.append(f())", given)
    show("[len(x) for x in ('a', 'b')]", given, "eval")

print("--- import")
show("import os", {})
show("from os import path", {})
show("import os", module)
show("import os\nout += [os.name, os.given]", {"__import__": my_import})
show("from os import part as p\nfrom .x import part\nout.append(p)", {"__import__": my_import})
show("import math\nout.append(math.floor(2.5))", {"__import__": __import__})
show("def f():\n import math\n return math.name\nout.append(f())", {"__import__": my_import})

print("--- inherited")
inner = {}
exec("exec('names = {}; exec(\"pass\", names)')", {"__builtins__": {"exec": exec}}, inner)
print(sorted(inner["names"]["__builtins__"]))
print((lambda: 0).__builtins__ is builtins.__dict__)
function = eval("lambda: 0", {"__builtins__": {"a": 1}})
print(function.__builtins__)
function = types.FunctionType((lambda: len("abc")).__code__, {"__builtins__": {"len": str}})
print(function(), function.__builtins__)
