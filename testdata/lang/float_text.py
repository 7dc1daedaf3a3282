# Floats from and to text.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for text in ("1.5", " 1.5 ", "1_0.5", "1e5", "1e400", "-1e400", "nan", "-NaN", "inf", "Infinity", "+inf", "infin", "", "1__0", ".5", "5.", "0x1p3", "1e", "e5", "１.５", "1\x00", "1_.5", "1e1_0", " ", "1e-400",
             "2.2250738585072011e-308", "4.9e-324", "2.4703282292062327e-324", "2.4703282292062328e-324", "1.7976931348623157e308", "1.7976931348623159e308", "9007199254740993", "0.1e1", "1" * 400, "0." + "0" * 400 + "1e401", "٣.٥"):
    try:
        print(ascii(text[:30]), repr(float(text)))
    except Exception as e:
        print(ascii(text[:30]), type(e).__name__, ascii(str(e)))
show(float)
show(float, b"1.5")
show(float, b"x")
show(float, None)
show(float, [])
show(float, "a" * 60)
show(float, 10 ** 400)
show(float, x=1)
for x in (0.0, -0.0, 1.0, 1.5, -2.75, 1e300, 5e-324, float("inf"), float("-inf"), float("nan"), 0.1, 123456789.123, 1e16, 1e22, 1e-5, 0.0001, 1e15, 123456789012345678.0, 9.999999999999999e22, 1e23, 2.0 ** 70, 1 / 3):
    print(repr(x), str(x), x.hex(), x.is_integer(), abs(x), -x, x.conjugate(), bool(x), f"{x:.3g}", f"{x:e}", "%.10g" % x)
    show(x.as_integer_ratio)
    show(x.__trunc__)
    show(x.__floor__)
    show(x.__ceil__)
    show(int, x)
print(float.__getformat__("double"), float.__getformat__("float"))
show(float.__getformat__, "x")
