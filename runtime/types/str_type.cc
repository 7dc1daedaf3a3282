#include "runtime/buffer.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/iterators.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/slice.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/str_format.h"
#include "runtime/types/str_internal.h"
#include "runtime/types/tuple.h"

// The class str: construction and special methods.

namespace pyjit {

Value StrGetItem(Thread* t, Str* s, Value key) {
  if (key.is_small_int()) [[likely]] return StrIndex(t, s, key.small_int());
  if (IsKind(key, Kind::kSlice)) {
    SliceBounds bounds;
    if (!SliceIndices(t, key.as<Slice>(), s->length, &bounds)) return Value();
    return StrSliceStep(t, s, bounds.start, bounds.step, bounds.count);
  }
  int64_t i;
  if (!ValueAsIndex(t, key, "string indices must be integers, not '%s'", &i)) {
    return Value();
  }
  return StrIndex(t, s, i);
}

namespace {

Str* Self(Value* args) { return args[0].as<Str>(); }

// str(object), str(bytes, encoding, errors); any may be null.
Value StrFromArguments(Thread* t, Value object, Value encoding, Value errors) {
  if (object.is_null() && encoding.is_null() && errors.is_null()) {
    return t->isolate->empty_str();
  }
  if (encoding.is_null() && errors.is_null()) return ToStr(t, object);
  if (object.is_null()) return t->isolate->empty_str();
  if (IsStr(object)) {
    return RaiseText(t, Exc::kTypeError, "decoding str is not supported");
  }
  if (!HasBuffer(t, object)) {
    return Raise(t, Exc::kTypeError, "decoding to str: need a bytes-like object, %s found",
                 ClassNameOf(t, object));
  }
  ScopedBuffer buffer(t);
  if (!buffer.Get(object)) return Value();
  return DecodeNamed(t, buffer.bytes(), encoding, errors, object);
}

template <CompareOp op>
Value CompareRow(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) return t->isolate->not_implemented();
  const auto* other = args[1].as<Str>();
  bool holds;
  if (op == CompareOp::kEq || op == CompareOp::kNe) {
    holds = StrEquals(Self(args), other) == (op == CompareOp::kEq);
  } else {
    holds = OrderHolds<op>(StrCompare(Self(args), other));
  }
  return t->isolate->Bool(holds);
}
Value HashRow(Thread* t, Value* args, size_t, Value) {
  return IntFromInt64(t, static_cast<int64_t>(StrHash(Self(args))));
}
Value ReprRow(Thread* t, Value* args, size_t, Value) { return StrRepr(t, Self(args)); }
Value StrRow(Thread* t, Value* args, size_t, Value) { return StrToExact(t, Self(args)); }
Value LenRow(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(Self(args)->length);
}
Value AddRow(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "can only concatenate str (not \"%s\") to str",
                 ClassNameOf(t, args[1]));
  }
  return StrConcat(t, Self(args), args[1].as<Str>());
}
Value MulRow(Thread* t, Value* args, size_t, Value) {
  int64_t n;
  return IndexAsInt64(t, args[1], &n) ? Value(StrRepeat(t, Self(args), n)) : Value();
}
Value ModRow(Thread* t, Value* args, size_t, Value) {
  return StrPercent(t, Self(args), args[1]);
}
Value RModRow(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) return t->isolate->not_implemented();
  return StrPercent(t, args[1].as<Str>(), args[0]);
}
Value ContainsRow(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError,
                 "'in <string>' requires string as left operand, not %s",
                 ClassNameOf(t, args[1]));
  }
  return t->isolate->Bool(StrContains(Self(args), args[1].as<Str>()));
}
Value GetItemRow(Thread* t, Value* args, size_t, Value) {
  return StrGetItem(t, Self(args), args[1]);
}
Value IterRow(Thread* t, Value* args, size_t, Value) {
  return NewIterator(t, IteratorKind::kStr, args[0]);
}
Value FormatDunderRow(Thread* t, Value* args, size_t, Value) {
  if (!CheckFormatSpecArgument(t, args[1])) return Value();
  return StrFormatDunder(t, Self(args), args[1].as<Str>());
}
// args: self, *args, **kwargs
Value FormatRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Dict* keywords = nullptr;
  if (!kwnames.is_null() && kwnames.as<Tuple>()->length > 0) {
    keywords = NewDict(t);
    if (keywords == nullptr) return Value();
    auto* names = kwnames.as<Tuple>();
    for (int64_t i = 0; i < names->length; ++i) {
      if (!DictSet(t, keywords, names->items[i], args[nargs + static_cast<size_t>(i)])) {
        return Value();
      }
    }
  }
  return StrFormat(t, Self(args), args + 1, static_cast<int64_t>(nargs) - 1, keywords);
}
Value FormatMapRow(Thread* t, Value* args, size_t, Value) {
  return StrFormatWith(t, Self(args), {nullptr, 0, args[1]});
}
// A copy: unpickling makes a new str of it.
Value GetNewArgsRow(Thread* t, Value* args, size_t, Value) {
  Str* s = Self(args);
  Value copy = StrFromChars(t, s->width(), s->data(), s->length);
  return copy ? Value(TupleFromArray(t, &copy, 1)) : Value();
}
Value SizeOfRow(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(static_cast<int64_t>(sizeof(Str)) - 8 +
                         Self(args)->length * Self(args)->width());
}
constexpr char kUnary[] = "($self, /)";
constexpr char kBinary[] = "($self, value, /)";

