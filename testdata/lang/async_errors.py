# Where yield, await and their kin may stand, as the compiler says.
cases = """
yield 1
await x
x = yield
class A: yield 1
class A: await x
def f(): await x
def f(): async for x in y: pass
def f(): async with x: pass
async for x in y: pass
async with x: pass
def f(): [x async for x in y]
[x async for x in y]
async def f(): return (yield)
async def f(): yield from x
async def f(): yield 1; return 2
async def f(): yield 1; return
async def f(): (x async for x in y)
def f(): (x async for x in y)
def f(): (await x for x in y)
def f(): [await x for x in y]
async def f(): [await x for x in y]
async def f(): [[x async for x in y] for y in z]
def f(): [[x async for x in y] for y in z]
def f(): lambda: await x
async def f(): lambda: await x
[(yield x) for x in y]
{(yield x) for x in y}
{(yield x): 1 for x in y}
((yield x) for x in y)
def f(): return [(yield from x) for x in y]
[x for x in (yield y)]
def f(): [x for x in (yield y)]
async def f(): await = 1
def await(): pass
def f(x=(yield)): pass
def f(): return lambda: (yield)
lambda: (yield)
async def f(): async def g(): pass
async def f(): await
async def f(): def g(): await x
async def f(): x = [i for i in await y]
async def f(): class A: await x
async lambda: 1
print(await x)
def f(): del (yield)
def f(): (yield) = 1
def f(): (yield) += 1
async def f(): (await x) = 1
def f(): x: (yield) = 1
""".strip().split("\n")
for c in cases:
    try:
        compile(c, "<s>", "exec")
        print("ok      ", c)
    except SyntaxError as e:
        print(f"{c!r}: {e.msg} ({e.lineno}, {e.offset}, {e.end_offset})")
