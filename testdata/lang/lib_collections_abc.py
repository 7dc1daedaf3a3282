# Abstract collections that a program derives from.
from collections import ChainMap, Counter, OrderedDict, UserDict, UserList, namedtuple
from collections.abc import (Callable, Hashable, Iterable, Iterator, Mapping, MutableMapping, MutableSequence, Sequence, Set, Sized)


class Range2(Sequence):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        if isinstance(i, slice):
            return [self[k] for k in range(*i.indices(self.n))]
        if i < 0:
            i += self.n
        if not 0 <= i < self.n:
            raise IndexError(i)
        return i * i


class Lower(MutableMapping):
    def __init__(self, *args, **kwargs):
        self.data = {}
        self.update(*args, **kwargs)

    def __getitem__(self, key):
        return self.data[key.lower()]

    def __setitem__(self, key, value):
        self.data[key.lower()] = value

    def __delitem__(self, key):
        del self.data[key.lower()]

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)


class Bits(Set):
    def __init__(self, items):
        self.mask = sum(1 << i for i in set(items))

    def __contains__(self, i):
        return bool(self.mask >> i & 1)

    def __iter__(self):
        return (i for i in range(self.mask.bit_length()) if i in self)

    def __len__(self):
        return bin(self.mask).count("1")


r = Range2(10)
print(list(r), r[3], r[-1], r[2:5], 49 in r, r.index(64), r.count(4), list(reversed(r)), len(r))
m = Lower(A=1, b=2)
m["C"] = 3
print(dict(m), m["a"], "B" in m, m.pop("c"), m.setdefault("Z", 9), sorted(m.items()), m == {"a": 1, "b": 2, "z": 9}, m.get("no", 0))
x, y = Bits([1, 3, 5]), Bits([3, 4])
print(list(x | y), list(x & y), list(x - y), list(x ^ y), x <= y, x.isdisjoint(Bits([9])), Bits([3]) < x, x == Bits([5, 3, 1]))
for cls in (Mapping, Sequence, Iterable, Iterator, Hashable, Callable, Sized, Set):
    print(cls.__name__, [isinstance(v, cls) for v in ({}, [], (), "", 3, len, iter([]), {1}, r, m, x)])
try:
    MutableSequence()
except TypeError as e:
    print(e)
P = namedtuple("P", "x y z", defaults=[0])
p = P(1, 2)
print(p, p._replace(y=5), p._asdict(), P._fields, P._make("abc"), p == (1, 2, 0), p.x + p[1], P.__doc__)
for wrong in (lambda: P(1), lambda: namedtuple("Q", "a a"), lambda: namedtuple("Q", "def"), lambda: p._replace(q=1)):
    try:
        wrong()
    except Exception as e:
        print(type(e).__name__, e)
c = Counter("mississippi")
c.update(m=5)
c.subtract("ss")
print(c.most_common(3), c["none"], sorted(c.elements()), c + Counter("ab"), c - Counter("iii"), c & Counter("mm"), c | Counter("q"), +c, c.total())
chain = ChainMap({"a": 1}, {"a": 2, "b": 3})
chain["c"] = 4
print(chain["a"], chain["b"], sorted(chain), chain.maps, chain.new_child({"a": 0})["a"], chain.parents)
o = OrderedDict(a=1, b=2, c=3)
o.move_to_end("a")
print(o, o.popitem(last=False), list(o), o == OrderedDict(a=1, c=3), o == {"a": 1, "c": 3})


class Loud(UserDict):
    def __missing__(self, key):
        return f"<{key}>"


print(Loud(a=1)["b"], "b" in Loud(a=1), UserList([3, 1, 2]) + [4], sorted(UserList([3, 1])))
