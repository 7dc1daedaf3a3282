#include "stdlib/sre_chars.h"

#include "runtime/unicode_properties.h"

namespace pyjit {

uint32_t SreAsciiLower(uint32_t c) { return c - 'A' < 26u ? c + 32 : c; }
bool SreAsciiIsCased(uint32_t c) { return (c | 32) - 'a' < 26u && c < 128; }

uint32_t SreUnicodeLower(uint32_t c) {
  if (c < 128) return SreAsciiLower(c);
  uint32_t out[3];
  UnicodeToLower(c, out);
  return out[0];  // U+0130 alone has a longer mapping, which begins with its
                  // simple one
}

uint32_t SreUnicodeUpper(uint32_t c) {
  uint32_t out[3];
  UnicodeToUpper(c, out);
  return out[0];  // also of the longer mappings, as CPython has it
}

bool SreUnicodeIsCased(uint32_t c) {
  return SreUnicodeLower(c) != c || SreUnicodeUpper(c) != c;
}

uint32_t SreLower(SreCase mode, uint32_t c) {
  switch (mode) {
    case SreCase::kExact:
      return c;
    case SreCase::kAscii:
    case SreCase::kLocale:
      return SreAsciiLower(c);
    case SreCase::kUnicode:
      return SreUnicodeLower(c);
  }
  return c;
}

bool SreIsUnicodeWord(uint32_t c) {
  if (c < 128) return SreIsAsciiWord(c);
  return IsUnicodeAlpha(c) || IsUnicodeDecimal(c) || IsUnicodeDigit(c) ||
         IsUnicodeNumeric(c);
}
bool SreIsUnicodeSpace(uint32_t c) { return IsUnicodeSpace(c); }

bool SreInCategory(SreCategory category, uint32_t c) {
  auto ascii_space = [](uint32_t x) { return x == ' ' || (x >= 9 && x <= 13); };
  switch (category) {
    case SreCategory::kDigit:
      return c - '0' < 10u;
    case SreCategory::kNotDigit:
      return c - '0' >= 10u;
    case SreCategory::kSpace:
      return ascii_space(c);
    case SreCategory::kNotSpace:
      return !ascii_space(c);
    case SreCategory::kWord:
    case SreCategory::kLocWord:
      return SreIsAsciiWord(c);
    case SreCategory::kNotWord:
    case SreCategory::kLocNotWord:
      return !SreIsAsciiWord(c);
    case SreCategory::kLinebreak:
      return c == '\n';
    case SreCategory::kNotLinebreak:
      return c != '\n';
    case SreCategory::kUniDigit:
      return IsUnicodeDecimal(c);
    case SreCategory::kUniNotDigit:
      return !IsUnicodeDecimal(c);
    case SreCategory::kUniSpace:
      return IsUnicodeSpace(c);
    case SreCategory::kUniNotSpace:
      return !IsUnicodeSpace(c);
    case SreCategory::kUniWord:
      return SreIsUnicodeWord(c);
    case SreCategory::kUniNotWord:
      return !SreIsUnicodeWord(c);
    case SreCategory::kUniLinebreak:
      return IsUnicodeLineBreak(c);
    case SreCategory::kUniNotLinebreak:
      return !IsUnicodeLineBreak(c);
    case SreCategory::kCount:
      break;
  }
  return false;
}

namespace {

// Words that a set's operator takes, itself included; 0 for what no set has.
size_t SetItemWords(const uint32_t* at, const uint32_t* limit) {
  switch (static_cast<SreOp>(*at)) {
    case SreOp::kNegate:
      return 1;
    case SreOp::kLiteral:
      return 2;
    case SreOp::kCategory:
      return 2;
    case SreOp::kRange:
    case SreOp::kRangeUniIgnore:
      return 3;
    case SreOp::kCharset:
      return 1 + 8;
    case SreOp::kBigCharset:
      if (at + 1 >= limit || at[1] > 256) return 0;
      return 2 + 64 + size_t{8} * at[1];
    default:
      return 0;
  }
}

}  // namespace

const uint32_t* SreSetEnd(const uint32_t* set, const uint32_t* limit) {
  const uint32_t* at = set;
  while (at < limit && *at != static_cast<uint32_t>(SreOp::kFailure)) {
    size_t words = SetItemWords(at, limit);
    if (words == 0 || words >= static_cast<size_t>(limit - at)) return nullptr;
    if (static_cast<SreOp>(*at) == SreOp::kCategory &&
        at[1] >= static_cast<uint32_t>(SreCategory::kCount)) {
      return nullptr;
    }
    if (static_cast<SreOp>(*at) == SreOp::kBigCharset) {
      const auto* blocks = reinterpret_cast<const uint8_t*>(at + 2);
      for (int i = 0; i < 256; ++i) {
        if (blocks[i] >= at[1]) return nullptr;
      }
    }
    at += words;
  }
  return at < limit ? at : nullptr;
}

bool SreSetHas(const uint32_t* set, const uint32_t* end, uint32_t c) {
  bool found = true;
  for (const uint32_t* at = set; at < end;) {
    switch (static_cast<SreOp>(*at)) {
      case SreOp::kNegate:
        found = !found;
        at += 1;
        break;
      case SreOp::kLiteral:
        if (c == at[1]) return found;
        at += 2;
        break;
      case SreOp::kCategory:
        if (SreInCategory(static_cast<SreCategory>(at[1]), c)) return found;
        at += 2;
        break;
      case SreOp::kRange:
        if (at[1] <= c && c <= at[2]) return found;
        at += 3;
        break;
      case SreOp::kRangeUniIgnore: {
        // The set is asked with lower case chars; the range was written in any
        // case.
        if (at[1] <= c && c <= at[2]) return found;
        const uint32_t upper = SreUnicodeUpper(c);
        if (at[1] <= upper && upper <= at[2]) return found;
        at += 3;
        break;
      }
      case SreOp::kCharset:
        if (c < 256 && ((at[1 + (c >> 5)] >> (c & 31)) & 1)) return found;
        at += 9;
        break;
      case SreOp::kBigCharset: {
        const auto* blocks = reinterpret_cast<const uint8_t*>(at + 2);
        if (c < 0x10000) {
          const uint32_t* block = at + 2 + 64 + 8 * blocks[c >> 8];
          if ((block[(c & 255) >> 5] >> (c & 31)) & 1) return found;
        }
        at += 2 + 64 + 8 * at[1];
        break;
      }
      default:
        return false;
    }
  }
  return !found;
}

bool SreCharTest::Evaluate(const std::vector<uint32_t>& code,
                           uint32_t c) const {
  switch (kind) {
    case kAnyChar:
      return true;
    case kNotLinebreak:
      return c != '\n';
    case kLiteral:
    case kNotLiteral: {
      bool same = SreLower(ignore, c) == value;
      if (ignore ==
          SreCase::kLocale) {  // the literal stands there as it was written
        same = c == value || SreAsciiLower(c) == SreAsciiLower(value);
      }
      return same == (kind == kLiteral);
    }
    case kSet: {
      const uint32_t* begin = code.data() + set_begin;
      const uint32_t* end = code.data() + set_end;
      if (ignore == SreCase::kLocale) {
        uint32_t lower = SreAsciiLower(c);
        uint32_t upper = lower - 'a' < 26u ? lower - 32 : lower;
        return SreSetHas(begin, end, lower) ||
               (upper != lower && SreSetHas(begin, end, upper));
      }
      return SreSetHas(begin, end, SreLower(ignore, c));
    }
    case kCategory:
      return SreInCategory(static_cast<SreCategory>(value), c);
  }
  return false;
}

void SreCharTest::FillLatin1(const std::vector<uint32_t>& code) {
  for (uint32_t c = 0; c < 256; ++c) {
    if (Evaluate(code, c)) latin1[c >> 6] |= uint64_t{1} << (c & 63);
  }
}

}  // namespace pyjit
