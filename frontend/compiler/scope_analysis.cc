#include "absl/container/flat_hash_set.h"
#include "absl/strings/str_cat.h"
#include "frontend/compiler/scope.h"

// Decides what each name is, from the notes of the first walk. A block gets the
// names bound in enclosing functions and the explicit globals, and hands up the
// names that are free in it.

namespace pyjit::compiler {
namespace {

using NameSet = absl::flat_hash_set<absl::string_view>;

class Analyzer {
 public:
  explicit Analyzer(SyntaxErrorInfo* error) : error_(error) {}

  // `bound` is null at module level. By value: children see copies.
  bool Block(Scope* scope, const NameSet* bound, NameSet global, NameSet* free);

 private:
  bool Name(Scope* scope, Symbol* symbol, NameSet* bound, NameSet* local,
            NameSet* free, NameSet* global);
  bool DirectiveError(const Scope& scope, absl::string_view name,
                      std::string message) {
    for (const auto& [directive, span] : scope.directives) {
      if (directive == name) {
        SetError(error_, span, std::move(message));
        return false;
      }
    }
    SetError(error_, {}, std::move(message));
    return false;
  }

  SyntaxErrorInfo* error_;
};

bool Analyzer::Name(Scope* scope, Symbol* symbol, NameSet* bound,
                    NameSet* local, NameSet* free, NameSet* global) {
  const absl::string_view name = symbol->name;
  if (symbol->flags & kDefGlobal) {
    if (symbol->flags & kDefNonlocal) {
      return DirectiveError(
          *scope, name, absl::StrCat("name '", name, "' is nonlocal and global"));
    }
    symbol->scope = NameScope::kGlobalExplicit;
    global->insert(name);
    if (bound != nullptr) bound->erase(name);
    return true;
  }
  if (symbol->flags & kDefNonlocal) {
    if (bound == nullptr) {
      return DirectiveError(*scope, name,
                            "nonlocal declaration not allowed at module level");
    }
    if (!bound->contains(name)) {
      return DirectiveError(
          *scope, name,
          absl::StrCat("no binding for nonlocal '", name, "' found"));
    }
    symbol->scope = NameScope::kFree;
    free->insert(name);
    return true;
  }
  if (symbol->flags & kDefBound) {
    symbol->scope = NameScope::kLocal;
    local->insert(name);
    global->erase(name);
    return true;
  }
  if (bound != nullptr && bound->contains(name)) {
    symbol->scope = NameScope::kFree;
    free->insert(name);
    return true;
  }
  symbol->scope = NameScope::kGlobalImplicit;
  return true;
}

bool Analyzer::Block(Scope* scope, const NameSet* bound, NameSet global,
                     NameSet* free) {
  const bool is_class = scope->kind == ScopeKind::kClass;
  NameSet bound_here;
  if (bound != nullptr) bound_here = *bound;
  NameSet* bound_ptr = bound == nullptr ? nullptr : &bound_here;

  // What inner blocks see. Names of a class body are not visible in its
  // methods, so it passes on what it was given.
  NameSet inner_global, inner_bound;
  if (is_class) {
    inner_global = global;
    inner_bound = bound_here;
  }
  NameSet local, free_here;
  for (Symbol& symbol : scope->symbols) {
    if (!Name(scope, &symbol, bound_ptr, &local, &free_here, &global)) {
      return false;
    }
  }
  if (is_class) {
    inner_bound.insert("__class__");
  } else {
    inner_bound = bound_here;
    if (scope->kind == ScopeKind::kFunction) {
      inner_bound.insert(local.begin(), local.end());
    }
    inner_global = global;
  }

  NameSet inner_free;
  const NameSet* passed =
      scope->kind == ScopeKind::kModule ? nullptr : &inner_bound;
  for (Scope* child : scope->children) {
    const NameSet nothing;
    if (!Block(child, passed == nullptr ? &nothing : passed, inner_global,
               &inner_free)) {
      return false;
    }
  }
  if (scope->kind == ScopeKind::kFunction) {
    for (Symbol& symbol : scope->symbols) {
      if (symbol.scope == NameScope::kLocal && inner_free.erase(symbol.name)) {
        symbol.scope = NameScope::kCell;
      }
    }
  } else if (is_class) {
    scope->needs_class_cell = inner_free.erase("__class__") != 0;
  }

  // Names that pass through this block become free here too.
  std::vector<absl::string_view> passing(inner_free.begin(), inner_free.end());
  for (absl::string_view name : passing) {
    if (Symbol* symbol = scope->FindMutable(name)) {
      if (is_class && (symbol->flags & (kDefBound | kDefGlobal))) {
        symbol->flags |= kDefFreeClass;
      }
      free_here.insert(name);
      continue;
    }
    if (bound == nullptr || !bound->contains(name)) {
      inner_free.erase(name);
      continue;
    }
    scope->index.emplace(name, scope->symbols.size());
    Symbol symbol;
    symbol.name = name;
    symbol.scope = NameScope::kFree;
    scope->symbols.push_back(symbol);
    free_here.insert(name);
  }
  free->insert(free_here.begin(), free_here.end());
  return true;
}

}  // namespace

bool AnalyzeScopes(Scope* top, SyntaxErrorInfo* error) {
  NameSet free;
  return Analyzer(error).Block(top, nullptr, {}, &free);
}

}  // namespace pyjit::compiler
