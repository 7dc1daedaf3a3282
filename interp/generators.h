#ifndef INTERP_GENERATORS_H_
#define INTERP_GENERATORS_H_

#include <cstdint>

#include "bytecode/instruction.h"
#include "interp/fast_values.h"
#include "interp/frames.h"
#include "runtime/code.h"
#include "runtime/frame_object.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Frames that sleep. A generator's frame is an ordinary frame (kFrameGenerator, the
// Generator in Frame::extra) while it runs: FOR_ITER, YIELD_FROM and calls of next()
// and send() push it above the running one, a YIELD copies its registers back
// and goes on in the caller's instruction, so that C++ does not recurse. C++ code
// resumes through ResumeGenerator, which runs an activation.
//
// Asleep, Generator::pc is the instruction that suspended: MAKE_GENERATOR (not
// started), YIELD or YIELD_FROM. Its C says how many registers were kept, its A gets the
// value sent; MAKE_GENERATOR and YIELD go on behind it, YIELD_FROM begins again.

namespace pyjit {

// Isolate::resume_generator.
Value ResumeGenerator(Thread* t, Generator* generator, Value sent);

// x of YIELD and YIELD_FROM.
enum YieldBits : uint8_t { kYieldHandling = 1, kYieldItem = 2, kYieldFinalizes = 4 };

// Copies registers in pairs: one word more than `n` may be copied, so both sides
// have room for it.
PYJIT_INLINE void CopyRegisters(Value* to, const Value* from, uint32_t n) {
  for (uint32_t i = 0; i < n; i += 2) {
    __builtin_memcpy(static_cast<void*>(to + i), from + i, 2 * sizeof(Value));
    __asm__ volatile("");  // a handful of words: no call of memcpy
  }
}

PYJIT_INLINE ValueArray* RegistersOf(Generator* g) {
  return static_cast<ValueArray*>(g->registers);
}

// Room for the generator's frame with registers at `regs`, and one word more.
PYJIT_INLINE bool RoomForGenerator(const Thread* t, const Value* regs, const CodeBlock* block) {
  return regs + block->register_count < t->stack_limit && t->depth < t->depth_limit;
}

// Makes the sleeping generator's frame the running one, with registers at `regs` and
// above `prev`, whose pc is stored. Returns the instruction that it slept at.
// The handled exception is the caller's business.
PYJIT_INLINE const Word* WakeFrame(Thread* t, Generator* g, Value* regs, Frame* prev,
                                   Value sent, uint64_t flags) {
  const Word* pc = g->code->block->instructions.data() + g->pc;
  Word w = *pc;
  CopyRegisters(regs, RegistersOf(g)->items, COf(w));
  regs[AOf(w)] = sent;
  Frame* frame = Frame::FromRegs(regs);
  frame->callee = g->function;
  frame->prev = prev;
  frame->code = g->code;
  frame->pc = pc;
  frame->extra = g;
  frame->flags = flags;
  g->pc = kGeneratorRunning;
  g->frame = frame;
  WakeFrameObject(g, frame);
  ++t->depth;
  FrameFence();
  t->frame = frame;
  return pc;
}

}  // namespace pyjit

#endif  // INTERP_GENERATORS_H_
