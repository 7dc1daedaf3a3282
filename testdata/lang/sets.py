# Sets in hot loops.


def unique(n):
    seen = set()
    repeats = 0
    for i in range(n):
        v = i * i % 97
        if v in seen:
            repeats += 1
        else:
            seen.add(v)
    return len(seen), repeats


def algebra(n):
    a = {1, 2, 3}
    total = 0
    for i in range(n):
        b = {i % 5, (i + 1) % 5}
        total += len(a & b) + len(a | b) * 2 + len(a - b) * 3 + len(a ^ b) * 5
        total += (b <= a) + (a > b) + a.isdisjoint(b)
    return total


print(unique(1500))
s = set()
for i in range(900):
    s.add(i % 11)
    s.add(i % 11 * 1.0)
    s.add(str(i % 5))
    s.discard(i % 7)
print(len(s), sorted([x for x in s if not isinstance(x, str)]))
print(algebra(500))
removed = 0
for i in range(300):
    t = {1, 2, 3}
    try:
        t.remove(i % 5)
    except KeyError as e:
        removed += 1
        text = str(e)
print(removed, text)
changed = 0
for i in range(200):
    t = {1, 2, 3}
    try:
        for v in t:
            t.add(v + 100)
    except RuntimeError as e:
        changed += 1
        text = str(e)
print(changed, text)
print(sorted({x % 3 for x in range(20)}), set() == set([]), {1, 2} == {2, 1.0}, frozenset([1, 2]) == {1, 2})
print(len(set("mississippi")), sorted(set([3, 1, 2, 1])), {1, 2} < {1, 2, 3}, set(), {"only"})
u = set(range(10))
u.update([20, 30], (40,))
u -= {1, 2}
print(sorted(u), sorted(u & {3, 4, 50}), u.pop() in range(50))
d = {frozenset({1, 2}): "a"}
print(d[frozenset([2, 1])])
