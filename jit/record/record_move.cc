#include "jit/record/recorder.h"
#include "runtime/code.h"
#include "runtime/layout.h"
#include "runtime/namespace.h"

// Moves, constants and closure cells.

namespace pyjit::jit {

using ir::kNone;
using ir::MemType;
using ir::Region;

bool Recorder::RecordMove(Op op) {
  const CodeBlock& block = *top().block;
  switch (op) {
    case Op::kNOP:
      return true;
    case Op::kMOVE:
      Set(A(), R(B()));
      return state_ == State::kRecording;
    case Op::kLOAD_CONST:
      Set(A(), Const(block.constants[B()]));
      return true;
    case Op::kLOAD_INT:
      Set(A(), b_.ConstInt(SignedBOf(word_)));
      return true;
    case Op::kLOAD_NULL:
      Set(A(), b_.ConstNull());
      return true;
    case Op::kCHECK_BOUND:
      if (Now(A()).is_null()) return Fail(Abort::k_exception_raised, "unbound");
      Guard(b_.IsNull(R(A())), false);
      return true;
    case Op::kMAKE_CELL: {
      const Ref value = R(A());
      const Shape* shape = t_->isolate->shape_of(Kind::kCell);
      const Ref cell = b_.New(ShapeRow(shape), shape->instance_size);
      b_.Store(cell, value, Region::k_cell, MemType::kTagged,
               layout::kCellValue);
      Set(A(), cell);
      return true;
    }
    case Op::kCOPY_CLOSURE: {
      // The function is known at recording time, or loaded from the frame.
      const RFrame& r = top();
      const int first =
          block.first_cell + static_cast<int>(block.cell_names.size());
      const Frame* frame = Frame::FromRegs(actual_);
      const auto* function = frame->callee.as<Function>();
      const Tuple* closure = function->closure.as<Tuple>();
      const bool constant =
          r.callee != kNone &&
          tree_->graph.node(r.callee).op == ir::Opcode::k_const_obj;
      Ref tuple = kNone;
      if (!constant) {
        Ref callee = r.callee;
        if (callee == kNone) {
          // The root frame's function may be another closure at each entry.
          const Ref root = Load(b_.Thread(), Region::k_thread,
                                MemType::kTagged, layout::kThreadFrame);
          callee = Load(root, Region::k_frame, MemType::kTagged,
                        layout::kFrameCallee);
        }
        tuple = Load(callee, Region::k_function, MemType::kTagged,
                     layout::kFunctionClosure);
      }
      for (int64_t i = 0; i < closure->length; ++i) {
        Set(first + i,
            constant ? Const(closure->items[i])
                     : Load(tuple, Region::k_tuple, MemType::kTagged,
                            static_cast<int>(layout::kTupleItems + 8 * i)));
      }
      return true;
    }
    case Op::kLOAD_CELL: {
      const Ref cell = R(B());
      const Value now = Now(B()).as<Cell>()->value;
      if (now.is_null()) return Fail(Abort::k_exception_raised, "unbound");
      if (tree_->graph.node(cell).op == ir::Opcode::k_const_obj) {
        Set(A(), CellValue(Now(B()).as<Cell>()));
        return true;
      }
      const Ref value =
          Load(cell, Region::k_cell, MemType::kTagged, layout::kCellValue);
      Guard(b_.IsNull(value), false);
      Set(A(), value);
      return true;
    }
    case Op::kSTORE_CELL: {
      // A cell that this path made is written directly; another one may be
      // watched by compiled code.
      const Ref cell = R(A());
      const Ref value = R(B());
      if (tree_->graph.node(cell).op == ir::Opcode::k_new) {
        StoreTagged(cell, value, Region::k_cell, layout::kCellValue);
      } else {
        b_.Call(ir::HelperId::k_set_cell, {cell, value});
        may_be_retired_ = true;
      }
      return state_ == State::kRecording;
    }
    default:
      return Fail(Abort::k_op_without_recorder, InfoOf(op).name);
  }
}

}  // namespace pyjit::jit
