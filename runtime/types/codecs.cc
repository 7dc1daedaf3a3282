#include "runtime/types/codecs.h"

#include <cstring>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/utf8.h"

namespace pyjit {
namespace {

const char* NameOf(Encoding encoding) {
  switch (encoding) {
    case Encoding::kUtf8: case Encoding::kUtf8Sig: return "utf-8";
    case Encoding::kAscii: return "ascii";
    case Encoding::kLatin1: return "latin-1";
    case Encoding::kUtf16: return "utf-16";
    case Encoding::kUtf16Le: return "utf-16-le";
    case Encoding::kUtf16Be: return "utf-16-be";
    case Encoding::kUtf32: return "utf-32";
    case Encoding::kUtf32Le: return "utf-32-le";
    case Encoding::kUtf32Be: return "utf-32-be";
  }
}

// UnicodeDecodeError or UnicodeEncodeError(encoding, object, start, end, reason).
void RaiseUnicode(Thread* t, Exc exc, Encoding encoding, Value object,
                  int64_t start, int64_t end, const char* reason) {
  Str* name = NewStrUtf8(t, NameOf(encoding));
  Str* why = name == nullptr ? nullptr : NewStrUtf8(t, reason);
  if (why == nullptr || object.is_null()) return;
  Value args[5] = {name, object, IntFromInt64(t, start), IntFromInt64(t, end), why};
  Value error = Call(t, ExceptionClass(t, exc), args, 5, Value());
  if (error) RaiseValue(t, error, Value());
}

class Decoder {
 public:
  Decoder(Thread* t, absl::string_view bytes, Encoding encoding, CodecErrors errors)
      : t_(t), bytes_(bytes), encoding_(encoding), errors_(errors) {}

  Str* Run() {
    bool ok;
    switch (encoding_) {
      case Encoding::kUtf8: case Encoding::kUtf8Sig: ok = Utf8(); break;
      case Encoding::kAscii: ok = Ascii(); break;
      case Encoding::kLatin1: return StrFromLatin1(t_, bytes_);
      default: ok = Wide(); break;
    }
    return ok ? out_.Finish(t_) : nullptr;
  }

 private:
  uint8_t At(size_t i) const { return static_cast<uint8_t>(bytes_[i]); }

  // Handles the undecodable bytes [start, *end); may leave some of them to be
  // decoded again, by moving *end.
  bool Bad(size_t start, size_t* stop, const char* reason) {
    size_t end = *stop;
    switch (errors_) {
      case CodecErrors::kIgnore: return true;
      case CodecErrors::kReplace: out_.AppendChar(0xFFFD); return true;
      case CodecErrors::kSurrogateEscape: {
        size_t i = start;
        while (i < end && At(i) >= 0x80) out_.AppendChar(0xDC00u + At(i++));
        if (i == start) break;  // ASCII is never escaped
        *stop = i;
        return true;
      }
      case CodecErrors::kBackslashReplace:
        for (size_t i = start; i < end; ++i) {
          out_.AppendAscii(absl::StrFormat("\\x%02x", At(i)));
        }
        return true;
      default: break;
    }
    RaiseUnicode(t_, Exc::kUnicodeDecodeError, encoding_, NewBytes(t_, bytes_),
                 static_cast<int64_t>(start), static_cast<int64_t>(end), reason);
    return false;
  }

  bool Utf8() {
    auto* begin = reinterpret_cast<const uint8_t*>(bytes_.data());
    const uint8_t* end = begin + bytes_.size();
    const uint8_t* p = begin;
    if (encoding_ == Encoding::kUtf8Sig && bytes_.size() >= 3 &&
        std::memcmp(p, "\xEF\xBB\xBF", 3) == 0) {
      p += 3;
    }
    while (p < end) {
      size_t ascii = AsciiPrefix(p, static_cast<size_t>(end - p));
      out_.AppendAscii({reinterpret_cast<const char*>(p), ascii});
      p += ascii;
      if (p == end) break;
      Utf8Char c = DecodeUtf8Char(p, end, errors_ == CodecErrors::kSurrogatePass);
      auto at = static_cast<size_t>(p - begin);
      const char* reason = nullptr;
      switch (c.error) {
        case Utf8Error::kNone: out_.AppendChar(c.c); break;
        case Utf8Error::kInvalidStart: reason = "invalid start byte"; break;
        case Utf8Error::kInvalidContinuation: reason = "invalid continuation byte"; break;
        case Utf8Error::kUnexpectedEnd: reason = "unexpected end of data"; break;
      }
      size_t next = at + c.length;
      if (reason != nullptr && !Bad(at, &next, reason)) return false;
      p = begin + next;
    }
    return true;
  }

