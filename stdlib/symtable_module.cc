// _symtable: the compiler's view of each block's names, for module symtable.
#include <string>

#include "absl/strings/str_format.h"
#include "base/arena.h"
#include "frontend/compile.h"
#include "frontend/compiler/scope.h"
#include "frontend/parser.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/types/bytes.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "stdlib/source_text.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

using compiler::NameScope;
using compiler::Scope;
using compiler::ScopeKind;
using compiler::Symbol;

// CPython's numbers.
constexpr int64_t kScopeOffset = 11;
constexpr int64_t kLocal = 1, kGlobalExplicit = 2, kGlobalImplicit = 3, kFree = 4, kCell = 5;
struct FlagRow {
  uint32_t ours;
  int64_t bit;
};
constexpr FlagRow kFlags[] = {
    {compiler::kDefGlobal, 1},      {compiler::kDefLocal, 2},  {compiler::kDefParam, 4},
    {compiler::kDefNonlocal, 8},    {compiler::kUse, 16},      {compiler::kDefFreeClass, 64},
    {compiler::kDefImport, 128},    {compiler::kDefAnnotation, 256},
    {compiler::kDefIterated, 512},
};

int64_t FlagsOf(const Symbol& symbol) {
  int64_t bits = 0;
  for (const FlagRow& row : kFlags) {
    if (symbol.flags & row.ours) bits |= row.bit;
  }
  int64_t scope = kLocal;
  switch (symbol.scope) {
    case NameScope::kLocal: scope = kLocal; break;
    case NameScope::kCell: scope = kCell; break;
    case NameScope::kFree: scope = kFree; break;
    case NameScope::kGlobalExplicit: scope = kGlobalExplicit; break;
    case NameScope::kGlobalImplicit: scope = kGlobalImplicit; break;
  }
  return bits | (scope << kScopeOffset);
}

// --- Entries: objects with attributes and a repr ---

struct Entry : Object {
  Value id, name, symbols, varnames, children, type, line, nested;
  static const ExtensionInfo kExtension;
};
const ExtensionInfo Entry::kExtension = {sizeof(Entry), 8, nullptr};

template <Value Entry::*kField>
Value GetField(Thread*, Value* args, size_t, Value) {
  return args[0].as<Entry>()->*kField;
}
constexpr GetSetInfo kFields[] = {
    {"id", GetField<&Entry::id>, nullptr, nullptr, true},
    {"name", GetField<&Entry::name>, nullptr, nullptr, true},
    {"symbols", GetField<&Entry::symbols>, nullptr, nullptr, true},
    {"varnames", GetField<&Entry::varnames>, nullptr, nullptr, true},
    {"children", GetField<&Entry::children>, nullptr, nullptr, true},
    {"type", GetField<&Entry::type>, nullptr, nullptr, true},
    {"lineno", GetField<&Entry::line>, nullptr, nullptr, true},
    {"nested", GetField<&Entry::nested>, nullptr, nullptr, true},
};
Value Repr(Thread* t, Value* args, size_t, Value) {
  auto* entry = args[0].as<Entry>();
  return NewStrUtf8(t, absl::StrFormat("<symtable entry %s(%d), line %d>",
                                       StrToUtf8(entry->name.as<Str>()), entry->id.small_int(),
                                       entry->line.small_int()));
}
constexpr NativeInfo kMethods[] = {
    {"__repr__", Repr, "($self, /)", kCollects, "Return repr(self)."},
};

// The class of entries, which the module keeps under a name that no program can write.
Class* EntryClass(Thread* t) {
  Str* key = Intern(t, "symtable entry");
  Str* module_name = Intern(t, "_symtable");
  if (key == nullptr || module_name == nullptr) return nullptr;
  Value module = DictGetStr(t->isolate->modules(), module_name);
  if (!IsKind(module, Kind::kModule)) {
    RaiseText(t, Exc::kRuntimeError, "lost module _symtable");
    return nullptr;
  }
  Dict* names = module.as<Module>()->dict;
  Value known = NamespaceGet(names, key);
  if (IsKind(known, Kind::kClass)) return known.as<Class>();
  ClassOptions options;
  options.extension = &Entry::kExtension;
  options.flags = kClassBuiltin;
  Class* cls = NewNativeClass(t, key, t->isolate->object_class(), options);
  if (cls == nullptr || !AddGetSets(t, cls, kFields) || !AddNatives(t, cls->dict, kMethods, cls) ||
      !RefreshClass(t, cls) || !NamespaceSet(t, names, key, cls)) {
    return nullptr;
  }
  return cls;
}

