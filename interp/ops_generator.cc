// Generators and what awaits: frames that are suspended and resumed. See
// interp/generators.h.
#include "interp/calls.h"
#include "interp/generators.h"
#include "interp/ops.h"
#include "interp/tracing.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/types/generator.h"

namespace pyjit {

#define GENERATOR (FRAME->extra.as<Generator>())

// The prologue has bound the arguments: from here on they belong to the generator.
PYJIT_SLOW(MakeGeneratorSlow) {
  SAVE_PC();
  Frame* frame = FRAME;
  Generator* g = NewGenerator(t, frame->callee.as<Function>(), frame->code, regs, COf(w), BOf(w));
  if (g == nullptr) RAISE();
  w = *pc;
  REG_A = g;
  TAIL(Op_RETURN);
}
PYJIT_OP_BODY(MAKE_GENERATOR) { TAIL(MakeGeneratorSlow); }

// --- Suspending ---

// Goes on in the instruction that resumed the frame just popped: `value` was yielded.
#define YIELD_TO(caller, value)                                              \
  do {                                                                       \
    Value yielded_ = (value);                                                \
    Frame* caller_ = (caller);                                               \
    regs = caller_->regs();                                                  \
    pc = caller_->pc;                                                        \
    w = *pc;                                                                 \
    regs[AOf(w)] = yielded_;                                                 \
    if (OpOf(w) == Op::kFOR_ITER) [[likely]] {                               \
      DISPATCH(pc + static_cast<int32_t>(pc[1]));                            \
    }                                                                        \
    if (OpOf(w) == Op::kYIELD_FROM) TAIL(Suspend);                           \
    NEXT(1); /* CALL, CALL_METHOD */                                         \
  } while (0)

// At a YIELD, or a YIELD_FROM whose r[A] is what it yields.
PYJIT_SLOW(Suspend) {
  SAVE_PC();
  Frame* frame = FRAME;
  Generator* g = GENERATOR;
  Value value = OpOf(w) == Op::kYIELD ? REG_B : REG_A;
  if (OpOf(w) == Op::kYIELD_FROM && IsTracing(t) && !TraceYield(t, frame, value)) RAISE();
  w = *pc;
  uint8_t bits = XOf(w);
  ValueArray* registers = RegistersOf(g);
  CopyRegisters(registers->items, regs, COf(w));
  WriteBarrier(t, registers);
  g->pc = pc - BLOCK->instructions.data();
  g->frame = nullptr;
  if (bits & kYieldHandling) {
    g->exc_state = t->handled;
    WriteBarrier(t, g);
  }
  t->handled = g->resumer_handled;
  g->resumer_handled = Value();
  if (bits & kYieldItem) g->flags |= kGeneratorYieldedItem;
  if ((bits & kYieldFinalizes) && !(g->flags & kGeneratorFinalizes)) {
    g->flags |= kGeneratorFinalizes;
    t->heap->RegisterFinalizer(g);
  }
  if (frame->flags & kFrameHasObject) SleepFrame(t, frame, g);
  Frame* caller = PopFrame(t, frame);
  if (frame->flags & kFrameEntry) LEAVE(value);
  YIELD_TO(caller, value);
}

PYJIT_OP_BODY(YIELD) {
  Frame* frame = FRAME;
  Generator* g = GENERATOR;
  ValueArray* registers = RegistersOf(g);
  if (XOf(w) != 0 || (frame->flags & ~uint64_t{kFrameEntry}) != kFrameGenerator ||
      registers->gc == kGcOld || !g->resumer_handled.is_null()) [[unlikely]] {
    TAIL(Suspend);
  }
  CopyRegisters(registers->items, regs, COf(w));
  g->pc = pc - frame->code->block->instructions.data();
  Value value = REG_B;
  if (frame->flags & kFrameEntry) {
    PopFrame(t, frame);
    LEAVE(value);
  }
  YIELD_TO(PopFrame(t, frame), value);
}

// --- Resuming ---

// Pushes the frame of the sleeping generator `g`, not to be called with another
// exception to handle than the resumer's, and goes on there.
#define WAKE(g, sent)                                                                 \
  do {                                                                                \
    Value* sleeper_regs_ = regs + BLOCK->register_count + kFrameHeaderWords;          \
    SAVE_PC();                                                                        \
    pc = WakeFrame(t, (g), sleeper_regs_, FRAME, (sent), kFrameGenerator);            \
    regs = sleeper_regs_;                                                             \
    if (OpOf(*pc) == Op::kYIELD_FROM) DISPATCH(pc);                                   \
    NEXT(1);                                                                          \
  } while (0)

// What is to be traced from here on takes up the tracing table in an activation.
#define TAKES_UP_TRACING() (IsTracing(t) && table != kTracingTable)

#define MAY_WAKE(g)                                                                   \
  ((g)->pc >= 0 && !TAKES_UP_TRACING() &&                                             \
   RoomForGenerator(t, regs + BLOCK->register_count + kFrameHeaderWords, (g)->code->block))

// Keeps what the resumer handles, and takes up what the generator was handling.
#define SWITCH_HANDLED(g)                                \
  do {                                                   \
    Generator* g_ = (g);                                 \
    g_->resumer_handled = t->handled;                    \
    if (!g_->exc_state.is_null()) t->handled = g_->exc_state; \
    g_->exc_state = Value();                             \
    WriteBarrier(t, g_);                                 \
  } while (0)

PYJIT_SLOW(ForIterGeneratorHandling) {
  auto* g = REG_B.as<Generator>();
  SWITCH_HANDLED(g);
  WAKE(g, t->none);
}

PYJIT_OP_FUNCTION(ForIterGenerator) {
  auto* g = REG_B.as<Generator>();
  if (!MAY_WAKE(g)) [[unlikely]] TAIL(ForIterSlow);
  if (!g->exc_state.is_null() || !t->handled.is_null()) [[unlikely]] {
    TAIL(ForIterGeneratorHandling);
  }
  WAKE(g, t->none);
}

// A call of next(g), g.__next__() or g.send(v); args[0] is at r[B + 6] or r[B + 7].
PYJIT_OP_FUNCTION(ResumeByCall) {
  Value* base = regs + BOf(w);
  auto* native = base->as<NativeFunction>();
  Value* args = base + kFrameHeaderWords;
  size_t nargs = COf(w);
  if (OpOf(w) == Op::kCALL_METHOD) {
    if (args->is_null()) {
      ++args;
    } else {
      ++nargs;
    }
  }
  auto* g = args[0].as<Generator>();
  bool sends = native->info->fn == GeneratorSendMethod;
  // Methods are for their own class, the function next() is for generators only.
  bool unbound = native->self.is_null() || IsKind(native->self, Kind::kModule);
  bool fits = !unbound ? false
              : native->owner.is_null() ? IsPlainGenerator(t, g) && nargs <= 2
                                      : Value(ClassOf(t, g)) == native->owner &&
                                            nargs == (sends ? 2u : 1u);
  Value sent = sends && fits ? args[1] : t->none;
  if (!fits || !MAY_WAKE(g) || (g->pc == kGeneratorCreated && sent != t->none)) {
    TAIL(CallNativeSlow);
  }
  SWITCH_HANDLED(g);
  WAKE(g, sent);
}

// r[A] is what the iterator r[B] of a YIELD_FROM returned.
PYJIT_SLOW(TraceEndOfYieldFrom) {
  SAVE_PC();
  if (!TraceStop(t, FRAME, REG_B, REG_A)) RAISE();
  NEXT(1);
}

PYJIT_SLOW(YieldFromSlow) {
  SAVE_PC();
  Value result;
  switch (SendTo(t, REG_B, REG_A, &result)) {
    case SendResult::kError: RAISE();
    case SendResult::kReturn:
      w = *pc;
      REG_A = result;
      if (IsTracing(t)) TAIL(TraceEndOfYieldFrom);
      NEXT(1);
    case SendResult::kYield: break;
  }
  w = *pc;
  REG_A = result;
  TAIL(Suspend);
}

PYJIT_OP_BODY(YIELD_FROM) {
  Value v = REG_B;
  // Of this kind only generators and coroutines get here (GET_YIELD_ITER).
  if (v.is_object() && v.object()->kind() == Kind::kGenerator) {
    auto* g = v.as<Generator>();
    Value sent = REG_A;
    if (MAY_WAKE(g) && (g->pc != kGeneratorCreated || sent == t->none) &&
        g->exc_state.is_null() && t->handled.is_null()) {
      WAKE(g, sent);
    }
  }
  TAIL(YieldFromSlow);
}

// --- Returning ---

// RETURN and RETURN_CONST in a generator's frame.
PYJIT_OP_FUNCTION(ReturnFromGenerator) {
  Frame* frame = FRAME;
  Value value = OpOf(w) == Op::kRETURN_CONST ? BLOCK->constants[BOf(w)] : REG_A;
  Generator* g = GENERATOR;
  t->handled = g->resumer_handled;
  BeforePop(t, frame);
  GeneratorReturned(t, g);
  Frame* caller = PopFrame(t, frame);
  if (frame->flags & kFrameEntry) LEAVE(value);
  regs = caller->regs();
  pc = caller->pc;
  w = *pc;
  switch (OpOf(w)) {
    case Op::kFOR_ITER:
      if (IsTracing(t) && !TraceStop(t, FRAME, REG_B, value)) RAISE();
      NEXT(2);
    case Op::kYIELD_FROM:
      REG_A = value;
      if (IsTracing(t)) [[unlikely]] TAIL(TraceEndOfYieldFrom);
      NEXT(1);
    default: break;
  }
  // A call: what next(g, default) gives at the end; others raise.
  Value* base = regs + BOf(w);
  Value* args = base + kFrameHeaderWords;
  size_t nargs = COf(w);
  if (OpOf(w) == Op::kCALL_METHOD) {
    if (args->is_null()) {
      ++args;
    } else {
      ++nargs;
    }
  }
  if (base->as<NativeFunction>()->owner.is_null() && nargs == 2) {
    REG_A = args[1];
    NEXT(1);
  }
  RaiseStopIterationOf(t, value);
  RAISE();
}

// --- What is iterated over and awaited ---

PYJIT_SLOW(GetYieldIterSlow) { SET_A_OR_RAISE(GetYieldFromIter(t, BLOCK, REG_B), 1); }
PYJIT_OP_BODY(GET_YIELD_ITER) {
  if (IsExact(t, REG_B, Kind::kGenerator)) {
    REG_A = REG_B;
    NEXT(1);
  }
  TAIL(GetYieldIterSlow);
}
PYJIT_OP_BODY(GET_AWAITABLE) { SET_A_OR_RAISE(GetAwaitable(t, REG_B, XOf(w)), 1); }
PYJIT_OP_BODY(GET_AITER) { SET_A_OR_RAISE(GetAsyncIter(t, REG_B), 1); }
PYJIT_OP_BODY(GET_ANEXT) { SET_A_OR_RAISE(GetAsyncNext(t, REG_B), 1); }

PYJIT_OP_BODY(END_ASYNC_FOR) {
  SAVE_PC();
  Value exception = REG_A;
  if (ExceptionMatches(t, exception, ExceptionClass(t, Exc::kStopAsyncIteration))) NEXT(1);
  t->exception = exception;
  TAIL(UnwindReraised);
}

}  // namespace pyjit
