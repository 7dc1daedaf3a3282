# while/else, for/else, break and continue in all places.


def find(items, x):
    for i, v in enumerate(items):
        if v == x:
            break
    else:
        return -1
    return i


def primes(n):
    out = []
    k = 2
    while len(out) < n:
        d = 2
        while d * d <= k:
            if k % d == 0:
                break
            d += 1
        else:
            out.append(k)
        k += 1
    return out


def forever(n):
    i = 0
    seen = 0
    while True:
        i += 1
        if i % 2:
            continue
        if i > n:
            break
        seen += i
        if i % 3:
            continue
        seen -= 1
    return i, seen


def never(n):
    ran = 0
    for i in range(n):
        while False:
            ran += 1000
        for _ in ():
            ran += 1000
        else:
            ran += 1
        while i < 0:
            pass
        else:
            ran += 1
    return ran


def newton(x):
    g = x
    rounds = 0
    while abs(g * g - x) > 1e-9:
        g = (g + x / g) / 2
        rounds += 1
    return g, rounds


items = list(range(40))
total = 0
for i in range(200):
    total += find(items, i % 60)
print(total)
print(primes(150)[-4:])
print(forever(1500))
print(never(500))
print([round(newton(x)[0], 6) for x in range(1, 12)], sum([newton(x)[1] for x in range(1, 200)]))
n = 27
while n > 1:
    n = 3 * n + 1 if n & 1 else n >> 1
    if n == 16:
        print("sixteen")
else:
    print("one", n)
for i in range(1000):
    if i == 777:
        break
    i = -1
else:
    print("not here")
print(i)
out = []
for i in range(400):
    for j in range(3):
        if j == i % 4:
            break
    else:
        out.append(i)
        if len(out) == 60:
            break
print(len(out), out[-1])
