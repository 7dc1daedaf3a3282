// list as Python sees it: subscripts, comparison, repr, and the method table.

#include "runtime/isolate.h"
#include "runtime/length_hint.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/range.h"
#include "runtime/types/set.h"
#include "runtime/types/slice.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"

namespace pyjit {

// In list.cc. src may be list itself; bounds are fitted to the length.
bool ListReplaceRange(Thread* t, List* list, int64_t start, int64_t stop,
                      List* src);
void ListDeleteStrided(Thread* t, List* list, int64_t start, int64_t step,
                       int64_t count);

// --- Whole lists from iterables ---

namespace {

bool ExtendByList(Thread* t, List* list, List* other) {
  const int64_t n = other->length;  // other may be list itself
  if (n == 0) return true;
  if (list->length == 0 && list->storage == nullptr) {
    List* copy = ListCopy(t, other);
    if (copy == nullptr) return false;
    list->storage = copy->storage;
    list->length = copy->length;
    list->flags = copy->flags;
    WriteBarrier(t, list);
    return true;
  }
  return ListReplaceRange(t, list, list->length, list->length, other);
}

bool ExtendByRange(Thread* t, List* list, int64_t start, int64_t step,
                   int64_t count) {
  if (count == 0) return true;
  if (list->storage == nullptr) {
    List* ints = NewListWithCapacity(t, ListStorage::kInt, count);
    if (ints == nullptr) return false;
    list->storage = ints->storage;
    list->flags = ints->flags;
    WriteBarrier(t, list);
  } else if (!ListReserve(t, list, list->length + count)) {
    return false;
  }
  for (int64_t i = 0; i < count; ++i) {
    if (!ListAppend(t, list, Value::SmallInt(start + i * step))) return false;
  }
  return true;
}

}  // namespace

// Whether to ask for the length first: where programs can see that CPython does, and where
// the answer may be more than there can be memory for.
static bool AnswersLength(Thread* t, Value iterable) {
  if (!(ClassOf(t, iterable)->flags & kClassBuiltin)) return true;
  switch (iterable.object()->kind()) {
    case Kind::kRange:
    case Kind::kRangeIterator:
    case Kind::kExtension: return true;
    case Kind::kIterator:
      return static_cast<IteratorKind>(iterable.object()->flags) == IteratorKind::kLongRange;
    default: return false;
  }
}

bool ListExtend(Thread* t, List* list, Value iterable) {
  if (HasExactKind(t, iterable, Kind::kList)) {
    return ExtendByList(t, list, iterable.as<List>());
  }
  if (HasExactKind(t, iterable, Kind::kTuple)) {
    auto* tuple = iterable.as<Tuple>();
    return ListExtendItems(t, list, tuple->items, tuple->length);
  }
  if (HasExactKind(t, iterable, Kind::kRange)) {
    int64_t start, step, count;
    if (RangeAsInt64(iterable.as<Range>(), &start, &step, &count)) {
      return ExtendByRange(t, list, start, step, count);
    }
  }
  if (HasExactKind(t, iterable, Kind::kDict)) {
    int64_t at = 0;
    Value key, value;
    while (DictNext(iterable.as<Dict>(), &at, &key, &value)) {
      if (!ListAppend(t, list, key)) return false;
    }
    return true;
  }
  Value iterator = GetIter(t, iterable);
  if (!iterator) return false;
  if (AnswersLength(t, iterable)) {
    const int64_t hint = LengthHint(t, iterable, 0);
    if (hint < 0) return false;
    // A sum that overflows makes CPython ignore the hint.
    if (hint <= INT64_MAX - list->length &&
        static_cast<uint64_t>(hint) > t->heap->cap_bytes() / sizeof(Value)) {
      RaiseMemoryError(t);
      return false;
    }
  }
  for (;;) {
    Value item = IterNext(t, iterator);
    if (!item) return t->exception.is_null();
    if (!ListAppend(t, list, item)) return false;
  }
}

List* NewListFrom(Thread* t, Value iterable) {
  List* list = NewList(t);
  if (list == nullptr || !ListExtend(t, list, iterable)) return nullptr;
  return list;
}

namespace {

// The items to assign, as a list that is not `list`. TypeError(message) if
// value cannot be iterated.
List* ItemsToAssign(Thread* t, List* list, Value value, const char* message) {
  if (HasExactKind(t, value, Kind::kList)) {
    if (value.as<List>() != list) return value.as<List>();
    return ListCopy(t, list);
  }
  List* items = NewList(t);
  if (items == nullptr) return nullptr;
  if (HasExactKind(t, value, Kind::kTuple)) {
    return ListExtend(t, items, value) ? items : nullptr;
  }
  Value iterator = GetIter(t, value);
  if (!iterator) {
    if (PendingIs(t, Exc::kTypeError)) {
      TakeException(t);
      RaiseText(t, Exc::kTypeError, message);
    }
    return nullptr;
  }
  return ListExtend(t, items, iterator) ? items : nullptr;
}

}  // namespace

bool ListSetSlice(Thread* t, List* list, Slice* slice, Value iterable) {
  SliceBounds given;
  if (!SliceUnpack(t, slice, &given)) return false;
  SliceBounds b = given;
  const int64_t length = list->length;
  SliceAdjust(length, &b);
  if (b.step == 1) {
    List* items =
        ItemsToAssign(t, list, iterable, "can only assign an iterable");
    if (items == nullptr) return false;
    return ListReplaceRange(t, list, b.start, b.stop, items);
  }
  List* items = ItemsToAssign(t, list, iterable,
                              "must assign iterable to extended slice");
  if (items == nullptr) return false;
  if (list->length < length) {  // iterating made it shorter
    b = given;
    SliceAdjust(list->length, &b);
  }
  if (items->length != b.count) {
    Raise(t, Exc::kValueError,
          "attempt to assign sequence of size %d to extended slice of size %d",
          items->length, b.count);
    return false;
  }
  for (int64_t i = 0; i < b.count; ++i) {
    Value item = ListGet(t, items, i);
    if (!item || !ListSet(t, list, b.start + i * b.step, item)) return false;
  }
  return true;
}

bool ListDelSlice(Thread* t, List* list, Slice* slice) {
  SliceBounds b;
  if (!SliceIndices(t, slice, list->length, &b)) return false;
  if (b.count == 0) return true;
  if (b.step == 1) {
    List* none = NewList(t);
    return none != nullptr &&
           ListReplaceRange(t, list, b.start, b.start + b.count, none);
  }
  ListDeleteStrided(t, list, b.start, b.step, b.count);
  return true;
}

// --- Operations ---

Value ListSubscript(Thread* t, List* list, Value key) {
  if (IsKind(key, Kind::kSlice)) {
    SliceBounds b;
    if (!SliceUnpack(t, key.as<Slice>(), &b)) return Value::Null();
    SliceAdjust(list->length, &b);
    return ListSlice(t, list, b.start, b.step, b.count);
  }
  int64_t i;
  if (!ValueAsIndex(t, key, "list indices must be integers or slices, not %s",
                    &i)) {
    return Value::Null();
  }
  if (i < 0) i += list->length;
  if (i < 0 || i >= list->length) {
    return RaiseText(t, Exc::kIndexError, "list index out of range");
  }
  return ListGet(t, list, i);
}

bool ListAssignSubscript(Thread* t, List* list, Value key, Value value) {
  if (IsKind(key, Kind::kSlice)) {
    return value ? ListSetSlice(t, list, key.as<Slice>(), value)
                 : ListDelSlice(t, list, key.as<Slice>());
  }
  int64_t i;
  if (!ValueAsIndex(t, key, "list indices must be integers or slices, not %s",
                    &i)) {
    return false;
  }
  if (i < 0) i += list->length;
  if (i < 0 || i >= list->length) {
    RaiseText(t, Exc::kIndexError, "list assignment index out of range");
    return false;
  }
  return value ? ListSet(t, list, i, value) : ListDelete(t, list, i);
}

namespace {

// First index >= start of an item equal to `item`; -1 none, -2 error.
int64_t FindItem(Thread* t, List* list, Value item, int64_t start,
                 int64_t stop) {
  if (list->storage_kind() == ListStorage::kInt && item.is_small_int()) {
    const Value* items = static_cast<ValueArray*>(list->storage)->items;
    const int64_t n = stop < list->length ? stop : list->length;
    for (int64_t i = start; i < n; ++i) {
      if (items[i] == item) return i;
    }
    return -1;
  }
  if (list->storage_kind() == ListStorage::kDouble && IsExactFloat(t, item)) {
    const double* items = static_cast<RawArray*>(list->storage)->doubles();
    const double wanted = FloatValue(item);
    const int64_t n = stop < list->length ? stop : list->length;
    for (int64_t i = start; i < n; ++i) {
      if (items[i] == wanted ||
          __builtin_bit_cast(uint64_t, items[i]) ==
              __builtin_bit_cast(uint64_t, wanted)) {
        return i;
      }
    }
    return -1;
  }
  for (int64_t i = start; i < stop && i < list->length; ++i) {
    Value other = ListGet(t, list, i);
    if (!other) return -2;
    const int equal = ItemEquals(t, other, item);
    if (equal != 0) return equal < 0 ? -2 : i;
  }
  return -1;
}

}  // namespace

int ListContains(Thread* t, List* list, Value item) {
  const int64_t i = FindItem(t, list, item, 0, INT64_MAX);
  return i == -2 ? -1 : i >= 0;
}

Value ListCompare(Thread* t, CompareOp op, List* a, List* b) {
  Isolate* isolate = t->isolate;
  if (StackIsLow(t)) return RaiseRecursionError(t);
  if (a->length != b->length) {
    if (op == CompareOp::kEq) return isolate->false_value();
    if (op == CompareOp::kNe) return isolate->true_value();
  }
  int64_t i = 0;
  if (a->storage_kind() == ListStorage::kInt &&
      b->storage_kind() == ListStorage::kInt) {
    const Value* x = static_cast<ValueArray*>(a->storage)->items;
    const Value* y = static_cast<ValueArray*>(b->storage)->items;
    while (i < a->length && i < b->length && x[i] == y[i]) ++i;
  }
  // Comparisons may change the lists.
  for (; i < a->length && i < b->length; ++i) {
    Value x = ListGet(t, a, i);
    if (!x) return x;
    Value y = ListGet(t, b, i);
    if (!y) return y;
    const int equal = ItemEquals(t, x, y);
    if (equal < 0) return Value::Null();
    if (equal) continue;
    if (i >= a->length || i >= b->length) break;  // the lengths decide
    if (op == CompareOp::kEq) return isolate->false_value();
    if (op == CompareOp::kNe) return isolate->true_value();
    return Compare(t, op, x, y);
  }
  const int64_t n = a->length, m = b->length;
  switch (op) {
    case CompareOp::kLt: return isolate->Bool(n < m);
    case CompareOp::kLe: return isolate->Bool(n <= m);
    case CompareOp::kGt: return isolate->Bool(n > m);
    case CompareOp::kGe: return isolate->Bool(n >= m);
    case CompareOp::kEq: return isolate->Bool(n == m);
    case CompareOp::kNe: return isolate->Bool(n != m);
  }
  return Value::Null();
}

Value ListRepr(Thread* t, List* list) {
  StrBuilder text;
  ReprGuard guard(t, list);
  if (guard.too_deep()) return guard.RaiseTooDeep();
  if (guard.recursive()) {
    text.AppendAscii("[...]");
    return text.Finish(t);
  }
  text.AppendChar('[');
  for (int64_t i = 0; i < list->length; ++i) {
    if (i > 0) text.AppendAscii(", ");
    Value item = ListGet(t, list, i);
    if (!item) return item;
    Value repr = ToRepr(t, item);
    if (!repr) return repr;
    text.Append(repr.as<Str>());
  }
  text.AppendChar(']');
  return text.Finish(t);
}

// --- The method table ---

namespace {

List* Self(Value* args) { return args[0].as<List>(); }
Value None(Thread* t) { return t->isolate->none(); }

Value ListNew(Thread* t, Value* args, size_t, Value) {
  auto* cls = args[0].as<Class>();
  if (cls == t->isolate->list_class()) return NewList(t);
  return AllocateOfClass<List>(t, cls);
}

Value ListInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* list = Self(args);
  // Keywords are for the __new__ of a subclass, if it has its own.
  const bool plain = ClassSlot(ClassOf(t, list), Slot::kNew) ==
                     ClassSlot(t->isolate->list_class(), Slot::kNew);
  if ((plain && !CheckNoKeywords(t, "list", kwnames)) ||
      !CheckArgCount(t, "list", nargs - 1, 0, 1)) {
    return Value::Null();
  }
  if (list->storage != nullptr) ListClear(t, list);
  if (nargs == 2 && !ListExtend(t, list, args[1])) return Value::Null();
  return None(t);
}

// type.__call__: both steps.
Value ListConstruct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value list = ListNew(t, args, 1, Value::Null());
  if (!list) return list;
  if (nargs == 1 && kwnames.is_null()) return list;
  const Value cls = args[0];
  args[0] = list;
  const bool ok = bool(ListInit(t, args, nargs, kwnames));
  args[0] = cls;
  return ok ? list : Value::Null();
}

