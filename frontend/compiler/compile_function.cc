#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "frontend/compiler/ast_walk.h"
#include "frontend/compiler/compiler.h"
#include "runtime/code.h"

// def, lambda, class, decorators.

namespace pyjit::compiler {

using ast::As;

namespace {

constexpr int kHeader = 6;

enum MakeFunctionFlags {
  kHasDefaults = 1,
  kHasKwDefaults = 2,
  kHasAnnotations = 4,
  kHasClosure = 8,
};

// Names assigned as attributes of the first parameter in the methods of a class.
void CollectAttributes(const ast::Stmt* s, absl::string_view self,
                       absl::flat_hash_set<absl::string_view>* names) {
  ForEachChild(
      s,
      [&](const ast::Expr* e) {
        AnyExpr(e, [&](const ast::Expr* child) {
          const auto* a = ast::DynCast<ast::Attribute>(child);
          if (a != nullptr && a->ctx == ast::ExprContext::kStore) {
            const auto* object = ast::DynCast<ast::Name>(a->value);
            if (object != nullptr && object->id == self) names->insert(a->attr);
          }
          return false;
        });
      },
      [&](const ast::Stmt* child) { CollectAttributes(child, self, names); });
}

void CollectMethods(const ast::Stmt* s,
                    absl::flat_hash_set<absl::string_view>* names) {
  if (const auto* f = ast::DynCast<ast::FunctionDef>(s)) {
    const ast::Arguments& args = *f->args;
    const ast::Arg* self = !args.posonlyargs.empty() ? args.posonlyargs[0]
                           : !args.args.empty()      ? args.args[0]
                                                     : nullptr;
    if (self == nullptr) return;
    for (const ast::Stmt* child : f->body) {
      CollectAttributes(child, self->name, names);
    }
    return;
  }
  ForEachChild(s, [](const ast::Expr*) {},
               [&](const ast::Stmt* child) { CollectMethods(child, names); });
}

}  // namespace

const ast::Constant* Compiler::Docstring(ast::Seq<ast::Stmt> body) const {
  if (!options_.docstrings || body.empty()) return nullptr;
  const auto* statement = ast::DynCast<ast::ExprStmt>(body[0]);
  if (statement == nullptr) return nullptr;
  const auto* constant = ast::DynCast<ast::Constant>(statement->value);
  return constant != nullptr &&
                 constant->constant_kind == ast::ConstantKind::kStr
             ? constant
             : nullptr;
}

// ---- The function object ----

void Compiler::AnnotationInto(const ast::Expr* annotation, Reg dst) {
  if (future_.annotations) {
    LoadConst(maker_.Str(Unparse(annotation)), dst, annotation->span);
  } else if (const auto* starred = ast::DynCast<ast::Starred>(annotation)) {
    // *args: *Ts
    const Reg value = Operand(starred->value);
    code_->Emit(Op::kUNPACK, dst, value, 1, annotation->span);
  } else {
    Into(annotation, dst);
  }
}

// Each of these puts one value into the next temporary, or nothing.
bool Compiler::DefaultsRun(const ast::Arguments& args, int* flags,
                           const SourceSpan& span) {
  if (!args.defaults.empty()) {
    *flags |= kHasDefaults;
    const Reg dst = code_->NewTemp();
    TempMark mark(this);
    std::vector<const Const*> items;
    for (const ast::Expr* e : args.defaults) {
      const Const* c = folder_.Fold(e);
      if (c == nullptr) break;
      items.push_back(c);
    }
    if (items.size() == args.defaults.size()) {
      LoadConst(maker_.Sequence(ConstKind::kTuple, std::move(items)), dst,
                span);
    } else {
      ListInto(Op::kBUILD_TUPLE, args.defaults, dst, span);
    }
  }
  bool any = false;
  for (const ast::Expr* e : args.kw_defaults) any = any || e != nullptr;
  if (any) {
    *flags |= kHasKwDefaults;
    const Reg dst = code_->NewTemp();
    TempMark mark(this);
    code_->Emit(Op::kBUILD_DICT, dst, 0, 0, span);
    for (size_t i = 0; i < args.kw_defaults.size(); ++i) {
      if (args.kw_defaults[i] == nullptr) continue;
      TempMark inner(this);
      const Reg key = code_->NewTemp();
      LoadConst(maker_.Str(MangleHere(args.kwonlyargs[i]->name)), key, span);
      code_->Emit(Op::kDICT_ADD, dst, key, Operand(args.kw_defaults[i]), span);
    }
  }
  return !failed_;
}

bool Compiler::AnnotationsRun(const ast::Arguments& args,
                              const ast::Expr* returns,
                              const SourceSpan& span) {
  std::vector<std::pair<absl::string_view, const ast::Expr*>> list;
  auto add = [&](const ast::Arg* arg) {
    if (arg != nullptr && arg->annotation != nullptr) {
      list.emplace_back(arg->name, arg->annotation);
    }
  };
  for (const ast::Arg* a : args.args) add(a);
  for (const ast::Arg* a : args.posonlyargs) add(a);
  add(args.vararg);
  for (const ast::Arg* a : args.kwonlyargs) add(a);
  add(args.kwarg);
  if (returns != nullptr) list.emplace_back("return", returns);
  if (list.empty()) return false;
  const Reg dst = code_->NewTemp();
  code_->Emit(Op::kBUILD_DICT, dst, 0, 0, span);
  for (const auto& [name, annotation] : list) {
    TempMark mark(this);
    const Reg key = code_->NewTemp(), value = code_->NewTemp();
    LoadConst(maker_.Str(MangleHere(name)), key, span);
    AnnotationInto(annotation, value);
    code_->Emit(Op::kDICT_ADD, dst, key, value, span);
  }
  return true;
}

// A tuple of the cells that the inner code takes from this one.
bool Compiler::ClosureRun(const CodeUnit& unit, const SourceSpan& span) {
  if (unit.free_names.empty()) return false;
  const Reg dst = code_->NewTemp();
  TempMark mark(this);
  Reg run = CapturedCell(unit.free_names[0]);
  for (size_t i = 1; i < unit.free_names.size(); ++i) {
    if (CapturedCell(unit.free_names[i]) != run + static_cast<Reg>(i)) {
      run = kNoReg;
      break;
    }
  }
  if (run == kNoReg) {
    run = code_->next_temp();
    for (const std::string& name : unit.free_names) {
      Move(code_->NewTemp(), CapturedCell(name), span);
    }
  }
  code_->Emit(Op::kBUILD_TUPLE, dst, run,
              static_cast<int32_t>(unit.free_names.size()), span);
  return true;
}

void Compiler::MakeFunction(const CodeUnit* unit, Reg dst,
                            const SourceSpan& span) {
  if (!code_->reachable()) return;
  TempMark mark(this);
  const Reg run = code_->next_temp();
  const int flags = ClosureRun(*unit, span) ? kHasClosure : 0;
  const int index = code_->AddConst(maker_.Code(unit), true);
  code_->Emit(Op::kMAKE_FUNCTION, dst, index, flags == 0 ? 0 : run, span,
              flags);
}

bool Compiler::CheckParameters(const ast::Arguments& args,
                               const SourceSpan& span) {
  auto ok = [&](const ast::Arg* arg) {
    return arg == nullptr ||
           !Forbidden(arg->name, span, ast::ExprContext::kStore);
  };
  for (const ast::Arg* a : args.posonlyargs) {
    if (!ok(a)) return false;
  }
  for (const ast::Arg* a : args.args) {
    if (!ok(a)) return false;
  }
  for (const ast::Arg* a : args.kwonlyargs) {
    if (!ok(a)) return false;
  }
  return ok(args.vararg) && ok(args.kwarg);
}

void Compiler::SetParameters(Function* f, const ast::Arguments& args) {
  CodeUnit* unit = f->unit;
  unit->positional_only = static_cast<int>(args.posonlyargs.size());
  unit->arg_count =
      static_cast<int>(args.posonlyargs.size() + args.args.size());
  unit->keyword_only = static_cast<int>(args.kwonlyargs.size());
  if (args.vararg != nullptr) unit->flags |= kCodeVarArgs;
  if (args.kwarg != nullptr) unit->flags |= kCodeVarKeywords;
  AssignRegisters(f, static_cast<int>(f->scope->parameters.size()));
}

void Compiler::FunctionStatement(const ast::FunctionDef& s) {
  if (!CheckParameters(*s.args, s.span)) return;
  const int32_t first_line =
      s.decorators.empty() ? s.span.line : s.decorators[0]->span.line;
  Decorated(s.decorators, s.name, s.span, [&](Reg dst) {
    TempMark mark(this);
    const Reg run = code_->next_temp();
    int flags = 0;
    DefaultsRun(*s.args, &flags, s.span);
    if (AnnotationsRun(*s.args, s.returns, s.span)) flags |= kHasAnnotations;
    out_->units.emplace_back();
    CodeUnit* unit = &out_->units.back();
    Function f(unit, &maker_, scopes_->Of(&s), function_);
    unit->qualname = QualifiedName(s.name);
    BeginFunction(&f, s.name, first_line);
    SetParameters(&f, *s.args);
    Prologue(true, {first_line, 0, first_line, 0});
    if (const ast::Constant* doc = Docstring(s.body)) {
      unit->doc = maker_.Str(doc->text);
    }
    OutermostBody(s.body);
    EndFunction(&f);
    if (failed_ || !code_->reachable()) return;
    if (ClosureRun(*unit, s.span)) flags |= kHasClosure;
    const int index = code_->AddConst(maker_.Code(unit), true);
    code_->Emit(Op::kMAKE_FUNCTION, dst, index, flags == 0 ? 0 : run, s.span,
                flags);
  });
}

void Compiler::LambdaInto(const ast::Lambda& e, Reg dst) {
  if (!CheckParameters(*e.args, e.span)) return;
  const Reg run = code_->next_temp();
  int flags = 0;
  DefaultsRun(*e.args, &flags, e.span);
  out_->units.emplace_back();
  CodeUnit* unit = &out_->units.back();
  Function f(unit, &maker_, scopes_->Of(&e), function_);
  unit->qualname = QualifiedName("<lambda>");
  BeginFunction(&f, "<lambda>", e.span.line);
  SetParameters(&f, *e.args);
  Prologue(true, e.span);
  ReturnValue(e.body, e.body->span);
  EndFunction(&f);
  if (failed_ || !code_->reachable()) return;
  if (ClosureRun(*unit, e.span)) flags |= kHasClosure;
  const int index = code_->AddConst(maker_.Code(unit), true);
  code_->Emit(Op::kMAKE_FUNCTION, dst, index, flags == 0 ? 0 : run, e.span,
              flags);
}

// ---- Decorators ----

template <typename F>
void Compiler::Decorated(ast::Seq<ast::Expr> decorators, absl::string_view name,
                         const SourceSpan& span, F make) {
  TempMark mark(this);
  std::vector<Reg> bases;
  const Place place = PlaceOf(name);
  const Reg direct = decorators.empty() && place.kind == Place::kFast
                         ? place.reg
                         : kNoReg;
  const Reg result = direct != kNoReg ? direct : code_->NewTemp();
  Reg innermost = result;
  for (const ast::Expr* d : decorators) {
    const Reg base = CallBase(innermost);
    Into(d, base);
    code_->SetNextTemp(base + kHeader);
    innermost = code_->NewTemp();
    code_->Reserve(innermost + 2);
    bases.push_back(base);
  }
  make(innermost);
  for (size_t i = bases.size(); i-- > 0;) {
    const Reg dst = i == 0 ? result : bases[i - 1] + kHeader;
    code_->Emit(Op::kCALL, dst, bases[i], 1, decorators[i]->span);
  }
  if (!failed_) StoreName(name, result, span);
}

// ---- class ----

const CodeUnit* Compiler::ClassBody(const ast::ClassDef& s) {
  const int32_t first_line =
      s.decorators.empty() ? s.span.line : s.decorators[0]->span.line;
  const SourceSpan start = {first_line, 0, first_line, 0};
  out_->units.emplace_back();
  CodeUnit* unit = &out_->units.back();
  Function f(unit, &maker_, scopes_->Of(&s), function_);
  unit->qualname = QualifiedName(s.name);
  unit->flags = kCodeClassBody;
  BeginFunction(&f, s.name, first_line);
  AssignRegisters(&f, 0);
  Prologue(false, start);
  {
    TempMark mark(this);
    const Reg value = code_->NewTemp();
    LoadNameInto("__name__", start, value);
    StoreName("__module__", value, start);
    LoadConst(maker_.Str(unit->qualname), value, start);
    StoreName("__qualname__", value, start);
    if (f.scope->has_annotations) {
      code_->Emit(Op::kSETUP_ANNOTATIONS, 0, 0, 0, start);
    }
    if (const ast::Constant* doc = Docstring(s.body)) {
      unit->doc = maker_.Str(doc->text);
      LoadConst(unit->doc, value, doc->span);
      StoreName("__doc__", value, doc->span);
    }
  }
  const bool tail = tail_;
  tail_ = !f.scope->needs_class_cell;  // else more is to be done than to return
  Body(s.body);
  tail_ = tail;
  const SourceSpan last = f.scope->needs_class_cell ? code_->last_span() : TailSpan(s.body);
  if (code_->reachable()) {
    if (f.scope->needs_class_cell) {
      const Reg cell = f.class_cell;
      code_->Emit(Op::kSTORE_NAME, cell, NameIndex("__classcell__"), 0, last);
      code_->Emit(Op::kRETURN, cell, 0, 0, last);
    } else {
      const int none = code_->AddConst(maker_.Simple(ConstKind::kNone), true);
      code_->Emit(Op::kRETURN_CONST, 0, none, 0, last);
    }
  }
  absl::flat_hash_set<absl::string_view> attributes;
  for (const ast::Stmt* child : s.body) CollectMethods(child, &attributes);
  unit->attribute_hint =
      static_cast<uint16_t>(std::min<size_t>(attributes.size(), 1000));
  EndFunction(&f);
  return unit;
}

void Compiler::ClassStatement(const ast::ClassDef& s) {
  if (!CheckKeywords(s.keywords, s.span)) return;
  Decorated(s.decorators, s.name, s.span, [&](Reg dst) {
    TempMark mark(this);
    const CodeUnit* body = ClassBody(s);
    if (failed_) return;
    bool direct = s.bases.size() + s.keywords.size() <= 200;
    for (const ast::Expr* b : s.bases) {
      if (b->kind == ast::ExprKind::kStarred) direct = false;
    }
    for (const ast::Keyword* k : s.keywords) {
      if (k->arg.empty()) direct = false;
    }
    const Const* name = maker_.Str(s.name);
    const Reg base = CallBase(dst);
    code_->Emit(Op::kLOAD_BUILD_CLASS, base, 0, 0, s.span);
    code_->SetNextTemp(base + kHeader);
    const Reg first = code_->NewTemp();
    if (!direct) {
      // The function and the name lead the list of positional arguments.
      const Reg list = first;
      const Reg named = code_->NewTemp();
      const Reg function = code_->NewTemp();
      MakeFunction(body, function, s.span);
      LoadConst(name, code_->NewTemp(), s.span);
      code_->Emit(Op::kBUILD_LIST, list, function, 2, s.span);
      code_->SetNextTemp(named + 1);
      return CallExInto(base, dst, s.bases, s.keywords, list, s.span);
    }
    MakeFunction(body, first, s.span);
    LoadConst(name, code_->NewTemp(), s.span);
    for (const ast::Expr* b : s.bases) Into(b, code_->NewTemp());
    for (const ast::Keyword* k : s.keywords) Into(k->value, code_->NewTemp());
    code_->Reserve(code_->next_temp() + 1);
    const auto positional = static_cast<int32_t>(2 + s.bases.size());
    if (s.keywords.empty()) {
      code_->Emit(Op::kCALL, dst, base, positional, s.span);
    } else if (code_->reachable()) {
      code_->EmitWide(Op::kCALL_KW, dst, base, positional,
                      KeywordNames(s.keywords), s.span);
    }
  });
}

}  // namespace pyjit::compiler
