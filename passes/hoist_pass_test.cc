// What is the same in each iteration moves before the loop, and what must not.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

TEST(Hoist, GuardsLoadsAndValuesMoveBeforeTheLoop) {
  EXPECT_EQ(After("hoist", R"(
entry:
  %x = load_reg 4
  %n = const_i64 0
  %zero = const_f64 0.0
  jump loop(%n, %zero)
loop(%i: i64, %s: f64) loop:
  poll !0
  %a = has_shape %x, body
  guard %a, true !1
  %f = load %x slot f64 +16
  %g = fmul %f, %f
  %t = fadd %s, %g
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2, %t), end()
end:
  exit !9
  !0 = resume [f@1 r0=%i r1=%s]
  !1 = resume [f@2 r0=%i r1=%s]
  !9 = resume [f@9 r0=%t]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i64 = const_i64 0
  %2: f64 = const_f64 0.0
  jump block3(%1, %2)
block1(%3: i64, %4: f64) loop:
  poll !0
  %5: f64 = fadd %4, %12
  %6: i64 = iadd %3, %13
  %7: i1 = ilt %6, %14
  branch %7, block1(%6, %5), block2()
block2:
  exit !1
block3(%8: i64, %9: f64):
  %10: i1 = has_shape %0, body
  guard %10, true !2
  %11: f64 = load %0 slot f64 +16
  %12: f64 = fmul %11, %11
  %13: i64 = const_i64 1
  %14: i64 = const_i64 4
  jump block1(%8, %9)
  !0 = resume [f@1 r0=%3 r1=%4]
  !1 = resume [f@9 r0=%5]
  !2 = resume [f@1 r0=%8 r1=%9]
)"));
}

// Only constants could move, which is no gain.
TEST(Hoist, KeepsALoadThatTheLoopMayChange) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %n = const_i64 0
  %zero = const_f64 0.0
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !1
  %b = has_shape %y, body
  guard %b, true !2
  jump loop(%n, %zero)
loop(%i: i64, %s: f64) loop:
  poll !0
  %f = load %x slot f64 +16
  %t = fadd %s, %f
  store %y, %t slot f64 +16
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2, %t), end()
end:
  exit !9
  !0 = resume [f@1 r0=%i r1=%s]
  !1 = resume [f@2]
  !2 = resume [f@3]
  !9 = resume [f@9 r0=%t]
)";
  EXPECT_EQ(After("hoist", kText), Normal(kText));
}

// The call may change the shape each time round.
TEST(Hoist, KeepsAGuardBehindACall) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %n = const_i64 0
  %zero = const_f64 0.0
  jump loop(%n, %zero)
loop(%i: i64, %s: f64) loop:
  poll !0
  %r = call_value %x(%x)
  %z = is_null %r
  guard %z, false !1
  %a = has_shape %x, body
  guard %a, true !2
  %f = load %x slot f64 +16
  %t = fadd %s, %f
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2, %t), end()
end:
  exit !9
  !0 = resume [f@1 r0=%i r1=%s]
  !1 = raise [f@2]
  !2 = resume [f@3 r0=%i r1=%s]
  !9 = resume [f@9 r0=%t]
)";
  EXPECT_EQ(After("hoist", kText), Normal(kText));
}

// Its test moves, the guard does not.
TEST(Hoist, KeepsAGuardThatNotEachIterationPasses) {
  EXPECT_EQ(After("hoist", R"(
entry:
  %x = load_reg 4
  %n = const_i64 0
  %zero = const_f64 0.0
  jump loop(%n, %zero)
loop(%i: i64, %s: f64) loop:
  poll !0
  %two = const_i64 2
  %c = ilt %i, %two
  branch %c, early(), late()
early:
  %a = is_null %x
  guard %a, false !1
  jump join()
late:
  jump join()
join:
  %t = fadd %s, %s
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2, %t), end()
end:
  exit !9
  !0 = resume [f@1 r0=%i r1=%s]
  !1 = resume [f@2 r0=%i r1=%s]
  !9 = resume [f@9 r0=%t]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i64 = const_i64 0
  %2: f64 = const_f64 0.0
  jump block6(%1, %2)
block1(%3: i64, %4: f64) loop:
  poll !0
  %5: i1 = ilt %3, %11
  branch %5, block2(), block3()
block2:
  guard %12, false !1
  jump block4()
block3:
  jump block4()
block4:
  %6: f64 = fadd %4, %4
  %7: i64 = iadd %3, %13
  %8: i1 = ilt %7, %14
  branch %8, block1(%7, %6), block5()
block5:
  exit !2
block6(%9: i64, %10: f64):
  %11: i64 = const_i64 2
  %12: i1 = is_null %0
  %13: i64 = const_i64 1
  %14: i64 = const_i64 4
  jump block1(%9, %10)
  !0 = resume [f@1 r0=%3 r1=%4]
  !1 = resume [f@2 r0=%3 r1=%4]
  !2 = resume [f@9 r0=%6]
)"));
}

