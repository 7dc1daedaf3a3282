#ifndef RUNTIME_CALLEE_SAVED_H_
#define RUNTIME_CALLEE_SAVED_H_

#include <cstdint>

namespace pyjit {

inline constexpr int kCalleeSavedCount = 6;

// Stores what the registers hold that survive calls: a Value that the calling function
// needs after its next call is in one of them or on its stack, and once that call has
// used a register for itself, only the frame of the callee has what was in it. Inlined,
// as the registers are to be those of the caller; like a call it leaves nothing in the
// other registers, so no Value moves from there afterwards.
[[gnu::always_inline]] inline void CaptureCalleeSaved(
    uintptr_t (&words)[kCalleeSavedCount]) {
#if defined(__x86_64__)
  uintptr_t* to = words;
  asm volatile(
      "movq %%rbx, 0(%%rax)\n\t"
      "movq %%rbp, 8(%%rax)\n\t"
      "movq %%r12, 16(%%rax)\n\t"
      "movq %%r13, 24(%%rax)\n\t"
      "movq %%r14, 32(%%rax)\n\t"
      "movq %%r15, 40(%%rax)"
      : "+a"(to)
      :
      : "rcx", "rdx", "rsi", "rdi", "r8", "r9", "r10", "r11", "memory");
#else
#error "which registers survive calls on this processor?"
#endif
}

}  // namespace pyjit

#endif  // RUNTIME_CALLEE_SAVED_H_
