#include <string>

#include "frontend/compiler/test_util.h"
#include "gtest/gtest.h"

// What small functions are compiled to. In the dumps t0, t1, ... are
// temporaries, =c is a register pinned to the constant c, &x the cell of x.

namespace pyjit::compiler {
namespace {

TEST(Arithmetic, UsesLocalsAndImmediates) {
  EXPECT_EQ(DumpOf(R"(def f(a, b):
  return a * 2 + b
)",
                   "f"),
            R"(code f line 1 registers 3 args 2
locals a b
0  ENTER m0
1  MUL_I t0 a 2
2  ADD t0 t0 b
3  RETURN t0
)");
}

TEST(Arithmetic, CopiesALocalThatALaterOperandAssigns) {
  EXPECT_EQ(DumpOf(R"(def f(a):
  return a + (a := 1)
)",
                   "f"),
            R"(code f line 1 registers 3 args 1
locals a
0  ENTER m0
1  MOVE t1 a
2  LOAD_INT a 1
3  ADD t0 t1 a
4  RETURN t0
)");
}

TEST(Loops, WhileTestsAtBothEnds) {
  EXPECT_EQ(DumpOf(R"(def f(n):
  i = 0
  while i < n:
    i += 1
  return i
)",
                   "f"),
            R"(code f line 1 registers 3 args 1
locals n i
0  ENTER m0
1  LOAD_INT i 0
2  JUMP_LT/F i n -> 6
3  LOOP m1
4  ADD_I= i i 1
5  JUMP_LT/T i n -> 3
6  RETURN i
)");
}

TEST(Loops, ForDefinesItsTargetAndPinsConstants) {
  EXPECT_EQ(DumpOf(R"(def f(xs):
  s = 0.0
  for x in xs:
    s += x * 0.5
  return s
)",
                   "f"),
            R"(code f line 1 registers 6 args 1
locals xs s x
0  ENTER m0
1  LOAD_CONST s 0.0
2  GET_ITER t0 xs
3  LOAD_CONST =0.5 0.5
4  JUMP -> 8
5  LOOP m1
6  MUL t1 x =0.5
7  ADD= s s t1
8  FOR_ITER x t0 -> 5
10  RETURN s
)");
}

TEST(Loops, BreakAndContinueAreConditionalJumps) {
  EXPECT_EQ(DumpOf(R"(def f(a):
  while True:
    if a(): break
    elif a.b: continue
    a.c = 1
)",
                   "f"),
            R"(code f line 1 registers 9 args 1
locals a
0  ENTER m0
1  LOAD_CONST =1 1
2  LOOP m1
3  MOVE t0 a
4  CALL t0 t0 #0
5  JUMP_IF/T t0 -> 14
6  LOAD_ATTR t0 a .b
9  JUMP_IF/T t0 -> 2
10  STORE_ATTR a =1 .c
13  JUMP -> 2
14  RETURN_CONST None
)");
}

TEST(Loops, UnpacksIntoNeighbours) {
  EXPECT_EQ(DumpOf(R"(def f(p):
  for i, (a, b) in p:
    pass
  x, *y = p
)",
                   "f"),
            R"(code f line 1 registers 10 args 1
locals p i a b x y
0  ENTER m0
1  GET_ITER t0 p
2  JUMP -> 8
3  LOOP m1
4  UNPACK t2 t1 #2
5  MOVE i t2
6  UNPACK a t3 #2
7  NOP
8  FOR_ITER t1 t0 -> 3
10  UNPACK_EX x p #1 #0
12  RETURN_CONST None
)");
}

TEST(Conditions, BecomeJumps) {
  EXPECT_EQ(DumpOf(R"(def f(x):
  if x is None or not 0 < x < 10:
    return 1
  return x in (1, 2)
)",
                   "f"),
            R"(code f line 1 registers 3 args 1
locals x
0  ENTER m0
1  JUMP_NONE/T x -> 5
2  LOAD_INT t0 0
3  JUMP_LT/F t0 x -> 5
4  JUMP_LT_I/T x 10 -> 6
5  RETURN_CONST 1
6  LOAD_CONST t1 (1, 2)
7  IN t0 x t1
8  RETURN t0
)");
}

