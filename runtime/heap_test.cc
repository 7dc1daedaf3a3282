#include "runtime/heap.h"

#include <cstring>
#include <random>
#include <unordered_map>
#include <vector>

#include "runtime/finalizers.h"
#include "runtime/objects.h"
#include "runtime/test_isolate.h"
#include "runtime/trace_object.h"
#include "runtime/types/list.h"
#include "runtime/types/storage.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

IsolateOptions Options(uint64_t cap, uint64_t nursery = 4 << 20, uint64_t every = 0) {
  IsolateOptions options;
  options.heap.cap_bytes = cap;
  options.heap.nursery_bytes = nursery;
  options.heap.collect_every = every;
  return options;
}

class HeapTest : public IsolateTest {
 protected:
  Weakref* NewWeakref(Object* referent) {
    auto* weakref = static_cast<Weakref*>(AllocateRaw(
        t, isolate->shape_of(Kind::kWeakref), sizeof(Weakref)));
    weakref->referent = referent;
    heap->RegisterWeakref(weakref);
    return weakref;
  }
  // Overwrites dead stack words below this frame.
  __attribute__((noinline)) void ScrubStack() {
    volatile char junk[4096];
    for (size_t i = 0; i < sizeof(junk); ++i) junk[i] = 0;
  }
  void Collect(bool major) {
    ScrubStack();
    heap->Collect(t, major);
  }
};

TEST_F(HeapTest, KeepsWhatRootsReach) {
  roots.values.push_back(NewList(t));
  for (int i = 0; i < 100000; ++i) {
    Tuple* tuple = NewTuple(t, 2);
    tuple->items[0] = Value::SmallInt(i);
    tuple->items[1] = NewStrUtf8(t, std::to_string(i));
    WriteBarrier(t, tuple);
    if (i % 10 == 0) ASSERT_TRUE(ListAppend(t, roots.values[0].as<List>(), tuple));
  }
  Collect(false);
  Collect(true);
  auto* list = roots.values[0].as<List>();
  ASSERT_EQ(list->length, 10000);
  for (int i = 0; i < 10000; ++i) {
    auto* tuple = ListGet(t, list, i).as<Tuple>();
    ASSERT_EQ(tuple->items[0].small_int(), 10 * i);
    ASSERT_EQ(StrToUtf8(tuple->items[1].as<Str>()), std::to_string(10 * i));
  }
  EXPECT_GT(heap->stats().minor_collections, 0u);
}

TEST_F(HeapTest, FreesUnreachableCycles) {
  constexpr int kCount = 1000;
  roots.values.push_back(NewList(t));
  [&]() __attribute__((noinline)) {
    for (int i = 0; i < kCount; ++i) {
      List* a = NewList(t);
      List* b = NewList(t);
      ListAppend(t, a, b);
      ListAppend(t, b, a);
      ListAppend(t, roots.values[0].as<List>(), NewWeakref(a));
    }
  }();
  for (bool major : {false, true}) {
    Collect(major);
    int alive = 0;
    for (int i = 0; i < kCount; ++i) {
      Value weakref = ListGet(t, roots.values[0].as<List>(), i);
      if (weakref.as<Weakref>()->referent != nullptr) ++alive;
    }
    // Stale words on the native stack may keep a few.
    EXPECT_LT(alive, 10) << "major " << major;
  }
}

TEST_F(HeapTest, BarrierFindsYoungObjectsOfOldHolders) {
  Tuple* tuple = NewTuple(t, 3);
  for (int i = 0; i < 3; ++i) tuple->items[i] = Value::SmallInt(0);
  roots.values.push_back(tuple);
  Collect(false);
  ASSERT_EQ(tuple->gc, kGcOld);
  for (int round = 0; round < 50; ++round) {
    StoreField(t, tuple, &tuple->items[round % 3],
               NewStrUtf8(t, "young " + std::to_string(round)));
    EXPECT_EQ(tuple->gc, kGcRemembered);
    Collect(false);
    EXPECT_EQ(tuple->gc, kGcOld);
    for (int i = 0; i < 5000; ++i) NewStrUtf8(t, "garbage over freed memory");
    EXPECT_EQ(StrToUtf8(tuple->items[round % 3].as<Str>()),
              "young " + std::to_string(round));
  }
}

