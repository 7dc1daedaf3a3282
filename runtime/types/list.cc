#include "runtime/types/list.h"

#include <cstring>

#include "runtime/heap_grow.h"
#include "runtime/isolate.h"
#include "runtime/types/container_util.h"
#include "runtime/types/float.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

ValueArray* Words(const List* list) {
  return static_cast<ValueArray*>(list->storage);
}
double* Doubles(const List* list) {
  return static_cast<RawArray*>(list->storage)->doubles();
}
void SetKind(List* list, ListStorage kind) {
  list->flags = static_cast<uint8_t>(kind);
}
bool IsDouble(const List* list) {
  return list->storage_kind() == ListStorage::kDouble;
}

int64_t Capacity(const List* list) {
  if (list->storage == nullptr) return 0;
  if (IsDouble(list)) return static_cast<RawArray*>(list->storage)->capacity / 8;
  return Words(list)->capacity;
}

ListStorage KindFor(Thread* t, Value value) {
  if (value.is_small_int()) return ListStorage::kInt;
  return CanBeRawDouble(t, value) ? ListStorage::kDouble : ListStorage::kTagged;
}

// Gives the list an empty storage of `kind` if it has none.
bool Materialise(Thread* t, List* list, ListStorage kind, int64_t capacity) {
  Object* storage;
  if (kind == ListStorage::kDouble) {
    storage = NewRawArray(t, capacity * 8);
  } else {
    storage = NewValueArray(t, capacity);
  }
  if (storage == nullptr) return false;
  list->storage = storage;
  SetKind(list, kind);
  WriteBarrier(t, list);
  return true;
}

bool SetCapacity(Thread* t, List* list, int64_t capacity) {
  const int64_t n = list->length;
  if (IsDouble(list)) {
    auto* raw = static_cast<RawArray*>(list->storage);
    if (capacity * 8 > raw->capacity &&
        GrowInPlace(raw, kRawArrayHeader + static_cast<size_t>(capacity) * 8)) {
      raw->capacity = capacity * 8;
      return true;
    }
    RawArray* grown = NewRawArray(t, capacity * 8);
    if (grown == nullptr) return false;
    std::memcpy(grown->doubles(), Doubles(list), static_cast<size_t>(n) * 8);
    list->storage = grown;
  } else {
    if (capacity > Words(list)->capacity &&
        GrowInPlace(list->storage, kValueArrayHeader + static_cast<size_t>(capacity) * 8)) {
      Words(list)->capacity = capacity;
      return true;
    }
    ValueArray* grown = NewValueArray(t, capacity);
    if (grown == nullptr) return false;
    std::memcpy(grown->items, Words(list)->items, static_cast<size_t>(n) * 8);
    list->storage = grown;
    WriteBarrier(t, grown);
  }
  WriteBarrier(t, list);
  return true;
}

bool Grow(Thread* t, List* list, int64_t needed) {
  if (needed <= Capacity(list)) return true;
  return SetCapacity(t, list, GrownCapacity(needed));
}

// Makes the storage able to hold `value`, for a list that will have `needed` items.
bool Admit(Thread* t, List* list, Value value, int64_t needed) {
  const ListStorage wanted = KindFor(t, value);
  switch (list->storage_kind()) {
    case ListStorage::kEmpty:
      return Materialise(t, list, wanted, GrownCapacity(needed));
    case ListStorage::kTagged:
      break;
    case ListStorage::kInt:
      if (wanted != ListStorage::kInt) SetKind(list, ListStorage::kTagged);
      break;
    case ListStorage::kDouble:
      if (wanted != ListStorage::kDouble && !ListMakeTagged(t, list)) {
        return false;
      }
      break;
  }
  return Grow(t, list, needed);
}

// Stores into a slot that Admit has prepared.
void Put(Thread* t, List* list, int64_t i, Value value) {
  if (IsDouble(list)) {
    Doubles(list)[i] = FloatValue(value);
    return;
  }
  Words(list)->items[i] = value;
  WriteBarrierAt(t, list->storage, &Words(list)->items[i]);
}

// Moves items [from, length) to start at `to`; clears what becomes unused.
void MoveTail(Thread* t, List* list, int64_t from, int64_t to) {
  const int64_t n = list->length;
  const size_t bytes = static_cast<size_t>(n - from) * 8;
  if (IsDouble(list)) {
    std::memmove(Doubles(list) + to, Doubles(list) + from, bytes);
    return;
  }
  Value* items = Words(list)->items;
  std::memmove(static_cast<void*>(items + to), items + from, bytes);
  for (int64_t i = n - (from - to); i < n; ++i) items[i] = Value::Null();
  WriteBarrierAt(t, list->storage, items + to, n - from);
}

}  // namespace

