// What the parser promises and a tree made by hand may break.
#include "stdlib/ast_validate.h"

#include <string>

#include "absl/strings/str_format.h"
#include "runtime/error.h"

namespace pyjit {
namespace {

using ast::As;
using ast::ExprContext;
using ast::ExprKind;
using ast::PatternKind;
using ast::StmtKind;

class Validator {
 public:
  explicit Validator(Thread* t) : t_(t) {}

  bool Module(const ast::Module& module) {
    if (module.mode == ast::Mode::kEval) return Check(module.expression, ExprContext::kLoad);
    return Stmts(module.body);
  }

 private:
  template <typename... Args>
  bool Bad(const absl::FormatSpec<Args...>& format, const Args&... args) {
    Raise(t_, Exc::kValueError, format, args...);
    return false;
  }

  bool Span(const SourceSpan& s) {
    if (s.line > s.end_line) {
      return Bad("AST node line range (%d, %d) is not valid", s.line, s.end_line);
    }
    if ((s.line < 0 && s.end_line != s.line) || (s.col < 0 && s.col != s.end_col)) {
      return Bad("AST node column range (%d, %d) for line range (%d, %d) is not valid", s.col,
                 s.end_col, s.line, s.end_line);
    }
    if (s.line == s.end_line && s.col > s.end_col) {
      return Bad("line %d, column %d-%d is not a valid range", s.line, s.col, s.end_col);
    }
    return true;
  }

  bool Name(absl::string_view name) {
    for (const char* constant : {"None", "True", "False"}) {
      if (name == constant) return Bad("identifier field can't represent '%s' constant", name);
    }
    return true;
  }

  // --- Expressions ---

  static const char* ContextName(ExprContext ctx) {
    constexpr const char* kNames[] = {"Load", "Store", "Del"};
    return kNames[static_cast<int>(ctx)];
  }
  // The context of the kinds that have one.
  static const ExprContext* ContextOf(const ast::Expr* e) {
    switch (e->kind) {
      case ExprKind::kAttribute: return &As<ast::Attribute>(*e).ctx;
      case ExprKind::kSubscript: return &As<ast::Subscript>(*e).ctx;
      case ExprKind::kStarred: return &As<ast::Starred>(*e).ctx;
      case ExprKind::kName: return &As<ast::Name>(*e).ctx;
      case ExprKind::kList: return &As<ast::List>(*e).ctx;
      case ExprKind::kTuple: return &As<ast::Tuple>(*e).ctx;
      default: return nullptr;
    }
  }

