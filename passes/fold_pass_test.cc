// Constants, algebra, boxes and tests, and what must not be folded.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

TEST(Fold, BoxesMeetTheirUnboxing) {
  EXPECT_EQ(After("fold", R"(
entry:
  %x = load_reg 2
  %s = has_shape %x, float
  guard %s, true !0
  %u = unbox_float %x
  %b = box_float %u
  %f = fadd %u, %u
  %g = box_float %f
  %h = unbox_float %g
  %i = is_int %g
  guard %i, false !1
  %j = box_float %h
  return %b
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%g]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 2
  %1: i1 = has_shape %0, float
  guard %1, true !0
  %2: f64 = unbox_float %0
  %3: f64 = fadd %2, %2
  %4: tagged = box_float %3
  %5: i1 = const_i1 false
  %6: tagged = box_float %3
  return %0
  !0 = resume [f@1]
)"));
}

// The test of the overflow is not folded: ranges only say what cannot be.
TEST(Fold, ConstantsWrapAsTheMachineDoes) {
  EXPECT_EQ(After("fold", R"(
entry:
  %a = const_i64 9223372036854775807
  %b = const_i64 1
  %s = iadd %a, %b
  %o = iadd_overflows %a, %b
  %m = const_i64 -7
  %two = const_i64 2
  %d = ifloordiv %m, %two
  %q = imod %m, %two
  exit !0
  !0 = resume [f@1 r0=%s r1=%o r2=%d r3=%q]
)"),
            Normal(R"(
block0:
  %0: i64 = const_i64 9223372036854775807
  %1: i64 = const_i64 1
  %2: i64 = const_i64 -9223372036854775808
  %3: i1 = iadd_overflows %0, %1
  %4: i64 = const_i64 -7
  %5: i64 = const_i64 2
  %6: i64 = const_i64 -4
  %7: i64 = const_i64 1
  exit !0
  !0 = resume [f@1 r0=%2 r1=%3 r2=%6 r3=%7]
)"));
}

TEST(Fold, KeepsADivisionThatIsNotDefined) {
  constexpr char kText[] = R"(
entry:
  %a = const_i64 1
  %z = const_i64 0
  %c = const_i1 true
  guard %c, false !0
  %d = ifloordiv %a, %z
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%d]
)";
  EXPECT_EQ(After("fold", kText), Normal(kText));
}

// -0.0 + 0.0 is 0.0, and NaN is not equal to itself.
TEST(Fold, NothingIsAddedToAFloat) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 2
  %s = has_shape %x, float
  guard %s, true !0
  %u = unbox_float %x
  %z = const_f64 0.0
  %a = fadd %u, %z
  %e = feq %u, %u
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%a r1=%e]
)";
  EXPECT_EQ(After("fold", kText), Normal(kText));
}

TEST(Fold, AGuardOnANegationAsksTheOtherWayRound) {
  EXPECT_EQ(After("fold", R"(
entry:
  %x = load_reg 0
  %i = is_int %x
  %n = not %i
  guard %n, false !0
  return %x
  !0 = resume [f@1]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: i1 = is_int %0
  %2: i1 = not %1
  guard %1, true !0
  return %0
  !0 = resume [f@1]
)"));
}

TEST(Fold, AGuardThatAlwaysFailsStays) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %c = const_i1 false
  guard %c, true !0
  return %x
  !0 = resume [f@1]
)";
  EXPECT_EQ(After("fold", kText), Normal(kText));
}

// No tuple is longer than 2**48, so the sum is a small int.
TEST(Fold, LengthsAddWithoutOverflow) {
  EXPECT_EQ(After("fold", R"(
entry:
  %x = load_reg 6
  %s = has_shape %x, array
  guard %s, true !0
  %n = load %x tuple i64 +8
  %one = const_i64 1
  %m = iadd %n, %one
  %o = iadd_overflows %n, %one
  guard %o, false !1
  %b = box_int %m
  %i = is_int %b
  guard %i, true !2
  return %b
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 6
  %1: i1 = has_shape %0, array
  guard %1, true !0
  %2: i64 = load %0 tuple i64 +8
  %3: i64 = const_i64 1
  %4: i64 = iadd %2, %3
  %5: i1 = const_i1 false
  %6: tagged = box_int %4
  %7: i1 = const_i1 true
  return %6
  !0 = resume [f@1]
)"));
}

// A box of any i64 may be a BigInt: the test becomes one of the number.
TEST(Fold, AskWhetherAnyIntIsSmall) {
  EXPECT_EQ(After("fold", R"(
entry:
  %x = load_reg 4
  %s = has_shape %x, body
  guard %s, true !0
  %n = load %x slot i64 +32
  %b = box_int %n
  %i = is_int %b
  guard %i, true !1
  return %b
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%b]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i1 = has_shape %0, body
  guard %1, true !0
  %2: i64 = load %0 slot i64 +32
  %3: tagged = box_int %2
  %4: i64 = const_i64 4611686018427387904
  %5: i64 = iadd %2, %4
  %6: i64 = const_i64 -9223372036854775808
  %7: i1 = ult %5, %6
  guard %7, true !1
  return %3
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%3]
)"));
}

TEST(Fold, IdentityOfTwoFreshObjects) {
  EXPECT_EQ(After("fold", R"(
entry:
  %a = new body 48
  %b = new body 48
  %x = load_reg 4
  %n = const_null
  %s = is_same %a, %b
  %t = is_same %a, %x
  %u = is_same %a, %a
  %v = is_null %b
  exit !0
  !0 = resume [f@1 r0=%s r1=%t r2=%u r3=%v]
)"),
            Normal(R"(
block0:
  %0: tagged = new body 48
  %1: tagged = new body 48
  %2: tagged = load_reg 4
  %3: tagged = const_null
  %4: i1 = const_i1 false
  %5: i1 = const_i1 false
  %6: i1 = const_i1 true
  %7: i1 = const_i1 false
  exit !0
  !0 = resume [f@1 r0=%4 r1=%5 r2=%6 r3=%7]
)"));
}

TEST(Fold, KeepsIdentityOfLoadedObjects) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %c = has_shape %x, body
  guard %c, true !0
  %a = new body 48
  store %x, %a slot tagged +8
  barrier %x
  %b = load %x slot tagged +8
  %s = is_same %a, %b
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%s]
)";
  EXPECT_EQ(After("fold", kText), Normal(kText));
}

}  // namespace
}  // namespace pyjit::passes
