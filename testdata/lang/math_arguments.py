# Functions of math with odd arguments: errors and their texts, subclasses, big ints.
import math


class Floaty:
    def __init__(self, v):
        self.v = v

    def __float__(self):
        return self.v


class Inty:
    def __init__(self, v):
        self.v = v

    def __index__(self):
        return self.v


class SubFloat(float):
    pass


def show(text, f, *args):
    try:
        r = f(*args)
        print(text, args if not any(isinstance(a, (Floaty, Inty)) for a in args) else "objects", "->", repr(r))
    except Exception as e:
        print(text, type(e).__name__, e)


ONE = "acos acosh asin asinh atan atanh cbrt ceil cos cosh degrees erf erfc exp exp2 expm1 fabs floor frexp gamma isfinite isinf isnan lgamma log10 log1p log2 modf radians sin sinh sqrt tan tanh trunc ulp".split()
inf, nan = math.inf, math.nan
for name in ONE:
    f = getattr(math, name)
    for v in (0, -0.0, 1, -1, 0.5, 2, 1e308, -1e308, inf, -inf, nan, 10**400, "1", None, 1j, True, SubFloat(0.25),
              Floaty(0.5), Inty(1)):
        try:
            r = f(v)
        except Exception as e:
            print(name, type(v).__name__, type(e).__name__, e)
            continue
        if isinstance(r, float):
            r = round(r, 9) if abs(r) < 1e15 else float("%.9g" % r) if r == r and abs(r) != inf else r
        print(name, type(v).__name__, repr(r))
    show(name, f)
    show(name, f, 1, 2)
TWO = "atan2 copysign dist fmod hypot ldexp nextafter pow remainder comb perm gcd lcm isqrt factorial log prod fsum".split()
PAIRS = [(1, 2), (0, 0), (-1, 2), (5, -3), (2.5, 1), (1, inf), (inf, 1), (nan, 1), (1, nan), (7, 0), (0, -1), (-8, 1 / 3),
         (10**30, 3), (3, 10**30), ("a", 1), (1, "a"), (None, None), (Inty(6), Inty(4)), (Floaty(2.0), 3), (1e308, 10), (2, 5000)]
for name in TWO:
    f = getattr(math, name)
    for args in PAIRS:
        if name in ("comb", "perm") and args in ((3, 10**30), (2, 5000), (10**30, 3)):
            continue
        try:
            r = f(*args)
        except Exception as e:
            print(name, type(e).__name__, e)
            continue
        if isinstance(r, float) and r == r and abs(r) != inf:
            r = float("%.9g" % r)
        print(name, repr(r))
for args in ((), (5,), (-5,), (2.0,), (2.5,), ("a",), (10**18,), (Inty(5),), (True,)):
    for name in ("factorial", "isqrt", "gcd", "lcm", "hypot", "comb"):
        if name == "factorial" and args == (10**18,):
            continue
        show(name, getattr(math, name), *args)
show("isclose", math.isclose, 1, 1 + 1e-10)
show("isclose", lambda: math.isclose(1, 2, rel_tol=-1))
show("isclose", lambda: math.isclose(1, 1.1, abs_tol=0.2))
show("isclose", lambda: math.isclose(inf, inf), )
show("isclose", lambda: math.isclose(inf, 1e308), )
show("log", math.log, 8, 2)
show("log", math.log, 10**400)
show("log", math.log, 10**400, 10)
show("log", math.log, 0)
show("log", math.log, -1, 2)
show("log", math.log, 2, 1)
show("log", math.log, 2, 0)
show("log2", math.log2, 2**5000)
show("log10", math.log10, 10**400)
show("prod", math.prod, [1, 2, 3.5])
show("prod", lambda: math.prod([2, 3], start=5))
show("prod", math.prod, ["a", 3])
show("prod", math.prod, 5)
show("fsum", math.fsum, [0.1] * 10)
show("fsum", math.fsum, [1e308, 1e308, -1e308])
show("fsum", math.fsum, [1e308, 1e308])
show("fsum", math.fsum, [inf, -inf])
show("fsum", math.fsum, [inf, nan])
show("fsum", math.fsum, ["a"])
show("dist", math.dist, [1, 2, 3], [4, 6, 3])
show("dist", math.dist, [1], [1, 2])
show("dist", math.dist, [inf], [nan])
show("dist", math.dist, (1, "a"), (2, 3))
show("hypot", math.hypot, 3, 4, 12)
show("hypot", math.hypot, inf, nan)
show("ldexp", math.ldexp, 1.5, 10**10)
show("ldexp", math.ldexp, 1.5, -10**10)
show("ldexp", math.ldexp, 1.5, 1.0)
show("gcd", math.gcd, 12, 18, -27)
show("lcm", math.lcm, 4, 6, 0)
show("nextafter", math.nextafter, 1, 2)
show("ulp", math.ulp, 5e-324)
show("trunc", math.trunc, SubFloat(-2.7))
show("floor", math.floor, Floaty(2.5))
show("ceil", math.ceil, -10**30)
