#ifndef STDLIB_MATH_INTERNAL_H_
#define STDLIB_MATH_INTERNAL_H_

#include "absl/types/span.h"
#include "runtime/native.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Parts of the math module.

namespace pyjit {

absl::Span<const NativeInfo> MathIntegerRows();  // gcd, factorial, isqrt, ...
absl::Span<const NativeInfo> MathSumRows();      // fsum, prod, hypot, dist

// The functions themselves (math_gamma.cc): infinity where they overflow or have a pole,
// nan where they have no value.
double GammaOf(double x);
double LogGammaOf(double x);

}  // namespace pyjit

#endif  // STDLIB_MATH_INTERNAL_H_
