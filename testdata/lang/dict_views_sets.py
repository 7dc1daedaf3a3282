# Views of dicts as sets: operators, comparison, containment, mutation.
def show(f):
    try:
        r = f()
        print(sorted(r) if isinstance(r, set) else r)
    except Exception as e:
        print(type(e).__name__, e)


d = {1: "a", 2: "b", 3: "c"}
k, v, i = d.keys(), d.values(), d.items()
print(k, v, i, len(k), len(v), len(i))
for other in ({2, 3, 4}, [2, 3, 4], {2: 0}.keys(), frozenset([1]), (), "ab", iter([3])):
    other = list(other) if hasattr(other, "__next__") else other
    show(lambda: k & other)
    show(lambda: k | other)
    show(lambda: k - other)
    show(lambda: k ^ other)
    show(lambda: other - k if not isinstance(other, str) else 0)
    show(lambda: k.isdisjoint(other))
show(lambda: i & {(1, "a"), (2, "x")})
show(lambda: i - {(1, "a")})
show(lambda: i ^ [(1, "a"), (9, 9)])
show(lambda: {(1, "a")} & i)
show(lambda: k & 5)
show(lambda: k | 5)
show(lambda: v & {1})
print(k == {1, 2, 3}, k == [1, 2, 3], k <= {1, 2, 3, 4}, k < {1, 2, 3}, k > {1}, k >= {1: 0}.keys(),
      k != {1}, i == {(1, "a"), (2, "b"), (3, "c")}, v == v, v == d.values(), i == d.items())
show(lambda: k < 3)
print(1 in k, 5 in k, "a" in v, (1, "a") in i, (1, "b") in i, [1, "a"] in i, 5 in i, (1, 2, 3) in i)
show(lambda: [] in k)
show(lambda: hash(k))
show(lambda: {1: []}.items() & [1])
show(lambda: {1: []}.items() | [1])
d[4] = "d"
print(k, list(reversed(k)), list(reversed(v)), list(reversed(i)))
print(k.mapping, type(k.mapping).__name__)
print(set(k), list(v), dict(i), sorted(i, reverse=True)[0])
r = {}
r["v"] = r.values()
print(r)


class D(dict):
    def keys(self):
        return ["own"]


print(D(a=1).keys(), dict(D(a=1)), list(D(a=1)), {**D(a=1)})


def run(n):
    d = {j: j * j for j in range(n)}
    s = 0
    for a in d.keys() & set(range(0, n * 2, 3)):
        s += a
    for a, b in d.items():
        s += a * b
    for b in d.values():
        s ^= b
    return s


print(run(100))
