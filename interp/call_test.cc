// Calls of every kind, names, closures and building.
#include <string>

#include "gtest/gtest.h"
#include "interp/testing/python.h"

namespace pyjit {
namespace {

TEST(Calls, Parameters) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
def plain(a, b): return (a, b)
def defaults(a, b=2, c=3): return (a, b, c)
def everything(a, /, b, c=3, *rest, d, e=5, **more): return (a, b, c, rest, d, e, more)
r = [plain(1, 2), plain(b=1, a=2), defaults(1), defaults(1, c=7), defaults(4, 5, 6),
     everything(1, 2, d=4), everything(1, 2, 3, 4, 5, d=6, f=7),
     plain(*[1, 2]), plain(**{'a': 1, 'b': 2}), defaults(*(1,), **{'c': 9})]
def fib(n): return n if n < 2 else fib(n - 1) + fib(n - 2)
f = fib(15)
def counter():
    n = 0
    def step(by=1):
        nonlocal n
        n += by
        return n
    return step
c = counter()
s = c(), c(), c(5)
g = [(lambda x, k=k: x + k)(1) for k in range(3)]
)"),
            "");
  EXPECT_EQ(p.Global("r"),
            "[(1, 2), (2, 1), (1, 2, 3), (1, 2, 7), (4, 5, 6), (1, 2, 3, (), 4, 5, {}), "
            "(1, 2, 3, (4, 5), 6, 5, {'f': 7}), (1, 2), (1, 2), (1, 2, 9)]");
  EXPECT_EQ(p.Global("f"), "610");
  EXPECT_EQ(p.Global("s"), "(1, 2, 7)");
  EXPECT_EQ(p.Global("g"), "[1, 2, 3]");
}

TEST(Calls, MethodsAndClasses) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
class Point:
    made = 0
    def __init__(self, x, y=0):
        self.x = x
        self.y = y
        Point.made += 1
    def plus(self, other): return Point(self.x + other.x, self.y + other.y)
    @property
    def norm(self): return self.x * self.x + self.y * self.y
    @staticmethod
    def zero(): return Point(0)
    @classmethod
    def of(cls, v): return cls(v, v)
    def __repr__(self): return f'Point({self.x}, {self.y})'
class Point3(Point):
    def __init__(self, x, y, z):
        super().__init__(x, y)
        self.z = z
    def plus(self, other):
        q = super().plus(other)
        return Point3(q.x, q.y, self.z + other.z)
    def __repr__(self): return 'Point3(%r, %r, %r)' % (self.x, self.y, self.z)
r = [Point(1).plus(Point(2, 3)), Point3(1, 2, 3).plus(Point3(1, 1, 1)), Point.of(4),
     Point3.zero(), Point(3, 4).norm, Point(x=1, y=2)]
bound = Point(1, 1).plus
s = bound(Point(2, 2)), Point.made
class Callable:
    def __call__(self, *args, **kw): return args, kw
t = Callable()(1, 2, k=3), list(map(Point.of, [1, 2])), len('abc'), isinstance(3, int)
h = Point(1)
h.function = lambda v: v + 1
u = h.function(1), [].append, sorted([3, 1, 2], key=lambda v: -v)
)"),
            "");
  EXPECT_EQ(p.Global("r"),
            "[Point(3, 3), Point3(2, 3, 4), Point(4, 4), Point(0, 0), 25, Point(1, 2)]");
  EXPECT_EQ(p.Global("s"), "(Point(3, 3), 14)");
  EXPECT_EQ(p.Global("t"), "(((1, 2), {'k': 3}), [Point(1, 1), Point(2, 2)], 3, True)");
}

TEST(Calls, ErrorsAsInCPython) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
errors = []
def attempt(f, *args, **kw):
    try:
        f(*args, **kw)
    except Exception as e:
        errors.append(type(e).__name__ + ': ' + str(e))
def f(a, b): pass
class C:
    def __init__(self, a): return a
