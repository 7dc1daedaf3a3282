#ifndef PYJIT_FRONTEND_PARSER_TEST_UTIL_H_
#define PYJIT_FRONTEND_PARSER_TEST_UTIL_H_

#include <string>

#include "absl/strings/str_format.h"
#include "absl/strings/string_view.h"
#include "frontend/ast_dump.h"
#include "frontend/parser.h"

namespace pyjit {

inline std::string DescribeError(const SyntaxErrorInfo& error) {
  return absl::StrFormat(
      "%s: %s @ %d:%d-%d:%d", SyntaxErrorKindName(error.kind), error.message,
      error.line, error.offset, error.end_line, error.end_offset);
}

// The tree of a module without positions and its outer wrapping, or the error.
inline std::string Statements(absl::string_view source) {
  Arena arena;
  const ParseResult result = Parse(source, {}, &arena);
  if (!result.ok()) return DescribeError(result.error);
  std::string dump = DumpAst(*result.module, /*include_attributes=*/false);
  const size_t begin = std::string("Module(body=[").size();
  const size_t end = std::string("], type_ignores=[])").size();
  return dump.substr(begin, dump.size() - begin - end);
}

// The tree of one expression, or the error.
inline std::string Expression(absl::string_view source,
                              bool positions = false) {
  Arena arena;
  ParseOptions options;
  options.mode = ast::Mode::kEval;
  const ParseResult result = Parse(source, options, &arena);
  if (!result.ok()) return DescribeError(result.error);
  std::string dump = DumpAst(*result.module, positions);
  const size_t begin = std::string("Expression(body=").size();
  return dump.substr(begin, dump.size() - begin - 1);
}

// The error of a module, or "ok".
inline std::string Error(absl::string_view source) {
  Arena arena;
  const ParseResult result = Parse(source, {}, &arena);
  return result.ok() ? "ok" : DescribeError(result.error);
}

}  // namespace pyjit

#endif  // PYJIT_FRONTEND_PARSER_TEST_UTIL_H_
