#include <string>
#include <vector>

#include "runtime/types/bytes.h"
#include "runtime/types/codec_errors.h"
#include "runtime/types/codecs.h"
#include "runtime/types/str.h"

// UTF-7 (RFC 2152).

namespace pyjit {
namespace {

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int Base64Value(uint8_t c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

// Chars that need no shift when written.
bool IsDirect(uint32_t c) {
  if (c == '\t' || c == '\n' || c == '\r') return true;
  return c >= ' ' && c < 0x7F && c != '+' && c != '\\' && c != '~';
}

// A shifted section: base 64 of UTF-16, until a char that is no digit.
struct Shift {
  size_t start = 0;  // where its '+' is
  int bits = 0;
  uint32_t buffer = 0;
  uint32_t surrogate = 0;
  std::vector<uint32_t> chars;

  void AddDigit(int value) {
    buffer = buffer << 6 | static_cast<uint32_t>(value);
    bits += 6;
    if (bits < 16) return;
    uint32_t c = (buffer >> (bits - 16)) & 0xFFFF;
    bits -= 16;
    buffer &= (1u << bits) - 1;
    if (surrogate != 0) {
      if (c >= 0xDC00 && c < 0xE000) {
        chars.push_back(0x10000 + ((surrogate - 0xD800) << 10) + (c - 0xDC00));
        surrogate = 0;
        return;
      }
      chars.push_back(surrogate);
      surrogate = 0;
    }
    if (c >= 0xD800 && c < 0xDC00) {
      surrogate = c;
    } else {
      chars.push_back(c);
    }
  }
  void Flush(StrBuilder* out) {
    for (uint32_t c : chars) out->AppendChar(c);
    chars.clear();
  }
};

}  // namespace

Str* DecodeUtf7(Thread* t, absl::string_view bytes, ErrorMode errors, bool final,
                int64_t* consumed) {
  DecodeContext context(t, bytes, "utf7", errors);
  Shift shift;
  bool shifted = false;
  size_t at = 0;
  for (;;) {
    size_t start = at;
    const char* reason = nullptr;
    if (at >= context.in.size()) {
      if (!shifted || !final) break;
      shifted = false;
      shift.Flush(&context.out);
      if (shift.surrogate == 0 && shift.bits < 6 && (shift.bits == 0 || shift.buffer == 0)) break;
      start = shift.start;
      reason = "unterminated shift sequence";
    } else if (uint8_t c = context.At(at); shifted) {
      int value = Base64Value(c);
      if (value >= 0) {
        shift.AddDigit(value);
        ++at;
        continue;
      }
      shifted = false;
      shift.Flush(&context.out);
      start = shift.start;
      if (shift.bits >= 6) {
        ++at;
        reason = "partial character in base64 sequence";
      } else if (shift.bits > 0 && shift.buffer != 0) {
        ++at;
        reason = "non-zero padding bits in base64 sequence";
      } else {
        if (shift.surrogate != 0 && c <= 127 && c != '+') {
          context.out.AppendChar(shift.surrogate);
          shift.surrogate = 0;
        }
        if (c == '-') ++at;
        continue;
      }
    } else if (c == '+') {
      ++at;
      if (at < context.in.size() && context.At(at) == '-') {
        ++at;
        context.out.AppendChar('+');
        continue;
      }
      if (at < context.in.size() && Base64Value(context.At(at)) < 0) {
        ++at;
        reason = "ill-formed sequence";
      } else {
        shifted = true;
        shift = Shift();
        shift.start = start;
        continue;
      }
    } else if (c <= 127) {
      ++at;
      context.out.AppendChar(c);
      continue;
    } else {
      ++at;
      reason = "unexpected special character";
    }
    if (!context.Bad(start, &at, reason)) return nullptr;
  }
  *consumed = static_cast<int64_t>(shifted ? shift.start : at);
  return context.out.Finish(t);
}

Bytes* EncodeUtf7(Thread* t, const Str* s) {
  std::string out;
  bool shifted = false;
  int bits = 0;
  uint64_t buffer = 0;
  auto drain = [&] {
    for (; bits >= 6; bits -= 6) out.push_back(kBase64[(buffer >> (bits - 6)) & 63]);
    buffer &= (uint64_t{1} << bits) - 1;
  };
  auto finish = [&] {
    if (bits != 0) out.push_back(kBase64[(buffer << (6 - bits)) & 63]);
    bits = 0;
    buffer = 0;
  };
  auto put = [&](uint32_t unit) {
    buffer = buffer << 16 | unit;
    bits += 16;
    drain();
  };
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    if (IsDirect(c)) {
      if (shifted) {
        finish();
        shifted = false;
        if (Base64Value(static_cast<uint8_t>(c)) >= 0 || c == '-') out.push_back('-');
      }
      out.push_back(static_cast<char>(c));
      continue;
    }
    if (!shifted && c == '+') {
      out += "+-";
      continue;
    }
    if (!shifted) {
      out.push_back('+');
      shifted = true;
    }
    if (c >= 0x10000) {
      put(0xD800 + ((c - 0x10000) >> 10));
      c = 0xDC00 + (c & 0x3FF);
    }
    put(c);
  }
  finish();
  if (shifted) out.push_back('-');
  return NewBytes(t, out);
}

}  // namespace pyjit
