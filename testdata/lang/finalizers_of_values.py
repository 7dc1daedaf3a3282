# __del__ of subclasses of the builtin classes, of exceptions, of iterators; what they may do.
import gc
import itertools
from collections import OrderedDict, deque

def settle(depth=12):
    a = b = c = d = e = [depth]  # over what calls have left behind
    if depth:
        return settle(depth - 1)
    for _ in range(4):
        gc.collect()


BASES = [list, tuple, str, bytes, dict, set, frozenset, int, float, complex, bytearray,
         OrderedDict, deque, ValueError, enumerate, map, zip, reversed, itertools.chain]
ARGUMENTS = {enumerate: ("ab",), map: (str, "ab"), zip: ("ab",), reversed: ("ab",)}
for base in BASES:
    ended = []

    class Sub(base):
        def __del__(self, ended=ended):
            ended.append(type(self).__mro__[1].__name__)

    def make(n):
        if n:
            Sub(*ARGUMENTS.get(base, ()))
            make(n - 1)

    make(40)  # some may still be seen on a stack
    settle()
    print(base.__name__, len(ended) > 4, set(ended))

# One with contents and attributes; it is complete when __del__ runs.
for base, argument in ((tuple, [1, [2]]), (str, "text"), (bytes, b"by"), (int, 10**30), (int, 5)):
    seen = []

    class Sub(base):
        def __del__(self, seen=seen, base=base):
            seen.append((base(self) if base is not str else str.__str__(self), self.extra))

    def make():
        Sub(argument).extra = ["more"]

    for _ in range(8):
        make()
    settle()
    print(len(seen) > 4, seen[0])

# Coming back to life: only once.
kept = []


class Back(tuple):
    def __del__(self):
        kept.append(self)


def make():
    Back([1, 2])


for _ in range(8):
    make()
settle()
print(len(kept) > 4, kept[0], type(kept[0]).__name__)
kept.clear()
settle()
print(len(kept) < 4)
