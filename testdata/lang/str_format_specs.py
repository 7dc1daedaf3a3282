# format() of ints, floats, strs and bools with all kinds of specs.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


SPECS = ["", "d", "n", ",", "_", "x", "#x", "#_X", "b", "#b", "o", "c", "e", "E", "f", "F", "g", "G", "%", "+", "-", " ",
         "=+10", "<10", ">10", "^10", "*^10", "010", "+010,", "_b", "#o", "s", ".2", "10.3f", "z", "zf", ",n", "_n", ",x",
         "=", "10", "+c", "#c", ",c", ".0f", "0<5", "0=5", "é>5", "z.1f", "#g", "#.3g", "012,.1f", "_.2f", ",.3e", "^+9.2f", "<08", ".3s", "5s", "=5s", "r", "1.", ".", "d5", "10d%"]
VALUES = [42, -7, 0, 12345678901234567890, 3.14159, -0.0, 1e300, float("inf"), float("nan"), "txt", True, 1e-7, -1234567.891]
for spec in SPECS:
    for value in VALUES:
        try:
            print(repr(spec), repr(value), repr(format(value, spec)))
        except Exception as e:
            print(repr(spec), repr(value), type(e).__name__, e)
show(format, 5, 5)
show(format, None, "5")
show(format, [], "")
show(format, 5, "1" * 30)
show(format, 1.5, ".9999999999")
show(format, 0x110000, "c")
show(format, 65, "5c")
show(format, object, ">10")
