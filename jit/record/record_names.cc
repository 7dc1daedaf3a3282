#include "jit/record/recorder.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/layout.h"
#include "runtime/namespace.h"

// Globals and builtins: constants under watchpoints, or reads of their cells.

namespace pyjit::jit {

bool Recorder::RecordName(Op op) {
  const CodeBlock& block = *top().block;
  Str* name = block.names[B()];
  Cell* cell = NamespaceCell(t_, block.globals, name, /*create=*/true);
  if (cell == nullptr) {
    TakeException(t_);
    return Fail(Abort::k_out_of_memory);
  }
  if (op == Op::kLOAD_GLOBAL) {
    if (!cell->value.is_null()) {
      Set(A(), CellValue(cell));
      return true;
    }
    // The module has no such name as long as its cell stays empty.
    Cell* builtin = FindCell(block.builtins, name);
    if (builtin == nullptr || builtin->value.is_null()) {
      return Fail(Abort::k_exception_raised, "NameError");
    }
    Assume(CellWatchpoint(t_, cell));
    Set(A(), CellValue(builtin));
    return true;
  }
  // STORE_GLOBAL. What code assumes of the cell is retired by the first writes;
  // afterwards it is a variable that nobody watches.
  const Ref value = R(A());
  b_.Call(ir::HelperId::k_set_cell, {Const(Value(cell)), value});
  may_be_retired_ = true;
  return state_ == State::kRecording;
}

}  // namespace pyjit::jit
