#ifndef JIT_JIT_STATE_H_
#define JIT_JIT_STATE_H_

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace pyjit {
class Value;
struct Function;
struct Thread;
}  // namespace pyjit

namespace pyjit::jit {

// What helpers reach through Thread::jit; the Jit derives from it.
struct JitState {
  // A call that machine code made of itself (SelfCall) did not simply return: the callee,
  // whose registers are `regs`, left its code as `exit` says. The call's value.
  virtual Value LeaveSelfCall(Thread* t, Value* regs, uint64_t exit) = 0;
  // A call from machine code of a function that has its own, with just its parameters: as
  // CallFunction, but straight into that code. False: it cannot be; nothing was done.
  virtual bool CallCompiled(Thread* t, Function* function, const Value* args, size_t nargs,
                            Value* result) = 0;

  // Forced exits (testing): about one in `forced_exit_rate` guards.
  uint64_t forced_exit_rate = 0;
  uint64_t random = 1;

  // The ledger: while an entry is timed, the ticks of what it calls, which machine code does
  // not make faster.
  bool timing = false;
  uint64_t ticks_in_calls = 0;

  // Of the processor's clock, whatever their length: only ratios are used.
  static uint64_t Ticks() {
#if defined(__x86_64__)
    return __builtin_ia32_rdtsc();
#else
    return static_cast<uint64_t>(std::chrono::steady_clock::now().time_since_epoch().count());
#endif
  }

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

 protected:
  ~JitState() = default;
};

}  // namespace pyjit::jit

#endif  // JIT_JIT_STATE_H_
