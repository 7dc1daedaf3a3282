# bool: arithmetic, text, construction.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


print(True + True, True & False, True | 1, ~True, -True, repr(True), str(False), bool("0"), bool([]), True == 1, hash(True), True.real, True.bit_length(), isinstance(True, int), True ^ True, True.__and__(1), int(True))
print(f"{True:d}", f"{True}", f"{True:>6}", "%d" % True, "%s" % False, format(True, "5"), True < 2, sum([True, True, False]), [10, 20][True], True / 2, True // 1, True << 3, 2 ** True, divmod(True, True), True - 1.5)
print(type(True & True).__name__, type(True & 1).__name__, type(True + 0).__name__, type(not 1).__name__, type(True ^ False).__name__, type(+True).__name__, bool(), bool(None), bool(0.0), bool(-0.0), bool("")), print({True: "a", 1: "b", 1.0: "c"}, {True, 1, 1.0}, True is (1 == 1), True in [1], [False, True].index(1))
show(bool, 1, 2)
show(bool, x=1)
show(type, "B", (bool,), {})
show(bool.__new__, int)
show(lambda: True + "a")


class T:
    def __bool__(self):
        return 1


class U:
    def __len__(self):
        return 0


class V:
    def __len__(self):
        return -1


show(bool, T())
show(bool, U())
show(bool, V())
print(bool.__mro__, bool.__name__, True.__class__, bool.from_bytes(b"\x01", "big"), True.to_bytes(1, "big"), True.as_integer_ratio(), True.conjugate(), True.__index__())
