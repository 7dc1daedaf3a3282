#ifndef PYJIT_FRONTEND_SYNTAX_ERROR_H_
#define PYJIT_FRONTEND_SYNTAX_ERROR_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"

namespace pyjit {

enum class SyntaxErrorKind : uint8_t {
  kSyntaxError,
  kIndentationError,
  kTabError,
  kMemoryError,     // nested too deeply for the parser
  kRecursionError,  // a tree too high, such as 10,000 chained `+`
};

// What a SyntaxError object carries. Offsets count characters from 1; 0 or -1
// stand for "unknown", as in CPython.
struct SyntaxErrorInfo {
  SyntaxErrorKind kind = SyntaxErrorKind::kSyntaxError;
  std::string message;
  int32_t line = 0;
  int32_t offset = 0;
  int32_t end_line = 0;
  int32_t end_offset = 0;
  std::string text;       // the line, as the `text` attribute has it
  bool has_text = false;  // false: `text` is None
};

// "SyntaxError", "IndentationError", ...
absl::string_view SyntaxErrorKindName(SyntaxErrorKind kind);

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_SYNTAX_ERROR_H_
