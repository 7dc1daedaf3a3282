#include <cmath>
#include <utility>
#include <vector>

#include "ir/cfg.h"
#include "ir/graph.h"
#include "passes/pass.h"
#include "passes/ranges.h"
#include "passes/uses.h"

// Folding: constants, algebra, boxes that meet their unboxing, tests whose
// answer the tested op gives. Each rule keeps the type, looks only at operands,
// and shrinks.

namespace pyjit::passes {

using ir::kNone;
using ir::Opcode;
using ir::Ref;

namespace {

class Folder {
 public:
  explicit Folder(ir::Graph* graph) : graph_(*graph), to_(*graph) {}

  bool Run() {
    const ir::Cfg cfg(graph_);
    for (ir::BlockId id : cfg.ReversePostOrder()) {
      // The block is filled anew: rules add nodes before the one at hand.
      const std::vector<Ref> nodes = std::move(graph_.blocks[id].nodes);
      graph_.blocks[id].nodes.clear();
      block_ = id;
      for (Ref ref : nodes) {
        for (Ref& operand : graph_.node(ref).operands) {
          operand = to_.Find(operand);
        }
        gone_ = false;
        Visit(ref);
        if (gone_) {
          graph_.node(ref).block = kNone;
        } else {
          graph_.blocks[id].nodes.push_back(ref);
        }
      }
    }
    to_.Apply(&graph_);
    return changed_;
  }

 private:
  ir::Node& Of(Ref ref) { return graph_.node(ref); }
  ir::Node& Operand(Ref ref, int i) { return Of(Of(ref).operands[i]); }

  void Becomes(Ref ref, Ref value) {
    to_.Set(ref, value);
    gone_ = changed_ = true;
  }
  // The node itself turns into a constant.
  void BecomesConst(Ref ref, Opcode op, int64_t imm) {
    ir::Node& node = Of(ref);
    node.op = op;
    node.operands.clear();
    node.imm = imm;
    node.index = 0;
    changed_ = true;
  }
  void BecomesBool(Ref ref, bool b) { BecomesConst(ref, Opcode::k_const_i1, b); }
  void BecomesInt(Ref ref, int64_t n) { BecomesConst(ref, Opcode::k_const_i64, n); }
  void BecomesFloat(Ref ref, double d) {
    BecomesConst(ref, Opcode::k_const_f64, 0);
    Of(ref).f64 = d;
  }
  Ref InsertBefore(ir::Node node) {
    changed_ = true;
    return graph_.Append(block_, std::move(node));
  }
  Ref InsertConst(int64_t n) {
    ir::Node node;
    node.op = Opcode::k_const_i64;
    node.imm = n;
    return InsertBefore(node);
  }
  bool IsInt(Ref ref, int64_t* n) {
    if (Of(ref).op != Opcode::k_const_i64) return false;
    *n = Of(ref).imm;
    return true;
  }

  void Visit(Ref ref);
  void VisitTest(Ref ref);
  void VisitInt(Ref ref);
  void VisitFloat(Ref ref);
  void VisitTruth(Ref ref);
  void VisitGuard(Ref ref);

