// Construction of exceptions and the methods of their classes. The attributes that
// live in Exception::extra are in exception_attributes.cc.
#include "runtime/exceptions.h"

#include <cerrno>
#include <cstring>
#include <string>

#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/exception_attributes.h"
#include "runtime/exception_docs.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

bool Is(Thread* t, Class* cls, Exc exc) { return IsSubclass(cls, ExceptionClass(t, exc)); }

size_t KeywordCount(Value kwnames) {
  return kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length);
}

// Value of keyword `name`, or null; counts what it found.
Value TakeKeyword(Value* args, size_t nargs, Value kwnames, absl::string_view name,
                  size_t* found) {
  for (size_t k = 0; k < KeywordCount(kwnames); ++k) {
    if (StrEqualsAscii(kwnames.as<Tuple>()->items[k].as<Str>(), name)) {
      ++*found;
      return args[nargs + k];
    }
  }
  return Value();
}

// ImportError(name=, path=), AttributeError(name=, obj=), NameError(name=).
bool FillNamed(Thread* t, Exception* self, Class* cls, Value* args, size_t nargs,
               Value kwnames) {
  bool import = Is(t, cls, Exc::kImportError);
  bool attribute = Is(t, cls, Exc::kAttributeError);
  size_t found = 0;
  Value none = t->isolate->none();
  Value name = TakeKeyword(args, nargs, kwnames, "name", &found);
  Value second;
  if (import) second = TakeKeyword(args, nargs, kwnames, "path", &found);
  if (attribute) second = TakeKeyword(args, nargs, kwnames, "obj", &found);
  const char* type = import ? "ImportError" : attribute ? "AttributeError" : "NameError";
  const size_t most = import || attribute ? 2 : 1;
  if (KeywordCount(kwnames) > most) {
    Raise(t, Exc::kTypeError, "%s() takes at most %d keyword argument%s (%d given)", type, most,
          most == 1 ? "" : "s", KeywordCount(kwnames));
    return false;
  }
  if (found != KeywordCount(kwnames)) {
    auto* names = kwnames.as<Tuple>();
    for (int64_t k = 0; k < names->length; ++k) {
      std::string text = StrToUtf8(names->items[k].as<Str>());
      if (text == "name" || (import && text == "path") || (attribute && text == "obj")) continue;
      Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for %s()", text, type);
      return false;
    }
  }
  Value extra[3] = {name.is_null() ? none : name, second.is_null() ? none : second,
                    nargs == 1 ? args[0] : none};
  Tuple* tuple = TupleFromArray(t, extra, 3);
  if (tuple == nullptr) return false;
  self->extra = tuple;
  return true;
}

bool FillOsError(Thread* t, Exception* self, Value* args, size_t nargs) {
  if (nargs < 2 || nargs > 5) return true;
  Value none = t->isolate->none();
  // BlockingIOError(errno, strerror, n): how much was written, and no file's name.
  if (nargs > 2 && ClassOf(t, self) == ExceptionClass(t, Exc::kBlockingIOError) &&
      IsInt(args[2])) {
    Value fields[5] = {args[0], args[1], none, none, args[2]};
    Tuple* all = TupleFromArray(t, fields, 5);
    if (all == nullptr) return false;
    self->extra = all;
    return true;
  }
  Value extra[4] = {args[0], args[1], nargs > 2 ? args[2] : none, nargs > 4 ? args[4] : none};
  Tuple* tuple = TupleFromArray(t, extra, 4);
  if (tuple == nullptr) return false;
  self->extra = tuple;
  if (nargs > 2) {
    Tuple* shorter = TupleFromArray(t, args, 2);
    if (shorter == nullptr) return false;
    self->args = shorter;
  }
  return true;
}

