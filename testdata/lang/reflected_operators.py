# Which operand is asked first, and what NotImplemented means.
log = []
def method(name, result):
    def m(self, other=None):
        log.append(type(self).__name__ + "." + name)
        return result
    return m
ops = ["add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "lshift", "rshift", "and", "or", "xor", "matmul", "divmod"]
A = type("A", (), {f"__{o}__": method(o, NotImplemented) for o in ops})
B = type("B", (), {f"__r{o}__": method("r" + o, "B") for o in ops})
Sub = type("Sub", (A,), {f"__r{o}__": method("r" + o, "Sub") for o in ops})
Quiet = type("Quiet", (A,), {})
import operator
for o in ops:
    f = divmod if o == "divmod" else getattr(operator, {"and": "and_", "or": "or_"}.get(o, o))
    for left, right in ((A(), B()), (A(), Sub()), (A(), Quiet()), (Sub(), A()), (5, B()), (B(), 5), ("s", B()), ([1], B()), (1.5, B()), (A(), A())):
        log.clear()
        try:
            r = f(left, right)
        except TypeError as e:
            r = str(e)
        print(o, type(left).__name__, type(right).__name__, r, log)
class Cmp:
    def __init__(self, r): self.r = r
    def __lt__(self, o): log.append("lt"); return self.r
    def __gt__(self, o): log.append("gt"); return self.r
    def __eq__(self, o): log.append("eq"); return self.r
class SubCmp(Cmp):
    def __gt__(self, o): log.append("subgt"); return "sub"
    def __eq__(self, o): log.append("subeq"); return "subeq"
for a, b in ((Cmp(1), Cmp(2)), (Cmp(NotImplemented), Cmp(2)), (Cmp(NotImplemented), Cmp(NotImplemented)), (Cmp(1), SubCmp(2)), (3, Cmp(4)), (Cmp(5), 3)):
    for f in (operator.lt, operator.gt, operator.eq, operator.ne, operator.le):
        log.clear()
        try:
            r = f(a, b)
        except TypeError as e:
            r = "TypeError " + str(e)
        print(f.__name__, r if not isinstance(r, bool) else r, log)
class I(int):
    def __radd__(self, o): return "I.radd"
    def __add__(self, o): return "I.add"
print(1 + I(2), I(1) + 2, I(1) + I(2), 1.5 + I(1), True + I(1), [1] * I(2))
class F(float):
    def __rmul__(self, o): return "F.rmul"
print(2 * F(1.5), 2.0 * F(1.5), F(2) * 2, F(1) + 1)
class S(str):
    def __rmod__(self, o): return "S.rmod"
    def __radd__(self, o): return "S.radd"
print("%s" % S("x"), "a" + S("b"), S("a") + "b")
class L(list):
    def __radd__(self, o): return "L.radd"
print([1] + L([2]), L([1]) + [2], (1,) + (2,))
total = 0
for i in range(400):
    total += len(str(i + I(i))) + (i - B() == "B")
print(total)
