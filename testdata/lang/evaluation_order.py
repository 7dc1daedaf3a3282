# What is evaluated when, in the order of the language reference.
log = []
def e(v, result=None):
    log.append(v)
    return v if result is None else result
def show():
    print(*log)
    log.clear()
def f(*a, **k): return len(a)
e(1) + e(2) * e(3) - e(4); show()
e("f", f)(e(1), *e(2, [2]), k=e(3), **e(4, {})); show()
{e(1): e(2), e(3): e(4), **e(5, {})}; show()
[e(1), *e(2, ()), e(3)]; {e(1), e(2)}; (e(3), e(4)); show()
e(1, {})[e(2)] = e(3); show()
e("a", []) [e(0):e(1)] = e("b"); show()
e(1) < e(2) < e(1) < e(9); show()
e(0, 0) if e(1) else e(2); show()
e(1) and e("", []) and e(3); e("", []) or e(2) or e(3); show()
not e(1); show()
lambda x=e(1): e(2); show()
@e("deco1", lambda f: (log.append("apply1"), f)[1])
@e("deco2", lambda f: (log.append("apply2"), f)[1])
def g(a: e("ann a") = e("default a"), *args: e("ann args"), b: e("ann b") = e("default b")) -> e("ann ret"): pass
show()
class M(type):
    def __prepare__(name, bases, **k):
        log.append("prepare")
        return {}
@e("deco", lambda c: c)
class C(e("base", object), metaclass=e("meta", M), **e("kw", {})):
    e("body")
show()
[e((i, j)) for i in e("outer", [1, 2]) for j in e("inner", [3]) if e("if")]; show()
list(e(i) for i in e("it", [1])); show()
gen = (e(i) for i in e("at once", [1])); show()
x = y = e(1); show()
a, b = e(1), e(2); show()
class R:
    def __getattr__(self, n):
        log.append("get " + n)
        return self
    def __setattr__(self, n, v): log.append("set " + n)
    def __getitem__(self, k):
        log.append(("item", k))
        return self
    def __setitem__(self, k, v): log.append(("setitem", k))
r = R()
r.a.b[e(1)].c = e(2); show()
r.x[e(1)], r.y = e(2), e(3); show()
f"{e(1)}{e(2)!r:{e(3)}}"; show()
assert e(1), e(2); show()
try:
    assert e(0, []), e("message")
except AssertionError as error:
    print(error)
show()
try:
    raise e("exc", ValueError("v")) from e("cause", KeyError("k"))
except ValueError as error:
    print(repr(error.__cause__))
show()
with e("cm1", open(__file__)) as p, e("cm2", open(__file__)) as q: e("with body")
show()
for v in e("iter", [1, 2]): e("loop")
else: e("else")
show()
del e(1, {1: 2})[e(1)]; show()
e(3)[e(1)] if False else e(4); show()
print(e(1), e(2), sep=e(3, "-")); show()
(e(1), e(2))[e(1)]; e("abc")[e(0):e(2):e(1)]; show()
e(2) ** -e(3) ** e(2, 0); show()
