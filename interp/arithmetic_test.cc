// Operators through the interpreter's fast and slow paths.
#include <string>

#include "gtest/gtest.h"
#include "interp/testing/python.h"

namespace pyjit {
namespace {

TEST(Arithmetic, SmallIntsGrow) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
top = 4611686018427387903
a = top + 1
b = -top - 2
c = top * 3
d = top << 1
e = (top + 1) - 1
f = -(-top - 1)
g = 3000000000 * 3000000000
h = 1 << 61
i = 1 << 62
j = -1 << 62
k = top * -1 - 1
)"),
            "");
  EXPECT_EQ(p.Global("a"), "4611686018427387904");
  EXPECT_EQ(p.Global("b"), "-4611686018427387905");
  EXPECT_EQ(p.Global("c"), "13835058055282163709");
  EXPECT_EQ(p.Global("d"), "9223372036854775806");
  EXPECT_EQ(p.Global("e"), "4611686018427387903");
  EXPECT_EQ(p.Global("f"), "4611686018427387904");
  EXPECT_EQ(p.Global("g"), "9000000000000000000");
  EXPECT_EQ(p.Global("h"), "2305843009213693952");
  EXPECT_EQ(p.Global("i"), "4611686018427387904");
  EXPECT_EQ(p.Global("j"), "-4611686018427387904");
  EXPECT_EQ(p.Global("k"), "-4611686018427387904");
}

TEST(Arithmetic, DivisionRoundsDown) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
def f(a, b):
    return a // b, a % b, a / b
r = [f(7, 2), f(-7, 2), f(7, -2), f(-7, -2), f(7.5, 2), f(-7.5, 2), f(7, 0.5)]
s = [x // 3 for x in (-4, -3, -1, 0, 5)], [x % 3 for x in (-4, -3, -1, 0, 5)]
t = 10 ** 20 // 7, 10 ** 20 % 7, (1 << 40) // 3, -(1 << 40) // 3, (1 << 40) % 7
)"),
            "");
  EXPECT_EQ(p.Global("r"),
            "[(3, 1, 3.5), (-4, 1, -3.5), (-4, -1, -3.5), (3, -1, 3.5), (3.0, 1.5, 3.75), "
            "(-4.0, 0.5, -3.75), (14.0, 0.0, 14.0)]");
  EXPECT_EQ(p.Global("s"), "([-2, -1, -1, 0, 1], [2, 0, 2, 0, 2])");
  EXPECT_EQ(p.Global("t"), "(14285714285714285714, 2, 366503875925, -366503875926, 2)");
}

TEST(Arithmetic, MixesIntsAndFloats) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
def f(a, b):
    return a + b, a - b, a * b, a < b, a >= b, a == b
r = f(1, 0.5), f(0.5, 1), f(1.0, 1), f(True, 2), f(10**30, 0.5)
x = 1.5
x += 1
x *= 2
x -= 0.25
y = (2**53 + 1) < float(2**53), (2**53 + 1) > float(2**53), 2.5 ** 2, -x, +x, ~5, not x
)"),
            "");
  EXPECT_EQ(p.Global("r"),
            "((1.5, 0.5, 0.5, False, True, False), (1.5, -0.5, 0.5, True, False, False), "
            "(2.0, 0.0, 1.0, False, True, True), (3, -1, 2, True, False, False), "
            "(1e+30, 1e+30, 5e+29, False, True, False))");
  EXPECT_EQ(p.Global("y"), "(False, True, 6.25, -4.75, 4.75, -6, False)");
}

TEST(Arithmetic, BitsAndShifts) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
def f(a, b):
    return a & b, a | b, a ^ b, a >> b, a << b
r = f(12, 5), f(-12, 5), f(0, 0)
s = 12 & 10, 12 >> 2, 3 << 4, -5 >> 1, 1 >> 100, -1 >> 100
)"),
            "");
  EXPECT_EQ(p.Global("r"),
            "((4, 13, 9, 0, 384), (4, -11, -15, -1, -384), (0, 0, 0, 0, 0))");
  EXPECT_EQ(p.Global("s"), "(8, 3, 48, -3, 0, -1)");
}

TEST(Arithmetic, ErrorsAsInCPython) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
errors = []
def attempt(f):
    try:
        f()
    except Exception as e:
        errors.append(type(e).__name__ + ': ' + str(e))
attempt(lambda: 1 + 'a')
attempt(lambda: 'a' + 1)
attempt(lambda: 1 // 0)
attempt(lambda: 1 % 0)
attempt(lambda: 1.0 / 0)
attempt(lambda: 1 << -1)
attempt(lambda: 1 < 'a')
attempt(lambda: -'a')
)"),
            "");
  EXPECT_EQ(p.Global("errors"),
            "[\"TypeError: unsupported operand type(s) for +: 'int' and 'str'\", "
            "'TypeError: can only concatenate str (not \"int\") to str', "
            "'ZeroDivisionError: integer division or modulo by zero', "
            "'ZeroDivisionError: integer modulo by zero', "
            "'ZeroDivisionError: float division by zero', "
            "'ValueError: negative shift count', "
            "\"TypeError: '<' not supported between instances of 'int' and 'str'\", "
            "\"TypeError: bad operand type for unary -: 'str'\"]");
}

TEST(Arithmetic, JumpsOnAnyValues) {
  PythonProgram p;
  EXPECT_EQ(p.Run(R"(
def count(limit, step):
    n = 0
    x = step
    while x < limit:
        x += step
        n += 1
    return n
class Odd:
    def __lt__(self, other): return []
    def __gt__(self, other): return 'yes'
    def __bool__(self): return False
def branches(o):
    r = []
    if o < 1: r.append('lt')
    if o > 1: r.append('gt')
    if o: r.append('true')
    if not o: r.append('false')
    return r
a = count(10, 1), count(1.0, 0.125), count(3, 0.5), count(10**25, 10**24)
b = branches(Odd()), branches(2), branches(0)
c = [x for x in (0, 1, '', 'a', [], [0], None, True, 0.0, 0.1, (), {}) if x]
d = [1 if x == 'key' else 0 for x in ('key', 'k' + 'ey', 'no', 1, None)]
e = [x is None for x in (None, 0)], 1000000 is 1000000, 'a' in 'cat', 3 not in [1, 2]
)"),
            "");
  EXPECT_EQ(p.Global("a"), "(9, 7, 5, 9)");
  EXPECT_EQ(p.Global("b"), "(['gt', 'false'], ['gt', 'true'], ['lt', 'false'])");
  EXPECT_EQ(p.Global("c"), "[1, 'a', [0], True, 0.1]");
  EXPECT_EQ(p.Global("d"), "[1, 1, 0, 0, 0]");
  EXPECT_EQ(p.Global("e"), "([True, False], True, True, True)");
}

}  // namespace
}  // namespace pyjit
