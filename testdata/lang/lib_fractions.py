# Exact arithmetic from the library.
from fractions import Fraction
import numbers

total = Fraction(0)
for i in range(1, 30):
    total += Fraction(1, i) * (-1) ** i
print(total, float(total), total.limit_denominator(1000))
print(Fraction("3.25"), Fraction(0.1), Fraction("-7/21"), Fraction(5) // Fraction(2, 3), Fraction(-5, 3) % 1)
print(hash(Fraction(1, 2)) == hash(0.5), Fraction(3, 1) == 3, Fraction(1, 3) < 0.34, round(Fraction(22, 7), 3))
print(isinstance(Fraction(1, 2), numbers.Rational), isinstance(3, numbers.Integral), isinstance(2.0, numbers.Rational))
for text in ("1/0", "x", "1//2"):
    try:
        print(Fraction(text))
    except (ValueError, ZeroDivisionError) as e:
        print(type(e).__name__, e)
