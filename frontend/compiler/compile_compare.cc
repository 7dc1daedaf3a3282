#include <cstdint>

#include "frontend/compiler/compiler.h"

// Comparisons, and conditions as control flow.

namespace pyjit::compiler {

using ast::As;
using ast::CompareOperator;

namespace {

struct CompareOps {
  Op value, jump, jump_immediate;
};

// For the six rich comparisons.
CompareOps RichOps(CompareOperator op) {
  switch (op) {
    case CompareOperator::kLt:
      return {Op::kLT, Op::kJUMP_LT, Op::kJUMP_LT_I};
    case CompareOperator::kLtE:
      return {Op::kLE, Op::kJUMP_LE, Op::kJUMP_LE_I};
    case CompareOperator::kGt:
      return {Op::kGT, Op::kJUMP_GT, Op::kJUMP_GT_I};
    case CompareOperator::kGtE:
      return {Op::kGE, Op::kJUMP_GE, Op::kJUMP_GE_I};
    case CompareOperator::kNotEq:
      return {Op::kNE, Op::kJUMP_NE, Op::kJUMP_NE_I};
    default:
      return {Op::kEQ, Op::kJUMP_EQ, Op::kJUMP_EQ_I};
  }
}

bool IsMembership(CompareOperator op) {
  return op == CompareOperator::kIn || op == CompareOperator::kNotIn;
}

bool IsNegated(CompareOperator op) {
  return op == CompareOperator::kNotIn || op == CompareOperator::kIsNot;
}

}  // namespace

Reg Compiler::CompareRight(CompareOperator op, const ast::Expr* right) {
  if (IsMembership(op)) {
    if (const Const* c = folder_.FoldIterable(right)) {
      return ConstOperand(c, right->span, kNoReg);
    }
  }
  return Operand(right);
}

void Compiler::CompareOp(CompareOperator op, Reg dst, Reg left, Reg right,
                         const SourceSpan& span) {
  if (IsMembership(op)) {
    code_->Emit(Op::kIN, dst, left, right, span, IsNegated(op));
  } else if (op == CompareOperator::kIs || op == CompareOperator::kIsNot) {
    code_->Emit(Op::kIS, dst, left, right, span, IsNegated(op));
  } else {
    code_->Emit(RichOps(op).value, dst, left, right, span);
  }
}

void Compiler::CompareInto(const ast::Compare& e, Reg dst) {
  Reg left = Operand(e.left, e.ops.size() == 1 ? dst : kNoReg);
  if (e.ops.size() == 1) {
    left = Protect(left, e.comparators[0]);
    CompareOp(e.ops[0], dst, left, CompareRight(e.ops[0], e.comparators[0]),
              e.span);
    return;
  }
  const Reg result = Scratch(dst);
  const Label end = code_->NewLabel();
  for (size_t i = 0; i < e.ops.size(); ++i) {
    left = Protect(left, e.comparators[i]);
    const Reg right = CompareRight(e.ops[i], e.comparators[i]);
    CompareOp(e.ops[i], result, left, right, e.span);
    if (i + 1 < e.ops.size()) {
      code_->JumpOp(Op::kJUMP_IF, result, 0, end, 0, e.span);
    }
    left = right;
  }
  code_->Bind(end);
  Move(dst, result, e.span);
}

// Jumps if (left op right) == sense.
void Compiler::CompareJump(CompareOperator op, Reg left, const ast::Expr* right,
                           Label target, bool sense, const SourceSpan& span) {
  const Const* constant = folder_.Fold(right);
  if (op == CompareOperator::kIs || op == CompareOperator::kIsNot) {
    const bool equal = sense == (op == CompareOperator::kIs);
    if (constant != nullptr && constant->kind == ConstKind::kNone) {
      code_->JumpOp(Op::kJUMP_NONE, left, 0, target, equal, span);
    } else {
      const Reg r = Operand(right);
      code_->JumpOp(Op::kJUMP_IS, left, r, target, equal, span);
    }
    return;
  }
  if (IsMembership(op)) {
    const Reg r = CompareRight(op, right);
    const Reg result = code_->NewTemp();
    code_->Emit(Op::kIN, result, left, r, span, 0);
    code_->JumpOp(Op::kJUMP_IF, result, 0, target, sense != IsNegated(op), span);
    return;
  }
  const CompareOps ops = RichOps(op);
  const auto n = SmallIntOf(constant);
  if (n && *n >= INT16_MIN && *n <= INT16_MAX) {
    code_->JumpOp(ops.jump_immediate, left, static_cast<int32_t>(*n) & 0xFFFF,
                  target, sense, span);
    return;
  }
  const Reg r = Operand(right);
  code_->JumpOp(ops.jump, left, r, target, sense, span);
}

void Compiler::JumpIf(const ast::Expr* e, Label target, bool sense,
                      const SourceSpan& span) {
  ++depth_;
  if (!TooDeep()) {
    TempMark mark(this);
    JumpIfNode(e, target, sense, span);
  }
  --depth_;
}

void Compiler::JumpIfNode(const ast::Expr* e, Label target, bool sense,
                          const SourceSpan& span) {
  if (const Const* c = folder_.Fold(e)) {
    if (ConstTruth(*c) == sense) code_->Jump(target, span);
    return;
  }
  switch (e->kind) {
    case ast::ExprKind::kUnaryOp: {
      const auto& u = As<ast::UnaryOp>(*e);
      if (u.op != ast::UnaryOperator::kNot) break;
      return JumpIf(u.operand, target, !sense, span);
    }
    case ast::ExprKind::kBoolOp: {
      const auto& b = As<ast::BoolOp>(*e);
      // The truth of one value that decides the whole at once.
      const bool decides = b.op == ast::BoolOperator::kOr;
      const Label end = code_->NewLabel();
      for (size_t i = 0; i + 1 < b.values.size(); ++i) {
        JumpIf(b.values[i], decides == sense ? target : end, decides, span);
      }
      JumpIf(b.values.back(), target, sense, span);
      code_->Bind(end);
      return;
    }
    case ast::ExprKind::kIfExp: {
      const auto& i = As<ast::IfExp>(*e);
      const Label orelse = code_->NewLabel(), end = code_->NewLabel();
      JumpIf(i.test, orelse, false, span);
      JumpIf(i.body, target, sense, span);
      code_->Jump(end, span);
      code_->Bind(orelse);
      JumpIf(i.orelse, target, sense, span);
      code_->Bind(end);
      return;
    }
    case ast::ExprKind::kCompare: {
      const auto& c = As<ast::Compare>(*e);
      const Label end = code_->NewLabel();
      Reg left = Operand(c.left);
      for (size_t i = 0; i < c.ops.size(); ++i) {
        left = Protect(left, c.comparators[i]);
        if (i + 1 == c.ops.size()) {
          CompareJump(c.ops[i], left, c.comparators[i], target, sense, e->span);
          break;
        }
        const Reg right = CompareRight(c.ops[i], c.comparators[i]);
        const Label fail = sense ? end : target;
        if (IsMembership(c.ops[i])) {
          TempMark mark(this);
          const Reg result = code_->NewTemp();
          CompareOp(c.ops[i], result, left, right, e->span);
          code_->JumpOp(Op::kJUMP_IF, result, 0, fail, 0, e->span);
        } else if (c.ops[i] == CompareOperator::kIs ||
                   c.ops[i] == CompareOperator::kIsNot) {
          code_->JumpOp(Op::kJUMP_IS, left, right, fail,
                        c.ops[i] == CompareOperator::kIsNot, e->span);
        } else {
          code_->JumpOp(RichOps(c.ops[i]).jump, left, right, fail, 0, e->span);
        }
        left = right;
      }
      code_->Bind(end);
      return;
    }
    default:
      break;
  }
  const Reg value = Operand(e);
  code_->JumpOp(Op::kJUMP_IF, value, 0, target, sense, span);
}

}  // namespace pyjit::compiler
