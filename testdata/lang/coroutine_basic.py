# Coroutines driven by hand: await, return values, errors, attributes.
import sys

class Suspend:
    def __init__(self, tag):
        self.tag = tag
    def __await__(self):
        got = yield ("suspend", self.tag)
        return got

def run(coro):
    log = []
    value = None
    while True:
        try:
            log.append(coro.send(value))
        except StopIteration as stop:
            return log, stop.value
        value = len(log)

async def leaf(x):
    got = await Suspend(x)
    return x + got

async def middle(n):
    total = 0
    for i in range(n):
        total += await leaf(i)
    return total

async def top():
    a = await middle(3)
    b = await leaf(10)
    return a, b

print(run(top()))
c = top()
print(type(c).__name__, c.__name__, c.__qualname__, c.cr_running, c.cr_await, c.cr_code.co_name, c.cr_origin)
c.send(None)
print(c.cr_await.__name__, c.cr_await.cr_await.__name__, c.cr_suspended)
c.close()
try:
    c.send(None)
except RuntimeError as e:
    print(e)
c = leaf(1)
try:
    iter(c)
except TypeError as e:
    print(e)
try:
    next(c)
except TypeError as e:
    print(e)
try:
    c.send(5)
except TypeError as e:
    print(e)
w = c.__await__()
print(type(w).__name__, next(w))
try:
    w.send(7)
except StopIteration as e:
    print("value", e.value)

async def bad():
    await 5
for f in (bad,):
    try:
        run(f())
    except TypeError as e:
        print(e)

class NotIter:
    def __await__(self):
        return 5
class Coro:
    def __await__(self):
        return leaf(1)
async def wait(x):
    return await x
try:
    run(wait(NotIter()))
except TypeError as e:
    print(e)
x = leaf(1)
x.close()
class Coro:
    def __await__(self):
        return x
try:
    run(wait(Coro()))
except TypeError as e:
    print(e)

async def raises():
    try:
        await Suspend("r")
    except ValueError as e:
        return "caught " + str(e)
    finally:
        print("finally")
c = raises()
print(c.send(None))
try:
    c.throw(ValueError("thrown"))
except StopIteration as e:
    print(e.value)
c = raises()
c.send(None)
try:
    c.throw(KeyError("other"))
except KeyError as e:
    print("out", e)

async def stop():
    raise StopIteration("x")
try:
    run(stop())
except RuntimeError as e:
    print(e, repr(e.__cause__))

c = leaf(3)
async def twice():
    await c
d1, d2 = twice(), twice()
print(d1.send(None))
try:
    d2.send(None)
except RuntimeError as e:
    print(e)
d1.close()

class Manager:
    def __init__(self, name, swallow=False):
        self.name, self.swallow = name, swallow
    async def __aenter__(self):
        print("enter", self.name, await Suspend("in"))
        return self.name
    async def __aexit__(self, *exc):
        print("exit", self.name, exc[0] and exc[0].__name__, await Suspend("out"))
        return self.swallow

async def with_two():
    async with Manager("a") as a, Manager("b", True) as b:
        print("body", a, b)
        raise ValueError("swallowed")
    async with Manager("c"):
        return "returned"
print(run(with_two()))

async def with_error():
    for i in range(3):
        async with Manager("loop"):
            if i == 0:
                continue
            break
    async with Manager("z"):
        1 / 0
try:
    run(with_error())
except ZeroDivisionError as e:
    print(e)

async def no_manager():
    async with 5:
        pass
class Half:
    async def __aenter__(self):
        pass
async def half():
    async with Half():
        pass
class NoAwait:
    def __aenter__(self):
        return 5
    def __aexit__(self, *a):
        return 6
async def no_await():
    async with NoAwait():
        pass
for f in (no_manager, half, no_await):
    try:
        run(f())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)

async def lambdas():
    f = lambda: leaf(2)
    return await f() + await leaf(3)
print(run(lambdas()))
async def default(a, *args, k=1, **kw):
    return a, args, k, sorted(kw)
print(run(default(1, 2, 3, k=4, z=5)))
