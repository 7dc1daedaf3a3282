#include <vector>

#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/uses.h"

// Folds branches on constants, drops unreachable blocks, dissolves parameters
// that always get the same value, and joins straight lines of blocks.

namespace pyjit::passes {

using ir::BlockId;
using ir::kNone;
using ir::Opcode;
using ir::Ref;

namespace {

bool FoldBranches(ir::Graph* graph) {
  bool changed = false;
  for (ir::Block& block : graph->blocks) {
    if (block.nodes.empty()) continue;
    ir::Node& last = graph->node(block.nodes.back());
    if (last.op != Opcode::k_branch) continue;
    const ir::Node& condition = graph->node(last.operands[0]);
    int taken = -1;
    if (condition.op == Opcode::k_const_i1) taken = condition.imm != 0 ? 0 : 1;
    if (last.targets[0].block == last.targets[1].block &&
        last.targets[0].args == last.targets[1].args) {
      taken = 0;
    }
    if (taken < 0) continue;
    ir::Target target = last.targets[taken];
    last.op = Opcode::k_jump;
    last.operands.clear();
    last.targets.assign(1, std::move(target));
    changed = true;
  }
  return changed;
}

bool DropUnreachable(ir::Graph* graph) {
  const ir::Cfg cfg(*graph);
  bool changed = false;
  for (BlockId id = 0; id < graph->blocks.size(); ++id) {
    ir::Block& block = graph->blocks[id];
    if (block.nodes.empty() || cfg.IsReachable(id)) continue;
    for (Ref ref : block.nodes) graph->node(ref).block = kNone;
    for (Ref ref : block.params) graph->node(ref).block = kNone;
    block.nodes.clear();
    block.params.clear();
    changed = true;
  }
  return changed;
}

// A parameter whose arguments are, besides itself, one value is that value.
// Constants are the same if they look the same. Sets of parameters that only
// pass each other around are found by assuming the best and taking it back:
// `value` starts as unknown, meets the arguments, and is final at the fixpoint.
bool DissolveParams(ir::Graph* graph) {
  const ir::Cfg cfg(*graph);
  constexpr Ref kUnknown = kNone;
  std::vector<Ref> value(graph->nodes.size(), kUnknown);
  auto same = [&](Ref a, Ref b) {
    if (a == b) return true;
    const ir::Node& x = graph->node(a);
    const ir::Node& y = graph->node(b);
    return IsConstant(x.op) && x.op == y.op && x.imm == y.imm &&
           x.index == y.index;
  };
  auto known = [&](Ref ref) {
    return graph->node(ref).op == Opcode::k_param ? value[ref] : ref;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (BlockId id : cfg.ReversePostOrder()) {
      const ir::Block& block = graph->blocks[id];
      for (size_t i = 0; i < block.params.size(); ++i) {
        const Ref param = block.params[i];
        if (value[param] == param) continue;  // its own, for good
        Ref meet = kUnknown;
        for (BlockId from : cfg.Predecessors(id)) {
          if (!cfg.IsReachable(from)) continue;
          for (const ir::Target& target : graph->Terminator(from).targets) {
            if (target.block != id) continue;
            const Ref arg = known(target.args[i]);
            if (arg == kUnknown) continue;
            if (meet == kUnknown) {
              meet = arg;
            } else if (!same(meet, arg)) {
              meet = param;
            }
          }
        }
        if (meet != kUnknown && meet != value[param]) {
          if (value[param] != kUnknown && same(value[param], meet) ) continue;
          // Values only get worse: a second value makes it its own.
          value[param] = value[param] == kUnknown ? meet : param;
          changed = true;
        }
      }
    }
  }
  Replacements replacements(*graph);
  for (const ir::Block& block : graph->blocks) {
    for (Ref param : block.params) {
      if (value[param] != param && value[param] != kUnknown) {
        replacements.Set(param, value[param]);
      }
    }
  }
  if (!replacements.any()) return false;
  replacements.Apply(graph);
  // A constant may stand in a block that does not dominate: give it a place
  // in the entry.
  std::vector<bool> drop(graph->nodes.size(), false);
  for (BlockId id = 0; id < graph->blocks.size(); ++id) {
    for (Ref param : graph->blocks[id].params) {
      if (replacements.Find(param) == param) continue;
      drop[param] = true;
      const Ref target = replacements.Find(param);
      ir::Node& node = graph->node(target);
      if (IsConstant(node.op) && node.block != 0) {
        std::vector<Ref>& nodes = graph->blocks[node.block].nodes;
        for (size_t i = 0; i < nodes.size(); ++i) {
          if (nodes[i] == target) {
            nodes.erase(nodes.begin() + static_cast<long>(i));
            break;
          }
        }
        node.block = 0;
        std::vector<Ref>& entry = graph->blocks[0].nodes;
        entry.insert(entry.begin(), target);
      }
    }
  }
  for (ir::Block& block : graph->blocks) {
    if (block.nodes.empty()) continue;
    for (ir::Target& target : graph->node(block.nodes.back()).targets) {
      const std::vector<Ref>& params = graph->blocks[target.block].params;
      std::vector<Ref> args;
      for (size_t i = 0; i < params.size(); ++i) {
        if (!drop[params[i]]) args.push_back(target.args[i]);
      }
      target.args = std::move(args);
    }
  }
  for (ir::Block& block : graph->blocks) {
    std::vector<Ref> params;
    for (Ref param : block.params) {
      if (drop[param]) {
        graph->node(param).block = kNone;
      } else {
        graph->node(param).imm = static_cast<int64_t>(params.size());
        params.push_back(param);
      }
    }
    block.params = std::move(params);
  }
  return true;
}

// A block whose only successor has no other predecessor takes it in.
bool JoinLines(ir::Graph* graph) {
  const ir::Cfg cfg(*graph);
  bool changed = false;
  Replacements replacements(*graph);
  for (BlockId id : cfg.ReversePostOrder()) {
    if (graph->blocks[id].nodes.empty()) continue;
    for (;;) {
      const Ref last = graph->blocks[id].nodes.back();
      if (graph->node(last).op != Opcode::k_jump) break;
      const ir::Target target = graph->node(last).targets[0];
      int predecessors = 0;
      for (BlockId from : cfg.Predecessors(target.block)) {
        predecessors += cfg.IsReachable(from);
      }
      if (predecessors != 1 || target.block == id || target.block == 0) break;
      ir::Block& next = graph->blocks[target.block];
      for (size_t i = 0; i < next.params.size(); ++i) {
        replacements.Set(next.params[i], target.args[i]);
        graph->node(next.params[i]).block = kNone;
      }
      graph->node(last).block = kNone;
      std::vector<Ref>& nodes = graph->blocks[id].nodes;
      nodes.pop_back();
      for (Ref ref : next.nodes) {
        graph->node(ref).block = id;
        nodes.push_back(ref);
      }
      next.nodes.clear();
      next.params.clear();
      changed = true;
    }
  }
  replacements.Apply(graph);
  if (changed && !graph->layout.empty()) {
    std::vector<BlockId> layout;
    for (BlockId id : graph->layout) {
      if (!graph->IsRemoved(id)) layout.push_back(id);
    }
    graph->layout = std::move(layout);
  }
  return changed;
}

}  // namespace

bool SimplifyCfg(ir::Graph* graph) {
  bool changed = false;
  // Each round that goes on has removed an edge, a block or a parameter.
  for (bool again = true; again;) {
    again = FoldBranches(graph);
    again |= DropUnreachable(graph);
    again |= DissolveParams(graph);
    again |= JoinLines(graph);
    changed |= again;
  }
  if (changed) ir::UpdateLoopHeaders(graph);
  return changed;
}

}  // namespace pyjit::passes
