# Subclasses of str: results are plain, attributes and hashing work.
def show(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


class S(str):
    pass


x = S("abc")
for r in (x + "", x[:], x[0], str(x), x.upper(), x * 1, x.strip(), x.replace("z", "q"), x.lower(), x.center(1), x.zfill(2), x.ljust(1),
          "%s" % x, f"{x}", "{}".format(x), x.translate({}), x.expandtabs(), x.join(["a"]), "".join([x]), x.removeprefix("z"), x.split()[0],
          x.partition("z")[0], x.capitalize(), x.__str__(), x.encode()):
    print(type(r).__name__, r)
x.attribute = 3
print(x.attribute, x.__dict__, x == "abc", hash(x) == hash("abc"), {x: 1}["abc"], {"abc": 2}[x], x in ["abc"], "b" in x)


class Lower(str):
    def __new__(cls, value="", extra=None):
        self = super().__new__(cls, value.lower())
        self.extra = extra
        return self

    def __eq__(self, other):
        return str.__eq__(self, other.lower())

    def __hash__(self):
        return str.__hash__(self)

    def __len__(self):
        return 99

    def __str__(self):
        return "str:" + self[:]

    def __format__(self, spec):
        return "fmt:" + spec

    def __add__(self, other):
        return Lower(str.__add__(self, other))

    def __getitem__(self, key):
        return "item" if isinstance(key, int) else str.__getitem__(self, key)


y = Lower("ABC", extra=1)
print(y.extra, y == "AbC", y != "x", len(y), str(y), f"{y:q}", "%s" % y, type(y + "D").__name__, (y + "D").lower(), y[0], y[1:], list(y), sorted([Lower("b"), "a"]))
print(isinstance(y, str), issubclass(Lower, str), "".join([y, "z"]), y.upper(), {Lower("K"): 1}["k"], Lower(), Lower("Q").extra)
show(str.__new__, S, "q")
show(str.__new__, int, "q")
show(str.__new__, 5)
show(str.upper, 5)
show(lambda: S(b"ab", "ascii"))
show(lambda: S("a", "b"))


class B:
    def __str__(self):
        return 5


class C:
    def __str__(self):
        return S("from S")


class D:
    def __repr__(self):
        return S("repr")


show(str, B())
print(type(str(C())).__name__, type(repr(D())).__name__, type(S(C())).__name__, type(format(C())).__name__)
