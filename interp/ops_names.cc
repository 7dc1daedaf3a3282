// Globals, builtins, class-body names and closure cells.
#include "interp/fast_values.h"
#include "interp/frames.h"
#include "interp/inline_cache.h"
#include "interp/names.h"
#include "interp/ops.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"

namespace pyjit {

#define NAME_B BLOCK->names[BOf(w)]

PYJIT_SLOW(LoadGlobalSlow) {
  SAVE_PC();
  uint64_t* cache = CacheWords(pc);
  Value value = LoadGlobal(t, BLOCK, NAME_B, cache, cache + 1);
  if (value.is_null()) RAISE();
  regs[AOf(*pc)] = value;
  NEXT(3);
}

PYJIT_SLOW(LoadBuiltin) {
  // The module has no such name now (its cell is there and empty).
  auto* cell = reinterpret_cast<Cell*>(pc[2]);
  if (pc[1] != 0 && cell != nullptr && !cell->value.is_null()) [[likely]] {
    REG_A = cell->value;
    NEXT(3);
  }
  TAIL(LoadGlobalSlow);
}

PYJIT_OP_BODY(LOAD_GLOBAL) {
  auto* cell = reinterpret_cast<Cell*>(pc[1]);
  if (cell != nullptr) [[likely]] {
    Value value = cell->value;
    if (!value.is_null()) [[likely]] {
      REG_A = value;
      NEXT(3);
    }
  }
  TAIL(LoadBuiltin);
}

PYJIT_OP_BODY(STORE_GLOBAL) {
  SAVE_PC();
  auto* cell = reinterpret_cast<Cell*>(pc[1]);
  if (cell != nullptr) [[likely]] {
    SetCellValue(t, cell, REG_A);
    NEXT(2);
  }
  if (!StoreGlobal(t, GlobalsOf(FRAME), NAME_B, REG_A, CacheWords(pc))) RAISE();
  NEXT(2);
}

PYJIT_OP_BODY(DELETE_GLOBAL) {
  SAVE_PC();
  if (!DeleteGlobal(t, GlobalsOf(FRAME), NAME_B)) RAISE();
  NEXT(1);
}

PYJIT_OP_BODY(LOAD_NAME) {
  SET_A_OR_RAISE(LoadName(t, FRAME, NAME_B), 1);
}

PYJIT_OP_BODY(LOAD_NAME_OR_CELL) {
  SAVE_PC();
  Str* name = NAME_B;
  Value value = LookupInNamespace(t, FRAME->extra, name);
  if (value.is_null()) {
    if (!t->exception.is_null()) RAISE();
    value = regs[COf(*pc)].as<Cell>()->value;
    if (value.is_null()) {
      RaiseUnboundFree(t, name);
      RAISE();
    }
  }
  regs[AOf(*pc)] = value;
  NEXT(1);
}

PYJIT_OP_BODY(STORE_NAME) {
  SAVE_PC();
  if (!StoreInNamespace(t, FRAME->extra, NAME_B, REG_A)) RAISE();
  NEXT(1);
}

PYJIT_OP_BODY(DELETE_NAME) {
  SAVE_PC();
  if (!DeleteFromNamespace(t, FRAME->extra, NAME_B)) RAISE();
  NEXT(1);
}

// --- Cells ---

PYJIT_OP_BODY(MAKE_CELL) { SET_A_OR_RAISE(Value(NewCell(t, REG_A)), 1); }

PYJIT_OP_BODY(COPY_CLOSURE) {
  CodeBlock* block = BLOCK;
  auto* closure = FRAME->callee.as<Function>()->closure.as<Tuple>();
  Value* out = regs + block->first_cell + block->cell_names.size();
  size_t n = block->free_names.size();
  for (size_t i = 0; i < n; ++i) {
    out[i] = closure->items[i];
    __asm__ volatile("");  // a few words: no call of memcpy
  }
  NEXT(1);
}

PYJIT_SLOW(UnboundCell) {
  SAVE_PC();
  CodeBlock* block = BLOCK;
  Str* name = block->names[COf(w)];
  if (BOf(w) >= block->first_cell + block->cell_names.size()) {
    RaiseUnboundFree(t, name);
  } else {
    RaiseUnboundLocal(t, name);
  }
  RAISE();
}

PYJIT_OP_BODY(LOAD_CELL) {
  Value value = REG_B.as<Cell>()->value;
  if (value.is_null()) [[unlikely]] TAIL(UnboundCell);
  REG_A = value;
  NEXT(1);
}

PYJIT_SLOW(StoreCellSlow) {
  SetCellValue(t, REG_A.as<Cell>(), REG_B);
  NEXT(1);
}

// What SetCellValue does, while nobody depends on the cell.
PYJIT_OP_BODY(STORE_CELL) {
  auto* cell = REG_A.as<Cell>();
  if (cell->gc == kGcOld || (cell->flags & kCellWatched)) [[unlikely]] TAIL(StoreCellSlow);
  Value value = REG_B;
  if (!cell->value.is_null() && cell->value != value && cell->aux != 0xFFFF) ++cell->aux;
  cell->value = value;
  NEXT(1);
}

PYJIT_OP_BODY(DELETE_CELL) {
  SAVE_PC();
  auto* cell = REG_A.as<Cell>();
  if (cell->value.is_null()) {
    CodeBlock* block = BLOCK;
    Str* name = block->names[BOf(w)];
    if (AOf(w) >= block->first_cell + block->cell_names.size()) {
      RaiseUnboundFree(t, name);
    } else {
      RaiseUnboundLocal(t, name);
    }
    RAISE();
  }
  SetCellValue(t, cell, Value());
  NEXT(1);
}

}  // namespace pyjit
