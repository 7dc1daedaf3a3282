#include "passes/shown.h"

#include <utility>

namespace pyjit::passes {

using ir::BlockId;
using ir::kNone;
using ir::Ref;

ShownParams::ShownParams(ir::Graph* graph)
    : graph_(*graph),
      cfg_(*graph),
      is_(graph->nodes.size(), false),
      shown_in_(graph->nodes.size(), kShownNowhere) {
  for (BlockId id : cfg_.ReversePostOrder()) {
    for (Ref param : graph_.blocks[id].params) is_[param] = true;
  }
  ForEachArg([&](Ref arg, Ref param) {
    if (is_[arg]) sources_[param].push_back(arg);
  });
  std::vector<Ref> used;
  auto use = [&](Ref ref) {
    if (!is_[ref]) return;
    is_[ref] = false;
    used.push_back(ref);
  };
  for (BlockId id : cfg_.ReversePostOrder()) {
    for (Ref param : graph_.blocks[id].params) {
      if (graph_.node(param).type != ir::Type::kTagged) use(param);
    }
    for (Ref ref : graph_.blocks[id].nodes) {
      const ir::Node& node = graph_.node(ref);
      for (Ref operand : node.operands) use(operand);
      if (node.snapshot != kNone) {
        ir::ForEachRef</*kRegisters=*/false>(graph_.snapshots[node.snapshot], use);
      }
    }
  }
  TakeBackSources(std::move(used), &is_);
  for (BlockId id : cfg_.ReversePostOrder()) {
    for (Ref param : graph_.blocks[id].params) {
      if (is_[param]) params_.push_back(param);
    }
    for (Ref ref : graph_.blocks[id].nodes) {
      const ir::SnapshotId snapshot = graph_.node(ref).snapshot;
      if (snapshot != kNone) FindRegisters(graph_.snapshots[snapshot]);
    }
  }
  std::vector<Ref> work = params_;
  while (!work.empty()) {
    const Ref param = work.back();
    work.pop_back();
    const auto sources = sources_.find(param);
    if (sources == sources_.end() || shown_in_[param] == kShownNowhere) continue;
    for (Ref source : sources->second) {
      if (is_[source] && Show(source, shown_in_[param])) work.push_back(source);
    }
  }
}

bool ShownParams::Show(Ref param, uint64_t where) {
  uint64_t& shown = shown_in_[param];
  const uint64_t before = shown;
  shown = shown == kShownNowhere || shown == where ? where : kShownVariously;
  return shown != before;
}

void ShownParams::FindRegisters(const ir::Snapshot& snapshot) {
  for (size_t i = 0; i < snapshot.frames.size(); ++i) {
    for (const auto& [reg, ref] : snapshot.frames[i].registers) {
      if ((ref & ir::kVirtualBit) == 0 && is_[ref]) Show(ref, RegisterOf(i, reg));
    }
  }
}

void ShownParams::TakeBackSources(std::vector<Ref> work, std::vector<bool>* is) const {
  while (!work.empty()) {
    const auto sources = sources_.find(work.back());
    work.pop_back();
    if (sources == sources_.end()) continue;
    for (Ref source : sources->second) {
      if (!(*is)[source]) continue;
      (*is)[source] = false;
      work.push_back(source);
    }
  }
}

bool ForgetMadeObjects(ir::Graph* graph) {
  ShownParams shown(graph);
  std::vector<bool> dead(graph->nodes.size(), false);
  std::vector<Ref> alive;
  for (const ir::Block& block : graph->blocks) {
    for (Ref param : block.params) {
      dead[param] = shown.Is(param) && graph->node(param).index == ir::kDeadParam;
      if (!dead[param]) alive.push_back(param);
    }
  }
  shown.TakeBackSources(std::move(alive), &dead);
  std::vector<bool> made(graph->nodes.size(), false);
  bool any = false;
  for (bool changed = true; changed;) {
    changed = false;
    shown.ForEachArg([&](Ref arg, Ref param) {
      if (!dead[param] || made[param]) return;
      if (graph->node(arg).op != ir::Opcode::k_new && !made[arg]) return;
      made[param] = changed = any = true;
    });
  }
  if (!any) return false;
  ir::Node null;
  null.op = ir::Opcode::k_const_null;
  const Ref unbound = graph->Insert(0, 0, null);
  shown.ForEachArg([&](Ref& arg, Ref param) {
    if (made[param]) arg = unbound;
  });
  return true;
}

}  // namespace pyjit::passes
