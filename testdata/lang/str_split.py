# split, rsplit, splitlines, join, strip, expandtabs and padding.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for text in (" a b  c ", "a,b,,c", ",", "", "abc", "\u3000a\xa0b\x1cc", "a--b--c"):
    print(text.split(), text.rsplit(), text.split(None, 1), text.rsplit(None, 1))
    for sep in (",", "--", "b"):
        print(text.split(sep), text.split(sep, 1), text.rsplit(sep, 1), text.split(sep, 0), text.rsplit(sep))
show("a".split, "")
show("a".split, 5)
show("a".rsplit, ",", "x")
show("a b".split, maxsplit=1, sep=" ")
for text in ("a\r\nb\x0bc\x1cd\u2028e", "a\n\nb\n", "\r", "", "a\x85b\x0c"):
    print(ascii(text.splitlines()), ascii(text.splitlines(True)), ascii(text.splitlines(keepends=False)))
print("-".join(["a", "b"]), "-".join(("é", "日")), "".join([]), "-".join({"x": 1}), "-".join("abc"), "-".join(iter("ab")))
show("a".join, [1])
show("a".join, ["x", None, "y"])
show("a".join, 5)
for text in ("  x ", "xxaxx", "\t\n", "abcba", "\u2003é\u2003"):
    print(ascii(text.strip()), ascii(text.lstrip()), ascii(text.rstrip()), ascii(text.strip("xa")), ascii(text.rstrip("é ")))
show("a".strip, 5)
print("a\tb\tc".expandtabs(4), "a\tb\nc\td".expandtabs(tabsize=0), "ab\tc".expandtabs(1), "\t".expandtabs() + "|", "a\tb".expandtabs(-1), "a\rb\tc".expandtabs(3))
print("a".center(6, "*"), "ab".center(5), "abc".center(2), "a".center(7, "é"), "a".ljust(4, "-") + "|", "a".rjust(4) + "|")
print("a".zfill(5), "-a".zfill(5), "+1".zfill(4), "".zfill(2), "--1".zfill(6), "12".zfill(1))
show("a".center, 10, "xx")
show("a".rjust, "5")
show("a".ljust, 5, 5)
show("a".expandtabs, "x")
