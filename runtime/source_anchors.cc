#include "runtime/source_anchors.h"

#include <cctype>
#include <string>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/string_view.h"

namespace pyjit {
namespace {

enum class TokenKind { kOperand, kKeyword, kOperator, kOpen, kClose };

struct Token {
  TokenKind kind;
  int start, end;
  int match = -1;  // index of the matching bracket
};

bool IsNameByte(unsigned char c) { return std::isalnum(c) || c == '_' || c >= 0x80; }

bool IsKeyword(absl::string_view s) {
  static constexpr absl::string_view kWords[] = {
      "and", "or", "not", "in", "is", "if", "else", "lambda", "for", "await", "yield", "async",
      "from", "return", "raise", "del", "assert", "import", "global", "nonlocal", "while",
      "with", "try", "class", "def", "pass", "break", "continue", "except", "finally", "elif",
      "as"};
  for (absl::string_view word : kWords) {
    if (s == word) return true;
  }
  return false;
}

// End of the string literal whose quote is at `i`, or npos.
size_t StringEnd(absl::string_view s, size_t i) {
  char quote = s[i];
  bool triple = s.substr(i, 3) == std::string(3, quote);
  size_t j = i + (triple ? 3 : 1);
  while (j < s.size()) {
    if (s[j] == '\\') {
      j += 2;
    } else if (triple ? s.substr(j, 3) == std::string(3, quote) : s[j] == quote) {
      return j + (triple ? 3 : 1);
    } else {
      ++j;
    }
  }
  return absl::string_view::npos;
}

size_t NumberEnd(absl::string_view s, size_t i) {
  bool hex = s.size() > i + 1 && s[i] == '0' && (s[i + 1] == 'x' || s[i + 1] == 'X');
  size_t j = i;
  while (j < s.size()) {
    unsigned char c = static_cast<unsigned char>(s[j]);
    if (IsNameByte(c) || c == '.') {
      ++j;
    } else if ((c == '+' || c == '-') && !hex && j > i && (s[j - 1] == 'e' || s[j - 1] == 'E')) {
      ++j;
    } else {
      break;
    }
  }
  return j;
}

bool Tokenize(absl::string_view s, std::vector<Token>* out) {
  std::vector<int> open;
  size_t i = 0;
  while (i < s.size()) {
    unsigned char c = static_cast<unsigned char>(s[i]);
    size_t start = i;
    Token token{TokenKind::kOperand, 0, 0};
    if (c == ' ' || c == '\t' || c == '\f') {
      ++i;
      continue;
    }
    if (c == '#') break;
    if (c == '\n' || c == '\r' || c == '\\') return false;
    if (std::isdigit(c) ||
        (c == '.' && i + 1 < s.size() && std::isdigit(static_cast<unsigned char>(s[i + 1])) &&
         (out->empty() || out->back().kind == TokenKind::kOperator ||
          out->back().kind == TokenKind::kOpen || out->back().kind == TokenKind::kKeyword))) {
      i = NumberEnd(s, i);
    } else if (IsNameByte(c)) {
      while (i < s.size() && IsNameByte(static_cast<unsigned char>(s[i]))) ++i;
      absl::string_view word = s.substr(start, i - start);
      if (i < s.size() && (s[i] == '"' || s[i] == '\'') && word.size() <= 2) {
        i = StringEnd(s, i);  // a prefixed literal
        if (i == absl::string_view::npos) return false;
      } else if (IsKeyword(word)) {
        token.kind = TokenKind::kKeyword;
      }
    } else if (c == '"' || c == '\'') {
      i = StringEnd(s, i);
      if (i == absl::string_view::npos) return false;
    } else if (c == '(' || c == '[' || c == '{') {
      token.kind = TokenKind::kOpen;
      open.push_back(static_cast<int>(out->size()));
      ++i;
    } else if (c == ')' || c == ']' || c == '}') {
      if (open.empty()) return false;
      token.kind = TokenKind::kClose;
      token.match = open.back();
      (*out)[open.back()].match = static_cast<int>(out->size());
      open.pop_back();
      ++i;
    } else {
      static constexpr absl::string_view kLong[] = {"**=", "//=", ">>=", "<<=", "...", "**", "//",
                                                    "<<",  ">>",  "<=",  ">=",  "==",  "!=", ":=",
                                                    "->",  "+=",  "-=",  "*=",  "/=",  "%=", "@=",
                                                    "&=",  "|=",  "^="};
      token.kind = TokenKind::kOperator;
      i = start + 1;
      for (absl::string_view op : kLong) {
        if (absl::StartsWith(s.substr(start), op)) {
          i = start + op.size();
          break;
        }
      }
      if (s.substr(start, i - start) == "...") token.kind = TokenKind::kOperand;
    }
    token.start = static_cast<int>(start);
    token.end = static_cast<int>(i);
    out->push_back(token);
  }
  return open.empty() && !out->empty();
}

// How tightly a binary operator binds; 0 if it is none of arithmetic's.
int Precedence(absl::string_view op) {
  if (op == "|") return 1;
  if (op == "^") return 2;
  if (op == "&") return 3;
  if (op == "<<" || op == ">>") return 4;
  if (op == "+" || op == "-") return 5;
  if (op == "*" || op == "/" || op == "//" || op == "%" || op == "@") return 6;
  if (op == "**") return 8;
  return 0;
}

class Finder {
 public:
  Finder(absl::string_view text, std::vector<Token> tokens)
      : text_(text), tokens_(std::move(tokens)) {}

