// __reduce__ and __setstate__ of the builtin iterators: what copy and pickle ask for.
#include "runtime/class.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/iterators_internal.h"
#include "runtime/types/list.h"
#include "runtime/types/range.h"
#include "runtime/types/set.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

Value Builtin(Thread* t, const char* text) {
  Str* name = Intern(t, text);
  if (name == nullptr) return Value();
  Value found = NamespaceGet(t->isolate->builtins(), name);
  if (found) return found;
  return Raise(t, Exc::kAttributeError, "module 'builtins' has no attribute '%s'", text);
}

// (callable, (argument,)) and with a state.
Value ReduceTo(Thread* t, Value callable, Value argument) {
  Value args = callable && argument ? Value(TupleFromArray(t, &argument, 1)) : Value();
  return args ? Value(TuplePack(t, callable, args)) : args;
}
Value ReduceTo(Thread* t, Value callable, Value argument, Value state) {
  Value args = callable && argument && state ? Value(TupleFromArray(t, &argument, 1)) : Value();
  return args ? Value(TuplePack(t, callable, args, state)) : args;
}

// The items that are left, the iterator untouched.
Value RestOf(Thread* t, Iterator* it) {
  List* rest = NewList(t);
  if (rest == nullptr) return Value();
  const Iterator saved = *it;
  bool ok = true;
  for (;;) {
    Value item = IteratorNext(t, it);
    if (!item) break;
    ok = ListAppend(t, rest, item);
    if (!ok) break;
  }
  it->source = saved.source;
  it->position = saved.position;
  it->expected = saved.expected;
  it->extra = saved.extra;
  return ok && t->exception.is_null() ? Value(rest) : Value();
}

Value EmptyOf(Thread* t, IteratorKind kind) {
  if (kind == IteratorKind::kList || kind == IteratorKind::kSet || kind == IteratorKind::kDictKeys ||
      kind == IteratorKind::kDictValues || kind == IteratorKind::kDictItems) {
    return NewList(t);
  }
  if (kind == IteratorKind::kStr) return t->isolate->empty_str();
  return t->isolate->empty_tuple();
}

Value Reduce(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<Iterator>();
  const auto kind = static_cast<IteratorKind>(it->flags);
  const bool reverse = (it->aux & kIteratorReverse) != 0;
  if (kind == IteratorKind::kReversed) {
    Class* cls = ClassOf(t, args[0]);
    if (it->source.is_null()) return ReduceTo(t, cls, t->isolate->empty_tuple());
    return ReduceTo(t, cls, it->source, IntFromInt64(t, it->position));
  }
  if (it->source.is_null()) return ReduceTo(t, Builtin(t, "iter"), EmptyOf(t, kind));
  switch (kind) {
    case IteratorKind::kDictKeys:
    case IteratorKind::kDictValues:
    case IteratorKind::kDictItems:
    case IteratorKind::kSet: return ReduceTo(t, Builtin(t, "iter"), RestOf(t, it));
    case IteratorKind::kLongRange:
      return ReduceTo(t, Builtin(t, "iter"), it->source, it->extra);
    default: break;
  }
  return ReduceTo(t, Builtin(t, reverse ? "reversed" : "iter"), it->source,
                  IntFromInt64(t, it->position));
}

int64_t LengthOfSource(Iterator* it) {
  switch (static_cast<IteratorKind>(it->flags)) {
    case IteratorKind::kList: return it->source.as<List>()->length;
    case IteratorKind::kTuple: return it->source.as<Tuple>()->length;
    case IteratorKind::kStr: return it->source.as<Str>()->length;
    case IteratorKind::kBytes: return it->source.as<Bytes>()->length;
    default: return INT64_MAX;
  }
}

Value SetState(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<Iterator>();
  if (static_cast<IteratorKind>(it->flags) == IteratorKind::kLongRange) {
    if (!IsInt(args[1])) {
      return Raise(t, Exc::kTypeError, "state must be an int, not %s", ClassNameOf(t, args[1]));
    }
    if (it->source.is_null()) return t->isolate->none();
    const Value length = it->source.as<Range>()->length;
    Value index = IntToExact(t, args[1]);
    if (!index) return index;
    if (IntSign(index) < 0) index = Value::SmallInt(0);
    if (IntCompare(index, length) > 0) index = length;
    StoreField(t, it, &it->extra, index);
    return t->isolate->none();
  }
  int64_t index;
  if (!ArgAsSize(t, args[1], &index)) return Value();
  if (it->source.is_null()) return t->isolate->none();
  const bool reverse = (it->aux & kIteratorReverse) != 0;
  int64_t length = LengthOfSource(it);
  if (reverse && length == INT64_MAX) {
    length = Length(t, it->source);
    if (length < 0) return Value();
  }
  const int64_t low = reverse ? -1 : 0, high = reverse ? length - 1 : length;
  it->position = index < low ? low : index > high ? high : index;
  return t->isolate->none();
}

Value ReduceCallable(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<Iterator>();
  Value iter = Builtin(t, "iter");
  if (!iter) return iter;
  if (it->source.is_null()) return ReduceTo(t, iter, t->isolate->empty_tuple());
  Value pair = TuplePack(t, it->source, it->extra);
  return pair ? Value(TuplePack(t, iter, pair)) : pair;
}

