#include "runtime/exception_attributes.h"

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/operators_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/tuple.h"

namespace pyjit {

bool SetExceptionTraceback(Thread* t, Exception* self, Value value) {
  if (value.is_null()) {
    RaiseText(t, Exc::kTypeError, "__traceback__ may not be deleted");
    return false;
  }
  if (!IsNone(t, value) && !IsKind(value, Kind::kTraceback)) {
    RaiseText(t, Exc::kTypeError, "__traceback__ must be a traceback or None");
    return false;
  }
  self->traceback = IsNone(t, value) ? Value() : value;
  WriteBarrier(t, self);
  return true;
}

namespace {

Exception* Self(Value* args) { return args[0].as<Exception>(); }
Value OrNone(Thread* t, Value v) { return v.is_null() ? t->isolate->none() : v; }
Value Done(Thread* t) { return t->isolate->none(); }

Value GetArgs(Thread* t, Value* args, size_t, Value) { return Self(args)->args; }
Value SetArgs(Thread* t, Value* args, size_t, Value) {
  if (args[1].is_null()) return RaiseText(t, Exc::kTypeError, "args may not be deleted");
  Tuple* tuple = NewTupleFrom(t, args[1]);
  if (tuple == nullptr) return Value();
  StoreField(t, Self(args), &Self(args)->args, tuple);
  return Done(t);
}

Value GetTraceback(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, Self(args)->traceback);
}
Value SetTraceback(Thread* t, Value* args, size_t, Value) {
  return SetExceptionTraceback(t, Self(args), args[1]) ? Done(t) : Value();
}

// `v` as a link to another exception: null for None. False with TypeError pending.
bool AsLink(Thread* t, Value v, const char* what, const char* attribute, Value* out) {
  if (v.is_null()) {
    Raise(t, Exc::kTypeError, "%s may not be deleted", attribute);
    return false;
  }
  if (!IsNone(t, v) && !IsKind(v, Kind::kException)) {
    Raise(t, Exc::kTypeError, "exception %s must be None or derive from BaseException", what);
    return false;
  }
  *out = IsNone(t, v) ? Value() : v;
  return true;
}

Value GetContext(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, Self(args)->context);
}
Value SetContext(Thread* t, Value* args, size_t, Value) {
  Value link;
  if (!AsLink(t, args[1], "context", "__context__", &link)) return Value();
  StoreField(t, Self(args), &Self(args)->context, link);
  return Done(t);
}

Value GetCause(Thread* t, Value* args, size_t, Value) { return OrNone(t, Self(args)->cause); }
Value SetCause(Thread* t, Value* args, size_t, Value) {
  Value link;
  if (!AsLink(t, args[1], "cause", "__cause__", &link)) return Value();
  StoreField(t, Self(args), &Self(args)->cause, link);
  Self(args)->suppress_context = 1;
  return Done(t);
}

Value GetSuppress(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args)->suppress_context != 0);
}
Value SetSuppress(Thread* t, Value* args, size_t, Value) {
  if (args[1].is_null()) {
    return RaiseText(t, Exc::kTypeError, "can't delete numeric/char attribute");
  }
  if (!IsBool(args[1])) {
    return RaiseText(t, Exc::kTypeError, "attribute value type must be bool");
  }
  Self(args)->suppress_context = IntIsTrue(args[1]);
  return Done(t);
}

// Fields of the tuple in `extra`. An exception made without its details has none.
template <int kIndex>
Value GetExtra(Thread* t, Value* args, size_t, Value) {
  Value extra = Self(args)->extra;
  if (!IsKind(extra, Kind::kTuple) || extra.as<Tuple>()->length <= kIndex) return Done(t);
  return extra.as<Tuple>()->items[kIndex];
}
template <int kIndex>
Value SetExtra(Thread* t, Value* args, size_t, Value) {
  Value old = Self(args)->extra;
  int64_t length = kSyntaxErrorFields;
  Value fields[kSyntaxErrorFields];
  for (Value& v : fields) v = Done(t);
  if (IsKind(old, Kind::kTuple)) {
    length = old.as<Tuple>()->length;
    for (int64_t i = 0; i < length; ++i) fields[i] = old.as<Tuple>()->items[i];
  }
  fields[kIndex] = OrNone(t, args[1]);
  Tuple* tuple = TupleFromArray(t, fields, length);
  if (tuple == nullptr) return Value();
  StoreField(t, Self(args), &Self(args)->extra, tuple);
  return Done(t);
}

