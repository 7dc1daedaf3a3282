#include <algorithm>
#include <cstddef>
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
    values.push_back(ref);
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
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

CallFrames FramesDuringCall(const ir::Graph& graph, const std::vector<ir::Ref>& nodes,
                            size_t at) {
  CallFrames frames;
  for (size_t i = at + 1; i < nodes.size(); ++i) {
    const ir::Node& node = graph.node(nodes[i]);
    if (ir::EffectsOf(graph, node).runs_python) break;
    if (node.snapshot == ir::kNone) continue;
    const ir::Snapshot& snapshot = graph.snapshots[node.snapshot];
    if (node.op != ir::Opcode::k_guard || snapshot.kind != ir::SnapshotKind::kRaise) break;
    // What it names must have been there before the call.
    std::vector<ir::Ref> values = ExitValues(graph, snapshot);
    const bool late = std::any_of(nodes.begin() + static_cast<std::ptrdiff_t>(at),
                                  nodes.begin() + static_cast<std::ptrdiff_t>(i), [&](ir::Ref ref) {
                                    return std::binary_search(values.begin(), values.end(), ref);
                                  });
    if (late) break;
    frames.snapshot = node.snapshot;
    frames.values = std::move(values);
    break;
  }
  return frames;
}

}  // namespace pyjit::jit
