// BytesIO and StringIO.
#include <algorithm>
#include <cstring>
#include <string>

#include "runtime/attributes.h"
#include "runtime/intern.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/memoryview.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/io_internal.h"

namespace pyjit {
namespace {

// obj.__dict__.update(state), for __setstate__. None is fine.
bool RestoreDict(Thread* t, Value self, Value state, const char* cls) {
  if (state == NoneOf(t)) return true;
  if (!IsKind(state, Kind::kDict)) {
    Raise(t, Exc::kTypeError, "third item of state should be a dict, got a %s",
          ClassNameOf(t, state));
    return false;
  }
  Dict* dict = GetObjectDict(t, self);
  return dict != nullptr && DictUpdate(t, dict, state);
}

bool CheckState(Thread* t, Value v, int64_t n, const char* cls) {
  if (IsKind(v, Kind::kTuple) && v.as<Tuple>()->length >= n) return true;
  Raise(t, Exc::kTypeError, "%s.__setstate__ argument should be %d-tuple, got %s", cls, n,
        ClassNameOf(t, v));
  return false;
}

// --- BytesIO ---

struct BytesStream : Object {
  Value data;  // ByteArray; null: closed or not initialised
  int64_t position;
};
const ExtensionInfo kBytesLayout = {sizeof(BytesStream), 1, nullptr};

BytesStream* Self(Value* args) { return args[0].as<BytesStream>(); }
ByteArray* Data(const BytesStream* s) { return s->data.as<ByteArray>(); }

Value ConstructBytesIo(Thread* t, Value* args, size_t, Value) {
  Object* object = AllocateInstance(t, args[0].as<Class>());
  Value data = object == nullptr ? Value() : Value(NewByteArray(t, ""));
  if (!data) return Value();
  StoreField(t, object, &static_cast<BytesStream*>(object)->data, data);
  return object;
}

bool Open(Thread* t, const BytesStream* s) {
  if (s->data) return true;
  RaiseText(t, Exc::kValueError, "I/O operation on closed file.");
  return false;
}

int64_t Left(const BytesStream* s) {
  return std::max<int64_t>(0, Data(s)->length - s->position);
}
absl::string_view Rest(const BytesStream* s) {
  if (Left(s) == 0) return "";
  return ByteArrayView(Data(s)).substr(static_cast<size_t>(s->position));
}

bool WriteBytes(Thread* t, BytesStream* s, absl::string_view bytes) {
  if (bytes.empty()) return true;
  ByteArray* a = Data(s);
  int64_t end;
  if (__builtin_add_overflow(s->position, static_cast<int64_t>(bytes.size()), &end)) {
    RaiseText(t, Exc::kOverflowError, "new buffer size too large");
    return false;
  }
  if (s->position > a->length && !ByteArrayResize(t, a, s->position)) return false;
  int64_t to = std::min(end, a->length);
  if (!ByteArrayReplace(t, a, s->position, to, bytes)) return false;
  s->position = end;
  return true;
}

Value BytesInit(Thread* t, Value* args, size_t, Value) {
  BytesStream* s = Self(args);
  if (!s->data) {
    ByteArray* fresh = NewByteArray(t, "");
    if (fresh == nullptr) return Value();
    StoreField(t, s, &s->data, fresh);
  }
  if (!ByteArrayResize(t, Data(s), 0)) return Value();
  s->position = 0;
  if (!IsAbsent(t, args[1])) {
    ScopedBuffer buffer(t);
    if (!buffer.Get(args[1]) || !WriteBytes(t, s, buffer.bytes())) return Value();
    s->position = 0;
  }
  return NoneOf(t);
}

Value BytesRead(Thread* t, Value* args, size_t, Value) {
  BytesStream* s = Self(args);
  int64_t n;
  if (!Open(t, s) || !SizeOrNone(t, args[1], &n) || !Open(t, s)) return Value();
  absl::string_view rest = Rest(s);
  if (n >= 0) rest = rest.substr(0, static_cast<size_t>(n));
  Value out = NewBytes(t, rest);
  if (out) s->position += static_cast<int64_t>(rest.size());
  return out;
}

Value TakeLine(Thread* t, BytesStream* s, int64_t limit) {
  absl::string_view rest = Rest(s);
  size_t end = rest.find('\n');
  if (end != absl::string_view::npos) rest = rest.substr(0, end + 1);
  if (limit >= 0) rest = rest.substr(0, static_cast<size_t>(limit));
  Value out = NewBytes(t, rest);
  if (out) s->position += static_cast<int64_t>(rest.size());
  return out;
}
Value BytesReadLine(Thread* t, Value* args, size_t, Value) {
  int64_t limit;
  if (!Open(t, Self(args)) || !SizeOrNone(t, args[1], &limit) || !Open(t, Self(args))) {
    return Value();
  }
  return TakeLine(t, Self(args), limit);
}
Value BytesNext(Thread* t, Value* args, size_t, Value) {
  if (!Open(t, Self(args))) return Value();
  Value line = TakeLine(t, Self(args), -1);
  return line && line.as<Bytes>()->length == 0 ? RaiseStopIteration(t) : line;
}

Value BytesReadInto(Thread* t, Value* args, size_t, Value) {
  if (!Open(t, Self(args))) return Value();
  ScopedBuffer buffer(t);
  if (!GetWritable(t, args[1], "readinto", &buffer)) return Value();
  BytesStream* s = Self(args);
  absl::string_view rest = Rest(s).substr(0, static_cast<size_t>(buffer.size()));
  if (!rest.empty()) std::memmove(buffer.data(), rest.data(), rest.size());
  s->position += static_cast<int64_t>(rest.size());
  return IntFromInt64(t, static_cast<int64_t>(rest.size()));
}

Value BytesWrite(Thread* t, Value* args, size_t, Value) {
  BytesStream* s = Self(args);
  if (!Open(t, s)) return Value();
  if (!CheckResizable(t, Data(s)->exports)) return Value();
  ScopedBuffer buffer(t);
  if (!buffer.Get(args[1]) || !WriteBytes(t, s, buffer.bytes())) return Value();
  return IntFromInt64(t, buffer.size());
}

Value BytesSeek(Thread* t, Value* args, size_t, Value) {
  BytesStream* s = Self(args);
  int64_t offset, whence = 0;
  if (!SizeArgument(t, args[1], &offset) || (args[2] && !IntArgument(t, args[2], &whence)) ||
      !Open(t, s)) {
    return Value();
  }
  if (offset < 0 && whence == 0) {
    return Raise(t, Exc::kValueError, "negative seek value %d", offset);
  }
  if (whence < 0 || whence > 2) {
    return Raise(t, Exc::kValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  int64_t base = whence == 0 ? 0 : whence == 1 ? s->position : Data(s)->length;
  if (__builtin_add_overflow(base, offset, &offset)) {
    return RaiseText(t, Exc::kOverflowError, "new position too large");
  }
  s->position = std::max<int64_t>(0, offset);
  return IntFromInt64(t, s->position);
}
Value BytesTell(Thread* t, Value* args, size_t, Value) {
  return Open(t, Self(args)) ? IntFromInt64(t, Self(args)->position) : Value();
}

Value BytesTruncate(Thread* t, Value* args, size_t, Value) {
  BytesStream* s = Self(args);
  if (!Open(t, s)) return Value();
  if (!CheckResizable(t, Data(s)->exports)) return Value();
  int64_t size = s->position;
  if (!IsAbsent(t, args[1]) && !SizeOrNone(t, args[1], &size)) return Value();
  if (size < 0) return Raise(t, Exc::kValueError, "negative size value %d", size);
  if (!Open(t, s)) return Value();
  if (size < Data(s)->length && !ByteArrayResize(t, Data(s), size)) return Value();
  return IntFromInt64(t, size);
}

Value BytesGetValue(Thread* t, Value* args, size_t, Value) {
  return Open(t, Self(args)) ? Value(NewBytes(t, ByteArrayView(Data(Self(args))))) : Value();
}
Value BytesGetBuffer(Thread* t, Value* args, size_t, Value) {
  return Open(t, Self(args)) ? NewMemoryView(t, Self(args)->data) : Value();
}
Value BytesClose(Thread* t, Value* args, size_t, Value) {
  BytesStream* s = Self(args);
  if (s->data && !CheckResizable(t, Data(s)->exports)) return Value();
  s->data = Value();
  return NoneOf(t);
}
Value BytesClosed(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args)->data.is_null());
}
template <bool answer>
Value BytesAble(Thread* t, Value* args, size_t, Value) {
  return Open(t, Self(args)) ? t->isolate->Bool(answer) : Value();
}
Value BytesFlush(Thread* t, Value* args, size_t, Value) {
  return Open(t, Self(args)) ? NoneOf(t) : Value();
}

Value DictOrNone(Thread* t, Value self) {
  Dict* dict = GetObjectDict(t, self);
  if (t->exception) return Value();
  return dict == nullptr || dict->length == 0 ? NoneOf(t) : Value(DictCopy(t, dict));
}
Value BytesGetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value contents = BytesGetValue(t, args, nargs, kwnames);
  Value dict = contents ? DictOrNone(t, args[0]) : Value();
  return dict ? Value(TuplePack(t, contents, IntFromInt64(t, Self(args)->position), dict))
              : Value();
}
Value BytesSetState(Thread* t, Value* args, size_t, Value) {
  BytesStream* s = Self(args);
  if (!CheckState(t, args[1], 3, "_io.BytesIO")) return Value();
  auto* state = args[1].as<Tuple>();
  if (!Open(t, s) || !ByteArrayResize(t, Data(s), 0)) return Value();
  s->position = 0;
  ScopedBuffer buffer(t);
  if (!buffer.Get(state->items[0]) || !WriteBytes(t, s, buffer.bytes())) return Value();
  if (!IsInt(state->items[1])) {
    return Raise(t, Exc::kTypeError, "second item of state must be an integer, not %s",
                 ClassNameOf(t, state->items[1]));
  }
  int64_t position;
  if (!SizeArgument(t, state->items[1], &position)) return Value();
  if (position < 0) {
    return RaiseText(t, Exc::kValueError, "position value cannot be negative");
  }
  s->position = position;
  return RestoreDict(t, s, state->items[2], "BytesIO") ? NoneOf(t) : Value();
}

constexpr char kUnary[] = "($self, /)";
constexpr char kSize[] = "($self, size=-1, /)";
constexpr NativeInfo kBytesRows[] = {
    {"__new__", ConstructBytesIo, nullptr, kAnything, nullptr},
    {"__init__", BytesInit, "($self, /, initial_bytes=b'')", kAnything,
     "Buffered I/O implementation using an in-memory bytes buffer."},
    {"__next__", BytesNext, kUnary, kAnything, nullptr},
    {"read", BytesRead, kSize, kAnything, "Read at most size bytes."},
    {"read1", BytesRead, kSize, kAnything, "Read at most size bytes."},
    {"readline", BytesReadLine, kSize, kAnything, "Next line from the file."},
    {"readinto", BytesReadInto, "($self, buffer, /)", kAnything, "Read bytes into buffer."},
    {"write", BytesWrite, "($self, b, /)", kAnything, "Write bytes to file."},
    {"seek", BytesSeek, "($self, pos, whence=0, /)", kAnything, "Change stream position."},
    {"tell", BytesTell, kUnary, kAnything, "Current file position, an integer."},
    {"truncate", BytesTruncate, "($self, size=None, /)", kAnything, "Truncate the file."},
    {"getvalue", BytesGetValue, kUnary, kAnything, "The entire contents of the object."},
    {"getbuffer", BytesGetBuffer, kUnary, kAnything, "A read-write view over the contents."},
    {"close", BytesClose, kUnary, kAnything, "Disable all I/O operations."},
    {"flush", BytesFlush, kUnary, kAnything, "Does nothing."},
    {"isatty", BytesAble<false>, kUnary, kAnything, "Always returns False."},
    {"readable", BytesAble<true>, kUnary, kAnything, "Returns True if the object can be read."},
    {"writable", BytesAble<true>, kUnary, kAnything, "Returns True if the object can be written."},
    {"seekable", BytesAble<true>, kUnary, kAnything, "Returns True if the object can be seeked."},
    {"__getstate__", BytesGetState, kUnary, kAnything, nullptr},
    {"__setstate__", BytesSetState, "($self, state, /)", kAnything, nullptr},
};
constexpr GetSetInfo kBytesAttributes[] = {{"closed", BytesClosed}};

// --- StringIO ---

struct TextStreamState {
  std::u32string chars;
  bool pending_cr = false;
  uint8_t seen = 0;
};
struct TextStream : Object {
  Value newline;  // Str, or null for None
  TextStreamState* state;  // null: closed or not initialised
  int64_t position;
  bool universal, translate, closed;
};
void FinalizeTextStream(Object* object) {
  auto* s = static_cast<TextStream*>(object);
  delete s->state;
  s->state = nullptr;
}
const ExtensionInfo kTextLayout = {sizeof(TextStream), 1, &FinalizeTextStream};

TextStream* TextSelf(Value* args) { return args[0].as<TextStream>(); }

Value ConstructStringIo(Thread* t, Value* args, size_t, Value) {
  Object* object = AllocateInstance(t, args[0].as<Class>());
  if (object == nullptr) return Value();
  auto* s = static_cast<TextStream*>(object);
  s->state = new TextStreamState;
  s->newline = t->isolate->latin1_char('\n');
  t->heap->RegisterNative(s);
  return s;
}

bool TextOpen(Thread* t, const TextStream* s) {
  if (!s->closed) return true;
  RaiseText(t, Exc::kValueError, "I/O operation on closed file");
  return false;
}

Str* Chars(Thread* t, TextStream* s, int64_t from, int64_t count) {
  return StrFromChars(t, 4, s->state->chars.data() + from, count);
}
int64_t TextLength(const TextStream* s) { return static_cast<int64_t>(s->state->chars.size()); }
int64_t TextLeft(const TextStream* s) {
  return std::max<int64_t>(0, TextLength(s) - s->position);
}

bool WriteText(Thread* t, TextStream* s, Str* text) {
  TextStreamState* state = s->state;
  if (s->universal) {
    text = TranslateNewlines(t, text, true, s->translate, &state->pending_cr, &state->seen);
    if (text == nullptr) return false;
  } else if (s->newline && !StrEqualsAscii(s->newline.as<Str>(), "\n")) {
    text = StrReplace(t, text, t->isolate->latin1_char('\n'), s->newline.as<Str>(), -1);
    if (text == nullptr) return false;
  }
  if (text->length == 0) return true;
  int64_t end;
  if (__builtin_add_overflow(s->position, text->length, &end)) {
    RaiseText(t, Exc::kOverflowError, "new position too large");
    return false;
  }
  if (end > static_cast<int64_t>(t->heap->cap_bytes() / 4)) {
    RaiseMemoryError(t);
    return false;
  }
  if (end > TextLength(s)) {
    // Grown by an eighth at least, so that many writes stay linear.
    if (static_cast<size_t>(end) > state->chars.capacity()) {
      state->chars.reserve(static_cast<size_t>(end + end / 2));
    }
    state->chars.resize(static_cast<size_t>(end), U'\0');
  }
  char32_t* to = state->chars.data() + s->position;
  if (text->width() == 1) {
    std::copy_n(static_cast<const uint8_t*>(text->data()), text->length, to);
  } else {
    for (int64_t i = 0; i < text->length; ++i) to[i] = StrCharAt(text, i);
  }
  s->position = end;
  return true;
}

bool SetStringNewline(Thread* t, TextStream* s, Value newline) {
  bool none = newline == NoneOf(t);
  if (!none && !newline.is_null()) {
    if (!IsStr(newline)) {
      Raise(t, Exc::kTypeError, "newline must be str or None, not %s", ClassNameOf(t, newline));
      return false;
    }
    std::string text = StrToUtf8(newline.as<Str>());
    if (!text.empty() && text != "\n" && text != "\r" && text != "\r\n") {
      Value shown = ToRepr(t, newline);
      if (shown) {
        Raise(t, Exc::kValueError, "illegal newline value: %s", StrToUtf8(shown.as<Str>()));
      }
      return false;
    }
  }
  Value stored = newline.is_null() ? Value(t->isolate->latin1_char('\n')) : none ? Value() : newline;
  StoreField(t, s, &s->newline, stored);
  s->universal = stored.is_null() || stored.as<Str>()->length == 0;
  s->translate = stored.is_null();
  return true;
}

Value StringInit(Thread* t, Value* args, size_t, Value) {
  TextStream* s = TextSelf(args);
  if (!SetStringNewline(t, s, args[2])) return Value();
  if (!IsAbsent(t, args[1]) && !IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "initial_value must be str or None, not %s",
                 ClassNameOf(t, args[1]));
  }
  if (s->state == nullptr) s->state = new TextStreamState;
  *s->state = TextStreamState();
  s->closed = false;
  s->position = 0;
  if (!IsAbsent(t, args[1]) && !WriteText(t, s, args[1].as<Str>())) return Value();
  s->position = 0;
  return NoneOf(t);
}

