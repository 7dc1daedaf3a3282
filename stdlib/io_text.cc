// TextIOWrapper: what it does. Its method table is in io_text_rows.cc.
//
// UTF-8, ASCII and Latin-1 are decoded and encoded here; other encodings go through the
// incremental codecs of the registry.
#include "stdlib/io_text.h"

#include <algorithm>
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_registry.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "stdlib/io_buffered.h"

namespace pyjit {
namespace {

// The buffer, if it is one of ours that C++ can talk to.
Buffered* PlainBuffer(Thread* t, const TextWrapper* w) {
  if (!IsKind(w->buffer, Kind::kExtension) ||
      w->buffer.object()->shape()->extension != &Buffered::kExtension ||
      !(ClassOf(t, w->buffer)->flags & kClassBuiltin)) {
    return nullptr;
  }
  return w->buffer.as<Buffered>();
}

ErrorMode ModeOf(Thread* t, const TextWrapper* w) {
  ErrorMode mode;
  ReadErrorMode(t, w->errors, &mode);  // a str: cannot fail
  return mode;
}

// codec.<name>(errors): an incremental decoder or encoder.
Value MakeIncremental(Thread* t, Value codec, const char* name, Value errors) {
  Str* key = Intern(t, name);
  Value factory = key == nullptr ? Value() : GetAttr(t, codec, key);
  return factory ? CallValues(t, factory, {errors}) : factory;
}

int Ability(Thread* t, Value object, const char* method) {
  Value able = CallIo(t, object, method);
  return able ? IsTrue(t, able) : -1;
}

}  // namespace

bool TextReady(Thread* t, const TextWrapper* w) {
  if (!w->buffer.is_null()) return true;
  RaiseText(t, Exc::kValueError, w->detached ? "underlying buffer has been detached"
                                             : "I/O operation on uninitialized object");
  return false;
}

bool TextCheckOpen(Thread* t, TextWrapper* w) {
  if (!TextReady(t, w)) return false;
  if (Buffered* b = PlainBuffer(t, w)) {
    int closed = BufferedIsClosed(t, b);
    if (closed > 0) RaiseText(t, Exc::kValueError, "I/O operation on closed file.");
    return closed == 0;
  }
  return CheckClosed(t, w->buffer);
}

bool TextCanRead(Thread* t, TextWrapper* w) {
  if (w->decodes) return true;
  UnsupportedOperation(t, "not readable");
  return false;
}

void TextSetNewline(Thread* t, TextWrapper* w, Value newline) {
  StoreField(t, w, &w->newline, newline);
  w->universal = newline.is_null() || newline.as<Str>()->length == 0;
  w->translate = newline.is_null();
}

bool TextSetCodec(Thread* t, TextWrapper* w, Value encoding, Value errors) {
  StoreField(t, w, &w->encoding, encoding);
  StoreField(t, w, &w->errors, errors);
  w->decoder = w->encoder = Value();
  w->decodes = w->encodes = false;
  TextState* s = w->state;
  s->undecoded.clear();
  s->pending_cr = false;
  std::string name = StrToUtf8(encoding.as<Str>());
  w->known = FindEncoding(name, &s->encoding) &&
             (s->encoding == Encoding::kUtf8 || s->encoding == Encoding::kAscii ||
              s->encoding == Encoding::kLatin1);
  Value codec;
  if (!w->known) {
    codec = LookupCodec(t, name);
    if (!codec) return false;
    Str* key = Intern(t, "_is_text_encoding");
    Value text = key == nullptr ? Value() : GetAttrOrNull(t, codec, key);
    if (!text && t->exception) return false;
    int truth = text ? IsTrue(t, text) : 1;
    if (truth == 0) {
      Raise(t, Exc::kLookupError,
            "'%s' is not a text encoding; use codecs.open() to handle arbitrary codecs", name);
    }
    if (truth <= 0) return false;
  }
  int readable = Ability(t, w->buffer, "readable");
  if (readable < 0) return false;
  if (readable > 0) {
    w->decodes = true;
    if (!w->known) {
      Value decoder = MakeIncremental(t, codec, "incrementaldecoder", errors);
      if (decoder && w->universal) decoder = NewNewlineDecoder(t, decoder, w->translate);
      if (!decoder) return false;
      StoreField(t, w, &w->decoder, decoder);
    }
  }
  int writable = Ability(t, w->buffer, "writable");
  if (writable < 0) return false;
  if (writable > 0) {
    w->encodes = true;
    if (!w->known) {
      Value encoder = MakeIncremental(t, codec, "incrementalencoder", errors);
      if (!encoder) return false;
      StoreField(t, w, &w->encoder, encoder);
    }
  }
  return true;
}

bool TextResetEncoder(Thread* t, TextWrapper* w, bool at_start) {
  if (!w->encoder) return true;
  Value done = at_start ? CallIo(t, w->encoder, "reset")
                        : CallIo(t, w->encoder, "setstate", {Value::SmallInt(0)});
  return !done.is_null();
}

void TextForgetDecoded(Thread* t, TextWrapper* w) {
  w->decoded = Value();
  w->used = 0;
  w->snapshot = Value();
}

// --- Writing ---

bool TextWritePending(Thread* t, TextWrapper* w) {
  TextState* s = w->state;
  if (s->pending.empty()) return true;
  std::string bytes;
  bytes.swap(s->pending);
  if (Buffered* b = PlainBuffer(t, w)) {
    int64_t written;
    bool ok = BufferedWrite(t, b, bytes, &written);
    if (s->pending.empty()) {
      bytes.clear();
      bytes.swap(s->pending);  // keeps the capacity
    }
    return ok;
  }
  Value whole = NewBytes(t, bytes);
  return whole && !CallIo(t, w->buffer, "write", {whole}).is_null();
}

bool TextFlush(Thread* t, TextWrapper* w) {
  if (!TextCheckOpen(t, w)) return false;
  w->telling = w->seekable;
  if (!TextWritePending(t, w)) return false;
  if (IsExactly(t, w->buffer, IoClass::kWriter)) return BufferedFlush(t, w->buffer.as<Buffered>());
  return !CallIo(t, w->buffer, "flush").is_null();
}

namespace {

// What is pending goes out before more than a chunk comes together.
bool MakeRoom(Thread* t, TextWrapper* w, size_t more) {
  TextState* s = w->state;
  return s->pending.empty() ||
         s->pending.size() + more <= static_cast<size_t>(s->chunk_size) ||
         TextWritePending(t, w);
}

// The text's bytes appended to what is pending.
bool AppendEncoded(Thread* t, TextWrapper* w, Str* text) {
  std::string* pending = &w->state->pending;
  if (w->known) {
    if (text->is_ascii()) {
      absl::string_view bytes = StrBytes1(text);
      if (!MakeRoom(t, w, bytes.size())) return false;
      pending->append(bytes.data(), bytes.size());
      return true;
    }
    Bytes* bytes = EncodeText(t, text, w->state->encoding, ModeOf(t, w));
    if (bytes == nullptr || !MakeRoom(t, w, BytesView(bytes).size())) return false;
    pending->append(std::string(BytesView(bytes)));
    return true;
  }
  Value bytes = CallIo(t, w->encoder, "encode", {text});
  if (!bytes) return false;
  if (!IsBytes(bytes)) {
    Raise(t, Exc::kTypeError, "encoder should return a bytes object, not '%s'",
          ClassNameOf(t, bytes));
    return false;
  }
  if (!MakeRoom(t, w, BytesView(bytes.as<Bytes>()).size())) return false;
  pending->append(std::string(BytesView(bytes.as<Bytes>())));
  return true;
}

bool HasChar(Thread* t, Str* text, char c) {
  return StrContains(text, t->isolate->latin1_char(static_cast<uint8_t>(c)));
}

}  // namespace

bool TextWrite(Thread* t, TextWrapper* w, Str* text) {
  if (!TextCheckOpen(t, w)) return false;
  if (!w->encodes) {
    UnsupportedOperation(t, "not writable");
    return false;
  }
  bool own_ends = w->newline && w->newline.as<Str>()->length != 0 &&
                  !StrEqualsAscii(w->newline.as<Str>(), "\n");
  bool flush = false;
  if (w->line_buffering) flush = HasChar(t, text, '\n') || HasChar(t, text, '\r');
  if (own_ends && HasChar(t, text, '\n')) {
    text = StrReplace(t, text, t->isolate->latin1_char('\n'), w->newline.as<Str>(), -1);
    if (text == nullptr) return false;
  }
  if (!AppendEncoded(t, w, text)) return false;
  TextState* s = w->state;
  if ((static_cast<int64_t>(s->pending.size()) >= s->chunk_size || flush || w->write_through) &&
      !TextWritePending(t, w)) {
    return false;
  }
  if (flush && CallIo(t, w->buffer, "flush").is_null()) return false;
  if (w->decodes && (w->decoded || w->snapshot || !s->undecoded.empty() || w->decoder)) {
    TextForgetDecoded(t, w);
    return TextResetDecoder(t, w);
  }
  return true;
}

// --- Reading ---

Value TextDecode(Thread* t, TextWrapper* w, Value bytes, bool final) {
  if (w->decoder) {
    Value text = CallIo(t, w->decoder, "decode", {bytes, t->isolate->Bool(final)});
    if (text && !IsStr(text)) {
      return Raise(t, Exc::kTypeError, "decoder should return a string result, not '%s'",
                   ClassNameOf(t, text));
    }
    return text;
  }
  ScopedBuffer buffer(t);
  if (!buffer.Get(bytes)) return Value();
  TextState* s = w->state;
  DecodeProgress progress;
  progress.final = final;
  absl::string_view input = buffer.bytes();
  std::string joined;
  if (!s->undecoded.empty()) {
    joined = s->undecoded + std::string(input);
    input = joined;
  }
  Str* text = DecodePiece(t, input, s->encoding, ModeOf(t, w), &progress);
  if (text == nullptr) return Value();
  s->undecoded = std::string(
      input.substr(std::min(input.size(), static_cast<size_t>(progress.consumed))));
  if (!w->universal) return text;
  return TranslateNewlines(t, text, final, w->translate, &s->pending_cr, &w->seen_newlines);
}

bool TextGetState(Thread* t, TextWrapper* w, Value* buffer, Value* flags) {
  if (!w->decoder) {
    *buffer = NewBytes(t, w->state->undecoded);
    *flags = Value::SmallInt(w->state->pending_cr ? 1 : 0);
    return !buffer->is_null();
  }
  Value state = CallIo(t, w->decoder, "getstate");
  if (!state) return false;
  if (!IsKind(state, Kind::kTuple) || state.as<Tuple>()->length != 2) {
    RaiseText(t, Exc::kTypeError, "illegal decoder state");
    return false;
  }
  *buffer = state.as<Tuple>()->items[0];
  *flags = state.as<Tuple>()->items[1];
  if (!IsBytes(*buffer)) {
    Raise(t, Exc::kTypeError, "illegal decoder state: the first item should be a bytes object, "
          "not '%s'", ClassNameOf(t, *buffer));
    return false;
  }
  return true;
}

bool TextSetState(Thread* t, TextWrapper* w, Value flags) {
  if (!w->decoder) {
    w->state->undecoded.clear();
    w->state->pending_cr = IntIsTrue(flags);
    return true;
  }
  Value empty = NewBytes(t, "");
  Value state = empty ? Value(TuplePack(t, empty, flags)) : empty;
  return state && !CallIo(t, w->decoder, "setstate", {state}).is_null();
}

bool TextResetDecoder(Thread* t, TextWrapper* w) {
  w->state->undecoded.clear();
  w->state->pending_cr = false;
  return !w->decoder || !CallIo(t, w->decoder, "reset").is_null();
}

int TextReadChunk(Thread* t, TextWrapper* w) {
  if (!TextCanRead(t, w)) return -1;
  Value before, flags;
  const bool telling = w->telling;
  if (telling && !TextGetState(t, w, &before, &flags)) return -1;
  // The decoder may have detached it, and what is below may do anything to it.
  if (!TextReady(t, w)) return -1;
  Value input;
  Buffered* b = PlainBuffer(t, w);
  if (b != nullptr && w->has_read1) {
    BusyGuard guard;
    if (!BufferedCheckOpen(t, b, "read of closed file") || !guard.Enter(t, b)) return -1;
    input = BufferedRead1(t, b, w->state->chunk_size);
  } else {
    input = CallIo(t, w->buffer, w->has_read1 ? "read1" : "read",
                   {IntFromInt64(t, w->state->chunk_size)});
  }
  if (!input) return -1;
  if (!HasBuffer(t, input)) {
    Raise(t, Exc::kTypeError, "underlying %s() should have returned a bytes-like object, not '%s'",
          w->has_read1 ? "read1" : "read", ClassNameOf(t, input));
    return -1;
  }
  ScopedBuffer bytes(t);
  if (!bytes.Get(input)) return -1;
  bool eof = bytes.size() == 0;
  Value text = TextDecode(t, w, input, eof);
  if (!text) return -1;
  StoreField(t, w, &w->decoded, text);
  w->used = 0;
  if (text.as<Str>()->length > 0) eof = false;
  if (telling) {
    std::string all(BytesView(before.as<Bytes>()));
    all.append(std::string(bytes.bytes()));
    Value snapshot = NewBytes(t, all);
    if (!snapshot) return -1;
    StoreField(t, w, &w->snapshot, snapshot);
    StoreField(t, w, &w->decoder_flags, flags);
  }
  return eof ? 0 : 1;
}

Str* TextTakeDecoded(Thread* t, TextWrapper* w, int64_t n) {
  if (!w->decoded) return t->isolate->empty_str();
  auto* text = w->decoded.as<Str>();
  int64_t left = text->length - w->used;
  if (n < 0 || n > left) n = left;
  Str* out = w->used == 0 && n == text->length ? text
                                               : StrSlice(t, text, w->used, w->used + n);
  if (out != nullptr) w->used += n;
  return out;
}

namespace {

// End of the first line in text from `from` on, or -1.
int64_t FindLineEnd(Thread* t, const TextWrapper* w, const Str* text, int64_t from) {
  if (w->translate || !w->newline) {
    int64_t at = StrFind(text, t->isolate->latin1_char('\n'), from, text->length);
    return at < 0 ? -1 : at + 1;
  }
  if (w->universal) {
    for (int64_t i = from; i < text->length; ++i) {
      uint32_t c = StrCharAt(text, i);
      if (c == '\n') return i + 1;
      if (c != '\r') continue;
      return i + 1 < text->length && StrCharAt(text, i + 1) == '\n' ? i + 2 : i + 1;
    }
    return -1;
  }
  const auto* end = w->newline.as<Str>();
  int64_t at = StrFind(text, end, from, text->length);
  return at < 0 ? -1 : at + end->length;
}

}  // namespace

Value TextReadLine(Thread* t, TextWrapper* w, int64_t limit) {
  if (!TextCheckOpen(t, w) || !TextWritePending(t, w)) return Value();
  Str* line = nullptr;  // what earlier chunks gave
  for (;;) {
    if (!w->decoded || w->used >= w->decoded.as<Str>()->length) {
      int more = TextReadChunk(t, w);
      if (more < 0) return Value();
      if (more == 0) {
        TextForgetDecoded(t, w);
        return line == nullptr ? t->isolate->empty_str() : line;
      }
      if (w->decoded.as<Str>()->length == 0) continue;
    }
    auto* text = w->decoded.as<Str>();
    int64_t start = w->used;
    if (line != nullptr && !w->translate && !w->universal && w->newline.as<Str>()->length == 2) {
      // A line end may be cut in two: look at both pieces as one.
      Str* both = StrConcat(t, line, TextTakeDecoded(t, w, -1));
      if (both == nullptr) return Value();
      StoreField(t, w, &w->decoded, both);
      w->used = 0;
      text = both;
      start = 0;
      line = nullptr;
    }
    int64_t end = FindLineEnd(t, w, text, start);
    int64_t have = line == nullptr ? 0 : line->length;
    bool complete = end >= 0;
    if (!complete) end = text->length;
    if (limit >= 0 && have + (end - start) >= limit) {
      end = start + (limit - have);
      complete = true;
    }
    Str* part = TextTakeDecoded(t, w, end - start);
    if (part == nullptr) return Value();
    line = line == nullptr ? part : StrConcat(t, line, part);
    if (line == nullptr || complete) return line;
  }
}

}  // namespace pyjit
