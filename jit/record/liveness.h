#ifndef JIT_RECORD_LIVENESS_H_
#define JIT_RECORD_LIVENESS_H_

#include <cstdint>
#include <vector>

#include "runtime/code.h"

namespace pyjit::jit {

// Which registers of a code object may still be read, and where paths join:
// backward data flow over its bytecode, handlers included. Immutable once made.
class Liveness {
 public:
  explicit Liveness(const CodeBlock& block);

  // The register may be read by the instruction at word `pc` or after it.
  bool LiveAt(uint32_t pc, uint16_t reg) const {
    return (live_[pc * words_ + reg / 64] >> (reg % 64)) & 1;
  }
  // Some jump goes to `pc`, so that several paths may meet there.
  bool IsJoin(uint32_t pc) const { return joins_[pc]; }

 private:
  uint32_t words_;  // 64-bit words per instruction
  std::vector<uint64_t> live_;
  std::vector<bool> joins_;
};

// Registers that one instruction reads and writes.
struct RegisterUse {
  std::vector<uint16_t> uses, defs;
};
RegisterUse UseOf(const CodeBlock& block, uint32_t pc);

}  // namespace pyjit::jit

#endif  // JIT_RECORD_LIVENESS_H_
