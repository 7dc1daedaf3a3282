#include <map>
#include <tuple>
#include <vector>

#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/uses.h"

// What a guard, or the side of a branch, has established is known to all that
// it dominates: the same question again is answered, not asked. Facts about
// pure conditions hold for ever; facts about a shape that may change end where
// memory of region shape may be written on some path in between.

namespace pyjit::passes {

using ir::BlockId;
using ir::kNone;
using ir::Opcode;
using ir::Ref;
using ir::Region;

namespace {

// A question: op, operands, index. Facts map it to its answer.
using Question = std::tuple<Opcode, Ref, Ref, uint32_t>;
using Facts = std::map<Question, bool>;

class GuardRemover {
 public:
  explicit GuardRemover(ir::Graph* graph)
      : graph_(*graph),
        cfg_(*graph),
        dominators_(*graph, cfg_),
        loops_(*graph, cfg_, dominators_) {}

  bool Run() {
    out_.resize(graph_.blocks.size());
    done_.assign(graph_.blocks.size(), false);
    for (BlockId id : cfg_.ReversePostOrder()) {
      facts_ = EntryFacts(id);
      WalkBlock(id);
      out_[id] = facts_;
      done_[id] = true;
    }
    return changed_;
  }

 private:
  bool IsVolatile(const Question& q) const {
    return std::get<0>(q) == Opcode::k_has_shape &&
           !graph_.shapes[std::get<3>(q)].stable;
  }
  bool WritesShapes(const ir::Node& node) const {
    return (ir::EffectsOf(graph_, node).writes &
            ir::RegionBit(Region::k_shape)) != 0;
  }

  Question QuestionOf(const ir::Node& node) const {
    Ref a = node.operands.empty() ? kNone : node.operands[0];
    Ref b = node.operands.size() > 1 ? node.operands[1] : kNone;
    return {node.op, a, b, node.index};
  }
  static bool Answers(Opcode op) {
    switch (op) {
      case Opcode::k_is_int:
      case Opcode::k_has_shape:
      case Opcode::k_is_same:
      case Opcode::k_is_null:
      case Opcode::k_ilt:
      case Opcode::k_ile:
      case Opcode::k_ieq:
      case Opcode::k_ine:
      case Opcode::k_ult:
      case Opcode::k_flt:
      case Opcode::k_fle:
      case Opcode::k_feq:
      case Opcode::k_fne:
      case Opcode::k_iadd_overflows:
      case Opcode::k_isub_overflows:
      case Opcode::k_imul_overflows:
        return true;
      default:
        return false;
    }
  }

  // What follows from `condition` being `truth`.
  void Learn(Facts* facts, Ref condition, bool truth) const {
    const ir::Node& node = graph_.node(condition);
    if (node.op == Opcode::k_not) {
      return Learn(facts, node.operands[0], !truth);
    }
    if (node.op == Opcode::k_and && truth) {
      Learn(facts, node.operands[0], true);
      Learn(facts, node.operands[1], true);
      return;
    }
    if (!Answers(node.op)) {
      // Any other i1: the value itself is known.
      (*facts)[{node.op, condition, kNone, kNone}] = truth;
      return;
    }
    (*facts)[QuestionOf(node)] = truth;
    const Ref a = node.operands[0];
    switch (node.op) {
      case Opcode::k_is_int:
        if (truth) (*facts)[{Opcode::k_is_null, a, kNone, 0}] = false;
        break;
      case Opcode::k_has_shape:
        if (truth) {
          (*facts)[{Opcode::k_is_int, a, kNone, 0}] = false;
          (*facts)[{Opcode::k_is_null, a, kNone, 0}] = false;
        }
        break;
      case Opcode::k_ilt:  // a < b
        if (truth) {
          (*facts)[{Opcode::k_ilt, node.operands[1], a, 0}] = false;
          (*facts)[{Opcode::k_ile, a, node.operands[1], 0}] = true;
        } else {
          (*facts)[{Opcode::k_ile, node.operands[1], a, 0}] = true;
        }
        break;
      case Opcode::k_ieq:
        (*facts)[{Opcode::k_ine, a, node.operands[1], 0}] = !truth;
        break;
      default:
        break;
    }
  }

  // 1, 0, or -1: not known.
  int Ask(Ref condition) const {
    const ir::Node& node = graph_.node(condition);
    if (node.op == Opcode::k_const_i1) return node.imm != 0;
    if (!Answers(node.op)) {
      auto found = facts_.find({node.op, condition, kNone, kNone});
      return found == facts_.end() ? -1 : found->second;
    }
    auto found = facts_.find(QuestionOf(node));
    if (found != facts_.end()) return found->second;
    if (node.op == Opcode::k_has_shape) {
      const Ref a = node.operands[0];
      auto is_int = facts_.find({Opcode::k_is_int, a, kNone, 0});
      if (is_int != facts_.end() && is_int->second) return 0;
      // Having another shape.
      auto other = facts_.lower_bound({Opcode::k_has_shape, a, kNone, 0});
      for (; other != facts_.end() &&
             std::get<0>(other->first) == Opcode::k_has_shape &&
             std::get<1>(other->first) == a;
           ++other) {
        if (other->second && std::get<3>(other->first) != node.index) return 0;
      }
    }
    return -1;
  }

