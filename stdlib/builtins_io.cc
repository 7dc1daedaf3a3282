// print, input, open.
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/class.h"
#include "runtime/shape.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "stdlib/builtins.h"
#include "stdlib/io_streams.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

bool IsNone(Thread* t, Value v) { return v == t->isolate->none(); }

// A separator argument: null for the default. False with TypeError pending.
bool TextArgument(Thread* t, Value v, const char* name, Str** out) {
  *out = nullptr;
  if (v.is_null() || IsNone(t, v)) return true;
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "%s must be None or a string, not %s", name, ClassNameOf(t, v));
    return false;
  }
  *out = v.as<Str>();
  return true;
}

// print(*args, sep=' ', end='\n', file=None, flush=False)
Value Print(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Isolate* isolate = t->isolate;
  Value file, flush;
  Str* sep = nullptr;
  Str* end = nullptr;
  if (!kwnames.is_null()) {
    static constexpr absl::string_view kNames[] = {"sep", "end", "file", "flush"};
    if (!RejectKeywords(t, kwnames, "print", kNames, /*counted=*/false)) return Value();
    int seen = 0;
    if (!TextArgument(t, RawKeyword(args, nargs, kwnames, "sep", &seen), "sep", &sep) ||
        !TextArgument(t, RawKeyword(args, nargs, kwnames, "end", &seen), "end", &end)) {
      return Value();
    }
    file = RawKeyword(args, nargs, kwnames, "file", &seen);
    flush = RawKeyword(args, nargs, kwnames, "flush", &seen);
  }
  if (file.is_null() || IsNone(t, file)) {
    file = SysValue(t, isolate->names.stdout_);
    if (file.is_null()) return RaiseText(t, Exc::kRuntimeError, "lost sys.stdout");
    if (IsNone(t, file)) return isolate->none();
  }
  for (size_t i = 0; i < nargs; ++i) {
    if (i > 0 && !StreamWrite(t, file, sep != nullptr ? sep : isolate->latin1_char(' '))) return Value();
    Value text = ToStr(t, args[i]);
    if (text.is_null() || !StreamWrite(t, file, text.as<Str>())) return Value();
  }
  if (!StreamWrite(t, file, end != nullptr ? end : isolate->latin1_char('\n'))) return Value();
  if (!flush.is_null()) {
    int truth = IsTrue(t, flush);
    if (truth < 0 || (truth > 0 && !StreamFlush(t, file))) return Value();
  }
  return isolate->none();
}

// input(prompt='', /)
Value Input(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Isolate* isolate = t->isolate;
  Value in = SysValue(t, isolate->names.stdin_);
  Value out = SysValue(t, isolate->names.stdout_);
  if (in.is_null() || IsNone(t, in)) {
    return RaiseText(t, Exc::kRuntimeError, "input(): lost sys.stdin");
  }
  if (out.is_null() || IsNone(t, out)) {
    return RaiseText(t, Exc::kRuntimeError, "input(): lost sys.stdout");
  }
  if (!args[0].is_null()) {
    Value prompt = ToStr(t, args[0]);
    if (prompt.is_null() || !StreamWrite(t, out, prompt.as<Str>())) return Value();
  }
  if (!StreamFlush(t, out)) TakeException(t);  // a stream may have none
  Str* name = Intern(t, "readline");
  Value line = name == nullptr ? Value() : CallMethod(t, in, name, nullptr, 0);
  if (line.is_null()) return line;
  if (!IsStr(line)) {
    return RaiseText(t, Exc::kTypeError, "object.readline() returned non-string");
  }
  auto* text = line.as<Str>();
  if (text->length == 0) return RaiseText(t, Exc::kEOFError, "EOF when reading a line");
  if (StrCharAt(text, text->length - 1) == '\n') return StrSlice(t, text, 0, text->length - 1);
  return text;
}

// open(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None,
//      closefd=True, opener=None)
Value Open(Thread* t, Value* args, size_t, Value) { return IoOpen(t, args); }

constexpr NativeInfo kRows[] = {
    {"print", Print, nullptr, kAnything,
     "Prints the values to a stream, or to sys.stdout by default."},
    {"input", Input, "(prompt='', /)", kAnything, "Read a string from standard input."},
    {"open", Open,
     "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, "
     "opener=None)",
     kAnything, "Open file and return a stream.  Raise OSError upon failure."},
};

}  // namespace

absl::Span<const NativeInfo> BuiltinsIo() { return kRows; }

}  // namespace pyjit
