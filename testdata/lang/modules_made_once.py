# Native modules that are thrown out of sys.modules and imported anew.
import gc
import importlib
import sys
import weakref


def again(name):
    old = sys.modules.pop(name)
    new = importlib.import_module(name)
    return old, new


for name in ("_struct", "_collections", "_functools", "itertools", "math", "_operator", "array", "_random", "_heapq",
             "_bisect", "zlib", "binascii", "_sre"):
    try:
        __import__(name)
    except ImportError:
        continue
    old, new = again(name)
    print(name, old is new, sorted(set(vars(old)) ^ set(vars(new))), new.__name__)
    sys.modules[name] = old

import collections
import struct

old, new = again("_collections")
q = collections.deque([1, 2, 3], 3)
q.append(4)
print(q, q == new.deque([2, 3, 4]), len(new.deque(q)))
d = collections.defaultdict(list)
d["a"].append(1)
print(d, new.defaultdict(int)["x"])
sys.modules["_collections"] = old
old, new = again("_struct")
print(struct.calcsize("i"), new.calcsize("i"), struct.pack("<h", 5), new.pack("<h", 5))
s = struct.Struct("<i")
for _ in range(3):
    gc.collect()
print(s.unpack(new.pack("<i", 7)), new.Struct("<i").pack(1))
try:
    new.pack("b", 1000)
except new.error as e:
    print(type(e).__name__, e)
sys.modules["_struct"] = old
old, new = again("math")
new.added = 1
print(hasattr(old, "added"), new.sqrt(4), old.pi == new.pi)
importlib.reload(new)
print(new.added, new.pi == old.pi)
