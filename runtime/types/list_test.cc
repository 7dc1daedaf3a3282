#include "runtime/types/list.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "runtime/types/container_test_util.h"
#include "runtime/types/container_util.h"
#include "runtime/types/iterators.h"
#include "runtime/types/slice.h"

namespace pyjit {
namespace {

class ListTest : public ContainerTest {
 protected:
  Value SliceOf(Value start, Value stop, Value step) {
    return NewSlice(t, start, stop, step);
  }
};
INSTANTIATE_TEST_SUITE_P(Modes, ListTest, ::testing::Values(0, 1));

TEST_P(ListTest, FirstItemChoosesTheStorage) {
  List* list = NewList(t);
  EXPECT_EQ(list->storage_kind(), ListStorage::kEmpty);
  ListAppend(t, list, Int(1));
  EXPECT_EQ(list->storage_kind(), ListStorage::kInt);
  ListAppend(t, list, Num(2.5));
  EXPECT_EQ(list->storage_kind(), ListStorage::kTagged);
  ListAppend(t, list, Text("x"));
  EXPECT_EQ(Repr(list), "[1, 2.5, 'x']");
  ListClear(t, list);
  EXPECT_EQ(list->storage_kind(), ListStorage::kEmpty);
  ListAppend(t, list, Num(0.5));
  EXPECT_EQ(list->storage_kind(), ListStorage::kDouble);
  ListAppend(t, list, Num(-0.0));
  ListInsert(t, list, 0, Num(INFINITY));
  EXPECT_EQ(list->storage_kind(), ListStorage::kDouble);
  EXPECT_EQ(Repr(list), "[inf, 0.5, -0.0]");
  ListSet(t, list, 1, Int(7));
  EXPECT_EQ(list->storage_kind(), ListStorage::kTagged);
  EXPECT_EQ(Repr(list), "[inf, 7, -0.0]");
}

TEST_P(ListTest, BoolsAndBigIntsAreNotRawInts) {
  Value list = ListOf({t->isolate->true_value(), Int(1)});
  EXPECT_EQ(list.as<List>()->storage_kind(), ListStorage::kTagged);
  EXPECT_EQ(Repr(list), "[True, 1]");
  list = ListOf({Int(INT64_MAX)});
  EXPECT_EQ(list.as<List>()->storage_kind(), ListStorage::kTagged);
}

TEST_P(ListTest, HugeRepetitionFailsWithoutTouchingMemory) {
  Value zero = Ints({0});
  EXPECT_EQ(ListRepeat(t, zero.as<List>(), 1000000000000), nullptr);
  EXPECT_EQ(Pending(), "MemoryError: ");
  EXPECT_EQ(ListRepeat(t, Ints({1, 2, 3}).as<List>(), INT64_MAX), nullptr);
  EXPECT_EQ(Pending(), "MemoryError: ");
  EXPECT_FALSE(ListInplaceRepeat(t, zero.as<List>(), INT64_MAX / 2));
  EXPECT_EQ(Pending(), "MemoryError: ");
  EXPECT_EQ(Repr(zero), "[0]");
}

// Which values a random test draws from; they decide the storages it visits.
enum class Mix { kInts, kDoubles, kBoth };

Value RandomItem(Thread* t, TestRandom* random, Mix mix) {
  const bool is_double =
      mix == Mix::kDoubles || (mix == Mix::kBoth && random->Below(8) == 0);
  if (is_double) return NewFloat(t, static_cast<double>(random->Below(50)) / 4);
  return Value::SmallInt(random->Below(50));
}

double AsDouble(Value v) {
  return v.is_small_int() ? static_cast<double>(v.small_int()) : FloatValue(v);
}

class ListModelTest : public ListTest {
 protected:
  void Check(List* list, const std::vector<double>& model) {
    ASSERT_EQ(list->length, static_cast<int64_t>(model.size()));
    for (size_t i = 0; i < model.size(); ++i) {
      Value item = ListGet(t, list, static_cast<int64_t>(i));
      ASSERT_EQ(AsDouble(item), model[i]) << "at " << i;
    }
  }

