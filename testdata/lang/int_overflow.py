# Ints that leave 62, 63 and 64 bits in the middle of a hot loop.


def powers(n):
    x = 1
    for i in range(n):
        x = x * 3 + i
        if x > 1 << 70:
            x = x % 1000003 + 1
    return x


def around(limit, step, n):
    x = limit - step * (n // 2)
    crossed = 0
    for _ in range(n):
        x += step
        if x >= limit:
            crossed += 1
    return x, crossed


def sub_down(start, n):
    x = start
    for i in range(n):
        x -= i * 7919
    return x


def factorial(n):
    r = 1
    for i in range(1, n + 1):
        r *= i
    return r


def negate(x, n):
    total = 0
    for _ in range(n):
        x = -x
        total += x + 1
    return x, total


print(powers(1500))
for bits in (30, 31, 32, 61, 62, 63, 64, 65):
    print(bits, around(1 << bits, 3, 400), around(-(1 << bits), 1, 300))
print(sub_down(-(1 << 62) + 10**9, 1000))
print(sub_down(-(1 << 63) + 10**9, 1000))
print(factorial(60), factorial(300) % (10**9 + 7))
for edge in (1 << 62, -(1 << 62), (1 << 62) - 1, -(1 << 62) + 1, 1 << 63, -(1 << 63)):
    print(negate(edge, 301), abs(edge), edge - 1, edge + 1)

product = 1
for i in range(500):
    product = product * 31 & 0xFFFFFFFFFFFFFFFF
print(product)
