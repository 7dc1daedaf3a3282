#include "runtime/types/range.h"

#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/slice.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

constexpr Value kOne = Value::SmallInt(1);
constexpr Value kZero = Value::SmallInt(0);

// Number of items; all arguments exact ints, step not 0.
Value ComputeLength(Thread* t, Value start, Value stop, Value step) {
  if (BothSmallInts(start, stop) && step.is_small_int()) {
    const int64_t a = start.small_int(), b = stop.small_int();
    const int64_t s = step.small_int();
    // Differences of small ints fit 64 bits.
    if (s > 0) return IntFromInt64(t, a < b ? (b - a - 1) / s + 1 : 0);
    return IntFromInt64(t, b < a ? (a - b - 1) / -s + 1 : 0);
  }
  const bool up = IntSign(step) > 0;
  const Value low = up ? start : stop, high = up ? stop : start;
  if (IntCompare(low, high) >= 0) return kZero;
  Value width = IntSub(t, high, low);
  if (!width) return width;
  width = IntSub(t, width, kOne);
  if (!width) return width;
  Value stride = up ? step : IntNegate(t, step);
  if (!stride) return stride;
  Value steps = IntFloorDiv(t, width, stride);
  return steps ? IntAdd(t, steps, kOne) : steps;
}

// start + i * step.
Value ItemAt(Thread* t, Range* range, Value i) {
  Value offset = IntMul(t, i, range->step);
  return offset ? IntAdd(t, range->start, offset) : offset;
}

Value MakeRange(Thread* t, Value start, Value stop, Value step) {
  Value length = ComputeLength(t, start, stop, step);
  if (!length) return length;
  auto* range = static_cast<Range*>(
      AllocateRaw(t, t->isolate->shape_of(Kind::kRange), sizeof(Range)));
  if (range == nullptr) return Value::Null();
  range->start = start;
  range->stop = stop;
  range->step = step;
  range->length = length;
  return range;
}

// __index__ and no bool or subclass left: what a range stores.
Value StoredInt(Thread* t, Value v) {
  if (v.is_small_int()) return v;
  Value index = NumberIndex(t, v);
  return index ? IntToExact(t, index) : index;
}

Value Subrange(Thread* t, Range* range, Slice* slice) {
  // slice.indices() with ints of any size, then positions become items.
  Value bounds = SliceIndicesOf(t, slice, range->length);
  if (!bounds) return bounds;
  auto* parts = bounds.as<Tuple>();
  Value step = IntMul(t, range->step, parts->items[2]);
  if (!step) return step;
  Value start = ItemAt(t, range, parts->items[0]);
  if (!start) return start;
  Value stop = ItemAt(t, range, parts->items[1]);
  if (!stop) return stop;
  return MakeRange(t, start, stop, step);
}

// Position of an int in the range; null without exception if it is not there.
Value PositionOf(Thread* t, Range* range, Value item) {
  const bool up = IntSign(range->step) > 0;
  const int from_start = IntCompare(item, range->start);
  const int from_stop = IntCompare(item, range->stop);
  if (up ? (from_start < 0 || from_stop >= 0)
         : (from_start > 0 || from_stop <= 0)) {
    return Value::Null();
  }
  Value distance = IntSub(t, item, range->start);
  if (!distance) return distance;
  Value position, rest;
  if (!IntDivMod(t, distance, range->step, &position, &rest)) {
    return Value::Null();
  }
  return IntSign(rest) == 0 ? position : Value::Null();
}

bool IsExactIntOrBool(Thread* t, Value v) {
  return IsExactInt(t, v) || IsBool(v);
}

}  // namespace

Value NewRange(Thread* t, Value start, Value stop, Value step) {
  start = StoredInt(t, start);
  if (!start) return start;
  stop = StoredInt(t, stop);
  if (!stop) return stop;
  step = step ? StoredInt(t, step) : kOne;
  if (!step) return step;
  if (IntSign(step) == 0) {
    return RaiseText(t, Exc::kValueError, "range() arg 3 must not be zero");
  }
  return MakeRange(t, start, stop, step);
}

