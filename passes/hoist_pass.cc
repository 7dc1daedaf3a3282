#include <algorithm>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
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

// Works on one loop after the other, inner ones first: what has moved before an
// inner loop stands in the outer one and may move on.
class Hoister {
 public:
  explicit Hoister(ir::Graph* graph)
      : graph_(*graph),
        cfg_(*graph),
        dominators_(*graph, cfg_),
        loops_(*graph, cfg_, dominators_),
        moved_(graph->nodes.size(), false) {}

  bool Run() {
    const std::vector<ir::Loop>& loops = loops_.loops();
    if (loops.empty()) return false;
    before_.assign(graph_.blocks.size(), kNone);
    FindWrites();
    FindTests();
    bool changed = false;
    for (auto i = static_cast<uint32_t>(loops.size()); i-- > 0;) {
      changed |= RunOnLoop(i);
    }
    return changed;
  }

 private:
  // The block of the graph as it was that stands for `id`: what goes before a
  // loop is dominated by, and dominates, what the header does.
  BlockId Original(BlockId id) const {
    return id < before_.size() ? id : header_of_[id - before_.size()];
  }
  bool Inside(BlockId id) const {
    if (id == kNone) return false;
    const BlockId original = Original(id);
    uint32_t loop = loops_.LoopOf(original);
    // What stands before a loop is part of the next one outside.
    if (id != original) loop = loops_.loops()[loop].parent;
    while (loop != kNone && loops_.loops()[loop].depth > depth_) {
      loop = loops_.loops()[loop].parent;
    }
    return loop == loop_;
  }

  void FindWrites() {
    writes_.assign(loops_.loops().size(), 0);
    for (BlockId id : cfg_.ReversePostOrder()) {
      RegionSet writes = 0;
      if (loops_.LoopOf(id) == kNone) continue;
      for (Ref ref : graph_.blocks[id].nodes) {
        writes |= ir::EffectsOf(graph_, graph_.node(ref)).writes;
      }
      for (uint32_t loop = loops_.LoopOf(id); loop != kNone;
           loop = loops_.loops()[loop].parent) {
        writes_[loop] |= writes;
      }
    }
  }
  // Where it is known of a value that it has some shape.
  void FindTests() {
    auto shaped = [&](Ref condition) {
      const ir::Node& test = graph_.node(condition);
      return test.op == Opcode::k_has_shape ? test.operands[0] : kNone;
    };
    for (BlockId id : cfg_.ReversePostOrder()) {
      for (Ref ref : graph_.blocks[id].nodes) {
        const ir::Node& node = graph_.node(ref);
        if (node.op == Opcode::k_guard && node.imm != 0) {
          if (shaped(node.operands[0]) != kNone) {
            shaped_in_[shaped(node.operands[0])].push_back(id);
          }
        } else if (node.op == Opcode::k_branch &&
                   node.targets[0].block != node.targets[1].block &&
                   shaped(node.operands[0]) != kNone &&
                   cfg_.Predecessors(node.targets[0].block).size() == 1) {
          shaped_in_[shaped(node.operands[0])].push_back(node.targets[0].block);
        }
      }
    }
  }

  bool RunOnLoop(uint32_t index) {
    loop_ = index;
    const ir::Loop& loop = loops_.loops()[index];
    header_ = loop.header;
    depth_ = loop.depth;
    shaped_.clear();
    moving_.clear();
    if (!FindPoll()) return false;
    // In order, so that a guard is looked at before what it guards.
    for (BlockId id : loop.blocks) {
      const bool always = DominatesLatches(loop, id);
      if (id != header_ && before_[id] != kNone) ConsiderBlock(before_[id], always);
      ConsiderBlock(id, always);
    }
    // Constants move only along with something that needs them.
    const bool gain = std::any_of(moving_.begin(), moving_.end(), [&](Ref ref) {
      return !IsConstant(graph_.node(ref).op);
    });
    if (gain) Move(loop);
    for (Ref ref : moving_) moved_[ref] = false;
    return gain;
  }
  bool DominatesLatches(const ir::Loop& loop, BlockId id) const {
    return std::all_of(loop.latches.begin(), loop.latches.end(), [&](BlockId latch) {
      return dominators_.Dominates(id, latch);
    });
  }

  // The snapshot of the poll at the head, if what it names is there before the
  // loop: parameters and what stands above the header.
  bool FindPoll() {
    poll_ = kNone;
    for (Ref ref : graph_.blocks[header_].nodes) {
      const ir::Node& node = graph_.node(ref);
      if (node.op == Opcode::k_poll) {
        poll_ = node.snapshot;
        break;
      }
      if (ir::EffectsOf(graph_, node).writes != 0) return false;
    }
    if (poll_ == kNone) return false;
    bool usable = true;
    ForEachRef(graph_.snapshots[poll_], [&](Ref& ref) {
      const ir::Node& node = graph_.node(Unwrapped(ref));
      usable &= node.block != header_ || node.op == Opcode::k_param;
    });
    return usable;
  }
  // A box that the header makes is named by its number.
  Ref Unwrapped(Ref ref) const {
    const ir::Node& node = graph_.node(ref);
    const bool boxed = node.op == Opcode::k_box_float ||
                       node.op == Opcode::k_box_int ||
                       node.op == Opcode::k_box_bool;
    return boxed && node.block == header_ ? node.operands[0] : ref;
  }

