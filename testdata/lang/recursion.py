# Recursive functions: hot without a loop of their own.


def fib(n):
    if n < 2:
        return n
    return fib(n - 1) + fib(n - 2)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def even(n):
    return True if n == 0 else odd(n - 1)


def odd(n):
    return False if n == 0 else even(n - 1)


def hanoi(n, a, b, c):
    if n == 0:
        return 0
    return hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def permutations(items):
    if len(items) <= 1:
        return [items]
    out = []
    for i in range(len(items)):
        for rest in permutations(items[:i] + items[i + 1 :]):
            out.append([items[i]] + rest)
    return out


def depth(tree):
    if tree is None:
        return 0
    return 1 + max(depth(tree[0]), depth(tree[1]))


def make(n):
    return None if n == 0 else (make(n - 1), make(n - 2) if n > 1 else None)


def gcd(a, b):
    return a if b == 0 else gcd(b, a % b)


def flatten(x):
    if not isinstance(x, list):
        return [x]
    out = []
    for y in x:
        out += flatten(y)
    return out


def power(x, n):
    if n == 0:
        return 1
    half = power(x, n // 2)
    return half * half * x if n % 2 else half * half


print(fib(17), ackermann(2, 9), even(300), odd(301))
print(hanoi(9, "a", "b", "c"), len(permutations([1, 2, 3, 4, 5])), permutations([1, 2, 3])[-1])
print(depth(make(12)))
total = 0
for i in range(1, 300):
    total += gcd(i * 12, 360) + power(3, i % 50) % 1001
print(total, power(2.0, 20), power(7, 80))
print(flatten([1, [2, [3, [4, []]], 5]] * 20)[:12])
