# Functions that call themselves, in several threads that take turns, with frames looked at.
import sys, threading
sys.setswitchinterval(1e-5)
class Look:
    def __init__(self): self.n = 0
    def __getattr__(self, name):
        self.n += 1
        f = sys._getframe(1); s = []
        while f is not None and len(s) < 12:
            if f.f_code.co_name in ("down", "work", "left", "gen"):
                s.append((f.f_code.co_name, f.f_lineno, f.f_locals.get("n")))
            f = f.f_back
        return tuple(s)
class Plain:
    def __getattr__(self, name):
        return ()
def down(n, o):
    if n == 0:
        return o.look
    x = n * 1.5
    a = down(n - 1, o)
    if n % 3 == 0:
        a = down(n - 3, o)
    assert x == n * 1.5
    return a
def gen(n, o):
    while n > 0:
        yield o.look, n
        n -= 1
def left(n, o):
    if n <= 0: return 0, ()
    t, s = left(n - 1, o)
    for s, k in gen(2, o):
        t += k
    return t + n, s
def work(n, out):
    plain, look = Plain(), Look()
    r = {}
    for i in range(n):
        k = down(i % 9, look if i % 5 == 4 else plain)
        r[k] = r.get(k, 0) + 1
        k = left(i % 4, look if i % 3 == 0 else plain)
        r[k] = r.get(k, 0) + 1
    out.append(sorted(r.items(), key=repr))
outs = []
ts = [threading.Thread(target=work, args=(60, outs)) for _ in range(3)]
for t in ts: t.start()
for t in ts: t.join()
work(60, outs)
print(len(outs), all(o == outs[0] for o in outs))
for k, v in outs[0]: print(k, v)
try:
    def deep(n, o):
        if n % 50 == 0: o.look
        return deep(n + 1, o) + 1
    deep(0, Look())
except RecursionError as e:
    tb = e.__traceback__; c = 0
    while tb: c += 1; last = tb; tb = tb.tb_next
    print(c > 900, e)
