#ifndef RUNTIME_NAMESPACE_H_
#define RUNTIME_NAMESPACE_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"
#include "runtime/watchpoint.h"

// Namespace dicts: the dicts of modules and classes, and the builtins. Each
// value is a Cell that lives as long as the dict, so inline caches and machine
// code may hold the cell's address; a deleted or not yet bound name has a cell
// with a null value. Names are interned strings. Python code sees the cells'
// values (runtime/types/dict.h hides the cells and skips empty ones).
//
// Nothing here runs Python. Functions that take a Thread may collect.

namespace pyjit {

// An empty namespace. owner: the Class or Module it belongs to, or null.
// Null with MemoryError pending.
Dict* NewNamespace(Thread* t, Value owner);

// The cell of `name`. Absent: null, or with `create` a new cell without a
// value, which lets a cache depend on "still absent"; then null means
// MemoryError. Dicts without kDictNamespace have no cells: null.
Cell* NamespaceCell(Thread* t, Dict* dict, Str* name, bool create);
Cell* FindCell(Dict* dict, Str* name);  // never collects; null if absent

// The value bound to `name`, or null. Never collects.
Value NamespaceGet(Dict* dict, Str* name);
// Binds `name`. Not for class dictionaries: SetClassAttribute in class.h
// keeps versions and special-method slots right.
bool NamespaceSet(Thread* t, Dict* dict, Str* name, Value value);
// Calls visit(name, cell) for each cell with a value, in insertion order.
template <typename Visit>
void ForEachCell(Dict* dict, Visit visit) {
  auto* entries = static_cast<ValueArray*>(dict->entries);
  for (int64_t i = 0; i < dict->used; ++i) {
    Value key = entries->items[kDictEntryWords * i + 1];
    if (key.is_null()) continue;
    Cell* cell = entries->items[kDictEntryWords * i + 2].as<Cell>();
    if (!cell->value.is_null()) visit(key.as<Str>(), cell);
  }
}

Cell* NewCell(Thread* t, Value value);  // null with MemoryError pending

// Every write to a cell of a namespace, or to a closure cell, goes through
// here: stores, counts the write in aux (when the cell had a value already) and
// fires the cell's watchpoint if it is watched. value null: unbind.
// Always true; bool so that callers may treat it like other setters.
bool SetCellValue(Thread* t, Cell* cell, Value value);
// What machine code that folded the cell's value depends on. Made on demand.
Watchpoint* CellWatchpoint(Thread* t, Cell* cell);

}  // namespace pyjit

#endif  // RUNTIME_NAMESPACE_H_
