# Operators, slices, comparison and errors of str; text of every width.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: "a" + 5)
show(lambda: 5 + "a")
show(lambda: "a" * -1)
show(lambda: "a" * 2.0)
show(lambda: "a" * 10 ** 19)
show(lambda: "ab" * (1 << 62))
show(lambda: "ab"[5])
show(lambda: "ab"["x"[:]])
show(lambda: "ab"[-3])
show(lambda: "ab"[10 ** 30])
show(lambda: "abc"[::0])
show(lambda: "a" < 5)
show(lambda: "a" - "b")
show("a".__lt__, 5)
show("a".__add__, 5)
show(str)
show(str, b"a", "ascii")
show(str, b"\xff", "ascii")
show(str, object=5)
show(str, 5, "ascii")
show(str, b"a")
show(str, b"\xff", "utf-8", "replace")
show(str, "a", "b")
show(str, 1, 2, 3, 4)
for text in ("abcdef", "äbcdéf", "日本語テスト", "a\U0001f600b\U0001f601"):
    print(ascii(text[::-2]), ascii(text[1:]), ascii(text[-2:]), ascii(text[:100]), ascii(text[4:1]), ascii(text[::3]), ascii(text[-1:-3:-1]), len(text))
    print(ascii(text * 2), ascii(text + "é"), ascii("日" + text), text == text[:], text < "b", text > "a", text[0] in text, hash(text) == hash("".join(list(text))))
    print([ascii(c) for c in text], ascii(text[slice(1, 3)]), text.__len__(), ascii(max(text)), ascii(min(text)))
s = ""
for i in range(3000):
    s += chr(97 + i % 26)
    if i == 1000:
        kept = s
print(len(s), s[-3:], len(kept), kept[-3:])
s = "é"
for i in range(300):
    s = s + "日"
    s += "a"
print(len(s), s.count("日"), ascii(s[:3]))
print("ab" "cd", "abc".__getnewargs__(), "x".__sizeof__() > 8, "a".__ne__("b"), "%d" "%s" % (1, 2))
print(sorted(["b", "a", "C", "é", "aa", ""]), "a" "b" in "cab", not "", bool(" "))
