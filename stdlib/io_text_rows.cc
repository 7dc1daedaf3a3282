// TextIOWrapper: its methods and attributes.
#include <string>

#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_registry.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "stdlib/io_text.h"

namespace pyjit {
namespace {

TextWrapper* Self(Value* args) { return args[0].as<TextWrapper>(); }

void FinalizeTextWrapper(Object* object) {
  auto* w = static_cast<TextWrapper*>(object);
  if (w->state == nullptr) return;
  UnlinkStream(&w->state->link);
  delete w->state;
  w->state = nullptr;
}

Value Construct(Thread* t, Value* args, size_t, Value) {
  Object* object = AllocateInstance(t, args[0].as<Class>());
  if (object == nullptr) return Value();
  auto* w = static_cast<TextWrapper*>(object);
  w->state = new TextState;
  LinkStream(t, &w->state->link, w);
  t->heap->RegisterNative(w);
  return w;
}

// None or one of '', '\n', '\r', '\r\n'. *out: null for None.
bool ReadNewline(Thread* t, Value v, Value* out) {
  *out = Value();
  if (IsAbsent(t, v)) return true;
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "TextIOWrapper() argument 'newline' must be str or None, not %s",
          ArgumentClassName(t, v));
    return false;
  }
  std::string text = StrToUtf8(v.as<Str>());
  if (text.empty() || text == "\n" || text == "\r" || text == "\r\n") {
    *out = v;
    return true;
  }
  Raise(t, Exc::kValueError, "illegal newline value: %s", text);
  return false;
}

bool ReadName(Thread* t, Value v, const char* parameter, const char* standard, Value* out) {
  if (IsAbsent(t, v)) {
    *out = NewStrUtf8(t, standard);
    return !out->is_null();
  }
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "TextIOWrapper() argument '%s' must be str or None, not %s",
          parameter, ArgumentClassName(t, v));
    return false;
  }
  if (StrToUtf8(v.as<Str>()).find('\0') != std::string::npos) {
    RaiseText(t, Exc::kValueError, "embedded null character");
    return false;
  }
  *out = v;
  return absl::string_view(parameter) != "errors" || CheckErrorHandler(t, v);
}

// What __init__ does once the arguments are read.
bool Setup(Thread* t, TextWrapper* w, Value buffer, Value encoding, Value errors, Value newline,
           bool line_buffering, bool write_through) {
  w->detached = false;
  w->line_buffering = line_buffering;
  w->write_through = write_through;
  w->state->pending.clear();
  w->state->chunk_size = kDefaultBufferSize;
  w->seen_newlines = 0;
  StoreField(t, w, &w->buffer, buffer);
  TextForgetDecoded(t, w);
  TextSetNewline(t, w, newline);
  if (!TextSetCodec(t, w, encoding, errors)) {
    w->buffer = Value();
    return false;
  }
  if (IsKind(buffer, Kind::kExtension) &&
      buffer.object()->shape()->extension == &Buffered::kExtension) {
    StoreField(t, buffer.object(), &buffer.as<Buffered>()->owner, w);
    w->has_read1 = true;
  } else {
    Str* key = Intern(t, "read1");
    Value read1 = key == nullptr ? Value() : GetAttrOrNull(t, buffer, key);
    if (!read1 && t->exception) return false;
    w->has_read1 = !read1.is_null();
  }
  Value able = CallIo(t, buffer, "seekable");
  int seekable = able ? IsTrue(t, able) : -1;
  if (seekable < 0) return false;
  w->seekable = w->telling = seekable != 0;
  if (w->seekable && w->encodes && w->encoder) {
    Value at = CallIo(t, buffer, "tell");
    if (!at) return false;
    if (IsInt(at) && IntSign(at) != 0) return TextResetEncoder(t, w, false);
  }
  return true;
}

