// The abstract classes of _io: _IOBase, _RawIOBase, _BufferedIOBase, _TextIOBase;
// and what all streams share.
#include <algorithm>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class_internal.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/io_internal.h"

namespace pyjit {

// --- State ---

void IoState::VisitRoots(RootVisitor* visitor) {
  for (Value& cls : classes) visitor->Visit(&cls);
}

IoState* IoOf(Thread* t) {
  StdlibState* stdlib = StdlibOf(t);
  if (stdlib->io != nullptr) return static_cast<IoState*>(stdlib->io.get());
  auto io = std::make_shared<IoState>();
  io->streams.previous = io->streams.next = &io->streams;
  stdlib->io = io;
  t->heap->AddRootProvider(io.get());
  bool ok = MakeBaseClasses(t, io.get()) && MakeFileIo(t, io.get()) &&
            MakeMemoryStreams(t, io.get()) && MakeBuffered(t, io.get()) &&
            MakeText(t, io.get()) && MakeNewlineDecoder(t, io.get());
  return ok ? io.get() : nullptr;
}

Class* IoClassOf(Thread* t, IoClass which) {
  IoState* io = IoOf(t);
  return io == nullptr ? nullptr : io->classes[static_cast<int>(which)].as<Class>();
}

void LinkStream(Thread* t, IoLink* link, Object* object) {
  IoState* io = IoOf(t);
  link->object = object;
  link->previous = &io->streams;
  link->next = io->streams.next;
  link->next->previous = link;
  io->streams.next = link;
}

void UnlinkStream(IoLink* link) {
  if (link->next == nullptr) return;
  link->next->previous = link->previous;
  link->previous->next = link->next;
  link->next = link->previous = nullptr;
}

// --- Calls ---

Value CallIo(Thread* t, Value object, absl::string_view method,
             std::initializer_list<Value> args) {
  // The stream below was taken away by Python code in the middle of an operation.
  if (object.is_null()) {
    return RaiseText(t, Exc::kValueError, "underlying stream has been detached");
  }
  Str* name = Intern(t, method);
  if (name == nullptr) return Value();
  Value words[4];
  std::copy(args.begin(), args.end(), words);
  return CallMethod(t, object, name, words, args.size());
}

Value UnsupportedOperation(Thread* t, absl::string_view what) {
  Class* cls = IoClassOf(t, IoClass::kUnsupported);
  Str* text = cls == nullptr ? nullptr : NewStrUtf8(t, what);
  if (text == nullptr) return Value();
  Value error = CallValues(t, cls, {text});
  return error ? RaiseValue(t, error, Value()) : error;
}

int IsClosed(Thread* t, Value object) {
  Str* name = Intern(t, "closed");
  Value closed = name == nullptr ? Value() : GetAttr(t, object, name);
  return closed ? IsTrue(t, closed) : -1;
}

bool CheckClosed(Thread* t, Value object, const char* message) {
  int closed = IsClosed(t, object);
  if (closed > 0) RaiseText(t, Exc::kValueError, message);
  return closed == 0;
}

bool SizeOrNone(Thread* t, Value v, int64_t* out) {
  *out = -1;
  if (IsAbsent(t, v)) return true;
  if (!IsInt(v) && LookupSpecial(t, v, Slot::kIndex).is_null()) {
    Raise(t, Exc::kTypeError, "argument should be integer or None, not '%s'", ClassNameOf(t, v));
    return false;
  }
  return IndexAsInt64(t, v, out);
}

bool GetWritable(Thread* t, Value v, const char* function, ScopedBuffer* buffer) {
  if (HasBuffer(t, v) && buffer->Get(v, kBufferWritable)) return true;
  t->exception = Value();
  Raise(t, Exc::kTypeError, "%s() argument must be read-write bytes-like object, not %s",
        function, ArgumentClassName(t, v));
  return false;
}

bool FilesAllowed(Thread* t) {
  if (t->isolate->options().allow_files) return true;
  RaiseText(t, Exc::kPermissionError, "the host does not allow files to be opened");
  return false;
}

Class* NewIoClass(Thread* t, const char* name, Class* base, const ExtensionInfo* extension,
                  Value (*construct)(Thread*, Value*, size_t, Value),
                  absl::Span<const NativeInfo> rows, absl::Span<const GetSetInfo> attributes) {
  Str* text = Intern(t, name);
  Str* module = text == nullptr ? nullptr : Intern(t, "_io");
  if (module == nullptr || base == nullptr) return nullptr;
  ClassOptions options;
  options.module = module;
  options.kind = base->instance_kind;
  options.native_size = base->native_size;
  options.flags = kClassBaseable;
  options.extension = extension;
  options.instance_slots = true;
  Class* cls = NewNativeClass(t, text, base, options);
  if (cls == nullptr) return nullptr;
  if (construct != nullptr) cls->construct = construct;
  cls->traits |= kTraitWeakref | kTraitDict;
  if (base == t->isolate->object_class() && !AddNativeDictDescriptor(t, cls)) return nullptr;
  if (!AddNatives(t, cls->dict, rows, cls) || !AddGetSets(t, cls, attributes) ||
      !RefreshClass(t, cls)) {
    return nullptr;
  }
  return cls;
}

namespace {

// --- _IOBase ---

constexpr char kClosedName[] = "__IOBase_closed";

bool HasClosedMark(Thread* t, Value self) {
  Str* name = Intern(t, kClosedName);
  return name != nullptr && !GetOwnAttribute(t, self, name).is_null();
}

template <const char* what>
Value Unsupported(Thread* t, Value*, size_t, Value) {
  return UnsupportedOperation(t, what);
}
constexpr char kSeek[] = "seek", kTruncate[] = "truncate", kFileno[] = "fileno",
               kDetach[] = "detach", kRead[] = "read", kRead1[] = "read1", kWrite[] = "write",
               kReadLine[] = "readline";

Value BaseTell(Thread* t, Value* args, size_t, Value) {
  return CallIo(t, args[0], "seek", {Value::SmallInt(0), Value::SmallInt(1)});
}
Value BaseFlush(Thread* t, Value* args, size_t, Value) {
  if (HasClosedMark(t, args[0])) {
    return RaiseText(t, Exc::kValueError, "I/O operation on closed file.");
  }
  return NoneOf(t);
}
Value BaseClose(Thread* t, Value* args, size_t, Value) {
  if (HasClosedMark(t, args[0])) return NoneOf(t);
  Value flushed = CallIo(t, args[0], "flush");
  Value error = flushed ? Value() : TakeException(t);
  Str* name = Intern(t, kClosedName);
  if (name == nullptr || !SetAttr(t, args[0], name, t->isolate->true_value())) return Value();
  if (error) {
    t->exception = error;
    return Value();
  }
  return NoneOf(t);
}
Value BaseClosed(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(HasClosedMark(t, args[0]));
}
Value AlwaysFalse(Thread* t, Value*, size_t, Value) { return t->isolate->false_value(); }

template <int which>
Value CheckAbility(Thread* t, Value* args, size_t, Value) {
  static constexpr const char* kNames[] = {"seekable", "readable", "writable"};
  Value able = CallIo(t, args[0], kNames[which]);
  if (!able) return able;
  if (able != t->isolate->true_value()) {
    return UnsupportedOperation(
        t, which == 0   ? "File or stream is not seekable."
           : which == 1 ? "File or stream is not readable."
                        : "File or stream is not writable.");
  }
  return able;
}
Value CheckClosedRow(Thread* t, Value* args, size_t, Value) {
  return CheckClosed(t, args[0]) ? NoneOf(t) : Value();
}
Value BaseIsATty(Thread* t, Value* args, size_t, Value) {
  return CheckClosed(t, args[0]) ? t->isolate->false_value() : Value();
}
Value BaseEnter(Thread* t, Value* args, size_t, Value) {
  return CheckClosed(t, args[0]) ? args[0] : Value();
}
Value BaseExit(Thread* t, Value* args, size_t, Value) { return CallIo(t, args[0], "close"); }

// The descriptor below a stream of ours, or null.
FileIo* DescriptorBelow(Value stream) {
  while (IsKind(stream, Kind::kExtension)) {
    const ExtensionInfo* layout = stream.object()->shape()->extension;
    if (layout == &FileIo::kExtension) return stream.as<FileIo>();
    if (layout == &Buffered::kExtension) {
      stream = stream.as<Buffered>()->raw;
    } else if (layout == &TextWrapper::kExtension) {
      stream = stream.as<TextWrapper>()->buffer;
    } else {
      break;
    }
  }
  return nullptr;
}

// __del__: closes what nobody closed, unless another stream owns it and will.
Value BaseDel(Thread* t, Value* args, size_t, Value) {
  if (IsKind(args[0], Kind::kExtension)) {
    const ExtensionInfo* layout = args[0].object()->shape()->extension;
    if ((layout == &FileIo::kExtension || layout == &Buffered::kExtension ||
         layout == &TextWrapper::kExtension) &&
        args[0].as<IoOwned>()->owner) {
      return NoneOf(t);
    }
  }
  int closed = IsClosed(t, args[0]);
  if (closed < 0) t->exception = Value();
  if (closed == 0) {
    FileIo* file = DescriptorBelow(args[0]);
    if (file != nullptr) WarnUnclosed(t, file, args[0]);
  }
  if (closed == 0 && !CallIo(t, args[0], "close")) t->exception = Value();
  return NoneOf(t);
}

Value BaseReadLine(Thread* t, Value* args, size_t, Value) {
  int64_t limit;
  if (!SizeOrNone(t, args[1], &limit)) return Value();
  Str* peek_name = Intern(t, "peek");
  if (peek_name == nullptr) return Value();
  Value peek = GetAttrOrNull(t, args[0], peek_name);
  if (!peek && t->exception) return Value();
  std::string line;
  while (limit < 0 || static_cast<int64_t>(line.size()) < limit) {
    int64_t want = 1;
    if (peek) {
      Value ahead = CallValues(t, peek, {Value::SmallInt(1)});
      if (!ahead) return ahead;
      if (!IsBytes(ahead)) {
        return Raise(t, Exc::kOSError, "peek() should have returned a bytes object, not '%s'",
                     ClassNameOf(t, ahead));
      }
      absl::string_view bytes = BytesView(ahead.as<Bytes>());
      if (!bytes.empty()) {
        size_t end = bytes.find('\n');
        want = static_cast<int64_t>(end == absl::string_view::npos ? bytes.size() : end + 1);
        if (limit >= 0) want = std::min(want, limit - static_cast<int64_t>(line.size()));
      }
    }
    Value piece = CallIo(t, args[0], "read", {Value::SmallInt(want)});
    if (!piece) return piece;
    if (!IsBytes(piece)) {
      return Raise(t, Exc::kOSError, "read() should have returned a bytes object, not '%s'",
                   ClassNameOf(t, piece));
    }
    absl::string_view bytes = BytesView(piece.as<Bytes>());
    if (bytes.empty()) break;
    line.append(bytes.data(), bytes.size());
    if (line.back() == '\n') break;
  }
  return NewBytes(t, line);
}

Value BaseNext(Thread* t, Value* args, size_t, Value) {
  Value line = CallIo(t, args[0], "readline");
  if (!line) return line;
  int64_t n = Length(t, line);
  if (n < 0) return Value();
  return n == 0 ? RaiseStopIteration(t) : line;
}

Value BaseReadLines(Thread* t, Value* args, size_t, Value) {
  int64_t hint, total = 0;
  if (!SizeOrNone(t, args[1], &hint)) return Value();
  List* lines = NewList(t);
  Value iterator = lines == nullptr ? Value() : GetIter(t, args[0]);
  if (!iterator) return Value();
  while (Value line = IterNext(t, iterator)) {
    if (!ListAppend(t, lines, line)) return Value();
    int64_t n = Length(t, line);
    if (n < 0) return Value();
    total += n;
    if (hint > 0 && total > hint) break;
  }
  return t->exception ? Value() : Value(lines);
}

Value BaseWriteLines(Thread* t, Value* args, size_t, Value) {
  if (!CheckClosed(t, args[0])) return Value();
  Value iterator = GetIter(t, args[1]);
  if (!iterator) return iterator;
  while (Value line = IterNext(t, iterator)) {
    if (!CallIo(t, args[0], "write", {line})) return Value();
  }
  return t->exception ? Value() : NoneOf(t);
}

constexpr char kUnary[] = "($self, /)";
constexpr NativeInfo kBaseRows[] = {
    {"seek", Unsupported<kSeek>, "($self, /, *args)", kAnything,
     "Change the stream position to the given byte offset."},
    {"tell", BaseTell, kUnary, kAnything, "Return current stream position."},
    {"truncate", Unsupported<kTruncate>, "($self, /, *args)", kAnything,
     "Truncate file to size bytes."},
    {"flush", BaseFlush, kUnary, kAnything, "Flush write buffers, if applicable."},
    {"close", BaseClose, kUnary, kAnything, "Flush and close the IO object."},
    {"seekable", AlwaysFalse, kUnary, kPure, "Return whether object supports random access."},
    {"readable", AlwaysFalse, kUnary, kPure, "Return whether object was opened for reading."},
    {"writable", AlwaysFalse, kUnary, kPure, "Return whether object was opened for writing."},
    {"_checkClosed", CheckClosedRow, "($self, /, *args)", kAnything, nullptr},
    {"_checkSeekable", CheckAbility<0>, "($self, /, *args)", kAnything, nullptr},
    {"_checkReadable", CheckAbility<1>, "($self, /, *args)", kAnything, nullptr},
    {"_checkWritable", CheckAbility<2>, "($self, /, *args)", kAnything, nullptr},
    {"fileno", Unsupported<kFileno>, kUnary, kAnything,
     "Returns underlying file descriptor if one exists."},
    {"isatty", BaseIsATty, kUnary, kAnything, "Return whether this is an 'interactive' stream."},
    {"__enter__", BaseEnter, kUnary, kAnything, nullptr},
    {"__exit__", BaseExit, "($self, /, *args)", kAnything, nullptr},
    {"__iter__", BaseEnter, kUnary, kAnything, "Implement iter(self)."},
    {"__next__", BaseNext, kUnary, kAnything, "Implement next(self)."},
    {"__del__", BaseDel, kUnary, kAnything, nullptr},
    {"readline", BaseReadLine, "($self, size=-1, /)", kAnything,
     "Read and return a line from the stream."},
    {"readlines", BaseReadLines, "($self, hint=-1, /)", kAnything,
     "Return a list of lines from the stream."},
    {"writelines", BaseWriteLines, "($self, lines, /)", kAnything,
     "Write a list of lines to stream."},
};
constexpr GetSetInfo kBaseAttributes[] = {{"closed", BaseClosed}};

// --- _RawIOBase ---

Value RawRead(Thread* t, Value* args, size_t, Value) {
  int64_t size;
  if (!SizeOrNone(t, args[1], &size)) return Value();
  if (size < 0) return CallIo(t, args[0], "readall");
  ByteArray* room = NewByteArray(t, "");
  if (room == nullptr || !ByteArrayResize(t, room, size)) return Value();
  Value n = CallIo(t, args[0], "readinto", {room});
  if (!n || n == NoneOf(t)) return n;
  int64_t count;
  if (!IndexAsInt64(t, n, &count)) return Value();
  if (count < 0 || count > room->length) {
    return Raise(t, Exc::kValueError, "readinto returned %d outside buffer size %d", count, room->length);
  }
  return NewBytes(t, ByteArrayView(room).substr(0, static_cast<size_t>(count)));
}

Value RawReadAll(Thread* t, Value* args, size_t, Value) {
  std::string all;
  for (;;) {
    Value piece = CallIo(t, args[0], "read", {Value::SmallInt(kDefaultBufferSize)});
    if (!piece) return piece;
    if (piece == NoneOf(t)) {
      if (all.empty()) return piece;
      break;
    }
    if (!IsBytes(piece)) return RaiseText(t, Exc::kTypeError, "read() should return bytes");
    if (piece.as<Bytes>()->length == 0) break;
    all.append(std::string(BytesView(piece.as<Bytes>())));
  }
  return NewBytes(t, all);
}

Value NotImplementedRow(Thread* t, Value*, size_t, Value) {
  return RaiseValue(t, ExceptionClass(t, Exc::kNotImplementedError), Value());
}

constexpr NativeInfo kRawRows[] = {
    {"readinto", NotImplementedRow, "($self, /, *args)", kAnything, "Read bytes into buffer."},
    {"write", NotImplementedRow, "($self, /, *args)", kAnything, "Write buffer b to the stream."},
    {"read", RawRead, "($self, size=-1, /)", kAnything, nullptr},
    {"readall", RawReadAll, kUnary, kAnything, "Read until EOF, using multiple read() call."},
};

// --- _BufferedIOBase ---

template <bool once>
Value BufferedReadInto(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  if (!GetWritable(t, args[1], once ? "readinto1" : "readinto", &buffer)) return Value();
  Value data = CallIo(t, args[0], once ? "read1" : "read", {IntFromInt64(t, buffer.size())});
  if (!data) return data;
  if (!IsBytes(data)) return RaiseText(t, Exc::kTypeError, "read() should return bytes");
  absl::string_view bytes = BytesView(data.as<Bytes>());
  if (static_cast<int64_t>(bytes.size()) > buffer.size()) {
    return Raise(t, Exc::kValueError,
                 "read() returned too much data: %d bytes requested, %d returned", buffer.size(),
                 bytes.size());
  }
  if (!bytes.empty()) std::copy(bytes.begin(), bytes.end(), buffer.data());
  return IntFromInt64(t, static_cast<int64_t>(bytes.size()));
}

constexpr NativeInfo kBufferedRows[] = {
    {"detach", Unsupported<kDetach>, kUnary, kAnything,
     "Disconnect this buffer from its underlying raw stream and return it."},
    {"read", Unsupported<kRead>, "($self, /, *args)", kAnything,
     "Read and return up to n bytes."},
    {"read1", Unsupported<kRead1>, "($self, /, *args)", kAnything,
     "Read and return up to n bytes, with at most one read() call."},
    {"readinto", BufferedReadInto<false>, "($self, buffer, /)", kAnything, nullptr},
    {"readinto1", BufferedReadInto<true>, "($self, buffer, /)", kAnything, nullptr},
    {"write", Unsupported<kWrite>, "($self, /, *args)", kAnything,
     "Write the given buffer to the IO stream."},
};

// --- _TextIOBase ---

Value NoneAttribute(Thread* t, Value*, size_t, Value) { return NoneOf(t); }
constexpr NativeInfo kTextRows[] = {
    {"detach", Unsupported<kDetach>, kUnary, kAnything,
     "Separate the underlying buffer from the TextIOBase and return it."},
    {"read", Unsupported<kRead>, "($self, /, *args)", kAnything,
     "Read at most n characters from stream."},
    {"readline", Unsupported<kReadLine>, "($self, /, *args)", kAnything,
     "Read until newline or EOF."},
    {"write", Unsupported<kWrite>, "($self, /, *args)", kAnything, "Write string to stream."},
};
constexpr GetSetInfo kTextAttributes[] = {
    {"encoding", NoneAttribute, nullptr, "Encoding of the text stream."},
    {"newlines", NoneAttribute, nullptr, "Line endings translated so far."},
    {"errors", NoneAttribute, nullptr, "The error setting of the decoder or encoder."},
};

// class UnsupportedOperation(OSError, ValueError)
Class* MakeUnsupported(Thread* t) {
  Tuple* bases =
      TuplePack(t, ExceptionClass(t, Exc::kOSError), ExceptionClass(t, Exc::kValueError));
  Dict* ns = bases == nullptr ? nullptr : NewDict(t);
  Str* name = ns == nullptr ? nullptr : Intern(t, "UnsupportedOperation");
  Str* module = name == nullptr ? nullptr : Intern(t, "io");
  if (module == nullptr || !DictSet(t, ns, t->isolate->names.dunder_module, module)) {
    return nullptr;
  }
  return NewClass(t, t->isolate->type_class(), name, bases, ns, nullptr, Value());
}

}  // namespace

bool MakeBaseClasses(Thread* t, IoState* io) {
  auto set = [io](IoClass which, Class* cls) {
    io->classes[static_cast<int>(which)] = cls;
    return cls != nullptr;
  };
  Class* object = t->isolate->object_class();
  if (!set(IoClass::kIoBase,
           NewIoClass(t, "_IOBase", object, nullptr, nullptr, kBaseRows, kBaseAttributes))) {
    return false;
  }
  Class* base = io->classes[static_cast<int>(IoClass::kIoBase)].as<Class>();
  return set(IoClass::kRawBase,
             NewIoClass(t, "_RawIOBase", base, nullptr, nullptr, kRawRows, {})) &&
         set(IoClass::kBufferedBase,
             NewIoClass(t, "_BufferedIOBase", base, nullptr, nullptr, kBufferedRows, {})) &&
         set(IoClass::kTextBase, NewIoClass(t, "_TextIOBase", base, nullptr, nullptr, kTextRows,
                                            kTextAttributes)) &&
         set(IoClass::kUnsupported, MakeUnsupported(t));
}

}  // namespace pyjit
