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

Lowering::V Lowering::LoadThread(size_t offset) {
  return builder_.CreateLoad(builder_.getInt64Ty(), ThreadField(offset));
}

void Lowering::StoreThread(V value, size_t offset) {
  builder_.CreateStore(value, ThreadField(offset));
}

// FrameFence of interp/frames.h: for the profiler's signal handler.
void Lowering::FrameFence() {
  builder_.CreateFence(llvm::AtomicOrdering::SequentiallyConsistent,
                       llvm::SyncScope::SingleThread);
}

// Where the frame goes. True: there is no room; as RoomForFrame of interp/frames.h, but for
// all that the code needs, and for the native stack too.
Lowering::V Lowering::FindRoom(SelfFrame* self, int inlined) {
  constexpr int64_t kHeader = sizeof(Frame);
  self->frame = LoadThread(offsetof(Thread, stack_top));
  self->regs = builder_.CreateAdd(self->frame, Int(kHeader));
  self->top = builder_.CreateAdd(
      self->regs, Int(8 * int64_t{request_.self_call.stack_words} + kHeader));
  self->depth = LoadThread(offsetof(Thread, depth));
  self->deeper = builder_.CreateAdd(self->depth, Int(1 + inlined));
  V native = builder_.CreatePtrToInt(
      builder_.CreateIntrinsic(llvm::Intrinsic::frameaddress, {builder_.getPtrTy()},
                               {builder_.getInt32(0)}),
      builder_.getInt64Ty());
  V lowest = builder_.CreateAdd(LoadThread(offsetof(Thread, native_limit)),
                                Int(kNativeReserve));
  V no_words = builder_.CreateICmpUGT(self->top, LoadThread(offsetof(Thread, stack_limit)));
  V too_deep = builder_.CreateICmpSGT(self->deeper, LoadThread(offsetof(Thread, depth_limit)));
  return builder_.CreateOr(builder_.CreateOr(no_words, too_deep),
                           builder_.CreateICmpULT(native, lowest));
}

// PushFrame of interp/frames.h, as JitImpl::CallCompiled calls it, but that `extra` leads to
// the caller's TraceCall.
void Lowering::PushFrame(const ir::Node& call, const CallFrames& during, int inlined,
                         const SelfFrame& self) {
  const SelfCall& code = request_.self_call;
  auto store = [&](V value, size_t offset) {
    builder_.CreateStore(value, Address(self.frame, static_cast<int64_t>(offset)));
  };
  auto reg = [](uint32_t i) { return sizeof(Frame) + 8 * size_t{i}; };
  store(Op(call, 0), offsetof(Frame, callee));
  store(self.caller, offsetof(Frame, prev));
  store(Int(static_cast<int64_t>(code.code)), offsetof(Frame, code));
  store(Int(static_cast<int64_t>(code.first_pc)), offsetof(Frame, pc));
  StoreCall(during, static_cast<uint64_t>(inlined));
  store(trace_call_, offsetof(Frame, extra));
  store(Int(kFrameEntry), offsetof(Frame, flags));
  for (uint32_t i = 0; i < code.parameters; ++i) store(Op(call, static_cast<int>(i) + 1), reg(i));
  for (uint32_t i = code.parameters; i < code.cleared; ++i) store(Int(0), reg(i));
  StoreThread(self.deeper, offsetof(Thread, depth));
  StoreThread(self.top, offsetof(Thread, stack_top));
  FrameFence();
  StoreThread(self.frame, offsetof(Thread, frame));
}

// PopFrame of interp/frames.h.
void Lowering::PopFrame(const SelfFrame& self) {
  StoreThread(self.depth, offsetof(Thread, depth));
  StoreThread(self.caller, offsetof(Thread, frame));
  FrameFence();
  StoreThread(self.frame, offsetof(Thread, stack_top));
}

Lowering::V Lowering::LowerSelfCall(ir::Ref ref) {
  const ir::Node& node = graph_.node(ref);
  const CallFrames& during = during_.at(ref);
  llvm::Type* i64 = builder_.getInt64Ty();
  llvm::BasicBlock* push = NewBlockHere("self.push");
  llvm::BasicBlock* slow = ColdBlock("self.no_room");
  llvm::BasicBlock* left = ColdBlock("self.left");

  uint32_t position = node.position;
  const int inlined = InlinedFrames(graph_, &position);
  SelfFrame self;
  builder_.CreateCondBr(FindRoom(&self, inlined), slow, push, unlikely_);

  builder_.SetInsertPoint(push);
  self.caller = LoadThread(offsetof(Thread, frame));
  // Where the caller stands, for who walks over the frames.
  if (position != 0) {
    const uint64_t pc =
        request_.self_call.first_pc + 8 * uint64_t{graph_.positions[position].pc};
    builder_.CreateStore(Int(static_cast<int64_t>(pc)),
                         Address(self.caller, offsetof(Frame, pc)));
  }
  PushFrame(node, during, inlined, self);
  V exit = builder_.CreateCall(function_, {thread_, Pointer(self.regs)});
  V flags = builder_.CreateLoad(i64, Address(self.frame, offsetof(Frame, flags)));
  V plain = builder_.CreateAnd(
      builder_.CreateICmpEQ(exit, Int(static_cast<int64_t>(kReturned))),
      builder_.CreateICmpEQ(flags, Int(kFrameEntry)));
  llvm::BasicBlock* pop = NewBlockHere("self.pop");
  builder_.CreateCondBr(plain, pop, left, likely_);

  builder_.SetInsertPoint(pop);
  V buffer = builder_.CreateLoad(builder_.getPtrTy(),
                                 ThreadField(offsetof(Thread, exit_values)));
  V returned = builder_.CreateLoad(i64, buffer);
  PopFrame(self);
  llvm::BasicBlock* done = NewBlockHere("self.done");
  builder_.CreateBr(done);

  builder_.SetInsertPoint(slow);
  LinkCall(during);
  V called = CallValue(node);
  slow = builder_.GetInsertBlock();
  builder_.CreateBr(done);

  // The frame is popped there, stack_top is as before. Frames that were forced go on to count.
  builder_.SetInsertPoint(left);
  V finished = CallAddress(env_.leave_self_call, i64, {thread_word_, self.regs, exit});
  V depth = self.depth;
  if (during.snapshot != ir::kNone) {
    V mark = builder_.CreateLoad(builder_.getInt8Ty(),
                                 ThreadField(offsetof(Thread, valid_mark)));
    depth = builder_.CreateSelect(builder_.CreateICmpEQ(mark, builder_.getInt8(kFramesForced)),
                                  LoadThread(offsetof(Thread, depth)), depth);
  }
  StoreThread(depth, offsetof(Thread, depth));
  builder_.CreateBr(done);

  builder_.SetInsertPoint(done);
  llvm::PHINode* value = builder_.CreatePHI(i64, 3);
  value->addIncoming(returned, pop);
  value->addIncoming(called, slow);
  value->addIncoming(finished, left);
  return value;
}

}  // namespace pyjit::jit
