#ifndef PYJIT_FRONTEND_UNICODE_H_
#define PYJIT_FRONTEND_UNICODE_H_

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace pyjit {

// Decodes the code point at `text[*pos]` and moves `*pos` past it. The text
// must be valid UTF-8 (surrogates allowed).
uint32_t DecodeUtf8(absl::string_view text, size_t* pos);

// Appends the UTF-8 form; surrogates are encoded like any other code point.
void AppendUtf8(uint32_t code_point, std::string* out);

// Where and why bytes stop being UTF-8, in the words of Python's codec.
struct Utf8Fault {
  bool found = false;
  size_t position = 0;
  size_t length = 1;         // bytes at fault
  absl::string_view reason;  // "invalid start byte", ...
};
Utf8Fault FindUtf8Fault(absl::string_view bytes);

// The text with each faulty stretch replaced by U+FFFD.
std::string ReplaceInvalidUtf8(absl::string_view bytes);

bool IsIdentifierStart(uint32_t code_point);
bool IsIdentifierContinue(uint32_t code_point);
bool IsPrintable(uint32_t code_point);

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_UNICODE_H_
