# Methods of builtin objects are bound anew at each access, and equal all the same.
import math

a = []
f = a.append
print(f == a.append, f != a.append, hash(f) == hash(a.append), {f: 1}.get(a.append))
print(f == [].append, f == a.extend, f == 1, len == len, "".join == "".join)
print(f is a.append, f.__self__ is a, f.__name__, f.__qualname__)
for method in (f, "x".join, {}.get, dict.fromkeys, int.from_bytes):
    text = repr(method)
    print(text[:text.index(" at 0x")], text[-1])
print(len, math.sqrt, list.append)
print(math, type(math))


class C:
    def m(self):
        pass


c = C()
print(c.m == c.m, c.m != c.m, c.m == C().m, hash(c.m) == hash(c.m), {c.m: 1}.get(c.m))
calls = {a.append: "append", a.pop: "pop"}
total = 0
for i in range(300):
    calls_of = calls[a.append]
    a.append(i)
    total += len(calls_of) + (a.append == f)
print(total, len(a))
