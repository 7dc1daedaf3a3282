// tuple, range, slice and the iterators.
#include <cmath>
#include <cstdint>

#include "runtime/types/container_test_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/iterators.h"
#include "runtime/types/range.h"
#include "runtime/types/set.h"
#include "runtime/types/slice.h"

namespace pyjit {
namespace {

class SequenceTest : public ContainerTest {
 protected:
  Value Tup(std::initializer_list<Value> items) {
    return TupleFromArray(t, items.begin(), static_cast<int64_t>(items.size()));
  }
  int64_t HashOf(Value v) {
    bool ok;
    const int64_t hash = Hash(t, v, &ok);
    EXPECT_TRUE(ok) << Pending();
    return hash;
  }
  Value Power(int64_t base, int64_t exponent) {
    return IntPow(t, Int(base), Int(exponent), Value::Null());
  }
  void Mix(int64_t n) { mix_ = mix_ * 1000003 + static_cast<uint64_t>(n) + 7; }
  // Adds an int of any size as Python's arithmetic modulo 2**64 sees it.
  void MixValue(Value v) {
    Value low = IntAnd(t, v, IntSub(t, Power(2, 64), Int(1)));
    Value high = IntRShift(t, low, Int(32));
    int64_t a, b;
    ASSERT_TRUE(IntAsInt64(high, &a));
    ASSERT_TRUE(IntAsInt64(IntAnd(t, low, Int(0xffffffff)), &b));
    Mix(static_cast<int64_t>((static_cast<uint64_t>(a) << 32) | static_cast<uint64_t>(b)));
  }
  uint64_t mix_ = 0;
};
INSTANTIATE_TEST_SUITE_P(Modes, SequenceTest, ::testing::Values(0, 1));

TEST_P(SequenceTest, TupleHashesAreCPythons) {
  EXPECT_EQ(HashOf(Tup({})), 5740354900026072187);
  EXPECT_EQ(HashOf(Tup({Int(1), Int(2)})), -3550055125485641917);
  EXPECT_EQ(HashOf(Tup({Int(1), Tup({Int(2), Int(3)}), Int(-1), Power(2, 70)})),
            -814789107477555494);
  EXPECT_EQ(HashOf(Tup({Num(0.5), t->isolate->true_value(), Num(1.0)})),
            -1590512390833057925);
}

TEST_P(SequenceTest, Tuples) {
  Value tuple = Tup({Int(1), Text("a"), Num(2.5)});
  EXPECT_EQ(Repr(tuple), "(1, 'a', 2.5)");
  EXPECT_EQ(Repr(Tup({Int(1)})), "(1,)");
  EXPECT_EQ(Repr(Tup({})), "()");
  EXPECT_EQ(Repr(GetItem(t, tuple, Int(-1))), "2.5");
  EXPECT_EQ(Repr(GetItem(t, tuple, Int(3))), "<IndexError: tuple index out of range>");
  EXPECT_EQ(Repr(GetItem(t, tuple, Text("a"))),
            "<TypeError: tuple indices must be integers or slices, not str>");
  EXPECT_EQ(Repr(GetItem(t, tuple, NewSlice(t, None(), None(), Int(-1)))),
            "(2.5, 'a', 1)");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kAdd, tuple, Tup({Int(4)}))), "(1, 'a', 2.5, 4)");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kMul, Tup({Int(4)}), Int(3))), "(4, 4, 4)");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kAdd, tuple, Int(1))),
            "<TypeError: can only concatenate tuple (not \"int\") to tuple>");
  EXPECT_EQ(Repr(Method(tuple, "index", {Text("a")})), "1");
  EXPECT_EQ(Repr(Method(tuple, "index", {Int(9)})),
            "<ValueError: tuple.index(x): x not in tuple>");
  EXPECT_EQ(Repr(Method(tuple, "count", {Num(1.0)})), "1");
  EXPECT_EQ(CompareBool(t, CompareOp::kLt, Tup({Int(1), Int(2)}), Tup({Int(1), Num(2.5)})), 1);
  EXPECT_EQ(CompareBool(t, CompareOp::kGe, Tup({Int(1)}), Tup({})), 1);
  EXPECT_EQ(Repr(CallClassOf(t->isolate->tuple_class(), {Text("ab")})), "('a', 'b')");
  EXPECT_EQ(TupleRepeat(t, tuple.as<Tuple>(), INT64_MAX / 2), nullptr);
  EXPECT_EQ(Pending(), "MemoryError: ");
}

