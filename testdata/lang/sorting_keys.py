# sort and its relatives: stability, keys, reverse, odd comparisons.
import functools, operator, random
rng = random.Random(3)
rows = [(rng.randrange(5), rng.choice("abc"), i) for i in range(60)]
print(sorted(rows)[:4], sorted(rows, key=lambda r: r[1])[:4], sorted(rows, key=operator.itemgetter(1, 0), reverse=True)[:3])
by = sorted(rows, key=lambda r: r[0], reverse=True)
print(all(a[2] < b[2] for a, b in zip(by, by[1:]) if a[0] == b[0]))
words = "the Quick brown Fox jumps over The lazy dog".split()
print(sorted(words), sorted(words, key=str.lower), sorted(words, key=len), sorted(words, key=lambda w: (-len(w), w)), max(words, key=len), min(words, key=str.lower))
for data in ([3.5, 2, -1, 10**20, 2.0, True], ["b", "a", "é", "", "B"], [b"b", b"a", b""], [(1, "b"), (1, "a"), (0,)], [[2], [1, 2], []], [10**30, -10**30, 5], [float("inf"), 1, -float("inf")], list(range(100)), list(range(100, 0, -1)), [1] * 20, list(range(50)) + list(range(50))):
    l = list(data)
    l.sort()
    r = sorted(data, reverse=True)
    print(l[:5], r[:5], l == sorted(l), sorted(l, key=lambda v: 0) == l)
for bad in ([1, "a"], [None, None], [1, None], [1j, 2j], [{}, {}], [object(), object()], [(1, "a"), (1, 2)], ["a", b"a"]):
    try: print(sorted(bad))
    except TypeError as e: print(e)
class Item:
    compared = 0
    def __init__(self, v): self.v = v
    def __lt__(self, o):
        Item.compared += 1
        return self.v < o.v
    def __repr__(self): return f"I{self.v}"
items = [Item(rng.randrange(20)) for _ in range(40)]
print(sorted(items)[:6], Item.compared, max(items) if hasattr(Item, "__gt__") and False else min(items))
l = [3, 1, 2]
try: l.sort(key=lambda v: l.append(v))
except ValueError as e: print(e)
except TypeError as e: print("TypeError", e)
l = [5, 4, 3]
def nosy(v):
    seen.append(len(l))
    return v
seen = []
l.sort(key=nosy)
print(l, seen)
def fails(v):
    if v == 7: raise KeyError(v)
    return -v
l = list(range(10))
try: l.sort(key=fails)
except KeyError as e: print("KeyError", e, l)
print(sorted([3, 1], key=None), sorted("bca", reverse=1), sorted({"b": 1, "a": 2}), sorted([2, 1], reverse=False))
for args in (((),), ([1], 5), ([1], None, True)):
    try: print(sorted(*args))
    except TypeError as e: print(e)
for kw in ({"key": 5}, {"cmp": len}, {"reverse": "x"}, {"reverse": None}):
    try: print(sorted([2, 1], **kw))
    except TypeError as e: print(e)
vowels = functools.cmp_to_key(lambda a, b: (a in "aeiou") - (b in "aeiou") or (a > b) - (a < b))
print("".join(sorted("education", key=vowels)))
class Rev(int):
    def __lt__(self, o): return int(self) > int(o)
print(sorted([Rev(1), Rev(3), Rev(2)]), sorted([1, Rev(3), 2]), sorted([Rev(v) for v in range(5)], reverse=True))
class S(str):
    def __lt__(self, o): return str(self)[::-1] < str(o)[::-1]
print(sorted([S("ab"), S("ba"), S("aa")]))
nan = float("nan")
print(len(sorted([3, nan, 1, nan, 2])), sorted([0.0, -0.0, 0]), sorted([True, False, 0, 1]))
table = [{"n": i % 7, "s": str(i)} for i in range(200)]
table.sort(key=lambda d: (d["n"], -int(d["s"])))
print([d["s"] for d in table[:5]], table[-1])
print(max([1, 5, 3], [4], key=len), min("abc", "ab", key=len), max([], default="none"), max(3, 1.5, True), min((2, 1), (2, 0)))
