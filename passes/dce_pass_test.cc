// What nothing needs goes, what has an effect stays; exits box.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

TEST(Dce, WhatNothingNeedsGoes) {
  EXPECT_EQ(After("dce", R"(
entry:
  %x = load_reg 0
  %n = unbox_int %x
  %m = iadd %n, %n
  %b = box_int %m
  %o = new body 48
  %f = const_f64 1.5
  %p = call float_pow(%f, %f)
  %r = call_native pure_fn(%x) effects(reads)
  return %x
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  return %0
)"));
}

TEST(Dce, KeepsWhatHasAnEffect) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %s = has_shape %x, body
  guard %s, true !0
  %f = const_f64 1.5
  store %x, %f slot f64 +16
  %r = call_native fn(%x) effects(reads, writes)
  %q = call_native fn(%x) effects(reads, raises)
  %z = is_null %q
  guard %z, false !1
  guard_valid !2
  return %x
  !0 = resume [f@1]
  !1 = raise [f@2]
  !2 = resume [f@3]
)";
  EXPECT_EQ(After("dce", kText), Normal(kText));
}

// And the frame has in memory what was loaded from it.
TEST(Dce, ExitsBoxForThemselves) {
  EXPECT_EQ(After("dce", R"(
entry:
  %x = load_reg 2
  %s = has_shape %x, float
  guard %s, true !0
  %f = unbox_float %x
  %g = fadd %f, %f
  %b = box_float %g
  %l = flt %g, %f
  %c = box_bool %l
  exit !1
  !0 = resume [f@1 r2=%x]
  !1 = resume [f@2 r2=%x r3=%b r4=%c]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 2
  %1: i1 = has_shape %0, float
  guard %1, true !0
  %2: f64 = unbox_float %0
  %3: f64 = fadd %2, %2
  %4: i1 = flt %3, %2
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r3=%3 r4=%4]
)"));
}

TEST(Dce, KeepsABoxThatMemoryGets) {
  EXPECT_EQ(After("dce", R"(
entry:
  %x = load_reg 4
  %s = has_shape %x, body
  guard %s, true !0
  %f = load %x slot f64 +16
  %b = box_float %f
  store %x, %b slot tagged +8
  barrier %x
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r3=%b]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i1 = has_shape %0, body
  guard %1, true !0
  %2: f64 = load %0 slot f64 +16
  %3: tagged = box_float %2
  store %0, %3 slot tagged +8
  barrier %0
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r3=%2]
)"));
}

TEST(Dce, ParametersThatOnlyFeedThemselvesGo) {
  EXPECT_EQ(After("dce", R"(
entry:
  %x = load_reg 0
  %n = const_i64 0
  jump loop(%n, %n, %x)
loop(%i: i64, %j: i64, %k: tagged) loop:
  poll !0
  %one = const_i64 1
  %i2 = iadd %i, %one
  %j2 = iadd %j, %i
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2, %j2, %k), end()
end:
  return %x
  !0 = resume [f@1 r1=%i]
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
  !0 = resume [f@1 r1=%2]
)"));
}

}  // namespace
}  // namespace pyjit::passes
