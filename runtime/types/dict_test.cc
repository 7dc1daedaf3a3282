#include "runtime/types/dict.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "runtime/class.h"
#include "runtime/namespace.h"
#include "runtime/types/container_test_util.h"
#include "runtime/types/iterators.h"
#include "runtime/types/set.h"

namespace pyjit {
namespace {

class DictTest : public ContainerTest {
 protected:
  Dict* DictOf(std::initializer_list<std::pair<Value, Value>> items) {
    Dict* dict = NewDict(t);
    for (const auto& [key, value] : items) DictSet(t, dict, key, value);
    return dict;
  }
  Value Get(Dict* dict, Value key) {
    bool error;
    return DictGet(t, dict, key, &error);
  }
};
INSTANTIATE_TEST_SUITE_P(Modes, DictTest, ::testing::Values(0, 1));

// What keys a model test uses; each takes other paths through the table.
enum class Keys { kInts, kStrings, kMixed, kTuples };

class DictModelTest : public DictTest {
 protected:
  Value Key(Keys keys, int64_t n) {
    switch (keys) {
      case Keys::kInts: return Int(n * 64);
      case Keys::kStrings: return Text("key" + std::to_string(n));
      case Keys::kMixed:
        return n % 3 == 0   ? Int(n)
               : n % 3 == 1 ? Text(std::to_string(n))
                            : Num(static_cast<double>(n) + 0.5);
      case Keys::kTuples: return TuplePack(t, Int(n), Text("t"));
    }
    return Value::Null();
  }

  void Check(Keys keys, Dict* dict,
             const std::vector<std::pair<int64_t, int64_t>>& model) {
    ASSERT_EQ(DictLength(dict), static_cast<int64_t>(model.size()));
    int64_t at = 0;
    Value key, value;
    for (const auto& [k, v] : model) {
      ASSERT_TRUE(DictNext(dict, &at, &key, &value));
      ASSERT_EQ(CompareBool(t, CompareOp::kEq, key, Key(keys, k)), 1);
      ASSERT_EQ(value, Int(v));
    }
    ASSERT_FALSE(DictNext(dict, &at, &key, &value));
  }

