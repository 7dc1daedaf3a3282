# Decorators: any expression, applied from below; on classes; with positional-only parameters.
log = []
def note(tag):
    log.append(('made', tag))
    def deco(f):
        log.append(('applied', tag, getattr(f, '__name__', f)))
        return f
    return deco
@note('a')
@note('b')
def f(): return 1
@note('class')
class C:
    @note('method')
    def m(self): return 2
    @staticmethod
    @note('static')
    def s(): return 3
    @property
    def p(self): return 4
    @p.setter
    def p(self, v): log.append(v)
print(log); print(f(), C().m(), C.s(), C().p); C().p = 9; print(log[-1])
table = {'k': [note('expr')]}
@table['k'][0]
def g(): pass
@(lambda f: 'replaced')
def h(): pass
print(h)
@print
class Printed: pass
print(Printed)
import functools
def count(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kw):
        wrapper.calls += 1
        return fn(*args, **kw)
    wrapper.calls = 0
    return wrapper
@count
def w(a, b=1):
    "docs"
    return a + b
print(w(1), w(2, b=3), w.calls, w.__name__, w.__doc__, w.__wrapped__.__name__, w.__qualname__)
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
print(fib(50))
