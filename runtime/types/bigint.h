#ifndef RUNTIME_TYPES_BIGINT_H_
#define RUNTIME_TYPES_BIGINT_H_

#include <cstdint>
#include <string>

#include "absl/container/inlined_vector.h"
#include "absl/strings/string_view.h"
#include "runtime/value.h"

// Algorithms on magnitudes (arrays of 64-bit limbs, least significant first)
// over GMP's mpn layer. Nothing here knows the heap: no allocation of objects,
// no exceptions. GMP takes its scratch memory from malloc, so callers bound
// the sizes they ask for first (see IntSizeAllowed in int_internal.h).

namespace pyjit {

using Limbs = absl::InlinedVector<uint64_t, 24>;

// A view; count has no leading zero limb, 0 means zero.
struct Magnitude {
  const uint64_t* limbs;
  int64_t count;
};

inline int64_t TrimLimbs(const uint64_t* limbs, int64_t count) {
  while (count > 0 && limbs[count - 1] == 0) --count;
  return count;
}
inline Magnitude TrimmedView(const Limbs& limbs) {
  return {limbs.data(), TrimLimbs(limbs.data(), static_cast<int64_t>(limbs.size()))};
}

int64_t MagnitudeBits(Magnitude m);
int CompareMagnitudes(Magnitude a, Magnitude b);
// Value mod 2**61 - 1.
uint64_t MagnitudeHash(Magnitude m);
// Nearest double, half to even; infinity on overflow.
double MagnitudeToDouble(Magnitude m);
// Nearest double to a / b, subnormals included; infinity on overflow. b != 0.
double DivideToDouble(Magnitude a, Magnitude b);
// |trunc(d)| for a finite d.
Limbs DoubleToLimbs(double d);

// a << shift and a >> shift; the latter says whether one bits fell off.
Limbs ShiftLeft(Magnitude a, uint64_t shift);
Limbs ShiftRight(Magnitude a, uint64_t shift, bool* lost);

enum class BitOp { kAnd, kOr, kXor };
// On two's complement numbers of unbounded width, given as sign and magnitude.
Limbs BitwiseLimbs(BitOp op, Magnitude a, bool a_negative, Magnitude b,
                   bool b_negative, bool* negative);

// Digits without sign or prefix, lower case; "0" for zero.
std::string MagnitudeToText(Magnitude m, int base);
// Number of decimal digits, at most one too many.
int64_t DecimalDigitsEstimate(Magnitude m);
// `digits` holds digit values (0..base-1), not characters.
Limbs DigitsToLimbs(absl::string_view digits, int base);
// 0..35 for 0-9 a-z A-Z, 99 otherwise.
int DigitValue(uint32_t c);

// Any int Value as sign and magnitude, without allocating. Requires IsInt(v);
// the view lives no longer than this object and the Value.
class IntView {
 public:
  explicit IntView(Value v);
  IntView(const IntView&) = delete;
  IntView& operator=(const IntView&) = delete;

  Magnitude magnitude() const { return {limbs_, count_}; }
  const uint64_t* limbs() const { return limbs_; }
  int64_t count() const { return count_; }
  bool negative() const { return negative_; }
  bool is_zero() const { return count_ == 0; }

 private:
  const uint64_t* limbs_;
  int64_t count_;
  uint64_t small_;
  bool negative_;
};

}  // namespace pyjit

#endif  // RUNTIME_TYPES_BIGINT_H_