Value Init(Thread* t, Value* args, size_t, Value) {
  TextWrapper* w = Self(args);
  w->buffer = Value();
  Value encoding, errors, newline;
  if (!ReadName(t, args[2], "encoding", "UTF-8", &encoding) ||
      !ReadName(t, args[3], "errors", "strict", &errors) || !ReadNewline(t, args[4], &newline)) {
    return Value();
  }
  if (StrEqualsAscii(encoding.as<Str>(), "locale")) {
    encoding = NewStrUtf8(t, "UTF-8");
    if (!encoding) return encoding;
  }
  int line_buffering = args[5] ? IsTrue(t, args[5]) : 0;
  int write_through = args[6] ? IsTrue(t, args[6]) : 0;
  if (line_buffering < 0 || write_through < 0) return Value();
  return Setup(t, w, args[1], encoding, errors, newline, line_buffering != 0, write_through != 0)
             ? NoneOf(t)
             : Value();
}

Value Reconfigure(Thread* t, Value* args, size_t, Value) {
  TextWrapper* w = Self(args);
  if (!TextReady(t, w)) return Value();
  bool other_codec = !IsAbsent(t, args[1]) || !IsAbsent(t, args[2]);
  // newline=None is a value of its own here: absent is the null word.
  bool other_newline = !args[3].is_null();
  if (w->decoded && (other_codec || other_newline)) {
    return UnsupportedOperation(t,
                                "It is not possible to set the encoding or newline of stream "
                                "after the first read");
  }
  Value encoding = w->encoding, errors = w->errors, newline = w->newline;
  if (other_newline && !ReadNewline(t, args[3], &newline)) return Value();
  if (!IsAbsent(t, args[1]) && !ReadName(t, args[1], "encoding", "UTF-8", &encoding)) {
    return Value();
  }
  if (!IsAbsent(t, args[2])) {
    if (!ReadName(t, args[2], "errors", "strict", &errors)) return Value();
  } else if (!IsAbsent(t, args[1])) {
    errors = NewStrUtf8(t, "strict");
  }
  if (StrEqualsAscii(encoding.as<Str>(), "locale")) encoding = NewStrUtf8(t, "UTF-8");
  if (!encoding || !errors) return Value();
  int line_buffering = IsAbsent(t, args[4]) ? w->line_buffering : IsTrue(t, args[4]);
  int write_through = IsAbsent(t, args[5]) ? w->write_through : IsTrue(t, args[5]);
  if (line_buffering < 0 || write_through < 0 || !CallIo(t, w, "flush")) return Value();
  if (other_newline) TextSetNewline(t, w, newline);
  if (other_codec || other_newline) {
    Value old_encoding = w->encoding, old_errors = w->errors;
    if (!TextSetCodec(t, w, encoding, errors)) {
      Value error = TakeException(t);
      if (TextSetCodec(t, w, old_encoding, old_errors)) t->exception = error;
      return Value();
    }
    if (w->seekable && w->encoder) {
      Value at = CallIo(t, w->buffer, "tell");
      if (!at) return at;
      if (IsInt(at) && IntSign(at) != 0 && !TextResetEncoder(t, w, false)) return Value();
    }
  }
  w->line_buffering = line_buffering != 0;
  w->write_through = write_through != 0;
  return NoneOf(t);
}

Value Write(Thread* t, Value* args, size_t, Value) {
  if (!TextReady(t, Self(args))) return Value();
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "write() argument must be str, not %s",
                 ArgumentClassName(t, args[1]));
  }
  return TextWrite(t, Self(args), args[1].as<Str>())
             ? IntFromInt64(t, args[1].as<Str>()->length)
             : Value();
}

