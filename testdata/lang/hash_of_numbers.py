# Equal numbers have equal hashes; the hashes of all kinds of numbers.
import sys
from decimal import Decimal
from fractions import Fraction

print(sys.hash_info.modulus, sys.hash_info.inf, sys.hash_info.nan, sys.hash_info.imag,
      sys.hash_info.width)
P = sys.hash_info.modulus
for n in (0, 1, -1, -2, 2**31, -2**31, 2**61 - 2, P, P + 1, -P, -P - 1, 2 * P, 2**64, 2**64 - 1,
          -2**64, 10**30, -10**30, 3**200, True, False):
    print(n, hash(n), hash(float(n)) == hash(n) if float(n) == n else "inexact")
for x in (0.0, -0.0, 1.0, -1.0, 0.5, -0.5, 1.5, 1e10, 1e22, 1e300, 5e-324, 1e-300, 3.14,
          float("inf"), float("-inf"), 2.0**61, 2.0**61 - 256, 1 / 3):
    print(x, hash(x), hash(complex(x)) == hash(x), hash(complex(0, x)))
print(hash(1 + 2j), hash(-1 - 1j), hash(1j), hash(complex(0.5, -0.25)), hash(-1j))
for f in Fraction(1, 2), Fraction(-7, 3), Fraction(10**20, 3), Fraction(5):
    print(f, hash(f), hash(float(f)) == hash(f))
print(hash(Decimal("0.5")) == hash(0.5) == hash(Fraction(1, 2)), hash(Decimal(10**25)) == hash(10**25))
print(hash((1, 2)), hash(()), hash((1,)), hash((1.0, 2.0)) == hash((1, 2)), hash(((1, 2), (3,))))
print(hash(None) == hash(None), hash(range(5)) == hash(range(0, 5, 1)), hash(range(0)) == hash(range(5, 2)))
print(hash(frozenset()), hash(frozenset([1, 2, 3])), hash(frozenset([3.0, 2, 1])))


class H:
    def __init__(self, h):
        self.h = h

    def __hash__(self):
        return self.h


for h in (0, -1, -2, 2**63 - 1, -2**63, 2**63, 2**64, -2**63 - 1, 10**40, True, P, 2**61):
    print(h, hash(H(h)))
for h in (1.0, "a", None):
    try:
        hash(H(h))
    except TypeError as e:
        print(e)
for v in ([], {}, set(), bytearray(), slice(1), [1] * 3, ([],), memoryview(bytearray(b"a"))):
    try:
        hash(v)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print({1: "a", 1.0: "b", True: "c", 1 + 0j: "d"}, {0, 0.0, False, 0j}, len({2**70, 2.0**70}))
print(hash(memoryview(b"abc")) == hash(b"abc"), hash(b"") == hash(""))
nan = float("nan")
print({nan: 1}.get(nan), len({nan, nan}), hash(nan) == hash(nan))
