# int() from text in all bases, and what it refuses.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for text in ("12", " 12 ", "1_000", "_1", "1_", "1__0", "0x10", "0b1", "", "+5", "-5", "- 5", "٣", "१२", "1.5", "1e5", "0o17", "00", "0_0", "012", "1\x00", "é", "0x", "0x_1", "zz", "+", "\u30001\u2003"):
    for base in (10, 0, 16, 2, 36, 1, 37, -1, 8):
        try:
            print(ascii(text), base, int(text, base))
        except Exception as e:
            print(ascii(text), base, type(e).__name__, ascii(str(e)))
show(int)
show(int, "5", base=10)
show(int, base=10)
show(int, 5, 10)
show(int, b"12")
show(int, b"\xff")
show(int, None)
show(int, [])
show(int, 1.9)
show(int, -1.9)
show(int, float("inf"))
show(int, float("nan"))
show(int, "5", 2.0)
show(int, x=5)
show(int, "9" * 40)
show(int, "z" * 30, 36)
show(int, "-" + "f" * 20, 16)
for n in (0, 1, -1, 255, -256, 10 ** 25, -10 ** 25, 1 << 64):
    print(hex(n), oct(n), bin(n), str(n), repr(n), f"{n:x}", f"{n:#o}", f"{n:,}")
