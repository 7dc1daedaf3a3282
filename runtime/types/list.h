#ifndef RUNTIME_TYPES_LIST_H_
#define RUNTIME_TYPES_LIST_H_

#include <cstdint>

#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/shape.h"
#include "runtime/types/storage.h"

// list: a growable array in one of four storages (ListStorage, design D2).
//
//   kEmpty   fresh or cleared; the first item chooses the storage
//   kInt     ValueArray, all small ints; another item makes it kTagged, at no cost
//   kDouble  RawArray of doubles; another item boxes them all once, to kTagged
//   kTagged  ValueArray of anything; stays so until clear()
//
// A list that lost its last item by pop keeps its storage. Functions here work
// on any List, subclasses included, and look at no overridden methods. Those
// documented as "no Python" may still collect. Failure: null or false with an
// exception pending; the list is then unchanged unless said otherwise.

namespace pyjit {

List* NewList(Thread* t);  // no Python
// Room for `capacity` items without a further move, in the storage for `kind`.
List* NewListWithCapacity(Thread* t, ListStorage kind, int64_t capacity);
// Copies items and picks the narrowest storage. No Python.
List* NewListOf(Thread* t, const Value* items, int64_t n);
// list(iterable). May run Python.
List* NewListFrom(Thread* t, Value iterable);

// --- Items. Requires 0 <= i < length unless said otherwise. No Python. ---

bool ListAppendSlow(Thread* t, List* list, Value value);
inline bool ListAppend(Thread* t, List* list, Value value) {
  const ListStorage kind = list->storage_kind();
  if (kind == ListStorage::kTagged ||
      (kind == ListStorage::kInt && value.is_small_int())) [[likely]] {
    auto* array = static_cast<ValueArray*>(list->storage);
    const int64_t n = list->length;
    if (n < array->capacity) [[likely]] {
      array->items[n] = value;
      list->length = n + 1;
      WriteBarrierAt(t, array, &array->items[n]);
      return true;
    }
  }
  return ListAppendSlow(t, list, value);
}

// Boxes a double: null with MemoryError pending is possible then.
Value ListGetDouble(Thread* t, List* list, int64_t i);
inline Value ListGet(Thread* t, List* list, int64_t i) {
  if (list->storage_kind() == ListStorage::kDouble) [[unlikely]] {
    return ListGetDouble(t, list, i);
  }
  return static_cast<ValueArray*>(list->storage)->items[i];
}

bool ListSetSlow(Thread* t, List* list, int64_t i, Value value);
inline bool ListSet(Thread* t, List* list, int64_t i, Value value) {
  const ListStorage kind = list->storage_kind();
  if (kind == ListStorage::kTagged ||
      (kind == ListStorage::kInt && value.is_small_int())) [[likely]] {
    auto* array = static_cast<ValueArray*>(list->storage);
    array->items[i] = value;
    WriteBarrierAt(t, array, &array->items[i]);
    return true;
  }
  return ListSetSlow(t, list, i, value);
}

// Makes the storage kTagged (boxing doubles), so that items may be anything.
bool ListMakeTagged(Thread* t, List* list);
// Room for `capacity` items in all; keeps the storage's kind (kEmpty: kTagged).
bool ListReserve(Thread* t, List* list, int64_t capacity);
// list.insert: i is clamped as Python does, negative counts from the end.
bool ListInsert(Thread* t, List* list, int64_t i, Value value);
Value ListPop(Thread* t, List* list, int64_t i);
bool ListDelete(Thread* t, List* list, int64_t i);
void ListClear(Thread* t, List* list);
void ListReverse(Thread* t, List* list);

// --- Whole lists ---

// list += iterable; items seen before an error stay appended. May run Python.
bool ListExtend(Thread* t, List* list, Value iterable);
bool ListExtendItems(Thread* t, List* list, const Value* items, int64_t n);
// count items from start by step (all in range). No Python.
List* ListSlice(Thread* t, List* list, int64_t start, int64_t step,
                int64_t count);
List* ListCopy(Thread* t, List* list);
// list[slice] = iterable with CPython's rules and messages. May run Python.
bool ListSetSlice(Thread* t, List* list, Slice* slice, Value iterable);
bool ListDelSlice(Thread* t, List* list, Slice* slice);
List* ListConcat(Thread* t, List* a, List* b);
List* ListRepeat(Thread* t, List* list, int64_t times);  // times < 0: as 0
bool ListInplaceRepeat(Thread* t, List* list, int64_t times);
Tuple* ListToTuple(Thread* t, List* list);

// --- Python's operations, for dispatch. May run Python. ---

// list[key]; key an int, slice or anything with __index__.
Value ListSubscript(Thread* t, List* list, Value key);
// list[key] = value; value null: del list[key].
bool ListAssignSubscript(Thread* t, List* list, Value key, Value value);
int ListContains(Thread* t, List* list, Value item);  // 1, 0, -1
// True, False or (for == and < chains) what comparing the items gave.
Value ListCompare(Thread* t, CompareOp op, List* a, List* b);
Value ListRepr(Thread* t, List* list);

// Sorts in place, stably, with CPython's order of comparisons. key null or
// None: none. The list is empty while key functions and comparisons run;
// ValueError if they touched it. On error the items stay, in some order.
bool ListSort(Thread* t, List* list, Value key, bool reverse);

bool InitListType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_LIST_H_
