# find, index, count, replace, partition, prefixes and suffixes.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


for a in ("abc", "abcabc", "", "aaaa", "aéa", "日本日本"):
    for b in ("b", "", "bc", "z", "abcd", "aa", "é", "本"):
        print(a.find(b), a.rfind(b), a.count(b), a.find(b, 1), a.find(b, -2), a.find(b, 1, 2))
        print(a.count(b, 1), a.count(b, 10), a.replace(b, "-"), a.replace(b, "-", 1), a.replace(b, ""))
        print(a.startswith(b), a.endswith(b), a.startswith(b, 1), a.endswith(b, 0, 2), a.startswith((b, "a")))
        print(a.removeprefix(b), a.removesuffix(b), b in a)
        show(a.index, b)
        show(a.rindex, b, 1)
        show(a.partition, b)
        show(a.rpartition, b)
show("abc".find, 5)
show("abc".find, "a", None, None)
show("abc".find, "a", "x")
show("abc".count, 1)
show("abc".startswith, 5)
show("abc".startswith, (5,))
show("abc".endswith, ("c", 5))
show("abc".replace, "a", 5)
show("abc".replace, "a")
show("abc".replace, "", "-", 2)
show("abc".removeprefix, 1)
show(lambda: 5 in "abc")
show("abc".__contains__, None)
text = "ab" * 2000 + "c"
print(text.find("abc"), text.rfind("ba"), text.count("aba"), ("a" * 5000 + "b").find("a" * 2000 + "b"))
print(len(("x" * 1000).replace("x", "yy")), ("a" * 3000 + "é").count("aé"))
