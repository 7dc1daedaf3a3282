# sum, min, max, sorted, any, all, zip, map, filter, enumerate, reversed, next: edges and messages.
def show(f):
    try:
        r = f()
        print(list(r) if hasattr(r, "__next__") else r)
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: enumerate())
show(lambda: enumerate(5))
show(lambda: enumerate([], "a"))
show(lambda: enumerate("ab", start=2 ** 70))
show(lambda: enumerate(iterable="ab"))
show(lambda: zip())
show(lambda: zip(1))
show(lambda: zip("ab", [1, 2, 3]))
show(lambda: zip([1], [2, 3], strict=True))
show(lambda: zip([1, 2], [3], strict=True))
show(lambda: zip([1], [3], [4, 5], strict=True))
show(lambda: zip([1], foo=1))
show(lambda: map())
show(lambda: map(len))
show(lambda: map(5, [1]))
show(lambda: map(lambda a, b: a + b, [1, 2], [10, 20, 30]))
show(lambda: filter(1))
show(lambda: filter(5, [1]))
show(lambda: filter(None, [0, 1, "", "a"]))
show(lambda: reversed(5))
show(lambda: reversed({1}))
show(lambda: reversed("abc"))
show(lambda: reversed({1: 2, 3: 4}))
show(lambda: sorted([3, 1, 2], reverse=True))
show(lambda: sorted([3, 1], key=5))
show(lambda: sorted([3, "a"]))
show(lambda: sorted())
show(lambda: sorted([1], 1))
show(lambda: sorted(["b", "A", "c"], key=str.lower))
show(lambda: [].sort(1))
show(lambda: [1].sort(foo=1))
show(lambda: sum(["a"]))
show(lambda: sum(["a"], ""))
show(lambda: sum([b"a"], b""))
show(lambda: sum([[1], [2]], []))
show(lambda: sum([0.1] * 3))
show(lambda: sum([1, 2.5, 3]))
show(lambda: sum([2 ** 62, 2 ** 62]))
show(lambda: sum([1], start=2))
show(lambda: sum(5))
show(lambda: max())
show(lambda: max(5))
show(lambda: max([]))
show(lambda: max([], default=5))
show(lambda: max(1, 2, default=3))
show(lambda: min([3, 1], key=lambda x: -x))
show(lambda: max([1, "a"]))
show(lambda: max("abc", "b", key=len))
show(lambda: min(1.5, 1, True))
show(lambda: all([1, [], 2]))
show(lambda: any(5))
show(lambda: next(5))
show(lambda: next(iter([])))
show(lambda: next(iter([]), "default"))
show(lambda: iter(5))
show(lambda: iter(5, 5))
show(lambda: len(5))
show(lambda: divmod(7, -2))
show(lambda: divmod(5, 0))
show(lambda: divmod(-7.5, 2))
show(lambda: pow(2, -1, 7))
show(lambda: pow(2, -1, 4))
show(lambda: pow(2, 3, 0))
show(lambda: pow(2, 0.5, 3))
show(lambda: (round(2.5), round(-1.5), round(1234, -2), round(1.2345, 2), round(15, -1), round(2.5, None)))
show(lambda: round("a"))
show(lambda: abs("a"))
calls = iter([1, 2, 0, 5])
show(lambda: list(iter(lambda: next(calls), 0)))


class Hint:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return iter([1, 2])

    def __length_hint__(self):
        print("hint")
        return self.n


show(lambda: list(Hint(3)))
show(lambda: list(Hint("a")))
show(lambda: list(Hint(-1)))


class Len:
    def __iter__(self):
        return iter("xy")

    def __len__(self):
        raise RuntimeError("len")


show(lambda: list(Len()))
l = [5, 3, 4]
show(lambda: l.sort(key=lambda x: l.append(1)))
print(l)
l = [3, 2, 1]
show(lambda: l.sort(key=lambda x: l.clear()))
print(sorted(l))


class Lt:
    def __init__(self, v):
        self.v = v

    def __lt__(self, other):
        if self.v == 3:
            raise ValueError("three")
        return self.v < other.v


show(lambda: [x.v for x in sorted(map(Lt, [2, 1, 5]))])
show(lambda: sorted(map(Lt, [2, 3, 5])))
pairs = [(i % 3, -i) for i in range(9)]
print(sorted(pairs, key=lambda p: p[0]), sorted(pairs, key=lambda p: p[0], reverse=True))


def unpack(source, data):
    try:
        exec(source, {"s": data})
        print("ok")
    except Exception as e:
        print(type(e).__name__, e)


unpack("a, b = s", [1])
unpack("a, b = s", [1, 2, 3])
unpack("a, *b, c = s", [1])
unpack("a, b = s", 5)
unpack("a, *b = s", "x")
unpack("[a, (b, c)] = s", [1, "xy"])
unpack("(a, b), c = s", [1, 2])
