#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "frontend/compiler/ast_walk.h"
#include "frontend/compiler/scope.h"

namespace pyjit::compiler {

using ast::As;

absl::string_view Mangle(absl::string_view private_name, absl::string_view name,
                         Arena* arena) {
  if (private_name.empty() || name.size() < 3 ||
      !absl::StartsWith(name, "__") || absl::EndsWith(name, "__") ||
      absl::StrContains(name, '.')) {
    return name;
  }
  const size_t first = private_name.find_first_not_of('_');
  if (first == absl::string_view::npos) return name;
  return arena->CopyString(
      absl::StrCat("_", private_name.substr(first), name));
}

void SetError(SyntaxErrorInfo* error, const SourceSpan& span,
              std::string message) {
  error->kind = SyntaxErrorKind::kSyntaxError;
  error->message = std::move(message);
  error->line = span.line;
  error->offset = span.col + 1;
  error->end_line = span.end_line;
  error->end_offset = span.end_col + 1;
}

// First half: one walk over the tree that notes what each block does to names.
class ScopeBuilder {
 public:
  ScopeBuilder(ScopeTable* table, Arena* arena, bool future_annotations,
               const DepthLimit& limit, SyntaxErrorInfo* error)
      : table_(table),
        arena_(arena),
        future_annotations_(future_annotations),
        limit_(limit),
        error_(error) {}

  bool Module(const ast::Module& module) {
    Enter(ScopeKind::kModule, "top", &module, {0, 0, 0, 0});
    table_->top_ = current_;
    Body(module.body);
    if (module.expression != nullptr) Visit(module.expression);
    Leave();
    return !failed_;
  }

 private:
  // ---- Blocks ----

  void Enter(ScopeKind kind, absl::string_view name, const void* node,
             const SourceSpan& span) {
    table_->scopes_.emplace_back();
    Scope* scope = &table_->scopes_.back();
    scope->kind = kind;
    scope->name = name;
    scope->line = span.line;
    scope->parent = current_;
    scope->private_name = private_name_;
    if (current_ != nullptr) {
      current_->children.push_back(scope);
      scope->comprehension_iter = current_->comprehension_iter;
      scope->nested =
          current_->nested || current_->kind == ScopeKind::kFunction;
    }
    table_->by_node_[node] = scope;
    current_ = scope;
  }
  void Leave() { current_ = current_->parent; }

  bool Fail(const SourceSpan& span, std::string message) {
    if (!failed_) {
      failed_ = true;
      SetError(error_, span, std::move(message));
    }
    return false;
  }

  uint32_t FlagsOf(absl::string_view name) {
    const Symbol* symbol = current_->Find(MangleHere(name));
    return symbol == nullptr ? 0 : symbol->flags;
  }

  absl::string_view MangleHere(absl::string_view name) {
    return Mangle(private_name_, name, arena_);
  }

  void Define(absl::string_view name, uint32_t flag, const SourceSpan& span) {
    DefineIn(current_, name, flag, span);
  }

  void DefineIn(Scope* scope, absl::string_view name, uint32_t flag,
                const SourceSpan& span) {
    const absl::string_view mangled = MangleHere(name);
    auto [it, is_new] = scope->index.try_emplace(mangled, scope->symbols.size());
    if (is_new) {
      Symbol symbol;
      symbol.name = mangled;
      scope->symbols.push_back(symbol);
    }
    Symbol& symbol = scope->symbols[it->second];
    if ((flag & kDefParam) && (symbol.flags & kDefParam)) {
      Fail(span, absl::StrCat("duplicate argument '", mangled,
                              "' in function definition"));
      return;
    }
    symbol.flags |= flag;
    if (scope->in_iteration_target) {
      if (symbol.flags & (kDefGlobal | kDefNonlocal)) {
        Fail(span, absl::StrCat("comprehension inner loop cannot rebind "
                                "assignment expression target '",
                                name, "'"));
        return;
      }
      symbol.flags |= kDefIterated;
    }
    if (flag & kDefParam) {
      scope->parameters.push_back(mangled);
    } else if ((flag & kDefGlobal) && scope != table_->top_) {
      Scope* top = table_->top_;
      auto [top_it, top_new] =
          top->index.try_emplace(mangled, top->symbols.size());
      if (top_new) {
        Symbol top_symbol;
        top_symbol.name = mangled;
        top->symbols.push_back(top_symbol);
      }
      top->symbols[top_it->second].flags |= flag;
    }
  }

