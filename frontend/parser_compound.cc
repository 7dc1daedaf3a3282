// Statements with blocks: if, while, for, with, try, async. (Functions and
// classes are in parser_function.cc, match in parser_pattern.cc.)

#include <algorithm>

#include "frontend/parser_internal.h"

namespace pyjit::internal {

using ast::Expr;
using ast::Stmt;
using TK = TokenKind;

// Sets *is_compound to false, reading nothing, when no compound statement
// begins here.
Stmt* Parser::CompoundStatement(bool* is_compound) {
  const Token* start = cur_;
  switch (kind()) {
    case TK::kDef:
      return FunctionDef(start, /*is_async=*/false, {});
    case TK::kIf:
      return If();
    case TK::kClass:
      return ClassDef({});
    case TK::kAt:
      return Decorated();
    case TK::kFor:
      return For(start, /*is_async=*/false);
    case TK::kWith:
      return With(start, /*is_async=*/false);
    case TK::kTry:
      return Try();
    case TK::kWhile:
      return While();
    case TK::kAsync:
      return Async();
    case TK::kName:
      if (AtSoft(SymbolTable::kMatch) && LooksLikeMatch()) {
        return Match(is_compound);
      }
      break;
    default:
      break;
  }
  *is_compound = false;
  return nullptr;
}

Stmt* Parser::Async() {
  const Token* start = cur_++;
  switch (kind()) {
    case TK::kDef:
      return FunctionDef(start, /*is_async=*/true, {});
    case TK::kFor:
      return For(start, /*is_async=*/true);
    case TK::kWith:
      return With(start, /*is_async=*/true);
    default:
      return nullptr;
  }
}

// A chain of `elif` nests in the tree but is read in a loop, as it may be long.
Stmt* Parser::If() {
  struct Arm {
    const Token* start;
    Expr* test;
    ast::Seq<Stmt> body;
  };
  const uint32_t outer_height = context_->chain_height;
  context_->chain_height = 0;
  std::vector<Arm> arms;
  do {
    Arm arm;
    arm.start = cur_++;
    arm.test = NamedExpression();
    if (arm.test == nullptr || !Accept(TK::kColon) || !Block(&arm.body) ||
        !GrowChain()) {
      return nullptr;
    }
    arms.push_back(arm);
  } while (At(TK::kElif));
  ast::Seq<Stmt> orelse;
  if (Accept(TK::kElse)) {
    if (!Accept(TK::kColon) || !Block(&orelse)) return nullptr;
  }
  context_->chain_height = std::max(outer_height, context_->chain_height);
  while (true) {
    const Arm& arm = arms.back();
    auto* node = Make<ast::If>(FromSkippingLayout(arm.start));
    node->test = arm.test;
    node->body = arm.body;
    node->orelse = orelse;
    arms.pop_back();
    if (arms.empty()) return node;
    ListBuilder<Stmt> nested(context_);
    nested.Add(node);
    orelse = nested.Finish();
  }
}

Stmt* Parser::While() {
  const Token* start = cur_++;
  Expr* test = NamedExpression();
  ast::Seq<Stmt> body;
  ast::Seq<Stmt> orelse;
  if (test == nullptr || !Accept(TK::kColon) || !Block(&body)) return nullptr;
  if (Accept(TK::kElse)) {
    if (!Accept(TK::kColon) || !Block(&orelse)) return nullptr;
  }
  auto* node = Make<ast::While>(FromSkippingLayout(start));
  node->test = test;
  node->body = body;
  node->orelse = orelse;
  return node;
}

Stmt* Parser::For(const Token* start, bool is_async) {
  ++cur_;
  Expr* target = StarTargets();
  if (target == nullptr || !Accept(TK::kIn)) return nullptr;
  Expr* iter = StarExpressions();
  ast::Seq<Stmt> body;
  ast::Seq<Stmt> orelse;
  if (iter == nullptr || !Accept(TK::kColon)) return nullptr;
  const absl::string_view type_comment = TypeCommentBefore(cur_);
  if (!Block(&body)) return nullptr;
  if (Accept(TK::kElse)) {
    if (!Accept(TK::kColon) || !Block(&orelse)) return nullptr;
  }
  auto* node = Make<ast::For>(FromSkippingLayout(start));
  if (is_async) context_->Needs(5, "Async for loops are", node->span);
  node->type_comment = type_comment;
  node->is_async = is_async;
  node->target = target;
  node->iter = iter;
  node->body = body;
  node->orelse = orelse;
  return node;
}

// Items up to the colon, which stays.
bool Parser::WithItems(ListBuilder<ast::WithItem>* out, bool parenthesized) {
  if (parenthesized) ++cur_;
  while (true) {
    auto* item = New<ast::WithItem>();
    item->context_expr = Expression();
    if (item->context_expr == nullptr) return false;
    if (Accept(TK::kAs)) {
      item->optional_vars = StarTarget();
      if (item->optional_vars == nullptr) return false;
    }
    out->Add(item);
    if (!Accept(TK::kComma)) break;
    if (parenthesized && At(TK::kRightParen)) break;
  }
  if (parenthesized && !Accept(TK::kRightParen)) return false;
  return At(TK::kColon);
}

Stmt* Parser::With(const Token* start, bool is_async) {
  ++cur_;
  const Token* first = cur_;
  ListBuilder<ast::WithItem> items(context_);
  // A bracket may hold the items, or begin the first of them.
  if (!At(TK::kLeftParen) || !WithItems(&items, /*parenthesized=*/true)) {
    if (string_fault_.place != StringFault::Place::kNone) return nullptr;
    items.Finish();
    cur_ = first;
    if (!WithItems(&items, /*parenthesized=*/false)) return nullptr;
  } else {
    context_->Needs(9, "Parenthesized context managers are", first->span);
  }
  const ast::Seq<ast::WithItem> list = items.Finish();
  ast::Seq<Stmt> body;
  if (!Accept(TK::kColon)) return nullptr;
  const absl::string_view type_comment = TypeCommentBefore(cur_);
  if (!Block(&body)) return nullptr;
  auto* node = Make<ast::With>(FromSkippingLayout(start));
  if (is_async) context_->Needs(5, "Async with statements are", node->span);
  node->type_comment = type_comment;
  node->is_async = is_async;
  node->items = list;
  node->body = body;
  return node;
}

Stmt* Parser::Try() {
  const Token* start = cur_++;
  ast::Seq<Stmt> body;
  ast::Seq<Stmt> orelse;
  ast::Seq<Stmt> finalbody;
  if (!Accept(TK::kColon) || !Block(&body)) return nullptr;
  ListBuilder<ast::ExceptHandler> handlers(context_);
  bool is_star = false;
  while (At(TK::kExcept)) {
    const Token* handler_start = cur_++;
    const bool star = Accept(TK::kStar);
    if (handlers.size() != 0 && star != is_star) return nullptr;
    is_star = star;
    if (star) context_->Needs(11, "Exception groups are", cur_->span);
    auto* handler = New<ast::ExceptHandler>();
    if (star || !At(TK::kColon)) {
      handler->type = Expression();
      if (handler->type == nullptr) return nullptr;
      if (Accept(TK::kAs)) {
        if (!At(TK::kName)) return nullptr;
        handler->name = NameOf(cur_++);
      }
    }
    if (!Accept(TK::kColon) || !Block(&handler->body)) return nullptr;
    handler->span = FromSkippingLayout(handler_start);
    handlers.Add(handler);
  }
  if (handlers.size() != 0 && Accept(TK::kElse)) {
    if (!Accept(TK::kColon) || !Block(&orelse)) return nullptr;
  }
  if (Accept(TK::kFinally)) {
    if (!Accept(TK::kColon) || !Block(&finalbody)) return nullptr;
  } else if (handlers.size() == 0) {
    return nullptr;
  }
  auto* node = Make<ast::Try>(FromSkippingLayout(start));
  node->is_star = is_star;
  node->body = body;
  node->handlers = handlers.Finish();
  node->orelse = orelse;
  node->finalbody = finalbody;
  return node;
}

}  // namespace pyjit::internal
