#ifndef INTERP_OPERATORS_H_
#define INTERP_OPERATORS_H_

#include "bytecode/instruction.h"
#include "runtime/operators.h"

// Which operator an opcode stands for.

namespace pyjit {

// ADD ... MATMUL.
inline BinaryOp RegisterOperator(Op op) {
  return static_cast<BinaryOp>(static_cast<int>(op) - static_cast<int>(Op::kADD));
}

// ADD_I ... AND_I.
inline BinaryOp ImmediateOperator(Op op) {
  switch (op) {
    case Op::kADD_I: return BinaryOp::kAdd;
    case Op::kSUB_I: return BinaryOp::kSub;
    case Op::kMUL_I: return BinaryOp::kMul;
    case Op::kFLOORDIV_I: return BinaryOp::kFloorDiv;
    case Op::kMOD_I: return BinaryOp::kMod;
    case Op::kLSHIFT_I: return BinaryOp::kLShift;
    case Op::kRSHIFT_I: return BinaryOp::kRShift;
    default: return BinaryOp::kAnd;
  }
}

// JUMP_LT ... JUMP_NE and JUMP_LT_I ... JUMP_NE_I.
inline CompareOp CompareOfJump(Op op) {
  const bool immediate = op >= Op::kJUMP_LT_I;
  return static_cast<CompareOp>(static_cast<int>(op) -
                                static_cast<int>(immediate ? Op::kJUMP_LT_I : Op::kJUMP_LT));
}

}  // namespace pyjit

#endif  // INTERP_OPERATORS_H_
