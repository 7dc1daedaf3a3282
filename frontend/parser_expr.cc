// Operators: from `a, *b` down to `await x ** y`.

#include <algorithm>

#include "frontend/parser_internal.h"

namespace pyjit::internal {
namespace {

using ast::Expr;
using TK = TokenKind;

// Links of one chain; with kMaxNesting it bounds the height of the tree.
constexpr uint32_t kMaxChain = 2600;

struct BinaryRow {
  int8_t precedence;  // 0: no binary operator
  ast::BinaryOperator op;
};

struct BinaryTable {
  BinaryRow rows[kTokenKindCount];
};

constexpr BinaryTable MakeBinaryTable() {
  using B = ast::BinaryOperator;
  BinaryTable table{};
  const auto row = [&table](TK kind, int8_t precedence, B op) {
    table.rows[static_cast<int>(kind)] = {precedence, op};
  };
  row(TK::kVerticalBar, 1, B::kBitOr);
  row(TK::kCircumflex, 2, B::kBitXor);
  row(TK::kAmpersand, 3, B::kBitAnd);
  row(TK::kLeftShift, 4, B::kLShift);
  row(TK::kRightShift, 4, B::kRShift);
  row(TK::kPlus, 5, B::kAdd);
  row(TK::kMinus, 5, B::kSub);
  row(TK::kStar, 6, B::kMult);
  row(TK::kSlash, 6, B::kDiv);
  row(TK::kDoubleSlash, 6, B::kFloorDiv);
  row(TK::kPercent, 6, B::kMod);
  row(TK::kAt, 6, B::kMatMult);
  return table;
}

constexpr BinaryTable kBinary = MakeBinaryTable();

}  // namespace

bool Parser::GrowChain() {
  if (++context_->chain_height <= kMaxChain) return true;
  context_->tree_too_high = true;
  return false;
}

// Whether a comma just read is followed by another element.
bool Parser::StartsExpression() const {
  switch (kind()) {
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

// `first` has been read and a comma follows: the rest of a tuple without
// brackets. With `named`, elements may be `a := b`.
Expr* Parser::TupleRest(const Token* start, Expr* first, bool named) {
  ListBuilder<Expr> elts(context_);
  elts.Add(first);
  while (Accept(TK::kComma)) {
    if (!StartsExpression()) break;
    Expr* next = named ? StarNamedExpression() : StarExpression();
    if (next == nullptr) return nullptr;
    elts.Add(next);
  }
  auto* tuple = Make<ast::Tuple>(start);
  tuple->elts = elts.Finish();
  return tuple;
}

Expr* Parser::Expressions() {
  const Token* start = cur_;
  Expr* first = Expression();
  if (first == nullptr || !At(TK::kComma)) return first;
  ListBuilder<Expr> elts(context_);
  elts.Add(first);
  while (Accept(TK::kComma)) {
    if (!StartsExpression() || At(TK::kStar)) break;
    Expr* next = Expression();
    if (next == nullptr) return nullptr;
    elts.Add(next);
  }
  auto* tuple = Make<ast::Tuple>(start);
  tuple->elts = elts.Finish();
  return tuple;
}

Expr* Parser::StarExpressions() {
  const Token* start = cur_;
  Expr* first = StarExpression();
  if (first == nullptr || !At(TK::kComma)) return first;
  return TupleRest(start, first, /*named=*/false);
}

Expr* Parser::StarExpression() {
  if (!At(TK::kStar)) return Expression();
  const Token* start = cur_++;
  Expr* value = BitwiseOr();
  if (value == nullptr) return nullptr;
  auto* starred = Make<ast::Starred>(start);
  starred->value = value;
  return starred;
}

Expr* Parser::StarNamedExpression() {
  return At(TK::kStar) ? StarExpression() : NamedExpression();
}

Expr* Parser::NamedExpression() {
  if (!At(TK::kName) || kind(1) != TK::kColonEqual) return Expression();
  const Token* start = cur_;
  Expr* target = Name();
  As<ast::Name>(*target).ctx = ast::ExprContext::kStore;
  ++cur_;
  Expr* value = Expression();
  if (value == nullptr) return nullptr;
  context_->Needs(8, "Assignment expressions are", start->span);
  auto* named = Make<ast::NamedExpr>(start);
  named->target = target;
  named->value = value;
  return named;
}

Expr* Parser::YieldOrStarExpressions() {
  return At(TK::kYield) ? Yield() : StarExpressions();
}

Expr* Parser::Yield() {
  const Token* start = cur_++;
  if (Accept(TK::kFrom)) {
    Expr* value = Expression();
    if (value == nullptr) return nullptr;
    auto* node = Make<ast::YieldFrom>(start);
    node->value = value;
    return node;
  }
  Expr* value = nullptr;
  if (StartsExpression()) {
    value = StarExpressions();
    if (value == nullptr) return nullptr;
  }
  auto* node = Make<ast::Yield>(start);
  node->value = value;
  return node;
}

Expr* Parser::Expression() {
  const NestingScope nesting(this);
  if (!nesting.ok()) return nullptr;
  if (At(TK::kLambda)) return Lambda();
  const Token* start = cur_;
  Expr* body = Disjunction();
  if (body == nullptr || !Accept(TK::kIf)) return body;
  Expr* test = Disjunction();
  if (test == nullptr || !Accept(TK::kElse)) return nullptr;
  Expr* orelse = Expression();
  if (orelse == nullptr) return nullptr;
  auto* node = Make<ast::IfExp>(start);
  node->test = test;
  node->body = body;
  node->orelse = orelse;
  return node;
}

Expr* Parser::Lambda() {
  const Token* start = cur_++;
  ast::Arguments* args = Parameters(/*annotated=*/false, TK::kColon);
  if (args == nullptr || !Accept(TK::kColon)) return nullptr;
  Expr* body = Expression();
  if (body == nullptr) return nullptr;
  auto* node = Make<ast::Lambda>(start);
  node->args = args;
  node->body = body;
  return node;
}

Expr* Parser::Disjunction() {
  const Token* start = cur_;
  Expr* first = Conjunction();
  if (first == nullptr || !At(TK::kOr)) return first;
  ListBuilder<Expr> values(context_);
  values.Add(first);
  while (Accept(TK::kOr)) {
    Expr* next = Conjunction();
    if (next == nullptr) return nullptr;
    values.Add(next);
  }
  auto* node = Make<ast::BoolOp>(start);
  node->op = ast::BoolOperator::kOr;
  node->values = values.Finish();
  return node;
}

Expr* Parser::Conjunction() {
  const Token* start = cur_;
  Expr* first = Inversion();
  if (first == nullptr || !At(TK::kAnd)) return first;
  ListBuilder<Expr> values(context_);
  values.Add(first);
  while (Accept(TK::kAnd)) {
    Expr* next = Inversion();
    if (next == nullptr) return nullptr;
    values.Add(next);
  }
  auto* node = Make<ast::BoolOp>(start);
  node->op = ast::BoolOperator::kAnd;
  node->values = values.Finish();
  return node;
}

Expr* Parser::Inversion() {
  if (!At(TK::kNot)) return Comparison();
  const NestingScope nesting(this);
  if (!nesting.ok()) return nullptr;
  const Token* start = cur_++;
  Expr* operand = Inversion();
  if (operand == nullptr) return nullptr;
  auto* node = Make<ast::UnaryOp>(start);
  node->op = ast::UnaryOperator::kNot;
  node->operand = operand;
  return node;
}

Expr* Parser::Comparison() {
  using C = ast::CompareOperator;
  const Token* start = cur_;
  Expr* left = BitwiseOr();
  if (left == nullptr) return nullptr;
  const auto read_operator = [this](C* op) {
    int length = 1;
    switch (kind()) {
      case TK::kEqualEqual:
        *op = C::kEq;
        break;
      case TK::kNotEqual:
        *op = C::kNotEq;
        break;
      case TK::kLess:
        *op = C::kLt;
        break;
      case TK::kLessEqual:
        *op = C::kLtE;
        break;
      case TK::kGreater:
        *op = C::kGt;
        break;
      case TK::kGreaterEqual:
        *op = C::kGtE;
        break;
      case TK::kIn:
        *op = C::kIn;
        break;
      case TK::kIs:
        *op = kind(1) == TK::kNot ? C::kIsNot : C::kIs;
        length = kind(1) == TK::kNot ? 2 : 1;
        break;
      case TK::kNot:
        if (kind(1) != TK::kIn) return false;
        *op = C::kNotIn;
        length = 2;
        break;
      default:
        return false;
    }
    cur_ += length;
    return true;
  };
  C op;
  if (!read_operator(&op)) return left;
  ListBuilder<Expr> comparators(context_);
  // One operator is the rule; more are rare enough for a vector.
  const C first_op = op;
  std::vector<C> more_ops;
  bool again = false;
  do {
    if (again) more_ops.push_back(op);
    again = true;
    Expr* right = BitwiseOr();
    if (right == nullptr) return nullptr;
    comparators.Add(right);
  } while (read_operator(&op));
  auto* node = Make<ast::Compare>(start);
  node->left = left;
  node->comparators = comparators.Finish();
  absl::Span<C> ops = context_->arena->NewArray<C>(more_ops.size() + 1);
  ops[0] = first_op;
  std::copy(more_ops.begin(), more_ops.end(), ops.begin() + 1);
  node->ops = ops;
  return node;
}

Expr* Parser::BitwiseOr() { return Binary(1); }

// Precedence climbing. Operators of one precedence associate to the left, so
// the loop extends `left`; only the right operand needs a deeper call.
Expr* Parser::Binary(int min_precedence) {
  const Token* start = cur_;
  const uint32_t outer_height = context_->chain_height;
  context_->chain_height = 0;
  Expr* left = Unary();
  if (left == nullptr) return nullptr;
  while (true) {
    const BinaryRow row = kBinary.rows[static_cast<int>(kind())];
    if (row.precedence < min_precedence || row.precedence == 0) break;
    ++cur_;
    Expr* right = Binary(row.precedence + 1);
    if (right == nullptr || !GrowChain()) return nullptr;
    auto* node = Make<ast::BinOp>(start);
    node->op = row.op;
    if (row.op == ast::BinaryOperator::kMatMult) {
      context_->Needs(5, "The '@' operator is", node->span);
    }
    node->left = left;
    node->right = right;
    left = node;
  }
  context_->chain_height = std::max(outer_height, context_->chain_height);
  return left;
}

Expr* Parser::Unary() {
  ast::UnaryOperator op;
  switch (kind()) {
    case TK::kMinus:
      op = ast::UnaryOperator::kUSub;
      break;
    case TK::kPlus:
      op = ast::UnaryOperator::kUAdd;
      break;
    case TK::kTilde:
      op = ast::UnaryOperator::kInvert;
      break;
    default:
      return Power();
  }
  const NestingScope nesting(this);
  if (!nesting.ok()) return nullptr;
  const Token* start = cur_++;
  Expr* operand = Unary();
  if (operand == nullptr) return nullptr;
  auto* node = Make<ast::UnaryOp>(start);
  node->op = op;
  node->operand = operand;
  return node;
}

Expr* Parser::Power() {
  const Token* start = cur_;
  Expr* base;
  if (Accept(TK::kAwait)) {
    Expr* value = Primary();
    if (value == nullptr) return nullptr;
    auto* await = Make<ast::Await>(start);
    await->value = value;
    context_->Needs(5, "Await expressions are", await->span);
    base = await;
  } else {
    base = Primary();
    if (base == nullptr) return nullptr;
  }
  if (!At(TK::kDoubleStar)) return base;
  const NestingScope nesting(this);
  if (!nesting.ok()) return nullptr;
  ++cur_;
  Expr* exponent = Unary();
  if (exponent == nullptr) return nullptr;
  auto* node = Make<ast::BinOp>(start);
  node->op = ast::BinaryOperator::kPow;
  node->left = base;
  node->right = exponent;
  return node;
}

}  // namespace pyjit::internal
