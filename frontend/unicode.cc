#include "frontend/unicode.h"

#include <algorithm>
#include <iterator>

namespace pyjit {
namespace {

struct CodePointRange {
  uint32_t first;
  uint32_t last;
};

#include "frontend/identifier_ranges.inc"

template <size_t n>
bool Contains(const CodePointRange (&ranges)[n], uint32_t c) {
  const CodePointRange* at = std::lower_bound(
      std::begin(ranges), std::end(ranges), c,
      [](const CodePointRange& range, uint32_t v) { return range.last < v; });
  return at != std::end(ranges) && at->first <= c;
}

bool IsAsciiLetter(uint32_t c) {
  return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
}

}  // namespace

uint32_t DecodeUtf8(absl::string_view text, size_t* pos) {
  const auto byte = [&](size_t i) -> uint32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0x80;
  };
  const size_t i = *pos;
  const uint32_t c = byte(i);
  if (c < 0x80) {
    *pos = i + 1;
    return c;
  }
  if (c < 0xE0) {
    *pos = i + 2;
    return ((c & 0x1F) << 6) | (byte(i + 1) & 0x3F);
  }
  if (c < 0xF0) {
    *pos = i + 3;
    return ((c & 0x0F) << 12) | ((byte(i + 1) & 0x3F) << 6) |
           (byte(i + 2) & 0x3F);
  }
  *pos = i + 4;
  return ((c & 0x07) << 18) | ((byte(i + 1) & 0x3F) << 12) |
         ((byte(i + 2) & 0x3F) << 6) | (byte(i + 3) & 0x3F);
}

void AppendUtf8(uint32_t c, std::string* out) {
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out->push_back(static_cast<char>(0xC0 | (c >> 6)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | (c >> 12)));
    out->push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xF0 | (c >> 18)));
    out->push_back(static_cast<char>(0x80 | ((c >> 12) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | ((c >> 6) & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

Utf8Fault FindUtf8Fault(absl::string_view bytes) {
  const auto* s = reinterpret_cast<const unsigned char*>(bytes.data());
  const size_t n = bytes.size();
  size_t i = 0;
  while (i < n) {
    const unsigned char c = s[i];
    if (c < 0x80) {
      ++i;
      continue;
    }
    size_t length = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (c >= 0xC2 && c <= 0xDF) {
      length = 2;
    } else if (c >= 0xE0 && c <= 0xEF) {
      length = 3;
      if (c == 0xE0) low = 0xA0;
      if (c == 0xED) high = 0x9F;
    } else if (c >= 0xF0 && c <= 0xF4) {
      length = 4;
      if (c == 0xF0) low = 0x90;
      if (c == 0xF4) high = 0x8F;
    } else {
      return {true, i, 1, "invalid start byte"};
    }
    for (size_t k = 1; k < length; ++k) {
      if (i + k >= n) return {true, i, k, "unexpected end of data"};
      if (s[i + k] < low || s[i + k] > high) {
        return {true, i, k, "invalid continuation byte"};
      }
      low = 0x80;
      high = 0xBF;
    }
    i += length;
  }
  return {};
}

std::string ReplaceInvalidUtf8(absl::string_view bytes) {
  std::string out;
  while (true) {
    const Utf8Fault fault = FindUtf8Fault(bytes);
    if (!fault.found) break;
    out.append(bytes.data(), fault.position);
    out.append("\xEF\xBF\xBD");
    bytes.remove_prefix(fault.position + fault.length);
  }
  out.append(bytes.data(), bytes.size());
  return out;
}

bool IsIdentifierStart(uint32_t c) {
  if (c < 0x80) return IsAsciiLetter(c) || c == '_';
  return Contains(kStartRanges, c);
}

bool IsIdentifierContinue(uint32_t c) {
  if (c < 0x80) return IsAsciiLetter(c) || c == '_' || (c >= '0' && c <= '9');
  return Contains(kContinueRanges, c);
}

bool IsPrintable(uint32_t c) {
  if (c < 0x80) return c >= 0x20 && c < 0x7F;
  return !Contains(kUnprintableRanges, c);
}

}  // namespace pyjit
