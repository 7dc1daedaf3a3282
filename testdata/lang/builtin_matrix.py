# Every builtin function with arguments that fit and that do not.
import builtins
import itertools
import zlib

ARGS = [1, "a", b"a", None, [1, 2], 2.5, -1, {1: 2}, 3 + 1j, print, int]
skip = {"exit","quit","input","breakpoint","help","copyright","credits","license","open","__import__","__loader__","__spec__","__build_class__","exec","globals","locals","vars","dir","print","id","hash","compile","eval"}
def show(r):
    t = type(r)
    if t in (set, frozenset): return t.__name__ + str(sorted(map(repr, r)))
    if hasattr(r, "__next__"):
        try: return t.__name__ + str([show(x) for x in itertools.islice(r, 10)])
        except Exception as e: return t.__name__ + type(e).__name__ + ": " + str(e)
    s = repr(r)
    return t.__name__ if " at 0x" in s else s
for n in sorted(dir(builtins)):
    if n in skip or n.startswith("__"): continue
    f = getattr(builtins, n)
    if not callable(f): continue
    lines = []
    for k in range(3):
        pool = ARGS[:5] if isinstance(f, type) and issubclass(f, BaseException) else ARGS
        for args in itertools.product(pool, repeat=k):
            if n == "iter" and args == ("a",):
                continue
            try:
                r = show(f(*args))
            except Exception as e:
                r = type(e).__name__ + ": " + str(e)
            lines.append(r)
    print(n, zlib.crc32("|".join(lines).encode()), [r for r in lines if "Error" not in r][:6])
