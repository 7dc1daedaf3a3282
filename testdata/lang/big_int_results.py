# Big ints whose results shrink, cancel and go back to small ones, in loops.


def checks(n):
    a = 1 << 200
    out = []
    for i in range(n):
        b = a + i
        out.append((b - a, a - b, b * 0, (b - a) * (a - b), b - (a - 5), -b + a))
        a = a + (1 << 63) - (1 << 64) + (1 << 63)
    return out[-1], a == 1 << 200


print(checks(50))
print((1 << 64) - 1 - ((1 << 64) - 2), (1 << 62) - 1 + 1, (1 << 62) - (1 << 62), -(1 << 62) - 1 + 1)
print((10 ** 40 + 1) * (10 ** 40 - 1), (10 ** 40) ** 2 - 10 ** 80, (1 << 128) - (1 << 64) * (1 << 64))
limit = 1 << 62
for n in (limit - 1, limit, -limit, -limit - 1, limit + 1):
    print(n + 1, n - 1, n * -1, n * 2 - n - n, n * n // n, n + -n)


def alternate(n):
    value = 1
    for i in range(1, n):
        value = value * 1000003 + i
        if i % 3 == 0:
            value -= value // 7 * 6
        if value.bit_length() > 900:
            value = value - (value - 12345)
    return value


print(alternate(400))
x = 3 ** 5000
print(len(str(x - 1)), (x - x), (x + x) - 2 * x, x * x - x ** 2, (x - 1) - x)
y = (1 << 70000)
print((y - 1).bit_length(), (y - y), (y * y - 1).bit_length(), ((y + 1) - y))