// OSError.characters_written, the fifth field: absent until it is set.
constexpr int kWritten = 4;
bool HasWritten(Thread* t, Value* args) {
  Value extra = Self(args)->extra;
  if (IsKind(extra, Kind::kTuple) && extra.as<Tuple>()->length > kWritten &&
      !IsNone(t, extra.as<Tuple>()->items[kWritten])) {
    return true;
  }
  RaiseText(t, Exc::kAttributeError, "characters_written");
  return false;
}
Value GetWritten(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return HasWritten(t, args) ? GetExtra<kWritten>(t, args, nargs, kwnames) : Value();
}
Value SetWritten(Thread* t, Value* args, size_t, Value) {
  if (args[1].is_null()) {
    if (!HasWritten(t, args)) return Value();
  } else {
    int64_t n;
    if (!IndexAsInt64(t, args[1], &n)) return Value();
  }
  Value fields[kWritten + 1];
  Value old = Self(args)->extra;
  for (int i = 0; i < kWritten; ++i) {
    const bool known = IsKind(old, Kind::kTuple) && old.as<Tuple>()->length > i;
    fields[i] = known ? old.as<Tuple>()->items[i] : Done(t);
  }
  fields[kWritten] = OrNone(t, args[1]);
  Tuple* tuple = TupleFromArray(t, fields, kWritten + 1);
  if (tuple == nullptr) return Value();
  StoreField(t, Self(args), &Self(args)->extra, tuple);
  return Done(t);
}

Value GetDirect(Thread* t, Value* args, size_t, Value) { return OrNone(t, Self(args)->extra); }
Value SetDirect(Thread* t, Value* args, size_t, Value) {
  StoreField(t, Self(args), &Self(args)->extra, args[1]);
  return Done(t);
}

constexpr GetSetInfo kBase[] = {
    {"args", GetArgs, SetArgs},
    {"__traceback__", GetTraceback, SetTraceback},
    {"__context__", GetContext, SetContext},
    {"__cause__", GetCause, SetCause},
    {"__suppress_context__", GetSuppress, SetSuppress},
};
constexpr GetSetInfo kStopIteration[] = {{"value", GetDirect, SetDirect}};
constexpr GetSetInfo kSystemExit[] = {{"code", GetDirect, SetDirect}};
constexpr GetSetInfo kOsError[] = {
    {"errno", GetExtra<0>, SetExtra<0>},
    {"strerror", GetExtra<1>, SetExtra<1>},
    {"filename", GetExtra<2>, SetExtra<2>},
    {"filename2", GetExtra<3>, SetExtra<3>},
    {"characters_written", GetWritten, SetWritten},
};
constexpr GetSetInfo kImportError[] = {
    {"name", GetExtra<0>, SetExtra<0>},
    {"path", GetExtra<1>, SetExtra<1>},
    {"msg", GetExtra<2>, SetExtra<2>},
};
constexpr GetSetInfo kNameError[] = {{"name", GetExtra<0>, SetExtra<0>}};
constexpr GetSetInfo kAttributeError[] = {
    {"name", GetExtra<0>, SetExtra<0>},
    {"obj", GetExtra<1>, SetExtra<1>},
};
constexpr GetSetInfo kSyntaxError[] = {
    {"msg", GetExtra<0>, SetExtra<0>},        {"filename", GetExtra<1>, SetExtra<1>},
    {"lineno", GetExtra<2>, SetExtra<2>},     {"offset", GetExtra<3>, SetExtra<3>},
    {"text", GetExtra<4>, SetExtra<4>},       {"end_lineno", GetExtra<5>, SetExtra<5>},
    {"end_offset", GetExtra<6>, SetExtra<6>}, {"print_file_and_line", GetExtra<7>, SetExtra<7>},
};
constexpr GetSetInfo kUnicodeError[] = {
    {"encoding", GetExtra<0>, SetExtra<0>}, {"object", GetExtra<1>, SetExtra<1>},
    {"start", GetExtra<2>, SetExtra<2>},    {"end", GetExtra<3>, SetExtra<3>},
    {"reason", GetExtra<4>, SetExtra<4>},
};

}  // namespace

bool InitExceptionAttributes(Thread* t) {
  auto cls = [&](Exc exc) { return ExceptionClass(t, exc); };
  return AddGetSets(t, cls(Exc::kBaseException), kBase) &&
         AddGetSets(t, cls(Exc::kStopIteration), kStopIteration) &&
         AddGetSets(t, cls(Exc::kSystemExit), kSystemExit) &&
         AddGetSets(t, cls(Exc::kOSError), kOsError) &&
         AddGetSets(t, cls(Exc::kImportError), kImportError) &&
         AddGetSets(t, cls(Exc::kNameError), kNameError) &&
         AddGetSets(t, cls(Exc::kAttributeError), kAttributeError) &&
         AddGetSets(t, cls(Exc::kSyntaxError), kSyntaxError) &&
         AddGetSets(t, cls(Exc::kUnicodeDecodeError), kUnicodeError) &&
         AddGetSets(t, cls(Exc::kUnicodeEncodeError), kUnicodeError) &&
         AddGetSets(t, cls(Exc::kUnicodeTranslateError), kUnicodeError);
}

}  // namespace pyjit