TEST(Conditions, ReturnsEachValueOfABoolOp) {
  EXPECT_EQ(DumpOf(R"(def f(a, b, c):
  x = a and b
  return x or c
)",
                   "f"),
            R"(code f line 1 registers 4 args 3
locals a b c x
0  ENTER m0
1  MOVE x a
2  JUMP_IF/F x -> 4
3  MOVE x b
4  JUMP_IF/F x -> 6
5  RETURN x
6  RETURN c
)");
}

TEST(Assignment, SwapsWithThreeMoves) {
  EXPECT_EQ(DumpOf(R"(def f(a, b):
  a, b = b, a
  a, b = b, a + b
  return a, b
)",
                   "f"),
            R"(code f line 1 registers 3 args 2
locals a b
0  ENTER m0
1  MOVE t0 a
2  MOVE a b
3  MOVE b t0
4  ADD t0 a b
5  MOVE a b
6  MOVE b t0
7  BUILD_TUPLE t0 a #2
8  RETURN t0
)");
}

TEST(Assignment, ItemsAndAttributes) {
  EXPECT_EQ(DumpOf(R"(def f(a, i):
  a[i] += 1
  a.b -= 2
  a[1], a[i:2] = a[1:2], i
  del a[0], a.b
)",
                   "f"),
            R"(code f line 1 registers 7 args 2
locals a i
0  ENTER m0
1  GET_ITEM t0 a i
2  ADD_I= t0 t0 1
3  SET_ITEM a i t0
4  LOAD_ATTR t0 a .b
7  SUB_I= t0 t0 2
8  STORE_ATTR a t0 .b
11  LOAD_CONST t0 slice(1, 2, None)
12  GET_ITEM t0 a t0
13  LOAD_INT t1 1
14  SET_ITEM a t1 t0
15  MOVE t2 i
16  LOAD_INT t3 2
17  LOAD_CONST t4 None
18  BUILD_SLICE t1 t2
19  SET_ITEM a t1 i
20  LOAD_INT t0 0
21  DELETE_ITEM a t0
22  DELETE_ATTR a .b
23  RETURN_CONST None
)");
}

TEST(Calls, NestInTheirBases) {
  EXPECT_EQ(DumpOf(R"(def f(g, x):
  return g(x, h(1))(k=x).m(*x, **x)
)",
                   "f"),
            R"(code f line 1 registers 17 args 2
locals g x
0  ENTER m0
1  MOVE t0 g
2  MOVE t6 x
3  LOAD_GLOBAL t7 .h
6  LOAD_INT t13 1
7  CALL t7 t7 #1
8  CALL t0 t0 #2
9  MOVE t6 x
10  CALL_KW t0 t0 #0 ('k',)
12  LOAD_ATTR t0 t0 .m
15  MOVE t6 x
16  BUILD_DICT t7 #0
17  DICT_UPDATE/1 t7 x
18  CALL_EX t0 t0
19  RETURN t0
)");
}

TEST(Calls, SuperGetsItsArguments) {
  EXPECT_EQ(DumpOf(R"(class A:
  def m(self):
    return super().m(1)
)",
                   "A.m"),
            R"(code A.m line 2 registers 11 args 1
locals self
free __class__
0  ENTER m0
1  COPY_CLOSURE
2  LOAD_GLOBAL t0 .super
5  LOAD_CELL t6 &__class__ .__class__
6  MOVE t7 self
7  CALL t0 t0 #2
8  LOAD_METHOD t0 t0 .m
11  LOAD_INT t7 1
12  CALL_METHOD t0 t0 #1
13  RETURN t0
)");
}

