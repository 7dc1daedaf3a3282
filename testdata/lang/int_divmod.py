# Floor division and remainder by sign, shifts and bit operations in hot loops.


def table(values, divisors):
    out = []
    for a in values:
        for b in divisors:
            out.append((a // b, a % b))
    return out


def shifts(n):
    total = 0
    for i in range(n):
        s = i % 70
        total ^= (i * 2654435761) << s
        total ^= -i >> (s & 7)
        total = total & ((1 << 100) - 1) | i
    return total


def bits(n):
    count = 0
    x = 0x12345
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7FFFFFFF
        y = ~x ^ i
        while x & 1:
            x >>= 1
            count += 1
        count += (y | 3) & 5
    return count, x


values = [0, 1, -1, 7, -7, 100, -100, 1 << 40, -(1 << 40), (1 << 62) - 1, -(1 << 62), 1 << 80]
divisors = [1, -1, 2, -2, 3, -3, 10, -10, 1 << 20, -(1 << 62), (1 << 66) + 1]
for row in table(values, divisors):
    print(row)
total = 0
for i in range(-1500, 1500):
    total += i // 7 * 3 + i % 7 - i // -4 + i % -9
print(total)
print(shifts(1000))
print(bits(1500))
zero = 0
caught = 0
for i in range(600):
    try:
        zero += i // (i % 5)
    except ZeroDivisionError as e:
        caught += 1
        message = str(e)
    try:
        zero += i % (i % 3)
    except ZeroDivisionError as e:
        message2 = str(e)
print(zero, caught, message, message2)
x = 0
for i in range(400):
    x += divmod(i * 37 - 5000, 13)[1] + pow(i, 3, 97) + 2 ** (i % 66)
print(x)
for i in range(500):
    try:
        y = 1 << (i - 250)
    except ValueError as e:
        z = str(e)
print(y, z)
