# OrderedDict: order, moving, popping, comparison, views, mutation while iterating.
from _collections import OrderedDict


def show(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


od = OrderedDict([("a", 1), ("b", 2), ("c", 3)])
print(od, OrderedDict(), list(od), len(od))
od.move_to_end("a")
print(list(od))
od.move_to_end("c", last=False)
print(list(od), list(reversed(od)))
od.move_to_end("c", last=False)
od.move_to_end("a", last=True)
print(list(od.items()), od.popitem(), od.popitem(last=False), od)
show(lambda: od.move_to_end("zz"))
show(lambda: OrderedDict().popitem())
show(lambda: OrderedDict().pop("x"))
print(OrderedDict().pop("x", 5), OrderedDict(a=1).pop("a"))
a = OrderedDict([(1, 1), (2, 2)])
b = OrderedDict([(2, 2), (1, 1)])
print(a == b, a == dict(b), dict(a) == b, a != b, a == OrderedDict(a), a == 5)
print(a.keys(), a.values(), a.items())
print(a.keys() & {1, 5}, a.keys() == {1, 2}, (1, 1) in a.items(), a.items() == b.items())
print(list(reversed(a.items())), list(reversed(a.keys())), list(reversed(a.values())))
print(a | {3: 3}, {0: 0} | a, type(a | {}).__name__)
a |= [(9, 9)]
print(a, a.copy(), a.setdefault(9), a.setdefault(10, 11), a)
print(OrderedDict.fromkeys("abc", 0), a.__reduce__()[:4])
for i in range(50):
    a.move_to_end(i % 10 if i % 10 in a else 1, last=i % 3 == 0)
print(list(a))


def change(f):
    od = OrderedDict.fromkeys(range(5))
    try:
        for k in od:
            f(od, k)
        print("through", list(od))
    except RuntimeError as e:
        print(e)


change(lambda od, k: od.update({k: 1}))
change(lambda od, k: od.move_to_end(0))
change(lambda od, k: od.pop(k))
change(lambda od, k: od.update({k + 100: 1}))
change(lambda od, k: od.clear())


class Last(OrderedDict):
    "Keeps the last n used."

    def __init__(self, n, *args):
        self.n = n
        super().__init__(*args)

    def __getitem__(self, key):
        value = super().__getitem__(key)
        self.move_to_end(key)
        return value

    def __setitem__(self, key, value):
        super().__setitem__(key, value)
        if len(self) > self.n:
            oldest = next(iter(self))
            del self[oldest]


last = Last(3, [(1, 1), (2, 2), (3, 3)])
last[1]
last[4] = 4
print(last, last.n, last == OrderedDict([(3, 3), (1, 1), (4, 4)]))


def queue(n):
    od = OrderedDict()
    total = 0
    for i in range(n):
        od[i] = i * i
        if len(od) > 10:
            k, v = od.popitem(last=False)
            total += k + v
        if i % 4 == 0:
            od.move_to_end(next(iter(od)))
        if i % 5 == 0:
            od.move_to_end(i, last=False)
    return total, list(od.items())


print(queue(300))
r = OrderedDict()
r["self"] = r
print(r)
show(lambda: OrderedDict([1]))
show(lambda: OrderedDict([(1, 2, 3)]))
show(lambda: OrderedDict(1, 2))
show(lambda: hash(OrderedDict()))
