#include "jit/record/recorder.h"
#include "runtime/code.h"

// Comparisons as i1 values, and truth values.

namespace pyjit::jit {

using ir::HelperId;
using ir::kNone;
using ir::Opcode;

namespace {

CompareOp OperatorOf(Op op) {
  return static_cast<CompareOp>(static_cast<int>(op) -
                                static_cast<int>(Op::kLT));
}

}  // namespace

bool Recorder::PrimitiveCompare(CompareOp op, Value x, Value y,
                                bool* result) const {
  auto decide = [&](auto m, auto n) {
    switch (op) {
      case CompareOp::kLt:
        *result = m < n;
        break;
      case CompareOp::kLe:
        *result = m <= n;
        break;
      case CompareOp::kGt:
        *result = m > n;
        break;
      case CompareOp::kGe:
        *result = m >= n;
        break;
      case CompareOp::kEq:
        *result = m == n;
        break;
      case CompareOp::kNe:
        *result = m != n;
        break;
    }
    return true;
  };
  if (x.is_small_int() && y.is_small_int()) {
    return decide(x.small_int(), y.small_int());
  }
  // An int beside a float is compared exactly by Python; as doubles only where
  // the int is exact.
  auto number = [&](Value v, double* out) {
    if (IsFloat(v)) {
      *out = v.as<Float>()->value;
      return true;
    }
    constexpr int64_t kExact = int64_t{1} << 53;
    if (v.is_small_int() && v.small_int() <= kExact &&
        v.small_int() >= -kExact) {
      *out = static_cast<double>(v.small_int());
      return true;
    }
    return false;
  };
  double m, n;
  if (number(x, &m) && number(y, &n)) return decide(m, n);
  return false;
}

Recorder::Ref Recorder::ComparisonBit(CompareOp op, Ref a, Ref b, Value x,
                                      Value y) {
  if (x.is_small_int() && y.is_small_int()) {
    const Ref i = IntOf(a), j = IntOf(b);
    switch (op) {
      case CompareOp::kLt:
        return b_.Binary(Opcode::k_ilt, i, j);
      case CompareOp::kLe:
        return b_.Binary(Opcode::k_ile, i, j);
      case CompareOp::kGt:
        return b_.Binary(Opcode::k_ilt, j, i);
      case CompareOp::kGe:
        return b_.Binary(Opcode::k_ile, j, i);
      case CompareOp::kEq:
        return b_.Binary(Opcode::k_ieq, i, j);
      case CompareOp::kNe:
        return b_.Binary(Opcode::k_ine, i, j);
    }
  }
  bool unused;
  if (PrimitiveCompare(op, x, y, &unused)) {
    auto number = [&](Ref ref, Value now) {
      if (!now.is_small_int()) return FloatOf(ref);
      constexpr int64_t kExact = int64_t{1} << 53;
      const Ref i = IntOf(ref);
      const Ref shifted = b_.Binary(Opcode::k_iadd, i, b_.ConstI64(kExact));
      Guard(b_.Binary(Opcode::k_ult, shifted, b_.ConstI64(2 * kExact + 1)),
            true);
      return b_.Op(Opcode::k_i2f, {i});
    };
    const Ref i = number(a, x), j = number(b, y);
    switch (op) {
      case CompareOp::kLt:
        return b_.Binary(Opcode::k_flt, i, j);
      case CompareOp::kLe:
        return b_.Binary(Opcode::k_fle, i, j);
      case CompareOp::kGt:
        return b_.Binary(Opcode::k_flt, j, i);
      case CompareOp::kGe:
        return b_.Binary(Opcode::k_fle, j, i);
      case CompareOp::kEq:
        return b_.Binary(Opcode::k_feq, i, j);
      case CompareOp::kNe:
        return b_.Binary(Opcode::k_fne, i, j);
    }
  }
  const bool equality = op == CompareOp::kEq || op == CompareOp::kNe;
  const bool strings = ExactClass(x) && ExactClass(y) &&
                       x.object()->kind() == Kind::kStr &&
                       y.object()->kind() == Kind::kStr;
  if (strings) {
    GuardShape(a, x.object()->shape());
    GuardShape(b, y.object()->shape());
    if (equality) {
      const Ref equal = b_.Call(HelperId::k_str_equal, {a, b});
      return op == CompareOp::kEq ? equal : b_.Op(Opcode::k_not, {equal});
    }
    const Ref order = b_.Call(HelperId::k_str_compare, {a, b});
    const Ref zero = b_.ConstI64(0);
    switch (op) {
      case CompareOp::kLt:
        return b_.Binary(Opcode::k_ilt, order, zero);
      case CompareOp::kLe:
        return b_.Binary(Opcode::k_ile, order, zero);
      case CompareOp::kGt:
        return b_.Binary(Opcode::k_ilt, zero, order);
      default:
        return b_.Binary(Opcode::k_ile, zero, order);
    }
  }
  return kNone;
}

Recorder::Ref Recorder::TruthBit(Ref value, Value now) {
  Isolate* isolate = t_->isolate;
  if (IsBool(now)) {
    const Ref is_true = b_.IsSame(value, ConstBool(true));
    // Both bools go on here; anything else exits.
    if (tree_->graph.node(value).op != Opcode::k_box_bool) {
      GuardShape(value, now.object()->shape());
    }
    return is_true;
  }
  if (now.is_small_int()) {
    return b_.Binary(Opcode::k_ine, IntOf(value), b_.ConstI64(0));
  }
  if (now == isolate->none()) {
    GuardSame(value, now);
    return b_.ConstI1(false);
  }
  if (IsFloat(now)) {
    return b_.Binary(Opcode::k_fne, FloatOf(value), b_.ConstF64(0.0));
  }
  if (ExactClass(now)) {
    ir::Region region;
    switch (now.object()->kind()) {
      case Kind::kList:
        region = ir::Region::k_list_length;
        break;
      case Kind::kTuple:
        region = ir::Region::k_tuple;
        break;
      case Kind::kStr:
        region = ir::Region::k_str;
        break;
      case Kind::kDict:
        region = ir::Region::k_dict;
        break;
      default:
        return kNone;
    }
    // The length of all of these is the word behind the header.
    GuardShape(value, now.object()->shape());
    return b_.Binary(Opcode::k_ine,
                     Load(value, region, ir::MemType::kI64, sizeof(Object)),
                     b_.ConstI64(0));
  }
  if (now.is_object() && now.object()->kind() == Kind::kInstance) {
    // Objects without __bool__ and __len__ are true.
    Class* cls = now.object()->shape()->cls;
    if (LookupSpecial(t_, now, Slot::kBool).is_null() &&
        LookupSpecial(t_, now, Slot::kLen).is_null()) {
      GuardShape(value, now.object()->shape());
      AssumeClass(cls);
      return b_.ConstI1(true);
    }
  }
  return kNone;
}

bool Recorder::RecordCompare(Op op) {
  const Ref a = R(B()), b = R(C());
  if (state_ != State::kRecording) return false;
  const Value x = Now(B()), y = Now(C());
  const bool negated = XOf(word_) == 1;
  if (op == Op::kIS) {
    const Ref bit = IdentityBit(a, b, x, y);
    Set(A(), b_.BoxBool(negated ? b_.Op(Opcode::k_not, {bit}) : bit));
    return state_ == State::kRecording;
  }
  if (op == Op::kIN) {
    const Ref bit = ContainsBit(b, a, y, x);
    if (bit != kNone) {
      Set(A(), b_.BoxBool(negated ? b_.Op(Opcode::k_not, {bit}) : bit));
      return true;
    }
    const Ref result = CallHelper(HelperId::k_contains, {b, a});
    if (!negated) {
      Set(A(), result);
    } else {
      const Ref is_true = b_.IsSame(result, ConstBool(true));
      Set(A(), b_.BoxBool(b_.Op(Opcode::k_not, {is_true})));
    }
    return true;
  }
  const CompareOp operation = OperatorOf(op);
  const Ref bit = ComparisonBit(operation, a, b, x, y);
  if (bit != kNone) {
    Set(A(), b_.BoxBool(bit));
    return true;
  }
  Set(A(), CallHelper(HelperId::k_compare,
                      {b_.ConstI64(static_cast<int64_t>(operation)), a, b}));
  return true;
}

// Identity. Ints and floats are identical by value (D18).
Recorder::Ref Recorder::IdentityBit(Ref a, Ref b, Value x, Value y) {
  auto by_word = [&](Value v) {
    return v.is_small_int() ||
           (v.is_object() && v.object()->kind() != Kind::kFloat &&
            v.object()->kind() != Kind::kBigInt);
  };
  const ir::Graph& graph = tree_->graph;
  auto constant = [&](Ref ref, Value v) {
    return graph.node(ref).op == Opcode::k_const_obj && by_word(v);
  };
  if (constant(a, x) || constant(b, y)) return b_.IsSame(a, b);
  if (x.is_object() && by_word(x)) {
    GuardShape(a, x.object()->shape());
    return b_.IsSame(a, b);
  }
  if (y.is_object() && by_word(y)) {
    GuardShape(b, y.object()->shape());
    return b_.IsSame(a, b);
  }
  return b_.Call(HelperId::k_is_identical, {a, b});
}

}  // namespace pyjit::jit
