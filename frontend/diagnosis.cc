#include "frontend/diagnosis.h"

#include <algorithm>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "frontend/diagnosis_actions.h"
#include "frontend/diagnosis_grammar.h"
#include "frontend/diagnosis_machine.h"

namespace pyjit::internal {
namespace {

uint16_t StartRule(const Grammar& grammar, GrammarStart start) {
  switch (start) {
    case GrammarStart::kFile:
      return grammar.RuleIndex("file");
    case GrammarStart::kEval:
      return grammar.RuleIndex("eval");
    case GrammarStart::kInteractive:
      return grammar.RuleIndex("interactive");
    case GrammarStart::kFString:
      return grammar.RuleIndex("fstring");
  }
  return 0;
}

// Where the tokenizer stands after `token`, in bytes from the start of its
// line. At the end of the text it has not moved to a new line.
int32_t TokenizerColumn(const TokenStream& stream, const Token& token) {
  const absl::string_view text = stream.buffer.text;
  size_t at = token.end;
  size_t line_start = at;
  if (token.kind == TokenKind::kNewline && token.span.col >= 0) ++at;
  if (line_start >= text.size()) line_start = text.size() - 1;
  line_start = text.rfind('\n', line_start == 0 ? 0 : line_start - 1);
  line_start = line_start == absl::string_view::npos || line_start >= at
                   ? 0
                   : line_start + 1;
  return static_cast<int32_t>(at - line_start);
}

// A fault of the tokenizer further down is more telling than any "invalid
// syntax"; so is a bracket that was opened on an earlier line and never closed.
void CheckRestOfText(Complaints* complaints) {
  const TokenStream& stream = complaints->stream();
  const size_t seen = complaints->tokens_seen();
  if (seen == 0 || seen >= stream.tokens.size()) return;
  if (stream.fault == LexFault::kMessage) {
    complaints->Complete(stream.error);
    return;
  }
  if (stream.fault == LexFault::kNone || stream.open_brackets.empty()) return;
  if (stream.tokens[seen - 1].span.line > stream.open_brackets.back().line) {
    complaints->set_tokens_seen(stream.tokens.size());
    complaints->UnclosedBracket();
  }
}

}  // namespace

// ---- Complaints ----

Verdict Complaints::AtPlace(SyntaxErrorKind kind, int32_t line, int32_t offset,
                            int32_t end_line, int32_t end_offset,
                            std::string message) {
  error_ = {};
  error_.kind = kind;
  error_.message = std::move(message);
  error_.line = line;
  error_.end_line = end_line;
  error_.text = std::string(stream_->buffer.Line(line));
  // Lines already left behind are shown without their end.
  const bool is_current =
      token(std::max<size_t>(tokens_seen_, 1) - 1).span.end_line <= line;
  const SourceBuffer& buffer = stream_->buffer;
  const absl::string_view raw = buffer.Line(line);
  const bool has_end =
      !buffer.added_newline || start_ == GrammarStart::kFile ||
      raw.data() + raw.size() + 1 != buffer.text.data() + buffer.text.size();
  if (is_current && has_end) error_.text.push_back('\n');
  error_.has_text = true;
  if (start_ == GrammarStart::kFString) {
    error_.message = absl::StrCat("f-string: ", error_.message);
    offset -= stream_->buffer.first_col;
    end_offset -= stream_->buffer.first_col;
  } else {
    const auto to_chars = [this](int32_t bytes) {
      const auto most = static_cast<int32_t>(error_.text.size()) + 1;
      return bytes > 0 ? ByteToCharOffset(error_.text, std::min(bytes, most))
                       : bytes;
    };
    offset = to_chars(offset);
    end_offset = to_chars(end_offset);
  }
  error_.offset = offset;
  error_.end_offset = end_offset;
  has_error_ = true;
  return Verdict::kRaised;
}

Verdict Complaints::AtSpan(const SourceSpan& span, std::string message) {
  return AtPlace(SyntaxErrorKind::kSyntaxError, span.line, span.col + 1,
                 span.end_line, span.end_col + 1, std::move(message));
}

Verdict Complaints::AtLastToken(std::string message, SyntaxErrorKind kind) {
  const Token& last = token(tokens_seen_ == 0 ? 0 : tokens_seen_ - 1);
  if (last.span.col < 0) {
    return AtPlace(kind, last.span.line, TokenizerColumn(*stream_, last),
                   last.span.line, -1, std::move(message));
  }
  return AtPlace(kind, last.span.line, last.span.col + 1, last.span.end_line,
                 last.span.end_col + 1, std::move(message));
}

Verdict Complaints::FromSpan(const SourceSpan& span, std::string message) {
  const Token& last = token(tokens_seen_ - 1);
  return AtPlace(SyntaxErrorKind::kSyntaxError, span.line, span.col + 1,
                 last.span.end_line, TokenizerColumn(*stream_, last),
                 std::move(message));
}

Verdict Complaints::Complete(const SyntaxErrorInfo& error) {
  error_ = error;
  has_error_ = true;
  return Verdict::kRaised;
}

Verdict Complaints::UnclosedBracket() {
  const OpenBracket& open = stream_->open_brackets.back();
  return AtPlace(SyntaxErrorKind::kSyntaxError, open.line, open.col + 1,
                 open.line, 0,
                 absl::StrFormat("'%c' was never closed", open.bracket));
}

SourceSpan Complaints::SpanOf(const TokenRange& range) const {
  return Cover(token(range.begin).span, token(range.end - 1).span);
}

TokenStream Complaints::Piece(const TokenRange& range) const {
  TokenStream piece;
  piece.buffer = stream_->buffer;
  piece.tokens.assign(stream_->tokens.begin() + range.begin,
                      stream_->tokens.begin() + range.end);
  Token end = token(range.end - 1);
  end.kind = TokenKind::kEndMarker;
  piece.tokens.push_back(end);
  return piece;
}

SyntaxErrorInfo ErrorAtToken(const TokenStream& stream, GrammarStart start,
                             size_t token, absl::string_view message,
                             ParseContext* context) {
  Complaints complaints(&stream, start, context);
  complaints.set_tokens_seen(token + 1);
  complaints.AtLastToken(std::string(message));
  return complaints.error();
}

// Has the tokenizer met the end of the text at this token? Without a newline there it
// does so with the last one.
bool AtEndOfText(const TokenStream& stream, GrammarStart start, size_t token) {
  if (token >= stream.end_token) return true;
  return stream.buffer.added_newline && start != GrammarStart::kFile &&
         stream.tokens[token].kind != TokenKind::kError &&
         stream.tokens[token].end + 1 >= stream.buffer.text.size();
}

// ---- The two passes ----

SyntaxErrorInfo Diagnose(const TokenStream& stream, GrammarStart start,
                         size_t first, ParseContext* context) {
  const Grammar& grammar = DiagnosisGrammar();
  const uint16_t rule = StartRule(grammar, start);
  Complaints complaints(&stream, start, context);
  complaints.set_tokens_seen(first);
  const auto run = [&](bool look_for_mistakes) {
    DiagnosisMachine machine(grammar, look_for_mistakes, &complaints);
    if (machine.Run(rule, first) == DiagnosisMachine::Outcome::kTooDeep) {
      context->out_of_stack = true;
    }
  };
  // The first pass finds out how far the text makes sense, the second looks for
  // mistakes known by name.
  run(false);
  const size_t last = complaints.tokens_seen() - 1;
  if (context->allow_incomplete && !context->out_of_stack && AtEndOfText(stream, start, last)) {
    complaints.AtLastToken("incomplete input");
    return complaints.error();
  }
  if (!context->out_of_stack && !complaints.has_error()) run(true);
  if (context->out_of_stack || context->tree_too_high) return {};

  if (complaints.has_error()) {
    const TokenKind seen = complaints.token(complaints.tokens_seen() - 1).kind;
    if (seen != TokenKind::kError && seen != TokenKind::kEndMarker) {
      CheckRestOfText(&complaints);
    }
    return complaints.error();
  }
  const TokenKind kind = stream.tokens[last].kind;
  if (kind == TokenKind::kIndent || kind == TokenKind::kDedent) {
    complaints.AtLastToken(kind == TokenKind::kIndent ? "unexpected indent"
                                                      : "unexpected unindent",
                           SyntaxErrorKind::kIndentationError);
    return complaints.error();
  }
  complaints.AtToken(last, "invalid syntax");
  CheckRestOfText(&complaints);
  return complaints.error();
}

}  // namespace pyjit::internal
