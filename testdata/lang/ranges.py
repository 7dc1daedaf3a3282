# Ranges of all steps, bounds beyond machine ints, loop variables after the loop.


def total(start, stop, step):
    t = 0
    i = None
    for i in range(start, stop, step):
        t = t * 3 % 1000003 + i
    return t, i


def triangular(n):
    count = 0
    for i in range(n):
        for j in range(i, -1, -1):
            count += j
        for j in range(i, n, 7):
            count -= j
    return count


for args in ((0, 1000, 1), (1000, 0, -1), (0, 1000, 7), (500, -500, -3), (5, 5, 1), (5, 0, 1), (0, 5, -1), (-300, 300, 2)):
    print(args, total(*args) if False else total(args[0], args[1], args[2]))
big = 1 << 62
print(total(big - 300, big + 300, 1))
print(total(-big + 300, -big - 300, -1))
print(total((1 << 63) - 200, (1 << 63) + 200, 1))
print(total(1 << 70, (1 << 70) + 600, 2))
print(triangular(60))
r = range(10, 100, 7)
print(r, len(r), r[3], r[-1], 17 in r, 18 in r, r.index(24), list(r[2:5]), r == range(10, 101, 7), list(reversed(r)))
hits = 0
for i in range(600):
    if i in r:
        hits += 1
    hits += r[i % 13] - len(range(i))
print(hits)
again = 0
for _ in range(300):
    for i in r:
        again += i
    r2 = range(_ % 4)
    for i in r2:
        again += i
        i = 1000
print(again, i)
it = iter(range(700))
for a in it:
    for b in it:
        if b % 10 == 9:
            break
print(a, b)
try:
    range(1, 2, 0)
except ValueError as e:
    print(e)
try:
    range(1.5)
except TypeError as e:
    print(e)
