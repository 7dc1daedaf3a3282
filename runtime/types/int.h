#ifndef RUNTIME_TYPES_INT_H_
#define RUNTIME_TYPES_INT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Python ints of any size: 63-bit small ints in the word, BigInt beyond.
// bool is an int everywhere here: True and False are singletons that count as
// 1 and 0 and never come out of arithmetic. An instance of a subclass of int is
// a BigInt whose shape says so; its limbs need not be canonical (it may be
// small), which every function here accepts. Results are always exact ints.
//
// Functions that take a Thread may collect; none runs Python unless it says so.
// They return null with an exception pending.

namespace pyjit {

// What a Singleton is, in Object::flags, so that bool is known without a Thread.
enum SingletonId : uint8_t {
  kSingletonOther = 0,  // None, NotImplemented, Ellipsis
  kSingletonFalse = 1,
  kSingletonTrue = 2,
};

inline bool IsBool(Value v) {
  return v.is_object() && v.object()->kind() == Kind::kSingleton &&
         v.object()->flags != kSingletonOther;
}
// int, its subclasses and bool.
inline bool IsInt(Value v) {
  if (v.is_small_int()) return true;
  if (!v.is_object()) return false;
  Kind kind = v.object()->kind();
  return kind == Kind::kBigInt ||
         (kind == Kind::kSingleton && v.object()->flags != kSingletonOther);
}
// Small int or BigInt of class int itself: what ints from arithmetic are.
bool IsExactInt(Thread* t, Value v);

// --- Making and reading ---

Value BigIntFromInt64(Thread* t, int64_t n);  // n does not fit a small int
inline Value IntFromInt64(Thread* t, int64_t n) {
  if (Value::FitsSmallInt(n)) [[likely]] return Value::SmallInt(n);
  return BigIntFromInt64(t, n);
}
Value IntFromUint64(Thread* t, uint64_t n);
// sign * |limbs[0..count)|, least significant first; not necessarily canonical.
Value IntFromLimbs(Thread* t, const uint64_t* limbs, int64_t count,
                   bool negative);
// Truncates. OverflowError for infinities, ValueError for NaN.
Value IntFromDouble(Thread* t, double d);

// The value if it fits; false otherwise (no exception). Requires IsInt(v).
bool IntAsInt64(Value v, int64_t* out);
// Correctly rounded; OverflowError "int too large to convert to float".
bool IntToDouble(Thread* t, Value v, double* out);
int IntSign(Value v);  // -1, 0, 1
inline bool IntIsTrue(Value v) { return IntSign(v) != 0; }
int64_t IntBitLength(Value v);

// operator.index(v): v itself if it is an int, else what __index__ gives (may
// run Python). TypeError "'X' object cannot be interpreted as an integer".
Value NumberIndex(Thread* t, Value v);
// The same as int64; `clip` saturates instead of raising, as slices want.
// Raises OverflowError "cannot fit 'X' into an index-sized integer".
bool IndexAsInt64(Thread* t, Value v, int64_t* out, bool clip = false);

// --- Arithmetic: both operands satisfy IsInt ---

inline bool BothSmallInts(Value a, Value b) {
  return (a.bits() & b.bits() & 1) != 0;
}

Value IntAddSlow(Thread* t, Value a, Value b);
Value IntSubSlow(Thread* t, Value a, Value b);
Value IntMulSlow(Thread* t, Value a, Value b);
Value IntFloorDivSlow(Thread* t, Value a, Value b);
Value IntModSlow(Thread* t, Value a, Value b);
Value IntAndSlow(Thread* t, Value a, Value b);
Value IntOrSlow(Thread* t, Value a, Value b);
Value IntXorSlow(Thread* t, Value a, Value b);
Value IntLShiftSlow(Thread* t, Value a, Value b);
Value IntRShiftSlow(Thread* t, Value a, Value b);

inline Value IntAdd(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] {
    int64_t r;
    if (!__builtin_add_overflow(static_cast<int64_t>(a.bits() - 1),
                                static_cast<int64_t>(b.bits()), &r)) [[likely]] {
      return Value(static_cast<uint64_t>(r));
    }
  }
  return IntAddSlow(t, a, b);
}
inline Value IntSub(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] {
    int64_t r;
    if (!__builtin_sub_overflow(static_cast<int64_t>(a.bits()),
                                static_cast<int64_t>(b.bits() - 1), &r)) [[likely]] {
      return Value(static_cast<uint64_t>(r));
    }
  }
  return IntSubSlow(t, a, b);
}
inline Value IntMul(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] {
    int64_t r;
    if (!__builtin_mul_overflow(static_cast<int64_t>(a.bits() - 1),
                                b.small_int(), &r)) [[likely]] {
      return Value(static_cast<uint64_t>(r) | 1);
    }
  }
  return IntMulSlow(t, a, b);
}
// Floor semantics; ZeroDivisionError with CPython's messages.
inline Value IntFloorDiv(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b) && b.small_int() > 0) [[likely]] {
    int64_t n = a.small_int(), d = b.small_int();
    int64_t q = n / d;
    return Value::SmallInt(q - (n - q * d < 0));
  }
  return IntFloorDivSlow(t, a, b);
}
inline Value IntMod(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b) && b.small_int() > 0) [[likely]] {
    int64_t d = b.small_int();
    int64_t r = a.small_int() % d;
    return Value::SmallInt(r < 0 ? r + d : r);
  }
  return IntModSlow(t, a, b);
}
inline Value IntAnd(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] return Value(a.bits() & b.bits());
  return IntAndSlow(t, a, b);
}
inline Value IntOr(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] return Value(a.bits() | b.bits());
  return IntOrSlow(t, a, b);
}
inline Value IntXor(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] return Value((a.bits() ^ b.bits()) | 1);
  return IntXorSlow(t, a, b);
}
inline Value IntLShift(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] {
    int64_t n = a.small_int();
    uint64_t shift = static_cast<uint64_t>(b.small_int());
    if (shift < 62) {
      int64_t r = static_cast<int64_t>(static_cast<uint64_t>(n) << shift);
      if ((r >> shift) == n && Value::FitsSmallInt(r)) return Value::SmallInt(r);
    }
  }
  return IntLShiftSlow(t, a, b);
}
inline Value IntRShift(Thread* t, Value a, Value b) {
  if (BothSmallInts(a, b)) [[likely]] {
    uint64_t shift = static_cast<uint64_t>(b.small_int());
    if (shift < 64) return Value::SmallInt(a.small_int() >> shift);
  }
  return IntRShiftSlow(t, a, b);
}
// int / int, correctly rounded; a float.
Value IntTrueDiv(Thread* t, Value a, Value b);
// Both results of divmod. False with ZeroDivisionError pending.
bool IntDivMod(Thread* t, Value a, Value b, Value* quotient, Value* remainder);
// a ** b, or pow(a, b, mod) if mod is not null. A float for negative b without
// mod.
Value IntPow(Thread* t, Value a, Value b, Value mod);
Value IntNegate(Thread* t, Value v);
Value IntInvert(Thread* t, Value v);
Value IntAbs(Thread* t, Value v);
Value IntToExact(Thread* t, Value v);  // int(v) for any int: drops bool and subclasses
// Non-negative; for math.gcd and fractions.
Value IntGcd(Thread* t, Value a, Value b);

