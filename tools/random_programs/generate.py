"""Random Python programs, the same for the same seed.

Each is a function body that prints what it computes. They are made of what programs
are made of (loops over numbers, objects, containers, strings, exceptions, closures,
generators), with operands that often fit and sometimes do not, so that errors and
their messages are compared as well. Every loop and recursion ends, and nothing
depends on addresses or on the order of sets of strings.

  generate.py SEED            prints one program
"""

import random
import sys

# What each batch begins with: helpers that keep values small and printable.
PRELUDE = '''\
def small(v):
    """v, cut down when it is large, so that loops cannot blow it up."""
    if isinstance(v, int) and not isinstance(v, bool):
        return v if -(1 << 200) < v < (1 << 200) else v % 1000003
    if isinstance(v, (str, bytes, list, tuple)):
        return v if len(v) <= 40 else v[:7]
    if isinstance(v, float):
        return v if -1e150 < v < 1e150 or v != v else 0.5
    return v


def show(v, depth=0):
    """repr(v) without what depends on the engine."""
    if depth > 3:
        return "..."
    if isinstance(v, (set, frozenset)):
        return type(v).__name__ + "{" + ", ".join(sorted(show(x, depth + 1) for x in v)) + "}"
    if type(v) in (list, tuple):
        inner = ", ".join(show(x, depth + 1) for x in v)
        return "[" + inner + "]" if type(v) is list else "(" + inner + ")"
    if type(v) is dict:
        return "{" + ", ".join(show(k, depth + 1) + ": " + show(x, depth + 1)
                               for k, x in v.items()) + "}"
    if v is None or isinstance(v, (int, float, str, bytes, complex, range, slice)):
        return repr(v)
    if isinstance(v, BaseException):
        return type(v).__name__ + ": " + str(v)
    if hasattr(v, "__dict__") and not isinstance(v, type) and not callable(v):
        return type(v).__name__ + show(dict(sorted(v.__dict__.items())), depth + 1)
    return "<" + type(v).__name__ + ">"


def ints(v):
    """The ints of v: sets of others are in no order that engines agree on."""
    return {x for x in v if type(x) is int}


def run_program(name, program):
    try:
        program()
    except RecursionError:
        print(name, "RecursionError")
    except Exception as e:
        print(name, "ended by", type(e).__name__, e)
    else:
        print(name, "done")
'''

INTS = ["0", "1", "2", "3", "-1", "-7", "5", "10", "63", "64", "255", "1000", "-1000",
        "2 ** 31", "2 ** 62", "-(2 ** 62)", "2 ** 62 - 1", "2 ** 63", "2 ** 64 + 1", "10 ** 25",
        "-(10 ** 20)"]
FLOATS = ["0.0", "-0.0", "1.0", "0.5", "-2.5", "3.25", "1e10", "1e-7", "1e308", "float('inf')",
          "float('nan')", "7.0", "2.0 ** 53", "0.1"]
STRS = ["''", "'a'", "'abc'", "'xyz'", "'Hello, World'", "'12'", "' pad '", "('ab' * 3)", "'\\u00e9t\\u00e9'",
        "'\\u4e2d\\u6587'", "'\\U0001f600!'", "'a,b,c'", "'%s=%d'", "'{}-{}'", "'line\\nline'"]
BYTES = ["b''", "b'abc'", "b'\\x00\\xff'", "b'12'"]
ATTRIBUTES = ["x", "y", "total", "name", "items"]
EXCEPTIONS = ["ValueError", "KeyError", "IndexError", "TypeError", "ZeroDivisionError",
              "AttributeError", "Exception", "ArithmeticError", "LookupError"]