// Ids are numbers of blocks: small, and the same in each run.
Value MakeEntry(Thread* t, Class* cls, const Scope* scope, int64_t* next_id) {
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  auto* entry = static_cast<Entry*>(object);
  Dict* symbols = NewDict(t);
  List* varnames = NewList(t);
  List* children = NewList(t);
  Value name = Intern(t, scope->name);
  if (symbols == nullptr || varnames == nullptr || children == nullptr || name.is_null()) {
    return Value();
  }
  for (const Symbol& symbol : scope->symbols) {
    Str* key = Intern(t, symbol.name);
    if (key == nullptr || !DictSet(t, symbols, key, Value::SmallInt(FlagsOf(symbol)))) {
      return Value();
    }
  }
  for (absl::string_view parameter : scope->parameters) {
    Str* key = Intern(t, parameter);
    if (key == nullptr || !ListAppend(t, varnames, key)) return Value();
  }
  entry->id = Value::SmallInt(++*next_id);
  for (const Scope* child : scope->children) {
    Value made = MakeEntry(t, cls, child, next_id);
    if (made.is_null() || !ListAppend(t, children, made)) return Value();
  }
  constexpr int64_t kTypes[] = {2, 1, 0};  // module, class, function
  entry->name = name;
  entry->symbols = symbols;
  entry->varnames = varnames;
  entry->children = children;
  entry->type = Value::SmallInt(kTypes[static_cast<int>(scope->kind)]);
  entry->line = Value::SmallInt(scope->line);
  entry->nested = Value::SmallInt(scope->nested ? 1 : 0);
  WriteBarrier(t, entry);
  return entry;
}

// symtable(source, filename, startstr, /)
Value Symtable(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ParseOptions options;
  SourceText source;
  if (IsStr(args[0])) {
    source.text = StrToUtf8(args[0].as<Str>());
    source.from_str = true;
  } else if (IsBytes(args[0])) {
    source.text = std::string(BytesView(args[0].as<Bytes>()));
  } else {
    return RaiseText(t, Exc::kTypeError, "symtable() arg 1 must be a string or bytes");
  }
  if (!(IsStr(args[1]) || IsBytes(args[1])) || !IsStr(args[2])) {
    const bool file = IsStr(args[1]) || IsBytes(args[1]);
    return Raise(t, Exc::kTypeError, "symtable() argument %d must be str, not %s", file ? 3 : 2,
                 ClassNameOf(t, file ? args[2] : args[1]));
  }
  const std::string filename = IsStr(args[1]) ? StrToUtf8(args[1].as<Str>())
                                              : std::string(BytesView(args[1].as<Bytes>()));
  const std::string mode = StrToUtf8(args[2].as<Str>());
  if (mode != "exec" && mode != "eval" && mode != "single") {
    return RaiseText(t, Exc::kValueError,
                     "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  }
  options.mode = mode == "exec"   ? ast::Mode::kExec
                 : mode == "eval" ? ast::Mode::kEval
                                  : ast::Mode::kSingle;
  options.filename = filename;
  if (!source.from_str && !DecodeByCodec(t, source.text, filename, &source)) return Value();
  options.source_is_utf8 = source.from_str;
  Arena arena;
  ParseResult parsed = Parse(source.text, options, &arena);
  if (!parsed.ok()) return RaiseSyntaxError(t, parsed.error, filename);
  compiler::ScopeTable scopes(&arena);
  compiler::DepthLimit limit;
  SyntaxErrorInfo error;
  if (!scopes.Build(*parsed.module, false, limit, &error)) {
    return RaiseSyntaxError(t, error, filename);
  }
  Class* cls = EntryClass(t);
  int64_t next_id = 0;
  return cls == nullptr ? Value() : MakeEntry(t, cls, scopes.top(), &next_id);
}

constexpr NativeInfo kRows[] = {{"symtable", Symtable, "(source, filename, startstr, /)",
                                  kAnything,
     "Return symbol and scope dictionaries used internally by compiler."}};

}  // namespace

bool InitSymtableModule(Thread* t, Module* module) {
  struct {
    const char* name;
    int64_t value;
  } const kNumbers[] = {
      {"DEF_GLOBAL", 1}, {"DEF_LOCAL", 2}, {"DEF_PARAM", 4}, {"DEF_NONLOCAL", 8}, {"USE", 16},
      {"DEF_FREE", 32}, {"DEF_FREE_CLASS", 64}, {"DEF_IMPORT", 128}, {"DEF_BOUND", 134},
      {"DEF_ANNOT", 256}, {"TYPE_FUNCTION", 0}, {"TYPE_CLASS", 1}, {"TYPE_MODULE", 2},
      {"LOCAL", kLocal}, {"GLOBAL_EXPLICIT", kGlobalExplicit},
      {"GLOBAL_IMPLICIT", kGlobalImplicit}, {"FREE", kFree}, {"CELL", kCell},
      {"SCOPE_OFF", kScopeOffset}, {"SCOPE_MASK", 15},
  };
  for (const auto& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  return AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
