// Loads of known places, stores of known values, barriers; aliases, calls and loops between.

#include "gtest/gtest.h"
#include "passes/testing/pass_text.h"

namespace pyjit::passes {
namespace {

// Other offsets are other places.
TEST(LoadStore, ALoadFindsWhatWasStored) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  store %x, %f slot f64 +16
  store %y, %g slot f64 +24
  %p = load %x slot f64 +16
  %q = load %y slot f64 +24
  %r = load %x slot i64 +32
  %s = load %x slot i64 +32
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%p r1=%q r2=%r r3=%s]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: tagged = load_reg 5
  %2: i1 = has_shape %0, body
  guard %2, true !0
  %3: i1 = has_shape %1, body
  guard %3, true !1
  %4: f64 = const_f64 2.5
  %5: f64 = const_f64 3.5
  store %0, %4 slot f64 +16
  store %1, %5 slot f64 +24
  %6: i64 = load %0 slot i64 +32
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%4 r1=%5 r2=%6 r3=%6]
)"));
}

// %x and %y may be one object.
TEST(LoadStore, AStoreThatMayBeTheSamePlaceForgets) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  store %x, %f slot f64 +16
  store %y, %g slot f64 +16
  %p = load %x slot f64 +16
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%p]
)";
  EXPECT_EQ(After("load_store", kText), Normal(kText));
}

TEST(LoadStore, AFreshObjectIsNoOlderOne) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  %n = new body 48
  store %x, %f slot f64 +16
  store %n, %g slot f64 +16
  %p = load %x slot f64 +16
  %q = load %n slot f64 +16
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%p r1=%q r2=%n]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: tagged = load_reg 5
  %2: i1 = has_shape %0, body
  guard %2, true !0
  %3: i1 = has_shape %1, body
  guard %3, true !1
  %4: f64 = const_f64 2.5
  %5: f64 = const_f64 3.5
  %6: tagged = new body 48
  store %0, %4 slot f64 +16
  store %6, %5 slot f64 +16
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%4 r1=%5 r2=%6]
)"));
}

TEST(LoadStore, AFreshObjectThatWasStoredMayBeALoadedOne) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  %n = new body 48
  store %x, %n slot tagged +8
  barrier %x
  %z = load %y slot tagged +8
  %c = has_shape %z, body
  guard %c, true !2
  store %n, %f slot f64 +16
  store %z, %g slot f64 +16
  %p = load %n slot f64 +16
  exit !3
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
  !3 = resume [f@4 r0=%p]
)";
  EXPECT_EQ(After("load_store", kText), Normal(kText));
}

TEST(LoadStore, ACallForgetsWhatCanChange) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  store %x, %f slot f64 +16
  %r = call_value %x(%y)
  %n = is_null %r
  guard %n, false !2
  %p = load %x slot f64 +16
  exit !3
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = raise [f@3]
  !3 = resume [f@4 r0=%p]
)";
  EXPECT_EQ(After("load_store", kText), Normal(kText));
}

TEST(LoadStore, ACallThatWritesNothingForgetsNothing) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  store %x, %f slot f64 +16
  %r = call float_pow(%f, %g)
  %p = load %x slot f64 +16
  exit !3
  !0 = resume [f@1]
  !1 = resume [f@2]
  !3 = resume [f@4 r0=%p r1=%r]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: tagged = load_reg 5
  %2: i1 = has_shape %0, body
  guard %2, true !0
  %3: i1 = has_shape %1, body
  guard %3, true !1
  %4: f64 = const_f64 2.5
  %5: f64 = const_f64 3.5
  store %0, %4 slot f64 +16
  %6: f64 = call float_pow(%4, %5)
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@4 r0=%4 r1=%6]
)"));
}