Value Read(Thread* t, Value* args, size_t, Value) {
  TextWrapper* w = Self(args);
  int64_t n;
  if (!TextReady(t, w) || !SizeOrNone(t, args[1], &n)) return Value();
  if (!TextCheckOpen(t, w) || !TextCanRead(t, w) || !TextWritePending(t, w)) return Value();
  if (n < 0) {
    Value bytes = CallIo(t, w->buffer, "read");
    if (!bytes) return bytes;
    if (bytes == NoneOf(t)) bytes = NewBytes(t, "");
    Value rest = bytes ? TextDecode(t, w, bytes, true) : bytes;
    Str* first = rest ? TextTakeDecoded(t, w, -1) : nullptr;
    if (first == nullptr) return Value();
    TextForgetDecoded(t, w);
    return first->length == 0 ? rest : Value(StrConcat(t, first, rest.as<Str>()));
  }
  Str* all = TextTakeDecoded(t, w, n);
  while (all != nullptr && all->length < n) {
    int more = TextReadChunk(t, w);
    if (more < 0) return Value();
    if (more == 0) break;
    Str* part = TextTakeDecoded(t, w, n - all->length);
    if (part == nullptr) return Value();
    all = StrConcat(t, all, part);
  }
  return all;
}

Value ReadLine(Thread* t, Value* args, size_t, Value) {
  int64_t limit = -1;
  if (!TextReady(t, Self(args)) || (args[1] && !SizeArgument(t, args[1], &limit))) return Value();
  return TextReadLine(t, Self(args), limit);
}

Value Next(Thread* t, Value* args, size_t, Value) {
  TextWrapper* w = Self(args);
  if (!TextReady(t, w)) return Value();
  w->telling = false;
  Value line;
  if (ClassOf(t, w)->flags & kClassBuiltin) {
    line = TextReadLine(t, w, -1);
  } else {
    line = CallIo(t, w, "readline");
    if (line && !IsStr(line)) {
      return Raise(t, Exc::kOSError, "readline() should have returned a str object, not '%s'",
                   ClassNameOf(t, line));
    }
  }
  if (!line || line.as<Str>()->length != 0) return line;
  w->snapshot = Value();
  w->telling = w->seekable;
  return RaiseStopIteration(t);
}

Value Flush(Thread* t, Value* args, size_t, Value) {
  return TextFlush(t, Self(args)) ? NoneOf(t) : Value();
}

Value Close(Thread* t, Value* args, size_t, Value) {
  TextWrapper* w = Self(args);
  if (!TextReady(t, w)) return Value();
  int closed = IsClosed(t, w->buffer);
  if (closed != 0) return closed < 0 ? Value() : NoneOf(t);
  Value flushed = CallIo(t, w, "flush");
  Value error = flushed ? Value() : TakeException(t);
  Value result = TextReady(t, w) ? CallIo(t, w->buffer, "close") : Value();
  if (error) {
    if (!result) {
      Value second = TakeException(t);
      if (IsKind(second, Kind::kException) && second.as<Exception>()->context.is_null()) {
        StoreField(t, second.object(), &second.as<Exception>()->context, error);
      }
      error = second;
    }
    t->exception = error;
    return Value();
  }
  return result ? NoneOf(t) : result;
}

Value Detach(Thread* t, Value* args, size_t, Value) {
  TextWrapper* w = Self(args);
  if (!TextReady(t, w) || !CallIo(t, w, "flush")) return Value();
  Value buffer = w->buffer;
  if (IsKind(buffer, Kind::kExtension) &&
      buffer.object()->shape()->extension == &Buffered::kExtension) {
    buffer.as<Buffered>()->owner = Value();
  }
  w->buffer = Value();
  w->detached = true;
  return buffer;
}

Value Seek(Thread* t, Value* args, size_t, Value) {
  int64_t whence = 0;
  if (!TextReady(t, Self(args)) || (args[2] && !IntArgument(t, args[2], &whence))) return Value();
  return TextSeek(t, Self(args), args[1], whence);
}
Value Tell(Thread* t, Value* args, size_t, Value) {
  return TextReady(t, Self(args)) ? TextTell(t, Self(args)) : Value();
}
Value Truncate(Thread* t, Value* args, size_t, Value) {
  TextWrapper* w = Self(args);
  if (!TextReady(t, w) || !CallIo(t, w, "flush")) return Value();
  return CallIo(t, w->buffer, "truncate", {IsAbsent(t, args[1]) ? NoneOf(t) : args[1]});
}

