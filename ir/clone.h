#ifndef IR_CLONE_H_
#define IR_CLONE_H_

#include <vector>

#include "ir/graph.h"

namespace pyjit::ir {

// Where the parts of a graph went; kNone for what was left out.
struct CloneMap {
  std::vector<Ref> nodes;
  std::vector<BlockId> blocks;
  std::vector<SnapshotId> snapshots;
};

// A deep copy in printed order, without removed nodes and blocks and unused
// snapshots: its ids are those that Print() shows where every node has a value,
// and `layout` is empty. Tables are kept row for row. Requires a graph without
// dangling references.
Graph Compacted(const Graph& graph, CloneMap* map = nullptr);

// Copies node `ref` and all it refers to with `map` applied: operands, target
// arguments, blocks; ids that `map` does not know stay. For loop peeling and
// inlining. Appended to `block`.
Ref CopyNode(Graph* graph, Ref ref, const std::vector<Ref>& nodes,
             const std::vector<BlockId>& blocks, BlockId block);
// A new snapshot like `id` with `nodes` applied.
SnapshotId CopySnapshot(Graph* graph, SnapshotId id, const std::vector<Ref>& nodes);

// Moves nodes [at, end) of a block to a new one, to which the block then jumps.
// The new block follows in the layout. Returns it.
BlockId SplitBlock(Graph* graph, BlockId block, size_t at);

struct SplitGuard {
  BlockId rest;  // what follows the guard
  BlockId side;  // empty: the caller fills it; cold
};
// Turns a guard into a branch to `rest` and `side`, so that a side trace can be
// put where the exit was. All that the guard's snapshot names may be used in
// `side`, and is what `side` must continue from. The guard is removed; its snapshot stays.
SplitGuard GuardToBranch(Graph* graph, Ref guard);

}  // namespace pyjit::ir

#endif  // IR_CLONE_H_
