#include "frontend/string_literals.h"

#include <algorithm>
#include <utility>
#include <vector>

#include "absl/strings/str_format.h"
#include "frontend/diagnosis.h"
#include "frontend/parser_internal.h"

namespace pyjit::internal {
namespace {

using ast::Expr;

// One string token taken apart.
struct Literal {
  const Token* token;
  bool bytes = false;
  bool raw = false;
  bool formatted = false;
  absl::string_view inside;  // between the quotes
};

Literal TakeApart(const Token& token, const SourceBuffer& buffer) {
  Literal literal;
  literal.token = &token;
  absl::string_view text =
      buffer.text.substr(token.begin, token.end - token.begin);
  while (text[0] != '"' && text[0] != '\'') {
    const char letter = static_cast<char>(text[0] | 0x20);
    if (letter == 'b') literal.bytes = true;
    if (letter == 'r') literal.raw = true;
    if (letter == 'f') literal.formatted = true;
    text.remove_prefix(1);
  }
  const size_t quotes =
      text.size() >= 6 && text[1] == text[0] && text[2] == text[0] ? 3 : 1;
  literal.inside = text.substr(quotes, text.size() - 2 * quotes);
  return literal;
}

bool HasEscapes(const Literal& literal) {
  return !literal.raw && literal.inside.find('\\') != absl::string_view::npos;
}

// Puts the pieces of one or more adjacent literals together.
class StringAssembler {
 public:
  StringAssembler(absl::Span<const Token> tokens, const SourceBuffer& buffer,
                  ParseContext* context, bool diagnose, StringFault* fault)
      : tokens_(tokens),
        buffer_(buffer),
        context_(context),
        diagnose_(diagnose),
        fault_(fault) {
    span_ = Cover(tokens.front().span, tokens.back().span);
  }

  Expr* Run();

 private:
  // The values of one f-string, or of one format specification.
  struct Pieces {
    std::string literal;  // text not yet turned into a Constant
    std::vector<Expr*> values;
  };

  bool AddFormatted(absl::string_view text, size_t* pos, bool raw, int level,
                    Pieces* out);
  bool AddFormattedLiteral(absl::string_view text, size_t* pos, bool raw,
                           int level, std::string* out, bool* doubled);
  Expr* Field(absl::string_view text, size_t* pos, bool raw, int level,
              std::string* debug_text);
  bool FindFieldEnd(absl::string_view text, size_t* pos);
  Expr* FieldExpression(absl::string_view text, size_t begin, size_t end);
  Expr* JoinedStr(Pieces* pieces, const Token& first, const Token& last);
  void Flush(Pieces* pieces, const Token& first, const Token& last);
  Expr* MakeConstant(ast::ConstantKind kind, absl::string_view text,
                     const Token& first, const Token& last);

  // Records a fault; returns false for the caller to pass on.
  bool Fail(std::string message);

