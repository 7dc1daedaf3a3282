# Everything that can stand left of =.
class Box:
    pass
log = []
def note(v):
    log.append(v)
    return v
a, (b, *c), d = 1, "xyz", [4]
print(a, b, c, d)
[p, *q], r = (1, 2, 3), 4
*x, = "ab"
print(p, q, r, x)
box, items = Box(), [0] * 5
box.v, items[1], items[2:4] = "one", "two", ("three", "four", "five")
print(box.v, items)
i = 0
i, items[i] = 1, "at i"
print(items, i)
note(items)[note(0)] = note("value")
print(log[1:])
first = second = third = []
first.append(1)
print(second is third, third)
(one), [two] = 1, [2]
print(one, two)
for k, (v, *w) in {"a": "xyz", "b": (1, 2)}.items():
    print(k, v, w)
for box.n in range(3): pass
for items[0] in "ab": pass
print(box.n, items[0])
with open(__file__) as box.file: pass
print(box.file.closed)
for bad in ((1,), (1, 2, 3), 5, {1: 2}, "a", iter([])):
    try:
        m, n = bad
        print(m, n)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
    try:
        m, n, *o, p = bad
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
x = [1, 2, 3]
x[0], x[1] = x[1], x[0]
x[:], y = x[::-1], x
print(x, y is x)
def swap(a, b, n):
    for _ in range(n):
        a, b = b, a
    return a, b
print(swap(1, "b", 301))
