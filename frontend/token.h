#ifndef PYJIT_FRONTEND_TOKEN_H_
#define PYJIT_FRONTEND_TOKEN_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "base/source.h"

namespace pyjit {

enum class TokenKind : uint8_t {
#define PYJIT_TOKEN(Name) k##Name,
#define PYJIT_OP(Name, text) k##Name,
#define PYJIT_KEYWORD(Name, text) k##Name,
#include "frontend/tokens.def"
};

inline constexpr int kTokenKindCount = static_cast<int>(TokenKind::kYield) + 1;

// Fixed spelling of an operator or keyword, empty for other tokens.
absl::string_view TokenText(TokenKind kind);

struct Token {
  TokenKind kind;
  uint8_t level;  // open brackets after this token
  // Where it is. Indent, Dedent and EndMarker have no extent: their columns are
  // -1, and `begin` says where the tokenizer stood.
  SourceSpan span;
  uint32_t begin;  // byte offsets into the source buffer
  uint32_t end;
  uint32_t symbol;  // index into SymbolTable, for names and keywords
};

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_TOKEN_H_
