# Iterators of generic aliases, and aliases with a star: pickled, copied, asked how.
import copy
import operator
import pickle
import typing

ALIASES = (tuple[int, ...], list[int], dict[str, list[int]], tuple[()], type[int])


def show(alias):
    return f"{alias!r} {type(alias).__name__} {alias.__unpacked__} {alias.__args__}"


for alias in ALIASES:
    iterator = iter(alias)
    print(type(iterator), iter(iterator) is iterator, hasattr(iterator, "__length_hint__"),
          hasattr(iterator, "__setstate__"), operator.length_hint(iterator, 7))
    print(iterator.__reduce__())
    starred = next(iterator)
    print(show(starred), next(iterator, "through"), next(iterator, "through"))
    function, arguments = starred.__reduce__()
    print(function, type(arguments[0]).__name__, arguments[0].__reduce__())
    for plain_or_starred in (alias, starred):
        for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
            loaded = pickle.loads(pickle.dumps(plain_or_starred, protocol))
            print(loaded == plain_or_starred, loaded.__unpacked__, end=" ")
        print(copy.copy(plain_or_starred) == plain_or_starred, copy.deepcopy(plain_or_starred))
    for protocol in range(pickle.HIGHEST_PROTOCOL + 1):
        print(show(next(pickle.loads(pickle.dumps(iter(alias), protocol)))))
    print(list(copy.copy(iter(alias))), list(copy.deepcopy(iter(alias))), [*alias], (*alias, 1))
    again = iter(starred)
    print(again.__reduce__(), next(again) == starred, next(again, "through"))

try:
    type(iter(list[int]))()
except TypeError as error:
    print(error)
first, = list[int]
print(first, typing.get_args(tuple[*tuple[int, ...]]), tuple[*tuple[int, ...]])
for alias in list[int]:
    print(alias)
print([alias for _ in range(50) for alias in tuple[int, str]][-1])
try:
    one, two = list[int]
except ValueError as error:
    print(error)
nested = pickle.loads(pickle.dumps(tuple[*tuple[int, ...], str]))
print(nested, nested == tuple[*tuple[int, ...], str])
