"""Special methods of one builtin class in classes that derive from another."""


def show(call):
    try:
        return call()
    except TypeError as error:
        return f"TypeError: {error}"


# Lists, dicts and sets that are hashed and compared by what they are.
class Node(list):
    __hash__ = object.__hash__


class Same(list):
    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


class Table(dict):
    __hash__ = object.__hash__
    __eq__ = object.__eq__


class Group(set):
    __hash__ = object.__hash__


for cls in (Node, Same, Table, Group):
    a, b = cls(), cls()
    names = {a: "a"}
    print(cls.__name__, show(lambda: (a == b, a != b, a == a, [a] == [b], a in [b], [b].count(a),
                                      len({a, id(a)}), names[a], hash(a) == object.__hash__(a))))
    for _ in range(200):
        equal = a == b
        kept = {a, a}
    print(equal, len(kept))


# __ne__ is the opposite of __eq__ only where it is object's.
class Always(list):
    def __eq__(self, other):
        return "always"


class Bare:
    def __eq__(self, other):
        return True


print(Always([1]) != [2], Always([1]) != [1], [1] != Always([1]), Always() == 5, Always() != 5,
      Bare() != 1, type("Number", (int,), {"__eq__": lambda a, b: True})(3) != 4)


# Numbers, strs and tuples too.
class Text(str):
    __eq__ = object.__eq__
    __hash__ = object.__hash__


class Number(int):
    __eq__ = object.__eq__
    __hash__ = object.__hash__
    __add__ = float.__add__
    __str__ = float.__repr__


class Real(float):
    __eq__ = object.__eq__
    __hash__ = float.__hash__
    __bool__ = object.__eq__


class Pair(tuple):
    __eq__ = object.__eq__
    __lt__ = list.__lt__
    __hash__ = object.__hash__
    __repr__ = object.__repr__
    __len__ = list.__len__
    __iter__ = dict.__iter__
    __contains__ = str.__contains__
    __getitem__ = str.__getitem__


for cls, args, plain in ((Text, ("a",), "a"), (Number, (1,), 1), (Real, (1.5,), 1.5), (Pair, ((1,),), (1,))):
    x, y = cls(*args), cls(*args)
    print(cls.__name__, x == y, len({x, y}), x == plain, plain == x, {plain: 1}.get(x), x in [y],
          x != y, show(lambda: x < y), show(lambda: x + y), show(lambda: bool(x)),
          show(lambda: repr(x)[:8]), show(lambda: str(x)[:8]), show(lambda: len(x)),
          show(lambda: list(x)), show(lambda: x[0]), show(lambda: 1 in x))


class Below(Pair):
    pass


class Again(Pair):
    __eq__ = tuple.__eq__
    __hash__ = tuple.__hash__
    __iter__ = tuple.__iter__
    __len__ = tuple.__len__


print(Below((1,)) == Below((1,)), show(lambda: len(Below((1,)))))
print(Again((1,)) == Again((1,)), len({Again((1,)), Again((1,))}), list(Again((1, 2))), len(Again()))


# Plain classes, and changes later.
class Plain:
    __repr__ = int.__repr__
    __len__ = list.__len__
    __hash__ = str.__hash__
    __eq__ = str.__eq__


print(show(lambda: repr(Plain())), show(lambda: len(Plain())), show(lambda: hash(Plain())),
      show(lambda: Plain() == 1))


class Later(list):
    pass


first, second = Later([1]), Later([1])
results = []
for i in range(300):
    if i == 100:
        Later.__eq__ = object.__eq__
    if i == 200:
        del Later.__eq__
    results.append(first == second)
print(results.count(True), results[99:101], results[199:201])
print(Later.__dict__.get("__eq__"), Same.__eq__ is object.__eq__, Same.__dict__["__eq__"])


# Of classes of the library, and of exceptions with several bases.
from collections import Counter, OrderedDict, defaultdict, deque


class Ordered(OrderedDict):
    __eq__ = dict.__eq__
    __repr__ = dict.__repr__


class Default(defaultdict):
    __repr__ = dict.__repr__


class Many(Counter):
    __repr__ = object.__repr__


class Queue(deque):
    __hash__ = object.__hash__


print(Ordered(a=1, b=2) == Ordered(b=2, a=1), Ordered(a=1), Default(int, a=1), repr(Many("aab"))[:8],
      len({Queue(), Queue()}), OrderedDict(a=1, b=2) == OrderedDict(b=2, a=1))


class Missing(ValueError, KeyError):
    pass


class Odd(KeyError):
    __str__ = ValueError.__str__


print(Missing("k"), str(Missing("k")), str(Odd("k")), str(KeyError("k")))
