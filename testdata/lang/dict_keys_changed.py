# A dict that keeps its size but not its keys while something iterates over it.
import itertools


def walk(d, change, kind=iter, limit=30):
    seen = []
    try:
        for item in itertools.islice(kind(d), limit):
            seen.append(item)
            change(d, item)
    except RuntimeError as e:
        seen.append(str(e))
    return seen


def put_back(d, key):
    value = d.pop(key)
    d[key] = value


def replace(d, key):
    del d[key]
    d[key + 100] = 0


def put_back_item(d, item):
    del d[item[0]]
    d[item[0]] = -1


for n in range(1, 3):
    print(n, walk(dict.fromkeys(range(n)), put_back))
    print(n, walk(dict.fromkeys(range(n)), replace))
    print(n, walk(dict.fromkeys(range(n), 7), put_back_item, dict.items))
    print(n, walk({i: i for i in range(n)}, put_back, reversed))
print(walk({1: "a"}, put_back), walk({1: "a", 2: "b"}, put_back), walk({1: 2, 3: 4}, replace))
print(walk({"a": 1}, lambda d, k: d.clear()), walk({"a": 1}, lambda d, k: d.update(b=1)))
print(walk({"a": 1, "b": 2}, lambda d, k: d.__setitem__(k, 3)))
d = {0: 0, 1: 0}
it = iter(d)
print(next(it), d.popitem(), d.setdefault(3, 1), list(d))
print(list(it), d)
d = {1: "one"}
for i in range(40):
    del d[next(iter(d))]
    d[i] = str(i)
print(d, len(d), list(d.items()), 39 in d, 38 in d)
small = {}
for i in range(200):
    small[i] = i
    if len(small) > 3:
        del small[next(iter(small))]
print(small, [k in small for k in (0, 0.0, 196, 197.0)], list(reversed(small)))
holes = {0: "zero", -1: "minus one", -2: "minus two"}
del holes[0]
print(0 in holes, False in holes, holes.get(0.0), holes.get(-1.0), holes)
holes[0] = "again"
print(list(holes), holes[False])