// The numbers come from the same loops in CPython 3.11.
TEST_P(SequenceTest, SlicesSelectWhatCPythonSelects) {
  const int64_t kNone = INT64_MIN;
  const int64_t bounds[] = {kNone, -7, -5, -1, 0, 1, 2, 4, 5, 6, 100};
  if (stressed()) return;
  auto value = [&](int64_t n) { return n == kNone ? None() : Int(n); };
  for (int64_t n : {0, 1, 5}) {
    for (int64_t a : bounds) {
      for (int64_t b : bounds) {
        for (int64_t c : {kNone, int64_t{-100}, int64_t{-3}, int64_t{-1}, int64_t{1},
                          int64_t{2}, int64_t{7}}) {
          Slice* slice = NewSlice(t, value(a), value(b), value(c));
          SliceBounds got;
          ASSERT_TRUE(SliceIndices(t, slice, n, &got));
          Mix(got.count);
          Mix(got.start);
          Mix(got.stop);
          Mix(got.step);
          for (int64_t i = 0; i < got.count; ++i) Mix(got.start + i * got.step);
          Value exact = SliceIndicesOf(t, slice, Int(n));
          ASSERT_EQ(exact.as<Tuple>()->items[0], Int(got.start));
          ASSERT_EQ(exact.as<Tuple>()->items[1], Int(got.stop));
          ASSERT_EQ(exact.as<Tuple>()->items[2], Int(got.step));
        }
      }
    }
  }
  EXPECT_EQ(mix_, 9659814357163071759u);
  EXPECT_EQ(Repr(NewSlice(t, Int(1), Value::Null(), Text("x"))), "slice(1, None, 'x')");
}

TEST_P(SequenceTest, RangesOfAnyIntsAreCPythons) {
  if (stressed()) return;
  const int64_t kMax = Value::kMaxSmallInt, kMin = Value::kMinSmallInt;
  Value big = Power(2, 70);
  const Value starts[] = {Int(-3), Int(0), Int(5), Int(kMax), Int(kMin), big};
  const Value stops[] = {Int(-4), Int(0), Int(6), Int(kMax), IntAdd(t, big, Int(9)), Int(kMin)};
  const Value steps[] = {Int(1),    Int(2),       Int(-1), Int(-3), Int(kMax), Power(2, 65),
                         IntNegate(t, Power(2, 64))};
  for (Value a : starts) {
    for (Value b : stops) {
      for (Value c : steps) {
        Value range = NewRange(t, a, b, c);
        Value length = Method(range, "__len__");
        if (!length) {
          EXPECT_EQ(Pending(), "OverflowError: Python int too large to convert to C ssize_t");
          length = Int(-1);
        }
        MixValue(length);
        // The hash of shorter ranges takes in that of None, which is an address.
        Mix(length == Int(0) || length == Int(1) ? 7 : HashOf(range));
        for (int64_t i : {0, -1, 1, 2}) {
          Value item = GetItem(t, range, Int(i));
          if (!item) {
            EXPECT_EQ(Pending(), "IndexError: range object index out of range");
            item = Int(99);
          }
          MixValue(item);
        }
        Mix(Contains(t, range, IntAdd(t, a, c)));
        Mix(Contains(t, range, IntAdd(t, a, Int(1))));
        Value part = GetItem(t, range, NewSlice(t, Int(1), Int(-1), Int(2)));
        Mix(HashOf(part.as<Range>()->start));
        Mix(HashOf(part.as<Range>()->stop));
        Mix(HashOf(part.as<Range>()->step));
        for (Value it : {GetIter(t, range), Reversed(t, range)}) {
          for (int i = 0; i < 3; ++i) {
            Value item = IterNext(t, it);
            if (!item) break;
            MixValue(item);
          }
        }
      }
    }
  }
  EXPECT_EQ(mix_, 14928472583624087752u);
}

TEST_P(SequenceTest, RangeErrorsAndText) {
  Class* cls = t->isolate->range_class();
  EXPECT_EQ(Repr(CallClassOf(cls, {Int(3)})), "range(0, 3)");
  EXPECT_EQ(Repr(CallClassOf(cls, {Int(3), Int(9), Int(2)})), "range(3, 9, 2)");
  EXPECT_EQ(Repr(CallClassOf(cls, {Num(1.5)})),
            "<TypeError: 'float' object cannot be interpreted as an integer>");
  EXPECT_EQ(Repr(CallClassOf(cls)),
            "<TypeError: range expected at least 1 argument, got 0>");
  EXPECT_EQ(Repr(CallClassOf(cls, {Int(1), Int(2), Int(0)})),
            "<ValueError: range() arg 3 must not be zero>");
  Value range = CallClassOf(cls, {Int(3)});
  EXPECT_EQ(Repr(GetItem(t, range, Text("a"))),
            "<TypeError: range indices must be integers or slices, not str>");
  EXPECT_EQ(Repr(Method(range, "index", {Int(9)})), "<ValueError: 9 is not in range>");
  EXPECT_EQ(Contains(t, range, Num(2.0)), 1);
  EXPECT_EQ(CompareBool(t, CompareOp::kEq, range, CallClassOf(cls, {Int(0), Int(3), Int(1)})), 1);
  EXPECT_EQ(Repr(NewListFrom(t, range)), "[0, 1, 2]");
}

