#include "runtime/types/set.h"

#include <cstdint>

#include "runtime/types/container_test_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/iterators.h"
#include "runtime/types/range.h"

namespace pyjit {
namespace {

class SetTest : public ContainerTest {};
INSTANTIATE_TEST_SUITE_P(Modes, SetTest, ::testing::Values(0, 1));

// A random walk over two sets of ints. The order in which they iterate after
// each step is mixed into one number, as CPython 3.11 did with the same steps.
class SetOrderTest : public ContainerTest {
 protected:
  void Mix(Value set) {
    int64_t at = 0;
    Value key;
    while (SetNext(set.as<Set>(), &at, &key)) {
      hash_ = hash_ * 1000003 + static_cast<uint64_t>(key.small_int()) + 12345;
    }
  }
  Value Op(BinaryOp op, Value a, Value b) {
    Value result = Binary(t, op, a, b);
    EXPECT_TRUE(result) << Pending();
    return result;
  }
  uint64_t Walk(uint64_t seed, int steps) {
    TestRandom random(seed);
    hash_ = 0;
    Value a = NewSet(t), b = NewSet(t);
    for (int step = 0; step < steps; ++step) {
      const int64_t op = random.Below(12);
      int64_t x = random.Below(4000) - 1000;
      if (random.Below(3) == 0) x *= 64;
      if (op < 4) {
        SetAdd(t, a.as<Set>(), Int(x));
      } else if (op == 4) {
        SetDiscard(t, a.as<Set>(), Int(x));
      } else if (op == 5) {
        if (a.as<Set>()->length > 0) {
          hash_ = hash_ * 31 + static_cast<uint64_t>(Method(a, "pop").small_int());
        }
      } else if (op == 6) {
        for (int64_t y : {x, x + 1, x * 7}) SetAdd(t, b.as<Set>(), Int(y));
      } else if (op == 7) {
        Mix(Op(BinaryOp::kOr, a, b));
      } else if (op == 8) {
        Mix(Op(BinaryOp::kAnd, a, b));
      } else if (op == 9) {
        Mix(Op(BinaryOp::kSub, a, b));
      } else if (op == 10) {
        Mix(Op(BinaryOp::kXor, a, b));
      } else {
        switch (random.Below(8)) {
          case 0: a = InplaceBinary(t, BinaryOp::kOr, a, b); break;
          case 1: a = InplaceBinary(t, BinaryOp::kSub, a, b); break;
          case 2: a = InplaceBinary(t, BinaryOp::kXor, a, b); break;
          case 3: a = InplaceBinary(t, BinaryOp::kAnd, a, b); break;
          case 4: b = CallClassOf(t->isolate->set_class(), {a}); break;
          case 5: {
            Value range = NewRange(t, Int(x), Int(x + random.Below(30)), Value::Null());
            EXPECT_TRUE(SetUpdate(t, a.as<Set>(), range));
            break;
          }
          case 6: SetClear(t, b.as<Set>()); break;
          case 7:
            a = CallClassOf(t->isolate->frozenset_class(), {a});
            a = Op(BinaryOp::kOr, a, b);
            a = CallClassOf(t->isolate->set_class(), {a});
            break;
        }
      }
      Mix(a);
    }
    Mix(b);
    return hash_;
  }
  uint64_t hash_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Modes, SetOrderTest, ::testing::Values(0, 1));

TEST_P(SetOrderTest, IteratesAsCPythonDoes) {
  if (!stressed()) {
    EXPECT_EQ(Walk(1, 400), 7742846528664449705u);
    EXPECT_EQ(Walk(2, 400), 13060789776875224112u);
    EXPECT_EQ(Walk(3, 400), 13921485083984214926u);
    EXPECT_EQ(Walk(4, 400), 10624676248985707511u);
    EXPECT_EQ(Walk(5, 400), 1945565507017986880u);
  }
  EXPECT_EQ(Walk(1, 60), 11728493261499643891u);
  EXPECT_EQ(Walk(2, 60), 16460965538449170168u);
  EXPECT_EQ(Walk(3, 60), 16844165523183341805u);
  EXPECT_EQ(Walk(4, 60), 12043593547946054503u);
  EXPECT_EQ(Walk(5, 60), 18342487274016365235u);
}

TEST_P(SetTest, Prints) {
  EXPECT_EQ(Repr(NewSet(t)), "set()");
  EXPECT_EQ(Repr(NewFrozenSet(t)), "frozenset()");
  EXPECT_EQ(Repr(NewSetFrom(t, Ints({3, 1, 2, 100, -5, 64, 32}), false)),
            "{64, 1, 2, 3, 100, 32, -5}");
  EXPECT_EQ(Repr(NewSetFrom(t, Ints({5, 0, 8, 16, 24}), true)),
            "frozenset({0, 5, 8, 16, 24})");
}

TEST_P(SetTest, MethodsAndTheirErrors) {
  Value set = NewSetFrom(t, Ints({1, 2, 3}), false);
  EXPECT_EQ(Repr(Method(set, "union", {Ints({4}), Ints({5})})), "{1, 2, 3, 4, 5}");
  EXPECT_EQ(Repr(Method(set, "intersection", {Ints({2, 3, 4}), Ints({3})})), "{3}");
  EXPECT_EQ(Repr(Method(set, "difference", {Ints({2}), Ints({3})})), "{1}");
  EXPECT_EQ(Repr(Method(set, "symmetric_difference", {Ints({2, 9, 9})})), "{9, 3, 1}");
  EXPECT_EQ(Repr(Method(set, "issubset", {Ints({1, 2, 3, 4})})), "True");
  EXPECT_EQ(Repr(Method(set, "issuperset", {Ints({1, 5})})), "False");
  EXPECT_EQ(Repr(Method(set, "isdisjoint", {Ints({5})})), "True");
  EXPECT_EQ(Repr(Method(set, "remove", {Int(9)})), "<KeyError: 9>");
  EXPECT_EQ(Repr(Method(set, "discard", {Int(9)})), "None");
  EXPECT_EQ(Repr(Method(set, "add", {Ints({})})), "<TypeError: unhashable type: 'list'>");
  EXPECT_EQ(Repr(Method(NewSet(t), "pop")), "<KeyError: 'pop from an empty set'>");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kOr, set, Ints({1}))),
            "<TypeError: unsupported operand type(s) for |: 'set' and 'list'>");
  Value nested = NewSet(t);
  SetAdd(t, nested.as<Set>(), NewSetFrom(t, Ints({1}), true));
  EXPECT_EQ(Contains(t, nested, NewSetFrom(t, Ints({1}), false)), 1);
  EXPECT_EQ(CompareBool(t, CompareOp::kEq, set, NewSetFrom(t, Ints({3, 2, 1}), true)), 1);
  EXPECT_EQ(CompareBool(t, CompareOp::kLt, set, NewSetFrom(t, Ints({3, 2, 1}), true)), 0);
  EXPECT_EQ(CompareBool(t, CompareOp::kLt, set, NewSetFrom(t, Ints({3, 2, 1, 0}), true)), 1);
  Value it = NewIterator(t, IteratorKind::kSet, set);
  EXPECT_EQ(Repr(IterNext(t, it)), "1");
  SetAdd(t, set.as<Set>(), Int(50));
  EXPECT_EQ(Repr(IterNext(t, it)), "<RuntimeError: Set changed size during iteration>");
}

TEST_P(SetTest, FrozenHashesAreCPythons) {
  bool ok;
  EXPECT_EQ(Hash(t, NewSetFrom(t, Ints({3, 2, 1}), true), &ok), -272375401224217160);
  EXPECT_EQ(Hash(t, NewFrozenSet(t), &ok), 133146708735736);
  Value hundred = NewSetFrom(t, NewRange(t, Int(0), Int(100), Value::Null()), true);
  EXPECT_EQ(Hash(t, hundred, &ok), 4411996150312757951);
  Hash(t, NewSet(t), &ok);
  EXPECT_FALSE(ok);
  EXPECT_EQ(Pending(), "TypeError: unhashable type: 'set'");
}

}  // namespace
}  // namespace pyjit
