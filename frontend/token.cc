#include "frontend/token.h"

namespace pyjit {

absl::string_view TokenText(TokenKind kind) {
  switch (kind) {
#define PYJIT_TOKEN(Name)  \
  case TokenKind::k##Name: \
    return "";
#define PYJIT_OP(Name, text) \
  case TokenKind::k##Name:   \
    return text;
#define PYJIT_KEYWORD(Name, text) \
  case TokenKind::k##Name:        \
    return text;
#include "frontend/tokens.def"
  }
  return "";
}

}  // namespace pyjit