constexpr NativeInfo kMethods[] = {
    {"__new__", ConstructStr, nullptr, kAnything,
     "str(object='') or str(bytes, encoding='utf-8', errors='strict')"},
    {"__repr__", ReprRow, kUnary, kAllocates, "Return repr(self)."},
    {"__str__", StrRow, kUnary, kAllocates, "Return str(self)."},
    {"__hash__", HashRow, kUnary, kAllocates, "Return hash(self)."},
    {"__lt__", CompareRow<CompareOp::kLt>, kBinary, kPure, "Return self<value."},
    {"__le__", CompareRow<CompareOp::kLe>, kBinary, kPure, "Return self<=value."},
    {"__eq__", CompareRow<CompareOp::kEq>, kBinary, kPure, "Return self==value."},
    {"__ne__", CompareRow<CompareOp::kNe>, kBinary, kPure, "Return self!=value."},
    {"__gt__", CompareRow<CompareOp::kGt>, kBinary, kPure, "Return self>value."},
    {"__ge__", CompareRow<CompareOp::kGe>, kBinary, kPure, "Return self>=value."},
    {"__iter__", IterRow, kUnary, kAllocates, "Implement iter(self)."},
    {"__len__", LenRow, kUnary, kPure, "Return len(self)."},
    {"__getitem__", GetItemRow, "($self, key, /)", kAnything, "Return self[key]."},
    {"__add__", AddRow, kBinary, kAllocates, "Return self+value."},
    {"__mul__", MulRow, kBinary, kAnything, "Return self*value."},
    {"__rmul__", MulRow, kBinary, kAnything, "Return value*self."},
    {"__mod__", ModRow, kBinary, kAnything, "Return self%value."},
    {"__rmod__", RModRow, kBinary, kAnything, "Return value%self."},
    {"__contains__", ContainsRow, "($self, key, /)", kRaises, "Return key in self."},
    {"__format__", FormatDunderRow, "($self, format_spec, /)", kAllocates,
     "format(self, format_spec)"},
    {"__getnewargs__", GetNewArgsRow, kUnary, kAllocates, nullptr},
    {"__sizeof__", SizeOfRow, kUnary, kPure, "Bytes of memory that self takes."},
    {"format", FormatRow, nullptr, kAnything,
     "Replaces {fields} by formatted arguments."},
    {"format_map", FormatMapRow, "($self, mapping, /)", kAnything,
     "Replaces {fields} by formatted items of the mapping."},
};

}  // namespace

Value ConstructStr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"object", "encoding", "errors"};
  auto* cls = args[0].as<Class>();
  if (nargs == 2 && !kwnames && cls == t->isolate->str_class()) [[likely]] {
    return ToStr(t, args[1]);
  }
  int64_t keywords = kwnames ? kwnames.as<Tuple>()->length : 0;
  if (nargs - 1 + static_cast<size_t>(keywords) > 3) {
    return Raise(t, Exc::kTypeError, "str() takes at most 3 arguments (%d given)",
                 nargs - 1 + static_cast<size_t>(keywords));
  }
  Value bound[3];
  for (size_t i = 1; i < nargs; ++i) bound[i - 1] = args[i];
  for (int64_t i = 0; i < keywords; ++i) {
    const auto* name = kwnames.as<Tuple>()->items[i].as<Str>();
    int k = 0;
    while (k < 3 && !StrEqualsAscii(name, kNames[k])) ++k;
    if (k == 3) {
      return Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for str()",
                   StrToUtf8(name));
    }
    if (bound[k]) {
      return Raise(t, Exc::kTypeError,
                   "argument for str() given by name ('%s') and position (%d)",
                   kNames[k], k + 1);
    }
    bound[k] = args[nargs + static_cast<size_t>(i)];
  }
  for (int k = 1; k < 3; ++k) {
    if (!bound[k] || IsStr(bound[k])) continue;
    return Raise(t, Exc::kTypeError, "str() argument '%s' must be str, not %s", kNames[k],
                 ArgumentClassName(t, bound[k]));
  }
  Value result = StrFromArguments(t, bound[0], bound[1], bound[2]);
  if (!result || cls == t->isolate->str_class()) return result;
  return NewStrOfClass(t, cls, result.as<Str>());
}

bool InitStrType(Thread* t) {
  Class* cls = t->isolate->str_class();
  cls->construct = &ConstructStr;
  return AddNatives(t, cls->dict, kMethods, cls) &&
         AddNatives(t, cls->dict, StrTextMethods(), cls) &&
         AddNatives(t, cls->dict, StrFindMethods(), cls);
}

}  // namespace pyjit
