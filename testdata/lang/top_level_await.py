"""compile(..., flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)."""
import ast
import inspect
import types

FLAG = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT


class Ready:
    def __init__(self, value):
        self.value = value

    def __await__(self):
        got = yield self.value
        return got


async def source(n):
    for i in range(n):
        yield i


class Manager:
    async def __aenter__(self):
        return "entered"

    async def __aexit__(self, *exc):
        return False


def run(source_text, mode="exec"):
    names = {"Ready": Ready, "source": source, "Manager": Manager}
    code = compile(source_text, "<t>", mode, flags=FLAG)
    is_coroutine = bool(code.co_flags & inspect.CO_COROUTINE)
    result = eval(code, names)
    sent = []
    if is_coroutine:
        try:
            got = result.send(None)
            while True:
                sent.append(got)
                got = result.send(got * 2)
        except StopIteration as e:
            result = e.value
    shown = {k: v for k, v in names.items() if k in "abcxyz"}
    print(repr(source_text), mode, is_coroutine, sent, result, shown)
    try:
        compile(source_text, "<t>", mode)
        print("  fine without the flag")
    except SyntaxError as e:
        print("  without the flag:", e.msg)


run("a = await Ready(4)")
run("async for x in source(3):\n    a = x\n")
run("async with Manager() as a:\n    b = await Ready(1)\n")
run("a = [x async for x in source(3)]")
run("a = {x: await Ready(x) for x in (1, 2)}")
run("a = [y for y in [x async for x in source(2)]]")
run("await Ready(3)", "eval")
run("1 + 2", "eval")
run("a = 1\nb = a + 1\n")
run("x: int = await Ready(5)\ny = __annotations__\n")
run("a = (x async for x in source(2))\na = type(a).__name__")
run("def f():\n    return 1\na = f()\n")
run("a = await Ready(1)\ndef f():\n    return a\nb = f()\nclass C:\n    z = a\nc = C.z\n")
for bad in ("def f():\n    await x\n", "class A:\n    await x\n", "lambda: await x", "yield 1", "return 1"):
    try:
        compile(bad, "<t>", "exec", flags=FLAG)
        print("compiled", repr(bad))
    except SyntaxError as e:
        print(repr(bad), e.msg)
names = {"Ready": Ready}
made = types.FunctionType(compile("a = await Ready(2)", "<t>", "exec", flags=FLAG), names)()
print(type(made).__name__, made.send(None))
try:
    made.send("back")
except StopIteration as e:
    print(names["a"], e.value)
