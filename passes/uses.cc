#include "passes/uses.h"

namespace pyjit::passes {

using ir::kNone;

void Replacements::Apply(ir::Graph* graph) const {
  if (!any_) return;
  for (ir::Block& block : graph->blocks) {
    for (ir::Ref ref : block.nodes) {
      ir::Node& node = graph->node(ref);
      for (ir::Ref& operand : node.operands) operand = Find(operand);
      for (ir::Target& target : node.targets) {
        for (ir::Ref& arg : target.args) arg = Find(arg);
      }
    }
  }
  for (ir::Snapshot& snapshot : graph->snapshots) {
    ForEachSnapshotRef(&snapshot, [this](ir::Ref& ref) { ref = Find(ref); });
  }
}

std::vector<bool> LiveSnapshots(const ir::Graph& graph) {
  std::vector<bool> live(graph.snapshots.size(), false);
  for (const ir::Block& block : graph.blocks) {
    for (ir::Ref ref : block.nodes) {
      const ir::SnapshotId id = graph.node(ref).snapshot;
      if (id != kNone) live[id] = true;
    }
  }
  return live;
}

bool IsConstant(ir::Opcode op) {
  switch (op) {
    case ir::Opcode::k_const_int:
    case ir::Opcode::k_const_i64:
    case ir::Opcode::k_const_f64:
    case ir::Opcode::k_const_i1:
    case ir::Opcode::k_const_obj:
    case ir::Opcode::k_const_null:
      return true;
    default:
      return false;
  }
}

}  // namespace pyjit::passes
