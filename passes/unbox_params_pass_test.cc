// Parameters carry numbers in place of boxes.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

TEST(UnboxParams, ALoopCarriesTheNumberNotItsBox) {
  EXPECT_EQ(After("unbox_params", R"(
entry:
  %x = load_reg 2
  %f = const_f64 0.5
  %n = const_i64 0
  %b = box_float %f
  jump loop(%b, %n)
loop(%s: tagged, %i: i64) loop:
  poll !0
  %c = has_shape %s, float
  guard %c, true !1
  %u = unbox_float %s
  %v = fadd %u, %f
  %w = box_float %v
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%w, %i2), end()
end:
  return %w
  !0 = resume [f@1 r2=%s r3=%i]
  !1 = resume [f@2 r2=%s r3=%i]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 2
  %1: f64 = const_f64 0.5
  %2: i64 = const_i64 0
  %3: tagged = box_float %1
  jump block1(%1, %2)
block1(%4: f64, %5: i64) loop:
  %6: tagged = box_float %4
  poll !0
  %7: i1 = has_shape %6, float
  guard %7, true !1
  %8: f64 = unbox_float %6
  %9: f64 = fadd %8, %1
  %10: tagged = box_float %9
  %11: i64 = const_i64 1
  %12: i64 = iadd %5, %11
  %13: i64 = const_i64 4
  %14: i1 = ilt %12, %13
  branch %14, block1(%9, %12), block2()
block2:
  return %10
  !0 = resume [f@1 r2=%6 r3=%5]
  !1 = resume [f@2 r2=%6 r3=%5]
)"));
}

// It leaves as the poll would, with the values of the edge.
TEST(UnboxParams, TestsTheEdgeIntoTheLoop) {
  EXPECT_EQ(After("unbox_params", R"(
entry:
  %x = load_reg 2
  %f = const_f64 0.5
  %n = const_i64 0
  jump loop(%x, %n)
loop(%s: tagged, %i: i64) loop:
  poll !0
  %c = has_shape %s, float
  guard %c, true !1
  %u = unbox_float %s
  %v = fadd %u, %f
  %w = box_float %v
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%w, %i2), end()
end:
  return %w
  !0 = resume [f@1 r2=%s r3=%i]
  !1 = resume [f@2 r2=%s r3=%i]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 2
  %1: f64 = const_f64 0.5
  %2: i64 = const_i64 0
  %3: i1 = has_shape %0, float
  guard %3, true !0
  %4: f64 = unbox_float %0
  %5: i1 = feq %4, %4
  guard %5, true !0
  jump block1(%4, %2)
block1(%6: f64, %7: i64) loop:
  %8: tagged = box_float %6
  poll !1
  %9: i1 = has_shape %8, float
  guard %9, true !2
  %10: f64 = unbox_float %8
  %11: f64 = fadd %10, %1
  %12: tagged = box_float %11
  %13: i64 = const_i64 1
  %14: i64 = iadd %7, %13
  %15: i64 = const_i64 4
  %16: i1 = ilt %14, %15
  branch %16, block1(%11, %14), block2()
block2:
  return %12
  !0 = resume [f@1 r2=%0 r3=%2]
  !1 = resume [f@1 r2=%8 r3=%7]
  !2 = resume [f@2 r2=%8 r3=%7]
)"));
}

TEST(UnboxParams, KeepsAParameterWithoutANumberOnAnyEdge) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 2
  %f = const_f64 0.5
  %n = const_i64 0
  jump loop(%x, %n)
loop(%s: tagged, %i: i64) loop:
  poll !0
  %c = has_shape %s, float
  guard %c, true !1
  %u = unbox_float %s
  %v = fadd %u, %f
  %w = box_float %v
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%s, %i2), end()
end:
  return %w
  !0 = resume [f@1 r2=%s r3=%i]
  !1 = resume [f@2 r2=%s r3=%i]
)";
  EXPECT_EQ(After("unbox_params", kText), Normal(kText));
}

TEST(UnboxParams, KeepsAParameterIfThereIsNoPollToLeaveAt) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 2
  %f = const_f64 0.5
  %n = const_i64 0
  jump loop(%x, %n)
loop(%s: tagged, %i: i64) loop:
  %c = has_shape %s, float
  guard %c, true !1
  %u = unbox_float %s
  %v = fadd %u, %f
  %w = box_float %v
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%w, %i2), end()
end:
  return %w
  !1 = resume [f@2 r2=%s r3=%i]
)";
  EXPECT_EQ(After("unbox_params", kText), Normal(kText));
}

TEST(UnboxParams, KeepsAParameterThatIsNeverUnboxed) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %c = is_int %x
  branch %c, left(), right()
left:
  %f = const_f64 0.5
  %a = box_float %f
  jump join(%a)
right:
  %g = const_f64 1.5
  %b = box_float %g
  jump join(%b)
join(%p: tagged):
  return %p
)";
  EXPECT_EQ(After("unbox_params", kText), Normal(kText));
}

TEST(UnboxParams, SmallIntsToo) {
  EXPECT_EQ(After("unbox_params", R"(
entry:
  %x = load_reg 0
  %zero = const_int 0
  %c = is_int %x
  guard %c, true !0
  jump loop(%zero)
loop(%s: tagged) loop:
  poll !1
  %d = is_int %s
  guard %d, true !2
  %u = unbox_int %s
  %one = const_i64 1
  %v = iadd %u, %one
  %w = box_int %v
  %four = const_i64 4
  %more = ilt %v, %four
  branch %more, loop(%w), end()
end:
  return %w
  !0 = resume [f@1]
  !1 = resume [f@2 r2=%s]
  !2 = resume [f@3 r2=%s]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: tagged = const_int 0
  %2: i1 = is_int %0
  guard %2, true !0
  %3: i64 = const_i64 0
  jump block1(%3)
block1(%4: i64) loop:
  %5: tagged = box_int %4
  poll !1
  %6: i1 = is_int %5
  guard %6, true !2
  %7: i64 = unbox_int %5
  %8: i64 = const_i64 1
  %9: i64 = iadd %7, %8
  %10: tagged = box_int %9
  %11: i64 = const_i64 4
  %12: i1 = ilt %9, %11
  branch %12, block1(%9), block2()
block2:
  return %10
  !0 = resume [f@1]
  !1 = resume [f@2 r2=%5]
  !2 = resume [f@3 r2=%5]
)"));
}

}  // namespace
}  // namespace pyjit::passes
