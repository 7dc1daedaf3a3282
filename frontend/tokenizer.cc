#include "frontend/tokenizer.h"

#include <algorithm>
#include <cstring>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "frontend/tokenizer_internal.h"
#include "frontend/unicode.h"

namespace pyjit {

absl::string_view SourceBuffer::Line(int32_t line) const {
  absl::string_view rest = text;
  for (int32_t i = first_line; i < line; ++i) {
    const size_t newline = rest.find('\n');
    if (newline == absl::string_view::npos) break;
    if (newline + 1 == rest.size()) break;
    rest.remove_prefix(newline + 1);
  }
  return rest.substr(0, rest.find('\n'));
}

SourceBuffer MakeSourceBuffer(absl::string_view source, Arena* arena) {
  char* data = static_cast<char*>(arena->Allocate(source.size() + 2, 1));
  size_t size = 0;
  if (std::memchr(source.data(), '\r', source.size()) == nullptr) {
    if (!source.empty()) std::memcpy(data, source.data(), source.size());
    size = source.size();
  } else {
    for (size_t i = 0; i < source.size(); ++i) {
      if (source[i] == '\r') {
        data[size++] = '\n';
        if (i + 1 < source.size() && source[i + 1] == '\n') ++i;
      } else {
        data[size++] = source[i];
      }
    }
  }
  SourceBuffer buffer;
  buffer.added_newline = size == 0 || data[size - 1] != '\n';
  if (buffer.added_newline) data[size++] = '\n';
  data[size] = '\0';
  buffer.text = absl::string_view(data, size);
  return buffer;
}

namespace internal {
namespace {

enum CharClass : uint8_t {
  kOther,
  kIdentifierStart,
  kDigit,
  kQuote,
  kOperator,
  kOpen,
  kClose,
};

struct CharTable {
  uint8_t kind[256];
  bool continues_identifier[256];
};

constexpr CharTable MakeCharTable() {
  CharTable table{};
  for (int c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        c == '_' || c >= 0x80;
    const bool digit = c >= '0' && c <= '9';
    table.kind[c] = letter ? kIdentifierStart : digit ? kDigit : kOther;
    table.continues_identifier[c] = letter || digit;
  }
  for (const char c : {'"', '\''}) table.kind[int{c}] = kQuote;
  for (const char c : {'(', '[', '{'}) table.kind[int{c}] = kOpen;
  for (const char c : {')', ']', '}'}) table.kind[int{c}] = kClose;
  for (const char c : {':', ',', ';', '+', '-', '*', '/', '|', '&', '<', '>',
                       '=', '.', '%', '~', '^', '@', '!'}) {
    table.kind[int{c}] = kOperator;
  }
  return table;
}

constexpr CharTable kChars = MakeCharTable();

inline unsigned char Byte(const char* p) {
  return static_cast<unsigned char>(*p);
}

}  // namespace

Tokenizer::Tokenizer(const SourceBuffer& buffer, ast::Mode mode, Arena* arena,
                     SymbolTable* symbols, bool type_comments, bool imply_dedent)
    : mode_(mode),
      arena_(arena),
      symbols_(symbols),
      type_comments_(type_comments),
      imply_dedent_(imply_dedent) {
  out_.buffer = buffer;
  begin_ = buffer.text.data();
  end_ = begin_ + buffer.text.size();
  line_ = buffer.first_line;
  line_start_ = begin_;
  // Outside a module, Python's tokenizer adds no line end: the text just stops.
  implicit_end_ =
      buffer.added_newline && mode != ast::Mode::kExec ? end_ - 1 : end_;
  if (implicit_end_ == begin_) line_ = 0;  // not even a first line
  out_.tokens.reserve(buffer.text.size() / 5 + 16);
  indents_.push_back({0, 0});
}

void Tokenizer::Emit(TokenKind kind, const char* start, const char* end) {
  const int32_t shift =
      line_ == out_.buffer.first_line ? out_.buffer.first_col : 0;
  const int32_t col = static_cast<int32_t>(start - line_start_);
  const int32_t length = static_cast<int32_t>(end - start);
  out_.tokens.push_back(
      Token{kind, static_cast<uint8_t>(level_),
            SourceSpan{line_, col + shift, line_, col + length + shift},
            static_cast<uint32_t>(start - begin_),
            static_cast<uint32_t>(end - begin_), 0});
}

void Tokenizer::EmitWithoutExtent(TokenKind kind, const char* at) {
  const uint32_t offset = static_cast<uint32_t>(at - begin_);
  out_.tokens.push_back(Token{kind, static_cast<uint8_t>(level_),
                              SourceSpan{line_, -1, line_, -1}, offset, offset,
                              0});
}

void Tokenizer::Fail(const char* at, std::string message, int32_t offset,
                     int32_t end_offset) {
  const char* line_end = static_cast<const char*>(
      std::memchr(line_start_, '\n', end_ - line_start_));
  const absl::string_view line(line_start_, line_end - line_start_);
  if (offset < 0) {
    offset = ByteToCharOffset(line, static_cast<int32_t>(at - line_start_));
  }
  SyntaxErrorInfo& error = out_.error;
  error.message = std::move(message);
  error.line = line_;
  error.offset = offset;
  error.end_line = line_;
  error.end_offset = end_offset < 0 ? offset : end_offset;
  error.text = std::string(line);
  error.has_text = true;
  out_.fault = LexFault::kMessage;
  EmitWithoutExtent(TokenKind::kError, at);
}

void Tokenizer::FailLayout(SyntaxErrorKind kind, const char* at,
                           std::string message, int32_t offset,
                           int32_t end_offset) {
  const char* line_end = static_cast<const char*>(
      std::memchr(line_start_, '\n', end_ - line_start_));
  const absl::string_view line(
      line_start_, std::min(line_end + 1, implicit_end_) - line_start_);
  SyntaxErrorInfo& error = out_.error;
  error.kind = kind;
  error.message = std::move(message);
  error.line = line_;
  error.offset = ByteToCharOffset(line, offset);
  error.end_line = line_;
  error.end_offset = end_offset;
  error.text = std::string(line);
  error.has_text = true;
  out_.fault = LexFault::kLayout;
  EmitWithoutExtent(TokenKind::kError, at);
}

void Tokenizer::MeetEnd() { out_.end_token = std::min(out_.end_token, out_.tokens.size()); }

void Tokenizer::FailEndOfFile(const char* at) {
  MeetEnd();
  out_.fault = LexFault::kEndOfFile;
  EmitWithoutExtent(TokenKind::kError, at);
}

const char* Tokenizer::NextLine(const char* p) {
  if (p < end_) {
    ++line_;
    line_start_ = p;
  }
  return p;
}

TokenStream Tokenizer::Run() {
  const char* p = begin_;
  bool at_line_start = true;
  while (p != nullptr) {
    bool blank = false;
    if (at_line_start) {
      at_line_start = false;
      p = ReadIndentation(p, &blank);
      if (p == nullptr) break;
    }
    p = ReadLine(p, blank);
    at_line_start = true;
  }
  return std::move(out_);
}

// Measures the white space that begins a line and emits Indent and Dedent.
// Returns the first other character, or null when it failed.
const char* Tokenizer::ReadIndentation(const char* p, bool* blank) {
  int32_t col = 0;
  int32_t alt_col = 0;  // with tabs one wide: tells whether tabs decide
  int32_t continued_col = 0;
  for (;; ++p) {
    if (*p == ' ') {
      ++col;
      ++alt_col;
    } else if (*p == '\t') {
      col = (col / 8 + 1) * 8;
      ++alt_col;
    } else if (*p == '\f') {
      col = alt_col = 0;
    } else if (*p == '\\') {
      // The indentation of a continued line is that of its first part.
      if (continued_col == 0) continued_col = col;
      const char* next = ContinueLine(p);
      if (next == nullptr) return nullptr;
      p = next - 1;
    } else {
      break;
    }
  }
  if (p != end_ && (*p == '#' || *p == '\n') && p != implicit_end_) {
    *blank = true;
    return p;
  }
  if (level_ > 0) return p;
  if (continued_col != 0) col = alt_col = continued_col;
  if (p == end_) MeetEnd();
  return SetIndentation(p, col, alt_col) ? p : nullptr;
}

bool Tokenizer::SetIndentation(const char* p, int32_t col, int32_t alt_col) {
  const auto line_end = [this] {
    const char* newline = static_cast<const char*>(
        std::memchr(line_start_, '\n', end_ - line_start_));
    return std::min(newline + 1, implicit_end_);
  };
  const auto tabs = [&] {
    FailLayout(SyntaxErrorKind::kTabError, line_end(),
               "inconsistent use of tabs and spaces in indentation", 1, 0);
    return false;
  };
  if (col == indents_.back().col) {
    return alt_col == indents_.back().alt_col || tabs();
  }
  if (col > indents_.back().col) {
    if (static_cast<int>(indents_.size()) >= kMaxIndentDepth) {
      FailLayout(SyntaxErrorKind::kIndentationError, line_end(),
                 "too many levels of indentation", 1, 0);
      return false;
    }
    if (alt_col <= indents_.back().alt_col) return tabs();
    indents_.push_back({col, alt_col});
    EmitWithoutExtent(TokenKind::kIndent, p);
    return true;
  }
  int dedents = 0;
  while (indents_.size() > 1 && col < indents_.back().col) {
    indents_.pop_back();
    ++dedents;
  }
  if (col != indents_.back().col) {
    // Where exactly is the parser's to say: it depends on this line's length.
    FailLayout(SyntaxErrorKind::kIndentationError, line_end(),
               "unindent does not match any outer indentation level",
               static_cast<int32_t>(line_end() - line_start_), -1);
    return false;
  }
  if (alt_col != indents_.back().alt_col) return tabs();
  for (; dedents > 0; --dedents) EmitWithoutExtent(TokenKind::kDedent, p);
  return true;
}

// `p` is at a backslash. Returns the start of the next line or null.
const char* Tokenizer::ContinueLine(const char* p) {
  if (p[1] != '\n' || p + 1 == implicit_end_) {
    const char* after = p + 1 == implicit_end_ ? p + 1 : p + 2;
    const int32_t offset = static_cast<int32_t>(after - line_start_);
    FailLayout(SyntaxErrorKind::kSyntaxError, after,
               "unexpected character after line continuation character", offset,
               0);
    return nullptr;
  }
  if (p + 2 >= end_) {
    FailEndOfFile(end_);
    return nullptr;
  }
  return NextLine(p + 2);
}

const char* Tokenizer::Finish(const char* p) {
  if (level_ > 0) {
    FailEndOfFile(p);
    return nullptr;
  }
  MeetEnd();
  if (mode_ == ast::Mode::kSingle && !out_.tokens.empty()) {
    // Interactive text need not end its last line, and blocks are followed by
    // an empty one.
    EmitWithoutExtent(TokenKind::kNewline, p);
    const bool in_block = imply_dedent_ && indents_.size() > 1;
    if (!imply_dedent_) indents_.resize(1);
    for (; indents_.size() > 1; indents_.pop_back()) {
      EmitWithoutExtent(TokenKind::kDedent, p);
    }
    if (in_block) EmitWithoutExtent(TokenKind::kNewline, p);
  }
  EmitWithoutExtent(TokenKind::kEndMarker, p);
  return nullptr;
}

// Reads tokens until a line has ended. Returns the start of the next line, or
// null at the end or after a failure.
const char* Tokenizer::ReadLine(const char* p, bool blank) {
  const char* comment = nullptr;
  while (true) {
    while (*p == ' ' || *p == '\t' || *p == '\f') ++p;
    const unsigned char c = Byte(p);
    switch (kChars.kind[c]) {
      case kIdentifierStart:
        p = ReadNameOrString(p);
        break;
      case kDigit:
        p = ReadNumber(p);
        break;
      case kQuote:
        p = ReadString(p, p);
        break;
      case kOperator:
        p = c == '.' && p[1] >= '0' && p[1] <= '9' ? ReadNumber(p)
                                                   : ReadOperator(p);
        break;
      case kOpen:
        p = ReadOpen(p);
        break;
      case kClose:
        p = ReadClose(p);
        break;
      default:
        if (c == '#') {
          comment = p;
          p = static_cast<const char*>(std::memchr(p, '\n', end_ - p));
          if (type_comments_) NoteTypeComment(comment, p);
          continue;
        }
        if (p == implicit_end_ || p == end_) return Finish(p);
        if (c == '\n') {
          // A comment belongs to the line end behind it.
          if (!blank && level_ == 0) {
            Emit(TokenKind::kNewline, comment == nullptr ? p : comment, p);
          }
          return NextLine(p + 1);
        }
        if (c == '\\') {
          p = ContinueLine(p);
          break;
        }
        if (!IsPrintable(c)) {
          Fail(p + 1,
               absl::StrFormat("invalid non-printable character U+%04X", c));
          return nullptr;
        }
        Emit(TokenKind::kUnknown, p, p + 1);
        ++p;
    }
    if (p == nullptr) return nullptr;
  }
}

void Tokenizer::NoteTypeComment(const char* p, const char* end) {
  const char* start = p;
  for (const char* prefix = "# type: "; *prefix != '\0'; ++prefix) {
    if (*prefix == ' ') {
      while (p < end && (*p == ' ' || *p == '\t')) ++p;
    } else if (p < end && *p == *prefix) {
      ++p;
    } else {
      return;
    }
  }
  absl::string_view text(p, static_cast<size_t>(end - p));
  constexpr absl::string_view kIgnore = "ignore";
  const bool ignore =
      text.substr(0, kIgnore.size()) == kIgnore &&
      (text.size() == kIgnore.size() || (!kChars.continues_identifier[Byte(p + kIgnore.size())] ||
                                         p[kIgnore.size()] == '_'));
  if (ignore) text.remove_prefix(kIgnore.size());
  const auto col = static_cast<int32_t>(start - line_start_);
  const auto end_col = static_cast<int32_t>(end - line_start_);
  out_.type_comments.push_back({static_cast<uint32_t>(out_.tokens.size()),
                                SourceSpan{line_, col, line_, end_col}, text, ignore});
}

const char* Tokenizer::ReadNameOrString(const char* p) {
  const char* start = p;
  bool ascii = true;
  // A prefix of at most two letters, each kind once, then a quote.
  if (Byte(p) < 0x80) {
    unsigned seen = 0;  // 1: b, 2: r, 4: u, 8: f
    const char* q = p;
    while (q - p < 3) {
      const char letter = static_cast<char>(*q | 0x20);
      unsigned bit = 0;
      if (letter == 'b') {
        bit = 1;
        if ((seen & ~2u) != 0) break;
      } else if (letter == 'r') {
        bit = 2;
        if ((seen & 4u) != 0) break;
      } else if (letter == 'u') {
        bit = 4;
        if (seen != 0) break;
      } else if (letter == 'f') {
        bit = 8;
        if ((seen & ~2u) != 0) break;
      }
      if (bit == 0 || (seen & bit) != 0) break;
      seen |= bit;
      ++q;
      if (*q == '"' || *q == '\'') return ReadString(start, q);
    }
  }
  while (kChars.continues_identifier[Byte(p)]) {
    ascii &= Byte(p) < 0x80;
    ++p;
  }
  const absl::string_view text(start, p - start);
  if (!ascii && !CheckIdentifier(text)) return nullptr;
  const uint32_t symbol =
      ascii ? symbols_->Intern(text) : symbols_->InternNormalized(text);
  Emit((*symbols_)[symbol].kind, start, p);
  out_.tokens.back().symbol = symbol;
  return p;
}

// Reports the first character that cannot be part of an identifier.
bool Tokenizer::CheckIdentifier(absl::string_view text) {
  size_t pos = 0;
  while (pos < text.size()) {
    const size_t at = pos;
    const uint32_t c = DecodeUtf8(text, &pos);
    if (at == 0 ? IsIdentifierStart(c) : IsIdentifierContinue(c)) continue;
    const char* after = text.data() + pos;
    if (IsPrintable(c)) {
      Fail(after, absl::StrFormat("invalid character '%s' (U+%04X)",
                                  text.substr(at, pos - at), c));
    } else {
      Fail(after, absl::StrFormat("invalid non-printable character U+%04X", c));
    }
    return false;
  }
  return true;
}

// `start` is where the token begins, `p` its first quote.
const char* Tokenizer::ReadString(const char* start, const char* p) {
  const char quote = *p;
  const int32_t first_line = line_;
  const char* first_line_start = line_start_;
  const bool triple = p[1] == quote && p[2] == quote;
  if (!triple && p[1] == quote) {
    Emit(TokenKind::kString, start, p + 2);
    return p + 2;
  }
  p += triple ? 3 : 1;
  int quotes = 0;
  while (true) {
    const char c = *p;
    if (c == quote) {
      ++p;
      if (!triple || ++quotes == 3) break;
      continue;
    }
    quotes = 0;
    if (c == '\\') {
      ++p;
      if (*p == '\n' && p + 1 <= end_) {
        p = NextLine(p + 1);
        if (p >= end_)
          return FailString(start, first_line, first_line_start, triple, true);
        continue;
      }
      ++p;
      continue;
    }
    if (c == '\n') {
      if (!triple || p + 1 >= end_) {
        return FailString(start, first_line, first_line_start, triple,
                          triple || (p == implicit_end_ && mode_ != ast::Mode::kExec));
      }
      p = NextLine(p + 1);
      continue;
    }
    ++p;
  }
  if (line_ == first_line) {
    Emit(TokenKind::kString, start, p);
    return p;
  }
  Emit(TokenKind::kString, p, p);
  Token& token = out_.tokens.back();
  token.begin = static_cast<uint32_t>(start - begin_);
  token.span.line = first_line;
  // In an f-string's expression only tokens that end in its first line are
  // shifted, so this one never is.
  token.span.col = static_cast<int32_t>(start - first_line_start);
  return p;
}

const char* Tokenizer::FailString(const char* start, int32_t first_line,
                                  const char* first_line_start, bool triple, bool at_end) {
  if (at_end) MeetEnd();
  const int32_t detected = line_;
  line_ = first_line;
  line_start_ = first_line_start;
  Fail(start + 1,
       absl::StrCat("unterminated ", triple ? "triple-quoted " : "",
                    "string literal (detected at line ", detected, ")"));
  return nullptr;
}

const char* Tokenizer::ReadOpen(const char* p) {
  if (level_ >= kMaxBracketDepth) {
    Fail(p + 1, "too many nested parentheses");
    return nullptr;
  }
  out_.open_brackets.push_back(
      {*p, line_, static_cast<int32_t>(p - line_start_)});
  ++level_;
  Emit(*p == '('   ? TokenKind::kLeftParen
       : *p == '[' ? TokenKind::kLeftSquare
                   : TokenKind::kLeftBrace,
       p, p + 1);
  return p + 1;
}

const char* Tokenizer::ReadClose(const char* p) {
  const char c = *p;
  if (level_ == 0) {
    Fail(p + 1, absl::StrFormat("unmatched '%c'", c));
    return nullptr;
  }
  const OpenBracket open = out_.open_brackets.back();
  out_.open_brackets.pop_back();
  --level_;
  const bool matches = (open.bracket == '(' && c == ')') ||
                       (open.bracket == '[' && c == ']') ||
                       (open.bracket == '{' && c == '}');
  if (!matches) {
    std::string message = absl::StrFormat(
        "closing parenthesis '%c' does not match opening parenthesis '%c'", c,
        open.bracket);
    if (open.line != line_) absl::StrAppend(&message, " on line ", open.line);
    Fail(p + 1, std::move(message));
    return nullptr;
  }
  Emit(c == ')'   ? TokenKind::kRightParen
       : c == ']' ? TokenKind::kRightSquare
                  : TokenKind::kRightBrace,
       p, p + 1);
  return p + 1;
}

const char* Tokenizer::ReadOperator(const char* p) {
  using K = TokenKind;
  const auto emit = [&](K kind, int length) {
    Emit(kind, p, p + length);
    return p + length;
  };
  const char c = p[0];
  const char n = p[1];
  // Most operators are `x` and `x=`; some also `xx` and `xx=`.
  const auto pair = [&](K one, K one_equal) {
    return n == '=' ? emit(one_equal, 2) : emit(one, 1);
  };
  const auto quad = [&](K one, K one_equal, K two, K two_equal) {
    if (n == c) return p[2] == '=' ? emit(two_equal, 3) : emit(two, 2);
    return pair(one, one_equal);
  };
  switch (c) {
    case ':':
      return pair(K::kColon, K::kColonEqual);
    case ',':
      return emit(K::kComma, 1);
    case ';':
      return emit(K::kSemicolon, 1);
    case '~':
      return emit(K::kTilde, 1);
    case '.':
      return n == '.' && p[2] == '.' ? emit(K::kEllipsis, 3) : emit(K::kDot, 1);
    case '+':
      return pair(K::kPlus, K::kPlusEqual);
    case '-':
      if (n == '>') return emit(K::kArrow, 2);
      return pair(K::kMinus, K::kMinusEqual);
    case '%':
      return pair(K::kPercent, K::kPercentEqual);
    case '&':
      return pair(K::kAmpersand, K::kAmpersandEqual);
    case '|':
      return pair(K::kVerticalBar, K::kVerticalBarEqual);
    case '^':
      return pair(K::kCircumflex, K::kCircumflexEqual);
    case '@':
      return pair(K::kAt, K::kAtEqual);
    case '=':
      return pair(K::kEqual, K::kEqualEqual);
    case '!':
      return pair(K::kUnknown, K::kNotEqual);
    case '*':
      return quad(K::kStar, K::kStarEqual, K::kDoubleStar, K::kDoubleStarEqual);
    case '/':
      return quad(K::kSlash, K::kSlashEqual, K::kDoubleSlash,
                  K::kDoubleSlashEqual);
    case '<':
      if (n == '>') return emit(K::kLessGreater, 2);
      return quad(K::kLess, K::kLessEqual, K::kLeftShift, K::kLeftShiftEqual);
    default:
      return quad(K::kGreater, K::kGreaterEqual, K::kRightShift,
                  K::kRightShiftEqual);
  }
}

}  // namespace internal

TokenStream Tokenize(const SourceBuffer& buffer, ast::Mode mode, Arena* arena,
                     SymbolTable* symbols, bool type_comments, bool imply_dedent) {
  return internal::Tokenizer(buffer, mode, arena, symbols, type_comments, imply_dedent).Run();
}

}  // namespace pyjit