attempt(f, 1)
attempt(f, 1, 2, 3)
attempt(f, 1, b=2, a=3)
attempt(f, 1, c=2)
attempt(lambda: C(1))
attempt(lambda: C())
attempt(lambda: 3())
attempt(lambda: f(**{1: 2}))
attempt(lambda: f(*3))
attempt(lambda: undefined)
attempt(lambda: (1).nothing)
attempt(lambda: f.nothing)
)"),
            "");
  EXPECT_EQ(p.Global("errors"),
            "[\"TypeError: f() missing 1 required positional argument: 'b'\", "
            "'TypeError: f() takes 2 positional arguments but 3 were given', "
            "\"TypeError: f() got multiple values for argument 'a'\", "
            "\"TypeError: f() got an unexpected keyword argument 'c'\", "
            "\"TypeError: __init__() should return None, not 'int'\", "
            "\"TypeError: C.__init__() missing 1 required positional argument: 'a'\", "
            "\"TypeError: 'int' object is not callable\", "
            "'TypeError: keywords must be strings', "
            "'TypeError: __main__.f() argument after * must be an iterable, not int', "
            "\"NameError: name 'undefined' is not defined\", "
            "\"AttributeError: 'int' object has no attribute 'nothing'\", "
            "\"AttributeError: 'function' object has no attribute 'nothing'\"]");
}

TEST(Calls, GlobalsBuiltinsAndCode) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
def size(v): return len(v)
a = size('abc')
len = lambda v: 'mine'
b = size('abc')
del len
c = size('abc')
code = compile('x = y + 1\ndef get(): return x', 'made', 'exec')
one, two = {'y': 1}, {'y': 10}
exec(code, one)
exec(code, two)
d = one['get'](), two['get'](), one['x'], two['x']
e = eval('y * 2', {'y': 21})
)"),
            "");
  EXPECT_EQ(p.Global("a"), "3");
  EXPECT_EQ(p.Global("b"), "'mine'");
  EXPECT_EQ(p.Global("c"), "3");
  EXPECT_EQ(p.Global("d"), "(2, 11, 2, 11)");
  EXPECT_EQ(p.Global("e"), "42");
}

TEST(Building, DisplaysUnpackingAndFormats) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
a, b = 1, 2
a, b = b, a
c, *d, e = range(5)
[f, g] = 'xy'
h = [*d, *(7, 8)], {**{'k': 1}, 'm': 2}, {1, 2, *[3]}, (*d, 0)
name, pi = 'world', 3.14159
i = f'hello {name!r:>10} {pi:.2f} {a}{b}'
j = {k: v for k, v in zip('abc', range(3))}, [x * y for x in range(3) for y in range(2)]
k = [1, 2, 3, 4][1:3], 'hello'[::-1], (1, 2, 3)[-1], 'abc'[1]
errors = []
for make in (lambda: [0 for x, y in [(1, 2, 3)]], lambda: [0 for x, y in [(1,)]],
             lambda: [0 for x, y in [3]], lambda: [1, 2][5], lambda: {}['k'], lambda: {[]: 1}):
    try:
        make()
    except Exception as err:
        errors.append(type(err).__name__ + ': ' + str(err))
)"),
            "");
  EXPECT_EQ(p.Global("d"), "[1, 2, 3]");
  EXPECT_EQ(p.Global("h"),
            "([1, 2, 3, 7, 8], {'k': 1, 'm': 2}, {1, 2, 3}, (1, 2, 3, 0))");
  EXPECT_EQ(p.Global("i"), "\"hello    'world' 3.14 21\"");
  EXPECT_EQ(p.Global("j"), "({'a': 0, 'b': 1, 'c': 2}, [0, 0, 0, 1, 0, 2])");
  EXPECT_EQ(p.Global("k"), "([2, 3], 'olleh', 3, 'b')");
  EXPECT_EQ(p.Global("errors"),
            "['ValueError: too many values to unpack (expected 2)', "
            "'ValueError: not enough values to unpack (expected 2, got 1)', "
            "'TypeError: cannot unpack non-iterable int object', "
            "'IndexError: list index out of range', \"KeyError: 'k'\", "
            "\"TypeError: unhashable type: 'list'\"]");
}

}  // namespace
}  // namespace pyjit
