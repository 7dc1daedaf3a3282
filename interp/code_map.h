#ifndef INTERP_CODE_MAP_H_
#define INTERP_CODE_MAP_H_

#include <cstdint>

namespace pyjit {

struct Code;

// One inlined frame of a machine address, innermost first.
struct CodeMapFrame {
  const Code* code;
  uint32_t pc;  // instruction-word index
};

// Machine code ranges of one isolate, published by jit and read by the
// profiler's signal handler: Lookup is wait-free, allocates nothing, takes no
// lock, and may run on any thread of the isolate at any instant.
class CodeMap {
 public:
  // Fills up to `capacity` frames; returns how many, 0 if the address is none
  // of ours. The last one is the root frame that stands on the VM stack.
  virtual int Lookup(uintptr_t address, CodeMapFrame* frames, int capacity,
                     bool* side_trace) const = 0;

 protected:
  ~CodeMap() = default;
};

}  // namespace pyjit

#endif  // INTERP_CODE_MAP_H_