bool FillSyntaxError(Thread* t, Exception* self, Value* args, size_t nargs) {
  Value none = t->isolate->none();
  Value extra[kSyntaxErrorFields];
  for (Value& v : extra) v = none;
  if (nargs >= 1) extra[0] = args[0];
  if (nargs == 2) {
    Tuple* details = NewTupleFrom(t, args[1]);
    if (details == nullptr) return false;
    int64_t n = details->length;
    if (n < 4) {
      Raise(t, Exc::kTypeError, "function takes at least 4 arguments (%d given)", n);
      return false;
    }
    if (n > 6) {
      Raise(t, Exc::kTypeError, "function takes at most 6 arguments (%d given)", n);
      return false;
    }
    if (n == 5) {
      RaiseText(t, Exc::kTypeError, "end_offset must be provided when end_lineno is provided");
      return false;
    }
    for (int64_t i = 0; i < n; ++i) extra[1 + i] = details->items[i];
  }
  Tuple* tuple = TupleFromArray(t, extra, kSyntaxErrorFields);
  if (tuple == nullptr) return false;
  self->extra = tuple;
  return true;
}

bool FillUnicodeError(Thread* t, Exception* self, Class* cls, Value* args, size_t nargs) {
  bool translate = Is(t, cls, Exc::kUnicodeTranslateError);
  size_t expected = translate ? 4 : 5;
  if (nargs != expected) {
    // Errors that the engine makes with only a message keep it.
    Raise(t, Exc::kTypeError, "function takes exactly %d arguments (%d given)", expected, nargs);
    return false;
  }
  Value extra[5] = {t->isolate->none()};
  for (size_t i = 0; i < nargs; ++i) extra[translate ? i + 1 : i] = args[i];
  const bool decode = Is(t, cls, Exc::kUnicodeDecodeError);
  for (int i = translate ? 1 : 0; i < 5; ++i) {
    const bool number = i == 2 || i == 3;
    if (number ? IsInt(extra[i]) : (i == 1 && decode) || IsStr(extra[i])) continue;
    const int position = translate ? i : i + 1;
    if (number) {
      int64_t n;
      if (!IndexAsInt64(t, extra[i], &n)) return false;
      extra[i] = IntFromInt64(t, n);
      if (extra[i].is_null()) return false;
      continue;
    }
    Raise(t, Exc::kTypeError, "argument %d must be str, not %s", position,
          TypeName(t, extra[i]));
    return false;
  }
  if (decode && !IsBytes(extra[1])) {
    // Any buffer: its bytes are kept.
    if (ClassOf(t, extra[1])->buffer == nullptr) {
      Raise(t, Exc::kTypeError, "a bytes-like object is required, not '%s'",
            TypeName(t, extra[1]));
      return false;
    }
    extra[1] = Call(t, t->isolate->bytes_class(), &extra[1], 1, Value());
    if (extra[1].is_null()) return false;
  }
  Tuple* tuple = TupleFromArray(t, extra, 5);
  if (tuple == nullptr) return false;
  self->extra = tuple;
  return true;
}

// The builtin class that makes attributes of the arguments: the first in the MRO.
Class* BuiltinBase(Class* cls) {
  if ((cls->flags & kClassBuiltin) || !IsKind(cls->mro, Kind::kTuple)) return cls;
  auto* mro = cls->mro.as<Tuple>();
  for (int64_t i = 0; i < mro->length; ++i) {
    auto* base = mro->items[i].as<Class>();
    if ((base->flags & kClassBuiltin) && (base->flags & kClassIsException)) return base;
  }
  return cls;
}

// Whether that is a class whose arguments are but kept.
bool KeepsArgsAlone(Thread* t, Class* base) {
  constexpr Exc kPlain[] = {Exc::kException, Exc::kValueError, Exc::kKeyError,
                            Exc::kTypeError, Exc::kIndexError, Exc::kRuntimeError};
  for (Exc exc : kPlain) {
    if (ExceptionClass(t, exc) == base) return true;
  }
  return false;
}

