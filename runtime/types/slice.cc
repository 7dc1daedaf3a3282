#include "runtime/types/slice.h"

#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"

namespace pyjit {

Slice* NewSlice(Thread* t, Value start, Value stop, Value step) {
  auto* slice = static_cast<Slice*>(
      AllocateRaw(t, t->isolate->shape_of(Kind::kSlice), sizeof(Slice)));
  if (slice == nullptr) return nullptr;
  const Value none = t->isolate->none();
  slice->start = start ? start : none;
  slice->stop = stop ? stop : none;
  slice->step = step ? step : none;
  return slice;
}

bool ValueAsIndex(Thread* t, Value v, const char* type_message, int64_t* out) {
  if (v.is_small_int()) [[likely]] {
    *out = v.small_int();
    return true;
  }
  if (type_message != nullptr && !IsInt(v) &&
      LookupSpecial(t, v, Slot::kIndex).is_null()) {
    std::string text(type_message);
    const size_t at = text.find("%s");
    if (at != std::string::npos) text.replace(at, 2, ClassNameOf(t, v));
    RaiseText(t, Exc::kTypeError, text);
    return false;
  }
  Value index = NumberIndex(t, v);
  if (!index) return false;
  if (IntAsInt64(index, out)) return true;
  Raise(t, Exc::kIndexError, "cannot fit '%s' into an index-sized integer",
        ClassNameOf(t, v));
  return false;
}

bool ValueAsClampedIndex(Thread* t, Value v, int64_t* out,
                         bool none_allowed) {
  if (v.is_small_int()) [[likely]] {
    *out = v.small_int();
    return true;
  }
  if (!IsInt(v) && LookupSpecial(t, v, Slot::kIndex).is_null()) {
    Raise(t, Exc::kTypeError,
          "slice indices must be integers or %shave an __index__ method",
          none_allowed ? "None or " : "");
    return false;
  }
  Value index = NumberIndex(t, v);
  if (!index) return false;
  if (!IntAsInt64(index, out)) {
    *out = IntSign(index) < 0 ? INT64_MIN : INT64_MAX;
  }
  return true;
}

bool SliceUnpack(Thread* t, Slice* slice, SliceBounds* out) {
  const Value none = t->isolate->none();
  out->step = 1;
  if (slice->step != none) {
    if (!ValueAsClampedIndex(t, slice->step, &out->step, true)) return false;
    if (out->step == 0) {
      RaiseText(t, Exc::kValueError, "slice step cannot be zero");
      return false;
    }
    // -step must be representable.
    if (out->step < -INT64_MAX) out->step = -INT64_MAX;
  }
  if (slice->start == none) {
    out->start = out->step < 0 ? INT64_MAX : 0;
  } else if (!ValueAsClampedIndex(t, slice->start, &out->start, true)) {
    return false;
  }
  if (slice->stop == none) {
    out->stop = out->step < 0 ? INT64_MIN : INT64_MAX;
  } else if (!ValueAsClampedIndex(t, slice->stop, &out->stop, true)) {
    return false;
  }
  return true;
}

void SliceAdjust(int64_t length, SliceBounds* b) {
  const int64_t low = b->step < 0 ? -1 : 0;
  const int64_t high = b->step < 0 ? length - 1 : length;
  auto fit = [&](int64_t i) {
    if (i < 0) {
      i += length;
      return i < low ? low : i;
    }
    return i > high ? high : i;
  };
  b->start = fit(b->start);
  b->stop = fit(b->stop);
  if (b->step < 0) {
    b->count =
        b->stop < b->start ? (b->start - b->stop - 1) / -b->step + 1 : 0;
  } else {
    b->count = b->start < b->stop ? (b->stop - b->start - 1) / b->step + 1 : 0;
  }
}

Value SliceIndicesOf(Thread* t, Slice* slice, Value length) {
  const Value none = t->isolate->none();
  auto index = [&](Value v) -> Value {
    if (!IsInt(v) && LookupSpecial(t, v, Slot::kIndex).is_null()) {
      return RaiseText(t, Exc::kTypeError,
                       "slice indices must be integers or None or have an "
                       "__index__ method");
    }
    // A bool is an index, and comes out as the number that it is.
    Value number = NumberIndex(t, v);
    return number.is_null() ? number : IntToExact(t, number);
  };
  Value step = Value::SmallInt(1);
  if (slice->step != none) {
    step = index(slice->step);
    if (!step) return step;
    if (IntSign(step) == 0) {
      return RaiseText(t, Exc::kValueError, "slice step cannot be zero");
    }
  }
  const bool down = IntSign(step) < 0;
  const Value low = Value::SmallInt(down ? -1 : 0);
  Value high = down ? IntSub(t, length, Value::SmallInt(1)) : length;
  if (!high) return high;
  auto bound = [&](Value v, Value absent) -> Value {
    if (v == none) return absent;
    Value i = index(v);
    if (!i) return i;
    if (IntSign(i) < 0) {
      i = IntAdd(t, i, length);
      if (!i) return i;
      return IntCompare(i, low) < 0 ? low : i;
    }
    return IntCompare(i, high) > 0 ? high : i;
  };
  Value start = bound(slice->start, down ? high : low);
  if (!start) return start;
  Value stop = bound(slice->stop, down ? low : high);
  if (!stop) return stop;
  return TuplePack(t, start, stop, step);
}

namespace {

Value SliceNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "slice", kwnames)) return Value::Null();
  if (!CheckArgCount(t, "slice", nargs - 1, 1, 3)) return Value::Null();
  if (nargs == 2) return NewSlice(t, Value::Null(), args[1], Value::Null());
  return NewSlice(t, args[1], args[2], nargs == 4 ? args[3] : Value::Null());
}

