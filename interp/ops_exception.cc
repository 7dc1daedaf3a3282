// Raising and handling. Handlers keep Thread::handled balanced by themselves
// (docs/bytecode.md), so unwinding needs only the exception table.
#include "interp/fast_values.h"
#include "interp/ops.h"
#include "interp/unwind.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"

namespace pyjit {

PYJIT_OP_BODY(RAISE) {
  SAVE_PC();
  if (AOf(w) == kNoRegister) {
    Value handled = t->handled;
    if (handled.is_null()) {
      RaiseText(t, Exc::kRuntimeError, "No active exception to reraise");
      RAISE();
    }
    t->exception = handled;
    TAIL(UnwindReraised);
  }
  RaiseValue(t, REG_A, BOf(w) == kNoRegister ? Value() : REG_B);
  RAISE();
}

PYJIT_OP_BODY(RERAISE) {
  SAVE_PC();
  t->exception = REG_A;
  TAIL(UnwindReraised);
}

PYJIT_OP_BODY(PUSH_HANDLED) {
  Value old = XOf(w) != 0 ? Value() : t->handled;
  t->handled = REG_B;
  REG_A = old;
  NEXT(1);
}

PYJIT_OP_BODY(POP_HANDLED) {
  // What was handled when a generator's handler began may be handled no more.
  t->handled = XOf(w) != 0 ? FRAME->extra.as<Generator>()->resumer_handled : REG_A;
  NEXT(1);
}

namespace {

bool IsExceptionClass(Value v) {
  return IsKind(v, Kind::kClass) && (v.as<Class>()->flags & kClassIsException) != 0;
}

}  // namespace

bool CheckCatchable(Thread* t, Value what) {
  bool ok = true;
  if (IsKind(what, Kind::kTuple)) {
    auto* tuple = what.as<Tuple>();
    for (int64_t i = 0; i < tuple->length && ok; ++i) ok = IsExceptionClass(tuple->items[i]);
  } else {
    ok = IsExceptionClass(what);
  }
  if (!ok) {
    RaiseText(t, Exc::kTypeError,
              "catching classes that do not inherit from BaseException is not allowed");
  }
  return ok;
}

PYJIT_OP_BODY(MATCH_EXCEPTION) {
  SAVE_PC();
  if (!CheckCatchable(t, REG_C)) RAISE();
  w = *pc;
  bool matches = ExceptionMatches(t, REG_B, REG_C);
  if (!t->exception.is_null()) [[unlikely]] RAISE();
  regs[AOf(*pc)] = BoolValue(t, matches);
  NEXT(1);
}

PYJIT_OP_BODY(EXC_INFO) {
  Value exception = REG_B;
  Value traceback = exception.as<Exception>()->traceback;
  Value* out = &REG_A;
  out[0] = ClassOf(t, exception);
  out[1] = exception;
  out[2] = traceback.is_null() ? t->none : traceback;
  NEXT(1);
}

}  // namespace pyjit