template <const char* method>
Value Forward(Thread* t, Value* args, size_t, Value) {
  return TextReady(t, Self(args)) ? CallIo(t, Self(args)->buffer, method) : Value();
}
template <const char* name>
Value BufferAttribute(Thread* t, Value* args, size_t, Value) {
  if (!TextReady(t, Self(args))) return Value();
  Str* key = Intern(t, name);
  return key == nullptr ? Value() : GetAttr(t, Self(args)->buffer, key);
}
constexpr char kFileno[] = "fileno", kIsATty[] = "isatty", kReadable[] = "readable",
               kWritable[] = "writable", kSeekable[] = "seekable", kName[] = "name",
               kClosed[] = "closed";

Value Repr(Thread* t, Value* args, size_t, Value) {
  TextWrapper* w = Self(args);
  if (!w->detached && !TextReady(t, w)) return Value();
  ReprGuard guard(t, w);
  if (guard.recursive()) {
    return Raise(t, Exc::kRuntimeError, "reentrant call inside %s.__repr__",
                 ClassDisplayName(ClassOf(t, w)));
  }
  std::string text = "<_io.TextIOWrapper";
  StrBuilder out;
  out.AppendAscii(text);
  for (const char* name : {"name", "mode"}) {
    Str* key = Intern(t, name);
    Value value = key == nullptr ? Value() : GetAttr(t, w, key);
    if (!value) {
      if (!PendingIs(t, Exc::kAttributeError) && !PendingIs(t, Exc::kValueError)) return Value();
      t->exception = Value();
      continue;
    }
    Value shown = ToRepr(t, value);
    if (!shown) return shown;
    out.AppendAscii(absl::StrFormat(" %s=", name));
    out.Append(shown.as<Str>());
  }
  out.AppendAscii(" encoding=");
  Str* encoding = StrRepr(t, w->encoding.as<Str>());
  if (encoding == nullptr) return Value();
  out.Append(encoding);
  out.AppendChar('>');
  return out.Finish(t);
}

Value GetEncoding(Thread* t, Value* args, size_t, Value) {
  return Self(args)->encoding ? Self(args)->encoding : NoneOf(t);
}
Value GetErrors(Thread* t, Value* args, size_t, Value) {
  if (!Self(args)->detached && !TextReady(t, Self(args))) return Value();
  return Self(args)->errors;
}
Value GetNewlines(Thread* t, Value* args, size_t, Value) {
  TextWrapper* w = Self(args);
  if (!TextReady(t, w)) return Value();
  if (w->decoder && w->universal) {
    Str* key = Intern(t, "newlines");
    return key == nullptr ? Value() : GetAttr(t, w->decoder, key);
  }
  return NewlinesSeen(t, w->seen_newlines);
}
Value GetBuffer(Thread* t, Value* args, size_t, Value) {
  return TextReady(t, Self(args)) ? Self(args)->buffer : Value();
}
Value GetLineBuffering(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args)->line_buffering);
}
Value GetWriteThrough(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args)->write_through);
}
Value GetChunkSize(Thread* t, Value* args, size_t, Value) {
  return TextReady(t, Self(args)) ? IntFromInt64(t, Self(args)->state->chunk_size) : Value();
}
Value SetChunkSize(Thread* t, Value* args, size_t, Value) {
  int64_t n;
  if (!TextReady(t, Self(args))) return Value();
  if (args[1].is_null()) {
    return RaiseText(t, Exc::kAttributeError, "cannot delete attribute");
  }
  if (!SizeArgument(t, args[1], &n)) return Value();
  if (n <= 0) {
    return RaiseText(t, Exc::kValueError, "a strictly positive integer is required");
  }
  Self(args)->state->chunk_size = n;
  return NoneOf(t);
}

