// `match` statements and their patterns. `match`, `case` and `_` are ordinary
// names elsewhere.

#include <algorithm>

#include "frontend/parser_internal.h"

namespace pyjit::internal {

using ast::Expr;
using ast::Pattern;
using TK = TokenKind;

bool Parser::LooksLikeMatch() const {
  switch (kind(1)) {
    case TK::kName:
    case TK::kNumber:
    case TK::kString:
    case TK::kLeftParen:
    case TK::kLeftSquare:
    case TK::kLeftBrace:
    case TK::kMinus:
    case TK::kPlus:
    case TK::kTilde:
    case TK::kEllipsis:
    case TK::kNone:
    case TK::kTrue:
    case TK::kFalse:
    case TK::kNot:
    case TK::kLambda:
    case TK::kAwait:
    case TK::kStar:
      return true;
    default:
      return false;
  }
}

ast::Stmt* Parser::Match(bool* is_match) {
  const Token* start = cur_++;
  const Token* subject_start = cur_;
  Expr* subject = StarNamedExpression();
  if (subject != nullptr && At(TK::kComma)) {
    subject = TupleRest(subject_start, subject, /*named=*/true);
  } else if (subject != nullptr && subject->kind == ast::ExprKind::kStarred) {
    subject = nullptr;
  }
  // A colon at the end of the line: no other statement can go on like this.
  if (subject == nullptr || !At(TK::kColon) || kind(1) != TK::kNewline) {
    if (string_fault_.place != StringFault::Place::kNone) return nullptr;
    cur_ = start;
    *is_match = false;
    return nullptr;
  }
  cur_ += 2;
  if (!Accept(TK::kIndent) || !AtSoft(SymbolTable::kCase)) return nullptr;
  ListBuilder<ast::MatchCase> cases(context_);
  if (!MatchCases(&cases)) return nullptr;
  context_->Needs(10, "Pattern matching is", (cur_ - 1)->span);
  auto* node = Make<ast::Match>(FromSkippingLayout(start));
  node->subject = subject;
  node->cases = cases.Finish();
  return node;
}

bool Parser::MatchCases(ListBuilder<ast::MatchCase>* out) {
  while (!Accept(TK::kDedent)) {
    if (!AtSoft(SymbolTable::kCase)) return false;
    ++cur_;
    auto* item = New<ast::MatchCase>();
    item->pattern = CasePattern();
    if (item->pattern == nullptr) return false;
    if (Accept(TK::kIf)) {
      item->guard = NamedExpression();
      if (item->guard == nullptr) return false;
    }
    if (!Accept(TK::kColon) || !Block(&item->body)) return false;
    out->Add(item);
  }
  return true;
}

// What follows `case`: a pattern, or a sequence without brackets.
Pattern* Parser::CasePattern() {
  const Token* start = cur_;
  Pattern* first = MaybeStarPattern();
  if (first == nullptr) return nullptr;
  if (!At(TK::kComma)) {
    return first->kind == ast::PatternKind::kMatchStar ? nullptr : first;
  }
  ListBuilder<Pattern> patterns(context_);
  patterns.Add(first);
  while (Accept(TK::kComma)) {
    if (At(TK::kColon) || At(TK::kIf)) break;
    Pattern* next = MaybeStarPattern();
    if (next == nullptr) return nullptr;
    patterns.Add(next);
  }
  auto* node = Make<ast::MatchSequence>(start);
  node->patterns = patterns.Finish();
  return node;
}

Pattern* Parser::MaybeStarPattern() {
  if (!At(TK::kStar)) return AsPattern();
  const Token* start = cur_++;
  if (!At(TK::kName)) return nullptr;
  const Token* name = cur_++;
  const bool wildcard = name->symbol == SymbolTable::kUnderscore;
  // A captured name may not go on as something else.
  if (!wildcard && (At(TK::kDot) || At(TK::kLeftParen) || At(TK::kEqual))) {
    return nullptr;
  }
  auto* node = Make<ast::MatchStar>(start);
  if (!wildcard) node->name = NameOf(name);
  return node;
}

Pattern* Parser::AsPattern() {
  const NestingScope nesting(this);
  if (!nesting.ok()) return nullptr;
  const Token* start = cur_;
  Pattern* pattern = ClosedPattern();
  if (pattern == nullptr) return nullptr;
  if (At(TK::kVerticalBar)) {
    ListBuilder<Pattern> alternatives(context_);
    alternatives.Add(pattern);
    while (Accept(TK::kVerticalBar)) {
      Pattern* next = ClosedPattern();
      if (next == nullptr) return nullptr;
      alternatives.Add(next);
    }
    auto* alternation = Make<ast::MatchOr>(start);
    alternation->patterns = alternatives.Finish();
    pattern = alternation;
  }
  if (!Accept(TK::kAs)) return pattern;
  if (!At(TK::kName) || AtSoft(SymbolTable::kUnderscore)) return nullptr;
  const Token* name = cur_++;
  if (At(TK::kDot) || At(TK::kLeftParen) || At(TK::kEqual)) return nullptr;
  auto* node = Make<ast::MatchAs>(start);
  node->pattern = pattern;
  node->name = NameOf(name);
  return node;
}

Pattern* Parser::ClosedPattern() {
  const Token* start = cur_;
  const auto singleton = [&](ast::ConstantKind value) {
    ++cur_;
    auto* node = Make<ast::MatchSingleton>(start);
    node->value = value;
    return node;
  };
  switch (kind()) {
    case TK::kName:
      return NameOrClassPattern();
    case TK::kNone:
      return singleton(ast::ConstantKind::kNone);
    case TK::kTrue:
      return singleton(ast::ConstantKind::kTrue);
    case TK::kFalse:
      return singleton(ast::ConstantKind::kFalse);
    case TK::kNumber:
    case TK::kMinus:
    case TK::kString: {
      Expr* value = PatternValue();
      if (value == nullptr) return nullptr;
      auto* node = Make<ast::MatchValue>(start);
      node->value = value;
      return node;
    }
    case TK::kLeftParen:
      return SequencePattern(TK::kRightParen);
    case TK::kLeftSquare:
      return SequencePattern(TK::kRightSquare);
    case TK::kLeftBrace:
      return MappingPattern();
    default:
      return nullptr;
  }
}

// (a) is a pattern in brackets; (), (a,) and [a] are sequences.
Pattern* Parser::SequencePattern(TK close) {
  const Token* start = cur_++;
  ListBuilder<Pattern> patterns(context_);
  bool comma = false;
  while (!At(close)) {
    Pattern* next = MaybeStarPattern();
    if (next == nullptr) return nullptr;
    patterns.Add(next);
    comma = Accept(TK::kComma);
    if (!comma) break;
  }
  if (!Accept(close)) return nullptr;
  if (close == TK::kRightParen && patterns.size() == 1 && !comma) {
    Pattern* inner = patterns[0];
    return inner->kind == ast::PatternKind::kMatchStar ? nullptr : inner;
  }
  auto* node = Make<ast::MatchSequence>(start);
  node->patterns = patterns.Finish();
  return node;
}

Expr* Parser::DottedValue() {
  const Token* start = cur_;
  if (!At(TK::kName)) return nullptr;
  Expr* value = Name();
  const uint32_t outer_height = context_->chain_height;
  context_->chain_height = 0;
  while (Accept(TK::kDot)) {
    if (!At(TK::kName) || !GrowChain()) return nullptr;
    const Token* name = cur_++;
    auto* node = Make<ast::Attribute>(start);
    node->value = value;
    node->attr = NameOf(name);
    value = node;
  }
  context_->chain_height = std::max(outer_height, context_->chain_height);
  return value;
}

Pattern* Parser::NameOrClassPattern() {
  const Token* start = cur_;
  if (AtSoft(SymbolTable::kUnderscore)) {
    ++cur_;
    return Make<ast::MatchAs>(start);
  }
  Expr* value = DottedValue();
  if (value == nullptr) return nullptr;
  if (At(TK::kLeftParen)) return ClassPattern(start, value);
  if (At(TK::kEqual)) return nullptr;
  if (value->kind == ast::ExprKind::kName) {
    auto* node = Make<ast::MatchAs>(start);
    node->name = As<ast::Name>(*value).id;
    return node;
  }
  auto* node = Make<ast::MatchValue>(start);
  node->value = value;
  return node;
}

Pattern* Parser::ClassPattern(const Token* start, Expr* cls) {
  ++cur_;
  ListBuilder<Pattern> patterns(context_);
  SideListBuilder<Pattern> named(context_);
  std::vector<ast::Identifier> names;
  while (!At(TK::kRightParen)) {
    if (At(TK::kName) && kind(1) == TK::kEqual) {
      names.push_back(NameOf(cur_));
      cur_ += 2;
      Pattern* pattern = AsPattern();
      if (pattern == nullptr) return nullptr;
      named.Add(pattern);
    } else {
      if (!names.empty()) return nullptr;  // positional after keyword
      Pattern* pattern = AsPattern();
      if (pattern == nullptr) return nullptr;
      patterns.Add(pattern);
    }
    if (!Accept(TK::kComma)) break;
  }
  if (!Accept(TK::kRightParen)) return nullptr;
  auto* node = Make<ast::MatchClass>(start);
  node->cls = cls;
  node->patterns = patterns.Finish();
  node->kwd_attrs = context_->arena->Copy(absl::MakeConstSpan(names));
  node->kwd_patterns = named.Finish();
  return node;
}

Pattern* Parser::MappingPattern() {
  const Token* start = cur_++;
  ListBuilder<Expr> keys(context_);
  SideListBuilder<Pattern> patterns(context_);
  ast::Identifier rest;
  while (!At(TK::kRightBrace)) {
    if (Accept(TK::kDoubleStar)) {
      if (!At(TK::kName) || AtSoft(SymbolTable::kUnderscore)) return nullptr;
      rest = NameOf(cur_++);
      Accept(TK::kComma);
      break;
    }
    Expr* key = PatternValue();
    if (key == nullptr || !Accept(TK::kColon)) return nullptr;
    Pattern* pattern = AsPattern();
    if (pattern == nullptr) return nullptr;
    keys.Add(key);
    patterns.Add(pattern);
    if (!Accept(TK::kComma)) break;
  }
  if (!Accept(TK::kRightBrace)) return nullptr;
  auto* node = Make<ast::MatchMapping>(start);
  node->keys = keys.Finish();
  node->patterns = patterns.Finish();
  node->rest = rest;
  return node;
}

Expr* Parser::PatternValue() {
  switch (kind()) {
    case TK::kString:
      return Strings();
    case TK::kNone:
    case TK::kTrue:
    case TK::kFalse:
      return Atom();
    case TK::kName: {
      Expr* value = DottedValue();
      return value != nullptr && value->kind == ast::ExprKind::kAttribute
                 ? value
                 : nullptr;
    }
    default:
      return PatternNumber();
  }
}

// 1, -1, 1+2j, -1-2j.
Expr* Parser::PatternNumber() {
  const Token* start = cur_;
  const bool negative = Accept(TK::kMinus);
  if (!At(TK::kNumber)) return nullptr;
  Expr* number = Number();
  if (number == nullptr) return nullptr;
  const bool imaginary =
      As<ast::Constant>(*number).constant_kind == ast::ConstantKind::kImaginary;
  if (negative) {
    auto* minus = Make<ast::UnaryOp>(start);
    minus->op = ast::UnaryOperator::kUSub;
    minus->operand = number;
    number = minus;
  }
  if (!At(TK::kPlus) && !At(TK::kMinus)) return number;
  const bool add = At(TK::kPlus);
  ++cur_;
  if (imaginary || !At(TK::kNumber)) return nullptr;
  Expr* second = Number();
  if (second == nullptr || As<ast::Constant>(*second).constant_kind !=
                               ast::ConstantKind::kImaginary) {
    return nullptr;
  }
  auto* sum = Make<ast::BinOp>(start);
  sum->op = add ? ast::BinaryOperator::kAdd : ast::BinaryOperator::kSub;
  sum->left = number;
  sum->right = second;
  return sum;
}

}  // namespace pyjit::internal