  // ---- Statements ----

  void Body(ast::Seq<ast::Stmt> body) {
    for (const ast::Stmt* s : body) {
      if (failed_) return;
      Visit(s);
    }
  }

  bool TooDeep() {
    if (failed_) return true;
    if (!limit_.Reached(depth_)) return false;
    failed_ = true;
    error_->kind = SyntaxErrorKind::kRecursionError;
    error_->message = "maximum recursion depth exceeded during compilation";
    return true;
  }

  void Visit(const ast::Stmt* s) {
    ++depth_;
    if (!TooDeep()) VisitStatement(s);
    --depth_;
  }
  void Visit(const ast::Expr* e) {
    ++depth_;
    if (!TooDeep()) VisitExpression(e);
    --depth_;
  }
  void Visit(const ast::Pattern* p) {
    ++depth_;
    if (!TooDeep()) VisitPattern(p);
    --depth_;
  }
  void VisitOpt(const ast::Expr* e) {
    if (e != nullptr) Visit(e);
  }
  void VisitAll(ast::Seq<ast::Expr> list) {
    for (const ast::Expr* e : list) VisitOpt(e);
  }

  void VisitStatement(const ast::Stmt* s);
  void VisitExpression(const ast::Expr* e);
  void VisitPattern(const ast::Pattern* p);
  void Function(const ast::FunctionDef& f);
  void Parameters(const ast::Arguments& args);
  void Defaults(const ast::Arguments& args);
  void Annotations(const ast::Arguments& args, const ast::Expr* returns);
  // Visited, or under `from __future__ import annotations`, when it is text, only looked
  // through for what cannot be in one.
  void Annotation(const ast::Expr* e);
  void Comprehension(const ast::Expr* e, absl::string_view name,
                     ast::Seq<ast::Comprehension> generators,
                     const ast::Expr* element, const ast::Expr* value);
  void Walrus(const ast::NamedExpr& e);
  void WalrusScope(const ast::Name& target);
  void GlobalStatement(const ast::Stmt* s,
                       absl::Span<const ast::Identifier> names, bool global);
  void Alias(const ast::Alias& alias);
  void NoteAwait();
  void NoteYield(const ast::Expr* e);

