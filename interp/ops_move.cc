// Moves and constants.
#include "interp/ops.h"
#include "runtime/exceptions.h"

namespace pyjit {

PYJIT_OP_BODY(NOP) { NEXT(1); }

PYJIT_OP_BODY(MOVE) {
  REG_A = REG_B;
  NEXT(1);
}

PYJIT_OP_BODY(LOAD_CONST) {
  REG_A = BLOCK->constants.data()[BOf(w)];
  NEXT(1);
}

PYJIT_OP_BODY(LOAD_INT) {
  REG_A = Value::SmallInt(SignedBOf(w));
  NEXT(1);
}

PYJIT_OP_BODY(LOAD_NULL) {
  REG_A = Value();
  NEXT(1);
}

PYJIT_SLOW(Unbound) {
  SAVE_PC();
  RaiseUnboundLocal(t, BLOCK->names[BOf(w)]);
  RAISE();
}

PYJIT_OP_BODY(CHECK_BOUND) {
  if (REG_A.is_null()) [[unlikely]] TAIL(Unbound);
  NEXT(1);
}

}  // namespace pyjit
