#include "stdlib/syntax_warnings.h"

#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "base/arena.h"
#include "base/source.h"
#include "frontend/compile.h"
#include "frontend/parser.h"
#include "frontend/tokenizer.h"
#include "runtime/error.h"
#include "stdlib/ast_fields.h"
#include "stdlib/modules.h"
#include "stdlib/source_text.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct Place {
  absl::string_view source, filename;
};

// Issues one warning at `span`. One that a filter made an error is a SyntaxError there.
bool Issue(Thread* t, const Place& place, Exc category, const std::string& message,
           const SourceSpan& span) {
  if (WarnAt(t, category, message, place.filename, span.line)) return true;
  if (!PendingIs(t, category)) return false;
  TakeException(t);
  SyntaxErrorInfo error;
  error.message = message;
  error.line = span.line;
  const LineMap lines(place.source);
  const bool known = !place.source.empty() && span.line <= lines.line_count();
  const absl::string_view line = known ? lines.Line(span.line) : "";
  error.offset = ByteToCharOffset(line, span.col) + 1;
  error.end_line = span.end_line;
  error.end_offset = span.end_line == span.line ? ByteToCharOffset(line, span.end_col) + 1 : 0;
  if (known) {
    error.text = std::string(line);
    error.has_text = true;
  }
  RaiseSyntaxError(t, error, place.filename);
  return false;
}

// --- Tokens ---

bool IsOctal(char c) { return c >= '0' && c <= '7'; }

// The first backslash in a literal that begins no escape; what it says in *message.
bool FindBadEscape(absl::string_view literal, std::string* message) {
  size_t at = 0;
  bool raw = false, bytes = false, format = false;
  for (; at < literal.size() && literal[at] != '\'' && literal[at] != '"'; ++at) {
    const char c = literal[at] | 0x20;
    raw |= c == 'r';
    bytes |= c == 'b';
    format |= c == 'f';
  }
  if (raw) return false;
  const absl::string_view known = bytes ? "\n\\'\"abfnrtvx01234567" : "\n\\'\"abfnrtvxNuU01234567";
  int depth = 0;  // inside the braces of an f-string, where expressions stand
  for (; at + 1 < literal.size(); ++at) {
    const char c = literal[at];
    if (format && (c == '{' || c == '}')) {
      if (depth == 0 && literal[at + 1] == c) {
        ++at;
      } else {
        depth += c == '{' ? 1 : depth > 0 ? -1 : 0;
      }
      continue;
    }
    if (c != '\\' || depth > 0) continue;
    const char next = literal[++at];
    if (known.find(next) == absl::string_view::npos) {
      // The whole character: what follows its first byte are 10xxxxxx.
      size_t end = at + 1;
      while (end < literal.size() && (literal[end] & 0xC0) == 0x80) ++end;
      *message = absl::StrCat("invalid escape sequence '\\", literal.substr(at, end - at), "'");
      return true;
    }
    if (next >= '4' && next <= '7' && at + 2 < literal.size() && IsOctal(literal[at + 1]) &&
        IsOctal(literal[at + 2])) {
      *message =
          absl::StrCat("invalid octal escape sequence '\\", literal.substr(at, 3), "'");
      return true;
    }
  }
  return false;
}

const char* NumberKind(absl::string_view number) {
  if (number.size() > 1 && number[0] == '0') {
    switch (number[1] | 0x20) {
      case 'x': return "hexadecimal";
      case 'o': return "octal";
      case 'b': return "binary";
      default: break;
    }
  }
  return (number.back() | 0x20) == 'j' ? "imaginary" : "decimal";
}

bool MayFollowNumber(TokenKind kind) {
  switch (kind) {
    case TokenKind::kAnd:
    case TokenKind::kElse:
    case TokenKind::kFor:
    case TokenKind::kIf:
    case TokenKind::kIn:
    case TokenKind::kIs:
    case TokenKind::kNot:
    case TokenKind::kOr: return true;
    default: return false;
  }
}

// True if the text could have something for WarnAboutTokens: most have not.
bool MayHaveBadTokens(absl::string_view source) {
  auto digit = [source](size_t i) { return source[i] >= '0' && source[i] <= '9'; };
  // A hexadecimal number swallows the beginning of a word: 0xfor is 0xf or.
  auto hex_word = [source](size_t i) {
    while (i < source.size() && absl::ascii_isxdigit(static_cast<unsigned char>(source[i]))) ++i;
    return i < source.size() && source[i] >= 'g' && source[i] <= 'z';
  };
  for (size_t i = 0; i < source.size(); ++i) {
    if (source[i] == '\\' && i + 1 < source.size() && source[i + 1] != '\n') return true;
    if (i > 0 && source[i] >= 'a' && source[i] <= 'o' &&
        (digit(i - 1) || (i > 1 && source[i - 1] == '.' && digit(i - 2)))) {
      return true;
    }
    if (source[i] == 'x' && i > 0 && source[i - 1] == '0' && hex_word(i + 1)) return true;
  }
  return false;
}