TEST_F(HeapTest, LargeArraysUseCards) {
  constexpr int64_t kItems = 1 << 20;
  ValueArray* array = NewValueArray(t, kItems);
  ASSERT_NE(array, nullptr);
  roots.values.push_back(array);
  Collect(false);
  ASSERT_EQ(array->gc, kGcOld);
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::vector<int64_t> where;
    for (int i = 0; i < 100; ++i) {
      const int64_t at = static_cast<int64_t>(random() % kItems);
      where.push_back(at);
      StoreField(t, array, &array->items[at], NewStrUtf8(t, std::to_string(at)));
      EXPECT_EQ(array->gc, kGcOld);
    }
    Collect(false);
    for (int i = 0; i < 2000; ++i) NewStrUtf8(t, "garbage");
    for (int64_t at : where) {
      ASSERT_EQ(StrToUtf8(array->items[at].as<Str>()), std::to_string(at));
    }
  }
  // Fields in a row, over the border of two cards and at the end.
  for (int64_t first : {int64_t{120}, kItems - 20}) {
    for (int64_t i = 0; i < 20; ++i) array->items[first + i] = NewStrUtf8(t, "in a row");
    WriteBarrierAt(t, array, &array->items[first], 20);
  }
  Collect(false);
  for (int i = 0; i < 2000; ++i) NewStrUtf8(t, "garbage");
  for (int64_t at : {int64_t{120}, int64_t{139}, kItems - 20, kItems - 1}) {
    ASSERT_EQ(StrToUtf8(array->items[at].as<Str>()), "in a row");
  }
  // What is not young needs no card.
  array->items[7] = Value(array);
  WriteBarrierAt(t, array, &array->items[7]);
  // The barrier without an address works too.
  array->items[5] = NewStrUtf8(t, "five!");
  WriteBarrier(t, array);
  Collect(false);
  for (int i = 0; i < 2000; ++i) NewStrUtf8(t, "garbage");
  EXPECT_EQ(StrToUtf8(array->items[5].as<Str>()), "five!");
}

TEST_F(HeapTest, LargeObjectsAreGivenBack) {
  const uint64_t before = heap->owned_bytes();
  for (int i = 0; i < 2000; ++i) {
    ASSERT_NE(NewValueArray(t, 1000 + (i % 50) * 5000), nullptr);
  }
  Collect(true);
  Collect(true);
  EXPECT_LT(heap->owned_bytes(), before + (12u << 20));
}

TEST_F(HeapTest, LargeObjectsAreZeroed) {
  for (int i = 0; i < 200; ++i) {
    RawArray* array = NewRawArray(t, 9000 + i * 100);
    for (int64_t j = 0; j < array->capacity; ++j) ASSERT_EQ(array->bytes[j], 0);
    memset(array->bytes, 0xff, static_cast<size_t>(array->capacity));
    if (i % 7 == 0) Collect(true);
  }
}

// Only an address inside the object is left in a local.
TEST_F(HeapTest, InteriorPointersAreRoots) {
  for (int64_t size : {1, 3, 100, 900, 5000, 300000}) {
    ValueArray* array = NewValueArray(t, size);
    for (int64_t i = 0; i < size; ++i) array->items[i] = Value::SmallInt(i * 3);
    Value* volatile middle = &array->items[size - 1];
    array = nullptr;
    for (int round = 0; round < 3; ++round) {
      Collect(round != 0);
      for (int i = 0; i < 1000; ++i) {
        ValueArray* junk = NewValueArray(t, size < 5000 ? size : 5000);
        for (int64_t j = 0; j < junk->capacity; ++j) junk->items[j] = Value::SmallInt(-1);
      }
    }
    Value* p = middle;
    for (int64_t i = size; i-- > 0; --p) ASSERT_EQ(p->small_int(), i * 3);
  }
}

TEST_F(HeapTest, WordsOnTheVmStackAreRoots) {
  *t->stack_top++ = NewStrUtf8(t, "on the stack");
  for (int i = 0; i < 3; ++i) {
    Collect(i > 0);
    for (int j = 0; j < 1000; ++j) NewStrUtf8(t, "something else");
  }
  EXPECT_EQ(StrToUtf8(t->stack_base[0].as<Str>()), "on the stack");
}