List* NewList(Thread* t) {
  return static_cast<List*>(
      AllocateRaw(t, t->isolate->shape_of(Kind::kList), sizeof(List)));
}

List* NewListWithCapacity(Thread* t, ListStorage kind, int64_t capacity) {
  List* list = NewList(t);
  if (list == nullptr || kind == ListStorage::kEmpty || capacity <= 0) {
    return list;
  }
  return Materialise(t, list, kind, capacity) ? list : nullptr;
}

List* NewListOf(Thread* t, const Value* items, int64_t n) {
  if (n == 0) return NewList(t);
  ListStorage kind = KindFor(t, items[0]);
  for (int64_t i = 1; i < n && kind != ListStorage::kTagged; ++i) {
    if (KindFor(t, items[i]) != kind) kind = ListStorage::kTagged;
  }
  List* list = NewListWithCapacity(t, kind, n);
  if (list == nullptr) return nullptr;
  if (kind == ListStorage::kDouble) {
    for (int64_t i = 0; i < n; ++i) Doubles(list)[i] = FloatValue(items[i]);
  } else {
    std::memcpy(static_cast<void*>(Words(list)->items), items,
                static_cast<size_t>(n) * 8);
    WriteBarrier(t, list->storage);
  }
  list->length = n;
  return list;
}

bool ListAppendSlow(Thread* t, List* list, Value value) {
  const int64_t n = list->length;
  if (!Admit(t, list, value, n + 1)) return false;
  Put(t, list, n, value);
  list->length = n + 1;
  return true;
}

Value ListGetDouble(Thread* t, List* list, int64_t i) {
  return NewFloat(t, Doubles(list)[i]);
}

bool ListSetSlow(Thread* t, List* list, int64_t i, Value value) {
  if (!Admit(t, list, value, list->length)) return false;
  Put(t, list, i, value);
  return true;
}

bool ListMakeTagged(Thread* t, List* list) {
  switch (list->storage_kind()) {
    case ListStorage::kTagged:
      return true;
    case ListStorage::kEmpty:
      return Materialise(t, list, ListStorage::kTagged, 4);
    case ListStorage::kInt:
      SetKind(list, ListStorage::kTagged);
      return true;
    case ListStorage::kDouble:
      break;
  }
  const int64_t n = list->length;
  ValueArray* array = NewValueArray(t, Capacity(list));
  if (array == nullptr) return false;
  for (int64_t i = 0; i < n; ++i) {
    Value boxed = NewFloat(t, Doubles(list)[i]);
    if (!boxed) return false;
    array->items[i] = boxed;
    WriteBarrier(t, array);
  }
  list->storage = array;
  SetKind(list, ListStorage::kTagged);
  WriteBarrier(t, list);
  return true;
}

bool ListReserve(Thread* t, List* list, int64_t capacity) {
  if (capacity <= Capacity(list)) return true;
  if (list->storage_kind() == ListStorage::kEmpty) {
    return Materialise(t, list, ListStorage::kTagged, capacity);
  }
  return SetCapacity(t, list, capacity);
}

bool ListInsert(Thread* t, List* list, int64_t i, Value value) {
  const int64_t n = list->length;
  if (i < 0) {
    i += n;
    if (i < 0) i = 0;
  }
  if (i >= n) return ListAppend(t, list, value);
  if (!Admit(t, list, value, n + 1)) return false;
  const size_t bytes = static_cast<size_t>(n - i) * 8;
  if (IsDouble(list)) {
    std::memmove(Doubles(list) + i + 1, Doubles(list) + i, bytes);
  } else {
    Value* items = Words(list)->items;
    std::memmove(static_cast<void*>(items + i + 1), items + i, bytes);
  }
  list->length = n + 1;
  Put(t, list, i, value);
  return true;
}

Value ListPop(Thread* t, List* list, int64_t i) {
  Value value = ListGet(t, list, i);
  if (!value) return value;
  ListDelete(t, list, i);
  return value;
}

bool ListDelete(Thread* t, List* list, int64_t i) {
  const int64_t n = list->length;
  if (i + 1 < n) {
    MoveTail(t, list, i + 1, i);
  } else if (!IsDouble(list)) {
    Words(list)->items[i] = Value::Null();
  }
  list->length = n - 1;
  return true;
}

void ListClear(Thread* t, List* list) {
  list->length = 0;
  list->storage = nullptr;
  list->version++;
  SetKind(list, ListStorage::kEmpty);
}

