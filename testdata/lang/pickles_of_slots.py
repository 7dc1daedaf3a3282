# Subclasses of builtin classes with __slots__, with attributes, with __getstate__:
# copy, deepcopy and pickle keep it all.
import array
import copy
import pickle
from collections import Counter, OrderedDict, defaultdict, deque


def variants(base):
    slots = type(base.__name__ + "Slots", (base,), {"__slots__": ("x", "y"), "__module__": "__main__"})
    attrs = type(base.__name__ + "Attrs", (base,), {"__module__": "__main__"})
    both = attrs
    if not hasattr(base(), "__dict__"):
        both = type(base.__name__ + "Both", (base,),
                    {"__slots__": ("x", "__dict__"), "__module__": "__main__"})

    def getstate(self):
        return {"state": getattr(self, "x", None)}

    def setstate(self, state):
        self.restored = state

    own = type(base.__name__ + "Own", (base,),
               {"__getstate__": getstate, "__setstate__": setstate, "__module__": "__main__"})
    for cls in slots, attrs, both, own:
        globals()[cls.__name__] = cls
        yield cls


CONTENTS = [
    (list, ([1, 2],)), (dict, ({1: 2},)), (set, ([1],)), (frozenset, ([1],)),
    (bytearray, (b"abc",)), (deque, ([1, 2], 5)), (OrderedDict, ([(1, 2)],)),
    (defaultdict, (int, {1: 2})), (Counter, ("aab",)),
]
for base, args in CONTENTS:
    for cls in variants(base):
        original = cls(*args)
        original.x = [1, 2]
        try:
            original.z = 5
        except AttributeError:
            original.y = 6
        results = [copy.copy(original), copy.deepcopy(original)]
        results += [pickle.loads(pickle.dumps(original, p)) for p in range(2, 6)]
        for r in results:
            if type(r) is not cls or r != original:
                print("wrong", cls, r)
        print(cls.__name__, [[getattr(r, n, "-") for n in ("x", "y", "z", "restored")]
                             for r in results[:3]],
              copy.copy(original).x is original.x if hasattr(results[0], "x") else None)
        print("   ", original.__reduce_ex__(2)[2:3])
