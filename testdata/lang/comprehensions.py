# List, dict and set comprehensions in hot functions.


def squares(n, k):
    return [x * x + k for x in range(n)]


def filtered(items):
    return [x for x in items if x % 2 if x > 3]


def pairs(n):
    return [(i, j) for i in range(n) for j in range(i) if (i + j) % 3 == 0]


def tables(n):
    return {i: [j * i for j in range(i % 4)] for i in range(n)}


def nested(m):
    return [[row[i] for row in m] for i in range(len(m[0]))]


def closing(n):
    fs = [lambda: i for i in range(n)]
    gs = [lambda i=i: i for i in range(n)]
    return [f() for f in fs][:3], [g() for g in gs][:3]


total = 0
for i in range(300):
    total += sum(squares(i % 6, i)) + len(filtered(range(i % 12))) + len(pairs(i % 5))
print(total)
print(pairs(7))
print(tables(6))
m = [[1, 2, 3], [4, 5, 6]]
for _ in range(401):
    m = nested(m)
print(m)
print(closing(5))
for i in range(400):
    last = [x if x % 2 else -x for x in range(i % 8)], {x % 3 for x in range(i % 5)}, {str(x): x for x in range(i % 3)}
    total += len(last[0]) + len(last[1]) + len(last[2])
print(total, last)
x = "outer"
print([x for x in range(3)], x)
words = "the cat sat on the mat the end".split()
print({w: words.count(w) for w in words}, sorted({len(w) for w in words}))
bad = 0
for i in range(300):
    try:
        [10 // (y - i % 5) for y in range(5)]
    except ZeroDivisionError:
        bad += 1
print(bad)
print([a + b for a, b in zip([1, 2], [0.5, "x"][:1])], [[]] * 2, [y := 5, y**2])
flat = [v for row in [[1, 2.5], ["a"], []] * 100 for v in row]
print(len(flat), flat[:3])
class K:
    size = 4
    items = [i * 2 for i in range(size)]


print(K.items)