TEST(Names, ChecksWhatMayBeUnbound) {
  EXPECT_EQ(DumpOf(R"(def f(c):
  if c: x = 1
  print(x)
  return x
)",
                   "f"),
            R"(code f line 1 registers 10 args 1
locals c x
0  ENTER m0
1  JUMP_IF/F c -> 3
2  LOAD_INT x 1
3  LOAD_GLOBAL t0 .print
6  CHECK_BOUND x .x
7  MOVE t6 x
8  CALL t0 t0 #1
9  RETURN x
)");
}

TEST(Names, CellsOfParametersAndLocals) {
  EXPECT_EQ(DumpOf(R"(def f(a):
  x = 1
  def g(): return x + a
  return g
)",
                   "f"),
            R"(code f line 1 registers 5 args 1
locals a g
cells a x
0  ENTER m0
1  MOVE &a a
2  MAKE_CELL &a
3  MAKE_CELL &x
4  LOAD_INT t0 1
5  STORE_CELL &x t0
6  BUILD_TUPLE t0 &a #2
7  MAKE_FUNCTION/8 g <code f.<locals>.g> t0
8  RETURN g
)");
}

TEST(Names, ClosuresAreCopied) {
  EXPECT_EQ(DumpOf(R"(def f(a):
  x = 1
  def g(): return x + a
  return g
)",
                   "f.<locals>.g"),
            R"(code f.<locals>.g line 3 registers 4 nested
free a x
0  ENTER m0
1  COPY_CLOSURE
2  LOAD_CELL t0 &x .x
3  LOAD_CELL t1 &a .a
4  ADD t0 t0 t1
5  RETURN t0
)");
}

TEST(Classes, BodyUsesNames) {
  EXPECT_EQ(DumpOf(R"(class A(B, k=1):
  'doc'
  x: int = 1
  def m(self):
    self.a = self.b = __class__
)",
                   "A"),
            R"(code A line 1 registers 5 classbody attributes 2
cells __class__
0  MAKE_CELL &__class__
1  LOAD_NAME t0 .__name__
2  STORE_NAME t0 .__module__
3  LOAD_CONST t0 'A'
4  STORE_NAME t0 .__qualname__
5  SETUP_ANNOTATIONS
6  LOAD_CONST t0 'doc'
7  STORE_NAME t0 .__doc__
8  LOAD_INT t0 1
9  STORE_NAME t0 .x
10  LOAD_NAME t1 .int
11  LOAD_NAME t2 .__annotations__
12  LOAD_CONST t3 'x'
13  SET_ITEM t2 t3 t1
14  BUILD_TUPLE t1 &__class__ #1
15  MAKE_FUNCTION/8 t0 <code A.m> t1
16  STORE_NAME t0 .m
17  STORE_NAME &__class__ .__classcell__
18  RETURN &__class__
)");
}

TEST(Comprehensions, AreFunctions) {
  EXPECT_EQ(DumpOf(R"(def f(x):
  return [y + 1 for y in x if y]
)",
                   "f.<locals>.<listcomp>"),
            R"(code f.<locals>.<listcomp> line 2 registers 4 args 1 posonly 1 nested
locals .0 y
0  ENTER m0
1  BUILD_LIST t0 #0
2  JUMP -> 7
3  LOOP m1
4  JUMP_IF/F y -> 7
5  ADD_I t1 y 1
6  LIST_APPEND t0 t1
7  FOR_ITER y .0 -> 3
9  RETURN t0
)");
}

TEST(Strings, FormatsAndPercent) {
  EXPECT_EQ(DumpOf(R"(def f(a, b):
  return f'{a}-{b!r:>10}' + '%s!' % (a,)
)",
                   "f"),
            R"(code f line 1 registers 7 args 2
locals a b
0  ENTER m0
1  FORMAT t1 a -
2  LOAD_CONST t2 '-'
3  LOAD_CONST t4 '>10'
4  FORMAT!r t3 b t4
5  BUILD_STRING t0 t1 #3
6  FORMAT!s t2 a -
7  LOAD_CONST t3 '!'
8  BUILD_STRING t1 t2 #2
9  ADD t0 t0 t1
10  RETURN t0
)");
}