__attribute__((noinline)) Value AppendSlow(Thread* t, Value* args) {
  return ListAppend(t, Self(args), args[1]) ? None(t) : Value::Null();
}

// Without a stack frame while there is room in storage that is young.
Value AppendMethod(Thread* t, Value* args, size_t, Value) {
  List* list = Self(args);
  const Value value = args[1];
  const ListStorage kind = list->storage_kind();
  if (kind == ListStorage::kTagged || (kind == ListStorage::kInt && value.is_small_int()))
      [[likely]] {
    auto* array = static_cast<ValueArray*>(list->storage);
    const int64_t n = list->length;
    if (n < array->capacity && array->gc != kGcOld) [[likely]] {
      array->items[n] = value;
      list->length = n + 1;
      return None(t);
    }
  }
  return AppendSlow(t, args);
}

Value ClearMethod(Thread* t, Value* args, size_t, Value) {
  ListClear(t, Self(args));
  return None(t);
}

Value CopyMethod(Thread* t, Value* args, size_t, Value) {
  return ListCopy(t, Self(args));
}

Value CountMethod(Thread* t, Value* args, size_t, Value) {
  int64_t count = 0;
  List* list = Self(args);
  for (int64_t i = 0;; ++i) {
    i = FindItem(t, list, args[1], i, INT64_MAX);
    if (i == -2) return Value::Null();
    if (i == -1) return Value::SmallInt(count);
    ++count;
  }
}

