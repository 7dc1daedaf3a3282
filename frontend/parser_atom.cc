// Atoms and what may follow them: names, literals, brackets, comprehensions,
// attributes, subscripts, calls.

#include <algorithm>

#include "frontend/number_literals.h"
#include "frontend/parser_internal.h"

namespace pyjit::internal {

using ast::Expr;
using TK = TokenKind;

Expr* Parser::Primary() {
  const Token* start = cur_;
  Expr* atom = Atom();
  return atom == nullptr ? nullptr : Postfix(start, atom);
}

// Attributes, subscripts and calls behind `base`.
Expr* Parser::Postfix(const Token* start, Expr* base) {
  const uint32_t outer_height = context_->chain_height;
  context_->chain_height = 0;
  while (true) {
    if (At(TK::kDot)) {
      ++cur_;
      if (!At(TK::kName)) return nullptr;
      const Token* name = cur_++;
      auto* node = Make<ast::Attribute>(start);
      node->value = base;
      node->attr = NameOf(name);
      base = node;
    } else if (At(TK::kLeftParen)) {
      base = CallTail(start, base);
      if (base == nullptr) return nullptr;
    } else if (At(TK::kLeftSquare)) {
      ++cur_;
      Expr* slice = Slices();
      if (slice == nullptr || !Accept(TK::kRightSquare)) return nullptr;
      auto* node = Make<ast::Subscript>(start);
      node->value = base;
      node->slice = slice;
      base = node;
    } else {
      break;
    }
    if (!GrowChain()) return nullptr;
  }
  context_->chain_height = std::max(outer_height, context_->chain_height);
  return base;
}

Expr* Parser::CallTail(const Token* start, Expr* func) {
  const Token* open = cur_++;
  ListBuilder<Expr> args(context_);
  SideListBuilder<ast::Keyword> keywords(context_);
  const bool plain = !At(TK::kRightParen) && !At(TK::kStar) &&
                     !At(TK::kDoubleStar) &&
                     !(At(TK::kName) && kind(1) == TK::kEqual);
  bool more = true;
  if (plain) {
    Expr* first = NamedExpression();
    if (first == nullptr) return nullptr;
    if (AtComprehension()) {
      // f(x for x in y): the brackets of the call are the generator's too.
      first = GeneratorRest(open, first, TK::kRightParen);
      if (first == nullptr) return nullptr;
      --cur_;  // the bracket is read below
      more = false;
    } else {
      more = Accept(TK::kComma);
    }
    args.Add(first);
  }
  if (more && !CallArguments(&args, &keywords)) return nullptr;
  if (!Accept(TK::kRightParen)) return nullptr;
  auto* call = Make<ast::Call>(start);
  call->func = func;
  call->args = args.Finish();
  call->keywords = keywords.Finish();
  return call;
}

// Arguments up to the closing bracket, which stays. Positional ones may not
// follow a keyword, nor `*x` a `**y`.
bool Parser::CallArguments(ListBuilder<Expr>* args,
                           ListBuilder<ast::Keyword>* keywords) {
  bool seen_double_star = false;
  while (!At(TK::kRightParen)) {
    const Token* start = cur_;
    if (At(TK::kName) && kind(1) == TK::kEqual) {
      cur_ += 2;
      Expr* value = Expression();
      if (value == nullptr) return false;
      auto* keyword = New<ast::Keyword>();
      keyword->span = From(start);
      keyword->arg = NameOf(start);
      keyword->value = value;
      keywords->Add(keyword);
    } else if (Accept(TK::kDoubleStar)) {
      seen_double_star = true;
      Expr* value = Expression();
      if (value == nullptr) return false;
      auto* keyword = New<ast::Keyword>();
      keyword->span = From(start);
      keyword->value = value;
      keywords->Add(keyword);
    } else if (At(TK::kStar)) {
      if (seen_double_star) return false;
      ++cur_;
      Expr* value = Expression();
      if (value == nullptr) return false;
      auto* starred = Make<ast::Starred>(start);
      starred->value = value;
      args->Add(starred);
    } else {
      if (keywords->size() != 0) return false;
      Expr* value = NamedExpression();
      if (value == nullptr) return false;
      args->Add(value);
    }
    if (!Accept(TK::kComma)) break;
  }
  return true;
}

Expr* Parser::Slices() {
  const Token* start = cur_;
  const auto element = [this]() -> Expr* {
    if (!At(TK::kStar)) return Slice();
    const Token* star = cur_++;
    Expr* value = Expression();
    if (value == nullptr) return nullptr;
    auto* starred = Make<ast::Starred>(star);
    starred->value = value;
    return starred;
  };
  Expr* first = element();
  if (first == nullptr) return nullptr;
  if (!At(TK::kComma) && first->kind != ast::ExprKind::kStarred) return first;
  ListBuilder<Expr> elts(context_);
  elts.Add(first);
  while (Accept(TK::kComma)) {
    if (At(TK::kRightSquare)) break;
    Expr* next = element();
    if (next == nullptr) return nullptr;
    elts.Add(next);
  }
  auto* tuple = Make<ast::Tuple>(start);
  tuple->elts = elts.Finish();
  return tuple;
}

Expr* Parser::Slice() {
  const Token* start = cur_;
  Expr* lower = nullptr;
  if (!At(TK::kColon)) {
    const bool named = At(TK::kName) && kind(1) == TK::kColonEqual;
    lower = NamedExpression();
    if (lower == nullptr || named || !At(TK::kColon)) return lower;
  }
  ++cur_;
  const auto at_end = [this] {
    return At(TK::kColon) || At(TK::kComma) || At(TK::kRightSquare);
  };
  Expr* upper = nullptr;
  Expr* step = nullptr;
  if (!at_end() && (upper = Expression()) == nullptr) return nullptr;
  if (Accept(TK::kColon)) {
    if (!at_end() && (step = Expression()) == nullptr) return nullptr;
  }
  auto* node = Make<ast::Slice>(start);
  node->lower = lower;
  node->upper = upper;
  node->step = step;
  return node;
}

Expr* Parser::Name() {
  const Token* token = cur_++;
  auto* node = Make<ast::Name>(token->span);
  node->id = NameOf(token);
  return node;
}

Expr* Parser::Singleton(ast::ConstantKind kind) {
  auto* node = Make<ast::Constant>(cur_->span);
  node->constant_kind = kind;
  ++cur_;
  return node;
}

Expr* Parser::Number() {
  const Token* token = cur_;
  auto* node = Make<ast::Constant>(token->span);
  const absl::string_view text =
      stream_->buffer.text.substr(token->begin, token->end - token->begin);
  if (text.find('_') != absl::string_view::npos) {
    context_->Needs(6, "Underscores in numeric literals are", token->span);
  }
  if (ParseNumber(text, context_->max_int_digits, context_->arena, node) != 0) return nullptr;
  ++cur_;
  return node;
}

Expr* Parser::Strings() {
  const Token* start = cur_;
  while (At(TK::kString)) ++cur_;
  Expr* node = ConcatenateStrings(absl::MakeConstSpan(start, cur_ - start),
                                  stream_->buffer, context_, /*diagnose=*/false,
                                  &string_fault_);
  if (node != nullptr && node->kind == ast::ExprKind::kJoinedStr) {
    context_->Needs(6, "Format strings are", node->span);
  }
  return node;
}

Expr* Parser::Atom() {
  switch (kind()) {
    case TK::kName:
      return Name();
    case TK::kNumber:
      return Number();
    case TK::kString:
      return Strings();
    case TK::kLeftParen:
      return ParenthesisAtom();
    case TK::kLeftSquare:
      return ListAtom();
    case TK::kLeftBrace:
      return BraceAtom();
    case TK::kNone:
      return Singleton(ast::ConstantKind::kNone);
    case TK::kTrue:
      return Singleton(ast::ConstantKind::kTrue);
    case TK::kFalse:
      return Singleton(ast::ConstantKind::kFalse);
    case TK::kEllipsis:
      return Singleton(ast::ConstantKind::kEllipsis);
    default:
      return nullptr;
  }
}

// `element` has been read and a `for` follows.
Expr* Parser::GeneratorRest(const Token* open, Expr* element, TK close) {
  ast::Seq<ast::Comprehension> generators;
  if (!Comprehensions(&generators) || !Accept(close)) return nullptr;
  const auto finish = [&](auto* node) {
    node->elt = element;
    node->generators = generators;
    return node;
  };
  if (close == TK::kRightParen) return finish(Make<ast::GeneratorExp>(open));
  if (close == TK::kRightSquare) return finish(Make<ast::ListComp>(open));
  return finish(Make<ast::SetComp>(open));
}

Expr* Parser::ParenthesisAtom() {
  const Token* open = cur_++;
  if (Accept(TK::kRightParen)) return Make<ast::Tuple>(open);
  if (At(TK::kYield)) {
    Expr* yield = Yield();
    return yield != nullptr && Accept(TK::kRightParen) ? yield : nullptr;
  }
  Expr* first = StarNamedExpression();
  if (first == nullptr) return nullptr;
  const bool starred = first->kind == ast::ExprKind::kStarred;
  if (!starred && Accept(TK::kRightParen)) return first;
  if (!starred && AtComprehension()) {
    return GeneratorRest(open, first, TK::kRightParen);
  }
  if (!At(TK::kComma)) return nullptr;
  Expr* tuple = TupleRest(open, first, /*named=*/true);
  if (tuple == nullptr || !Accept(TK::kRightParen)) return nullptr;
  tuple->span = From(open);
  return tuple;
}

Expr* Parser::ListAtom() {
  const Token* open = cur_++;
  ListBuilder<Expr> elts(context_);
  if (!At(TK::kRightSquare)) {
    Expr* first = StarNamedExpression();
    if (first == nullptr) return nullptr;
    if (AtComprehension() && first->kind != ast::ExprKind::kStarred) {
      return GeneratorRest(open, first, TK::kRightSquare);
    }
    elts.Add(first);
    while (Accept(TK::kComma)) {
      if (At(TK::kRightSquare)) break;
      Expr* next = StarNamedExpression();
      if (next == nullptr) return nullptr;
      elts.Add(next);
    }
  }
  if (!Accept(TK::kRightSquare)) return nullptr;
  auto* list = Make<ast::List>(open);
  list->elts = elts.Finish();
  return list;
}

Expr* Parser::BraceAtom() {
  const Token* open = cur_++;
  if (Accept(TK::kRightBrace)) return Make<ast::Dict>(open);
  if (Accept(TK::kDoubleStar)) {
    Expr* value = BitwiseOr();
    return value == nullptr ? nullptr : DictRest(open, nullptr, value);
  }
  const bool named = At(TK::kName) && kind(1) == TK::kColonEqual;
  Expr* first = StarNamedExpression();
  if (first == nullptr) return nullptr;
  const bool starred = first->kind == ast::ExprKind::kStarred;
  if (!named && !starred && Accept(TK::kColon)) {
    Expr* value = Expression();
    return value == nullptr ? nullptr : DictRest(open, first, value);
  }
  if (!starred && AtComprehension()) {
    return GeneratorRest(open, first, TK::kRightBrace);
  }
  return SetRest(open, first);
}

Expr* Parser::SetRest(const Token* open, Expr* first) {
  ListBuilder<Expr> elts(context_);
  elts.Add(first);
  while (Accept(TK::kComma)) {
    if (At(TK::kRightBrace)) break;
    Expr* next = StarNamedExpression();
    if (next == nullptr) return nullptr;
    elts.Add(next);
  }
  if (!Accept(TK::kRightBrace)) return nullptr;
  auto* set = Make<ast::Set>(open);
  set->elts = elts.Finish();
  return set;
}

// The first pair has been read; its key is null for `**value`.
Expr* Parser::DictRest(const Token* open, Expr* key, Expr* value) {
  if (key != nullptr && AtComprehension()) {
    ast::Seq<ast::Comprehension> generators;
    if (!Comprehensions(&generators) || !Accept(TK::kRightBrace)) {
      return nullptr;
    }
    auto* node = Make<ast::DictComp>(open);
    node->key = key;
    node->value = value;
    node->generators = generators;
    return node;
  }
  ListBuilder<Expr> keys(context_);
  SideListBuilder<Expr> values(context_);
  keys.Add(key);
  values.Add(value);
  while (Accept(TK::kComma)) {
    if (At(TK::kRightBrace)) break;
    if (Accept(TK::kDoubleStar)) {
      key = nullptr;
      value = BitwiseOr();
    } else {
      key = Expression();
      if (key == nullptr || !Accept(TK::kColon)) return nullptr;
      value = Expression();
    }
    if (value == nullptr) return nullptr;
    keys.Add(key);
    values.Add(value);
  }
  if (!Accept(TK::kRightBrace)) return nullptr;
  auto* dict = Make<ast::Dict>(open);
  dict->keys = keys.Finish();
  dict->values = values.Finish();
  return dict;
}

bool Parser::Comprehensions(ast::Seq<ast::Comprehension>* out) {
  ListBuilder<ast::Comprehension> clauses(context_);
  while (AtComprehension()) {
    const bool is_async = Accept(TK::kAsync);
    ++cur_;
    Expr* target = StarTargets();
    if (target == nullptr || !Accept(TK::kIn)) return false;
    Expr* iter = Disjunction();
    if (iter == nullptr) return false;
    auto* clause = New<ast::Comprehension>();
    clause->target = target;
    clause->iter = iter;
    clause->is_async = is_async;
    if (is_async) context_->Needs(6, "Async comprehensions are", target->span);
    {
      ListBuilder<Expr> ifs(context_);
      while (Accept(TK::kIf)) {
        Expr* condition = Disjunction();
        if (condition == nullptr) return false;
        ifs.Add(condition);
      }
      clause->ifs = ifs.Finish();
    }
    clauses.Add(clause);
  }
  *out = clauses.Finish();
  return true;
}

// A target is always a primary, so `in` cannot be taken for an operator.
Expr* Parser::StarTarget() {
  const Token* start = cur_;
  const bool starred = Accept(TK::kStar);
  Expr* target = Primary();
  if (target == nullptr ||
      !MakeTarget(target, ast::ExprContext::kStore, /*allow_star=*/false)) {
    return nullptr;
  }
  if (!starred) return target;
  auto* node = Make<ast::Starred>(start);
  node->ctx = ast::ExprContext::kStore;
  node->value = target;
  return node;
}

Expr* Parser::StarTargets() {
  const Token* start = cur_;
  Expr* first = StarTarget();
  if (first == nullptr || !At(TK::kComma)) return first;
  ListBuilder<Expr> elts(context_);
  elts.Add(first);
  while (Accept(TK::kComma)) {
    if (!StartsExpression()) break;
    Expr* next = StarTarget();
    if (next == nullptr) return nullptr;
    elts.Add(next);
  }
  auto* tuple = Make<ast::Tuple>(start);
  tuple->ctx = ast::ExprContext::kStore;
  tuple->elts = elts.Finish();
  return tuple;
}

bool Parser::MakeTarget(Expr* expr, ast::ExprContext ctx, bool allow_star) {
  const auto all = [&](ast::Seq<Expr> elts) {
    return std::all_of(elts.begin(), elts.end(), [&](Expr* element) {
      return MakeTarget(element, ctx, ctx == ast::ExprContext::kStore);
    });
  };
  switch (expr->kind) {
    case ast::ExprKind::kName:
      As<ast::Name>(*expr).ctx = ctx;
      return true;
    case ast::ExprKind::kAttribute:
      As<ast::Attribute>(*expr).ctx = ctx;
      return true;
    case ast::ExprKind::kSubscript:
      As<ast::Subscript>(*expr).ctx = ctx;
      return true;
    case ast::ExprKind::kStarred: {
      if (!allow_star) return false;
      auto& starred = As<ast::Starred>(*expr);
      starred.ctx = ctx;
      return MakeTarget(starred.value, ctx, /*allow_star=*/false);
    }
    case ast::ExprKind::kTuple:
      As<ast::Tuple>(*expr).ctx = ctx;
      return all(As<ast::Tuple>(*expr).elts);
    case ast::ExprKind::kList:
      As<ast::List>(*expr).ctx = ctx;
      return all(As<ast::List>(*expr).elts);
    default:
      return false;
  }
}

}  // namespace pyjit::internal
