# Generators: values, returns, send, iteration protocol, attributes.
def count(n):
    i = 0
    while i < n:
        yield i
        i += 1
    return "done"

print(list(count(5)), tuple(count(0)), sum(count(10)))
for x in count(3):
    print("item", x)
else:
    print("no break")

g = count(2)
print(iter(g) is g, next(g), next(g), next(g, "default"), next(g, "again"))
g = count(1)
print(next(g))
try:
    next(g)
except StopIteration as e:
    print("stop", e.value, e.args)
try:
    next(g)
except StopIteration as e:
    print("stop again", e.value, e.args)

def echo():
    received = []
    while True:
        got = yield len(received)
        if got is None:
            return received
        received.append(got)

e = echo()
print(e.send(None), e.send("a"), e.send("b"), next(iter([e.send("c")])))
try:
    e.send(None)
except StopIteration as stop:
    print(stop.value)

e = echo()
try:
    e.send(1)
except TypeError as err:
    print(err)
print(next(e))

def running():
    try:
        next(me)
    except ValueError as err:
        print(type(err).__name__, err)
    yield me.gi_running

me = running()
print(me.gi_running, next(me), me.gi_running, me.gi_suspended)
print(me.__name__, me.__qualname__, me.gi_code.co_name, me.gi_yieldfrom)
me.__name__ = "other"
me.__qualname__ = "C.other"
print(me.__name__, me.__qualname__, repr(me)[:25])
for bad in ("__name__", "__qualname__"):
    try:
        setattr(me, bad, 3)
    except TypeError as err:
        print(err)
try:
    me.gi_code = 3
except AttributeError as err:
    print(type(err).__name__)

class Tree:
    def __init__(self, left, value, right):
        self.left, self.value, self.right = left, value, right

    def __iter__(self):
        if self.left is not None:
            yield from self.left
        yield self.value
        if self.right is not None:
            yield from self.right

    def walk(self, depth=0, *rest, key=None, **kw):
        yield depth, self.value, rest, key, sorted(kw)
        for child in (self.left, self.right):
            if child:
                yield from child.walk(depth + 1, *rest, key=key, **kw)

t = Tree(Tree(None, 1, Tree(None, 2, None)), 3, Tree(Tree(None, 4, None), 5, None))
print(list(t), sum(t), max(t), sorted(t, reverse=True))
for row in t.walk(0, "r", key="k", z=1, a=2):
    print(row)

def closure(n):
    total = 0
    def add(k):
        nonlocal total
        total += k
        return total
    for i in range(n):
        yield add(i)
    yield total, n

print(list(closure(4)))
a, *b = count(4)
print(a, b, 3 in count(5), 7 in count(5))
print(dict(zip("abc", count(3))), set(count(3)), "-".join(str(x) for x in count(3)))
print([*count(2), *count(3)], {**dict(zip("xy", count(2)))})

def fib():
    a, b = 0, 1
    while True:
        yield a
        a, b = b, a + b

def take(n, it):
    for i, x in enumerate(it):
        if i >= n:
            return
        yield x

print(list(take(12, fib())))
print(type(count(1)).__name__, hasattr(count(1), "__next__"), callable(count))
print([f() for f in [lambda: (yield)]][0].__class__.__name__, list((lambda: (yield 5))()))
def never():
    if False:
        yield
print(list(never()))
