#include "ir/text_lexer.h"

#include "absl/strings/ascii.h"
#include "absl/strings/escaping.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"

namespace pyjit::ir {
namespace {

bool IsNameStart(char c) {
  return absl::ascii_isalpha(static_cast<unsigned char>(c)) || c == '_';
}
bool IsNamePart(char c) {
  return absl::ascii_isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '.';
}
bool IsDigit(char c) { return absl::ascii_isdigit(static_cast<unsigned char>(c)); }

}  // namespace

absl::Status ErrorAt(const Token& token, absl::string_view message) {
  return absl::InvalidArgumentError(
      absl::StrCat(token.line, ":", token.column, ": ", message));
}

absl::StatusOr<std::vector<Token>> Tokenize(absl::string_view text) {
  std::vector<Token> tokens;
  size_t i = 0, line_start = 0;
  int line = 1;
  while (i < text.size()) {
    char c = text[i];
    if (c == '\n') {
      ++line;
      line_start = ++i;
      continue;
    }
    if (absl::ascii_isspace(static_cast<unsigned char>(c))) {
      ++i;
      continue;
    }
    if (c == ';' || absl::StartsWith(text.substr(i), "//")) {
      while (i < text.size() && text[i] != '\n') ++i;
      continue;
    }
    Token token;
    token.line = line;
    token.column = static_cast<int>(i - line_start) + 1;
    size_t start = i;
    if (c == '%' || c == '!') {
      token.kind = c == '%' ? TokenKind::kValue : TokenKind::kSnapshot;
      start = ++i;
      while (i < text.size() && IsNamePart(text[i])) ++i;
      if (i == start) {
        return ErrorAt(token, absl::StrCat("a name or number must follow ",
                                           std::string(1, c)));
      }
      token.text = std::string(text.substr(start, i - start));
    } else if (IsNameStart(c)) {
      token.kind = TokenKind::kName;
      while (i < text.size() && IsNamePart(text[i])) ++i;
      token.text = std::string(text.substr(start, i - start));
      // The bits of a NaN belong to its name.
      if (token.text == "nan" && absl::StartsWith(text.substr(i), ":0x")) {
        i += 3;
        while (i < text.size() && IsNamePart(text[i])) ++i;
        token.kind = TokenKind::kNumber;
        token.text = std::string(text.substr(start, i - start));
      } else if (token.text == "inf") {
        token.kind = TokenKind::kNumber;
      }
    } else if (IsDigit(c) || c == '-' || c == '+') {
      token.kind = TokenKind::kNumber;
      if (!IsDigit(c)) ++i;
      while (i < text.size() &&
             (IsNamePart(text[i]) || ((text[i] == '-' || text[i] == '+') &&
                                      (text[i - 1] == 'e' || text[i - 1] == 'E')))) {
        ++i;
      }
      token.text = std::string(text.substr(start, i - start));
      if (token.text.size() == 1 && !IsDigit(c)) {
        return ErrorAt(token, "a number must follow the sign");
      }
    } else if (c == '"') {
      token.kind = TokenKind::kString;
      start = ++i;
      while (i < text.size() && text[i] != '"' && text[i] != '\n') {
        i += text[i] == '\\' ? 2 : 1;
      }
      if (i >= text.size() || text[i] != '"') {
        return ErrorAt(token, "unterminated string");
      }
      std::string error;
      if (!absl::CUnescape(text.substr(start, i - start), &token.text, &error)) {
        return ErrorAt(token, absl::StrCat("bad string: ", error));
      }
      ++i;
    } else if (absl::string_view("{}()[]:,=|#@").find(c) !=
               absl::string_view::npos) {
      token.kind = TokenKind::kMark;
      token.text = std::string(1, c);
      ++i;
    } else {
      return ErrorAt(token, absl::StrCat("unexpected character '",
                                         absl::CHexEscape(std::string(1, c)), "'"));
    }
    tokens.push_back(std::move(token));
  }
  Token end;
  end.line = line;
  end.column = static_cast<int>(i - line_start) + 1;
  tokens.push_back(std::move(end));
  return tokens;
}

}  // namespace pyjit::ir
