// _heapq: heaps in lists. Lists of ints and of floats are sifted as raw words; others
// compare with <, which may run Python and change the list.
#include <utility>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/list.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// --- What a heap can do: compare and swap items by number ---

struct IntHeap {
  Value* items;
  int64_t size;
  int Less(int64_t i, int64_t k) { return items[i].small_int() < items[k].small_int(); }
  bool Swap(int64_t i, int64_t k) {
    std::swap(items[i], items[k]);
    return true;
  }
};
struct DoubleHeap {
  double* items;
  int64_t size;
  int Less(int64_t i, int64_t k) { return items[i] < items[k]; }
  bool Swap(int64_t i, int64_t k) {
    std::swap(items[i], items[k]);
    return true;
  }
};
struct AnyHeap {
  Thread* t;
  List* list;
  int64_t size;
  int Less(int64_t i, int64_t k) {
    Value a = ListGet(t, list, i);
    Value b = a.is_null() ? a : ListGet(t, list, k);
    if (b.is_null()) return -1;
    if (a.is_small_int() && b.is_small_int()) return a.small_int() < b.small_int();
    Value r = Compare(t, CompareOp::kLt, a, b);
    const int less = r.is_null() ? -1 : IsTrue(t, r);
    if (less >= 0 && list->length != size) {
      RaiseText(t, Exc::kRuntimeError, "list changed size during iteration");
      return -1;
    }
    return less;
  }
  bool Swap(int64_t i, int64_t k) {
    Value a = ListGet(t, list, i);
    Value b = a.is_null() ? a : ListGet(t, list, k);
    return !b.is_null() && ListSet(t, list, i, b) && ListSet(t, list, k, a);
  }
};

// Moves the item at `pos` up towards `start` while it is smaller (kMax: larger) than
// its parent.
template <bool kMax, typename Heap>
bool SiftDown(Heap& heap, int64_t start, int64_t pos) {
  while (pos > start) {
    const int64_t parent = (pos - 1) >> 1;
    const int less = kMax ? heap.Less(parent, pos) : heap.Less(pos, parent);
    if (less < 0) return false;
    if (less == 0) break;
    if (!heap.Swap(pos, parent)) return false;
    pos = parent;
  }
  return true;
}

// Lets the smaller child rise from `pos` down to a leaf, then puts the item in place.
template <bool kMax, typename Heap>
bool SiftUp(Heap& heap, int64_t pos) {
  const int64_t start = pos, limit = heap.size >> 1;
  while (pos < limit) {
    int64_t child = 2 * pos + 1;
    if (child + 1 < heap.size) {
      const int less = kMax ? heap.Less(child + 1, child) : heap.Less(child, child + 1);
      if (less < 0) return false;
      if (less == 0) ++child;
    }
    if (!heap.Swap(pos, child)) return false;
    pos = child;
  }
  return SiftDown<kMax>(heap, start, pos);
}

// Calls f with the heap that fits the list's storage.
template <typename F>
bool WithHeap(Thread* t, List* list, F f) {
  switch (list->storage_kind()) {
    case ListStorage::kInt: {
      IntHeap heap = {static_cast<ValueArray*>(list->storage)->items, list->length};
      return f(heap);
    }
    case ListStorage::kDouble: {
      DoubleHeap heap = {static_cast<RawArray*>(list->storage)->doubles(), list->length};
      return f(heap);
    }
    default: {
      AnyHeap heap = {t, list, list->length};
      return f(heap);
    }
  }
}

template <bool kMax>
bool SiftUpFirst(Thread* t, List* list) {
  return WithHeap(t, list, [](auto& heap) { return SiftUp<kMax>(heap, 0); });
}

// The heap argument; null with TypeError pending.
List* HeapOf(Thread* t, const char* function, Value v) {
  if (IsKind(v, Kind::kList)) return v.as<List>();
  Raise(t, Exc::kTypeError, "%s() argument 1 must be list, not %s", function, ClassNameOf(t, v));
  return nullptr;
}
// The same for one-argument functions.
List* OnlyHeap(Thread* t, const char* function, Value v) {
  if (IsKind(v, Kind::kList)) return v.as<List>();
  Raise(t, Exc::kTypeError, "%s() argument must be list, not %s", function, ClassNameOf(t, v));
  return nullptr;
}

