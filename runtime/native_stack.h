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

}  // namespace pyjit

#endif  // RUNTIME_NATIVE_STACK_H_