// Never allocates. IntCompare gives -1, 0 or 1.
int IntCompare(Value a, Value b);
bool IntEquals(Value a, Value b);
// -1, 0 or 1 as `a` is below, equal to or above `d`; 2 when d is NaN. Exact.
int IntCompareDouble(Value a, double d);
int64_t IntHash(Value v);  // value mod 2**61 - 1, never -1

// --- Text ---

// Digits in base 2..36 with a leading '-', without prefix or limit.
std::string IntToText(Value v, int base);
// str(v): ValueError when beyond the limit of decimal digits
// (Isolate::int_max_str_digits).
Str* IntToStr(Thread* t, Value v);
// A literal's digits: an optional 0x/0o/0b prefix when base is 0 or matches,
// underscores between digits. For the compiler: no sign, no spaces.
Value ParseIntLiteral(Thread* t, absl::string_view digits, int base);
// int(text, base): sign, spaces, underscores, prefixes. `shown` is repr() of
// the argument for the ValueError.
Value ParseInt(Thread* t, Str* text, int base);

// int(v) for any value: strings, floats, __int__, __index__, __trunc__. May run Python.
Value NumberToInt(Thread* t, Value v);

bool InitIntType(Thread* t);  // methods of int and bool

}  // namespace pyjit

#endif  // RUNTIME_TYPES_INT_H_
