// _tokenize: the tokens that the parser sees, for module tokenize.
//
//   TokenizerIter(source)   iterator over (string, type, lineno, end_lineno, col_offset,
//                           end_col_offset, line); columns count bytes of UTF-8
//
// Comments are no tokens: the line end behind one has its text. Keywords are names. Where
// the text ends too early or is indented badly the tokens just stop; what is no token is a
// SyntaxError.
#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "frontend/compile.h"
#include "frontend/symbol_table.h"
#include "frontend/tokenizer.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/native_class.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// --- Numbers of module token ---

constexpr int kName = 1, kNumber = 2, kString = 3, kNewline = 4, kIndent = 5, kDedent = 6;
constexpr int kFirstOperator = 7, kOp = 54, kAwait = 55, kAsync = 56;

// Operators in the order of their numbers.
constexpr TokenKind kOperators[] = {
    TokenKind::kLeftParen,      TokenKind::kRightParen,      TokenKind::kLeftSquare,
    TokenKind::kRightSquare,    TokenKind::kColon,           TokenKind::kComma,
    TokenKind::kSemicolon,      TokenKind::kPlus,            TokenKind::kMinus,
    TokenKind::kStar,           TokenKind::kSlash,           TokenKind::kVerticalBar,
    TokenKind::kAmpersand,      TokenKind::kLess,            TokenKind::kGreater,
    TokenKind::kEqual,          TokenKind::kDot,             TokenKind::kPercent,
    TokenKind::kLeftBrace,      TokenKind::kRightBrace,      TokenKind::kEqualEqual,
    TokenKind::kNotEqual,       TokenKind::kLessEqual,       TokenKind::kGreaterEqual,
    TokenKind::kTilde,          TokenKind::kCircumflex,      TokenKind::kLeftShift,
    TokenKind::kRightShift,     TokenKind::kDoubleStar,      TokenKind::kPlusEqual,
    TokenKind::kMinusEqual,     TokenKind::kStarEqual,       TokenKind::kSlashEqual,
    TokenKind::kPercentEqual,   TokenKind::kAmpersandEqual,  TokenKind::kVerticalBarEqual,
    TokenKind::kCircumflexEqual, TokenKind::kLeftShiftEqual, TokenKind::kRightShiftEqual,
    TokenKind::kDoubleStarEqual, TokenKind::kDoubleSlash,    TokenKind::kDoubleSlashEqual,
    TokenKind::kAt,             TokenKind::kAtEqual,         TokenKind::kArrow,
    TokenKind::kEllipsis,       TokenKind::kColonEqual,
};

int NumberOf(TokenKind kind) {
  switch (kind) {
    case TokenKind::kNumber: return kNumber;
    case TokenKind::kString: return kString;
    case TokenKind::kNewline: return kNewline;
    case TokenKind::kIndent: return kIndent;
    case TokenKind::kDedent: return kDedent;
    case TokenKind::kUnknown: return kOp;
    case TokenKind::kLessGreater: return NumberOf(TokenKind::kNotEqual);
    case TokenKind::kAwait: return kAwait;
    case TokenKind::kAsync: return kAsync;
    default: break;
  }
  const auto* end = std::end(kOperators);
  const auto* found = std::find(std::begin(kOperators), end, kind);
  return found == end ? kName : kFirstOperator + static_cast<int>(found - kOperators);
}

// --- The iterator ---

struct TokenizerIter : Object {
  Value tokens;  // List of tuples, made at once
  Value error;   // SyntaxError that follows them, or null
  int64_t position;
};

Value NextToken(Thread* t, Object* self) {
  auto* it = static_cast<TokenizerIter*>(self);
  auto* tokens = it->tokens.as<List>();
  if (it->position < tokens->length) return ListGet(t, tokens, it->position++);
  if (!it->error.is_null()) {
    t->exception = it->error;
    it->error = Value();
  }
  return Value();
}
constexpr ExtensionInfo kIterInfo = {sizeof(TokenizerIter), 2, nullptr, NextToken};

