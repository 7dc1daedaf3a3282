// Parameters, functions, classes and decorators.

#include "frontend/parser_internal.h"

namespace pyjit::internal {

using ast::Expr;
using ast::Stmt;
using TK = TokenKind;

ast::Arg* Parser::Parameter(bool annotated, bool star_annotation) {
  if (!At(TK::kName)) return nullptr;
  const Token* start = cur_++;
  Expr* annotation = nullptr;
  if (annotated && Accept(TK::kColon)) {
    annotation = star_annotation ? StarExpression() : Expression();
    if (annotation == nullptr) return nullptr;
  }
  auto* arg = New<ast::Arg>();
  arg->span = From(start);
  arg->name = NameOf(start);
  arg->annotation = annotation;
  return arg;
}

ast::Arguments* Parser::Parameters(bool annotated, TK end) {
  auto* out = New<ast::Arguments>();
  ListBuilder<ast::Arg> args(context_);
  SideListBuilder<Expr> defaults(context_);
  bool seen_slash = false;
  // Behind a parameter and its comma.
  auto comment = [&](ast::Arg* arg) {
    if (annotated) arg->type_comment = TypeCommentBefore(cur_);
  };
  // Positional parameters.
  while (!At(end) && !At(TK::kStar) && !At(TK::kDoubleStar)) {
    ast::Arg* last = nullptr;
    if (At(TK::kSlash)) {
      if (seen_slash || args.size() == 0) return nullptr;
      context_->Needs(8, "Positional-only parameters are", cur_->span);
      ++cur_;
      seen_slash = true;
      out->posonlyargs = args.Finish();
    } else {
      ast::Arg* arg = Parameter(annotated, false);
      if (arg == nullptr) return nullptr;
      last = arg;
      args.Add(arg);
      if (Accept(TK::kEqual)) {
        Expr* value = Expression();
        if (value == nullptr) return nullptr;
        defaults.Add(value);
      } else if (defaults.size() != 0) {
        return nullptr;  // follows one with a default
      }
    }
    const bool more = Accept(TK::kComma);
    if (last != nullptr) comment(last);
    if (!more) {
      if (!At(end)) return nullptr;
      break;
    }
  }
  out->args = args.Finish();
  out->defaults = defaults.Finish();
  // What follows a star takes keywords only.
  if (Accept(TK::kStar)) {
    if (!At(TK::kComma)) {
      out->vararg = Parameter(annotated, /*star_annotation=*/true);
      if (out->vararg == nullptr) return nullptr;
    }
    bool comma = Accept(TK::kComma);
    if (out->vararg != nullptr) comment(out->vararg);
    while (comma && At(TK::kName)) {
      ast::Arg* arg = Parameter(annotated, false);
      if (arg == nullptr) return nullptr;
      args.Add(arg);
      Expr* value = nullptr;
      if (Accept(TK::kEqual)) {
        value = Expression();
        if (value == nullptr) return nullptr;
      }
      defaults.Add(value);
      comma = Accept(TK::kComma);
      comment(arg);
    }
    if (out->vararg == nullptr && args.size() == 0) return nullptr;
    if (!comma && !At(end)) return nullptr;
    out->kwonlyargs = args.Finish();
    out->kw_defaults = defaults.Finish();
  }
  if (Accept(TK::kDoubleStar)) {
    out->kwarg = Parameter(annotated, false);
    if (out->kwarg == nullptr) return nullptr;
    Accept(TK::kComma);
    comment(out->kwarg);
  }
  return At(end) ? out : nullptr;
}

Stmt* Parser::Decorated() {
  ListBuilder<Expr> decorators(context_);
  while (Accept(TK::kAt)) {
    Expr* decorator = NamedExpression();
    if (decorator == nullptr || !Accept(TK::kNewline)) return nullptr;
    decorators.Add(decorator);
  }
  const ast::Seq<Expr> list = decorators.Finish();
  const Token* start = cur_;
  if (At(TK::kClass)) return ClassDef(list);
  const bool is_async = Accept(TK::kAsync);
  return At(TK::kDef) ? FunctionDef(start, is_async, list) : nullptr;
}

Stmt* Parser::FunctionDef(const Token* start, bool is_async,
                          ast::Seq<Expr> decorators) {
  ++cur_;
  if (!At(TK::kName)) return nullptr;
  const Token* name = cur_++;
  if (!Accept(TK::kLeftParen)) return nullptr;
  ast::Arguments* args = Parameters(/*annotated=*/true, TK::kRightParen);
  if (args == nullptr || !Accept(TK::kRightParen)) return nullptr;
  Expr* returns = nullptr;
  if (Accept(TK::kArrow)) {
    returns = Expression();
    if (returns == nullptr) return nullptr;
  }
  ast::Seq<Stmt> body;
  if (!Accept(TK::kColon)) return nullptr;
  const absl::string_view type_comment = FunctionTypeComment();
  if (!Block(&body)) return nullptr;
  auto* node = Make<ast::FunctionDef>(FromSkippingLayout(start));
  if (is_async) context_->Needs(5, "Async functions are", node->span);
  node->type_comment = type_comment;
  node->is_async = is_async;
  node->name = NameOf(name);
  node->args = args;
  node->body = body;
  node->decorators = decorators;
  node->returns = returns;
  return node;
}

Stmt* Parser::ClassDef(ast::Seq<Expr> decorators) {
  const Token* start = cur_++;
  if (!At(TK::kName)) return nullptr;
  const Token* name = cur_++;
  ast::Seq<Expr> bases;
  ast::Seq<ast::Keyword> keywords;
  if (Accept(TK::kLeftParen)) {
    ListBuilder<Expr> base_list(context_);
    SideListBuilder<ast::Keyword> keyword_list(context_);
    if (!CallArguments(&base_list, &keyword_list) || !Accept(TK::kRightParen)) {
      return nullptr;
    }
    bases = base_list.Finish();
    keywords = keyword_list.Finish();
  }
  ast::Seq<Stmt> body;
  if (!Accept(TK::kColon) || !Block(&body)) return nullptr;
  auto* node = Make<ast::ClassDef>(FromSkippingLayout(start));
  node->name = NameOf(name);
  node->bases = bases;
  node->keywords = keywords;
  node->body = body;
  node->decorators = decorators;
  return node;
}

}  // namespace pyjit::internal
