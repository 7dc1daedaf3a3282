# What fast paths tell apart by themselves: strs by length, first char and few bytes, items of
# small containers, ints of two limbs, builtins called again and again.
import random
r=random.Random(3)
# strs of many lengths: equal, and different in one place
for n in list(range(0,20))+[31,32,33]:
    for k in range(n):
        a="".join(r.choice("abc\u00e9") for _ in range(n)); b=a[:k]+"X"+a[k+1:]; c="".join(list(a))
        assert a==c and not (a!=c) and a!=b and not a==b, (n,k)
        assert {a:1}[c]==1 and b not in {a:1} and c in {a} and c in (b,a) and b not in (a,)
        assert (a+"\u4e00")==(c+"\u4e00") and (a+"\u4e00")!=(b+"\u4e00")
def tri():
    try: a,b=(1,)
    except ValueError as e: print(e)
    try: a,b=(1,2,3)
    except ValueError as e: print(e)
    try: a,b,*c=(1,)
    except ValueError as e: print(e)
    for s in ("x","1.5.2","\u00e9","", b"zz", "a'b"):
        try: float(s)
        except ValueError as e: print(e)
    try: a, b = "x"
    except ValueError as e: print(e)
tri()
class A:
    @staticmethod
    def s(x): return ("s",x)
    @classmethod
    def c(cls,x): return (cls.__name__,x)
class B(A): pass
for i in range(40):
    o=(A() if i%3 else B()); assert o.s(i)==("s",i); assert o.c(i)==(type(o).__name__,i)
    assert B.c(i)==("B",i) and A.s(i)==("s",i) and type(o).c(1)==(type(o).__name__,1)
class E:
    def __eq__(self,o): print("eq",o); return o==3
    __hash__=None
print(E() in (1,2,3), 3 in (E(),), "a" in ("b", E()), 1 in ("x", 1.0), True in (1,), 2**70 in (2**70,))
for ch in ("a","ab","","\u00e9","\u4e00"):
    print([ch in s for s in ("","abc","\u00e9t\u00e9","\u4e00a","a"*40, "b"*40+"ab")])
try: 1 in "abc"
except TypeError as e: print(e)
d={"a":1,"b":2,"c":3}; del d["b"]; print("b" in d, "".join(["b"]) in d, "c" in d, 1 in d, 1.0 in {1:2}, "".join(["a","b"]) in {"ab":1,"cd":2})
w="h\u00e9llo"; print([w[i] for i in range(-5,5)], "\u4e00b"[1], "\u4e00b"[0], "abc"[-1])
for i in (-6,5):
    try: w[i]
    except IndexError as e: print(e)
try: print("".join(["a","\u00e9","","bcd","x"*30,"\u4e00"]), "".join(["a","\u00e9","","bcd","x"*30]), "".join(["q",3]))
except TypeError as e: print(e)
for f in (ord,len,abs): 
    try: f()
    except TypeError as e: print(e)
l=[]; 
for i in range(5): l.append(i)
try: l.append()
except TypeError as e: print(e)
try: list.append(3,4)
except TypeError as e: print(e)
def g():
    x=yield 1
    print("got",x); yield 2
q=g(); s=q.send; print(next(q)); print(q.send(5))
for k in range(3):
    q=g(); print(next(q,None)); q.close()
print(sorted([True,False,3,2**80,-2**80, 1.5]), True+2**64, (2**64).__add__(True), True & (2**65+1), -(2**63)-1, (-(2**63))>>1, (2**127)>>130, -(2**127)>>130, -(2**100) & 2**99, -1 & 2**127, -1 ^ 2**127, (2**127-1)+1, -(2**127)-1, -(2**127)+(-(2**127)))
texts = ["", "a", "b", "ab", "aa", "A", "z", "\u00e9", "\u00e9a", "\u4e00", "\U0001f600", "a" * 300, "b" * 300]
grown = ""
for k in range(300):
    grown += "a"
texts.append(grown)


def order(x, y):
    marks = ""
    if x < y:
        marks += "<"
    if x <= y:
        marks += "l"
    if x > y:
        marks += ">"
    if not x >= y:
        marks += "n"
    if "a" <= x <= "z":
        marks += "i"
    while x < y:
        marks += "w"
        break
    return marks


for x in texts:
    print([order(x, y) for y in texts], [len(z) for z in (x, [x], (x,), {x}, {x: 1})])
for x, y in (("a", 1), (1, "a"), ("a", None), ("a", b"a"), ([], "a")):
    try:
        order(x, y)
    except TypeError as e:
        print(e)
