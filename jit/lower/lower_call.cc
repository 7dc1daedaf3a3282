#include <algorithm>
#include <utility>

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

// Room for what tells how the frames stand while a call runs.
void Lowering::MakeTraceCall() {
  size_t most = 0;
  for (ir::BlockId id : order_) {
    const std::vector<ir::Ref>& nodes = graph_.blocks[id].nodes;
    for (size_t i = 0; i < nodes.size(); ++i) {
      if (!ir::EffectsOf(graph_, graph_.node(nodes[i])).runs_python) continue;
      CallFrames& frames = during_[nodes[i]] = FramesDuringCall(graph_, nodes, i);
      most = std::max(most, frames.values.size());
    }
  }
  if (during_.empty()) return;
  trace_call_ = builder_.CreateAlloca(
      llvm::ArrayType::get(builder_.getInt64Ty(), sizeof(TraceCall) / 8 + most));
}

Lowering::V Lowering::TraceCallField(size_t offset) {
  return builder_.CreateConstInBoundsGEP1_64(builder_.getInt8Ty(), trace_call_, offset);
}

// Before a call that may run Python. Nothing is undone after it: the record is looked at only
// while such a call lasts. The guard_valid that follows leaves if the frames were forced.
void Lowering::StoreCall(const CallFrames& during, uint64_t counted) {
  uint64_t where = kNowhere;
  if (during.snapshot != ir::kNone) {
    where = (uint64_t{during.snapshot} << kCountedFramesBits) | counted;
    V words = TraceCallField(sizeof(TraceCall));
    for (size_t i = 0; i < during.values.size(); ++i) {
      StoreExitValue(words, static_cast<int>(i), Get(during.values[i]));
    }
  }
  builder_.CreateStore(Int(static_cast<int64_t>(where)),
                       TraceCallField(offsetof(TraceCall, where)));
}

// A call that is not of this code itself.
void Lowering::LinkCall(const CallFrames& during) {
  StoreCall(during, 0);
  builder_.CreateStore(regs_, TraceCallField(offsetof(TraceCall, regs)));
  StoreThread(trace_call_, offsetof(Thread, trace_call));
}

Lowering::V Lowering::LowerCall(ir::Ref ref) {
  const ir::Node& node = graph_.node(ref);
  if (node.op == Opcode::k_call_value && IsSelfCall(node)) return LowerSelfCall(ref);
  if (const auto at = during_.find(ref); at != during_.end()) LinkCall(at->second);
  return LowerPlainCall(node);
}

Lowering::V Lowering::LowerPlainCall(const ir::Node& node) {
  auto* i64 = builder_.getInt64Ty();
  switch (node.op) {
    case Opcode::k_call_value:
      return CallValue(node);
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
