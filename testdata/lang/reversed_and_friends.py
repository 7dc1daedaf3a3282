# reversed(), enumerate(), zip(), map(), filter(): subclasses, odd sources, state.
def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class R(reversed):
    def __next__(self):
        return super().__next__(), "r"


class Seq:
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if i > 5:
            raise IndexError
        return i * i


class OwnReversed:
    def __reversed__(self):
        return "mine"


class Blocked(Seq):
    __reversed__ = None


r = R(Seq(4))
print(type(r).__name__, isinstance(r, reversed), list(r), list(r))
print(type(R([1, 2])).__name__, list(R([1, 2])))
print(reversed(OwnReversed()), R(OwnReversed()))
show(lambda: reversed(Blocked(3)))
for v in [1, 2, 3], (1, 2), "ab", b"ab", range(5), {1: 2, 3: 4}, {1, 2}, 5, iter([1]), Seq(0), Seq(9):
    show(lambda: (type(reversed(v)).__name__, list(reversed(v))))
show(lambda: reversed())
show(lambda: reversed([1], [2]))
show(lambda: reversed(sequence=[1]))
it = reversed(Seq(4))
print(it.__length_hint__(), next(it), it.__length_hint__(), it.__reduce__()[2])
it.__setstate__(0)
print(list(it))
l = [1, 2, 3, 4]
it = reversed(l)
print(next(it))
l.clear()
print(list(it), it.__length_hint__())


class E(enumerate):
    pass


class Z(zip):
    pass


class M(map):
    pass


class F(filter):
    pass


for made in E("ab", 5), Z("ab", "cde"), M(ord, "ab"), F(str.isupper, "aBcD"):
    made.note = 1
    print(type(made).__name__, made.note, iter(made) is made, list(made), list(made))
show(lambda: list(enumerate("ab", start=10**30)))
show(lambda: list(enumerate("ab", -1)))
show(lambda: enumerate("ab", "c"))
show(lambda: enumerate())
show(lambda: enumerate(5))
show(lambda: enumerate(iterable="ab", start=2).__next__())
show(lambda: list(zip("ab", "abc", strict=True)))
show(lambda: list(zip("abc", "ab", strict=True)))
show(lambda: list(zip("ab", "cd", "e", strict=True)))
show(lambda: zip(1))
show(lambda: zip("a", 1))
show(lambda: zip(strict=True).__reduce__())
show(lambda: map(str))
show(lambda: map())
show(lambda: list(map(pow, [2, 3, 4], [5, 2])))
show(lambda: filter(None))
show(lambda: list(filter(None, [0, "", 1, [], "x"])))
show(lambda: list(filter(lambda x: 1 / x, [1, 0])))
for it in enumerate("abc"), zip("abc", [1]), map(str, "ab"), filter(None, [0, 1]):
    print(type(it).__name__, it.__reduce__()[0] is type(it), hasattr(it, "__length_hint__"))


# Their own __next__ is what loops, list(), next() and unpacking ask.
def counting(base):
    class Counting(base):
        taken = 0

        def __next__(self):
            self.taken += 1
            if self.taken > 3:
                raise StopIteration
            return self.taken, super().__next__()

    return Counting


for base, args in ((enumerate, ("abcdef",)), (zip, ([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])),
                   (map, (str, [1, 2, 3, 4, 5])), (filter, (None, [1, 0, 2, 3, 4])),
                   (reversed, ("abcdef",))):
    cls = counting(base)
    for x in cls(*args):
        print(x, end=" ")
    print(list(cls(*args)), next(cls(*args)), [*cls(*args)][:2], (1, (1, 2)) in cls(*args))
    a, b, c = cls(*args)
    print(a, b, c, dict(cls(*args)).keys(), sum(1 for _ in cls(*args)))
