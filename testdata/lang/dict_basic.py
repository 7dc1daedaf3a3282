# Dictionaries with str, int, mixed and tuple keys in hot loops.


def count_words(text, n):
    counts = {}
    for _ in range(n):
        for word in text.split():
            if word in counts:
                counts[word] += 1
            else:
                counts[word] = 1
    return counts


def by_int(n):
    d = {}
    for i in range(n):
        d[i * 7 % 101] = d.get(i * 7 % 101, 0) + i
        if i % 5 == 0:
            d.pop(i % 101, None)
    return len(d), sum(d.values()), sum(d)


def mixed(n):
    d = {}
    for i in range(n):
        key = i % 20
        if i % 3 == 0:
            key = str(key)
        elif i % 3 == 1:
            key = (key, "t")
        d[key] = i
        if i == n // 2:
            d[2.5] = 1
            d[None] = 2
    return len(d), d["3"], d[(4, "t")], d[2.5]


def equal_keys(n):
    d = {}
    for i in range(n):
        d[1] = i
        d[1.0] = d[True] + 1
        d[0] = d.get(False, 0) + d.get(0.0, 0) * 0 + 1
        d[1 << 70] = d.get(float(1 << 70), 0) + 1
    return d


print(count_words("a rose is a rose is a rose", 60))
print(by_int(1200))
print(mixed(900))
print(equal_keys(300))
missing = 0
for i in range(600):
    d = {"a": 1, i: 2}
    try:
        missing += d["b" if i % 2 else "a"]
    except KeyError as e:
        missing += 100
        text = repr(e)
    try:
        d[i + 1]
    except KeyError as e:
        text2 = str(e)
print(missing, text, text2)
d = {}
for i in range(500):
    d.setdefault(i % 7, []).append(i)
print({k: len(v) for k, v in d.items()}, list(d), d[3][:3])
for bad in ([], {}, set()):
    try:
        d[bad] = 1
    except TypeError as e:
        print(e)