Value ExtendMethod(Thread* t, Value* args, size_t, Value) {
  return ListExtend(t, Self(args), args[1]) ? None(t) : Value::Null();
}

Value IndexMethod(Thread* t, Value* args, size_t, Value) {
  List* list = Self(args);
  int64_t start = 0, stop = INT64_MAX;
  if (args[2] && !ValueAsClampedIndex(t, args[2], &start)) return Value::Null();
  if (args[3] && !ValueAsClampedIndex(t, args[3], &stop)) return Value::Null();
  if (start < 0) start = start + list->length < 0 ? 0 : start + list->length;
  if (stop < 0) stop = stop + list->length < 0 ? 0 : stop + list->length;
  const int64_t i = FindItem(t, list, args[1], start, stop);
  if (i >= 0) return Value::SmallInt(i);
  if (i == -2) return Value::Null();
  Value repr = ToRepr(t, args[1]);
  if (!repr) return repr;
  return Raise(t, Exc::kValueError, "%s is not in list",
               StrToUtf8(repr.as<Str>()));
}

Value InsertMethod(Thread* t, Value* args, size_t, Value) {
  int64_t i;
  if (!ArgAsSize(t, args[1], &i)) return Value::Null();
  return ListInsert(t, Self(args), i, args[2]) ? None(t) : Value::Null();
}