bool RangeAsInt64(const Range* range, int64_t* start, int64_t* step,
                  int64_t* length) {
  // Small start and stop: so is each item. The end that iteration reaches one
  // step beyond may wrap, which nobody sees.
  if (!BothSmallInts(range->start, range->stop) ||
      !range->step.is_small_int() || !range->length.is_small_int()) {
    return false;
  }
  *start = range->start.small_int();
  *step = range->step.small_int();
  *length = range->length.small_int();
  return true;
}

RangeIterator* NewRangeIterator(Thread* t, int64_t start, int64_t step,
                                int64_t length) {
  auto* it = static_cast<RangeIterator*>(
      AllocateRaw(t, t->isolate->shape_of(Kind::kRangeIterator),
                  sizeof(RangeIterator)));
  if (it == nullptr) return nullptr;
  it->current = start;
  it->step = step;
  it->remaining = length;
  return it;
}

Value RangeSubscript(Thread* t, Range* range, Value key) {
  if (IsKind(key, Kind::kSlice)) return Subrange(t, range, key.as<Slice>());
  if (!IsInt(key) && LookupSpecial(t, key, Slot::kIndex).is_null()) {
    return Raise(t, Exc::kTypeError,
                 "range indices must be integers or slices, not %s",
                 ClassNameOf(t, key));
  }
  Value i = StoredInt(t, key);
  if (!i) return i;
  if (IntSign(i) < 0) {
    i = IntAdd(t, i, range->length);
    if (!i) return i;
  }
  if (IntSign(i) < 0 || IntCompare(i, range->length) >= 0) {
    return RaiseText(t, Exc::kIndexError, "range object index out of range");
  }
  return ItemAt(t, range, i);
}

int RangeContains(Thread* t, Range* range, Value item) {
  if (IsExactIntOrBool(t, item)) {
    const bool found = !PositionOf(t, range, item).is_null();
    return t->exception.is_null() ? found : -1;
  }
  // Something else may be equal to one of the items.
  Value iterator = RangeIter(t, range);
  if (!iterator) return -1;
  for (;;) {
    Value v = IterNext(t, iterator);
    if (!v) return t->exception.is_null() ? 0 : -1;
    const int equal = ItemEquals(t, v, item);
    if (equal != 0) return equal;
  }
}

int RangeEquals(Thread*, Range* a, Range* b) {
  if (a == b) return 1;
  if (!IntEquals(a->length, b->length)) return 0;
  if (IntSign(a->length) == 0) return 1;
  if (!IntEquals(a->start, b->start)) return 0;
  return IntEquals(a->length, kOne) || IntEquals(a->step, b->step);
}

Value RangeRepr(Thread* t, Range* range) {
  StrBuilder text;
  text.AppendAscii("range(");
  text.AppendAscii(IntToText(range->start, 10));
  text.AppendAscii(", ");
  text.AppendAscii(IntToText(range->stop, 10));
  if (range->step != kOne) {
    text.AppendAscii(", ");
    text.AppendAscii(IntToText(range->step, 10));
  }
  text.AppendChar(')');
  return text.Finish(t);
}

Value RangeIter(Thread* t, Range* range) {
  int64_t start, step, length;
  if (RangeAsInt64(range, &start, &step, &length)) {
    return NewRangeIterator(t, start, step, length);
  }
  return NewIterator(t, IteratorKind::kLongRange, range);
}