Value HeapPush(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* list = HeapOf(t, "heappush", args[0]);
  if (list == nullptr || !ListAppend(t, list, args[1])) return Value();
  const bool ok = WithHeap(t, list, [](auto& heap) {
    return SiftDown<false>(heap, 0, heap.size - 1);
  });
  return ok ? NoneOf(t) : Value();
}

template <bool kMax>
Value HeapPop(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* list = OnlyHeap(t, kMax ? "_heappop_max" : "heappop", args[0]);
  if (list == nullptr) return Value();
  if (list->length == 0) return RaiseText(t, Exc::kIndexError, "index out of range");
  Value last = ListPop(t, list, list->length - 1);
  if (last.is_null() || list->length == 0) return last;
  Value first = ListGet(t, list, 0);
  if (first.is_null() || !ListSet(t, list, 0, last)) return Value();
  return SiftUpFirst<kMax>(t, list) ? first : Value();
}

template <bool kMax>
Value HeapReplace(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* list = HeapOf(t, kMax ? "_heapreplace_max" : "heapreplace", args[0]);
  if (list == nullptr) return Value();
  if (list->length == 0) return RaiseText(t, Exc::kIndexError, "index out of range");
  Value first = ListGet(t, list, 0);
  if (first.is_null() || !ListSet(t, list, 0, args[1])) return Value();
  return SiftUpFirst<kMax>(t, list) ? first : Value();
}

Value HeapPushPop(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* list = HeapOf(t, "heappushpop", args[0]);
  if (list == nullptr) return Value();
  if (list->length == 0) return args[1];
  Value first = ListGet(t, list, 0);
  if (first.is_null()) return first;
  Value r = Compare(t, CompareOp::kLt, first, args[1]);
  const int less = r.is_null() ? -1 : IsTrue(t, r);
  if (less < 0) return Value();
  if (less == 0) return args[1];
  if (list->length == 0) return RaiseText(t, Exc::kIndexError, "index out of range");
  first = ListGet(t, list, 0);
  if (first.is_null() || !ListSet(t, list, 0, args[1])) return Value();
  return SiftUpFirst<false>(t, list) ? first : Value();
}

template <bool kMax>
Value Heapify(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* list = OnlyHeap(t, kMax ? "_heapify_max" : "heapify", args[0]);
  if (list == nullptr) return Value();
  const bool ok = WithHeap(t, list, [](auto& heap) {
    for (int64_t i = (heap.size >> 1) - 1; i >= 0; --i) {
      if (!SiftUp<kMax>(heap, i)) return false;
    }
    return true;
  });
  return ok ? NoneOf(t) : Value();
}

constexpr NativeInfo kRows[] = {
    {"heappush", HeapPush, "(heap, item, /)", kAnything,
     "Push item onto heap, maintaining the heap invariant."},
    {"heappushpop", HeapPushPop, "(heap, item, /)", kAnything,
     "Push item on the heap, then pop and return the smallest item from the heap.\n\n"
     "The combined action runs more efficiently than heappush() followed by\n"
     "a separate call to heappop()."},
    {"heappop", HeapPop<false>, "(heap, /)", kAnything,
     "Pop the smallest item off the heap, maintaining the heap invariant."},
    {"heapreplace", HeapReplace<false>, "(heap, item, /)", kAnything,
     "Pop and return the current smallest value, and add the new item.\n\n"
     "This is more efficient than heappop() followed by heappush(), and can be\n"
     "more appropriate when using a fixed-size heap.  Note that the value\n"
     "returned may be larger than item!  That constrains reasonable uses of\n"
     "this routine unless written as part of a conditional replacement:\n\n"
     "    if item > heap[0]:\n"
     "        item = heapreplace(heap, item)"},
    {"heapify", Heapify<false>, "(heap, /)", kAnything,
     "Transform list into a heap, in-place, in O(len(heap)) time."},
    {"_heappop_max", HeapPop<true>, "(heap, /)", kAnything, "Maxheap variant of heappop."},
    {"_heapreplace_max", HeapReplace<true>, "(heap, item, /)", kAnything,
     "Maxheap variant of heapreplace."},
    {"_heapify_max", Heapify<true>, "(heap, /)", kAnything, "Maxheap variant of heapify."},
};

}  // namespace

bool InitHeapqModule(Thread* t, Module* module) {
  return SetModuleText(t, module, "__doc__", "Heap queue algorithm (a.k.a. priority queue).") &&
         SetModuleText(t, module, "__about__", "Heap queues") &&
         AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
