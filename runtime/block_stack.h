#ifndef RUNTIME_BLOCK_STACK_H_
#define RUNTIME_BLOCK_STACK_H_

#include <cstdint>
#include <vector>

#include "runtime/code.h"
#include "runtime/liveness.h"

namespace pyjit {

// What a temporary register holds. Statements keep the first five kinds while their
// bodies run; an expression that is half done has values.
enum class TempKind : uint8_t {
  kIterator,       // of a for loop
  kExit,           // __exit__ of a with statement
  kException,      // that a handler was entered with
  kHandled,        // what was handled outside a handler: POP_HANDLED restores it
  kOuterHandled,   // the same in the outermost handler of a generator
  kValue,
};

// A temporary that is needed at some instruction, and which one wrote it (-1: several).
struct Temp {
  TempKind kind;
  uint16_t reg;
  int64_t writer;
};
using BlockStack = std::vector<Temp>;  // outermost first

// The temporaries that are needed at each instruction of a code object: they are
// allocated like a stack, so in the order of their numbers they tell in which loops,
// with statements and handlers an instruction stands. From the bytecode alone: liveness
// says which, data flow from the instructions that wrote them what they are.
class BlockStacks {
 public:
  explicit BlockStacks(const CodeBlock& block);
  // That of the instruction at word `pc`. Slow for many: a pass over the code each.
  std::vector<BlockStack> At(const std::vector<uint32_t>& pcs) const;
  // First instruction behind the prologue, which must run once.
  uint32_t prologue_end() const { return prologue_end_; }

 private:
  struct Content {
    TempKind kind = TempKind::kValue;
    int64_t writer = -1;
    bool operator==(const Content&) const = default;
  };
  using State = std::vector<Content>;  // per temporary

  void Step(uint32_t pc, State* state) const;
  void Flow(uint32_t to, const State& state, bool* changed);
  void Analyze();

  const CodeBlock& block_;
  Liveness liveness_;
  uint32_t first_temp_;
  uint32_t prologue_end_ = 0;
  // Of the places that jumps and handlers go to; empty: not reached so far.
  std::vector<std::pair<uint32_t, State>> joins_;  // sorted by pc
};

}  // namespace pyjit

#endif  // RUNTIME_BLOCK_STACK_H_
