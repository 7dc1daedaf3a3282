// BufferedReader, BufferedWriter, BufferedRandom: what they do. Their method tables are in
// io_buffered_rows.cc.
//
// One state serves all three: `read` is what was read ahead of the logical position,
// `pending` what is not yet written. At most one of them has something in it.
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string>

#include "interp/interpreter.h"
#include "runtime/call.h"
#include "runtime/exceptions.h"
#include "runtime/python_threads.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/str.h"
#include "stdlib/io_buffered.h"

namespace pyjit {
namespace {

FileIo* PlainRaw(Thread* t, const Buffered* b) {
  return IsExactly(t, b->raw, IoClass::kFileIo) ? b->raw.as<FileIo>() : nullptr;
}

// What a raw stream's method returned as a count of at most `most`; None is -2.
int64_t ReadCount(Thread* t, Value result, const char* method, int64_t most) {
  if (!result) return -1;
  if (result == NoneOf(t)) return -2;
  int64_t n;
  if (!IndexAsInt64(t, result, &n)) {
    Value cause = TakeException(t);
    Raise(t, Exc::kOSError, "raw %s() failed", method);
    if (IsKind(t->exception, Kind::kException)) {
      auto* error = t->exception.as<Exception>();
      StoreField(t, error, &error->cause, cause);
      StoreField(t, error, &error->context, cause);
      error->suppress_context = 1;
    }
    return -1;
  }
  if (n >= 0 && n <= most) return n;
  Raise(t, Exc::kOSError,
        "raw %s() returned invalid length %d (should have been between 0 and %d)", method, n,
        most);
  return -1;
}

int64_t RawPosition(Thread* t, Value result) {
  int64_t n;
  if (!result || !IndexAsInt64(t, result, &n)) return -1;
  if (n >= 0) return n;
  Raise(t, Exc::kOSError, "Raw stream returned invalid position %d", n);
  return -1;
}

}  // namespace

int64_t RawReadInto(Thread* t, Buffered* b, uint8_t* to, int64_t size) {
  if (FileIo* file = PlainRaw(t, b); file != nullptr && file->fd >= 0 && file->readable) {
    return FileIoRead(t, file, to, size);
  }
  ByteArray* room = NewByteArray(t, "");
  if (room == nullptr || !ByteArrayResize(t, room, size)) return -1;
  Value view = NewMemoryView(t, room);
  if (!view) return -1;
  int64_t n = ReadCount(t, CallIo(t, b->raw, "readinto", {view}), "readinto", size);
  if (n > 0) std::memcpy(to, room->data(), static_cast<size_t>(n));
  return n;
}

int64_t RawWrite(Thread* t, Buffered* b, absl::string_view bytes) {
  if (FileIo* file = PlainRaw(t, b); file != nullptr && file->fd >= 0 && file->writable) {
    return FileIoWrite(t, file, bytes);
  }
  Value copy = NewBytes(t, bytes);
  Value view = copy ? NewMemoryView(t, copy) : copy;
  if (!view) return -1;
  Value result = CallIo(t, b->raw, "write", {view});
  return ReadCount(t, result, "write", static_cast<int64_t>(bytes.size()));
}

int64_t RawSeek(Thread* t, Buffered* b, int64_t offset, int whence) {
  return RawPosition(t, CallIo(t, b->raw, "seek", {IntFromInt64(t, offset), Value::SmallInt(whence)}));
}
int64_t RawTell(Thread* t, Buffered* b) { return RawPosition(t, CallIo(t, b->raw, "tell")); }

bool CheckInitialised(Thread* t, const Buffered* b) {
  if (!b->raw.is_null()) return true;
  RaiseText(t, Exc::kValueError, b->detached ? "raw stream has been detached"
                                             : "I/O operation on uninitialized object");
  return false;
}

// The raw stream's own state, when that is cheap to see.
int BufferedIsClosed(Thread* t, Buffered* b) {
  if (!CheckInitialised(t, b)) return -1;
  if (FileIo* file = PlainRaw(t, b)) return file->fd < 0;
  return IsClosed(t, b->raw);
}

bool BufferedCheckOpen(Thread* t, Buffered* b, const char* message) {
  int closed = BufferedIsClosed(t, b);
  if (closed > 0) RaiseText(t, Exc::kValueError, message);
  return closed == 0;
}

bool BusyGuard::Enter(Thread* t, Buffered* b) {
  PythonThreads* threads = ThreadsOf(t);
  while (b->state->busy != nullptr) {
    constexpr int64_t kPause = 200'000;  // ns
    if (b->state->busy != threads->running() &&
        threads->Sleep(t, kPause) != WaitResult::kInterrupted) {
      continue;
    }
    Value text = ToRepr(t, b);
    if (text) {
      Raise(t, Exc::kRuntimeError, "reentrant call inside %s", StrToUtf8(text.as<Str>()));
    }
    return false;
  }
  b->state->busy = threads->running();
  state_ = b;
  return true;
}

// --- Writing ---

bool BufferedFlushPending(Thread* t, Buffered* b) {
  BufferedState* s = b->state;
  while (!s->pending.empty()) {
    int64_t n = RawWrite(t, b, s->pending);
    if (n == -1) return false;
    if (n == -2) {
      RaiseBlocking(t, "write could not complete without blocking", 0);
      return false;
    }
    s->pending.erase(0, static_cast<size_t>(n));
    // A signal may have cut it short: its handler runs before the rest is waited for.
    if (!s->pending.empty() && !HandlePoll(t)) return false;
  }
  return true;
}

void RaiseBlocking(Thread* t, const char* message, int64_t written) {
  Str* text = NewStrUtf8(t, message);
  if (text == nullptr) return;
  Value error = CallValues(t, ExceptionClass(t, Exc::kBlockingIOError),
                           {Value::SmallInt(EAGAIN), text, IntFromInt64(t, written)});
  if (error) RaiseValue(t, error, Value());
}

// Forgets what was read ahead; the raw stream goes back to the logical position.
bool BufferedRewind(Thread* t, Buffered* b) {
  BufferedState* s = b->state;
  auto ahead = static_cast<int64_t>(s->read.size() - s->read_pos);
  s->read.clear();
  s->read_pos = 0;
  return ahead == 0 || RawSeek(t, b, -ahead, 1) >= 0;
}

bool BufferedWriteUnlocked(Thread* t, Buffered* b, absl::string_view bytes, int64_t* written) {
  BufferedState* s = b->state;
  auto size = static_cast<int64_t>(bytes.size());
  *written = size;
  if (!s->read.empty() && !BufferedRewind(t, b)) return false;
  auto buffered = [s] { return static_cast<int64_t>(s->pending.size()); };
  if (buffered() + size <= s->buffer_size) {
    s->pending.append(bytes.data(), bytes.size());
    return true;
  }
  auto would_block = [&] { return PendingIs(t, Exc::kBlockingIOError); };
  if (!BufferedFlushPending(t, b)) {
    if (!would_block()) return false;
    // As much as fits; the rest is the caller's.
    t->exception = Value();
    int64_t room = std::max<int64_t>(0, s->buffer_size - buffered());
    int64_t kept = std::min(room, size);
    s->pending.append(bytes.data(), static_cast<size_t>(kept));
    if (kept == size) return true;
    RaiseBlocking(t, "write could not complete without blocking", kept);
    return false;
  }
  // Large pieces go out directly, what is left is kept.
  absl::string_view rest = bytes;
  while (static_cast<int64_t>(rest.size()) > s->buffer_size) {
    int64_t n = RawWrite(t, b, rest);
    if (n == -1) return false;
    if (n == -2) {
      absl::string_view kept = rest.substr(0, static_cast<size_t>(s->buffer_size));
      s->pending.append(kept.data(), kept.size());
      RaiseBlocking(t, "write could not complete without blocking",
                    size - static_cast<int64_t>(rest.size() - kept.size()));
      return false;
    }
    rest.remove_prefix(static_cast<size_t>(n));
    if (!rest.empty() && !HandlePoll(t)) return false;
  }
  s->pending.append(rest.data(), rest.size());
  return true;
}

bool BufferedWrite(Thread* t, Buffered* b, absl::string_view bytes, int64_t* written) {
  BusyGuard guard;
  return BufferedCheckOpen(t, b, "write to closed file") && guard.Enter(t, b) &&
         BufferedWriteUnlocked(t, b, bytes, written);
}

bool BufferedFlush(Thread* t, Buffered* b) {
  if (!BufferedCheckOpen(t, b, "flush of closed file")) return false;
  BusyGuard guard;
  if (!guard.Enter(t, b) || !BufferedFlushPending(t, b)) return false;
  return b->state->read.empty() || BufferedRewind(t, b);
}

// --- Reading ---

// Before anything is read: what was written comes first.
bool BufferedPrepareRead(Thread* t, Buffered* b) {
  return b->state->pending.empty() || BufferedFlushPending(t, b);
}

// One raw read into the empty buffer. -1 error, -2 would block, 0 end.
int64_t BufferedFill(Thread* t, Buffered* b) {
  BufferedState* s = b->state;
  std::string room(static_cast<size_t>(s->buffer_size), '\0');
  int64_t n = RawReadInto(t, b, reinterpret_cast<uint8_t*>(room.data()), s->buffer_size);
  if (n <= 0) return n;
  room.resize(static_cast<size_t>(n));
  // Raw streams written in Python may have used this one in between.
  if (s->read_pos < s->read.size()) {
    s->read.append(room);
  } else {
    s->read.swap(room);
    s->read_pos = 0;
  }
  return n;
}

Value BufferedReadAll(Thread* t, Buffered* b) {
  BufferedState* s = b->state;
  std::string all = s->read.substr(s->read_pos);
  s->read.clear();
  s->read_pos = 0;
  if (!BufferedPrepareRead(t, b)) return Value();
  Str* name = Intern(t, "readall");
  Value readall = name == nullptr ? Value() : GetAttrOrNull(t, b->raw, InternStr(t, name));
  if (!readall && t->exception) return Value();
  if (readall) {
    Value rest = CallValues(t, readall, {});
    if (!rest) return rest;
    if (rest == NoneOf(t)) return all.empty() ? rest : Value(NewBytes(t, all));
    if (!IsBytes(rest)) return RaiseText(t, Exc::kTypeError, "readall() should return bytes");
    if (all.empty()) return rest;
    all.append(std::string(BytesView(rest.as<Bytes>())));
    return NewBytes(t, all);
  }
  for (;;) {
    Value piece = CallIo(t, b->raw, "read");
    if (!piece) return piece;
    if (piece != NoneOf(t) && !IsBytes(piece)) {
      return RaiseText(t, Exc::kTypeError, "read() should return bytes");
    }
    if (piece == NoneOf(t) || piece.as<Bytes>()->length == 0) {
      return all.empty() ? piece : Value(NewBytes(t, all));
    }
    all.append(std::string(BytesView(piece.as<Bytes>())));
  }
}

// Exactly n bytes unless the stream ends or would block.
Value BufferedReadExactly(Thread* t, Buffered* b, int64_t n) {
  BufferedState* s = b->state;
  auto wanted = static_cast<size_t>(n);
  if (s->read.size() - s->read_pos >= wanted) {
    Value out = NewBytes(t, absl::string_view(s->read).substr(s->read_pos, wanted));
    if (out) s->read_pos += wanted;
    return out;
  }
  if (static_cast<uint64_t>(n) > t->heap->cap_bytes()) return RaiseMemoryError(t);
  std::string out = s->read.substr(s->read_pos);
  s->read.clear();
  s->read_pos = 0;
  if (!BufferedPrepareRead(t, b)) return Value();
  while (out.size() < wanted) {
    auto missing = static_cast<int64_t>(wanted - out.size());
    // Whole buffers are read directly, the last piece through the buffer.
    int64_t direct = missing - missing % s->buffer_size;
    int64_t got;
    if (direct > 0) {
      size_t old = out.size();
      out.resize(old + static_cast<size_t>(direct));
      got = RawReadInto(t, b, reinterpret_cast<uint8_t*>(out.data()) + old, direct);
      out.resize(old + static_cast<size_t>(std::max<int64_t>(got, 0)));
    } else {
      got = BufferedFill(t, b);
      if (got > 0) {
        size_t take = std::min(static_cast<size_t>(missing), s->read.size() - s->read_pos);
        out.append(s->read, s->read_pos, take);
        s->read_pos += take;
      }
    }
    if (got == -1) return Value();
    if (got == -2 && out.empty()) return NoneOf(t);
    if (got <= 0) break;
  }
  return NewBytes(t, out);
}

Value BufferedRead1(Thread* t, Buffered* b, int64_t n) {
  BufferedState* s = b->state;
  if (n < 0) n = s->buffer_size;
  if (n == 0) return NewBytes(t, "");
  size_t have = s->read.size() - s->read_pos;
  if (have > 0) {
    size_t take = std::min(have, static_cast<size_t>(n));
    Value out = NewBytes(t, absl::string_view(s->read).substr(s->read_pos, take));
    if (out) s->read_pos += take;
    return out;
  }
  if (!BufferedPrepareRead(t, b)) return Value();
  s->read.clear();
  s->read_pos = 0;
  std::string out(static_cast<size_t>(std::min<int64_t>(n, 1 << 24)), '\0');
  int64_t got = RawReadInto(t, b, reinterpret_cast<uint8_t*>(out.data()),
                            static_cast<int64_t>(out.size()));
  if (got == -1) return Value();
  return NewBytes(t, absl::string_view(out).substr(0, static_cast<size_t>(std::max<int64_t>(got, 0))));
}

// readinto and readinto1: a count, -1 error, -2 would block.
int64_t BufferedReadInto(Thread* t, Buffered* b, uint8_t* to, int64_t size, bool once) {
  BufferedState* s = b->state;
  int64_t done = 0;
  auto take = [&] {
    auto n = std::min(size - done, static_cast<int64_t>(s->read.size() - s->read_pos));
    if (n > 0) {
      std::memcpy(to + done, s->read.data() + s->read_pos, static_cast<size_t>(n));
      s->read_pos += static_cast<size_t>(n);
      done += n;
    }
    return n > 0;
  };
  bool some = take();
  if (done == size) return done;
  if (!BufferedPrepareRead(t, b)) return -1;
  while (done < size) {
    int64_t got;
    if (size - done > s->buffer_size) {
      got = RawReadInto(t, b, to + done, size - done);
      if (got > 0) done += got;
    } else if (once && some) {
      break;
    } else {
      got = BufferedFill(t, b);
      if (got > 0) take();
    }
    if (got == -1) return -1;
    if (got == -2 && done == 0) return -2;
    if (got <= 0 || once) break;
  }
  return done;
}

Value BufferedReadLine(Thread* t, Buffered* b, int64_t limit) {
  BufferedState* s = b->state;
  std::string line;
  bool prepared = false;
  for (;;) {
    absl::string_view unread = absl::string_view(s->read).substr(s->read_pos);
    if (limit >= 0) unread = unread.substr(0, static_cast<size_t>(limit) - line.size());
    size_t end = unread.find('\n');
    bool complete = end != absl::string_view::npos;
    size_t take = complete ? end + 1 : unread.size();
    if (limit >= 0 && line.size() + take == static_cast<size_t>(limit)) complete = true;
    if (complete && line.empty()) {
      Value out = NewBytes(t, unread.substr(0, take));
      if (out) s->read_pos += take;
      return out;
    }
    line.append(unread.data(), take);
    s->read_pos += take;
    if (complete) break;
    if (!prepared && !BufferedPrepareRead(t, b)) return Value();
    prepared = true;
    int64_t n = BufferedFill(t, b);
    if (n == -1) return Value();
    if (n <= 0) break;
  }
  return NewBytes(t, line);
}

int64_t BufferedTell(Thread* t, Buffered* b) {
  int64_t raw = RawTell(t, b);
  if (raw < 0) return -1;
  BufferedState* s = b->state;
  return raw + static_cast<int64_t>(s->pending.size()) -
         static_cast<int64_t>(s->read.size() - s->read_pos);
}

int64_t BufferedSeek(Thread* t, Buffered* b, int64_t target, int whence) {
  BufferedState* s = b->state;
  auto ahead = static_cast<int64_t>(s->read.size() - s->read_pos);
  if (whence != 2 && ahead > 0 && s->pending.empty()) {
    // Maybe the target is in the buffer.
    int64_t raw = RawTell(t, b);
    if (raw < 0) return -1;
    int64_t here = raw - ahead;
    int64_t delta = whence == 0 ? target - here : target;
    if (delta >= -static_cast<int64_t>(s->read_pos) && delta <= ahead) {
      s->read_pos = static_cast<size_t>(static_cast<int64_t>(s->read_pos) + delta);
      return here + delta;
    }
  }
  if (!BufferedFlushPending(t, b)) return -1;
  if (whence == 1) target -= static_cast<int64_t>(s->read.size() - s->read_pos);
  int64_t at = RawSeek(t, b, target, whence);
  if (at < 0) return -1;
  s->read.clear();
  s->read_pos = 0;
  return at;
}

}  // namespace pyjit
