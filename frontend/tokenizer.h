#ifndef PYJIT_FRONTEND_TOKENIZER_H_
#define PYJIT_FRONTEND_TOKENIZER_H_

// Source text to tokens, all at once. A fault ends the list with an Error
// token; what to say about it is in `TokenStream::error`, because the parser
// decides whether its own complaint comes first.

#include <cstdint>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/ast.h"
#include "frontend/symbol_table.h"
#include "frontend/syntax_error.h"
#include "frontend/token.h"

namespace pyjit {

inline constexpr int kMaxBracketDepth = 200;
inline constexpr int kMaxIndentDepth = 100;

// The text being read. `text` always ends in '\n' and a NUL follows it, so the
// tokenizer needs no bounds checks; `added_newline` tells that the last '\n' is
// ours.
struct SourceBuffer {
  absl::string_view text;
  bool added_newline = false;
  // Where the text begins in the file: other than (1, 0) for the expression
  // inside an f-string.
  int32_t first_line = 1;
  int32_t first_col = 0;

  // Line `line` without its '\n'.
  absl::string_view Line(int32_t line) const;
};

// Copies `source` into the arena, turning "\r\n" and "\r" into "\n".
SourceBuffer MakeSourceBuffer(absl::string_view source, Arena* arena);

struct OpenBracket {
  char bracket;
  int32_t line;
  int32_t col;  // as in the buffer, without first_col
};

enum class LexFault : uint8_t {
  kNone,
  // The tokenizer has a message of its own (unterminated string, ...).
  kMessage,
  // Something about layout, reported only when the parser gets there: bad
  // indentation, a stray backslash.
  kLayout,
  // The text ended inside brackets or after a backslash.
  kEndOfFile,
};

// A comment that says a type (PEP 484). No token: the parser looks for those that stand
// before the token it is at.
struct TypeComment {
  uint32_t before;  // index of the next token
  SourceSpan span;
  absl::string_view text;  // behind "# type:", or behind "# type: ignore"
  bool ignore;
};

struct TokenStream {
  SourceBuffer buffer;
  std::vector<Token> tokens;  // ends in EndMarker or Error
  std::vector<TypeComment> type_comments;  // if asked for, in order
  // The first token that was made when the end of the text had been met.
  size_t end_token = SIZE_MAX;
  LexFault fault = LexFault::kNone;
  SyntaxErrorInfo error;                   // for kMessage and kLayout
  std::vector<OpenBracket> open_brackets;  // at the end
};

TokenStream Tokenize(const SourceBuffer& buffer, ast::Mode mode, Arena* arena,
                     SymbolTable* symbols, bool type_comments = false,
                     bool imply_dedent = true);

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_TOKENIZER_H_
