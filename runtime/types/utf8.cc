#include "runtime/types/utf8.h"

#include <cstring>

namespace pyjit {

size_t AsciiPrefix(const uint8_t* data, size_t size) {
  constexpr uint64_t kHighBits = 0x8080808080808080u;
  size_t i = 0;
  for (; i + 32 <= size; i += 32) {
    uint64_t words[4];
    std::memcpy(words, data + i, 32);
    if (((words[0] | words[1] | words[2] | words[3]) & kHighBits) != 0) break;
  }
  for (; i + 8 <= size; i += 8) {
    uint64_t word;
    std::memcpy(&word, data + i, 8);
    if ((word & kHighBits) != 0) break;
  }
  while (i < size && data[i] < 0x80) ++i;
  return i;
}

namespace {

bool IsContinuation(uint8_t b) { return (b & 0xC0) == 0x80; }

Utf8Char Invalid(Utf8Error error, int length) {
  return {0, static_cast<uint8_t>(length), error};
}

// Whether the second byte may follow the lead byte: excludes overlong forms,
// surrogates and what is above U+10FFFF.
bool SecondByteFits(uint8_t lead, uint8_t second, bool surrogates) {
  if (!IsContinuation(second)) return false;
  switch (lead) {
    case 0xE0: return second >= 0xA0;
    case 0xED: return surrogates || second < 0xA0;
    case 0xF0: return second >= 0x90;
    case 0xF4: return second < 0x90;
    default: return true;
  }
}

}  // namespace

Utf8Char DecodeUtf8Char(const uint8_t* p, const uint8_t* end, bool surrogates) {
  uint8_t lead = *p;
  if (lead < 0x80) return {lead, 1, Utf8Error::kNone};
  if (lead < 0xC2 || lead > 0xF4) return Invalid(Utf8Error::kInvalidStart, 1);
  int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  uint32_t c = lead & (0x7Fu >> length);
  for (int i = 1; i < length; ++i) {
    if (p + i == end) return Invalid(Utf8Error::kUnexpectedEnd, i);
    bool fits = i == 1 ? SecondByteFits(lead, p[i], surrogates) : IsContinuation(p[i]);
    if (!fits) return Invalid(Utf8Error::kInvalidContinuation, i);
    c = c << 6 | (p[i] & 0x3Fu);
  }
  return {c, static_cast<uint8_t>(length), Utf8Error::kNone};
}

void AppendUtf8Char(uint32_t c, std::string* out) {
  if (c < 0x80) {
    out->push_back(static_cast<char>(c));
  } else if (c < 0x800) {
    out->push_back(static_cast<char>(0xC0 | c >> 6));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else if (c < 0x10000) {
    out->push_back(static_cast<char>(0xE0 | c >> 12));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  } else {
    out->push_back(static_cast<char>(0xF0 | c >> 18));
    out->push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
    out->push_back(static_cast<char>(0x80 | (c & 0x3F)));
  }
}

}  // namespace pyjit
