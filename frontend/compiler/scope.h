#ifndef FRONTEND_COMPILER_SCOPE_H_
#define FRONTEND_COMPILER_SCOPE_H_

// Scopes: what each name of each code block means. Rules, errors and the order
// in which errors are found are those of CPython 3.11's symbol tables.

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/strings/string_view.h"
#include "base/arena.h"
#include "base/source.h"
#include "frontend/ast.h"
#include "frontend/syntax_error.h"

namespace pyjit::compiler {

enum SymbolFlags : uint32_t {
  kDefGlobal = 1,
  kDefLocal = 2,
  kDefParam = 4,
  kDefNonlocal = 8,
  kUse = 16,
  kDefImport = 32,
  kDefAnnotation = 64,
  kDefIterated = 128,   // target of a comprehension's `for`
  kDefFreeClass = 256,  // free in a class body that also binds it
  kDeleted = 512,       // `del x` or `except E as x`: may become unbound again
  kDefBound = kDefLocal | kDefParam | kDefImport,
};

enum class NameScope : uint8_t {
  kLocal,
  kCell,  // local, captured by an inner function
  kFree,  // of an enclosing function
  kGlobalExplicit,
  kGlobalImplicit,
};

struct Symbol {
  absl::string_view name;
  uint32_t flags = 0;
  NameScope scope = NameScope::kGlobalImplicit;
};

enum class ScopeKind : uint8_t { kModule, kClass, kFunction };

struct Scope {
  ScopeKind kind;
  absl::string_view name;
  Scope* parent = nullptr;
  int32_t line = 0;  // of the statement or expression that opens it; 0: the module
  absl::string_view private_name;  // innermost class, for mangling; may be empty
  std::vector<Scope*> children;
  std::vector<Symbol> symbols;  // in the order of first mention
  std::vector<absl::string_view> parameters;  // in register order
  bool nested = false;          // inside a function
  bool is_comprehension = false;
  bool is_generator = false;    // has yield
  bool is_coroutine = false;    // async def; or a comprehension or module that awaits
  bool has_walrus = false;
  bool reads_locals = false;    // names locals, eval, exec, vars, dir or _getframe
  bool needs_class_cell = false;  // a class whose methods use __class__
  bool has_annotations = false;   // annotated names in the body itself
  int comprehension_iter = 0;     // depth inside iterables of comprehensions
  bool in_iteration_target = false;

  // The symbol, or null.
  const Symbol* Find(absl::string_view mangled) const {
    auto it = index.find(mangled);
    return it == index.end() ? nullptr : &symbols[it->second];
  }
  Symbol* FindMutable(absl::string_view mangled) {
    auto it = index.find(mangled);
    return it == index.end() ? nullptr : &symbols[it->second];
  }
  absl::flat_hash_map<absl::string_view, uint32_t> index;
  // Where `global` and `nonlocal` (or a walrus that implies them) stand.
  std::vector<std::pair<absl::string_view, SourceSpan>> directives;
};

// `name` as it is known inside the class `private_name`: __x is _Class__x.
absl::string_view Mangle(absl::string_view private_name, absl::string_view name,
                         Arena* arena);

// Where recursion over the tree has to stop.
struct DepthLimit {
  int max_depth = 3000;
  const uint8_t* stack_limit = nullptr;  // lowest native address, or null

  bool Reached(int depth) const {
    return depth > max_depth ||
           reinterpret_cast<const uint8_t*>(__builtin_frame_address(0)) <
               stack_limit;
  }
};

// The scopes of a module, found by the node that opens them: Module,
// FunctionDef, Lambda, ClassDef or a comprehension. Holds views into the tree.
class ScopeTable {
 public:
  explicit ScopeTable(Arena* arena) : arena_(arena) {}

  // False: `error` is set.
  bool Build(const ast::Module& module, bool future_annotations,
             const DepthLimit& limit, SyntaxErrorInfo* error);

  Scope* top() const { return top_; }
  Scope* Of(const void* node) const {
    auto it = by_node_.find(node);
    return it == by_node_.end() ? nullptr : it->second;
  }

 private:
  friend class ScopeBuilder;
  Arena* arena_;
  std::deque<Scope> scopes_;
  absl::flat_hash_map<const void*, Scope*> by_node_;
  Scope* top_ = nullptr;
};

// Second half of Build: decides the scope of every name. False: `error` is set.
bool AnalyzeScopes(Scope* top, SyntaxErrorInfo* error);

// Fills a SyntaxErrorInfo for `span`; offsets as CPython's compiler gives them.
void SetError(SyntaxErrorInfo* error, const SourceSpan& span,
              std::string message);

}  // namespace pyjit::compiler

#endif  // FRONTEND_COMPILER_SCOPE_H_
