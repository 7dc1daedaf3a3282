#ifndef PYJIT_FRONTEND_STRING_LITERALS_H_
#define PYJIT_FRONTEND_STRING_LITERALS_H_

// String, bytes and f-string literals: from tokens to constants and JoinedStr.

#include <cstdint>
#include <string>

#include "absl/types/span.h"
#include "frontend/ast.h"
#include "frontend/syntax_error.h"
#include "frontend/token.h"
#include "frontend/tokenizer.h"

namespace pyjit::internal {

struct ParseContext;

// What is wrong with a literal, and where the caret goes.
struct StringFault {
  enum class Place : uint8_t {
    kNone,       // no fault
    kLastToken,  // at the last token the parser has looked at
    kToken,      // at `token`
    kComplete,   // in an f-string's expression: `error` says everything
    kUnknown,    // in an f-string's expression, not yet diagnosed
  };
  Place place = Place::kNone;
  std::string message;
  const Token* token = nullptr;
  SyntaxErrorInfo error;
};

// The value of adjacent string tokens (at least one). On a fault returns null
// and fills `fault`. Faulty f-string expressions are diagnosed only when
// `diagnose` is set, as that costs a second parse.
ast::Expr* ConcatenateStrings(absl::Span<const Token> tokens,
                              const SourceBuffer& buffer, ParseContext* context,
                              bool diagnose, StringFault* fault);

// Appends the value of the inside of a literal to `out`: `text` with escapes
// replaced. False with a message when an escape is malformed.
bool DecodeStringEscapes(absl::string_view text, std::string* out,
                         std::string* message);
bool DecodeBytesEscapes(absl::string_view text, std::string* out,
                        std::string* message);

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_STRING_LITERALS_H_
