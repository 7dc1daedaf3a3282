#ifndef PYJIT_FRONTEND_DIAGNOSIS_ACTIONS_H_
#define PYJIT_FRONTEND_DIAGNOSIS_ACTIONS_H_

// What the rules of the diagnosis grammar say when they match.

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "frontend/diagnosis.h"
#include "frontend/diagnosis_grammar.h"
#include "frontend/parser_internal.h"
#include "frontend/syntax_error.h"
#include "frontend/tokenizer.h"

namespace pyjit::internal {

// Tokens [begin, end).
struct TokenRange {
  size_t begin = 0;
  size_t end = 0;
};

// A completed alternative.
struct Match {
  TokenRange whole;
  TokenRange captures[2];  // the items marked a= and b=
};

// Builds the error that is to be reported. Also keeps what its place depends
// on: how many tokens have been looked at so far.
class Complaints {
 public:
  Complaints(const TokenStream* stream, GrammarStart start,
             ParseContext* context)
      : stream_(stream), start_(start), context_(context) {}

  const Token& token(size_t i) const { return stream_->tokens[i]; }
  const TokenStream& stream() const { return *stream_; }
  ParseContext* context() const { return context_; }
  size_t tokens_seen() const { return tokens_seen_; }
  void set_tokens_seen(size_t n) { tokens_seen_ = n; }

  bool has_error() const { return has_error_; }
  const SyntaxErrorInfo& error() const { return error_; }

  // ---- Ways to place an error. Each returns Verdict::kRaised. ----

  // At the last token looked at.
  Verdict AtLastToken(std::string message,
                      SyntaxErrorKind kind = SyntaxErrorKind::kSyntaxError);
  Verdict AtSpan(const SourceSpan& span, std::string message);
  Verdict AtToken(size_t i, std::string message) {
    return AtSpan(token(i).span, std::move(message));
  }
  // From `span` to where the tokenizer stands.
  Verdict FromSpan(const SourceSpan& span, std::string message);
  // With 1-based columns as they are to be reported, still counted in bytes.
  Verdict AtPlace(SyntaxErrorKind kind, int32_t line, int32_t offset,
                  int32_t end_line, int32_t end_offset, std::string message);
  // An error found elsewhere, already complete.
  Verdict Complete(const SyntaxErrorInfo& error);
  // The innermost bracket that is still open.
  Verdict UnclosedBracket();

  // ---- Trees of matched pieces ----

  SourceSpan SpanOf(const TokenRange& range) const;

  // Just these tokens, as a text of their own.
  TokenStream Piece(const TokenRange& range) const;

  // Runs one of the parser's functions on a piece; null when it fails, which
  // only happens when the text is too deep.
  template <typename T>
  T* Tree(const TokenRange& range, T* (Parser::*function)()) {
    const TokenStream piece = Piece(range);
    Parser parser(&piece, context_);
    return (parser.*function)();
  }

 private:
  const TokenStream* const stream_;
  const GrammarStart start_;
  ParseContext* const context_;
  size_t tokens_seen_ = 0;
  bool has_error_ = false;
  SyntaxErrorInfo error_;
};

// The action of that name, or null.
Action FindDiagnosisAction(absl::string_view name);

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_DIAGNOSIS_ACTIONS_H_
