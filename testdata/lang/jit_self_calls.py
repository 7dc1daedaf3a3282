"""Functions that call themselves: compiled code calls its own beginning, and is left in
the middle of the recursion by other types, exceptions, the end of the stack, changed
functions."""
import sys


def lines(error):
    entry, found = error.__traceback__, []
    while entry is not None:
        found.append(entry.tb_lineno)
        entry = entry.tb_next
    return found


def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


def factorial(n):
    if n <= 1:
        return 1
    return n * factorial(n - 1)


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, source, target, spare, moves):
    if n == 0:
        return
    hanoi(n - 1, source, spare, target, moves)
    moves[source + target] = moves.get(source + target, 0) + 1
    hanoi(n - 1, spare, target, source, moves)


for _ in range(3):
    moves = {}
    hanoi(5, "a", "c", "b", moves)
    print([fib(n) for n in range(12)], factorial(25), ackermann(2, 3), sorted(moves.items()))


# The leaf's type differs from call to call, and makes the code leave at each level.
def total(n, leaf):
    if n == 0:
        return leaf
    return total(n - 1, leaf) + n


for leaf in (1, 2, 0.5, 3, 1 << 62, "x", 4, None, True, 1j):
    try:
        print(total(12, leaf))
    except TypeError as error:
        print(error, lines(error)[-3:], len(lines(error)))


# Trees, made and walked.
def make(depth):
    if depth == 0:
        return None, 1, None
    return make(depth - 1), depth, make(depth - 1)


def count(tree):
    left, value, right = tree
    return value + (count(left) if left else 0) + (count(right) if right else 0)


def flatten(tree, out):
    for item in tree:
        if isinstance(item, list):
            flatten(item, out)
        else:
            out.append(item)
    return out


def nest(depth):
    return [depth, [nest(depth - 1), nest(depth - 1)]] if depth else [0]


for depth in (5, 6, 3, 5):
    print(count(make(depth)), sum(flatten(nest(depth), [])))


# Exceptions: through all levels, caught on the way, raised by a level in the middle.
def dive(n, bad):
    if n == bad:
        raise ValueError("level %d" % n)
    if n == 0:
        return 0
    return dive(n - 1, bad) + 1


def guarded(n, bad):
    if n == bad:
        raise KeyError(n)
    if n == 0:
        return []
    try:
        return guarded(n - 1, bad) + [n]
    except KeyError as error:
        if n % 3 == 0:
            return ["caught", error.args[0], n]
        raise
    finally:
        guarded.left += 1


guarded.left = 0
for round_ in range(17):
    try:
        print(dive(10, round_ % 12 - 1 if round_ > 8 else -1), end=" ")
    except ValueError as error:
        print(error, len(lines(error)), end=" ")
    print(guarded(11, round_ - 8), guarded.left)


# Closures of one code, each with cells of its own.
def counter(step):
    calls = 0

    def run(n):
        nonlocal calls
        calls += 1
        if n <= 0:
            return step
        return run(n - 1) + step
    return run, lambda: calls


for step in (1, 10, 0.5, 100):
    run, calls = counter(step)
    print(run(9), run(4), calls())


# Default arguments, names, more arguments than are given.
def power(base, exponent, result=1, *, scale=1):
    if exponent == 0:
        return result * scale
    return power(base, exponent - 1, result * base, scale=scale)


print([power(n, 5) for n in range(8)], [power(2, n, scale=3) for n in range(8)])


# A function that is replaced while it runs.
def walk(n):
    global walk
    if n == 5 and swap:
        old = walk
        walk = lambda n: ("new", n)
        result = old(n - 1), walk(n - 1)
        walk = old
        return result
    if n == 0:
        return 0
    return n, walk(n - 1)


for swap in (False, False, True, False, True):
    print(walk(8))


def change(n):
    if n == 0:
        if swap:
            change.__code__ = other.__code__
        return 0
    return change(n - 1) + 1


def other(n):
    return -100 if n == 0 else change(n - 1) + 2


for swap in (False, False, True, False):
    print(change(10))


# Generators and locals that are seen from below.
def leaves(n):
    if n == 0:
        yield 0
        return
    yield from leaves(n - 1)
    yield n


def collect(n, seen):
    mark = n * 2
    if n == 0:
        seen.append(sorted(locals().items(), key=lambda item: item[0])[0])
        return list(leaves(3))
    return collect(n - 1, seen) + [mark]


for _ in range(3):
    seen = []
    print(collect(6, seen), seen)


# Too deep: an error that can be caught, again and again, and nothing is lost by it.
def endless(n):
    return endless(n + 1) + 1


def deep(n):
    return 0 if n == 0 else deep(n - 1) + 1


for _ in range(4):
    try:
        endless(0)
    except RecursionError as error:
        print(str(error)[:32])
    print(deep(300))
limit = sys.getrecursionlimit()
sys.setrecursionlimit(limit + 2000)
print(deep(2500))
sys.setrecursionlimit(limit)
try:
    deep(2500)
except RecursionError:
    print("too deep")