Value PopMethod(Thread* t, Value* args, size_t, Value) {
  List* list = Self(args);
  int64_t i = -1;
  if (args[1] && !ArgAsSize(t, args[1], &i)) return Value::Null();
  const int64_t n = list->length;
  if (n == 0) return RaiseText(t, Exc::kIndexError, "pop from empty list");
  if (i < 0) i += n;
  if (i < 0 || i >= n) {
    return RaiseText(t, Exc::kIndexError, "pop index out of range");
  }
  return ListPop(t, list, i);
}

Value RemoveMethod(Thread* t, Value* args, size_t, Value) {
  List* list = Self(args);
  const int64_t i = FindItem(t, list, args[1], 0, INT64_MAX);
  if (i == -2) return Value::Null();
  if (i == -1) {
    return RaiseText(t, Exc::kValueError, "list.remove(x): x not in list");
  }
  // The comparison may have shortened the list.
  if (i < list->length) ListDelete(t, list, i);
  return None(t);
}

Value ReverseMethod(Thread* t, Value* args, size_t, Value) {
  ListReverse(t, Self(args));
  return None(t);
}

Value SortMethod(Thread* t, Value* args, size_t, Value) {
  int64_t reverse = 0;
  if (args[2]) {
    if (IsInt(args[2])) {
      reverse = IntIsTrue(args[2]);
    } else if (!ArgAsSize(t, args[2], &reverse)) {
      return Value::Null();
    }
  }
  return ListSort(t, Self(args), args[1], reverse != 0) ? None(t)
                                                        : Value::Null();
}

