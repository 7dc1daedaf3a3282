#include "jit/record/recorded_tree.h"

#include <algorithm>
#include <set>

#include "runtime/watchpoint.h"

namespace pyjit::jit {

RecordedTree::Mark RecordedTree::MakeMark() const {
  Mark mark;
  mark.nodes = graph.nodes.size();
  mark.blocks = graph.blocks.size();
  mark.snapshots = graph.snapshots.size();
  mark.positions = graph.positions.size();
  mark.shapes = graph.shapes.size();
  mark.objects = graph.objects.size();
  mark.codes = graph.codes.size();
  mark.exits = exits.size();
  mark.entry_nodes = graph.blocks.empty() ? 0 : graph.blocks[0].nodes.size();
  mark.assumptions = assumptions;
  mark.places = places;
  mark.stack_words = stack_words;
  mark.snapshot_registers = snapshot_registers;
  return mark;
}

void RecordedTree::Rollback(const Mark& mark) {
  // A recording adds blocks of its own, and loads to the entry block; the rest
  // of the graph changes only when it is attached.
  if (mark.blocks > 0) {
    std::vector<ir::Ref>& entry = graph.blocks[0].nodes;
    std::vector<ir::Ref> kept;
    for (ir::Ref ref : entry) {
      if (ref < mark.nodes) kept.push_back(ref);
    }
    entry = std::move(kept);
  }
  graph.nodes.resize(mark.nodes);
  graph.blocks.resize(mark.blocks);
  graph.snapshots.resize(mark.snapshots);
  graph.positions.resize(mark.positions);
  graph.shapes.resize(mark.shapes);
  graph.objects.resize(mark.objects);
  graph.codes.resize(mark.codes);
  exits.resize(mark.exits);
  // A tree retired in the meantime has none left.
  std::erase_if(assumptions, [&](Watchpoint* watchpoint) {
    if (mark.assumptions.count(watchpoint) != 0) return false;
    if (dependent != nullptr) watchpoint->Unwatch(dependent);
    return true;
  });
  places = mark.places;
  stack_words = mark.stack_words;
  snapshot_registers = mark.snapshot_registers;
}

void RecordedTree::VisitConstants(RootVisitor* visitor) {
  auto visit = [&](uint64_t* word) {
    if (*word != 0) visitor->Visit(reinterpret_cast<Value*>(word));
  };
  for (ir::ObjectRow& row : graph.objects) visit(&row.word);
  for (ir::CodeRow& row : graph.codes) visit(&row.word);
  Value root(root_code);
  if (root_code != nullptr) visitor->Visit(&root);
}

bool RecordedTree::ConstantsAlive(
    const std::function<bool(const Object*)>& is_alive) const {
  auto alive = [&](uint64_t word) {
    const Value value(word);
    return !value.is_object() || is_alive(value.object());
  };
  return std::all_of(graph.objects.begin(), graph.objects.end(),
                     [&](const ir::ObjectRow& row) { return alive(row.word); }) &&
         std::all_of(graph.codes.begin(), graph.codes.end(),
                     [&](const ir::CodeRow& row) { return alive(row.word); }) &&
         (root_code == nullptr || is_alive(root_code));
}

void RecordedTree::Clear() {
  graph = ir::Graph();
  places.clear();
  exits.clear();
  root_code = nullptr;
}

}  // namespace pyjit::jit