// Sets args and extra from constructor arguments (the class not among them).
bool Fill(Thread* t, Exception* self, Value* args, size_t nargs, Value kwnames,
          bool ignore_keywords) {
  Class* cls = BuiltinBase(ClassOf(t, self));
  Tuple* tuple = TupleFromArray(t, args, static_cast<int64_t>(nargs));
  if (tuple == nullptr) return false;
  self->args = tuple;
  WriteBarrier(t, self);
  if (KeywordCount(kwnames) == 0 && KeepsArgsAlone(t, cls)) return true;
  bool named = Is(t, cls, Exc::kImportError) || Is(t, cls, Exc::kAttributeError) ||
               Is(t, cls, Exc::kNameError);
  bool ok = true;
  if (named) {
    ok = FillNamed(t, self, cls, args, nargs, ignore_keywords ? Value() : kwnames);
  } else if (KeywordCount(kwnames) != 0 && !ignore_keywords) {
    Raise(t, Exc::kTypeError, "%s() takes no keyword arguments", ClassNameOf(t, self));
    return false;
  } else if (Is(t, cls, Exc::kStopIteration)) {
    self->extra = nargs > 0 ? args[0] : Value();
  } else if (Is(t, cls, Exc::kSystemExit)) {
    self->extra = nargs == 0 ? Value() : nargs == 1 ? args[0] : Value(tuple);
  } else if (Is(t, cls, Exc::kOSError)) {
    ok = FillOsError(t, self, args, nargs);
  } else if (Is(t, cls, Exc::kSyntaxError)) {
    ok = FillSyntaxError(t, self, args, nargs);
  } else if (Is(t, cls, Exc::kUnicodeDecodeError) || Is(t, cls, Exc::kUnicodeEncodeError) ||
             Is(t, cls, Exc::kUnicodeTranslateError)) {
    ok = FillUnicodeError(t, self, cls, args, nargs);
  }
  WriteBarrier(t, self);
  return ok;
}

struct ErrnoRow {
  int number;
  Exc exc;
};
constexpr ErrnoRow kErrnoClasses[] = {
    {EAGAIN, Exc::kBlockingIOError},       {EALREADY, Exc::kBlockingIOError},
    {EINPROGRESS, Exc::kBlockingIOError},  {EPIPE, Exc::kBrokenPipeError},
    {ESHUTDOWN, Exc::kBrokenPipeError},    {ECHILD, Exc::kChildProcessError},
    {ECONNABORTED, Exc::kConnectionAbortedError},
    {ECONNREFUSED, Exc::kConnectionRefusedError},
    {ECONNRESET, Exc::kConnectionResetError},
    {EEXIST, Exc::kFileExistsError},       {ENOENT, Exc::kFileNotFoundError},
    {EISDIR, Exc::kIsADirectoryError},     {ENOTDIR, Exc::kNotADirectoryError},
    {EINTR, Exc::kInterruptedError},       {EACCES, Exc::kPermissionError},
    {EPERM, Exc::kPermissionError},        {ESRCH, Exc::kProcessLookupError},
    {ETIMEDOUT, Exc::kTimeoutError},
};

bool IsOsError(Thread* t, Class* cls) { return Is(t, BuiltinBase(cls), Exc::kOSError); }

// OSError takes its arguments in __new__, and in __init__ only for a class with an __init__
// of its own and no __new__: its __init__ says what OSError gets to see.
bool InitFillsOsError(Thread* t, Class* cls, bool own_init) {
  return own_init && IsOsError(t, cls) &&
         ClassSlot(cls, Slot::kNew) == ClassSlot(ExceptionClass(t, Exc::kOSError), Slot::kNew);
}

// The class that OSError(errno, ...) really makes.
Class* OsErrorClass(Thread* t, Class* cls, Value* args, size_t nargs) {
  if (cls != ExceptionClass(t, Exc::kOSError) || nargs < 2 || nargs > 5 ||
      !args[0].is_small_int()) {
    return cls;
  }
  for (const ErrnoRow& row : kErrnoClasses) {
    if (row.number == args[0].small_int()) return ExceptionClass(t, row.exc);
  }
  return cls;
}

}  // namespace

