#include <gmp.h>

#include <bit>
#include <cmath>
#include <numeric>
#include <utility>

#include "runtime/error.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_internal.h"

// Slow paths of int arithmetic: operands beyond 63 bits, overflowing results,
// and the errors.

namespace pyjit {
namespace {

// The value of an int of less than 128 bits: what most of those beyond small ints are,
// hashes and random numbers with their products. False: it is longer.
inline bool AsInt128(Value v, __int128* out) {
  if (v.is_small_int()) {
    *out = v.small_int();
    return true;
  }
  if (v.object()->kind() != Kind::kBigInt) [[unlikely]] {
    *out = v.object()->flags == kSingletonTrue;
    return true;
  }
  const auto* big = v.as<BigInt>();
  if (big->size < -2 || big->size > 2 || big->size == 0) return false;
  const bool negative = big->size < 0;
  unsigned __int128 n = big->limbs[0];
  if (big->size == 2 || big->size == -2) {
    if (big->limbs[1] >> 63) return false;
    n |= static_cast<unsigned __int128>(big->limbs[1]) << 64;
  }
  *out = static_cast<__int128>(negative ? -n : n);
  return true;
}

// sign * n.
Value IntFromUint128(Thread* t, unsigned __int128 n, bool negative) {
  const auto low = static_cast<uint64_t>(n), high = static_cast<uint64_t>(n >> 64);
  if (high == 0) return IntFromLimbs(t, &low, 1, negative);
  BigInt* big = NewIntLimbs(t, 2);
  if (big == nullptr) return Value();
  big->limbs[0] = low;
  big->limbs[1] = high;
  big->size = negative ? -2 : 2;
  return big;
}
inline Value IntFromInt128(Thread* t, __int128 n) {
  const auto low = static_cast<int64_t>(n);
  if (low == n && Value::FitsSmallInt(low)) return Value::SmallInt(low);
  const auto bits = static_cast<unsigned __int128>(n);
  return IntFromUint128(t, n < 0 ? -bits : bits, n < 0);
}

// x + y, or x - y when `negate_y`.
Value AddSigned(Thread* t, Value a, Value b, bool negate_y) {
  __int128 n, m;
  if (AsInt128(a, &n) && AsInt128(b, &m)) {
    __int128 r;
    bool overflow = negate_y ? __builtin_sub_overflow(n, m, &r)
                             : __builtin_add_overflow(n, m, &r);
    if (!overflow) return IntFromInt128(t, r);
  }
  IntView x(a), y(b);
  Magnitude p = x.magnitude(), q = y.magnitude();
  bool p_negative = x.negative(), q_negative = y.negative() != negate_y;
  if (q.count == 0) return IntFromMagnitude(t, p, p_negative);
  if (p.count == 0) return IntFromMagnitude(t, q, q_negative);
  if (p_negative == q_negative) {
    if (p.count < q.count) std::swap(p, q);
    BigInt* sum = NewIntLimbs(t, p.count + 1);
    if (sum == nullptr) return Value();
    sum->limbs[p.count] = mpn_add(sum->limbs, p.limbs, p.count, q.limbs, q.count);
    return FinishInt(t, sum, p.count + 1, p_negative);
  }
  int order = CompareMagnitudes(p, q);
  if (order == 0) return Value::SmallInt(0);
  if (order < 0) {
    std::swap(p, q);
    std::swap(p_negative, q_negative);
  }
  BigInt* difference = NewIntLimbs(t, p.count);
  if (difference == nullptr) return Value();
  mpn_sub(difference->limbs, p.limbs, p.count, q.limbs, q.count);
  return FinishInt(t, difference, p.count, p_negative);
}

Value RaiseDivisionByZero(Thread* t, const char* message) {
  return RaiseText(t, Exc::kZeroDivisionError, message);
}

// Floor division of magnitudes with signs. Either result may be unwanted.
bool DivModSigned(Thread* t, Value a, Value b, Value* quotient,
                  Value* remainder) {
  int64_t n, d;
  if (IntAsInt64(a, &n) && IntAsInt64(b, &d) && !(n == INT64_MIN && d == -1)) {
    int64_t q = n / d, r = n % d;
    if (r != 0 && (r < 0) != (d < 0)) {
      --q;
      r += d;
    }
    if (quotient != nullptr && !(*quotient = IntFromInt64(t, q))) return false;
    if (remainder != nullptr && !(*remainder = IntFromInt64(t, r))) return false;
    return true;
  }
  IntView x(a), y(b);
  bool differ = x.negative() != y.negative();
  Limbs q, r;
  if (x.count() < y.count()) {
    r.assign(x.limbs(), x.limbs() + x.count());
  } else {
    q.resize(static_cast<size_t>(x.count() - y.count() + 1));
    r.resize(static_cast<size_t>(y.count()));
    mpn_tdiv_qr(q.data(), r.data(), 0, x.limbs(), x.count(), y.limbs(), y.count());
  }
  if (differ && TrimmedView(r).count != 0) {
    // Truncated towards zero; the floor is one further down.
    q.push_back(0);
    mpn_add_1(q.data(), q.data(), static_cast<mp_size_t>(q.size()), 1);
    r.resize(static_cast<size_t>(y.count()), 0);
    mpn_sub_n(r.data(), y.limbs(), r.data(), y.count());
  }
  if (quotient != nullptr && !(*quotient = IntFromBuffer(t, q, differ))) {
    return false;
  }
  if (remainder == nullptr) return true;
  *remainder = IntFromBuffer(t, r, y.negative());
  return static_cast<bool>(*remainder);
}

Value Bitwise(Thread* t, BitOp op, Value a, Value b) {
  __int128 n, m;
  if (AsInt128(a, &n) && AsInt128(b, &m)) {
    return IntFromInt128(t, op == BitOp::kAnd  ? n & m
                            : op == BitOp::kOr ? n | m
                                               : n ^ m);
  }
  IntView x(a), y(b);
  // A mask, as of hash values, wants no more than the low limb, in two's complement.
  if (op == BitOp::kAnd && y.count() == 1 && !y.negative() && x.count() > 0) {
    const uint64_t low = x.negative() ? -x.limbs()[0] : x.limbs()[0];
    return IntFromUint64(t, low & y.limbs()[0]);
  }
  bool negative;
  Limbs result = BitwiseLimbs(op, x.magnitude(), x.negative(), y.magnitude(),
                              y.negative(), &negative);
  return IntFromBuffer(t, result, negative);
}

}  // namespace

Value IntAddSlow(Thread* t, Value a, Value b) { return AddSigned(t, a, b, false); }
Value IntSubSlow(Thread* t, Value a, Value b) { return AddSigned(t, a, b, true); }

Value IntMulSlow(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b)) {
    const __int128 product = static_cast<__int128>(a.small_int()) * b.small_int();
    const bool negative = product < 0;
    const auto size = static_cast<unsigned __int128>(negative ? -product : product);
    return IntFromUint128(t, size, negative);
  }
  IntView x(a), y(b);
  if (x.count() == 1 && y.count() == 1) {
    const unsigned __int128 size = static_cast<unsigned __int128>(x.limbs()[0]) * y.limbs()[0];
    return IntFromUint128(t, size, x.negative() != y.negative());
  }
  Magnitude p = x.magnitude(), q = y.magnitude();
  if (p.count == 0 || q.count == 0) return Value::SmallInt(0);
  if (p.count < q.count) std::swap(p, q);
  if (!IntSizeAllowed(t, 64.0 * static_cast<double>(p.count + q.count))) {
    return Value();
  }
  const int64_t count = p.count + q.count;
  BigInt* product = NewIntLimbs(t, count);
  if (product == nullptr) return Value();
  if (p.limbs == q.limbs && p.count == q.count) {
    mpn_sqr(product->limbs, p.limbs, p.count);
  } else {
    mpn_mul(product->limbs, p.limbs, p.count, q.limbs, q.count);
  }
  return FinishInt(t, product, count, x.negative() != y.negative());
}