  bool Check(const ast::Expr* e, ExprContext wanted = ExprContext::kLoad) {
    if (!Span(e->span)) return false;
    const ExprContext* ctx = ContextOf(e);
    if (ctx == nullptr && wanted != ExprContext::kLoad) {
      return Bad("expression which can't be assigned to in %s context", ContextName(wanted));
    }
    if (ctx != nullptr && *ctx != wanted) {
      return Bad("expression must have %s context but has %s instead", ContextName(wanted),
                 ContextName(*ctx));
    }
    switch (e->kind) {
      case ExprKind::kBoolOp:
        if (As<ast::BoolOp>(*e).values.size() < 2) return Bad("BoolOp with less than 2 values");
        return Exprs(As<ast::BoolOp>(*e).values);
      case ExprKind::kNamedExpr: {
        const auto& n = As<ast::NamedExpr>(*e);
        if (n.target->kind != ExprKind::kName) {
          RaiseText(t_, Exc::kTypeError, "NamedExpr target must be a Name");
          return false;
        }
        return Check(n.target, ExprContext::kStore) && Check(n.value);
      }
      case ExprKind::kBinOp: {
        const auto& n = As<ast::BinOp>(*e);
        return Check(n.left) && Check(n.right);
      }
      case ExprKind::kUnaryOp: return Check(As<ast::UnaryOp>(*e).operand);
      case ExprKind::kLambda:
        return Arguments(*As<ast::Lambda>(*e).args) && Check(As<ast::Lambda>(*e).body);
      case ExprKind::kIfExp: {
        const auto& n = As<ast::IfExp>(*e);
        return Check(n.test) && Check(n.body) && Check(n.orelse);
      }
      case ExprKind::kDict: {
        const auto& n = As<ast::Dict>(*e);
        if (n.keys.size() != n.values.size()) {
          return Bad("Dict doesn't have the same number of keys as values");
        }
        return Exprs(n.keys) && Exprs(n.values);
      }
      case ExprKind::kSet: return Exprs(As<ast::Set>(*e).elts);
      case ExprKind::kListComp:
        return Generators(As<ast::ListComp>(*e).generators) && Check(As<ast::ListComp>(*e).elt);
      case ExprKind::kSetComp:
        return Generators(As<ast::SetComp>(*e).generators) && Check(As<ast::SetComp>(*e).elt);
      case ExprKind::kGeneratorExp:
        return Generators(As<ast::GeneratorExp>(*e).generators) &&
               Check(As<ast::GeneratorExp>(*e).elt);
      case ExprKind::kDictComp: {
        const auto& n = As<ast::DictComp>(*e);
        return Generators(n.generators) && Check(n.key) && Check(n.value);
      }
      case ExprKind::kAwait: return Check(As<ast::Await>(*e).value);
      case ExprKind::kYield:
        return As<ast::Yield>(*e).value == nullptr || Check(As<ast::Yield>(*e).value);
      case ExprKind::kYieldFrom: return Check(As<ast::YieldFrom>(*e).value);
      case ExprKind::kCompare: {
        const auto& n = As<ast::Compare>(*e);
        if (n.comparators.empty()) return Bad("Compare with no comparators");
        if (n.comparators.size() != n.ops.size()) {
          return Bad("Compare has a different number of comparators and operands");
        }
        return Exprs(n.comparators) && Check(n.left);
      }
      case ExprKind::kCall: {
        const auto& n = As<ast::Call>(*e);
        return Check(n.func) && Exprs(n.args) && Keywords(n.keywords);
      }
      case ExprKind::kFormattedValue: {
        const auto& n = As<ast::FormattedValue>(*e);
        return Check(n.value) && (n.format_spec == nullptr || Check(n.format_spec));
      }
      case ExprKind::kJoinedStr: return Exprs(As<ast::JoinedStr>(*e).values);
      case ExprKind::kConstant: return true;
      case ExprKind::kAttribute: return Check(As<ast::Attribute>(*e).value);
      case ExprKind::kSubscript:
        return Check(As<ast::Subscript>(*e).slice) && Check(As<ast::Subscript>(*e).value);
      case ExprKind::kStarred: return Check(As<ast::Starred>(*e).value, wanted);
      case ExprKind::kName: return Name(As<ast::Name>(*e).id);
      case ExprKind::kList: return Exprs(As<ast::List>(*e).elts, wanted);
      case ExprKind::kTuple: return Exprs(As<ast::Tuple>(*e).elts, wanted);
      case ExprKind::kSlice: {
        const auto& n = As<ast::Slice>(*e);
        for (const ast::Expr* part : {n.lower, n.upper, n.step}) {
          if (part != nullptr && !Check(part)) return false;
        }
        return true;
      }
    }
    return true;
  }

  bool Exprs(ast::Seq<ast::Expr> exprs, ExprContext ctx = ExprContext::kLoad) {
    for (const ast::Expr* e : exprs) {
      if (e != nullptr && !Check(e, ctx)) return false;
    }
    return true;
  }
  bool Targets(ast::Seq<ast::Expr> targets, ExprContext ctx, const char* owner) {
    if (targets.empty()) return Bad("empty targets on %s", owner);
    return Exprs(targets, ctx);
  }
  bool Generators(ast::Seq<ast::Comprehension> generators) {
    if (generators.empty()) return Bad("comprehension with no generators");
    for (const ast::Comprehension* g : generators) {
      if (!Check(g->target, ExprContext::kStore) || !Check(g->iter) || !Exprs(g->ifs)) {
        return false;
      }
    }
    return true;
  }
  bool Keywords(ast::Seq<ast::Keyword> keywords) {
    for (const ast::Keyword* keyword : keywords) {
      if (!Check(keyword->value)) return false;
    }
    return true;
  }
  bool Args(ast::Seq<ast::Arg> args) {
    for (const ast::Arg* arg : args) {
      if (!OneArg(arg)) return false;
    }
    return true;
  }
  bool OneArg(const ast::Arg* arg) {
    if (arg == nullptr) return true;
    return Span(arg->span) && (arg->annotation == nullptr || Check(arg->annotation));
  }
  bool Arguments(const ast::Arguments& a) {
    if (!Args(a.posonlyargs) || !Args(a.args) || !OneArg(a.vararg) || !Args(a.kwonlyargs) ||
        !OneArg(a.kwarg)) {
      return false;
    }
    if (a.defaults.size() > a.posonlyargs.size() + a.args.size()) {
      return Bad("more positional defaults than args on arguments");
    }
    if (a.kw_defaults.size() != a.kwonlyargs.size()) {
      return Bad("length of kwonlyargs is not the same as kw_defaults on arguments");
    }
    return Exprs(a.defaults) && Exprs(a.kw_defaults);
  }

  // --- Patterns ---

