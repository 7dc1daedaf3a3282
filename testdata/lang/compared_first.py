# Which of two operands a container's comparison asks first, and what it asks it.
from array import array
from collections import ChainMap, Counter, OrderedDict, UserList, defaultdict, deque


class Tell:
    def __init__(self, name, equal=True):
        self.name = name
        self.equal = equal

    def __hash__(self):
        return 7

    def __eq__(self, other):
        print(f"{self.name} == {getattr(other, 'name', other)}", end="; ")
        return self.equal

    def __lt__(self, other):
        print(f"{self.name} < {getattr(other, 'name', other)}", end="; ")
        return self.name < other.name


class Later(Tell):
    pass


class Asked(Tell):
    def __eq__(self, other):
        print(f"({self.name} first)", end=" ")
        return super().__eq__(other)

    __hash__ = Tell.__hash__


def show(what, ask):
    print(what, end=": ")
    try:
        print(ask())
    except Exception as e:
        print(type(e).__name__, e)


class MyList(list):
    pass


class MyTuple(tuple):
    pass


class MyDict(dict):
    pass


class MySet(set):
    pass


a, b, no = Tell("a"), Tell("b"), Tell("no", False)
for kind in (list, MyList, tuple, MyTuple, deque, UserList):
    for other in (list, MyList, tuple, MyTuple, deque, UserList):
        show(f"{kind.__name__} == {other.__name__}", lambda: kind([a]) == other([b]))
    show(f"{kind.__name__} !=", lambda: kind([a, no]) != kind([b, b]))
    show(f"{kind.__name__} <", lambda: kind([no]) < kind([b]))
for kind in (dict, MyDict, OrderedDict, Counter, lambda d: defaultdict(int, d), ChainMap):
    for other in (dict, MyDict, OrderedDict):
        show("dicts ==", lambda: kind({1: a}) == other({1: b}))
        show("dicts !=", lambda: kind({1: a}) != other({1: b}))
show("dict keys", lambda: {a: 1} == {b: 1})
show("sets", lambda: {a} == {b})
show("set subclass", lambda: {a} == MySet({b}))
show("subset", lambda: {a} <= {b})
show("items in", lambda: (1, a) in {1: b}.items())
show("keys ==", lambda: {a: 1}.keys() == {b: 1}.keys())
show("items ==", lambda: {1: a}.items() == {1: b}.items())
show("in list", lambda: a in [b])
show("in tuple", lambda: a in (b,))
show("in deque", lambda: a in deque([b]))
show("in dict", lambda: a in {b: 1})
show("in set", lambda: a in {b})
show("in iterator", lambda: a in iter([b]))
show("index", lambda: [no, b].index(a))
show("count", lambda: [b, no].count(a))
show("remove", lambda: [no, b].remove(a))
show("tuple index", lambda: (no, b).index(a))
show("deque index", lambda: deque([no, b]).index(a))
show("deque of unequal", lambda: deque([no]) == deque([b]))
show("deque count", lambda: deque([b, no]).count(a))
show("deque remove", lambda: deque([no, b]).remove(a))
show("array count", lambda: array("i", [1, 2]).count(a))
show("range in", lambda: a in range(2))
show("subclass, no method of its own", lambda: a == Later("later"))
show("subclass, its own method", lambda: a == Asked("asked"))
show("subclass, its own method, left", lambda: Asked("asked") == a)
show("order", lambda: a < Later("later"))
show("swapped order", lambda: a > Later("later"))
show("max", lambda: max([Tell("x"), Tell("y")]).name)
show("min", lambda: min([Tell("x"), Tell("y")]).name)
show("sorted", lambda: [t.name for t in sorted([Tell("x"), Tell("y"), Tell("w")])])
