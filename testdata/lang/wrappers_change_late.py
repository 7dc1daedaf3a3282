# Wrappers with *args and **kwargs whose callees, defaults, arguments and state change late.
import sys, functools
def t1():
    def f1(*a): return ('f1', a)
    def f2(*a): return ('f2', len(a))
    class Cal:
        def __call__(self, *a, **k): return ('cal', a, k)
    fs = [f1] * 310 + [f2, Cal(), len, functools.partial(f1, 5), f1, max, str, dict, Cal().__call__]
    out = []
    def w(*args, **kwargs):
        return f(*args, **kwargs)
    for i, f in enumerate(fs):
        try: r = w([1, 2])
        except Exception as e: r = repr(e)
        if i > 305: out.append(r)
    print(out)
t1()
def t2():
    def make(k):
        def f(*a, d=k): return k + len(a)
        def w(*a, **kw): return f(*a, **kw) + k
        return w
    ws = [make(j) for j in range(5)]
    s = 0
    for i in range(400):
        s += ws[i % 5](*range(i % 3 if i > 300 else 2))
        s += make(i)(1)
    print(s)
t2()
def t3():
    def f(a, b=2, *args, k=1, **kw): return (a, b, args, k, kw)
    def w(*args, **kw): return f(*args, **kw)
    out = []
    kws = [{}] * 310 + [{'k': 3}, {'z': 1}, {'a': 2}, {}, {'b': 3}]
    class DD(dict): 
        def keys(self): return ['zz']
        def __getitem__(self, k): return 'got'
    kws += [DD(), DD(q=1), {5: 1}, {'k': 3, 'y': 2}]
    for i, k in enumerate(kws):
        for args in ((1,), (1, 2), (1, 2, 3), [1, 2], 'ab', iter((7,)), {8: 1}):
            try: r = w(*args, **k)
            except TypeError as e: r = str(e)
            try: r2 = f(*args, **k)
            except TypeError as e: r2 = str(e)
            if i >= 308: out.append(r); out.append(r2)
    print(out)
t3()
def t4():
    # NaN and bool and big ints through *args
    def f(*a): return a
    def w(*a): return f(*a)
    vals = [1] * 310 + [True, 2**62, 1.5, float('inf'), None, 'x', (1,), -2**63]
    out = []
    for v in vals:
        r = w(v, v); out.append((r, type(r[0]).__name__, r[0] is r[1]))
    print(out[309:])
t4()
def t5():
    class T:
        def __init__(self, *args, x=0, **kw):
            self.args = args; self.x = x; self.kw = kw
            if len(args) > 3: return 5
    out = []
    for i in range(340):
        try:
            if i < 310: t = T(i, 2)
            elif i < 320: t = T(i, x=i)
            elif i < 325: t = T(i, y=i, x=2)
            elif i < 330: t = T(1, 2, 3, 4)
            else: t = T(*[1, 2], **{'q': 1})
            r = (t.args, t.x, t.kw)
        except TypeError as e: r = str(e)
        if i > 300 and i % 4 == 0: out.append(r)
    print(out)
t5()
def t6():
    # yielding wrappers and contextmanagers
    from contextlib import contextmanager
    log = []
    @contextmanager
    def cm(*a, **k):
        log.append('in')
        try: yield len(a)
        except ValueError: log.append('ve'); 
        finally: log.append('out')
    s = 0
    for i in range(330):
        with cm(1, 2) as n:
            s += n
            if i > 320: raise ValueError
    print(s, len(log), log[-4:])
    def gen(*a):
        for x in a:
            yield (lambda *b: b + a)(x)
    def deleg(*a):
        r = yield from gen(*a)
        return r
    t = 0
    for i in range(330):
        for x in deleg(i, 2): t += len(x)
    print(t)
t6()
def t7():
    # try/except/finally in nested wrappers with exits
    class E(Exception): pass
    def a(*args):
        if args[0] % 50 == 49: raise E(args)
        return args[0]
    def b(*args, **kw):
        try:
            return a(*args, **kw)
        except E as e:
            return -len(e.args[0])
        finally:
            c.append(1)
    def d(*args):
        try:
            return b(*args)
        finally:
            c.append(2)
    c = []
    s = 0
    for i in range(400):
        s += d(i, i)
    print(s, len(c), sum(c))
