# The functions of re, their flags and their caches.
import re


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


print(re.match(r"(\w+) (\w+)", "hello world").groups(), re.search("o", "hello").span(), re.fullmatch("a+", "aaa"), re.fullmatch("a+", "aab"))
print(re.findall(r"\d+", "a1b22c333"), re.findall(r"(\w)(\d)", "a1b2"), re.findall(r"(a)?b", "abb"), [m.group() for m in re.finditer("a|b", "cab")])
print(re.split(r"[,;]\s*", "a, b;c,d", 2), re.split("(x)", "axbxc"), re.split("x*", "axbc"), re.split(r"\b", "a b"))
print(re.sub("a", "b", "aaa", 2), re.subn("a", "b", "aaa", count=1), re.sub("", "-", "abc"), re.sub("x*", "-", "abxd"))
print(re.escape("a.b*c\n é_-"), re.escape(b"a.b\x00"), re.compile("a", re.I | re.M), re.compile(b"a", re.L), re.compile("a").flags)
print(re.I, re.IGNORECASE | re.MULTILINE, re.A.value, repr(re.RegexFlag(2)), re.X, re.S)
print(re.compile("x") is re.compile("x"), re.compile(re.compile("q")).pattern, re.purge())
print(re.search("b", "ABC", re.I), re.search("^b", "a\nb", re.M), re.search("a.b", "a\nb", re.S), re.findall(r"\w+", "é a", re.A))
print(re.compile(r"""
    (\d+)   # digits
    [ ]     # a space
    (\w+)
""", re.X).match("12 ab").groups())
show(re.compile, "(")
show(re.compile, re.compile("a"), re.I)
show(re.match, b"a", "a")
show(re.match, "a", b"a")
show(re.match, "a", None)
show(re.match, 5, "a")
print(re.match("a", bytearray(b"a")) if False else None, re.match(b"a", bytearray(b"abc")), re.findall(b"[a-c]", memoryview(b"abcd")))
p = re.compile("a(?P<x>b)", re.I)
print(p.__copy__() is p, p.__deepcopy__({}) is p, p == re.compile("a(?P<x>b)", re.I), dict(p.groupindex))
