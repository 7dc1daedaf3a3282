# a op= b: which method is asked, where the result goes, what is evaluated once.
calls = []
class V:
    def __init__(self, v): self.v = v
    def __iadd__(self, o):
        calls.append("iadd")
        self.v += o
        return self
    def __add__(self, o):
        calls.append("add")
        return V(self.v + o)
    def __sub__(self, o): return V(self.v - o)
    def __imul__(self, o): return NotImplemented
    def __mul__(self, o): return V(self.v * o)
    def __ror__(self, o): return ("ror", o)
    def __imatmul__(self, o): return "matmul"
    def __ifloordiv__(self, o): raise ValueError("floordiv")
x = y = V(1)
x += 5
print(x is y, x.v, calls)
x -= 2
print(x is y, x.v, y.v)
x *= 3
print(x.v)
z = 4
z |= V(0)
print(z)
x @= 1
print(x)
def where(seq, tag):
    calls.append(tag)
    return seq
data = [[1], [2]]
where(data, "obj")[where(0, "index")] += where([9], "value")
print(data, calls[-3:])
t = ([1], 2)
try:
    t[0] += [5]
except TypeError as e:
    print(e, t)
try:
    y //= 1
except ValueError as e:
    print(e, y.v)
try:
    undefined_name += 1
except NameError as e:
    print(e)
def local():
    try:
        n += 1
    except UnboundLocalError as e:
        print(e)
    n = 1
    n **= 3; n <<= 4; n ^= 5; n %= 7; n >>= 1; n //= 1; n /= 2
    return n
print(local())
s = "a"; s += "b"; s *= 3; s %= ()
print(s)
l = m = [1]
l += (2,); l += "ab"; l *= 2
print(m)
l = l + [0]
print(m is l)
d = {"a": 1}
d |= {"b": 2}; d |= [("c", 3)]
print(d)
st = {1, 2, 3}
st &= {2, 3, 4}; st ^= {9}; st -= {2}; st |= {7}
print(sorted(st))
class A: n = 1
a = A()
a.n += 1
print(A.n, a.n, a.__dict__)
total = 0.0
for i in range(300):
    total += i if i % 2 else i * 0.5
print(total)
