#include "interp/dead_registers.h"

#include "bytecode/instruction.h"
#include "interp/frames.h"
#include "runtime/shape.h"

namespace pyjit {

void ClearDeadRegisters(Thread* t, NativeFn fn) {
  Frame* frame = t->frame;
  if (frame == nullptr || frame->pc == nullptr) return;
  const Word w = *frame->pc;
  switch (OpOf(w)) {
    case Op::kCALL:
    case Op::kCALL_KW:
    case Op::kCALL_METHOD:
    case Op::kCALL_METHOD_KW:
      break;
    default:
      return;
  }
  // Nothing above the base is live across a call but its arguments.
  Value* base = frame->regs() + BOf(w);
  if (!IsKind(*base, Kind::kNativeFunction) || base->as<NativeFunction>()->info->fn != fn) {
    return;
  }
  Value* end = VmStackTop(t);
  for (Value* word = base + 1; word < end; ++word) *word = Value();
}

}  // namespace pyjit
