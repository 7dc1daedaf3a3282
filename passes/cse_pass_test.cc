// Equal values are one where one dominates the other.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

// A sum commutes, a difference does not.
TEST(Cse, EqualValuesAreComputedOnce) {
  EXPECT_EQ(After("cse", R"(
entry:
  %x = load_reg 0
  %a = unbox_int %x
  %b = unbox_int %x
  %s = iadd %a, %b
  %t = iadd %b, %a
  %u = isub %a, %s
  %v = isub %s, %a
  exit !0
  !0 = resume [f@1 r0=%s r1=%t r2=%u r3=%v]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: i64 = unbox_int %0
  %2: i64 = iadd %1, %1
  %3: i64 = isub %1, %2
  %4: i64 = isub %2, %1
  exit !0
  !0 = resume [f@1 r0=%2 r1=%2 r2=%3 r3=%4]
)"));
}

TEST(Cse, SiblingsDoNotShare) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %c = is_int %x
  guard %c, true !0
  %n = unbox_int %x
  %two = const_i64 2
  %d = ilt %n, %two
  branch %d, left(), right()
left:
  %a = imul %n, %n
  exit !1
right:
  %b = imul %n, %n
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%a]
  !2 = resume [f@3 r0=%b]
)";
  EXPECT_EQ(After("cse", kText), Normal(kText));
}

// That is load_store's and guards' work.
TEST(Cse, KeepsLoadsOfWhatMayChange) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %s = has_shape %x, body
  guard %s, true !0
  %a = load %x slot f64 +16
  %b = load %x slot f64 +16
  %t = has_shape %x, body
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%a r1=%b r2=%t]
)";
  EXPECT_EQ(After("cse", kText), Normal(kText));
}

TEST(Cse, LoadsOfWhatNeverChangesAreOne) {
  EXPECT_EQ(After("cse", R"(
entry:
  %x = load_reg 6
  %s = has_shape %x, array
  guard %s, true !0
  %a = load %x array_capacity i64 +8
  %r = call_value %x(%x)
  %n = is_null %r
  guard %n, false !1
  %b = load %x array_capacity i64 +8
  exit !2
  !0 = resume [f@1]
  !1 = raise [f@2]
  !2 = resume [f@3 r0=%a r1=%b]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 6
  %1: i1 = has_shape %0, array
  guard %1, true !0
  %2: i64 = load %0 array_capacity i64 +8
  %3: tagged = call_value %0(%0)
  %4: i1 = is_null %3
  guard %4, false !1
  exit !2
  !0 = resume [f@1]
  !1 = raise [f@2]
  !2 = resume [f@3 r0=%2 r1=%2]
)"));
}

TEST(Cse, KeepsLoadsOfAnObjectThatIsBeingFilled) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %t = new tuple 24
  %a = load %t tuple tagged +16
  store %t, %x tuple tagged +16
  %b = load %t tuple tagged +16
  exit !0
  !0 = resume [f@1 r0=%a r1=%b]
)";
  EXPECT_EQ(After("cse", kText), Normal(kText));
}

TEST(Cse, KeepsCallsAndBoxes) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %a = call_native pure_fn(%x) pure
  %b = call_native fn(%x) effects(reads, writes)
  %c = call_native fn(%x) effects(reads, writes)
  %n = new body 48
  %m = new body 48
  exit !0
  !0 = resume [f@1 r0=%a r1=%b r2=%c r3=%n r4=%m]
)";
  EXPECT_EQ(After("cse", kText), Normal(kText));
}

}  // namespace
}  // namespace pyjit::passes
