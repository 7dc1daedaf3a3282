#ifndef IR_PRINTER_H_
#define IR_PRINTER_H_

#include <string>
#include <vector>

#include "ir/graph.h"

// The text form of graphs, which ir/parser.h reads back. Its grammar is in
// docs/ir.md. Values, blocks and snapshots are numbered in the order in which
// they are printed, rows of tables by index; addresses never appear, so the
// same graph prints the same text in each run. Removed nodes and blocks and
// snapshots that no node uses are left out.

namespace pyjit::ir {

// Printed numbers of a graph's parts; kNone for what is not printed.
struct Numbering {
  explicit Numbering(const Graph& graph);
  std::vector<BlockId> order;         // blocks as printed
  std::vector<uint32_t> values;       // by Ref
  std::vector<uint32_t> blocks;       // by BlockId
  std::vector<uint32_t> snapshots;    // by SnapshotId
  std::vector<SnapshotId> snapshot_order;
};

// Never fails: what a broken graph refers to wrongly is printed as %?7.
std::string Print(const Graph& graph);
// One node, without newline, as it stands in Print().
std::string PrintNode(const Graph& graph, const Numbering& numbering, Ref ref);
std::string PrintSnapshot(const Graph& graph, const Numbering& numbering,
                          SnapshotId id);
// Shortest decimal text that reads back as the same bits; nan:0x7ff8... for NaNs.
std::string PrintDouble(double d);

}  // namespace pyjit::ir

#endif  // IR_PRINTER_H_