  bool Ascii() {
    for (size_t i = 0; i < bytes_.size();) {
      size_t ascii = AsciiPrefix(reinterpret_cast<const uint8_t*>(bytes_.data()) + i,
                                 bytes_.size() - i);
      out_.AppendAscii(bytes_.substr(i, ascii));
      i += ascii;
      if (i == bytes_.size()) break;
      size_t next = i + 1;
      if (!Bad(i, &next, "ordinal not in range(128)")) return false;
      i = next;
    }
    return true;
  }

  uint32_t Unit(size_t at, size_t size, bool big) const {
    uint32_t c = 0;
    for (size_t i = 0; i < size; ++i) {
      c = c << 8 | At(big ? at + i : at + size - 1 - i);
    }
    return c;
  }

  // UTF-16 and UTF-32.
  bool Wide() {
    bool big = encoding_ == Encoding::kUtf16Be || encoding_ == Encoding::kUtf32Be;
    bool utf16 = encoding_ == Encoding::kUtf16 || encoding_ == Encoding::kUtf16Le ||
                 encoding_ == Encoding::kUtf16Be;
    size_t size = utf16 ? 2 : 4;
    size_t at = 0, n = bytes_.size();
    if ((encoding_ == Encoding::kUtf16 || encoding_ == Encoding::kUtf32) && n >= size) {
      uint32_t mark = Unit(0, size, false);
      if (mark == 0xFEFF) at = size;
      if (mark == (utf16 ? 0xFFFE : 0xFFFE0000)) {
        big = true;
        at = size;
      }
    }
    while (at < n) {
      if (n - at < size) {
        size_t next = n;
        if (!Bad(at, &next, "truncated data")) return false;
        at = next;
        continue;
      }
      uint32_t c = Unit(at, size, big);
      bool surrogate = c >= 0xD800 && c < 0xE000;
      size_t used = size;
      const char* reason = nullptr;
      if (utf16 && surrogate) {
        if (c >= 0xDC00) {
          reason = "illegal encoding";
        } else if (n - at < 4) {
          reason = "unexpected end of data";
          used = n - at;
        } else if (uint32_t low = Unit(at + 2, 2, big); low >= 0xDC00 && low < 0xE000) {
          c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
          used = 4;
        } else {
          reason = "illegal UTF-16 surrogate";
        }
        if (reason != nullptr && used == 2 && errors_ == CodecErrors::kSurrogatePass) {
          reason = nullptr;
        }
      } else if (surrogate && errors_ != CodecErrors::kSurrogatePass) {
        reason = "code point in surrogate code point range(0xd800, 0xe000)";
      } else if (c > 0x10FFFF) {
        reason = "code point not in range(0x110000)";
      }
      size_t next = at + used;
      if (reason == nullptr) {
        out_.AppendChar(c);
      } else if (!Bad(at, &next, reason)) {
        return false;
      }
      at = next;
    }
    return true;
  }

  Thread* t_;
  absl::string_view bytes_;
  Encoding encoding_;
  CodecErrors errors_;
  StrBuilder out_;
};

class Encoder {
 public:
  Encoder(Thread* t, const Str* s, Encoding encoding, CodecErrors errors)
      : t_(t), s_(s), encoding_(encoding), errors_(errors) {}

  Bytes* Run() {
    bool mark = encoding_ == Encoding::kUtf16 || encoding_ == Encoding::kUtf32 ||
                encoding_ == Encoding::kUtf8Sig;
    if (mark) Put(0xFEFF);
    for (int64_t i = 0; i < s_->length;) {
      if (Put(StrCharAt(s_, i))) {
        ++i;
        continue;
      }
      int64_t end = i + 1;
      // A run of chars is one error, but UTF-16 and UTF-32 name each.
      bool runs = encoding_ <= Encoding::kLatin1;
      while (runs && end < s_->length && !CanPut(StrCharAt(s_, end))) ++end;
      if (!Bad(i, end)) return nullptr;
      i = end;
    }
    return NewBytes(t_, out_);
  }

