// print, input, open.
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/class.h"
#include "runtime/shape.h"
#include "runtime/types/file.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "stdlib/builtins.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

bool IsNone(Thread* t, Value v) { return v == t->isolate->none(); }

// Where print() writes: a file object directly, anything else by its write().
class TextSink {
 public:
  TextSink(Thread* t, Value target) : t_(t), target_(target) {}

  bool Write(Str* text) {
    if (IsKind(target_, Kind::kFile)) {
      return FileWriteText(t_, target_.as<FileObject>(), text);
    }
    Value arg = text;
    return !CallMethod(t_, target_, t_->isolate->names.write, &arg, 1).is_null();
  }
  bool Flush() {
    if (IsKind(target_, Kind::kFile)) return FileFlush(t_, target_.as<FileObject>());
    return !CallMethod(t_, target_, t_->isolate->names.flush, nullptr, 0).is_null();
  }

 private:
  Thread* t_;
  Value target_;
};

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
    if (!RejectKeywords(t, kwnames, "print", kNames)) return Value();
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
  TextSink sink(t, file);
  for (size_t i = 0; i < nargs; ++i) {
    if (i > 0 && !sink.Write(sep != nullptr ? sep : isolate->latin1_char(' '))) return Value();
    Value text = ToStr(t, args[i]);
    if (text.is_null() || !sink.Write(text.as<Str>())) return Value();
  }
  if (!sink.Write(end != nullptr ? end : isolate->latin1_char('\n'))) return Value();
  if (!flush.is_null()) {
    int truth = IsTrue(t, flush);
    if (truth < 0 || (truth > 0 && !sink.Flush())) return Value();
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
  TextSink sink(t, out);
  if (!args[0].is_null()) {
    Value prompt = ToStr(t, args[0]);
    if (prompt.is_null() || !sink.Write(prompt.as<Str>())) return Value();
  }
  if (!sink.Flush()) return Value();
  Value line;
  if (IsKind(in, Kind::kFile)) {
    line = FileReadLine(t, in.as<FileObject>(), -1);
  } else {
    Str* name = NewStrUtf8(t, "readline");
    if (name == nullptr) return Value();
    Value method = GetAttr(t, in, name);
    line = method.is_null() ? method : Call(t, method, nullptr, 0, Value());
  }
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
Value Open(Thread* t, Value* args, size_t nargs, Value kwnames) {
  OpenOptions options;
  if (!args[1].is_null()) {
    if (!IsStr(args[1])) {
      return Raise(t, Exc::kTypeError, "open() argument 'mode' must be str, not %s",
                   ClassNameOf(t, args[1]));
    }
    options.mode = StrToUtf8(args[1].as<Str>());
  }
  if (!args[2].is_null() && !IndexAsInt64(t, args[2], &options.buffering)) return Value();
  options.encoding = args[3];
  options.errors = args[4];
  options.newline = args[5];
  return OpenFile(t, args[0], options);
}

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
