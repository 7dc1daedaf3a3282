#include "runtime/types/tuple.h"

#include <cstring>

#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/slice.h"
#include "runtime/types/storage.h"
#include "runtime/types/str_builder.h"

namespace pyjit {
namespace {

constexpr size_t kTupleHeader = 16;

Tuple* AllocateTuple(Thread* t, const Shape* shape, int64_t n) {
  if (n < 0 || n > kMaxStorageWords) {
    RaiseMemoryError(t);
    return nullptr;
  }
  Object* object =
      AllocateRaw(t, shape, kTupleHeader + 8 * static_cast<size_t>(n));
  if (object == nullptr) return nullptr;
  auto* tuple = static_cast<Tuple*>(object);
  tuple->length = n;
  return tuple;
}

void CopyWords(Tuple* to, int64_t at, const Value* from, int64_t n) {
  if (n == 0) return;  // `from` may be null
  std::memcpy(static_cast<void*>(to->items + at), from,
              static_cast<size_t>(n) * 8);
}

bool IsExactTuple(Thread* t, Value v) {
  return HasExactKind(t, v, Kind::kTuple);
}

}  // namespace

Tuple* NewTuple(Thread* t, int64_t n) {
  // While the isolate is being built there is no empty tuple yet.
  if (n == 0 && t->isolate->empty_tuple() != nullptr) {
    return t->isolate->empty_tuple();
  }
  return AllocateTuple(t, t->isolate->shape_of(Kind::kTuple), n);
}

Tuple* NewTupleOfClass(Thread* t, Class* cls, int64_t n) {
  if (cls == t->isolate->tuple_class()) return NewTuple(t, n);
  Shape* shape = InstanceRoot(t, cls);
  Tuple* tuple = shape == nullptr ? nullptr : AllocateTuple(t, shape, n);
  if (tuple != nullptr && (cls->flags & kClassHasFinalizer)) t->heap->RegisterFinalizer(tuple);
  return tuple;
}

Tuple* TupleFromArray(Thread* t, const Value* items, int64_t n) {
  Tuple* tuple = NewTuple(t, n);
  if (tuple != nullptr && n > 0) CopyWords(tuple, 0, items, n);
  return tuple;
}

Tuple* TuplePack(Thread* t, Value a, Value b) {
  Tuple* tuple = NewTuple(t, 2);
  if (tuple == nullptr) return nullptr;
  tuple->items[0] = a;
  tuple->items[1] = b;
  return tuple;
}

Tuple* TuplePack(Thread* t, Value a, Value b, Value c) {
  Tuple* tuple = NewTuple(t, 3);
  if (tuple == nullptr) return nullptr;
  tuple->items[0] = a;
  tuple->items[1] = b;
  tuple->items[2] = c;
  return tuple;
}

Tuple* NewTupleFrom(Thread* t, Value iterable) {
  if (IsExactTuple(t, iterable)) return iterable.as<Tuple>();
  if (HasExactKind(t, iterable, Kind::kList)) {
    return ListToTuple(t, iterable.as<List>());
  }
  List* items = NewListFrom(t, iterable);
  return items == nullptr ? nullptr : ListToTuple(t, items);
}

Tuple* TupleSlice(Thread* t, Tuple* tuple, int64_t start, int64_t step,
                  int64_t count) {
  if (count == tuple->length && step == 1 && IsExactTuple(t, tuple)) {
    return tuple;
  }
  Tuple* result = NewTuple(t, count < 0 ? 0 : count);
  if (result == nullptr || count <= 0) return result;
  if (step == 1) {
    CopyWords(result, 0, tuple->items + start, count);
  } else {
    for (int64_t i = 0; i < count; ++i) {
      result->items[i] = tuple->items[start + i * step];
    }
  }
  return result;
}

Tuple* TupleConcat(Thread* t, Tuple* a, Tuple* b) {
  if (b->length == 0 && IsExactTuple(t, a)) return a;
  if (a->length == 0 && IsExactTuple(t, b)) return b;
  Tuple* result = NewTuple(t, a->length + b->length);
  if (result == nullptr || result->length == 0) return result;
  CopyWords(result, 0, a->items, a->length);
  CopyWords(result, a->length, b->items, b->length);
  return result;
}

Tuple* TupleRepeat(Thread* t, Tuple* tuple, int64_t times) {
  const int64_t n = tuple->length;
  if (times == 1 && IsExactTuple(t, tuple)) return tuple;
  if (n == 0 || times <= 0) return NewTuple(t, 0);
  int64_t total;
  if (__builtin_mul_overflow(n, times, &total)) {
    RaiseMemoryError(t);
    return nullptr;
  }
  Tuple* result = NewTuple(t, total);
  if (result == nullptr) return nullptr;
  for (int64_t i = 0; i < total; i += n) CopyWords(result, i, tuple->items, n);
  return result;
}

Value TupleSubscript(Thread* t, Tuple* tuple, Value key) {
  if (IsKind(key, Kind::kSlice)) {
    SliceBounds b;
    if (!SliceIndices(t, key.as<Slice>(), tuple->length, &b)) {
      return Value::Null();
    }
    return TupleSlice(t, tuple, b.start, b.step, b.count);
  }
  int64_t i;
  if (!ValueAsIndex(t, key, "tuple indices must be integers or slices, not %s",
                    &i)) {
    return Value::Null();
  }
  if (i < 0) i += tuple->length;
  if (i < 0 || i >= tuple->length) {
    return RaiseText(t, Exc::kIndexError, "tuple index out of range");
  }
  return tuple->items[i];
}

int TupleContains(Thread* t, Tuple* tuple, Value item) {
  for (int64_t i = 0; i < tuple->length; ++i) {
    const int equal = ItemEquals(t, tuple->items[i], item);
    if (equal != 0) return equal;
  }
  return 0;
}

int TupleOfScalarsEquals(Thread* t, const Tuple* a, const Tuple* b) {
  const int64_t n = a->length;
  for (int64_t i = 0; i < n && i < b->length; ++i) {
    const int equal = ScalarEquals(t, a->items[i], b->items[i]);
    if (equal != 1) return equal;
  }
  return n == b->length;
}

Value TupleCompare(Thread* t, CompareOp op, Tuple* a, Tuple* b) {
  Isolate* isolate = t->isolate;
  if (StackIsLow(t)) return RaiseRecursionError(t);
  const int64_t n = a->length, m = b->length;
  for (int64_t i = 0; i < n && i < m; ++i) {
    const int equal = ItemEquals(t, a->items[i], b->items[i]);
    if (equal < 0) return Value::Null();
    if (equal) continue;
    if (op == CompareOp::kEq) return isolate->false_value();
    if (op == CompareOp::kNe) return isolate->true_value();
    return Compare(t, op, a->items[i], b->items[i]);
  }
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

// The xxHash-like mix over the items' hashes that Python's own tuples use, so
// that hash((1, 2)) is the same number in both.
namespace {

constexpr uint64_t kHashPrime1 = 11400714785074694791u;
constexpr uint64_t kHashPrime2 = 14029467366897019727u;
constexpr uint64_t kHashPrime5 = 2870177450012600261u;

inline uint64_t MixHash(uint64_t acc, uint64_t lane) {
  acc += lane * kHashPrime2;
  return ((acc << 31) | (acc >> 33)) * kHashPrime1;
}
inline int64_t FinishHash(uint64_t acc, int64_t length) {
  acc += static_cast<uint64_t>(length) ^ (kHashPrime5 ^ 3527539u);
  return static_cast<int64_t>(acc == ~uint64_t{0} ? 1546275796 : acc);
}

// Of a tuple with items that have to be asked.
__attribute__((noinline)) int64_t TupleHashAsking(Thread* t, Tuple* tuple, bool* ok) {
  const int64_t n = tuple->length;
  uint64_t acc = kHashPrime5;
  for (int64_t i = 0; i < n; ++i) {
    const Value item = tuple->items[i];
    int64_t lane = -1;
    if (item.is_small_int()) {
      lane = SmallIntHash(item);
    } else if (IsExactStr(t, item)) {
      lane = static_cast<int64_t>(StrHash(item.as<Str>()));
    } else {
      if (StackIsLow(t)) {
        RaiseRecursionError(t);
        *ok = false;
      } else {
        lane = Hash(t, item, ok);
      }
      if (!*ok) return -1;
    }
    acc = MixHash(acc, static_cast<uint64_t>(lane));
  }
  return FinishHash(acc, n);
}

}  // namespace

int64_t TupleHash(Thread* t, Tuple* tuple, bool* ok) {
  *ok = true;
  // Most have only small ints and strs that have been hashed.
  uint64_t acc = kHashPrime5;
  const int64_t n = tuple->length;
  for (int64_t i = 0; i < n; ++i) {
    const Value item = tuple->items[i];
    int64_t lane;
    if (item.is_small_int()) {
      if (!QuickIntHash(item, &lane)) [[unlikely]] return TupleHashAsking(t, tuple, ok);
    } else {
      if (!IsExactStr(t, item)) return TupleHashAsking(t, tuple, ok);
      lane = static_cast<int64_t>(item.as<Str>()->hash);
      if (lane == 0) [[unlikely]] return TupleHashAsking(t, tuple, ok);
    }
    acc = MixHash(acc, static_cast<uint64_t>(lane));
  }
  return FinishHash(acc, n);
}

Value TupleRepr(Thread* t, Tuple* tuple) {
  StrBuilder text;
  ReprGuard guard(t, tuple);
  if (guard.too_deep()) return guard.RaiseTooDeep();
  if (guard.recursive()) {
    text.AppendAscii("(...)");
    return text.Finish(t);
  }
  text.AppendChar('(');
  for (int64_t i = 0; i < tuple->length; ++i) {
    if (i > 0) text.AppendAscii(", ");
    Value repr = ToRepr(t, tuple->items[i]);
    if (!repr) return repr;
    text.Append(repr.as<Str>());
  }
  text.AppendAscii(tuple->length == 1 ? ",)" : ")");
  return text.Finish(t);
}

namespace {

Tuple* Self(Value* args) { return args[0].as<Tuple>(); }

// tuple.__new__ and type.__call__ alike: a tuple is complete when made.
Value TupleNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  if (!CheckNewKeywords(t, cls, "tuple", kwnames) ||
      !CheckArgCount(t, "tuple", nargs - 1, 0, 1)) {
    return Value::Null();
  }
  Tuple* items =
      nargs == 1 ? NewTuple(t, 0) : NewTupleFrom(t, args[1]);
  if (items == nullptr || cls == t->isolate->tuple_class()) return items;
  Tuple* tuple = NewTupleOfClass(t, cls, items->length);
  if (tuple == nullptr) return Value::Null();
  CopyWords(tuple, 0, items->items, items->length);
  return tuple;
}

Value CountMethod(Thread* t, Value* args, size_t, Value) {
  int64_t count = 0;
  for (int64_t i = 0; i < Self(args)->length; ++i) {
    const int equal = ItemEquals(t, Self(args)->items[i], args[1]);
    if (equal < 0) return Value::Null();
    count += equal;
  }
  return Value::SmallInt(count);
}

Value IndexMethod(Thread* t, Value* args, size_t, Value) {
  Tuple* tuple = Self(args);
  const int64_t n = tuple->length;
  int64_t start = 0, stop = INT64_MAX;
  if (args[2] && !ValueAsClampedIndex(t, args[2], &start)) return Value::Null();
  if (args[3] && !ValueAsClampedIndex(t, args[3], &stop)) return Value::Null();
  if (start < 0) start = start + n < 0 ? 0 : start + n;
  if (stop < 0) stop += n;
  if (stop > n) stop = n;
  for (int64_t i = start; i < stop; ++i) {
    const int equal = ItemEquals(t, tuple->items[i], args[1]);
    if (equal < 0) return Value::Null();
    if (equal) return Value::SmallInt(i);
  }
  return RaiseText(t, Exc::kValueError, "tuple.index(x): x not in tuple");
}

Value LenMethod(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(Self(args)->length);
}
Value GetItemMethod(Thread* t, Value* args, size_t, Value) {
  return TupleSubscript(t, Self(args), args[1]);
}
Value ContainsMethod(Thread* t, Value* args, size_t, Value) {
  return BoolOrNull(t, TupleContains(t, Self(args), args[1]));
}
Value IterMethod(Thread* t, Value* args, size_t, Value) {
  return NewIterator(t, IteratorKind::kTuple, args[0]);
}
Value ReprMethod(Thread* t, Value* args, size_t, Value) {
  return TupleRepr(t, Self(args));
}
Value HashMethod(Thread* t, Value* args, size_t, Value) {
  bool ok;
  const int64_t hash = TupleHash(t, Self(args), &ok);
  return ok ? IntFromInt64(t, hash) : Value::Null();
}
Value AddMethod(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kTuple)) {
    return Raise(t, Exc::kTypeError,
                 "can only concatenate tuple (not \"%s\") to tuple",
                 ClassNameOf(t, args[1]));
  }
  return TupleConcat(t, Self(args), args[1].as<Tuple>());
}
Value MulMethod(Thread* t, Value* args, size_t, Value) {
  int64_t times;
  if (!IndexAsInt64(t, args[1], &times)) return Value::Null();
  return TupleRepeat(t, Self(args), times);
}
Value GetNewArgs(Thread* t, Value* args, size_t, Value) {
  Tuple* plain = TupleFromArray(t, Self(args)->items, Self(args)->length);
  if (plain == nullptr) return Value::Null();
  const Value item = plain;
  return TupleFromArray(t, &item, 1);
}
template <CompareOp op>
Value CompareMethod(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kTuple)) return t->isolate->not_implemented();
  return TupleCompare(t, op, Self(args), args[1].as<Tuple>());
}

