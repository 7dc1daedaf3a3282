"""Big ints: digits of pi, factorials, Fibonacci numbers, modular powers, Lucas-Lehmer."""


def pi_digits(count):
    digits = []
    q, r, t, k, n, l = 1, 0, 1, 1, 3, 3
    while len(digits) < count:
        if 4 * q + r - t < n * t:
            digits.append(n)
            q, r, n = 10 * q, 10 * (r - n * t), 10 * (3 * q + r) // t - 10 * n
        else:
            q, r, t, k, n, l = (q * k, (2 * q + r) * l, t * l, k + 1,
                                (q * (7 * k + 2) + r * l) // (t * l), l + 2)
    return "".join(map(str, digits))


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


def fibonacci(n):
    a, b = 0, 1
    for _ in range(n):
        a, b = b, a + b
    return a


def is_probable_prime(n):
    if n % 2 == 0:
        return n == 2
    d, s = n - 1, 0
    while d % 2 == 0:
        d //= 2
        s += 1
    for base in (2, 3, 5, 7, 11):
        if n == base:
            return True
        x = pow(base, d, n)
        if x in (1, n - 1):
            continue
        for _ in range(s - 1):
            x = x * x % n
            if x == n - 1:
                break
        else:
            return False
    return True


def lucas_lehmer(p):
    m = (1 << p) - 1
    s = 4
    for _ in range(p - 2):
        s = (s * s - 2) % m
    return s == 0


def integer_root(n):
    x = 1 << (n.bit_length() + 1) // 2
    while True:
        y = (x + n // x) >> 1
        if y >= x:
            return x
        x = y


def checksum(n):
    total = 0
    while n:
        total = (total * 31 + (n & 0xFFFFFFFF)) % 1000000007
        n >>= 32
    return total


def work():
    pi = pi_digits(420)
    f = factorial(1200)
    g = fibonacci(6000)
    base = 10 ** 18
    primes = [n - base for n in range(base + 1, base + 400, 2) if is_probable_prime(n)]
    mersenne = [p for p in (3, 5, 7, 13, 17, 19, 31, 61, 89, 107, 127, 257, 521) if lucas_lehmer(p)]
    root = integer_root(2 * 10 ** 400)
    return pi[-10:], checksum(f), checksum(g), primes, mersenne, str(root)[-12:], len(str(f))


def run():
    for _ in range(14):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
