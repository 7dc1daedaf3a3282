# cmath: values rounded, branch cuts, errors.
import cmath


def r(z):
    if isinstance(z, tuple):
        return tuple([round(x, 9) for x in z])
    if isinstance(z, complex):
        return complex(round(z.real, 9), round(z.imag, 9))
    return round(z, 9) if isinstance(z, float) else z


def show(f):
    try:
        print(r(f()))
    except Exception as e:
        print(type(e).__name__, e)


for name in ("acos", "acosh", "asin", "asinh", "atan", "atanh", "cos", "cosh", "exp", "log",
             "log10", "phase", "polar", "sin", "sinh", "sqrt", "tan", "tanh", "isnan", "isinf",
             "isfinite"):
    f = getattr(cmath, name)
    print(name, end=" ")
    for z in (0.5 + 0.25j, -2 + 3j, 1.5, -4, 2):
        print(r(f(z)), end=" ")
    print()
show(lambda: cmath.log(8, 2))
show(lambda: cmath.log(0))
show(lambda: cmath.log(1, 0))
show(lambda: cmath.atanh(1))
show(lambda: cmath.atan(1j))
show(lambda: cmath.exp(1000))
show(lambda: cmath.cosh(1000))
show(lambda: cmath.sin(complex(float("inf"), 1)))
show(lambda: cmath.exp(complex(0, float("inf"))))
show(lambda: cmath.sqrt("a"))
show(lambda: cmath.rect(2, 1))
show(lambda: cmath.rect(1, float("inf")))
show(lambda: cmath.polar(complex(float("inf"), 1)))
show(lambda: cmath.isclose(1 + 1e-12j, 1))
show(lambda: cmath.isclose(1, 2, abs_tol=1.5))
show(lambda: cmath.isclose(1, 2, rel_tol=-1))
print(cmath.pi, cmath.e, cmath.tau, cmath.inf, cmath.infj, cmath.nanj, cmath.nan)
print(cmath.sqrt(-1), cmath.sqrt(complex(-1, -0.0)), cmath.sqrt(-0.0))
import math
print(math.sqrt(4), [cmath.sqrt(-i * i) for i in range(3)], [math.sqrt(i) for i in (1, 4)])


def hot(n):
    z = 0j
    for i in range(n):
        z += cmath.sqrt(-i) * math.sqrt(i)
    return r(z)


print(hot(200))
