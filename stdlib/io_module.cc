// _io: open, open_code, text_encoding, the stream classes, UnsupportedOperation,
// BlockingIOError, DEFAULT_BUFFER_SIZE. And the standard streams.
#include <unistd.h>

#include <string>

#include "runtime/call.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/warn.h"
#include "stdlib/io_internal.h"
#include "stdlib/io_streams.h"
#include "stdlib/modules.h"

namespace pyjit {
namespace {

struct OpenMode {
  bool create = false, read = false, write = false, append = false, update = false,
       binary = false;
  std::string raw;  // FileIO's mode
};

bool ReadOpenMode(Thread* t, const std::string& mode, OpenMode* out) {
  bool text = false;
  std::string seen;
  for (char c : mode) {
    bool* flag = c == 'x'   ? &out->create
                 : c == 'r' ? &out->read
                 : c == 'w' ? &out->write
                 : c == 'a' ? &out->append
                 : c == '+' ? &out->update
                 : c == 'b' ? &out->binary
                 : c == 't' ? &text
                            : nullptr;
    if (flag == nullptr || *flag) {
      Raise(t, Exc::kValueError, "invalid mode: '%s'", mode);
      return false;
    }
    *flag = true;
    if (c != 'b' && c != 't') seen.push_back(c);
  }
  if (text && out->binary) {
    RaiseText(t, Exc::kValueError, "can't have text and binary mode at once");
    return false;
  }
  if (out->create + out->read + out->write + out->append > 1) {
    RaiseText(t, Exc::kValueError,
              "must have exactly one of create/read/write/append mode");
    return false;
  }
  out->raw = std::string(out->create ? "x" : out->read ? "r" : out->write ? "w" : out->append ? "a" : "") +
             (out->update ? "+" : "");
  return true;
}

// warnings.warn(text, RuntimeWarning, 2)
bool WarnRuntime(Thread* t, Str* text) {
  Str* module_name = Intern(t, "warnings");
  Value module = module_name == nullptr ? Value() : ImportModule(t, module_name);
  if (!module) return false;
  return !CallIo(t, module, "warn",
                 {text, ExceptionClass(t, Exc::kRuntimeWarning), Value::SmallInt(2)})
              .is_null();
}

// The layers above the raw file.
Value Wrap(Thread* t, Value raw, const OpenMode& mode, int64_t buffering, Value encoding,
           Value errors, Value newline, Value mode_text) {
  bool line_buffering = false;
  if (buffering == 1 && mode.binary) {
    Str* text = NewStrUtf8(t, "line buffering (buffering=1) isn't supported in binary mode, the "
                              "default buffer size will be used");
    if (text == nullptr || !WarnRuntime(t, text)) return Value();
    buffering = -1;
  }
  if (buffering < 0 || buffering == 1) {
    Value terminal = CallIo(t, raw, "isatty");
    int truth = terminal ? IsTrue(t, terminal) : -1;
    if (truth < 0) return Value();
    line_buffering = buffering == 1 || truth > 0;
    Str* key = Intern(t, "_blksize");
    Value size = key == nullptr ? Value() : GetAttr(t, raw, key);
    if (!size || !IndexAsInt64(t, size, &buffering)) return Value();
  }
  if (buffering == 0) {
    if (mode.binary) return raw;
    return RaiseText(t, Exc::kValueError, "can't have unbuffered text I/O");
  }
  IoClass which = mode.update ? IoClass::kRandom : mode.read ? IoClass::kReader : IoClass::kWriter;
  Value buffer = CallValues(t, IoClassOf(t, which), {raw, IntFromInt64(t, buffering)});
  if (!buffer || mode.binary) return buffer;
  Value words[5] = {buffer, encoding, errors, newline, t->isolate->Bool(line_buffering)};
  for (Value& v : words) {
    if (v.is_null()) v = NoneOf(t);
  }
  Value text = Call(t, IoClassOf(t, IoClass::kTextWrapper), words, 5, Value());
  Str* key = text ? Intern(t, "mode") : nullptr;
  return key != nullptr && SetAttr(t, text, key, mode_text) ? text : Value();
}

Value OpenCode(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[0])) {
    return Raise(t, Exc::kTypeError, "open_code() argument 'path' must be str, not %s",
                 ArgumentClassName(t, args[0]));
  }
  Value words[8] = {args[0], NewStrUtf8(t, "rb")};
  return words[1] ? IoOpen(t, words) : Value();
}

