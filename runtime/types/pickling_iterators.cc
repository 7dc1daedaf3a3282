// __reduce__ and __setstate__ of the builtin iterators: iter(source) and where in it.
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/list.h"
#include "runtime/types/pickling.h"
#include "runtime/types/range.h"
#include "runtime/types/set.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

// The argument of a __setstate__ that wants an int.
bool StateAsInt64(Thread* t, Value state, int64_t* out) {
  if (IsInt(state)) return IndexAsInt64(t, state, out);
  RaiseText(t, Exc::kTypeError, "an integer is required");
  return false;
}

Iterator* Self(Value* args) { return args[0].as<Iterator>(); }

IteratorKind KindOf(const Iterator* it) { return static_cast<IteratorKind>(it->flags); }

Tuple* One(Thread* t, Value v) { return v.is_null() ? nullptr : TupleFromArray(t, &v, 1); }

// (function, (argument,)) or with a state.
Value Recipe(Thread* t, Value function, Value argument, Value state = Value()) {
  Tuple* arguments = function.is_null() ? nullptr : One(t, argument);
  if (arguments == nullptr) return Value();
  return state.is_null() ? TuplePack(t, function, arguments)
                         : TuplePack(t, function, arguments, state);
}

// iter() of something empty, for an iterator that is through.
Value ReduceExhausted(Thread* t, Iterator* it) {
  Value empty = t->isolate->empty_tuple();
  if (KindOf(it) == IteratorKind::kList) empty = NewList(t);
  if (KindOf(it) == IteratorKind::kStr) empty = t->isolate->empty_str();
  if (KindOf(it) == IteratorKind::kReversed) {
    return Recipe(t, t->isolate->reversed_class(), empty);
  }
  return Recipe(t, BuiltinByName(t, "iter"), empty);
}

// list, tuple, str, bytes and sequences, both directions.
Value ReduceIndexed(Thread* t, Value* args, size_t, Value) {
  // Looking the function up may run Python, which may go on with the iterator.
  const bool reverse = (Self(args)->aux & kIteratorReverse) != 0;
  Value function = reverse ? Value(t->isolate->reversed_class()) : BuiltinByName(t, "iter");
  Iterator* it = Self(args);
  if (it->source.is_null()) return ReduceExhausted(t, it);
  return Recipe(t, function, it->source, IntFromInt64(t, it->position));
}

int64_t SourceLength(Thread* t, Iterator* it) {
  switch (KindOf(it)) {
    case IteratorKind::kList: return it->source.as<List>()->length;
    case IteratorKind::kTuple: return it->source.as<Tuple>()->length;
    case IteratorKind::kStr: return it->source.as<Str>()->length;
    case IteratorKind::kBytes: return it->source.as<Bytes>()->length;
    default: return -1;
  }
}

Value SetIndex(Thread* t, Value* args, size_t, Value) {
  int64_t index;
  if (!StateAsInt64(t, args[1], &index)) return Value();
  Iterator* it = Self(args);
  if (it->source.is_null()) return t->isolate->none();
  const bool reverse = (it->aux & kIteratorReverse) != 0;
  int64_t length = SourceLength(t, it);
  if (length < 0 && reverse) {
    length = Length(t, it->source);
    if (length < 0) return Value();
  }
  if (index < (reverse ? -1 : 0)) index = reverse ? -1 : 0;
  if (length >= 0 && index > length - (reverse ? 1 : 0)) index = length - (reverse ? 1 : 0);
  it->position = index;
  return t->isolate->none();
}

