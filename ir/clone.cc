#include "ir/clone.h"

#include <algorithm>

#include "ir/printer.h"

namespace pyjit::ir {
namespace {

uint32_t Mapped(const std::vector<uint32_t>& map, uint32_t id) {
  return id < map.size() && map[id] != kNone ? map[id] : id;
}

void MapReferences(Node* node, const std::vector<Ref>& nodes,
                   const std::vector<BlockId>& blocks) {
  for (Ref& ref : node->operands) ref = Mapped(nodes, ref);
  for (Target& target : node->targets) {
    target.block = Mapped(blocks, target.block);
    for (Ref& ref : target.args) ref = Mapped(nodes, ref);
  }
}

// Makes `layout` explicit and puts `block`, a new one, behind `after`.
void PlaceAfter(Graph* graph, BlockId block, BlockId after) {
  std::vector<BlockId>& layout = graph->layout;
  if (layout.empty()) {
    for (BlockId b = 0; b < graph->blocks.size(); ++b) layout.push_back(b);
  }
  layout.erase(std::find(layout.begin(), layout.end(), block));
  layout.insert(std::find(layout.begin(), layout.end(), after) + 1, block);
}

}  // namespace

Graph Compacted(const Graph& graph, CloneMap* map) {
  Numbering numbering(graph);
  CloneMap local;
  CloneMap& m = map != nullptr ? *map : local;
  m.blocks = numbering.blocks;
  m.snapshots = numbering.snapshots;
  m.nodes.assign(graph.nodes.size(), kNone);

  Graph out;
  out.name = graph.name;
  out.positions = graph.positions;
  out.shapes = graph.shapes;
  out.objects = graph.objects;
  out.codes = graph.codes;
  out.blocks.resize(numbering.order.size());
  uint32_t next = 0;
  for (BlockId b : numbering.order) {
    const Block& from = graph.blocks[b];
    Block& to = out.blocks[m.blocks[b]];
    to.loop_header = from.loop_header;
    to.cold = from.cold;
    for (Ref ref : from.params) to.params.push_back(m.nodes[ref] = next++);
    for (Ref ref : from.nodes) to.nodes.push_back(m.nodes[ref] = next++);
  }
  out.nodes.resize(next);
  for (Ref ref = 0; ref < graph.nodes.size(); ++ref) {
    if (m.nodes[ref] == kNone) continue;
    Node& node = out.nodes[m.nodes[ref]];
    node = graph.node(ref);
    node.block = m.blocks[node.block];
    if (node.snapshot != kNone) node.snapshot = m.snapshots[node.snapshot];
    MapReferences(&node, m.nodes, m.blocks);
  }
  for (SnapshotId id : numbering.snapshot_order) {
    out.snapshots.push_back(graph.snapshots[id]);
    ForEachRef(out.snapshots.back(), [&](Ref& ref) { ref = Mapped(m.nodes, ref); });
  }
  return out;
}

Ref CopyNode(Graph* graph, Ref ref, const std::vector<Ref>& nodes,
             const std::vector<BlockId>& blocks, BlockId block) {
  Node node = graph->node(ref);
  MapReferences(&node, nodes, blocks);
  if (node.snapshot != kNone) node.snapshot = CopySnapshot(graph, node.snapshot, nodes);
  return graph->Append(block, std::move(node));
}

SnapshotId CopySnapshot(Graph* graph, SnapshotId id, const std::vector<Ref>& nodes) {
  Snapshot copy = graph->snapshots[id];
  ForEachRef(copy, [&](Ref& ref) { ref = Mapped(nodes, ref); });
  graph->snapshots.push_back(std::move(copy));
  return static_cast<SnapshotId>(graph->snapshots.size() - 1);
}

BlockId SplitBlock(Graph* graph, BlockId block, size_t at) {
  BlockId rest = graph->NewBlock();
  PlaceAfter(graph, rest, block);
  std::vector<Ref>& from = graph->blocks[block].nodes;
  auto first = from.begin() + static_cast<ptrdiff_t>(at);
  graph->blocks[rest].nodes.assign(first, from.end());
  from.erase(first, from.end());
  for (Ref ref : graph->blocks[rest].nodes) graph->node(ref).block = rest;
  graph->blocks[rest].cold = graph->blocks[block].cold;
  Node jump(Opcode::k_jump);
  jump.targets.push_back({rest, {}});
  graph->Append(block, std::move(jump));
  return rest;
}

SplitGuard GuardToBranch(Graph* graph, Ref guard) {
  BlockId block = graph->node(guard).block;
  const std::vector<Ref>& nodes = graph->blocks[block].nodes;
  size_t at = static_cast<size_t>(
      std::find(nodes.begin(), nodes.end(), guard) - nodes.begin());
  SplitGuard out;
  out.rest = SplitBlock(graph, block, at + 1);
  out.side = graph->NewBlock();
  graph->blocks[out.side].cold = true;
  // The jump that SplitBlock made becomes the branch.
  const Node was = graph->node(guard);
  Node& branch = graph->Terminator(block);
  branch.op = Opcode::k_branch;
  branch.operands = was.operands;
  branch.position = was.position;
  branch.targets = {{out.rest, {}}, {out.side, {}}};
  if (was.imm == 0) std::swap(branch.targets[0], branch.targets[1]);
  graph->Remove(guard);
  return out;
}

}  // namespace pyjit::ir
