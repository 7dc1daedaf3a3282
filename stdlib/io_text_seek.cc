// TextIOWrapper's tell() and seek(): positions are cookies, which hold the position of the
// underlying stream and how to bring the decoder from there to the place in the text.
#include <cerrno>
#include <string>

#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/int_internal.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/io_text.h"

namespace pyjit {
namespace {

struct Cookie {
  uint64_t position = 0;    // where to seek in the buffer
  uint32_t flags = 0;       // of the decoder there
  uint32_t bytes = 0;       // to feed to it
  uint32_t chars = 0;       // of what it gives, to skip
  bool eof = false;         // and the end is to be told to it
};

Value PackCookie(Thread* t, const Cookie& c) {
  uint64_t limbs[3] = {c.position, c.flags | uint64_t{c.bytes} << 32,
                       c.chars | uint64_t{c.eof} << 32};
  return IntFromLimbs(t, limbs, 3, false);
}

bool UnpackCookie(Thread* t, Value v, Cookie* c) {
  if (IntSign(v) < 0) {
    Value text = ToRepr(t, v);
    if (text) {
      Raise(t, Exc::kValueError, "negative seek position %s", StrToUtf8(text.as<Str>()));
    }
    return false;
  }
  IntView view(v);
  if (view.count() > 3) {
    RaiseText(t, Exc::kOverflowError, "int too big to convert");
    return false;
  }
  uint64_t limbs[3] = {};
  for (int64_t i = 0; i < view.count(); ++i) limbs[i] = view.limbs()[i];
  c->position = limbs[0];
  c->flags = static_cast<uint32_t>(limbs[1]);
  c->bytes = static_cast<uint32_t>(limbs[1] >> 32);
  c->chars = static_cast<uint32_t>(limbs[2]);
  c->eof = (limbs[2] >> 32) != 0;
  return true;
}

// Decodes `bytes` and counts chars; -1 with an exception pending.
int64_t CountDecoded(Thread* t, TextWrapper* w, absl::string_view bytes, bool final) {
  Value input = NewBytes(t, bytes);
  Value text = input ? TextDecode(t, w, input, final) : input;
  return text ? text.as<Str>()->length : -1;
}

// Moves the cookie forward through the input to a place where the decoder is clean, as near
// to the target as there is one.
bool FindCookie(Thread* t, TextWrapper* w, absl::string_view input, int64_t skip, Cookie* c) {
  if (!TextSetState(t, w, Value::SmallInt(static_cast<int64_t>(c->flags)))) return false;
  int64_t fed = 0, decoded = 0;
  size_t i = 0;
  for (; i < input.size(); ++i) {
    int64_t n = CountDecoded(t, w, input.substr(i, 1), false);
    if (n < 0) return false;
    ++fed;
    decoded += n;
    Value buffer, flags;
    if (!TextGetState(t, w, &buffer, &flags)) return false;
    if (buffer.as<Bytes>()->length == 0 && decoded <= skip) {
      int64_t number;
      if (!IndexAsInt64(t, flags, &number)) return false;
      c->position += static_cast<uint64_t>(fed);
      c->flags = static_cast<uint32_t>(number);
      skip -= decoded;
      fed = decoded = 0;
    }
    if (decoded >= skip) break;
  }
  if (i == input.size() && decoded < skip) {
    int64_t n = CountDecoded(t, w, "", true);
    if (n < 0) return false;
    decoded += n;
    c->eof = true;
    if (decoded < skip) {
      RaiseText(t, Exc::kOSError, "can't reconstruct logical file position");
      return false;
    }
  }
  c->bytes = static_cast<uint32_t>(fed);
  c->chars = static_cast<uint32_t>(skip);
  return true;
}

}  // namespace

Value TextTell(Thread* t, TextWrapper* w) {
  if (!TextCheckOpen(t, w)) return Value();
  if (!w->seekable) return UnsupportedOperation(t, "underlying stream is not seekable");
  if (!w->telling) {
    return RaiseText(t, Exc::kOSError, "telling position disabled by next() call");
  }
  if (!TextWritePending(t, w) || !CallIo(t, w, "flush")) return Value();
  Value position = CallIo(t, w->buffer, "tell");
  if (!position || !w->decodes || !w->snapshot) return position;
  int64_t at;
  if (!IndexAsInt64(t, position, &at)) return Value();
  absl::string_view input = BytesView(w->snapshot.as<Bytes>());
  Cookie cookie;
  cookie.position = static_cast<uint64_t>(at - static_cast<int64_t>(input.size()));
  int64_t flags;
  if (!IndexAsInt64(t, w->decoder_flags, &flags)) return Value();
  cookie.flags = static_cast<uint32_t>(flags);
  if (!w->decoded || w->used == 0) return PackCookie(t, cookie);
  // The decoder runs again over the snapshot and gets its state back afterwards.
  TextState* s = w->state;
  std::string undecoded = s->undecoded;
  bool pending_cr = s->pending_cr;
  uint8_t seen = w->seen_newlines;
  Value saved = w->decoder ? CallIo(t, w->decoder, "getstate") : Value();
  if (w->decoder && !saved) return Value();
  bool ok = FindCookie(t, w, input, w->used, &cookie);
  Value error = ok ? Value() : TakeException(t);
  if (w->decoder) {
    if (!CallIo(t, w->decoder, "setstate", {saved})) ok = false;
  } else {
    s->undecoded = undecoded;
    s->pending_cr = pending_cr;
    w->seen_newlines = seen;
  }
  if (error) t->exception = error;
  return ok ? PackCookie(t, cookie) : Value();
}

Value TextSeek(Thread* t, TextWrapper* w, Value cookie, int64_t whence) {
  if (!TextCheckOpen(t, w)) return Value();
  if (!w->seekable) return UnsupportedOperation(t, "underlying stream is not seekable");
  cookie = NumberIndex(t, cookie);
  if (!cookie) return cookie;
  bool zero = IntSign(cookie) == 0;
  if (whence == 1) {
    if (!zero) return UnsupportedOperation(t, "can't do nonzero cur-relative seeks");
    cookie = CallIo(t, w, "tell");
    if (!cookie) return cookie;
  } else if (whence == 2) {
    if (!zero) return UnsupportedOperation(t, "can't do nonzero end-relative seeks");
    if (!CallIo(t, w, "flush")) return Value();
    TextForgetDecoded(t, w);
    if (!TextResetDecoder(t, w)) return Value();
    Value at = CallIo(t, w->buffer, "seek", {Value::SmallInt(0), Value::SmallInt(2)});
    if (!at) return at;
    bool start = IsInt(at) && IntSign(at) == 0;
    return TextResetEncoder(t, w, start) ? at : Value();
  } else if (whence != 0) {
    return Raise(t, Exc::kValueError, "invalid whence (%d, should be 0, 1 or 2)", whence);
  }
  Cookie c;
  if (!UnpackCookie(t, cookie, &c) || !CallIo(t, w, "flush")) return Value();
  if (c.position > INT64_MAX) return RaiseText(t, Exc::kOverflowError, "int too big to convert");
  Value position = IntFromUint64(t, c.position);
  if (!position || !CallIo(t, w->buffer, "seek", {position})) return Value();
  TextForgetDecoded(t, w);
  if (w->decodes) {
    bool start = c.position == 0 && c.flags == 0;
    bool ok = start ? TextResetDecoder(t, w)
                    : TextSetState(t, w, Value::SmallInt(static_cast<int64_t>(c.flags)));
    if (!ok) return Value();
  }
  Value empty = NewBytes(t, "");
  if (!empty) return empty;
  StoreField(t, w, &w->snapshot, empty);
  w->decoder_flags = Value::SmallInt(static_cast<int64_t>(c.flags));
  if (c.chars != 0) {
    Value input = CallIo(t, w->buffer, "read", {Value::SmallInt(static_cast<int64_t>(c.bytes))});
    if (!input) return input;
    if (!IsBytes(input)) {
      return Raise(t, Exc::kTypeError,
                   "underlying read() should have returned a bytes object, not '%s'",
                   ClassNameOf(t, input));
    }
    StoreField(t, w, &w->snapshot, input);
    Value text = TextDecode(t, w, input, c.eof);
    if (!text) return text;
    StoreField(t, w, &w->decoded, text);
    if (text.as<Str>()->length < static_cast<int64_t>(c.chars)) {
      return RaiseText(t, Exc::kOSError, "can't restore logical file position");
    }
    w->used = static_cast<int64_t>(c.chars);
  } else if (!w->decodes) {
    w->snapshot = Value();
  }
  return TextResetEncoder(t, w, IntSign(cookie) == 0) ? cookie : Value();
}

}  // namespace pyjit
