# Who takes keywords when a builtin class is called through a subclass.
import itertools
from collections import OrderedDict, defaultdict, deque

CASES = [
    (list, ([1, 2],)), (tuple, ([1, 2],)), (set, ([1, 2],)), (frozenset, ([1, 2],)),
    (dict, ([(1, 2)],)), (float, (1.5,)), (reversed, ("ab",)), (map, (str, [1, 2])),
    (filter, (None, [0, 1])), (enumerate, ("ab",)), (zip, ("ab", "cd")),
    (itertools.chain, ("ab", "cd")), (itertools.cycle, ("ab",)),
    (itertools.islice, ("abcd", 1, 3)), (itertools.filterfalse, (None, [0, 1])),
    (itertools.takewhile, (bool, [1, 0])), (itertools.dropwhile, (bool, [1, 0])),
    (itertools.starmap, (pow, [(2, 3)])), (itertools.repeat, (1, 2)),
    (deque, ([1, 2],)), (OrderedDict, ([(1, 2)],)),
]


def first(v):
    if isinstance(v, (float, dict)):
        return v
    return list(itertools.islice(v, 4))


def attempt(cls, args, **kwargs):
    try:
        made = cls(*args, **kwargs)
        return type(made) is cls, first(made), getattr(made, "extra", "none")
    except TypeError as e:
        return "TypeError " + str(e)


for base, args in CASES:
    class Plain(base):
        pass

    class WithInit(base):
        def __init__(self, *args, extra=None):
            self.extra = extra

    class WithNew(base):
        def __new__(cls, *args, extra=None):
            self = super().__new__(cls, *args)
            self.extra = extra
            return self

    class WithBoth(base):
        def __new__(cls, *args, extra=None):
            return super().__new__(cls, *args)

        def __init__(self, *args, extra=None):
            self.extra = extra

    print(base.__name__)
    print("  plain", attempt(base, args))
    print("  plain, keyword", base is not dict and base is not OrderedDict and
          str(attempt(base, args, extra=3)).startswith("TypeError"))
    print("  subclass", attempt(Plain, args))
    if base not in (dict, OrderedDict):
        print("  subclass, keyword", str(attempt(Plain, args, extra=3)).startswith("TypeError"))
    if base not in (itertools.repeat, zip, enumerate):
        print("  __init__", attempt(WithInit, args, extra=3))
    print("  __new__", attempt(WithNew, args))
    if base not in (set, deque, dict, OrderedDict):
        print("  __new__, keyword", attempt(WithNew, args, extra=3))
    print("  both", attempt(WithBoth, args, extra=3))
