#include <vector>

#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/uses.h"

// Marks what has an effect or is needed by what has one, removes the rest. A box
// that only exits need is dropped: exits box raw numbers themselves.

namespace pyjit::passes {

using ir::kNone;
using ir::Opcode;
using ir::Ref;

namespace {

bool IsBox(Opcode op) {
  return op == Opcode::k_box_int || op == Opcode::k_box_float ||
         op == Opcode::k_box_bool;
}

// Snapshots name the raw number instead of its box. A field of a virtual object
// that is stored raw takes no box, so only tagged places matter, and there the
// exit boxes by the value's type.
bool SinkBoxes(ir::Graph* graph, const std::vector<bool>& live) {
  bool changed = false;
  for (ir::SnapshotId id = 0; id < graph->snapshots.size(); ++id) {
    if (!live[id]) continue;
    ir::Snapshot& snapshot = graph->snapshots[id];
    ForEachRef(snapshot, [&](Ref& ref) {
      const ir::Node& node = graph->node(ref);
      if (IsBox(node.op)) {
        ref = node.operands[0];
        changed = true;
      }
    });
    // The root frame's memory has what was loaded from it.
    auto& registers = snapshot.frames[0].registers;
    for (size_t i = 0; i < registers.size();) {
      const auto [reg, ref] = registers[i];
      if ((ref & ir::kVirtualBit) == 0 &&
          graph->node(ref).op == Opcode::k_load_reg &&
          graph->node(ref).index == reg) {
        registers.erase(registers.begin() + static_cast<long>(i));
        changed = true;
      } else {
        ++i;
      }
    }
  }
  return changed;
}

}  // namespace

bool RemoveDead(ir::Graph* graph) {
  const std::vector<bool> live_snapshots = LiveSnapshots(*graph);
  bool changed = SinkBoxes(graph, live_snapshots);
  // The ends of blocks that lead to a block.
  std::vector<std::vector<Ref>> edges(graph->blocks.size());
  for (const ir::Block& block : graph->blocks) {
    if (block.nodes.empty()) continue;
    const std::vector<ir::Target>& targets = graph->node(block.nodes.back()).targets;
    for (size_t i = 0; i < targets.size(); ++i) {
      // Both ways to one block are one edge here.
      if (i > 0 && targets[i].block == targets[0].block) continue;
      edges[targets[i].block].push_back(block.nodes.back());
    }
  }
  std::vector<bool> needed(graph->nodes.size(), false);
  std::vector<Ref> work;
  auto need = [&](Ref ref) {
    if (!needed[ref]) {
      needed[ref] = true;
      work.push_back(ref);
    }
  };
  for (const ir::Block& block : graph->blocks) {
    for (Ref ref : block.nodes) {
      const ir::Node& node = graph->node(ref);
      if (!ir::EffectsOf(*graph, node).removable) need(ref);
    }
  }
  while (!work.empty()) {
    const Ref ref = work.back();
    work.pop_back();
    const ir::Node& node = graph->node(ref);
    for (Ref operand : node.operands) need(operand);
    // Arguments of jumps are needed only where their parameter is.
    if (node.snapshot != kNone) {
      ForEachRef(graph->snapshots[node.snapshot], [&](Ref& used) { need(used); });
    }
    if (node.op == Opcode::k_param) {
      // Every edge's argument for this parameter.
      for (Ref end : edges[node.block]) {
        for (const ir::Target& target : graph->node(end).targets) {
          if (target.block == node.block) {
            need(target.args[static_cast<size_t>(node.imm)]);
          }
        }
      }
    }
  }
  for (ir::BlockId id = 0; id < graph->blocks.size(); ++id) {
    ir::Block& block = graph->blocks[id];
    if (block.nodes.empty()) continue;
    std::vector<Ref> kept;
    for (Ref ref : block.nodes) {
      if (needed[ref]) {
        kept.push_back(ref);
      } else {
        graph->node(ref).block = kNone;
        changed = true;
      }
    }
    block.nodes = std::move(kept);
    bool drop = false;
    for (Ref param : block.params) drop |= !needed[param];
    if (!drop) continue;
    changed = true;
    std::vector<bool> keep;
    std::vector<Ref> params;
    for (Ref param : block.params) {
      keep.push_back(needed[param]);
      if (needed[param]) {
        graph->node(param).imm = static_cast<int64_t>(params.size());
        params.push_back(param);
      } else {
        graph->node(param).block = kNone;
      }
    }
    block.params = std::move(params);
    for (Ref end : edges[id]) {
      for (ir::Target& target : graph->node(end).targets) {
        if (target.block != id) continue;
        std::vector<Ref> args;
        for (size_t i = 0; i < target.args.size(); ++i) {
          if (keep[i]) args.push_back(target.args[i]);
        }
        target.args = std::move(args);
      }
    }
  }
  return changed;
}

}  // namespace pyjit::passes