Value ConstructException(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Class* cls = OsErrorClass(t, args[0].as<Class>(), args + 1, nargs - 1);
  Exception* self = NewException(t, cls, t->isolate->empty_tuple());
  if (self == nullptr) return Value();
  // An __init__ written in Python takes what arguments it likes.
  const bool own_init = IsOverride(ClassSlot(cls, Slot::kInit));
  if (InitFillsOsError(t, cls, own_init)) return self;
  if (own_init && (Is(t, cls, Exc::kSyntaxError) || Is(t, cls, Exc::kUnicodeError))) {
    Tuple* tuple = TupleFromArray(t, args + 1, static_cast<int64_t>(nargs - 1));
    if (tuple == nullptr) return Value();
    self->args = tuple;
    return self;
  }
  return Fill(t, self, args + 1, nargs - 1, kwnames, own_init) ? Value(self) : Value();
}

Value ExceptionText(Thread* t, Exception* exc) {
  if (!IsKind(exc->args, Kind::kTuple)) return t->isolate->empty_str();
  auto* args = exc->args.as<Tuple>();
  if (args->length == 0) return t->isolate->empty_str();
  return ToStr(t, args->length == 1 ? args->items[0] : Value(args));
}

Value StopIterationValue(Thread* t, Value exc) {
  Value value = exc.as<Exception>()->extra;
  return value.is_null() ? t->isolate->none() : value;
}

Value RaiseOsError(Thread* t, int error_number, Value filename) {
  // strerror_r's GNU form returns the text, which need not be in the buffer.
  char buffer[128];
  Str* text = NewStrUtf8(t, strerror_r(error_number, buffer, sizeof(buffer)));
  if (text == nullptr) return Value();
  Value args[4] = {ExceptionClass(t, Exc::kOSError), Value::SmallInt(error_number), text,
                   filename};
  Value exc = ConstructException(t, args, filename.is_null() ? 3 : 4, Value());
  if (exc.is_null()) return exc;
  return RaiseValue(t, exc, Value());
}

namespace {

// --- Methods of BaseException ---

Value New(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Class* cls = args[0].as<Class>();
  if (nargs == 1 && Is(t, cls, Exc::kUnicodeError)) {
    // Bare: __init__ gives it what it is about.
    return NewException(t, cls, t->isolate->empty_tuple());
  }
  return ConstructException(t, args, nargs, kwnames);
}

Value Init(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Class* cls = ClassOf(t, args[0]);
  const bool own_init = IsOverride(ClassSlot(cls, Slot::kInit));
  if (IsOsError(t, cls) && !InitFillsOsError(t, cls, own_init)) return t->isolate->none();
  if (!Fill(t, args[0].as<Exception>(), args + 1, nargs - 1, kwnames, false)) return Value();
  return t->isolate->none();
}

Value Text(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return ExceptionText(t, args[0].as<Exception>());
}

Value Repr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* self = args[0].as<Exception>();
  std::string name = ClassName(ClassOf(t, self));
  auto* tuple = self->args.as<Tuple>();
  Value inner = ToRepr(t, tuple->length == 1 ? tuple->items[0] : Value(tuple));
  if (inner.is_null()) return inner;
  std::string text = StrToUtf8(inner.as<Str>());
  return NewStrUtf8(t, tuple->length == 1 ? name + "(" + text + ")" : name + text);
}

Value WithTraceback(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* self = args[0].as<Exception>();
  if (!SetExceptionTraceback(t, self, args[1])) return Value();
  return self;
}

Value AddNote(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* self = args[0].as<Exception>();
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "note must be a str, not '%s'", TypeName(t, args[1]));
  }
  Str* name = t->isolate->names.dunder_notes;
  Value notes = GetAttrOrNull(t, self, name);
  if (notes.is_null()) {
    if (!t->exception.is_null()) return Value();
    notes = NewList(t);
    if (notes.is_null() || !SetAttr(t, self, name, notes)) return Value();
  }
  if (!IsKind(notes, Kind::kList)) {
    return RaiseText(t, Exc::kTypeError, "Cannot add note: __notes__ is not a list");
  }
  if (!ListAppend(t, notes.as<List>(), args[1])) return Value();
  return t->isolate->none();
}

