# Methods of int; rounding to tens; ratios and bits.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for n in (0, 5, -5, 10 ** 30, True, 2 ** 64 - 1, -2 ** 64):
    print(n.as_integer_ratio(), n.bit_count(), n.bit_length(), n.conjugate(), n.real, n.imag, n.numerator, n.denominator)
    print(n.__trunc__(), n.__floor__(), n.__ceil__(), n.__round__(), n.__index__(), n.__getnewargs__(), n.__bool__(), n.__float__(), n.__abs__(), n.__invert__())
for n in (15, 25, 35, -15, -25, 12345, 10 ** 25 + 5, 0, 149, 150, 151, 5 * 10 ** 29):
    print([round(n, d) for d in (0, 1, -1, -2, -3, -30)])
show(round, 5, None)
show(round, 5, 1.0)
show(round, 5, 10 ** 30)
show(round, 5, -(10 ** 3))
show(pow, 2, -1)
show(pow, 2, -1, 7)
show(pow, 2, -1, 4)
show(pow, 0, -1)
show(pow, 3, 5, 0)
show(pow, 3, 5, -7)
show(pow, 3, -5, -7)
show(pow, 2.0, 3, 5)
show(pow, 10 ** 20, 10 ** 5, 10 ** 9 + 7)
show(pow, -3, 3, 10)
show(pow, 7, 0, 1)
show(pow, 2, 3, "x")
show(pow, "a", 2)
show(lambda: 2 ** -2)
show(lambda: 0 ** 0)
show(lambda: 2 ** 300 % 1000007)
show(lambda: 1 << -1)
show(lambda: 1 >> -1)
show(lambda: 1 << 10 ** 20)
show(lambda: 0 << 10 ** 20)
show(lambda: 1 >> 10 ** 20)
show(lambda: -1 >> 10 ** 20)
show(lambda: (1 << 200) >> 198)
show(lambda: -(1 << 70) >> 3)
for f in (lambda a, b: a // b, lambda a, b: a % b, lambda a, b: a / b, divmod):
    for a, b in ((7, 2), (-7, 2), (7, -2), (-7, -2), (7, 0), (10 ** 30, 7), (-10 ** 30, 10 ** 10), (10 ** 400, 10 ** 399), (10 ** 400, 1), (7.5, 2), (-7.5, 2), (7.5, 0)):
        show(f, a, b)


class I:
    def __int__(self):
        return 7

    def __index__(self):
        return 8

    def __float__(self):
        return 1.25


class K:
    def __int__(self):
        return "x"


class L:
    def __index__(self):
        return 3


class M:
    def __index__(self):
        return 1.5


print(int(I()), float(I()), hex(I()), bin(I()), oct(I()), [1] * I(), "abcdefghijk"[I()], range(I()), float(L()), round(1.23456, L()), int(L()))
show(int, K())
show(float, K())
show(int, M())
show(hex, M())
show(lambda: [1][M()])
show(hex, 1.5)
print((5).__add__(2.0), (5).__add__(2), (5).__rsub__(2), (5).__divmod__(3), (5).__pow__(3, 4), (5).__eq__(5.0), (5).__lt__("a"), (5).__and__(4), (5).__format__("03"))
print(hash(10 ** 30), hash(-1), hash(-2), hash(2 ** 61 - 1), hash(2 ** 61), hash(-(2 ** 61 - 1)), hash(2 ** 64) == hash(2.0 ** 64))
