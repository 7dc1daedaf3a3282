#ifndef PYJIT_FRONTEND_PARSER_H_
#define PYJIT_FRONTEND_PARSER_H_

// Text in, syntax tree or syntax error out.
//
// Parse() accepts any bytes. It never throws, never runs Python and keeps its
// own stack use within fixed bounds: brackets nest at most 200 deep, blocks at
// most 100, and other nesting at most kMaxNesting.

#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/ast.h"
#include "frontend/syntax_error.h"

namespace pyjit {

// Nesting of unary operators, lambdas, conditional expressions and the like.
inline constexpr int kMaxNesting = 1000;

// No path from the root of a returned tree to a leaf is longer than this.
inline constexpr int kMaxTreeHeight = 4000;

struct ParseOptions {
  absl::string_view filename = "<string>";
  ast::Mode mode = ast::Mode::kExec;
  // The bytes came from a str, not a file: an encoding declaration is a comment
  // then.
  bool source_is_utf8 = false;
  // Longer decimal ints are an error; 0: any length (sys.set_int_max_str_digits).
  size_t max_int_digits = 4300;
  // Python 3.N, whose newer syntax is refused (ast.parse's feature_version).
  int feature_version = 11;
  // Comments that say types are part of the tree, and errors where they mean nothing.
  bool type_comments = false;
  // Interactive text that does not end its last line ends the blocks it is in.
  bool imply_dedent = true;
  // An error met only at the end of the text is "incomplete input": codeop asks for more.
  bool allow_incomplete = false;
};

// `module` on success (it lives in the arena), otherwise null and `error`.
struct ParseResult {
  ast::Module* module = nullptr;
  SyntaxErrorInfo error;

  bool ok() const { return module != nullptr; }
};

ParseResult Parse(absl::string_view source, const ParseOptions& options,
                  Arena* arena);

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_PARSER_H_