  bool Find(SourceAnchors* out) const {
    int begin = 0, end = static_cast<int>(tokens_.size());
    // The whole may stand in parentheses.
    while (begin < end && text_[tokens_[begin].start] == '(' &&
           tokens_[begin].match == end - 1 && IsGroup(begin)) {
      ++begin;
      --end;
    }
    if (begin >= end) return false;
    int op = TopOperator(begin, end);
    if (op >= 0) return MarkOperator(begin, op, end, out);
    if (op == kNotArithmetic) return false;
    return MarkSubscript(begin, end, out);
  }

 private:
  static constexpr int kNone = -1, kNotArithmetic = -2;

  absl::string_view TextOf(int i) const {
    return text_.substr(tokens_[i].start, tokens_[i].end - tokens_[i].start);
  }

  // A parenthesis that only groups: no tuple, generator or walrus-free oddity.
  bool IsGroup(int open) const {
    int close = tokens_[open].match;
    if (close == open + 1) return false;
    for (int i = open + 1; i < close; ++i) {
      if (tokens_[i].kind == TokenKind::kOpen) {
        i = tokens_[i].match;
        continue;
      }
      absl::string_view s = TextOf(i);
      if (s == "," || s == "for" || s == "async") return false;
    }
    return true;
  }

  bool EndsOperand(int i) const {
    return tokens_[i].kind == TokenKind::kOperand || tokens_[i].kind == TokenKind::kClose;
  }

  // The operator of the outermost binary operation among tokens [begin, end).
  int TopOperator(int begin, int end) const {
    int best = kNone, best_precedence = 100;
    bool starts_unary = false;
    for (int i = begin; i < end; ++i) {
      const Token& token = tokens_[i];
      if (token.kind == TokenKind::kOpen) {
        i = token.match;
        continue;
      }
      absl::string_view s = TextOf(i);
      if (token.kind == TokenKind::kKeyword) {
        if (s != "await") return kNotArithmetic;
        continue;
      }
      if (token.kind != TokenKind::kOperator || s == ".") continue;
      if (i == begin || !EndsOperand(i - 1)) {
        if (s != "-" && s != "+" && s != "~") return kNotArithmetic;
        if (i == begin) starts_unary = true;
        continue;
      }
      int precedence = Precedence(s);
      if (precedence == 0) return kNotArithmetic;
      // ** groups to the right, so its first is the outermost; others the last.
      if (precedence < best_precedence || (precedence == best_precedence && precedence != 8)) {
        best = i;
        best_precedence = precedence;
      }
    }
    if (starts_unary && (best == kNone || best_precedence == 8)) return kNotArithmetic;
    return best;
  }

  // End offset of the node that the operand [begin, end) is: grouping
  // parentheses do not belong to it.
  int NodeEnd(int begin, int end) const {
    while (end - begin > 2 && text_[tokens_[begin].start] == '(' &&
           tokens_[begin].match == end - 1 && IsGroup(begin)) {
      ++begin;
      --end;
    }
    return tokens_[end - 1].end;
  }
  int NodeStart(int begin, int end) const {
    while (end - begin > 2 && text_[tokens_[begin].start] == '(' &&
           tokens_[begin].match == end - 1 && IsGroup(begin)) {
      ++begin;
      --end;
    }
    return tokens_[begin].start;
  }

  bool MarkOperator(int begin, int op, int end, SourceAnchors* out) const {
    if (op + 1 >= end) return false;
    int right = NodeStart(op + 1, end);
    for (int i = NodeEnd(begin, op); i < right; ++i) {
      if (IsSpace(text_[i])) continue;
      out->left_end = i;
      out->right_start = i + 1;
      if (i + 1 < right && !IsSpace(text_[i + 1])) ++out->right_start;
      return true;
    }
    return false;
  }

  bool MarkSubscript(int begin, int end, SourceAnchors* out) const {
    const Token& last = tokens_[end - 1];
    if (last.kind != TokenKind::kClose || text_[last.start] != ']') return false;
    int open = last.match;
    if (open <= begin || !EndsOperand(open - 1)) return false;
    if (open + 1 == end - 1) return false;
    // await x[0] is an await; await (x)[0] too.
    if (TextOf(begin) == "await") return false;
    out->left_end = NodeEnd(begin, open);
    out->right_start = NodeEnd(open + 1, end - 1) + 1;
    return true;
  }

  static bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\f'; }

  absl::string_view text_;
  std::vector<Token> tokens_;
};

}  // namespace

bool FindSourceAnchors(absl::string_view segment, SourceAnchors* out) {
  std::vector<Token> tokens;
  // Deep nesting costs nothing here, but very long lines are not worth it.
  if (segment.size() > 20000 || !Tokenize(segment, &tokens)) return false;
  return Finder(segment, std::move(tokens)).Find(out);
}

}  // namespace pyjit
