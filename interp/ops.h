#ifndef INTERP_OPS_H_
#define INTERP_OPS_H_

#include <cstdint>

#include "bytecode/instruction.h"
#include "runtime/code.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// How opcode bodies are written, so that one source serves both dispatchers.
//
// Tail-call build (clang): each opcode is a function with five arguments in
// registers; it ends by jumping to the next one. preserve_none makes every
// register the callee's, so a body that calls nothing has no prologue, and the
// four words of state stay in place across calls of C++ helpers. What may call is
// a function of its own, PYJIT_SLOW, reached by a tail call.
//
// Switch build (PYJIT_SWITCH_DISPATCH; gcc and sanitizers): the same bodies are
// ordinary functions that return the next state to a switch in a loop.
//
//   PYJIT_OP_BODY(ADD) { ...; NEXT(1); }         the opcode
//   PYJIT_SLOW(AddSlow) { ...; }                 part of it, out of line
//   NEXT(n)           goes on n words further
//   DISPATCH(pc)      goes on at pc, with the present `regs` and `table`
//   TAIL(F)           goes on in the body F with the present state
//   LEAVE(value)      leaves the C++ activation with a result (null: exception)
// In a body: pc, regs (registers of the running frame), t, table, w (= *pc).
// None of them may be changed but through these; slow paths may set `regs`.

#if !defined(__clang__) || !defined(__x86_64__)
#ifndef PYJIT_SWITCH_DISPATCH
#define PYJIT_SWITCH_DISPATCH 1
#endif
#endif

#if PYJIT_SWITCH_DISPATCH + 0 == 0
#undef PYJIT_SWITCH_DISPATCH
#endif

