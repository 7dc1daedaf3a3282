# _contextvars: variables, tokens, contexts and running in them.
from _contextvars import Context, ContextVar, Token, copy_context


def show(f):
    try:
        print(f())
    except Exception as e:
        text = str(e)
        print(type(e).__name__, text[:text.index(" at 0x")] if " at 0x" in text else text)


v = ContextVar("v")
d = ContextVar("d", default=5)
print(v.name, d.get(), v.get(7), d.get(8))
try:
    v.get()
except LookupError as e:
    print("LookupError", e.args[0] is v)
t1 = v.set(1)
t2 = v.set(2)
print(v.get(), t1.old_value is Token.MISSING, t2.old_value, t1.var is v, Token.MISSING)
v.reset(t2)
print(v.get())
v.reset(t1)
print(v.get("gone"))
show(lambda: v.reset(t1))
show(lambda: d.reset(t2))
show(lambda: v.reset(5))
show(lambda: ContextVar(5))
show(lambda: ContextVar("a", 5))
show(lambda: Token())
show(lambda: Context(1))
c = copy_context()
print(len(c), v in c, c.get(v), c.get(v, 3))


def inside(a, k=0):
    v.set(a)
    d.set(k)
    return v.get() + d.get()


print(c.run(inside, 10, k=5), v.get("outside"), c[v], c[d], len(c), sorted([x.name for x in c]))
print(sorted(c.values()), sorted([(k.name, x) for k, x in c.items()]), len(list(c.keys())))
k = c.copy()
k.run(v.set, 99)
print(c[v], k[v], c == c.copy(), c == k, c != k)
show(lambda: c["x"])
show(lambda: c[ContextVar("zz")])
show(lambda: c.run())
show(lambda: c.run(c.run, print))
show(lambda: c.run(lambda: 1 / 0))
print(c.run(lambda: v.get()))
tok = c.run(v.set, 3)
show(lambda: v.reset(tok))


def nested(n):
    v.set(n)
    if n:
        copy_context().run(nested, n - 1)
    return v.get()


print(Context().run(nested, 20))


def hot(n):
    s = 0
    for i in range(n):
        token = d.set(i)
        s += d.get()
        d.reset(token)
    return s, d.get()


print(hot(300))
