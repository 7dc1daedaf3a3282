#include <cstring>

#include "runtime/types/bytes.h"
#include "runtime/types/codec_errors.h"
#include "runtime/types/codecs.h"
#include "runtime/types/str.h"
#include "runtime/types/utf8.h"

// Decoding of UTF-8, ASCII, Latin-1, UTF-16 and UTF-32.

namespace pyjit {
namespace {

class Decoder {
 public:
  Decoder(Thread* t, absl::string_view bytes, Encoding encoding, ErrorMode errors,
          DecodeProgress* progress)
      : context_(t, bytes, "", errors), encoding_(encoding), progress_(progress) {}

  Str* Run() {
    bool ok;
    switch (encoding_) {
      case Encoding::kUtf8: case Encoding::kUtf8Sig: ok = Utf8(); break;
      case Encoding::kAscii: ok = Ascii(); break;
      case Encoding::kLatin1:
        progress_->consumed = static_cast<int64_t>(context_.in.size());
        return StrFromLatin1(context_.t, context_.in);
      case Encoding::kUtf16: case Encoding::kUtf16Le: case Encoding::kUtf16Be:
        ok = Wide(2);
        break;
      default: ok = Wide(4); break;
    }
    return ok ? context_.out.Finish(context_.t) : nullptr;
  }

 private:
  size_t size() const { return context_.in.size(); }

  bool Utf8() {
    context_.encoding = "utf-8";
    size_t at = 0;
    if (encoding_ == Encoding::kUtf8Sig && context_.in.substr(0, 3) == "\xEF\xBB\xBF") at = 3;
    bool surrogates = context_.errors.kind == CodecErrors::kSurrogatePass;
    while (at < size()) {
      const auto* begin = reinterpret_cast<const uint8_t*>(context_.in.data());
      size_t ascii = AsciiPrefix(begin + at, size() - at);
      context_.out.AppendAscii(context_.in.substr(at, ascii));
      at += ascii;
      if (at == size()) break;
      Utf8Char c = DecodeUtf8Char(begin + at, begin + size(), surrogates);
      if (c.error == Utf8Error::kNone) {
        context_.out.AppendChar(c.c);
        at += c.length;
        continue;
      }
      if (!progress_->final && c.error == Utf8Error::kUnexpectedEnd) break;
      const char* reason = c.error == Utf8Error::kInvalidStart          ? "invalid start byte"
                           : c.error == Utf8Error::kInvalidContinuation ? "invalid continuation byte"
                                                                        : "unexpected end of data";
      size_t next = at + c.length;
      if (!context_.Bad(at, &next, reason)) return false;
      at = next;
    }
    progress_->consumed = static_cast<int64_t>(at);
    return true;
  }

  bool Ascii() {
    context_.encoding = "ascii";
    size_t at = 0;
    while (at < size()) {
      size_t ascii = AsciiPrefix(
          reinterpret_cast<const uint8_t*>(context_.in.data()) + at, size() - at);
      context_.out.AppendAscii(context_.in.substr(at, ascii));
      at += ascii;
      if (at == size()) break;
      size_t next = at + 1;
      if (!context_.Bad(at, &next, "ordinal not in range(128)")) return false;
      at = next;
    }
    progress_->consumed = static_cast<int64_t>(at);
    return true;
  }

  uint32_t Unit(size_t at, size_t unit, bool big) const {
    uint32_t c = 0;
    for (size_t i = 0; i < unit; ++i) {
      c = c << 8 | context_.At(big ? at + i : at + unit - 1 - i);
    }
    return c;
  }

  // The byte order, and how many bytes of mark to skip. False: more bytes needed.
  bool ReadMark(size_t unit, bool* big, size_t* skip) {
    bool by_mark = encoding_ == Encoding::kUtf16 || encoding_ == Encoding::kUtf32;
    *skip = 0;
    if (!by_mark) {
      *big = encoding_ == Encoding::kUtf16Be || encoding_ == Encoding::kUtf32Be;
      return true;
    }
    *big = progress_->byte_order > 0;
    if (progress_->byte_order != 0) return true;
    if (size() < unit) return progress_->final;
    uint32_t mark = Unit(0, unit, false);
    if (mark == 0xFEFF) {
      progress_->byte_order = -1;
      *skip = unit;
    } else if (mark == (unit == 2 ? 0xFFFE : 0xFFFE0000)) {
      progress_->byte_order = 1;
      *big = true;
      *skip = unit;
    }
    return true;
  }

  // One char of UTF-16 at `at`. Returns the reason if there is none; null and
  // *used = 0 if it is incomplete.
  const char* Utf16Char(size_t at, bool big, uint32_t* c, size_t* used) {
    *c = Unit(at, 2, big);
    *used = 2;
    if (*c < 0xD800 || *c >= 0xE000) return nullptr;
    bool pass = context_.errors.kind == CodecErrors::kSurrogatePass;
    if (*c >= 0xDC00) return pass ? nullptr : "illegal encoding";
    if (size() - at < 4) {
      if (!progress_->final) {
        *used = 0;
        return nullptr;
      }
      if (pass && size() - at == 2) return nullptr;
      *used = size() - at;
      return "unexpected end of data";
    }
    uint32_t low = Unit(at + 2, 2, big);
    if (low < 0xDC00 || low >= 0xE000) return pass ? nullptr : "illegal UTF-16 surrogate";
    *c = 0x10000 + ((*c - 0xD800) << 10) + (low - 0xDC00);
    *used = 4;
    return nullptr;
  }
  const char* Utf32Char(size_t at, bool big, uint32_t* c, size_t* used) {
    *c = Unit(at, 4, big);
    *used = 4;
    if (*c >= 0xD800 && *c < 0xE000 && context_.errors.kind != CodecErrors::kSurrogatePass) {
      return "code point in surrogate code point range(0xd800, 0xe000)";
    }
    return *c > 0x10FFFF ? "code point not in range(0x110000)" : nullptr;
  }

  bool Wide(size_t unit) {
    bool big;
    size_t at;
    if (!ReadMark(unit, &big, &at)) return true;
    context_.encoding = unit == 2 ? (big ? "utf-16-be" : "utf-16-le")
                                  : (big ? "utf-32-be" : "utf-32-le");
    while (at < size()) {
      uint32_t c = 0;
      size_t used;
      const char* reason;
      if (size() - at < unit) {
        if (!progress_->final) break;
        used = size() - at;
        reason = "truncated data";
      } else {
        reason = unit == 2 ? Utf16Char(at, big, &c, &used) : Utf32Char(at, big, &c, &used);
        if (used == 0) break;
      }
      size_t next = at + used;
      if (reason == nullptr) {
        context_.out.AppendChar(c);
      } else if (!context_.Bad(at, &next, reason)) {
        return false;
      }
      at = next;
    }
    progress_->consumed = static_cast<int64_t>(at);
    return true;
  }

  DecodeContext context_;
  Encoding encoding_;
  DecodeProgress* progress_;
};

}  // namespace

Str* DecodePiece(Thread* t, absl::string_view bytes, Encoding encoding, ErrorMode errors,
                 DecodeProgress* progress) {
  if (encoding <= Encoding::kAscii && IsAsciiText(bytes)) {
    progress->consumed = static_cast<int64_t>(bytes.size());
    return StrFromLatin1(t, bytes);
  }
  return Decoder(t, bytes, encoding, errors, progress).Run();
}

Str* DecodeText(Thread* t, absl::string_view bytes, Encoding encoding, ErrorMode errors) {
  DecodeProgress whole;
  return DecodePiece(t, bytes, encoding, errors, &whole);
}

}  // namespace pyjit