Value SliceRepr(Thread* t, Value* args, size_t, Value) {
  auto* slice = args[0].as<Slice>();
  StrBuilder text;
  text.AppendAscii("slice(");
  const Value parts[3] = {slice->start, slice->stop, slice->step};
  for (int i = 0; i < 3; ++i) {
    if (i > 0) text.AppendAscii(", ");
    Value repr = ToRepr(t, parts[i]);
    if (!repr) return repr;
    text.Append(repr.as<Str>());
  }
  text.AppendChar(')');
  return text.Finish(t);
}

template <CompareOp op>
Value SliceCompare(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[1], Kind::kSlice)) return t->isolate->not_implemented();
  if (args[0] == args[1]) {
    return t->isolate->Bool(op == CompareOp::kEq || op == CompareOp::kLe ||
                            op == CompareOp::kGe);
  }
  auto* a = args[0].as<Slice>();
  auto* b = args[1].as<Slice>();
  Tuple* x = TuplePack(t, a->start, a->stop, a->step);
  if (x == nullptr) return Value::Null();
  Tuple* y = TuplePack(t, b->start, b->stop, b->step);
  if (y == nullptr) return Value::Null();
  return TupleCompare(t, op, x, y);
}

Value SliceIndicesMethod(Thread* t, Value* args, size_t, Value) {
  Value length = NumberIndex(t, args[1]);
  if (!length) return length;
  if (IntSign(length) < 0) {
    return RaiseText(t, Exc::kValueError, "length should not be negative");
  }
  length = IntToExact(t, length);
  return length ? SliceIndicesOf(t, args[0].as<Slice>(), length) : length;
}

Value SliceReduce(Thread* t, Value* args, size_t, Value) {
  auto* slice = args[0].as<Slice>();
  Tuple* parts = TuplePack(t, slice->start, slice->stop, slice->step);
  if (parts == nullptr) return Value::Null();
  return TuplePack(t, ClassOf(t, args[0]), parts);
}

Value SliceGetStart(Thread*, Value* args, size_t, Value) {
  return args[0].as<Slice>()->start;
}
Value SliceGetStop(Thread*, Value* args, size_t, Value) {
  return args[0].as<Slice>()->stop;
}
Value SliceGetStep(Thread*, Value* args, size_t, Value) {
  return args[0].as<Slice>()->step;
}

constexpr NativeInfo kRows[] = {
    {"__new__", SliceNew, nullptr, kEffectStores,
     "slice(stop) or slice(start, stop[, step])"},
    {"__repr__", SliceRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__eq__", SliceCompare<CompareOp::kEq>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", SliceCompare<CompareOp::kNe>, "($self, value, /)", kAnything,
     "Return self!=value."},
    {"__lt__", SliceCompare<CompareOp::kLt>, "($self, value, /)", kAnything,
     "Return self<value."},
    {"__le__", SliceCompare<CompareOp::kLe>, "($self, value, /)", kAnything,
     "Return self<=value."},
    {"__gt__", SliceCompare<CompareOp::kGt>, "($self, value, /)", kAnything,
     "Return self>value."},
    {"__ge__", SliceCompare<CompareOp::kGe>, "($self, value, /)", kAnything,
     "Return self>=value."},
    {"indices", SliceIndicesMethod, "($self, len, /)", kAnything,
     "S.indices(len) -> (start, stop, stride) of the items selected."},
    {"__reduce__", SliceReduce, "($self, /)", kEffectReadsAllocates,
     "Return state information for pickling."},
};
constexpr GetSetInfo kGetSets[] = {
    {"start", SliceGetStart, nullptr, nullptr, true},
    {"stop", SliceGetStop, nullptr, nullptr, true},
    {"step", SliceGetStep, nullptr, nullptr, true}};

}  // namespace

bool InitSliceType(Thread* t) {
  Class* cls = t->isolate->slice_class();
  cls->construct = SliceNew;
  return AddNatives(t, cls->dict, kRows, cls) && MakeUnhashable(t, cls) &&
         AddGetSets(t, cls, kGetSets);
}

}  // namespace pyjit