Value IntFloorDivSlow(Thread* t, Value a, Value b) {
  if (IntSign(b) == 0) {
    return RaiseDivisionByZero(t, "integer division or modulo by zero");
  }
  Value quotient;
  return DivModSigned(t, a, b, &quotient, nullptr) ? quotient : Value();
}

Value IntModSlow(Thread* t, Value a, Value b) {
  if (IntSign(b) == 0) {
    return RaiseDivisionByZero(t, "integer modulo by zero");
  }
  if (b.is_small_int() && b.small_int() > 0) {
    IntView x(a);
    const auto divisor = static_cast<uint64_t>(b.small_int());
    const uint64_t rest = x.count() == 0 ? 0 : mpn_mod_1(x.limbs(), x.count(), divisor);
    return IntFromUint64(t, rest != 0 && x.negative() ? divisor - rest : rest);
  }
  Value remainder;
  return DivModSigned(t, a, b, nullptr, &remainder) ? remainder : Value();
}

bool IntDivMod(Thread* t, Value a, Value b, Value* quotient, Value* remainder) {
  if (IntSign(b) == 0) {
    RaiseDivisionByZero(t, "integer division or modulo by zero");
    return false;
  }
  return DivModSigned(t, a, b, quotient, remainder);
}

Value IntTrueDiv(Thread* t, Value a, Value b) {
  if (IntSign(b) == 0) return RaiseDivisionByZero(t, "division by zero");
  IntView x(a), y(b);
  double d = DivideToDouble(x.magnitude(), y.magnitude());
  if (std::isinf(d)) {
    return RaiseText(t, Exc::kOverflowError,
                     "integer division result too large for a float");
  }
  return NewFloat(t, x.negative() != y.negative() ? -d : d);
}