// A byte of 300 is read back as 44.
TEST(LoadStore, NarrowStoresCutOff) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  %big = const_i64 300
  %fits = const_i64 200
  store %x, %big slot u8 +40
  %p = load %x slot u8 +40
  store %x, %fits slot u8 +40
  %q = load %x slot u8 +40
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%p r1=%q]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: tagged = load_reg 5
  %2: i1 = has_shape %0, body
  guard %2, true !0
  %3: i1 = has_shape %1, body
  guard %3, true !1
  %4: f64 = const_f64 2.5
  %5: f64 = const_f64 3.5
  %6: i64 = const_i64 300
  %7: i64 = const_i64 200
  store %0, %6 slot u8 +40
  %8: i64 = load %0 slot u8 +40
  store %0, %7 slot u8 +40
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%8 r1=%7]
)"));
}

TEST(LoadStore, WhatIsThereAlreadyIsNotStored) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  store %x, %f slot f64 +16
  store %x, %f slot f64 +16
  %p = load %y slot f64 +24
  store %y, %p slot f64 +24
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: tagged = load_reg 5
  %2: i1 = has_shape %0, body
  guard %2, true !0
  %3: i1 = has_shape %1, body
  guard %3, true !1
  %4: f64 = const_f64 2.5
  %5: f64 = const_f64 3.5
  store %0, %4 slot f64 +16
  %6: f64 = load %1 slot f64 +24
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3]
)"));
}

// Other constants are other elements; any index may be any of them.
TEST(LoadStore, ElementsByIndex) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 6
  %a = has_shape %x, array
  guard %a, true !0
  %i = const_i64 1
  %j = const_i64 2
  %f = const_f64 2.5
  %k = load_reg 0
  %b = is_int %k
  guard %b, true !1
  %n = unbox_int %k
  %three = const_i64 3
  %m = iand %n, %three
  store_elem %x, %i, %f array_double f64 +24
  %p = load_elem %x, %j array_double f64 +24
  store_elem %x, %j, %f array_double f64 +24
  %q = load_elem %x, %i array_double f64 +24
  store_elem %x, %m, %p array_double f64 +24
  %r = load_elem %x, %i array_double f64 +24
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%p r1=%q r2=%r]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 6
  %1: i1 = has_shape %0, array
  guard %1, true !0
  %2: i64 = const_i64 1
  %3: i64 = const_i64 2
  %4: f64 = const_f64 2.5
  %5: tagged = load_reg 0
  %6: i1 = is_int %5
  guard %6, true !1
  %7: i64 = unbox_int %5
  %8: i64 = const_i64 3
  %9: i64 = iand %7, %8
  store_elem %0, %2, %4 array_double f64 +24
  %10: f64 = load_elem %0, %3 array_double f64 +24
  store_elem %0, %3, %4 array_double f64 +24
  store_elem %0, %9, %10 array_double f64 +24
  %11: f64 = load_elem %0, %2 array_double f64 +24
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%10 r1=%4 r2=%11]
)"));
}

TEST(LoadStore, WhatBothSidesStoreIsKnownBehind) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  %c = is_same %x, %y
  branch %c, left(), right()
left:
  store %x, %f slot f64 +16
  jump join()
right:
  store %x, %g slot f64 +24
  store %x, %f slot f64 +16
  jump join()
join:
  %p = load %x slot f64 +16
  %q = load %x slot f64 +24
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%p r1=%q]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: tagged = load_reg 5
  %2: i1 = has_shape %0, body
  guard %2, true !0
  %3: i1 = has_shape %1, body
  guard %3, true !1
  %4: f64 = const_f64 2.5
  %5: f64 = const_f64 3.5
  %6: i1 = is_same %0, %1
  branch %6, block1(), block2()
block1:
  store %0, %4 slot f64 +16
  jump block3()
block2:
  store %0, %5 slot f64 +24
  store %0, %4 slot f64 +16
  jump block3()
block3:
  %7: f64 = load %0 slot f64 +24
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%4 r1=%7]
)"));
}

TEST(LoadStore, ALoopThatStoresElsewhereForgetsNothing) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  store %x, %f slot f64 +16
  %n = const_i64 0
  jump loop(%n)
