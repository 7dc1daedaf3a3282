# Frames, tracebacks and generators seen from inlined wrappers; keyword names of replaced code.
import sys, traceback
def t1():
    def f(a, **kw): return a, kw
    nm = ''.join(['al', 'pha'])
    f.__code__ = f.__code__.replace(co_varnames=(nm, 'kw'))
    out = []
    for i in range(330):
        try: r = f(alpha=i)
        except TypeError as e: r = str(e)
        if i % 80 == 0: out.append(r)
    print(out)
    def g(a, b=2): return a, b
    g.__code__ = g.__code__.replace(co_varnames=(nm, ''.join(['be', 'ta'])))
    for i in range(330):
        try: r = g(alpha=i, beta=i)
        except TypeError as e: r = str(e)
    print(r)
t1()
def t2():
    def look(*a):
        f = sys._getframe(1); r = []
        while f and f.f_code.co_name != 't2':
            r.append((f.f_code.co_name, sorted((k, v) for k, v in f.f_locals.items() if not callable(v)), f.f_lineno - f.f_code.co_firstlineno)); f = f.f_back
        return r
    def in1(*args, **kw):
        z = args[0] + 1
        return look(*args) if args[0] % 100 == 99 or args[0] > 326 else z
    def w1(*args, **kw):
        y = len(args)
        r = in1(*args, **kw)
        return r
    def w2(a, *args):
        return w1(a, *args)
    for i in range(330):
        r = w2(i, 'q', [i])
        if isinstance(r, list): print(r)
t2()
def t3():
    # the same args tuple and kwargs dict seen by a frame and by the code afterwards
    got = []
    def peek():
        l = sys._getframe(1).f_locals
        got.append((l['args'], l['kw']))
        l2 = sys._getframe(1).f_locals
        return l2['args'] is l['args'], l2['kw'] is l['kw']
    def w(*args, **kw):
        s = peek()
        kw['added'] = 1
        return s, args is got[-1][0], kw is got[-1][1], got[-1][1]
    for i in range(330):
        r = w(i, i)
        if i % 110 == 0 or i > 327: print(r)
    def o(*args, **kw): return w(*args, **kw)
    for i in range(330):
        r = o(i, i)
    print(r)
t3()
def t5():
    def boom(*a): return 1 // a[0]
    def w(*args, **kw): return boom(*args, **kw)
    def w2(*args, **kw):
        try: return w(*args, **kw)
        except ZeroDivisionError:
            return traceback.format_exc().count('\n')
    def w3(*a):
        try:
            return w2(*a)
        finally:
            log.append(len(a))
    log = []
    s = 0
    for i in range(400):
        s += w3(i % 40 if i < 390 else 0)
    print(s, len(log))
    for i in range(330):
        try:
            w(0 if i > 320 else 1)
        except ZeroDivisionError as e:
            l = [(t.name, t.lineno - w.__code__.co_firstlineno) for t in traceback.extract_tb(e.__traceback__)]
    print(l)
    # context and cause
    def c(*a):
        try: w(*a)
        except ZeroDivisionError as e:
            raise KeyError(*a) from e
    for i in range(330):
        try: c(i % 10)
        except KeyError as e: r = (repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
    print(r)
t5()
def t6():
    def f(*args): return sum(args)
    def w(*args): return f(*args)
    class It:
        def __init__(s, n): s.n = n
        def __iter__(s): return s
        def __next__(s):
            if s.n <= 0: raise StopIteration
            s.n -= 1; return s.n
    class Tup(tuple): 
        def __iter__(s): return iter((100,))
        def __len__(s): return 50
    s = 0
    for i in range(400):
        a = (1, 2) if i < 310 else It(3) if i < 330 else Tup((1, 2)) if i < 350 else [3] if i < 360 else {5: 1} if i < 370 else range(3) if i < 380 else (x for x in (1, 2))
        s += w(*a) + f(*a) + f(0, *a, 1) + f(*a, *a[:0] if isinstance(a, list) else ())
    print(s)
    try:
        for i in range(330): w(*((1,) if i < 320 else 5))
    except TypeError as e: print(e)
    try:
        for i in range(330): f(**({} if i < 320 else {1: 2}))
    except TypeError as e: print(e)
    def g(**k): return len(k)
    s = 0
    for i in range(400):
        k = {} if i < 310 else {'a': 1} if i < 320 else {}
        s += g(**k) + g(x=1, **k)
    print(s)
t6()
def t7():
    # recording begins in the wrapper, loop in the callee
    def loop(*args):
        s = 0
        for x in args: s += x
        for i in range(50): s += len(args)
        return s
    def w(*args, **kw): return loop(*args, **kw)
    s = 0
    for i in range(300): s += w(*range(i % 7))
    print(s)
    def w2(*args):
        s = 0
        for i in range(20): s += loop(*args[:i % 3])
        return s
    for i in range(50): s += w2(1, 2, 3)
    print(s)
t7()
def t8():
    import asyncio
    async def a(*args): return len(args)
    async def w(*args, **kw): return await a(*args, **kw)
    async def main():
        s = 0
        for i in range(330): s += await w(*(1,) * (i % 4))
        async def ag(*a):
            for x in a: yield x
        async for x in ag(*range(400)): s += x
        return s
    print(asyncio.run(main()))
    def gw(*args):
        def g():
            yield from args
        return g()
    s = 0
    for i in range(330):
        for x in gw(*(1, 2, 3)): s += x
    print(s)
    def gen(*args, **kw):
        for a in args: 
            z = yield a, len(kw)
            if z: return z
    s = 0
    for i in range(330):
        g = gen(1, 2, x=3) if i > 300 else gen(1, 2)
        s += sum(map(sum, g))
        g = gen(1, 2); next(g)
        try: g.send(5)
        except StopIteration as e: s += e.value
    print(s)
t8()
