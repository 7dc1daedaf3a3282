#include <tuple>
#include <utility>
#include <vector>

#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/scoped_facts.h"
#include "passes/uses.h"

// What a guard, or the side of a branch, has established is known to all that
// it dominates: the same question again is answered, not asked. Facts about
// pure conditions hold for ever; facts about a shape that may change end where
// memory of region shape may be written on some path in between.
//
//   %a = has_shape %x, s0               %a = has_shape %x, s0
//   guard %a, true !0                   guard %a, true !0
//   %b = is_int %x                      %b = const_i1 0
//   branch %b, block1(), block2()       branch %b, block1(), block2()
//   block2: ...                         block2: ...
//   %c = has_shape %x, s0               %c = const_i1 1
//   guard %c, true !1

namespace pyjit::passes {

using ir::BlockId;
using ir::kNone;
using ir::Opcode;
using ir::Ref;
using ir::Region;

namespace {

// A question: op, operands, index. Its fact is the answer, 0 or 1. Besides:
//   {set_shape, x}  the shape of object x (its fact is the row);
//   {param, c}      the truth of condition c, whatever it asks;
//   {guard, c}      the answer that test c of a shape gave still holds.
using Question = std::tuple<Opcode, Ref, Ref, uint32_t>;
enum Group : uint32_t { kLasting, kVolatile };

class GuardRemover {
 public:
  explicit GuardRemover(ir::Graph* graph)
      : graph_(*graph),
        cfg_(*graph),
        dominators_(*graph, cfg_),
        loops_(*graph, cfg_, dominators_),
        before_(graph->blocks.size()),
        end_(graph->blocks.size()),
        joins_(graph->blocks.size()) {}

  bool Run() {
    FindLoopsThatWriteShapes();
    WalkDominatorTree(
        dominators_,
        [this](BlockId id) {
          before_[id] = facts_.Now();
          Enter(id);
          WalkBlock(id);
          end_[id] = facts_.Now();
          AddPaths(id);
        },
        [this](BlockId id) { facts_.UndoTo(before_[id]); });
    return changed_;
  }

 private:
  bool WritesShapes(const ir::Node& node) const {
    return (ir::EffectsOf(graph_, node).writes &
            ir::RegionBit(Region::k_shape)) != 0;
  }
  // A test whose answer may be another one later.
  bool IsVolatile(const ir::Node& test) const {
    return test.op == Opcode::k_has_shape && !graph_.shapes[test.index].stable;
  }
  Group GroupOf(const Question& q, uint32_t value) const {
    const auto& [op, a, b, index] = q;
    switch (op) {
      case Opcode::k_has_shape:
        return graph_.shapes[index].stable ? kLasting : kVolatile;
      case Opcode::k_set_shape:
        return graph_.shapes[value].stable ? kLasting : kVolatile;
      case Opcode::k_guard:
        return kVolatile;
      default:
        return kLasting;
    }
  }
  void Set(const Question& q, uint32_t value) {
    facts_.Set(q, value, GroupOf(q, value));
  }

  // Shapes that are known at a loop's head stay known if the loop writes none.
  void FindLoopsThatWriteShapes() {
    writes_shapes_.assign(graph_.blocks.size(), false);
    for (BlockId id : cfg_.ReversePostOrder()) {
      bool writes = false;
      for (Ref ref : graph_.blocks[id].nodes) {
        writes = writes || WritesShapes(graph_.node(ref));
      }
      if (!writes) continue;
      for (uint32_t loop = loops_.LoopOf(id); loop != kNone;
           loop = loops_.loops()[loop].parent) {
        const BlockId header = loops_.loops()[loop].header;
        if (writes_shapes_[header]) break;
        writes_shapes_[header] = true;
      }
    }
  }

