# exec and eval: globals, locals, mappings, closures, builtins.
ns = {}
exec('x = 1\ndef f(): return x', ns)
print(ns['f'](), '__builtins__' in ns, sorted([k for k in ns if k != '__builtins__']))
g, l = {'a': 1}, {'b': 2}
exec('c = a + b', g, l)
print('c' in g, l)
class Map:
    def __init__(self): self.d = {}; self.log = []
    def __getitem__(self, k): self.log.append(('get', k)); return self.d[k]
    def __setitem__(self, k, v): self.log.append(('set', k, v)); self.d[k] = v
    def __delitem__(self, k): self.log.append(('del', k)); del self.d[k]
m = Map()
exec('p = 1\nq = p + 1\ndel p\nlen', {}, m)
print(m.log)
print(eval('q * 2', {}, m))
try:
    exec('del zzz', {}, m)
except NameError as e:
    print(e)
def scope():
    v = 3
    exec('v = 4; w = 5')
    return v, eval('v + 1'), sorted(locals())
print(scope())
print(eval(' \t1 + 1'), eval(b'2 + 2'), eval(compile('3 + 3', '', 'eval')))
print(eval('[i for i in range(3)]'), eval('x', {'x': 9}))
def attempt(f, *args, **kw):
    try:
        print(f(*args, **kw))
    except Exception as e:
        print(type(e).__name__, e)
attempt(eval, 5)
attempt(exec, 5)
attempt(eval, '1', 5)
attempt(exec, '1', 5)
attempt(eval, '1', {}, 5)
attempt(exec, '1', {}, 5)
attempt(eval, '1', m)
attempt(eval, 'x\0')
attempt(eval, 'x =')
attempt(eval, '')
attempt(exec, 'x = ')
attempt(compile, '1', 'f', 'other')
attempt(compile, 1, 'f', 'exec')
attempt(compile, '1', 'f', 'exec', 1 << 30)
attempt(compile, '1', 'f', 'exec', optimize=5)
attempt(compile, '1', 5, 'exec')
def outer():
    n = 5
    def inner():
        nonlocal n
        n += 1
        return n
    return inner
inner = outer()
attempt(eval, inner.__code__)
attempt(exec, inner.__code__)
attempt(exec, inner.__code__, closure=inner.__closure__)
print(inner())
attempt(exec, inner.__code__, closure=())
attempt(exec, 'x', closure=())
attempt(exec, compile('1', '', 'exec'), closure=inner.__closure__)
restricted = {'__builtins__': {'abs': abs}}
print(eval('abs(-1)', restricted))
attempt(eval, 'len([])', restricted)
attempt(exec, 'def f(): return len\nf()', {'__builtins__': {}})
code = compile('assert False, "no"\nx = __debug__', '', 'exec', optimize=1)
ns = {}
exec(code, ns)
print(ns['x'])
code = compile('def f():\n  "doc"\n', '', 'exec', optimize=2)
exec(code, ns)
print(ns['f'].__doc__)
exec(compile('def f():\n  "doc"\n', '', 'exec', optimize=1), ns)
print(ns['f'].__doc__)
class D(dict):
    def __missing__(self, key): return key * 2
print(eval('a + b', {}, D()))
exec('global gg; gg = 1; hh = 2', ns, l)
print(ns['gg'], l['hh'], 'gg' in l)
