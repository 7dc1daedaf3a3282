# Sources, file names and flags that compile() takes.
import ast
import sys
import warnings


def outcome(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


for encoding in "iso8859-15", "cp1251", "koi8-r", "utf-8", "latin-1", "cp437", "nonsense":
    source = b"# -*- coding: " + encoding.encode() + b' -*-\n"\xc2\xa4"\n'
    print(encoding, ascii(outcome(eval, source)))
print(outcome(eval, b'# coding: cp1251\n"\x98"'))

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    for name in "a.py", b"a.py", bytearray(b"b.py"), memoryview(b"c.py"), 5, ["x"]:
        print(outcome(lambda: compile("0", name, "eval").co_filename))
    print([str(w.message) for w in caught])

limit = sys.get_int_max_str_digits()
sys.set_int_max_str_digits(1000)
print(outcome(eval, "7" * 1000 + " % 10"))
print(outcome(eval, "7" * 1001))
print(outcome(ast.literal_eval, "7" * 1001))
sys.set_int_max_str_digits(0)
print(outcome(eval, "7" * 5000 + " % 10"))
sys.set_int_max_str_digits(limit)

for source, minor in [
    ("(x := 0)", 7),
    ("def f(x, /): ...", 7),
    ("lambda x, /: 0", 7),
    ("f'{x=}'", 7),
    ("with (a as b): ...", 8),
    ("match x:\n case 1: ...", 9),
    ("try: ...\nexcept* E: ...", 10),
]:
    print(ast.dump(ast.parse(source, feature_version=(3, minor + 1)))[:20])
    print(outcome(ast.parse, source, feature_version=(3, minor)))


class Num(ast.Num):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.z = "spam"


n = Num(42)
print(n.n, n.z, type(n).__name__, isinstance(n, ast.Num), Num(n=4).n)
print(outcome(ast.AST.__new__, int))
for tree in (
    ast.Expression(ast.Constant(frozenset((1, int)))),
    ast.Expression(ast.Constant([1])),
    ast.Module([ast.Try([ast.Pass()], [], [], [])], []),
):
    ast.fix_missing_locations(tree)
    mode = "eval" if isinstance(tree, ast.Expression) else "exec"
    print(outcome(compile, tree, "<test>", mode))


class Names:
    def __init__(self):
        self.set = {}

    def __getitem__(self, key):
        if key == "a":
            return 12
        raise KeyError(key)

    def __setitem__(self, key, value):
        self.set[key] = value

    def keys(self):
        return list("zyx")


names = Names()
exec("b = a; c = dir(); d = locals()", {}, names)
print(names.set["b"], names.set["c"], names.set["d"] is names)
print(outcome(exec, "e = missing", {}, names))
