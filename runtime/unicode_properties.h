#ifndef RUNTIME_UNICODE_PROPERTIES_H_
#define RUNTIME_UNICODE_PROPERTIES_H_

#include <cstdint>

// Properties of code points that str methods ask for: Unicode 14, as Python
// 3.11 has it. Constant range tables, no start-up cost, pure functions.
// Missing here: names, normalisation, numeric values other than digits
// (unicodedata will bring those).

namespace pyjit {

bool IsUnicodeAlpha(uint32_t c);      // str.isalpha
bool IsUnicodeDecimal(uint32_t c);    // str.isdecimal
bool IsUnicodeDigit(uint32_t c);      // str.isdigit
bool IsUnicodeNumeric(uint32_t c);    // str.isnumeric
bool IsUnicodeLower(uint32_t c);
bool IsUnicodeUpper(uint32_t c);
bool IsUnicodeTitle(uint32_t c);
bool IsUnicodeSpace(uint32_t c);      // str.isspace, str.split
bool IsUnicodePrintable(uint32_t c);  // str.isprintable, repr
bool IsUnicodeCased(uint32_t c);
bool IsUnicodeCaseIgnorable(uint32_t c);
bool IsUnicodeLineBreak(uint32_t c);  // str.splitlines
bool IsUnicodeIdentifierStart(uint32_t c);  // XID_Start or '_'
bool IsUnicodeIdentifierPart(uint32_t c);   // XID_Continue
int UnicodeDecimalValue(uint32_t c);        // 0..9, or -1

// Full case mappings: write 1 to 3 code points to `out` and return how many.
// Final sigma is the caller's affair.
int UnicodeToLower(uint32_t c, uint32_t out[3]);
int UnicodeToUpper(uint32_t c, uint32_t out[3]);
int UnicodeToTitle(uint32_t c, uint32_t out[3]);
int UnicodeCaseFold(uint32_t c, uint32_t out[3]);

}  // namespace pyjit

#endif  // RUNTIME_UNICODE_PROPERTIES_H_
