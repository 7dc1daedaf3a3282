// Methods of file objects.
#include <unistd.h>

#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/file.h"
#include "runtime/types/file_state.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/slice.h"
#include "runtime/types/str.h"

namespace pyjit {
namespace {

FileObject* Self(Value* args) { return args[0].as<FileObject>(); }
Value None(Thread* t) { return t->isolate->none(); }

bool CheckOpen(Thread* t, FileObject* file) {
  if (!(file->flags & kFileClosed)) return true;
  RaiseText(t, Exc::kValueError, "I/O operation on closed file.");
  return false;
}

// An optional count: absent, None or negative means "all".
bool CountArgument(Thread* t, Value v, int64_t* out) {
  *out = -1;
  if (v.is_null() || IsNone(t, v)) return true;
  return IndexAsInt64(t, v, out);
}

Value Read(Thread* t, Value* args, size_t, Value) {
  int64_t count;
  return CountArgument(t, args[1], &count) ? FileRead(t, Self(args), count) : Value();
}

Value ReadLine(Thread* t, Value* args, size_t, Value) {
  int64_t limit;
  return CountArgument(t, args[1], &limit) ? FileReadLine(t, Self(args), limit) : Value();
}

int64_t LengthOf(Value line) {
  return IsStr(line) ? line.as<Str>()->length : line.as<Bytes>()->length;
}

Value ReadLines(Thread* t, Value* args, size_t, Value) {
  int64_t hint, total = 0;
  if (!CountArgument(t, args[1], &hint)) return Value();
  List* lines = NewList(t);
  if (lines == nullptr) return Value();
  for (;;) {
    Value line = FileReadLine(t, Self(args), -1);
    if (line.is_null()) return line;
    int64_t n = LengthOf(line);
    if (n == 0) return lines;
    if (!ListAppend(t, lines, line)) return Value();
    total += n;
    if (hint > 0 && total >= hint) return lines;
  }
}

Value Write(Thread* t, Value* args, size_t, Value) {
  FileObject* file = Self(args);
  if (!CheckOpen(t, file)) return Value();
  if (file->flags & kFileBinary) {
    if (!IsBytes(args[1])) {
      return Raise(t, Exc::kTypeError, "a bytes-like object is required, not '%s'",
                   TypeName(t, args[1]));
    }
    auto* bytes = args[1].as<Bytes>();
    return FileWrite(t, file, BytesView(bytes)) ? Value::SmallInt(bytes->length) : Value();
  }
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "write() argument must be str, not %s",
                 TypeName(t, args[1]));
  }
  auto* text = args[1].as<Str>();
  return FileWriteText(t, file, text) ? Value::SmallInt(text->length) : Value();
}

Value WriteLines(Thread* t, Value* args, size_t, Value) {
  if (!CheckOpen(t, Self(args))) return Value();
  Value iterator = GetIter(t, args[1]);
  if (iterator.is_null()) return iterator;
  for (;;) {
    Value line = IterNext(t, iterator);
    if (line.is_null()) return t->exception.is_null() ? None(t) : Value();
    Value words[2] = {args[0], line};
    if (Write(t, words, 2, Value()).is_null()) return Value();
  }
}

Value Flush(Thread* t, Value* args, size_t, Value) {
  return FileFlush(t, Self(args)) ? None(t) : Value();
}
Value Close(Thread* t, Value* args, size_t, Value) {
  return FileClose(t, Self(args)) ? None(t) : Value();
}

Value Tell(Thread* t, Value* args, size_t, Value) {
  int64_t position = FileTell(t, Self(args));
  return position < 0 ? Value() : IntFromInt64(t, position);
}

