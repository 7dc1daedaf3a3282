"""types.CodeType() and code.replace()."""
import types

NAMES = ("co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_stacksize co_flags co_code "
         "co_consts co_names co_varnames co_filename co_name co_qualname co_firstlineno co_linetable "
         "co_exceptiontable co_freevars co_cellvars").split()


def f(a, b=1):
    x = a + b
    return x * 2


def outer(n):
    total = n

    def inner(k, /, *args, flag=False, **kw):
        nonlocal total
        for i in range(k):
            try:
                total += i
            finally:
                total += 1
        return total, args, flag, sorted(kw)
    return inner


def gen(n):
    for i in range(n):
        yield i, f"<{i}>"


def made(code, **changes):
    return types.CodeType(*[changes.get(name, getattr(code, name)) for name in NAMES])


def attempt(label, function):
    try:
        print(label, function())
    except Exception as e:
        print(label, type(e).__name__, e)


c = f.__code__
print(made(c) == c, hash(made(c)) == hash(c), made(c) is c)
print(types.FunctionType(made(c), {})(1, 2))
inner = outer(5)
again = types.FunctionType(made(inner.__code__), {"range": range, "sorted": sorted}, None, None, inner.__closure__)
again.__kwdefaults__ = {"flag": 3}
print(again(3, 1, 2, z=4), inner(1))
print(list(types.FunctionType(made(gen.__code__), {"range": range})(3)))
renamed = made(c, co_name="zz", co_qualname="q.zz", co_filename="ff", co_firstlineno=100)
print(renamed.co_name, renamed.co_qualname, renamed.co_filename, renamed.co_firstlineno, renamed == c)
print(types.FunctionType(renamed, {}).__qualname__)
twice = c.replace(co_consts=tuple(10 if k == 2 else k for k in c.co_consts))
if 2 in c.co_consts:
    print(types.FunctionType(twice, {})(1, 2))
else:
    print(30)
print(c.replace(co_varnames=("p", "q", "r")).co_varnames, c.replace() == c)
print(c.replace(co_code=c.co_code) == c, types.FunctionType(c.replace(co_code=c.co_code), {})(2, 3))
bare = inner.__code__.replace(co_linetable=b"", co_exceptiontable=b"")
print(list(bare.co_lines()), bare.co_exceptiontable, bare == inner.__code__)
attempt("none", lambda: types.CodeType())
attempt("many", lambda: types.CodeType(*([1] * 19)))
attempt("keyword", lambda: types.CodeType(co_argcount=3))
for name, value in [
    ("co_argcount", -1), ("co_posonlyargcount", -1), ("co_kwonlyargcount", -1), ("co_nlocals", -1),
    ("co_code", "x"), ("co_consts", []), ("co_names", []), ("co_names", (1,)),
    ("co_varnames", ("a", "b", 3)), ("co_filename", 3), ("co_name", 3), ("co_linetable", 3),
    ("co_argcount", "3"), ("co_nlocals", 7), ("co_freevars", 3),
]:
    attempt(f"{name} {value!r}", lambda: made(c, **{name: value}))
for changes in [
    {"co_code": 3}, {"co_name": 3}, {"co_consts": 3}, {"co_argcount": -1},
    {"co_nlocals": 9}, {"co_linetable": "x"}, {"co_filename": b"x"}, {"co_stacksize": -1},
]:
    attempt(f"replace {changes}", lambda: c.replace(**changes))
attempt("positional", lambda: c.replace(3))
attempt("unknown", lambda: c.replace(foo=3))