TEST_F(HeapTest, FindObject) {
  Str* young = NewStrUtf8(t, "a string of some length");
  const char* inside = reinterpret_cast<char*>(young->chars) + 9;
  EXPECT_EQ(heap->FindObject(inside), young);
  EXPECT_EQ(heap->FindObject(young), young);
  NewStrUtf8(t, "next");
  EXPECT_EQ(heap->FindObject(inside), young);
  Collect(true);
  EXPECT_EQ(heap->FindObject(inside), young);
  EXPECT_EQ(heap->FindObject(isolate->none().object()), isolate->none().object());
  EXPECT_EQ(heap->FindObject(&young), nullptr);
  EXPECT_EQ(heap->FindObject(nullptr), nullptr);
  EXPECT_EQ(heap->FindObject(reinterpret_cast<void*>(~uintptr_t{0})), nullptr);
  ValueArray* large = NewValueArray(t, 100000);
  EXPECT_EQ(heap->FindObject(&large->items[99999]), large);
  EXPECT_EQ(heap->FindObject(&large->items[400000]), nullptr);
}

TEST_F(HeapTest, AbsurdSizesAreMemoryErrors) {
  const uint64_t before = heap->stats().owned_bytes;
  EXPECT_EQ(NewValueArray(t, 1000000000000), nullptr);
  EXPECT_EQ(TakeError(), "MemoryError");
  EXPECT_EQ(NewRawArray(t, int64_t{1} << 47), nullptr);
  EXPECT_EQ(TakeError(), "MemoryError");
  EXPECT_EQ(heap->stats().owned_bytes, before);
}

// Makes a list of tuples until there is no memory; their number. A frame of its own: what
// it leaves in registers and on the stack must not keep the list alive.
__attribute__((noinline)) int64_t FillHeap(Thread* t) {
  Value list = NewList(t);
  int64_t count = 0;
  while (count < 10000000) {
    Tuple* tuple = NewTuple(t, 10);
    if (tuple == nullptr || !ListAppend(t, list.as<List>(), tuple)) break;
    ++count;
  }
  return count;
}

TEST_F(HeapTest, CapIsKeptAndMemoryComesBack) {
  constexpr uint64_t kCap = 24 << 20;
  Restart(Options(kCap));
  for (int round = 0; round < 3; ++round) {
    const int64_t count = FillHeap(t);
    EXPECT_TRUE(PendingIs(t, Exc::kMemoryError));
    t->exception = Value();
    EXPECT_LE(heap->owned_bytes(), kCap);
    EXPECT_GT(count, 50000);
    ScrubStack();
    Collect(true);
  }
  EXPECT_NE(NewValueArray(t, 100000), nullptr);
}

TEST_F(HeapTest, ExternalBytesCount) {
  Restart(Options(32 << 20));
  EXPECT_TRUE(heap->ChargeExternal(20 << 20));
  EXPECT_FALSE(heap->ChargeExternal(20 << 20));
  EXPECT_EQ(NewRawArray(t, 16 << 20), nullptr);
  TakeError();
  EXPECT_TRUE(heap->ChargeExternal(-(20 << 20)));
  EXPECT_NE(NewRawArray(t, 16 << 20), nullptr);
}

TEST_F(HeapTest, TooSmallACapIsAnError) {
  EXPECT_FALSE(Isolate::Create(Options(64 << 10)).ok());
}

TEST_F(HeapTest, ShrinkKeepsTheHeapWalkable) {
  std::vector<RawArray*> arrays;
  for (int i = 0; i < 200; ++i) {
    RawArray* array = NewRawArray(t, 400);
    memset(array->bytes, 0xaa, 400);
    roots.values.push_back(array);
    if (i % 2) NewTuple(t, 1);  // not the last object any more
    heap->Shrink(t, array, kRawArrayHeader + 400, kRawArrayHeader + 50);
    array->capacity = 50;
    arrays.push_back(array);
  }
  RawArray* volatile keep = arrays[77];
  Collect(false);
  EXPECT_EQ(heap->FindObject(keep->bytes + 30), keep);
  EXPECT_EQ(keep->bytes[49], 0xaa);
}