// Before the loop %x may be anything.
TEST(Hoist, KeepsALoadOfAnUnknownObject) {
  EXPECT_EQ(After("hoist", R"(
entry:
  %x = load_reg 4
  %n = const_i64 0
  %zero = const_f64 0.0
  jump loop(%n, %zero)
loop(%i: i64, %s: f64) loop:
  poll !0
  %two = const_i64 2
  %c = ilt %i, %two
  branch %c, early(), late()
early:
  %a = has_shape %x, body
  guard %a, true !1
  %f = load %x slot f64 +16
  jump join(%f)
late:
  jump join(%s)
join(%g: f64):
  %t = fadd %s, %g
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2, %t), end()
end:
  exit !9
  !0 = resume [f@1 r0=%i r1=%s]
  !1 = resume [f@2 r0=%i r1=%s]
  !9 = resume [f@9 r0=%t]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i64 = const_i64 0
  %2: f64 = const_f64 0.0
  jump block6(%1, %2)
block1(%3: i64, %4: f64) loop:
  poll !0
  %5: i1 = ilt %3, %13
  branch %5, block2(), block3()
block2:
  guard %14, true !1
  %6: f64 = load %0 slot f64 +16
  jump block4(%6)
block3:
  jump block4(%4)
block4(%7: f64):
  %8: f64 = fadd %4, %7
  %9: i64 = iadd %3, %15
  %10: i1 = ilt %9, %16
  branch %10, block1(%9, %8), block5()
block5:
  exit !2
block6(%11: i64, %12: f64):
  %13: i64 = const_i64 2
  %14: i1 = has_shape %0, body
  %15: i64 = const_i64 1
  %16: i64 = const_i64 4
  jump block1(%11, %12)
  !0 = resume [f@1 r0=%3 r1=%4]
  !1 = resume [f@2 r0=%3 r1=%4]
  !2 = resume [f@9 r0=%8]
)"));
}

TEST(Hoist, OutOfTwoLoopsAtOnce) {
  EXPECT_EQ(After("hoist", R"(
entry:
  %x = load_reg 4
  %n = const_i64 0
  jump outer(%n)
outer(%i: i64) loop:
  poll !0
  jump inner(%n)
inner(%j: i64) loop:
  poll !1
  %a = has_shape %x, body
  guard %a, true !2
  %f = load %x slot f64 +16
  %one = const_i64 1
  %j2 = iadd %j, %one
  %four = const_i64 4
  %more = ilt %j2, %four
  branch %more, inner(%j2), behind()
behind:
  %i2 = iadd %i, %one
  %again = ilt %i2, %four
  branch %again, outer(%i2), end()
end:
  exit !3
  !0 = resume [f@1 r0=%i]
  !1 = resume [f@2 r0=%i r1=%j]
  !2 = resume [f@3 r0=%i r1=%j]
  !3 = resume [f@4 r0=%f]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i64 = const_i64 0
  jump block6(%1)
block1(%2: i64) loop:
  poll !0
  jump block5(%1)
block2(%3: i64) loop:
  poll !1
  %4: i64 = iadd %3, %12
  %5: i1 = ilt %4, %13
  branch %5, block2(%4), block3()
block3:
  %6: i64 = iadd %2, %12
  %7: i1 = ilt %6, %13
  branch %7, block1(%6), block4()
block4:
  exit !2
block5(%8: i64):
  jump block2(%8)
block6(%9: i64):
  %10: i1 = has_shape %0, body
  guard %10, true !3
  %11: f64 = load %0 slot f64 +16
  %12: i64 = const_i64 1
  %13: i64 = const_i64 4
  jump block1(%9)
  !0 = resume [f@1 r0=%2]
  !1 = resume [f@2 r0=%2 r1=%3]
  !2 = resume [f@4 r0=%11]
  !3 = resume [f@1 r0=%9]
)"));
}

// There is no exit that a guard could leave through.
TEST(Hoist, KeepsEverythingInALoopWithoutPoll) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %n = const_i64 0
  %zero = const_f64 0.0
  jump loop(%n, %zero)
loop(%i: i64, %s: f64) loop:
  %a = has_shape %x, body
  guard %a, true !1
  %f = load %x slot f64 +16
  %t = fadd %s, %f
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2, %t), end()
end:
  exit !9
  !1 = resume [f@2 r0=%i r1=%s]
  !9 = resume [f@9 r0=%t]
)";
  EXPECT_EQ(After("hoist", kText), Normal(kText));
}

}  // namespace
}  // namespace pyjit::passes
