#ifndef FRONTEND_COMPILER_AST_WALK_H_
#define FRONTEND_COMPILER_AST_WALK_H_

// Children of tree nodes, for the compiler's little questions about a subtree.

#include "frontend/ast.h"

namespace pyjit::compiler {

// Calls f(const ast::Expr*) on the expressions directly below `e`, in source
// order. Bodies of lambdas and comprehensions are included.
template <typename F>
void ForEachChild(const ast::Expr* e, F f) {
  using ast::As;
  auto one = [&f](const ast::Expr* child) {
    if (child != nullptr) f(child);
  };
  auto all = [&one](ast::Seq<ast::Expr> list) {
    for (const ast::Expr* child : list) one(child);
  };
  auto generators = [&](ast::Seq<ast::Comprehension> list) {
    for (const ast::Comprehension* g : list) {
      one(g->target);
      one(g->iter);
      all(g->ifs);
    }
  };
  switch (e->kind) {
    case ast::ExprKind::kBoolOp:
      return all(As<ast::BoolOp>(*e).values);
    case ast::ExprKind::kNamedExpr:
      one(As<ast::NamedExpr>(*e).target);
      return one(As<ast::NamedExpr>(*e).value);
    case ast::ExprKind::kBinOp:
      one(As<ast::BinOp>(*e).left);
      return one(As<ast::BinOp>(*e).right);
    case ast::ExprKind::kUnaryOp:
      return one(As<ast::UnaryOp>(*e).operand);
    case ast::ExprKind::kLambda:
      all(As<ast::Lambda>(*e).args->defaults);
      all(As<ast::Lambda>(*e).args->kw_defaults);
      return one(As<ast::Lambda>(*e).body);
    case ast::ExprKind::kIfExp:
      one(As<ast::IfExp>(*e).test);
      one(As<ast::IfExp>(*e).body);
      return one(As<ast::IfExp>(*e).orelse);
    case ast::ExprKind::kDict:
      all(As<ast::Dict>(*e).keys);
      return all(As<ast::Dict>(*e).values);
    case ast::ExprKind::kSet:
      return all(As<ast::Set>(*e).elts);
    case ast::ExprKind::kListComp:
      one(As<ast::ListComp>(*e).elt);
      return generators(As<ast::ListComp>(*e).generators);
    case ast::ExprKind::kSetComp:
      one(As<ast::SetComp>(*e).elt);
      return generators(As<ast::SetComp>(*e).generators);
    case ast::ExprKind::kDictComp:
      one(As<ast::DictComp>(*e).key);
      one(As<ast::DictComp>(*e).value);
      return generators(As<ast::DictComp>(*e).generators);
    case ast::ExprKind::kGeneratorExp:
      one(As<ast::GeneratorExp>(*e).elt);
      return generators(As<ast::GeneratorExp>(*e).generators);
    case ast::ExprKind::kAwait:
      return one(As<ast::Await>(*e).value);
    case ast::ExprKind::kYield:
      return one(As<ast::Yield>(*e).value);
    case ast::ExprKind::kYieldFrom:
      return one(As<ast::YieldFrom>(*e).value);
    case ast::ExprKind::kCompare:
      one(As<ast::Compare>(*e).left);
      return all(As<ast::Compare>(*e).comparators);
    case ast::ExprKind::kCall:
      one(As<ast::Call>(*e).func);
      all(As<ast::Call>(*e).args);
      for (const ast::Keyword* k : As<ast::Call>(*e).keywords) one(k->value);
      return;
    case ast::ExprKind::kFormattedValue:
      one(As<ast::FormattedValue>(*e).value);
      return one(As<ast::FormattedValue>(*e).format_spec);
    case ast::ExprKind::kJoinedStr:
      return all(As<ast::JoinedStr>(*e).values);
    case ast::ExprKind::kConstant:
    case ast::ExprKind::kName:
      return;
    case ast::ExprKind::kAttribute:
      return one(As<ast::Attribute>(*e).value);
    case ast::ExprKind::kSubscript:
      one(As<ast::Subscript>(*e).value);
      return one(As<ast::Subscript>(*e).slice);
    case ast::ExprKind::kStarred:
      return one(As<ast::Starred>(*e).value);
    case ast::ExprKind::kList:
      return all(As<ast::List>(*e).elts);
    case ast::ExprKind::kTuple:
      return all(As<ast::Tuple>(*e).elts);
    case ast::ExprKind::kSlice:
      one(As<ast::Slice>(*e).lower);
      one(As<ast::Slice>(*e).upper);
      return one(As<ast::Slice>(*e).step);
  }
}

// Calls fe on the expressions and fs on the statements directly below `s`.
// Nested functions and classes are given to fs, their parts are not.
template <typename FE, typename FS>
void ForEachChild(const ast::Stmt* s, FE fe, FS fs) {
  using ast::As;
  auto one = [&fe](const ast::Expr* child) {
    if (child != nullptr) fe(child);
  };
  auto all = [&one](ast::Seq<ast::Expr> list) {
    for (const ast::Expr* child : list) one(child);
  };
  auto body = [&fs](ast::Seq<ast::Stmt> list) {
    for (const ast::Stmt* child : list) fs(child);
  };
  switch (s->kind) {
    case ast::StmtKind::kFunctionDef:
    case ast::StmtKind::kClassDef:
    case ast::StmtKind::kImport:
    case ast::StmtKind::kImportFrom:
    case ast::StmtKind::kGlobal:
    case ast::StmtKind::kNonlocal:
    case ast::StmtKind::kPass:
    case ast::StmtKind::kBreak:
    case ast::StmtKind::kContinue:
      return;
    case ast::StmtKind::kMatch:
      one(As<ast::Match>(*s).subject);
      for (const ast::MatchCase* c : As<ast::Match>(*s).cases) {
        one(c->guard);
        body(c->body);
      }
      return;
    case ast::StmtKind::kReturn:
      return one(As<ast::Return>(*s).value);
    case ast::StmtKind::kDelete:
      return all(As<ast::Delete>(*s).targets);
    case ast::StmtKind::kAssign:
      all(As<ast::Assign>(*s).targets);
      return one(As<ast::Assign>(*s).value);
    case ast::StmtKind::kAugAssign:
      one(As<ast::AugAssign>(*s).target);
      return one(As<ast::AugAssign>(*s).value);
    case ast::StmtKind::kAnnAssign:
      one(As<ast::AnnAssign>(*s).target);
      return one(As<ast::AnnAssign>(*s).value);
    case ast::StmtKind::kFor:
      one(As<ast::For>(*s).target);
      one(As<ast::For>(*s).iter);
      body(As<ast::For>(*s).body);
      return body(As<ast::For>(*s).orelse);
    case ast::StmtKind::kWhile:
      one(As<ast::While>(*s).test);
      body(As<ast::While>(*s).body);
      return body(As<ast::While>(*s).orelse);
    case ast::StmtKind::kIf:
      one(As<ast::If>(*s).test);
      body(As<ast::If>(*s).body);
      return body(As<ast::If>(*s).orelse);
    case ast::StmtKind::kWith:
      for (const ast::WithItem* item : As<ast::With>(*s).items) {
        one(item->context_expr);
        one(item->optional_vars);
      }
      return body(As<ast::With>(*s).body);
    case ast::StmtKind::kRaise:
      one(As<ast::Raise>(*s).exc);
      return one(As<ast::Raise>(*s).cause);
    case ast::StmtKind::kTry: {
      const auto& t = As<ast::Try>(*s);
      body(t.body);
      for (const ast::ExceptHandler* h : t.handlers) {
        one(h->type);
        body(h->body);
      }
      body(t.orelse);
      return body(t.finalbody);
    }
    case ast::StmtKind::kAssert:
      one(As<ast::Assert>(*s).test);
      return one(As<ast::Assert>(*s).msg);
    case ast::StmtKind::kExprStmt:
      return one(As<ast::ExprStmt>(*s).value);
  }
}

// True if `pred` holds for `e` or an expression below it.
template <typename P>
bool AnyExpr(const ast::Expr* e, const P& pred) {
  if (pred(e)) return true;
  bool found = false;
  ForEachChild(e, [&](const ast::Expr* child) {
    if (!found) found = AnyExpr(child, pred);
  });
  return found;
}

}  // namespace pyjit::compiler

#endif  // FRONTEND_COMPILER_AST_WALK_H_
