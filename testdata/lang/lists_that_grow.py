# Lists of one kind that become another while they grow, far and near.


def appended(n):
    ints, floats, mixed, strs = [], [], [], []
    for i in range(n):
        ints.append(i)
        floats.append(i / 2)
        mixed.append(i if i % 2 else float(i))
        strs.append(str(i))
    ints.append("end")
    floats.append(7)
    strs += [1.5]
    return (len(ints), ints[-2:], floats[-2:], mixed[-2:], strs[-2:], sum(ints[:-1]), sum(floats))


def comprehended(n):
    a = [i for i in range(n)]
    b = [i / 4 for i in range(n)]
    c = [i if i < n - 1 else "x" for i in range(n)]
    d = [i / 4 if i else None for i in range(n)]
    e = [[j] for j in range(n)]
    return a[-1], b[-1], c[-2:], d[:2], e[-1], len(a + b + c + d)


def extended(n):
    out = []
    for i in range(n):
        out.extend([i, i + 1])
        out.extend((i / 2,))
        out += range(i % 3)
        out[len(out):] = "ab"
        if i % 5 == 0:
            out *= 1
            del out[:3]
    return len(out), out[-6:]


def large():
    out = []
    for i in range(300000):
        out.append(i)
    before = len(out), out[131071], out[262143], out[-1]
    while len(out) > 10:
        del out[len(out) // 2:]
    out.append(0.5)
    return before, out


print(appended(1000), comprehended(1000), extended(100), large())
items = [1, 2]
for item in items:
    if len(items) < 40:
        items.append(item * 3)
print(len(items), items[-1])
zipped = list(zip([1, 2, 3], [4.0, 5.0], strict=False)), list(zip([1], iter([]))), list(zip([], [1]))
print(zipped, list(enumerate([1.5, 2.5], 7)), [*map(str, [1, 2.5])])
source = iter([1, 2, 3, 4, 5])
print(list(zip(source, source)), list(source))
