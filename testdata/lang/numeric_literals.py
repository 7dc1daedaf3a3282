# Literals of numbers, and what is none.
print(0, 00, 0b101, 0B1_0, 0o17, 0O1_7, 0xFf, 0XdEAD_beef, 1_000_000, 10_0)
print(1.5, .5, 5., 1e3, 1E-3, 1_0.0_1e1_0, 0e0, 00.5, 09.5, 1e400, -1e400, 1e-400, 0.1 + 0.2)
print(1j, .5J, 1e2j, 0j, 3 + 4j, -1j, 00j, 09j, 1_0j)
print(0xFFFFFFFFFFFFFFFFFFFF, -0b1, ~0, - -1, +-+1, 2 ** -1, -2 ** 2, 1 .real, 1..real, 1.0.is_integer(), 0x10.bit_length())
print(123456789012345678901234567890, 10 ** 40, -7 // 2, -7 % 3, 7 // -2, 7 % -3, 1 / 3, 2 ** 0.5)
for text in ("01", "0b2", "0b", "0o8", "0xg", "1__0", "1_", "0_x1", "1.e", "1e", "0777", "1_.5", "1._5", "12abc", "0b1x", "1jx", "1if", "0x", "1.5.5", "00001", "0_7", "1e5_", "5in", "0xfor"):
    import warnings
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(text, "s", "eval")
            print("fine", text)
        except SyntaxError as e:
            print(text, "->", e.msg)
import warnings
for text in ("1if 1else 2", "0xfor x in y" if False else "1or 2", "1in [1]"):
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        print(text, eval(text), [str(w.message) for w in seen])
for text in ("12", " 12 ", "1_2", "-0", "+5", "0x1", "1.0", "", "_1", "1__2", "٣", "1e5", "0b1", "½"):
    row = []
    for make in (int, float, complex, lambda t: int(t, 0), lambda t: int(t, 16)):
        try:
            row.append(make(text))
        except ValueError as e:
            row.append("no")
    print(repr(text), row)
for args in (("z", 36), ("12", 3), ("1", 1), ("1", 37), ("0b11", 2), ("0o17", 8), ("ff", 16), ("0xff", 0), ("010", 0), (b"12",), (bytearray(b"7"),), ("9" * 30,), (1.9,), (-1.9,), (True,), ("1", -2)):
    try:
        print(args, int(*args))
    except (ValueError, TypeError) as e:
        print(args, type(e).__name__, e)
for text in ("nan", "-NaN", "inf", "-Infinity", "1e1000", "1_0.5", ".5e-3", "0x1p3", "1.5.2", "infinit", "1e", "1 2"):
    try:
        print(text, float(text))
    except ValueError as e:
        print(text, e)
