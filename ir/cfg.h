#ifndef IR_CFG_H_
#define IR_CFG_H_

#include <vector>

#include "ir/graph.h"

namespace pyjit::ir {

// Edges and order of a graph's blocks, as they are when this is made: make it
// anew after edges change. Targets that name no block (a broken graph) are left
// out, so that the verifier may use this too.
class Cfg {
 public:
  explicit Cfg(const Graph& graph) : Cfg(graph, kNone, kNone) {}
  // As if `from` led to `to` as well.
  Cfg(const Graph& graph, BlockId from, BlockId to);

  const std::vector<BlockId>& Successors(BlockId b) const { return successors_[b]; }
  // A branch whose targets are one block appears twice. Unreachable blocks count.
  const std::vector<BlockId>& Predecessors(BlockId b) const {
    return predecessors_[b];
  }
  // Reachable blocks in reverse post-order, the entry first: a block comes
  // after its dominators, and after all its predecessors but those on back edges.
  const std::vector<BlockId>& ReversePostOrder() const { return order_; }
  bool IsReachable(BlockId b) const { return number_[b] != kNone; }
  // Place in ReversePostOrder(), kNone if unreachable.
  uint32_t OrderOf(BlockId b) const { return number_[b]; }

 private:
  std::vector<std::vector<BlockId>> successors_, predecessors_;
  std::vector<BlockId> order_;
  std::vector<uint32_t> number_;
};

// Which block dominates which (Cooper, Harvey and Kennedy's iteration).
// Unreachable blocks dominate nothing and are dominated by everything.
class Dominators {
 public:
  Dominators(const Graph& graph, const Cfg& cfg);

  // kNone for the entry and unreachable blocks.
  BlockId ImmediateDominator(BlockId b) const { return idom_[b]; }
  // Blocks that `b` immediately dominates, in reverse post-order.
  const std::vector<BlockId>& Children(BlockId b) const { return children_[b]; }
  // Reflexive. Constant time.
  bool Dominates(BlockId a, BlockId b) const {
    return last_[b] == kNone || (first_[a] <= first_[b] && last_[b] <= last_[a] &&
                                 last_[a] != kNone);
  }

 private:
  std::vector<BlockId> idom_;
  std::vector<std::vector<BlockId>> children_;
  std::vector<uint32_t> first_, last_;  // times of a walk over the tree
};

// Place of each node within its block, so that nodes can be compared. Parameters
// are 0, nodes count from 1. Valid until a block is changed.
class NodeOrder {
 public:
  explicit NodeOrder(const Graph& graph);
  uint32_t At(Ref ref) const { return place_[ref]; }
  // Whether the value `def` is there when `user` runs: defined before it in
  // its block, or in a dominating block.
  bool Available(const Graph& graph, const Dominators& dominators, Ref def,
                 Ref user) const;

 private:
  std::vector<uint32_t> place_;
};

struct Loop {
  BlockId header = kNone;
  uint32_t parent = kNone;  // index of the next loop outside, kNone
  uint32_t depth = 1;
  std::vector<BlockId> latches;  // sources of the back edges
  std::vector<BlockId> blocks;   // reverse post-order; the header first
};

// Natural loops: one per header that an edge from a block it dominates leads to.
class LoopForest {
 public:
  LoopForest(const Graph& graph, const Cfg& cfg, const Dominators& dominators);

  // By header in reverse post-order, so outer loops come before inner ones.
  const std::vector<Loop>& loops() const { return loops_; }
  // Innermost loop that `b` belongs to, or kNone.
  uint32_t LoopOf(BlockId b) const { return loop_of_[b]; }
  bool Contains(uint32_t loop, BlockId b) const;
  // An edge backwards in reverse post-order whose target does not dominate its
  // source: a cycle that is no natural loop.
  bool is_irreducible() const { return irreducible_; }

 private:
  std::vector<Loop> loops_;
  std::vector<uint32_t> loop_of_;
  bool irreducible_ = false;
};

// Whether each cycle would still have a single entry if `from` led to `to` as well.
bool StaysReducible(const Graph& graph, BlockId from, BlockId to);

// Sets Block::loop_header of all blocks from the graph's edges.
void UpdateLoopHeaders(Graph* graph);

}  // namespace pyjit::ir

#endif  // IR_CFG_H_
