# cmath where a part is a NaN, and what ContextVar takes.
import cmath
import contextvars

nan, inf = float("nan"), float("inf")
for name in ["acos", "acosh", "asinh", "atanh", "cosh", "exp", "log", "sqrt", "sinh", "tan", "tanh"]:
    f = getattr(cmath, name)
    for z in [complex(0.0, nan), complex(-0.0, nan), complex(nan, 0.0), complex(nan, nan),
              complex(1.0, nan), complex(nan, -2.0), complex(inf, nan), complex(nan, inf)]:
        try:
            r = f(z)
            print(name, z, abs(r.real), abs(r.imag))  # the sign is left open
        except ValueError as e:
            print(name, z, e)
for args in [(), (1,), ("a",), ("a", "b"), ("a", "b", "c")]:
    for keywords in [{}, {"default": 1}, {"name": "x"}, {"foo": 1}]:
        try:
            v = contextvars.ContextVar(*args, **keywords)
            print(args, keywords, v.name, v.get("none"))
        except TypeError as e:
            print(args, keywords, e)