 private:
  bool CanPut(uint32_t c) const {
    switch (encoding_) {
      case Encoding::kAscii: return c < 0x80;
      case Encoding::kLatin1: return c < 0x100;
      default:
        return c < 0xD800 || c >= 0xE000 || errors_ == CodecErrors::kSurrogatePass;
    }
  }
  void PutUnit(uint32_t unit, int size, bool big) {
    for (int i = 0; i < size; ++i) {
      out_.push_back(static_cast<char>(unit >> (8 * (big ? size - 1 - i : i))));
    }
  }
  bool Put(uint32_t c) {
    if (!CanPut(c)) return false;
    switch (encoding_) {
      case Encoding::kAscii: case Encoding::kLatin1:
        out_.push_back(static_cast<char>(c));
        break;
      case Encoding::kUtf8: case Encoding::kUtf8Sig: AppendUtf8Char(c, &out_); break;
      case Encoding::kUtf16: case Encoding::kUtf16Le: case Encoding::kUtf16Be: {
        bool big = encoding_ == Encoding::kUtf16Be;
        if (c >= 0x10000) {
          PutUnit(0xD800 + ((c - 0x10000) >> 10), 2, big);
          c = 0xDC00 + (c & 0x3FF);
        }
        PutUnit(c, 2, big);
        break;
      }
      default: PutUnit(c, 4, encoding_ == Encoding::kUtf32Be); break;
    }
    return true;
  }
  void PutText(absl::string_view ascii) {
    for (char c : ascii) Put(static_cast<uint8_t>(c));
  }

  // Handles the unencodable chars [start, end).
  bool Bad(int64_t start, int64_t end) {
    bool escapable = true;
    for (int64_t i = start; i < end; ++i) {
      uint32_t c = StrCharAt(s_, i);
      escapable &= c >= 0xDC80 && c <= 0xDCFF;
    }
    for (int64_t i = start; i < end; ++i) {
      uint32_t c = StrCharAt(s_, i);
      switch (errors_) {
        case CodecErrors::kIgnore: break;
        case CodecErrors::kReplace: Put('?'); break;
        case CodecErrors::kSurrogateEscape:
          if (!escapable) return Fail(start, end);
          out_.push_back(static_cast<char>(c - 0xDC00));
          break;
        case CodecErrors::kBackslashReplace:
          PutText(c < 0x100     ? absl::StrFormat("\\x%02x", c)
                  : c < 0x10000 ? absl::StrFormat("\\u%04x", c)
                                : absl::StrFormat("\\U%08x", c));
          break;
        case CodecErrors::kXmlCharRefReplace: PutText(absl::StrFormat("&#%d;", c)); break;
        default: return Fail(start, end);
      }
    }
    return true;
  }
  bool Fail(int64_t start, int64_t end) {
    const char* reason = encoding_ == Encoding::kAscii    ? "ordinal not in range(128)"
                         : encoding_ == Encoding::kLatin1 ? "ordinal not in range(256)"
                                                          : "surrogates not allowed";
    RaiseUnicode(t_, Exc::kUnicodeEncodeError, encoding_, s_, start, end, reason);
    return false;
  }

