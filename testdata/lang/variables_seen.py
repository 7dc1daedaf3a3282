# Variables that are not read any more are seen in frames all the same: in f_locals, locals(),
# tracebacks; also after loops that ran as machine code, and of frames that were inlined.
import sys
def show():
    return sorted(sys._getframe(1).f_locals.items())
def a(n):
    t = 0
    for i in range(n):
        x = i * 2
        t += x
    return sorted(locals().items())
def b(n):
    t = 0
    for i in range(n):
        x = i * 2
        t += x
    return show()
def c(n):
    t = 0
    for i in range(n):
        x = i * 2
        t += x
        y = x
    1 // 0
def d(n, o):
    t = 0
    for i in range(n):
        x = i * 2
        t += x
        if i == n - 1:
            return show()
def inner(i, k):
    z = i * k
    w = z + 1
    q = w * 2
    if i == 999:
        1 // 0
    return q
def e(n):
    t = 0
    for i in range(n):
        t += inner(i, 3)
def vals(f, *a):
    try:
        return f(*a)
    except ZeroDivisionError as ex:
        tb = ex.__traceback__.tb_next
        r = []
        while tb:
            r.append(sorted(tb.tb_frame.f_locals.items())); tb = tb.tb_next
        return r
for i in range(3):
    print(a(1000)); print(b(1000)); print(vals(c, 1000)); print(d(1000, 0)); print(vals(e, 1000))