Value TextEncoding(Thread* t, Value* args, size_t, Value) {
  if (args[0] != NoneOf(t)) return args[0];
  const SysFlags& flags = StdlibOf(t)->options.flags;
  if (flags.warn_default_encoding) {
    int64_t level = 2;
    if (args[1] && !IntArgument(t, args[1], &level)) return Value();
    if (!Warn(t, Exc::kEncodingWarning, "'encoding' argument not specified",
              static_cast<int>(level))) {
      return Value();
    }
  }
  return NewStrUtf8(t, flags.utf8_mode ? "utf-8" : "locale");
}

Value OpenRow(Thread* t, Value* args, size_t, Value) { return IoOpen(t, args); }

constexpr NativeInfo kRows[] = {
    {"open", OpenRow,
     "(file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, "
     "opener=None)",
     kAnything, "Open file and return a stream.  Raise OSError upon failure."},
    {"open_code", OpenCode, "(path)", kAnything,
     "Opens the provided file with the intent to import the contents."},
    {"text_encoding", TextEncoding, "(encoding, stacklevel=2, /)", kAnything,
     "A helper function to choose the text encoding."},
};

}  // namespace

Value IoOpen(Thread* t, Value* args) {
  std::string mode_text = "r";
  Value mode_value = args[1];
  if (mode_value && !IsStr(mode_value)) {
    return Raise(t, Exc::kTypeError, "open() argument 'mode' must be str, not %s",
                 ArgumentClassName(t, mode_value));
  }
  if (mode_value) {
    mode_text = StrToUtf8(mode_value.as<Str>());
  } else {
    mode_value = t->isolate->latin1_char('r');
  }
  int64_t buffering = -1;
  if (args[2] && !IntArgument(t, args[2], &buffering)) return Value();
  static constexpr const char* kNames[] = {"encoding", "errors", "newline"};
  for (int i = 3; i < 6; ++i) {
    if (!IsAbsent(t, args[i]) && !IsStr(args[i])) {
      return Raise(t, Exc::kTypeError, "open() argument '%s' must be str or None, not %s",
                   kNames[i - 3], ArgumentClassName(t, args[i]));
    }
  }
  int close_fd = args[6] ? IsTrue(t, args[6]) : 1;
  if (close_fd < 0) return Value();
  Value file = args[0];
  if (!IsInt(file) && !IsStr(file) && !IsBytes(file)) {
    Str* key = Intern(t, "__fspath__");
    Value method = key == nullptr ? Value() : LookupInClass(ClassOf(t, file), key);
    if (!method) {
      return Raise(t, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %s",
                   ClassNameOf(t, file));
    }
    Class* cls = ClassOf(t, file);
    file = CallSpecial(t, method, file, {});
    if (!file) return file;
    if (!IsStr(file) && !IsBytes(file)) {
      return Raise(t, Exc::kTypeError, "expected %s.__fspath__() to return str or bytes, not %s",
                   ClassName(cls), ClassNameOf(t, file));
    }
  }
  OpenMode mode;
  if (!ReadOpenMode(t, mode_text, &mode)) return Value();
  if (mode.binary) {
    for (int i = 3; i < 6; ++i) {
      if (IsAbsent(t, args[i])) continue;
      return Raise(t, Exc::kValueError, "binary mode doesn't take %s %s argument",
                   i == 5 ? "a" : "an", kNames[i - 3]);
    }
  }
  Value raw_mode = NewStrUtf8(t, mode.raw);
  Class* file_io = raw_mode ? IoClassOf(t, IoClass::kFileIo) : nullptr;
  if (file_io == nullptr) return Value();
  Value raw = CallValues(t, file_io, {file, raw_mode, t->isolate->Bool(close_fd != 0),
                                      args[7] ? args[7] : NoneOf(t)});
  if (!raw) return raw;
  Value stream = Wrap(t, raw, mode, buffering, args[3], args[4], args[5], mode_value);
  if (!stream) {
    Value error = TakeException(t);
    CallIo(t, raw, "close");
    t->exception = error;
  }
  return stream;
}

