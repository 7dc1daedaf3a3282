# Where `from __future__ import` may stand, and what cannot be in annotations that are text.
def outcome(source):
    try:
        compile(source, "f", "exec", dont_inherit=True)
        return "ok"
    except SyntaxError as error:
        return error.msg, error.lineno, error.offset


for source in (
        "from __future__ import division", "'doc'\nfrom __future__ import division",
        "'doc'; 'more'\nfrom __future__ import division",
        "import a; from __future__ import division", "import a\nfrom __future__ import division",
        "from __future__ import division; import a; from __future__ import annotations",
        "from __future__ import division; import a\nfrom __future__ import annotations",
        "from __future__ import braces", "from __future__ import nothing",
        "def f():\n from __future__ import division", "if 1: from __future__ import division",
        "import a; pass; from __future__ import (division,\n generators)"):
    print(repr(source), outcome(source))

for source in (
        "test: (yield)", "test.test: (yield a + b)", "test[something]: (yield from x)",
        "def func(test: (yield from o)): pass", "def test() -> (await y): pass",
        "async def test() -> something((a := b)): pass", "test: await some.c",
        "test: f'{(x := 10):=10}'", "def foo():\n    def bar(arg: (yield)): pass",
        "x: lambda: (yield)", "x: lambda a=(yield): 1", "x: [y := 1 for z in w]",
        "x: [z for z in (y := w)]", "x: {z: 1 for z in (yield)}",
        "def f(*a: (yield), **k: 1): pass", "def f(*, a: (yield) = 1): pass",
        "async def f():\n  x: (await y)\n  return 1", "x: int = (yield)",
        "class A:\n  x: (z := 1)", "def f():\n  x: (yield)\n",
        "async def f():\n x: [i async for i in y]", "(x): (yield)"):
    print(repr(source), outcome(source), outcome("from __future__ import annotations\n" + source))
