#include "jit/lower/lowering.h"

namespace pyjit::jit {

using ir::Opcode;

Lowering::V Lowering::CallAddress(uintptr_t address, llvm::Type* result,
                                  llvm::ArrayRef<V> args) {
  std::vector<llvm::Type*> types;
  for (V arg : args) types.push_back(arg->getType());
  auto* type = llvm::FunctionType::get(result, types, false);
  llvm::CallInst* call = builder_.CreateCall(
      type, Pointer(Int(static_cast<int64_t>(address))), args);
  call->addFnAttr(llvm::Attribute::NoUnwind);
  return call;
}

// Stores operands first.. into the buffer and returns its address.
Lowering::V Lowering::Arguments(const ir::Node& node, size_t first) {
  for (size_t i = first; i < node.operands.size(); ++i) {
    builder_.CreateStore(
        Op(node, i), builder_.CreateConstInBoundsGEP1_64(
                         builder_.getInt64Ty(), arg_buffer_, i - first));
  }
  return arg_buffer_ != nullptr
             ? builder_.CreatePtrToInt(arg_buffer_, builder_.getInt64Ty())
             : Int(0);
}

Lowering::V Lowering::CallValue(const ir::Node& node) {
  V args = Arguments(node, 1);
  return CallAddress(
      env_.call_value, builder_.getInt64Ty(),
      {thread_word_, Op(node, 0), args, Int(node.operands.size() - 1)});
}

Lowering::V Lowering::LowerCall(const ir::Node& node) {
  auto* i64 = builder_.getInt64Ty();
  switch (node.op) {
    case Opcode::k_call_value:
      return IsSelfCall(node) ? LowerSelfCall(node) : CallValue(node);
    case Opcode::k_call_native: {
      V args = Arguments(node, 0);
      return CallAddress(
          env_.call_native, i64,
          {thread_word_, Int(graph_.objects[node.index].word), args,
           Int(node.operands.size())});
    }
    default:
      break;
  }
  const ir::HelperRow& row = ir::HelperRowOf(node.index);
  std::vector<V> args = {thread_word_};
  for (size_t i = 0; i < node.operands.size(); ++i) {
    V arg = Op(node, i);
    // C++ takes a bool as a byte that is 0 or 1.
    if (arg->getType()->isIntegerTy(1)) {
      arg = builder_.CreateZExt(arg, builder_.getInt32Ty());
    }
    args.push_back(arg);
  }
  if (row.result == ir::Type::kI1) {
    V byte = CallAddress(env_.helpers[node.index], builder_.getInt8Ty(), args);
    return builder_.CreateTrunc(byte, builder_.getInt1Ty());
  }
  V result = CallAddress(env_.helpers[node.index], TypeFor(row.result), args);
  return row.result == ir::Type::kVoid ? nullptr : result;
}

}  // namespace pyjit::jit
