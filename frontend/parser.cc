#include "frontend/parser.h"

#include <algorithm>
#include <cstring>

#include "frontend/diagnosis.h"
#include "frontend/parser_internal.h"
#include "frontend/source_encoding.h"

namespace pyjit {
namespace {

using internal::GrammarStart;
using internal::ParseContext;

GrammarStart StartOf(ast::Mode mode) {
  switch (mode) {
    case ast::Mode::kExec:
      return GrammarStart::kFile;
    case ast::Mode::kEval:
      return GrammarStart::kEval;
    case ast::Mode::kSingle:
      return GrammarStart::kInteractive;
    case ast::Mode::kFuncType:
      return GrammarStart::kEval;
  }
  return GrammarStart::kFile;
}

// Whether an interactive statement is followed by anything but blank lines and
// comments.
bool HasMore(absl::string_view rest) {
  while (!rest.empty()) {
    const size_t text = rest.find_first_not_of(" \t\n\f");
    if (text == absl::string_view::npos) return false;
    if (rest[text] != '#') return true;
    rest.remove_prefix(std::min(rest.find('\n', text), rest.size()));
  }
  return false;
}

// Before Python 3.7 `async` and `await` were keywords in asynchronous functions only.
void DemoteAsyncNames(std::vector<Token>* tokens) {
  int indent = 0, async_indent = -1;  // of the asynchronous function around, or -1
  bool line_ended = false;
  for (size_t i = 0; i < tokens->size(); ++i) {
    Token& token = (*tokens)[i];
    switch (token.kind) {
      case TokenKind::kIndent: ++indent; break;
      case TokenKind::kDedent: --indent; break;
      case TokenKind::kNewline: line_ended = true; break;
      default:
        if (async_indent >= 0 && line_ended && indent <= async_indent) async_indent = -1;
        break;
    }
    if (token.kind != TokenKind::kAsync && token.kind != TokenKind::kAwait) continue;
    if (async_indent >= 0) continue;
    if (token.kind == TokenKind::kAsync && (*tokens)[i + 1].kind == TokenKind::kDef) {
      async_indent = indent;
      line_ended = false;
    } else {
      token.kind = TokenKind::kName;
    }
  }
}

}  // namespace

ParseResult Parse(absl::string_view source, const ParseOptions& options,
                  Arena* arena) {
  ParseResult result;
  // Positions are 32 bits wide.
  if (source.size() > size_t{1} << 30) {
    result.error.kind = SyntaxErrorKind::kMemoryError;
    return result;
  }
  absl::string_view text;
  if (!internal::DecodeSource(source, options, arena, &text, &result.error)) {
    return result;
  }
  if (std::memchr(text.data(), '\0', text.size()) != nullptr) {
    result.error.message = "source code string cannot contain null bytes";
    return result;
  }
  SymbolTable symbols(arena);
  TokenStream stream =
      Tokenize(MakeSourceBuffer(text, arena), options.mode, arena, &symbols,
               options.type_comments, options.imply_dedent);
  if (options.feature_version < 7) DemoteAsyncNames(&stream.tokens);
  ParseContext context;
  context.arena = arena;
  context.symbols = &symbols;
  context.max_int_digits = options.max_int_digits;
  context.feature_version = options.feature_version;
  context.allow_incomplete = options.allow_incomplete;
  internal::Parser parser(&stream, &context);
  ast::Module* module = nullptr;
  switch (options.mode) {
    case ast::Mode::kExec:
      module = parser.File();
      break;
    case ast::Mode::kEval:
      module = parser.Eval();
      break;
    case ast::Mode::kSingle:
      module = parser.Interactive();
      break;
    case ast::Mode::kFuncType:
      module = parser.FunctionType();
      break;
  }
  if (module != nullptr && options.mode == ast::Mode::kSingle) {
    const Token& last = stream.tokens[parser.position() - 1];
    if (HasMore(stream.buffer.text.substr(last.end))) {
      result.error = internal::ErrorAtToken(
          stream, GrammarStart::kInteractive, parser.position() - 1,
          "multiple statements found while compiling a single statement",
          &context);
      return result;
    }
  }
  if (module != nullptr) parser.CheckTypeComments();
  if (module != nullptr && !context.feature_error.empty()) {
    const SourceSpan& span = context.feature_span;
    result.error.message = context.feature_error;
    result.error.line = span.line;
    result.error.offset = span.col + 1;
    result.error.end_line = span.end_line;
    result.error.end_offset = span.end_col + 1;
    return result;
  }
  if (module != nullptr) {
    result.module = module;
    return result;
  }
  context.nesting = 0;
  if (options.mode == ast::Mode::kFuncType && stream.fault == LexFault::kNone) {
    result.error = internal::ErrorAtToken(stream, GrammarStart::kEval, parser.position(),
                                          "invalid syntax", &context);
    return result;
  }
  if (!context.out_of_stack && !context.tree_too_high) {
    result.error = internal::Diagnose(stream, StartOf(options.mode),
                                      parser.statement_start(), &context);
  }
  // The diagnosis may run out of stack as well.
  if (context.tree_too_high) {
    result.error = {};
    result.error.kind = SyntaxErrorKind::kRecursionError;
    result.error.message =
        "maximum recursion depth exceeded during compilation";
  } else if (context.out_of_stack) {
    result.error = {};
    result.error.kind = SyntaxErrorKind::kMemoryError;
  }
  return result;
}

}  // namespace pyjit
