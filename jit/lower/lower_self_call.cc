#include <algorithm>

#include "jit/lower/lowering.h"
#include "llvm/IR/Intrinsics.h"

// A function that calls itself: the frame is pushed here and the call goes to the beginning
// of this very code. What does not fit or does not simply return is left to the runtime.
//
//     <room for the frame?>  -- no -->  call_value
//       | yes
//     push; exit = self(thread, regs)
//     <returned, and nobody has looked at the frames?>  -- no -->  leave_self_call
//       | yes
//     pop; value
//
// The TraceCall is found through the callee's frame, so that it need not be linked.

namespace pyjit::jit {
namespace {

// Frames that were inlined around the call: their calls count as well. `position` becomes
// that of the root frame.
int InlinedFrames(const ir::Graph& graph, uint32_t* position) {
  int count = 0;
  for (uint32_t parent; (parent = graph.positions[*position].parent) != 0; *position = parent) {
    ++count;
  }
  return count;
}

}  // namespace

bool Lowering::IsSelfCall(const ir::Node& node) const {
  const SelfCall& self = request_.self_call;
  const ir::Node& callee = graph_.node(node.operands[0]);
  return callee.op == ir::Opcode::k_const_obj &&
         node.operands.size() == self.parameters + 1 &&
         std::find(self.functions.begin(), self.functions.end(),
                   graph_.objects[callee.index].word) != self.functions.end();
}

Lowering::V Lowering::LowerSelfCall(ir::Ref ref) {
  const ir::Node& node = graph_.node(ref);
  const CallFrames& during = during_.at(ref);
  const SelfCall& self = request_.self_call;
  llvm::Type* i64 = builder_.getInt64Ty();
  constexpr int64_t kHeader = sizeof(Frame);
  auto thread_load = [&](size_t offset) {
    return builder_.CreateLoad(i64, ThreadField(offset));
  };
  auto thread_store = [&](V value, size_t offset) {
    builder_.CreateStore(value, ThreadField(offset));
  };
  auto fence = [&] {  // for the profiler's signal handler
    builder_.CreateFence(llvm::AtomicOrdering::SequentiallyConsistent,
                         llvm::SyncScope::SingleThread);
  };
  llvm::BasicBlock* push = NewBlockHere("self.push");
  llvm::BasicBlock* slow = ColdBlock("self.no_room");
  llvm::BasicBlock* left = ColdBlock("self.left");

  // Is there room?
  V frame = thread_load(offsetof(Thread, stack_top));
  V regs = builder_.CreateAdd(frame, Int(kHeader));
  V top = builder_.CreateAdd(regs, Int(8 * int64_t{self.stack_words} + kHeader));
  V depth = thread_load(offsetof(Thread, depth));
  uint32_t position = node.position;
  const int inlined = InlinedFrames(graph_, &position);
  V deeper = builder_.CreateAdd(depth, Int(1 + inlined));
  V native = builder_.CreatePtrToInt(
      builder_.CreateIntrinsic(llvm::Intrinsic::frameaddress, {builder_.getPtrTy()},
                               {builder_.getInt32(0)}),
      i64);
  V lowest = builder_.CreateAdd(thread_load(offsetof(Thread, native_limit)),
                                Int(kNativeReserve));
  V full = builder_.CreateOr(
      builder_.CreateOr(
          builder_.CreateICmpUGT(top, thread_load(offsetof(Thread, stack_limit))),
          builder_.CreateICmpSGT(deeper, thread_load(offsetof(Thread, depth_limit)))),
      builder_.CreateICmpULT(native, lowest));
  builder_.CreateCondBr(full, slow, push, unlikely_);

  builder_.SetInsertPoint(push);
  V caller = thread_load(offsetof(Thread, frame));
  // Where the caller stands, for who walks over the frames.
  if (position != 0) {
    builder_.CreateStore(
        Int(static_cast<int64_t>(self.first_pc + 8 * uint64_t{graph_.positions[position].pc})),
        Address(caller, offsetof(Frame, pc)));
  }
  auto store = [&](V value, int64_t offset) {
    builder_.CreateStore(value, Address(frame, offset));
  };
  store(Op(node, 0), offsetof(Frame, callee));
  store(caller, offsetof(Frame, prev));
  store(Int(static_cast<int64_t>(self.code)), offsetof(Frame, code));
  store(Int(static_cast<int64_t>(self.first_pc)), offsetof(Frame, pc));
  StoreCall(during, static_cast<uint64_t>(inlined));
  store(trace_call_, offsetof(Frame, extra));
  store(Int(kFrameEntry), offsetof(Frame, flags));
  for (uint32_t i = 0; i < self.parameters; ++i) store(Op(node, i + 1), kHeader + 8 * i);
  for (uint32_t i = self.parameters; i < self.cleared; ++i) store(Int(0), kHeader + 8 * i);
  thread_store(deeper, offsetof(Thread, depth));
  thread_store(top, offsetof(Thread, stack_top));
  fence();
  thread_store(frame, offsetof(Thread, frame));
  V exit = builder_.CreateCall(function_, {thread_, Pointer(regs)});
  V flags = builder_.CreateLoad(i64, Address(frame, offsetof(Frame, flags)));
  V plain = builder_.CreateAnd(
      builder_.CreateICmpEQ(exit, Int(static_cast<int64_t>(kReturned))),
      builder_.CreateICmpEQ(flags, Int(kFrameEntry)));
  llvm::BasicBlock* pop = NewBlockHere("self.pop");
  builder_.CreateCondBr(plain, pop, left, likely_);

  builder_.SetInsertPoint(pop);
  V buffer = builder_.CreateLoad(builder_.getPtrTy(),
                                 ThreadField(offsetof(Thread, exit_values)));
  V returned = builder_.CreateLoad(i64, buffer);
  thread_store(depth, offsetof(Thread, depth));
  thread_store(caller, offsetof(Thread, frame));
  fence();
  thread_store(frame, offsetof(Thread, stack_top));
  llvm::BasicBlock* done = NewBlockHere("self.done");
  builder_.CreateBr(done);

  builder_.SetInsertPoint(slow);
  StoreCall(during, 0);
  LinkCall();
  V called = CallValue(node);
  slow = builder_.GetInsertBlock();
  builder_.CreateBr(done);

  // The frame is popped there, stack_top is as before. Frames that were forced go on to count.
  builder_.SetInsertPoint(left);
  V finished = CallAddress(env_.leave_self_call, i64, {thread_word_, regs, exit});
  if (during.snapshot != ir::kNone) {
    V mark = builder_.CreateLoad(builder_.getInt8Ty(),
                                 ThreadField(offsetof(Thread, valid_mark)));
    depth = builder_.CreateSelect(builder_.CreateICmpEQ(mark, builder_.getInt8(kFramesForced)),
                                  thread_load(offsetof(Thread, depth)), depth);
  }
  thread_store(depth, offsetof(Thread, depth));
  builder_.CreateBr(done);

  builder_.SetInsertPoint(done);
  llvm::PHINode* value = builder_.CreatePHI(i64, 3);
  value->addIncoming(returned, pop);
  value->addIncoming(called, slow);
  value->addIncoming(finished, left);
  return value;
}

}  // namespace pyjit::jit