namespace pyjit {

#ifdef PYJIT_SWITCH_DISPATCH

// Which of the tables below is meant.
enum class OpTable : uint8_t { kPlain, kCounting, kRecording, kTracing };
inline constexpr OpTable kPlainTable = OpTable::kPlain;
inline constexpr OpTable kCountingTable = OpTable::kCounting;
inline constexpr OpTable kRecordingTable = OpTable::kRecording;
inline constexpr OpTable kTracingTable = OpTable::kTracing;

struct OpState {
  const Word* pc;  // null: the activation is left, and `regs` holds the result's bits
  Value* regs;
  OpTable table;
};

#define PYJIT_OP_FUNCTION(name) \
  OpState name(const Word* pc, Value* regs, Thread* t, OpTable table, Word w)
#define PYJIT_SLOW(name) static PYJIT_OP_FUNCTION(name)
#define DISPATCH(next) return OpState{(next), regs, table}
#define TAIL(function) return function(pc, regs, t, table, w)
#define LEAVE(value) \
  return OpState { nullptr, reinterpret_cast<Value*>((value).bits()), table }

#else

using OpResult = uint64_t;
#define PYJIT_OP_PARAMETERS \
  const ::pyjit::Word *pc, ::pyjit::Value *regs, ::pyjit::Thread *t, \
      const void *table, ::pyjit::Word w
// All bodies lie in one section: the profiler can tell that a native address is
// inside the interpreter (IsInterpreterAddress), where pc is in r12.
#define PYJIT_OP_FUNCTION(name)                                   \
  __attribute__((preserve_none, noinline, section("pyjit_ops")))  \
  ::pyjit::OpResult name(PYJIT_OP_PARAMETERS)
using OpFn = __attribute__((preserve_none)) OpResult (*)(PYJIT_OP_PARAMETERS);
using OpTable = const OpFn*;

// Entries by opcode. Plain: no JIT. Counting: LOOP and ENTER count and enter
// traces. Recording: each entry calls hooks->Record, then runs the plain op. Tracing:
// each entry calls TraceInstruction (interp/tracing.h), then runs the plain op.
extern const OpFn kPlainTable[256] __attribute__((visibility("hidden")));
extern const OpFn kCountingTable[256] __attribute__((visibility("hidden")));
extern const OpFn kRecordingTable[256] __attribute__((visibility("hidden")));
extern const OpFn kTracingTable[256] __attribute__((visibility("hidden")));

#define PYJIT_SLOW(name) static PYJIT_OP_FUNCTION(name)
#define PYJIT_MUSTTAIL [[clang::musttail]]
#define DISPATCH(next)                                                \
  do {                                                                \
    const ::pyjit::Word* next_pc_ = (next);                           \
    ::pyjit::Word next_w_ = *next_pc_;                                \
    PYJIT_MUSTTAIL return static_cast<const ::pyjit::OpFn*>(          \
        table)[next_w_ & 0xFF](next_pc_, regs, t, table, next_w_);    \
  } while (0)
#define TAIL(function) PYJIT_MUSTTAIL return function(pc, regs, t, table, w)
#define LEAVE(value) return (value).bits()

#endif  // PYJIT_SWITCH_DISPATCH

#define PYJIT_OP_BODY(name) PYJIT_OP_FUNCTION(Op_##name)
#define NEXT(words) DISPATCH(pc + (words))

// Operands.
#define REG_A regs[AOf(w)]
#define REG_B regs[BOf(w)]
#define REG_C regs[COf(w)]
#define FRAME ::pyjit::Frame::FromRegs(regs)
// Before anything that may raise, collect, call or run Python.
#define SAVE_PC() (FRAME->pc = pc)
#define BLOCK (FRAME->code->block)
// An error is pending and FRAME->pc is saved.
#define RAISE() TAIL(::pyjit::Unwind)
// r[A] = expression, which may raise (null), then on by n words. Slow paths only.
#define SET_A_OR_RAISE(expression, words)     \
  do {                                        \
    SAVE_PC();                                \
    ::pyjit::Value result_ = (expression);    \
    if (result_.is_null()) [[unlikely]] RAISE(); \
    regs[AOf(*pc)] = result_;                 \
    NEXT(words);                              \
  } while (0)

// Keeps the compiler from merging two ways out into one dispatch, which would
// cost the branch predictor its context.
#define KEEP_APART() __asm__ volatile("")
#define PYJIT_INLINE inline __attribute__((always_inline))
#define PYJIT_NOINLINE __attribute__((noinline))

// The table of an activation that is not traced.
OpTable UntracedTable(Thread* t);

// Every opcode's body.
#define PYJIT_OP(name, words, a, b, c, flags, doc) PYJIT_OP_FUNCTION(Op_##name);
#include "bytecode/opcodes.def"
#undef PYJIT_OP
// LOOP and ENTER when there is a JIT.
PYJIT_OP_FUNCTION(Op_COUNTING_LOOP);
PYJIT_OP_FUNCTION(Op_COUNTING_ENTER);

// Goes on at the handler of the pending exception, raised at t->frame's pc, or
// leaves the activation. Adds traceback entries.
PYJIT_OP_FUNCTION(Unwind);
// The same, but the innermost frame's entry is there already.
PYJIT_OP_FUNCTION(UnwindReraised);
// Goes on at t->frame and its pc (frames were pushed).
PYJIT_OP_FUNCTION(ResumeAtFrame);
// Any FOR_ITER; one whose iterator is a generator.
PYJIT_OP_FUNCTION(ForIterSlow);
PYJIT_OP_FUNCTION(ForIterGenerator);
// CALL or CALL_METHOD of a builtin; of one that resumes its first argument, a generator.
PYJIT_OP_FUNCTION(CallNativeSlow);
PYJIT_OP_FUNCTION(ResumeByCall);
// RETURN and RETURN_CONST of a generator's frame.
PYJIT_OP_FUNCTION(ReturnFromGenerator);
// The running frame, which has kFrameOperator or kFrameNext, returned what is in its r[0].
PYJIT_OP_FUNCTION(ReturnSpecial);

// Pushes the frame of a Python special method for an instruction that has no call base
// and goes on there; does nothing if it needs more than two arguments copied, or if there
// is no room. `flags`: what RETURN has to do.
#define PUSH_SPECIAL(function_, x_, y_, count_, flags_)                                       \
  do {                                                                                        \
    ::pyjit::Function* special_ = (function_);                                                \
    ::pyjit::Code* special_code_ = special_->code;                                            \
    ::pyjit::Frame* special_frame_ =                                                          \
        FrameAbove(t, regs, BLOCK, special_code_->block, (count_));                           \
    if (special_frame_ != nullptr) [[likely]] {                                               \
      SAVE_PC();                                                                              \
      special_frame_->callee = special_;                                                      \
      special_frame_->regs()[0] = (x_);                                                       \
      if ((count_) > 1) special_frame_->regs()[1] = (y_);                                     \
      PushFrame(t, special_frame_, FRAME, special_code_, special_code_->block, (count_),      \
                ::pyjit::Value(), (flags_));                                                  \
      regs = special_frame_->regs();                                                          \
      DISPATCH(special_frame_->pc);                                                           \
    }                                                                                         \
  } while (0)

}  // namespace pyjit

#endif  // INTERP_OPS_H_