class Generator:
    def __init__(self, seed):
        self.random = random.Random(seed)
        self.lines = []
        self.indent = 1
        self.kinds = {}  # variable -> kind that it probably has
        self.counter = 0
        self.functions = []  # (name, parameter kinds, has_default, has_star)
        self.classes = []  # (name, attributes, methods)
        self.generators = []
        self.in_loop = 0
        self.in_function = 0
        self.budget = 0

    # --- Helpers ---

    def chance(self, p):
        return self.random.random() < p

    def pick(self, items):
        return items[self.random.randrange(len(items))]

    def new(self, prefix="v"):
        self.counter += 1
        return f"{prefix}{self.counter}"

    def emit(self, text):
        self.lines.append("    " * self.indent + text)

    def kind(self):
        return self.pick(["int", "int", "int", "float", "str", "list", "dict", "tuple", "bool",
                          "set", "object", "none", "bytes"])

    def variable(self, kind=None):
        if kind is None:
            names = list(self.kinds)
        else:
            names = [n for n, k in self.kinds.items() if k == kind]
        return self.pick(names) if names else None

    # --- Expressions, by kind ---

    def expression(self, kind=None, depth=0):
        kind = kind or self.kind()
        if self.chance(0.05):
            kind = self.kind()  # one that does not fit
        if depth > 2 or self.chance(0.35):
            return self.atom(kind)
        return getattr(self, "make_" + kind)(depth + 1)

    def atom(self, kind):
        if self.chance(0.7):
            name = self.variable(kind)
            if name is not None:
                return name
        if kind == "int":
            number = self.pick(INTS) if self.chance(0.4) else self.random.randrange(-20, 100)
            return f"({number})"
        if kind == "float":
            return self.pick(FLOATS)
        if kind == "str":
            return self.pick(STRS)
        if kind == "bytes":
            return self.pick(BYTES)
        if kind == "bool":
            return self.pick(["True", "False"])
        if kind == "none":
            return "None"
        if kind == "object":
            return self.make_object(3)
        return {"list": "[1, 2, 3]", "dict": "{'a': 1, 'b': 2}", "tuple": "(1, 'x', 2.5)",
                "set": "{1, 2, 3}"}[kind]

    def make_none(self, depth):
        return "None"

    def make_int(self, depth):
        e = self.expression
        choice = self.random.randrange(20)
        if choice < 7:
            op = self.pick(["+", "-", "*", "//", "%", "&", "|", "^", "+", "-"])
            return f"small({e('int', depth)} {op} {e('int', depth)})"
        if choice == 7:
            return f"({e('int', depth)} << {self.random.randrange(70)})"
        if choice == 8:
            return f"({e('int', depth)} >> {self.random.randrange(70)})"
        if choice == 9:
            return f"small({e('int', depth)} ** {self.random.randrange(5)})"
        if choice == 10:
            return f"len({e(self.pick(['str', 'list', 'dict', 'tuple', 'set', 'bytes']), depth)})"
        if choice == 11:
            return f"({self.pick(['-', '~', '+'])}{e('int', depth)})"
        if choice == 12:
            return f"int({e(self.pick(['float', 'str', 'bool', 'int']), depth)})"
        if choice == 13:
            return f"sum({e('list', depth)})"
        if choice == 14:
            return f"{self.pick(['min', 'max'])}({e('int', depth)}, {e('int', depth)})"
        if choice == 15:
            return f"({e('int', depth)} if {e('bool', depth)} else {e('int', depth)})"
        if choice == 16:
            return f"{e('list', depth)}[{self.index()}]"
        if choice == 17:
            return f"{e('str', depth)}.{self.pick(['count', 'find', 'index'])}({e('str', depth)})"
        if choice == 18:
            return f"abs({e('int', depth)})"
        return f"{e('dict', depth)}.get({e('str', depth)}, {e('int', depth)})"

    def make_float(self, depth):
        e = self.expression
        choice = self.random.randrange(9)
        if choice < 4:
            a, b = self.pick([("float", "float"), ("float", "int"), ("int", "float")])
            op = self.pick(["+", "-", "*", "/", "//", "%"])
            return f"small({e(a, depth)} {op} {e(b, depth)})"
        if choice == 4:
            return f"({e('int', depth)} / {e('int', depth)})"
        if choice == 5:
            return f"float({e(self.pick(['int', 'bool', 'float']), depth)})"
        if choice == 6:
            return f"round({e('float', depth)}, {self.random.randrange(4)})"
        if choice == 7:
            return f"abs({e('float', depth)})"
        return f"(-{e('float', depth)})"

    def make_bool(self, depth):
        e = self.expression
        choice = self.random.randrange(9)
        if choice < 4:
            kind = self.pick(["int", "int", "float", "str", "list", "tuple"])
            op = self.pick(["<", "<=", ">", ">=", "==", "!="])
            return f"({e(kind, depth)} {op} {e(kind, depth)})"
        if choice == 4:
            return f"({e('bool', depth)} {self.pick(['and', 'or'])} {e('bool', depth)})"
        if choice == 5:
            return f"(not {e(None, depth)})"
        if choice == 6:
            return f"({e('int', depth)} {self.pick(['in', 'not in'])} {e(self.pick(['list', 'tuple', 'set']), depth)})"
        if choice == 7:
            return f"isinstance({e(None, depth)}, {self.pick(['int', 'str', '(int, float)', 'list', 'bool'])})"
        return f"({e('int', depth)} < {e('int', depth)} <= {e('int', depth)})"

    def make_str(self, depth):
        e = self.expression
        choice = self.random.randrange(14)
        if choice < 3:
            return f"small({e('str', depth)} + {e('str', depth)})"
        if choice == 3:
            return f"str({e(self.pick(['int', 'float', 'bool', 'str', 'none']), depth)})"
        if choice == 4:
            return f"small({e('str', depth)} * {self.random.randrange(4)})"
        if choice == 5:
            method = self.pick(["upper", "lower", "strip", "title", "swapcase", "capitalize", "casefold"])
            return f"{e('str', depth)}.{method}()"
        if choice == 6:
            return f"{e('str', depth)}[{self.slice()}]"
        if choice == 7:
            return f"{e('str', depth)}[{self.index()}]"
        if choice == 8:
            spec = self.pick(["", "!r", ":>8", ":<6", ":^7", "!s:.3"])
            return "f'{" + self.variable_or("int") + spec + "}|{" + self.variable_or("str") + "}'"
        if choice == 9:
            return f"{self.pick(STRS[:3])}.join([str(i) for i in {e('list', depth)}])"
        if choice == 10:
            return f"small({e('str', depth)}.replace({e('str', depth)}, {e('str', depth)}))"
        if choice == 11:
            spec = self.pick(["%d", "%5.2f", "%x", "%s", "%r", "%05d", "%-6s|"])
            return f"('{spec}' % ({e(self.pick(['int', 'float', 'str']), depth)},))"
        if choice == 12:
            return f"repr({e(self.pick(['int', 'float', 'str', 'bytes', 'bool']), depth)})"
        return f"format({e('int', depth)}, {self.pick(STRS_SPECS)})"

    def make_bytes(self, depth):
        e = self.expression
        choice = self.random.randrange(4)
        if choice == 0:
            return f"{e('str', depth)}.encode()"
        if choice == 1:
            return f"small({e('bytes', depth)} + {e('bytes', depth)})"
        if choice == 2:
            return f"{e('bytes', depth)}[{self.slice()}]"
        return f"bytes([{self.random.randrange(256)}, {self.random.randrange(256)}])"

    def make_list(self, depth):
        e = self.expression
        choice = self.random.randrange(12)
        if choice < 3:
            kind = self.pick(["int", "int", "float", "str", None])
            return "[" + ", ".join(e(kind, depth) for _ in range(self.random.randrange(5))) + "]"
        if choice == 3:
            name = self.new("i")
            return f"[{self.inner('int', name, depth)} for {name} in range({self.random.randrange(9)})]"
        if choice == 4:
            name = self.new("i")
            return f"[{name} for {name} in {e('list', depth)} if {name} != {e('int', depth)}]"
        if choice == 5:
            return f"small({e('list', depth)} + {e('list', depth)})"
        if choice == 6:
            return f"{e('list', depth)}[{self.slice()}]"
        if choice == 7:
            key = self.pick(["", ", reverse=True", ", key=str", ", key=lambda q: (str(type(q)), str(q))"])
            return f"sorted({e('list', depth)}{key})"
        if choice == 8:
            return f"list({self.iterable(depth)})"
        if choice == 9:
            return f"{e('str', depth)}.split({self.pick(['', repr(','), repr('a')])})"
        if choice == 10:
            return f"small({e('list', depth)} * {self.random.randrange(3)})"
        return f"list(map({self.pick(['str', 'abs', 'lambda q: q', 'lambda q: q + 1', 'type'])}, {e('list', depth)}))[:5]"

    def make_tuple(self, depth):
        e = self.expression
        choice = self.random.randrange(4)
        if choice < 2:
            return "(" + "".join(e(None, depth) + ", " for _ in range(self.random.randrange(4))) + ")"
        if choice == 2:
            return f"tuple({e('list', depth)})"
        return f"divmod({e('int', depth)}, {e('int', depth)})"

    def make_dict(self, depth):
        e = self.expression
        choice = self.random.randrange(5)
        if choice < 2:
            kind = self.pick(["str", "int", None])
            return "{" + ", ".join(f"{e(kind, depth)}: {e(None, depth)}"
                                   for _ in range(self.random.randrange(4))) + "}"
        if choice == 2:
            name = self.new("k")
            return "{" + f"{name}: {name} * 2 for {name} in {e('list', depth)}" + "}"
        if choice == 3:
            return "{**" + e("dict", depth) + f", {e('str', depth)}: {e('int', depth)}" + "}"
        return f"dict(a={e('int', depth)}, b={e('str', depth)})"

    def make_set(self, depth):
        e = self.expression
        choice = self.random.randrange(3)
        if choice == 0:
            return "ints([" + ", ".join(e("int", depth) for _ in range(self.random.randrange(5))) + "])"
        if choice == 1:
            return f"ints({e('list', depth)})"
        return f"({e('set', depth)} {self.pick(['|', '&', '-', '^'])} {e('set', depth)})"

    def make_object(self, depth):
        if self.classes:
            name, attributes, _ = self.pick(self.classes)
            count = min(2, len(attributes))
            return f"{name}({', '.join(self.expression('int', 3) for _ in range(count))})"
        return "None"

    def inner(self, kind, name, depth):
        self.kinds[name] = "int"
        text = self.expression(kind, depth + 1)
        del self.kinds[name]
        return text if self.chance(0.5) else f"{name} + {text}"

    def variable_or(self, kind):
        return self.variable(kind) or {"int": "42", "str": "'s'"}[kind].replace("'", '"')

    def index(self):
        return self.variable("int") if self.chance(0.3) and self.variable("int") else \
            str(self.random.randrange(-3, 4))

    def slice(self):
        part = lambda: "" if self.chance(0.4) else str(self.random.randrange(-4, 6))
        return part() + ":" + part() + (":" + self.pick(["", "2", "-1", "-2", "1"]) if self.chance(0.3) else "")

    def iterable(self, depth):
        choice = self.random.randrange(9)
        e = self.expression
        if choice == 0:
            return f"range({self.random.randrange(12)})"
        if choice == 1:
            return f"range({self.random.randrange(-5, 5)}, {self.random.randrange(-9, 9)}, {self.pick(['1', '2', '-1', '-3'])})"
        if choice == 2:
            return f"enumerate({e('list', depth)})"
        if choice == 3:
            return f"zip({e('list', depth)}, {e('str', depth)})"
        if choice == 4:
            return f"{e('dict', depth)}.{self.pick(['items', 'keys', 'values'])}()"
        if choice == 5:
            return f"reversed({e(self.pick(['list', 'tuple', 'str']), depth)})"
        if choice == 6 and self.generators:
            return f"{self.pick(self.generators)}({self.random.randrange(8)})"
        return e(self.pick(["list", "tuple", "str", "list"]), depth)

    # --- Statements ---

    def block(self, count, depth):
        start = len(self.lines)
        self.indent += 1
        for _ in range(count):
            self.statement(depth)
        if len(self.lines) == start:
            self.emit("pass")
        self.indent -= 1

    def statement(self, depth=0):
        self.budget -= 1
        simple = [self.assign, self.assign, self.assign, self.augment, self.mutate, self.mutate,
                  self.output, self.call_function, self.attribute, self.item, self.unpack,
                  self.method_call, self.delete]
        compound = [self.if_statement, self.if_statement, self.for_loop, self.for_loop,
                    self.while_loop, self.try_statement, self.match_statement, self.with_statement,
                    self.closure]
        if depth < 3 and self.budget > 0 and self.chance(0.35):
            self.pick(compound)(depth + 1)
        else:
            self.pick(simple)()
        if self.in_loop and self.chance(0.05):
            self.emit(f"if {self.expression('bool', 1)}: {self.pick(['break', 'continue'])}")

    def assign(self):
        kind = self.kind()
        text = self.expression(kind)
        name = self.variable() if self.chance(0.4) else None
        name = name or self.new()
        if self.chance(0.05):
            self.emit(f"({name} := {text})")
        else:
            self.emit(f"{name} = {text}")
        self.kinds[name] = kind

    def augment(self):
        kind = self.pick(["int", "int", "float", "str", "list"])
        name = self.variable(kind)
        if name is None:
            return self.assign()
        op = {"int": ["+", "-", "*", "//", "%", "&", "|", "^"], "float": ["+", "-", "*", "/"],
              "str": ["+"], "list": ["+"]}[kind]
        self.emit(f"{name} {self.pick(op)}= {self.expression(kind, 1)}")
        if kind != "float" or self.in_loop:
            self.emit(f"{name} = small({name})")

    def mutate(self):
        choice = self.random.randrange(4)
        if choice < 2:
            name = self.variable("list")
            if name is None:
                return self.assign()
            action = self.pick([f"append({self.expression(None, 1)})", f"extend(small({self.expression('list', 1)}))",
                                "pop()", f"insert({self.index()}, {self.expression('int', 1)})", "reverse()",
                                "sort(key=str)", f"remove({self.expression('int', 1)})",
                                f"index({self.expression('int', 1)})", "copy()", "clear()"])
            self.emit(f"{name}.{action}")
            self.emit(f"del {name}[30:]")
        elif choice == 2:
            name = self.variable("dict")
            if name is None:
                return self.assign()
            self.emit(self.pick([f"{name}[{self.expression('str', 1)}] = {self.expression(None, 1)}",
                                 f"{name}.pop({self.expression('str', 1)}, None)",
                                 f"{name}.setdefault({self.expression('int', 1)}, []) ",
                                 f"{name}.update({self.expression('dict', 1)})"]))
            self.emit(f"if len({name}) > 30: {name}.clear()")
        else:
            name = self.variable("set")
            if name is None:
                return self.assign()
            self.emit(f"{name}.{self.pick(['add', 'discard', 'remove'])}({self.expression('int', 1)})")

    def output(self):
        name = self.variable()
        self.emit(f"print({name and f'show({name})' or repr('nothing')})")

    def call_function(self):
        if not self.functions:
            return self.assign()
        name, parameters = self.pick(self.functions)
        args = [self.expression(k, 1) for k in parameters]
        if self.chance(0.1) and args:
            args.pop()
        if self.chance(0.1):
            args.append(self.expression(None, 1))
        text = ", ".join(args)
        if self.chance(0.15):
            text = f"*{self.expression('list', 1)}"
        elif self.chance(0.15):
            text += (", " if text else "") + f"extra={self.expression('int', 1)}"
        target = self.new()
        self.emit(f"{target} = {name}({text})")
        self.kinds[target] = "int"

    def attribute(self):
        name = self.variable("object")
        if name is None:
            return self.assign()
        attribute = self.pick(ATTRIBUTES)
        if self.chance(0.6):
            self.emit(f"{name}.{attribute} = {self.expression(self.pick(['int', 'float', 'str', 'list']), 1)}")
        else:
            target = self.new()
            self.emit(f"{target} = {name}.{attribute}")
            self.kinds[target] = "int"

    def method_call(self):
        name = self.variable("object")
        if name is None or not self.classes:
            return self.assign()
        methods = [m for _, _, ms in self.classes for m in ms]
        target = self.new()
        self.emit(f"{target} = {name}.{self.pick(methods)}({self.expression('int', 1)})")
        self.kinds[target] = "int"

    def item(self):
        name = self.variable("list")
        if name is None:
            return self.assign()
        if self.chance(0.5):
            self.emit(f"{name}[{self.index()}] = {self.expression(None, 1)}")
        else:
            self.emit(f"{name}[{self.slice()}] = small({self.expression('list', 1)})")

    def unpack(self):
        a, b = self.new(), self.new()
        if self.chance(0.5):
            self.emit(f"{a}, {b} = {self.expression('int', 1)}, {self.expression('str', 1)}")
            self.kinds[a], self.kinds[b] = "int", "str"
        else:
            self.emit(f"{a}, *{b} = {self.expression('list', 1)}")
            self.kinds[a], self.kinds[b] = "int", "list"

    def delete(self):
        name = self.variable("dict")
        if name is None or not self.chance(0.5):
            return self.assign()
        self.emit(f"del {name}[{self.expression('str', 1)}]")

    def if_statement(self, depth):
        self.emit(f"if {self.expression('bool')}:")
        self.block(1 + self.random.randrange(3), depth)
        if self.chance(0.3):
            self.emit(f"elif {self.expression(None, 1)}:")
            self.block(1 + self.random.randrange(2), depth)
        if self.chance(0.4):
            self.emit("else:")
            self.block(1 + self.random.randrange(2), depth)

    def for_loop(self, depth):
        # Values that exist before the loop, so that its body finds them.
        name = self.new("i")
        if self.chance(0.6):
            iterable, kind = f"range({self.pick(['3', '5', '8', '20', '60'] if depth < 2 else ['2', '4', '6'])})", "int"
        else:
            iterable, kind = self.iterable(1), self.pick(["int", "str", "tuple"])
        self.emit(f"for {name} in {iterable}:")
        self.kinds[name] = kind
        self.in_loop += 1
        self.block(1 + self.random.randrange(4), depth)
        self.in_loop -= 1
        if self.chance(0.15):
            self.emit("else:")
            self.block(1, depth)

    def while_loop(self, depth):
        name = self.new("n")
        self.emit(f"{name} = 0")
        self.emit(f"while {name} < {self.pick(['3', '7', '25'] if depth < 2 else ['2', '4'])} and {self.expression('bool', 1) if self.chance(0.3) else 'True'}:")
        self.indent += 1
        self.emit(f"{name} += 1")
        self.indent -= 1
        self.in_loop += 1
        self.block(1 + self.random.randrange(3), depth)
        self.in_loop -= 1

    def try_statement(self, depth):
        loop = self.in_loop
        self.emit("try:")
        self.block(1 + self.random.randrange(3), depth)
        if self.chance(0.3):
            self.indent += 1
            self.emit(f"raise {self.pick(EXCEPTIONS)}({self.expression('int', 2)})")
            self.indent -= 1
        caught = self.new("e")
        self.emit(f"except {self.pick(EXCEPTIONS)} as {caught}:")
        self.indent += 1
        self.emit(f"print('caught', show({caught}))")
        if self.chance(0.1):
            self.emit(self.pick(["raise", f"raise RuntimeError('again') from {caught}"]))
        self.indent -= 1
        if self.chance(0.5):
            self.emit("except Exception as other:")
            self.indent += 1
            self.emit("print('other', show(other), show(other.__context__))")
            self.indent -= 1
        if self.chance(0.2):
            self.emit("else:")
            self.block(1, depth)
        if self.chance(0.3):
            self.in_loop = 0
            self.emit("finally:")
            self.block(1, depth)
        self.in_loop = loop

    def match_statement(self, depth):
        self.emit(f"match {self.expression(None, 1)}:")
        self.indent += 1
        for _ in range(1 + self.random.randrange(3)):
            a, b = self.new("m"), self.new("m")
            pattern = self.pick([str(self.random.randrange(4)), "'a' | 'abc'", f"[{a}, {b}]", f"[{a}, *{b}]",
                                 f"{{'a': {a}}}", f"int({a})", f"str() as {a}", "None", "True",
                                 f"({a}, 'x', {b})", "float()"])
            guard = f" if {self.expression('bool', 2)}" if self.chance(0.2) else ""
            self.emit(f"case {pattern}{guard}:")
            self.indent += 1
            self.emit(f"print('case', {self.counter})")
            for name in (a, b):
                if name in pattern:
                    self.emit(f"print(show({name}))")
            self.indent -= 1
        if self.chance(0.5):
            self.emit("case _:")
            self.indent += 1
            self.emit("print('default')")
            self.indent -= 1
        self.indent -= 1

    def with_statement(self, depth):
        self.emit(f"with Context({self.random.randrange(3)}) as w{self.counter}:")
        self.block(1 + self.random.randrange(2), depth)

    def closure(self, depth):
        if self.in_function:
            return self.assign()
        name, cell = self.new("f"), self.variable("int")
        if cell is None:
            return self.assign()
        self.emit(f"def {name}(a, b={self.expression('int', 2)}):")
        self.indent += 1
        if self.chance(0.5):
            self.emit(f"nonlocal {cell}")
            self.emit(f"{cell} = small({cell} + a)")
        self.emit(f"return {cell} {self.pick(['+', '-', '*'])} b")
        self.indent -= 1
        times = self.pick(["1", "3", "30"])
        self.emit(f"print([small({name}(j)) for j in range({times})][-3:])")

    # --- Definitions ---

    def function(self):
        name = self.new("func")
        kinds = [self.kind() for _ in range(self.random.randrange(4))]
        parameters = [self.new("p") for _ in kinds]
        text = list(parameters)
        if text and self.chance(0.4):
            text[-1] += "=" + self.atom(kinds[-1])
        if self.chance(0.3):
            text.append("*rest")
        text.append("extra=0" if "*rest" in text or not self.chance(0.5) else "*, extra=0")
        if self.chance(0.2):
            text.append("**named")
        self.decorate()
        self.emit(f"def {name}({', '.join(text)}):")
        outer, loops = self.kinds, self.in_loop
        self.kinds = dict(zip(parameters, kinds), extra="int")
        self.in_loop, self.in_function = 0, 1
        self.budget = 12
        self.block(1 + self.random.randrange(4), 1)
        self.indent += 1
        self.emit(f"return {self.expression(None, 1)}")
        self.indent -= 1
        self.kinds, self.in_loop, self.in_function = outer, loops, 0
        self.functions.append((name, kinds))

    def decorate(self):
        while self.chance(0.25):
            self.emit(self.pick(["@passed_on", "@passed_on", "@by_position"]))

    def recursive(self):
        name = self.new("rec")
        self.decorate()
        self.emit(f"def {name}(n, acc=0):")
        self.indent += 1
        self.emit(f"if n <= 0: return acc {self.pick(['+ 1', '* 2', '- 3', ''])}")
        self.emit(self.pick([f"return {name}(n - 1, small(acc * 3 + n))",
                             f"return small({name}(n - 1) + {name}(n - 2))" ,
                             f"return n + {name}(n // 2, acc + 1)"]))
        self.indent -= 1
        self.emit(f"print({name}({self.random.randrange(9)}), {name}({self.random.randrange(9)}))")

    def generator(self):
        name = self.new("gen")
        self.emit(f"def {name}(n):")
        self.indent += 1
        self.emit("total = 0")
        form = self.random.randrange(4)
        if form == 0:
            self.emit("for i in range(n):")
            self.emit(f"    total += i {self.pick(['*', '+', '^'])} {self.random.randrange(1, 9)}")
            self.emit("    yield total")
        elif form == 1:
            self.emit("try:")
            self.emit("    while n > 0:")
            self.emit("        n -= 1")
            self.emit("        got = yield n")
            self.emit("        if got: total += got")
            self.emit("finally:")
            self.emit("    total = -1  # when it runs depends on the collector")
        elif form == 2 and self.generators:
            self.emit(f"r = yield from {self.pick(self.generators)}(n)")
            self.emit("yield r")
            self.emit("return n")
        else:
            self.emit("yield 'first'")
            self.emit("yield from range(n)")
            self.emit("return 'result'")
        self.indent -= 1
        self.generators.append(name)
        self.emit(f"print(show(list({name}({self.random.randrange(7)}))))")

    def class_definition(self):
        name = self.new("Class")
        base = f"({self.pick(self.classes)[0]})" if self.classes and self.chance(0.4) else ""
        attributes = self.random.sample(ATTRIBUTES, 2)
        self.emit(f"class {name}{base}:")
        self.indent += 1
        if self.chance(0.2) and not base:
            self.emit(f"__slots__ = {tuple(ATTRIBUTES)!r}")
        self.emit(f"shared = {self.random.randrange(9)}")
        self.emit("def __init__(self, a=1, b=2):")
        if base and self.chance(0.5):
            self.emit("    super().__init__(a, b)")
        self.emit(f"    self.{attributes[0]} = a")
        if self.chance(0.3):
            self.emit("    if isinstance(a, int) and a > 3:")
            self.emit(f"        self.{attributes[1]} = [a]")
            self.emit("    else:")
            self.emit(f"        self.{attributes[1]} = b")
        else:
            self.emit(f"    self.{attributes[1]} = b")
        self.emit(f"def __repr__(self): return '<{name}>'")
        methods = []
        for _ in range(1 + self.random.randrange(2)):
            method = self.pick(["step", "value", "combine"])
            methods.append(method)
            self.emit(f"def {method}(self, n=1):")
            body = self.pick([
                f"self.{attributes[0]} = small(self.{attributes[0]} + n)",
                f"{name}.shared = small({name}.shared + 1)",
                f"self.{attributes[1]} = [self.{attributes[0]}, n]",
                "pass"])
            self.emit(f"    {body}")
            self.emit(f"    return {self.pick([f'self.{attributes[0]}', 'n', 'self.shared', f'self.{attributes[1]}'])}")
        if self.chance(0.3):
            operator = self.pick(["__add__", "__eq__", "__lt__", "__mul__", "__getitem__", "__contains__"])
            self.emit(f"def {operator}(self, other):")
            if operator == "__getitem__":  # or a loop over the object would never end
                self.emit("    if type(other) is int and other > 9: raise IndexError(other)")
            self.emit(f"    return {self.pick(['True', '3', 'NotImplemented', 'other'])}")
        if self.chance(0.2):
            self.emit("__hash__ = object.__hash__")
            self.emit("def __bool__(self): return False")
        if self.chance(0.3):
            self.emit("@property")
            self.emit(f"def double(self): return self.{attributes[0]} * 2")
        if self.chance(0.2):
            self.emit("@classmethod")
            self.emit("def make(cls, n=3): return cls(n)")
        if self.chance(0.2):
            self.emit("def __getattr__(self, name): return len(name)")
        self.indent -= 1
        self.classes.append((name, attributes, methods))

    def program(self):
        self.emit("def passed_on(function):")
        self.emit("    def wrapper(*args, **kwargs): return function(*args, **kwargs)")
        self.emit("    return wrapper")
        self.emit("def by_position(function):")
        self.emit("    def wrapper(first=1, *args, extra=2, **kwargs):")
        self.emit("        return function(first, *args, **({'extra': extra, **kwargs} if extra != 2 else kwargs))")
        self.emit("    return wrapper if function.__code__.co_argcount else function")
        self.emit("class Context:")
        self.emit("    def __init__(self, mode): self.mode = mode")
        self.emit("    def __enter__(self): return self.mode")
        self.emit("    def __exit__(self, cls, exc, tb):")
        self.emit("        print('exit', cls and cls.__name__)")
        self.emit("        return self.mode == 2")
        for _ in range(self.random.randrange(3)):
            self.class_definition()
        for _ in range(self.random.randrange(3)):
            self.function()
        if self.chance(0.4):
            self.generator()
        if self.chance(0.2):
            self.recursive()
        for kind in ("int", "float", "str", "list", "dict", "object"):
            name = self.new()
            self.emit(f"try: {name} = {self.expression(kind, 2)}")
            self.emit(f"except Exception: {name} = None")
            self.kinds[name] = kind
        self.budget = 30
        for _ in range(6 + self.random.randrange(10)):
            # Mostly the program goes on after an error.
            guarded = self.chance(0.8)
            if guarded:
                self.emit("try:")
                self.indent += 1
            start = len(self.lines)
            self.statement()
            if guarded:
                if len(self.lines) == start:
                    self.emit("pass")
                self.indent -= 1
                self.emit("except Exception as error: print(show(error))")
        for name in list(self.kinds)[:14]:
            self.emit("try: print(" + repr(name) + f", show({name}))")
            self.emit("except NameError as e: print(e)")
        return self.lines


STRS_SPECS = ["'d'", "'x'", "'>10'", "'+,d'", "'08b'", "'e'", "'q'"]


def program(seed):
    """Lines of the body of program `seed`, indented by four."""
    return Generator(seed).program()


def batch(seeds):
    """A script that runs the programs of some seeds."""
    parts = [PRELUDE]
    for seed in seeds:
        parts.append(f"\n\ndef p{seed}():\n" + "\n".join(program(seed)))
        parts.append(f"\n\nrun_program('p{seed}', p{seed})\n")
    return "".join(parts)


if __name__ == "__main__":
    print(batch([int(sys.argv[1])]))
