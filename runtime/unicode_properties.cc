#include "runtime/unicode_properties.h"

#include <algorithm>
#include <cstddef>

namespace pyjit {
namespace {

struct CodePointRange {
  uint32_t first, last;
};
// Code points first, first + step, ... last map to themselves plus delta.
struct CaseRun {
  uint32_t first, last;
  int32_t delta;
  uint32_t step;
};
struct CaseSpecial {
  uint32_t from;
  uint32_t to[3];  // 0 ends it
};

#include "runtime/unicode_tables.inc"

template <size_t N>
bool InRanges(const CodePointRange (&ranges)[N], uint32_t c) {
  const CodePointRange* it = std::lower_bound(
      ranges, ranges + N, c,
      [](const CodePointRange& r, uint32_t code) { return r.last < code; });
  return it != ranges + N && it->first <= c;
}

// How many code points c maps to, or 0 if the tables do not name it.
template <size_t N, size_t M>
int MapCase(const CaseRun (&runs)[N], const CaseSpecial (&special)[M], uint32_t c,
            uint32_t out[3]) {
  // Runs with different steps may interleave, but few overlap any code point.
  const CaseRun* it = std::lower_bound(
      runs, runs + N, c, [](const CaseRun& r, uint32_t code) { return r.last < code; });
  for (; it != runs + N && it->first <= c; ++it) {
    if (c <= it->last && (c - it->first) % it->step == 0) {
      out[0] = static_cast<uint32_t>(static_cast<int64_t>(c) + it->delta);
      return 1;
    }
  }
  const CaseSpecial* s = std::lower_bound(
      special, special + M, c,
      [](const CaseSpecial& row, uint32_t code) { return row.from < code; });
  if (s == special + M || s->from != c) return 0;
  int n = 0;
  while (n < 3 && s->to[n] != 0) {
    out[n] = s->to[n];
    ++n;
  }
  return n;
}

bool IsAsciiLower(uint32_t c) { return c - 'a' < 26; }
bool IsAsciiUpper(uint32_t c) { return c - 'A' < 26; }
bool IsAsciiDigit(uint32_t c) { return c - '0' < 10; }

}  // namespace

bool IsUnicodeAlpha(uint32_t c) {
  return c < 128 ? (c | 32) - 'a' < 26 : InRanges(kAlpha, c);
}
bool IsUnicodeDecimal(uint32_t c) {
  return c < 128 ? IsAsciiDigit(c) : InRanges(kDecimal, c);
}
bool IsUnicodeDigit(uint32_t c) {
  return c < 128 ? IsAsciiDigit(c) : InRanges(kDigit, c);
}
bool IsUnicodeNumeric(uint32_t c) {
  return c < 128 ? IsAsciiDigit(c) : InRanges(kNumeric, c);
}
bool IsUnicodeLower(uint32_t c) {
  return c < 128 ? IsAsciiLower(c) : InRanges(kLower, c);
}
bool IsUnicodeUpper(uint32_t c) {
  return c < 128 ? IsAsciiUpper(c) : InRanges(kUpper, c);
}
bool IsUnicodeTitle(uint32_t c) { return c >= 128 && InRanges(kTitle, c); }

bool IsUnicodeSpace(uint32_t c) {
  if (c < 128) return c == ' ' || c - 0x09 < 5 || c - 0x1C < 4;
  if (c < 0x1680) return c == 0x85 || c == 0xA0;
  return c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 ||
         c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}
bool IsUnicodePrintable(uint32_t c) {
  return c < 128 ? c >= ' ' && c != 127 : !InRanges(kNotPrintable, c);
}
bool IsUnicodeCased(uint32_t c) {
  return IsUnicodeLower(c) || IsUnicodeUpper(c) || IsUnicodeTitle(c);
}
bool IsUnicodeCaseIgnorable(uint32_t c) {
  if (c < 128) return c == '\'' || c == '.' || c == ':' || c == '^' || c == '`';
  return InRanges(kCaseIgnorable, c);
}
bool IsUnicodeLineBreak(uint32_t c) {
  return c - 0x0A < 4 || c - 0x1C < 3 || c == 0x85 || c == 0x2028 || c == 0x2029;
}
bool IsUnicodeIdentifierStart(uint32_t c) {
  if (c < 128) return (c | 32) - 'a' < 26 || c == '_';
  return InRanges(kIdentifierStart, c);
}
bool IsUnicodeIdentifierPart(uint32_t c) {
  if (c < 128) return (c | 32) - 'a' < 26 || c == '_' || IsAsciiDigit(c);
  return InRanges(kIdentifierPart, c);
}

int UnicodeDecimalValue(uint32_t c) {
  if (c < 128) return IsAsciiDigit(c) ? static_cast<int>(c - '0') : -1;
  for (const CodePointRange& r : kDecimal) {
    // Each range holds whole runs of the ten digits, in order.
    if (c >= r.first && c <= r.last) return static_cast<int>((c - r.first) % 10);
  }
  return -1;
}

int UnicodeToLower(uint32_t c, uint32_t out[3]) {
  out[0] = IsAsciiUpper(c) ? c + 32 : c;
  if (c < 128) return 1;
  return std::max(1, MapCase(kLowerRuns, kLowerSpecial, c, out));
}
int UnicodeToUpper(uint32_t c, uint32_t out[3]) {
  out[0] = IsAsciiLower(c) ? c - 32 : c;
  if (c < 128) return 1;
  return std::max(1, MapCase(kUpperRuns, kUpperSpecial, c, out));
}
int UnicodeToTitle(uint32_t c, uint32_t out[3]) {
  if (c >= 128) {
    int n = MapCase(kTitleRuns, kTitleSpecial, c, out);
    if (n != 0) return n;
  }
  return UnicodeToUpper(c, out);
}
int UnicodeCaseFold(uint32_t c, uint32_t out[3]) {
  if (c >= 128) {
    int n = MapCase(kFoldRuns, kFoldSpecial, c, out);
    if (n != 0) return n;
  }
  return UnicodeToLower(c, out);
}

}  // namespace pyjit
