// What only exits show is carried cheaply.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

// A float that the next iteration does not read, and an int; both as in memory at first.
TEST(CarryShown, ANumberGoesRoundWithoutItsBox) {
  EXPECT_EQ(After("shown", R"(
entry:
  %x = load_reg 2
  %y = load_reg 3
  %f = const_f64 0.5
  %n = const_i64 0
  jump loop(%x, %y, %n)
loop(%s: tagged, %k: tagged, %i: i64) loop:
  poll !0
  %w = box_float %f
  %one = const_i64 1
  %i2 = iadd %i, %one
  %b = box_int %i2
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%w, %b, %i2), end()
end:
  return %w
  !0 = resume [f@1 r2=%s r3=%k]
)"),
            Normal(R"(
block0:
  %0: i64 = const_i64 -9223372036854775808
  %1: f64 = const_f64 nan:0x7ff46b6570742121
  %2: tagged = load_reg 2
  %3: tagged = load_reg 3
  %4: f64 = const_f64 0.5
  %5: i64 = const_i64 0
  jump block1(%1, %0, %5)
block1(%6: f64, %7: i64, %8: i64) loop:
  poll !0
  %9: tagged = box_float %4
  %10: i64 = const_i64 1
  %11: i64 = iadd %8, %10
  %12: tagged = box_int %11
  %13: i64 = const_i64 4
  %14: i1 = ilt %11, %13
  branch %14, block1(%4, %11, %11), block2()
block2:
  return %9
  !0 = resume [f@1 r2=%6 r3=%7]
)"));
}

// Memory's register 2 is not what register 3 shows; and what is used otherwise stays.
TEST(CarryShown, OnlyTheRegistersOwnMemoryIsKept) {
  const char* const kText = R"(
entry:
  %x = load_reg 2
  %f = const_f64 0.5
  jump loop(%x, %x)
loop(%s: tagged, %u: tagged) loop:
  poll !0
  %b = box_float %f
  %z = is_null %u
  branch %z, loop(%b, %b), end()
end:
  return %x
  !0 = resume [f@1 r3=%s r4=%u]
)";
  EXPECT_EQ(After("shown", kText), Normal(kText));
}

// What only numbers are brought to goes on to where something else is brought as well.
TEST(CarryShown, NotIfItFlowsToWhatIsNoNumber) {
  const char* const kText = R"(
entry:
  %x = load_reg 2
  %f = const_f64 0.5
  %c = is_null %x
  %p = box_float %f
  branch %c, loop(%p), join(%x)
loop(%s: tagged) loop:
  poll !0
  %b = box_float %f
  %z = is_null %x
  branch %z, loop(%b), join(%s)
join(%u: tagged):
  poll !1
  return %x
  !0 = resume [f@1 r3=%s]
  !1 = resume [f@1 r3=%u]
)";
  EXPECT_EQ(After("shown", kText), Normal(kText));
}

}  // namespace
}  // namespace pyjit::passes