void ListReverse(Thread* t, List* list) {
  const int64_t n = list->length;
  if (n < 2) return;
  // Doubles and tagged words alike are 8 bytes that may be moved around.
  uint64_t* words = IsDouble(list)
                        ? reinterpret_cast<uint64_t*>(Doubles(list))
                        : reinterpret_cast<uint64_t*>(Words(list)->items);
  for (int64_t i = 0, j = n - 1; i < j; ++i, --j) {
    uint64_t word = words[i];
    words[i] = words[j];
    words[j] = word;
  }
  WriteBarrier(t, list->storage);
}

bool ListExtendItems(Thread* t, List* list, const Value* items, int64_t n) {
  if (n == 0) return true;
  if (list->storage != nullptr && !Grow(t, list, list->length + n)) return false;
  for (int64_t i = 0; i < n; ++i) {
    if (list->storage == nullptr &&
        !Materialise(t, list, KindFor(t, items[0]), n)) {
      return false;
    }
    if (!ListAppend(t, list, items[i])) return false;
  }
  return true;
}

List* ListSlice(Thread* t, List* list, int64_t start, int64_t step,
                int64_t count) {
  if (count <= 0) return NewList(t);
  List* result = NewListWithCapacity(t, list->storage_kind(), count);
  if (result == nullptr) return nullptr;
  if (IsDouble(list)) {
    const double* from = Doubles(list);
    double* to = Doubles(result);
    if (step == 1) {
      std::memcpy(to, from + start, static_cast<size_t>(count) * 8);
    } else {
      for (int64_t i = 0; i < count; ++i) to[i] = from[start + i * step];
    }
  } else {
    const Value* from = Words(list)->items;
    Value* to = Words(result)->items;
    if (step == 1) {
      std::memcpy(static_cast<void*>(to), from + start,
                  static_cast<size_t>(count) * 8);
    } else {
      for (int64_t i = 0; i < count; ++i) to[i] = from[start + i * step];
    }
    WriteBarrier(t, result->storage);
  }
  result->length = count;
  return result;
}

List* ListCopy(Thread* t, List* list) {
  return ListSlice(t, list, 0, 1, list->length);
}

namespace {

// The storage that can hold the items of both.
ListStorage CommonKind(List* a, List* b) {
  if (a->length == 0) return b->storage_kind();
  if (b->length == 0 || a->storage_kind() == b->storage_kind()) {
    return a->storage_kind();
  }
  return ListStorage::kTagged;
}

// Copies src's items to positions at.. of dst, whose storage holds them.
bool CopyItems(Thread* t, List* dst, int64_t at, List* src) {
  const int64_t n = src->length;
  if (n == 0) return true;
  if (IsDouble(dst)) {
    std::memmove(Doubles(dst) + at, Doubles(src), static_cast<size_t>(n) * 8);
    return true;
  }
  if (IsDouble(src)) {
    for (int64_t i = 0; i < n; ++i) {
      Value boxed = NewFloat(t, Doubles(src)[i]);
      if (!boxed) return false;
      Words(dst)->items[at + i] = boxed;
      WriteBarrierAt(t, dst->storage, &Words(dst)->items[at + i]);
    }
    return true;
  }
  std::memmove(static_cast<void*>(Words(dst)->items + at), Words(src)->items,
               static_cast<size_t>(n) * 8);
  WriteBarrierAt(t, dst->storage, Words(dst)->items + at, n);
  return true;
}

}  // namespace

List* ListConcat(Thread* t, List* a, List* b) {
  const int64_t n = a->length, m = b->length;
  if (n + m == 0) return NewList(t);
  List* result = NewListWithCapacity(t, CommonKind(a, b), n + m);
  if (result == nullptr) return nullptr;
  if (!CopyItems(t, result, 0, a) || !CopyItems(t, result, n, b)) {
    return nullptr;
  }
  result->length = n + m;
  return result;
}

List* ListRepeat(Thread* t, List* list, int64_t times) {
  const int64_t n = list->length;
  if (n == 0 || times <= 0) return NewList(t);
  int64_t total;
  if (__builtin_mul_overflow(n, times, &total) || total > kMaxStorageWords) {
    RaiseMemoryError(t);
    return nullptr;
  }
  List* result = NewListWithCapacity(t, list->storage_kind(), total);
  if (result == nullptr) return nullptr;
  const uint64_t* from;
  uint64_t* to;
  if (IsDouble(list)) {
    from = reinterpret_cast<const uint64_t*>(Doubles(list));
    to = reinterpret_cast<uint64_t*>(Doubles(result));
  } else {
    from = reinterpret_cast<const uint64_t*>(Words(list)->items);
    to = reinterpret_cast<uint64_t*>(Words(result)->items);
  }
  if (n == 1) {
    const uint64_t word = from[0];
    for (int64_t i = 0; i < total; ++i) to[i] = word;
  } else {
    for (int64_t i = 0; i < total; i += n) {
      std::memcpy(to + i, from, static_cast<size_t>(n) * 8);
    }
  }
  result->length = total;
  WriteBarrier(t, result->storage);
  return result;
}

