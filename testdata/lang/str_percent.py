# The % operator with all conversions, flags, widths and mappings.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


FORMATS = ["%d", "%i", "%s", "%r", "%a", "%x", "%#x", "%o", "%#o", "%e", "%g", "%f", "%c", "%%", "%5d", "%-5d|", "%05d",
           "%+d", "% d", "%.3f", "%*d", "%(a)s", "%(a", "%", "%z", "%5", "%.3s", "%10.4s|", "%ld", "%hd", "%u", "%.50f", "%.*f",
           "%#g", "%5%", "%5c", "%X", "%#X", "%E", "%G", "%F", "%.0e", "%+.2e", "%.5d", "%08.3f", "%-8s|", "%(a)5.1f", "%(b)s", "%s %s"]
VALUES = [42, -42, 3.7, "x", "xy", (1, 2), (5, 42), {"a": 1}, None, 10 ** 30, (), [1], "é", 0x110000, -1, float("nan"), True]
for text in FORMATS:
    for value in VALUES:
        try:
            print(text, repr(value), repr(text % value))
        except Exception as e:
            print(text, repr(value), type(e).__name__, e)


class I:
    def __int__(self):
        return 7

    def __index__(self):
        return 8

    def __float__(self):
        return 1.25

    def __str__(self):
        return "I-str"

    def __repr__(self):
        return "I-é"


for text in ("%d", "%x", "%f", "%s", "%r", "%a", "%c", "%o", "%5s|", "%.3s"):
    show(lambda: text % I())
show(lambda: "%(a)s %(b)d" % {"a": 1, "b": 2})
show(lambda: "%(a)s %s" % {"a": 1})
show(lambda: "%(a(b))s" % {"a(b)": 3})
show(lambda: "%s" % (1, 2))
show(lambda: "%s %s" % (1,))
show(lambda: "abc" % 5)
show(lambda: "abc" % {})
show(lambda: "é%s日" % "本")
show(lambda: "%*d|%-*d|%.*f" % (5, 1, 4, 2, 1, 2.55))
show(lambda: "%*d" % (2 ** 70, 1))
show(lambda: "%.*f" % (2 ** 40, 1.0))
