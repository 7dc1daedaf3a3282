#ifndef JIT_JIT_STATE_H_
#define JIT_JIT_STATE_H_

#include <cstdint>

namespace pyjit::jit {

// What helpers reach through Thread::jit; the Jit derives from it.
struct JitState {
  // Forced exits (testing): about one in `forced_exit_rate` guards.
  uint64_t forced_exit_rate = 0;
  uint64_t random = 1;

  uint64_t NextRandom() {
    // xorshift64*
    random ^= random >> 12;
    random ^= random << 25;
    random ^= random >> 27;
    return random * 2685821657736338717ull;
  }
  bool NextIsForced() {
    return forced_exit_rate != 0 && NextRandom() % forced_exit_rate == 0;
  }
};

}  // namespace pyjit::jit

#endif  // JIT_JIT_STATE_H_
