#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/uses.h"

// A block parameter that gets a boxed number on every edge carries the number
// itself: f64 or i64 in a register from one iteration to the next. Its box is
// made again at the block's start, where folding takes it up with its uses.
//
// An edge into a loop from outside may bring a value of unknown kind. If the loop
// unboxes the parameter anyway, the edge tests it first, and leaves to the
// interpreter at the loop header if it is of another kind, or a NaN, whose box tells it
// from others:
//
//   jump block1(%x)                 %c = has_shape %x, float
//                                   guard %c, true !at_header
//                                   %f = unbox_float %x
//                                   %n = feq %f, %f
//                                   guard %n, true !at_header
//                                   jump block1(%f)
//   block1(%p: tagged) loop:        block1(%q: f64) loop:
//     poll !at_header                 %p = box_float %q

namespace pyjit::passes {

using ir::BlockId;
using ir::kNone;
using ir::Opcode;
using ir::Ref;

namespace {

enum class Number { kFloat, kInt };

class Unboxer {
 public:
  Unboxer(ir::Graph* graph, Number kind)
      : graph_(*graph),
        kind_(kind),
        cfg_(*graph),
        dominators_(*graph, cfg_) {}

  bool Run() {
    FindFloatShape();
    if (kind_ == Number::kFloat && float_shape_ == kNone) return false;
    FindUnboxed();
    FindCandidates();
    if (candidates_.empty()) return false;
    Rewrite();
    return true;
  }

 private:
  Opcode box() const {
    return kind_ == Number::kFloat ? Opcode::k_box_float : Opcode::k_box_int;
  }
  Opcode unbox() const {
    return kind_ == Number::kFloat ? Opcode::k_unbox_float
                                   : Opcode::k_unbox_int;
  }

  void FindFloatShape() {
    for (uint32_t i = 0; i < graph_.shapes.size(); ++i) {
      if (graph_.shapes[i].stable && graph_.shapes[i].name == "float") {
        float_shape_ = i;
      }
    }
  }

  // Parameters that some op takes the number out of, or that flow into such.
  void FindUnboxed() {
    for (const ir::Block& block : graph_.blocks) {
      for (Ref ref : block.nodes) {
        const ir::Node& node = graph_.node(ref);
        if (node.op == unbox()) unboxed_.insert(node.operands[0]);
      }
    }
    // What flows into a parameter, for going backwards.
    std::map<Ref, std::vector<Ref>> into;
    ForEachEdge([&](BlockId, const ir::Target& target) {
      const auto& params = graph_.blocks[target.block].params;
      for (size_t i = 0; i < params.size(); ++i) {
        if (graph_.node(target.args[i]).op == Opcode::k_param) {
          into[params[i]].push_back(target.args[i]);
        }
      }
    });
    std::vector<Ref> work(unboxed_.begin(), unboxed_.end());
    while (!work.empty()) {
      const auto found = into.find(work.back());
      work.pop_back();
      if (found == into.end()) continue;
      for (Ref arg : found->second) {
        if (unboxed_.insert(arg).second) work.push_back(arg);
      }
    }
  }

  template <typename Visit>
  void ForEachEdge(Visit visit) {
    for (BlockId id : cfg_.ReversePostOrder()) {
      for (const ir::Target& target : graph_.Terminator(id).targets) {
        visit(id, target);
      }
    }
  }

  bool IsNumber(Ref arg) const {
    const ir::Node& node = graph_.node(arg);
    return node.op == box() ||
           (kind_ == Number::kInt && node.op == Opcode::k_const_int) ||
           candidates_.count(arg) != 0;
  }

  // What a header's snapshot names, seen from an edge: a box that the header
  // makes of a parameter is that parameter.
  Ref Unwrapped(BlockId header, Ref ref) const {
    const ir::Node& node = graph_.node(ref);
    const bool boxed = node.op == Opcode::k_box_float ||
                       node.op == Opcode::k_box_int ||
                       node.op == Opcode::k_box_bool;
    return boxed && node.block == header ? node.operands[0] : ref;
  }

