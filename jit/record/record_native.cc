#include <algorithm>
#include <string>

#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "jit/record/recorder.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/layout.h"
#include "runtime/native.h"
#include "runtime/types/str.h"

// Builtins with an IR body for the operand types at hand; all others are called
// with the effects that their table row states.

namespace pyjit::jit {

using ir::HelperId;
using ir::kNone;
using ir::MemType;
using ir::Opcode;
using ir::Region;

namespace {

// Largest doubles that truncate into 62 bits, so that the result is a small int.
constexpr double kIntLimit = 4611686018427387904.0 / 2;

}  // namespace

Recorder::Ref Recorder::LengthOf(Ref value, Value now) {
  if (!ExactClass(now)) return kNone;
  Region region;
  switch (now.object()->kind()) {
    case Kind::kList:
      region = Region::k_list_length;
      break;
    case Kind::kTuple:
      region = Region::k_tuple;
      break;
    case Kind::kStr:
    case Kind::kBytes:
      region = Region::k_str;
      break;
    case Kind::kDict:
    case Kind::kSet:
      region = Region::k_dict;
      break;
    default:
      return kNone;
  }
  GuardShape(value, now.object()->shape());
  return Load(value, region, MemType::kI64, sizeof(Object));
}

// A function of builtins or math: other modules have functions of the same names.
static bool IsOfCoreModule(const NativeFunction* native) {
  if (!IsKind(native->self, Kind::kModule)) return true;
  const auto* name = native->self.as<Module>()->name.as<Str>();
  return StrEqualsAscii(name, "builtins") || StrEqualsAscii(name, "math");
}

bool Recorder::RecordNativeCall(NativeFunction* native,
                                const std::vector<Ref>& args,
                                const std::vector<Value>& now, uint16_t dst) {
  const absl::string_view name = native->info->name;
  const size_t n = args.size();
  if ((native->info->effects & kLooksAtFrames) != 0) {
    return Fail(Abort::k_looks_at_frames, native->info->name);
  }
  auto done = [&](Ref value) {
    if (state_ == State::kRecording) Set(dst, value);
    return state_ == State::kRecording;
  };
  const bool of_list = native->owner == Value(t_->isolate->list_class());
  const bool of_dict = native->owner == Value(t_->isolate->dict_class());
  if (of_list && n >= 1 && ExactClass(now[0])) {
    if (name == "append" && n == 2) {
      GuardShape(args[0], now[0].object()->shape());
      return done(CallHelper(HelperId::k_list_append_slow, {args[0], args[1]}));
    }
    if (name == "pop" && n == 1 && now[0].as<List>()->length > 0) {
      GuardShape(args[0], now[0].object()->shape());
      const Ref length = Load(args[0], Region::k_list_length, MemType::kI64,
                              layout::kListLength);
      Guard(b_.Binary(Opcode::k_ilt, b_.ConstI64(0), length), true);
      return done(CallHelper(HelperId::k_list_pop, {args[0]}));
    }
  }
  if (of_dict && name == "get" && (n == 2 || n == 3) && ExactClass(now[0]) &&
      PlainDictKey(args[0], now[0].as<Dict>(), args[1], now[1])) {
    const Ref fallback = n == 3 ? args[2] : Const(t_->isolate->none());
    return done(b_.Call(HelperId::k_dict_get, {args[0], args[1], fallback}));
  }
  if (native->owner.is_null() && IsOfCoreModule(native)) {
    bool handled = false;
    const Ref value = ModuleFunction(name, args, now, &handled);
    if (handled) return done(value);
    if (state_ != State::kRecording) return false;
  }
  if ((native->info->effects & kResumesGenerator) != 0) {
    bool handled = false;
    const bool going = RecordResumingCall(native, args, now, &handled);
    if (handled || !going) return going;
  }
  std::vector<Ref> operands = args;
  const uint32_t row = tree_->graph.ObjectIndex(
      Value(native).bits(), TypeName(Value(native)));
  const uint32_t effects = native->info->effects & kAnything;
  // A generator's frame runs in this activation.
  if ((native->info->effects & kResumesGenerator) != 0) skipping_ = true;
  const Ref result = b_.CallNative(row, effects | ir::kCallRaises, operands);
  if ((effects & kRunsPython) != 0) may_be_retired_ = true;
  GuardNotNull(result);
  return done(result);
}

// A class, or a tuple of classes, whose instances no metaclass chooses.
bool Recorder::ArePlainClasses(Value classes) const {
  auto is_plain = [&](Value v) {
    return IsKind(v, Kind::kClass) && v.object()->shape()->cls == t_->isolate->type_class();
  };
  if (!IsKind(classes, Kind::kTuple) || !ExactClass(classes)) return is_plain(classes);
  const auto* tuple = classes.as<Tuple>();
  return tuple->length <= kMostTaken &&
         std::all_of(tuple->items, tuple->items + tuple->length, is_plain);
}

// Functions of builtins and math. *handled: something was emitted.
Recorder::Ref Recorder::ModuleFunction(absl::string_view name,
                                       const std::vector<Ref>& args,
                                       const std::vector<Value>& now,
                                       bool* handled) {
  const size_t n = args.size();
  *handled = true;
  if (name == "len" && n == 1) {
    const Ref length = LengthOf(args[0], now[0]);
    if (length != kNone) return b_.BoxInt(length);
  }
  if (name == "abs" && n == 1) {
    if (IsFloat(now[0])) {
      return b_.BoxFloat(b_.Op(Opcode::k_fabs, {FloatOf(args[0])}));
    }
    if (now[0].is_small_int()) {
      const Ref i = IntOf(args[0]);
      const Ref zero = b_.ConstI64(0);
      const Ref negated = b_.Binary(Opcode::k_isub, zero, i);
      return b_.BoxInt(
          b_.Select(b_.Binary(Opcode::k_ilt, i, zero), negated, i));
    }
  }
  if ((name == "min" || name == "max") && n == 2) {
    const bool ints = now[0].is_small_int() && now[1].is_small_int();
    const bool floats = IsFloat(now[0]) && IsFloat(now[1]);
    if (ints || floats) {
      // The first one wins ties, so the second one must be strictly better.
      const Ref bit = ComparisonBit(
          name == "min" ? CompareOp::kLt : CompareOp::kGt, args[1], args[0],
          now[1], now[0]);
      return b_.Select(bit, args[1], args[0]);
    }
  }
  if (name == "sqrt" && n == 1 && (IsFloat(now[0]) || now[0].is_small_int())) {
    const double x = now[0].is_small_int()
                         ? static_cast<double>(now[0].small_int())
                         : now[0].as<Float>()->value;
    Ref number;
    if (x >= 0 && NumberOf(args[0], now[0], &number)) {
      Guard(b_.Binary(Opcode::k_fle, b_.ConstF64(0.0), number), true);
      return b_.BoxFloat(b_.Op(Opcode::k_fsqrt, {number}));
    }
  }
  if (name == "isinstance" && n == 2 && ArePlainClasses(now[1])) {
    Class* cls = ClassOf(t_, now[0]);
    // Objects may lie about their class through __class__; then Python decides.
    Class* found = nullptr;
    LookupCellInClass(cls, t_->isolate->names.dunder_class, &found);
    if (!(cls->flags & kClassHasGetAttr) &&
        (found == nullptr || found == t_->isolate->object_class())) {
      GuardKindOf(args[0], now[0]);
      AssumeClass(cls);
      if (IsKind(now[1], Kind::kClass)) {
        GuardSame(args[1], now[1]);
        return ConstBool(IsSubclass(cls, now[1].as<Class>()));
      }
      const auto* classes = now[1].as<Tuple>();
      GuardShape(args[1], classes->shape());
      Guard(b_.Binary(Opcode::k_ieq, LengthOf(args[1], now[1]), b_.ConstI64(classes->length)),
            true);
      bool is = false;
      for (int64_t i = 0; i < classes->length && !is; ++i) {
        GuardSame(Load(args[1], Region::k_tuple, MemType::kTagged,
                       static_cast<int>(layout::kTupleItems + 8 * i)),
                  classes->items[i]);
        is = IsSubclass(cls, classes->items[i].as<Class>());
      }
      return ConstBool(is);
    }
  }
  if (name == "ord" && n == 1 && ExactClass(now[0]) &&
      now[0].object()->kind() == Kind::kStr && now[0].as<Str>()->length == 1) {
    GuardShape(args[0], now[0].object()->shape());
    const Ref length = Load(args[0], Region::k_str, MemType::kI64,
                            layout::kStrLength);
    Guard(b_.Binary(Opcode::k_ieq, length, b_.ConstI64(1)), true);
    return b_.BoxInt(b_.Call(HelperId::k_str_char, {args[0], b_.ConstI64(0)}));
  }
  *handled = false;
  return kNone;
}

bool Recorder::RecordBuiltinConstruct(Class* cls, const std::vector<Ref>& args,
                                      const std::vector<Value>& now) {
  Isolate* isolate = t_->isolate;
  const size_t n = args.size();
  if (cls == isolate->range_class() && n >= 1 && n <= 3) {
    for (Value v : now) {
      if (!v.is_small_int()) return false;
    }
    // Steps of either sign are told apart by what the step is now.
    const int64_t step_now = n == 3 ? now[2].small_int() : 1;
    if (step_now != 1 && step_now != -1) return false;
    const Ref zero = b_.ConstI64(0);
    const Ref start = n >= 2 ? IntOf(args[0]) : zero;
    const Ref stop = IntOf(args[n >= 2 ? 1 : 0]);
    if (n == 3) {
      Guard(b_.Binary(Opcode::k_ieq, IntOf(args[2]), b_.ConstI64(step_now)),
            true);
    }
    // 63-bit numbers: the difference fits.
    const Ref span = step_now > 0 ? b_.Binary(Opcode::k_isub, stop, start)
                                  : b_.Binary(Opcode::k_isub, start, stop);
    const Ref empty = b_.Binary(Opcode::k_ilt, span, zero);
    const Ref length = b_.Select(empty, zero, span);
    const Ref length_box = b_.BoxInt(length);
    const Shape* shape = isolate->shape_of(Kind::kRange);
    const Ref range = b_.New(ShapeRow(shape), shape->instance_size);
    auto store = [&](Ref value, int offset) {
      b_.Store(range, value, Region::k_function, MemType::kTagged, offset);
    };
    store(n >= 2 ? args[0] : b_.ConstInt(0), layout::kRangeStart);
    store(args[n >= 2 ? 1 : 0], layout::kRangeStop);
    store(b_.ConstInt(step_now), layout::kRangeStep);
    store(length_box, layout::kRangeLength);
    Set(A(), range);
    return true;
  }
  if (cls == isolate->super_class()) return RecordSuper(args, now);
  if (n != 1) return false;
  if (cls == isolate->float_class()) {
    if (IsFloat(now[0])) {
      GuardFloat(args[0]);
      Set(A(), args[0]);
      return true;
    }
    if (now[0].is_small_int()) {
      Set(A(), b_.BoxFloat(b_.Op(Opcode::k_i2f, {IntOf(args[0])})));
      return true;
    }
  }
  if (cls == isolate->int_class()) {
    if (now[0].is_small_int()) {
      GuardInt(args[0]);
      Set(A(), args[0]);
      return true;
    }
    if (IsFloat(now[0])) {
      const double x = now[0].as<Float>()->value;
      if (!(x < kIntLimit && x > -kIntLimit)) return false;
      const Ref number = FloatOf(args[0]);
      Guard(b_.Binary(Opcode::k_flt, b_.Op(Opcode::k_fabs, {number}),
                      b_.ConstF64(kIntLimit)),
            true);
      Set(A(), b_.BoxInt(b_.Op(Opcode::k_f2i, {number})));
      return true;
    }
  }
  if (cls == isolate->bool_class()) {
    const Ref bit = TruthBit(args[0], now[0]);
    if (bit == kNone) return false;
    Set(A(), b_.BoxBool(bit));
    return true;
  }
  return false;
}

}  // namespace pyjit::jit