// --- Trees ---

// The type that the expression's value certainly has, or null.
const char* LiteralType(const ast::Expr* e) {
  switch (e->kind) {
    case ast::ExprKind::kTuple: return "tuple";
    case ast::ExprKind::kList:
    case ast::ExprKind::kListComp: return "list";
    case ast::ExprKind::kDict:
    case ast::ExprKind::kDictComp: return "dict";
    case ast::ExprKind::kSet:
    case ast::ExprKind::kSetComp: return "set";
    case ast::ExprKind::kGeneratorExp: return "generator";
    case ast::ExprKind::kLambda: return "function";
    case ast::ExprKind::kJoinedStr:
    case ast::ExprKind::kFormattedValue: return "str";
    case ast::ExprKind::kConstant:
      switch (ast::As<ast::Constant>(*e).constant_kind) {
        case ast::ConstantKind::kNone: return "NoneType";
        case ast::ConstantKind::kTrue:
        case ast::ConstantKind::kFalse: return "bool";
        case ast::ConstantKind::kEllipsis: return "ellipsis";
        case ast::ConstantKind::kInt:
        case ast::ConstantKind::kBigInt: return "int";
        case ast::ConstantKind::kFloat: return "float";
        case ast::ConstantKind::kImaginary: return "complex";
        case ast::ConstantKind::kStr: return "str";
        case ast::ConstantKind::kBytes: return "bytes";
      }
      return nullptr;
    default: return nullptr;
  }
}

// Visits every node of a tree (see ast_fields.h) and issues what it finds.
class TreeWarnings {
 public:
  TreeWarnings(Thread* t, const Place& place) : t_(t), place_(place) {}

  bool Module(const ast::Module& module) {
    if (module.expression != nullptr) return Visit(module.expression);
    auto body = module.body;
    return Field("body", &body);
  }

  bool Field(absl::string_view, ast::Expr** e) { return Visit(*e); }
  bool Field(absl::string_view, ast::Pattern** p) { return AstFieldsOf(*this, **p); }
  bool Optional(absl::string_view, ast::Expr** e) { return *e == nullptr || Visit(*e); }
  bool Optional(absl::string_view, ast::Pattern** p) {
    return *p == nullptr || AstFieldsOf(*this, **p);
  }
  bool Elements(absl::string_view name, ast::Seq<ast::Expr>* list) { return Field(name, list); }
  template <typename T>
  bool Field(absl::string_view, ast::Seq<T>* list) {
    for (T* item : *list) {
      if (item != nullptr && !Visit(item)) return false;
    }
    return true;
  }
  bool Field(absl::string_view, ast::Arguments** a) { return AstFields(*this, **a); }
  template <typename T>
  bool Optional(absl::string_view, T** part) {
    return *part == nullptr || AstFields(*this, **part);
  }
  // Names, operators, numbers.
  template <typename T>
  bool Field(absl::string_view, T*) {
    return true;
  }
  template <typename T>
  bool Optional(absl::string_view, T*) {
    return true;
  }
  bool TypeComment(absl::string_view*) { return true; }
  bool ConstantValue(ast::Constant*) { return true; }

 private:
  bool Visit(ast::Expr* e) { return Check(e) && AstFieldsOf(*this, *e); }
  bool Visit(ast::Stmt* s) {
    if (const auto* assertion = ast::DynCast<ast::Assert>(s)) {
      const auto* tuple = ast::DynCast<ast::Tuple>(assertion->test);
      if (tuple != nullptr && !tuple->elts.empty() &&
          !Issue(t_, place_, Exc::kSyntaxWarning,
                 "assertion is always true, perhaps remove parentheses?", s->span)) {
        return false;
      }
    }
    return AstFieldsOf(*this, *s);
  }
  bool Visit(ast::Pattern* p) { return AstFieldsOf(*this, *p); }
  template <typename T>
  bool Visit(T* part) {
    return AstFields(*this, *part);
  }

  bool Check(const ast::Expr* e) {
    switch (e->kind) {
      case ast::ExprKind::kCompare: return CheckCompare(ast::As<ast::Compare>(*e));
      case ast::ExprKind::kCall: return CheckCall(ast::As<ast::Call>(*e));
      case ast::ExprKind::kSubscript: return CheckSubscript(ast::As<ast::Subscript>(*e));
      default: return true;
    }
  }

