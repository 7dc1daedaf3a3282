# __reduce__, __setstate__ and __length_hint__ of the builtin iterators.
def plain(x):
    if isinstance(x, tuple):
        return tuple([plain(y) for y in x])
    if isinstance(x, type) or isinstance(x, (int, str, list, bytes, range, type(None))):
        return x
    return getattr(x, "__name__", type(x).__name__)


def walk(make, steps):
    it = make()
    for _ in range(steps):
        next(it)
    if hasattr(it, "__length_hint__"):
        print(it.__length_hint__(), end=" ")
    r = it.__reduce__()
    print(plain(r))
    other = r[0](*r[1])
    if len(r) > 2:
        other.__setstate__(r[2])
    print(list(it) == list(other), end=" ")
    r = it.__reduce__()
    print(list(r[0](*r[1])))


walk(lambda: iter([1, 2, 3]), 1)
walk(lambda: iter((1, 2, 3)), 2)
walk(lambda: iter("abc"), 1)
walk(lambda: iter(b"abc"), 1)
walk(lambda: reversed([1, 2, 3]), 1)
walk(lambda: iter({1: 2, 3: 4}), 1)
walk(lambda: iter({1: 2, 3: 4}.values()), 1)
walk(lambda: iter({1: 2, 3: 4}.items()), 1)
walk(lambda: reversed({1: 2, 3: 4}), 1)
walk(lambda: iter({5}), 0)
walk(lambda: iter(range(2**70, 2**70 + 4)), 1)
walk(lambda: enumerate([7, 8, 9], 5), 1)
walk(lambda: zip((4, 5, 6), [1, 2, 3]), 1)
walk(lambda: zip([1], [2], strict=True), 0)
walk(lambda: map(str, [1, 2, 3]), 1)
walk(lambda: filter(None, [1, 0, 2]), 1)


class Seq:
    def __len__(self):
        return 3

    def __getitem__(self, i):
        if i > 2:
            raise IndexError
        return i * i


print(list(reversed(Seq())), list(iter(Seq())))
it = reversed(Seq())
print(next(it), it.__reduce__()[2], it.__length_hint__())
it.__setstate__(100)
print(list(it))
it = iter(range(0, 20, 3))
print(next(it), next(it), it.__length_hint__())
print(list(it))
for it, state in ((iter([1, 2, 3]), -5), (iter([1, 2, 3]), 2), (iter((1, 2)), 50), (iter("abc"), 1),
                  (reversed([1, 2, 3]), 0), (iter(range(2**70, 2**70 + 3)), 1)):
    it.__setstate__(state)
    print(list(it))
