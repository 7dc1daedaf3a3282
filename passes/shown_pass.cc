#include <map>
#include <vector>

#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/shown.h"
#include "passes/uses.h"

// A number that a loop carries for its exits alone (ShownParams) goes round without a box being
// made in each iteration. Where an edge brings what the register's memory holds (unbound, or
// what it was at entry), it brings kFloatKept or kIntKept instead, at which the exit leaves the
// register alone.
//
//   loop(%x: tagged):               loop(%y: f64):
//     poll [r5=%x]                    poll [r5=%y]
//     %b = box_float %f
//     jump loop(%b)                   jump loop(%f)

namespace pyjit::passes {

using ir::kNone;
using ir::Opcode;
using ir::Ref;

namespace {

struct Number {
  Opcode box;
  ir::Type raw;
  Opcode constant;  // raw
  uint64_t kept;
};
constexpr Number kNumbers[] = {
    {Opcode::k_box_float, ir::Type::kF64, Opcode::k_const_f64, ir::kFloatKept},
    {Opcode::k_box_int, ir::Type::kI64, Opcode::k_const_i64, ir::kIntKept},
};

class Carrier {
 public:
  // What another carrier has made a number of meanwhile is none of these any more.
  Carrier(ir::Graph* graph, const Number& kind, ShownParams* shown)
      : graph_(*graph), kind_(kind), shown_(*shown), found_(graph->nodes.size(), false) {}

  bool Run() {
    Find();
    if (!chosen_.empty()) Carry();
    return !chosen_.empty();
  }

 private:
  bool IsFound(Ref ref) const { return ref < found_.size() && found_[ref]; }
  // What edges may bring to a parameter that carries the number.
  bool IsNumber(Ref arg) const {
    const Opcode op = graph_.node(arg).op;
    return op == kind_.box || IsFound(arg) ||
           (op == Opcode::k_const_int && kind_.box == Opcode::k_box_int);
  }
  // The register that shows the parameter holds this in memory.
  bool IsKept(Ref arg, Ref param) const {
    const ir::Node& node = graph_.node(arg);
    const uint64_t where = shown_.ShownIn(param);
    if (where == ShownParams::kShownVariously) return false;
    if (node.op == Opcode::k_load_reg) return where == ShownParams::RegisterOf(0, node.index);
    return node.op == Opcode::k_const_null && where >= ShownParams::RegisterOf(1, 0);
  }

  void Find() {
    std::map<Ref, std::vector<Ref>> next;
    std::vector<Ref> work;  // some edge brings a box to it, or to what flows into it
    shown_.ForEachArg([&](Ref arg, Ref param) {
      if (!shown_.Is(param)) return;
      if (shown_.Is(arg)) next[arg].push_back(param);
      if (graph_.node(arg).op == kind_.box) work.push_back(param);
    });
    while (!work.empty()) {
      const Ref param = work.back();
      work.pop_back();
      if (found_[param]) continue;
      found_[param] = true;
      work.insert(work.end(), next[param].begin(), next[param].end());
    }
    // Assume the best, take back what does not hold: what edges bring must be numbers, and
    // what a number is brought to must be one too.
    for (bool changed = true; changed;) {
      changed = false;
      auto take_back = [&](Ref ref) { found_[ref] = false, changed = true; };
      shown_.ForEachArg([&](Ref arg, Ref param) {
        if (!found_[param]) {
          if (IsFound(arg)) take_back(arg);
        } else if (!IsNumber(arg) && !IsKept(arg, param)) {
          take_back(param);
        }
      });
    }
    for (Ref param : shown_.params()) {
      if (found_[param]) chosen_.push_back(param);
    }
  }

  Ref Constant(int64_t bits) {
    ir::Node node;
    node.op = kind_.constant;
    node.imm = bits;
    return graph_.Insert(0, 0, node);
  }

  void Carry() {
    std::map<int64_t, Ref> ints;
    shown_.ForEachArg([&](Ref arg, Ref param) {
      const ir::Node& node = graph_.node(arg);
      if (found_[param] && node.op == Opcode::k_const_int) ints[node.imm] = kNone;
    });
    for (auto& [value, ref] : ints) ref = Constant(value);
    const Ref kept = Constant(static_cast<int64_t>(kind_.kept));
    shown_.ForEachArg([&](Ref& arg, Ref param) {
      if (!found_[param] || IsFound(arg)) return;
      const ir::Node& node = graph_.node(arg);
      arg = node.op == kind_.box              ? node.operands[0]
            : node.op == Opcode::k_const_int ? ints.at(node.imm)
                                             : kept;
    });
    Replacements to(graph_);
    for (Ref param : chosen_) {
      ir::Node raw = graph_.node(param);
      raw.type = kind_.raw;
      graph_.nodes.push_back(raw);
      const Ref fresh = static_cast<Ref>(graph_.nodes.size() - 1);
      for (Ref& at : graph_.blocks[raw.block].params) {
        if (at == param) at = fresh;
      }
      graph_.node(param).block = kNone;
      to.Set(param, fresh);
    }
    to.Apply(&graph_);
  }

  ir::Graph& graph_;
  const Number& kind_;
  ShownParams& shown_;
  std::vector<bool> found_;  // by Ref
  std::vector<Ref> chosen_;  // those, in order
};

}  // namespace

bool CarryShown(ir::Graph* graph) {
  ShownParams shown(graph);
  bool changed = false;
  for (const Number& kind : kNumbers) changed |= Carrier(graph, kind, &shown).Run();
  return changed;
}

}  // namespace pyjit::passes