Value IntAndSlow(Thread* t, Value a, Value b) { return Bitwise(t, BitOp::kAnd, a, b); }
Value IntOrSlow(Thread* t, Value a, Value b) { return Bitwise(t, BitOp::kOr, a, b); }
Value IntXorSlow(Thread* t, Value a, Value b) { return Bitwise(t, BitOp::kXor, a, b); }

Value IntLShiftSlow(Thread* t, Value a, Value b) {
  if (IntSign(b) < 0) return RaiseText(t, Exc::kValueError, "negative shift count");
  IntView x(a);
  if (x.is_zero()) return Value::SmallInt(0);
  int64_t shift;
  if (!IntAsInt64(b, &shift)) {
    return RaiseText(t, Exc::kOverflowError, "too many digits in integer");
  }
  if (!IntSizeAllowed(t, static_cast<double>(shift) + 64.0 * static_cast<double>(x.count()))) {
    return Value();
  }
  return IntFromBuffer(t, ShiftLeft(x.magnitude(), static_cast<uint64_t>(shift)),
                       x.negative());
}

Value IntRShiftSlow(Thread* t, Value a, Value b) {
  if (IntSign(b) < 0) return RaiseText(t, Exc::kValueError, "negative shift count");
  int64_t shift;
  if (!IntAsInt64(b, &shift)) shift = INT64_MAX;
  __int128 n;
  if (AsInt128(a, &n)) return IntFromInt128(t, n >> (shift > 127 ? 127 : shift));
  IntView x(a);
  bool lost;
  Limbs out = ShiftRight(x.magnitude(), static_cast<uint64_t>(shift), &lost);
  if (x.negative() && lost) {
    out.push_back(0);
    mpn_add_1(out.data(), out.data(), static_cast<mp_size_t>(out.size()), 1);
  }
  return IntFromBuffer(t, out, x.negative());
}

Value IntNegate(Thread* t, Value v) {
  if (v.is_small_int()) [[likely]] return IntFromInt64(t, -v.small_int());
  IntView x(v);
  return IntFromMagnitude(t, x.magnitude(), !x.negative());
}

Value IntInvert(Thread* t, Value v) {
  if (v.is_small_int()) [[likely]] return Value::SmallInt(~v.small_int());
  Value negative = IntNegate(t, v);
  if (!negative) return Value();
  return IntSub(t, negative, Value::SmallInt(1));
}

Value IntAbs(Thread* t, Value v) {
  if (IntSign(v) < 0) return IntNegate(t, v);
  return IntToExact(t, v);
}

Value IntToExact(Thread* t, Value v) {
  if (IsExactInt(t, v)) [[likely]] return v;
  IntView x(v);
  return IntFromMagnitude(t, x.magnitude(), x.negative());
}

Value IntGcd(Thread* t, Value a, Value b) {
  IntView x(a), y(b);
  if (x.is_zero()) return IntAbs(t, b);
  if (y.is_zero()) return IntAbs(t, a);
  if (x.count() == 1 && y.count() == 1) {
    return IntFromUint64(t, std::gcd(x.limbs()[0], y.limbs()[0]));
  }
  mpz_t p, q, result;
  mpz_roinit_n(p, x.limbs(), x.count());
  mpz_roinit_n(q, y.limbs(), y.count());
  mpz_init(result);
  mpz_gcd(result, p, q);
  Value out = IntFromLimbs(t, mpz_limbs_read(result),
                           static_cast<int64_t>(mpz_size(result)), false);
  mpz_clear(result);
  return out;
}

}  // namespace pyjit
