#include "frontend/compiler/compiler.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "runtime/code.h"

namespace pyjit::compiler {

namespace {

// Duplicated finally bodies can grow without bound; this many statements are
// more than any program that a person or a generator writes.
constexpr int64_t kMaxStatements = 20'000'000;

}  // namespace

bool CompileTree(const ast::Module& module, const Options& options,
                 Arena* arena, CompiledModule* out, SyntaxErrorInfo* error) {
  FutureFeatures future;
  future.annotations = options.future_annotations;
  if (!FindFutureFeatures(module, &future, error)) return false;
  ScopeTable scopes(arena);
  if (!scopes.Build(module, future.annotations, options.limit, error)) {
    return false;
  }
  Compiler compiler(options, future, arena, &scopes, out, error);
  return compiler.Module(module);
}

Compiler::Compiler(const Options& options, const FutureFeatures& future,
                   Arena* arena, const ScopeTable* scopes, CompiledModule* out,
                   SyntaxErrorInfo* error)
    : options_(options),
      future_(future),
      arena_(arena),
      scopes_(scopes),
      out_(out),
      error_(error),
      maker_(out),
      folder_(&maker_, !options.optimize) {}

void Compiler::Fail(const SourceSpan& span, std::string message) {
  if (failed_) return;
  failed_ = true;
  SetError(error_, span, std::move(message));
}

void Compiler::Unsupported(const SourceSpan& span,
                           absl::string_view construct) {
  Fail(span, absl::StrCat(construct, " is not supported yet"));
}

bool Compiler::TooDeep() {
  if (failed_) return true;
  if (!options_.limit.Reached(depth_) && statements_ < kMaxStatements) {
    return false;
  }
  failed_ = true;
  if (statements_ >= kMaxStatements) {
    error_->kind = SyntaxErrorKind::kMemoryError;
    error_->message = "code too large";
  } else {
    error_->kind = SyntaxErrorKind::kRecursionError;
    error_->message = "maximum recursion depth exceeded during compilation";
  }
  return true;
}

// ---- Code objects ----

std::string Compiler::QualifiedName(absl::string_view name) {
  if (function_ == nullptr || function_->scope->kind == ScopeKind::kModule) {
    return std::string(name);
  }
  const Symbol* symbol = function_->scope->Find(MangleHere(name));
  if (symbol != nullptr && symbol->scope == NameScope::kGlobalExplicit) {
    return std::string(name);
  }
  return absl::StrCat(
      function_->unit->qualname,
      function_->scope->kind == ScopeKind::kFunction ? ".<locals>." : ".",
      name);
}

void Compiler::BeginFunction(Function* f, absl::string_view name,
                             int32_t first_line) {
  f->unit->name = std::string(name);
  f->unit->first_line = first_line;
  if (f->scope->nested) f->unit->flags |= kCodeNested;
  if (f->scope->reads_locals) f->unit->flags |= kCodeReadsLocals;
  if (f->scope->kind == ScopeKind::kFunction) {
    f->unit->flags |= SuspendFlags(*f->scope);
  }
  if (options_.future_annotations || future_.annotations) {
    f->unit->flags |= kCodeFutureAnnotations;
  }
  function_ = f;
  code_ = &f->code;
}

// Locals: parameters, then other names that are not captured. Cells and free
// cells behind them, sorted by name.
void Compiler::AssignRegisters(Function* f, int parameters) {
  CodeUnit* unit = f->unit;
  Reg next = 0;
  for (absl::string_view name : f->scope->parameters) {
    f->locals[name] = next++;
    unit->local_names.emplace_back(name);
  }
  std::vector<absl::string_view> cells, free;
  const bool is_function = f->scope->kind == ScopeKind::kFunction;
  for (const Symbol& symbol : f->scope->symbols) {
    if (symbol.scope == NameScope::kCell) {
      cells.push_back(symbol.name);
    } else if (symbol.scope == NameScope::kFree ||
               (symbol.flags & kDefFreeClass)) {
      free.push_back(symbol.name);
    } else if (is_function && symbol.scope == NameScope::kLocal &&
               !(symbol.flags & kDefParam)) {
      f->locals[symbol.name] = next++;
      unit->local_names.emplace_back(symbol.name);
    }
  }
  if (f->scope->needs_class_cell) cells.push_back("__class__");
  std::sort(cells.begin(), cells.end());
  std::sort(free.begin(), free.end());
  unit->local_count = next;
  unit->first_cell = next;
  for (absl::string_view name : cells) {
    if (f->scope->needs_class_cell && name == "__class__") {
      f->class_cell = next++;
    } else {
      f->cells[name] = next++;
    }
    unit->cell_names.emplace_back(name);
  }
  for (absl::string_view name : free) {
    f->cells[name] = next++;
    unit->free_names.emplace_back(name);
  }
  f->code.SetFixed(unit->local_count, next);
  for (int i = 0; i < parameters; ++i) f->code.locals().Add(i);
  for (const Symbol& symbol : f->scope->symbols) {
    auto local = f->locals.find(symbol.name);
    if (local != f->locals.end() && (symbol.flags & kDeleted)) {
      f->code.deleted().Add(local->second);
    }
  }
}

void Compiler::Prologue(bool is_function, const SourceSpan& span) {
  const SourceSpan start = {span.line, 0, span.line, 0};
  if (is_function && IsSuspendable()) {
    MakeGenerator(start);
  } else if (is_function) {
    code_->EmitMerge(Op::kENTER, start);
  }
  CodeUnit* unit = function_->unit;
  if (!unit->free_names.empty()) code_->Emit(Op::kCOPY_CLOSURE, 0, 0, 0, start);
  for (size_t i = 0; i < unit->cell_names.size(); ++i) {
    const Reg cell = unit->first_cell + static_cast<Reg>(i);
    auto parameter = function_->locals.find(unit->cell_names[i]);
    if (parameter != function_->locals.end()) {
      code_->Emit(Op::kMOVE, cell, parameter->second, 0, start);
    }
    code_->Emit(Op::kMAKE_CELL, cell, 0, 0, start);
  }
}

void Compiler::EndFunction(Function* f) {
  if (!failed_) {
    const char* exceeded = f->code.Finish();
    if (exceeded != nullptr) {
      Fail({f->unit->first_line, 0, f->unit->first_line, 0}, exceeded);
    }
  }
  function_ = f->outer;
  code_ = function_ == nullptr ? nullptr : &function_->code;
}

bool Compiler::Module(const ast::Module& module) {
  out_->units.emplace_back();
  CodeUnit* unit = &out_->units.back();
  Function f(unit, &maker_, scopes_->top(), nullptr);
  unit->qualname = "<module>";
  unit->flags = kCodeModule;
  // A coroutine's frame has no room for another namespace than the globals.
  const bool awaits = IsAwaitingModule(*f.scope);
  namespace_names_ = options_.namespace_names && !awaits;
  if (awaits) unit->flags |= kCodeCoroutine;
  if (namespace_names_) unit->flags |= kCodeClassBody;
  BeginFunction(&f, "<module>", 1);
  f.interactive = module.mode == ast::Mode::kSingle;
  AssignRegisters(&f, 0);
  if (awaits) Prologue(true, {1, 0, 1, 0});
  if (module.mode == ast::Mode::kEval) {
    ReturnValue(module.expression, module.expression->span);
  } else {
    const SourceSpan start = {0, 0, 0, 0};
    if (f.scope->has_annotations) {
      code_->Emit(Op::kSETUP_ANNOTATIONS, 0, 0, 0, start);
    }
    const ast::Constant* doc =
        f.interactive ? nullptr : Docstring(module.body);
    if (doc != nullptr) {
      unit->doc = maker_.Str(doc->text);
      TempMark mark(this);
      StoreName("__doc__", ConstOperand(unit->doc, doc->span, kNoReg),
                doc->span);
    }
    OutermostBody(module.body);
  }
  EndFunction(&f);
  out_->main = unit;
  return !failed_;
}

// ---- Names ----

absl::string_view Compiler::MangleHere(absl::string_view name) {
  return Mangle(function_->scope->private_name, name, arena_);
}

Reg Compiler::CellOf(absl::string_view mangled) {
  auto it = function_->cells.find(mangled);
  return it == function_->cells.end() ? kNoReg : it->second;
}

// The cell that inner code means by a name.
Reg Compiler::CapturedCell(absl::string_view mangled) {
  return mangled == "__class__" && function_->class_cell != kNoReg ? function_->class_cell
                                                                   : CellOf(mangled);
}

Compiler::Place Compiler::PlaceOf(absl::string_view name) {
  Place place;
  place.name = MangleHere(name);
  const Scope* scope = function_->scope;
  const Symbol* symbol = scope->Find(place.name);
  const NameScope name_scope =
      symbol == nullptr ? NameScope::kGlobalImplicit : symbol->scope;
  place.kind = Place::kGlobal;
  switch (name_scope) {
    case NameScope::kFree:
      place.reg = CellOf(place.name);
      place.kind = scope->kind == ScopeKind::kClass ? Place::kNameOrCell
                                                    : Place::kCell;
      break;
    case NameScope::kCell:
      place.reg = CellOf(place.name);
      place.kind = Place::kCell;
      break;
    case NameScope::kLocal:
      if (scope->kind == ScopeKind::kFunction) {
        place.reg = function_->locals.find(place.name)->second;
        place.kind = Place::kFast;
      } else if (scope->kind == ScopeKind::kClass ||
                 namespace_names_) {
        place.kind = Place::kName;
      }
      break;
    case NameScope::kGlobalImplicit:
      if (scope->kind == ScopeKind::kClass ||
          (scope->kind == ScopeKind::kModule && namespace_names_)) {
        place.kind = Place::kName;
      }
      break;
    case NameScope::kGlobalExplicit:
      break;
  }
  return place;
}

Reg Compiler::FastTarget(const ast::Expr* e) {
  const auto* name = ast::DynCast<ast::Name>(e);
  if (name == nullptr) return kNoReg;
  const Place place = PlaceOf(name->id);
  return place.kind == Place::kFast ? place.reg : kNoReg;
}

void Compiler::CheckBound(Reg local, absl::string_view name,
                          const SourceSpan& span) {
  if (!code_->reachable() || code_->locals().Has(local)) return;
  code_->Emit(Op::kCHECK_BOUND, local, NameIndex(name), 0, span);
  code_->locals().Add(local);
}

void Compiler::MarkBound(Reg reg) {
  if (reg >= 0 && reg < function_->unit->local_count) code_->locals().Add(reg);
}

bool Compiler::MayWriteEarly() const {
  return function_->handlers == 0 && !function_->scope->reads_locals;
}

Reg Compiler::LoadName(absl::string_view name, const SourceSpan& span,
                       Reg hint) {
  const Place place = PlaceOf(name);
  if (place.kind == Place::kFast) {
    CheckBound(place.reg, place.name, span);
    return place.reg;
  }
  const Reg dst = IsTemp(hint) ? hint : code_->NewTemp();
  LoadNameInto(name, span, dst);
  return dst;
}

void Compiler::LoadNameInto(absl::string_view name, const SourceSpan& span,
                            Reg dst) {
  if (!code_->reachable()) return;
  const Place place = PlaceOf(name);
  switch (place.kind) {
    case Place::kFast:
      CheckBound(place.reg, place.name, span);
      Move(dst, place.reg, span);
      return;
    case Place::kCell:
      code_->Emit(Op::kLOAD_CELL, dst, place.reg, NameIndex(place.name), span);
      return;
    case Place::kGlobal:
      code_->Emit(Op::kLOAD_GLOBAL, dst, NameIndex(place.name), 0, span);
      return;
    case Place::kName:
      code_->Emit(Op::kLOAD_NAME, dst, NameIndex(place.name), 0, span);
      return;
    case Place::kNameOrCell:
      code_->Emit(Op::kLOAD_NAME_OR_CELL, dst, NameIndex(place.name), place.reg,
                  span);
      return;
  }
}

void Compiler::StoreName(absl::string_view name, Reg value,
                         const SourceSpan& span) {
  if (Forbidden(name, span, ast::ExprContext::kStore)) return;
  if (!code_->reachable()) return;
  const Place place = PlaceOf(name);
  switch (place.kind) {
    case Place::kFast:
      Move(place.reg, value, span);
      MarkBound(place.reg);
      return;
    case Place::kCell:
    case Place::kNameOrCell:
      code_->Emit(Op::kSTORE_CELL, place.reg, value, 0, span);
      return;
    case Place::kGlobal:
      code_->Emit(Op::kSTORE_GLOBAL, value, NameIndex(place.name), 0, span);
      return;
    case Place::kName:
      code_->Emit(Op::kSTORE_NAME, value, NameIndex(place.name), 0, span);
      return;
  }
}

void Compiler::DeleteName(absl::string_view name, const SourceSpan& span) {
  if (Forbidden(name, span, ast::ExprContext::kDel)) return;
  if (!code_->reachable()) return;
  const Place place = PlaceOf(name);
  switch (place.kind) {
    case Place::kFast:
      CheckBound(place.reg, place.name, span);
      code_->Emit(Op::kLOAD_NULL, place.reg, 0, 0, span);
      code_->locals().Remove(place.reg);
      return;
    case Place::kCell:
    case Place::kNameOrCell:
      code_->Emit(Op::kDELETE_CELL, place.reg, NameIndex(place.name), 0, span);
      return;
    case Place::kGlobal:
      code_->Emit(Op::kDELETE_GLOBAL, 0, NameIndex(place.name), 0, span);
      return;
    case Place::kName:
      code_->Emit(Op::kDELETE_NAME, 0, NameIndex(place.name), 0, span);
      return;
  }
}

bool Compiler::Forbidden(absl::string_view name, const SourceSpan& span,
                         ast::ExprContext ctx) {
  if (name != "__debug__") return false;
  Fail(span, ctx == ast::ExprContext::kDel ? "cannot delete __debug__"
                                           : "cannot assign to __debug__");
  return true;
}

}  // namespace pyjit::compiler
