# _string: how format strings come apart.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


import _string


def pieces(text):
    return list(_string.formatter_parser(text))


def parts(text):
    first, rest = _string.formatter_field_name_split(text)
    return first, list(rest)


for text in ("a{b!r:c{d}}e", "{{x}}", "{", "}", "{a", "{a!}", "{a!rr}", "", "{:x}", "{}", "a{{", "{a:{b}", "{!r}", "{a[b]}", "{a[}]}", "{a!r", "x{0:}", "é{日}本"):
    show(pieces, text)
for text in ("a", "0", "a.b[c][0].d", "", "[a]", ".a", "a[", "a[]", "a.", "a[0]x", "10", "9" * 20, "a[" + "9" * 20 + "]", "-1", "a[b]]", "٣"):
    show(parts, text)
show(_string.formatter_parser, 5)
show(_string.formatter_field_name_split, b"x")
iterator = _string.formatter_parser("ab{c}{")
print(iter(iterator) is iterator, next(iterator))
show(next, iterator)