Value Square(Thread* t, Value* args, size_t, Value) { return IntMul(t, args[0], args[0]); }
constexpr NativeInfo kSquare = {"square", Square, "(x, /)", kPure, nullptr};
Value CountDown(Thread* t, Value* args, size_t, Value) {
  auto* list = args[0].as<List>();
  return list->length == 0 ? RaiseStopIteration(t) : ListPop(t, list, list->length - 1);
}
constexpr NativeInfo kCountDown = {"count_down", CountDown, nullptr, kAnything, nullptr};

TEST_P(SequenceTest, LazyIterators) {
  Isolate* isolate = t->isolate;
  EXPECT_EQ(Drain(NewEnumerate(t, Text("ab"), Int(5))), "[(5, 'a'), (6, 'b')]");
  EXPECT_EQ(Drain(NewEnumerate(t, Text("ab"), Int(Value::kMaxSmallInt))),
            "[(4611686018427387903, 'a'), (4611686018427387904, 'b')]");
  EXPECT_EQ(Drain(CallClassOf(isolate->zip_class(), {Ints({1, 2, 3}), Text("ab")})),
            "[(1, 'a'), (2, 'b')]");
  EXPECT_EQ(Drain(CallClassOf(isolate->zip_class())), "[]");
  Value square = NewNativeFunction(t, &kSquare, Value::Null());
  EXPECT_EQ(Drain(CallClassOf(isolate->map_class(), {square, Ints({1, -2, 3})})), "[1, 4, 9]");
  EXPECT_EQ(Drain(CallClassOf(isolate->filter_class(), {None(), Ints({0, 1, 0, 2})})), "[1, 2]");
  EXPECT_EQ(Drain(CallClassOf(isolate->filter_class(), {square, Ints({0, 1, 0, -2})})),
            "[1, -2]");
  EXPECT_EQ(Drain(CallClassOf(isolate->reversed_class(), {Text("abc")})), "['c', 'b', 'a']");
  EXPECT_EQ(Drain(CallClassOf(isolate->reversed_class(), {Ints({1, 2})})), "[2, 1]");
  EXPECT_EQ(Drain(CallClassOf(isolate->reversed_class(), {NewSet(t)})),
            "<TypeError: 'set' object is not reversible>");
  EXPECT_EQ(Drain(CallClassOf(isolate->enumerate_class())),
            "<TypeError: enumerate() missing required argument 'iterable'>");
  EXPECT_EQ(Drain(CallClassOf(isolate->map_class(), {square})),
            "<TypeError: map() must have at least two arguments.>");
  EXPECT_EQ(Drain(CallClassOf(isolate->map_class(), {Int(5), Ints({1})})),
            "<TypeError: 'int' object is not callable>");
  Value counter = NewNativeFunction(t, &kCountDown, Ints({0, 1, 2, 3}));
  EXPECT_EQ(Drain(NewCallableIterator(t, counter, Int(1))), "[3, 2]");
  counter = NewNativeFunction(t, &kCountDown, Ints({1, 2}));
  EXPECT_EQ(Drain(NewCallableIterator(t, counter, Int(9))), "[2, 1]");

  Value strict = Intern(t, "strict");
  Value names = TupleFromArray(t, &strict, 1);
  Value args[3] = {Ints({1, 2}), Ints({1}), isolate->true_value()};
  EXPECT_EQ(Drain(Call(t, isolate->zip_class(), args, 2, names)),
            "<ValueError: zip() argument 2 is shorter than argument 1>");
  Value more[4] = {Ints({1}), Ints({1}), Ints({1, 2}), isolate->true_value()};
  EXPECT_EQ(Drain(Call(t, isolate->zip_class(), more, 3, names)),
            "<ValueError: zip() argument 3 is longer than arguments 1-2>");
}

TEST_P(SequenceTest, ListIteratorsSeeChanges) {
  Value list = Ints({1, 2, 3});
  Value it = GetIter(t, list);
  EXPECT_EQ(Repr(IterNext(t, it)), "1");
  ListAppend(t, list.as<List>(), Int(4));
  EXPECT_EQ(Drain(it), "[2, 3, 4]");
  ListAppend(t, list.as<List>(), Int(5));
  EXPECT_EQ(Drain(it), "[]");  // exhausted for good
  EXPECT_EQ(Repr(Method(it, "__next__")), "<StopIteration: >");
  EXPECT_EQ(Repr(Method(GetIter(t, list), "__length_hint__")), "5");
  EXPECT_EQ(Drain(GetIter(t, Text("a\xc3\xa9\xe2\x82\xac"))), "['a', '\xc3\xa9', '\xe2\x82\xac']");
}

}  // namespace
}  // namespace pyjit