TEST_F(HeapTest, WeakrefCallbacksAreQueued) {
  constexpr int kCount = 20;
  roots.values.push_back(NewList(t));
  [&]() __attribute__((noinline)) {
    for (int i = 0; i < kCount; ++i) {
      Weakref* weakref = NewWeakref(NewList(t));
      weakref->callback = isolate->none();
      ListAppend(t, roots.values[0].as<List>(), weakref);
    }
  }();
  Collect(true);
  int queued = 0;
  while (heap->TakeFinalizer() != nullptr) ++queued;
  EXPECT_GT(queued, kCount / 2);
  EXPECT_TRUE(t->poll.load() & kPollFinalize);
}

TEST_F(HeapTest, FinalizableObjectsLiveUntilTheirTurn) {
  constexpr int kCount = 20;
  [&]() __attribute__((noinline)) {
    for (int i = 0; i < kCount; ++i) {
      Tuple* tuple = NewTuple(t, 1);
      tuple->items[0] = NewStrUtf8(t, "content");
      heap->RegisterFinalizer(tuple);
    }
  }();
  Collect(false);
  Collect(true);
  for (int i = 0; i < 1000; ++i) NewStrUtf8(t, "garbage");
  int seen = 0;
  while (Object* object = heap->TakeFinalizer()) {
    ++seen;
    EXPECT_EQ(StrToUtf8(static_cast<Tuple*>(object)->items[0].as<Str>()), "content");
  }
  EXPECT_GT(seen, kCount / 2);
  Collect(true);
  EXPECT_FALSE(heap->has_finalizers());  // once only
}

TEST_F(HeapTest, SideDictsFollowTheirObject) {
  Str* key = NewStrUtf8(t, "a key that carries attributes");
  roots.values.push_back(key);
  Collect(false);
  Dict* dict = reinterpret_cast<Dict*>(NewList(t));  // any object will do
  ListAppend(t, reinterpret_cast<List*>(dict), Value::SmallInt(5));
  heap->SetSideDict(t, key, dict);
  Collect(false);
  Collect(true);
  for (int i = 0; i < 1000; ++i) NewList(t);
  auto* list = reinterpret_cast<List*>(heap->SideDict(key));
  ASSERT_NE(list, nullptr);
  EXPECT_EQ(ListGet(t, list, 0).small_int(), 5);
}

// --- Random programs against a model ---

// Nodes are ValueArrays: [id, payload, children...]. The model knows what each
// reachable node has to hold.
class Mutator {
 public:
  Mutator(Thread* t, TestRoots* roots, uint32_t seed)
      : t_(t), roots_(roots), random_(seed) {
    roots_->values.assign(kRoots, Value());
    model_roots_.assign(kRoots, -1);
  }

  void Step() {
    const uint32_t what = random_() % 100;
    const size_t root = random_() % kRoots;
    if (what < 50) {
      NewNode(root);
    } else if (what < 85) {
      // Link some reachable node into another one.
      auto [from, from_id] = Walk(root);
      auto [to, to_id] = Walk(random_() % kRoots);
      if (from == nullptr || to == nullptr) return;
      auto& children = model_[from_id].children;
      const size_t i = random_() % children.size();
      StoreField(t_, from, &from->items[2 + i], to);
      children[i] = to_id;
    } else if (what < 95) {
      auto [node, id] = Walk(root);
      if (node == nullptr) return;
      const size_t i = random_() % model_[id].children.size();
      node->items[2 + i] = Value();
      model_[id].children[i] = -1;
    } else {
      roots_->values[root] = Value();
      model_roots_[root] = -1;
    }
  }

