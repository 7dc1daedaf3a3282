#ifndef RUNTIME_LIVENESS_H_
#define RUNTIME_LIVENESS_H_

#include <cstdint>
#include <vector>

#include "runtime/code.h"

namespace pyjit {

// Which registers of a code object may still be read, and where paths join:
// backward data flow over its bytecode, handlers included. Immutable once made.
class Liveness {
 public:
  // kAll: every read counts, and where locals() may be called each local is live.
  // kUnchecked: only reads that count on a value, those without a CHECK_BOUND.
  enum class Reads : uint8_t { kAll, kUnchecked };
  explicit Liveness(const CodeBlock& block, Reads reads = Reads::kAll);

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

}  // namespace pyjit

#endif  // RUNTIME_LIVENESS_H_