// dict and set iterators: what is left, as a list. The iterator itself stays.
Value ReduceRemaining(Thread* t, Value* args, size_t, Value) {
  Iterator* it = Self(args);
  List* left = NewList(t);
  if (left == nullptr) return Value();
  const Iterator before = *it;
  while (!it->source.is_null()) {
    Value item = IteratorNext(t, it);
    if (item.is_null()) {
      if (!t->exception.is_null()) return Value();
      break;
    }
    if (!ListAppend(t, left, item)) return Value();
  }
  StoreField(t, it, &it->source, before.source);
  StoreField(t, it, &it->extra, before.extra);
  it->position = before.position;
  it->expected = before.expected;
  return Recipe(t, BuiltinByName(t, "iter"), left);
}

Value ReduceRange(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<RangeIterator>();
  const int64_t left = it->remaining < 0 ? 0 : it->remaining;
  // Steps already taken are not kept, so the range begins here.
  Value start = IntFromInt64(t, it->current);
  Value step = start.is_null() ? start : IntFromInt64(t, it->step);
  Value span = step.is_null() ? step : IntMul(t, IntFromInt64(t, left), step);
  Value stop = span.is_null() ? span : IntAdd(t, start, span);
  if (stop.is_null()) return stop;
  Value words[3] = {start, stop, step};
  Value range = Call(t, t->isolate->range_class(), words, 3, Value());
  return Recipe(t, BuiltinByName(t, "iter"), range, Value::SmallInt(0));
}

Value SetRangeIndex(Thread* t, Value* args, size_t, Value) {
  int64_t index;
  if (!IndexAsInt64(t, args[1], &index)) return Value();
  auto* it = args[0].as<RangeIterator>();
  const int64_t left = it->remaining < 0 ? 0 : it->remaining;
  if (index < 0) index = 0;
  if (index > left) index = left;
  it->current += index * it->step;
  it->remaining = left - index;
  return t->isolate->none();
}

Value ReduceLongRange(Thread* t, Value* args, size_t, Value) {
  Iterator* it = Self(args);
  Value function = BuiltinByName(t, "iter");
  if (it->source.is_null()) return ReduceExhausted(t, it);
  return Recipe(t, function, it->source, it->extra);
}

Value SetLongRangeIndex(Thread* t, Value* args, size_t, Value) {
  if (!IsInt(args[1])) {
    return Raise(t, Exc::kTypeError, "state must be an int, not %s", TypeName(t, args[1]));
  }
  Iterator* it = Self(args);
  if (it->source.is_null()) return t->isolate->none();
  Value index = args[1], length = it->source.as<Range>()->length;
  if (IntCompare(index, Value::SmallInt(0)) < 0) index = Value::SmallInt(0);
  if (IntCompare(index, length) > 0) index = length;
  StoreField(t, it, &it->extra, index);
  return t->isolate->none();
}

Value ReduceEnumerate(Thread* t, Value* args, size_t, Value) {
  Iterator* it = Self(args);
  Value count = it->extra.is_null() ? IntFromInt64(t, it->position) : it->extra;
  Tuple* arguments = count.is_null() ? nullptr : TuplePack(t, it->source, count);
  return arguments == nullptr ? Value() : Value(TuplePack(t, ClassOf(t, args[0]), arguments));
}

Value ReduceZip(Thread* t, Value* args, size_t, Value) {
  Iterator* it = Self(args);
  Value cls = ClassOf(t, args[0]);
  if (it->expected == 0) return TuplePack(t, cls, it->source);
  return TuplePack(t, cls, it->source, t->isolate->true_value());
}

Value SetStrict(Thread* t, Value* args, size_t, Value) {
  const int strict = IsTrue(t, args[1]);
  if (strict < 0) return Value();
  Self(args)->expected = strict;
  return t->isolate->none();
}

Value ReduceMap(Thread* t, Value* args, size_t, Value) {
  Iterator* it = Self(args);
  auto* iterators = it->source.as<Tuple>();
  Tuple* arguments = NewTuple(t, iterators->length + 1);
  if (arguments == nullptr) return Value();
  arguments->items[0] = it->extra;
  for (int64_t i = 0; i < iterators->length; ++i) arguments->items[i + 1] = iterators->items[i];
  return TuplePack(t, ClassOf(t, args[0]), arguments);
}

