# itertools: wrong arguments and their texts, state, lengths, copies.
import copy
import itertools
import operator
import pickle


def show(f):
    try:
        r = f()
        if hasattr(r, "__next__"):
            r = list(itertools.islice(r, 8))
        print(r)
    except Exception as e:
        print(type(e).__name__, e)


CALLS = [
    ("count", [(), (5,), (5, 2), (1.5, 0.5), ("a",), (1, "a"), (1, 2, 3), (10**30, 10**29), (-5, -1)]),
    ("cycle", [(), ("ab",), (5,), ("",), ("a", "b")]),
    ("repeat", [(), (5, 3), (5, -1), (5, "a"), (5, 2.0), (1, 2, 3)]),
    ("accumulate", [(), ([1, 2, 3],), (5,), ("abc",), ([1, 2, 3], operator.mul), ([1, "a"],), ([],), ([1, 2], 5)]),
    ("chain", [(), ("ab", "cd"), (5,), ("ab", 5)]),
    ("compress", [(), ("abc", [1, 0, 1]), ("abc",), (5, 5), ("abc", 5)]),
    ("dropwhile", [(), (bool, [0, 1, 0]), (5, [1]), (bool, 5), (None, [1])]),
    ("takewhile", [(), (bool, [1, 0, 1]), (5, [1]), (bool, 5)]),
    ("filterfalse", [(), (None, [0, 1, 2]), (bool, [0, 1]), (5, [1]), (None, 5)]),
    ("groupby", [(), ("aabb",), (5,), ("ab", 5), ([1, 1.0, True, 2],)]),
    ("islice", [(), ("abc",), ("abcdef", 2), ("abcdef", 1, 4), ("abcdef", 1, None, 2), ("abc", -1), ("abc", 1, -1), ("abc", 0, 3, 0), ("abc", "a"), ("abc", 1.0), (5, 1), ("abc", None)]),
    ("starmap", [(), (pow, [(2, 3)]), (pow, [2]), (5, [(1,)]), (pow, 5)]),
    ("tee", [(), ("ab",), ("ab", 3), ("ab", -1), (5,), ("ab", "c"), ("ab", 0)]),
    ("zip_longest", [(), ("ab", "c"), (5,), ("ab", 5)]),
    ("product", [(), ("ab", "cd"), (5,), ("",), ("ab", 5)]),
    ("permutations", [(), ("abc",), ("abc", 2), ("abc", -1), ("abc", 5), ("abc", "a"), (5,), ("abc", 1.0)]),
    ("combinations", [(), ("abc",), ("abc", 2), ("abc", -1), ("abc", 5), ("abc", "a"), (5, 2)]),
    ("combinations_with_replacement", [(), ("abc", 2), ("abc", -1), ("ab", 3), ("abc", None)]),
    ("pairwise", [(), ("abc",), (5,), ("a",), ("a", "b")]),
]
for name, calls in CALLS:
    for args in calls:
        print(name, end=" ")
        show(lambda: [list(x) for x in itertools.tee(*args)] if name == "tee" else
             [(k, list(g)) for k, g in itertools.groupby(*args)] if name == "groupby" else getattr(itertools, name)(*args))
show(lambda: itertools.product("ab", repeat=2))
show(lambda: itertools.product("ab", repeat=-1))
show(lambda: itertools.product("ab", repeat="a"))
show(lambda: itertools.product("ab", other=1))
show(lambda: itertools.zip_longest("ab", "c", fillvalue=0))
show(lambda: itertools.zip_longest("ab", other=0))
show(lambda: itertools.accumulate([1, 2, 3], initial=10))
show(lambda: itertools.accumulate([], initial=10))
show(lambda: itertools.count(start=3, step=-1))
show(lambda: itertools.repeat(object=1, times=2))
show(lambda: itertools.cycle(iterable="a"))
show(lambda: itertools.chain.from_iterable(["ab", "cd"]))
show(lambda: itertools.chain.from_iterable(5))
show(lambda: itertools.chain.from_iterable(["a", 5]))
MADE = [
    itertools.count(5, 2), itertools.cycle("abc"), itertools.repeat("x", 4), itertools.accumulate([1, 2, 3, 4]),
    itertools.chain("ab", "cd"), itertools.compress("abcd", [1, 1, 0, 1]), itertools.dropwhile(bool, [1, 0, 1]),
    itertools.takewhile(bool, [1, 1, 0]), itertools.filterfalse(None, [0, 1, 0]), itertools.islice("abcdef", 1, 5),
    itertools.starmap(pow, [(2, 1), (2, 2)]), itertools.zip_longest("abc", "d"), itertools.product("ab", "cd"),
    itertools.permutations("abc", 2), itertools.combinations("abcd", 2), itertools.combinations_with_replacement("abc", 2),
]
for it in MADE:
    first = next(it)
    copies = [copy.copy(it), copy.deepcopy(it), pickle.loads(pickle.dumps(it))]
    print(type(it).__name__, first, [list(itertools.islice(c, 3)) for c in copies[1:]], hasattr(it, "__length_hint__"))
print(repr(itertools.count(5)), repr(itertools.count(1.5, 2)), repr(itertools.repeat("x", 2)), repr(itertools.repeat(None)))
r = itertools.repeat(1, 5)
next(r)
print(r.__length_hint__(), operator.length_hint(itertools.chain("a")))
show(lambda: itertools.repeat(1).__length_hint__())
c = itertools.cycle("abc")
next(c)
for state in ((["z"], 0), ((), 0), [["z"], 0], (["z"],), (["z"], "a")):
    show(lambda: c.__setstate__(state))
print(list(itertools.islice(c, 8)))
