#ifndef IR_VERIFIER_H_
#define IR_VERIFIER_H_

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "ir/graph.h"

namespace pyjit::ir {

// What a graph must keep between passes. The verifier checks:
//
// Structure
//  - There is a block 0, the entry: no parameters, no predecessors.
//  - `layout` is empty or names each standing block once, the entry first.
//  - A standing block's last node is a terminator, and no other is one. (A
//    block without nodes is removed; nothing may lead to it.)
//  - Each node that has a block stands once in that block's list, parameters in
//    `params` with their number, all others in `nodes`.
//  - A removed node (block kNone) is used by no node and no used snapshot.
// Nodes
//  - Number and types of operands, attribute and result type are as the op's
//    row says; those of `call` as the helper's row says. tagged and ptr may
//    stand for each other.
//  - Memory: the value's type fits the mem type, fields are aligned. Immutable
//    regions are stored to only through a `new` of this graph. `thread` is used
//    only as base of accesses to region thread, and such accesses have no other base.
//  - const_int fits 63 bits; `new` is at least a header, in whole words.
//  - Rows of shapes, objects, codes, positions and helpers exist.
// Control flow
//  - jump has 1 target, branch 2, others none; arguments match parameters in number and type.
//  - Every cycle is a natural loop; exactly the headers have loop_header.
//  - Optionally (before code is made): each loop has a `poll`.
// Definitions dominate uses: operands, arguments and what snapshots name, at
// each node that has the snapshot. Unreachable blocks are exempt.
// Snapshots
//  - Ops that exit have one, others none.
//  - There is a frame; the root has no base and callee, inlined ones have a callee, and what
//    they call must be a tagged value. Registers ascend.
//  - Values are no `thread`; raw ones (i64, f64, i1) stand for the int, float, bool.
//  - Virtuals exist, name existing shapes; their fields ascend within the object without overlap;
//    fields and pending stores have values that fit the mem type.
//
// Not checked: that guards precede what they guard, that barriers follow stores.

struct VerifyOptions {
  bool loops_have_poll = false;
};

struct Complaint {
  std::string message;  // with the printed node, block or snapshot in front
  Ref node = kNone;
  BlockId block = kNone;
  SnapshotId snapshot = kNone;
};

// All that is wrong, in graph order; structure alone if structure is wrong.
std::vector<Complaint> FindComplaints(const Graph& graph,
                                      const VerifyOptions& options = {});
// Internal with the first complaints (at most ten), one per line.
absl::Status Verify(const Graph& graph, const VerifyOptions& options = {});

}  // namespace pyjit::ir

#endif  // IR_VERIFIER_H_