  void Run(Keys keys, uint64_t seed, int64_t range) {
    TestRandom random(seed);
    Dict* dict = NewDict(t);
    std::vector<std::pair<int64_t, int64_t>> model;
    const int steps = Steps(6000);
    for (int step = 0; step < steps; ++step) {
      const int64_t n = random.Below(range);
      const Value key = Key(keys, n);
      auto found = std::find_if(model.begin(), model.end(),
                                [n](auto& entry) { return entry.first == n; });
      const bool has = found != model.end();
      bool error = true;
      switch (random.Below(9)) {
        case 0:
        case 1:
        case 2:
          ASSERT_TRUE(DictSet(t, dict, key, Int(step)));
          if (has) {
            found->second = step;
          } else {
            model.push_back({n, step});
          }
          break;
        case 3:
          ASSERT_EQ(DictDelete(t, dict, key), has ? 1 : 0);
          if (has) model.erase(found);
          break;
        case 4: {
          Value v = DictGet(t, dict, key, &error);
          ASSERT_FALSE(error);
          ASSERT_EQ(v, has ? Int(found->second) : Value::Null());
          break;
        }
        case 5: {
          Value v = DictSetDefault(t, dict, key, Int(step));
          ASSERT_EQ(v, has ? Int(found->second) : Int(step));
          if (!has) model.push_back({n, step});
          break;
        }
        case 6: {
          Value k, v;
          ASSERT_EQ(DictPopItem(t, dict, &k, &v), !model.empty());
          if (!model.empty()) {
            ASSERT_EQ(v, Int(model.back().second));
            model.pop_back();
          }
          break;
        }
        case 7:
          ASSERT_EQ(DictContains(t, dict, key), has);
          break;
        case 8: {
          const int64_t choice = random.Below(60);
          if (choice == 0) {
            DictClear(t, dict);
            model.clear();
          } else if (choice < 3) {
            Dict* copy = DictCopy(t, dict);
            ASSERT_EQ(DictEquals(t, copy, dict), 1);
            dict = copy;
          } else if (choice == 3) {
            Dict* other = NewDict(t);
            ASSERT_TRUE(DictSet(t, other, key, Int(-step)));
            ASSERT_TRUE(DictUpdate(t, dict, other));
            if (has) {
              found->second = -step;
            } else {
              model.push_back({n, -step});
            }
          }
          break;
        }
      }
      if (step % 16 == 0) Check(keys, dict, model);
    }
    Check(keys, dict, model);
  }
};
INSTANTIATE_TEST_SUITE_P(Modes, DictModelTest, ::testing::Values(0, 1));

TEST_P(DictModelTest, IntKeys) {
  Run(Keys::kInts, 1, 6);
  Run(Keys::kInts, 2, 40);
  Run(Keys::kInts, 3, 500);
}
TEST_P(DictModelTest, StringKeys) {
  Run(Keys::kStrings, 4, 6);
  Run(Keys::kStrings, 5, 40);
  Run(Keys::kStrings, 6, 500);
}
TEST_P(DictModelTest, MixedKeys) {
  Run(Keys::kMixed, 7, 6);
  Run(Keys::kMixed, 8, 200);
}
TEST_P(DictModelTest, TupleKeys) { Run(Keys::kTuples, 9, 100); }

TEST_P(DictTest, KnowsTheKindOfItsKeys) {
  Dict* dict = NewDict(t);
  DictSet(t, dict, Text("a"), Int(1));
  EXPECT_TRUE(dict->flags & kDictStrKeys);
  EXPECT_FALSE(dict->flags & kDictIntKeys);
  DictSet(t, dict, Int(1), Int(2));
  EXPECT_FALSE(dict->flags & (kDictStrKeys | kDictIntKeys));
  DictClear(t, dict);
  DictSet(t, dict, Int(1), Int(2));
  EXPECT_TRUE(dict->flags & kDictIntKeys);
}

TEST_P(DictTest, EqualKeysOfDifferentTypesAreOne) {
  Dict* dict = NewDict(t);
  DictSet(t, dict, Int(1), Text("int"));
  DictSet(t, dict, Num(1.0), Text("float"));
  DictSet(t, dict, t->isolate->true_value(), Text("bool"));
  EXPECT_EQ(Repr(dict), "{1: 'bool'}");
  DictClear(t, dict);
  DictSet(t, dict, Num(2.0), Text("float"));
  DictSet(t, dict, Int(2), Text("int"));
  EXPECT_EQ(Repr(dict), "{2.0: 'int'}");
  Value big = IntMul(t, Int(INT64_MAX), Int(INT64_MAX));
  DictSet(t, dict, big, Int(1));
  DictSet(t, dict, IntMul(t, Int(INT64_MAX), Int(INT64_MAX)), Int(2));
  EXPECT_EQ(DictLength(dict), 2);
}

TEST_P(DictTest, EmptyingFromTheEndIsLinear) {
  const int n = Steps(200000);
  Dict* dict = NewDict(t);
  for (int i = 0; i < n; ++i) DictSet(t, dict, Int(i), Int(i));
  // Dead entries before the end, then pops from the end.
  for (int i = 0; i < n; i += 2) DictDelete(t, dict, Int(i));
  Value key, value;
  int popped = 0;
  while (DictPopItem(t, dict, &key, &value)) ++popped;
  EXPECT_EQ(popped, n / 2);
  // A queue: as many removed in front as added behind.
  dict = NewDict(t);
  for (int i = 0; i < n; ++i) {
    DictSet(t, dict, Int(i), Int(i));
    if (i >= 10) DictDelete(t, dict, Int(i - 10));
  }
  EXPECT_EQ(DictLength(dict), 10);
  EXPECT_LT(static_cast<ValueArray*>(dict->entries)->capacity, 300);
}

TEST_P(DictTest, MethodsAndTheirErrors) {
  Class* cls = t->isolate->dict_class();
  Value dict = CallClassOf(cls, {ListOf({TuplePack(t, Text("a"), Int(1)), Text("xy")})});
  EXPECT_EQ(Repr(dict), "{'a': 1, 'x': 'y'}");
  EXPECT_EQ(Repr(Method(dict, "get", {Text("a")})), "1");
  EXPECT_EQ(Repr(Method(dict, "get", {Text("b")})), "None");
  EXPECT_EQ(Repr(Method(dict, "get", {Text("b"), Int(5)})), "5");
  EXPECT_EQ(Repr(Method(dict, "get")),
            "<TypeError: get expected at least 1 argument, got 0>");
  EXPECT_EQ(Repr(Method(dict, "pop", {Text("b")})), "<KeyError: 'b'>");
  EXPECT_EQ(Repr(Method(dict, "pop", {Text("b"), Int(7)})), "7");
  EXPECT_EQ(Repr(Method(dict, "setdefault", {Text("c")})), "None");
  EXPECT_EQ(Repr(Method(dict, "popitem")), "('c', None)");
  EXPECT_EQ(Repr(Method(dict, "keys")), "dict_keys(['a', 'x'])");
  EXPECT_EQ(Repr(Method(dict, "values")), "dict_values([1, 'y'])");
  EXPECT_EQ(Repr(Method(dict, "items")), "dict_items([('a', 1), ('x', 'y')])");
  EXPECT_EQ(Repr(GetItem(t, dict, Int(3))), "<KeyError: 3>");
  EXPECT_EQ(Repr(GetItem(t, dict, Ints({}))), "<TypeError: unhashable type: 'list'>");
  EXPECT_FALSE(DelItem(t, dict, Text("q")));
  EXPECT_EQ(Pending(), "KeyError: 'q'");
  EXPECT_EQ(Repr(Method(NewDict(t), "popitem")),
            "<KeyError: 'popitem(): dictionary is empty'>");
  EXPECT_EQ(Repr(CallClassOf(cls, {Ints({1})})),
            "<TypeError: cannot convert dictionary update sequence element #0 to a sequence>");
  EXPECT_EQ(Repr(CallClassOf(cls, {ListOf({Text("xyz")})})),
            "<ValueError: dictionary update sequence element #0 has length 3; 2 is required>");
  EXPECT_EQ(Repr(CallClassOf(cls, {Int(1)})), "<TypeError: 'int' object is not iterable>");
  EXPECT_EQ(Repr(Method(cls, "fromkeys", {Text("ab"), Int(0)})), "{'a': 0, 'b': 0}");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kOr, dict, DictOf({{Text("x"), Int(2)}}))),
            "{'a': 1, 'x': 2}");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kOr, dict, Int(1))),
            "<TypeError: unsupported operand type(s) for |: 'dict' and 'int'>");
  Value self = DictOf({});
  DictSet(t, self.as<Dict>(), Int(1), self);
  EXPECT_EQ(Repr(self), "{1: {...}}");
}

