#include <algorithm>

#include "base/check.h"
#include "jit/lower/lower.h"
#include "jit/lower/lowering.h"
#include "llvm/BinaryFormat/Dwarf.h"

namespace pyjit::jit {

using llvm::BasicBlock;

std::unique_ptr<llvm::Module> LowerGraph(const CodegenRequest& request,
                                         llvm::LLVMContext* context) {
  return Lowering(request, context).Run();
}

Lowering::Lowering(const CodegenRequest& request, llvm::LLVMContext* context)
    : request_(request),
      graph_(*request.graph),
      env_(*request.environment),
      context_(*context),
      module_(std::make_unique<llvm::Module>(request.symbol, *context)),
      builder_(*context),
      debug_(*module_) {
  llvm::MDBuilder metadata(context_);
  likely_ = metadata.createBranchWeights(100000, 1);
  unlikely_ = metadata.createBranchWeights(1, 100000);
}

std::unique_ptr<llvm::Module> Lowering::Run() {
  StartFunction();
  MakeBlocks();
  for (ir::BlockId id : order_) LowerBlock(id);
  FillExitBlocks();
  debug_.finalize();
  return std::move(module_);
}

void Lowering::StartFunction() {
  auto* type = llvm::FunctionType::get(
      builder_.getInt64Ty(), {builder_.getPtrTy(), builder_.getPtrTy()}, false);
  function_ = llvm::Function::Create(type, llvm::Function::ExternalLinkage,
                                     request_.symbol, module_.get());
  function_->addFnAttr(llvm::Attribute::NoUnwind);
  function_->addFnAttr("frame-pointer", "all");
  // A table would lie in a section of its own, out of reach of 32-bit addresses.
  function_->addFnAttr("no-jump-tables", "true");
  function_->setUWTableKind(llvm::UWTableKind::None);
  thread_ = function_->getArg(0);
  thread_->setName("thread");
  regs_ = function_->getArg(1);
  regs_->setName("regs");

  // Line tables whose "line" is a row of Graph::positions.
  module_->addModuleFlag(llvm::Module::Warning, "Debug Info Version",
                         llvm::DEBUG_METADATA_VERSION);
  module_->addModuleFlag(llvm::Module::Warning, "Dwarf Version", 4);
  llvm::DIFile* file = debug_.createFile("trace", "");
  debug_.createCompileUnit(llvm::dwarf::DW_LANG_C, file, "pyjit", true, "", 0,
                           "", llvm::DICompileUnit::LineTablesOnly);
  auto* signature =
      debug_.createSubroutineType(debug_.getOrCreateTypeArray({}));
  scope_ = debug_.createFunction(
      file, request_.symbol, request_.symbol, file, 0, signature, 0,
      llvm::DINode::FlagZero, llvm::DISubprogram::SPFlagDefinition);
  function_->setSubprogram(scope_);
}

void Lowering::MakeBlocks() {
  // Reverse post-order, so that definitions come before uses.
  std::vector<uint8_t> seen(graph_.blocks.size(), 0);
  std::vector<std::pair<ir::BlockId, size_t>> stack = {{0, 0}};
  seen[0] = 1;
  while (!stack.empty()) {
    auto& [id, next] = stack.back();
    const ir::Node& last = graph_.node(graph_.blocks[id].nodes.back());
    if (next < last.targets.size()) {
      const ir::BlockId successor = last.targets[next++].block;
      if (!seen[successor]) {
        seen[successor] = 1;
        stack.emplace_back(successor, 0);
      }
      continue;
    }
    order_.push_back(id);
    stack.pop_back();
  }
  std::reverse(order_.begin(), order_.end());
  // Warm blocks first. That is only the layout: lowering goes by order_.
  std::vector<ir::BlockId> layout;
  for (const bool cold : {false, true}) {
    for (ir::BlockId id : order_) {
      if ((graph_.blocks[id].cold && id != 0) == cold) layout.push_back(id);
    }
  }
  values_.assign(graph_.nodes.size(), nullptr);
  blocks_.assign(graph_.blocks.size(), nullptr);
  phis_.resize(graph_.blocks.size());
  auto* prologue = BasicBlock::Create(context_, "prologue", function_);
  for (ir::BlockId id : layout) {
    blocks_[id] = BasicBlock::Create(
        context_, llvm::Twine("block") + llvm::Twine(id), function_);
  }
  builder_.SetInsertPoint(prologue);
  builder_.SetCurrentDebugLocation(
      llvm::DILocation::get(context_, 0, 0, scope_));
  thread_word_ = builder_.CreatePtrToInt(thread_, builder_.getInt64Ty());
  size_t most_args = 0;
  for (ir::BlockId id : order_) {
    for (ir::Ref ref : graph_.blocks[id].nodes) {
      const ir::Node& node = graph_.node(ref);
      if (node.op == ir::Opcode::k_call_native ||
          node.op == ir::Opcode::k_call_value) {
        most_args = std::max(most_args, node.operands.size());
      }
    }
  }
  if (most_args > 0) {
    arg_buffer_ = builder_.CreateAlloca(
        llvm::ArrayType::get(builder_.getInt64Ty(), most_args));
  }
  MakeTraceCall();
  builder_.CreateBr(blocks_[0]);
  for (ir::BlockId id : order_) {
    builder_.SetInsertPoint(blocks_[id]);
    for (ir::Ref param : graph_.blocks[id].params) {
      auto* phi = builder_.CreatePHI(TypeFor(graph_.node(param).type), 2);
      phis_[id].push_back(phi);
      values_[param] = phi;
    }
  }
}

llvm::Type* Lowering::TypeFor(ir::Type type) {
  switch (type) {
    case ir::Type::kVoid:
      return builder_.getVoidTy();
    case ir::Type::kTagged:
    case ir::Type::kPtr:
    case ir::Type::kI64:
      return builder_.getInt64Ty();
    case ir::Type::kF64:
      return builder_.getDoubleTy();
    case ir::Type::kI1:
      return builder_.getInt1Ty();
  }
  return nullptr;
}

Lowering::V Lowering::Constant(const ir::Node& node) {
  switch (node.op) {
    case ir::Opcode::k_const_int:
      return Int(static_cast<int64_t>((static_cast<uint64_t>(node.imm) << 1) | 1));
    case ir::Opcode::k_const_i64:
      return Int(node.imm);
    case ir::Opcode::k_const_f64:
      return llvm::ConstantFP::get(builder_.getDoubleTy(), node.f64);
    case ir::Opcode::k_const_i1:
      return builder_.getInt1(node.imm != 0);
    case ir::Opcode::k_const_obj:
      return Int(static_cast<int64_t>(graph_.objects[node.index].word));
    case ir::Opcode::k_const_null:
      return Int(0);
    case ir::Opcode::k_poison:
      return llvm::UndefValue::get(TypeFor(node.type));
    default:
      return nullptr;
  }
}

// Constants are made where they are used, whatever block they stand in.
Lowering::V Lowering::Get(ir::Ref ref) {
  V value = values_[ref];
  if (value != nullptr) return value;
  value = Constant(graph_.node(ref));
  PYJIT_CHECK(value != nullptr, "an operand has no definition above its use");
  values_[ref] = value;
  return value;
}

void Lowering::SetPosition(const ir::Node& node) {
  builder_.SetCurrentDebugLocation(
      llvm::DILocation::get(context_, node.position, 0, scope_));
}

void Lowering::LowerBlock(ir::BlockId id) {
  current_ = id;
  builder_.SetInsertPoint(blocks_[id]);
  for (ir::Ref ref : graph_.blocks[id].nodes) {
    SetPosition(graph_.node(ref));
    LowerNode(ref);
  }
}

void Lowering::LowerNode(ir::Ref ref) {
  const ir::Node& node = graph_.node(ref);
  if (V constant = Constant(node)) {
    values_[ref] = constant;
    return;
  }
  switch (node.op) {
    case ir::Opcode::k_jump:
    case ir::Opcode::k_branch:
    case ir::Opcode::k_exit:
    case ir::Opcode::k_return:
      LowerTerminator(node);
      return;
    case ir::Opcode::k_guard:
      Guard(Op(node, 0), node.imm != 0, node.snapshot);
      return;
    case ir::Opcode::k_guard_valid: {
      V flag = builder_.CreateLoad(
          builder_.getInt8Ty(),
          Pointer(Int(reinterpret_cast<int64_t>(request_.valid_flag))), true);
      V mark = builder_.CreateLoad(builder_.getInt8Ty(),
                                   ThreadField(offsetof(Thread, valid_mark)), true);
      Guard(builder_.CreateICmpEQ(flag, mark), true, node.snapshot);
      return;
    }
    case ir::Opcode::k_poll: {
      V word = builder_.CreateLoad(builder_.getInt32Ty(),
                                   ThreadField(offsetof(Thread, poll)), true);
      Guard(builder_.CreateICmpEQ(word, builder_.getInt32(0)), true,
            node.snapshot);
      return;
    }
    case ir::Opcode::k_call:
    case ir::Opcode::k_call_native:
    case ir::Opcode::k_call_value:
      values_[ref] = LowerCall(ref);
      return;
    default:
      break;
  }
  V value = LowerArith(node);
  if (value == nullptr) value = LowerMemory(ref, node);
  values_[ref] = value;
}

void Lowering::AddIncoming(const ir::Target& target, BasicBlock* from) {
  for (size_t i = 0; i < target.args.size(); ++i) {
    phis_[target.block][i]->addIncoming(Get(target.args[i]), from);
  }
}

void Lowering::LowerTerminator(const ir::Node& node) {
  switch (node.op) {
    case ir::Opcode::k_jump:
      AddIncoming(node.targets[0], builder_.GetInsertBlock());
      builder_.CreateBr(blocks_[node.targets[0].block]);
      return;
    case ir::Opcode::k_branch: {
      V condition = Op(node, 0);
      const ir::Target& yes = node.targets[0];
      const ir::Target& no = node.targets[1];
      BasicBlock* yes_block = blocks_[yes.block];
      BasicBlock* no_block = blocks_[no.block];
      BasicBlock* from = builder_.GetInsertBlock();
      if (yes.block == no.block) {
        // Both sides go to one block with arguments of their own: a block
        // between keeps the two edges apart.
        no_block = BasicBlock::Create(context_, "edge", function_);
      }
      llvm::MDNode* weights = nullptr;
      const bool yes_cold = graph_.blocks[yes.block].cold;
      const bool no_cold = graph_.blocks[no.block].cold;
      if (yes_cold != no_cold) weights = no_cold ? likely_ : unlikely_;
      builder_.CreateCondBr(condition, yes_block, no_block, weights);
      AddIncoming(yes, from);
      if (yes.block == no.block) {
        builder_.SetInsertPoint(no_block);
        builder_.CreateBr(yes_block);
        AddIncoming(no, no_block);
      } else {
        AddIncoming(no, from);
      }
      return;
    }
    case ir::Opcode::k_exit:
      builder_.CreateBr(ExitBlock(node.snapshot));
      return;
    case ir::Opcode::k_return: {
      V buffer = builder_.CreateLoad(
          builder_.getPtrTy(), ThreadField(offsetof(Thread, exit_values)));
      StoreExitValue(buffer, 0, Op(node, 0));
      builder_.CreateRet(Int(static_cast<int64_t>(kReturned)));
      return;
    }
    default:
      PYJIT_CHECK(false, "not a terminator");
  }
}

BasicBlock* Lowering::NewBlockHere(const char* name) {
  auto* block = BasicBlock::Create(context_, name, function_);
  block->moveAfter(builder_.GetInsertBlock());
  return block;
}

BasicBlock* Lowering::ColdBlock(const char* name) {
  return BasicBlock::Create(context_, name, function_);
}

}  // namespace pyjit::jit