Value KeyErrorText(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* tuple = args[0].as<Exception>()->args.as<Tuple>();
  // A lone key is shown as repr, so that KeyError('') does not print nothing.
  if (tuple->length == 1) return ToRepr(t, tuple->items[0]);
  return ExceptionText(t, args[0].as<Exception>());
}

Value OsErrorText(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* self = args[0].as<Exception>();
  if (!IsKind(self->extra, Kind::kTuple)) return ExceptionText(t, self);
  auto* extra = self->extra.as<Tuple>();
  Value number = ToStr(t, extra->items[0]);
  if (number.is_null()) return number;
  Value text = ToStr(t, extra->items[1]);
  if (text.is_null()) return text;
  std::string out = absl::StrFormat("[Errno %s] %s", StrToUtf8(number.as<Str>()),
                                    StrToUtf8(text.as<Str>()));
  for (int i = 2; i < 4; ++i) {
    if (IsNone(t, extra->items[i])) break;
    Value name = ToRepr(t, extra->items[i]);
    if (name.is_null()) return name;
    out += (i == 2 ? ": " : " -> ") + StrToUtf8(name.as<Str>());
  }
  return NewStrUtf8(t, out);
}

Value ImportErrorText(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* self = args[0].as<Exception>();
  if (IsKind(self->extra, Kind::kTuple)) {
    auto* extra = self->extra.as<Tuple>();
    if (extra->length > 2 && IsStr(extra->items[2])) return extra->items[2];
  }
  return ExceptionText(t, self);
}

Value SyntaxErrorText(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* self = args[0].as<Exception>();
  if (!IsKind(self->extra, Kind::kTuple)) return ExceptionText(t, self);
  auto* extra = self->extra.as<Tuple>();
  Value message = ToStr(t, extra->items[0]);
  if (message.is_null()) return message;
  std::string out = StrToUtf8(message.as<Str>());
  bool has_file = IsStr(extra->items[1]);
  bool has_line = IsInt(extra->items[2]);
  if (!has_file && !has_line) return message;
  std::string file;
  if (has_file) {
    file = StrToUtf8(extra->items[1].as<Str>());
    size_t slash = file.rfind('/');
    if (slash != std::string::npos) file = file.substr(slash + 1);
  }
  std::string line = has_line ? IntToText(extra->items[2], 10) : "";
  if (has_file && has_line) {
    out += " (" + file + ", line " + line + ")";
  } else if (has_file) {
    out += " (" + file + ")";
  } else {
    out += " (line " + line + ")";
  }
  return NewStrUtf8(t, out);
}

Value UnicodeErrorText(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* self = args[0].as<Exception>();
  if (!IsKind(self->extra, Kind::kTuple)) return ExceptionText(t, self);
  auto* extra = self->extra.as<Tuple>();
  Value object = extra->items[1];
  int64_t start, end;
  if (!IsInt(extra->items[2]) || !IsInt(extra->items[3]) ||
      !IntAsInt64(extra->items[2], &start) || !IntAsInt64(extra->items[3], &end)) {
    return ExceptionText(t, self);
  }
  Value reason = ToStr(t, extra->items[4]);
  if (reason.is_null()) return reason;
  std::string tail = StrToUtf8(reason.as<Str>());
  std::string codec;
  if (!extra->items[0].is_null() && !IsNone(t, extra->items[0])) {
    Value text = ToStr(t, extra->items[0]);
    if (text.is_null()) return text;
    codec = "'" + StrToUtf8(text.as<Str>()) + "' codec ";
  }
  Class* cls = ClassOf(t, self);
  bool decode = Is(t, cls, Exc::kUnicodeDecodeError);
  const char* verb = decode                                        ? "decode"
                     : Is(t, cls, Exc::kUnicodeTranslateError) ? "translate"
                                                                    : "encode";
  bool one = end == start + 1;
  std::string what;
  if (decode && one && IsBytes(object) && start >= 0 && start < object.as<Bytes>()->length) {
    what = absl::StrFormat("byte 0x%02x in position %d", object.as<Bytes>()->data[start], start);
  } else if (!decode && one && IsStr(object) && start >= 0 && start < object.as<Str>()->length) {
    uint32_t c = StrCharAt(object.as<Str>(), start);
    std::string shown = c < 0x100     ? absl::StrFormat("\\x%02x", c)
                        : c < 0x10000 ? absl::StrFormat("\\u%04x", c)
                                      : absl::StrFormat("\\U%08x", c);
    what = absl::StrFormat("character '%s' in position %d", shown, start);
  } else {
    what = absl::StrFormat("%s in position %d-%d", decode ? "bytes" : "characters", start,
                           end - 1);
  }
  return NewStrUtf8(t, absl::StrFormat("%scan't %s %s: %s", codec, verb, what, tail));
}

