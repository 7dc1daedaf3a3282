// LOOP and ENTER: where every iteration and every call passes. Polls, counts and
// enters machine code.
#include "interp/frames.h"
#include "interp/interpreter.h"
#include "interp/ops.h"
#include "interp/state.h"
#include "interp/tracing.h"
#include "runtime/class.h"
#include "runtime/error.h"

namespace pyjit {

// --- Without a JIT, and while recording ---

// Goes over to the tracing table, and tells it of this instruction.
#define TAKE_UP_TRACING()                                              \
  do {                                                                 \
    if (table != kTracingTable && IsTracing(t)) [[unlikely]] {         \
      if (table == kRecordingTable) StopRecording(t);                  \
      table = kTracingTable;                                           \
      DISPATCH(pc);                                                    \
    }                                                                  \
  } while (0)

PYJIT_SLOW(PollSlow) {
  if (!HandlePoll(t)) RAISE();
  TAKE_UP_TRACING();
  NEXT(1);
}

PYJIT_OP_BODY(LOOP) {
  SAVE_PC();  // for the profiler: the loop that runs
  if (t->poll.load(std::memory_order_relaxed) != 0) [[unlikely]] TAIL(PollSlow);
  NEXT(1);
}

PYJIT_OP_BODY(ENTER) {
  if (t->poll.load(std::memory_order_relaxed) != 0) [[unlikely]] TAIL(PollSlow);
  NEXT(1);
}

// --- With a JIT ---

// If the hooks asked for it, the next instructions are recorded.
#define TAKE_UP_RECORDING()                      \
  do {                                           \
    InterpState* state = InterpOf(t);            \
    if (state->start_recording) [[unlikely]] {   \
      state->start_recording = false;            \
      table = kRecordingTable;                   \
    }                                            \
  } while (0)

// The root frame of a trace returned a value: what RETURN does.
PYJIT_SLOW(ReturnFromTrace) {
  Frame* frame = t->frame;
  Value value = frame->regs()[0];
  BeforePop(t, frame);
  if (frame->flags & (kFrameOperator | kFrameNext)) TAIL(ReturnSpecial);
  Frame* caller = PopFrame(t, frame);
  if (frame->flags & kFrameConstructor) {
    if (value != t->none) [[unlikely]] {
      Raise(t, Exc::kTypeError, "__init__() should return None, not '%s'",
            ClassNameOf(t, value));
      RAISE();
    }
    value = frame->extra;
  }
  if (frame->flags & kFrameEntry) LEAVE(value);
  regs = caller->regs();
  pc = caller->pc;
  regs[AOf(*pc)] = value;
  NEXT(WordsOf(OpOf(*pc)));
}

PYJIT_SLOW(EnterTrace) {
  SAVE_PC();
  Frame* frame = FRAME;
  MergePoint* point = &BLOCK->merge_points[BOf(w)];
  ResumePoint resume = InterpOf(t)->hooks->Enter(t, frame, point);
  TAKE_UP_RECORDING();
  switch (resume.kind) {
    case Resume::kException: RAISE();
    case Resume::kReturn:
      regs = t->frame->regs();
      regs[0] = resume.value;
      TAIL(ReturnFromTrace);
    case Resume::kContinue: break;
  }
  // An exit to this very place (a poll that the interpreter handles, an entry
  // guard that fails): interpret one iteration, so that there is progress.
  if (t->frame == frame && frame->pc == pc) {
    if (t->poll.load(std::memory_order_relaxed) != 0) TAIL(PollSlow);
    if (table == kRecordingTable) DISPATCH(pc);
    NEXT(1);
  }
  TAIL(ResumeAtFrame);
}

// Where the count of passes ends: the threshold was reached, or there is code.
PYJIT_SLOW(HotMergePoint) {
  InterpState* state = InterpOf(t);
  MergePoint* point = &BLOCK->merge_points[BOf(w)];
  if (point->trace != nullptr) {
    EnterAtEachPass(BLOCK, *point);
    TAIL(EnterTrace);
  }
  // A code that was retired leaves its mark here.
  const bool retired = (w & kEnteredAtEachPass) != 0;
  *const_cast<Word*>(pc) = w & ~kPassCountMask;
  if (state->recording || point->blacklisted || retired) NEXT(1);
  if (point->counter > 0) {
    --point->counter;
    NEXT(1);
  }
  SAVE_PC();
  state->hooks->OnHot(t, FRAME, point);
  TAKE_UP_RECORDING();
  // A recording begins with the merge point itself.
  if (table == kRecordingTable) DISPATCH(pc);
  NEXT(1);
}

// Passes are counted in the instruction itself, so that it costs no load.
#define COUNT()                                                            \
  do {                                                                     \
    const Word counted = w + kPassCountOne;                                \
    if ((counted >> kPassCountShift) >= t->hot_threshold) [[unlikely]] {   \
      TAIL(HotMergePoint);                                                 \
    }                                                                      \
    *const_cast<Word*>(pc) = counted;                                      \
    NEXT(1);                                                               \
  } while (0)

PYJIT_SLOW(PollAndCount) {
  SAVE_PC();
  if (!HandlePoll(t)) RAISE();
  TAKE_UP_TRACING();
  // A trace function runs: machine code would not tell what it calls either.
  if (t->poll.load(std::memory_order_relaxed) & kPollTrace) NEXT(1);
  w = *pc;
  COUNT();
}

PYJIT_OP_FUNCTION(Op_COUNTING_LOOP) {
  SAVE_PC();
  if (t->poll.load(std::memory_order_relaxed) != 0) [[unlikely]] TAIL(PollAndCount);
  COUNT();
}

// Its frame, just pushed, has the pc.
PYJIT_OP_FUNCTION(Op_COUNTING_ENTER) {
  if (t->poll.load(std::memory_order_relaxed) != 0) [[unlikely]] TAIL(PollAndCount);
  COUNT();
}

}  // namespace pyjit