Value ReduceFilter(Thread* t, Value* args, size_t, Value) {
  Tuple* arguments = TuplePack(t, Self(args)->extra, Self(args)->source);
  return arguments == nullptr ? Value() : Value(TuplePack(t, ClassOf(t, args[0]), arguments));
}

Value ReduceCallable(Thread* t, Value* args, size_t, Value) {
  Value function = BuiltinByName(t, "iter");
  Iterator* it = Self(args);
  if (function.is_null()) return function;
  if (it->source.is_null()) return ReduceExhausted(t, it);
  Tuple* arguments = TuplePack(t, it->source, it->extra);
  return arguments == nullptr ? Value() : Value(TuplePack(t, function, arguments));
}

constexpr char kReduceDoc[] = "Return state information for pickling.";
constexpr char kStateDoc[] = "Set state information for unpickling.";

#define PYJIT_ROWS(name, reduce, ...)                                            \
  constexpr NativeInfo name[] = {                                                \
      {"__reduce__", reduce, "($self, /)", kAnything, kReduceDoc}, __VA_ARGS__}
PYJIT_ROWS(kIndexedRows, ReduceIndexed,
           {"__setstate__", SetIndex, "($self, state, /)", kAnything, kStateDoc});
PYJIT_ROWS(kRemainingRows, ReduceRemaining);
PYJIT_ROWS(kRangeRows, ReduceRange,
           {"__setstate__", SetRangeIndex, "($self, state, /)", kAnything, kStateDoc});
PYJIT_ROWS(kLongRangeRows, ReduceLongRange,
           {"__setstate__", SetLongRangeIndex, "($self, state, /)", kAnything, kStateDoc});
PYJIT_ROWS(kEnumerateRows, ReduceEnumerate);
PYJIT_ROWS(kZipRows, ReduceZip,
           {"__setstate__", SetStrict, "($self, state, /)", kAnything, kStateDoc});
PYJIT_ROWS(kMapRows, ReduceMap);
PYJIT_ROWS(kFilterRows, ReduceFilter);
PYJIT_ROWS(kCallableRows, ReduceCallable);
#undef PYJIT_ROWS

}  // namespace

bool InitIteratorPickling(Thread* t) {
  Isolate* i = t->isolate;
  const struct {
    Class* cls;
    absl::Span<const NativeInfo> rows;
  } table[] = {
      {i->list_iterator_class(), kIndexedRows},
      {i->list_reverseiterator_class(), kIndexedRows},
      {i->tuple_iterator_class(), kIndexedRows},
      {i->str_iterator_class(), kIndexedRows},
      {i->bytes_iterator_class(), kIndexedRows},
      {i->bytearray_iterator_class(), kIndexedRows},
      {i->iterator_class(), kIndexedRows},
      {i->reversed_class(), kIndexedRows},
      {i->dict_keyiterator_class(), kRemainingRows},
      {i->dict_valueiterator_class(), kRemainingRows},
      {i->dict_itemiterator_class(), kRemainingRows},
      {i->dict_reversekeyiterator_class(), kRemainingRows},
      {i->dict_reversevalueiterator_class(), kRemainingRows},
      {i->dict_reverseitemiterator_class(), kRemainingRows},
      {i->set_iterator_class(), kRemainingRows},
      {i->range_iterator_class(), kRangeRows},
      {i->longrange_iterator_class(), kLongRangeRows},
      {i->enumerate_class(), kEnumerateRows},
      {i->zip_class(), kZipRows},
      {i->map_class(), kMapRows},
      {i->filter_class(), kFilterRows},
      {i->callable_iterator_class(), kCallableRows},
  };
  for (const auto& row : table) {
    if (!AddNatives(t, row.cls->dict, row.rows, row.cls)) return false;
  }
  return true;
}

}  // namespace pyjit
