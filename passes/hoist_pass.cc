#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/uses.h"

// Loop-invariant guards, loads and pure values move into a block before the
// loop. A guard that moves leaves through the snapshot of the loop's poll, with
// the values that enter the loop: nothing has happened yet, so the interpreter
// starts the iteration itself. This does what peeling the first iteration does
// for traces (LuaJIT, PyPy) without a second copy of the loop's body; loops with
// several back edges and inner loops cost nothing extra
// (docs/decisions/0001-hoisting-instead-of-peeling.md).
//
//   jump block1(%a)              %c = has_shape %x, s0     ; invariant
//   block1(%i: i64) loop:        guard %c, true !entry
//     poll !0                    %f = load %x slot f64 +16
//     %c = has_shape %x, s0      jump block1(%a)
//     guard %c, true !1          block1(%i: i64) loop:
//     %f = load %x slot ...        poll !0

namespace pyjit::passes {

using ir::BlockId;
using ir::kNone;
using ir::Opcode;
using ir::Ref;
using ir::RegionSet;

namespace {

class LoopHoister {
 public:
  LoopHoister(ir::Graph* graph, const ir::Loop& loop, const ir::Cfg& cfg,
              const ir::Dominators& dominators)
      : graph_(*graph), loop_(loop), cfg_(cfg), dominators_(dominators) {}

  bool Run() {
    for (BlockId id : loop_.blocks) inside_.insert(id);
    if (!FindPoll()) return false;
    for (BlockId id : loop_.blocks) {
      for (Ref ref : graph_.blocks[id].nodes) {
        const ir::NodeEffects effects =
            ir::EffectsOf(graph_, graph_.node(ref));
        writes_ |= effects.writes;
        runs_python_ |= effects.runs_python;
      }
    }
    // In order, so that a guard is looked at before what it guards. A fact that
    // some guard outside has established counts, too.
    for (BlockId id : loop_.blocks) {
      const bool always = DominatesLatches(id);
      for (Ref ref : graph_.blocks[id].nodes) Consider(ref, always);
    }
    // Constants move only along with something that needs them.
    const bool gain = std::any_of(moved_.begin(), moved_.end(), [&](Ref ref) {
      return !IsConstant(graph_.node(ref).op);
    });
    if (!gain) return false;
    Move();
    return true;
  }

 private:
  bool DominatesLatches(BlockId id) const {
    for (BlockId latch : loop_.latches) {
      if (!dominators_.Dominates(id, latch)) return false;
    }
    return true;
  }

  bool FindPoll() {
    for (Ref ref : graph_.blocks[loop_.header].nodes) {
      const ir::Node& node = graph_.node(ref);
      if (node.op == Opcode::k_poll) {
        poll_ = node.snapshot;
        break;
      }
      if (ir::EffectsOf(graph_, node).writes != 0) return false;
    }
    if (poll_ == kNone) return false;
    // The snapshot must name only parameters and what stands above the header.
    bool usable = true;
    ir::Snapshot snapshot = graph_.snapshots[poll_];
    ForEachSnapshotRef(&snapshot, [&](Ref& ref) {
      const ir::Node& node = graph_.node(Unwrapped(ref));
      usable &= node.block != loop_.header || node.op == Opcode::k_param;
    });
    return usable;
  }
  Ref Unwrapped(Ref ref) const {
    const ir::Node& node = graph_.node(ref);
    const bool boxed = node.op == Opcode::k_box_float ||
                       node.op == Opcode::k_box_int ||
                       node.op == Opcode::k_box_bool;
    return boxed && node.block == loop_.header ? node.operands[0] : ref;
  }

  bool Invariant(Ref ref) const {
    const ir::Node& node = graph_.node(ref);
    return inside_.count(node.block) == 0 || hoisted_.count(ref) != 0;
  }
  bool OperandsInvariant(const ir::Node& node) const {
    for (Ref operand : node.operands) {
      if (!Invariant(operand)) return false;
    }
    return true;
  }
  // The object is known to be one of this layout before the loop.
  bool KnownObject(Ref base) const {
    const Opcode op = graph_.node(base).op;
    return op == Opcode::k_const_obj || op == Opcode::k_new ||
           op == Opcode::k_thread || shaped_.count(base) != 0 ||
           GuardedAbove(base, Opcode::k_has_shape);
  }
  // Some guard or branch that dominates the loop has found `op(base)` true.
  bool GuardedAbove(Ref base, Opcode op) const {
    BlockId below = loop_.header;
    BlockId id = dominators_.ImmediateDominator(below);
    for (; id != kNone; below = id, id = dominators_.ImmediateDominator(id)) {
      for (Ref ref : graph_.blocks[id].nodes) {
        const ir::Node& node = graph_.node(ref);
        if (node.op == Opcode::k_guard && node.imm != 0 &&
            IsTest(node.operands[0], base, op)) {
          return true;
        }
      }
      const ir::Node& last = graph_.Terminator(id);
      if (last.op == Opcode::k_branch && IsTest(last.operands[0], base, op) &&
          last.targets[0].block != last.targets[1].block &&
          cfg_.Predecessors(last.targets[0].block).size() == 1 &&
          dominators_.Dominates(last.targets[0].block, loop_.header)) {
        return true;
      }
    }
    return false;
  }
  bool IsTest(Ref condition, Ref base, Opcode op) const {
    const ir::Node& test = graph_.node(condition);
    return test.op == op && test.operands[0] == base;
  }

