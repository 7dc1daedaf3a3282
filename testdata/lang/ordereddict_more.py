# OrderedDict: fromkeys, pickles, comparisons, both ends, subclasses with their own methods.
import copy
import pickle
from collections import OrderedDict


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


print(OrderedDict.fromkeys("abc"), OrderedDict.fromkeys("ab", 1), OrderedDict.fromkeys("ab", value=2))
print(OrderedDict.fromkeys(iterable="xy", value=[]))
show(lambda: OrderedDict.fromkeys())
show(lambda: OrderedDict.fromkeys("a", 1, 2))
show(lambda: OrderedDict.fromkeys("a", values=1))
show(lambda: OrderedDict.fromkeys(5))


class Loud(OrderedDict):
    def __setitem__(self, key, value):
        print("set", key)
        super().__setitem__(key, value)

    def __delitem__(self, key):
        print("del", key)
        super().__delitem__(key)


d = Loud.fromkeys("ab", 5)
d.update(c=1)
d.setdefault("d", 4)
show(lambda: d.pop("a"))
show(lambda: d.popitem())
show(lambda: d.pop("zz"))
print(type(d), d, copy.copy(d), type(d.copy()).__name__)
del d["b"]
d.clear()
print(d)

od = OrderedDict((i, i * i) for i in range(8))
od.move_to_end(3)
od.move_to_end(5, last=False)
print(list(od), list(reversed(od)), od.popitem(), od.popitem(last=False))
show(lambda: od.move_to_end(99))
show(lambda: OrderedDict().popitem())
show(lambda: od.pop(99))
print(od.pop(99, "none"), od.pop(key=1), od.pop(key=99, default="d"))
a, b = OrderedDict([(1, 1), (2, 2)]), OrderedDict([(2, 2), (1, 1)])
print(a == b, a != b, a == dict(b), dict(a) == b, a == a.copy(), a == {1: 1}, a == 5)
print(a | b, b | a, a | {3: 3}, {3: 3} | a, type({3: 3} | a).__name__)
a |= [(9, 9)]
print(a)
show(lambda: a | [(1, 2)])
for view in a.keys(), a.values(), a.items():
    print(view, list(reversed(view)), len(view), type(view).__name__)
it = iter(a)
next(it)
a["new"] = 1
show(lambda: next(it))
it = iter(a.items())
next(it)
print(list(pickle.loads(pickle.dumps(it))), list(it))
a.attribute = [1]
for p in range(6):
    c = pickle.loads(pickle.dumps(a, p))
    print(c == a, c.attribute, type(c).__name__)
print(a.__reduce__()[:4])
r = OrderedDict()
r["self"] = r
print(r, repr([r]))
print(copy.deepcopy(r)["self"]["self"] is not r)
show(lambda: OrderedDict(1))
show(lambda: OrderedDict([1]))
show(lambda: OrderedDict([(1, 2, 3)]))
show(lambda: OrderedDict([(1, 2)], [(3, 4)]))
show(lambda: OrderedDict(self=1, other=2))
show(lambda: hash(OrderedDict()))
for i in range(40):
    od[i] = i
for i in range(0, 40, 3):
    od.move_to_end(i, last=bool(i % 2))
    if i % 4 == 0:
        del od[i]
print(list(od.items()))
while len(od) > 3:
    od.popitem(last=len(od) % 2 == 0)
print(od)
