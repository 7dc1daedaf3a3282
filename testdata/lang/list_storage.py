# Lists whose storage goes from ints to floats to objects while a loop is hot.


def fill(n):
    out = []
    for i in range(n):
        if i < n // 3:
            out.append(i)
        elif i < 2 * n // 3:
            out.append(i * 0.5)
        else:
            out.append(str(i))
    return out


def overwrite(n):
    a = [0] * 10
    for i in range(n):
        if i == n // 2:
            a[3] = 2.5
        if i == n - 50:
            a[4] = "s"
            a[4] = 7
        a[i % 10] = a[i % 10] + 1
    return a


def total_of(lists, rounds):
    total = 0
    for _ in range(rounds):
        for items in lists:
            for v in items:
                total += v
    return total


def big_ints(n):
    a = [0] * 4
    for i in range(n):
        a[i % 4] = a[i % 4] * 5 + (1 << (i % 64))
        if a[i % 4] > 1 << 90:
            a[i % 4] = 1
    return a


out = fill(900)
print(out[0], out[299], out[300], out[599], out[600], out[-1], len(out))
print(overwrite(1000))
print(total_of([[1, 2, 3], [0.5, 1.5], [1, 2.5], [True, 1 << 65], []], 150))
print(big_ints(800))
ints = list(range(50))
floats = [x * 1.0 for x in ints]
mixed = ints + floats
print(sum(ints), sum(floats), sum(mixed), ints == floats, ints[:3] == floats[:3])
for i in range(300):
    ints[i % 50] = float(ints[(i * 7) % 50])
print(ints[:8], sum(ints))
nested = [[0] * 3 for _ in range(3)]
for i in range(600):
    nested[i % 3][i // 3 % 3] += i
print(nested)
empty = []
for i in range(400):
    empty.append(None if i % 2 else i)
    if len(empty) > 5:
        empty = []
print(empty)
z = [1.0] * 3
for i in range(200):
    z[0] = z[0] + z[1]
    z[1] = i
print(z, [type(v).__name__ for v in z])