TEST_P(DictTest, KeywordsOfTheConstructor) {
  Value args[2] = {DictOf({{Text("a"), Int(1)}}), Int(2)};
  Value name = Intern(t, "b");
  Value names = TupleFromArray(t, &name, 1);
  EXPECT_EQ(Repr(Call(t, t->isolate->dict_class(), args, 1, names)), "{'a': 1, 'b': 2}");
}

TEST_P(DictTest, IterationNoticesChangedSize) {
  Dict* dict = DictOf({{Int(1), Int(10)}, {Int(2), Int(20)}, {Int(3), Int(30)}});
  Value it = NewIterator(t, IteratorKind::kDictItems, dict);
  EXPECT_EQ(Repr(IterNext(t, it)), "(1, 10)");
  DictSet(t, dict, Int(2), Int(21));  // no new key
  EXPECT_EQ(Repr(IterNext(t, it)), "(2, 21)");
  DictSet(t, dict, Int(4), Int(40));
  EXPECT_EQ(Repr(IterNext(t, it)),
            "<RuntimeError: dictionary changed size during iteration>");
  EXPECT_EQ(Repr(IterNext(t, it)),
            "<RuntimeError: dictionary changed size during iteration>");
  EXPECT_EQ(Drain(NewReverseIterator(t, IteratorKind::kDictKeys, dict)), "[4, 3, 2, 1]");
  Value ended = NewIterator(t, IteratorKind::kDictKeys, NewDict(t));
  EXPECT_FALSE(IterNext(t, ended));
  EXPECT_FALSE(IterNext(t, ended));
}

