# The limit on the digits of ints in text, and huge ints.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


import sys

print(sys.get_int_max_str_digits())
show(int, "1" * 4301)
show(int, "1" * 4300 == "")
show(int, "1_" * 2150 + "1")
show(int, " " * 5000 + "12")
show(str, 10 ** 4300)
show(lambda: len(str(10 ** 4299)))
show(lambda: f"{10 ** 5000}")
show(lambda: "%d" % 10 ** 5000)
show(repr, -10 ** 5000)
show(lambda: hex(10 ** 5000)[:10])
show(lambda: len(bin(10 ** 5000)))
show(int, "f" * 5000 and "0x" + "f" * 30, 16)
show(lambda: int("1" * 5000, 16) % 1000)
show(lambda: int("1" * 5000, 7))
show(sys.set_int_max_str_digits, 100)
show(sys.set_int_max_str_digits, -1)
show(sys.set_int_max_str_digits, "x")
sys.set_int_max_str_digits(0)
print(len(str(10 ** 20000)), int("7" * 20000) % 1000007, len(str(3 ** 100000)), str(7 ** 30000)[:20], int(str(7 ** 30000)) == 7 ** 30000)
sys.set_int_max_str_digits(700)
show(int, "1" * 701)
show(lambda: len(str(10 ** 699)))
show(lambda: str(10 ** 700))
sys.set_int_max_str_digits(4300)
