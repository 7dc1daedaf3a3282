#include "interp/generators.h"

#include "interp/interpreter.h"
#include "interp/state.h"
#include "runtime/error.h"
#include "runtime/heap.h"

namespace pyjit {

Value ResumeGenerator(Thread* t, Generator* g, Value sent) {
  CodeBlock* block = g->code->block;
  auto* frame = reinterpret_cast<Frame*>(VmStackTop(t));
  if (static_cast<uint8_t*>(__builtin_frame_address(0)) < t->native_limit ||
      !RoomForGenerator(t, frame->regs(), block)) [[unlikely]] {
    RaiseRecursionError(t);
    return Value();
  }
  const bool raise = sent.is_null();
  const bool delegate_returned = (g->flags & kGeneratorDelegateReturned) != 0;
  g->flags &= ~kGeneratorDelegateReturned;
  g->resumer_handled = t->handled;
  if (!g->exc_state.is_null()) t->handled = g->exc_state;
  g->exc_state = Value();
  WriteBarrier(t, g);
  // When it raises, the destination of its yield stays as it was.
  if (raise) sent = RegistersOf(g)->items[AOf(block->instructions[static_cast<size_t>(g->pc)])];
  const Word* pc =
      WakeFrame(t, g, frame->regs(), t->frame, sent, kFrameGenerator | kFrameEntry);
  if (!raise && (delegate_returned || OpOf(*pc) != Op::kYIELD_FROM)) ++pc;
  return RunActivationAt(t, pc, raise);
}

}  // namespace pyjit