  // Compares everything reachable and forgets the model of the rest.
  void Check() {
    std::unordered_map<int64_t, ValueArray*> seen;
    std::unordered_map<int64_t, Node> live;
    std::vector<std::pair<int64_t, ValueArray*>> work;
    auto visit = [&](Value v, int64_t id) {
      ASSERT_EQ(v.is_null(), id < 0);
      if (id < 0) return;
      auto* node = v.as<ValueArray>();
      auto [it, fresh] = seen.emplace(id, node);
      ASSERT_EQ(it->second, node) << "two objects for one node";
      if (fresh) work.push_back({id, node});
    };
    for (size_t i = 0; i < kRoots; ++i) visit(roots_->values[i], model_roots_[i]);
    while (!work.empty()) {
      auto [id, node] = work.back();
      work.pop_back();
      const Node& model = model_.at(id);
      ASSERT_EQ(node->kind(), Kind::kValueArray);
      ASSERT_EQ(node->items[0].small_int(), id);
      ASSERT_EQ(StrToUtf8(node->items[1].as<Str>()), "payload " + std::to_string(id));
      ASSERT_EQ(node->capacity, static_cast<int64_t>(model.children.size()) + 2);
      for (size_t i = 0; i < model.children.size(); ++i) {
        visit(node->items[2 + i], model.children[i]);
      }
      live[id] = model;
    }
    model_ = std::move(live);
  }

 private:
  static constexpr size_t kRoots = 20;
  struct Node {
    std::vector<int64_t> children;
  };

  void NewNode(size_t root) {
    size_t children = 1 + random_() % 6;
    if (random_() % 50 == 0) children = 1 + random_() % 600;     // medium
    if (random_() % 500 == 0) children = 1200 + random_() % 3000;  // large
    ValueArray* node = NewValueArray(t_, static_cast<int64_t>(children) + 2);
    ASSERT_NE(node, nullptr);
    const int64_t id = next_id_++;
    node->items[0] = Value::SmallInt(id);
    StoreField(t_, node, &node->items[1],
               NewStrUtf8(t_, "payload " + std::to_string(id)));
    Node model;
    model.children.assign(children, -1);
    // The new node becomes a root and keeps the old root in a random place.
    const size_t at = random_() % children;
    if (model_roots_[root] >= 0 && random_() % 4 != 0) {
      StoreField(t_, node, &node->items[2 + at], roots_->values[root]);
      model.children[at] = model_roots_[root];
    }
    model_[id] = std::move(model);
    roots_->values[root] = node;
    model_roots_[root] = id;
  }

  // A random node reachable from a root.
  std::pair<ValueArray*, int64_t> Walk(size_t root) {
    int64_t id = model_roots_[root];
    if (id < 0) return {nullptr, -1};
    auto* node = roots_->values[root].as<ValueArray>();
    for (uint32_t steps = random_() % 20; steps > 0; --steps) {
      const auto& children = model_[id].children;
      const size_t i = random_() % children.size();
      if (children[i] < 0) break;
      node = node->items[2 + i].as<ValueArray>();
      id = children[i];
    }
    return {node, id};
  }

  Thread* t_;
  TestRoots* roots_;
  std::mt19937 random_;
  int64_t next_id_ = 0;
  std::vector<int64_t> model_roots_;
  std::unordered_map<int64_t, Node> model_;
};

TEST_F(HeapTest, RandomMutatorWithSmallNursery) {
  Restart(Options(256 << 20, 256 << 10));
  Mutator mutator(t, &roots, 1);
  for (int round = 0; round < 100; ++round) {
    for (int i = 0; i < 1000; ++i) mutator.Step();
    if (round % 10 == 9) heap->Collect(t, true);
    mutator.Check();
    if (HasFatalFailure()) return;
  }
  EXPECT_GT(heap->stats().minor_collections, 5u);
}

TEST_F(HeapTest, RandomMutatorCollectingAtEachAllocation) {
  Restart(Options(256 << 20, 4 << 20, 1));
  Mutator mutator(t, &roots, 2);
  for (int round = 0; round < 20; ++round) {
    for (int i = 0; i < 100; ++i) mutator.Step();
    mutator.Check();
    if (HasFatalFailure()) return;
  }
}

TEST_F(HeapTest, RandomMutatorWithMixedCollections) {
  Restart(Options(512 << 20, 1 << 20));
  for (uint32_t seed = 10; seed < 14; ++seed) {
    Mutator mutator(t, &roots, seed);
    std::mt19937 random(seed);
    for (int round = 0; round < 200; ++round) {
      for (uint32_t i = random() % 200; i > 0; --i) mutator.Step();
      heap->Collect(t, random() % 4 == 0);
      if (round % 20 == 0) mutator.Check();
      if (HasFatalFailure()) return;
    }
    mutator.Check();
  }
}

}  // namespace
}  // namespace pyjit
