#include "jit/lower/lowering.h"

namespace pyjit::jit {

void Lowering::Guard(V condition, bool expected, ir::SnapshotId snapshot) {
  llvm::BasicBlock* exit = ExitBlock(snapshot);
  llvm::BasicBlock* next = NewBlockHere("next");
  if (expected) {
    builder_.CreateCondBr(condition, next, exit, likely_);
  } else {
    builder_.CreateCondBr(condition, exit, next, unlikely_);
  }
  builder_.SetInsertPoint(next);
}

// One block per snapshot, filled at the end: all its values dominate each guard
// that leaves through it, so one block may serve several.
llvm::BasicBlock* Lowering::ExitBlock(ir::SnapshotId snapshot) {
  llvm::BasicBlock*& block = exits_[snapshot];
  if (block == nullptr) block = ColdBlock("exit");
  return block;
}

void Lowering::StoreExitValue(V buffer, int index, V value) {
  if (value->getType()->isIntegerTy(1)) {
    value = builder_.CreateZExt(value, builder_.getInt64Ty());
  }
  builder_.CreateStore(value, builder_.CreateConstInBoundsGEP1_64(
                                  builder_.getInt64Ty(), buffer, index));
}

void Lowering::FillExitBlocks() {
  for (const auto& [id, block] : exits_) {
    builder_.SetInsertPoint(block);
    builder_.SetCurrentDebugLocation(
        llvm::DILocation::get(context_, 0, 0, scope_));
    const std::vector<ir::Ref> values =
        ExitValues(graph_, graph_.snapshots[id]);
    if (!values.empty()) {
      V buffer = builder_.CreateLoad(
          builder_.getPtrTy(), ThreadField(offsetof(Thread, exit_values)));
      for (size_t i = 0; i < values.size(); ++i) {
        StoreExitValue(buffer, static_cast<int>(i), Get(values[i]));
      }
    }
    builder_.CreateRet(Int(id));
  }
}

}  // namespace pyjit::jit
