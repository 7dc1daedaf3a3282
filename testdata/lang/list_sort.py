# sort and sorted, keys, reverse, stability, errors.


def mix(n, seed):
    out = []
    for _ in range(n):
        seed = (seed * 1103515245 + 12345) % 2147483648
        out.append(seed % 1000)
    return out


def bubble(items):
    n = len(items)
    for i in range(n):
        for j in range(n - 1 - i):
            if items[j] > items[j + 1]:
                items[j], items[j + 1] = items[j + 1], items[j]
    return items


def quick(items):
    if len(items) <= 1:
        return items
    pivot = items[len(items) // 2]
    less = [x for x in items if x < pivot]
    same = [x for x in items if x == pivot]
    more = [x for x in items if x > pivot]
    return quick(less) + same + quick(more)


data = mix(60, 1)
expected = sorted(data)
print(bubble(data[:]) == expected, quick(data) == expected)
print(bubble([x * 0.5 for x in data])[:5], bubble([str(x) for x in data])[:5])
print(quick([x / 4 for x in mix(200, 5)])[-3:])
words = ["pear", "fig", "Apple", "kiwi", "date", "plum", "lime"]
print(sorted(words), sorted(words, key=len), sorted(words, key=lambda w: (len(w), w)), sorted(words, key=str.lower, reverse=True))
pairs = [(x % 7, i) for i, x in enumerate(mix(300, 9))]
pairs.sort(key=lambda p: p[0])
print(pairs[:8], pairs == sorted(pairs))
keyed = 0


def key(x):
    global keyed
    keyed += 1
    return -x


for i in range(20):
    last = sorted(mix(30, i), key=key)
print(last[:4], keyed)


class Item:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        return self.v < other.v


print([x.v for x in sorted([Item(v) for v in mix(150, 3)])][:6])
try:
    sorted([1, "a", 2])
except TypeError as e:
    print(e)
print(sorted([3, 1.5, True, 1 << 70, -2]), sorted("hello"), sorted({3: 1, 1: 2}), max(words, key=len), min(words))
