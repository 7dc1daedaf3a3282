# str.format: fields, attributes, indexes, conversions, nesting, errors.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


class P:
    x = 3

    def __init__(self):
        self.items = {"k": [1, 2]}

    def __format__(self, spec):
        return "<" + spec + ">"

    def __repr__(self):
        return "P()é"


FORMATS = ["{}", "{0}", "{a}", "{0.real}", "{0[0]}", "{!r}", "{!x}", "{", "}", "{0", "{}{0}", "{0}{}", "{:{}}",
           "{:{:{}}}", "{!", "{0!r:>10}", "{0[}", "{0[]}", "{0.}", "{}}", "{{}}", "{ }", "{0!rr}", "{0!}",
           "{a.b[c]}", "{:>{}}|", "{1:{0}d}", "{0:{1}}", "{!s:^{}}|", "{0:{{}}}", "{99999999999999999999}", "{-1}", "{0.real.imag}",
           "a{0}b{1}c", "{0}{0}{0}", "{:}", "{0:}", "{{{0}}}", "{0]}", "{0[a}b]}"]
for text in FORMATS:
    show(text.format, 5, 6)
show("{a}{b.x}{b.items[k][1]}{b:q}{b!r}{b!a}{b!s:>7}".format, a=1, b=P())
show("{0[a]}".format, [1])
show("{0[5]}".format, [1])
show("{0[k]}".format, {"k": "v"})
show("{0[1]}".format, {1: "int key"})
show("{a}".format)
show("{}".format)
show("{0.nope}".format, 5)
show("{a}".format_map, {"a": 1})
show("{a}".format_map, {})
show("{}".format_map, {"a": 1})
show("{a}".format_map, 5)


class D(dict):
    def __missing__(self, key):
        return "<" + key + ">"


show("{a}{b}".format_map, D(b=2))
show("{é} {日本}".format, é=1, 日本=2)
print("{:s}{:d}{:.2f}{:x}{:%}".format("s", 7, 1.5, 255, 0.25), "{:é>6}".format("ü"), "{0:日^7}".format("本"))
