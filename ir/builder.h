#ifndef IR_BUILDER_H_
#define IR_BUILDER_H_

#include <cstdint>
#include <initializer_list>
#include <map>
#include <utility>
#include <vector>

#include "absl/types/span.h"
#include "ir/graph.h"

namespace pyjit::ir {

// Appends nodes to one block at a time; for the recorder and for tests.
// Constants are made once per block. The graph is borrowed. Nothing is checked
// here: the verifier does that.
class Builder {
 public:
  Builder(Graph* graph, BlockId block) : graph_(graph) { SetBlock(block); }

  Graph& graph() { return *graph_; }
  BlockId block() const { return block_; }
  // Goes on at the end of `block`.
  void SetBlock(BlockId block);
  // Position (positions[] row) of the nodes that follow.
  void SetPosition(uint32_t row) { position_ = row; }
  uint32_t position() const { return position_; }
  uint32_t NewPosition(uint32_t code, uint32_t pc, uint32_t parent = 0);
  SnapshotId AddSnapshot(Snapshot snapshot);
  Ref AddParam(Type type) { return graph_->AddParam(block_, type); }

  // Any node, position filled in if it has none.
  Ref Emit(Node node);
  // An op that needs no more than operands.
  Ref Op(Opcode op, std::initializer_list<Ref> operands = {});
  Ref Unary(Opcode op, Ref a) { return Op(op, {a}); }
  Ref Binary(Opcode op, Ref a, Ref b) { return Op(op, {a, b}); }
  Ref Select(Ref cond, Ref a, Ref b) { return Op(Opcode::k_select, {cond, a, b}); }

  // Constants and inputs.
  Ref ConstInt(int64_t n) { return Const(Opcode::k_const_int, n); }
  Ref ConstI64(int64_t n) { return Const(Opcode::k_const_i64, n); }
  Ref ConstI1(bool b) { return Const(Opcode::k_const_i1, b); }
  Ref ConstF64(double d);
  Ref ConstNull() { return Const(Opcode::k_const_null, 0); }
  Ref ConstObject(uint32_t row) { return Const(Opcode::k_const_obj, row); }
  Ref ConstObject(uint64_t word, absl::string_view name) {
    return ConstObject(graph_->ObjectIndex(word, name));
  }
  Ref Thread() { return Const(Opcode::k_thread, 0); }
  Ref LoadReg(uint32_t number);

  // Tests and boxing.
  Ref IsInt(Ref a) { return Op(Opcode::k_is_int, {a}); }
  Ref IsNull(Ref a) { return Op(Opcode::k_is_null, {a}); }
  Ref IsSame(Ref a, Ref b) { return Op(Opcode::k_is_same, {a, b}); }
  Ref HasShape(Ref a, uint32_t shape_row);
  Ref UnboxInt(Ref a) { return Op(Opcode::k_unbox_int, {a}); }
  Ref UnboxFloat(Ref a) { return Op(Opcode::k_unbox_float, {a}); }
  Ref BoxInt(Ref a) { return Op(Opcode::k_box_int, {a}); }
  Ref BoxFloat(Ref a) { return Op(Opcode::k_box_float, {a}); }
  Ref BoxBool(Ref a) { return Op(Opcode::k_box_bool, {a}); }

  // Memory.
  Ref Load(Ref base, Region region, MemType mem, int32_t offset);
  Ref LoadElem(Ref base, Ref index, Region region, MemType mem, int32_t offset);
  void Store(Ref base, Ref value, Region region, MemType mem, int32_t offset);
  void StoreElem(Ref base, Ref index, Ref value, Region region, MemType mem,
                 int32_t offset);
  void Barrier(Ref object) { Op(Opcode::k_barrier, {object}); }
  void BarrierElem(Ref array, Ref index) { Op(Opcode::k_barrier_elem, {array, index}); }
  void SetShape(Ref object, uint32_t shape_row);
  Ref New(uint32_t shape_row, int64_t bytes);

  // Calls.
  Ref Call(HelperId helper, absl::Span<const Ref> args);
  Ref Call(HelperId helper, std::initializer_list<Ref> args) {
    return Call(helper, absl::MakeConstSpan(args.begin(), args.size()));
  }
  // `effects`: CallEffects.
  Ref CallNative(uint32_t object_row, uint32_t effects, absl::Span<const Ref> args);
  Ref CallValue(Ref callee, absl::Span<const Ref> args);

  // Guards.
  void Guard(Ref cond, bool expected, SnapshotId snapshot);
  void GuardValid(SnapshotId snapshot) { Exiting(Opcode::k_guard_valid, snapshot); }
  void Poll(SnapshotId snapshot) { Exiting(Opcode::k_poll, snapshot); }

  // Terminators.
  void Jump(BlockId block, std::vector<Ref> args = {});
  void Branch(Ref cond, Target if_true, Target if_false);
  void Exit(SnapshotId snapshot) { Exiting(Opcode::k_exit, snapshot); }
  void Return(Ref value) { Op(Opcode::k_return, {value}); }

 private:
  Ref Const(Opcode op, int64_t attribute);
  void Exiting(Opcode op, SnapshotId snapshot);

  Graph* graph_;
  BlockId block_ = kNone;
  uint32_t position_ = 0;
  std::map<std::pair<Opcode, int64_t>, Ref> constants_;  // of this block
};

}  // namespace pyjit::ir

#endif  // IR_BUILDER_H_
