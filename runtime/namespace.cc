#include "runtime/namespace.h"

#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/shape.h"
#include "runtime/types/dict.h"

namespace pyjit {

Dict* NewNamespace(Thread* t, Value owner) {
  Dict* dict = NewDict(t);
  if (dict == nullptr) return nullptr;
  dict->flags |= kDictNamespace | kDictStrKeys;
  dict->owner = owner;
  return dict;
}

Cell* NewCell(Thread* t, Value value) {
  auto* cell = static_cast<Cell*>(
      AllocateRaw(t, t->isolate->shape_of(Kind::kCell), sizeof(Cell)));
  if (cell == nullptr) return nullptr;
  cell->value = value;
  return cell;
}

Cell* FindCell(Dict* dict, Str* name) {
  if (!(dict->flags & kDictNamespace)) return nullptr;
  return DictGetStrRaw(dict, name).as<Cell>();
}

Cell* NamespaceCell(Thread* t, Dict* dict, Str* name, bool create) {
  if (!(dict->flags & kDictNamespace)) return nullptr;
  Cell* cell = DictGetStrRaw(dict, name).as<Cell>();
  if (cell != nullptr || !create) return cell;
  cell = NewCell(t, Value());
  if (cell == nullptr || !DictSetStrRaw(t, dict, name, cell)) return nullptr;
  return cell;
}

Value NamespaceGet(Dict* dict, Str* name) { return DictGetStr(dict, name); }

bool NamespaceSet(Thread* t, Dict* dict, Str* name, Value value) {
  Cell* cell = DictGetStrRaw(dict, name).as<Cell>();
  if (cell != nullptr) return SetCellValue(t, cell, value);
  cell = NewCell(t, value);
  return cell != nullptr && DictSetStrRaw(t, dict, name, cell);
}

bool SetCellValue(Thread* t, Cell* cell, Value value) {
  if (cell->value == value) return true;
  if (!cell->value.is_null() && cell->aux != 0xffff) ++cell->aux;
  cell->value = value;
  WriteBarrier(t, cell);
  if (cell->flags & kCellWatched) [[unlikely]] {
    cell->watchpoint->Fire("binding changed");
  }
  return true;
}

Watchpoint* CellWatchpoint(Thread* t, Cell* cell) {
  if (cell->watchpoint == nullptr) {
    cell->watchpoint = new Watchpoint();
    t->heap->RegisterNative(cell);
  }
  cell->flags |= kCellWatched;
  return cell->watchpoint;
}

}  // namespace pyjit
