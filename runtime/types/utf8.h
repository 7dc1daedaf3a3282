#ifndef RUNTIME_TYPES_UTF8_H_
#define RUNTIME_TYPES_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

// UTF-8, as pure functions on bytes.

namespace pyjit {

// Length of the longest prefix that is ASCII.
size_t AsciiPrefix(const uint8_t* data, size_t size);
inline bool IsAsciiText(absl::string_view s) {
  return AsciiPrefix(reinterpret_cast<const uint8_t*>(s.data()), s.size()) == s.size();
}

enum class Utf8Error : uint8_t {
  kNone, kInvalidStart, kInvalidContinuation, kUnexpectedEnd,
};
struct Utf8Char {
  uint32_t c;       // meaningful if error is kNone
  uint8_t length;   // bytes of the char, or of the invalid span
  Utf8Error error;
};
// Decodes one char; p < end. The invalid span is the longest that begins a
// valid char (Unicode's "maximal subpart"). With `surrogates`, U+D800..U+DFFF in
// three bytes are chars, otherwise errors.
Utf8Char DecodeUtf8Char(const uint8_t* p, const uint8_t* end, bool surrogates);

// Appends c (up to U+10FFFF, surrogates included) in 1 to 4 bytes.
void AppendUtf8Char(uint32_t c, std::string* out);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_UTF8_H_
