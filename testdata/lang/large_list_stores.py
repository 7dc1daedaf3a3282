# Fresh objects stored into lists that are large and old, in each way there is.
import gc
from collections import deque

SIZE = 3000


def garbage():
    return [[str(i), (i, i)] for i in range(40)]


def aged(make):
    items = make()
    gc.collect()
    garbage()
    return items


def check(name, items, places):
    garbage()
    gc.collect()
    garbage()
    print(name, len(items), [items[i] for i in places])


def stored():
    items = aged(lambda: [None] * SIZE)
    for i in range(0, SIZE, 500):
        items[i] = ("item", i)
        items[-1 - i] = [i]
    check("store", items, [0, 500, 2500, -1, -501])


def stored_constants():
    # Nothing young: True, None, small ints, what is old.
    old = ["old"]
    items = aged(lambda: [old] * SIZE)
    for i in range(1000, 1200):
        items[i] = i % 3 == 0
    items[1300] = old
    items[1301] = [old]
    check("constants", items, [999, 1000, 1002, 1300, 1301])


def appended():
    items = aged(lambda: list(range(SIZE)))
    for i in range(30):
        items.append(i if i % 2 else "s" * i)
    check("append", items, [0, SIZE, SIZE + 1, SIZE + 2, -1, -2])


def listed():
    print("comprehension", [x for x in ([i] for i in range(SIZE)) if x[0] % 999 == 0])


def extended():
    items = aged(lambda: ["a"] * SIZE)
    items += [(1,), [2]]
    items.extend((i, str(i)) for i in range(3))
    items.extend([[7]])
    items.extend(x / 2 for x in range(2))
    items += [0.5, 1.5]
    check("extend", items, range(SIZE, len(items)))


def inserted():
    items = aged(lambda: ["b"] * SIZE)
    items.insert(SIZE - 2, ("near the end",))
    items.insert(0, ["first"])
    items.insert(1500, {"k": [1]})
    check("insert", items, [0, 1, 1500, SIZE - 1, SIZE, -1])


def sliced():
    items = aged(lambda: ["c"] * SIZE)
    items[10:12] = [["x"], ("y",), {"z": 1}]
    items[-2:] = [[8], [9]]
    items[100:200:50] = ["t" * 3, ["u"]]
    del items[0:5]
    check("slices", items, [5, 6, 7, 95, 145, -2, -1])


def reordered():
    items = aged(lambda: [[i] for i in range(SIZE)])
    items.reverse()
    items[0] = [-1]
    items.sort(key=lambda x: x[0])
    items[0], items[-1] = items[-1], (items[0],)
    check("order", items, [0, 1, 2, -2, -1])


def popped():
    items = aged(lambda: [[i] for i in range(SIZE)])
    taken = [items.pop(), items.pop(0), items.pop(1000)]
    items.append(taken)
    check("pop", items, [0, 999, 1000, -1])


def mixed_kinds():
    doubles = aged(lambda: [0.5] * SIZE)
    doubles[7] = "now tagged"
    doubles.append([1.25])
    ints = aged(lambda: [1] * SIZE)
    ints[8] = 2 ** 70
    ints.append((1 << 80) + 1)
    check("kinds", doubles, [6, 7, -1])
    check("kinds", ints, [7, 8, -1])


def queued():
    queue = aged(lambda: deque([None] * SIZE))
    for i in range(30):
        queue.append((i,))
        queue.popleft()
        queue.appendleft([i])
        queue.pop()
    queue[5] = ["fifth"]
    check("deque", queue, [0, 1, 5, 29, 30, -1])


def mapped():
    table = aged(lambda: dict.fromkeys(range(SIZE)))
    for i in range(0, SIZE, 600):
        table[i] = [i]
    table["new"] = ("value",)
    table.setdefault((1, 2), ["default"])
    keys = aged(lambda: set(range(SIZE)))
    keys.add(("tuple", 1))
    check("dict", table, [0, 1, 600, 2400, "new", (1, 2)])
    print(("tuple", 1) in keys, len(keys))


for test in (stored, stored_constants, appended, listed, extended, inserted, sliced,
             reordered, popped, mixed_kinds, queued, mapped):
    test()
    test()