  Thread* t_;
  const Str* s_;
  Encoding encoding_;
  CodecErrors errors_;
  std::string out_;
};

}  // namespace

bool FindEncoding(absl::string_view name, Encoding* out) {
  std::string key;
  for (char c : name) {
    if (c == '-' || c == ' ') c = '_';
    key.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
  }
  static constexpr struct {
    const char* name;
    Encoding encoding;
  } kNames[] = {
      {"utf_8", Encoding::kUtf8},         {"utf8", Encoding::kUtf8},
      {"u8", Encoding::kUtf8},            {"cp65001", Encoding::kUtf8},
      {"utf_8_sig", Encoding::kUtf8Sig},  {"ascii", Encoding::kAscii},
      {"us_ascii", Encoding::kAscii},     {"646", Encoding::kAscii},
      {"latin_1", Encoding::kLatin1},     {"latin1", Encoding::kLatin1},
      {"latin", Encoding::kLatin1},       {"l1", Encoding::kLatin1},
      {"iso_8859_1", Encoding::kLatin1},  {"iso8859_1", Encoding::kLatin1},
      {"8859", Encoding::kLatin1},        {"cp819", Encoding::kLatin1},
      {"utf_16", Encoding::kUtf16},       {"utf16", Encoding::kUtf16},
      {"utf_16_le", Encoding::kUtf16Le},  {"utf_16le", Encoding::kUtf16Le},
      {"utf_16_be", Encoding::kUtf16Be},  {"utf_16be", Encoding::kUtf16Be},
      {"utf_32", Encoding::kUtf32},       {"utf32", Encoding::kUtf32},
      {"utf_32_le", Encoding::kUtf32Le},  {"utf_32le", Encoding::kUtf32Le},
      {"utf_32_be", Encoding::kUtf32Be},  {"utf_32be", Encoding::kUtf32Be},
  };
  for (const auto& row : kNames) {
    if (key == row.name) {
      *out = row.encoding;
      return true;
    }
  }
  return false;
}

bool FindCodecErrors(absl::string_view name, CodecErrors* out) {
  static constexpr struct {
    const char* name;
    CodecErrors errors;
  } kNames[] = {
      {"strict", CodecErrors::kStrict},
      {"ignore", CodecErrors::kIgnore},
      {"replace", CodecErrors::kReplace},
      {"surrogateescape", CodecErrors::kSurrogateEscape},
      {"surrogatepass", CodecErrors::kSurrogatePass},
      {"backslashreplace", CodecErrors::kBackslashReplace},
      {"xmlcharrefreplace", CodecErrors::kXmlCharRefReplace},
  };
  for (const auto& row : kNames) {
    if (name == row.name) {
      *out = row.errors;
      return true;
    }
  }
  return false;
}

Str* DecodeText(Thread* t, absl::string_view bytes, Encoding encoding,
                CodecErrors errors) {
  if (encoding <= Encoding::kAscii && IsAsciiText(bytes)) {
    return StrFromLatin1(t, bytes);
  }
  return Decoder(t, bytes, encoding, errors).Run();
}

Bytes* EncodeText(Thread* t, const Str* s, Encoding encoding, CodecErrors errors) {
  if (s->is_ascii() && (encoding == Encoding::kUtf8 || encoding == Encoding::kAscii ||
                        encoding == Encoding::kLatin1)) {
    return NewBytes(t, StrBytes1(s));
  }
  return Encoder(t, s, encoding, errors).Run();
}

namespace {

bool ReadNames(Thread* t, Value encoding, Value errors, const char* function,
               Encoding* encoding_out, CodecErrors* errors_out) {
  *encoding_out = Encoding::kUtf8;
  *errors_out = CodecErrors::kStrict;
  for (Value v : {encoding, errors}) {
    if (v.is_null() || IsStr(v)) continue;
    Raise(t, Exc::kTypeError, "%s() argument '%s' must be str, not %s", function,
          v == encoding ? "encoding" : "errors", ArgumentClassName(t, v));
    return false;
  }
  if (encoding) {
    std::string name = StrToUtf8(encoding.as<Str>());
    if (!FindEncoding(name, encoding_out)) {
      Raise(t, Exc::kLookupError, "unknown encoding: %s", name);
      return false;
    }
  }
  if (errors) {
    std::string name = StrToUtf8(errors.as<Str>());
    if (!FindCodecErrors(name, errors_out)) {
      Raise(t, Exc::kLookupError, "unknown error handler name '%s'", name);
      return false;
    }
  }
  return true;
}

}  // namespace

Str* DecodeNamed(Thread* t, absl::string_view bytes, Value encoding, Value errors) {
  Encoding e;
  CodecErrors handler;
  if (!ReadNames(t, encoding, errors, "decode", &e, &handler)) return nullptr;
  return DecodeText(t, bytes, e, handler);
}

Bytes* EncodeNamed(Thread* t, const Str* s, Value encoding, Value errors) {
  Encoding e;
  CodecErrors handler;
  if (!ReadNames(t, encoding, errors, "encode", &e, &handler)) return nullptr;
  return EncodeText(t, s, e, handler);
}

}  // namespace pyjit
