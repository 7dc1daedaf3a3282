#include <algorithm>
#include <vector>

#include "ir/graph.h"
#include "jit/code_generator.h"
#include "passes/uses.h"

namespace pyjit::jit {

std::vector<ir::Ref> ExitValues(const ir::Graph& graph,
                                const ir::Snapshot& snapshot) {
  std::vector<ir::Ref> values;
  auto add = [&](ir::Ref ref) {
    if (ref == ir::kNone || (ref & ir::kVirtualBit) != 0) return;
    if (passes::IsConstant(graph.node(ref).op)) return;
    if (std::find(values.begin(), values.end(), ref) == values.end()) {
      values.push_back(ref);
    }
  };
  for (const ir::FrameState& frame : snapshot.frames) {
    add(frame.callee);
    add(frame.extra);
    for (const auto& [reg, ref] : frame.registers) add(ref);
  }
  for (const ir::VirtualObject& object : snapshot.virtuals) {
    for (const auto& field : object.fields) add(field.value);
  }
  for (const ir::PendingStore& store : snapshot.stores) {
    add(store.object);
    add(store.value);
  }
  return values;
}

ir::SnapshotId SnapshotDuring(const ir::Graph& graph, ir::Ref call) {
  if (!ir::EffectsOf(graph, graph.node(call)).runs_python) return ir::kNone;
  const std::vector<ir::Ref>& nodes = graph.blocks[graph.node(call).block].nodes;
  const auto begin = std::find(nodes.begin(), nodes.end(), call);
  for (auto at = begin; at != nodes.end() && ++at != nodes.end();) {
    const ir::Node& node = graph.node(*at);
    if (ir::EffectsOf(graph, node).runs_python) return ir::kNone;
    if (node.snapshot == ir::kNone) continue;
    const ir::Snapshot& snapshot = graph.snapshots[node.snapshot];
    if (node.op != ir::Opcode::k_guard || snapshot.kind != ir::SnapshotKind::kRaise) {
      return ir::kNone;
    }
    // What it names must have been there before the call.
    const std::vector<ir::Ref> values = ExitValues(graph, snapshot);
    const bool late = std::any_of(begin, at, [&](ir::Ref ref) {
      return std::find(values.begin(), values.end(), ref) != values.end();
    });
    return late ? ir::kNone : node.snapshot;
  }
  return ir::kNone;
}

}  // namespace pyjit::jit
