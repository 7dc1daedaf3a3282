# async for, asynchronous generators and comprehensions, aiter and anext.
class Suspend:
    def __init__(self, tag):
        self.tag = tag
    def __await__(self):
        return (yield self.tag)

def run(coro):
    log = []
    while True:
        try:
            log.append(coro.send(None))
        except StopIteration as stop:
            return log, stop.value

class Counter:
    def __init__(self, n):
        self.n = n
        self.i = 0
    def __aiter__(self):
        return self
    async def __anext__(self):
        if self.i >= self.n:
            raise StopAsyncIteration
        self.i += 1
        await Suspend("tick")
        return self.i

async def loop():
    out = []
    async for x in Counter(3):
        if x == 2:
            continue
        out.append(x)
    else:
        out.append("else")
    async for x in Counter(5):
        if x == 3:
            break
        out.append(x)
    else:
        out.append("never")
    return out
print(run(loop()))

async def agen(n):
    try:
        for i in range(n):
            await Suspend("gen")
            got = yield i
            if got is not None:
                print("got", got)
    finally:
        print("agen done")

async def use():
    result = []
    async for x in agen(3):
        result.append(x)
    return result
print(run(use()))
async def comps():
    a = [x async for x in agen(3)]
    b = {x async for x in Counter(3) if x != 2}
    c = {x: await leaf(x) async for x in Counter(2)}
    d = [await leaf(x) for x in range(3)]
    e = [[y async for y in Counter(x)] for x in range(3)]
    f = [(x, y) for x in range(2) async for y in Counter(2)]
    g = (x * 2 async for x in Counter(3))
    h = [v async for v in g]
    return a, b, c, d, e, f, type(g).__name__, h
async def leaf(x):
    await Suspend(("leaf", x))
    return x * 10
print(run(comps()))
g = agen(2)
print(type(g).__name__, g.__name__, g.ag_running, g.ag_await, g.ag_code.co_name)
print(g.__aiter__() is g, type(g.__anext__()).__name__, type(g.aclose()).__name__, type(g.athrow(ValueError)).__name__)
async def sending():
    g = agen(4)
    out = [await g.__anext__(), await g.asend("hello"), await anext(g)]
    await g.aclose()
    out.append(await anext(g, "default"))
    try:
        await anext(g)
    except StopAsyncIteration:
        out.append("over")
    return out
print(run(sending()))
async def throwing():
    async def inner():
        try:
            yield 1
        except ValueError as e:
            yield "caught " + str(e)
        yield "last"
    g = inner()
    out = [await g.asend(None), await g.athrow(ValueError("v")), await anext(g)]
    try:
        await g.athrow(KeyError("k"))
    except KeyError as e:
        out.append(str(e))
    return out
print(run(throwing()))
async def stubborn():
    async def inner():
        try:
            yield 1
        except GeneratorExit:
            yield 2
    g = inner()
    await anext(g)
    try:
        await g.aclose()
    except RuntimeError as e:
        return str(e)
print(run(stubborn()))
async def errors():
    async def stops():
        raise StopAsyncIteration("bad")
        yield
    async def stops2():
        raise StopIteration("bad")
        yield
    out = []
    for f in (stops, stops2):
        try:
            await anext(f())
        except RuntimeError as e:
            out.append((str(e), repr(e.__cause__)))
    return out
print(run(errors()))
async def wrong():
    out = []
    for thing in (5, [1]):
        try:
            async for x in thing:
                pass
        except TypeError as e:
            out.append(str(e))
    class NoNext:
        def __aiter__(self):
            return self
    class BadNext(NoNext):
        def __anext__(self):
            return 5
    for cls in (NoNext, BadNext):
        try:
            async for x in cls():
                pass
        except TypeError as e:
            out.append((str(e), repr(e.__cause__)))
    for f, x in ((aiter, 5), (anext, 5)):
        try:
            f(x)
        except TypeError as e:
            out.append(str(e))
    return out
print(run(wrong()))
async def reuse():
    g = agen(3)
    a = g.__anext__()
    out = [await a]
    try:
        await a
    except RuntimeError as e:
        out.append(str(e))
    c = g.aclose()
    await c
    print("closed")
    try:
        await c
    except RuntimeError as e:
        out.append(str(e))
    return out
print(run(reuse()))
g = agen(1)
try:
    g.__anext__().send(5)
except TypeError as e:
    print(e)
n = agen(1)
a, b = n.__anext__(), n.__anext__()
print(a.send(None))
try:
    b.send(None)
except RuntimeError as e:
    print(e)
try:
    a.send(None)
except StopIteration as e:
    print(e.value)
try:
    n.aclose().send(None)
except StopIteration:
    print("closed")
