// Binary and unary operators. Each body handles small ints and floats without
// leaving its registers; everything else goes to runtime's Binary().
#include <cmath>

#include "interp/fast_values.h"
#include "interp/frames.h"
#include "interp/operators.h"
#include "interp/ops.h"
#include "runtime/operator_methods.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"

namespace pyjit {
namespace {

Value Apply(Thread* t, BinaryOp op, bool inplace, Value a, Value b) {
  if (op == BinaryOp::kAdd && IsExact(t, a, Kind::kStr) && IsExact(t, b, Kind::kStr)) {
    return StrConcat(t, a.as<Str>(), b.as<Str>());
  }
  return inplace ? InplaceBinary(t, op, a, b) : Binary(t, op, a, b);
}

}  // namespace

// Any operator on any values; a special method in Python gets its frame here.
PYJIT_SLOW(BinarySlow) {
  if (REG_B.is_object() && REG_B.object()->kind() == Kind::kInstance) {
    Function* method =
        FirstBinaryMethod(t, RegisterOperator(OpOf(w)), XOf(w) == 1, REG_B, REG_C);
    w = *pc;
    if (method != nullptr) PUSH_SPECIAL(method, REG_B, REG_C, 2u, kFrameOperator);
  }
  SET_A_OR_RAISE(Apply(t, RegisterOperator(OpOf(w)), XOf(w) == 1, REG_B, REG_C), 1);
}
PYJIT_SLOW(ImmediateSlow) {
  if (REG_B.is_object() && REG_B.object()->kind() == Kind::kInstance) {
    const Value number = Value::SmallInt(SignedCOf(w));
    Function* method =
        FirstBinaryMethod(t, ImmediateOperator(OpOf(w)), XOf(w) == 1, REG_B, number);
    w = *pc;
    if (method != nullptr) PUSH_SPECIAL(method, REG_B, number, 2u, kFrameOperator);
  }
  SET_A_OR_RAISE(Apply(t, ImmediateOperator(OpOf(w)), XOf(w) == 1, REG_B,
                       Value::SmallInt(SignedCOf(w))),
                 1);
}

// A float and a small int, in either order.
#define PYJIT_MIXED(name, expression)                            \
  PYJIT_SLOW(name##Mixed) {                                      \
    double a, b;                                                 \
    if (FastDouble(t, REG_B, &a) && FastDouble(t, REG_C, &b)) {  \
      Value boxed = BoxDouble(t, expression);                    \
      if (boxed) [[likely]] {                                    \
        REG_A = boxed;                                           \
        NEXT(1);                                                 \
      }                                                          \
    }                                                            \
    TAIL(BinarySlow);                                            \
  }

// int_part sets `r` and continues to the end of its `if` with REG_A = r, or
// leaves it to the slow path.
#define PYJIT_ARITHMETIC(NAME, int_condition, int_result, float_expression) \
  PYJIT_MIXED(NAME, float_expression)                                       \
  PYJIT_OP_BODY(NAME) {                                                     \
    Value x = REG_B, y = REG_C;                                             \
    if (BothSmall(x, y)) [[likely]] {                                       \
      int64_t r;                                                            \
      if (int_condition) [[likely]] {                                       \
        REG_A = Value(static_cast<uint64_t>(int_result));                   \
        NEXT(1);                                                            \
      }                                                                     \
      TAIL(BinarySlow);                                                     \
    }                                                                       \
    if (BothFloats(t, x, y)) [[likely]] {                                   \
      double a = RawDouble(x), b = RawDouble(y);                            \
      Value boxed = BoxDouble(t, float_expression);                         \
      if (boxed) [[likely]] {                                               \
        REG_A = boxed;                                                      \
        NEXT(1);                                                            \
      }                                                                     \
    }                                                                       \
    TAIL(NAME##Mixed);                                                      \
  }

PYJIT_ARITHMETIC(ADD,
                 !__builtin_add_overflow(static_cast<int64_t>(x.bits()),
                                         static_cast<int64_t>(y.bits() - 1), &r),
                 r, a + b)
PYJIT_ARITHMETIC(SUB,
                 !__builtin_sub_overflow(static_cast<int64_t>(x.bits()),
                                         static_cast<int64_t>(y.bits() - 1), &r),
                 r, a - b)
PYJIT_ARITHMETIC(MUL,
                 !__builtin_mul_overflow(static_cast<int64_t>(x.bits() - 1), y.small_int(), &r),
                 r | 1, a * b)

PYJIT_OP_BODY(TRUEDIV) {
  Value x = REG_B, y = REG_C;
  double a, b;
  // Exact quotients of ints need no more than 53 bits of either.
  constexpr int64_t kExact = int64_t{1} << 53;
  if (BothSmall(x, y)) {
    int64_t m = x.small_int(), n = y.small_int();
    if (m > kExact || m < -kExact || n > kExact || n < -kExact) [[unlikely]] TAIL(BinarySlow);
  }
  if (FastDouble(t, x, &a) && FastDouble(t, y, &b) && b != 0.0) [[likely]] {
    Value boxed = BoxDouble(t, a / b);
    if (boxed) [[likely]] {
      REG_A = boxed;
      NEXT(1);
    }
  }
  TAIL(BinarySlow);
}

PYJIT_SLOW(FloatDivision) {
  double a, b;
  Value x = REG_B, y = REG_C;
  if (FastDouble(t, x, &a) && FastDouble(t, y, &b) && b != 0.0 && !BothSmall(x, y)) {
    double r = OpOf(w) == Op::kMOD ? FloatModNonzero(a, b) : FloatFloorDivNonzero(a, b);
    Value boxed = BoxDouble(t, r);
    if (boxed) [[likely]] {
      regs[AOf(*pc)] = boxed;
      NEXT(1);
    }
  }
  w = *pc;
  TAIL(BinarySlow);
}

// Divides by 32-bit hardware division where both fit: several times faster.
PYJIT_INLINE int64_t Quotient(int64_t a, int64_t b, int64_t* remainder) {
  if (((static_cast<uint64_t>(a) | static_cast<uint64_t>(b)) >> 32) == 0) {
    uint32_t m = static_cast<uint32_t>(a), n = static_cast<uint32_t>(b);
    *remainder = m % n;
    return m / n;
  }
  int64_t q = a / b, r = a % b;
  if (r < 0) {
    r += b;
    --q;
  }
  *remainder = r;
  return q;
}

PYJIT_OP_BODY(FLOORDIV) {
  Value x = REG_B, y = REG_C;
  if (BothSmall(x, y) && static_cast<int64_t>(y.bits()) > 1) [[likely]] {
    int64_t r;
    REG_A = Value::SmallInt(Quotient(x.small_int(), y.small_int(), &r));
    NEXT(1);
  }
  TAIL(FloatDivision);
}

PYJIT_OP_BODY(MOD) {
  Value x = REG_B, y = REG_C;
  if (BothSmall(x, y) && static_cast<int64_t>(y.bits()) > 1) [[likely]] {
    int64_t r;
    Quotient(x.small_int(), y.small_int(), &r);
    REG_A = Value::SmallInt(r);
    NEXT(1);
  }
  TAIL(FloatDivision);
}

// The plain domain of FloatPow. Squares too are std::pow's, as CPython's are: x * x differs
// from it in the last bit now and then.
PYJIT_SLOW(PowerOfFloat) {
  Value x = REG_B, y = REG_C;
  double exponent;
  if (IsExact(t, x, Kind::kFloat) && FastDouble(t, y, &exponent)) {
    const double base = RawDouble(x);
    const bool whole = y.is_small_int() && std::fabs(exponent) < 0x1p53;
    if ((base > 0 && std::isfinite(exponent)) || (base < 0 && whole)) {
      double power = std::pow(std::fabs(base), exponent);
      if (base < 0 && (y.small_int() & 1) != 0) power = -power;
      Value boxed = std::isfinite(power) ? BoxDouble(t, power) : Value();
      if (boxed) [[likely]] {
        REG_A = boxed;
        NEXT(1);
      }
    }
  }
  TAIL(BinarySlow);
}
PYJIT_OP_BODY(POW) { TAIL(PowerOfFloat); }

PYJIT_OP_BODY(MATMUL) { TAIL(BinarySlow); }

#define PYJIT_SHIFT_LEFT(count_expression, slow)                             \
  uint64_t count = static_cast<uint64_t>(count_expression);                  \
  int64_t value = static_cast<int64_t>(x.bits() - 1);                        \
  if (count < 62) [[likely]] {                                               \
    int64_t shifted = static_cast<int64_t>(static_cast<uint64_t>(value) << count); \
    if ((shifted >> count) == value) [[likely]] {                            \
      REG_A = Value(static_cast<uint64_t>(shifted) | 1);                     \
      NEXT(1);                                                               \
    }                                                                        \
  }                                                                          \
  TAIL(slow)

PYJIT_OP_BODY(LSHIFT) {
  Value x = REG_B, y = REG_C;
  if (!BothSmall(x, y)) [[unlikely]] TAIL(BinarySlow);
  PYJIT_SHIFT_LEFT(y.small_int(), BinarySlow);
}

PYJIT_OP_BODY(RSHIFT) {
  Value x = REG_B, y = REG_C;
  if (BothSmall(x, y)) [[likely]] {
    uint64_t count = static_cast<uint64_t>(y.small_int());
    if (count < 64) [[likely]] {
      REG_A = Value::SmallInt(x.small_int() >> count);
      NEXT(1);
    }
  }
  TAIL(BinarySlow);
}

#define PYJIT_BITWISE(NAME, expression)       \
  PYJIT_OP_BODY(NAME) {                       \
    Value x = REG_B, y = REG_C;               \
    if (BothSmall(x, y)) [[likely]] {         \
      REG_A = Value(expression);              \
      NEXT(1);                                \
    }                                         \
    TAIL(BinarySlow);                         \
  }
PYJIT_BITWISE(AND, x.bits() & y.bits())
PYJIT_BITWISE(OR, x.bits() | y.bits())
PYJIT_BITWISE(XOR, (x.bits() ^ y.bits()) | 1)

// --- With a small int in the instruction ---

#define PYJIT_MIXED_IMMEDIATE(name, expression)       \
  PYJIT_SLOW(name##Float) {                           \
    Value x = REG_B;                                  \
    if (IsExact(t, x, Kind::kFloat)) {                \
      double a = RawDouble(x), b = SignedCOf(w);      \
      Value boxed = BoxDouble(t, expression);         \
      if (boxed) [[likely]] {                         \
        REG_A = boxed;                                \
        NEXT(1);                                      \
      }                                               \
    }                                                 \
    TAIL(ImmediateSlow);                              \
  }

#define PYJIT_ARITHMETIC_IMMEDIATE(NAME, int_condition, int_result, float_expression) \
  PYJIT_MIXED_IMMEDIATE(NAME, float_expression)                                       \
  PYJIT_OP_BODY(NAME) {                                                               \
    Value x = REG_B;                                                                  \
    if (x.is_small_int()) [[likely]] {                                                \
      int64_t n = SignedCOf(w), r;                                                    \
      if (int_condition) [[likely]] {                                                 \
        REG_A = Value(static_cast<uint64_t>(int_result));                             \
        NEXT(1);                                                                      \
      }                                                                               \
    }                                                                                 \
    TAIL(NAME##Float);                                                                \
  }
PYJIT_ARITHMETIC_IMMEDIATE(ADD_I,
                           !__builtin_add_overflow(static_cast<int64_t>(x.bits()), n * 2, &r),
                           r, a + b)
PYJIT_ARITHMETIC_IMMEDIATE(SUB_I,
                           !__builtin_sub_overflow(static_cast<int64_t>(x.bits()), n * 2, &r),
                           r, a - b)
PYJIT_ARITHMETIC_IMMEDIATE(MUL_I,
                           !__builtin_mul_overflow(static_cast<int64_t>(x.bits() - 1), n, &r),
                           r | 1, a * b)

PYJIT_OP_BODY(FLOORDIV_I) {
  Value x = REG_B;
  int64_t n = SignedCOf(w);
  if (x.is_small_int() && n > 0) [[likely]] {
    int64_t r;
    REG_A = Value::SmallInt(Quotient(x.small_int(), n, &r));
    NEXT(1);
  }
  TAIL(ImmediateSlow);
}

PYJIT_OP_BODY(MOD_I) {
  Value x = REG_B;
  int64_t n = SignedCOf(w);
  if (x.is_small_int() && n > 0) [[likely]] {
    int64_t r;
    Quotient(x.small_int(), n, &r);
    REG_A = Value::SmallInt(r);
    NEXT(1);
  }
  TAIL(ImmediateSlow);
}

PYJIT_OP_BODY(LSHIFT_I) {
  Value x = REG_B;
  if (!x.is_small_int()) [[unlikely]] TAIL(ImmediateSlow);
  PYJIT_SHIFT_LEFT(SignedCOf(w), ImmediateSlow);
}

PYJIT_OP_BODY(RSHIFT_I) {
  Value x = REG_B;
  uint64_t count = static_cast<uint64_t>(int64_t{SignedCOf(w)});
  if (x.is_small_int() && count < 64) [[likely]] {
    REG_A = Value::SmallInt(x.small_int() >> count);
    NEXT(1);
  }
  TAIL(ImmediateSlow);
}

PYJIT_OP_BODY(AND_I) {
  Value x = REG_B;
  if (x.is_small_int()) [[likely]] {
    REG_A = Value(x.bits() & ((static_cast<uint64_t>(int64_t{SignedCOf(w)}) << 1) | 1));
    NEXT(1);
  }
  TAIL(ImmediateSlow);
}

// --- Unary ---

PYJIT_SLOW(UnarySlow) {
  UnaryOp op = static_cast<UnaryOp>(static_cast<int>(OpOf(w)) - static_cast<int>(Op::kNEG));
  SET_A_OR_RAISE(Unary(t, op, REG_B), 1);
}
static_assert(static_cast<int>(Op::kNOT) - static_cast<int>(Op::kNEG) ==
              static_cast<int>(UnaryOp::kNot));

PYJIT_OP_BODY(NEG) {
  Value x = REG_B;
  if (x.is_small_int()) [[likely]] {
    int64_t r;
    if (!__builtin_sub_overflow(int64_t{2}, static_cast<int64_t>(x.bits()), &r)) [[likely]] {
      REG_A = Value(static_cast<uint64_t>(r));
      NEXT(1);
    }
  } else if (HasExactShape(t, x, Kind::kFloat)) {
    Value boxed = BoxDouble(t, -RawDouble(x));
    if (boxed) [[likely]] {
      REG_A = boxed;
      NEXT(1);
    }
  }
  TAIL(UnarySlow);
}

PYJIT_OP_BODY(POS) {
  Value x = REG_B;
  if (x.is_small_int()) [[likely]] {
    REG_A = x;
    NEXT(1);
  }
  TAIL(UnarySlow);
}

PYJIT_OP_BODY(INVERT) {
  Value x = REG_B;
  if (x.is_small_int()) [[likely]] {
    REG_A = Value(~x.bits() | 1);
    NEXT(1);
  }
  TAIL(UnarySlow);
}

PYJIT_OP_BODY(NOT) {
  Value x = REG_B;
  if (x == t->true_value) {
    REG_A = t->false_value;
    NEXT(1);
  }
  if (x == t->false_value || x == t->none) {
    REG_A = t->true_value;
    NEXT(1);
  }
  TAIL(UnarySlow);
}

}  // namespace pyjit
