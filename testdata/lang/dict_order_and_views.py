# Order of dicts through every change, and views as sets.
d = {}
for i in range(10): d[f"k{i}"] = i
del d["k3"], d["k0"]
d["k3"] = "again"
d["k5"] = "changed"
print(d, list(d), list(reversed(d)), list(d.items())[:2], list(reversed(d.values()))[:2])
print(d.popitem(), d.pop("k1"), d.pop("nope", "default"), d.setdefault("k9", "there"), d.setdefault("new", []), list(d))
try: d.pop("nope")
except KeyError as e: print(repr(e))
try: {}.popitem()
except KeyError as e: print(e)
a, b = {"x": 1, "y": 2}, {"y": 3, "z": 4}
print(a | b, b | a, {**a, **b, "x": 0}, a.keys() & b.keys(), sorted(a.keys() | b), sorted(a.keys() ^ b.keys()), a.keys() - b, a.items() & {("x", 1)}, a.keys().isdisjoint(["q"]), a.keys() == {"x", "y"}, a.keys() <= {"x", "y", "z"}, a.items() > set(), "x" in a.keys(), ("y", 2) in a.items(), 2 in a.values(), ("y", 3) in a.items())
keys, values, items = a.keys(), a.values(), a.items()
a["w"] = 9
print(len(keys), list(values), items, keys, values, keys.mapping["w"], type(keys.mapping).__name__)
a |= [("l", 1)]
a.update(m=2, **{"n n": 3})
a.update([["o", 4], "pq"])
print(a)
for bad in ([1], [(1,)], [(1, 2, 3)], 5, ["abc"], [[1, 2], 3]):
    try: a.update(bad)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
print(dict.fromkeys("aab"), dict.fromkeys([1, 2], 0), dict([("a", 1)], b=2), dict({"a": 1}, a=2), dict(zip("ab", (1, 2))), {}.get("x"), {}.get("x", 5))
class Keys:
    def keys(self): return ["p", "q"]
    def __getitem__(self, k): return k * 2
print(dict(Keys()), {**Keys()}, (lambda **k: k)(**Keys()))
m = {1: "int", True: "bool", 1.0: "float", (1,): "tuple", None: "none", "1": "str", frozenset(): "fs", b"1": "bytes", 2 ** 70: "big"}
print(m, m[1], m[True], m[2.0 ** 70] if 2.0 ** 70 in m else "no", m.get((1,)))
nan = float("nan")
n = {nan: 1}
print(n[nan], float("nan") in n, len({nan: 1, float("nan"): 2}))
for bad in ([], {}, set(), slice(1), bytearray()):
    try: {bad: 1}
    except TypeError as e: print(e)
    try: bad in {}
    except TypeError as e: print(e)
def change(f):
    c = dict.fromkeys(range(5))
    try:
        for k in c: f(c, k)
        return len(c)
    except RuntimeError as e: return str(e)
print(change(lambda c, k: c.update({k + 10: 1})), change(lambda c, k: c.pop(k)), change(lambda c, k: c.update({k: 2})), change(lambda c, k: (c.pop(k), c.update({k + 100: 1}))), change(lambda c, k: c.clear()))
it = iter(d.items())
print(next(it), it.__length_hint__(), list(it)[-1], next(it, "end"))
print(d == dict(reversed(list(d.items()))), {1: 1} != {1: 1.0}, {1: [2]} == {1: (2,)})
c = d.copy()
c["new"].append("shared")
print(d["new"], c is d, c == d)
big = {}
for i in range(3000):
    big[i * 7919 % 4001] = i
    if i % 3 == 0: big.pop(next(iter(big)))
print(len(big), list(big)[:5], list(big.items())[-1], sum(big.values()), sum(big))
import collections
class Upper(dict):
    def __missing__(self, k): return k.upper()
    def __setitem__(self, k, v): super().__setitem__(k, v + 1)
u = Upper(a=1)
u["b"] = 1
u.update(c=1)
print(u, u["zz"], u.get("zz"), u | {"d": 1}, type(u | {}).__name__, type(u.copy()).__name__, Upper.fromkeys("x", 1))
print(str({"self": 1}), repr({1: {2: {3: []}}}), {"a": 1}.__contains__("a"), {1: 2}.__len__(), {}.__class_getitem__(int))
r = {}
r["me"] = r
print(r)
