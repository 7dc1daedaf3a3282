# Arithmetic around 64 and 128 bits, and sorting of tuples by all kinds of first items.
import random
r = random.Random(5)
vals = [0,1,-1,2**62,-2**62,2**62-1,2**63,2**63-1,-2**63,2**64,2**64-1,-2**64,2**126,2**127,-2**127,2**127-1,-2**127+1,2**128,-2**128,2**190,True,False]
vals += [r.getrandbits(k)*(1 if r.random()<.5 else -1) for k in (30,61,62,63,64,65,90,120,126,127,128,129,200) for _ in range(3)]
class I(int): pass
vals += [I(0), I(2**70), I(-5), I(2**63)]
h = 0
for a in vals:
    for b in vals:
        for f in (lambda:a+b, lambda:a-b, lambda:a*b, lambda:a&b, lambda:a|b, lambda:a^b, lambda:a>>abs(b)%200, lambda: a>>b if b>=0 else 0, lambda:a//b if b else 0, lambda:a%b if b else 0):
            x = f()
            h = hash((h, x, type(x).__name__.__len__()))
            c = a; c += b; assert c == a+b
            c = a; c -= b; assert c == a-b
            c = a; c &= b; assert c == a&b and type(c) is type(a&b)
print(h)
print([str(x) for x in vals[:30]])
for x in (10, -10, 99, -99, 12345678901234567, -2**62): print(str(x), repr(x), f"{x}")
recs = [(n, s, k) for n in ("b","a","ab","","\u00e9","b\u4e00") for s in (1.0, float("nan"), 2, "x"[:1] and 3) for k in (2, 1)]
print(sorted(recs[:8], key=lambda v: (v[0], -v[2])))
for i in range(3):
    rows = [(r.choice([1.5, 2.5, float("inf")]), r.choice("abc"), r.randrange(9)) for _ in range(200)]
    print(sorted(rows)[::17]); print(sorted(rows, reverse=True)[::17])
    rows = [(r.choice(["aa", "ab", "b", "", "\u00e9", "\u4e00x"]), r.choice([1, 2.5]), r.randrange(9)) for _ in range(200)]
    print(sorted(rows)[::17]); print(sorted(rows, reverse=True)[::17])
    rows = [(r.randrange(5), r.choice("abc")) for _ in range(200)]
    print(sorted(rows)[::17]); 
try: sorted([("a", 1), ("a", "x"), ("b", 2)])
except TypeError as e: print(e)
print(sorted([(float("nan"), 1), (1.0, 2), (0.5, 3)], key=lambda v: v[1:]))
nan = float("nan")
print(sorted([(nan, 3), (nan, 1), (1.0, 2), (0.0, 9)]))
for s in ("x", "12x", "  ", "é", "1"*5 + "'" , "a"*300):
    try: int(s)
    except ValueError as e: print(e)
