# Code objects: what they show, and replace().
import types


def outcome(function, *args, **kwargs):
    try:
        return function(*args, **kwargs)
    except Exception as error:
        return type(error).__name__ + ": " + str(error)


def f(a, b, /, c, *rest, d=1, **kw):
    "doc"
    local = a
    inner = lambda: (local, f, kw)
    return inner, len(rest), c.attr, d


code = f.__code__
for name in ("co_name co_qualname co_argcount co_posonlyargcount co_kwonlyargcount co_nlocals co_varnames "
             "co_cellvars co_freevars co_names").split():
    print(name, getattr(code, name))
inner = [k for k in code.co_consts if isinstance(k, types.CodeType)][0]
print(inner.co_name, inner.co_qualname, inner.co_freevars, inner.co_names, inner.co_varnames, inner.co_argcount)
for function in (f, lambda: 0, (lambda: (yield)), outcome):
    flags = function.__code__.co_flags
    print([bit for bit in (1, 2, 4, 8, 16, 32, 64, 128, 256, 512) if flags & bit])


async def co(): pass
async def agen(): yield


print(co.__code__.co_flags & 0x80, agen.__code__.co_flags & 0x200)
print(code == f.__code__, hash(code) == hash(f.__code__), code == inner, code != inner)
one = compile("x = 1", "a", "exec")
two = compile("x = 1", "a", "exec")
three = compile("x = 1.0", "a", "exec")
print(one == two, one == three, one is two, hash(one) == hash(two))


def g():
    return 1


h = types.FunctionType(g.__code__.replace(co_name="renamed", co_firstlineno=100), globals())
print(h.__name__, h(), h.__code__.co_firstlineno, h.__code__.co_name)
k = types.FunctionType(g.__code__.replace(co_consts=tuple(5 if c == 1 else c for c in g.__code__.co_consts)), globals())
print(k())
print(g.__code__.replace() == g.__code__, g.__code__.replace(co_filename="x").co_filename)
print(outcome(g.__code__.replace, co_name=5), outcome(g.__code__.replace, co_names=[1]))
print(outcome(g.__code__.replace, nothing=1), outcome(setattr, g.__code__, "co_name", "x"))


def swap():
    return "first"


def other():
    return "second"


swap.__code__, other.__code__ = other.__code__, swap.__code__
print(swap(), other(), swap.__name__)


def closed():
    cell = 1
    def reads(): return cell
    return reads


reads = closed()
print(outcome(setattr, reads, "__code__", g.__code__))
print(outcome(setattr, g, "__code__", 5), outcome(types.FunctionType, reads.__code__, {}))
made = types.FunctionType(reads.__code__, {}, "made", None, (types.CellType("in a cell"),))
print(made(), made.__closure__[0].cell_contents, made.__name__)
print(outcome(types.FunctionType, reads.__code__, {}, "n", None, ()))


def lines():
    x = 1

    y = 2
    return (
        x +
        y
    )


print({line - lines.__code__.co_firstlineno for _, _, line in lines.__code__.co_lines() if line} >= {1, 3, 4})


def raises():
    1 / 0


blank = raises.__code__.replace(co_linetable=b"\xf8" * 4 + b"\xff" * 20)
raises.__code__ = blank
try:
    raises()
except ZeroDivisionError as error:
    print(error.__traceback__.tb_next.tb_lineno, error.__traceback__.tb_next.tb_frame.f_lineno)