bool InitIoModule(Thread* t, Module* module) {
  IoState* io = IoOf(t);
  if (io == nullptr || !AddModuleNatives(t, module, kRows) ||
      !SetModuleInt(t, module, "DEFAULT_BUFFER_SIZE", kDefaultBufferSize) ||
      !SetModuleValue(t, module, "BlockingIOError", ExceptionClass(t, Exc::kBlockingIOError))) {
    return false;
  }
  for (Value cls : io->classes) {
    if (!SetModuleValue(t, module, StrToUtf8(cls.as<Class>()->name.as<Str>()), cls)) return false;
  }
  return true;
}

// --- Standard streams ---

Value NewStandardStream(Thread* t, int fd, int number, absl::string_view name) {
  Isolate* isolate = t->isolate;
  bool input = number == 0;
  int host = !input && isolate->write_output != nullptr ? number : 0;
  if (fd < 0 && host == 0) host = input ? 3 : number;  // nothing to read, nowhere to write
  if (host != 0) fd = number;
  Value shown = NewStrUtf8(t, name);
  Value raw = shown ? NewFileIo(t, fd, host, input, !input, shown) : shown;
  Value buffer = raw ? NewBuffered(t, input ? IoClass::kReader : IoClass::kWriter, raw,
                                   kDefaultBufferSize)
                     : raw;
  if (!buffer) return buffer;
  bool lines = number == 2 || (host == 0 && isatty(fd) != 0);
  Value newline = input ? Value() : Value(isolate->latin1_char('\n'));
  Value text = NewTextWrapper(t, buffer, "utf-8", number == 2 ? "backslashreplace" : "strict",
                              newline, lines, false);
  Str* key = text ? Intern(t, "mode") : nullptr;
  if (key == nullptr) return Value();
  return SetAttr(t, text, key, isolate->latin1_char(input ? 'r' : 'w')) ? text : Value();
}

bool StreamWrite(Thread* t, Value stream, Str* text) {
  if (IsExactly(t, stream, IoClass::kTextWrapper)) {
    return TextWrite(t, stream.as<TextWrapper>(), text);
  }
  Value arg = text;
  return !CallMethod(t, stream, t->isolate->names.write, &arg, 1).is_null();
}

bool StreamFlush(Thread* t, Value stream) {
  if (IsExactly(t, stream, IoClass::kTextWrapper)) return TextFlush(t, stream.as<TextWrapper>());
  return !CallMethod(t, stream, t->isolate->names.flush, nullptr, 0).is_null();
}

void FlushAllStreams(Thread* t) {
  StdlibState* stdlib = StdlibOf(t);
  if (stdlib == nullptr || stdlib->io == nullptr) return;
  Value pending = t->exception;
  t->exception = Value();
  auto* io = static_cast<IoState*>(stdlib->io.get());
  // Text first: it writes to the buffers below. Flushing may make and drop streams, so the
  // list is read anew after each.
  for (bool text : {true, false}) {
    bool again = true;
    for (int rounds = 0; again && rounds < 10000; ++rounds) {
      again = false;
      for (IoLink* link = io->streams.next; link != &io->streams; link = link->next) {
        Object* object = link->object;
        bool is_text = object->shape()->extension == &TextWrapper::kExtension;
        if (is_text != text) continue;
        auto* w = static_cast<TextWrapper*>(object);
        auto* b = static_cast<Buffered*>(object);
        if (text ? w->state->pending.empty() || !w->buffer : b->state->pending.empty() || !b->raw) {
          continue;
        }
        bool ok = text ? TextFlush(t, w) : BufferedFlush(t, b);
        if (!ok) {  // what cannot be written now never will be
          t->exception = Value();
          (text ? w->state->pending : b->state->pending).clear();
        }
        again = true;
        break;
      }
    }
  }
  t->exception = pending;
}

}  // namespace pyjit
