// Objects become values; exits make them; what lets an object escape.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

// A field that was not written is zero.
TEST(Escape, FieldsBecomeValues) {
  EXPECT_EQ(After("escape", R"(
entry:
  %f = const_f64 2.5
  %x = load_reg 0
  %n = new body 48
  store %n, %f slot f64 +16
  store %n, %x slot tagged +8
  barrier %n
  %c = has_shape %n, body
  guard %c, true !0
  %p = load %n slot f64 +16
  %q = load %n slot f64 +24
  %r = load %n slot tagged +8
  exit !1
  !0 = resume [f@1 r0=%n]
  !1 = resume [f@2 r0=%p r1=%q r2=%r]
)"),
            Normal(R"(
block0:
  %0: f64 = const_f64 2.5
  %1: tagged = load_reg 0
  %2: tagged = const_null
  %3: f64 = const_f64 0.0
  %4: i1 = const_i1 true
  guard %4, true !0
  exit !1
  !0 = resume [f@1 r0=v0] virtuals [v0 = new body 48 {tagged +8: %1, f64 +16: %0, f64 +24: %3}]
  !1 = resume [f@2 r0=%0 r1=%3 r2=%1]
)"));
}

// This once kept the pass going for ever.
TEST(Escape, AnObjectThatNothingNeedsGoes) {
  EXPECT_EQ(After("escape", R"(
entry:
  %n = new body 48
  %m = new body 48
  %x = load_reg 0
  return %x
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  return %0
)"));
}

// Two exits with one snapshot, of different moments: each gets its own.
TEST(Escape, ExitsMakeWhatTheyNeed) {
  EXPECT_EQ(After("escape", R"(
entry:
  %x = load_reg 0
  %c = is_int %x
  %f = const_f64 2.5
  %g = const_f64 3.5
  %n = new body 48
  store %n, %f slot f64 +16
  guard %c, true !0
  store %n, %g slot f64 +16
  guard %c, true !0
  return %x
  !0 = resume [f@1 r0=%n r1=%n]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: i1 = is_int %0
  %2: f64 = const_f64 2.5
  %3: f64 = const_f64 3.5
  %4: f64 = const_f64 0.0
  guard %1, true !0
  guard %1, true !1
  return %0
  !0 = resume [f@1 r0=v0 r1=v0] virtuals [v0 = new body 48 {f64 +16: %2}]
  !1 = resume [f@1 r0=v0 r1=v0] virtuals [v0 = new body 48 {f64 +16: %3}]
)"));
}

TEST(Escape, PathsThatMeetPassTheFields) {
  EXPECT_EQ(After("escape", R"(
entry:
  %x = load_reg 0
  %f = const_f64 2.5
  %g = const_f64 3.5
  %n = new body 48
  store %n, %f slot f64 +24
  %c = is_int %x
  branch %c, left(), right()
left:
  store %n, %f slot f64 +16
  jump join()
right:
  store %n, %g slot f64 +16
  jump join()
join:
  %p = load %n slot f64 +16
  %q = load %n slot f64 +24
  exit !0
  !0 = resume [f@1 r0=%p r1=%q]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: f64 = const_f64 2.5
  %2: f64 = const_f64 3.5
  %3: f64 = const_f64 0.0
  %4: i1 = is_int %0
  branch %4, block1(), block2()
block1:
  jump block3(%1)
block2:
  jump block3(%2)
block3(%5: f64):
  exit !0
  !0 = resume [f@1 r0=%5 r1=%1]
)"));
}

TEST(Escape, ObjectsInObjects) {
  EXPECT_EQ(After("escape", R"(
entry:
  %x = load_reg 0
  %c = is_int %x
  %f = const_f64 2.5
  %a = new body 48
  store %a, %f slot f64 +16
  %b = new body 48
  store %b, %a slot tagged +8
  barrier %b
  guard %c, true !0
  %d = load %b slot tagged +8
  %p = load %d slot f64 +16
  exit !1
  !0 = resume [f@1 r0=%b r1=%a]
  !1 = resume [f@2 r0=%p]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: i1 = is_int %0
  %2: f64 = const_f64 2.5
  %3: f64 = const_f64 0.0
  %4: tagged = const_null
  guard %1, true !0
  exit !1
  !0 = resume [f@1 r0=v0 r1=v1] virtuals [v0 = new body 48 {tagged +8: v1}, v1 = new body 48 {f64 +16: %2}]
  !1 = resume [f@2 r0=%2]
)"));
}

TEST(Escape, FollowsTheShape) {
  EXPECT_EQ(After("escape", R"(
entry:
  %x = load_reg 0
  %c = is_int %x
  %n = new body 48
  guard %c, true !0
  set_shape %n, body2
  %d = has_shape %n, body2
  guard %d, true !1
  return %x
  !0 = resume [f@1 r0=%n]
  !1 = resume [f@2 r0=%n]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 0
  %1: i1 = is_int %0
  guard %1, true !0
  %2: i1 = const_i1 true
  guard %2, true !1
  return %0
  !0 = resume [f@1 r0=v0] virtuals [v0 = new body 48 {}]
  !1 = resume [f@2 r0=v0] virtuals [v0 = new body2 48 {}]
)"));
}

TEST(Escape, KeepsWhatIsStoredElsewhere) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %f = const_f64 2.5
  %n = new body 48
  store %n, %f slot f64 +16
  store %x, %n slot tagged +8
  barrier %x
  %p = load %n slot f64 +16
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%p]
)";
  EXPECT_EQ(After("escape", kText), Normal(kText));
}

TEST(Escape, KeepsWhatIsPassedToACall) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %f = const_f64 2.5
  %n = new body 48
  store %n, %f slot f64 +16
  %r = call_native fn(%n)
  %z = is_null %r
  guard %z, false !2
  %p = load %n slot f64 +16
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%p]
  !2 = resume [f@3]
)";
  EXPECT_EQ(After("escape", kText), Normal(kText));
}

