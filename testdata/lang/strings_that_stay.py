# Methods that give the string itself back when there is nothing to do.
class Sub(str):
    pass


text = "abc def"
sub = Sub("abc def")
METHODS = [
    ("replace", ("x", "y")), ("replace", ("abc", "abc")), ("replace", ("a", "b", 0)), ("expandtabs", ()),
    ("strip", ()), ("lstrip", ("x",)), ("rstrip", ("x",)), ("removeprefix", ("x",)), ("removesuffix", ("x",)),
    ("ljust", (3,)), ("rjust", (7,)), ("center", (5,)), ("zfill", (2,)), ("translate", ({},)), ("format", ()),
    ("__format__", ("",)), ("__str__", ()), ("__mul__", (1,)), ("__rmul__", (1,)), ("__getitem__", (slice(None),)),
    ("__mod__", ((),)), ("lower", ()), ("casefold", ()), ("swapcase", ()), ("title", ()), ("capitalize", ()),
    ("upper", ()), ("partition", ("x",)), ("split", ("x",)), ("join", ((),)), ("encode", ()), ("__add__", ("",)),
    ("splitlines", ()), ("rpartition", ("x",)), ("rsplit", ("x",)), ("strip", ("",)),
]
for name, args in METHODS:
    if name in ("format", "__mod__"):
        continue
    a, b = getattr(text, name)(*args), getattr(sub, name)(*args)
    first = a[0] if isinstance(a, (tuple, list)) else a
    print(name, args, repr(a), a == b, type(b).__name__,
          type(b[0]).__name__ if isinstance(b, (tuple, list)) else "")
SAME = ["replace", "expandtabs", "strip", "__str__", "__mul__", "__getitem__", "__format__"]
for name, args in METHODS:
    if name in SAME:
        print(name, args, getattr(text, name)(*args) is text, getattr(sub, name)(*args) is sub)
for made in ("%s" % text, "%.7s" % text, "%.100s" % text, "%3s" % text, "{}".format(text), "{0:s}".format(text),
             "{0:.9}".format(text), "{:7}".format(text), f"{text}", f"{text!s}", f"{text:s}", format(text), str(text),
             text[:], text[0:100], text * 1, text + "" if False else text, "".join([text])):
    print(made is text, end=" ")
print()
for made in ("%s" % sub, "{}".format(sub), f"{sub}", str(sub), "".join([sub]), sub * 1, sub[:], format(sub), sub + ""):
    print(type(made).__name__, made == sub, made is sub, end="; ")
print()
b = b"abc def"
for made in (b.replace(b"x", b"y"), b.strip(), b[:], b * 1, bytes(b), b"".join([b]), b"%b" % b, b.ljust(3), b.removeprefix(b"x")):
    print(made == b, type(made).__name__, end=" ")
print()
