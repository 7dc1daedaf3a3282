# del of names, items, slices, attributes; and what is said of what is gone.
a = b = [1, 2, 3, 4, 5, 6]
del a[0], a[-1], a[1:3]
print(b)
del a
try:
    a
except NameError as e:
    print(e)
del b[::2]
print(b)
d = {"x": 1, "y": {"z": 2}}
del d["y"]["z"], d["x"]
print(d)
for wrong in ("d['no']", "b[9]", "(1,)[0]", "5 .real", "d.attr", "len.x", "(1).x"):
    try:
        exec("del " + wrong)
    except Exception as e:
        print(type(e).__name__, e)
class C:
    def __init__(self): self.v = 1
    def __delattr__(self, n):
        print("delattr", n)
        object.__delattr__(self, n)
    def __delitem__(self, k): print("delitem", k)
c = C()
del c.v, c[1], c[1:2], c[..., "k"]
try:
    del c.v
except AttributeError as e:
    print(e)
def f():
    x = 1
    del x
    try:
        return x
    except UnboundLocalError as e:
        print(e)
    x = 2
    del (x)
    x, y = 1, 2
    del [x, (y)]
    return sorted(locals())
print(f())
def g():
    v = 5
    def inner():
        return v
    del v
    try:
        inner()
    except NameError as e:
        print(e)
    v = 7
    return inner()
print(g())
def h():
    global glob
    glob = 1
    del glob
    try:
        glob
    except NameError as e:
        print(e)
h()
class K:
    a = 1
    b = 2
    del a
print(hasattr(K, "a"), K.b)
del K.b
print(hasattr(K, "b"))
counts = {}
for i in range(200):
    counts[i % 7] = i
    if i % 3 == 0:
        del counts[i % 7]
print(counts)
import sys
for bad in ("del f()", "del 1", "del a + b", "del (a, b())", "del *a", "del a.b()"):
    try:
        compile(bad, "s", "exec")
    except SyntaxError as e:
        print(bad, "->", e.msg)
