// BufferedReader, BufferedWriter, BufferedRandom and BufferedRWPair: their methods.
#include <string>

#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/types/bytes.h"
#include "runtime/types/container_util.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "stdlib/io_buffered.h"

namespace pyjit {
namespace {

Buffered* Self(Value* args) { return args[0].as<Buffered>(); }

void FinalizeBuffered(Object* object) {
  auto* b = static_cast<Buffered*>(object);
  if (b->state == nullptr) return;
  UnlinkStream(&b->state->link);
  delete b->state;
  b->state = nullptr;
}

Value Construct(Thread* t, Value* args, size_t, Value) {
  Object* object = AllocateInstance(t, args[0].as<Class>());
  if (object == nullptr) return Value();
  auto* b = static_cast<Buffered*>(object);
  b->state = new BufferedState;
  LinkStream(t, &b->state->link, b);
  t->heap->RegisterNative(b);
  return b;
}

bool Setup(Thread* t, Buffered* b, Value raw, int64_t size) {
  if (size <= 0) {
    RaiseText(t, Exc::kValueError, "buffer size must be strictly positive");
    return false;
  }
  if (static_cast<uint64_t>(size) > t->heap->cap_bytes()) {
    RaiseMemoryError(t);
    return false;
  }
  BufferedState* s = b->state;
  s->read.clear();
  s->read_pos = 0;
  s->pending.clear();
  s->buffer_size = size;
  b->detached = false;
  StoreField(t, b, &b->raw, raw);
  if (IsExactly(t, raw, IoClass::kFileIo)) {
    StoreField(t, raw.object(), &raw.as<FileIo>()->owner, b);
  }
  return true;
}

template <bool reads, bool writes>
Value Init(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  b->raw = Value();
  int64_t size = kDefaultBufferSize;
  if (args[2] && !SizeArgument(t, args[2], &size)) return Value();
  auto check = [&](const char* ability) {
    Value able = CallIo(t, args[1], ability);
    if (!able) return false;
    int truth = IsTrue(t, able);
    if (truth == 0) {
      UnsupportedOperation(t, absl::StrFormat("File or stream is not %s.", ability));
    }
    return truth > 0;
  };
  if (reads && writes && !check("seekable")) return Value();
  if ((reads && !check("readable")) || (writes && !check("writable"))) return Value();
  return Setup(t, b, args[1], size) ? NoneOf(t) : Value();
}

// --- The raw stream's answers ---

template <const char* method>
Value Forward(Thread* t, Value* args, size_t, Value) {
  return CheckInitialised(t, Self(args)) ? CallIo(t, Self(args)->raw, method) : Value();
}
template <const char* name>
Value RawAttribute(Thread* t, Value* args, size_t, Value) {
  if (!CheckInitialised(t, Self(args))) return Value();
  Str* key = Intern(t, name);
  return key == nullptr ? Value() : GetAttr(t, Self(args)->raw, key);
}
constexpr char kSeekable[] = "seekable", kReadable[] = "readable", kWritable[] = "writable",
               kFileno[] = "fileno", kIsATty[] = "isatty", kName[] = "name", kMode[] = "mode",
               kClosed[] = "closed";

Value GetRaw(Thread* t, Value* args, size_t, Value) {
  return Self(args)->raw ? Self(args)->raw : NoneOf(t);
}

Value Flush(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  return BufferedFlush(t, b) ? NoneOf(t) : Value();
}
Value SimpleFlush(Thread* t, Value* args, size_t, Value) {
  if (!BufferedCheckOpen(t, Self(args), "flush of closed file")) return Value();
  return CallIo(t, Self(args)->raw, "flush");
}

Value Close(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  int closed = BufferedIsClosed(t, b);
  if (closed != 0) return closed < 0 ? Value() : NoneOf(t);
  Value flushed = CallIo(t, b, "flush");
  Value error = flushed ? Value() : TakeException(t);
  Value result = CheckInitialised(t, b) ? CallIo(t, b->raw, "close") : Value();
  b->state->read.clear();
  b->state->read_pos = 0;
  if (error) {
    // What close() raised has the first error as its context.
    if (!result) {
      Value second = TakeException(t);
      if (IsKind(second, Kind::kException) && second.as<Exception>()->context.is_null()) {
        StoreField(t, second.object(), &second.as<Exception>()->context, error);
      }
      t->exception = second;
    } else {
      t->exception = error;
    }
    return Value();
  }
  return result ? NoneOf(t) : result;
}

Value Detach(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  if (!CheckInitialised(t, b) || !CallIo(t, b, "flush")) return Value();
  Value raw = b->raw;
  if (IsExactly(t, raw, IoClass::kFileIo)) raw.as<FileIo>()->owner = Value();
  b->raw = Value();
  b->detached = true;
  return raw;
}

Value Repr(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  std::string cls = ClassDisplayName(ClassOf(t, b));
  Str* key = Intern(t, "name");
  Value name = key == nullptr ? Value() : GetAttr(t, b, key);
  if (!name) {
    if (!PendingIs(t, Exc::kAttributeError) && !PendingIs(t, Exc::kValueError)) return Value();
    t->exception = Value();
    return NewStrUtf8(t, absl::StrFormat("<%s>", cls));
  }
  ReprGuard guard(t, b);
  if (guard.recursive()) {
    return Raise(t, Exc::kRuntimeError, "reentrant call inside %s.__repr__", cls);
  }
  Value text = ToRepr(t, name);
  if (!text) return text;
  return NewStrUtf8(t, absl::StrFormat("<%s name=%s>", cls, StrToUtf8(text.as<Str>())));
}

// --- Position ---

Value Tell(Thread* t, Value* args, size_t, Value) {
  if (!CheckInitialised(t, Self(args))) return Value();
  int64_t at = BufferedTell(t, Self(args));
  return at < 0 ? Value() : IntFromInt64(t, at);
}

Value Seek(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  int64_t target, whence = 0;
  if (!CheckInitialised(t, b)) return Value();
  if (args[2] && !IntArgument(t, args[2], &whence)) return Value();
  if (whence < 0 || whence > 4) {
    return Raise(t, Exc::kValueError, "whence value %d unsupported", whence);
  }
  if (!BufferedCheckOpen(t, b, "seek of closed file")) return Value();
  Value seekable = CallIo(t, b->raw, "seekable");
  int able = seekable ? IsTrue(t, seekable) : -1;
  if (able < 0) return Value();
  if (able == 0) return UnsupportedOperation(t, "File or stream is not seekable.");
  if (!SizeArgument(t, args[1], &target)) return Value();
  BusyGuard guard;
  if (!guard.Enter(t, b)) return Value();
  int64_t at = BufferedSeek(t, b, target, static_cast<int>(whence));
  return at < 0 ? Value() : IntFromInt64(t, at);
}

Value Truncate(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  if (!BufferedCheckOpen(t, b, "truncate of closed file")) return Value();
  Value writable = CallIo(t, b, "writable");
  int able = writable ? IsTrue(t, writable) : -1;
  if (able < 0) return Value();
  if (able == 0) return UnsupportedOperation(t, "truncate");
  BusyGuard guard;
  if (!guard.Enter(t, b) || !BufferedFlushPending(t, b) || !BufferedRewind(t, b)) return Value();
  Value position = args[1];
  if (IsAbsent(t, position)) {
    position = CallIo(t, b->raw, "tell");
    if (!position) return position;
  }
  return CallIo(t, b->raw, "truncate", {position});
}

// --- Reading ---

Value Read(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  int64_t n;
  if (!CheckInitialised(t, b) || !SizeOrNone(t, args[1], &n)) return Value();
  if (n < -1) {
    return RaiseText(t, Exc::kValueError, "read length must be non-negative or -1");
  }
  if (!BufferedCheckOpen(t, b, "read of closed file")) return Value();
  BusyGuard guard;
  if (!guard.Enter(t, b)) return Value();
  return n < 0 ? BufferedReadAll(t, b) : BufferedReadExactly(t, b, n);
}

Value Read1(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  int64_t n = -1;
  if (!CheckInitialised(t, b) || (args[1] && !SizeArgument(t, args[1], &n))) return Value();
  if (!BufferedCheckOpen(t, b, "read of closed file")) return Value();
  BusyGuard guard;
  return guard.Enter(t, b) ? BufferedRead1(t, b, n) : Value();
}

Value Peek(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  if (!BufferedCheckOpen(t, b, "peek of closed file")) return Value();
  BusyGuard guard;
  if (!guard.Enter(t, b) || !BufferedPrepareRead(t, b)) return Value();
  BufferedState* s = b->state;
  if (s->read_pos == s->read.size() && BufferedFill(t, b) == -1) return Value();
  return NewBytes(t, absl::string_view(s->read).substr(s->read_pos));
}

template <bool once>
Value ReadInto(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  if (!CheckInitialised(t, b)) return Value();
  ScopedBuffer buffer(t);
  if (!GetWritable(t, args[1], once ? "readinto1" : "readinto", &buffer) ||
      !BufferedCheckOpen(t, b, "readinto of closed file")) {
    return Value();
  }
  BusyGuard guard;
  if (!guard.Enter(t, b)) return Value();
  int64_t n = BufferedReadInto(t, b, buffer.data(), buffer.size(), once);
  return n == -1 ? Value() : n == -2 ? NoneOf(t) : IntFromInt64(t, n);
}

Value ReadLine(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  int64_t limit;
  if (!CheckInitialised(t, b) || !SizeOrNone(t, args[1], &limit)) return Value();
  if (!BufferedCheckOpen(t, b, "readline of closed file")) return Value();
  BusyGuard guard;
  return guard.Enter(t, b) ? BufferedReadLine(t, b, limit) : Value();
}

Value Next(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  Value line;
  if (ClassOf(t, b)->flags & kClassBuiltin) {
    if (!BufferedCheckOpen(t, b, "readline of closed file")) return Value();
    BusyGuard guard;
    if (!guard.Enter(t, b)) return Value();
    line = BufferedReadLine(t, b, -1);
  } else {
    line = CallIo(t, b, "readline");
    if (line && !IsBytes(line)) {
      return Raise(t, Exc::kOSError, "readline() should have returned a bytes object, not '%s'",
                   ClassNameOf(t, line));
    }
  }
  if (!line) return line;
  return line.as<Bytes>()->length == 0 ? RaiseStopIteration(t) : line;
}

// --- Writing ---

Value Write(Thread* t, Value* args, size_t, Value) {
  Buffered* b = Self(args);
  if (!CheckInitialised(t, b)) return Value();
  if (IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "a bytes-like object is required, not '%s'",
                 ClassNameOf(t, args[1]));
  }
  ScopedBuffer buffer(t);
  int64_t written;
  if (!buffer.Get(args[1]) || !BufferedWrite(t, b, buffer.bytes(), &written)) return Value();
  return IntFromInt64(t, written);
}

constexpr char kUnary[] = "($self, /)";
#define PYJIT_IO_COMMON                                                                      \
  {"__new__", Construct, nullptr, kAnything, nullptr},                              \
  {"__repr__", Repr, kUnary, kAnything, "Return repr(self)."},                                \
  {"close", Close, kUnary, kAnything, nullptr},                                               \
  {"detach", Detach, kUnary, kAnything, nullptr},                                             \
  {"seekable", Forward<kSeekable>, kUnary, kAnything, nullptr},                               \
  {"fileno", Forward<kFileno>, kUnary, kAnything, nullptr},                                   \
  {"isatty", Forward<kIsATty>, kUnary, kAnything, nullptr},                                   \
  {"seek", Seek, "($self, target, whence=0, /)", kAnything, nullptr},                         \
  {"tell", Tell, kUnary, kAnything, nullptr},                                                 \
  {"truncate", Truncate, "($self, pos=None, /)", kAnything, nullptr}
#define PYJIT_IO_READS                                                                       \
  {"readable", Forward<kReadable>, kUnary, kAnything, nullptr},                               \
  {"read", Read, "($self, size=-1, /)", kAnything, nullptr},                                  \
  {"read1", Read1, "($self, size=-1, /)", kAnything, nullptr},                                \
  {"peek", Peek, "($self, size=0, /)", kAnything, nullptr},                                   \
  {"readinto", ReadInto<false>, "($self, buffer, /)", kAnything, nullptr},                    \
  {"readinto1", ReadInto<true>, "($self, buffer, /)", kAnything, nullptr},                    \
  {"readline", ReadLine, "($self, size=-1, /)", kAnything, nullptr},                          \
  {"__next__", Next, kUnary, kAnything, nullptr}
#define PYJIT_IO_WRITES                                                                      \
  {"writable", Forward<kWritable>, kUnary, kAnything, nullptr},                               \
  {"write", Write, "($self, buffer, /)", kAnything, nullptr}

constexpr char kInit[] = "($self, /, raw, buffer_size=DEFAULT_BUFFER_SIZE)";
constexpr NativeInfo kReaderRows[] = {
    PYJIT_IO_COMMON,
    PYJIT_IO_READS,
    {"__init__", Init<true, false>, kInit, kAnything, nullptr},
    {"flush", SimpleFlush, kUnary, kAnything, nullptr},
};
constexpr NativeInfo kWriterRows[] = {
    PYJIT_IO_COMMON,
    PYJIT_IO_WRITES,
    {"__init__", Init<false, true>, kInit, kAnything, nullptr},
    {"flush", Flush, kUnary, kAnything, nullptr},
};
constexpr NativeInfo kRandomRows[] = {
    PYJIT_IO_COMMON,
    PYJIT_IO_READS,
    PYJIT_IO_WRITES,
    {"__init__", Init<true, true>, kInit, kAnything, nullptr},
    {"flush", Flush, kUnary, kAnything, nullptr},
};
#undef PYJIT_IO_COMMON
#undef PYJIT_IO_READS
#undef PYJIT_IO_WRITES

constexpr GetSetInfo kAttributes[] = {
    {"closed", RawAttribute<kClosed>},
    {"name", RawAttribute<kName>},
    {"mode", RawAttribute<kMode>},
    {"raw", GetRaw, nullptr, nullptr, true},
};

// --- BufferedRWPair ---

struct Pair : Object {
  Value reader, writer;
};
const ExtensionInfo kPairLayout = {sizeof(Pair), 2, nullptr};

Pair* PairSelf(Value* args) { return args[0].as<Pair>(); }

Value PairInit(Thread* t, Value* args, size_t, Value) {
  int64_t size = kDefaultBufferSize;
  if (args[3] && !SizeArgument(t, args[3], &size)) return Value();
  auto check = [&](Value raw, const char* ability) {
    Value able = CallIo(t, raw, ability);
    int truth = able ? IsTrue(t, able) : -1;
    if (truth == 0) {
      UnsupportedOperation(t, absl::StrFormat("File or stream is not %s.", ability));
    }
    return truth > 0;
  };
  if (!check(args[1], "readable") || !check(args[2], "writable")) return Value();
  Value reader = NewBuffered(t, IoClass::kReader, args[1], size);
  if (!reader) return reader;
  StoreField(t, PairSelf(args), &PairSelf(args)->reader, reader);
  Value writer = NewBuffered(t, IoClass::kWriter, args[2], size);
  if (!writer) return writer;
  StoreField(t, PairSelf(args), &PairSelf(args)->writer, writer);
  return NoneOf(t);
}

template <const char* method, bool reading>
Value PairForward(Thread* t, Value* args, size_t, Value) {
  Value target = reading ? PairSelf(args)->reader : PairSelf(args)->writer;
  if (!target) {
    return RaiseText(t, Exc::kValueError, "I/O operation on uninitialized object");
  }
  return CallIo(t, target, method);
}
template <const char* method, bool reading>
Value PairForward1(Thread* t, Value* args, size_t, Value) {
  Value target = reading ? PairSelf(args)->reader : PairSelf(args)->writer;
  if (!target) {
    return RaiseText(t, Exc::kValueError, "I/O operation on uninitialized object");
  }
  return args[1] ? CallIo(t, target, method, {args[1]}) : CallIo(t, target, method);
}
Value PairClose(Thread* t, Value* args, size_t, Value) {
  if (!PairSelf(args)->writer) return NoneOf(t);
  Value result = CallIo(t, PairSelf(args)->writer, "close");
  Value error = result ? Value() : TakeException(t);
  Value second = CallIo(t, PairSelf(args)->reader, "close");
  if (error && second) {
    t->exception = error;
  } else if (error && IsKind(t->exception, Kind::kException)) {
    auto* last = t->exception.as<Exception>();
    if (last->context.is_null()) StoreField(t, last, &last->context, error);
  }
  return error || !second ? Value() : NoneOf(t);
}
Value PairIsATty(Thread* t, Value* args, size_t, Value) {
  if (!PairSelf(args)->writer) {
    return RaiseText(t, Exc::kValueError, "I/O operation on uninitialized object");
  }
  Value first = CallIo(t, PairSelf(args)->writer, "isatty");
  if (!first || first == t->isolate->true_value()) return first;
  return CallIo(t, PairSelf(args)->reader, "isatty");
}
Value PairClosed(Thread* t, Value* args, size_t, Value) {
  if (!PairSelf(args)->writer) {
    return RaiseText(t, Exc::kRuntimeError,
                     "the BufferedRWPair object is being garbage-collected");
  }
  Str* key = Intern(t, "closed");
  return key == nullptr ? Value() : GetAttr(t, PairSelf(args)->writer, key);
}

constexpr char kRead[] = "read", kRead1[] = "read1", kPeek[] = "peek", kReadInto[] = "readinto",
               kReadInto1[] = "readinto1", kWrite[] = "write", kFlush[] = "flush";
constexpr NativeInfo kPairRows[] = {
    {"__new__", ConstructBare, nullptr, kAnything, nullptr},
    {"__init__", PairInit, "($self, reader, writer, buffer_size=DEFAULT_BUFFER_SIZE, /)",
     kAnything, nullptr},
    {"read", PairForward1<kRead, true>, "($self, size=-1, /)", kAnything, nullptr},
    {"peek", PairForward1<kPeek, true>, "($self, size=0, /)", kAnything, nullptr},
    {"read1", PairForward1<kRead1, true>, "($self, size=-1, /)", kAnything, nullptr},
    {"readinto", PairForward1<kReadInto, true>, "($self, buffer, /)", kAnything, nullptr},
    {"readinto1", PairForward1<kReadInto1, true>, "($self, buffer, /)", kAnything, nullptr},
    {"write", PairForward1<kWrite, false>, "($self, buffer, /)", kAnything, nullptr},
    {"flush", PairForward<kFlush, false>, kUnary, kAnything, nullptr},
    {"readable", PairForward<kReadable, true>, kUnary, kAnything, nullptr},
    {"writable", PairForward<kWritable, false>, kUnary, kAnything, nullptr},
    {"close", PairClose, kUnary, kAnything, nullptr},
    {"isatty", PairIsATty, kUnary, kAnything, nullptr},
};
constexpr GetSetInfo kPairAttributes[] = {{"closed", PairClosed}};

}  // namespace

