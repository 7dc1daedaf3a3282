# All of itertools, its edges and messages.
from itertools import *


def show(f):
    try:
        r = f()
        print(r if not hasattr(r, "__next__") else list(islice(r, 30)))
    except Exception as e:
        print(type(e).__name__, e)


show(lambda: islice(count(), 3))
show(lambda: islice(count(10, -3), 3))
show(lambda: islice(count(2**62 - 2), 5))
show(lambda: islice(count(1.5, 0.5), 3))
print(count(1), count(1, 2), count(step=3), count(2.5))
show(lambda: count("a"))
show(lambda: islice(cycle("abc"), 8))
show(lambda: cycle(""))
print(repeat(5, 3), repeat("x"), list(repeat(5, 3)), list(repeat(5, -3)))
show(lambda: accumulate([1, 2, 3, 4]))
show(lambda: accumulate([1, 2, 3, 4], lambda a, b: a * b, initial=10))
show(lambda: accumulate([], initial=3))
show(lambda: accumulate("abc"))
show(lambda: accumulate([1, "a"]))
show(lambda: chain("ab", [1], (2, 3)))
show(lambda: chain.from_iterable(["ab", "cd"]))
show(lambda: chain(1))
show(lambda: chain("a", 1))
show(lambda: compress("abcdef", [1, 0, 1, 0, 1, 1]))
show(lambda: compress(selectors=[1], data="x"))
show(lambda: dropwhile(lambda x: x < 3, [1, 2, 3, 1, 4]))
show(lambda: takewhile(lambda x: x < 3, [1, 2, 3, 1, 4]))
show(lambda: filterfalse(None, [0, 1, "", "a"]))
show(lambda: filterfalse(lambda x: x % 2, range(6)))
show(lambda: starmap(pow, [(2, 5), [3, 2], (10, 3)]))
show(lambda: starmap(pow, [1]))
show(lambda: islice("abcdefg", 2))
show(lambda: islice("abcdefg", 2, 4))
show(lambda: islice("abcdefg", 2, None))
show(lambda: islice("abcdefg", 0, None, 2))
show(lambda: islice("abcdefg", None))
show(lambda: islice("a", -1))
show(lambda: islice("a", 1, -2))
show(lambda: islice("a", 1, 2, 0))
show(lambda: islice("a", "b"))
show(lambda: islice("a"))
show(lambda: pairwise("abcd"))
show(lambda: pairwise("a"))
show(lambda: zip_longest("ab", [1, 2, 3], fillvalue="-"))
show(lambda: zip_longest())
show(lambda: zip_longest("a", x=1))
show(lambda: product("ab", [1, 2]))
show(lambda: product("ab", repeat=2))
show(lambda: product())
show(lambda: product("ab", []))
show(lambda: product("a", repeat=-1))
show(lambda: product("a", repeat=0))
show(lambda: permutations("abc"))
show(lambda: permutations("abc", 2))
show(lambda: permutations("abc", 0))
show(lambda: permutations("abc", 4))
show(lambda: permutations("abc", -1))
show(lambda: permutations("abc", "a"))
show(lambda: combinations("abcd", 2))
show(lambda: combinations("abcd", 0))
show(lambda: combinations("abcd", 5))
show(lambda: combinations("abcd", -1))
show(lambda: combinations_with_replacement("abc", 2))
show(lambda: combinations_with_replacement("", 2))
show(lambda: combinations_with_replacement("", 0))
print([(k, list(g)) for k, g in groupby("aaabbca")])
print([(k, list(g)) for k, g in groupby([1, 2, 4, 7, 8], key=lambda x: x // 3)])
groups = [g for k, g in groupby("aabb")]
print([list(g) for g in groups])
a, b, c = tee(iter(range(5)), 3)
print(next(a), next(a), next(b), list(c), list(a), list(b))
t, = tee([1, 2], 1)
u, = tee(t, 1)
print(next(t), list(u), list(t), tee([], 0))
show(lambda: tee([], -1))
long_tee = tee(range(200))
print(sum(long_tee[0]), sum(long_tee[1]))


class Counted:
    def __init__(self, n):
        self.i, self.n = 0, n

    def __iter__(self):
        return self

    def __next__(self):
        if self.i == self.n:
            raise StopIteration
        self.i += 1
        return self.i


show(lambda: chain(Counted(3), Counted(2)))
show(lambda: islice(Counted(10), 2, 9, 3))
show(lambda: zip_longest(Counted(2), Counted(3)))
show(lambda: pairwise(Counted(4)))
it = Counted(10)
list(islice(it, 3))
print(it.i)


class bad:
    def __init__(self):
        self.first = True

    def __iter__(self):
        return self

    def __next__(self):
        if self.first:
            self.first = False
            return 1
        raise ValueError("bad")


for f in (chain, cycle, pairwise, accumulate, lambda i: islice(i, 5), lambda i: starmap(print, i),
          lambda i: filterfalse(None, i), lambda i: dropwhile(bool, i), lambda i: zip_longest(i),
          lambda i: groupby(i), lambda i: tee(i)[0], lambda i: compress(i, count(1))):
    show(lambda: [x if not isinstance(x, tuple) else 0 for x in f(bad())])
it = takewhile(bool, [1, 0, 2])
print(list(it), list(it))


class Sub(count):
    def __next__(self):
        return super().__next__() * 10


print(list(islice(Sub(1), 3)), next(Sub(5)))
