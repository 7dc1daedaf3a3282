// Branches on constants, unreachable blocks, parameters of one value, lines of blocks.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

TEST(SimplifyCfg, FoldsABranchOnAConstant) {
  EXPECT_EQ(After("simplify_cfg", R"(
entry:
  %t = const_i1 true
  %x = load_reg 0
  branch %t, yes(), no()
yes:
  return %x
no:
  exit !0
  !0 = resume [f@1]
)"),
            Normal(R"(
block0:
  %0: i1 = const_i1 true
  %1: tagged = load_reg 0
  return %1
)"));
}

TEST(SimplifyCfg, FoldsABranchWhoseSidesAreOne) {
  EXPECT_EQ(After("simplify_cfg", R"(
entry:
  %x = load_reg 0
  %c = is_int %x
  branch %c, both(%x), both(%x)
both(%p: tagged):
  return %p
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: i1 = is_int %0
  return %0
)"));
}

TEST(SimplifyCfg, KeepsABranchToOneBlockWithOtherValues) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %y = load_reg 1
  %c = is_int %x
  branch %c, both(%x), both(%y)
both(%p: tagged):
  return %p
)";
  EXPECT_EQ(After("simplify_cfg", kText), Normal(kText));
}

// a and b swap, and are both %x.
TEST(SimplifyCfg, DissolvesParametersThatOnlyGoAround) {
  EXPECT_EQ(After("simplify_cfg", R"(
entry:
  %x = load_reg 0
  %n = const_i64 0
  jump loop(%x, %x, %n)
loop(%a: tagged, %b: tagged, %i: i64) loop:
  poll !0
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%b, %a, %i2), end()
end:
  return %a
  !0 = resume [f@1 r0=%a]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: i64 = const_i64 0
  jump block1(%1)
block1(%2: i64) loop:
  poll !0
  %3: i64 = const_i64 1
  %4: i64 = iadd %2, %3
  %5: i64 = const_i64 4
  %6: i1 = ilt %4, %5
  branch %6, block1(%4), block2()
block2:
  return %0
  !0 = resume [f@1 r0=%0]
)"));
}

TEST(SimplifyCfg, KeepsParametersOfTwoValues) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %y = load_reg 1
  %n = const_i64 0
  jump loop(%x, %y, %n)
loop(%a: tagged, %b: tagged, %i: i64) loop:
  poll !0
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%b, %a, %i2), end()
end:
  return %a
  !0 = resume [f@1 r0=%a r1=%b]
)";
  EXPECT_EQ(After("simplify_cfg", kText), Normal(kText));
}

// The constant moves to the entry, where it dominates its uses.
TEST(SimplifyCfg, EqualConstantsAreOneValue) {
  EXPECT_EQ(After("simplify_cfg", R"(
entry:
  %x = load_reg 0
  %c = is_int %x
  branch %c, yes(), no()
yes:
  %a = const_f64 1.5
  jump join(%a)
no:
  %b = const_f64 1.5
  jump join(%b)
join(%p: f64):
  %r = box_float %p
  return %r
)"),
            Normal(R"(
block0:
  %0: f64 = const_f64 1.5
  %1: tagged = load_reg 0
  %2: i1 = is_int %1
  branch %2, block1(), block2()
block1:
  jump block3()
block2:
  %3: f64 = const_f64 1.5
  jump block3()
block3:
  %4: tagged = box_float %0
  return %4
)"));
}

TEST(SimplifyCfg, ZerosOfDifferentSignAreTwoValues) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %c = is_int %x
  branch %c, yes(), no()
yes:
  %a = const_f64 0.0
  jump join(%a)
no:
  %b = const_f64 -0.0
  jump join(%b)
join(%p: f64):
  %r = box_float %p
  return %r
)";
  EXPECT_EQ(After("simplify_cfg", kText), Normal(kText));
}

TEST(SimplifyCfg, DropsALoopThatNothingReaches) {
  EXPECT_EQ(After("simplify_cfg", R"(
entry:
  %x = load_reg 0
  return %x
loop(%a: tagged) loop:
  poll !0
  jump loop(%a)
  !0 = resume [f@1 r0=%a]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  return %0
)"));
}

TEST(SimplifyCfg, JoinsLinesAndKeepsLoops) {
  EXPECT_EQ(After("simplify_cfg", R"(
entry:
  %x = load_reg 0
  jump middle(%x)
middle(%m: tagged):
  %n = const_i64 0
  jump loop(%n)
loop(%i: i64) loop:
  poll !0
  jump body(%i)
body(%j: i64):
  %one = const_i64 1
  %k = iadd %j, %one
  %four = const_i64 4
  %more = ilt %k, %four
  guard %more, true !1
  jump loop(%k)
  !0 = resume [f@1 r0=%m r1=%i]
  !1 = resume [f@2 r1=%k]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: i64 = const_i64 0
  jump block1(%1)
block1(%2: i64) loop:
  poll !0
  %3: i64 = const_i64 1
  %4: i64 = iadd %2, %3
  %5: i64 = const_i64 4
  %6: i1 = ilt %4, %5
  guard %6, true !1
  jump block1(%4)
  !0 = resume [f@1 r0=%0 r1=%2]
  !1 = resume [f@2 r1=%4]
)"));
}

}  // namespace
}  // namespace pyjit::passes