  ScopeTable* table_;
  Arena* arena_;
  bool future_annotations_;
  DepthLimit limit_;
  SyntaxErrorInfo* error_;
  Scope* current_ = nullptr;
  absl::string_view private_name_;
  int depth_ = 0;
  bool failed_ = false;
};

void ScopeBuilder::Defaults(const ast::Arguments& args) {
  VisitAll(args.defaults);
  VisitAll(args.kw_defaults);
}

void ScopeBuilder::Annotations(const ast::Arguments& args,
                               const ast::Expr* returns) {
  auto visit = [this](const ast::Arg* arg) {
    if (arg != nullptr) Annotation(arg->annotation);
  };
  for (const ast::Arg* a : args.posonlyargs) visit(a);
  for (const ast::Arg* a : args.args) visit(a);
  visit(args.vararg);
  visit(args.kwarg);
  for (const ast::Arg* a : args.kwonlyargs) visit(a);
  Annotation(returns);
}

void ScopeBuilder::Annotation(const ast::Expr* e) {
  if (e == nullptr) return;
  if (!future_annotations_) return Visit(e);
  const auto forbid = [&](absl::string_view what) {
    Fail(e->span,
         absl::StrCat("'", what, " expression' can not be used within an annotation"));
  };
  // Only what is in the scope of the annotation itself.
  const auto first = [&](ast::Seq<ast::Comprehension> list) { Annotation(list[0]->iter); };
  switch (e->kind) {
    case ast::ExprKind::kYield:
    case ast::ExprKind::kYieldFrom: return forbid("yield");
    case ast::ExprKind::kAwait: return forbid("await");
    case ast::ExprKind::kNamedExpr: return forbid("named");
    case ast::ExprKind::kListComp: return first(As<ast::ListComp>(*e).generators);
    case ast::ExprKind::kSetComp: return first(As<ast::SetComp>(*e).generators);
    case ast::ExprKind::kDictComp: return first(As<ast::DictComp>(*e).generators);
    case ast::ExprKind::kGeneratorExp: return first(As<ast::GeneratorExp>(*e).generators);
    case ast::ExprKind::kLambda:
      for (const ast::Expr* d : As<ast::Lambda>(*e).args->defaults) Annotation(d);
      for (const ast::Expr* d : As<ast::Lambda>(*e).args->kw_defaults) Annotation(d);
      return;
    default: ForEachChild(e, [this](const ast::Expr* child) { Annotation(child); });
  }
}

void ScopeBuilder::Parameters(const ast::Arguments& args) {
  for (const ast::Arg* a : args.posonlyargs) Define(a->name, kDefParam, a->span);
  for (const ast::Arg* a : args.args) Define(a->name, kDefParam, a->span);
  for (const ast::Arg* a : args.kwonlyargs) Define(a->name, kDefParam, a->span);
  if (args.vararg) Define(args.vararg->name, kDefParam, args.vararg->span);
  if (args.kwarg) Define(args.kwarg->name, kDefParam, args.kwarg->span);
}

void ScopeBuilder::Function(const ast::FunctionDef& f) {
  Define(f.name, kDefLocal, f.span);
  Defaults(*f.args);
  Annotations(*f.args, f.returns);
  VisitAll(f.decorators);
  Enter(ScopeKind::kFunction, f.name, &f, f.span);
  current_->is_coroutine = f.is_async;
  Parameters(*f.args);
  Body(f.body);
  Leave();
}

void ScopeBuilder::GlobalStatement(const ast::Stmt* s,
                                   absl::Span<const ast::Identifier> names,
                                   bool global) {
  const char* what = global ? "global" : "nonlocal";
  for (ast::Identifier name : names) {
    const uint32_t flags = FlagsOf(name);
    if (flags & (kDefParam | kDefLocal | kUse | kDefAnnotation)) {
      if (flags & kDefParam) {
        Fail(s->span,
             absl::StrCat("name '", name, "' is parameter and ", what));
      } else if (flags & kUse) {
        Fail(s->span, absl::StrCat("name '", name, "' is used prior to ", what,
                                   " declaration"));
      } else if (flags & kDefAnnotation) {
        Fail(s->span,
             absl::StrCat("annotated name '", name, "' can't be ", what));
      } else {
        Fail(s->span, absl::StrCat("name '", name,
                                   "' is assigned to before ", what,
                                   " declaration"));
      }
      return;
    }
    Define(name, global ? kDefGlobal : kDefNonlocal, s->span);
    current_->directives.emplace_back(MangleHere(name), s->span);
  }
}

void ScopeBuilder::Alias(const ast::Alias& alias) {
  absl::string_view name = alias.asname.empty() ? alias.name : alias.asname;
  if (name == "*") {
    if (current_->kind != ScopeKind::kModule) {
      Fail(alias.span, "import * only allowed at module level");
    }
    return;
  }
  Define(name.substr(0, name.find('.')), kDefImport, alias.span);
}

void ScopeBuilder::VisitStatement(const ast::Stmt* s) {
  switch (s->kind) {
    case ast::StmtKind::kFunctionDef:
      Function(As<ast::FunctionDef>(*s));
      return;
    case ast::StmtKind::kClassDef: {
      const auto& c = As<ast::ClassDef>(*s);
      Define(c.name, kDefLocal, s->span);
      VisitAll(c.bases);
      for (const ast::Keyword* k : c.keywords) Visit(k->value);
      VisitAll(c.decorators);
      const absl::string_view outer = private_name_;
      private_name_ = c.name;
      Enter(ScopeKind::kClass, c.name, s, s->span);
      Body(c.body);
      Leave();
      private_name_ = outer;
      return;
    }
    case ast::StmtKind::kReturn:
      VisitOpt(As<ast::Return>(*s).value);
      return;
    case ast::StmtKind::kDelete:
      VisitAll(As<ast::Delete>(*s).targets);
      return;
    case ast::StmtKind::kAssign:
      VisitAll(As<ast::Assign>(*s).targets);
      Visit(As<ast::Assign>(*s).value);
      return;
    case ast::StmtKind::kAugAssign:
      Visit(As<ast::AugAssign>(*s).target);
      Visit(As<ast::AugAssign>(*s).value);
      return;
    case ast::StmtKind::kAnnAssign: {
      const auto& a = As<ast::AnnAssign>(*s);
      if (const auto* name = ast::DynCast<ast::Name>(a.target)) {
        const uint32_t flags = FlagsOf(name->id);
        if ((flags & (kDefGlobal | kDefNonlocal)) && current_ != table_->top_ &&
            a.simple) {
          Fail(s->span, absl::StrCat("annotated name '", name->id, "' can't be ",
                                     flags & kDefGlobal ? "global" : "nonlocal"));
          return;
        }
        if (a.simple) {
          Define(name->id, kDefAnnotation | kDefLocal, name->span);
        } else if (a.value != nullptr) {
          Define(name->id, kDefLocal, name->span);
        }
      } else {
        Visit(a.target);
      }
      current_->has_annotations = true;
      Annotation(a.annotation);
      VisitOpt(a.value);
      return;
    }
    case ast::StmtKind::kFor: {
      const auto& f = As<ast::For>(*s);
      if (f.is_async) NoteAwait();
      Visit(f.target);
      Visit(f.iter);
      Body(f.body);
      Body(f.orelse);
      return;
    }
    case ast::StmtKind::kWhile: {
      const auto& w = As<ast::While>(*s);
      Visit(w.test);
      Body(w.body);
      Body(w.orelse);
      return;
    }
    case ast::StmtKind::kIf: {
      const auto& i = As<ast::If>(*s);
      Visit(i.test);
      Body(i.body);
      Body(i.orelse);
      return;
    }
    case ast::StmtKind::kWith: {
      const auto& w = As<ast::With>(*s);
      if (w.is_async) NoteAwait();
      for (const ast::WithItem* item : w.items) {
        Visit(item->context_expr);
        VisitOpt(item->optional_vars);
      }
      Body(w.body);
      return;
    }
    case ast::StmtKind::kMatch:
      Visit(As<ast::Match>(*s).subject);
      for (const ast::MatchCase* c : As<ast::Match>(*s).cases) {
        Visit(c->pattern);
        VisitOpt(c->guard);
        Body(c->body);
      }
      return;
    case ast::StmtKind::kRaise:
      VisitOpt(As<ast::Raise>(*s).exc);
      VisitOpt(As<ast::Raise>(*s).cause);
      return;
    case ast::StmtKind::kTry: {
      const auto& t = As<ast::Try>(*s);
      Body(t.body);
      Body(t.orelse);
      for (const ast::ExceptHandler* h : t.handlers) {
        VisitOpt(h->type);
        if (!h->name.empty()) Define(h->name, kDefLocal | kDeleted, h->span);
        Body(h->body);
      }
      Body(t.finalbody);
      return;
    }
    case ast::StmtKind::kAssert:
      Visit(As<ast::Assert>(*s).test);
      VisitOpt(As<ast::Assert>(*s).msg);
      return;
    case ast::StmtKind::kImport:
      for (const ast::Alias* a : As<ast::Import>(*s).names) Alias(*a);
      return;
    case ast::StmtKind::kImportFrom:
      for (const ast::Alias* a : As<ast::ImportFrom>(*s).names) Alias(*a);
      return;
    case ast::StmtKind::kGlobal:
      GlobalStatement(s, As<ast::Global>(*s).names, true);
      return;
    case ast::StmtKind::kNonlocal:
      GlobalStatement(s, As<ast::Nonlocal>(*s).names, false);
      return;
    case ast::StmtKind::kExprStmt:
      Visit(As<ast::ExprStmt>(*s).value);
      return;
    case ast::StmtKind::kPass:
    case ast::StmtKind::kBreak:
    case ast::StmtKind::kContinue:
      return;
  }
}

void ScopeBuilder::VisitPattern(const ast::Pattern* p) {
  auto capture = [&](absl::string_view name) {
    if (!name.empty()) Define(name, kDefLocal, p->span);
  };
  auto all = [&](ast::Seq<ast::Pattern> patterns) {
    for (const ast::Pattern* part : patterns) Visit(part);
  };
  switch (p->kind) {
    case ast::PatternKind::kMatchValue:
      Visit(As<ast::MatchValue>(*p).value);
      return;
    case ast::PatternKind::kMatchSingleton:
      return;
    case ast::PatternKind::kMatchSequence:
      return all(As<ast::MatchSequence>(*p).patterns);
    case ast::PatternKind::kMatchMapping:
      VisitAll(As<ast::MatchMapping>(*p).keys);
      all(As<ast::MatchMapping>(*p).patterns);
      return capture(As<ast::MatchMapping>(*p).rest);
    case ast::PatternKind::kMatchClass:
      Visit(As<ast::MatchClass>(*p).cls);
      all(As<ast::MatchClass>(*p).patterns);
      return all(As<ast::MatchClass>(*p).kwd_patterns);
    case ast::PatternKind::kMatchStar:
      return capture(As<ast::MatchStar>(*p).name);
    case ast::PatternKind::kMatchAs:
      if (As<ast::MatchAs>(*p).pattern != nullptr) {
        Visit(As<ast::MatchAs>(*p).pattern);
      }
      return capture(As<ast::MatchAs>(*p).name);
    case ast::PatternKind::kMatchOr:
      return all(As<ast::MatchOr>(*p).patterns);
  }
}

void ScopeBuilder::WalrusScope(const ast::Name& target) {
  for (Scope* scope = current_; scope != nullptr; scope = scope->parent) {
    const Symbol* symbol = scope->Find(MangleHere(target.id));
    const uint32_t flags = symbol == nullptr ? 0 : symbol->flags;
    if (scope->is_comprehension) {
      if ((flags & kDefIterated) && (flags & kDefLocal)) {
        Fail(target.span, absl::StrCat("assignment expression cannot rebind "
                                       "comprehension iteration variable '",
                                       target.id, "'"));
        return;
      }
      continue;
    }
    if (scope->kind == ScopeKind::kClass) {
      Fail(target.span,
           "assignment expression within a comprehension cannot be used in a "
           "class body");
      return;
    }
    const bool function = scope->kind == ScopeKind::kFunction;
    const bool global = !function || (flags & kDefGlobal);
    Define(target.id, global ? kDefGlobal : kDefNonlocal, target.span);
    current_->directives.emplace_back(MangleHere(target.id), target.span);
    DefineIn(scope, target.id, function ? kDefLocal : kDefGlobal, target.span);
    return;
  }
}

void ScopeBuilder::Walrus(const ast::NamedExpr& e) {
  if (current_->comprehension_iter > 0) {
    Fail(e.span,
         "assignment expression cannot be used in a comprehension iterable "
         "expression");
    return;
  }
  current_->has_walrus = true;
  if (current_->is_comprehension) WalrusScope(As<ast::Name>(*e.target));
  Visit(e.value);
  Visit(e.target);
}

void ScopeBuilder::Comprehension(const ast::Expr* e, absl::string_view name,
                                 ast::Seq<ast::Comprehension> generators,
                                 const ast::Expr* element,
                                 const ast::Expr* value) {
  const ast::Comprehension& first = *generators[0];
  ++current_->comprehension_iter;
  Visit(first.iter);
  --current_->comprehension_iter;
  Enter(ScopeKind::kFunction, name, e, e->span);
  Scope* scope = current_;
  scope->is_comprehension = true;
  Define(".0", kDefParam, e->span);
  for (const ast::Comprehension* g : generators) {
    scope->in_iteration_target = true;
    Visit(g->target);
    scope->in_iteration_target = false;
    if (g != generators[0]) {
      ++scope->comprehension_iter;
      Visit(g->iter);
      --scope->comprehension_iter;
    }
    VisitAll(g->ifs);
    if (g->is_async) scope->is_coroutine = true;
  }
  VisitOpt(value);
  Visit(element);
  const bool is_generator = e->kind == ast::ExprKind::kGeneratorExp;
  if (is_generator) scope->is_generator = true;
  Leave();
  // What contains an asynchronous comprehension is asynchronous too; for functions
  // the compiler checks that they are.
  if (scope->is_coroutine && (!is_generator || current_->kind == ScopeKind::kModule)) {
    NoteAwait();  // as CPython, even for generators that nobody awaits
  }
}

// Comprehensions become asynchronous, and modules where that is allowed.
void ScopeBuilder::NoteAwait() {
  if (current_->is_comprehension || current_->kind == ScopeKind::kModule) {
    current_->is_coroutine = true;
  }
}

void ScopeBuilder::NoteYield(const ast::Expr* e) {
  current_->is_generator = true;
  if (!current_->is_comprehension) return;
  const absl::string_view name = current_->name;
  Fail(e->span, absl::StrCat("'yield' inside ",
                             name == "listcomp"   ? "list comprehension"
                             : name == "setcomp"  ? "set comprehension"
                             : name == "dictcomp" ? "dict comprehension"
                                                  : "generator expression"));
}

void ScopeBuilder::VisitExpression(const ast::Expr* e) {
  switch (e->kind) {
    case ast::ExprKind::kBoolOp:
      VisitAll(As<ast::BoolOp>(*e).values);
      return;
    case ast::ExprKind::kNamedExpr:
      Walrus(As<ast::NamedExpr>(*e));
      return;
    case ast::ExprKind::kBinOp:
      Visit(As<ast::BinOp>(*e).left);
      Visit(As<ast::BinOp>(*e).right);
      return;
    case ast::ExprKind::kUnaryOp:
      Visit(As<ast::UnaryOp>(*e).operand);
      return;
    case ast::ExprKind::kLambda: {
      const auto& lambda = As<ast::Lambda>(*e);
      Defaults(*lambda.args);
      Enter(ScopeKind::kFunction, "lambda", e, e->span);
      Parameters(*lambda.args);
      Visit(lambda.body);
      Leave();
      return;
    }
    case ast::ExprKind::kIfExp:
      Visit(As<ast::IfExp>(*e).test);
      Visit(As<ast::IfExp>(*e).body);
      Visit(As<ast::IfExp>(*e).orelse);
      return;
    case ast::ExprKind::kDict:
      VisitAll(As<ast::Dict>(*e).keys);
      VisitAll(As<ast::Dict>(*e).values);
      return;
    case ast::ExprKind::kSet:
      VisitAll(As<ast::Set>(*e).elts);
      return;
    case ast::ExprKind::kListComp: {
      const auto& c = As<ast::ListComp>(*e);
      Comprehension(e, "listcomp", c.generators, c.elt, nullptr);
      return;
    }
    case ast::ExprKind::kSetComp: {
      const auto& c = As<ast::SetComp>(*e);
      Comprehension(e, "setcomp", c.generators, c.elt, nullptr);
      return;
    }
    case ast::ExprKind::kDictComp: {
      const auto& c = As<ast::DictComp>(*e);
      Comprehension(e, "dictcomp", c.generators, c.key, c.value);
      return;
    }
    case ast::ExprKind::kGeneratorExp: {
      const auto& c = As<ast::GeneratorExp>(*e);
      Comprehension(e, "genexpr", c.generators, c.elt, nullptr);
      return;
    }
    case ast::ExprKind::kAwait:
      Visit(As<ast::Await>(*e).value);
      NoteAwait();
      return;
    case ast::ExprKind::kYield:
      VisitOpt(As<ast::Yield>(*e).value);
      NoteYield(e);
      return;
    case ast::ExprKind::kYieldFrom:
      Visit(As<ast::YieldFrom>(*e).value);
      NoteYield(e);
      return;
    case ast::ExprKind::kCompare:
      Visit(As<ast::Compare>(*e).left);
      VisitAll(As<ast::Compare>(*e).comparators);
      return;
    case ast::ExprKind::kCall:
      Visit(As<ast::Call>(*e).func);
      VisitAll(As<ast::Call>(*e).args);
      for (const ast::Keyword* k : As<ast::Call>(*e).keywords) Visit(k->value);
      return;
    case ast::ExprKind::kFormattedValue:
      Visit(As<ast::FormattedValue>(*e).value);
      VisitOpt(As<ast::FormattedValue>(*e).format_spec);
      return;
    case ast::ExprKind::kJoinedStr:
      VisitAll(As<ast::JoinedStr>(*e).values);
      return;
    case ast::ExprKind::kConstant:
      return;
    case ast::ExprKind::kAttribute: {
      const auto& attribute = As<ast::Attribute>(*e);
      // Functions that look at frames see locals as locals() does.
      if (attribute.attr == "_getframe" || attribute.attr == "f_locals" ||
          attribute.attr == "currentframe") {
        current_->reads_locals = true;
      }
      Visit(attribute.value);
      return;
    }
    case ast::ExprKind::kSubscript:
      Visit(As<ast::Subscript>(*e).value);
      Visit(As<ast::Subscript>(*e).slice);
      return;
    case ast::ExprKind::kStarred:
      Visit(As<ast::Starred>(*e).value);
      return;
    case ast::ExprKind::kName: {
      const auto& name = As<ast::Name>(*e);
      uint32_t flag = kUse;
      if (name.ctx == ast::ExprContext::kStore) flag = kDefLocal;
      if (name.ctx == ast::ExprContext::kDel) flag = kDefLocal | kDeleted;
      Define(name.id, flag, e->span);
      if (flag == kUse) {
        if (name.id == "super" && current_->kind == ScopeKind::kFunction) {
          Define("__class__", kUse, e->span);
        }
        if (name.id == "locals" || name.id == "eval" || name.id == "exec" ||
            name.id == "vars" || name.id == "dir") {
          current_->reads_locals = true;
        }
      }
      return;
    }
    case ast::ExprKind::kList:
      VisitAll(As<ast::List>(*e).elts);
      return;
    case ast::ExprKind::kTuple:
      VisitAll(As<ast::Tuple>(*e).elts);
      return;
    case ast::ExprKind::kSlice:
      VisitOpt(As<ast::Slice>(*e).lower);
      VisitOpt(As<ast::Slice>(*e).upper);
      VisitOpt(As<ast::Slice>(*e).step);
      return;
  }
}

bool ScopeTable::Build(const ast::Module& module, bool future_annotations,
                       const DepthLimit& limit, SyntaxErrorInfo* error) {
  ScopeBuilder builder(this, arena_, future_annotations, limit, error);
  return builder.Module(module) && AnalyzeScopes(top_, error);
}

}  // namespace pyjit::compiler
