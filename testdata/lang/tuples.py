# Tuples: packing, unpacking, comparison, as keys and results.


def fib_pairs(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def swap(n):
    x, y, z = 1, 2.5, "s"
    for _ in range(n):
        x, y, z = z, x, y
    return x, y, z


def divide(a, b):
    return a // b, a % b


def results(n):
    total = 0
    for i in range(n):
        q, r = divide(i, 7)
        total += q * 2 + r
        (p, (q, r)), s = (i, divide(i, 3)), -i
        total += p + q + r + s
        first, *rest = (i, q, r)
        total += len(rest) + rest[0]
        *start, end = divide(i, 5)
        total += start[0] - end
    return total


def grid(n):
    seen = {}
    for i in range(n):
        p = (i % 10, i // 10 % 10)
        seen[p] = seen.get(p, 0) + i
    return len(seen), seen[(3, 4)], (11, 0) in seen


print(fib_pairs(300))
print(swap(301), swap(302))
print(results(700))
print(grid(800))
caught = []
for i in range(300):
    try:
        a, b = (1,) * (i % 4)
    except ValueError as e:
        if str(e) not in caught:
            caught.append(str(e))
print(caught)
less = 0
items = [(1, 2), (1, 3), (1,), (), (2, 0), (1.0, 2), (1, 2, 0)]
for _ in range(20):
    for x in items:
        for y in items:
            less += (x < y) + 3 * (x == y) + 7 * (x >= y)
print(less, hash((1, 2)) == hash((1.0, 2)))
t = ()
for i in range(200):
    t += (i,)
    if len(t) > 10:
        t = t[5:]
print(t, t[::-2], t.index(199), t.count(5), (1, 2) * 3)
try:
    t[0] = 1
except TypeError as e:
    print(e)
for i in range(300):
    for a, b in ((i, i + 1), (i * 0.5, "x")):
        last = a, b
print(last, (1), (1,), ())