Value LenMethod(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(Self(args)->length);
}
Value GetItemMethod(Thread* t, Value* args, size_t, Value) {
  return ListSubscript(t, Self(args), args[1]);
}
Value SetItemMethod(Thread* t, Value* args, size_t, Value) {
  return ListAssignSubscript(t, Self(args), args[1], args[2]) ? None(t)
                                                              : Value::Null();
}
Value DelItemMethod(Thread* t, Value* args, size_t, Value) {
  return ListAssignSubscript(t, Self(args), args[1], Value::Null())
             ? None(t)
             : Value::Null();
}
Value ContainsMethod(Thread* t, Value* args, size_t, Value) {
  return BoolOrNull(t, ListContains(t, Self(args), args[1]));
}
Value IterMethod(Thread* t, Value* args, size_t, Value) {
  return NewIterator(t, IteratorKind::kList, args[0]);
}
Value ReversedMethod(Thread* t, Value* args, size_t, Value) {
  return NewReverseIterator(t, IteratorKind::kList, args[0]);
}
Value ReprMethod(Thread* t, Value* args, size_t, Value) {
  return ListRepr(t, Self(args));
}

Value AddMethod(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kList)) {
    return Raise(t, Exc::kTypeError,
                 "can only concatenate list (not \"%s\") to list",
                 ClassNameOf(t, args[1]));
  }
  return ListConcat(t, Self(args), args[1].as<List>());
}
Value InplaceAddMethod(Thread* t, Value* args, size_t, Value) {
  return ListExtend(t, Self(args), args[1]) ? args[0] : Value::Null();
}
Value MulMethod(Thread* t, Value* args, size_t, Value) {
  int64_t times;
  if (!IndexAsInt64(t, args[1], &times)) return Value::Null();
  return ListRepeat(t, Self(args), times);
}
Value InplaceMulMethod(Thread* t, Value* args, size_t, Value) {
  int64_t times;
  if (!IndexAsInt64(t, args[1], &times)) return Value::Null();
  return ListInplaceRepeat(t, Self(args), times) ? args[0] : Value::Null();
}

template <CompareOp op>
Value CompareMethod(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kList)) return t->isolate->not_implemented();
  return ListCompare(t, op, Self(args), args[1].as<List>());
}

