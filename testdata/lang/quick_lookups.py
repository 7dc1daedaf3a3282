"""Look-ups in dicts by every kind of key, and iteration over enumerate, zip and sets in step."""


class Name(str):
    pass


class Number(int):
    def __hash__(self):
        return int(self) % 3

    def __eq__(self, other):
        return isinstance(other, int) and int(self) == int(other)


def try_all(table, keys):
    out = []
    for key in keys:
        try:
            out.append(table[key])
        except KeyError as error:
            out.append(error.args)
        except TypeError as error:
            out.append(str(error))
        out.append((key in table if key.__hash__ else None, key not in table if key.__hash__ else None))
    return out


part = "".join(["al", "pha"])
keys = ["alpha", part, Name("alpha"), 1, True, 1.0, 0, False, -1, -2, 2**61 - 1, 2**61, -2**61, 2**64, (), (1,),
        (1, "a"), (1.0, "a"), (True, part[:1]), ((1, 2), 3), None, [], Number(4), Number(1), "", "é"]
tables = {
    "empty": {},
    "strs": {"alpha": 1, "beta": 2},
    "many strs": {"k%d" % i: i for i in range(40)} | {"alpha": -1},
    "ints": {1: "one", 0: "zero", -1: "minus", -2: "two"},
    "many ints": {i: i * i for i in range(-20, 40)},
    "large": {2**61 - 1: "a", 2**61: "b", -2**61: "c", 2**64: "d"},
    "tuples": {(1, "a"): 1, (): 2, (1,): 3, ((1, 2), 3): 4},
    "many tuples": {(i, "ab"[i % 2]): i for i in range(30)},
    "mixed": {1: "int", "alpha": "str", None: "none", (1, "a"): "tuple", 2.5: "float"},
    "odd": {Number(1): "n1", Number(4): "n4", Name("alpha"): "name"},
}
for name, table in tables.items():
    print(name, try_all(table, keys))
for name, table in tables.items():
    for i, key in enumerate(["alpha", part, 1, 1.0, (1, "a"), (1.0, "a"), 40, None]):
        table[key] = i
        table.setdefault((key, i), []).append(i)
        if i % 3 == 2:
            del table[key]
            print(key in table, table.get(key), table.pop(key, "gone"), end=" ")
    print(name, len(table), [v for v in table.values()][-6:])


class Default(dict):
    def __missing__(self, key):
        return ("missing", key)


d = Default(a=1)
d[1] = 2
print(d["a"], d["b"], d[1], d[2], "b" in d, 1 in d)
names = globals()
names["added"] = 5
print(added, "added" in names, names["added"], "absent" in names, names.get("absent"))

# Values stored into dicts that have lived for long.
old = {"k%d" % i: None for i in range(100)}
for round in range(200):
    for i in range(0, 100, 7):
        old["k%d" % i] = [round, i]
print(sorted(v for v in old.values() if v)[:4], sum(len(v) for v in old.values() if v))

# enumerate and zip over sources of all kinds.
floats, ints, words = [0.5, 1.5, 2.5], (4, 5, 6, 7), "xyz"
print([(i, x) for i, x in enumerate(floats)], [(i, x) for i, x in enumerate(ints, -2)],
      list(enumerate(words, 2**62 - 2))[-1], [p for p in enumerate(range(3, 9, 3))],
      [p for p in enumerate({1: 2}.items())], [p for p in enumerate([])])
print([(a, b) for a, b in zip(floats, ints)], [p for p in zip(range(2), range(5))],
      [p for p in zip(words, ints)], [p for p in zip(ints, [])], [p for p in zip([], ints)])
it = iter([1, 2, 3, 4, 5])
print([p for p in zip(it, it)], list(it))
it = iter([1, 2, 3, 4, 5])
print([p for p in zip(it, range(2))], list(it))
it = iter((1, 2, 3))
print([p for p in zip(range(2), it)], list(it))
try:
    for pair in zip([1, 2], (3,), strict=True):
        print(pair)
except ValueError as error:
    print(error)
grown = [1, 2]
for i, x in enumerate(grown):
    if i < 6:
        grown.append(x * 2)
print(grown)
shrunk = [1, 2, 3, 4]
for x, y in zip(shrunk, range(9)):
    shrunk.pop()
print(shrunk)
pairs = list(enumerate([7, 8]))
kept = [p for p in enumerate([7, 8])]
print(pairs == kept, kept[0] is not kept[1])
for change in (lambda s: s.add(99), lambda s: s.discard(2), lambda s: (s.discard(2), s.add(77))):
    s = {1, 2, 3}
    seen = 0
    try:
        for x in s:
            seen += 1
            if seen == 1:
                change(s)
        print("ended", seen == 3)
    except RuntimeError as error:
        print(error)