Value Seek(Thread* t, Value* args, size_t, Value) {
  int64_t offset, whence = 0;
  if (!IndexAsInt64(t, args[1], &offset)) return Value();
  if (!args[2].is_null() && !IndexAsInt64(t, args[2], &whence)) return Value();
  if (whence < 0 || whence > 2) {
    return Raise(t, Exc::kValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  if (!(Self(args)->flags & kFileBinary) && offset != 0 && whence != 0) {
    return Raise(t, Exc::kOSError, "can't do nonzero %s-relative seeks",
                 whence == 1 ? "cur" : "end");
  }
  if (whence == 1) {
    // Relative to where the reader is, not to what was read ahead.
    int64_t here = FileTell(t, Self(args));
    if (here < 0) return Value();
    offset += here;
    whence = 0;
  }
  int64_t position = FileSeek(t, Self(args), offset, static_cast<int>(whence));
  return position < 0 ? Value() : IntFromInt64(t, position);
}

Value Truncate(Thread* t, Value* args, size_t, Value) {
  FileObject* file = Self(args);
  int64_t size = FileTell(t, file);
  if (size < 0) return Value();
  if (!args[1].is_null() && !IsNone(t, args[1]) && !IndexAsInt64(t, args[1], &size)) {
    return Value();
  }
  if (ftruncate(static_cast<int>(file->fd), size) != 0) return RaiseOsError(t, errno, Value());
  return IntFromInt64(t, size);
}

Value FileNumber(Thread* t, Value* args, size_t, Value) {
  if (!CheckOpen(t, Self(args))) return Value();
  if (Self(args)->fd < 0) return RaiseText(t, Exc::kOSError, "fileno");
  return Value::SmallInt(Self(args)->fd);
}
Value IsATerminal(Thread* t, Value* args, size_t, Value) {
  FileObject* file = Self(args);
  if (!CheckOpen(t, file)) return Value();
  bool tty = !(file->flags & kFileHostWriter) && file->fd >= 0 &&
             isatty(static_cast<int>(file->fd));
  return t->isolate->Bool(tty);
}
Value Readable(Thread* t, Value* args, size_t, Value) {
  if (!CheckOpen(t, Self(args))) return Value();
  return t->isolate->Bool((Self(args)->flags & kFileRead) != 0);
}
Value Writable(Thread* t, Value* args, size_t, Value) {
  if (!CheckOpen(t, Self(args))) return Value();
  return t->isolate->Bool((Self(args)->flags & kFileWrite) != 0);
}
Value Seekable(Thread* t, Value* args, size_t, Value) {
  if (!CheckOpen(t, Self(args))) return Value();
  return t->isolate->Bool(Self(args)->fd >= 0 &&
                          lseek(static_cast<int>(Self(args)->fd), 0, SEEK_CUR) >= 0);
}

Value Enter(Thread* t, Value* args, size_t, Value) {
  return CheckOpen(t, Self(args)) ? args[0] : Value();
}
Value Exit(Thread* t, Value* args, size_t, Value) { return Close(t, args, 1, Value()); }

Value Iter(Thread* t, Value* args, size_t, Value) {
  return CheckOpen(t, Self(args)) ? args[0] : Value();
}
Value Next(Thread* t, Value* args, size_t, Value) {
  Value line = FileReadLine(t, Self(args), -1);
  if (line.is_null()) return line;
  return LengthOf(line) == 0 ? RaiseStopIteration(t) : line;
}

Value Reconfigure(Thread* t, Value* args, size_t, Value) {
  FileObject* file = Self(args);
  if (!FileFlush(t, file)) return Value();
  auto given = [&](Value v) { return !v.is_null() && !IsNone(t, v); };
  if (given(args[1]) && IsStr(args[1]) &&
      !FindEncoding(StrToUtf8(args[1].as<Str>()), &file->state->encoding)) {
    return Raise(t, Exc::kLookupError, "unknown encoding: %s", StrToUtf8(args[1].as<Str>()));
  }
  if (given(args[2]) && IsStr(args[2]) &&
      !FindCodecErrors(StrToUtf8(args[2].as<Str>()), &file->state->errors)) {
    return Raise(t, Exc::kLookupError, "unknown error handler name '%s'",
                 StrToUtf8(args[2].as<Str>()));
  }
  auto set = [&](Value v, uint8_t flag) {
    if (!given(v)) return true;
    int truth = IsTrue(t, v);
    if (truth >= 0) {
      file->flags = static_cast<uint8_t>(truth ? file->flags | flag : file->flags & ~flag);
    }
    return truth >= 0;
  };
  if (!set(args[3], kFileLineBuffered) || !set(args[4], kFileUnbuffered)) return Value();
  return None(t);
}

Value Repr(Thread* t, Value* args, size_t, Value) {
  FileObject* file = Self(args);
  Value name = ToRepr(t, file->name);
  if (name.is_null()) return name;
  std::string mode = IsStr(file->mode) ? StrToUtf8(file->mode.as<Str>()) : "r";
  std::string text = StrToUtf8(name.as<Str>());
  if (file->flags & kFileBinary) {
    return NewStrUtf8(t, absl::StrCat((file->flags & kFileWrite) ? "<_io.BufferedWriter name="
                                                                  : "<_io.BufferedReader name=",
                                      text, ">"));
  }
  return NewStrUtf8(t, absl::StrCat("<_io.TextIOWrapper name=", text, " mode='", mode,
                                    "' encoding='UTF-8'>"));
}

constexpr uint32_t kEffects = kReadsHeap | kWritesHeap | kRaises | kCollects;
constexpr NativeInfo kMethods[] = {
    {"read", Read, "($self, size=-1, /)", kEffects,
     "Read at most size characters, or everything."},
    {"readline", ReadLine, "($self, size=-1, /)", kEffects, "Read until newline or EOF."},
    {"readlines", ReadLines, "($self, hint=-1, /)", kEffects, "Return a list of lines."},
    {"write", Write, "($self, text, /)", kEffects,
     "Write string to stream; returns the number of characters written."},
    {"writelines", WriteLines, "($self, lines, /)", kAnything,
     "Write a list of lines to stream."},
    {"flush", Flush, "($self, /)", kEffects, "Write what is buffered."},
    {"close", Close, "($self, /)", kEffects, "Flush and close this stream."},
    {"tell", Tell, "($self, /)", kEffects, "Return the stream position."},
    {"seek", Seek, "($self, offset, whence=0, /)", kEffects, "Change the stream position."},
    {"truncate", Truncate, "($self, pos=None, /)", kEffects, "Resize the file."},
    {"fileno", FileNumber, "($self, /)", kEffects, "Return the file descriptor."},
    {"isatty", IsATerminal, "($self, /)", kEffects, "Whether the stream is a terminal."},
    {"readable", Readable, "($self, /)", kEffects, "Whether the stream can be read."},
    {"writable", Writable, "($self, /)", kEffects, "Whether the stream can be written."},
    {"seekable", Seekable, "($self, /)", kEffects, "Whether the stream has positions."},
    {"reconfigure", Reconfigure,
     "($self, encoding=None, errors=None, line_buffering=None, write_through=None)", kAnything,
     "Change how the stream encodes and buffers."},
    {"__enter__", Enter, "($self, /)", kEffects, nullptr},
    {"__exit__", Exit, "($self, *args)", kEffects, nullptr},
    {"__iter__", Iter, "($self, /)", kEffects, "Implement iter(self)."},
    {"__next__", Next, "($self, /)", kEffects, "Implement next(self)."},
    {"__repr__", Repr, "($self, /)", kEffects, "Return repr(self)."},
};

Value GetName(Thread* t, Value* args, size_t, Value) { return Self(args)->name; }
Value GetMode(Thread* t, Value* args, size_t, Value) { return Self(args)->mode; }
Value GetClosed(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool((Self(args)->flags & kFileClosed) != 0);
}
Value GetEncoding(Thread* t, Value* args, size_t, Value) {
  if (Self(args)->flags & kFileBinary) return None(t);
  if (!Self(args)->encoding.is_null()) return Self(args)->encoding;
  return NewStrUtf8(t, "utf-8");
}
Value GetErrors(Thread* t, Value* args, size_t, Value) { return NewStrUtf8(t, "strict"); }
Value GetLineBuffering(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool((Self(args)->flags & kFileLineBuffered) != 0);
}
// The same stream for bytes. Unbuffered, so that both may be written in turn.
Value GetBuffer(Thread* t, Value* args, size_t, Value) {
  FileObject* file = Self(args);
  if (!CheckOpen(t, file) || !FileFlush(t, file)) return Value();
  auto flags = static_cast<uint8_t>((file->flags & (kFileRead | kFileWrite | kFileHostWriter)) |
                                    kFileBinary | kFileBorrowed | kFileUnbuffered);
  return NewFile(t, static_cast<int>(file->fd), flags, file->name, file->mode);
}
constexpr GetSetInfo kFields[] = {
    {"name", GetName},         {"mode", GetMode},     {"closed", GetClosed},
    {"encoding", GetEncoding}, {"errors", GetErrors}, {"line_buffering", GetLineBuffering},
    {"buffer", GetBuffer},
};

}  // namespace

bool InitFileType(Thread* t) {
  Class* cls = t->isolate->file_class();
  return AddNatives(t, cls->dict, kMethods, cls) && AddGetSets(t, cls, kFields);
}

}  // namespace pyjit
