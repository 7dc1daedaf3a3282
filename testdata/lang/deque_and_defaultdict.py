# deque and defaultdict: errors, comparisons, changes while iterating, subclasses.
import copy
import pickle
from collections import defaultdict, deque


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


for args in ((), ("abc",), ("abc", 2), ("abc", 0), ("abc", -1), ("abc", None), (5,), ("abc", "a"), ("a", 1, 2), ("abc", 2.0)):
    show(lambda: deque(*args))
show(lambda: deque(iterable="ab", maxlen=1))
show(lambda: deque("ab", other=1))
d = deque(range(6), 6)
for f in (lambda: d[10], lambda: d["a"], lambda: d[1:2], lambda: d.__setitem__(10, 1), lambda: d.__delitem__(-7),
          lambda: d.remove(99), lambda: d.index(99), lambda: d.index(3, 4), lambda: d.index(3, -4, -1), lambda: d.insert(0, 1),
          lambda: d.rotate("a"), lambda: d.rotate(1), lambda: hash(d), lambda: d + [1],
          lambda: d + deque([7]), lambda: d * 2, lambda: 2 * d, lambda: d * "a", lambda: d < [1], lambda: d == list(d),
          lambda: d < deque([0, 1, 3]), lambda: d <= d, lambda: d != deque(), lambda: 3 in d, lambda: d.count(3), lambda: d.copy(),
          lambda: reversed(d), lambda: d.maxlen, lambda: setattr(d, "maxlen", 3), lambda: deque().pop(), lambda: deque().popleft()):
    try:
        r = f()
        print(list(r) if hasattr(r, "__next__") else r)
    except Exception as e:
        print(type(e).__name__, e)
d.rotate(2)
print(d)
d.rotate(-15)
print(d)
d.extendleft("ab")
d.extend("cd")
d.appendleft(0)
d.reverse()
print(d)
d = deque([1, 2, 3])
it = iter(d)
next(it)
d.append(4)
show(lambda: next(it))
show(lambda: [d.append(x) for x in d])
show(lambda: [d.rotate() for x in d])
d = deque([1, 2])
d += d
d.extend(d)
print(d)
d *= 2
print(d, d.copy() == d, copy.deepcopy(d) == d, pickle.loads(pickle.dumps(d)) == d)
d = deque()
d.append(d)
print(d, repr([d]))


class Changing:
    def __eq__(self, other):
        e.clear()
        return False


e = deque([Changing(), 1])
show(lambda: e.index(5))
e = deque([Changing(), 1])
show(lambda: e.remove(5))
e = deque([Changing(), 1])
show(lambda: 5 in e)
e = deque([Changing(), 1])
show(lambda: e.count(5))

for args in ((), (list,), (None,), (5,), (list, {1: 2}), (list, [(1, 2)]), (list, 5), ([],)):
    show(lambda: defaultdict(*args))
dd = defaultdict(list, a=[1])
dd["b"].append(2)
print(dd, dd.get("c"), "c" in dd, dd.default_factory, dd | {"z": 1}, {"z": 1} | dd, type(dd.copy()).__name__)
dd.default_factory = None
show(lambda: dd["missing"])
dd.default_factory = lambda: 1 / 0
show(lambda: dd["missing"])
dd.default_factory = 5
show(lambda: dd["missing"])
print(dd == {"a": [1], "b": [2]}, len(dd), dd.__missing__ is not None)


class Own(defaultdict):
    def __missing__(self, key):
        return "own " + str(key)


print(Own(int)[5], Own(int), copy.copy(Own(int, {1: 1})), pickle.loads(pickle.dumps(defaultdict(int, {1: 2}))))
r = defaultdict(lambda: r)
r.default_factory = None
r[1] = r
print(r)