constexpr NativeInfo kRows[] = {
    {"__new__", ListNew, nullptr, kReadsHeap | kRaises | kCollects,
     "Create and return a new object."},
    {"__init__", ListInit, nullptr, kAnything,
     "Built-in mutable sequence.\n\nIf no argument is given, the constructor "
     "creates a new empty list.\nThe argument must be an iterable if "
     "specified."},
    {"append", AppendMethod, "($self, object, /)", kEffectStores,
     "Append object to the end of the list."},
    {"clear", ClearMethod, "($self, /)", kReadsHeap | kWritesHeap,
     "Remove all items from list."},
    {"copy", CopyMethod, "($self, /)", kEffectReadsAllocates,
     "Return a shallow copy of the list."},
    {"count", CountMethod, "($self, value, /)", kAnything,
     "Return number of occurrences of value."},
    {"extend", ExtendMethod, "($self, iterable, /)", kAnything,
     "Extend list by appending elements from the iterable."},
    {"index", IndexMethod, "($self, value, start=0, stop=9223372036854775807, /)",
     kAnything,
     "Return first index of value.\n\nRaises ValueError if the value is not "
     "present."},
    {"insert", InsertMethod, "($self, index, object, /)", kAnything,
     "Insert object before index."},
    {"pop", PopMethod, "($self, index=-1, /)", kAnything,
     "Remove and return item at index (default last).\n\nRaises IndexError if "
     "list is empty or index is out of range."},
    {"remove", RemoveMethod, "($self, value, /)", kAnything,
     "Remove first occurrence of value.\n\nRaises ValueError if the value is "
     "not present."},
    {"reverse", ReverseMethod, "($self, /)", kReadsHeap | kWritesHeap,
     "Reverse *IN PLACE*."},
    {"sort", SortMethod, "($self, /, *, key=None, reverse=False)", kAnything,
     "Sort the list in ascending order and return None."},
    {"__len__", LenMethod, "($self, /)", kReadsHeap, "Return len(self)."},
    {"__getitem__", GetItemMethod, "($self, index, /)", kAnything,
     "Return self[index]."},
    {"__setitem__", SetItemMethod, "($self, key, value, /)", kAnything,
     "Set self[key] to value."},
    {"__delitem__", DelItemMethod, "($self, key, /)", kAnything,
     "Delete self[key]."},
    {"__contains__", ContainsMethod, "($self, key, /)", kAnything,
     "Return key in self."},
    {"__iter__", IterMethod, "($self, /)", kEffectReadsAllocates,
     "Implement iter(self)."},
    {"__reversed__", ReversedMethod, "($self, /)", kEffectReadsAllocates,
     "Return a reverse iterator over the list."},
    {"__repr__", ReprMethod, "($self, /)", kAnything, "Return repr(self)."},
    {"__add__", AddMethod, "($self, value, /)", kEffectReadsAllocates,
     "Return self+value."},
    {"__iadd__", InplaceAddMethod, "($self, value, /)", kAnything,
     "Implement self+=value."},
    {"__mul__", MulMethod, "($self, value, /)", kAnything,
     "Return self*value."},
    {"__rmul__", MulMethod, "($self, value, /)", kAnything,
     "Return value*self."},
    {"__imul__", InplaceMulMethod, "($self, value, /)", kAnything,
     "Implement self*=value."},
    {"__eq__", CompareMethod<CompareOp::kEq>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", CompareMethod<CompareOp::kNe>, "($self, value, /)", kAnything,
     "Return self!=value."},
    {"__lt__", CompareMethod<CompareOp::kLt>, "($self, value, /)", kAnything,
     "Return self<value."},
    {"__le__", CompareMethod<CompareOp::kLe>, "($self, value, /)", kAnything,
     "Return self<=value."},
    {"__gt__", CompareMethod<CompareOp::kGt>, "($self, value, /)", kAnything,
     "Return self>value."},
    {"__ge__", CompareMethod<CompareOp::kGe>, "($self, value, /)", kAnything,
     "Return self>=value."},
};

}  // namespace

bool InitListType(Thread* t) {
  Class* cls = t->isolate->list_class();
  cls->construct = ListConstruct;
  return AddNatives(t, cls->dict, kRows, cls) && MakeUnhashable(t, cls);
}

}  // namespace pyjit