bool ListInplaceRepeat(Thread* t, List* list, int64_t times) {
  if (times <= 0) {
    ListClear(t, list);
    return true;
  }
  if (times == 1 || list->length == 0) return true;
  List* repeated = ListRepeat(t, list, times);
  if (repeated == nullptr) return false;
  list->storage = repeated->storage;
  list->length = repeated->length;
  WriteBarrier(t, list);
  return true;
}

Tuple* ListToTuple(Thread* t, List* list) {
  const int64_t n = list->length;
  Tuple* tuple = NewTuple(t, n);
  if (tuple == nullptr || n == 0) return tuple;
  if (!IsDouble(list)) {
    std::memcpy(static_cast<void*>(tuple->items), Words(list)->items,
                static_cast<size_t>(n) * 8);
    WriteBarrier(t, tuple);
    return tuple;
  }
  for (int64_t i = 0; i < n; ++i) {
    Value boxed = NewFloat(t, Doubles(list)[i]);
    if (!boxed) return nullptr;
    tuple->items[i] = boxed;
    WriteBarrier(t, tuple);
  }
  return tuple;
}

namespace {

// Replaces items [start, stop) by those of src (not list itself).
bool ReplaceRange(Thread* t, List* list, int64_t start, int64_t stop,
                  List* src) {
  const int64_t n = list->length;
  const int64_t removed = stop - start;
  const int64_t added = src->length;
  const int64_t total = n - removed + added;
  if (total == 0) {
    ListClear(t, list);
    return true;
  }
  if (added > 0) {
    if (list->storage_kind() == ListStorage::kEmpty) {
      if (!Materialise(t, list, src->storage_kind(), total)) return false;
    } else if (list->storage_kind() != src->storage_kind()) {
      if (IsDouble(src)) {
        src = ListCopy(t, src);
        if (src == nullptr || !ListMakeTagged(t, src)) return false;
      }
      // A double list must box; an int list just loses its promise. A tagged
      // list takes ints as they are.
      if (!ListMakeTagged(t, list)) return false;
    }
    if (!Grow(t, list, total)) return false;
  }
  if (added < removed) {
    MoveTail(t, list, stop, start + added);
  } else if (added > removed && stop < n) {
    const size_t bytes = static_cast<size_t>(n - stop) * 8;
    if (IsDouble(list)) {
      std::memmove(Doubles(list) + start + added, Doubles(list) + stop, bytes);
    } else {
      Value* items = Words(list)->items;
      std::memmove(static_cast<void*>(items + start + added), items + stop,
                   bytes);
    }
  }
  list->length = total;
  // No boxing is left to do here, so this cannot fail half-way.
  CopyItems(t, list, start, src);
  return true;
}

}  // namespace

bool ListReplaceRange(Thread* t, List* list, int64_t start, int64_t stop,
                      List* src) {
  if (src == list) {
    src = ListCopy(t, list);
    if (src == nullptr) return false;
  }
  const int64_t n = list->length;
  start = start < 0 ? 0 : start > n ? n : start;
  stop = stop < start ? start : stop > n ? n : stop;
  return ReplaceRange(t, list, start, stop, src);
}

void ListDeleteStrided(Thread* t, List* list, int64_t start, int64_t step,
                       int64_t count) {
  if (count <= 0) return;
  if (step < 0) {
    start += step * (count - 1);
    step = -step;
  }
  const int64_t n = list->length;
  uint64_t* words = IsDouble(list)
                        ? reinterpret_cast<uint64_t*>(Doubles(list))
                        : reinterpret_cast<uint64_t*>(Words(list)->items);
  int64_t to = start, next = start, left = count;
  for (int64_t from = start; from < n; ++from) {
    if (left > 0 && from == next) {
      next += step;
      --left;
      continue;
    }
    words[to++] = words[from];
  }
  for (int64_t i = to; i < n; ++i) words[i] = 0;
  list->length = n - count;
  WriteBarrier(t, list->storage);
}

}  // namespace pyjit
