# float.fromhex and hex.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for text in ("0x1p3", "1.8", "-0x1.8p-1", "inf", "nan", "-Infinity", "0x", "0x1p", "0x1p2000", "0x1p-2000", "0x.8", "0x1.ffffffffffffffp0", "1p1", " 0x1 ", "0x1.", "zz", "0x1p1e", "0x1.00000000000008p0", "0x1.00000000000018p0", "0x1.fffffffffffff8p1023", "0x1.fffffffffffff7p1023", "0x0.0000000000001p-1022", "0x0.00000000000008p-1022", "0X1P+5", "+0x1.8P0", "0x1 p0", "", "-", "0x1p99999999999999999999", "0x0p99999999999999999999", "0x1p-99999999999999999999", "0x." + "0" * 50 + "1", "0x" + "f" * 60):
    show(float.fromhex, text)
show(float.fromhex, 5)


class F(float):
    pass


print(type(F.fromhex("0x1p1")).__name__, F(2.5).hex(), F.fromhex("0x1.4p+1") == 2.5)
for x in (0.0, -0.0, 1.0, 0.1, 5e-324, 1.7976931348623157e308, -2.5, 2.2250738585072014e-308):
    print(x.hex(), float.fromhex(x.hex()) == x)
