# Slices, displays, f-strings, iterators: values loaded before and after, shared and exhausted iterators.
import sys, gc, weakref
class Fin:
    def __init__(self, box): self.box = box
    def __del__(self): self.box.n += 1
class Box: pass
def t1():
    b = Box(); b.n = 0
    s = 'abcdefghij'
    tot = 0
    for i in range(400):
        before = b.n
        f = Fin(b); f = None
        d = {'a': i, i: 2, 'k%d' % i: 3}
        t = s[i % 5:] * 3 + f'{i}-{s}'
        if i % 100 == 99: gc.collect()
        tot += len(t) + len(d)
    gc.collect()
    print(tot, b.n)
t1()
def t2():
    # slices see stores made just before
    l = [1, 2, 3]
    out = []
    for i in range(330):
        l[0] = i
        a = l[:2]
        l[1] = -i
        b = l[:2]
        l.append(i)
        c = l[-1:]
        if i == 320: l[2] = 1.5
        if i == 325: l = [1.5, 2.5, 3.5]
        m = l[:]
        m[0] = 'z'
        if i % 80 == 79 or i > 318: out.append((a, b, c, len(m), m[1], l[0], type(l[2]).__name__))
        if len(l) > 8: l.pop(); l.pop()
    print(out)
t2()
def t3():
    fl = [0.5, 1.5, 2.5]
    out = []
    for i in range(330):
        fl[1] = i * 0.5
        a = fl[1:]
        a[0] += 1
        if i == 320: fl[0] = float('nan')
        if i == 325: fl[0] = None
        out.append((a, fl[1]))
    print(out[::64], out[-3:])
t3()
def t4():
    # dict made of pairs then changed, aliasing
    out = []
    for i in range(330):
        d = {'a': 1, 'b': i}
        e = d
        d['a'] += i
        e['c'] = d['a']
        k = {i: 'x', i + 1: 'y', i: 'z'} if i < 320 else {i: 'x', True: 'y', 1: 'z', 1.0: 'w'}
        k[i] += '!'
        del d['b']
        d['b'] = 2
        for x in d: last = x
        if i % 80 == 0 or i > 326: out.append((d, e is d, k, last))
    print(out)
t4()
def t5():
    # values in virtual tuples kept
    keep = []
    def f(*a):
        keep.append(a) if len(keep) < 5 or a[0] > 325 else None
        return a
    def w(*a, **k):
        r = f(*a, **k)
        return (r is a) or r
    for i in range(330): r = w(i, (i, [i]))
    print(keep, r)
t5()
def t6():
    # iterators in attributes and globals shared between loops and functions
    class H: pass
    h = H()
    def nxt(*a):
        for x in h.it: return x
        return 'end'
    out = []
    srcs = [lambda: iter('abcdef'), lambda: iter({1: 2, 3: 4, 5: 6}), lambda: enumerate('abc'), lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: iter({7}), lambda: reversed([1, 2, 3]), lambda: iter(b'abc'), lambda: iter({1: 2}.items()), lambda: iter(range(4)), lambda: (q for q in 'xyz')]
    for i in range(440):
        h.it = srcs[(i // 100 + (i > 400) * i) % 11]()
        r = []
        for x in h.it:
            r.append(x); r.append(nxt(1))
        r.append(nxt())
        if i % 100 == 50 or i > 425: out.append(r)
    print(out)
t6()
def t7():
    # list grows, shrinks; exhausted stays exhausted
    out = []
    for i in range(330):
        l = [1, 2]
        it = iter(l)
        n = 0
        for x in it:
            n += 1
            if i > 320 and n < 4: l.append(x)
            if i == 325: l.clear()
        l.append(5)
        for x in it: n += 100
        e = enumerate(l); list(e); l.append(6)
        for j, x in e: n += 1000
        d = {1: 1}; di = iter(d)
        for x in di: pass
        d[2] = 2
        for x in di: n += 10000
        try:
            di = iter(d); next(di); d[i + 5] = 1
            for x in di: n += 5
        except RuntimeError: n += 7
        try:
            for x in di: n += 5
        except RuntimeError: n += 9
        it = iter('ab'); it.__setstate__(1)
        for x in it: n += ord(x)
        it = iter([1, 2, 3]); it.__setstate__(-5 if i > 310 else 2)
        for x in it: n += x
        it = iter((1, 2, 3)); it.__setstate__(10)
        for x in it: n += x
        out.append(n)
    print(out[::55], out[300:])
t7()
def t8():
    # mixed string kinds, long
    out = 0
    for i in range(330):
        s = 'a' * (i + 1) if i < 310 else '\u1234b' * i
        for c in s: out += ord(c)
        t = s[i // 2:] + s[:i // 2]
        out += len(t) + (t == s)
        f = f'{s}{i}{s[:1]}'
        out += len(f) + ord(f[0])
        x = f'{i}' f'{i:5}' f'{float(i)!r}' + f'{i:x}{i!s:>4}'
        out += len(x)
    print(out)
t8()
def t9():
    # a class that changes while its instances are in a loop of wrappers
    class P:
        def m(self, *a): return len(a)
        def __init__(self, *a): self.a = a
    class Q:
        def m(*a): return -len(a)
    def w(o, *a, **k): return o.m(*a, **k)
    p = P(1); s = 0
    r = []
    for i in range(400):
        if i == 310: p.m = lambda *a: 500
        if i == 320: del p.m
        if i == 330: p.__class__ = Q
        if i == 340: Q.m = classmethod(lambda *a: 7 * len(a))
        if i == 350: Q.m = staticmethod(lambda *a: 70 * len(a))
        if i == 360: Q.__getattr__ = lambda s, n: lambda *a: 9; del Q.m
        if i == 370: p = P(2)
        if i == 380: P.m = len
        try: s += w(p, i, 2)
        except TypeError as e: s += 1; r.append(str(e)) if i == 380 else None
    print(s, r)
t9()
def t10():
    # big counts
    out = []
    for i in range(320):
        c = 0 if i < 310 else 2**62 - 2 if i < 315 else 2**63 - 2
        r = []
        for j, x in enumerate('abc', c): r.append(j + 1)
        if i > 307: out.append(r[-1])
    print(out)
    for s in ('x', 'y' * 3):
        for i in range(310):
            n = 2 if i < 305 else 2**62 if i < 307 else 2**61
            try: r = s * n
            except (MemoryError, OverflowError) as e: r = type(e).__name__
        print(r)
t10()
def t11():
    # isinstance in loops with changing tuples
    class Base: pass
    objs = [1, 's', 1.5, None, Base(), [], True, int, Base, len, 2**70]
    c = [0] * 8
    ts = [(int, str), (float,), (Base, list), (type, object)]
    for i in range(440):
        o = objs[i % 11] if i > 200 else i
        t = ts[i // 110]
        if isinstance(o, t): c[0] += 1
        if isinstance(o, (int, float)): c[1] += 1
        if isinstance(o, (bool, type(None))): c[2] += 1
        if isinstance(o, ((int, str), float)): c[3] += 1
        if isinstance(o, int | str): c[4] += 1
        if isinstance(o, Base): c[5] += 1
    print(c)
t11()