// A range of what is left.
Value ReduceRange(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<RangeIterator>();
  Value start = IntFromInt64(t, it->current);
  Value count = start ? IntFromInt64(t, it->remaining < 0 ? 0 : it->remaining) : start;
  Value step = count ? IntFromInt64(t, it->step) : count;
  Value stop = step ? IntMul(t, count, step) : step;
  stop = stop ? IntAdd(t, start, stop) : stop;
  Value range = stop ? NewRange(t, start, stop, step) : stop;
  return range ? ReduceTo(t, Builtin(t, "iter"), range, Value::SmallInt(0)) : range;
}
Value SetStateOfRange(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<RangeIterator>();
  int64_t skip;
  if (!ArgAsSize(t, args[1], &skip)) return Value();
  if (skip < 0) skip = 0;
  if (skip > it->remaining) skip = it->remaining;
  it->current = static_cast<int64_t>(static_cast<uint64_t>(it->current) +
                                     static_cast<uint64_t>(skip) * static_cast<uint64_t>(it->step));
  it->remaining -= skip;
  return t->isolate->none();
}

// --- The lazy builtins ---

Value ReduceEnumerate(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<Iterator>();
  Value count = it->extra ? it->extra : IntFromInt64(t, it->position);
  Value init = count ? Value(TuplePack(t, it->source, count)) : count;
  return init ? Value(TuplePack(t, ClassOf(t, args[0]), init)) : init;
}
Value ReduceZip(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<Iterator>();
  Class* cls = ClassOf(t, args[0]);
  if (it->expected == 0) return TuplePack(t, cls, it->source);
  return TuplePack(t, cls, it->source, t->isolate->true_value());
}
Value SetStateOfZip(Thread* t, Value* args, size_t, Value) {
  const int strict = IsTrue(t, args[1]);
  if (strict < 0) return Value();
  args[0].as<Iterator>()->expected = strict;
  return t->isolate->none();
}
Value ReduceMap(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<Iterator>();
  Tuple* function = TupleFromArray(t, &it->extra, 1);
  Tuple* init = function == nullptr ? nullptr : TupleConcat(t, function, it->source.as<Tuple>());
  return init == nullptr ? Value() : Value(TuplePack(t, ClassOf(t, args[0]), init));
}
Value ReduceFilter(Thread* t, Value* args, size_t, Value) {
  auto* it = args[0].as<Iterator>();
  Value init = TuplePack(t, it->extra, it->source);
  return init ? Value(TuplePack(t, ClassOf(t, args[0]), init)) : init;
}

constexpr char kReduceDoc[] = "Return state information for pickling.";
constexpr char kSetStateDoc[] = "Set state information for unpickling.";
constexpr char kUnary[] = "($self, /)";
constexpr char kState[] = "($self, state, /)";
constexpr NativeInfo kReduceRows[] = {{"__reduce__", Reduce, kUnary, kAnything, kReduceDoc}};
constexpr NativeInfo kSetStateRows[] = {
    {"__setstate__", SetState, kState, kAnything, kSetStateDoc}};
constexpr NativeInfo kCallableRows[] = {
    {"__reduce__", ReduceCallable, kUnary, kEffectReadsAllocates, kReduceDoc}};
constexpr NativeInfo kRangeRows[] = {
    {"__reduce__", ReduceRange, kUnary, kEffectReadsAllocates, kReduceDoc},
    {"__setstate__", SetStateOfRange, kState, kAnything, kSetStateDoc}};
constexpr NativeInfo kEnumerateRows[] = {
    {"__reduce__", ReduceEnumerate, kUnary, kEffectReadsAllocates, kReduceDoc}};
constexpr NativeInfo kZipRows[] = {
    {"__reduce__", ReduceZip, kUnary, kEffectReadsAllocates, kReduceDoc},
    {"__setstate__", SetStateOfZip, kState, kAnything, kSetStateDoc}};
constexpr NativeInfo kMapRows[] = {
    {"__reduce__", ReduceMap, kUnary, kEffectReadsAllocates, kReduceDoc}};
constexpr NativeInfo kFilterRows[] = {
    {"__reduce__", ReduceFilter, kUnary, kEffectReadsAllocates, kReduceDoc}};

bool Add(Thread* t, Class* cls, absl::Span<const NativeInfo> rows) {
  return AddNatives(t, cls->dict, rows, cls);
}

}  // namespace

bool InitIteratorPickling(Thread* t) {
  Isolate* i = t->isolate;
  for (Class* cls :
       {i->list_iterator_class(), i->list_reverseiterator_class(), i->tuple_iterator_class(),
        i->str_iterator_class(), i->bytes_iterator_class(), i->iterator_class(),
        i->longrange_iterator_class(), i->reversed_class()}) {
    if (!Add(t, cls, kReduceRows) || !Add(t, cls, kSetStateRows)) return false;
  }
  for (Class* cls :
       {i->dict_keyiterator_class(), i->dict_valueiterator_class(), i->dict_itemiterator_class(),
        i->dict_reversekeyiterator_class(), i->dict_reversevalueiterator_class(),
        i->dict_reverseitemiterator_class(), i->set_iterator_class()}) {
    if (!Add(t, cls, kReduceRows)) return false;
  }
  return Add(t, i->callable_iterator_class(), kCallableRows) &&
         Add(t, i->range_iterator_class(), kRangeRows) &&
         Add(t, i->enumerate_class(), kEnumerateRows) && Add(t, i->zip_class(), kZipRows) &&
         Add(t, i->map_class(), kMapRows) && Add(t, i->filter_class(), kFilterRows);
}

}  // namespace pyjit
