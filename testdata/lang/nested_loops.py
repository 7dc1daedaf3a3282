# Nested loops whose inner trip counts are 0 to 5, and change over time.


def triangle(n):
    total = 0
    for i in range(n):
        for j in range(i % 6):
            total += i * j
            for k in range(j % 3):
                total += k - i
    return total


def whiles(n):
    i = 0
    steps = 0
    while i < n:
        j = i % 6
        while j > 0:
            j -= 1
            if (i + j) % 4 == 0:
                continue
            steps += j
            if steps % 97 == 0:
                break
        else:
            steps += 1
        i += 1
    return steps


def matrix(n):
    a = [[i * n + j for j in range(n)] for i in range(n)]
    b = [[i - j for j in range(n)] for i in range(n)]
    c = [[0] * n for _ in range(n)]
    for i in range(n):
        for j in range(n):
            t = 0
            for k in range(n):
                t += a[i][k] * b[k][j]
            c[i][j] = t
    return c


def growing(n):
    items = []
    total = 0
    for i in range(n):
        if i % 10 == 0:
            items.append(i)
        for v in items[-(i % 6) :]:
            total += v
            for w in (v, i)[: i % 3]:
                total -= w % 7
    return total


def collatz(limit):
    best = 0
    for start in range(1, limit):
        n = start
        steps = 0
        while n != 1:
            n = n // 2 if n % 2 == 0 else 3 * n + 1
            steps += 1
        if steps > best:
            best = steps
            where = start
    return best, where


print(triangle(1200), whiles(1500))
m = matrix(9)
print(m[0], m[8])
print(growing(600))
print(collatz(300))
count = 0
for a in range(5):
    for b in range(5):
        for c in range(5):
            for d in range(5):
                if a < b < c < d or a == b != c == d:
                    count += 1
                if d > 3:
                    break
            if c == a:
                continue
            count += 1000
print(count)