Value StringWrite(Thread* t, Value* args, size_t, Value) {
  if (!TextOpen(t, TextSelf(args))) return Value();
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "string argument expected, got '%s'",
                 ClassNameOf(t, args[1]));
  }
  return WriteText(t, TextSelf(args), args[1].as<Str>())
             ? IntFromInt64(t, args[1].as<Str>()->length)
             : Value();
}

Value StringRead(Thread* t, Value* args, size_t, Value) {
  TextStream* s = TextSelf(args);
  int64_t n;
  if (!TextOpen(t, s) || !SizeOrNone(t, args[1], &n) || !TextOpen(t, s)) return Value();
  int64_t left = TextLeft(s);
  if (n < 0 || n > left) n = left;
  if (n == 0) return t->isolate->empty_str();
  Str* out = Chars(t, s, s->position, n);
  if (out != nullptr) s->position += n;
  return out;
}

Value TakeTextLine(Thread* t, TextStream* s, int64_t limit) {
  int64_t left = TextLeft(s);
  if (limit >= 0) left = std::min(left, limit);
  if (left == 0) return t->isolate->empty_str();
  const std::u32string& chars = s->state->chars;
  auto from = static_cast<size_t>(s->position);
  size_t end = std::u32string::npos;
  if (s->translate || !s->newline) {
    end = chars.find(U'\n', from);
    if (end != std::u32string::npos) ++end;
  } else if (s->universal) {
    end = chars.find_first_of(U"\r\n", from);
    if (end != std::u32string::npos) {
      bool pair = chars[end] == U'\r' && end + 1 < chars.size() && chars[end + 1] == U'\n';
      end += pair ? 2 : 1;
    }
  } else {
    const auto* newline = s->newline.as<Str>();
    std::u32string text;
    for (int64_t i = 0; i < newline->length; ++i) text.push_back(StrCharAt(newline, i));
    end = chars.find(text, from);
    if (end != std::u32string::npos) end += text.size();
  }
  int64_t n = left;
  if (end != std::u32string::npos) n = std::min(n, static_cast<int64_t>(end - from));
  Str* out = Chars(t, s, s->position, n);
  if (out != nullptr) s->position += n;
  return out;
}
Value StringReadLine(Thread* t, Value* args, size_t, Value) {
  int64_t limit;
  TextStream* s = TextSelf(args);
  if (!TextOpen(t, s) || !SizeOrNone(t, args[1], &limit) || !TextOpen(t, s)) return Value();
  return TakeTextLine(t, s, limit);
}
Value StringNext(Thread* t, Value* args, size_t, Value) {
  TextStream* s = TextSelf(args);
  if (!TextOpen(t, s)) return Value();
  Value line;
  if (ClassOf(t, s)->flags & kClassBuiltin) {
    line = TakeTextLine(t, s, -1);
  } else {
    line = CallIo(t, s, "readline");
    if (line && !IsStr(line)) {
      return Raise(t, Exc::kOSError, "readline() should have returned a str object, not '%s'",
                   ClassNameOf(t, line));
    }
  }
  return line && line.as<Str>()->length == 0 ? RaiseStopIteration(t) : line;
}

