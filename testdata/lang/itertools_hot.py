# itertools inside hot loops.
from itertools import *


def run(n):
    s = 0
    for a, b in product(range(n), repeat=2):
        s = (s * 3 + a * b) % 10007
    for p in permutations(range(5)):
        s = (s + p[0] * p[-1]) % 10007
    for c in combinations(range(9), 3):
        s = (s * 5 + sum(c)) % 10007
    for x in islice(count(3, 4), n):
        s += x
    for x, y in pairwise(range(n)):
        s += x * y
    for x, y in zip_longest(range(n), range(n // 2), fillvalue=1):
        s += x ^ y
    for k, g in groupby(range(n), lambda v: v // 5):
        s += k * sum(g)
    for x in chain(range(n), (1.5, 2.5), range(3)):
        s += x
    for x in accumulate(range(n)):
        s += x
    for x in takewhile(lambda v: v < 20, count()):
        s += x
    for x in starmap(lambda a, b: a - b, zip(range(n), repeat(3))):
        s += x
    for x in compress(range(n), cycle([1, 0, 1])):
        s += x
    return s


print(run(12))
print(run(40))
