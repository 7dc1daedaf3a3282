# What is complete, incomplete or wrong when it is typed in: compile()'s flags and codeop.
import code
import codeop
import contextlib
import io
import warnings

warnings.simplefilter("ignore")
DONT_IMPLY_DEDENT, ALLOW_INCOMPLETE = 0x200, 0x4000

TEXTS = [
    "", "\n", "# c", "x = 1", "x = 1\n", "if 1:\n", "if 1:\n pass", "if 1:\n pass\n",
    "if 1:\n pass\n\n", "if 1:\n  if 2:\n    x\n", "if 1:\n pass\n else:\n", "def f(a,\n", "@a\n",
    "class A:\n x = 1\n", "try:\n pass\n", "match x:\n case 1:\n", "for i in x:\n pass\nelse:\n",
    "(9 +\n", "f(a,\n  [1,\n", "x = {'a':\n", "from a import (b,c", "(x for x in (", "f(**",
    "a = '''x\n", "a = f'''x{y}\n", "a = 'x", "a = 'x\n", "a = 'x\\", "a = 'x\\\n", "a = 'x\\ ",
    "9 +", "9 +\n", "9 + \\\n", "a b\n", "a b (", "]", "(]", "print)", "0x(", "if x ==\n", "a ? (",
    "    x", "if 1:\n x = (\n", "lambda z: \\\n", "x = (yield\n", "async def f():\n await x\n",
]


def outcome(text, mode, flags):
    try:
        compile(text, "f", mode, flags)
        return "ok"
    except SyntaxError as error:
        return f"{type(error).__name__}: {error.msg} at {error.lineno}"


for text in TEXTS:
    for mode in ("single", "exec", "eval"):
        plain = outcome(text, mode, DONT_IMPLY_DEDENT)
        print(repr(text), mode, plain, "|", outcome(text, mode, DONT_IMPLY_DEDENT | ALLOW_INCOMPLETE))
    for mode in ("single", "eval"):
        try:
            print("   ", mode, codeop.compile_command(text, "f", mode) and "complete")
        except (SyntaxError, ValueError) as error:
            print("   ", mode, type(error).__name__)


def typed(*lines):
    console = code.InteractiveConsole({"__name__": "__console__"}, "<typed>")
    out, errors = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(errors):
        more = [console.push(line) for line in lines]
    print(more, repr(out.getvalue()), errors.getvalue().splitlines()[-1:])


typed("x = (1,", "2)", "x")
typed("'''a", "b'''")
typed("if x:", "  1", "")
typed("def f(a,", "      b):", "  return a", "", "f(1,", "2)")
typed("1 +", "2")
typed("try:", "  1/0", "except ZeroDivisionError as e:", "  print(e)", "")
typed("raise KeyError('k')")

# A filter's category may be a tuple of classes, as codeop's is.
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    codeop.compile_command(r"'\e' is 0")
    warnings.simplefilter("ignore", (SyntaxWarning, (DeprecationWarning,)))
    for category in (UserWarning, SyntaxWarning, DeprecationWarning):
        warnings.warn("w", category)
print([(w.category.__name__, str(w.message)) for w in caught])
