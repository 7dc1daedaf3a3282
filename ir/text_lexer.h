#ifndef IR_TEXT_LEXER_H_
#define IR_TEXT_LEXER_H_

#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"

// Tokens of the IR's text form. Line ends mean nothing; comments run from ';' or
// "//" to the end of the line.

namespace pyjit::ir {

enum class TokenKind : uint8_t {
  kName,      // letters, digits, '_' and '.', not starting with a digit
  kNumber,    // with sign; text as written
  kString,    // text is the contents
  kValue,     // %name or %number; text without %
  kSnapshot,  // !name or !number; text without !
  kMark,      // one of { } ( ) [ ] : , = | # @
  kEnd,
};

struct Token {
  TokenKind kind = TokenKind::kEnd;
  std::string text;
  int line = 1, column = 1;  // from 1, columns in bytes
};

// The whole text; the last token is kEnd. InvalidArgument with "line:column: ..."
// for what is no token.
absl::StatusOr<std::vector<Token>> Tokenize(absl::string_view text);

// InvalidArgument with the token's place before the message.
absl::Status ErrorAt(const Token& token, absl::string_view message);

}  // namespace pyjit::ir

#endif  // IR_TEXT_LEXER_H_
