# Comprehensions, nested functions and lambdas made anew in hot loops.


def table(n):
    rows = []
    for i in range(n):
        rows.append([i * j for j in range(4)])
    return rows


def closures(n):
    total = 0
    for i in range(n):
        def add(x, i=i):
            return x + i

        def use(y):
            return y + i

        total += add(1) + use(2) + (lambda z: z * i)(3) + (lambda: 4)()
    return total


def sets_and_dicts(n):
    sizes = 0
    for i in range(n):
        s = {j % 3 for j in range(i)}
        d = {j: j * i for j in range(3)}
        sizes += len(s) + sum(d.values())
        sizes += len({i, i + 1, 0}) + len({**d, i: 1}) + len([*s, *d])
        del d[0]
        sizes += len(d)
    return sizes


def conditional(n):
    out = []
    for i in range(n):
        out += [x for x in range(i) if x % 2 if x > 3][:2]
        out.extend([(x, y) for x in "ab" for y in range(2)][i % 4:])
    return len(out), out[-3:]


def captured(n):
    functions = []
    for i in range(n):
        functions.append(lambda: i)
    functions += [lambda: j for j in range(3)]
    return sum(f() for f in functions[:n]) if False else [f() for f in functions][-4:]


def scale(values, factor):
    return [value * factor for value in values]


def nested(n):
    total = 0
    for i in range(n):
        total += sum(scale(scale([1, 2, 3], i), 2))
    return total


def unpack(n):
    total = 0
    for i in range(n):
        pair = (i, 1)
        total += pow(*pair) + max(*pair, *[5]) + dict(a=i, **{"b": 2})["a"]
        total += len((*pair, *pair)) + len([*pair])
    return total


print(table(60)[-1], closures(60), sets_and_dicts(60), conditional(40), captured(40), nested(60),
      unpack(60))


def failing(n):
    caught = 0
    for i in range(n):
        try:
            d = {0: 1}
            del d[i % 2]
        except KeyError:
            caught += 1
        try:
            [x // (i % 3) for x in range(2)]
        except ZeroDivisionError:
            caught += 100
        try:
            {[]} if i % 5 == 0 else {i}
        except TypeError:
            caught += 10000
    return caught


print(failing(60))
