#include "ir/cfg.h"

#include <algorithm>
#include <utility>

namespace pyjit::ir {

Cfg::Cfg(const Graph& graph, BlockId from, BlockId to) {
  size_t n = graph.blocks.size();
  successors_.resize(n);
  predecessors_.resize(n);
  number_.assign(n, kNone);
  for (BlockId b = 0; b < n; ++b) {
    if (graph.IsRemoved(b)) continue;
    for (const Target& target : graph.Terminator(b).targets) {
      if (target.block >= n) continue;
      successors_[b].push_back(target.block);
      predecessors_[target.block].push_back(b);
    }
  }
  if (from != kNone) {
    successors_[from].push_back(to);
    predecessors_[to].push_back(from);
  }
  if (n == 0) return;
  // Depth first with an explicit stack: graphs may be deep.
  std::vector<bool> seen(n, false);
  std::vector<std::pair<BlockId, size_t>> stack = {{0, 0}};
  seen[0] = true;
  while (!stack.empty()) {
    auto [b, next] = stack.back();
    // The last successor first, so that the first one comes right after its
    // block in the reversed order: the hot path stays together.
    size_t count = successors_[b].size();
    if (next < count) {
      ++stack.back().second;
      BlockId to = successors_[b][count - 1 - next];
      if (!seen[to]) {
        seen[to] = true;
        stack.emplace_back(to, 0);
      }
    } else {
      order_.push_back(b);
      stack.pop_back();
    }
  }
  std::reverse(order_.begin(), order_.end());
  for (uint32_t i = 0; i < order_.size(); ++i) number_[order_[i]] = i;
}

Dominators::Dominators(const Graph& graph, const Cfg& cfg) {
  size_t n = graph.blocks.size();
  idom_.assign(n, kNone);
  children_.resize(n);
  first_.assign(n, 0);
  last_.assign(n, kNone);
  const std::vector<BlockId>& order = cfg.ReversePostOrder();
  if (order.empty()) return;
  idom_[order[0]] = order[0];
  auto meet = [&](BlockId a, BlockId b) {
    while (a != b) {
      while (cfg.OrderOf(a) > cfg.OrderOf(b)) a = idom_[a];
      while (cfg.OrderOf(b) > cfg.OrderOf(a)) b = idom_[b];
    }
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (size_t i = 1; i < order.size(); ++i) {
      BlockId b = order[i], idom = kNone;
      for (BlockId p : cfg.Predecessors(b)) {
        if (!cfg.IsReachable(p) || idom_[p] == kNone) continue;
        idom = idom == kNone ? p : meet(idom, p);
      }
      if (idom_[b] != idom) {
        idom_[b] = idom;
        changed = true;
      }
    }
  }
  idom_[order[0]] = kNone;
  for (size_t i = 1; i < order.size(); ++i) children_[idom_[order[i]]].push_back(order[i]);
  // Entry and exit times of a walk make Dominates() two comparisons.
  uint32_t time = 0;
  std::vector<std::pair<BlockId, size_t>> stack = {{order[0], 0}};
  first_[order[0]] = time++;
  while (!stack.empty()) {
    auto [b, next] = stack.back();
    if (next < children_[b].size()) {
      ++stack.back().second;
      BlockId child = children_[b][next];
      first_[child] = time++;
      stack.emplace_back(child, 0);
    } else {
      last_[b] = time++;
      stack.pop_back();
    }
  }
}

NodeOrder::NodeOrder(const Graph& graph) : place_(graph.nodes.size(), 0) {
  for (const Block& block : graph.blocks) {
    for (size_t i = 0; i < block.nodes.size(); ++i) {
      place_[block.nodes[i]] = static_cast<uint32_t>(i + 1);
    }
  }
}

bool NodeOrder::Available(const Graph& graph, const Dominators& dominators,
                          Ref def, Ref user) const {
  BlockId a = graph.node(def).block, b = graph.node(user).block;
  if (a == b) return At(def) < At(user);
  return dominators.Dominates(a, b);
}

LoopForest::LoopForest(const Graph& graph, const Cfg& cfg,
                       const Dominators& dominators) {
  size_t n = graph.blocks.size();
  loop_of_.assign(n, kNone);
  for (BlockId header : cfg.ReversePostOrder()) {
    Loop loop;
    loop.header = header;
    for (BlockId p : cfg.Predecessors(header)) {
      if (!cfg.IsReachable(p) || cfg.OrderOf(p) < cfg.OrderOf(header)) continue;
      if (!dominators.Dominates(header, p)) {
        irreducible_ = true;
      } else if (std::find(loop.latches.begin(), loop.latches.end(), p) ==
                 loop.latches.end()) {
        loop.latches.push_back(p);
      }
    }
    if (loop.latches.empty()) continue;
    // What reaches a latch without passing the header.
    std::vector<bool> inside(n, false);
    inside[header] = true;
    std::vector<BlockId> work = loop.latches;
    while (!work.empty()) {
      BlockId b = work.back();
      work.pop_back();
      if (inside[b] || !cfg.IsReachable(b) || !dominators.Dominates(header, b)) {
        continue;
      }
      inside[b] = true;
      for (BlockId p : cfg.Predecessors(b)) work.push_back(p);
    }
    loop.parent = loop_of_[header];
    if (loop.parent != kNone) loop.depth = loops_[loop.parent].depth + 1;
    auto index = static_cast<uint32_t>(loops_.size());
    for (BlockId b : cfg.ReversePostOrder()) {
      if (!inside[b]) continue;
      loop.blocks.push_back(b);
      loop_of_[b] = index;
    }
    loops_.push_back(std::move(loop));
  }
}

bool LoopForest::Contains(uint32_t loop, BlockId b) const {
  for (uint32_t i = loop_of_[b]; i != kNone; i = loops_[i].parent) {
    if (i == loop) return true;
  }
  return false;
}

bool StaysReducible(const Graph& graph, BlockId from, BlockId to) {
  Cfg cfg(graph, from, to);
  Dominators dominators(graph, cfg);
  return !LoopForest(graph, cfg, dominators).is_irreducible();
}

void UpdateLoopHeaders(Graph* graph) {
  Cfg cfg(*graph);
  Dominators dominators(*graph, cfg);
  LoopForest forest(*graph, cfg, dominators);
  for (Block& block : graph->blocks) block.loop_header = false;
  for (const Loop& loop : forest.loops()) {
    graph->blocks[loop.header].loop_header = true;
  }
}

}  // namespace pyjit::ir