constexpr NativeInfo kRows[] = {
    {"__new__", TupleNew, nullptr, kAnything,
     "Create and return a new object."},
    {"count", CountMethod, "($self, value, /)", kAnything,
     "Return number of occurrences of value."},
    {"index", IndexMethod, "($self, value, start=0, stop=9223372036854775807, /)",
     kAnything,
     "Return first index of value.\n\nRaises ValueError if the value is not "
     "present."},
    {"__len__", LenMethod, "($self, /)", kPure, "Return len(self)."},
    {"__getitem__", GetItemMethod, "($self, key, /)", kAnything,
     "Return self[key]."},
    {"__contains__", ContainsMethod, "($self, key, /)", kAnything,
     "Return key in self."},
    {"__iter__", IterMethod, "($self, /)", kEffectReadsAllocates,
     "Implement iter(self)."},
    {"__repr__", ReprMethod, "($self, /)", kAnything, "Return repr(self)."},
    {"__hash__", HashMethod, "($self, /)", kAnything, "Return hash(self)."},
    {"__add__", AddMethod, "($self, value, /)", kEffectReadsAllocates,
     "Return self+value."},
    {"__mul__", MulMethod, "($self, value, /)", kAnything,
     "Return self*value."},
    {"__rmul__", MulMethod, "($self, value, /)", kAnything,
     "Return value*self."},
    {"__getnewargs__", GetNewArgs, "($self, /)", kEffectReadsAllocates, nullptr},
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

bool InitTupleType(Thread* t) {
  Class* cls = t->isolate->tuple_class();
  cls->construct = TupleNew;
  return AddNatives(t, cls->dict, kRows, cls);
}

}  // namespace pyjit