  void Consider(Ref ref, bool always) {
    const ir::Node& node = graph_.node(ref);
    if (node.op == Opcode::k_param || !OperandsInvariant(node)) return;
    const ir::NodeEffects effects = ir::EffectsOf(graph_, node);
    switch (node.op) {
      case Opcode::k_guard: {
        if (!always ||
            graph_.snapshots[node.snapshot].kind != ir::SnapshotKind::kResume) {
          return;
        }
        const ir::Node& test = graph_.node(node.operands[0]);
        if (node.imm != 0) {
          if (test.op == Opcode::k_has_shape) shaped_.insert(test.operands[0]);
          if (test.op == Opcode::k_is_int) ints_.insert(test.operands[0]);
        }
        break;
      }
      case Opcode::k_unbox_float:
        if (!KnownObject(node.operands[0])) return;
        break;
      case Opcode::k_unbox_int:
        break;  // harmless for any word
      case Opcode::k_load:
        if ((effects.reads & writes_) != 0 || !KnownObject(node.operands[0])) {
          return;
        }
        // Fields of storage arrays lie behind a pointer that may be null.
        if (node.region == ir::Region::k_array_tagged ||
            node.region == ir::Region::k_array_double ||
            node.region == ir::Region::k_array_capacity) {
          return;
        }
        break;
      case Opcode::k_has_shape:
        if ((effects.reads & writes_) != 0) return;
        break;
      default:
        if (!effects.pure || effects.guarded || node.op == Opcode::k_poison ||
            node.op == Opcode::k_call || node.op == Opcode::k_call_native ||
            !node.targets.empty()) {
          return;
        }
        break;
    }
    moved_.push_back(ref);
    hoisted_.insert(ref);
  }

  // The edges from outside go through a new block that takes the header's
  // parameters, and there the moved nodes stand.
  void Move() {
    const BlockId before = graph_.NewBlock();
    const std::vector<Ref> params = graph_.blocks[loop_.header].params;
    ir::Node jump;
    jump.op = Opcode::k_jump;
    ir::Target target;
    target.block = loop_.header;
    std::map<Ref, Ref> entering;
    for (Ref param : params) {
      const Ref own = graph_.AddParam(before, graph_.node(param).type);
      entering[param] = own;
      target.args.push_back(own);
    }
    jump.targets.push_back(std::move(target));
    for (Ref ref : moved_) {
      ir::Node& node = graph_.node(ref);
      std::vector<Ref>& nodes = graph_.blocks[node.block].nodes;
      nodes.erase(std::find(nodes.begin(), nodes.end(), ref));
      node.block = before;
      graph_.blocks[before].nodes.push_back(ref);
      if (node.op == Opcode::k_guard) {
        ir::Snapshot snapshot = graph_.snapshots[poll_];
        snapshot.exit_id = kNone;
        ForEachSnapshotRef(&snapshot, [&](Ref& used) {
          used = Unwrapped(used);
          auto at = entering.find(used);
          if (at != entering.end()) used = at->second;
        });
        graph_.snapshots.push_back(std::move(snapshot));
        graph_.node(ref).snapshot =
            static_cast<ir::SnapshotId>(graph_.snapshots.size() - 1);
      }
    }
    graph_.Append(before, std::move(jump));
    for (BlockId id : cfg_.Predecessors(loop_.header)) {
      if (inside_.count(id) != 0 || !cfg_.IsReachable(id)) continue;
      for (ir::Target& edge : graph_.Terminator(id).targets) {
        if (edge.block == loop_.header) edge.block = before;
      }
    }
  }

  ir::Graph& graph_;
  const ir::Loop& loop_;
  const ir::Cfg& cfg_;
  const ir::Dominators& dominators_;
  std::set<BlockId> inside_;
  RegionSet writes_ = 0;
  bool runs_python_ = false;
  ir::SnapshotId poll_ = kNone;
  std::vector<Ref> moved_;
  std::set<Ref> hoisted_, shaped_, ints_;
};

}  // namespace

bool HoistInvariants(ir::Graph* graph) {
  bool changed = false;
  // Inner loops first; the graph changes with each, so look again.
  for (int round = 0; round < 8; ++round) {
    const ir::Cfg cfg(*graph);
    const ir::Dominators dominators(*graph, cfg);
    const ir::LoopForest loops(*graph, cfg, dominators);
    bool again = false;
    for (auto it = loops.loops().rbegin();
         it != loops.loops().rend() && !again; ++it) {
      again = LoopHoister(graph, *it, cfg, dominators).Run();
    }
    if (!again) break;
    changed = true;
  }
  if (changed) ir::UpdateLoopHeaders(graph);
  return changed;
}

}  // namespace pyjit::passes