  bool MatchConstant(const ast::Expr* e) {
    switch (e->kind) {
      case ExprKind::kConstant: {
        const auto kind = As<ast::Constant>(*e).constant_kind;
        if (kind == ast::ConstantKind::kNone || kind == ast::ConstantKind::kTrue ||
            kind == ast::ConstantKind::kFalse || kind == ast::ConstantKind::kEllipsis) {
          return Bad("unexpected constant inside of a literal pattern");
        }
        return true;
      }
      case ExprKind::kAttribute: return Check(e);
      case ExprKind::kUnaryOp:
      case ExprKind::kBinOp:
      case ExprKind::kJoinedStr: return Check(e);
      default:
        return Bad("patterns may only match literals and attribute lookups");
    }
  }
  bool Capture(absl::string_view name) {
    if (name.data() == nullptr) return true;
    if (name == "_") return Bad("can't capture name '_' in patterns");
    return Name(name);
  }
  bool Patterns(ast::Seq<ast::Pattern> patterns, bool star) {
    for (const ast::Pattern* p : patterns) {
      if (!Check(p, star)) return false;
    }
    return true;
  }
  bool Check(const ast::Pattern* p, bool star) {
    if (!Span(p->span)) return false;
    switch (p->kind) {
      case PatternKind::kMatchValue: return MatchConstant(As<ast::MatchValue>(*p).value);
      case PatternKind::kMatchSingleton: return true;
      case PatternKind::kMatchSequence:
        return Patterns(As<ast::MatchSequence>(*p).patterns, true);
      case PatternKind::kMatchMapping: {
        const auto& n = As<ast::MatchMapping>(*p);
        if (n.keys.size() != n.patterns.size()) {
          return Bad("MatchMapping doesn't have the same number of keys as patterns");
        }
        if (!Capture(n.rest)) return false;
        for (const ast::Expr* key : n.keys) {
          const auto* constant = ast::DynCast<ast::Constant>(key);
          if (constant != nullptr && constant->constant_kind <= ast::ConstantKind::kFalse) continue;
          if (!MatchConstant(key)) return false;
        }
        return Patterns(n.patterns, false);
      }
      case PatternKind::kMatchClass: {
        const auto& n = As<ast::MatchClass>(*p);
        if (n.kwd_attrs.size() != n.kwd_patterns.size()) {
          return Bad("MatchClass doesn't have the same number of keyword attributes as patterns");
        }
        if (!Check(n.cls)) return false;
        const ast::Expr* cls = n.cls;
        while (cls->kind == ExprKind::kAttribute) cls = As<ast::Attribute>(*cls).value;
        if (cls->kind != ExprKind::kName) {
          return Bad("MatchClass cls field can only contain Name or Attribute nodes.");
        }
        for (absl::string_view attr : n.kwd_attrs) {
          if (!Name(attr)) return false;
        }
        return Patterns(n.patterns, false) && Patterns(n.kwd_patterns, false);
      }
      case PatternKind::kMatchStar:
        if (!star) return Bad("can't use MatchStar here");
        return Capture(As<ast::MatchStar>(*p).name);
      case PatternKind::kMatchAs: {
        const auto& n = As<ast::MatchAs>(*p);
        if (!Capture(n.name)) return false;
        if (n.pattern == nullptr) return true;
        if (n.name.data() == nullptr) {
          return Bad("MatchAs must specify a target name if a pattern is given");
        }
        return Check(n.pattern, false);
      }
      case PatternKind::kMatchOr:
        if (As<ast::MatchOr>(*p).patterns.size() < 2) {
          return Bad("MatchOr requires at least 2 patterns");
        }
        return Patterns(As<ast::MatchOr>(*p).patterns, false);
    }
    return true;
  }

  // --- Statements ---

  bool Stmts(ast::Seq<ast::Stmt> stmts) {
    for (const ast::Stmt* s : stmts) {
      if (!Check(s)) return false;
    }
    return true;
  }
  bool Body(ast::Seq<ast::Stmt> body, const char* owner) {
    if (body.empty()) return Bad("empty body on %s", owner);
    return Stmts(body);
  }
  bool NotEmpty(size_t n, const char* what, const char* owner) {
    return n != 0 || Bad("empty %s on %s", what, owner);
  }

