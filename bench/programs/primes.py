"""Whole numbers: a sieve, Collatz chains, greatest common divisors, digit sums."""


def sieve(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    n = 2
    while n * n <= limit:
        if flags[n]:
            for multiple in range(n * n, limit + 1, n):
                flags[multiple] = False
        n += 1
    return [i for i, prime in enumerate(flags) if prime]


def collatz_length(n):
    steps = 1
    while n != 1:
        if n % 2 == 0:
            n //= 2
        else:
            n = 3 * n + 1
        steps += 1
    return steps


def gcd(a, b):
    while b:
        a, b = b, a % b
    return a


def digit_sum(n):
    total = 0
    while n:
        n, digit = divmod(n, 10)
        total += digit
    return total


def is_perfect(n):
    return n > 1 and sum(d for d in range(1, n // 2 + 1) if n % d == 0) == n


def work():
    primes = sieve(60000)
    twins = sum(1 for a, b in zip(primes, primes[1:]) if b - a == 2)
    longest = max(range(1, 3000), key=collatz_length)
    coprime = 0
    for a in range(1, 150):
        for b in range(a + 1, 150):
            if gcd(a, b) == 1:
                coprime += 1
    digits = sum(map(digit_sum, primes))
    perfect = [n for n in range(500) if is_perfect(n)]
    return len(primes), twins, longest, coprime, digits, perfect


def run():
    for _ in range(8):
        result = work()
    return result


if __name__ == "__main__":
    print(run())
