#include "jit/record/recorder.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/layout.h"
#include "runtime/namespace.h"

// super() in methods: what it finds is known when the classes are.

namespace pyjit::jit {

using ir::MemType;
using ir::Region;

namespace {

// The cell that super(start, instance of cls) finds, or null.
Cell* CellBehind(const Class* cls, Value start, Str* name) {
  const auto* mro = cls->mro.as<Tuple>();
  int64_t i = 0;
  while (i < mro->length && mro->items[i] != start) ++i;
  for (++i; i < mro->length; ++i) {
    Cell* cell = FindCell(mro->items[i].as<Class>()->dict, name);
    if (cell != nullptr && !cell->value.is_null()) return cell;
  }
  return nullptr;
}

}  // namespace

// super(cls, self) for an instance. False: other than that, nothing was emitted.
bool Recorder::RecordSuper(const std::vector<Ref>& args, const std::vector<Value>& now) {
  if (args.size() != 2 || !IsKind(now[0], Kind::kClass) || !now[1].is_object() ||
      now[1] == t_->isolate->none() || IsKind(now[1], Kind::kClass)) {
    return false;
  }
  Class* self_class = ClassOf(t_, now[1]);
  if (!IsSubclass(self_class, now[0].as<Class>())) return false;
  const Shape* shape = InstanceRoot(t_, t_->isolate->super_class());
  if (shape == nullptr) {
    TakeException(t_);
    return Fail(Abort::k_out_of_memory);
  }
  GuardSame(args[0], now[0]);
  GuardKindOf(args[1], now[1]);
  AssumeClass(self_class);
  const Ref super = b_.New(ShapeRow(shape), shape->instance_size);
  auto store = [&](Ref value, int offset) {
    b_.Store(super, value, Region::k_class_fields, MemType::kTagged, offset);
  };
  store(args[0], layout::kSuperStartClass);
  store(args[1], layout::kSuperSelf);
  store(Const(Value(self_class)), layout::kSuperSelfClass);
  Set(A(), super);
  return true;
}

// LOAD_METHOD of a function that a super object finds for an instance. False: other than that,
// or failed.
bool Recorder::RecordSuperMethod(Ref object, const Super* now, Str* name) {
  if (now->shape()->cls != t_->isolate->super_class() ||
      !IsKind(now->self_class, Kind::kClass) || now->self == now->self_class) {
    return false;
  }
  auto* self_class = now->self_class.as<Class>();
  Cell* cell = CellBehind(self_class, now->start_class, name);
  if (cell == nullptr || cell->aux >= knobs_->variable_writes ||
      NatureOf(t_, cell->value) != AttrNature::kFunction) {
    return false;
  }
  GuardShape(object, now->shape());
  auto field = [&](int offset) {
    return Load(object, Region::k_class_fields, MemType::kTagged, offset);
  };
  GuardSame(field(layout::kSuperStartClass), now->start_class);
  GuardSame(field(layout::kSuperSelfClass), now->self_class);
  AssumeClass(self_class);
  const Ref self = field(layout::kSuperSelf);
  const Ref bound = NewBoundMethod(CellValue(cell), self);
  if (IsKind(cell->value, Kind::kNativeFunction)) {
    bound_natives_[bound] = {cell->value.as<NativeFunction>(), self, now->self};
  }
  Set(A(), bound);
  Set(static_cast<uint16_t>(A() + kFrameHeaderWords), b_.ConstNull());
  return state_ == State::kRecording;
}

}  // namespace pyjit::jit