t7()
def t8():
    # sys._getframe objects kept; locals change
    global keep
    keep = []
    def leaf(*a):
        if a[0] > 300: keep.append(sys._getframe())
        return a
    def w(*args, **kw):
        args = args + (1,)
        kw['z'] = 2
        r = leaf(*args)
        args = ()
        return r
    for i in range(305):
        w(i)
    for fr in keep:
        print(fr.f_locals, fr.f_back.f_locals if fr.f_back.f_code.co_name == 'w' and 'leaf' not in fr.f_back.f_locals else {k: v for k, v in fr.f_back.f_locals.items() if k != 'leaf'}, fr.f_back.f_lineno - fr.f_back.f_code.co_firstlineno)
t8()
def t9():
    # locals() and exec in wrapper
    def w(*args, **kw):
        x = args[0]
        return sorted(locals())
    def v(*args): return w(*args)
    for i in range(320): r = v(i, 2)
    print(r)
    def ww(*args, **kw):
        return eval('args[0] + len(kw)')
    s = 0
    for i in range(320): s += ww(i, z=1)
    print(s)
t9()
def t10():
    # deletion of args, rebinding
    def w(*args, **kw):
        if args[0] > 310:
            del args
            try: return args
            except UnboundLocalError as e: return str(e)
        args = list(args); args.append(3)
        return len(args)
    out = []
    for i in range(315): out.append(w(i))
    print(out[305:])
    def w2(*args):
        def inner(): return args
        nonlocal_args = inner()
        return nonlocal_args is args, inner
    k = []
    for i in range(315):
        a, inn = w2(i)
        k.append((a, inn()))
    print(k[310:])
    def w3(*args, **kw):
        def add(n):
            nonlocal args
            args += (n,)
        add(5); kw['k'] = args
        return args, kw
    for i in range(315): r = w3(i)
    print(r)
t10()
class M:
    def m(*args, **kw):
        self, *rest = args
        return self.v + len(rest) + len(kw)
    def z(*args): return __class__.__name__, args[1:]
    @classmethod
    def c(*args): return args[0].__name__, args[1:]
    @staticmethod
    def s(*args): return args
    @property
    def p(*args): return len(args)
    def __getitem__(*args): return args[1:]
    def __add__(*args): return 'add', args[1:]
    def __len__(*args): return len(args)
    def __call__(*args, **kw): return args[1:], kw
def t11():
    m = M(); m.v = 1
    for i in range(320):
        r = (m.m(1, 2), m.m(x=1), m.z(3), m.c(4), M.c(5), m.s(6), m.p, m[7], m[1:2], m + 8, len(m), m(9), m(9, k=1))
        if i == 310: m.v = 'x' if False else 2.5
    print(r)
    try: M.m()
    except ValueError as e: print(e)
t11()
def t12():
    # redefined global functions
    global gf, gw
    def gf(*a): return len(a)
    def gw(*a, **k): return gf(*a, **k)
    s = 0
    for i in range(400):
        s += gw(1, 2)
        if i == 350:
            def gf(*a): return 100
        if i == 360:
            def gw(*a, **k): return 1000 + gf(*a)
        if i == 380: gw = lambda *a: 7
    print(s)
t12()
def t13():
    cnt = []; fs = []
    def f(*args): 
        cnt.append(1)
        if len(cnt) == 350: fs[0].__code__ = h.__code__
        return 1
    def h(*args):
        cnt, fs
        return 10
    def h(*args):
        if h and cnt and fs: return 10
    fs.append(f)
    def w(*a): return f(*a) + f(*a)
    print(sum(w(i) for i in range(400)))
    def k(a, b=1, *c): return b
    def w2(*a): 
        x = k(*a)
        if a[0] == 300: k.__defaults__ = (5,)
        return x + k(*a)
    print(sum(w2(i) for i in range(400)))
t13()
def t14():
    # recursion via wrappers, deep
    def deco(f):
        def w(*a, **k): return f(*a, **k)
        return w
    @deco
    @deco
    def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
    print(fib(15))
    @deco
    def deep(n, *r): return 0 if n == 0 else 1 + deep(n - 1, *r, n)
    for i in range(20): print(deep(100), end=' ')
    print()
    @deco
    def inf(*a, **k): return inf(*a, x=1)
    for i in range(3):
        try: inf(1)
        except RecursionError as e: print(type(e).__name__)
t14()
