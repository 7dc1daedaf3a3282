# Builtin methods called with and without their optional arguments, in turn.


def lookups(n):
    d = {"a": 1, "b": None}
    total = 0
    missing = 0
    for i in range(n):
        total += d.get("a") + d.get("z", 5) + d.get("a", 9)
        if d.get("z") is None and d.get("b") is None:
            missing += 1
        if i % 7 == 0:
            total += d.pop("c", 3)
            d["c"] = i
    return total, missing, d.setdefault("q"), d.setdefault("r", 4), sorted(d)


def texts(n):
    out = []
    for i in range(n):
        out.append("a b  c".split())
        out.append("a,b,c".split(","))
        out.append("a,b,c".split(",", 1))
        out.append(" x ".strip())
        out.append("xxyxx".strip("x"))
        out.append("abcabc".find("c"))
        out.append("abcabc".find("c", 3))
        out.append("abcabc".find("c", 3, 5))
        out.append("abab".replace("a", "c"))
        out.append("abab".replace("a", "c", 1))
        out.append("a".join(["x", "y"]))
        out.append("abc".startswith("b"))
        out.append("abc".startswith("b", 1))
        out.append("abc".encode())
        out.append("abc".encode("ascii"))
        out.append("{}".format(i))
    return out[-16:]


def lists(n):
    total = 0
    for i in range(n):
        items = [3, 1, 2, 1]
        total += items.pop() + items.pop(0)
        items.insert(0, i)
        items.sort()
        total += items.index(i) + items.count(1) + round(2.567) + round(2.567, 1) * 10
        total += int("7") + int("11", 2) + int() + len(str()) + sum(items) + sum(items, 1)
        total += max(items) + max(1, i) + min(items, default=0) + next(iter(items)) + next(iter([]), 3)
    return total


class Other(dict):
    def get(self, key, default="other"):
        return default


def mixed(n):
    out = set()
    for i in range(n):
        for d in ({1: "one"}, Other(), {}):
            out.add(d.get(1))
            out.add(d.get(2, "two"))
    return sorted(map(str, out))


print(lookups(50), texts(30), round(lists(50), 6), mixed(30))
for bad in (lambda: {}.get(), lambda: {}.get(1, 2, 3), lambda: "a".split(1), lambda: [].pop(1, 2),
            lambda: {}.get([]), lambda: dict.get(1, 2), lambda: len(), lambda: len([], []),
            lambda: [].append(), lambda: dict.get({}), lambda: str.upper(1)):
    try:
        print("?", bad())
    except (TypeError, IndexError) as error:
        print(type(error).__name__, error)
get = {1: 2}.get
print([get(i) for i in range(3)], [get(i, 0) for i in range(3)], list(map(get, [1, 2])))