  // The poll at the head of a loop: its snapshot resumes at the header. Usable on
  // an edge if it names nothing that the header computes.
  ir::SnapshotId HeaderSnapshot(BlockId id) const {
    for (Ref ref : graph_.blocks[id].nodes) {
      const ir::Node& node = graph_.node(ref);
      if (node.op == Opcode::k_poll) {
        ir::Snapshot snapshot = graph_.snapshots[node.snapshot];
        bool usable = true;
        ForEachRef(snapshot, [&](Ref& used) {
          const ir::Node& value = graph_.node(Unwrapped(id, used));
          usable &= value.block != id || value.op == Opcode::k_param;
        });
        return usable ? node.snapshot : kNone;
      }
      if (ir::EffectsOf(graph_, node).writes != 0) return kNone;
    }
    return kNone;
  }

  // An edge from outside the loop may be guarded.
  bool MayGuard(BlockId from, BlockId to, Ref arg) const {
    if (dominators_.Dominates(to, from)) return false;  // a back edge
    if (graph_.Terminator(from).op != Opcode::k_jump) return false;
    if (graph_.node(arg).op != Opcode::k_load_reg &&
        graph_.node(arg).op != Opcode::k_load &&
        graph_.node(arg).op != Opcode::k_param &&
        graph_.node(arg).op != Opcode::k_call) {
      return false;
    }
    return HeaderSnapshot(to) != kNone;
  }

  void FindCandidates() {
    for (BlockId id : cfg_.ReversePostOrder()) {
      for (Ref param : graph_.blocks[id].params) {
        if (graph_.node(param).type == ir::Type::kTagged &&
            unboxed_.count(param) != 0) {
          candidates_.insert(param);
        }
      }
    }
    // Assume the best, take back what does not hold. A parameter needs at
    // least one edge that brings a number, or nothing is gained.
    for (bool changed = true; changed;) {
      changed = false;
      std::map<Ref, int> boxes;
      // Taken back at once, so that those further on see it in this round.
      auto refuse = [&](Ref param) { changed |= candidates_.erase(param) != 0; };
      ForEachEdge([&](BlockId from, const ir::Target& target) {
        const auto& params = graph_.blocks[target.block].params;
        for (size_t i = 0; i < params.size(); ++i) {
          if (candidates_.count(params[i]) == 0) continue;
          const Ref arg = target.args[i];
          if (IsNumber(arg)) {
            boxes[params[i]] += arg != params[i];
          } else if (!MayGuard(from, target.block, arg)) {
            refuse(params[i]);
          }
        }
      });
      const std::vector<Ref> left(candidates_.begin(), candidates_.end());
      for (Ref param : left) {
        if (boxes[param] == 0) refuse(param);
      }
    }
  }

