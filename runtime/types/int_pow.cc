#include <gmp.h>

#include <cmath>

#include "runtime/error.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_internal.h"

namespace pyjit {
namespace {

// An mpz_t that is cleared at the end of the block.
struct Mpz {
  Mpz() { mpz_init(z); }
  ~Mpz() { mpz_clear(z); }
  Mpz(const Mpz&) = delete;
  Mpz& operator=(const Mpz&) = delete;
  mpz_t z;
};

Value FromMpz(Thread* t, const mpz_t z) {
  return IntFromLimbs(t, mpz_limbs_read(z), static_cast<int64_t>(mpz_size(z)),
                      mpz_sgn(z) < 0);
}

void ViewAsMpz(const IntView& view, mpz_t out) {
  mpz_roinit_n(out, view.limbs(), view.negative() ? -view.count() : view.count());
}

Value PowMod(Thread* t, Value a, Value b, Value mod) {
  IntView base(a), exponent(b), modulus(mod);
  if (modulus.is_zero()) {
    return RaiseText(t, Exc::kValueError, "pow() 3rd argument cannot be 0");
  }
  mpz_t x, e, m;
  ViewAsMpz(base, x);
  ViewAsMpz(exponent, e);
  mpz_roinit_n(m, modulus.limbs(), modulus.count());
  Mpz result;
  if (exponent.negative()) {
    Mpz inverse;
    if (mpz_invert(inverse.z, x, m) == 0 && mpz_cmp_ui(m, 1) != 0) {
      return RaiseText(t, Exc::kValueError,
                       "base is not invertible for the given modulus");
    }
    mpz_t positive;
    mpz_roinit_n(positive, exponent.limbs(), exponent.count());
    mpz_powm(result.z, inverse.z, positive, m);
  } else {
    mpz_powm(result.z, x, e, m);
  }
  // The result has the sign of the modulus.
  if (modulus.negative() && mpz_sgn(result.z) != 0) mpz_sub(result.z, result.z, m);
  return FromMpz(t, result.z);
}

}  // namespace

Value IntPow(Thread* t, Value a, Value b, Value mod) {
  if (mod) return PowMod(t, a, b, mod);
  if (IntSign(b) < 0) {
    double x, y;
    if (!IntToDouble(t, a, &x) || !IntToDouble(t, b, &y)) return Value();
    return FloatPow(t, x, y);
  }
  int64_t base, exponent;
  bool small_base = IntAsInt64(a, &base);
  if (small_base && (base == 0 || base == 1 || base == -1)) {
    if (IntSign(b) == 0 || base == 1) return Value::SmallInt(1);
    if (base == 0) return Value::SmallInt(0);
    IntView view(b);
    return Value::SmallInt((view.limbs()[0] & 1) != 0 ? -1 : 1);
  }
  if (!IntAsInt64(b, &exponent)) return RaiseMemoryError(t);
  if (small_base) {
    // Square and multiply while it fits.
    int64_t result = 1, square = base, rest = exponent;
    bool fits = true;
    while (true) {
      if ((rest & 1) != 0 && __builtin_mul_overflow(result, square, &result)) {
        fits = false;
        break;
      }
      rest >>= 1;
      if (rest == 0) break;
      if (__builtin_mul_overflow(square, square, &square)) {
        fits = false;
        break;
      }
    }
    if (fits) return IntFromInt64(t, result);
  }
  IntView view(a);
  double bits = static_cast<double>(MagnitudeBits(view.magnitude())) *
                static_cast<double>(exponent);
  if (!IntSizeAllowed(t, bits)) return Value();
  mpz_t x;
  ViewAsMpz(view, x);
  Mpz result;
  mpz_pow_ui(result.z, x, static_cast<unsigned long>(exponent));
  return FromMpz(t, result.z);
}

}  // namespace pyjit
