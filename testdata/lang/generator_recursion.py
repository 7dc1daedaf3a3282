# Deep nesting: recursion limits are errors, never crashes.
import sys
def nest(n):
    if n:
        yield from nest(n - 1)
    yield n
print(sum(nest(100)))
def forever():
    for x in forever():
        yield x
try:
    next(forever())
except RecursionError as e:
    print("RecursionError", str(e)[:32])
def by_next():
    yield next(by_next())
try:
    next(by_next())
except RecursionError as e:
    print("RecursionError")
def by_list():
    yield list(by_list())
try:
    list(by_list())
except RecursionError as e:
    print("RecursionError")
def by_send():
    yield by_send().send(None)
try:
    by_send().send(None)
except RecursionError as e:
    print("RecursionError")
async def coro():
    await coro()
try:
    coro().send(None)
except RecursionError as e:
    print("RecursionError")
def chain(it, n):
    for _ in range(n):
        it = (x for x in it)
    return it
print(sum(chain(range(10), 100)))
try:
    print(sum(chain(range(10), 5000)))
except RecursionError:
    print("RecursionError")
def delegate(it, n):
    def step(inner):
        return (yield from inner)
    for _ in range(n):
        it = step(it)
    return it
g = delegate(iter(range(3)), 100)
print(list(g))
g = delegate(iter(range(3)), 300)
next(g)
try:
    g.throw(ValueError("deep"))
except ValueError as e:
    print(e)
g = delegate((x for x in range(5)), 100)
next(g)
g.close()
print(next(g, "closed"))
