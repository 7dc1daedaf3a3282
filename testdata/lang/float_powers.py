# Powers of floats to the last bit, and what is out of range.
import zlib


def numbers(seed, count):
    state = seed
    for _ in range(count):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        yield ((state >> 12) / (1 << 52) + 0.5) * 2.0 ** ((state >> 3) % 80 - 40)


def square(x):
    return x ** 2


def power(x, y):
    return x ** y


def checksum(values):
    total = 0
    for value in values:
        total = zlib.crc32(repr(value).encode(), total)
    return total


def main():
    xs = list(numbers(1, 2500))
    print("squares", checksum(square(x) for x in xs), checksum(square(-x) for x in xs))
    # x * x is another number now and then.
    print("not products", sum(square(x) != x * x for x in xs))
    few = xs[:150]
    for y in (3, -1, -2, 7, 0, 1, True, 2.0, 0.5, -0.5, 1.5, 3.0, 1 / 3):
        print(y, checksum(power(x, y) for x in few), checksum(power(-x, y) for x in few))
    total = 0.0
    for x in few:
        total += (x - 1.0) ** 2 + (1.0 - x) ** 2 - x ** 2 / 3
    print(repr(total))
    x = few[0]
    for y in few[:20]:
        x **= 2
        x = x % 1000 + y ** 0.25
    print(repr(x))


def attempt(x, y):
    try:
        return repr(power(x, y))
    except (OverflowError, ZeroDivisionError) as error:
        return f"{type(error).__name__}: {error}"


main()
inf, nan = float("inf"), float("nan")
for x in (1e308, -1e308, 1e155, -1e155, 1.4e154, 1e-200, -1e-200, 5e-324, 0.0, -0.0, 1.0, -1.0, inf, -inf, nan, 2.5):
    print(x, [attempt(x, y) for y in (2, 3, -2, -3, 0, 2.0, 0.5, 400, -400, 2 ** 53 + 1, 2 ** 60 + 1,
                                      -(2 ** 60) - 1, 2 ** 70, inf, -inf, nan, True)])
    try:
        print(repr(x ** 2))
    except OverflowError as error:
        print("OverflowError", error)
try:
    print(attempt(2.0, 10 ** 400))
except OverflowError as error:
    print(error)
