# int.to_bytes and from_bytes.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for n in (0, 1, -1, 127, 128, 255, 256, -128, -129, 10 ** 20, -10 ** 20, 2 ** 63, -2 ** 63):
    for length, order in ((1, "big"), (2, "little"), (8, "big"), (9, "little"), (16, "little"), (0, "big")):
        for signed in (False, True):
            try:
                data = n.to_bytes(length, order, signed=signed)
                print(n, data, int.from_bytes(data, order, signed=signed) == n)
            except Exception as e:
                print(n, length, order, signed, type(e).__name__, e)
show((5).to_bytes)
show((5).to_bytes, 2)
show((5).to_bytes, -1)
show((5).to_bytes, 1, "x")
show((300).to_bytes)
show((5).to_bytes, length=3, byteorder="little")
show((5).to_bytes, 1, 5)
show(int.from_bytes, b"\x01\x02")
show(int.from_bytes, b"\xff\x02", "little", signed=True)
show(int.from_bytes, [1, 2], "big")
show(int.from_bytes, b"", "big")
show(int.from_bytes, "a")
show(int.from_bytes, [300])
show(int.from_bytes, 5)


class I(int):
    pass


print(type(I.from_bytes(b"\x05", "big")).__name__, type(I(5).to_bytes(1, "big")).__name__)
