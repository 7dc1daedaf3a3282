// Functions, classes and what interactive code prints.
#include "interp/functions.h"
#include "interp/names.h"
#include "interp/ops.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"

namespace pyjit {

PYJIT_OP_BODY(MAKE_FUNCTION) {
  SET_A_OR_RAISE(
      MakeFunction(t, FRAME, BLOCK->constants[BOf(w)].as<Code>(), XOf(w), &REG_C), 1);
}

PYJIT_OP_BODY(SETUP_ANNOTATIONS) {
  SAVE_PC();
  if (!SetUpAnnotations(t, FRAME)) RAISE();
  NEXT(1);
}

PYJIT_OP_BODY(LOAD_BUILD_CLASS) {
  SAVE_PC();
  Value build = LookupBuiltin(t, BLOCK, t->isolate->names.dunder_build_class);
  if (build.is_null()) {
    if (t->exception.is_null()) RaiseText(t, Exc::kNameError, "__build_class__ not found");
    RAISE();
  }
  regs[AOf(*pc)] = build;
  NEXT(1);
}

PYJIT_OP_BODY(PRINT_EXPR) {
  SAVE_PC();
  if (!DisplayResult(t, REG_A)) RAISE();
  NEXT(1);
}

}  // namespace pyjit
