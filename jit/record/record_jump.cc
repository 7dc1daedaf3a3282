#include "jit/record/recorder.h"
#include "runtime/code.h"

// Jumps: a guard that the path goes the way it went.

namespace pyjit::jit {

using ir::HelperId;
using ir::kNone;
using ir::Opcode;

namespace {

// JUMP_LT..JUMP_NE and their immediate forms.
CompareOp OperatorOf(Op op, bool* immediate) {
  *immediate = op >= Op::kJUMP_LT_I && op <= Op::kJUMP_NE_I;
  return static_cast<CompareOp>(
      static_cast<int>(op) -
      static_cast<int>(*immediate ? Op::kJUMP_LT_I : Op::kJUMP_LT));
}

}  // namespace

bool Recorder::JumpOn(Ref bit, bool sense) {
  if (state_ != State::kRecording) return false;
  if (tree_->graph.node(bit).op == Opcode::k_const_i1) return true;
  const uint32_t target =
      static_cast<uint32_t>(JumpTarget(word_, 0, top().pc));
  if (target == next_pc_) return true;
  jump_.bit = bit;
  jump_.if_true = sense ? target : next_pc_;
  jump_.if_false = sense ? next_pc_ : target;
  return true;
}

bool Recorder::RecordJump(Op op) {
  const bool sense = XOf(word_) == 1;
  switch (op) {
    case Op::kJUMP:
      return true;
    case Op::kJUMP_IF: {
      const Ref value = R(A());
      if (state_ != State::kRecording) return false;
      Ref bit = TruthBit(value, Now(A()));
      if (bit == kNone) {
        bit = b_.IsSame(CallHelper(HelperId::k_is_true, {value}),
                        ConstBool(true));
      }
      return JumpOn(bit, sense);
    }
    case Op::kJUMP_NONE: {
      const Ref value = R(A());
      return JumpOn(b_.IsSame(value, Const(t_->isolate->none())), sense);
    }
    case Op::kJUMP_IS: {
      const Ref a = R(A()), b = R(B());
      if (state_ != State::kRecording) return false;
      return JumpOn(IdentityBit(a, b, Now(A()), Now(B())), sense);
    }
    default:
      break;
  }
  bool immediate;
  const CompareOp operation = OperatorOf(op, &immediate);
  const Ref a = R(A());
  const Ref b = immediate ? b_.ConstInt(SignedBOf(word_)) : R(B());
  if (state_ != State::kRecording) return false;
  const Value x = Now(A());
  const Value y = immediate ? Value::SmallInt(SignedBOf(word_)) : Now(B());
  Ref bit = ComparisonBit(operation, a, b, x, y);
  if (bit == kNone) {
    // The comparison may give any object, whose truth decides.
    const Ref result =
        CallHelper(HelperId::k_compare,
                   {b_.ConstI64(static_cast<int64_t>(operation)), a, b});
    bit = b_.IsSame(CallHelper(HelperId::k_is_true, {result}),
                    ConstBool(true));
  }
  return JumpOn(bit, sense);
}

}  // namespace pyjit::jit
