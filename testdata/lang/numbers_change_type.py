# A variable that goes from int to float to big int to str in mid-loop.


def drift(n):
    x = 0
    for i in range(n):
        if i == n // 3:
            x = x + 0.5
        elif i == 2 * n // 3:
            x = int(x)
        x = x + i
    return x


def alternate(n):
    total = 0
    for i in range(n):
        v = i if i % 3 else i * 0.25
        total = total + v
    return total


def accumulate(items):
    total = items[0]
    for v in items[1:]:
        total = total + v
    return total


def bools(n):
    total = 0
    flag = True
    for i in range(n):
        total += flag
        total = total * 1 + (i % 7 == 3)
        flag = not flag
        if i > n - 5:
            flag = flag + 1
    return total, flag


def average(n):
    mean = 0
    for i in range(1, n):
        mean += (i - mean) / i
        if i % 500 == 0:
            mean = round(mean)
    return mean


print(drift(900))
print(alternate(1001))
print(accumulate(list(range(500))))
print(accumulate([0.5] * 500))
print(accumulate([1 << 60] * 500))
print(accumulate(["a", "b"] * 50))
print(accumulate([[1], [2.0]] * 20))
print(accumulate([(1,), (2,)] * 20))
print(bools(701))
print(average(1200))
x = 1
kinds = {}
for i in range(1000):
    name = type(x).__name__
    kinds[name] = kinds.get(name, 0) + 1
    if i == 200:
        x = 1.5
    elif i == 400:
        x = True
    elif i == 600:
        x = None
    elif i == 800:
        x = "s"
print(kinds)
t = 0
for v in [1, 2.5, True, 1 << 70, -3] * 120:
    t = t + v * 2 - v
print(t)
