# Templates and callables of sub; expand.
import re


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


print(re.sub(r"(\w+) (\w+)", r"\2 \1", "hello world"), re.sub(r"(?P<a>x)", r"[\g<a>\g<1>\g<0>]", "axb"), re.sub("x", r"\n\t\\", "axb"))
print(re.sub("(a)|b", r"<\1>", "ab"), re.sub("x", "\\\\", "axb"), re.sub(r"(.)", r"\g<1>0", "ab"), re.sub("a", r"\101\0", "a"))
print(re.sub("a+", lambda m: str(len(m.group())), "aaXa"), re.sub("a", lambda m: None, "bab"), re.sub(b"a", b"\\x" if False else b"<>", b"bab"))
print(re.match("(a)(?P<n>b)?", "a").expand(r"\1-\g<n>-\2"), re.match("(a)", "a").expand(r"\g<0>"), re.sub("(b)?a", r"[\1]", "aba"))
for template in (r"\2", r"\g<", r"\g<x>", r"\g<5>", r"\q", r"\g<1", r"\g", r"\g<1a>", r"\g<>", r"\777", "\\"):
    show(re.sub, "(a)", template, "a")
show(re.sub, "a", 5, "a")
show(re.sub, "a", lambda m: 5, "ba")
show(re.sub, "a", b"x", "ba")
show(re.sub, "a", "b", "aaa", "x")
show(re.sub, "a", "b", 5)
print(re.sub("b", "\u65e5", "abc"), re.sub("\u65e5", "x", "a\u65e5"), re.sub("a", "\U0001f600", "ab"), re.sub("(.)", r"\1\1", "\u65e5a"))