Value StringSeek(Thread* t, Value* args, size_t, Value) {
  TextStream* s = TextSelf(args);
  int64_t offset, whence = 0;
  if (!TextOpen(t, s) || !SizeArgument(t, args[1], &offset) ||
      (args[2] && !IntArgument(t, args[2], &whence)) || !TextOpen(t, s)) {
    return Value();
  }
  if (whence < 0 || whence > 2) {
    return Raise(t, Exc::kValueError, "Invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  if (offset < 0 && whence == 0) {
    return Raise(t, Exc::kValueError, "Negative seek position %d", offset);
  }
  if (whence != 0 && offset != 0) {
    return RaiseText(t, Exc::kOSError, "Can't do nonzero cur-relative seeks");
  }
  s->position = whence == 0 ? offset : whence == 1 ? s->position : TextLength(s);
  return IntFromInt64(t, s->position);
}
Value StringTell(Thread* t, Value* args, size_t, Value) {
  return TextOpen(t, TextSelf(args)) ? IntFromInt64(t, TextSelf(args)->position) : Value();
}
Value StringTruncate(Thread* t, Value* args, size_t, Value) {
  TextStream* s = TextSelf(args);
  if (!TextOpen(t, s)) return Value();
  int64_t size = s->position;
  if (!IsAbsent(t, args[1]) && !SizeOrNone(t, args[1], &size)) return Value();
  if (size < 0) return Raise(t, Exc::kValueError, "Negative size value %d", size);
  if (!TextOpen(t, s)) return Value();
  if (size < TextLength(s)) s->state->chars.resize(static_cast<size_t>(size));
  return IntFromInt64(t, size);
}
Value StringGetValue(Thread* t, Value* args, size_t, Value) {
  TextStream* s = TextSelf(args);
  return TextOpen(t, s) ? Value(Chars(t, s, 0, TextLength(s))) : Value();
}
Value StringClose(Thread* t, Value* args, size_t, Value) {
  TextStream* s = TextSelf(args);
  s->closed = true;
  if (s->state != nullptr) *s->state = TextStreamState();
  return NoneOf(t);
}
Value StringClosed(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(TextSelf(args)->closed);
}
template <bool answer>
Value StringAble(Thread* t, Value* args, size_t, Value) {
  return TextOpen(t, TextSelf(args)) ? t->isolate->Bool(answer) : Value();
}
Value StringLineBuffering(Thread* t, Value* args, size_t, Value) {
  return TextOpen(t, TextSelf(args)) ? t->isolate->false_value() : Value();
}
Value StringNewlines(Thread* t, Value* args, size_t, Value) {
  TextStream* s = TextSelf(args);
  if (!TextOpen(t, s)) return Value();
  return s->universal ? NewlinesSeen(t, s->state->seen) : NoneOf(t);
}
Value StringGetState(Thread* t, Value* args, size_t nargs, Value kwnames) {
  TextStream* s = TextSelf(args);
  Value contents = StringGetValue(t, args, nargs, kwnames);
  Value dict = contents ? DictOrNone(t, args[0]) : Value();
  if (!dict) return dict;
  Value items[4] = {contents, s->newline ? s->newline : NoneOf(t),
                    IntFromInt64(t, s->position), dict};
  return TupleFromArray(t, items, 4);
}
Value StringSetState(Thread* t, Value* args, size_t, Value) {
  TextStream* s = TextSelf(args);
  if (!CheckState(t, args[1], 4, "_io.StringIO")) return Value();
  auto* state = args[1].as<Tuple>();
  if (!IsStr(state->items[0])) {
    return Raise(t, Exc::kTypeError, "first item of state must be str, not %s",
                 ClassNameOf(t, state->items[0]));
  }
  if (!TextOpen(t, s) || !SetStringNewline(t, s, state->items[1])) return Value();
  // The contents are taken as they are: their line ends were translated once.
  const auto* text = state->items[0].as<Str>();
  *s->state = TextStreamState();
  for (int64_t i = 0; i < text->length; ++i) s->state->chars.push_back(StrCharAt(text, i));
  if (!IsInt(state->items[2])) {
    return Raise(t, Exc::kTypeError, "third item of state must be an integer, got %s",
                 ClassNameOf(t, state->items[2]));
  }
  int64_t position;
  if (!SizeArgument(t, state->items[2], &position)) return Value();
  if (position < 0) return RaiseText(t, Exc::kValueError, "position value cannot be negative");
  s->position = position;
  if (state->items[3] != NoneOf(t) && !IsKind(state->items[3], Kind::kDict)) {
    return Raise(t, Exc::kTypeError, "fourth item of state should be a dict, got a %s",
                 ClassNameOf(t, state->items[3]));
  }
  return RestoreDict(t, s, state->items[3], "StringIO") ? NoneOf(t) : Value();
}

constexpr NativeInfo kStringRows[] = {
    {"__new__", ConstructStringIo, nullptr, kAnything, nullptr},
    {"__init__", StringInit, "($self, /, initial_value='', newline='\\n')", kAnything,
     "Text I/O implementation using an in-memory buffer."},
    {"__next__", StringNext, kUnary, kAnything, nullptr},
    {"read", StringRead, kSize, kAnything, "Read at most size characters."},
    {"readline", StringReadLine, kSize, kAnything, "Read until newline or EOF."},
    {"write", StringWrite, "($self, s, /)", kAnything, "Write string to file."},
    {"seek", StringSeek, "($self, pos, whence=0, /)", kAnything, "Change stream position."},
    {"tell", StringTell, kUnary, kAnything, "Tell the current file position."},
    {"truncate", StringTruncate, "($self, pos=None, /)", kAnything, "Truncate size to pos."},
    {"getvalue", StringGetValue, kUnary, kAnything, "The entire contents of the object."},
    {"close", StringClose, kUnary, kAnything, "Close the IO object."},
    {"readable", StringAble<true>, kUnary, kAnything, "True if the object can be read."},
    {"writable", StringAble<true>, kUnary, kAnything, "True if the object can be written."},
    {"seekable", StringAble<true>, kUnary, kAnything, "True if the object can be seeked."},
    {"__getstate__", StringGetState, kUnary, kAnything, nullptr},
    {"__setstate__", StringSetState, "($self, state, /)", kAnything, nullptr},
};
constexpr GetSetInfo kStringAttributes[] = {
    {"closed", StringClosed},
    {"line_buffering", StringLineBuffering},
    {"newlines", StringNewlines},
};

}  // namespace

bool MakeMemoryStreams(Thread* t, IoState* io) {
  auto base = [io](IoClass which) { return io->classes[static_cast<int>(which)].as<Class>(); };
  Class* bytes = NewIoClass(t, "BytesIO", base(IoClass::kBufferedBase), &kBytesLayout,
                            &ConstructBytesIo, kBytesRows, kBytesAttributes);
  io->classes[static_cast<int>(IoClass::kBytesIo)] = bytes;
  if (bytes == nullptr) return false;
  Class* text = NewIoClass(t, "StringIO", base(IoClass::kTextBase), &kTextLayout,
                           &ConstructStringIo, kStringRows, kStringAttributes);
  io->classes[static_cast<int>(IoClass::kStringIo)] = text;
  return text != nullptr;
}

}  // namespace pyjit
