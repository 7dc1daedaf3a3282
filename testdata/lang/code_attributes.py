# Code objects: what does not depend on the kind of bytecode.
def f(a, b, /, c, d=1, *args, e, g=2, **kw):
    x = a
    y = [a for i in range(3)]
    def inner():
        return x, c
    return inner
code = f.__code__
print(code.co_name, code.co_qualname, code.co_argcount, code.co_posonlyargcount,
      code.co_kwonlyargcount, code.co_varnames[:8], sorted(code.co_cellvars), code.co_freevars)
print(code.co_firstlineno, code.co_nlocals == len(code.co_varnames), code.co_flags & 0xf)
inner = f(1, 2, 3, e=5)
print(inner.__code__.co_qualname, inner.__code__.co_freevars, inner.__code__.co_flags & 0x1f)
for fn in (f, lambda: 0):
    print(fn.__code__.co_name, fn.__code__.co_flags)
class C:
    def method(self): return __class__
print(C.method.__code__.co_freevars, C.method.__code__.co_qualname)
module = compile('x = 1\ny = 2', 'file.py', 'exec')
print(module.co_name, module.co_filename, module.co_flags, module.co_firstlineno, module.co_varnames)
print(code == code.replace(), hash(code) == hash(code.replace()), code != inner.__code__)
other = code.replace(co_name='other', co_filename='elsewhere.py', co_firstlineno=100, co_qualname='q.other')
print(other.co_name, other.co_filename, other.co_firstlineno, other.co_qualname, other == code)
print(repr(other)[:19], repr(other)[-30:])
lines = [l for _, _, l in inner.__code__.co_lines() if l is not None]
print(sorted(set(lines)))
shifted = inner.__code__.replace(co_firstlineno=inner.__code__.co_firstlineno + 50)
print(sorted(set([l for _, _, l in shifted.co_lines() if l is not None])))
starts_ends = list(code.co_lines())
print(starts_ends[0][0], starts_ends[-1][1] == len(code.co_code),
      all([a[1] == b[0] for a, b in zip(starts_ends, starts_ends[1:])]))
print(len(list(code.co_positions())) * 2 == len(code.co_code))
print(all([len(p) == 4 for p in code.co_positions()]))
for bad in (dict(co_name=1), dict(co_varnames=[]), dict(co_nothing=1)):
    try:
        code.replace(**bad)
    except TypeError as e:
        print(type(e).__name__)
try:
    code.co_name = 'x'
except AttributeError as e:
    print(e)
print((lambda: 0).__code__ == (lambda: 0).__code__, (lambda: 1).__code__ == (lambda: 1.0).__code__)
def two(): return 1; return 2
print('doc' in f.__code__.co_consts, type(code.co_consts), type(code.co_names))
def documented():
    "doc"
print(documented.__code__.co_consts[0])
