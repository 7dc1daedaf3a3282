# Slices: read, assign, delete, steps, negative indices, and methods.


def rotate(items, n):
    for _ in range(n):
        items = items[1:] + items[:1]
    return items


def sieve(n):
    flags = [True] * n
    flags[0:2] = [False, False]
    for i in range(2, n):
        if flags[i] and i * i < n:
            flags[i * i :: i] = [False] * len(range(i * i, n, i))
    return [i for i in range(n) if flags[i]]


def edit(n):
    a = list(range(10))
    for i in range(n):
        a[i % 5 : i % 5 + 2] = [i, i + 1, i + 2]
        del a[0]
        a.insert(i % 4, -i)
        a.pop()
    return a


def stack(n):
    s = []
    top = 0
    for i in range(n):
        s.append(i)
        if i % 3 == 2 and len(s) > 1:
            top += s.pop() - s.pop()
        if i % 50 == 49:
            s.clear()
    return top, s


def negative(n):
    a = [1, 2, 3, 4, 5]
    total = 0
    for i in range(n):
        total += a[-1 - i % 5] * a[i % 5]
        a[-(i % 5) - 1] = i
    return total, a


print(rotate(list(range(12)), 307))
primes = sieve(1000)
print(len(primes), primes[-5:])
print(edit(500))
print(stack(1000))
print(negative(800))
a = list(range(10))
print(a[::2], a[::-1], a[8:2:-2], a[-3:], a[:-3], a[20:], a[-100:3])
a[::3] = "wxyz"
del a[1::2]
print(a, a.index("w"), a.count("x"))
caught = 0
for i in range(400):
    try:
        a[i % 10]
    except IndexError as e:
        caught += 1
        message = str(e)
    try:
        a[i % 10 + 3] = a[0]
    except IndexError as e:
        other = str(e)
print(caught, message, "/", other)
b = []
for i in range(300):
    b.extend([i, i * 2])
    b.extend(range(2))
    if len(b) > 40:
        b = b[20:]
        b.reverse()
print(b[:6], len(b))
b.remove(0)
print(b[:6], 5 in b, b * 2 == b + b, [1, 2] < [1, 3], [1] < [1, 0], [2] > [1, 9])
