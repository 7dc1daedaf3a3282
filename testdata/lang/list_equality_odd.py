# Comparing lists and tuples whose items change them, or that are themselves.
def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


class Clears:
    def __init__(self, which):
        self.which = which

    def __eq__(self, other):
        lists[self.which].clear()
        return NotImplemented


class Grows:
    def __init__(self, which):
        self.which = which

    def __eq__(self, other):
        lists[self.which].append(1)
        return False


lists = {}
for op in "==", "!=", "<", "<=", ">", ">=":
    for a, b in (([Clears("b")], [Clears("a")]), ([Clears("a")], [1]), ([1], [Clears("a")]),
                 ([Grows("a"), 2], [Grows("b"), 2]), ([1, Clears("a"), 3], [1, 2, 3])):
        lists["a"], lists["b"] = a, b
        if op not in ("==", "!=") and isinstance(a[0], Grows):
            continue
        show(lambda: (op, eval(f"a {op} b", {"a": a, "b": b})))
        print(len(lists["a"]), len(lists["b"]))

nan = float("nan")
print([nan] == [nan], (nan,) == (nan,), {1: nan} == {1: nan}, nan in [nan], [nan].count(nan))
print([1, nan] < [1, nan], [1, nan] <= [1, nan])
r = []
r.append(r)
show(lambda: r == r)
s = []
s.append(s)
show(lambda: r == s)
show(lambda: [1, "a"] < [1, 2])
show(lambda: [1, "a"] < [2, 2])
show(lambda: [1, 2] < (1, 2))
show(lambda: [1, 2] == (1, 2))
show(lambda: [[1, 2], [3]] < [[1, 2], [3, 0]])


class Always:
    def __eq__(self, other):
        return True

    def __lt__(self, other):
        return "less"

    def __repr__(self):
        return "Always()"


print([Always()] == [5], [5] == [Always()], [Always(), 1] < [2, 2])


class Unequal:
    def __eq__(self, other):
        return False

    def __lt__(self, other):
        return "a truth"


print([Unequal()] < [5], (Unequal(),) < (5,))
u = Unequal()
print([u] == [u], (u,) == (u,), u in [u], [u].index(u))
