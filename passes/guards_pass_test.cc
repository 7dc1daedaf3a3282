// What guards and branches establish, how far it holds and where it ends.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

TEST(Guards, TheSameQuestionIsAskedOnce) {
  EXPECT_EQ(After("guards", R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %x, body
  guard %b, true !1
  %c = is_int %x
  guard %c, false !2
  %d = has_shape %x, body2
  guard %d, false !3
  return %x
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
  !3 = resume [f@4]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i1 = has_shape %0, body
  guard %1, true !0
  %2: i1 = const_i1 true
  %3: i1 = const_i1 false
  %4: i1 = const_i1 false
  return %0
  !0 = resume [f@1]
)"));
}

TEST(Guards, KeepsAShapeGuardAfterACall) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %r = call_native fn(%x)
  %n = is_null %r
  guard %n, false !1
  %b = has_shape %x, body
  guard %b, true !2
  return %x
  !0 = resume [f@1]
  !1 = raise [f@2]
  !2 = resume [f@3]
)";
  EXPECT_EQ(After("guards", kText), Normal(kText));
}

TEST(Guards, AStableShapeOutlivesACall) {
  EXPECT_EQ(After("guards", R"(
entry:
  %x = load_reg 2
  %a = has_shape %x, float
  guard %a, true !0
  %r = call_native fn(%x)
  %n = is_null %r
  guard %n, false !1
  %b = has_shape %x, float
  guard %b, true !2
  return %x
  !0 = resume [f@1]
  !1 = raise [f@2]
  !2 = resume [f@3]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 2
  %1: i1 = has_shape %0, float
  guard %1, true !0
  %2: tagged = call_native fn(%0)
  %3: i1 = is_null %2
  guard %3, false !1
  %4: i1 = const_i1 true
  return %0
  !0 = resume [f@1]
  !1 = raise [f@2]
)"));
}

// Each answer is that of its moment.
TEST(Guards, AnswersAreThoseOfTheirMoment) {
  EXPECT_EQ(After("guards", R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  set_shape %x, body2
  %b = has_shape %x, body2
  set_shape %x, body
  guard %b, true !1
  %c = has_shape %x, body2
  guard %c, false !2
  return %x
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i1 = has_shape %0, body
  guard %1, true !0
  set_shape %0, body2
  %2: i1 = const_i1 true
  set_shape %0, body
  %3: i1 = const_i1 false
  return %0
  !0 = resume [f@1]
)"));
}

TEST(Guards, AGuardOfAnOldAnswerIsKept) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %k = has_shape %x, body
  %r = call_native fn(%x)
  %n = is_null %r
  guard %n, false !1
  guard %k, true !2
  %l = has_shape %x, body
  guard %l, true !3
  return %x
  !1 = raise [f@2]
  !2 = resume [f@3]
  !3 = resume [f@4]
)";
  EXPECT_EQ(After("guards", kText), Normal(kText));
}