  bool OperandsInvariant(const ir::Node& node) const {
    return std::all_of(node.operands.begin(), node.operands.end(), [&](Ref operand) {
      return moved_[operand] || !Inside(graph_.node(operand).block);
    });
  }
  // The object is known to be one of this layout before the loop.
  bool KnownObject(Ref base) const {
    const Opcode op = graph_.node(base).op;
    if (op == Opcode::k_const_obj || op == Opcode::k_new ||
        op == Opcode::k_thread || shaped_.contains(base)) {
      return true;
    }
    const auto found = shaped_in_.find(base);
    return found != shaped_in_.end() &&
           std::any_of(found->second.begin(), found->second.end(), [&](BlockId id) {
             return id != header_ && dominators_.Dominates(id, header_);
           });
  }

  void ConsiderBlock(BlockId id, bool always) {
    for (Ref ref : graph_.blocks[id].nodes) {
      if (!MayMove(ref, always)) continue;
      moving_.push_back(ref);
      moved_[ref] = true;
    }
  }
  bool MayMove(Ref ref, bool always) {
    const ir::Node& node = graph_.node(ref);
    if (node.op == Opcode::k_param || !OperandsInvariant(node)) return false;
    const ir::NodeEffects effects = ir::EffectsOf(graph_, node);
    const bool unchanged = (effects.reads & writes_[loop_]) == 0;
    switch (node.op) {
      case Opcode::k_guard: {
        if (!always ||
            graph_.snapshots[node.snapshot].kind != ir::SnapshotKind::kResume) {
          return false;
        }
        const ir::Node& test = graph_.node(node.operands[0]);
        if (node.imm != 0 && test.op == Opcode::k_has_shape) {
          shaped_.insert(test.operands[0]);
        }
        return true;
      }
      case Opcode::k_unbox_float:
        return KnownObject(node.operands[0]);
      case Opcode::k_unbox_int:
        return true;  // harmless for any word
      case Opcode::k_load:
        // Fields of storage arrays lie behind a pointer that may be null.
        return unchanged && node.region != ir::Region::k_array_tagged &&
               node.region != ir::Region::k_array_double &&
               node.region != ir::Region::k_array_capacity &&
               KnownObject(node.operands[0]);
      case Opcode::k_has_shape:
        return unchanged;
      default:
        return effects.pure && !effects.guarded && node.op != Opcode::k_poison &&
               node.op != Opcode::k_call && node.op != Opcode::k_call_native &&
               node.targets.empty();
    }
  }

  // The edges from outside go through a new block that takes the header's
  // parameters, and there the moved nodes stand.
  void Move(const ir::Loop& loop) {
    const BlockId before = graph_.NewBlock();
    before_[header_] = before;
    header_of_.push_back(header_);
    ir::Node jump(Opcode::k_jump);
    jump.targets.push_back({header_, {}});
    absl::flat_hash_map<Ref, Ref> entering;
    for (Ref param : graph_.blocks[header_].params) {
      const Ref own = graph_.AddParam(before, graph_.node(param).type);
      entering[param] = own;
      jump.targets[0].args.push_back(own);
    }
    for (BlockId id : loop.blocks) {
      if (id != header_ && before_[id] != kNone) TakeOut(before_[id]);
      TakeOut(id);
    }
    for (Ref ref : moving_) {
      if (graph_.node(ref).op == Opcode::k_guard) {
        ir::Snapshot snapshot = graph_.snapshots[poll_];
        snapshot.exit_id = kNone;
        ForEachRef(snapshot, [&](Ref& used) {
          used = Unwrapped(used);
          const auto at = entering.find(used);
          if (at != entering.end()) used = at->second;
        });
        graph_.snapshots.push_back(std::move(snapshot));
        graph_.node(ref).snapshot =
            static_cast<ir::SnapshotId>(graph_.snapshots.size() - 1);
      }
      graph_.node(ref).block = before;
      graph_.blocks[before].nodes.push_back(ref);
    }
    graph_.Append(before, std::move(jump));
    moved_.resize(graph_.nodes.size(), false);
    for (BlockId id : cfg_.Predecessors(header_)) {
      if (!cfg_.IsReachable(id) || Inside(id)) continue;
      for (ir::Target& edge : graph_.Terminator(id).targets) {
        if (edge.block == header_) edge.block = before;
      }
    }
  }
  void TakeOut(BlockId id) {
    std::vector<Ref>& nodes = graph_.blocks[id].nodes;
    nodes.erase(std::remove_if(nodes.begin(), nodes.end(),
                               [&](Ref ref) { return moved_[ref]; }),
                nodes.end());
  }

  ir::Graph& graph_;
  const ir::Cfg cfg_;
  const ir::Dominators dominators_;
  const ir::LoopForest loops_;
  std::vector<BlockId> before_;     // the new block before a header, by block
  std::vector<BlockId> header_of_;  // and back, by new block
  std::vector<RegionSet> writes_;   // by loop
  absl::flat_hash_map<Ref, std::vector<BlockId>> shaped_in_;
  // Of the loop at hand.
  uint32_t loop_ = kNone, depth_ = 0;
  BlockId header_ = kNone;
  ir::SnapshotId poll_ = kNone;
  std::vector<Ref> moving_;
  std::vector<bool> moved_;  // by Ref
  absl::flat_hash_set<Ref> shaped_;
};

}  // namespace

bool HoistInvariants(ir::Graph* graph) {
  const bool changed = Hoister(graph).Run();
  if (changed) ir::UpdateLoopHeaders(graph);
  return changed;
}

}  // namespace pyjit::passes
