#include "frontend/syntax_error.h"

namespace pyjit {

absl::string_view SyntaxErrorKindName(SyntaxErrorKind kind) {
  switch (kind) {
    case SyntaxErrorKind::kSyntaxError:
      return "SyntaxError";
    case SyntaxErrorKind::kIndentationError:
      return "IndentationError";
    case SyntaxErrorKind::kTabError:
      return "TabError";
    case SyntaxErrorKind::kMemoryError:
      return "MemoryError";
    case SyntaxErrorKind::kRecursionError:
      return "RecursionError";
  }
  return "";
}

}  // namespace pyjit
