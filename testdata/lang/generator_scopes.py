# Closures, classes, defaults, exceptions and names in generators.
def make():
    n = 0
    def gen():
        nonlocal n
        while n < 3:
            n += 1
            yield n
    def peek():
        return n
    return gen(), peek
g, peek = make()
print(next(g), peek(), next(g), peek(), list(g), peek())
def params(a, b=2, *args, c, d=4, **kw):
    yield a
    a += 1
    yield a, b, args, c, d, kw
    del a
    try:
        yield a
    except UnboundLocalError as e:
        yield str(e)
print(list(params(1, c=3)), list(params(1, 9, 8, 7, c=6, e=5)))
for bad in (lambda: params(), lambda: params(1, 2, 3), lambda: params(1, c=1, a=2)):
    try:
        bad()
    except TypeError as e:
        print(e)
class C:
    def __init__(self):
        self.items = [1, 2]
    def __iter__(self):
        yield from self.items
        yield super().__class__.__name__
    @property
    def prop(self):
        yield "prop"
    @classmethod
    def cm(cls):
        yield cls.__name__
    @staticmethod
    def sm(x):
        yield x
    def __call__(self):
        yield "called"
    def __enter__(self):
        yield "enter"
    def __exit__(self, *a):
        yield "exit"
c = C()
print(list(c), list(c.prop), list(C.cm()), list(c.sm(5)), list(c()))
with c as entered:
    print(list(entered))
def handlers():
    for exc in (ValueError("a"), KeyError("b"), None):
        try:
            if exc:
                raise exc
            yield "no error"
        except ValueError as e:
            yield "value", str(e)
        except KeyError as e:
            x = yield "key", str(e)
        else:
            yield "else"
        finally:
            yield "finally"
print(list(handlers()))
def expr():
    x = (yield 1) or (yield 2)
    y = [(yield "a"), (yield "b")]
    z = {(yield "k"): (yield "v")}
    w = f"{(yield 'f')}-{x}"
    print(x, y, z, w, (yield "end"), not (yield "n"))
    t = (yield "t"), (yield "u")
    a, (b, *c) = yield from ((yield "p"), [9])
    return t
def drive(g, values):
    out = [next(g)]
    for v in values:
        try:
            out.append(g.send(v))
        except StopIteration as e:
            out.append(("ret", e.value))
            break
        except Exception as e:
            out.append((type(e).__name__, str(e)))
            break
    return out
print(drive(expr(), [0, "x2", "y1", "y2", "zk", "zv", "F", "E", "N", "T", "U", "P"]))
def loops():
    for i in range(3):
        for j in range(3):
            if j == 2:
                break
            r = yield i, j
            if r == "skip":
                break
        else:
            yield "never"
    while True:
        v = yield "w"
        if v:
            return v
print(drive(loops(), [None, "skip", None, None, None, None, "done"]))
glob = 1
def use_global():
    global glob
    glob += 1
    yield glob
    glob *= 10
    yield glob
print(list(use_global()), glob)
def swap():
    a, b = 1, 2
    while True:
        a, b = b, (yield a)
print(drive(swap(), [10, 20, 30]))
lst = [1, 2, 3, 4]
def mutate():
    for x in lst:
        yield x
        if x == 2:
            lst.append(5)
print(list(mutate()), lst)
def tracebacks():
    def deep():
        yield 1
        raise LookupError("deep")
    def mid():
        yield from deep()
    try:
        for x in mid():
            pass
    except LookupError as e:
        tb, lines = e.__traceback__, []
        while tb:
            lines.append(tb.tb_lineno)
            tb = tb.tb_next
        return [n - lines[0] for n in lines]
print(tracebacks())
print((lambda: (yield from (yield)))().__next__())
