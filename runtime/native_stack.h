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

}  // namespace pyjit

#endif  // RUNTIME_NATIVE_STACK_H_
