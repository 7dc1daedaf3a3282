"""ast.parse with type_comments, mode func_type and feature_version."""
import ast


def show(source, **options):
    try:
        tree = ast.parse(source, type_comments=True, **options)
    except SyntaxError as e:
        print(repr(source), options, "->", e.msg)
        return
    found = []
    for node in ast.walk(tree):
        comment = getattr(node, "type_comment", None)
        if comment is not None:
            found.append((type(node).__name__, getattr(node, "lineno", 0), comment))
    print(repr(source), options, sorted(found), [(i.lineno, i.tag) for i in getattr(tree, "type_ignores", [])])


show("x = 1  # type: int\n")
show("x = y = []  #type:List[int]\n")
show("x = 1  # not a type: int\n")
show("for a in b:  # type: int\n  pass\n")
show("with a as b:  # type: int\n  pass\n")
show("async def f():\n  async for a in b:  # type: A\n    pass\n  async with c:  # type: C\n    pass\n")
show("def f():\n    # type: () -> int\n    pass\n")
show("def f():  # type: () -> int\n    pass\n")
show("def f():  # type: () -> int\n    # type: () -> str\n    pass\n")
show("def f(\n  a,  # type: A\n  b=1,  # type: B\n  *c,  # type: C\n  d,  # type: D\n  **e  # type: E\n):\n    # type: (...) -> F\n    pass\n")
show("def f(a,  # type: A\n   /, b  # type: B\n): pass\n")
show("x = 1  # type: ignore\ny = 2  # type: ignore[name]\nz = 3  # type: ignorex\n")
show("x = 1  # type: ignore\npass  # type: ignore[a] b\n")
for bad in ("pass  # type: int\n", "x += 1  # type: int\n", "while a:  # type: int\n  pass\n",
            "# type: int\nx = 1\n", "f()  # type: int\n", "x: int = 1  # type: int\n",
            "class A:  # type: int\n  pass\n", "x = [  # type: int\n 1]\n"):
    show(bad)
    ast.parse(bad)
for source in ("() -> int", "(int) -> List[str]", "(int, *str, **Any) -> float", "(*int) -> None",
               "(**int) -> None", "(*int, **str) -> None", "(int, *str, *Any) -> float",
               "(int, **str, Any) -> float", "(**int, **str) -> float", "(int,) -> x", "int", "(int)",
               "() -> int x", ""):
    try:
        print(source, ast.dump(ast.parse(source, mode="func_type")))
    except SyntaxError as e:
        print(source, "->", e.msg)
for source in ("async def f(): pass\n", "x: int = 1\n", "a @ b\n", "f'{a}'\n", "1_000\n", "(a := 1)\n",
               "def f(a, /): pass\n", "async = 1\nawait = 2\n", "match a:\n  case 1: pass\n",
               "async def f(xs):\n  [x async for x in xs]\n", "async def f():\n  await = 1\n",
               "def async(): await\n", "try: pass\nexcept* A: pass\n"):
    accepted = []
    for minor in range(4, 12):
        try:
            ast.parse(source, feature_version=(3, minor))
            accepted.append(minor)
        except SyntaxError as e:
            message = e.msg
    print(repr(source), accepted, message if len(accepted) < 8 else "")
try:
    compile("() -> int", "x", "func_type")
except ValueError as e:
    print(e)