Value RangeReversed(Thread* t, Range* range) {
  int64_t start, step, length;
  if (RangeAsInt64(range, &start, &step, &length)) {
    // Unsigned, as the value for an empty range may wrap.
    const auto last = static_cast<int64_t>(
        static_cast<uint64_t>(start) +
        static_cast<uint64_t>(step) * static_cast<uint64_t>(length - 1));
    return NewRangeIterator(
        t, last, static_cast<int64_t>(-static_cast<uint64_t>(step)), length);
  }
  Value i = IntSub(t, range->length, kOne);
  if (!i) return i;
  Value last = ItemAt(t, range, i);
  if (!last) return last;
  Value step_back = IntNegate(t, range->step);
  if (!step_back) return step_back;
  Value stop = IntSub(t, range->start, range->step);
  if (!stop) return stop;
  Value reversed = MakeRange(t, last, stop, step_back);
  if (!reversed) return reversed;
  return NewIterator(t, IteratorKind::kLongRange, reversed);
}

namespace {

Range* Self(Value* args) { return args[0].as<Range>(); }

Value RangeNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "range", kwnames)) return Value::Null();
  if (!CheckArgCount(t, "range", nargs - 1, 1, 3)) return Value::Null();
  if (nargs == 2) return NewRange(t, kZero, args[1], Value::Null());
  return NewRange(t, args[1], args[2], nargs == 4 ? args[3] : Value::Null());
}

Value LenMethod(Thread* t, Value* args, size_t, Value) {
  int64_t length;
  if (IntAsInt64(Self(args)->length, &length)) return Self(args)->length;
  return RaiseText(t, Exc::kOverflowError,
                   "Python int too large to convert to C ssize_t");
}
Value BoolMethod(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(IntSign(Self(args)->length) != 0);
}
Value GetItemMethod(Thread* t, Value* args, size_t, Value) {
  return RangeSubscript(t, Self(args), args[1]);
}
Value ContainsMethod(Thread* t, Value* args, size_t, Value) {
  return BoolOrNull(t, RangeContains(t, Self(args), args[1]));
}
Value IterMethod(Thread* t, Value* args, size_t, Value) {
  return RangeIter(t, Self(args));
}
Value ReversedMethod(Thread* t, Value* args, size_t, Value) {
  return RangeReversed(t, Self(args));
}
Value ReprMethod(Thread* t, Value* args, size_t, Value) {
  return RangeRepr(t, Self(args));
}
template <bool kEqual>
Value EqualMethod(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kRange)) return t->isolate->not_implemented();
  return t->isolate->Bool(
      (RangeEquals(t, Self(args), args[1].as<Range>()) != 0) == kEqual);
}
Value Incomparable(Thread* t, Value*, size_t, Value) {
  return t->isolate->not_implemented();
}
Value HashMethod(Thread* t, Value* args, size_t, Value) {
  Range* range = Self(args);
  const Value none = t->isolate->none();
  const bool empty = IntSign(range->length) == 0;
  Tuple* parts = TuplePack(
      t, range->length, empty ? none : range->start,
      empty || IntEquals(range->length, kOne) ? none : range->step);
  if (parts == nullptr) return Value::Null();
  bool ok;
  const int64_t hash = TupleHash(t, parts, &ok);
  return ok ? IntFromInt64(t, hash) : Value::Null();
}

Value CountMethod(Thread* t, Value* args, size_t, Value) {
  if (IsExactIntOrBool(t, args[1])) {
    const int found = RangeContains(t, Self(args), args[1]);
    return found < 0 ? Value::Null() : Value::SmallInt(found);
  }
  Value iterator = RangeIter(t, Self(args));
  if (!iterator) return iterator;
  for (int64_t count = 0;;) {
    Value v = IterNext(t, iterator);
    if (!v) return t->exception.is_null() ? Value::SmallInt(count) : v;
    const int equal = ItemEquals(t, v, args[1]);
    if (equal < 0) return Value::Null();
    count += equal;
  }
}