constexpr char kUnary[] = "($self, /)";
constexpr NativeInfo kRows[] = {
    {"__new__", Construct, nullptr, kAnything, nullptr},
    {"__init__", Init,
     "($self, /, buffer, encoding=None, errors=None, newline=None, line_buffering=False, "
     "write_through=False)",
     kAnything, nullptr},
    {"__repr__", Repr, kUnary, kAnything, "Return repr(self)."},
    {"__next__", Next, kUnary, kAnything, nullptr},
    {"reconfigure", Reconfigure,
     "($self, /, *, encoding=None, errors=None, newline=None, line_buffering=None, "
     "write_through=None)",
     kAnything, "Reconfigure the text stream with new parameters."},
    {"write", Write, "($self, text, /)", kAnything, nullptr},
    {"read", Read, "($self, size=-1, /)", kAnything, nullptr},
    {"readline", ReadLine, "($self, size=-1, /)", kAnything, nullptr},
    {"flush", Flush, kUnary, kAnything, nullptr},
    {"close", Close, kUnary, kAnything, nullptr},
    {"detach", Detach, kUnary, kAnything, nullptr},
    {"seek", Seek, "($self, cookie, whence=0, /)", kAnything, nullptr},
    {"tell", Tell, kUnary, kAnything, nullptr},
    {"truncate", Truncate, "($self, pos=None, /)", kAnything, nullptr},
    {"fileno", Forward<kFileno>, kUnary, kAnything, nullptr},
    {"isatty", Forward<kIsATty>, kUnary, kAnything, nullptr},
    {"readable", Forward<kReadable>, kUnary, kAnything, nullptr},
    {"writable", Forward<kWritable>, kUnary, kAnything, nullptr},
    {"seekable", Forward<kSeekable>, kUnary, kAnything, nullptr},
};
constexpr GetSetInfo kAttributes[] = {
    {"encoding", GetEncoding, nullptr, nullptr, true},
    {"buffer", GetBuffer, nullptr, nullptr, true},
    {"line_buffering", GetLineBuffering, nullptr, nullptr, true},
    {"write_through", GetWriteThrough, nullptr, nullptr, true},
    {"errors", GetErrors},
    {"newlines", GetNewlines},
    {"name", BufferAttribute<kName>},
    {"closed", BufferAttribute<kClosed>},
    {"_CHUNK_SIZE", GetChunkSize, SetChunkSize},
};

}  // namespace

const ExtensionInfo TextWrapper::kExtension = {sizeof(TextWrapper), 10, &FinalizeTextWrapper};

Value NewTextWrapper(Thread* t, Value buffer, absl::string_view encoding,
                     absl::string_view errors, Value newline, bool line_buffering,
                     bool write_through) {
  Value cls = IoClassOf(t, IoClass::kTextWrapper);
  Value made = cls ? Construct(t, &cls, 1, Value()) : Value();
  Value encoding_name = made ? Value(NewStrUtf8(t, encoding)) : Value();
  Value errors_name = encoding_name ? Value(NewStrUtf8(t, errors)) : Value();
  if (!errors_name) return Value();
  return Setup(t, made.as<TextWrapper>(), buffer, encoding_name, errors_name, newline,
               line_buffering, write_through)
             ? made
             : Value();
}

bool MakeText(Thread* t, IoState* io) {
  Class* base = io->classes[static_cast<int>(IoClass::kTextBase)].as<Class>();
  Class* cls =
      NewIoClass(t, "TextIOWrapper", base, &TextWrapper::kExtension, &Construct, kRows, kAttributes);
  io->classes[static_cast<int>(IoClass::kTextWrapper)] = cls;
  return cls != nullptr;
}

}  // namespace pyjit
