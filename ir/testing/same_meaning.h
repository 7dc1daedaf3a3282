#ifndef IR_TESTING_SAME_MEANING_H_
#define IR_TESTING_SAME_MEANING_H_

#include <cstdint>
#include <string>

#include "ir/graph.h"

namespace pyjit::ir {

struct SameMeaningOptions {
  uint64_t host_seed = 0;   // of SetUpRandomHost
  // How many exits that guards of `after` did not take are taken by force.
  int forced_exits = 2;
  // `after` may leave at a loop's poll where `before` goes on into the loop and
  // leaves later: what hoisted guards and tests on edges into loops do.
  bool may_leave_at_polls = false;
};

// Runs a graph and what a pass made of it in equal simulated worlds, and says where they
// differ; empty if they do not. Besides the outcome of the run itself:
// guards of `after` are made to fail, each of which must leave what `before` leaves at
// the same place. Snapshots are known by the pc of their innermost frame, so
// different exits need different pcs (RandomGraph gives them).
std::string Difference(const Graph& before, const Graph& after,
                       const SameMeaningOptions& options = {});

}  // namespace pyjit::ir

#endif  // IR_TESTING_SAME_MEANING_H_