Value IndexMethod(Thread* t, Value* args, size_t, Value) {
  if (IsExactIntOrBool(t, args[1])) {
    Value position = PositionOf(t, Self(args), args[1]);
    if (position || !t->exception.is_null()) return position;
    return Raise(t, Exc::kValueError, "%s is not in range",
                 StrToUtf8(ToRepr(t, args[1]).as<Str>()));
  }
  Value iterator = RangeIter(t, Self(args));
  if (!iterator) return iterator;
  for (int64_t i = 0;; ++i) {
    Value v = IterNext(t, iterator);
    if (!v) {
      if (!t->exception.is_null()) return v;
      return RaiseText(t, Exc::kValueError,
                       "sequence.index(x): x not in sequence");
    }
    const int equal = ItemEquals(t, v, args[1]);
    if (equal < 0) return Value::Null();
    if (equal) return Value::SmallInt(i);
  }
}

Value ReduceMethod(Thread* t, Value* args, size_t, Value) {
  Range* range = Self(args);
  Tuple* parts = TuplePack(t, range->start, range->stop, range->step);
  if (parts == nullptr) return Value::Null();
  return TuplePack(t, ClassOf(t, args[0]), parts);
}

Value GetStart(Thread*, Value* args, size_t, Value) { return Self(args)->start; }
Value GetStop(Thread*, Value* args, size_t, Value) { return Self(args)->stop; }
Value GetStep(Thread*, Value* args, size_t, Value) { return Self(args)->step; }

constexpr GetSetInfo kGetSets[] = {
    {"start", GetStart, nullptr, nullptr, true},
    {"stop", GetStop, nullptr, nullptr, true},
    {"step", GetStep, nullptr, nullptr, true}};

constexpr NativeInfo kRows[] = {
    {"__new__", RangeNew, nullptr, kAnything,
     "range(stop) -> range object\nrange(start, stop[, step]) -> range object"},
    {"count", CountMethod, "($self, value, /)", kAnything,
     "rangeobject.count(value) -> integer -- return number of occurrences of "
     "value"},
    {"index", IndexMethod, "($self, value, /)", kAnything,
     "rangeobject.index(value) -> integer -- return index of value."},
    {"__len__", LenMethod, "($self, /)", kReadsHeap | kRaises,
     "Return len(self)."},
    {"__bool__", BoolMethod, "($self, /)", kPure, "True if self else False"},
    {"__getitem__", GetItemMethod, "($self, key, /)", kAnything,
     "Return self[key]."},
    {"__contains__", ContainsMethod, "($self, key, /)", kAnything,
     "Return key in self."},
    {"__iter__", IterMethod, "($self, /)", kEffectReadsAllocates,
     "Implement iter(self)."},
    {"__reversed__", ReversedMethod, "($self, /)", kEffectReadsAllocates,
     "Return a reverse iterator."},
    {"__repr__", ReprMethod, "($self, /)", kEffectReadsAllocates,
     "Return repr(self)."},
    {"__hash__", HashMethod, "($self, /)", kEffectReadsAllocates,
     "Return hash(self)."},
    {"__reduce__", ReduceMethod, "($self, /)", kEffectReadsAllocates, nullptr},
    {"__eq__", EqualMethod<true>, "($self, value, /)", kReadsHeap,
     "Return self==value."},
    {"__ne__", EqualMethod<false>, "($self, value, /)", kReadsHeap,
     "Return self!=value."},
    {"__lt__", Incomparable, "($self, value, /)", kPure, "Return self<value."},
    {"__le__", Incomparable, "($self, value, /)", kPure, "Return self<=value."},
    {"__gt__", Incomparable, "($self, value, /)", kPure, "Return self>value."},
    {"__ge__", Incomparable, "($self, value, /)", kPure, "Return self>=value."},
};

}  // namespace

bool InitRangeType(Thread* t) {
  Class* cls = t->isolate->range_class();
  cls->construct = RangeNew;
  return AddNatives(t, cls->dict, kRows, cls) && AddGetSets(t, cls, kGetSets);
}

}  // namespace pyjit
