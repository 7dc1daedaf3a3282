#include <set>

#include "base/check.h"
#include "jit/lower/lowering.h"
#include "runtime/object.h"
#include "runtime/objects.h"

namespace pyjit::jit {

using ir::MemType;
using ir::Opcode;

Lowering::V Lowering::ThreadField(size_t offset) {
  return builder_.CreateConstInBoundsGEP1_64(builder_.getInt8Ty(), thread_,
                                             offset);
}

Lowering::V Lowering::Address(V base, int64_t offset) {
  return builder_.CreateConstGEP1_64(builder_.getInt8Ty(), Pointer(base),
                                     offset);
}

Lowering::V Lowering::ElementAddress(V base, V index, const ir::Node& node) {
  V start = Address(base, node.offset);
  llvm::Type* unit = node.mem == MemType::kU8    ? builder_.getInt8Ty()
                     : node.mem == MemType::kU16 ? builder_.getInt16Ty()
                     : node.mem == MemType::kU32 ? builder_.getInt32Ty()
                                                 : builder_.getInt64Ty();
  return builder_.CreateGEP(unit, start, index);
}

Lowering::V Lowering::LoadMem(V address, MemType mem) {
  switch (mem) {
    case MemType::kTagged:
    case MemType::kI64:
      return builder_.CreateLoad(builder_.getInt64Ty(), address);
    case MemType::kF64:
      return builder_.CreateLoad(builder_.getDoubleTy(), address);
    case MemType::kU8:
      return builder_.CreateZExt(
          builder_.CreateLoad(builder_.getInt8Ty(), address),
          builder_.getInt64Ty());
    case MemType::kU16:
      return builder_.CreateZExt(
          builder_.CreateLoad(builder_.getInt16Ty(), address),
          builder_.getInt64Ty());
    case MemType::kU32:
      return builder_.CreateZExt(
          builder_.CreateLoad(builder_.getInt32Ty(), address),
          builder_.getInt64Ty());
  }
  return nullptr;
}

void Lowering::StoreMem(V address, MemType mem, V value) {
  switch (mem) {
    case MemType::kTagged:
    case MemType::kI64:
    case MemType::kF64:
      builder_.CreateStore(value, address);
      return;
    case MemType::kU8:
      builder_.CreateStore(builder_.CreateTrunc(value, builder_.getInt8Ty()),
                           address);
      return;
    case MemType::kU16:
      builder_.CreateStore(builder_.CreateTrunc(value, builder_.getInt16Ty()),
                           address);
      return;
    case MemType::kU32:
      builder_.CreateStore(builder_.CreateTrunc(value, builder_.getInt32Ty()),
                           address);
      return;
  }
}

// Any tagged word may come in: only a non-null word without the int's tag bit
// is an address that may be read.
Lowering::V Lowering::HasShape(V value, uint64_t shape_word) {
  V tag = builder_.CreateAnd(value, Int(1));
  V is_object = builder_.CreateAnd(builder_.CreateICmpEQ(tag, Int(0)),
                                   builder_.CreateICmpNE(value, Int(0)));
  auto* from = builder_.GetInsertBlock();
  auto* compare = NewBlockHere("shape");
  auto* done = NewBlockHere("shape.done");
  done->moveAfter(compare);
  builder_.CreateCondBr(is_object, compare, done, likely_);
  builder_.SetInsertPoint(compare);
  V word = builder_.CreateLoad(builder_.getInt32Ty(), Pointer(value));
  V same = builder_.CreateICmpEQ(
      word, builder_.getInt32(static_cast<uint32_t>(shape_word)));
  builder_.CreateBr(done);
  builder_.SetInsertPoint(done);
  auto* phi = builder_.CreatePHI(builder_.getInt1Ty(), 2);
  phi->addIncoming(builder_.getFalse(), from);
  phi->addIncoming(same, compare);
  return phi;
}

// Bump allocation; the header is set, the rest is the caller's to fill.
Lowering::V Lowering::Allocate(int64_t bytes, uint64_t header) {
  bytes = (bytes + kObjectAlignment - 1) & -int64_t{kObjectAlignment};
  auto* i64 = builder_.getInt64Ty();
  V top_field = ThreadField(offsetof(Thread, alloc_ptr));
  V limit_field = ThreadField(offsetof(Thread, alloc_limit));
  V top = builder_.CreateLoad(i64, top_field);
  V limit = builder_.CreateLoad(i64, limit_field);
  V next = builder_.CreateAdd(top, Int(bytes));
  V fits = builder_.CreateICmpULE(next, limit);
  auto* fast = NewBlockHere("alloc");
  auto* slow = ColdBlock("alloc.slow");
  auto* done = NewBlockHere("alloc.done");
  done->moveAfter(fast);
  builder_.CreateCondBr(fits, fast, slow, likely_);
  builder_.SetInsertPoint(fast);
  builder_.CreateStore(next, top_field);
  builder_.CreateBr(done);
  builder_.SetInsertPoint(slow);
  V fresh = CallAddress(env_.allocate_slow, i64, {thread_word_, Int(bytes)});
  builder_.CreateBr(done);
  builder_.SetInsertPoint(done);
  auto* object = builder_.CreatePHI(i64, 2);
  object->addIncoming(top, fast);
  object->addIncoming(fresh, slow);
  builder_.CreateStore(Int(static_cast<int64_t>(header)), Pointer(object));
  return object;
}

Lowering::V Lowering::BoxInt(V number) {
  // Fits 63 bits when shifting left by one does not overflow.
  V doubled = builder_.CreateBinaryIntrinsic(
      llvm::Intrinsic::sadd_with_overflow, number, number);
  V overflows = builder_.CreateExtractValue(doubled, 1);
  V shifted = builder_.CreateExtractValue(doubled, 0);
  V small = builder_.CreateOr(shifted, Int(1));
  auto* from = builder_.GetInsertBlock();
  auto* big = ColdBlock("big");
  auto* done = NewBlockHere("boxed");
  builder_.CreateCondBr(overflows, big, done, unlikely_);
  builder_.SetInsertPoint(big);
  V boxed = CallAddress(env_.box_big_int, builder_.getInt64Ty(),
                        {thread_word_, number});
  builder_.CreateBr(done);
  builder_.SetInsertPoint(done);
  auto* phi = builder_.CreatePHI(builder_.getInt64Ty(), 2);
  phi->addIncoming(small, from);
  phi->addIncoming(boxed, big);
  return phi;
}

// Words that the stores right after the allocation fill need no zero first.
Lowering::V Lowering::New(ir::Ref ref, const ir::Node& node) {
  V object = Allocate(node.imm, graph_.shapes[node.index].word);
  std::set<int64_t> filled;
  const std::vector<ir::Ref>& nodes = graph_.blocks[current_].nodes;
  size_t i = 0;
  while (nodes[i] != ref) ++i;
  for (++i; i < nodes.size(); ++i) {
    const ir::Node& next = graph_.node(nodes[i]);
    if (next.op == Opcode::k_store && next.operands[0] == ref) {
      if (next.mem <= MemType::kF64) filled.insert(next.offset);
      continue;
    }
    const ir::NodeEffects effects = ir::EffectsOf(graph_, next);
    if (effects.collects || effects.exits || effects.reads != 0 ||
        effects.runs_python || ir::RowOf(next.op).effects != 0) {
      break;
    }
  }
  const int64_t bytes =
      (node.imm + kObjectAlignment - 1) & -int64_t{kObjectAlignment};
  for (int64_t offset = 8; offset < bytes; offset += 8) {
    if (filled.count(offset) == 0) {
      builder_.CreateStore(Int(0), Address(object, offset));
    }
  }
  return object;
}

Lowering::V Lowering::GcStateIs(V object, GcState state) {
  V gc = builder_.CreateLoad(builder_.getInt8Ty(), Address(object, offsetof(Object, gc)));
  return builder_.CreateICmpEQ(gc, builder_.getInt8(state));
}

void Lowering::Barrier(V object) {
  V old = GcStateIs(object, kGcOld);
  auto* slow = ColdBlock("barrier");
  auto* done = NewBlockHere("barrier.done");
  builder_.CreateCondBr(old, slow, done, unlikely_);
  builder_.SetInsertPoint(slow);
  CallAddress(env_.barrier_slow, builder_.getVoidTy(), {thread_word_, object});
  builder_.CreateBr(done);
  builder_.SetInsertPoint(done);
}

// As Heap::RememberFieldsSlow; what stays anyway is seen here, since an array that is large
// stays kGcOld, and each store would call.
void Lowering::BarrierElem(V array, V index) {
  auto* old = ColdBlock("barrier");
  auto* points = ColdBlock("barrier.object");
  auto* slow = ColdBlock("barrier.young");
  auto* done = NewBlockHere("barrier.done");
  builder_.CreateCondBr(GcStateIs(array, kGcOld), old, done, unlikely_);
  builder_.SetInsertPoint(old);
  V field = builder_.CreateGEP(builder_.getInt64Ty(),
                               Address(array, offsetof(ValueArray, items)), index);
  V item = builder_.CreateLoad(builder_.getInt64Ty(), field);
  builder_.CreateCondBr(builder_.CreateICmpEQ(builder_.CreateAnd(item, Int(1)), Int(0)),
                        points, done);
  builder_.SetInsertPoint(points);
  builder_.CreateCondBr(GcStateIs(item, kGcYoung), slow, done);
  builder_.SetInsertPoint(slow);
  CallAddress(env_.barrier_elem_slow, builder_.getVoidTy(), {thread_word_, array, field});
  builder_.CreateBr(done);
  builder_.SetInsertPoint(done);
}

Lowering::V Lowering::LowerMemory(ir::Ref ref, const ir::Node& node) {
  auto& builder = builder_;
  switch (node.op) {
    case Opcode::k_load_reg:
      return builder.CreateLoad(
          builder.getInt64Ty(),
          builder.CreateConstInBoundsGEP1_64(builder.getInt64Ty(), regs_,
                                             node.index));
    case Opcode::k_thread:
      return thread_word_;
    case Opcode::k_is_int:
      return builder.CreateTrunc(Op(node, 0), builder.getInt1Ty());
    case Opcode::k_has_shape:
      return HasShape(Op(node, 0), graph_.shapes[node.index].word);
    case Opcode::k_is_same:
      return builder.CreateICmpEQ(Op(node, 0), Op(node, 1));
    case Opcode::k_is_null:
      return builder.CreateICmpEQ(Op(node, 0), Int(0));
    case Opcode::k_unbox_int:
      return builder.CreateAShr(Op(node, 0), Int(1));
    case Opcode::k_unbox_float:
      return builder.CreateLoad(builder.getDoubleTy(), Address(Op(node, 0), 8));
    case Opcode::k_box_int:
      return BoxInt(Op(node, 0));
    case Opcode::k_box_float: {
      V value = Op(node, 0);
      V object = Allocate(16, env_.float_shape_word);
      builder.CreateStore(value, Address(object, 8));
      return object;
    }
    case Opcode::k_box_bool:
      return builder.CreateSelect(Op(node, 0), Int(env_.true_word),
                                  Int(env_.false_word));
    case Opcode::k_load:
      return LoadMem(Address(Op(node, 0), node.offset), node.mem);
    case Opcode::k_store:
      StoreMem(Address(Op(node, 0), node.offset), node.mem, Op(node, 1));
      return nullptr;
    case Opcode::k_load_elem:
      return LoadMem(ElementAddress(Op(node, 0), Op(node, 1), node), node.mem);
    case Opcode::k_store_elem:
      StoreMem(ElementAddress(Op(node, 0), Op(node, 1), node), node.mem,
               Op(node, 2));
      return nullptr;
    case Opcode::k_barrier:
      Barrier(Op(node, 0));
      return nullptr;
    case Opcode::k_barrier_elem:
      BarrierElem(Op(node, 0), Op(node, 1));
      return nullptr;
    case Opcode::k_set_shape:
      builder.CreateStore(builder.getInt32(static_cast<uint32_t>(
                              graph_.shapes[node.index].word)),
                          Pointer(Op(node, 0)));
      return nullptr;
    case Opcode::k_new:
      return New(ref, node);
    default:
      PYJIT_CHECK(false, ir::RowOf(node.op).name);
      return nullptr;
  }
}

}  // namespace pyjit::jit
