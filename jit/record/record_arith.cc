#include <cmath>

#include "absl/strings/str_cat.h"
#include "jit/record/recorder.h"
#include "runtime/code.h"

// Arithmetic: ints and floats as machine operations, the rest as helper calls.

namespace pyjit::jit {

using ir::HelperId;
using ir::kNone;
using ir::Opcode;

namespace {

// The operator of ADD..MATMUL and ADD_I..AND_I.
BinaryOp OperatorOf(Op op, bool* immediate) {
  *immediate = true;
  switch (op) {
    case Op::kADD_I:
      return BinaryOp::kAdd;
    case Op::kSUB_I:
      return BinaryOp::kSub;
    case Op::kMUL_I:
      return BinaryOp::kMul;
    case Op::kFLOORDIV_I:
      return BinaryOp::kFloorDiv;
    case Op::kMOD_I:
      return BinaryOp::kMod;
    case Op::kLSHIFT_I:
      return BinaryOp::kLShift;
    case Op::kRSHIFT_I:
      return BinaryOp::kRShift;
    case Op::kAND_I:
      return BinaryOp::kAnd;
    default:
      *immediate = false;
      return static_cast<BinaryOp>(static_cast<int>(op) -
                                   static_cast<int>(Op::kADD));
  }
}

}  // namespace

// False: no machine operation for these numbers (nothing was emitted).
bool Recorder::RecordIntBinary(BinaryOp op, Ref a, Ref b, Value x, Value y) {
  const int64_t m = x.small_int(), n = y.small_int();
  int64_t unused;
  auto exact = [&](Opcode overflows, Opcode operation) {
    const Ref i = IntOf(a), j = IntOf(b);
    Guard(b_.Binary(overflows, i, j), false);
    Set(A(), b_.BoxInt(b_.Binary(operation, i, j)));
    return true;
  };
  switch (op) {
    case BinaryOp::kAdd:
      if (__builtin_add_overflow(m, n, &unused)) return false;
      return exact(Opcode::k_iadd_overflows, Opcode::k_iadd);
    case BinaryOp::kSub:
      if (__builtin_sub_overflow(m, n, &unused)) return false;
      return exact(Opcode::k_isub_overflows, Opcode::k_isub);
    case BinaryOp::kMul:
      if (__builtin_mul_overflow(m, n, &unused)) return false;
      return exact(Opcode::k_imul_overflows, Opcode::k_imul);
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod: {
      if (n == 0) return false;
      const Ref i = IntOf(a), j = IntOf(b);
      // Small ints are 63-bit, so the least i64 divided by -1 cannot come up.
      Guard(b_.Binary(Opcode::k_ieq, j, b_.ConstI64(0)), false);
      Set(A(), b_.BoxInt(b_.Binary(op == BinaryOp::kMod ? Opcode::k_imod
                                                        : Opcode::k_ifloordiv,
                                   i, j)));
      return true;
    }
    case BinaryOp::kTrueDiv: {
      // Correctly rounded as long as both are exact doubles.
      constexpr int64_t kExact = int64_t{1} << 53;
      if (n == 0 || m > kExact || m < -kExact || n > kExact || n < -kExact) {
        return false;
      }
      const Ref i = IntOf(a), j = IntOf(b);
      const Ref span = b_.ConstI64(2 * kExact + 1);
      for (Ref number : {i, j}) {
        const Ref shifted =
            b_.Binary(Opcode::k_iadd, number, b_.ConstI64(kExact));
        Guard(b_.Binary(Opcode::k_ult, shifted, span), true);
      }
      Guard(b_.Binary(Opcode::k_ieq, j, b_.ConstI64(0)), false);
      Set(A(), b_.BoxFloat(b_.Binary(Opcode::k_fdiv, b_.Op(Opcode::k_i2f, {i}),
                                     b_.Op(Opcode::k_i2f, {j}))));
      return true;
    }
    case BinaryOp::kLShift: {
      if (n < 0 || n > 62) return false;
      const int64_t shifted = static_cast<int64_t>(static_cast<uint64_t>(m) << n);
      if ((shifted >> n) != m) return false;
      const Ref i = IntOf(a), j = IntOf(b);
      Guard(b_.Binary(Opcode::k_ult, j, b_.ConstI64(63)), true);
      const Ref result = b_.Binary(Opcode::k_ishl, i, j);
      const Ref back = b_.Binary(Opcode::k_ishr, result, j);
      Guard(b_.Binary(Opcode::k_ieq, back, i), true);
      Set(A(), b_.BoxInt(result));
      return true;
    }
    case BinaryOp::kRShift: {
      if (n < 0 || n > 63) return false;
      const Ref i = IntOf(a), j = IntOf(b);
      Guard(b_.Binary(Opcode::k_ult, j, b_.ConstI64(64)), true);
      Set(A(), b_.BoxInt(b_.Binary(Opcode::k_ishr, i, j)));
      return true;
    }
    case BinaryOp::kAnd:
    case BinaryOp::kOr:
    case BinaryOp::kXor: {
      const Opcode code = op == BinaryOp::kAnd  ? Opcode::k_iand
                          : op == BinaryOp::kOr ? Opcode::k_ior
                                                : Opcode::k_ixor;
      const Ref i = IntOf(a), j = IntOf(b);
      Set(A(), b_.BoxInt(b_.Binary(code, i, j)));
      return true;
    }
    default:
      return false;
  }
}

bool Recorder::RecordFloatBinary(BinaryOp op, Ref a, Ref b, Value x, Value y) {
  auto number = [](Value v) {
    return v.is_small_int() ? static_cast<double>(v.small_int())
                            : v.as<Float>()->value;
  };
  const double m = number(x), n = number(y);
  Ref i, j;
  auto operands = [&] { return NumberOf(a, x, &i) && NumberOf(b, y, &j); };
  switch (op) {
    case BinaryOp::kAdd:
    case BinaryOp::kSub:
    case BinaryOp::kMul: {
      if (!operands()) return false;
      const Opcode code = op == BinaryOp::kAdd   ? Opcode::k_fadd
                          : op == BinaryOp::kSub ? Opcode::k_fsub
                                                 : Opcode::k_fmul;
      Set(A(), b_.BoxFloat(b_.Binary(code, i, j)));
      return true;
    }
    case BinaryOp::kTrueDiv:
    case BinaryOp::kFloorDiv:
    case BinaryOp::kMod: {
      if (n == 0 || !operands()) return false;
      Guard(b_.Binary(Opcode::k_feq, j, b_.ConstF64(0.0)), false);
      Ref result;
      if (op == BinaryOp::kTrueDiv) {
        result = b_.Binary(Opcode::k_fdiv, i, j);
      } else {
        result = b_.Call(op == BinaryOp::kMod ? HelperId::k_float_mod
                                              : HelperId::k_float_floordiv,
                         {i, j});
      }
      Set(A(), b_.BoxFloat(result));
      return true;
    }
    case BinaryOp::kPow: {
      // The plain domain: a positive finite base and a finite exponent, and a
      // result that did not overflow.
      if (!(m > 0) || !std::isfinite(m) || !std::isfinite(n) ||
          !std::isfinite(std::pow(m, n)) || !operands()) {
        return false;
      }
      Guard(b_.Binary(Opcode::k_flt, b_.ConstF64(0.0), i), true);
      const Ref limit = b_.ConstF64(HUGE_VAL);
      Guard(b_.Binary(Opcode::k_flt, i, limit), true);
      Guard(b_.Binary(Opcode::k_flt, b_.Op(Opcode::k_fabs, {j}), limit), true);
      const Ref result = b_.Call(HelperId::k_float_pow, {i, j});
      Guard(b_.Binary(Opcode::k_flt, result, limit), true);
      Set(A(), b_.BoxFloat(result));
      return true;
    }
    default:
      return false;
  }
}

bool Recorder::RecordBinary(Op op) {
  bool immediate;
  const BinaryOp operation = OperatorOf(op, &immediate);
  const Ref a = R(B());
  const Ref b = immediate ? b_.ConstInt(SignedCOf(word_)) : R(C());
  if (state_ != State::kRecording) return false;
  const Value x = Now(B());
  const Value y = immediate ? Value::SmallInt(SignedCOf(word_)) : Now(C());
  if (x.is_small_int() && y.is_small_int()) {
    if (RecordIntBinary(operation, a, b, x, y)) return true;
    const HelperId exact = operation == BinaryOp::kAdd   ? HelperId::k_int_add
                           : operation == BinaryOp::kSub ? HelperId::k_int_sub
                           : operation == BinaryOp::kMul ? HelperId::k_int_mul
                                                         : HelperId::k_binary;
    if (exact != HelperId::k_binary) {
      GuardInt(a);
      GuardInt(b);
      Set(A(), CallHelper(exact, {a, b}));
      return true;
    }
  } else if ((x.is_small_int() || IsFloat(x)) &&
             (y.is_small_int() || IsFloat(y))) {
    if (RecordFloatBinary(operation, a, b, x, y)) return true;
  } else if (operation == BinaryOp::kAdd && ExactClass(x) && ExactClass(y) &&
             x.object()->kind() == Kind::kStr &&
             y.object()->kind() == Kind::kStr) {
    GuardShape(a, x.object()->shape());
    GuardShape(b, y.object()->shape());
    Set(A(), CallHelper(HelperId::k_str_concat, {a, b}));
    return true;
  } else if (operation <= BinaryOp::kMul &&
             (x.is_small_int() || (ExactClass(x) && x.object()->kind() == Kind::kBigInt)) &&
             (y.is_small_int() || (ExactClass(y) && y.object()->kind() == Kind::kBigInt))) {
    for (auto [ref, now] : {std::pair<Ref, Value>{a, x}, {b, y}}) {
      if (now.is_small_int()) {
        GuardInt(ref);
      } else {
        GuardShape(ref, now.object()->shape());
      }
    }
    Set(A(), CallHelper(operation == BinaryOp::kAdd   ? HelperId::k_int_add
                        : operation == BinaryOp::kSub ? HelperId::k_int_sub
                                                      : HelperId::k_int_mul,
                        {a, b}));
    return true;
  }
  const auto is_str = [&](Value v) { return IsKind(v, Kind::kStr) && ExactClass(v); };
  if (operation == BinaryOp::kMul && ((is_str(x) && y.is_small_int()) ||
                                      (x.is_small_int() && is_str(y)))) {
    const bool first = is_str(x);
    GuardShape(first ? a : b, (first ? x : y).object()->shape());
    Set(A(), CallHelper(HelperId::k_str_repeat, {first ? a : b, IntOf(first ? b : a)}));
    return true;
  }
  const bool in_place = XOf(word_) == 1;
  Set(A(), CallHelper(in_place ? HelperId::k_inplace_binary : HelperId::k_binary,
                      {b_.ConstI64(static_cast<int64_t>(operation)), a, b}));
  return true;
}

bool Recorder::RecordUnary(Op op) {
  const Ref a = R(B());
  if (state_ != State::kRecording) return false;
  const Value x = Now(B());
  switch (op) {
    case Op::kNOT: {
      const Ref bit = TruthBit(a, x);
      if (bit != kNone) {
        Set(A(), b_.BoxBool(b_.Op(Opcode::k_not, {bit})));
        return true;
      }
      break;
    }
    case Op::kNEG:
      if (x.is_small_int()) {
        const Ref i = IntOf(a);
        // 63-bit operands: the negation always fits 64 bits.
        Set(A(), b_.BoxInt(b_.Binary(Opcode::k_isub, b_.ConstI64(0), i)));
        return true;
      }
      if (IsFloat(x)) {
        Set(A(), b_.BoxFloat(b_.Op(Opcode::k_fneg, {FloatOf(a)})));
        return true;
      }
      break;
    case Op::kPOS:
      if (x.is_small_int()) {
        GuardInt(a);
        Set(A(), a);
        return true;
      }
      break;
    case Op::kINVERT:
      if (x.is_small_int()) {
        Set(A(), b_.BoxInt(
                     b_.Binary(Opcode::k_ixor, IntOf(a), b_.ConstI64(-1))));
        return true;
      }
      break;
    default:
      break;
  }
  const UnaryOp operation = static_cast<UnaryOp>(static_cast<int>(op) -
                                                 static_cast<int>(Op::kNEG));
  Set(A(), CallHelper(HelperId::k_unary,
                      {b_.ConstI64(static_cast<int64_t>(operation)), a}));
  return true;
}

}  // namespace pyjit::jit
