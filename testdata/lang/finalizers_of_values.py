# __del__ of subclasses of the builtin classes, of exceptions, of iterators; what they may do.
import gc
import itertools
from collections import OrderedDict, deque

BASES = [list, tuple, str, bytes, dict, set, frozenset, int, float, complex, bytearray,
         OrderedDict, deque, ValueError, enumerate, map, zip, reversed, itertools.chain]
ARGUMENTS = {enumerate: ("ab",), map: (str, "ab"), zip: ("ab",), reversed: ("ab",)}
for base in BASES:
    class Sub(base):
        def __del__(self):
            ended.append(type(self).__mro__[1].__name__)

    def make():
        Sub(*ARGUMENTS.get(base, ()))

    ended = []
    for _ in range(3):
        make()
    for _ in range(3):
        gc.collect()
    print(base.__name__, ended)

# One with contents and attributes; it is complete when __del__ runs.
for base, argument in ((tuple, [1, [2]]), (str, "text"), (bytes, b"by"), (int, 10**30), (int, 5)):
    class Sub(base):
        def __del__(self):
            seen.append((base(self), self.extra))

    def make():
        Sub(argument).extra = ["more"]

    seen = []
    make()
    for _ in range(3):
        gc.collect()
    print(seen)

# Coming back to life: only once.
kept = []


class Back(tuple):
    def __del__(self):
        kept.append(self)


def make():
    Back([1, 2])


make()
gc.collect()
gc.collect()
print(kept, type(kept[0]).__name__)
kept.clear()
gc.collect()
gc.collect()
print(kept)
