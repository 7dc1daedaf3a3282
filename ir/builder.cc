#include "ir/builder.h"

#include "ir/word.h"

namespace pyjit::ir {
namespace {

Node MemoryNode(Opcode op, Region region, MemType mem, int32_t offset) {
  Node node(op);
  node.region = region;
  node.mem = mem;
  node.offset = offset;
  return node;
}

}  // namespace

void Builder::SetBlock(BlockId block) {
  if (block == block_) return;
  block_ = block;
  constants_.clear();
}

uint32_t Builder::NewPosition(uint32_t code, uint32_t pc, uint32_t parent) {
  graph_->positions.push_back({code, pc, parent});
  return static_cast<uint32_t>(graph_->positions.size() - 1);
}

SnapshotId Builder::AddSnapshot(Snapshot snapshot) {
  graph_->snapshots.push_back(std::move(snapshot));
  return static_cast<SnapshotId>(graph_->snapshots.size() - 1);
}

Ref Builder::Emit(Node node) {
  if (node.position == 0) node.position = position_;
  return graph_->Append(block_, std::move(node));
}

Ref Builder::Op(Opcode op, std::initializer_list<Ref> operands) {
  Node node(op);
  node.operands = operands;
  return Emit(std::move(node));
}

Ref Builder::Const(Opcode op, int64_t attribute) {
  auto [it, inserted] = constants_.try_emplace({op, attribute}, kNone);
  if (!inserted && graph_->node(it->second).block == block_) return it->second;
  Node node(op);
  switch (RowOf(op).attribute) {
    case Attribute::kObject:
      node.index = static_cast<uint32_t>(attribute);
      break;
    case Attribute::kDouble:
      node.f64 = DoubleOf(static_cast<Word>(attribute));
      break;
    default:
      node.imm = attribute;
  }
  return it->second = Emit(std::move(node));
}

Ref Builder::ConstF64(double d) {
  return Const(Opcode::k_const_f64, static_cast<int64_t>(BitsOf(d)));
}

Ref Builder::LoadReg(uint32_t number) {
  Node node(Opcode::k_load_reg);
  node.index = number;
  return Emit(std::move(node));
}

Ref Builder::HasShape(Ref a, uint32_t shape_row) {
  Node node(Opcode::k_has_shape);
  node.index = shape_row;
  node.operands = {a};
  return Emit(std::move(node));
}

Ref Builder::Load(Ref base, Region region, MemType mem, int32_t offset) {
  Node node = MemoryNode(Opcode::k_load, region, mem, offset);
  node.operands = {base};
  return Emit(std::move(node));
}

Ref Builder::LoadElem(Ref base, Ref index, Region region, MemType mem,
                      int32_t offset) {
  Node node = MemoryNode(Opcode::k_load_elem, region, mem, offset);
  node.operands = {base, index};
  return Emit(std::move(node));
}

void Builder::Store(Ref base, Ref value, Region region, MemType mem,
                    int32_t offset) {
  Node node = MemoryNode(Opcode::k_store, region, mem, offset);
  node.operands = {base, value};
  Emit(std::move(node));
}

void Builder::StoreElem(Ref base, Ref index, Ref value, Region region,
                        MemType mem, int32_t offset) {
  Node node = MemoryNode(Opcode::k_store_elem, region, mem, offset);
  node.operands = {base, index, value};
  Emit(std::move(node));
}

void Builder::SetShape(Ref object, uint32_t shape_row) {
  Node node(Opcode::k_set_shape);
  node.index = shape_row;
  node.operands = {object};
  Emit(std::move(node));
}

Ref Builder::New(uint32_t shape_row, int64_t bytes) {
  Node node(Opcode::k_new);
  node.index = shape_row;
  node.imm = bytes;
  return Emit(std::move(node));
}

Ref Builder::Call(HelperId helper, absl::Span<const Ref> args) {
  Node node(Opcode::k_call);
  node.index = static_cast<uint32_t>(helper);
  node.operands.assign(args.begin(), args.end());
  return Emit(std::move(node));
}

Ref Builder::CallNative(uint32_t object_row, uint32_t effects,
                        absl::Span<const Ref> args) {
  Node node(Opcode::k_call_native);
  node.index = object_row;
  node.effects = effects;
  node.operands.assign(args.begin(), args.end());
  return Emit(std::move(node));
}

Ref Builder::CallValue(Ref callee, absl::Span<const Ref> args) {
  Node node(Opcode::k_call_value);
  node.operands = {callee};
  node.operands.insert(node.operands.end(), args.begin(), args.end());
  return Emit(std::move(node));
}

void Builder::Guard(Ref cond, bool expected, SnapshotId snapshot) {
  Node node(Opcode::k_guard);
  node.imm = expected;
  node.snapshot = snapshot;
  node.operands = {cond};
  Emit(std::move(node));
}

void Builder::Exiting(Opcode op, SnapshotId snapshot) {
  Node node(op);
  node.snapshot = snapshot;
  Emit(std::move(node));
}

void Builder::Jump(BlockId block, std::vector<Ref> args) {
  Node node(Opcode::k_jump);
  node.targets.push_back({block, std::move(args)});
  Emit(std::move(node));
}

void Builder::Branch(Ref cond, Target if_true, Target if_false) {
  Node node(Opcode::k_branch);
  node.operands = {cond};
  node.targets.push_back(std::move(if_true));
  node.targets.push_back(std::move(if_false));
  Emit(std::move(node));
}

}  // namespace pyjit::ir