  // Facts along one edge.
  Facts EdgeFacts(BlockId from, BlockId to) const {
    Facts facts = out_[from];
    const ir::Node& last = graph_.Terminator(from);
    if (last.op == Opcode::k_branch &&
        last.targets[0].block != last.targets[1].block) {
      Learn(&facts, last.operands[0], last.targets[0].block == to);
    }
    return facts;
  }

  Facts EntryFacts(BlockId id) const {
    Facts facts;
    bool first = true;
    bool back_edge = false;
    for (BlockId from : cfg_.Predecessors(id)) {
      if (!cfg_.IsReachable(from)) continue;
      if (!done_[from]) {
        back_edge = true;
        continue;
      }
      const Facts edge = EdgeFacts(from, id);
      if (first) {
        facts = edge;
        first = false;
        continue;
      }
      for (auto it = facts.begin(); it != facts.end();) {
        auto found = edge.find(it->first);
        if (found == edge.end() || found->second != it->second) {
          it = facts.erase(it);
        } else {
          ++it;
        }
      }
    }
    if (back_edge) {
      // Around the loop pure facts stay, as values do; shapes stay if the loop
      // writes none.
      bool writes = false;
      const uint32_t loop = loops_.LoopOf(id);
      if (loop == kNone || loops_.loops()[loop].header != id) {
        writes = true;
      } else {
        for (BlockId inside : loops_.loops()[loop].blocks) {
          for (Ref ref : graph_.blocks[inside].nodes) {
            writes |= WritesShapes(graph_.node(ref));
          }
        }
      }
      if (writes) DropVolatile(&facts);
    }
    return facts;
  }

  void DropVolatile(Facts* facts) const {
    for (auto it = facts->begin(); it != facts->end();) {
      it = IsVolatile(it->first) ? facts->erase(it) : std::next(it);
    }
  }

  void WalkBlock(BlockId id) {
    std::vector<Ref> kept;
    for (Ref ref : graph_.blocks[id].nodes) {
      ir::Node& node = graph_.node(ref);
      if (node.op == Opcode::k_guard) {
        const int known = Ask(node.operands[0]);
        if (known >= 0 && known == (node.imm != 0)) {
          node.block = kNone;
          changed_ = true;
          continue;
        }
        Learn(&facts_, node.operands[0], node.imm != 0);
      } else if (node.op == Opcode::k_branch) {
        const int known = Ask(node.operands[0]);
        if (known >= 0 &&
            graph_.node(node.operands[0]).op != Opcode::k_const_i1) {
          ir::Target target = node.targets[known != 0 ? 0 : 1];
          node.op = Opcode::k_jump;
          node.operands.clear();
          node.targets.assign(1, std::move(target));
          changed_ = true;
        }
      } else if (node.op == Opcode::k_new) {
        // A fresh object's shape is known until it changes.
        Learn(&facts_, node, ref);
      } else if (node.op == Opcode::k_set_shape) {
        SetShape(node);
      } else if (WritesShapes(node)) {
        DropVolatile(&facts_);
      }
      kept.push_back(ref);
    }
    graph_.blocks[id].nodes = std::move(kept);
  }

  void Learn(Facts* facts, const ir::Node& fresh, Ref ref) const {
    (*facts)[{Opcode::k_has_shape, ref, kNone, fresh.index}] = true;
    (*facts)[{Opcode::k_is_int, ref, kNone, 0}] = false;
    (*facts)[{Opcode::k_is_null, ref, kNone, 0}] = false;
  }

  // The object's shape changes; that of others stays unless they may be the
  // same object, which a fresh one is not.
  void SetShape(const ir::Node& node) {
    const Ref object = node.operands[0];
    for (auto it = facts_.begin(); it != facts_.end();) {
      const bool other_object =
          std::get<1>(it->first) != object &&
          (graph_.node(object).op == Opcode::k_new ||
           graph_.node(std::get<1>(it->first)).op == Opcode::k_new);
      it = IsVolatile(it->first) && !other_object ? facts_.erase(it)
                                                  : std::next(it);
    }
    facts_[{Opcode::k_has_shape, object, kNone, node.index}] = true;
  }

  ir::Graph& graph_;
  const ir::Cfg cfg_;
  const ir::Dominators dominators_;
  const ir::LoopForest loops_;
  std::vector<Facts> out_;
  std::vector<bool> done_;
  Facts facts_;
  bool changed_ = false;
};

}  // namespace

bool RemoveGuards(ir::Graph* graph) {
  const bool changed = GuardRemover(graph).Run();
  if (changed) ir::UpdateLoopHeaders(graph);
  return changed;
}

}  // namespace pyjit::passes