  bool Check(const ast::Stmt* s) {
    if (!Span(s->span)) return false;
    switch (s->kind) {
      case StmtKind::kFunctionDef: {
        const auto& n = As<ast::FunctionDef>(*s);
        return Body(n.body, n.is_async ? "AsyncFunctionDef" : "FunctionDef") &&
               Arguments(*n.args) && Exprs(n.decorators) &&
               (n.returns == nullptr || Check(n.returns));
      }
      case StmtKind::kClassDef: {
        const auto& n = As<ast::ClassDef>(*s);
        return Body(n.body, "ClassDef") && Exprs(n.bases) && Keywords(n.keywords) &&
               Exprs(n.decorators);
      }
      case StmtKind::kReturn:
        return As<ast::Return>(*s).value == nullptr || Check(As<ast::Return>(*s).value);
      case StmtKind::kDelete:
        return Targets(As<ast::Delete>(*s).targets, ExprContext::kDel, "Delete");
      case StmtKind::kAssign:
        return Targets(As<ast::Assign>(*s).targets, ExprContext::kStore, "Assign") &&
               Check(As<ast::Assign>(*s).value);
      case StmtKind::kAugAssign:
        return Check(As<ast::AugAssign>(*s).target, ExprContext::kStore) &&
               Check(As<ast::AugAssign>(*s).value);
      case StmtKind::kAnnAssign: {
        const auto& n = As<ast::AnnAssign>(*s);
        if (n.target->kind != ExprKind::kName && n.simple) {
          RaiseText(t_, Exc::kTypeError, "AnnAssign with simple non-Name target");
          return false;
        }
        return Check(n.target, ExprContext::kStore) &&
               (n.value == nullptr || Check(n.value)) && Check(n.annotation);
      }
      case StmtKind::kFor: {
        const auto& n = As<ast::For>(*s);
        return Check(n.target, ExprContext::kStore) && Check(n.iter) &&
               Body(n.body, n.is_async ? "AsyncFor" : "For") && Stmts(n.orelse);
      }
      case StmtKind::kWhile: {
        const auto& n = As<ast::While>(*s);
        return Check(n.test) && Body(n.body, "While") && Stmts(n.orelse);
      }
      case StmtKind::kIf: {
        const auto& n = As<ast::If>(*s);
        return Check(n.test) && Body(n.body, "If") && Stmts(n.orelse);
      }
      case StmtKind::kWith: {
        const auto& n = As<ast::With>(*s);
        const char* name = n.is_async ? "AsyncWith" : "With";
        if (!NotEmpty(n.items.size(), "items", name)) return false;
        for (const ast::WithItem* item : n.items) {
          if (!Check(item->context_expr)) return false;
          if (item->optional_vars != nullptr && !Check(item->optional_vars, ExprContext::kStore)) {
            return false;
          }
        }
        return Body(n.body, name);
      }
      case StmtKind::kMatch: {
        const auto& n = As<ast::Match>(*s);
        if (!Check(n.subject) || !NotEmpty(n.cases.size(), "cases", "Match")) return false;
        for (const ast::MatchCase* c : n.cases) {
          if (!Check(c->pattern, false) || (c->guard != nullptr && !Check(c->guard)) ||
              !Body(c->body, "match_case")) {
            return false;
          }
        }
        return true;
      }
      case StmtKind::kRaise: {
        const auto& n = As<ast::Raise>(*s);
        if (n.exc == nullptr) {
          return n.cause == nullptr || Bad("Raise with cause but no exception");
        }
        return Check(n.exc) && (n.cause == nullptr || Check(n.cause));
      }
      case StmtKind::kTry: return CheckTry(As<ast::Try>(*s));
      case StmtKind::kAssert: {
        const auto& n = As<ast::Assert>(*s);
        return Check(n.test) && (n.msg == nullptr || Check(n.msg));
      }
      case StmtKind::kImport:
        return NotEmpty(As<ast::Import>(*s).names.size(), "names", "Import");
      case StmtKind::kImportFrom:
        if (As<ast::ImportFrom>(*s).level < 0) return Bad("Negative ImportFrom level");
        return NotEmpty(As<ast::ImportFrom>(*s).names.size(), "names", "ImportFrom");
      case StmtKind::kGlobal:
        return NotEmpty(As<ast::Global>(*s).names.size(), "names", "Global");
      case StmtKind::kNonlocal:
        return NotEmpty(As<ast::Nonlocal>(*s).names.size(), "names", "Nonlocal");
      case StmtKind::kExprStmt: return Check(As<ast::ExprStmt>(*s).value);
      case StmtKind::kPass:
      case StmtKind::kBreak:
      case StmtKind::kContinue: return true;
    }
    return true;
  }

  bool CheckTry(const ast::Try& n) {
    const char* name = n.is_star ? "TryStar" : "Try";
    if (!Body(n.body, name)) return false;
    if (n.handlers.empty() && n.finalbody.empty()) {
      return Bad("%s has neither except handlers nor finalbody", name);
    }
    if (n.handlers.empty() && !n.orelse.empty()) {
      return Bad("%s has orelse but no except handlers", name);
    }
    for (const ast::ExceptHandler* handler : n.handlers) {
      if (!Span(handler->span) || (handler->type != nullptr && !Check(handler->type)) ||
          !Body(handler->body, "ExceptHandler")) {
        return false;
      }
    }
    return Stmts(n.orelse) && Stmts(n.finalbody);
  }

  Thread* t_;
};

}  // namespace

bool ValidateAst(Thread* t, const ast::Module& module) { return Validator(t).Module(module); }

}  // namespace pyjit
