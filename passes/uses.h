#ifndef PASSES_USES_H_
#define PASSES_USES_H_

#include <vector>

#include "ir/graph.h"

namespace pyjit::passes {

// Old ref -> new ref, filled while a pass walks and applied once at the end.
class Replacements {
 public:
  explicit Replacements(const ir::Graph& graph)
      : to_(graph.nodes.size(), ir::kNone) {}
  // `from` is used no more: `to` stands for it.
  void Set(ir::Ref from, ir::Ref to) {
    Grow(from);
    to_[from] = to;
    any_ = true;
  }
  // What stands for `ref` now.
  ir::Ref Find(ir::Ref ref) const {
    ir::Ref end = ref;
    while (end < to_.size() && to_[end] != ir::kNone) end = to_[end];
    // Whoever comes this way again takes one step.
    while (ref != end) {
      const ir::Ref next = to_[ref];
      to_[ref] = end;
      ref = next;
    }
    return end;
  }
  bool any() const { return any_; }
  // Rewrites all operands, targets and snapshots of the graph.
  void Apply(ir::Graph* graph) const;

 private:
  void Grow(ir::Ref ref) {
    if (ref >= to_.size()) to_.resize(ref + 1, ir::kNone);
  }
  mutable std::vector<ir::Ref> to_;
  bool any_ = false;
};

// Snapshots that a node of a standing block leaves through.
std::vector<bool> LiveSnapshots(const ir::Graph& graph);

bool IsConstant(ir::Opcode op);

// Two values that cannot be one object: made at different places, or one made
// here and the other there before.
bool AreDifferentObjects(const ir::Graph& graph, ir::Ref a, ir::Ref b);

}  // namespace pyjit::passes

#endif  // PASSES_USES_H_
