# Old and new iteration, and how each kind of mistake is told.
class Old:
    def __init__(self, n): self.n = n
    def __getitem__(self, i):
        if i >= self.n: raise IndexError("end")
        return i * 10
class New:
    def __iter__(self): return iter([1, 2, 3])
class NotIter:
    def __iter__(self): return 5
class NoneIter:
    __iter__ = None
    def __getitem__(self, i): return i
class Raises:
    def __iter__(self): raise KeyError("iter")
class Next:
    def __next__(self): raise StopIteration("value")
    def __iter__(self): return self
class Stop:
    def __getitem__(self, i):
        if i == 2: raise StopIteration
        return i
for make in (lambda: Old(3), New, NotIter, NoneIter, Raises, Next, Stop, lambda: 5, lambda: None, lambda: {1: 2}, lambda: "ab", lambda: len):
    for use in (list, lambda v: [x for x in v], lambda v: 20 in v, lambda v: [*v], lambda v: max(v), lambda v: dict.fromkeys(v), lambda v: ",".join(map(str, v)), sum, lambda v: list(zip(v, "abc")), lambda v: (lambda a, *b: (a, b))(*v), sorted, any, lambda v: list(reversed(v)), enumerate, lambda v: next(iter(v))):
        try:
            r = use(make())
            print(r if " at 0x" not in repr(r) else type(r).__name__, end="; ")
        except Exception as e:
            print(type(e).__name__, e, end="; ")
    print()
it = iter(Old(2))
print(next(it), next(it), next(it, "default"), next(it, "again"))
try:
    next(it)
except StopIteration as e:
    print(e.args)
class Grow:
    def __init__(self): self.n = 0
    def __getitem__(self, i):
        self.n += 1
        if i > 250: raise IndexError
        return self.n
print(sum(Grow()), len(list(Grow())))
numbers = iter(range(10))
print([a + b for a, b in zip(numbers, numbers)], list(iter(lambda d=iter("abcxyz"): next(d), "x")))
class Sentinel:
    def __eq__(self, o): return o == 3
print(list(iter(iter([1, 2, 3, 4]).__next__, Sentinel())))
l = [1, 2, 3]
for x in l:
    if len(l) < 6: l.append(x * 10)
print(l)
i = iter(l)
next(i)
del l[:]
print(list(i), i.__length_hint__())
d = {1: 1}
try:
    for k in d: d[k + 1] = 1
except RuntimeError as e:
    print(e)
s = {1}
try:
    for k in s: s.add(k + 1)
except RuntimeError as e:
    print(e)
import operator
print(operator.length_hint(iter([1, 2])), operator.length_hint(5, 7), operator.length_hint(range(9)))
