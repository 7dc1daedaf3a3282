#include "absl/strings/str_cat.h"
#include "interp/attribute_cache.h"
#include "interp/frames.h"
#include "jit/record/recorder.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/layout.h"
#include "runtime/types/float.h"
#include "runtime/types/str.h"

// Attributes: slots by shape guard, class attributes and methods as constants.

namespace pyjit::jit {

using ir::HelperId;
using ir::kNone;
using ir::MemType;
using ir::Region;

void Recorder::GuardKindOf(Ref value, Value now) {
  if (now.is_small_int()) {
    GuardInt(value);
  } else if (tree_->graph.node(value).op != ir::Opcode::k_const_obj ||
             now.object()->shape()->slots_offset != 0) {
    GuardShape(value, now.object()->shape());
  }
}

// The value of an attribute slot; the shape is guarded.
Recorder::Ref Recorder::LoadSlotValue(Ref object, const Shape* shape,
                                      const SlotLocation& slot) {
  if (!slot.is_inline) {
    const Ref array = Load(object, Region::k_overflow, MemType::kTagged,
                           shape->slots_offset - 8);
    return Load(array, Region::k_array_tagged, MemType::kTagged, slot.offset);
  }
  if (slot.repr == SlotRepr::kDouble) {
    return b_.BoxFloat(
        Load(object, Region::k_slot, MemType::kF64, slot.offset));
  }
  return Load(object, Region::k_slot, MemType::kTagged, slot.offset);
}

bool Recorder::RecordAttr(Op op) {
  const CodeBlock& block = *top().block;
  if (op == Op::kSTORE_ATTR) {
    return RecordStoreAttr();
  }
  Str* name = block.names[C()];
  const Ref object = R(B());
  if (state_ != State::kRecording) return false;
  const Value now = Now(B());
  const bool method = op == Op::kLOAD_METHOD;
  auto result = [&](Ref value, Ref self) {
    Set(A(), value);
    if (method) Set(A() + kFrameHeaderWords, self);
    return state_ == State::kRecording;
  };
  if (method && IsKind(now, Kind::kSuper) && RecordSuperMethod(object, now.as<Super>(), name)) {
    return true;
  }
  if (state_ != State::kRecording) return false;
  const AttrPlan plan = PlanGetAttr(t_, now, name);
  switch (plan.what) {
    case AttrPlan::kSlot:
      GuardKindOf(object, now);
      AssumeClass(ClassOf(t_, now));
      return result(LoadSlotValue(object, now.object()->shape(), plan.slot),
                    b_.ConstNull());
    case AttrPlan::kClassValue:
      GuardKindOf(object, now);
      AssumeClass(ClassOf(t_, now));
      return result(CellValue(plan.cell), b_.ConstNull());
    case AttrPlan::kMethod: {
      GuardKindOf(object, now);
      AssumeClass(ClassOf(t_, now));
      if (!method && IsKind(plan.cell->value, Kind::kNativeFunction)) {
        break;  // bound, it is another NativeFunction, which the helper makes
      }
      const Ref function = CellValue(plan.cell);
      if (method) return result(function, object);
      return result(NewBoundMethod(function, object), b_.ConstNull());
    }
    case AttrPlan::kModuleCell:
      GuardSame(object, now);
      return result(CellValue(plan.cell), b_.ConstNull());
    case AttrPlan::kTypeValue:
      GuardSame(object, now);
      AssumeClass(now.as<Class>());
      return result(CellValue(plan.cell), b_.ConstNull());
    case AttrPlan::kWrapper:
    case AttrPlan::kTypeWrapper: {
      // Only as a constant: what else the cell may come to hold is not looked at.
      if (!method || plan.cell->aux >= knobs_->variable_writes) break;
      if (plan.what == AttrPlan::kTypeWrapper) {
        GuardSame(object, now);
        AssumeClass(now.as<Class>());
      } else {
        GuardKindOf(object, now);
        AssumeClass(ClassOf(t_, now));
      }
      const Value wrapper = plan.cell->value;
      CellValue(plan.cell);  // the assumption that it stays
      Value self;
      const Value function = UnwrapMethod(t_, wrapper, now, &self);
      return result(Const(function), self.is_null() ? b_.ConstNull() : Const(self));
    }
    case AttrPlan::kProperty: {
      const Value getter = plan.cell->value.as<Property>()->fget;
      if (method || plan.cell->aux >= knobs_->variable_writes || !ExactClass(getter) ||
          !IsKind(getter, Kind::kFunction)) {
        break;
      }
      CodeBlock* code = getter.as<Function>()->code->block;
      if (SimpleCall(code) != 2) break;
      GuardKindOf(object, now);
      AssumeClass(ClassOf(t_, now));
      CellValue(plan.cell);  // the assumption that it stays
      return InlineCall(getter.as<Function>(), Const(getter), {object}, nullptr, kNone);
    }
    case AttrPlan::kGetSet:
    case AttrPlan::kUncacheable:
      break;
  }
  if (IsKind(now, Kind::kClass) &&
      now.object()->shape()->cls == t_->isolate->type_class()) {
    // Base.method(self): what the class's MRO has comes before what `type` has,
    // unless that is a data descriptor.
    Class* holder = nullptr;
    Cell* cell = LookupCellInClass(now.as<Class>(), name, &holder);
    const Value meta = LookupInClass(t_->isolate->type_class(), name);
    const bool hidden =
        !meta.is_null() && NatureOf(t_, meta) == AttrNature::kData;
    if (cell != nullptr && !hidden && !cell->value.is_null() &&
        NatureOf(t_, cell->value) == AttrNature::kFunction) {
      GuardSame(object, now);
      AssumeClass(now.as<Class>());
      return result(CellValue(cell), b_.ConstNull());
    }
  }
  // Those that the interpreter always binds (GetMethod).
  const bool binds = plan.what == AttrPlan::kUncacheable && now.is_object() &&
                     (now.object()->kind() == Kind::kSuper ||
                      (ClassOf(t_, now)->flags & kClassHasGetAttr) != 0);
  if (method && binds) {
    GuardKindOf(object, now);
    return result(CallHelper(HelperId::k_get_attr, {object, Const(Value(name))}),
                  b_.ConstNull());
  }
  if (method) {
    return Fail(Abort::k_operand_unsupported,
                absl::StrCat("method ", StrToUtf8(name), " of ",
                             TypeName(now)));
  }
  Set(A(), CallHelper(HelperId::k_get_attr, {object, Const(Value(name))}));
  return true;
}

Recorder::Ref Recorder::NewBoundMethod(Ref function, Ref self) {
  const Shape* shape = t_->isolate->shape_of(Kind::kBoundMethod);
  const Ref bound = b_.New(ShapeRow(shape), shape->instance_size);
  b_.Store(bound, function, Region::k_function, MemType::kTagged,
           layout::kBoundMethodFunction);
  b_.Store(bound, self, Region::k_function, MemType::kTagged, layout::kBoundMethodSelf);
  return bound;
}

// LOAD_SPECIAL of a method written in Python.
bool Recorder::RecordSpecial() {
  const Ref object = R(B());
  if (state_ != State::kRecording) return false;
  const Value now = Now(B());
  const Value function = LookupSpecial(t_, now, static_cast<Slot>(C()));
  if (!IsKind(function, Kind::kFunction)) {
    return Fail(Abort::k_operand_unsupported, "special method of " + TypeName(now));
  }
  GuardKindOf(object, now);
  AssumeClass(ClassOf(t_, now));
  Set(A(), NewBoundMethod(Const(function), object));
  return state_ == State::kRecording;
}

bool Recorder::RecordStoreAttr() {
  Str* name = top().block->names[C()];
  const Ref object = R(A());
  const Ref value = R(B());
  if (state_ != State::kRecording) return false;
  const Value now = Now(A()), what = Now(B());
  auto generic = [&] {
    CallHelper(HelperId::k_set_attr, {object, Const(Value(name)), value});
    return true;
  };
  Str* key = now.is_object() ? PlanSetAttrSlot(t_, now, name) : nullptr;
  if (key == nullptr) return generic();
  Shape* shape = now.object()->shape();
  if (shape->deprecated || shape->dictionary || shape->slots_offset == 0) {
    return generic();
  }
  SlotLocation slot;
  Shape* next = nullptr;
  if (!FindSlot(shape, key, &slot)) {
    next = AddSlotTransition(t_, shape, key, ReprOf(t_, what));
    if (next == nullptr) {
      TakeException(t_);
      return Fail(Abort::k_out_of_memory);
    }
    if (!FindSlot(next, key, &slot)) return generic();
  }
  if (!slot.is_inline || next == shape) return generic();
  switch (slot.repr) {
    case SlotRepr::kTagged:
      GuardKindOf(object, now);
      AssumeClass(shape->cls);
      StoreTagged(object, value, Region::k_slot, slot.offset);
      break;
    case SlotRepr::kInt:
      if (!what.is_small_int()) return generic();
      GuardKindOf(object, now);
      AssumeClass(shape->cls);
      GuardInt(value);
      b_.Store(object, value, Region::k_slot, MemType::kTagged, slot.offset);
      break;
    case SlotRepr::kDouble: {
      if (!CanBeRawDouble(t_, what)) return generic();
      GuardKindOf(object, now);
      AssumeClass(shape->cls);
      const Ref number = RawDoubleOf(value);
      b_.Store(object, number, Region::k_slot, MemType::kF64, slot.offset);
      break;
    }
  }
  if (next != nullptr) b_.SetShape(object, ShapeRow(next));
  return true;
}

}  // namespace pyjit::jit
