#include "jit/lower/lowering.h"
#include "llvm/IR/Intrinsics.h"

namespace pyjit::jit {

using ir::Opcode;
using llvm::Intrinsic::ID;

// One with.overflow call gives the number (result 0) and the flag (result 1).
Lowering::V Lowering::Overflow(const ir::Node& node, ID id, int result) {
  auto& entry = overflow_[{id, node.operands[0], node.operands[1]}];
  if (entry.second == nullptr || entry.first != current_) {
    entry = {current_, builder_.CreateBinaryIntrinsic(id, Op(node, 0), Op(node, 1))};
  }
  return builder_.CreateExtractValue(entry.second, result);
}

Lowering::V Lowering::FloorDiv(V a, V b) {
  if (auto* constant = llvm::dyn_cast<llvm::ConstantInt>(b)) {
    const llvm::APInt& n = constant->getValue();
    if (n.isPowerOf2() && !n.isNegative()) {
      return builder_.CreateAShr(a, Int(n.logBase2()));
    }
  }
  V quotient = builder_.CreateSDiv(a, b);
  V remainder = builder_.CreateSRem(a, b);
  V signs_differ = builder_.CreateICmpSLT(builder_.CreateXor(remainder, b), Int(0));
  V inexact = builder_.CreateICmpNE(remainder, Int(0));
  V down = builder_.CreateAnd(signs_differ, inexact);
  return builder_.CreateSub(quotient,
                            builder_.CreateZExt(down, builder_.getInt64Ty()));
}

Lowering::V Lowering::FloorMod(V a, V b) {
  if (auto* constant = llvm::dyn_cast<llvm::ConstantInt>(b)) {
    const llvm::APInt& n = constant->getValue();
    if (n.isPowerOf2() && !n.isNegative()) {
      return builder_.CreateAnd(a, Int(n.getSExtValue() - 1));
    }
  }
  V remainder = builder_.CreateSRem(a, b);
  V signs_differ = builder_.CreateICmpSLT(builder_.CreateXor(remainder, b), Int(0));
  V inexact = builder_.CreateICmpNE(remainder, Int(0));
  V adjust = builder_.CreateAnd(signs_differ, inexact);
  return builder_.CreateSelect(adjust, builder_.CreateAdd(remainder, b),
                               remainder);
}

Lowering::V Lowering::LowerArith(const ir::Node& node) {
  auto a = [&] { return Op(node, 0); };
  auto b = [&] { return Op(node, 1); };
  auto& builder = builder_;
  switch (node.op) {
    // Integers.
    case Opcode::k_iadd:
    case Opcode::k_isub:
    case Opcode::k_imul: {
      const ID id = node.op == Opcode::k_iadd ? llvm::Intrinsic::sadd_with_overflow
                    : node.op == Opcode::k_isub
                        ? llvm::Intrinsic::ssub_with_overflow
                        : llvm::Intrinsic::smul_with_overflow;
      auto found = overflow_.find({id, node.operands[0], node.operands[1]});
      if (found != overflow_.end() && found->second.first == current_) {
        return Overflow(node, id, 0);
      }
      if (node.op == Opcode::k_iadd) return builder.CreateAdd(a(), b());
      if (node.op == Opcode::k_isub) return builder.CreateSub(a(), b());
      return builder.CreateMul(a(), b());
    }
    case Opcode::k_iadd_overflows:
      return Overflow(node, llvm::Intrinsic::sadd_with_overflow, 1);
    case Opcode::k_isub_overflows:
      return Overflow(node, llvm::Intrinsic::ssub_with_overflow, 1);
    case Opcode::k_imul_overflows:
      return Overflow(node, llvm::Intrinsic::smul_with_overflow, 1);
    case Opcode::k_ifloordiv:
      return FloorDiv(a(), b());
    case Opcode::k_imod:
      return FloorMod(a(), b());
    case Opcode::k_iand:
      return builder.CreateAnd(a(), b());
    case Opcode::k_ior:
      return builder.CreateOr(a(), b());
    case Opcode::k_ixor:
      return builder.CreateXor(a(), b());
    case Opcode::k_ishl:
      return builder.CreateShl(a(), builder.CreateAnd(b(), Int(63)));
    case Opcode::k_ishr:
      return builder.CreateAShr(a(), builder.CreateAnd(b(), Int(63)));
    case Opcode::k_ilt:
      return builder.CreateICmpSLT(a(), b());
    case Opcode::k_ile:
      return builder.CreateICmpSLE(a(), b());
    case Opcode::k_ieq:
      return builder.CreateICmpEQ(a(), b());
    case Opcode::k_ine:
      return builder.CreateICmpNE(a(), b());
    case Opcode::k_ult:
      return builder.CreateICmpULT(a(), b());
    // Doubles.
    case Opcode::k_fadd:
      return builder.CreateFAdd(a(), b());
    case Opcode::k_fsub:
      return builder.CreateFSub(a(), b());
    case Opcode::k_fmul:
      return builder.CreateFMul(a(), b());
    case Opcode::k_fdiv:
      return builder.CreateFDiv(a(), b());
    case Opcode::k_fneg:
      return builder.CreateFNeg(a());
    case Opcode::k_fabs:
      return builder.CreateUnaryIntrinsic(llvm::Intrinsic::fabs, a());
    case Opcode::k_fsqrt:
      return builder.CreateUnaryIntrinsic(llvm::Intrinsic::sqrt, a());
    case Opcode::k_flt:
      return builder.CreateFCmpOLT(a(), b());
    case Opcode::k_fle:
      return builder.CreateFCmpOLE(a(), b());
    case Opcode::k_feq:
      return builder.CreateFCmpOEQ(a(), b());
    case Opcode::k_fne:
      return builder.CreateFCmpUNE(a(), b());
    case Opcode::k_i2f:
      return builder.CreateSIToFP(a(), builder.getDoubleTy());
    case Opcode::k_f2i:
      return builder.CreateFPToSI(a(), builder.getInt64Ty());
    // Truth.
    case Opcode::k_not:
      return builder.CreateNot(a());
    case Opcode::k_and:
      return builder.CreateAnd(a(), b());
    case Opcode::k_or:
      return builder.CreateOr(a(), b());
    case Opcode::k_select:
      return builder.CreateSelect(a(), b(), Op(node, 2));
    default:
      return nullptr;
  }
}

}  // namespace pyjit::jit
