#include "interp/unwind.h"

#include "interp/frames.h"
#include "interp/interpreter.h"
#include "interp/ops.h"
#include "interp/state.h"
#include "interp/tracing.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/objects.h"
#include "runtime/types/generator.h"

namespace pyjit {
namespace {

// A deadline or used-up fuel is not for the script to catch: handlers do not run.
bool IsUncatchable(const Thread* t) {
  uint32_t poll = t->poll.load(std::memory_order_relaxed);
  return (poll & kPollDeadline) != 0 || ((poll & kPollFuel) != 0 && t->fuel == 0);
}

// The frame is left by an exception that clean-up code raised again: its object shows
// where it was raised first, unless that code has a place of its own.
void StandAtFirstRaise(const Thread* t, Frame* frame) {
  const CodeBlock* block = frame->code->block;
  if (block->LineAt(static_cast<uint32_t>(frame->pc - block->instructions.data())) > 0) return;
  Value entry = t->exception.as<Exception>()->traceback;
  if (!IsKind(entry, Kind::kTraceback) ||
      entry.as<Traceback>()->frame != Value(ObjectOfFrame(frame))) {
    return;
  }
  frame->pc = frame->code->block->instructions.data() + entry.as<Traceback>()->instruction;
}

}  // namespace

const ExceptionEntry* HandlerAt(const CodeBlock* block, uint32_t pc) {
  for (const ExceptionEntry& entry : block->exceptions) {
    if (entry.start <= pc && pc < entry.end) return &entry;
  }
  return nullptr;
}

bool FindHandler(Thread* t, bool reraised, bool* recording) {
  bool catchable = !IsUncatchable(t);
  for (;;) {
    Frame* frame = t->frame;
    CodeBlock* block = frame->code->block;
    auto pc = static_cast<uint32_t>(frame->pc - block->instructions.data());
    if (!reraised) {
      AddFrameTraceback(t, t->exception.as<Exception>(), frame);
      if (t->poll.load(std::memory_order_relaxed) & kPollTrace) [[unlikely]] {
        TraceException(t, frame);
      }
    }
    const bool again = reraised;
    reraised = false;
    if (*recording && !InterpOf(t)->hooks->RecordException(t, frame)) {
      StopRecording(t);
      *recording = false;
    }
    const ExceptionEntry* entry = catchable ? HandlerAt(block, pc) : nullptr;
    if (entry != nullptr) {
      frame->regs()[entry->exc_reg] = t->exception;
      t->exception = Value();
      frame->pc = block->instructions.data() + entry->target;
      return true;
    }
    if (again && (frame->flags & kFrameHasObject)) StandAtFirstRaise(t, frame);
    if (t->poll.load(std::memory_order_relaxed) & kPollTrace) [[unlikely]] {
      TraceUnwound(t, frame);
    }
    BeforePop(t, frame, true);
    const uint64_t flags = frame->flags;
    Frame* caller = PopFrame(t, frame);
    if (flags & kFrameGenerator) GeneratorRaised(t, frame->extra.as<Generator>());
    if (flags & kFrameEntry) return false;
    if ((flags & kFrameNext) && catchable && PendingIs(t, Exc::kStopIteration)) {
      // The loop whose FOR_ITER called this __next__ ends.
      if (IsTracing(t)) {
        TraceException(t, caller);
        if (!PendingIs(t, Exc::kStopIteration)) continue;
      }
      t->exception = Value();
      caller->pc += WordsOf(OpOf(*caller->pc));
      return true;
    }
  }
}

PYJIT_SLOW(UnwindFrom) {
  bool recording = table == kRecordingTable;
  bool found = FindHandler(t, (w & 1) != 0, &recording);
  if (table == kRecordingTable && !recording) table = kCountingTable;
  if (!found) LEAVE(Value());
  if (IsTracing(t) && table != kRecordingTable) [[unlikely]] table = kTracingTable;
  TAIL(ResumeAtFrame);
}

PYJIT_OP_FUNCTION(Unwind) {
  w = 0;
  TAIL(UnwindFrom);
}
PYJIT_OP_FUNCTION(UnwindReraised) {
  w = 1;
  TAIL(UnwindFrom);
}

}  // namespace pyjit
