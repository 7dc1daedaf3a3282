#include <algorithm>
#include <utility>
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

std::vector<CallFrames> FramesDuringCalls(const ir::Graph& graph, ir::BlockId block) {
  std::vector<CallFrames> calls;
  const std::vector<ir::Ref>& nodes = graph.blocks[block].nodes;
  // The last call, while neither another one nor an exit has come after it.
  auto call = nodes.end();
  for (auto at = nodes.begin(); at != nodes.end(); ++at) {
    const ir::Node& node = graph.node(*at);
    if (ir::EffectsOf(graph, node).runs_python) {
      call = at;
      calls.push_back({.call = *at});
      continue;
    }
    if (call == nodes.end() || node.snapshot == ir::kNone) continue;
    const auto begin = std::exchange(call, nodes.end());
    const ir::Snapshot& snapshot = graph.snapshots[node.snapshot];
    if (node.op != ir::Opcode::k_guard || snapshot.kind != ir::SnapshotKind::kRaise) continue;
    // What it names must have been there before the call.
    std::vector<ir::Ref> values = ExitValues(graph, snapshot);
    const bool late = std::any_of(begin, at, [&](ir::Ref ref) {
      return std::find(values.begin(), values.end(), ref) != values.end();
    });
    if (late) continue;
    calls.back().snapshot = node.snapshot;
    calls.back().values = std::move(values);
  }
  return calls;
}

}  // namespace pyjit::jit