  absl::Span<const Token> tokens_;
  const SourceBuffer& buffer_;
  ParseContext* const context_;
  const bool diagnose_;
  StringFault* const fault_;
  SourceSpan span_;
  const Token* token_ = nullptr;  // the literal being read
};

bool StringAssembler::Fail(std::string message) {
  fault_->place = StringFault::Place::kLastToken;
  fault_->message = std::move(message);
  return false;
}

Expr* StringAssembler::MakeConstant(ast::ConstantKind kind,
                                    absl::string_view text, const Token& first,
                                    const Token& last) {
  auto* node = context_->arena->New<ast::Constant>();
  node->kind = ast::ExprKind::kConstant;
  node->span = Cover(first.span, last.span);
  node->constant_kind = kind;
  node->is_u_string =
      kind == ast::ConstantKind::kStr && buffer_.text[first.begin] == 'u';
  node->text = text;
  return node;
}

Expr* StringAssembler::Run() {
  // The plain case: one literal whose value is its text.
  if (tokens_.size() == 1) {
    const Literal literal = TakeApart(tokens_[0], buffer_);
    if (!literal.bytes && !literal.formatted && !HasEscapes(literal)) {
      return MakeConstant(ast::ConstantKind::kStr, literal.inside, tokens_[0],
                          tokens_[0]);
    }
  }
  Pieces pieces;
  std::string message;
  bool formatted = false;
  bool bytes = false;
  for (const Token& token : tokens_) {
    const Literal literal = TakeApart(token, buffer_);
    token_ = &token;
    std::string value;
    if (literal.bytes) {
      const auto is_ascii = [](char c) {
        return static_cast<unsigned char>(c) < 0x80;
      };
      if (!std::all_of(literal.inside.begin(), literal.inside.end(),
                       is_ascii)) {
        Fail("bytes can only contain ASCII literal characters");
        fault_->place = StringFault::Place::kToken;
        fault_->token = &token;
        return nullptr;
      }
      if (literal.raw) {
        value.assign(literal.inside.data(), literal.inside.size());
      } else if (!DecodeBytesEscapes(literal.inside, &value, &message)) {
        Fail(std::move(message));
        return nullptr;
      }
    } else if (!literal.formatted) {
      if (literal.raw) {
        value.assign(literal.inside.data(), literal.inside.size());
      } else if (!DecodeStringEscapes(literal.inside, &value, &message)) {
        Fail(std::move(message));
        return nullptr;
      }
    }
    if (&token != &tokens_.front() && bytes != literal.bytes) {
      Fail("cannot mix bytes and nonbytes literals");
      return nullptr;
    }
    bytes = literal.bytes;
    if (literal.formatted) {
      formatted = true;
      size_t pos = 0;
      if (!AddFormatted(literal.inside, &pos, literal.raw, 0, &pieces)) {
        return nullptr;
      }
    } else {
      pieces.literal.append(value);
    }
  }
  if (formatted) return JoinedStr(&pieces, tokens_.front(), tokens_.back());
  return MakeConstant(
      bytes ? ast::ConstantKind::kBytes : ast::ConstantKind::kStr,
      context_->arena->CopyString(pieces.literal), tokens_.front(),
      tokens_.back());
}

void StringAssembler::Flush(Pieces* pieces, const Token& first,
                            const Token& last) {
  if (pieces->literal.empty()) return;
  pieces->values.push_back(
      MakeConstant(ast::ConstantKind::kStr,
                   context_->arena->CopyString(pieces->literal), first, last));
  pieces->literal.clear();
}

Expr* StringAssembler::JoinedStr(Pieces* pieces, const Token& first,
                                 const Token& last) {
  Flush(pieces, first, last);
  auto* node = context_->arena->New<ast::JoinedStr>();
  node->kind = ast::ExprKind::kJoinedStr;
  node->span = Cover(first.span, last.span);
  node->values = context_->arena->Copy(absl::Span<Expr* const>(pieces->values));
  return node;
}

// Reads literal text and fields from `*pos` on: to the end, or in a format
// specification (level > 0) to its closing brace.
bool StringAssembler::AddFormatted(absl::string_view text, size_t* pos,
                                   bool raw, int level, Pieces* out) {
  while (true) {
    bool doubled = false;
    if (!AddFormattedLiteral(text, pos, raw, level, &out->literal, &doubled)) {
      return false;
    }
    if (doubled) continue;
    if (*pos >= text.size() || text[*pos] == '}') break;
    std::string debug_text;
    Expr* field = Field(text, pos, raw, level, &debug_text);
    if (field == nullptr) return false;
    out->literal.append(debug_text);
    Flush(out, tokens_.front(), tokens_.back());
    out->values.push_back(field);
  }
  if (level == 0 && *pos < text.size()) {
    return Fail("f-string: unexpected end of string");
  }
  if (level > 0 && (*pos >= text.size() || text[*pos] != '}')) {
    return Fail("f-string: expecting '}'");
  }
  return true;
}

// Literal text up to a brace. A doubled brace ends it too, with *doubled set,
// and stands for one.
bool StringAssembler::AddFormattedLiteral(absl::string_view text, size_t* pos,
                                          bool raw, int level, std::string* out,
                                          bool* doubled) {
  const size_t begin = *pos;
  size_t i = begin;
  size_t next = absl::string_view::npos;  // where to go on, if not at i
  while (i < text.size()) {
    char c = text[i++];
    if (!raw && c == '\\' && i < text.size()) {
      c = text[i++];
      if (c == 'N') {
        // The braces of \N{...} are no field.
        if (i < text.size() && text[i++] == '{') {
          while (i < text.size() && text[i++] != '}') {
          }
        }
        continue;
      }
    }
    if (c != '{' && c != '}') continue;
    if (level == 0) {
      if (i < text.size() && text[i] == c) {
        next = i + 1;
        *doubled = true;
        break;
      }
      if (c == '}') return Fail("f-string: single '}' is not allowed");
    }
    --i;
    break;
  }
  *pos = next == absl::string_view::npos ? i : next;
  const absl::string_view literal = text.substr(begin, i - begin);
  if (raw) {
    out->append(literal.data(), literal.size());
    return true;
  }
  std::string message;
  if (DecodeStringEscapes(literal, out, &message)) return true;
  return Fail(std::move(message));
}

// Moves `*pos` from behind '{' to the character that ends the expression.
bool StringAssembler::FindFieldEnd(absl::string_view text, size_t* pos) {
  char quote = 0;
  bool triple = false;
  std::string open;
  size_t& i = *pos;
  const auto triple_at = [&](char c) {
    return i + 2 < text.size() && text[i + 1] == c && text[i + 2] == c;
  };
  for (; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\') {
      return Fail("f-string expression part cannot include a backslash");
    }
    if (quote != 0) {
      if (c != quote) continue;
      if (!triple) {
        quote = 0;
      } else if (triple_at(c)) {
        i += 2;
        quote = 0;
      }
      continue;
    }
    if (c == '\'' || c == '"') {
      triple = triple_at(c);
      if (triple) i += 2;
      quote = c;
      continue;
    }
    if (c == '[' || c == '{' || c == '(') {
      if (open.size() >= kMaxBracketDepth) {
        return Fail("f-string: too many nested parenthesis");
      }
      open.push_back(c);
      continue;
    }
    if (c == '#') return Fail("f-string expression part cannot include '#'");
    if (open.empty() && (c == '!' || c == ':' || c == '}' || c == '=' ||
                         c == '<' || c == '>')) {
      if (i + 1 < text.size() && text[i + 1] == '=' && c != ':' && c != '}') {
        ++i;
        continue;
      }
      if (c == '<' || c == '>') continue;
      break;
    }
    if (c == ']' || c == '}' || c == ')') {
      if (open.empty()) {
        return Fail(absl::StrFormat("f-string: unmatched '%c'", c));
      }
      const char opening = open.back();
      open.pop_back();
      const bool matches = (opening == '(' && c == ')') ||
                           (opening == '[' && c == ']') ||
                           (opening == '{' && c == '}');
      if (!matches) {
        return Fail(
            absl::StrFormat("f-string: closing parenthesis '%c' does "
                            "not match opening parenthesis '%c'",
                            c, opening));
      }
    }
  }
  if (quote != 0) return Fail("f-string: unterminated string");
  if (!open.empty()) {
    return Fail(absl::StrFormat("f-string: unmatched '%c'", open.back()));
  }
  if (i >= text.size()) return Fail("f-string: expecting '}'");
  return true;
}

// `{expression=!r:spec}`; `*pos` is at the brace.
Expr* StringAssembler::Field(absl::string_view text, size_t* pos, bool raw,
                             int level, std::string* debug_text) {
  const auto expecting_brace = [this] {
    Fail("f-string: expecting '}'");
    return nullptr;
  };
  if (level >= 2) {
    Fail("f-string: expressions nested too deeply");
    return nullptr;
  }
  size_t& i = *pos;
  const size_t begin = ++i;
  if (!FindFieldEnd(text, &i)) return nullptr;
  Expr* value = FieldExpression(text, begin, i);
  if (value == nullptr) return nullptr;

  bool debug = false;
  if (text[i] == '=') {
    debug = true;
    ++i;
    while (i < text.size() &&
           (text[i] == ' ' || (text[i] >= '\t' && text[i] <= '\r'))) {
      ++i;
    }
    if (i >= text.size()) return expecting_brace();
    debug_text->assign(text.data() + begin, i - begin);
    context_->Needs(8, "f-string: self documenting expressions are", value->span);
  }
  auto conversion = ast::Conversion::kNone;
  if (text[i] == '!') {
    ++i;
    if (i >= text.size()) return expecting_brace();
    switch (text[i++]) {
      case 's':
        conversion = ast::Conversion::kStr;
        break;
      case 'r':
        conversion = ast::Conversion::kRepr;
        break;
      case 'a':
        conversion = ast::Conversion::kAscii;
        break;
      default:
        Fail(
            "f-string: invalid conversion character: expected 's', 'r', or "
            "'a'");
        return nullptr;
    }
  }
  Expr* format_spec = nullptr;
  if (i < text.size() && text[i] == ':') {
    ++i;
    if (i >= text.size()) return expecting_brace();
    Pieces pieces;
    if (!AddFormatted(text, &i, raw, level + 1, &pieces)) return nullptr;
    // Of several adjacent literals, a specification spans only its own.
    format_spec = JoinedStr(&pieces, *token_, *token_);
  }
  if (i >= text.size() || text[i] != '}') return expecting_brace();
  ++i;
  if (debug && format_spec == nullptr && conversion == ast::Conversion::kNone) {
    conversion = ast::Conversion::kRepr;
  }
  auto* node = context_->arena->New<ast::FormattedValue>();
  node->kind = ast::ExprKind::kFormattedValue;
  node->span = span_;
  node->value = value;
  node->conversion = conversion;
  node->format_spec = format_spec;
  return node;
}

// Parses text[begin, end) as an expression in brackets, with the positions it
// has in the file.
Expr* StringAssembler::FieldExpression(absl::string_view text, size_t begin,
                                       size_t end) {
  const absl::string_view inside = text.substr(begin, end - begin);
  if (inside.find_first_not_of(" \t\n\f") == absl::string_view::npos) {
    const char after = text[end];
    if (after == '!' || after == ':' || after == '=') {
      Fail(absl::StrFormat("f-string: expression required before '%c'", after));
    } else {
      Fail("f-string: empty expression not allowed");
    }
    return nullptr;
  }
  Arena* arena = context_->arena;
  char* data = static_cast<char*>(arena->Allocate(inside.size() + 4, 1));
  data[0] = '(';
  std::copy(inside.begin(), inside.end(), data + 1);
  data[inside.size() + 1] = ')';
  data[inside.size() + 2] = '\n';
  data[inside.size() + 3] = '\0';

  SourceBuffer buffer;
  buffer.text = absl::string_view(data, inside.size() + 3);
  // The brace becomes the bracket, so its position is that of the text. When
  // only a line end follows the brace, columns are not shifted at all.
  const char* token_begin = buffer_.text.data() + token_->begin;
  const char* brace = text.data() + begin - 1;
  const int32_t lines =
      static_cast<int32_t>(std::count(token_begin, brace, '\n'));
  int32_t cols = 0;
  const size_t first = inside.find_first_not_of(" \t\f");
  const bool newline_after_brace =
      first != absl::string_view::npos && inside[first] == '\n';
  if (!newline_after_brace) {
    const char* start = brace;
    while (start > token_begin && *start != '\n') --start;
    cols = static_cast<int32_t>(brace - start);
    if (*start == '\n') --cols;
  }
  buffer.first_line = token_->span.line + lines;
  buffer.first_col = lines != 0 ? cols : token_->span.col + cols;

  const TokenStream stream =
      Tokenize(buffer, ast::Mode::kExec, arena, context_->symbols);
  Parser parser(&stream, context_);
  Expr* value = parser.StarExpressions();
  if (value != nullptr) return value;
  if (context_->out_of_stack || context_->tree_too_high) return nullptr;
  fault_->place = StringFault::Place::kUnknown;
  if (diagnose_) {
    fault_->place = StringFault::Place::kComplete;
    fault_->error = Diagnose(stream, GrammarStart::kFString, 0, context_);
  }
  return nullptr;
}

}  // namespace

Expr* ConcatenateStrings(absl::Span<const Token> tokens,
                         const SourceBuffer& buffer, ParseContext* context,
                         bool diagnose, StringFault* fault) {
  return StringAssembler(tokens, buffer, context, diagnose, fault).Run();
}

}  // namespace pyjit::internal