  // Whose identity says nothing: numbers, texts, tuples of such.
  static bool IsValueLiteral(const ast::Expr* e) {
    if (const auto* tuple = ast::DynCast<ast::Tuple>(e)) {
      for (const ast::Expr* item : tuple->elts) {
        if (LiteralType(item) == nullptr) return false;
      }
      return true;
    }
    const auto* constant = ast::DynCast<ast::Constant>(e);
    return constant != nullptr && constant->constant_kind > ast::ConstantKind::kEllipsis;
  }
  bool CheckCompare(const ast::Compare& n) {
    bool left = IsValueLiteral(n.left);
    for (size_t i = 0; i < n.ops.size(); ++i) {
      const bool right = IsValueLiteral(n.comparators[i]);
      const bool is = n.ops[i] == ast::CompareOperator::kIs;
      if ((is || n.ops[i] == ast::CompareOperator::kIsNot) && (left || right)) {
        return Issue(t_, place_, Exc::kSyntaxWarning,
                     is ? "\"is\" with a literal. Did you mean \"==\"?"
                        : "\"is not\" with a literal. Did you mean \"!=\"?",
                     n.span);
      }
      left = right;
    }
    return true;
  }
  bool CheckCall(const ast::Call& n) {
    const char* type = LiteralType(n.func);
    if (type == nullptr || n.func->kind == ast::ExprKind::kLambda) return true;
    return Issue(t_, place_, Exc::kSyntaxWarning,
                 absl::StrFormat(
                     "'%s' object is not callable; perhaps you missed a comma?", type),
                 n.span);
  }
  bool CheckSubscript(const ast::Subscript& n) {
    if (n.ctx != ast::ExprContext::kLoad) return true;
    const char* type = LiteralType(n.value);
    if (type == nullptr) return true;
    const absl::string_view name = type;
    if (name == "dict") return true;
    const bool indexed = name == "tuple" || name == "list" || name == "str" || name == "bytes";
    if (!indexed) {
      return Issue(t_, place_, Exc::kSyntaxWarning,
                   absl::StrFormat(
                       "'%s' object is not subscriptable; perhaps you missed a comma?", type),
                   n.span);
    }
    const char* index = LiteralType(n.slice);
    if (index == nullptr || absl::string_view(index) == "int" ||
        absl::string_view(index) == "bool") {
      return true;
    }
    return Issue(t_, place_, Exc::kSyntaxWarning,
                 absl::StrFormat("%s indices must be integers or slices, not %s; perhaps you "
                                 "missed a comma?",
                                 type, index),
                 n.span);
  }

  Thread* t_;
  const Place& place_;
};

}  // namespace

Value CompileProgram(Thread* t, absl::string_view source, absl::string_view filename,
                     uint32_t flags) {
  SourceText decoded;
  if ((flags & kCompileSourceIsUtf8) == 0 &&
      !DecodeByCodec(t, source, filename, &decoded)) {
    return Value();
  }
  if (decoded.from_str) {
    source = decoded.text;
    flags |= kCompileSourceIsUtf8;
  }
  ParseOptions options;
  options.filename = filename;
  options.mode = ast::Mode::kExec;
  options.source_is_utf8 = (flags & kCompileSourceIsUtf8) != 0;
  Arena arena;
  ParseResult parsed = Parse(source, options, &arena);
  if (!parsed.ok()) return RaiseSyntaxError(t, parsed.error, filename);
  if (!WarnAboutTokens(t, source, filename, options.mode) ||
      !WarnAboutTree(t, *parsed.module, source, filename)) {
    return Value();
  }
  return CompileModule(t, *parsed.module, &arena, source, filename, flags);
}

bool WarnAboutTokens(Thread* t, absl::string_view source, absl::string_view filename,
                     ast::Mode mode) {
  if (!MayHaveBadTokens(source)) return true;
  Arena arena;
  SymbolTable symbols(&arena);
  const TokenStream stream = Tokenize(MakeSourceBuffer(source, &arena), mode, &arena, &symbols);
  const Place place{source, filename};
  for (size_t i = 0; i < stream.tokens.size(); ++i) {
    const Token& token = stream.tokens[i];
    const absl::string_view text =
        stream.buffer.text.substr(token.begin, token.end - token.begin);
    if (token.kind == TokenKind::kString) {
      std::string message;
      if (FindBadEscape(text, &message) &&
          !Issue(t, place, Exc::kDeprecationWarning, message, token.span)) {
        return false;
      }
    } else if (token.kind == TokenKind::kNumber && i + 1 < stream.tokens.size() &&
               stream.tokens[i + 1].begin == token.end &&
               MayFollowNumber(stream.tokens[i + 1].kind)) {
      SourceSpan last = token.span;
      last.col = last.end_col - 1;
      if (!Issue(t, place, Exc::kSyntaxWarning,
                 absl::StrCat("invalid ", NumberKind(text), " literal"), last)) {
        return false;
      }
    }
  }
  return true;
}

bool WarnAboutTree(Thread* t, const ast::Module& module, absl::string_view source,
                   absl::string_view filename) {
  const Place place{source, filename};
  return TreeWarnings(t, place).Module(module);
}

}  // namespace pyjit
