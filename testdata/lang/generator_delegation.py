# yield from: values, results, send, throw and close through several levels.
def inner(name):
    print("start", name)
    try:
        while True:
            got = yield name
            print(name, "got", got)
            if got == "stop":
                return name + " result"
            if got == "fail":
                raise LookupError(name)
    except ValueError as e:
        print(name, "caught", e)
        return "after " + str(e)
    finally:
        print("end", name)

def outer(names):
    results = []
    for n in names:
        try:
            r = yield from inner(n)
        except LookupError as e:
            r = "lookup " + str(e)
        results.append(r)
    return results

def top(names):
    got = yield from outer(names)
    print("outer returned", got)
    return len(got)

t = top("abc")
print(next(t), t.gi_yieldfrom.__name__)
print(t.send(1))
print(t.send("stop"))
print(t.throw(ValueError("v")))
try:
    t.send("fail")
except StopIteration as e:
    print("total", e.value)

t = top("xy")
next(t)
t.close()
print(next(t, "closed"))

def over(iterable):
    result = yield from iterable
    return result

def drain(g):
    items = []
    while True:
        try:
            items.append(next(g))
        except StopIteration as e:
            return items, e.value

print(drain(over([1, 2, 3])), drain(over("ab")), drain(over(range(2))), drain(over({"k": 1})))
try:
    list(over(5))
except TypeError as e:
    print(e)

class Custom:
    def __init__(self):
        self.n = 0
    def __iter__(self):
        return self
    def __next__(self):
        self.n += 1
        if self.n > 2:
            raise StopIteration("custom value")
        return self.n
    def send(self, v):
        print("send", v)
        if v == "end":
            raise StopIteration("sent")
        return v
    def throw(self, *args):
        print("throw", len(args))
        raise StopIteration("thrown")
    def close(self):
        print("close")

print(drain(over(Custom())))
g = over(Custom())
print(next(g), g.send("hello"))
try:
    g.send("end")
except StopIteration as e:
    print(e.value)
g = over(Custom())
next(g)
try:
    g.throw(KeyError("k"))
except StopIteration as e:
    print(e.value)
g = over(Custom())
next(g)
g.close()
g = over([1, 2])
next(g)
try:
    g.send(3)
except AttributeError as e:
    print(e)
g = over([1, 2])
next(g)
try:
    g.throw(KeyError("no throw"))
except KeyError as e:
    print(e)

def recursive(n):
    if n > 0:
        yield n
        yield from recursive(n - 1)

print(list(recursive(8)))

def deep(n):
    if n == 0:
        x = yield "bottom"
        return x
    r = yield from deep(n - 1)
    return r + 1

g = deep(50)
print(next(g))
try:
    g.send(100)
except StopIteration as e:
    print(e.value)
def endless():
    yield from endless()
try:
    list(endless())
except RecursionError as e:
    print("RecursionError")
g = deep(30)
next(g)
try:
    g.throw(OSError("through"))
except OSError as e:
    tb = e.__traceback__
    n = 0
    while tb:
        n += 1
        tb = tb.tb_next
    print(e, n)

def selfish():
    yield from g2
g2 = selfish()
try:
    next(g2)
except ValueError as e:
    print(e)

def values():
    x = yield from ()
    print(x)
    y = (yield 1) + (yield 2)
    return y
v = values()
print(next(v), v.send(10))
try:
    v.send(20)
except StopIteration as e:
    print(e.value)