  // The raw number of `arg` at the end of `from`.
  Ref Raw(BlockId from, const ir::Target& target, size_t i) {
    const Ref arg = target.args[i];
    const ir::Node node = graph_.node(arg);
    if (node.op == box()) return node.operands[0];
    if (auto found = raw_.find(arg); found != raw_.end()) return found->second;
    std::vector<Ref>& nodes = graph_.blocks[from].nodes;
    auto insert = [&](ir::Node added) {
      added.position = graph_.Terminator(from).position;
      return graph_.Insert(from, nodes.size() - 1, std::move(added));
    };
    if (node.op == Opcode::k_const_int) {
      ir::Node constant;
      constant.op = Opcode::k_const_i64;
      constant.imm = node.imm;
      return insert(constant);
    }
    // Guard and unbox. The exit resumes at the header with this edge's values.
    ir::Snapshot snapshot = graph_.snapshots[HeaderSnapshot(target.block)];
    snapshot.exit_id = kNone;
    const std::vector<Ref> params = original_params_[target.block];
    ForEachRef(snapshot, [&](Ref& ref) {
      ref = Unwrapped(target.block, ref);
      const auto at = std::find(params.begin(), params.end(), ref);
      if (at != params.end()) {
        ref = original_args_[{from, target.block}][at - params.begin()];
      }
    });
    graph_.snapshots.push_back(std::move(snapshot));
    const auto id = static_cast<ir::SnapshotId>(graph_.snapshots.size() - 1);
    ir::Node test;
    test.op = kind_ == Number::kFloat ? Opcode::k_has_shape : Opcode::k_is_int;
    test.operands = {arg};
    if (kind_ == Number::kFloat) test.index = float_shape_;
    const Ref condition = insert(test);
    ir::Node guard;
    guard.op = Opcode::k_guard;
    guard.operands = {condition};
    guard.imm = 1;
    guard.snapshot = id;
    insert(guard);
    ir::Node unboxed;
    unboxed.op = unbox();
    unboxed.operands = {arg};
    const Ref number = insert(unboxed);
    if (kind_ == Number::kFloat) {
      // A NaN is not to lose its box.
      test = ir::Node();
      test.op = Opcode::k_feq;
      test.operands = {number, number};
      guard.operands = {insert(test)};
      insert(guard);
    }
    return number;
  }

  void Rewrite() {
    // A snapshot at the header must name only what stands above the edge.
    for (BlockId id : cfg_.ReversePostOrder()) {
      original_params_[id] = graph_.blocks[id].params;
      for (const ir::Target& target : graph_.Terminator(id).targets) {
        original_args_[{id, target.block}] = target.args;
      }
    }
    const ir::Type type =
        kind_ == Number::kFloat ? ir::Type::kF64 : ir::Type::kI64;
    Replacements to(graph_);
    for (Ref param : candidates_) {
      ir::Node raw = graph_.node(param);
      raw.type = type;
      graph_.nodes.push_back(raw);
      const Ref fresh = static_cast<Ref>(graph_.nodes.size() - 1);
      raw_[param] = fresh;
    }
    // Edges first, while arguments are still the old values.
    for (BlockId id : cfg_.ReversePostOrder()) {
      const size_t count = graph_.Terminator(id).targets.size();
      for (size_t which = 0; which < count; ++which) {
        const ir::Target target = graph_.Terminator(id).targets[which];
        const auto& params = original_params_[target.block];
        for (size_t i = 0; i < params.size(); ++i) {
          if (candidates_.count(params[i]) == 0) continue;
          const Ref raw = Raw(id, target, i);
          graph_.Terminator(id).targets[which].args[i] = raw;
        }
      }
    }
    for (Ref param : candidates_) {
      const BlockId block = graph_.node(param).block;
      const Ref fresh = raw_[param];
      auto& params = graph_.blocks[block].params;
      *std::find(params.begin(), params.end(), param) = fresh;
      graph_.node(param).block = kNone;
      ir::Node boxed;
      boxed.op = box();
      boxed.operands = {fresh};
      const Ref again = graph_.Insert(block, 0, boxed);
      to.Set(param, again);
    }
    to.Apply(&graph_);
  }

  ir::Graph& graph_;
  const Number kind_;
  const ir::Cfg cfg_;
  const ir::Dominators dominators_;
  uint32_t float_shape_ = kNone;
  std::set<Ref> unboxed_;
  std::set<Ref> candidates_;
  std::map<Ref, Ref> raw_;
  std::map<BlockId, std::vector<Ref>> original_params_;
  std::map<std::pair<BlockId, BlockId>, std::vector<Ref>> original_args_;
};

}  // namespace

bool UnboxParams(ir::Graph* graph) {
  const bool floats = Unboxer(graph, Number::kFloat).Run();
  const bool ints = Unboxer(graph, Number::kInt).Run();
  return floats || ints;
}

}  // namespace pyjit::passes
