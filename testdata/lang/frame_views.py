"""Frames, code objects and what inspect and traceback see of them."""
import sys, types, inspect
def t(f):
    try: print(f())
    except BaseException as e: print(type(e).__name__, e)
def g(a):
    b = 1
    x = yield a
    yield (lambda: b)
it = g(3)
t(lambda: (it.gi_frame.f_lineno - g.__code__.co_firstlineno, it.gi_frame.f_locals, it.gi_yieldfrom, it.gi_running, it.gi_code is g.__code__))
next(it)
t(lambda: (it.gi_frame.f_lineno - g.__code__.co_firstlineno, it.gi_frame.f_locals, it.gi_frame.f_back))
t(lambda: inspect.getgeneratorlocals(it))
t(lambda: inspect.getgeneratorstate(it))
t(lambda: it.gi_frame.clear())
t(lambda: (it.gi_frame, inspect.getgeneratorstate(it)))
def outer(p, q=2):
    loc = 1
    def inner(r):
        s = p + loc
        print(sorted(sys._getframe().f_locals.items(), key=lambda kv: kv[0]))
        print(sorted(sys._getframe().f_back.f_locals))
        return locals()
    return inner
t(lambda: sorted(outer(5)(6).items()))
class C:
    x = 1
    print(sorted(k for k in sys._getframe().f_locals if not k.startswith('__')))
    y = locals() is sys._getframe().f_locals
t(lambda: C.y)
def args(frame): 
    return inspect.getargvalues(frame)
def f(a, b=2, *c, d=4, **e):
    return args(sys._getframe())
t(lambda: f(1, 2, 3, d=5, z=6))
t(lambda: inspect.formatargvalues(*f(1, 2, 3, d=5, z=6)[:4]))
def depth(n):
    return len(inspect.stack(0)) if n == 0 else depth(n-1)
t(lambda: depth(3) - depth(0))
t(lambda: [fi.function for fi in inspect.stack()][:2])
t(lambda: inspect.currentframe().f_code.co_name)
def w():
    f = sys._getframe()
    f.f_locals['zz'] = 3
    return sorted(f.f_locals), 'zz' in locals()
t(w)
def vals():
    x = 1
    l = locals()
    x = 2
    y = l['x']
    l2 = locals()
    return y, l is l2, l['x'], sorted(l)
t(vals)
import traceback
def ex():
    try:
        raise ValueError(1)
    except ValueError as e:
        tb = e.__traceback__
        return [(f.name, f.lineno - ex.__code__.co_firstlineno, f.line, f.colno, f.end_colno) for f in traceback.extract_tb(tb)], tb.tb_lasti >= 0, tb.tb_frame is sys._getframe()
t(ex)
def walk():
    return [(f.f_code.co_name) for f, _ in traceback.walk_stack(None)][-3:]
t(walk)
def code_info():
    c = outer.__code__
    return c.co_varnames, c.co_cellvars, c.co_freevars, c.co_names, c.co_argcount, c.co_nlocals, c.co_flags, c.co_qualname, [k.co_name for k in c.co_consts if hasattr(k,'co_name')]
t(code_info)
t(lambda: [hex(f.__code__.co_flags) for f in (g, f, ex, outer(1), args)])
t(lambda: hex((lambda: (yield)).__code__.co_flags))
t(lambda: hex(compile('x', '', 'eval').co_flags))
t(lambda: compile('a.b(c)\nimport d.e\nfrom f import g as h', '', 'exec').co_names)
t(lambda: [l for _,_,l in f.__code__.co_lines() if l][-1] - f.__code__.co_firstlineno)
fr = sys._getframe()
for n in ("f_lineno", "f_trace", "f_trace_lines", "f_trace_opcodes", "f_locals", "f_code", "f_back", "f_lasti"):
    t(lambda: delattr(fr, n))
    t(lambda: setattr(fr, n, 3))
fr.f_trace = None
for n in ("co_code", "co_name", "co_varnames", "co_nlocals", "foo"):
    t(lambda: delattr(g.__code__, n))
    t(lambda: setattr(g.__code__, n, 3))
t(lambda: types.FrameType())
t(lambda: sys._getframe(1000))
t(lambda: sys._getframe("x"))
t(lambda: sys.settrace())
t(lambda: sys.call_tracing(1, 2))
t(lambda: sys.call_tracing(len, ([],)))
t(lambda: fr.clear())
