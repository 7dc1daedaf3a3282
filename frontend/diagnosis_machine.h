#ifndef PYJIT_FRONTEND_DIAGNOSIS_MACHINE_H_
#define PYJIT_FRONTEND_DIAGNOSIS_MACHINE_H_

// Runs the diagnosis grammar over tokens: a recogniser with memory, which keeps
// its own stack, so that its depth is bounded by a count and not by luck.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "frontend/diagnosis_actions.h"
#include "frontend/diagnosis_grammar.h"

namespace pyjit::internal {

class DiagnosisMachine {
 public:
  enum class Outcome : uint8_t { kMatched, kFailed, kRaised, kTooDeep };

  // With `look_for_mistakes`, the rules called invalid_... take part.
  DiagnosisMachine(const Grammar& grammar, bool look_for_mistakes,
                   Complaints* complaints)
      : grammar_(grammar),
        looking_(look_for_mistakes),
        complaints_(complaints) {}

  Outcome Run(uint16_t rule, size_t first);

 private:
  struct Frame {
    uint16_t rule;
    uint16_t alternative = 0;
    uint16_t item = 0;
    bool cut = false;
    bool was_looking = false;
    uint32_t count = 0;
    size_t start;
    size_t pos;
    TokenRange captures[2];
  };
  // The result of an item or a rule.
  struct Result {
    bool matched = false;
    size_t end = 0;
  };
  static constexpr size_t kMaxDepth = 6000;

  // Looks at a token for the first time when needed; false when that raises.
  bool See(size_t i);
  // Begins a rule: true when its result is known at once. The token at `start`
  // has been seen.
  bool Enter(uint16_t rule, size_t start, Result* result);
  void Complete(Frame* frame, const GrammarItem& item, Result result);
  void NextAlternative(Frame* frame);
  void Return(bool matched, size_t end);
  uint64_t MemoKey(uint16_t rule, size_t start) const;

  const Grammar& grammar_;
  bool looking_;
  Complaints* const complaints_;
  std::vector<Frame> frames_;
  bool returning_ = false;
  bool too_deep_ = false;
  Result returned_;
  // End of the match, or -1. What is needed within a statement is forgotten
  // after it.
  absl::flat_hash_map<uint64_t, int64_t> memo_;
  absl::flat_hash_map<uint64_t, int64_t> lasting_memo_;
};

}  // namespace pyjit::internal

#endif  // PYJIT_FRONTEND_DIAGNOSIS_MACHINE_H_
