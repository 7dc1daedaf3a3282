# str.maketrans and translate.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


show(str.maketrans, "abc", "xyz", "q")
show(str.maketrans, {"a": 1, 98: None, "é": "zz"})
show(str.maketrans, "ab", "c")
show(str.maketrans, 3)
show(str.maketrans, {"ab": 1})
show(str.maketrans, {1.5: 1})
show(str.maketrans, "a", "b", 3)
show("abc".translate, {97: "ZZ", 98: None, 99: 0x10FFFF})
show("abc".translate, {97: 0x110000})
show("abc".translate, {97: -1})
show("abc".translate, {97: 1.5})
show("\x00\x01".translate, ["x", "yé"])
show("abc".translate, [1, 2])
show("abc".translate, "x" * 200)
show("abc".translate, 5)


class Table:
    def __getitem__(self, key):
        if key == ord("a"):
            raise LookupError(key)
        if key == ord("z"):
            raise ValueError("z")
        return chr(key + 1)


show("abc".translate, Table())
show("xyz".translate, Table())
table = str.maketrans("abcdefghij", "0123456789")
print("a bad cafe".translate(table), ("abc" * 1000).translate(table)[-6:], "日a".translate(table))
