"""Tuples as keys of dicts and items of sets: of numbers, strs, nested, with odd equality, in grids and memos."""


def life(cells, rounds):
    for _ in range(rounds):
        counts = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        key = (x + dx, y + dy)
                        counts[key] = counts.get(key, 0) + 1
        cells = {cell for cell, n in counts.items() if n == 3 or (n == 2 and cell in cells)}
    return cells


glider = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2)}
print(sorted(life(glider, 4)), sorted(life({(0, 0), (0, 1), (0, 2)}, 3)), len(life({(i, i % 3) for i in range(12)}, 5)))


def paths(memo, x, y):
    if x == 0 or y == 0:
        return 1
    if (x, y) not in memo:
        memo[x, y] = paths(memo, x - 1, y) + paths(memo, x, y - 1)
    return memo[x, y]


memo = {}
print(paths(memo, 12, 9), len(memo), memo[12, 9], memo.get((9, 12)), memo.pop((1, 1)), (1, 1) in memo)
for i in range(10):
    for j in range(10):
        memo[i, j] = str(i * j)
        if (i + j) % 3 == 0:
            del memo[(i, j)]
print(sum(len(v) for v in memo.values() if isinstance(v, str)), len(memo), list(memo)[:5], list(memo.items())[-2:])


class Same(tuple):
    def __eq__(self, other):
        return len(self) == len(other)

    def __hash__(self):
        return hash(tuple(self))


class Point(tuple):
    pass


class Loud:
    def __init__(self, n):
        self.n = n

    def __hash__(self):
        return hash(self.n)

    def __eq__(self, other):
        return self.n == (other.n if isinstance(other, Loud) else other)


nan = float("nan")
keys = [(), (1,), (1, 2), (1.0, 2), (True, 2), ("a",), ("a", 1), ("a", "b"), ((1, 2), 3), ((1, 2.0), 3), (None,), (nan,), (nan, 1),
        (2**70, 1), (float(2**70), 1), Same((1, 2)), Point((1, 2)), (Loud(1), 2), (Loud(3),), (frozenset({1}), 2), (-1,), (-2,), (-1, -2)]
table = {}
for i, key in enumerate(keys):
    table.setdefault(key, []).append(i)
print(len(table), sorted(table.values()))
print([table.get(key) for key in [(1, True + 1), (3,), (3.0,), (1, 2), Point((1.0, 2.0)), (-1.0,), (-2,), (nan,), (Loud(3),), (2**70, 1), (1, 2, 3)]])
print(len(set(keys)), len({(1, 2), (1.0, 2.0), (True, 2), Point((1, 2))}), (1, 2) in {Loud(5), (1, 2.0)}, (3, 4) in {(3, 5), (3,)})
for bad in (lambda: table[([],)], lambda: {(1, {}): 2}, lambda: (1, []) in table, lambda: {((1, [2]), 3)}):
    try:
        print(bad())
    except TypeError as error:
        print(error)


class Shifty:
    """Its __eq__ changes the dict that is being searched."""

    def __init__(self, target):
        self.target, self.left = target, 1

    def __hash__(self):
        return hash(7)

    def __eq__(self, other):
        if self.left:
            self.left -= 1
            self.target.clear()
            self.target[(9, 9)] = "after"
        return False


d = {}
d[(Shifty(d), 1)] = "shifty"
d[(1, 2)] = "plain"
d.setdefault((7, 1), "new")
print(sorted(str(k)[:6] for k in d if k[0] in (7, 9)), len(d) >= 2)
deep = ()
for i in range(200):
    deep = (deep, i)
print({deep: "found"}[deep], hash(deep) == hash(((deep[0]), 199)), deep in {deep}, (deep, 1) in {(deep, 1)})
print(max({(i % 5, i) for i in range(40)}), min({("b", 1), ("a", 9)}), sorted({(2, "x"), (1, "z"), (1, "y")}))
