#ifndef STDLIB_SRE_CHARS_H_
#define STDLIB_SRE_CHARS_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "stdlib/sre_opcodes.h"

// Questions that a pattern asks about one char. Pure functions.

namespace pyjit {

// How case is ignored.
enum class SreCase : uint8_t { kExact, kAscii, kLocale, kUnicode };

uint32_t SreAsciiLower(uint32_t c);
bool SreAsciiIsCased(uint32_t c);
uint32_t SreUnicodeLower(uint32_t c);  // the simple mapping: one char
uint32_t SreUnicodeUpper(uint32_t c);  // the first char of the mapping
bool SreUnicodeIsCased(uint32_t c);
uint32_t SreLower(SreCase mode, uint32_t c);

bool SreInCategory(SreCategory category, uint32_t c);
inline bool SreIsAsciiWord(uint32_t c) {
  return (c | 32) - 'a' < 26u || c - '0' < 10u || c == '_';
}
bool SreIsUnicodeWord(uint32_t c);
bool SreIsUnicodeSpace(uint32_t c);

// A set of chars as the code has it: words up to and without the closing
// FAILURE.
bool SreSetHas(const uint32_t* set, const uint32_t* end, uint32_t c);
// Where a well-formed set's closing FAILURE is, or null.
const uint32_t* SreSetEnd(const uint32_t* set, const uint32_t* limit);

// One test of one char, and its answers for Latin-1.
struct SreCharTest {
  enum Kind : uint8_t {
    kAnyChar,
    kNotLinebreak,
    kLiteral,
    kNotLiteral,
    kSet,
    kCategory
  };
  Kind kind;
  SreCase ignore = SreCase::kExact;
  uint32_t value =
      0;  // the literal (lower case when case is ignored), or category
  uint32_t set_begin = 0, set_end = 0;  // in the code
  uint64_t latin1[4] = {};

  // Decided by `kind` alone; `code` is the pattern's.
  bool Evaluate(const std::vector<uint32_t>& code, uint32_t c) const;
  void FillLatin1(const std::vector<uint32_t>& code);
  bool Has(const std::vector<uint32_t>& code, uint32_t c) const {
    if (c < 256) return (latin1[c >> 6] >> (c & 63)) & 1;
    return Evaluate(code, c);
  }
};

}  // namespace pyjit

#endif  // STDLIB_SRE_CHARS_H_