constexpr NativeInfo kBaseMethods[] = {
    {"__new__", New, nullptr, kCollects | kRaises | kReadsHeap, "Create and return a new object."},
    {"__init__", Init, nullptr, kAnything, "Initialize self."},
    {"__str__", Text, "($self, /)", kAnything, "Return str(self)."},
    {"__repr__", Repr, "($self, /)", kAnything, "Return repr(self)."},
    {"with_traceback", WithTraceback, "($self, tb, /)", kWritesHeap | kRaises,
     "Set self.__traceback__ to tb and return self."},
    {"add_note", AddNote, "($self, note, /)", kWritesHeap | kRaises | kCollects,
     "Add a note to the exception"},
};
constexpr NativeInfo kKeyErrorMethods[] = {
    {"__str__", KeyErrorText, "($self, /)", kAnything, "Return str(self)."}};
constexpr NativeInfo kOsErrorMethods[] = {
    {"__str__", OsErrorText, "($self, /)", kAnything, "Return str(self)."},
};
constexpr NativeInfo kImportErrorMethods[] = {
    {"__str__", ImportErrorText, "($self, /)", kAnything, "Return str(self)."},
};
constexpr NativeInfo kSyntaxErrorMethods[] = {
    {"__str__", SyntaxErrorText, "($self, /)", kAnything, "Return str(self)."}};
constexpr NativeInfo kUnicodeErrorMethods[] = {
    {"__str__", UnicodeErrorText, "($self, /)", kAnything, "Return str(self)."}};

bool Add(Thread* t, Exc exc, absl::Span<const NativeInfo> rows) {
  Class* cls = ExceptionClass(t, exc);
  return AddNatives(t, cls->dict, rows, cls);
}

Value Preallocate(Thread* t, Exc exc, absl::string_view text) {
  Tuple* args = t->isolate->empty_tuple();
  if (!text.empty()) {
    Value arg = NewStrUtf8(t, text);
    if (arg.is_null()) return arg;
    args = TupleFromArray(t, &arg, 1);
    if (args == nullptr) return Value();
  }
  return NewException(t, ExceptionClass(t, exc), args);
}

}  // namespace

bool InitExceptionsType(Thread* t) {
  for (int i = 0; i < static_cast<int>(Exc::kCount); ++i) {
    t->isolate->exception_classes[i]->construct = ConstructException;
  }
  if (!Add(t, Exc::kBaseException, kBaseMethods) || !Add(t, Exc::kKeyError, kKeyErrorMethods) ||
      !Add(t, Exc::kOSError, kOsErrorMethods) ||
      !Add(t, Exc::kImportError, kImportErrorMethods) ||
      !Add(t, Exc::kSyntaxError, kSyntaxErrorMethods) ||
      !Add(t, Exc::kUnicodeDecodeError, kUnicodeErrorMethods) ||
      !Add(t, Exc::kUnicodeEncodeError, kUnicodeErrorMethods) ||
      !Add(t, Exc::kUnicodeTranslateError, kUnicodeErrorMethods) ||
      !InitExceptionAttributes(t) || !AddExceptionDocs(t)) {
    return false;
  }
  t->isolate->memory_error = Preallocate(t, Exc::kMemoryError, "");
  t->isolate->recursion_error =
      Preallocate(t, Exc::kRecursionError, "maximum recursion depth exceeded");
  return !t->isolate->memory_error.is_null() && !t->isolate->recursion_error.is_null();
}

}  // namespace pyjit