// The lines of the text that a token is shown with: from where its line begins, or those
// that a backslash or a string joined with it, up to the end of the one that it ends on.
class LineFinder {
 public:
  explicit LineFinder(absl::string_view text) : text_(text) {}

  // Tokens come in order.
  absl::string_view LineOf(const Token& token) {
    for (; at_ < token.begin; ++at_) {
      if (text_[at_] != '\n') continue;
      if (at_ > 0 && text_[at_ - 1] == '\\' && at_ > last_end_) continue;
      start_ = at_ + 1;
    }
    at_ = std::max<size_t>(at_, token.end);
    last_end_ = token.end;
    // The newline itself ends its line.
    const size_t newline = text_.find('\n', token.end);
    const size_t end = newline == absl::string_view::npos ? text_.size() : newline + 1;
    size_t start = start_;
    if (start >= text_.size() && token.begin == token.end) {
      start = text_.size() < 2 ? 0 : text_.rfind('\n', text_.size() - 2) + 1;
    }
    return text_.substr(start, end - start);
  }

 private:
  absl::string_view text_;
  size_t at_ = 0, start_ = 0, last_end_ = 0;
};

bool AppendToken(Thread* t, List* list, const Token& token, absl::string_view text,
                 absl::string_view line) {
  Value words[7] = {NewStrUtf8(t, text),
                    Value::SmallInt(NumberOf(token.kind)),
                    Value::SmallInt(token.span.line),
                    Value::SmallInt(token.span.end_line),
                    Value::SmallInt(token.span.col),
                    Value::SmallInt(token.span.end_col),
                    Value()};
  if (words[0].is_null()) return false;
  words[6] = NewStrUtf8(t, line);
  if (words[6].is_null()) return false;
  Tuple* tuple = TupleFromArray(t, words, 7);
  return tuple != nullptr && ListAppend(t, list, tuple);
}

Value MakeIter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"source"};
  Value source;
  if (!BindConstructor(t, "tokenizeriter", args, nargs, kwnames, kNames, 1, 1, &source)) {
    return Value();
  }
  if (!IsStr(source)) {
    return Raise(t, Exc::kTypeError, "tokenizeriter() argument 'source' must be str, not %s",
                 ClassNameOf(t, source));
  }
  const std::string text = StrToUtf8(source.as<Str>());
  if (text.find('\0') != std::string::npos) {
    return RaiseText(t, Exc::kValueError, "embedded null character");
  }
  auto* it = NewExtension<TokenizerIter>(t, args[0].as<Class>());
  List* list = NewList(t);
  if (it == nullptr || list == nullptr) return Value();
  StoreField(t, it, &it->tokens, list);
  Arena arena;
  SymbolTable symbols(&arena);
  const TokenStream stream =
      Tokenize(MakeSourceBuffer(text, &arena), ast::Mode::kExec, &arena, &symbols);
  LineFinder lines(stream.buffer.text);
  for (const Token& token : stream.tokens) {
    if (token.kind == TokenKind::kEndMarker || token.kind == TokenKind::kError) break;
    const absl::string_view line = lines.LineOf(token);
    const absl::string_view spelled =
        stream.buffer.text.substr(token.begin, token.end - token.begin);
    if (!AppendToken(t, list, token, spelled, line)) return Value();
  }
  if (stream.fault == LexFault::kMessage) {
    RaiseSyntaxError(t, stream.error, "<string>");
    StoreField(t, it, &it->error, t->exception);
    t->exception = Value();
  }
  return it;
}

constexpr NativeInfo kRows[] = {
    {"__new__", MakeIter, nullptr, kAnything,
     "Create and return a new object.  See help(type) for accurate signature."},
};

}  // namespace

bool InitTokenizeModule(Thread* t, Module* module) {
  NativeClassRow row;
  row.module = "_tokenize";
  row.name = "TokenizerIter";
  row.extension = &kIterInfo;
  row.construct = MakeIter;
  row.methods = kRows;
  return DefineModuleClass(t, module, row) != nullptr;
}

}  // namespace pyjit
