// The dispatch tables (or the switch), recording, and activations.
#include <cstddef>
#include <utility>

#include "interp/frames.h"
#include "interp/interpreter.h"
#include "interp/ops.h"
#include "interp/state.h"
#include "interp/tracing.h"
#include "runtime/code.h"

namespace pyjit {

void StartRecording(Thread* t) {
  InterpState* state = InterpOf(t);
  if (state->recording) return;
  state->recording = true;
  state->start_recording = true;
}

void StopRecording(Thread* t) {
  InterpState* state = InterpOf(t);
  state->recording = false;
  state->start_recording = false;
}

bool IsRecording(const Thread* t) {
  return static_cast<const InterpState*>(t->isolate->interp)->recording;
}

namespace {

// Tells the recorder what is about to run. False: recording has ended.
bool RecordInstruction(Thread* t, Frame* frame) {
  InterpState* state = InterpOf(t);
  if (state->recording && state->hooks->Record(t, frame)) return true;
  StopRecording(t);
  return false;
}

}  // namespace

OpTable UntracedTable(Thread* t) {
  return InterpOf(t)->hooks == nullptr ? kPlainTable : kCountingTable;
}

#ifndef PYJIT_SWITCH_DISPATCH

namespace {

// Runs the instruction by its ordinary body, which goes on in `table`. When the
// recorder has had enough, LOOP may already enter machine code.
PYJIT_SLOW(RecordAndRun) {
  SAVE_PC();
  bool recording = RecordInstruction(t, FRAME);
  const OpFn* plain = kPlainTable;
  if (!recording) table = plain = kCountingTable;
  w = *pc;
  PYJIT_MUSTTAIL return plain[w & 0xFF](pc, regs, t, table, w);
}

}  // namespace

namespace {

// Runs the instruction by its ordinary body after the trace functions were told.
PYJIT_SLOW(TraceAndRun) {
  SAVE_PC();
  if (!TraceInstruction(t, FRAME)) RAISE();
  pc = FRAME->pc;
  const OpFn* plain = kPlainTable;
  if (!IsTracing(t)) table = plain = UntracedTable(t);
  w = *pc;
  PYJIT_MUSTTAIL return plain[w & 0xFF](pc, regs, t, table, w);
}

}  // namespace

#define PYJIT_OP(name, words, a, b, c, flags, doc) TraceAndRun,
const OpFn kTracingTable[256] = {
#include "bytecode/opcodes.def"
};
#undef PYJIT_OP

#define PYJIT_OP(name, words, a, b, c, flags, doc) Op_##name,
const OpFn kPlainTable[256] = {
#include "bytecode/opcodes.def"
};
#undef PYJIT_OP

#define PYJIT_OP(name, words, a, b, c, flags, doc) \
  Op::k##name == Op::kLOOP    ? Op_COUNTING_LOOP  \
  : Op::k##name == Op::kENTER ? Op_COUNTING_ENTER \
                              : Op_##name,
const OpFn kCountingTable[256] = {
#include "bytecode/opcodes.def"
};
#undef PYJIT_OP

#define PYJIT_OP(name, words, a, b, c, flags, doc) RecordAndRun,
const OpFn kRecordingTable[256] = {
#include "bytecode/opcodes.def"
};
#undef PYJIT_OP

extern "C" {
extern const char __start_pyjit_ops[] __attribute__((visibility("hidden")));
extern const char __stop_pyjit_ops[] __attribute__((visibility("hidden")));
}

bool IsInterpreterAddress(uintptr_t native_pc) {
  return native_pc >= reinterpret_cast<uintptr_t>(__start_pyjit_ops) &&
         native_pc < reinterpret_cast<uintptr_t>(__stop_pyjit_ops);
}

namespace {

// Runs from there until the entry frame below is left; `raise`: an exception is
// pending there.
Value Execute(Thread* t, const Word* pc, Value* regs, OpTable table, bool raise) {
  Word w = *pc;
  if (raise) return Value(Unwind(pc, regs, t, table, w));
  return Value(table[w & 0xFF](pc, regs, t, table, w));
}

}  // namespace

#else  // PYJIT_SWITCH_DISPATCH

bool IsInterpreterAddress(uintptr_t native_pc) { return false; }

namespace {

Value Execute(Thread* t, const Word* pc, Value* regs, OpTable table, bool raise) {
  OpState s{pc, regs, table};
  if (raise) s = Unwind(pc, regs, t, table, *pc);
  while (s.pc != nullptr) {
    Word w = *s.pc;
    if (s.table == kRecordingTable) {
      Frame* frame = Frame::FromRegs(s.regs);
      frame->pc = s.pc;
      if (!RecordInstruction(t, frame)) s.table = kCountingTable;
    }
    if (s.table == kTracingTable) {
      Frame* frame = Frame::FromRegs(s.regs);
      frame->pc = s.pc;
      if (!TraceInstruction(t, frame)) {
        s = Unwind(s.pc, s.regs, t, s.table, w);
        continue;
      }
      s.pc = frame->pc;
      w = *s.pc;
      if (!IsTracing(t)) s.table = UntracedTable(t);
    }
    Op op = OpOf(w);
    if (s.table == kCountingTable && (op == Op::kLOOP || op == Op::kENTER)) {
      s = op == Op::kLOOP ? Op_COUNTING_LOOP(s.pc, s.regs, t, s.table, w)
                          : Op_COUNTING_ENTER(s.pc, s.regs, t, s.table, w);
      continue;
    }
    switch (op) {
#define PYJIT_OP(name, words, a, b, c, flags, doc) \
  case Op::k##name:                                \
    s = Op_##name(s.pc, s.regs, t, s.table, w);    \
    break;
#include "bytecode/opcodes.def"
#undef PYJIT_OP
    }
  }
  return Value(reinterpret_cast<uint64_t>(s.regs));
}

}  // namespace

#endif  // PYJIT_SWITCH_DISPATCH

namespace {

enum class Start : uint8_t { kAtFrame, kPastEnter, kRaise, kDone };

// How the interpreter takes over from machine code that was entered at `frame`'s ENTER.
PYJIT_INLINE Start AfterEnter(Thread* t, InterpState* state, Frame* frame,
                              const ResumePoint& resume, Value* result) {
  switch (resume.kind) {
    case Resume::kReturn:
      *result = resume.value;
      BeforePop(t, frame);
      PopFrame(t, frame);
      return Start::kDone;
    case Resume::kException: return Start::kRaise;
    case Resume::kContinue: break;
  }
  // See EnterTrace: one round is interpreted, so that there is progress.
  const bool same =
      t->frame == frame && frame->pc == frame->code->block->instructions.data();
  return same && !state->start_recording ? Start::kPastEnter : Start::kAtFrame;
}

// A function that has been compiled is entered without the interpreter, which
// takes over at Thread::frame where the code was left before it returned.
Start EnterAtOnce(Thread* t, InterpState* state, Frame* frame, Value* result) {
  const Word* pc = frame->pc;
  if (state->hooks == nullptr || state->recording || OpOf(*pc) != Op::kENTER ||
      frame->flags != kFrameEntry || t->poll.load(std::memory_order_relaxed) != 0) {
    return Start::kAtFrame;
  }
  MergePoint* point = &frame->code->block->merge_points[BOf(*pc)];
  if (point->trace == nullptr) return Start::kAtFrame;
  return AfterEnter(t, state, frame, state->hooks->Enter(t, frame, point), result);
}

// Runs from Thread::frame on. `recording`: an outer activation is being recorded.
PYJIT_INLINE Value RunFrom(Thread* t, InterpState* state, Start start, bool recording) {
  OpTable table = IsTracing(t) ? kTracingTable : UntracedTable(t);
  if (state->start_recording && !recording) {
    state->start_recording = false;
    table = kRecordingTable;
  }
  const Frame* at = t->frame;
  if (start == Start::kPastEnter && t->poll.load(std::memory_order_relaxed) == 0) {
    return Execute(t, at->pc + 1, t->frame->regs(), table, false);
  }
  return Execute(t, at->pc, t->frame->regs(), table, start == Start::kRaise);
}

// Runs one activation. recording: what is being recorded began outside of it; a recording
// does not outlive the activation that it began in.
template <typename Run>
[[gnu::always_inline]] inline Value Activate(Thread* t, InterpState* state, bool recording,
                                             Run run) {
  // Code that is called from a trace, or from the recorder's helpers, is still the
  // interpreter's to the profiler.
  const VmState caller = t->vm_state.load(std::memory_order_relaxed);
  t->vm_state.store(VmState::kInterpreter, std::memory_order_relaxed);
  const Value result = run();
  if (!recording && state->recording) [[unlikely]] StopRecording(t);
  t->vm_state.store(caller, std::memory_order_relaxed);
  return result;
}

}  // namespace

Value RunActivation(Thread* t, Frame* frame) {
  InterpState* state = InterpOf(t);
  const bool recording = state->recording;
  return Activate(t, state, recording, [&] {
    Value result;
    const Start start = EnterAtOnce(t, state, frame, &result);
    return start == Start::kDone ? result : RunFrom(t, state, start, recording);
  });
}

Value FinishCall(Thread* t, Frame* frame, const ResumePoint& resume) {
  InterpState* state = InterpOf(t);
  // One that begins where the code was left is this activation's.
  const bool recording = state->recording && !state->start_recording;
  return Activate(t, state, recording, [&] {
    Value result;
    const Start start = AfterEnter(t, state, frame, resume, &result);
    return start == Start::kDone ? result : RunFrom(t, state, start, recording);
  });
}

Value RunActivationAt(Thread* t, const uint64_t* pc, bool raise) {
  InterpState* state = InterpOf(t);
  return Activate(t, state, state->recording, [&] {
    OpTable table = IsTracing(t)               ? kTracingTable
                    : state->hooks == nullptr ? kPlainTable
                                              : kCountingTable;
    return Execute(t, pc, t->frame->regs(), table, raise);
  });
}

}  // namespace pyjit