loop(%i: i64) loop:
  poll !2
  %p = load %x slot f64 +16
  store %y, %p slot f64 +24
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2), end()
end:
  exit !3
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%i]
  !3 = resume [f@4 r0=%p]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: tagged = load_reg 5
  %2: i1 = has_shape %0, body
  guard %2, true !0
  %3: i1 = has_shape %1, body
  guard %3, true !1
  %4: f64 = const_f64 2.5
  %5: f64 = const_f64 3.5
  store %0, %4 slot f64 +16
  %6: i64 = const_i64 0
  jump block1(%6)
block1(%7: i64) loop:
  poll !2
  store %1, %4 slot f64 +24
  %8: i64 = const_i64 1
  %9: i64 = iadd %7, %8
  %10: i64 = const_i64 4
  %11: i1 = ilt %9, %10
  branch %11, block1(%9), block2()
block2:
  exit !3
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%7]
  !3 = resume [f@4 r0=%4]
)"));
}

TEST(LoadStore, ALoopForgetsWhatItMayStore) {
  constexpr char kText[] = R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  store %x, %f slot f64 +16
  %n = const_i64 0
  jump loop(%n)
loop(%i: i64) loop:
  poll !2
  %p = load %x slot f64 +16
  store %y, %g slot f64 +16
  %one = const_i64 1
  %i2 = iadd %i, %one
  %four = const_i64 4
  %more = ilt %i2, %four
  branch %more, loop(%i2), end()
end:
  exit !3
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%i]
  !3 = resume [f@4 r0=%p]
)";
  EXPECT_EQ(After("load_store", kText), Normal(kText));
}

// An allocation may collect, and what was fresh is old.
TEST(LoadStore, BarriersOfItemsStayUnlessTheWholeArrayNeedsNone) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 4
  %i = const_i64 3
  %n = new body 48
  barrier_elem %n, %i
  barrier_elem %x, %i
  barrier_elem %x, %i
  barrier %x
  barrier_elem %x, %i
  exit !0
  !0 = resume [f@1 r0=%n]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: i64 = const_i64 3
  %2: tagged = new body 48
  barrier_elem %0, %1
  barrier_elem %0, %1
  barrier %0
  exit !0
  !0 = resume [f@1 r0=%2]
)"));
}

TEST(LoadStore, BarriersOfFreshAndRememberedObjectsGo) {
  EXPECT_EQ(After("load_store", R"(
entry:
  %x = load_reg 4
  %y = load_reg 5
  %a = has_shape %x, body
  guard %a, true !0
  %b = has_shape %y, body
  guard %b, true !1
  %f = const_f64 2.5
  %g = const_f64 3.5
  %n = new body 48
  store %n, %x slot tagged +8
  barrier %n
  store %x, %n slot tagged +8
  barrier %x
  store %x, %y slot tagged +8
  barrier %x
  %o = new body 48
  store %x, %o slot tagged +8
  barrier %x
  store %n, %o slot tagged +8
  barrier %n
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%n]
)"),
            Normal(R"(
block0:
  %0: tagged = load_reg 4
  %1: tagged = load_reg 5
  %2: i1 = has_shape %0, body
  guard %2, true !0
  %3: i1 = has_shape %1, body
  guard %3, true !1
  %4: f64 = const_f64 2.5
  %5: f64 = const_f64 3.5
  %6: tagged = new body 48
  store %6, %0 slot tagged +8
  store %0, %6 slot tagged +8
  barrier %0
  store %0, %1 slot tagged +8
  %7: tagged = new body 48
  store %0, %7 slot tagged +8
  barrier %0
  store %6, %7 slot tagged +8
  barrier %6
  exit !2
  !0 = resume [f@1]
  !1 = resume [f@2]
  !2 = resume [f@3 r0=%6]
)"));
}

}  // namespace
}  // namespace pyjit::passes