// The shape of %n changes, and so may that of %y; %x was there before.
TEST(Guards, ALoadedObjectMayBeTheFreshOne) {
  EXPECT_EQ(After("guards", R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %n = new body 48
  store %x, %n slot tagged +8
  barrier %x
  %y = load %x slot tagged +8
  %b = has_shape %y, body
  guard %b, true !1
  set_shape %n, body2
  %c = has_shape %y, body
  guard %c, false !2
  %d = has_shape %x, body
  guard %d, true !3
  return %x
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
  !3 = resume [f@4]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i1 = has_shape %0, body
  guard %1, true !0
  %2: tagged = new body 48
  store %0, %2 slot tagged +8
  barrier %0
  %3: tagged = load %0 slot tagged +8
  %4: i1 = has_shape %3, body
  guard %4, true !1
  set_shape %2, body2
  %5: i1 = has_shape %3, body
  guard %5, false !2
  %6: i1 = const_i1 true
  return %0
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
)"));
}

TEST(Guards, BranchesTellTheirSides) {
  EXPECT_EQ(After("guards", R"(
entry:
  %x = load_reg 7
  %a = is_int %x
  branch %a, yes(), no()
yes:
  %b = is_int %x
  guard %b, true !0
  return %x
no:
  %c = is_int %x
  guard %c, false !1
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 7
  %1: i1 = is_int %0
  branch %1, block1(), block2()
block1:
  %2: i1 = const_i1 true
  return %0
block2:
  %3: i1 = const_i1 false
  exit !0
  !0 = resume [f@3]
)"));
}

TEST(Guards, WhatBothSidesKnowIsKnownBehind) {
  EXPECT_EQ(After("guards", R"(
entry:
  %x = load_reg 4
  %y = load_reg 0
  %i = is_int %y
  branch %i, left(), right()
left:
  %r = call_native fn(%y)
  %n = is_null %r
  guard %n, false !0
  %a = has_shape %x, body
  guard %a, true !1
  jump join()
right:
  %b = has_shape %x, body
  guard %b, true !2
  jump join()
join:
  %c = has_shape %x, body
  guard %c, true !3
  return %x
  !0 = raise [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
  !3 = resume [f@4]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: tagged = load_reg 0
  %2: i1 = is_int %1
  branch %2, block1(), block2()
block1:
  %3: tagged = call_native fn(%1)
  %4: i1 = is_null %3
  guard %4, false !0
  %5: i1 = has_shape %0, body
  guard %5, true !1
  jump block3()
block2:
  %6: i1 = has_shape %0, body
  guard %6, true !2
  jump block3()
block3:
  %7: i1 = const_i1 true
  return %0
  !0 = raise [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
)"));
}

TEST(Guards, WhatOneSideForgetsIsNotKnownBehind) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %y = load_reg 0
  %a = has_shape %x, body
  guard %a, true !1
  %i = is_int %y
  branch %i, left(), right()
left:
  %r = call_native fn(%y)
  %n = is_null %r
  guard %n, false !0
  jump join()
right:
  jump join()
join:
  %c = has_shape %x, body
  guard %c, true !3
  return %x
  !0 = raise [f@1]
  !1 = resume [f@2]
  !3 = resume [f@4]
)";
  EXPECT_EQ(After("guards", kText), Normal(kText));
}

TEST(Guards, ShapesLastAroundALoopThatWritesNone) {
  EXPECT_EQ(After("guards", R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %n = const_i64 0
  jump loop(%n)
loop(%i: i64) loop:
  poll !1
  %b = has_shape %x, body
  guard %b, true !2
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2), end()
end:
  return %x
  !0 = resume [f@1]
  !1 = resume [f@2 r1=%i]
  !2 = resume [f@3 r1=%i]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i1 = has_shape %0, body
  guard %1, true !0
  %2: i64 = const_i64 0
  jump block1(%2)
block1(%3: i64) loop:
  poll !1
  %4: i1 = const_i1 true
  %5: i64 = const_i64 1
  %6: i64 = iadd %3, %5
  %7: i64 = const_i64 4
  %8: i1 = ilt %6, %7
  branch %8, block1(%6), block2()
block2:
  return %0
  !0 = resume [f@1]
  !1 = resume [f@2 r1=%3]
)"));
}

TEST(Guards, KeepsTheGuardOfALoopThatCalls) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %n = const_i64 0
  jump loop(%n)
loop(%i: i64) loop:
  poll !1
  %b = has_shape %x, body
  guard %b, true !2
  %r = call_value %x(%x)
  %z = is_null %r
  guard %z, false !3
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2), end()
end:
  return %x
  !0 = resume [f@1]
  !1 = resume [f@2 r1=%i]
  !2 = resume [f@3 r1=%i]
  !3 = raise [f@4]
)";
  EXPECT_EQ(After("guards", kText), Normal(kText));
}

}  // namespace
}  // namespace pyjit::passes
