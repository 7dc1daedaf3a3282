#ifndef PROFILER_STACK_WALK_H_
#define PROFILER_STACK_WALK_H_

#include <cstddef>
#include <cstdint>

#include "interp/code_map.h"
#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit {

// How the code of a sampled frame was running.
enum class SampleFrameKind : uint8_t {
  kInterpreted = 0,
  kCompiled = 1,  // a frame of the VM stack whose code runs as machine code
  kInlined = 2,   // exists only in machine code
  kNative = 3,
};

// One frame of a sample, in two words.
struct SampleFrame {
  uint64_t what;      // Code, 16-byte aligned, plus kind; native: kind alone
  uint64_t position;  // instruction index; native: the pc

  static SampleFrame Python(SampleFrameKind kind, const Code* code,
                            uint64_t pc) {
    return {reinterpret_cast<uint64_t>(code) | static_cast<uint64_t>(kind), pc};
  }
  static SampleFrame Native(uint64_t pc) {
    return {static_cast<uint64_t>(SampleFrameKind::kNative), pc};
  }
  SampleFrameKind kind() const { return static_cast<SampleFrameKind>(what & 15); }
  Code* code() const { return reinterpret_cast<Code*>(what & ~uint64_t{15}); }
};

// Registers at the instant of the sample.
struct SampleRegisters {
  uintptr_t pc = 0, stack = 0, frame = 0;
  uintptr_t bytecode_pc = 0;  // r12, see IsInterpreterAddress
};

inline constexpr int kMaxSampleFrames = 1024;

// The stack of a thread that stands still, as seen from a signal handler on it:
// innermost first, up to `capacity` frames. Walks native frames by frame pointer
// and puts the Python frames where they belong between them: those of an
// activation of the interpreter at its frame, those of machine code at its pc.
// Native frames are given only if `native`.
//
// Reads nothing outside the two stacks, code objects and code map. Takes no
// lock, allocates nothing; wait-free. code_map may be null.
int WalkStack(const Thread* t, const CodeMap* code_map,
              const SampleRegisters& registers, bool native,
              SampleFrame* frames, int capacity);

}  // namespace pyjit

#endif  // PROFILER_STACK_WALK_H_