TEST_P(DictTest, ViewsAreSets) {
  Dict* dict = DictOf({{Int(1), Int(10)}, {Int(2), Int(20)}});
  Value keys = NewDictView(t, dict, DictViewKind::kKeys);
  Value items = NewDictView(t, dict, DictViewKind::kItems);
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kAnd, keys, Ints({2, 3}))), "{2}");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kOr, keys, Ints({2, 3}))), "{1, 2, 3}");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kSub, keys, Ints({2, 3}))), "{1}");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kXor, keys, Ints({2, 3}))), "{1, 3}");
  EXPECT_EQ(Repr(Binary(t, BinaryOp::kSub, Ints({2, 3}), keys)), "{3}");
  EXPECT_EQ(Contains(t, items, TuplePack(t, Int(1), Int(10))), 1);
  EXPECT_EQ(Contains(t, items, TuplePack(t, Int(1), Int(11))), 0);
  EXPECT_EQ(CompareBool(t, CompareOp::kEq, keys, NewSetFrom(t, Ints({2, 1}), false)), 1);
  EXPECT_EQ(CompareBool(t, CompareOp::kLt, keys, NewSetFrom(t, Ints({2, 1}), false)), 0);
  EXPECT_EQ(Length(t, keys), 2);
  EXPECT_EQ(Repr(Method(keys, "isdisjoint", {Ints({5})})), "True");
  bool ok;
  Hash(t, keys, &ok);
  EXPECT_EQ(Pending(), "TypeError: unhashable type: 'dict_keys'");
}

TEST_P(DictTest, MappingProxyReadsOnly) {
  Value proxy = NewMappingProxy(t, DictOf({{Text("a"), Int(1)}}));
  EXPECT_EQ(Repr(proxy), "mappingproxy({'a': 1})");
  EXPECT_EQ(Repr(GetItem(t, proxy, Text("a"))), "1");
  EXPECT_EQ(Length(t, proxy), 1);
  EXPECT_EQ(Contains(t, proxy, Text("b")), 0);
  EXPECT_FALSE(SetItem(t, proxy, Text("a"), Int(2)));
  EXPECT_EQ(Pending(),
            "TypeError: 'mappingproxy' object does not support item assignment");
}

TEST_P(DictTest, NamespacesHideTheirCells) {
  Dict* dict = NewNamespace(t, Value::Null());
  ASSERT_TRUE(DictSet(t, dict, Text("x"), Int(1)));
  ASSERT_TRUE(DictSet(t, dict, Text("y"), Int(2)));
  Cell* x = NamespaceCell(t, dict, Intern(t, "x"), false);
  ASSERT_NE(x, nullptr);
  EXPECT_EQ(x->value, Int(1));
  Cell* absent = NamespaceCell(t, dict, Intern(t, "later"), true);
  EXPECT_EQ(Repr(dict), "{'x': 1, 'y': 2}");
  EXPECT_EQ(DictLength(dict), 2);
  EXPECT_EQ(DictContains(t, dict, Text("later")), 0);
  SetCellValue(t, x, Int(5));
  EXPECT_EQ(Get(dict, Text("x")), Int(5));
  EXPECT_EQ(DictGetStr(dict, Intern(t, "x")), Int(5));
  // Deleted and bound again: the same cell, at the end of the order.
  EXPECT_EQ(DictDelete(t, dict, Text("x")), 1);
  EXPECT_EQ(DictDelete(t, dict, Text("x")), 0);
  EXPECT_TRUE(x->value.is_null());
  EXPECT_EQ(Repr(dict), "{'y': 2}");
  ASSERT_TRUE(DictSet(t, dict, Text("x"), Int(6)));
  EXPECT_EQ(x->value, Int(6));
  EXPECT_EQ(Repr(dict), "{'y': 2, 'x': 6}");
  ASSERT_TRUE(DictSet(t, dict, Text("later"), Int(7)));
  EXPECT_EQ(absent->value, Int(7));
  // Copies are plain.
  Dict* copy = DictCopy(t, dict);
  EXPECT_EQ(Repr(copy), "{'y': 2, 'x': 6, 'later': 7}");
  EXPECT_FALSE(copy->flags & kDictNamespace);
  EXPECT_EQ(DictEquals(t, copy, dict), 1);
  Value key, value;
  ASSERT_TRUE(DictPopItem(t, dict, &key, &value));
  EXPECT_EQ(Repr(key), "'later'");
  DictClear(t, dict);
  EXPECT_EQ(DictLength(dict), 0);
  EXPECT_TRUE(x->value.is_null());
  EXPECT_FALSE(DictSet(t, dict, Int(1), Int(1)));
  EXPECT_EQ(Pending(), "TypeError: names of a namespace must be str, not int");
}


}  // namespace
}  // namespace pyjit