const ExtensionInfo Buffered::kExtension = {sizeof(Buffered), 2, &FinalizeBuffered};

Value NewBuffered(Thread* t, IoClass which, Value raw, int64_t buffer_size) {
  Value cls = IoClassOf(t, which);
  Value made = cls ? Construct(t, &cls, 1, Value()) : Value();
  if (!made) return made;
  return Setup(t, made.as<Buffered>(), raw, buffer_size) ? made : Value();
}

bool MakeBuffered(Thread* t, IoState* io) {
  Class* base = io->classes[static_cast<int>(IoClass::kBufferedBase)].as<Class>();
  auto make = [&](IoClass which, const char* name, absl::Span<const NativeInfo> rows) {
    Class* cls = NewIoClass(t, name, base, &Buffered::kExtension, &Construct, rows, kAttributes);
    io->classes[static_cast<int>(which)] = cls;
    return cls != nullptr;
  };
  if (!make(IoClass::kReader, "BufferedReader", kReaderRows) ||
      !make(IoClass::kWriter, "BufferedWriter", kWriterRows) ||
      !make(IoClass::kRandom, "BufferedRandom", kRandomRows)) {
    return false;
  }
  Class* pair = NewIoClass(t, "BufferedRWPair", base, &kPairLayout, &ConstructBare, kPairRows,
                           kPairAttributes);
  io->classes[static_cast<int>(IoClass::kPair)] = pair;
  return pair != nullptr;
}

}  // namespace pyjit