TEST(Escape, KeepsWhatIsCompared) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %f = const_f64 2.5
  %n = new body 48
  store %n, %f slot f64 +16
  %s = is_same %n, %x
  guard %s, false !2
  %p = load %n slot f64 +16
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%p]
  !2 = resume [f@3]
)";
  EXPECT_EQ(After("escape", kText), Normal(kText));
}

TEST(Escape, KeepsAFieldOfTwoKinds) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %f = const_f64 2.5
  %n = new body 48
  store %n, %f slot f64 +16
  %i = load %n slot i64 +16
  %j = ilt %i, %i
  guard %j, false !2
  %p = load %n slot f64 +16
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%p]
  !2 = resume [f@3]
)";
  EXPECT_EQ(After("escape", kText), Normal(kText));
}

// The value that is stored need not be the one that is read.
TEST(Escape, KeepsAFieldThatIsCutOff) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %a = has_shape %x, body
  guard %a, true !0
  %f = const_f64 2.5
  %n = new body 48
  store %n, %f slot f64 +16
  %i = load %x slot i64 +32
  store %n, %i slot u8 +40
  %p = load %n slot f64 +16
  exit !1
  !0 = resume [f@1]
  !1 = resume [f@2 r0=%p]
)";
  EXPECT_EQ(After("escape", kText), Normal(kText));
}

TEST(Escape, KeepsWhatAParameterCarries) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %a = new body 48
  %b = new body 48
  %c = is_int %x
  branch %c, join(%a), join(%b)
join(%p: tagged):
  return %p
)";
  EXPECT_EQ(After("escape", kText), Normal(kText));
}

TEST(Escape, KeepsWhatHasOneShapeOrAnother) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 0
  %n = new body 48
  %c = is_int %x
  branch %c, left(), right()
left:
  set_shape %n, body2
  jump join()
right:
  jump join()
join:
  %d = has_shape %n, body2
  guard %d, true !0
  return %x
  !0 = resume [f@1]
)";
  EXPECT_EQ(After("escape", kText), Normal(kText));
}

}  // namespace
}  // namespace pyjit::passes
