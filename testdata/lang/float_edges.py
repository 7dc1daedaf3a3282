# Infinities, NaN, signed zeros, comparisons and int/float equality in hot loops.

inf = float("inf")
nan = float("nan")


def classify(values, rounds):
    counts = [0] * 8
    for _ in range(rounds):
        for v in values:
            if v < 0.0:
                counts[0] += 1
            if v <= 0.0:
                counts[1] += 1
            if v == 0.0:
                counts[2] += 1
            if v != v:
                counts[3] += 1
            if v > 1e300:
                counts[4] += 1
            if v >= -0.0:
                counts[5] += 1
            if not v < 1.0:
                counts[6] += 1
            if v:
                counts[7] += 1
    return counts


def grow(n):
    x = 1.0
    steps = 0
    for i in range(n):
        x *= 10.0
        if x == inf:
            x = 1e-320
            steps += 1
    return x, steps


def mixed(n):
    hits = 0
    for i in range(n):
        f = i * 0.5
        if f == i // 2:
            hits += 1
        if f < i:
            hits += 2
        if i >= f + 3:
            hits += 4
    return hits


print(classify([0.0, -0.0, 1.0, -1.5, inf, -inf, nan, 5e-324], 120))
print(grow(2000))
print(mixed(1000))
big = 2**53
same = 0
for i in range(400):
    n = big + i
    if float(n) == n:
        same += 1
    if n < float(n):
        same += 1000
print(same)
z = -0.0
for i in range(300):
    z = z * 1.0
print(z, z + 0.0, 0.0 * -1, -z)
acc = 0.0
caught = 0
for i in range(500):
    try:
        acc += 1.0 / (i % 4 - 2.0)
    except ZeroDivisionError as e:
        caught += 1
        text = str(e)
print(acc, caught, text)
m = 0.0
for i in range(-300, 300):
    if i:
        m += 7.5 % (i * 0.25) + (i * 0.75) // 0.5
print(m, -7.5 % 2.0, 7.5 % -2.0, -7.5 // 2.0, 5.0 % inf, -5.0 % inf, 0.0 // 3)
print([round(x * 0.5) for x in range(-5, 6)], round(2.675, 2), int(-2.9), int(1e20))
print(1e16, 1e15, 1.5e-5, 0.0001, 1e22, 123456789.123, 1 / 3, 2.0**0.5, 1e-7)
for bad in (nan, inf):
    try:
        int(bad)
    except (ValueError, OverflowError) as e:
        print(type(e).__name__, e)
try:
    10.0**400
except OverflowError as e:
    print(e)
