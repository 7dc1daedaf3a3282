# What __index__, __int__, __float__, __complex__ and __trunc__ may return, and the
# warnings about instances of subclasses.
import math
import operator
import warnings


class Int(int):
    pass


class Float(float):
    pass


class Complex(complex):
    pass


class Gives:
    def __init__(self, value):
        self.value = value

    def __repr__(self):
        return "Gives()"


def giver(name):
    return type("Gives" + name, (Gives,), {name: lambda self: self.value})


def show(function, *args):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        try:
            result = function(*args)
        except Exception as e:
            result = (type(e).__name__, str(e))
    print(repr(result), type(result).__name__)
    for w in seen:
        print("   ", w.category.__name__, w.message)


index = giver("__index__")
for value in 7, True, Int(7), 7.0, None, "x":
    show(operator.index, index(value))
    show(int, index(value))
    show([10, 20, 30, 40, 50, 60, 70, 80].__getitem__, index(value))
    show(hex, index(value))
as_int = giver("__int__")
for value in 7, False, Int(7), 7.0, None:
    show(int, as_int(value))
    show("%d".__mod__, as_int(value))
as_float = giver("__float__")
for value in 1.5, Float(1.5), 1, None:
    show(float, as_float(value))
    show(math.sqrt, as_float(value))
as_complex = giver("__complex__")
for value in 1j, Complex(1j), 1.0, None:
    show(complex, as_complex(value))
trunc = giver("__trunc__")
for value in 7, Int(7), index(7), 7.5, None:
    show(int, trunc(value))
    show(math.trunc, trunc(value))


class FloatTrunc(float):
    def __trunc__(self):
        return 23


show(math.trunc, FloatTrunc(1.5))
show(int, FloatTrunc(1.5))

# As errors.
with warnings.catch_warnings():
    warnings.simplefilter("error")
    for function, value in (
        (operator.index, index(True)), (int, as_int(Int(1))), (float, as_float(Float(1))),
        (complex, as_complex(Complex(1))), (int, trunc(1)), (bool, NotImplemented),
        (lambda v: not v, NotImplemented), ([1, 2].__getitem__, index(True)),
    ):
        try:
            print(function(value))
        except DeprecationWarning as e:
            print("raised", e)
