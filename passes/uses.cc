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
    ForEachRef(snapshot, [this](ir::Ref& ref) { ref = Find(ref); });
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

bool AreDifferentObjects(const ir::Graph& graph, ir::Ref a, ir::Ref b) {
  if (a == b) return false;
  const ir::Node& x = graph.node(a);
  const ir::Node& y = graph.node(b);
  auto older = [](ir::Opcode op) {
    return op == ir::Opcode::k_load_reg || op == ir::Opcode::k_const_obj ||
           op == ir::Opcode::k_thread;
  };
  const bool fresh_x = x.op == ir::Opcode::k_new, fresh_y = y.op == ir::Opcode::k_new;
  if (fresh_x && (fresh_y || older(y.op))) return true;
  if (fresh_y && older(x.op)) return true;
  return x.op == ir::Opcode::k_const_obj && y.op == ir::Opcode::k_const_obj &&
         x.index != y.index;
}

}  // namespace pyjit::passes
