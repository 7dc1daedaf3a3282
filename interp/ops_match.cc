// match statements and except*. The work is done by runtime/patterns.h and
// runtime/types/exception_group.h.
#include "interp/fast_values.h"
#include "interp/ops.h"
#include "interp/unwind.h"
#include "runtime/class.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/patterns.h"
#include "runtime/types/exception_group.h"

namespace pyjit {

#define MATCHES(trait)                                             \
  do {                                                             \
    Value v = REG_B;                                               \
    bool matches = !v.is_small_int() &&                            \
                   (v.object()->shape()->cls->traits & (trait)) != 0; \
    REG_A = BoolValue(t, matches);                                 \
    NEXT(1);                                                       \
  } while (0)

PYJIT_OP_BODY(MATCH_SEQUENCE) { MATCHES(kTraitSequence); }
PYJIT_OP_BODY(MATCH_MAPPING) { MATCHES(kTraitMapping); }

PYJIT_OP_BODY(MATCH_LENGTH) {
  SAVE_PC();
  int64_t n = Length(t, REG_B);
  if (n < 0) RAISE();
  regs[AOf(*pc)] = Value::SmallInt(n);
  NEXT(1);
}

PYJIT_OP_BODY(MATCH_KEYS) { SET_A_OR_RAISE(MatchKeys(t, REG_B, REG_C.as<Tuple>()), 1); }
PYJIT_OP_BODY(MATCH_REST) { SET_A_OR_RAISE(MatchRest(t, REG_B, REG_C.as<Tuple>()), 1); }
PYJIT_OP_BODY(MATCH_CLASS) {
  Value* run = &REG_B;
  SET_A_OR_RAISE(MatchClass(t, run[0], run[1], COf(w), run[2].as<Tuple>()), 1);
}

PYJIT_OP_BODY(MATCH_GROUP) {
  SAVE_PC();
  if (!CheckCatchable(t, REG_C)) RAISE();
  w = *pc;
  Value match, rest;
  if (!MatchGroup(t, REG_B, REG_C, &match, &rest)) RAISE();
  Value* out = &regs[AOf(*pc)];
  out[0] = match;
  out[1] = rest;
  NEXT(1);
}

PYJIT_OP_BODY(REGROUP) { SET_A_OR_RAISE(Regroup(t, REG_B, REG_C.as<List>()), 1); }

}  // namespace pyjit
