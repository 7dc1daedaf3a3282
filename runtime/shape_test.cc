#include "runtime/shape.h"

#include <random>
#include <string>
#include <vector>

#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/shape_arena.h"
#include "runtime/test_isolate.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/watchpoint.h"

namespace pyjit {
namespace {

class ShapeTest : public IsolateTest {
 protected:
  Class* MakeClass(absl::string_view name, uint16_t hint = 0) {
    Class* cls = NewClass(t, isolate->type_class(), Name(name), isolate->empty_tuple(),
                          NewDict(t), nullptr, Value());
    cls->inline_hint = hint;
    roots.values.push_back(cls);
    return cls;
  }
  void Set(Object* object, absl::string_view name, Value value) {
    ASSERT_TRUE(StoreAttributeSlot(t, object, Name(name), value));
  }
  Value Get(Object* object, absl::string_view name) {
    return GetOwnAttribute(t, object, Name(name));
  }
  SlotLocation Slot(Object* object, absl::string_view name) {
    SlotLocation slot = {};
    EXPECT_TRUE(FindSlot(object->shape(), Name(name), &slot));
    return slot;
  }
};

TEST_F(ShapeTest, ShapesLieBelowFourGiB) {
  EXPECT_LT(reinterpret_cast<uintptr_t>(isolate->shape_of(Kind::kFloat)),
            uintptr_t{1} << 32);
  EXPECT_EQ(isolate->shape_by_id(isolate->shape_of(Kind::kFloat)->id),
            isolate->shape_of(Kind::kFloat));
  EXPECT_EQ(isolate->shape_by_id(1u << 30), nullptr);
}

TEST_F(ShapeTest, SameAttributesShareAShape) {
  Class* cls = MakeClass("Point");
  Object* a = AllocateInstance(t, cls);
  Object* b = AllocateInstance(t, cls);
  Set(a, "x", Value::SmallInt(1));
  Set(a, "y", Value::SmallInt(2));
  Set(b, "x", Value::SmallInt(3));
  EXPECT_NE(a->shape(), b->shape());
  EXPECT_EQ(a->shape()->parent, b->shape());
  Set(b, "y", Value::SmallInt(4));
  EXPECT_EQ(a->shape(), b->shape());
  EXPECT_EQ(Slot(a, "x").repr, SlotRepr::kInt);
  EXPECT_EQ(Get(b, "y").small_int(), 4);
  SlotLocation slot;
  EXPECT_FALSE(FindSlot(a->shape(), Name("z"), &slot));
}

TEST_F(ShapeTest, DoublesAreStoredRaw) {
  Class* cls = MakeClass("Body");
  Object* a = AllocateInstance(t, cls);
  Set(a, "x", NewFloat(t, 1.5));
  SlotLocation slot = Slot(a, "x");
  EXPECT_EQ(slot.repr, SlotRepr::kDouble);
  EXPECT_EQ(a->shape()->double_slots, 1u);
  EXPECT_EQ(*reinterpret_cast<double*>(reinterpret_cast<uint8_t*>(a) + slot.offset), 1.5);
  Set(a, "x", NewFloat(t, -2.25));
  heap->Collect(t, true);
  EXPECT_EQ(Get(a, "x").as<Float>()->value, -2.25);
}

TEST_F(ShapeTest, GeneralisesOneFieldOnly) {
  Class* cls = MakeClass("C");
  Object* a = AllocateInstance(t, cls);
  Object* b = AllocateInstance(t, cls);
  for (Object* o : {a, b}) {
    Set(o, "i", Value::SmallInt(1));
    Set(o, "d", NewFloat(t, 0.5));
    Set(o, "e", NewFloat(t, 0.25));
  }
  Shape* old = a->shape();
  Set(a, "d", Name("text"));
  EXPECT_TRUE(old->deprecated);
  EXPECT_NE(a->shape(), old);
  EXPECT_FALSE(a->shape()->deprecated);
  EXPECT_EQ(Slot(a, "i").repr, SlotRepr::kInt);
  EXPECT_EQ(Slot(a, "d").repr, SlotRepr::kTagged);
  EXPECT_EQ(Slot(a, "e").repr, SlotRepr::kDouble);
  EXPECT_EQ(Get(a, "d"), Value(Name("text")));
  EXPECT_EQ(Get(a, "e").as<Float>()->value, 0.25);
  // The other one is brought along when it is next looked at.
  EXPECT_EQ(b->shape(), old);
  EXPECT_EQ(Get(b, "d").as<Float>()->value, 0.5);
  EXPECT_EQ(b->shape(), a->shape());
  EXPECT_EQ(CurrentShape(t, old), a->shape());
  // New objects go to the wide shape at once.
  Object* c = AllocateInstance(t, cls);
  Set(c, "i", Value::SmallInt(7));
  Set(c, "d", NewFloat(t, 3.5));
  Set(c, "e", NewFloat(t, 4.5));
  EXPECT_EQ(c->shape(), a->shape());
}

TEST_F(ShapeTest, IntThenFloatIsTagged) {
  Class* cls = MakeClass("C");
  Object* a = AllocateInstance(t, cls);
  Set(a, "total", Value::SmallInt(0));
  Set(a, "total", NewFloat(t, 0.5));
  EXPECT_EQ(Slot(a, "total").repr, SlotRepr::kTagged);
  EXPECT_EQ(Get(a, "total").as<Float>()->value, 0.5);
}

class CountingDependent : public Dependent {
 public:
  void Retire(const char*) override { ++count; }
  int count = 0;
};

TEST_F(ShapeTest, KnowsWhatWasWrittenTwice) {
  Class* cls = MakeClass("C");
  Object* a = AllocateInstance(t, cls);
  Set(a, "x", Value::SmallInt(1));
  Set(a, "y", Value::SmallInt(1));
  CountingDependent dependent;
  ShapeWatchpoint(a->shape())->Watch(&dependent);
  EXPECT_EQ(a->shape()->rewritten_slots, 0u);
  Set(a, "y", Value::SmallInt(2));
  EXPECT_EQ(a->shape()->rewritten_slots, 2u);
  EXPECT_EQ(dependent.count, 1);
}

TEST_F(ShapeTest, ManyAttributesOverflowAndTeachTheClass) {
  Class* cls = MakeClass("Wide");
  Object* a = AllocateInstance(t, cls);
  const uint16_t first_capacity = a->shape()->inline_capacity;
  for (int i = 0; i < 40; ++i) {
    Set(a, "attribute" + std::to_string(i), NewFloat(t, i));
  }
  EXPECT_FALSE(Slot(a, "attribute30").is_inline);
  heap->Collect(t, true);
  for (int i = 0; i < 40; ++i) {
    EXPECT_EQ(Get(a, "attribute" + std::to_string(i)).as<Float>()->value, i);
  }
  Object* b = AllocateInstance(t, cls);
  EXPECT_GT(b->shape()->inline_capacity, first_capacity);
  EXPECT_GE(b->shape()->inline_capacity, 40);
  for (int i = 0; i < 40; ++i) {
    Set(b, "attribute" + std::to_string(i), NewFloat(t, i));
  }
  EXPECT_TRUE(Slot(b, "attribute39").is_inline);
}

TEST_F(ShapeTest, MoreThanTheLimitIsADictionary) {
  Class* cls = MakeClass("Huge");
  Object* a = AllocateInstance(t, cls);
  for (int i = 0; i < kMaxSlots + 100; ++i) {
    Set(a, "a" + std::to_string(i), Value::SmallInt(i));
  }
  EXPECT_TRUE(a->shape()->dictionary);
  heap->Collect(t, true);
  for (int i = 0; i < kMaxSlots + 100; ++i) {
    ASSERT_EQ(Get(a, "a" + std::to_string(i)).small_int(), i);
  }
}

TEST_F(ShapeTest, DeletingRebuilds) {
  Class* cls = MakeClass("C");
  Object* a = AllocateInstance(t, cls);
  Set(a, "x", NewFloat(t, 1.5));
  Set(a, "y", Name("why"));
  Set(a, "z", Value::SmallInt(3));
  bool found = false;
  ASSERT_TRUE(DeleteAttributeSlot(t, a, Name("x"), &found));
  EXPECT_TRUE(found);
  ASSERT_TRUE(DeleteAttributeSlot(t, a, Name("x"), &found));
  EXPECT_FALSE(found);
  EXPECT_TRUE(Get(a, "x").is_null());
  EXPECT_EQ(Get(a, "y"), Value(Name("why")));
  EXPECT_EQ(Get(a, "z").small_int(), 3);
  heap->Collect(t, true);
  Set(a, "x", Value::SmallInt(9));
  EXPECT_EQ(Get(a, "x").small_int(), 9);
}

TEST_F(ShapeTest, TakingTheDictKeepsItLive) {
  Class* cls = MakeClass("C");
  Object* a = AllocateInstance(t, cls);
  Set(a, "x", NewFloat(t, 1.5));
  Set(a, "y", Value::SmallInt(2));
  Dict* dict = GetObjectDict(t, a);
  ASSERT_NE(dict, nullptr);
  EXPECT_EQ(dict, GetObjectDict(t, a));
  EXPECT_EQ(DictLength(dict), 2);
  ASSERT_TRUE(DictSet(t, dict, Name("z"), Value::SmallInt(5)));
  EXPECT_EQ(Get(a, "z").small_int(), 5);
  ASSERT_TRUE(SetAttr(t, a, Name("w"), Value::SmallInt(6)));
  EXPECT_EQ(DictGetStr(dict, Name("w")).small_int(), 6);
  heap->Collect(t, true);
  EXPECT_EQ(Get(a, "x").as<Float>()->value, 1.5);
}

TEST_F(ShapeTest, ChangingTheClassKeepsAttributes) {
  Class* from = MakeClass("From", 2);
  Class* to = MakeClass("To", 9);
  Object* a = AllocateInstance(t, from);
  for (int i = 0; i < 6; ++i) {
    Set(a, "a" + std::to_string(i), i % 2 ? Value(NewFloat(t, i)) : Value::SmallInt(i));
  }
  // The target knows the first name as something else.
  Object* other = AllocateInstance(t, to);
  Set(other, "a1", Name("text"));
  ASSERT_TRUE(SetAttr(t, a, isolate->names.dunder_class, to));
  EXPECT_EQ(ClassOf(t, a), to);
  heap->Collect(t, true);
  for (int i = 0; i < 6; ++i) {
    Value v = Get(a, "a" + std::to_string(i));
    EXPECT_EQ(i % 2 ? v.as<Float>()->value : static_cast<double>(v.small_int()), i);
  }
}

// Random writes, deletions and collections against a plain table.
TEST_F(ShapeTest, RandomAttributesAgreeWithAModel) {
  for (uint32_t seed = 0; seed < 6; ++seed) {
    std::mt19937 random(seed);
    Class* cls = MakeClass("Model" + std::to_string(seed));
    constexpr int kObjects = 8, kNames = 24;
    std::vector<std::vector<std::string>> model(kObjects,
                                                std::vector<std::string>(kNames));
    const size_t first = roots.values.size();
    for (int i = 0; i < kObjects; ++i) roots.values.push_back(AllocateInstance(t, cls));
    auto text_of = [&](Value v) {
      if (v.is_null()) return std::string();
      if (v.is_small_int()) return "i" + std::to_string(v.small_int());
      if (IsKind(v, Kind::kFloat)) return "d" + std::to_string(v.as<Float>()->value);
      return "s" + StrToUtf8(v.as<Str>());
    };
    for (int step = 0; step < 3000; ++step) {
      const size_t o = random() % kObjects;
      const size_t n = random() % kNames;
      auto* object = roots.values[first + o].object();
      Str* name = Name("n" + std::to_string(n));
      const uint32_t what = random() % 20;
      if (what == 0) {
        bool found = false;
        ASSERT_TRUE(DeleteAttributeSlot(t, object, name, &found));
        ASSERT_EQ(found, !model[o][n].empty());
        model[o][n].clear();
      } else if (what == 1 && random() % 10 == 0) {
        heap->Collect(t, random() % 2 == 0);
      } else {
        // Mostly one kind per name, so that narrow slots occur.
        uint32_t kind = n % 3;
        if (random() % 40 == 0) kind = random() % 3;
        Value value = kind == 0   ? Value::SmallInt(step)
                      : kind == 1 ? Value(NewFloat(t, step / 8.0))
                                  : Value(NewStrUtf8(t, std::to_string(step)));
        ASSERT_TRUE(StoreAttributeSlot(t, object, name, value));
        model[o][n] = text_of(value);
      }
      const size_t m = random() % kNames;
      ASSERT_EQ(text_of(GetOwnAttribute(t, object, Name("n" + std::to_string(m)))),
                model[o][m]);
    }
  }
}

}  // namespace
}  // namespace pyjit