  static Question QuestionOf(const ir::Node& node) {
    const Ref a = node.operands[0];
    const Ref b = node.operands.size() > 1 ? node.operands[1] : kNone;
    return {node.op, a, b, node.op == Opcode::k_has_shape ? node.index : 0};
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

  void LearnShape(Ref object, uint32_t shape) {
    Set({Opcode::k_set_shape, object, kNone, 0}, shape);
    Set({Opcode::k_is_int, object, kNone, 0}, 0);
    Set({Opcode::k_is_null, object, kNone, 0}, 0);
  }

  // What follows from `condition` being `truth`.
  void Learn(Ref condition, bool truth) {
    const ir::Node& node = graph_.node(condition);
    if (IsConstant(node.op)) return;
    Set({Opcode::k_param, condition, kNone, 0}, truth);
    if (node.op == Opcode::k_not) return Learn(node.operands[0], !truth);
    if ((node.op == Opcode::k_and && truth) || (node.op == Opcode::k_or && !truth)) {
      Learn(node.operands[0], truth);
      Learn(node.operands[1], truth);
      return;
    }
    if (!Answers(node.op)) return;
    // What was true when it was asked need not be so now.
    if (IsVolatile(node) &&
        facts_.Find({Opcode::k_guard, condition, kNone, 0}) == nullptr) {
      return;
    }
    Set(QuestionOf(node), truth);
    const Ref a = node.operands[0];
    switch (node.op) {
      case Opcode::k_is_int:
        if (truth) Set({Opcode::k_is_null, a, kNone, 0}, 0);
        break;
      case Opcode::k_is_null:
        if (truth) Set({Opcode::k_is_int, a, kNone, 0}, 0);
        break;
      case Opcode::k_has_shape:
        if (truth) LearnShape(a, node.index);
        break;
      case Opcode::k_ilt:  // a < b
        if (truth) {
          Set({Opcode::k_ilt, node.operands[1], a, 0}, 0);
          Set({Opcode::k_ile, a, node.operands[1], 0}, 1);
        } else {
          Set({Opcode::k_ile, node.operands[1], a, 0}, 1);
        }
        break;
      case Opcode::k_ile:  // a <= b
        if (!truth) {
          Set({Opcode::k_ilt, node.operands[1], a, 0}, 1);
          Set({Opcode::k_ile, node.operands[1], a, 0}, 1);
        } else {
          Set({Opcode::k_ilt, node.operands[1], a, 0}, 0);
        }
        break;
      case Opcode::k_ieq:
        Set({Opcode::k_ine, a, node.operands[1], 0}, !truth);
        break;
      case Opcode::k_ine:
        Set({Opcode::k_ieq, a, node.operands[1], 0}, !truth);
        break;
      default:
        break;
    }
  }

  // The answer of a test that is made here: 1, 0, or -1: not known.
  int Ask(const ir::Node& node) const {
    if (const uint32_t* known = facts_.Find(QuestionOf(node))) return *known != 0;
    if (node.op != Opcode::k_has_shape) return -1;
    const Ref a = node.operands[0];
    if (const uint32_t* shape = facts_.Find({Opcode::k_set_shape, a, kNone, 0})) {
      return *shape == node.index;
    }
    if (facts_.Is({Opcode::k_is_int, a, kNone, 0}, 1) ||
        facts_.Is({Opcode::k_is_null, a, kNone, 0}, 1)) {
      return 0;
    }
    return -1;
  }
  // The truth of a condition that was computed before: 1, 0, or -1: not known.
  int Truth(Ref condition) const {
    const ir::Node& node = graph_.node(condition);
    if (node.op == Opcode::k_const_i1) return node.imm != 0;
    if (const uint32_t* known =
            facts_.Find({Opcode::k_param, condition, kNone, 0})) {
      return *known != 0;
    }
    if (node.op == Opcode::k_not) {
      const int inverse = Truth(node.operands[0]);
      return inverse < 0 ? -1 : 1 - inverse;
    }
    if (!Answers(node.op)) return -1;
    if (IsVolatile(node) &&
        facts_.Find({Opcode::k_guard, condition, kNone, 0}) == nullptr) {
      return -1;
    }
    return Ask(node);
  }

  bool IsJoin(BlockId id) const {
    int forward = 0;
    for (BlockId from : cfg_.Predecessors(id)) {
      forward += cfg_.IsReachable(from) && cfg_.OrderOf(from) < cfg_.OrderOf(id);
    }
    return forward > 1;
  }
  // What the edge itself says.
  void LearnEdge(BlockId from, BlockId to) {
    const ir::Node& last = graph_.Terminator(from);
    if (last.op == Opcode::k_branch &&
        last.targets[0].block != last.targets[1].block) {
      Learn(last.operands[0], last.targets[0].block == to);
    }
  }

  void Enter(BlockId id) {
    const BlockId dominator = dominators_.ImmediateDominator(id);
    if (dominator == kNone) return;
    if (IsJoin(id)) {
      facts_.Enter(joins_[id], [this](const Question& q, uint32_t value) {
        return GroupOf(q, value);
      });
      joins_[id] = {};
    } else {
      LearnEdge(dominator, id);
    }
    if (writes_shapes_[id]) facts_.ForgetAll(kVolatile);
  }
  // Says at the end of a block what is known to the blocks where its path
  // meets others.
  void AddPaths(BlockId id) {
    for (const ir::Target& target : graph_.Terminator(id).targets) {
      const BlockId to = target.block;
      if (cfg_.OrderOf(to) <= cfg_.OrderOf(id) || !IsJoin(to)) continue;
      const auto mark = facts_.Now();
      LearnEdge(id, to);
      facts_.AddPath(end_[dominators_.ImmediateDominator(to)], &joins_[to]);
      facts_.UndoTo(mark);
    }
  }

  void WalkBlock(BlockId id) {
    std::vector<Ref> kept;
    kept.reserve(graph_.blocks[id].nodes.size());
    for (Ref ref : graph_.blocks[id].nodes) {
      ir::Node& node = graph_.node(ref);
      if (Answers(node.op)) {
        VisitTest(ref);
      } else if (node.op == Opcode::k_guard) {
        if (Truth(node.operands[0]) == (node.imm != 0)) {
          node.block = kNone;
          changed_ = true;
          continue;
        }
        Learn(node.operands[0], node.imm != 0);
      } else if (node.op == Opcode::k_branch) {
        const int known = Truth(node.operands[0]);
        if (known >= 0) {
          ir::Target target = node.targets[known != 0 ? 0 : 1];
          node.op = Opcode::k_jump;
          node.operands.clear();
          node.targets.assign(1, std::move(target));
          changed_ = true;
        }
      } else if (node.op == Opcode::k_new) {
        // A fresh object's shape is known until it changes.
        LearnShape(ref, node.index);
      } else if (node.op == Opcode::k_set_shape) {
        SetShape(node);
      } else if (WritesShapes(node)) {
        facts_.ForgetAll(kVolatile);
      }
      kept.push_back(ref);
    }
    graph_.blocks[id].nodes = std::move(kept);
  }

  void VisitTest(Ref ref) {
    ir::Node& node = graph_.node(ref);
    const int known = Ask(node);
    if (known >= 0) {
      node.op = Opcode::k_const_i1;
      node.operands.clear();
      node.index = 0;
      node.imm = known;
      changed_ = true;
    } else if (IsVolatile(node)) {
      Set({Opcode::k_guard, ref, kNone, 0}, 1);
    }
  }

  // The object's shape changes; that of others stays unless they may be the
  // same object, which a fresh one is not.
  void SetShape(const ir::Node& node) {
    const Ref object = node.operands[0];
    facts_.ForgetIf(kVolatile, [&](const Question& q, uint32_t) {
      Ref other = std::get<1>(q);
      if (std::get<0>(q) == Opcode::k_guard) {
        const ir::Node& test = graph_.node(other);
        // It may have become a constant that is still asked about.
        if (test.operands.empty()) return false;
        other = test.operands[0];
      }
      return !AreDifferentObjects(graph_, object, other);
    });
    LearnShape(object, node.index);
  }

  ir::Graph& graph_;
  const ir::Cfg cfg_;
  const ir::Dominators dominators_;
  const ir::LoopForest loops_;
  ScopedFacts<Question> facts_;
  std::vector<ScopedFacts<Question>::Mark> before_, end_;  // by block
  std::vector<ScopedFacts<Question>::Join> joins_;         // by block
  std::vector<bool> writes_shapes_;                        // by loop header
  bool changed_ = false;
};

}  // namespace

bool RemoveGuards(ir::Graph* graph) {
  const bool changed = GuardRemover(graph).Run();
  if (changed) ir::UpdateLoopHeaders(graph);
  return changed;
}

}  // namespace pyjit::passes
