# Binary operators, comparisons and protocols on all kinds of operands.
def show(text):
    try:
        print(text, "->", eval(text))
    except Exception as e:
        print(text, "->", type(e).__name__ + ": " + str(e))


class Left:
    def __add__(self, o): return "Left.add"
    def __sub__(self, o): return NotImplemented
    def __lt__(self, o): return "Left.lt"
    def __eq__(self, o): return NotImplemented
class Right:
    def __radd__(self, o): return "Right.radd"
    def __rsub__(self, o): return "Right.rsub"
    def __gt__(self, o): return "Right.gt"
    def __rmul__(self, o): return "Right.rmul"
    def __rmod__(self, o): return "Right.rmod"
class Base:
    def __add__(self, o): return "Base.add"
    def __radd__(self, o): return "Base.radd"
    def __lt__(self, o): return "Base.lt"
    def __gt__(self, o): return "Base.gt"
class Derived(Base):
    def __radd__(self, o): return "Derived.radd"
    def __gt__(self, o): return "Derived.gt"
class Same(Base): pass
class Inplace:
    def __init__(self): self.log = []
    def __iadd__(self, o): self.log.append(o); return self
    def __isub__(self, o): return NotImplemented
    def __sub__(self, o): return "sub"
class Plain: pass
class Index:
    def __index__(self): return 2
class Length:
    def __init__(self, n): self.n = n
    def __len__(self): return self.n
class Truth:
    def __init__(self, v): self.v = v
    def __bool__(self): return self.v
class Sequence:
    def __getitem__(self, i):
        if i >= 3: raise IndexError(i)
        return i * 10
class Uncontained:
    __contains__ = None
    def __iter__(self): return iter([1])
class Unhashable:
    def __eq__(self, o): return True
class MyInt(int):
    def __add__(self, o): return "MyInt.add"
class MyList(list):
    def __radd__(self, o): return "MyList.radd"
class Ne:
    def __eq__(self, o): return o == 5
l, r, b, d, s, p = Left(), Right(), Base(), Derived(), Same(), Plain()

