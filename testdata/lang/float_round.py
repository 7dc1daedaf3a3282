# Rounding, ratios, comparison and hashing of floats.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for x in (2.5, 3.5, -2.5, 2.675, 0.5, 1.5, 1e16, 123.456, -0.4, 5e-324, 1e300, 0.125, 1.005):
    print(x, round(x), [round(x, n) for n in (0, 1, 2, 3, -1, -2)], round(x, None))
show(round, 1e300, -299)
show(round, float("nan"))
show(round, float("inf"))
show(round, float("inf"), 1)
show(round, 1.5, 400)
show(round, 1.5, -400)
show(round, 5e-324, 323)
show(round, 1.7e308, -308)
show(round, "a")
show(round, 1.5, "a")
show(round, 1.5, ndigits=0)
big = 2 ** 53
print(big == float(big), big + 1 == float(big), big + 1 > float(big), 10 ** 400 > 1e308, 10 ** 400 == float("inf"), -10 ** 400 < float("-inf"), 1 < float("nan"), 0.1 + 0.2 == 0.3, 1 == 1.0, True == 1.0, 0.5 < 1, 3 >= 2.9999)
nan = float("nan")
print(nan == nan, nan != nan, nan < nan, [nan] == [nan], nan in [nan], min(1.0, nan), max(nan, 1.0), sorted([3.0, 1, 2.5, True]))
print(hash(0.5), hash(1e300), hash(float("inf")), hash(float("-inf")), hash(2.0), hash(-0.0), hash(2.0 ** 61), hash(0.1) == hash(0.1))
show(lambda: 1.0 // 0)
show(lambda: 1.0 % 0)
show(divmod, 1.0, 0)
show(lambda: 0.0 ** -1)
show(lambda: 10.0 ** 400)
show(lambda: (-0.0) ** 3)
show(lambda: float("inf") % 2)
show(lambda: 5.5 % -2)
show(lambda: -5.5 // 2)
show(lambda: 1e308 * 10)
show(lambda: 5 % float("inf"))
show(lambda: -5 % float("inf"))
show(lambda: 1.5 & 1)
show(lambda: 1.0 * 10 ** 400)
print((1.5).__add__(1), (1.5).__radd__(2), (1.5).__eq__(1), (1.5).__lt__("a"), (7.5).__divmod__(2), (2.0).__pow__(3), (1.5).__round__(), (1.5).__bool__(), (1.5).real, (1.5).imag, (1.5).__getnewargs__(), (1.5).__format__(".3f"))
