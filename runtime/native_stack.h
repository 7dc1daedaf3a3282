#ifndef RUNTIME_NATIVE_STACK_H_
#define RUNTIME_NATIVE_STACK_H_

#include <cstddef>
#include <cstdint>

namespace pyjit {

// The calling native thread's stack: [low, high). Cheap (no file is read).
struct NativeStack {
  uint8_t* low;
  uint8_t* high;
};
NativeStack CurrentNativeStack();

// The lowest address that calls of Python may reach on it (Thread::native_limit):
// below is what the collector, a RecursionError and library calls need.
uint8_t* NativeLimitOf(const NativeStack& stack);

// Zeroes what earlier calls have left below the caller's frame. Roots on the native stack
// are conservative: what the frames of the next call do not write would be among them.
void ClearStackBelow();

}  // namespace pyjit

#endif  // RUNTIME_NATIVE_STACK_H_