for t in ["1 + 2", "1 + 2.5", "7 // 2", "-7 // 2", "7 % -3", "2 ** 10", "2 ** -1", "1 / 0", "1 // 0", "1 % 0", "1.0 / 0", "1 << 70", "1 << -1",
          "True + True", "True & False", "True | 2", "5 ^ 3", "~5", "-True", "+True", "not 0", "'a' + 'b'", "'a' * 3", "3 * 'a'", "'a' * -1", "[1] * 2", "2 * (1, 2)",
          "[1] + [2]", "(1,) + (2,)", "b'a' + b'b'", "'%s-%d' % ('x', 5)", "'%d' % 'x'", "{1} | {2}", "{1, 2} & {2}", "{1} - {1}", "{1} ^ {2}", "{'a': 1} | {'b': 2}",
          "1 + 'a'", "'a' + 1", "[1] + 1", "(1,) + [1]", "b'a' + 'b'", "'a' * 'b'", "'a' * 1.5", "[1] * 1.5", "1 - 'a'", "None + 1", "{} + {}", "1 @ 2", "1 << 1.5", "2 ** 'a'",
          "print >> 1", "len + 1", "int + 1", "-'a'", "~1.5", "-None", "+[]",
          "l + r", "l - r", "l - 1", "1 + r", "1 - r", "[1] + r", "[1] * r", "'a' % r", "p + p", "p + r", "r + p", "b + d", "d + b", "b + s", "s + b", "b + b",
          "b < d", "d < b", "b < s", "l < r", "p < r", "r > p", "l == l", "l == r", "l != l", "p == p", "p != p", "p < p", "1 < p", "p >= 1",
          "MyInt(3) + 1", "1 + MyInt(3)", "MyInt(3) - 1", "[1] + MyList([2])", "MyList([2]) + [1]", "'a' * Index()", "[1, 2, 3][Index()]", "[1, 2, 3][1:Index()]",
          "1 < 'a'", "'a' < 1", "[1] < (1,)", "{} < {}", "None < None", "1 == 1.0", "1 == 'a'", "1 != 'a'", "[1, 2] == [1, 2.0]", "(1, 2) < (1, 3)", "'a' < 'b'", "float('nan') == float('nan')",
          "10 ** 30 == 1e30", "10 ** 30 < 1e31", "2 ** 53 + 1 == 2.0 ** 53", "float('inf') > 10 ** 400", "True == 1", "[] is []", "1 is 1", "{1: 2} == {1: 2.0}", "range(3) == range(0, 3)",
          "Ne() == 5", "Ne() != 5", "Ne() != 6", "5 != Ne()",
          "len(Length(3))", "len(Length(-1))", "len(Length('a'))", "len(Length(10 ** 30))", "bool(Length(0))", "bool(Length(2))", "bool(Truth(True))", "bool(Truth(3))", "not Truth(False)", "len(p)",
          "list(Sequence())", "20 in Sequence()", "25 in Sequence()", "1 in Uncontained()", "1 in p", "1 in 5", "1 in 'a'", "'b' in 'abc'", "2 in [1, 2]", "'a' in {'a': 1}", "3 in range(5)", "98 in b'abc'",
          "Sequence()[1]", "Sequence()[5]", "[1][1]", "[1]['a']", "(1,)[3]", "'abc'[-1]", "'abc'['x']", "{}['k']", "{}[[]]", "5[0]", "len[0]", "int[0]", "Plain[0]", "p[0]", "b'abc'[1]", "range(10)[2:5]", "range(3)[5]",
          "hash(1) == hash(1.0)", "hash(Unhashable())", "hash({})", "hash((1, [2]))", "{Unhashable(): 1}", "hash('a') == hash('a')", "hash(True)", "hash(-1)", "hash(2 ** 61 - 1)", "hash(None) == hash(None)",
          "iter(p)", "iter(int)", "next(p)", "list(5)", "tuple(None)", "sorted([3, 1, 2])", "sorted([1, 'a'])", "sum(['a'])", "sum(['a'], '')", "sum([0.5, 1, 2.5])", "sum([[1], [2]], [])", "max([1, 'a'])", "max('b', 'a')", "min([3, 1, 2], key=lambda v: -v)",
          "any([0, 1])", "all([])", "round(2.5)", "round(2.675, 2)", "round(-1.5)", "round(1234, -2)", "round(p)", "abs(-3)", "abs(-2.5)", "divmod(-7, 2)", "divmod(7.5, 2)", "divmod(1, 0)", "divmod(1, 'a')", "pow(2, 5)", "pow(2, -1)", "pow(3, -1, 7)", "pow(2, 3, 0)", "pow(2.0, 3, 5)",
          "hex(255)", "hex(-255)", "oct(8)", "bin(5)", "hex(1.5)", "chr(97)", "ord('a')", "ascii('\\xe9')", "repr('a\\n')", "format(3.14159, '.2f')", "format(5, '>5')", "format(p, 'x')", "format('a', 5)", "format(5, 'q')",
          "isinstance(1, (str, int))", "isinstance(True, int)", "issubclass(bool, int)", "callable(len)", "callable(1)", "type(1)", "type(p).__name__", "type(5) is int", "str(1.0)", "str(None)", "str([1, 'a'])", "repr({1: (2,)})", "str({1})", "repr(b'a')"]:
    show(t)

x = Inplace()
x += 1
x += 2
print(x.log)
x -= 1
print(x)
y = [1]
z = y
y += (2, 3)
print(y, z is y)
y *= 2
print(z)
for statement in ["y += 1", "n = 1; n += 'a'", "n = 'a'; n -= 1", "n = (); n[0] = 1", "n = 'a'; n[0] = 'b'", "del n[0]", "n = (1,); del n[0]", "p[0] = 1", "del p[0]", "None[0] = 1", "y['a'] = 1", "y[10] = 1", "del y[10]", "q = {}; del q['z']", "p.x", "del p.x", "p.x = 1; print(p.x)", "(5).x = 1", "len.x = 1", "int.x = 1", "undefined_name", "x, = 1, 2", "a, b = 5", "a, b = [1]", "a, b = 1, 2, 3"]:
    try:
        exec(statement)
    except Exception as e:
        print(statement, "->", type(e).__name__ + ": " + str(e))
    else:
        print(statement, "-> ok")
