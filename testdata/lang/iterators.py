# enumerate, zip, map, filter, reversed and iter in hot loops.


def run(n):
    total = 0
    items = list(range(n))
    for i, v in enumerate(items):
        total += i * v
    for i, v in enumerate(items, 5):
        total -= i
    for a, b in zip(items, items[1:]):
        total += a - b
    for a, b, c in zip(items, "abc" * n, range(n, 0, -1)):
        total += a + ord(b) - c
    for v in map(lambda x: x * 2 + 1, items):
        total += v
    for v in filter(lambda x: x % 3 == 0, items):
        total += v
    for v in filter(None, [0, 1, "", "a", None]):
        total += 1
    for v in reversed(items):
        total = total * 3 % 1000003 + v
    for v in map(max, items, reversed(items)):
        total += v
    for i, (a, b) in enumerate(zip(items, map(str, items))):
        total += a - int(b) + i
    return total


def aggregates(n):
    out = 0
    for i in range(n):
        items = [i % 7, i % 5 * 0.5, -i]
        out += min(items) + max(items) + sum(items) + min(i, 3) + max(1.5, i)
        out += any(items) + all(items) * 2 + len(items)
        out += max(items, key=abs) + min(items, key=lambda x: -x)
        out += sum([[i], [2]], [])[0] + max([], default=4) + sum((1, 2), 10)
    return out


print(run(500))
print(aggregates(400))
print(list(zip()), list(zip([1], [2, 3])), list(enumerate("ab")), list(map(pow, [2, 3], [3, 2])))
it = iter([1, 2, 3])
print(next(it), list(it), next(it, "end"))
e = enumerate("xyz")
print(next(e), list(e), list(e))
got = 0
for i in range(600):
    z = zip(range(i % 5), range(i % 3))
    got += len(list(z)) + sum(map(int, "123")) + len(list(filter(lambda x: x > i % 4, range(5))))
print(got)
items = [3, 1, 2]
for i in range(400):
    for v in items:
        if len(items) < 6 and i == 200:
            items.append(v + 1)
    got += sum(items)
print(got, items)
for bad in (lambda: min([]), lambda: max(()), lambda: sum(["a"]), lambda: next(5), lambda: zip(5), lambda: reversed({1})):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
for i in range(300):
    try:
        for v in map(lambda x: 1 // x, [2, 1, 0]):
            got += v
    except ZeroDivisionError:
        got += 100
print(got)
k = 0
for line in iter(lambda: (k % 5) or None, None):
    k += 1
    if k > 300:
        break
print(k)