  ir::Graph& graph_;
  Replacements to_;
  bool changed_ = false;
  ir::BlockId block_ = 0;
  bool gone_ = false;  // the node at hand is not needed any more
};

bool IsNamed(const ir::Graph& graph, const ir::Node& node, const char* name) {
  return node.op == Opcode::k_const_obj &&
         graph.objects[node.index].name == name;
}

void Folder::VisitTest(Ref ref) {
  const ir::Node node = Of(ref);
  const Ref a = node.operands[0];
  const Opcode made_by = Of(a).op;
  switch (node.op) {
    case Opcode::k_is_int:
      switch (made_by) {
        case Opcode::k_const_int:
          return BecomesBool(ref, true);
        case Opcode::k_const_obj:
        case Opcode::k_const_null:
        case Opcode::k_new:
        case Opcode::k_box_float:
        case Opcode::k_box_bool:
          return BecomesBool(ref, false);
        case Opcode::k_box_int: {
          const Ref number = Of(a).operands[0];
          if (RangeOf(graph_, number).FitsSmallInt()) {
            return BecomesBool(ref, true);
          }
          // Fits 63 bits: number + 2^62 < 2^63, unsigned.
          const Ref bias = InsertConst(int64_t{1} << 62);
          ir::Node sum;
          sum.op = Opcode::k_iadd;
          sum.operands = {number, bias};
          sum.position = node.position;
          const Ref shifted = InsertBefore(sum);
          const Ref limit = InsertConst(INT64_MIN);
          ir::Node& self = Of(ref);
          self.op = Opcode::k_ult;
          self.operands = {shifted, limit};
          return;
        }
        default:
          return;
      }
    case Opcode::k_has_shape: {
      const ir::ShapeRow& row = graph_.shapes[node.index];
      switch (made_by) {
        case Opcode::k_const_int:
        case Opcode::k_const_null:
          return BecomesBool(ref, false);
        case Opcode::k_box_float:
          return BecomesBool(ref, row.stable && row.name == "float");
        case Opcode::k_box_bool:
          return BecomesBool(ref, row.stable && row.name == "bool");
        case Opcode::k_new:
          // Only a stable shape stays; RemoveGuards follows the others.
          if (graph_.shapes[Of(a).index].stable) {
            return BecomesBool(ref, Of(a).index == node.index);
          }
          return;
        default:
          return;
      }
    }
    case Opcode::k_is_null:
      switch (made_by) {
        case Opcode::k_const_null:
          return BecomesBool(ref, true);
        case Opcode::k_const_int:
        case Opcode::k_const_obj:
        case Opcode::k_new:
        case Opcode::k_box_int:
        case Opcode::k_box_float:
        case Opcode::k_box_bool:
          return BecomesBool(ref, false);
        default:
          return;
      }
    case Opcode::k_is_same: {
      const Ref b = node.operands[1];
      if (a == b) return BecomesBool(ref, true);
      const ir::Node& x = Of(a);
      const ir::Node& y = Of(b);
      if (IsConstant(x.op) && IsConstant(y.op)) {
        if (x.op != y.op) return BecomesBool(ref, false);
        const bool same = x.op == Opcode::k_const_obj ? x.index == y.index
                          : x.op == Opcode::k_const_int ? x.imm == y.imm
                                                        : true;
        return BecomesBool(ref, same);
      }
      for (auto [p, q] : {std::pair<Ref, Ref>{a, b}, {b, a}}) {
        if (Of(p).op == Opcode::k_box_bool) {
          if (IsNamed(graph_, Of(q), "True")) {
            return Becomes(ref, Of(p).operands[0]);
          }
          if (IsNamed(graph_, Of(q), "False")) {
            const Ref bit = Of(p).operands[0];
            ir::Node& self = Of(ref);
            self.op = Opcode::k_not;
            self.operands = {bit};
            changed_ = true;
            return;
          }
        }
        const bool fresh = Of(p).op == Opcode::k_new;
        if (fresh && (IsConstant(Of(q).op) || Of(q).op == Opcode::k_new ||
                      Of(q).op == Opcode::k_load_reg)) {
          return BecomesBool(ref, false);
        }
        if (Of(p).op == Opcode::k_const_obj &&
            (Of(q).op == Opcode::k_box_int)) {
          return BecomesBool(ref, false);
        }
      }
      return;
    }
    default:
      return;
  }
}

void Folder::VisitInt(Ref ref) {
  const ir::Node& node = Of(ref);
  const Ref a = node.operands[0], b = node.operands[1];
  int64_t m = 0, n = 0;
  const bool x = IsInt(a, &m), y = IsInt(b, &n);
  int64_t result = 0;
  switch (node.op) {
    case Opcode::k_iadd:
      if (x && y) {
        return BecomesInt(ref, static_cast<int64_t>(static_cast<uint64_t>(m) +
                                                    static_cast<uint64_t>(n)));
      }
      if (y && n == 0) return Becomes(ref, a);
      if (x && m == 0) return Becomes(ref, b);
      return;
    case Opcode::k_isub:
      if (x && y) {
        return BecomesInt(ref, static_cast<int64_t>(static_cast<uint64_t>(m) -
                                                    static_cast<uint64_t>(n)));
      }
      if (y && n == 0) return Becomes(ref, a);
      return;
    case Opcode::k_imul:
      if (x && y) {
        return BecomesInt(ref, static_cast<int64_t>(static_cast<uint64_t>(m) *
                                                    static_cast<uint64_t>(n)));
      }
      if (y && n == 1) return Becomes(ref, a);
      if (x && m == 1) return Becomes(ref, b);
      return;
    case Opcode::k_iadd_overflows:
    case Opcode::k_isub_overflows:
    case Opcode::k_imul_overflows: {
      const Range p = RangeOf(graph_, a), q = RangeOf(graph_, b);
      bool may = false;
      if (node.op == Opcode::k_iadd_overflows) {
        may |= __builtin_add_overflow(p.low, q.low, &result);
        may |= __builtin_add_overflow(p.high, q.high, &result);
      } else if (node.op == Opcode::k_isub_overflows) {
        may |= __builtin_sub_overflow(p.low, q.high, &result);
        may |= __builtin_sub_overflow(p.high, q.low, &result);
      } else {
        may |= __builtin_mul_overflow(p.low, q.low, &result);
        may |= __builtin_mul_overflow(p.low, q.high, &result);
        may |= __builtin_mul_overflow(p.high, q.low, &result);
        may |= __builtin_mul_overflow(p.high, q.high, &result);
      }
      if (!may) return BecomesBool(ref, false);
      return;
    }
    case Opcode::k_ifloordiv:
    case Opcode::k_imod: {
      if (!x || !y || n == 0 || (n == -1 && m == INT64_MIN)) {
        if (y && n == 1) {
          return node.op == Opcode::k_imod ? BecomesInt(ref, 0)
                                           : Becomes(ref, a);
        }
        return;
      }
      int64_t quotient = m / n, remainder = m % n;
      if (remainder != 0 && ((remainder < 0) != (n < 0))) {
        --quotient;
        remainder += n;
      }
      return BecomesInt(ref,
                        node.op == Opcode::k_imod ? remainder : quotient);
    }
    case Opcode::k_iand:
      if (x && y) return BecomesInt(ref, m & n);
      if (a == b) return Becomes(ref, a);
      return;
    case Opcode::k_ior:
      if (x && y) return BecomesInt(ref, m | n);
      if (a == b) return Becomes(ref, a);
      return;
    case Opcode::k_ixor:
      if (x && y) return BecomesInt(ref, m ^ n);
      return;
    case Opcode::k_ishl:
      if (x && y && n >= 0 && n < 64) {
        return BecomesInt(ref,
                          static_cast<int64_t>(static_cast<uint64_t>(m) << n));
      }
      if (y && n == 0) return Becomes(ref, a);
      return;
    case Opcode::k_ishr:
      if (x && y && n >= 0 && n < 64) return BecomesInt(ref, m >> n);
      if (y && n == 0) return Becomes(ref, a);
      return;
    case Opcode::k_ilt:
    case Opcode::k_ile: {
      if (a == b) return BecomesBool(ref, node.op == Opcode::k_ile);
      const Range p = RangeOf(graph_, a), q = RangeOf(graph_, b);
      const bool strict = node.op == Opcode::k_ilt;
      if (strict ? p.high < q.low : p.high <= q.low) {
        return BecomesBool(ref, true);
      }
      if (strict ? p.low >= q.high : p.low > q.high) {
        return BecomesBool(ref, false);
      }
      return;
    }
    case Opcode::k_ieq:
    case Opcode::k_ine: {
      const bool equal_means = node.op == Opcode::k_ieq;
      if (a == b) return BecomesBool(ref, equal_means);
      const Range p = RangeOf(graph_, a), q = RangeOf(graph_, b);
      if (p.high < q.low || q.high < p.low) {
        return BecomesBool(ref, !equal_means);
      }
      if (x && y) return BecomesBool(ref, (m == n) == equal_means);
      return;
    }
    case Opcode::k_ult: {
      if (a == b) return BecomesBool(ref, false);
      const Range p = RangeOf(graph_, a), q = RangeOf(graph_, b);
      if (p.low >= 0 && q.low >= 0) {
        if (p.high < q.low) return BecomesBool(ref, true);
        if (p.low >= q.high) return BecomesBool(ref, false);
      }
      if (x && y) {
        return BecomesBool(
            ref, static_cast<uint64_t>(m) < static_cast<uint64_t>(n));
      }
      return;
    }
    default:
      return;
  }
}

void Folder::VisitFloat(Ref ref) {
  const ir::Node& node = Of(ref);
  auto constant = [&](size_t i) {
    return i >= node.operands.size() ||
           Operand(ref, static_cast<int>(i)).op == Opcode::k_const_f64;
  };
  if (!constant(0) || !constant(1)) return;
  const double m = Operand(ref, 0).f64;
  const double n = node.operands.size() > 1 ? Operand(ref, 1).f64 : 0;
  switch (node.op) {
    case Opcode::k_fadd:
      return BecomesFloat(ref, m + n);
    case Opcode::k_fsub:
      return BecomesFloat(ref, m - n);
    case Opcode::k_fmul:
      return BecomesFloat(ref, m * n);
    case Opcode::k_fdiv:
      return BecomesFloat(ref, m / n);
    case Opcode::k_fneg:
      return BecomesFloat(ref, -m);
    case Opcode::k_fabs:
      return BecomesFloat(ref, std::fabs(m));
    case Opcode::k_flt:
      return BecomesBool(ref, m < n);
    case Opcode::k_fle:
      return BecomesBool(ref, m <= n);
    case Opcode::k_feq:
      return BecomesBool(ref, m == n);
    case Opcode::k_fne:
      return BecomesBool(ref, m != n);
    default:
      return;
  }
}

void Folder::VisitTruth(Ref ref) {
  const ir::Node& node = Of(ref);
  const ir::Node& a = Operand(ref, 0);
  switch (node.op) {
    case Opcode::k_not:
      if (a.op == Opcode::k_const_i1) return BecomesBool(ref, a.imm == 0);
      if (a.op == Opcode::k_not) return Becomes(ref, a.operands[0]);
      return;
    case Opcode::k_and:
    case Opcode::k_or:
      for (int i : {0, 1}) {
        const ir::Node& one = Operand(ref, i);
        if (one.op != Opcode::k_const_i1) continue;
        const bool decides = (one.imm != 0) == (node.op == Opcode::k_or);
        if (decides) return BecomesBool(ref, one.imm != 0);
        return Becomes(ref, node.operands[1 - i]);
      }
      return;
    case Opcode::k_select:
      if (a.op == Opcode::k_const_i1) {
        return Becomes(ref, node.operands[a.imm != 0 ? 1 : 2]);
      }
      if (node.operands[1] == node.operands[2]) {
        return Becomes(ref, node.operands[1]);
      }
      return;
    default:
      return;
  }
}

// A guard that holds is gone; one on a negation asks the other way round.
void Folder::VisitGuard(Ref ref) {
  const ir::Node& node = Of(ref);
  const ir::Node& condition = Operand(ref, 0);
  if (condition.op == Opcode::k_not) {
    Of(ref).imm = node.imm == 0;
    Of(ref).operands[0] = condition.operands[0];
    changed_ = true;
    return VisitGuard(ref);
  }
  if (condition.op == Opcode::k_const_i1 &&
      (condition.imm != 0) == (node.imm != 0)) {
    gone_ = changed_ = true;
  }
}

void Folder::Visit(Ref ref) {
  const ir::Node& node = Of(ref);
  switch (node.op) {
    case Opcode::k_is_int:
    case Opcode::k_has_shape:
    case Opcode::k_is_null:
    case Opcode::k_is_same:
      return VisitTest(ref);
    case Opcode::k_unbox_int:
      if (Operand(ref, 0).op == Opcode::k_box_int) {
        return Becomes(ref, Operand(ref, 0).operands[0]);
      }
      if (Operand(ref, 0).op == Opcode::k_const_int) {
        return BecomesInt(ref, Operand(ref, 0).imm);
      }
      return;
    case Opcode::k_unbox_float:
      if (Operand(ref, 0).op == Opcode::k_box_float) {
        return Becomes(ref, Operand(ref, 0).operands[0]);
      }
      return;
    case Opcode::k_box_int:
      if (Operand(ref, 0).op == Opcode::k_unbox_int) {
        return Becomes(ref, Operand(ref, 0).operands[0]);
      }
      if (Operand(ref, 0).op == Opcode::k_const_i64 &&
          RangeOf(graph_, node.operands[0]).FitsSmallInt()) {
        return BecomesConst(ref, Opcode::k_const_int, Operand(ref, 0).imm);
      }
      return;
    case Opcode::k_box_float:
      if (Operand(ref, 0).op == Opcode::k_unbox_float) {
        return Becomes(ref, Operand(ref, 0).operands[0]);
      }
      return;
    case Opcode::k_iadd:
    case Opcode::k_isub:
    case Opcode::k_imul:
    case Opcode::k_iadd_overflows:
    case Opcode::k_isub_overflows:
    case Opcode::k_imul_overflows:
    case Opcode::k_ifloordiv:
    case Opcode::k_imod:
    case Opcode::k_iand:
    case Opcode::k_ior:
    case Opcode::k_ixor:
    case Opcode::k_ishl:
    case Opcode::k_ishr:
    case Opcode::k_ilt:
    case Opcode::k_ile:
    case Opcode::k_ieq:
    case Opcode::k_ine:
    case Opcode::k_ult:
      return VisitInt(ref);
    case Opcode::k_fadd:
    case Opcode::k_fsub:
    case Opcode::k_fmul:
    case Opcode::k_fdiv:
    case Opcode::k_fneg:
    case Opcode::k_fabs:
    case Opcode::k_flt:
    case Opcode::k_fle:
    case Opcode::k_feq:
    case Opcode::k_fne:
      return VisitFloat(ref);
    case Opcode::k_i2f:
      if (Operand(ref, 0).op == Opcode::k_const_i64) {
        return BecomesFloat(ref, static_cast<double>(Operand(ref, 0).imm));
      }
      return;
    case Opcode::k_not:
    case Opcode::k_and:
    case Opcode::k_or:
    case Opcode::k_select:
      return VisitTruth(ref);
    case Opcode::k_guard:
      return VisitGuard(ref);
    default:
      return;
  }
}

}  // namespace

bool Fold(ir::Graph* graph) { return Folder(graph).Run(); }

}  // namespace pyjit::passes
