# What re says about malformed patterns.
import re


def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


PATTERNS = ["(", ")", "a)", "[", "[a", "*", "a**", "a{2,1}", "(?P<", "(?P<a", "(?P<1>a)", "(?P<a>x)(?P<a>y)", "(?P=b)", "(?P>a)", "\\", "\\q", "(?z)", "(?i", "(?<=a*)b", "(?<!a|bc)d", "\\1", "(a)\\2",
            "(?(1)a|b|c)", "(?(2)a)", "(?(x)a)", "[z-a]", "[\\d-z]", "\\x1", "\\u12", "\\N{nope}", "(?#", "a(?i)b", "(?-i)", "(?i-i:a)", "(?L)a", "(?a)(?u)", "a{99999999999}", "\\8", "(?P<é>a)", "(?", "(?:", "x{,", "a+++", "a?*", "(?>a", "(?P<a>a)(?(a)b|c)"]
for pattern in PATTERNS:
    try:
        p = re.compile(pattern)
        print(ascii(pattern), "fine", p.groups, p.flags)
    except re.error as e:
        print(ascii(pattern), e, e.msg, e.pos, e.lineno, e.colno)
    except Exception as e:
        print(ascii(pattern), type(e).__name__, e)
