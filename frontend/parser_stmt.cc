// Statements on one line, and how lines and blocks are put together.

#include <algorithm>
#include <string>

#include "frontend/parser_internal.h"

namespace pyjit::internal {
namespace {

using ast::Expr;
using ast::Stmt;
using TK = TokenKind;

bool IsLayout(TK kind) {
  return kind == TK::kNewline || kind == TK::kIndent || kind == TK::kDedent ||
         kind == TK::kEndMarker;
}

// The operator of `+=` and its like.
bool AugmentedOperator(TK kind, ast::BinaryOperator* op) {
  using B = ast::BinaryOperator;
  switch (kind) {
    case TK::kPlusEqual:
      *op = B::kAdd;
      return true;
    case TK::kMinusEqual:
      *op = B::kSub;
      return true;
    case TK::kStarEqual:
      *op = B::kMult;
      return true;
    case TK::kAtEqual:
      *op = B::kMatMult;
      return true;
    case TK::kSlashEqual:
      *op = B::kDiv;
      return true;
    case TK::kPercentEqual:
      *op = B::kMod;
      return true;
    case TK::kAmpersandEqual:
      *op = B::kBitAnd;
      return true;
    case TK::kVerticalBarEqual:
      *op = B::kBitOr;
      return true;
    case TK::kCircumflexEqual:
      *op = B::kBitXor;
      return true;
    case TK::kLeftShiftEqual:
      *op = B::kLShift;
      return true;
    case TK::kRightShiftEqual:
      *op = B::kRShift;
      return true;
    case TK::kDoubleStarEqual:
      *op = B::kPow;
      return true;
    case TK::kDoubleSlashEqual:
      *op = B::kFloorDiv;
      return true;
    default:
      return false;
  }
}

}  // namespace

SourceSpan Parser::FromSkippingLayout(const Token* start) const {
  const Token* last = cur_ - 1;
  while (last > first_ && IsLayout(last->kind)) --last;
  return {start->span.line, start->span.col, last->span.end_line,
          last->span.end_col};
}

ast::Module* Parser::File() {
  ListBuilder<Stmt> body(context_);
  if (!Statements(&body, TK::kEndMarker, /*outermost=*/true)) return nullptr;
  auto* module = New<ast::Module>();
  module->mode = ast::Mode::kExec;
  module->body = body.Finish();
  std::vector<ast::TypeIgnore> ignores;
  for (const TypeComment& comment : stream_->type_comments) {
    if (comment.ignore) ignores.push_back({comment.span.line, comment.text});
  }
  if (!ignores.empty()) {
    auto* data = static_cast<ast::TypeIgnore*>(context_->arena->Allocate(
        ignores.size() * sizeof(ast::TypeIgnore), alignof(ast::TypeIgnore)));
    std::copy(ignores.begin(), ignores.end(), data);
    module->type_ignores = absl::MakeConstSpan(data, ignores.size());
  }
  return module;
}

ast::Module* Parser::Eval() {
  Expr* expression = Expressions();
  if (expression == nullptr) return nullptr;
  while (Accept(TK::kNewline)) {
  }
  if (!At(TK::kEndMarker)) return nullptr;
  auto* module = New<ast::Module>();
  module->mode = ast::Mode::kEval;
  module->expression = expression;
  return module;
}

ast::Module* Parser::Interactive() {
  auto* module = New<ast::Module>();
  module->mode = ast::Mode::kSingle;
  ListBuilder<Stmt> body(context_);
  if (Accept(TK::kNewline)) {
    body.Add(Make<ast::Pass>(cur_[-1].span));
  } else {
    bool is_compound = true;
    Stmt* compound = CompoundStatement(&is_compound);
    if (is_compound) {
      if (compound == nullptr || !Accept(TK::kNewline)) return nullptr;
      body.Add(compound);
    } else if (!SimpleStatementsInto(&body)) {
      return nullptr;
    }
  }
  module->body = body.Finish();
  return module;
}

bool Parser::Statements(ListBuilder<Stmt>* out, TK end, bool outermost) {
  while (!At(end)) {
    if (outermost) statement_start_ = position();
    if (!StatementInto(out)) return false;
  }
  return true;
}

bool Parser::StatementInto(ListBuilder<Stmt>* out) {
  bool is_compound = true;
  Stmt* compound = CompoundStatement(&is_compound);
  if (!is_compound) return SimpleStatementsInto(out);
  if (compound == nullptr) return false;
  out->Add(compound);
  return true;
}

bool Parser::SimpleStatementsInto(ListBuilder<Stmt>* out) {
  do {
    Stmt* statement = SimpleStatement();
    if (statement == nullptr) return false;
    out->Add(statement);
    if (!Accept(TK::kSemicolon)) break;
  } while (!At(TK::kNewline));
  return Accept(TK::kNewline);
}

bool Parser::Block(ast::Seq<Stmt>* out) {
  ListBuilder<Stmt> body(context_);
  if (Accept(TK::kNewline)) {
    if (!Accept(TK::kIndent) ||
        !Statements(&body, TK::kDedent, /*outermost=*/false)) {
      return false;
    }
    ++cur_;
  } else if (!SimpleStatementsInto(&body)) {
    return false;
  }
  *out = body.Finish();
  return true;
}

Stmt* Parser::SimpleStatement() {
  const Token* start = cur_;
  switch (kind()) {
    case TK::kReturn:
      return Return();
    case TK::kImport:
      return Import();
    case TK::kFrom:
      return ImportFrom();
    case TK::kRaise:
      return Raise();
    case TK::kPass:
      ++cur_;
      return Make<ast::Pass>(start);
    case TK::kBreak:
      ++cur_;
      return Make<ast::Break>(start);
    case TK::kContinue:
      ++cur_;
      return Make<ast::Continue>(start);
    case TK::kDel:
      return Delete();
    case TK::kAssert:
      return Assert();
    case TK::kGlobal:
      return NameList<ast::Global>();
    case TK::kNonlocal:
      return NameList<ast::Nonlocal>();
    default:
      return ExpressionStatement();
  }
}

// An expression by itself, or any kind of assignment.
Stmt* Parser::ExpressionStatement() {
  const Token* start = cur_;
  Expr* first = YieldOrStarExpressions();
  if (first == nullptr) return nullptr;
  if (At(TK::kEqual)) {
    ListBuilder<Expr> targets(context_);
    Expr* value = first;
    while (Accept(TK::kEqual)) {
      if (!MakeTarget(value, ast::ExprContext::kStore, /*allow_star=*/true)) {
        return nullptr;
      }
      targets.Add(value);
      value = YieldOrStarExpressions();
      if (value == nullptr) return nullptr;
    }
    auto* assign = Make<ast::Assign>(start);
    assign->targets = targets.Finish();
    assign->value = value;
    assign->type_comment = TypeCommentBefore(cur_);
    return assign;
  }
  if (At(TK::kColon)) return AnnotatedAssignment(start, first);
  ast::BinaryOperator op;
  if (AugmentedOperator(kind(), &op)) {
    const bool single = first->kind == ast::ExprKind::kName ||
                        first->kind == ast::ExprKind::kAttribute ||
                        first->kind == ast::ExprKind::kSubscript;
    if (!single) return nullptr;
    MakeTarget(first, ast::ExprContext::kStore, /*allow_star=*/false);
    ++cur_;
    Expr* value = YieldOrStarExpressions();
    if (value == nullptr) return nullptr;
    auto* assign = Make<ast::AugAssign>(start);
    assign->op = op;
    assign->target = first;
    assign->value = value;
    return assign;
  }
  auto* statement = Make<ast::ExprStmt>(start);
  statement->value = first;
  return statement;
}

Stmt* Parser::AnnotatedAssignment(const Token* start, Expr* target) {
  const bool is_name = target->kind == ast::ExprKind::kName;
  if (!is_name && target->kind != ast::ExprKind::kAttribute &&
      target->kind != ast::ExprKind::kSubscript) {
    return nullptr;
  }
  const bool simple = is_name && start->kind == TK::kName;
  MakeTarget(target, ast::ExprContext::kStore, /*allow_star=*/false);
  ++cur_;
  Expr* annotation = Expression();
  if (annotation == nullptr) return nullptr;
  Expr* value = nullptr;
  if (Accept(TK::kEqual)) {
    value = YieldOrStarExpressions();
    if (value == nullptr) return nullptr;
  }
  auto* assign = Make<ast::AnnAssign>(start);
  assign->target = target;
  assign->annotation = annotation;
  assign->value = value;
  assign->simple = simple;
  context_->Needs(6, "Variable annotation syntax is", assign->span);
  return assign;
}

Stmt* Parser::Return() {
  const Token* start = cur_++;
  Expr* value = nullptr;
  if (StartsExpression()) {
    value = StarExpressions();
    if (value == nullptr) return nullptr;
  }
  auto* node = Make<ast::Return>(start);
  node->value = value;
  return node;
}

Stmt* Parser::Raise() {
  const Token* start = cur_++;
  Expr* exc = nullptr;
  Expr* cause = nullptr;
  if (StartsExpression()) {
    exc = Expression();
    if (exc == nullptr) return nullptr;
    if (Accept(TK::kFrom)) {
      cause = Expression();
      if (cause == nullptr) return nullptr;
    }
  }
  auto* node = Make<ast::Raise>(start);
  node->exc = exc;
  node->cause = cause;
  return node;
}

Stmt* Parser::Assert() {
  const Token* start = cur_++;
  Expr* test = Expression();
  if (test == nullptr) return nullptr;
  Expr* message = nullptr;
  if (Accept(TK::kComma)) {
    message = Expression();
    if (message == nullptr) return nullptr;
  }
  auto* node = Make<ast::Assert>(start);
  node->test = test;
  node->msg = message;
  return node;
}

Stmt* Parser::Delete() {
  const Token* start = cur_++;
  ListBuilder<Expr> targets(context_);
  do {
    if (targets.size() != 0 && !StartsExpression()) break;
    Expr* target = Primary();
    if (target == nullptr ||
        !MakeTarget(target, ast::ExprContext::kDel, /*allow_star=*/false)) {
      return nullptr;
    }
    targets.Add(target);
  } while (Accept(TK::kComma));
  if (!At(TK::kSemicolon) && !At(TK::kNewline)) return nullptr;
  auto* node = Make<ast::Delete>(start);
  node->targets = targets.Finish();
  return node;
}

template <typename T>
Stmt* Parser::NameList() {
  const Token* start = cur_++;
  std::vector<ast::Identifier> names;
  do {
    if (!At(TK::kName)) return nullptr;
    names.push_back(NameOf(cur_++));
  } while (Accept(TK::kComma));
  auto* node = Make<T>(start);
  node->names = context_->arena->Copy(absl::MakeConstSpan(names));
  return node;
}

bool Parser::DottedName(ast::Identifier* out) {
  if (!At(TK::kName)) return false;
  const Token* first = cur_++;
  if (!At(TK::kDot)) {
    *out = NameOf(first);
    return true;
  }
  std::string text(NameOf(first));
  while (Accept(TK::kDot)) {
    if (!At(TK::kName)) return false;
    text.push_back('.');
    const ast::Identifier part = NameOf(cur_++);
    text.append(part.data(), part.size());
  }
  *out = (*context_->symbols)[context_->symbols->Intern(text)].text;
  return true;
}

Stmt* Parser::Import() {
  const Token* start = cur_++;
  ListBuilder<ast::Alias> names(context_);
  do {
    const Token* name_start = cur_;
    ast::Identifier name;
    ast::Identifier asname;
    if (!DottedName(&name)) return nullptr;
    if (Accept(TK::kAs)) {
      if (!At(TK::kName)) return nullptr;
      asname = NameOf(cur_++);
    }
    auto* alias = New<ast::Alias>();
    alias->span = From(name_start);
    alias->name = name;
    alias->asname = asname;
    names.Add(alias);
  } while (Accept(TK::kComma));
  auto* node = Make<ast::Import>(start);
  node->names = names.Finish();
  return node;
}

Stmt* Parser::ImportFrom() {
  const Token* start = cur_++;
  int32_t level = 0;
  while (At(TK::kDot) || At(TK::kEllipsis)) {
    level += At(TK::kDot) ? 1 : 3;
    ++cur_;
  }
  ast::Identifier module;
  if (!(level > 0 && At(TK::kImport)) && !DottedName(&module)) return nullptr;
  if (!Accept(TK::kImport)) return nullptr;
  ListBuilder<ast::Alias> names(context_);
  const auto add = [&](const Token* from, ast::Identifier name,
                       ast::Identifier asname) {
    auto* alias = New<ast::Alias>();
    alias->span = From(from);
    alias->name = name;
    alias->asname = asname;
    names.Add(alias);
  };
  if (At(TK::kStar)) {
    const Token* star = cur_++;
    add(star, "*", {});
  } else {
    const bool brackets = Accept(TK::kLeftParen);
    while (true) {
      if (!At(TK::kName)) return nullptr;
      const Token* name = cur_++;
      ast::Identifier asname;
      if (Accept(TK::kAs)) {
        if (!At(TK::kName)) return nullptr;
        asname = NameOf(cur_++);
      }
      add(name, NameOf(name), asname);
      if (!Accept(TK::kComma)) break;
      if (brackets && At(TK::kRightParen)) break;
    }
    if (brackets && !Accept(TK::kRightParen)) return nullptr;
  }
  auto* node = Make<ast::ImportFrom>(start);
  node->module = module;
  node->names = names.Finish();
  node->level = level;
  return node;
}

}  // namespace pyjit::internal
