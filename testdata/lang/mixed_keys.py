# Keys that are equal across types, tuples of them, and displays with repeated keys.
print({1: "int", True: "bool", 1.0: "float"}, {(1, 2): 1, (True, 2.0): 2})
d = {}
for key in (1, 1.0, True, (1, "a"), (1.0, "a"), (True, "a"), "a", ("a",), (), ((1,),), ((True,),),
            frozenset({1}), 2 ** 70, float(2 ** 70), None, (None, 1), b"a"):
    d[key] = d.get(key, 0) + 1
print(d)
print((1, 2) in d, (1, "a") in d, (1.0, "a") in d, ((1.0,),) in d, (1, "b") in d, (1,) in d)


def names():
    a = "x"
    b = "".join(["x"])
    return {"x": 1, a: 2, b: 3, "y": 4, "x": 5}, {a: 0, b: 1}, {"k": 1, 2: 3, "k": 4}


for _ in range(3):
    print(names())


class Key:
    def __init__(self, name):
        self.name = name

    def __hash__(self):
        return hash(self.name)

    def __eq__(self, other):
        print("eq", self.name, other if isinstance(other, str) else type(other).__name__)
        return self.name == (other.name if isinstance(other, Key) else other)


k = Key("k")
print({"k": 1, k: 2}["k"], {k: 1}["k"] if k == "k" else 0, len({k, "k", Key("k")}))
print((k, 1) in {("k", 1): 0}, (1, k) in {(2, "k"): 0})


def grid(n):
    cells = {}
    for x in range(n):
        for y in range(n):
            cells[x, y] = x * y
    total = 0
    for x in range(n):
        for y in range(n):
            total += cells.get((x, y + 1), 0) + cells.get((y, x), 0)
            if (x - 1, y) in cells:
                total += 1
    return total, len(cells), len(set(cells)), cells[(n - 1, n - 1)]


print(grid(24))
print(hash((1, 2, 3)) == hash((1.0, 2, True + 2)), hash(("a", 1)) == hash(("a", 1)))
nan = float("nan")
print((nan,) == (nan,), nan in [nan], {nan: 1}.get(nan))
print((1, 2) == (1, 2, 3), (1, 2, 3) == (1, 2), ("a", 1) == ("a", 1.0), (1, "a") == ("a", 1))
print(sorted([(2, "b"), (1, "c"), (2, "a"), (1,)]), (1, 2) < (1, 2, 0), (1, "a") < (1.0, "b"))
