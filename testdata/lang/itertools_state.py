# What pickling of itertools' objects sees.
from itertools import *


def advance(it, n=1):
    for _ in range(n):
        next(it)
    return it


def plain(x):
    if isinstance(x, tuple):
        return tuple(map(plain, x))
    if isinstance(x, type) or isinstance(x, (int, str, list, type(None))):
        return x
    return type(x).__name__


def rebuilt(it):
    r = it.__reduce__()
    print(plain(r))
    other = r[0](*r[1])
    if len(r) > 2 and r[2] is not None:
        other.__setstate__(r[2])
    print(list(islice(other, 8)))


rebuilt(advance(cycle([1, 2, 3])))
rebuilt(advance(cycle([1, 2, 3]), 4))
rebuilt(advance(islice([1, 2, 3, 4], 1, 4, 2)))
rebuilt(islice([1, 2], 0))
rebuilt(advance(chain([1], [2, 5])))
rebuilt(chain())
rebuilt(advance(product([1, 2], [2, 3]), 2))
rebuilt(advance(product([1, 2]), 2))
rebuilt(product([1, 2], [3]))
rebuilt(advance(combinations([1, 2, 3], 2)))
rebuilt(combinations([1], 2))
rebuilt(advance(permutations([1, 2, 3], 2), 3))
rebuilt(permutations([1, 2], 3))
rebuilt(advance(combinations_with_replacement([1, 2, 3], 2), 2))
rebuilt(accumulate([1, 2]))
rebuilt(advance(accumulate([1, 2, 3])))
rebuilt(accumulate([1, 2], initial=3))
rebuilt(advance(accumulate([None, 2], max)) if False else accumulate([4, 2], max))
rebuilt(advance(zip_longest([1], [2, 3], fillvalue=9)))
rebuilt(takewhile(bool, [1, 0]))
rebuilt(advance(dropwhile(lambda x: x, [1, 0, 5])))
rebuilt(advance(repeat(1, 5), 2))
rebuilt(repeat(1))
rebuilt(advance(count(1, 3), 2))
rebuilt(compress([1, 2], [0, 1]))
rebuilt(starmap(max, [(1, 2)]))
rebuilt(filterfalse(None, [0, 1]))
a, b = tee([1, 2, 3])
next(a)
rebuilt(a)
g = advance(groupby([1, 1, 2]))
print(plain(g.__reduce__()))
for f in (lambda: product([1]).__setstate__((1, 2)), lambda: combinations([1], 1).__setstate__(3),
          lambda: chain().__setstate__(3), lambda: chain().__setstate__((1,)),
          lambda: cycle([1]).__setstate__(3), lambda: permutations([1]).__setstate__((1,))):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__)