  void Run(Mix mix, uint64_t seed) {
    TestRandom random(seed);
    List* list = NewList(t);
    std::vector<double> model;
    const int steps = Steps(3000);
    for (int step = 0; step < steps; ++step) {
      const auto n = static_cast<int64_t>(model.size());
      switch (random.Below(14)) {
        case 0:
        case 1:
        case 2: {
          Value v = RandomItem(t, &random, mix);
          ASSERT_TRUE(ListAppend(t, list, v));
          model.push_back(AsDouble(v));
          break;
        }
        case 3: {
          Value v = RandomItem(t, &random, mix);
          int64_t i = random.Below(2 * n + 3) - n - 1;
          ASSERT_TRUE(ListInsert(t, list, i, v));
          if (i < 0) i = std::max<int64_t>(0, i + n);
          model.insert(model.begin() + std::min(i, n), AsDouble(v));
          break;
        }
        case 4:
          if (n > 0) {
            const int64_t i = random.Below(n);
            ASSERT_EQ(AsDouble(ListPop(t, list, i)), model[i]);
            model.erase(model.begin() + i);
          }
          break;
        case 5:
          if (n > 0) {
            const int64_t i = random.Below(n);
            Value v = RandomItem(t, &random, mix);
            ASSERT_TRUE(ListSet(t, list, i, v));
            model[i] = AsDouble(v);
          }
          break;
        case 6:
          ListReverse(t, list);
          std::reverse(model.begin(), model.end());
          break;
        case 7: {
          const int64_t a = random.Below(n + 1), b = a + random.Below(n - a + 1);
          List* part = ListSlice(t, list, a, 1, b - a);
          Check(part, std::vector<double>(model.begin() + a, model.begin() + b));
          // Replace another range by that part.
          const int64_t c = random.Below(n + 1), d = c + random.Below(n - c + 1);
          std::vector<double> copy(model.begin() + a, model.begin() + b);
          if (n - (d - c) + (b - a) > 400) break;
          ASSERT_TRUE(ListSetSlice(t, list, SliceOf(Int(c), Int(d), None()).as<Slice>(),
                                   part));
          model.erase(model.begin() + c, model.begin() + d);
          model.insert(model.begin() + c, copy.begin(), copy.end());
          break;
        }
        case 8: {  // delete with a stride
          if (n < 4) break;
          int64_t step_by = random.Below(4) + 1;
          const bool down = random.Below(2) != 0;
          std::vector<double> kept;
          for (int64_t i = 0; i < n; ++i) {
            const int64_t from_end = down ? n - 1 - i : i;
            if (from_end % (step_by * 5) != 0) kept.push_back(model[i]);
          }
          step_by *= 5;
          ASSERT_TRUE(ListDelSlice(
              t, list,
              SliceOf(None(), None(), Int(down ? -step_by : step_by)).as<Slice>()));
          model = kept;
          break;
        }
        case 9:
          if (n * 2 > 300) break;
          if (random.Below(2)) {
            ASSERT_TRUE(ListExtend(t, list, list));
          } else {
            ASSERT_TRUE(ListInplaceRepeat(t, list, 2));
          }
          model.insert(model.end(), model.begin(), model.begin() + n);
          break;
        case 10:
          if (random.Below(20) == 0) {
            ListClear(t, list);
            model.clear();
          }
          break;
        case 11: {
          Value v = RandomItem(t, &random, mix);
          const bool found =
              std::find(model.begin(), model.end(), AsDouble(v)) != model.end();
          ASSERT_EQ(ListContains(t, list, v), found);
          break;
        }
        case 12: {
          ASSERT_TRUE(ListSort(t, list, Value::Null(), step % 2 == 0));
          std::stable_sort(model.begin(), model.end());
          if (step % 2 == 0) std::reverse(model.begin(), model.end());
          break;
        }
        case 13: {
          List* other = ListRepeat(t, list, 1);
          List* both = ListConcat(t, other, list);
          std::vector<double> twice = model;
          twice.insert(twice.end(), model.begin(), model.end());
          Check(both, twice);
          ASSERT_EQ(ListCompare(t, CompareOp::kEq, other, list),
                    t->isolate->true_value());
          break;
        }
      }
      Check(list, model);
    }
  }
};
INSTANTIATE_TEST_SUITE_P(Modes, ListModelTest, ::testing::Values(0, 1));

TEST_P(ListModelTest, IntsBehaveAsAVector) {
  for (int seed = 1; seed <= 4; ++seed) Run(Mix::kInts, seed);
}
TEST_P(ListModelTest, DoublesBehaveAsAVector) {
  for (int seed = 5; seed <= 8; ++seed) Run(Mix::kDoubles, seed);
}
TEST_P(ListModelTest, MixedItemsBehaveAsAVector) {
  for (int seed = 9; seed <= 12; ++seed) Run(Mix::kBoth, seed);
}

TEST_P(ListTest, SubscriptsAndTheirErrors) {
  Value list = Ints({10, 11, 12, 13, 14});
  List* l = list.as<List>();
  EXPECT_EQ(Repr(ListSubscript(t, l, Int(-1))), "14");
  EXPECT_EQ(Repr(ListSubscript(t, l, Int(5))), "<IndexError: list index out of range>");
  EXPECT_EQ(Repr(ListSubscript(t, l, Int(INT64_MIN))),
            "<IndexError: list index out of range>");
  EXPECT_EQ(Repr(ListSubscript(t, l, Text("a"))),
            "<TypeError: list indices must be integers or slices, not str>");
  Value big = IntMul(t, Int(INT64_MAX), Int(16));
  EXPECT_EQ(Repr(ListSubscript(t, l, big)),
            "<IndexError: cannot fit 'int' into an index-sized integer>");
  EXPECT_EQ(Repr(ListSubscript(t, l, SliceOf(None(), None(), Int(-2)))), "[14, 12, 10]");
  EXPECT_EQ(Repr(ListSubscript(t, l, SliceOf(Int(-100), big, Int(3)))), "[10, 13]");
  EXPECT_EQ(Repr(ListSubscript(t, l, SliceOf(None(), None(), Int(0)))),
            "<ValueError: slice step cannot be zero>");
  EXPECT_EQ(Repr(ListSubscript(t, l, SliceOf(Text("a"), None(), None()))),
            "<TypeError: slice indices must be integers or None or have an __index__ method>");
  EXPECT_FALSE(ListAssignSubscript(t, l, Int(9), Int(1)));
  EXPECT_EQ(Pending(), "IndexError: list assignment index out of range");
  EXPECT_FALSE(ListAssignSubscript(t, l, SliceOf(None(), None(), Int(2)), Ints({1})));
  EXPECT_EQ(Pending(),
            "ValueError: attempt to assign sequence of size 1 to extended slice of size 3");
  EXPECT_FALSE(ListAssignSubscript(t, l, SliceOf(None(), None(), None()), Int(3)));
  EXPECT_EQ(Pending(), "TypeError: can only assign an iterable");
  EXPECT_FALSE(ListAssignSubscript(t, l, SliceOf(None(), None(), Int(2)), Int(3)));
  EXPECT_EQ(Pending(), "TypeError: must assign iterable to extended slice");
  EXPECT_TRUE(ListAssignSubscript(t, l, SliceOf(None(), None(), Int(2)), Ints({1, 2, 3})));
  EXPECT_EQ(Repr(list), "[1, 11, 2, 13, 3]");
  EXPECT_TRUE(ListAssignSubscript(t, l, SliceOf(Int(1), Int(1), None()), list));
  EXPECT_EQ(Repr(list), "[1, 1, 11, 2, 13, 3, 11, 2, 13, 3]");
  EXPECT_TRUE(ListAssignSubscript(t, l, SliceOf(Int(4), Int(2), None()), Ints({0})));
  EXPECT_EQ(Repr(list), "[1, 1, 11, 2, 0, 13, 3, 11, 2, 13, 3]");
}

TEST_P(ListTest, MethodsAndTheirErrors) {
  Value list = ListOf({Int(3), Text("a"), Num(1.5), Int(3)});
  EXPECT_EQ(Repr(Method(list, "count", {Int(3)})), "2");
  EXPECT_EQ(Repr(Method(list, "index", {Int(3), Int(1)})), "3");
  EXPECT_EQ(Repr(Method(list, "index", {Int(4)})), "<ValueError: 4 is not in list>");
  EXPECT_EQ(Repr(Method(list, "index", {Int(3), Text("a")})),
            "<TypeError: slice indices must be integers or have an __index__ method>");
  EXPECT_EQ(Repr(Method(list, "remove", {Num(3.0)})), "None");
  EXPECT_EQ(Repr(list), "['a', 1.5, 3]");
  EXPECT_EQ(Repr(Method(list, "remove", {Int(9)})),
            "<ValueError: list.remove(x): x not in list>");
  EXPECT_EQ(Repr(Method(list, "pop", {Int(7)})), "<IndexError: pop index out of range>");
  EXPECT_EQ(Repr(Method(list, "pop", {Int(0)})), "'a'");
  EXPECT_EQ(Repr(Method(list, "pop")), "3");
  EXPECT_EQ(Repr(Method(list, "pop")), "1.5");
  EXPECT_EQ(Repr(Method(list, "pop")), "<IndexError: pop from empty list>");
  EXPECT_EQ(Repr(Method(list, "append")),
            "<TypeError: list.append() takes exactly one argument (0 given)>");
  EXPECT_EQ(Repr(Method(list, "sort", {Int(1)})),
            "<TypeError: sort() takes no positional arguments>");
  EXPECT_EQ(Repr(Method(list, "insert", {Text("a"), Int(1)})),
            "<TypeError: 'str' object cannot be interpreted as an integer>");
  EXPECT_EQ(Repr(CallClassOf(t->isolate->list_class(), {Text("ab")})), "['a', 'b']");
  EXPECT_EQ(Repr(CallClassOf(t->isolate->list_class(), {Int(1), Int(2)})),
            "<TypeError: list expected at most 1 argument, got 2>");
  EXPECT_EQ(Repr(CallClassOf(t->isolate->list_class(), {Int(1)})),
            "<TypeError: 'int' object is not iterable>");
}

TEST_P(ListTest, ReprOfAListInItself) {
  Value list = Ints({1});
  ListAppend(t, list.as<List>(), list);
  ListAppend(t, list.as<List>(), TuplePack(t, list, Int(2)));
  EXPECT_EQ(Repr(list), "[1, [...], ([...], 2)]");
}

TEST_P(ListTest, ComparesItemByItem) {
  EXPECT_EQ(Repr(Compare(t, CompareOp::kLt, Ints({1, 2}), Ints({1, 3}))), "True");
  EXPECT_EQ(Repr(Compare(t, CompareOp::kLt, Ints({1, 2}), Ints({1, 2}))), "False");
  EXPECT_EQ(Repr(Compare(t, CompareOp::kLe, Ints({1, 2}), Ints({1, 2}))), "True");
  EXPECT_EQ(Repr(Compare(t, CompareOp::kGt, Ints({1, 2, 0}), Ints({1, 2}))), "True");
  EXPECT_EQ(Repr(Compare(t, CompareOp::kEq, Ints({1}), ListOf({Num(1.0)}))), "True");
  EXPECT_EQ(Repr(Compare(t, CompareOp::kNe, Ints({1}), ListOf({Num(1.5)}))), "True");
  EXPECT_EQ(Repr(Compare(t, CompareOp::kEq, Ints({1}), TuplePack(t, Int(1), Int(2)))),
            "False");
  EXPECT_EQ(Repr(Compare(t, CompareOp::kLt, Ints({1}), Int(1))),
            "<TypeError: '<' not supported between instances of 'list' and 'int'>");
  EXPECT_EQ(Repr(Compare(t, CompareOp::kLt, Ints({1}), ListOf({Text("a")}))),
            "<TypeError: '<' not supported between instances of 'int' and 'str'>");
}

TEST_P(ListTest, DeepNestingIsARecursionError) {
  if (stressed()) return;
  Value a = Ints({}), b = Ints({});
  for (int i = 0; i < 1000000; ++i) {
    List* outer = NewList(t);
    ListAppend(t, outer, a);
    a = outer;
    outer = NewList(t);
    ListAppend(t, outer, b);
    b = outer;
  }
  EXPECT_FALSE(Compare(t, CompareOp::kEq, a, b));
  EXPECT_EQ(Pending().substr(0, 15), "RecursionError:");
  EXPECT_FALSE(ToRepr(t, a));
  EXPECT_EQ(Pending().substr(0, 15), "RecursionError:");
}

// --- Sorting ---

TEST_P(ListTest, SortsRawStorages) {
  TestRandom random(3);
  for (int n : {0, 1, 2, 63, 64, 65, 500, stressed() ? 600 : 20000}) {
    std::vector<int64_t> ints;
    List* a = NewList(t);
    List* b = NewList(t);
    for (int i = 0; i < n; ++i) {
      ints.push_back(random.Below(n) - n / 2);
      ListAppend(t, a, Int(ints.back()));
    }
    for (int64_t i : ints) ListAppend(t, b, Num(static_cast<double>(i) / 2));
    ASSERT_TRUE(ListSort(t, a, Value::Null(), false));
    ASSERT_TRUE(ListSort(t, b, Value::Null(), true));
    std::sort(ints.begin(), ints.end());
    for (int i = 0; i < n; ++i) {
      ASSERT_EQ(ListGet(t, a, i), Int(ints[i]));
      ASSERT_EQ(FloatValue(ListGet(t, b, i)), static_cast<double>(ints[n - 1 - i]) / 2);
    }
  }
}

// Items that compare by `key` alone but can be told apart: [key, serial].
Value FirstOf(Thread* t, Value* args, size_t, Value) {
  return args[0].as<Tuple>()->items[0];
}
constexpr NativeInfo kFirstOf = {"first", FirstOf, "(x, /)", kReadsHeap, nullptr};

TEST_P(ListTest, KeyedSortIsStable) {
  TestRandom random(5);
  Value key = NewNativeFunction(t, &kFirstOf, Value::Null());
  for (int kind = 0; kind < 3; ++kind) {  // keys: ints, floats, strings
    for (int shape = 0; shape < 3; ++shape) {  // random, few runs, sawtooth
      const int n = Steps(3000);
      List* list = NewList(t);
      std::vector<std::pair<int64_t, int64_t>> model;
      for (int i = 0; i < n; ++i) {
        const int64_t k = shape == 0   ? random.Below(40) + 10
                          : shape == 1 ? 10 + (i * 3 / n) * 20 + i % (n / 3 + 1) * 40 / n
                                       : 10 + i % 37;
        Value word = kind == 0   ? Int(k)
                     : kind == 1 ? Num(static_cast<double>(k))
                                 : Text(std::to_string(k));
        ListAppend(t, list, TuplePack(t, word, Int(i)));
        model.push_back({k, i});
      }
      const bool reverse = shape == 1;
      ASSERT_TRUE(ListSort(t, list, key, reverse));
      std::stable_sort(model.begin(), model.end(), [&](auto& a, auto& b) {
        return reverse ? a.first > b.first : a.first < b.first;
      });
      for (int i = 0; i < n; ++i) {
        auto* pair = ListGet(t, list, i).as<Tuple>();
        ASSERT_EQ(pair->items[1], Int(model[i].second)) << kind << shape << i;
      }
    }
  }
}

TEST_P(ListTest, SortsTuplesAndMixedNumbers) {
  List* list = NewList(t);
  TestRandom random(8);
  std::vector<std::pair<int64_t, int64_t>> model;
  for (int i = 0; i < Steps(1000); ++i) {
    model.push_back({random.Below(20), random.Below(100)});
    ListAppend(t, list, TuplePack(t, Int(model.back().first), Num(static_cast<double>(model.back().second))));
  }
  ASSERT_TRUE(ListSort(t, list, Value::Null(), false));
  std::sort(model.begin(), model.end());
  for (size_t i = 0; i < model.size(); ++i) {
    auto* pair = ListGet(t, list, static_cast<int64_t>(i)).as<Tuple>();
    ASSERT_EQ(pair->items[0], Int(model[i].first));
    ASSERT_EQ(FloatValue(pair->items[1]), static_cast<double>(model[i].second));
  }
  Value mixed = ListOf({Int(3), Num(2.5), Int(-1), t->isolate->true_value()});
  ASSERT_TRUE(ListSort(t, mixed.as<List>(), Value::Null(), false));
  EXPECT_EQ(Repr(mixed), "[-1, True, 2.5, 3]");
  Value bad = ListOf({Int(3), Text("a")});
  EXPECT_FALSE(ListSort(t, bad.as<List>(), Value::Null(), false));
  EXPECT_EQ(Pending(),
            "TypeError: '<' not supported between instances of 'str' and 'int'");
  EXPECT_EQ(Repr(bad), "[3, 'a']");
}

// NaNs make the order depend on which comparisons are made: those of CPython
// 3.11, which printed the expectation (see the comment for the program).
TEST_P(ListTest, SortsNaNsAsCPythonDoes) {
  // x = [(i * 7919) % 101 / 1.0 for i in range(150)]; x[::13] = [nan] * 12; x.sort()
  List* list = NewList(t);
  for (int i = 0; i < 150; ++i) {
    ListAppend(t, list, Num(i % 13 == 0 ? NAN : (i * 7919) % 101));
  }
  ASSERT_TRUE(ListSort(t, list, Value::Null(), false));
  uint64_t mix = 0;
  for (int i = 0; i < 150; ++i) {
    const double d = FloatValue(ListGet(t, list, i));
    mix = mix * 1000003 + (std::isnan(d) ? 777 : static_cast<uint64_t>(d));
  }
  EXPECT_EQ(mix, 1898878482043356017u);
}

Value AppendToSelf(Thread* t, Value* args, size_t, Value) {
  if (!ListAppend(t, args[0].as<List>(), Value::SmallInt(1))) return Value::Null();
  return Value::SmallInt(0);
}
constexpr NativeInfo kAppendToSelf = {"append_to_self", AppendToSelf, nullptr,
                                      kAnything, nullptr};
Value Fail(Thread* t, Value* args, size_t, Value) {
  return RaiseText(t, Exc::kValueError, "no key");
}
constexpr NativeInfo kFail = {"fail", Fail, "(x, /)", kAnything, nullptr};

TEST_P(ListTest, SortNoticesChangesAndKeepsItems) {
  Value list = Ints({3, 1, 2});
  Value key = NewNativeFunction(t, &kAppendToSelf, list);
  EXPECT_FALSE(ListSort(t, list.as<List>(), key, false));
  EXPECT_EQ(Pending(), "ValueError: list modified during sort");
  EXPECT_EQ(Repr(list), "[3, 1, 2]");
  EXPECT_FALSE(ListSort(t, list.as<List>(), NewNativeFunction(t, &kFail, Value::Null()), false));
  EXPECT_EQ(Pending(), "ValueError: no key");
  EXPECT_EQ(Repr(list), "[3, 1, 2]");
}

}  // namespace
}  // namespace pyjit
