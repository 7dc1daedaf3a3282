#include "interp/names.h"

#include "interp/frames.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"

namespace pyjit {
namespace {

uint64_t CacheWordOf(Cell* cell) { return reinterpret_cast<uint64_t>(cell); }

bool IsNamespace(const Dict* dict) { return (dict->flags & kDictNamespace) != 0; }

}  // namespace

Value LoadGlobal(Thread* t, const CodeBlock* block, Str* name, uint64_t* global_cache,
                 uint64_t* builtin_cache) {
  Dict* globals = block->globals;
  Dict* builtins = block->builtins;
  if (IsNamespace(globals) && IsNamespace(builtins)) {
    // An empty cell is made if need be: it says "still absent" from now on.
    Cell* cell = NamespaceCell(t, globals, name, true);
    if (cell == nullptr) return Value();
    if (!cell->value.is_null()) {
      *global_cache = CacheWordOf(cell);
      return cell->value;
    }
    Cell* builtin = FindCell(builtins, name);
    if (builtin != nullptr && !builtin->value.is_null()) {
      *global_cache = CacheWordOf(cell);
      *builtin_cache = CacheWordOf(builtin);
      return builtin->value;
    }
    return RaiseNameError(t, name);
  }
  Value value = LookupInNamespace(t, globals, name);
  if (value.is_null() && t->exception.is_null()) value = LookupBuiltin(t, block, name);
  if (value.is_null() && t->exception.is_null()) return RaiseNameError(t, name);
  return value;
}

bool StoreGlobal(Thread* t, Dict* globals, Str* name, Value value, uint64_t* cache) {
  if (!IsNamespace(globals)) return DictSet(t, globals, name, value);
  Cell* cell = NamespaceCell(t, globals, name, true);
  if (cell == nullptr) return false;
  // The first binding goes through the dict, which may count it.
  if (cell->value.is_null()) return NamespaceSet(t, globals, name, value);
  *cache = CacheWordOf(cell);
  return SetCellValue(t, cell, value);
}

bool DeleteGlobal(Thread* t, Dict* globals, Str* name) {
  int found = DictDelete(t, globals, name);
  if (found == 0) RaiseNameError(t, name);
  return found > 0;
}

Value LookupInNamespace(Thread* t, Value names, Str* name) {
  if (IsKind(names, Kind::kDict) &&
      names.object()->shape() == t->isolate->shape_of(Kind::kDict)) {
    bool error = false;
    return DictGet(t, names.as<Dict>(), name, &error);
  }
  Value value = GetItem(t, names, name);
  if (value.is_null() && PendingIs(t, Exc::kKeyError)) TakeException(t);
  return value;
}

Value LookupBuiltin(Thread* t, const CodeBlock* block, Str* name) {
  return LookupInNamespace(t, IsNamespace(block->builtins)
                                  ? Value(block->builtins)
                                  : BuiltinsOfCode(t, *block),
                           name);
}

Value LoadName(Thread* t, Frame* frame, Str* name) {
  if (!frame->extra.is_null()) {
    Value value = LookupInNamespace(t, frame->extra, name);
    if (!value.is_null() || !t->exception.is_null()) return value;
  }
  bool error = false;
  Value value = DictGet(t, GlobalsOf(frame), name, &error);
  if (value.is_null() && !error) {
    value = LookupBuiltin(t, frame->code->block, name);
  }
  if (value.is_null() && t->exception.is_null()) return RaiseNameError(t, name);
  return value;
}

bool StoreInNamespace(Thread* t, Value names, Str* name, Value value) {
  if (IsKind(names, Kind::kDict) &&
      names.object()->shape() == t->isolate->shape_of(Kind::kDict)) {
    return DictSet(t, names.as<Dict>(), name, value);
  }
  return SetItem(t, names, name, value);
}

bool DeleteFromNamespace(Thread* t, Value names, Str* name) {
  if (IsKind(names, Kind::kDict) &&
      names.object()->shape() == t->isolate->shape_of(Kind::kDict)) {
    int found = DictDelete(t, names.as<Dict>(), name);
    if (found == 0) RaiseNameError(t, name);
    return found > 0;
  }
  if (DelItem(t, names, name)) return true;
  if (PendingIs(t, Exc::kKeyError)) {
    TakeException(t);
    RaiseNameError(t, name);
  }
  return false;
}

}  // namespace pyjit
