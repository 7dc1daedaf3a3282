#ifndef INTERP_FRAMES_H_
#define INTERP_FRAMES_H_

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "runtime/code.h"
#include "runtime/frame_object.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Pushing and popping frames of the VM stack (design D5).
//
// The profiler's signal handler walks Thread::frame, Frame::prev, Frame::code and
// Frame::pc at any instant: a frame is complete before Thread::frame points to it,
// and the caller's pc is stored before that. Nothing here raises or collects.

namespace pyjit {

// Orders stores for a signal handler on this thread; no instruction.
inline void FrameFence() { std::atomic_signal_fence(std::memory_order_seq_cst); }

// First VM stack word above everything in use.
inline Value* VmStackTop(const Thread* t) {
  Value* top = t->stack_top;
  if (Frame* frame = t->frame; frame != nullptr) {
    Value* end = frame->regs() + frame->code->block->register_count;
    if (end > top) top = end;
  }
  return top;
}

// Code whose calls need no more than the right number of positional arguments.
inline constexpr uint32_t kNotSimpleCall = 0xFFFFFFFF;
// CodeBlock::simple_call: parameter count + 1, or kNotSimpleCall. Computed at the
// first call.
inline uint32_t SimpleCall(CodeBlock* block) {
  if (block->simple_call == 0) [[unlikely]] {
    constexpr uint32_t kSpecial = kCodeVarArgs | kCodeVarKeywords;
    bool simple = (block->flags & kSpecial) == 0 && block->keyword_only == 0;
    block->simple_call = simple ? block->arg_count + 1u : kNotSimpleCall;
  }
  return block->simple_call;
}

// True if a frame with these registers may be pushed; else the caller raises
// RecursionError.
inline bool RoomForFrame(const Thread* t, const Value* regs, const CodeBlock* block) {
  return regs + block->register_count <= t->stack_limit && t->depth < t->depth_limit;
}

// Nulls the registers [from, first_pinned): locals and cells that are not arguments.
inline __attribute__((always_inline)) void ClearLocals(Value* regs, uint32_t from,
                                                       uint32_t to) {
  for (uint32_t i = from; i < to; ++i) {
    regs[i] = Value();
    __asm__ volatile("");  // a handful of words: no call of memset
  }
}

// Completes the frame whose callee and arguments stand in place and makes it the
// running one. `argument_count` registers hold parameters. The caller's pc is
// stored and RoomForFrame holds.
inline __attribute__((always_inline)) void PushFrame(Thread* t, Frame* frame, Frame* prev,
                                                     Code* code, CodeBlock* block,
                                                     uint32_t argument_count, Value extra,
                                                     uint64_t flags) {
  frame->prev = prev;
  frame->code = code;
  frame->pc = block->instructions.data();
  frame->extra = extra;
  frame->flags = flags;
  ClearLocals(frame->regs(), argument_count, block->first_pinned);
  ++t->depth;
  FrameFence();
  t->frame = frame;
}

// A frame with flags other than 0 is popped only after this: its object, if it has
// one, gets a copy of it. The frame is intact; may collect, keeps what is pending.
inline void BeforePop(Thread* t, Frame* frame, bool unwinding = false) {
  if (frame->flags & kFrameHasObject) [[unlikely]] DetachFrame(t, frame, unwinding);
}

inline __attribute__((always_inline)) Frame* PopFrame(Thread* t, Frame* frame) {
  Frame* prev = frame->prev;
  --t->depth;
  t->frame = prev;
  FrameFence();
  return prev;
}

// Where the frame of a special method or a getter begins that an instruction of the
// running frame calls without a call base: above all its registers. Null if the
// function is not `code` with exactly `count` parameters, or there is no room.
inline Frame* FrameAbove(const Thread* t, Value* regs, const CodeBlock* running, CodeBlock* block,
                         uint32_t count) {
  auto* frame = reinterpret_cast<Frame*>(regs + running->register_count);
  if (SimpleCall(block) != count + 1 || !RoomForFrame(t, frame->regs(), block)) return nullptr;
  return frame;
}

// Globals of the running code: the invariant is that a code object is bound to one
// dict (BindCodeToGlobals in runtime/code.h).
inline Dict* GlobalsOf(const Frame* frame) { return frame->code->block->globals; }

}  // namespace pyjit

#endif  // INTERP_FRAMES_H_