TEST(Exceptions, FinallyOnEachWayOut) {
  EXPECT_EQ(DumpOf(R"(def f():
  try:
    a()
  except E as e:
    return e
  finally:
    b()
)",
                   "f"),
            R"(code f line 1 registers 11
locals e
0  ENTER m0
1  NOP
2  LOAD_GLOBAL t0 .a
5  CALL t0 t0 #0
6  JUMP -> 26
7  PUSH_HANDLED t1 t0
8  LOAD_GLOBAL t2 .E
11  MATCH_EXCEPTION t3 t0 t2
12  JUMP_IF/F t3 -> 22
13  MOVE e t0
14  MOVE t2 e
15  LOAD_NULL e
16  POP_HANDLED t1
17  LOAD_GLOBAL t3 .b
20  CALL t3 t3 #0
21  RETURN t2
22  POP_HANDLED t1
23  RERAISE t0
24  POP_HANDLED t1
25  RERAISE t0
26  LOAD_GLOBAL t0 .b
29  CALL t0 t0 #0
30  RETURN_CONST None
31  PUSH_HANDLED t1 t0
32  LOAD_GLOBAL t2 .b
35  CALL t2 t2 #0
36  POP_HANDLED t1
37  RERAISE t0
38  POP_HANDLED t1
39  RERAISE t0
except 2..6 -> 7 t0
except 8..16 -> 24 t0
except 2..17 -> 31 t0
except 21..26 -> 31 t0
except 32..36 -> 38 t0
)");
}

TEST(Exceptions, With) {
  EXPECT_EQ(DumpOf(R"(def f(x):
  with x as y:
    y()
)",
                   "f"),
            R"(code f line 1 registers 15 args 1
locals x y
0  ENTER m0
1  LOAD_SPECIAL t1 x __enter__
2  LOAD_SPECIAL t0 x __exit__
3  CALL y t1 #0
4  MOVE t1 y
5  CALL t1 t1 #0
6  MOVE t1 t0
7  LOAD_CONST t7 None
8  LOAD_CONST t8 None
9  LOAD_CONST t9 None
10  CALL t1 t1 #3
11  JUMP -> 20
12  PUSH_HANDLED t2 t1
13  MOVE t3 t0
14  EXC_INFO t9 t1
15  CALL t3 t3 #3
16  JUMP_IF/T t3 -> 19
17  POP_HANDLED t2
18  RERAISE t1
19  POP_HANDLED t2
20  RETURN_CONST None
except 4..6 -> 12 t1
except 13..17 -> 17 t1
)");
}

TEST(Imports, AllForms) {
  EXPECT_EQ(DumpOf(R"(import a.b
import a.b as c
from .d import e as g, h
from i import *
)",
                   "<module>"),
            R"(code <module> line 1 registers 2 module
0  IMPORT_NAME t0 .a.b - #0
2  STORE_GLOBAL t0 .a
4  IMPORT_NAME t0 .a.b - #0
6  IMPORT_FROM t0 t0 .b
7  STORE_GLOBAL t0 .c
9  LOAD_CONST t0 ('e', 'h')
10  IMPORT_NAME t0 .d t0 #1
12  IMPORT_FROM t1 t0 .e
13  STORE_GLOBAL t1 .g
15  IMPORT_FROM t1 t0 .h
16  STORE_GLOBAL t1 .h
18  LOAD_CONST t0 ('*',)
19  IMPORT_NAME t0 .i t0 #0
21  IMPORT_STAR t0
22  RETURN_CONST None
)");
}

}  // namespace
}  // namespace pyjit::compiler
