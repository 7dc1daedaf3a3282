#ifndef JIT_LOWER_LOWERING_H_
#define JIT_LOWER_LOWERING_H_

#include <map>
#include <memory>
#include <tuple>
#include <vector>

#include "ir/graph.h"
#include "jit/code_generator.h"
#include "runtime/object.h"
#include "llvm/IR/DIBuilder.h"
#include "llvm/IR/IRBuilder.h"
#include "llvm/IR/MDBuilder.h"
#include "llvm/IR/Module.h"

namespace pyjit::jit {

// State of one LowerGraph call; its methods are spread over lower_<family>.cc.
// Tagged words and pointers to objects are i64: an access casts at the spot.
class Lowering {
 public:
  Lowering(const CodegenRequest& request, llvm::LLVMContext* context);
  std::unique_ptr<llvm::Module> Run();

 private:
  using V = llvm::Value*;

  // lower_graph.cc
  void StartFunction();
  void MakeBlocks();
  void LowerBlock(ir::BlockId id);
  void LowerNode(ir::Ref ref);
  void LowerTerminator(const ir::Node& node);
  void AddIncoming(const ir::Target& target, llvm::BasicBlock* from);
  llvm::Type* TypeFor(ir::Type type);
  V Constant(const ir::Node& node);
  V Get(ir::Ref ref);
  V Op(const ir::Node& node, int i) { return Get(node.operands[i]); }
  void SetPosition(const ir::Node& node);

  // lower_arith.cc: constants, integers, doubles, truth. Null: not one of them.
  V LowerArith(const ir::Node& node);
  V Overflow(const ir::Node& node, llvm::Intrinsic::ID id, int result);
  V FloorDiv(V a, V b);
  V FloorMod(V a, V b);

  // lower_memory.cc: tests, boxes, loads, stores, allocation, barriers.
  V LowerMemory(ir::Ref ref, const ir::Node& node);
  V HasShape(V value, uint64_t shape_word);
  V Allocate(int64_t bytes, uint64_t header);
  V BoxInt(V number);
  V New(ir::Ref ref, const ir::Node& node);
  V GcStateIs(V object, GcState state);
  void Barrier(V object);
  void BarrierElem(V array, V index);
  V LoadMem(V address, ir::MemType mem);
  void StoreMem(V address, ir::MemType mem, V value);
  V Address(V base, int64_t offset);
  V ElementAddress(V base, V index, const ir::Node& node);
  V ThreadField(size_t offset);

  // lower_call.cc
  V LowerCall(ir::Ref ref);
  V LowerPlainCall(const ir::Node& node);
  V CallAddress(uintptr_t address, llvm::Type* result,
                llvm::ArrayRef<V> args);
  V Arguments(const ir::Node& node, size_t first);
  V CallValue(const ir::Node& node);
  void MakeTraceCall();
  void StoreCall(const CallFrames& during, uint64_t counted);
  void LinkCall(const CallFrames& during);
  V TraceCallField(size_t offset);

  // lower_self_call.cc
  // A frame above Thread::stack_top, and what to put back when it is popped.
  struct SelfFrame {
    V frame, regs, top, caller, depth, deeper;
  };
  bool IsSelfCall(const ir::Node& node) const;
  V FindRoom(SelfFrame* self, int inlined);
  void PushFrame(const ir::Node& call, const CallFrames& during, int inlined,
                 const SelfFrame& self);
  void PopFrame(const SelfFrame& self);
  V LoadThread(size_t offset);
  void StoreThread(V value, size_t offset);
  void FrameFence();
  V LowerSelfCall(ir::Ref ref);

  // lower_exit.cc: guards and the blocks that leave.
  void Guard(V condition, bool expected, ir::SnapshotId snapshot);
  llvm::BasicBlock* ExitBlock(ir::SnapshotId snapshot);
  void FillExitBlocks();
  void StoreExitValue(V buffer, int index, V value);

  // A block that rarely runs; placed at the function's end.
  llvm::BasicBlock* ColdBlock(const char* name);
  llvm::BasicBlock* NewBlockHere(const char* name);
  V Int(int64_t n) { return builder_.getInt64(n); }
  V Pointer(V word) { return builder_.CreateIntToPtr(word, builder_.getPtrTy()); }

  const CodegenRequest& request_;
  const ir::Graph& graph_;
  const CodegenEnvironment& env_;
  llvm::LLVMContext& context_;
  std::unique_ptr<llvm::Module> module_;
  llvm::IRBuilder<> builder_;
  llvm::DIBuilder debug_;
  llvm::DISubprogram* scope_ = nullptr;
  llvm::Function* function_ = nullptr;
  V thread_ = nullptr;       // ptr
  V thread_word_ = nullptr;  // the same as i64
  V regs_ = nullptr;         // ptr
  V arg_buffer_ = nullptr;   // alloca for call_value and call_native
  V trace_call_ = nullptr;   // alloca for the TraceCall, if a call needs it
  std::map<ir::Ref, CallFrames> during_;  // by call, of those that may run Python
  llvm::MDNode* likely_ = nullptr;
  llvm::MDNode* unlikely_ = nullptr;
  std::vector<V> values_;                      // per Ref
  std::vector<llvm::BasicBlock*> blocks_;      // per BlockId, null if unreachable
  std::vector<std::vector<llvm::PHINode*>> phis_;
  std::vector<ir::BlockId> order_;             // reverse post-order
  std::map<ir::SnapshotId, llvm::BasicBlock*> exits_;
  // (intrinsic, operands, block) -> with.overflow call, so that sum and flag
  // come from one instruction.
  std::map<std::tuple<unsigned, ir::Ref, ir::Ref>,
           std::pair<ir::BlockId, V>> overflow_;
  ir::BlockId current_ = 0;
};

}  // namespace pyjit::jit

#endif  // JIT_LOWER_LOWERING_H_
