#include "runtime/types/half_float.h"

#include <cmath>

namespace pyjit {

double HalfToDouble(uint16_t half) {
  int exponent = (half >> 10) & 31;
  double fraction = half & 0x3FF;
  double d;
  if (exponent == 31) {
    d = fraction == 0 ? HUGE_VAL : std::nan("");
  } else if (exponent == 0) {
    d = std::ldexp(fraction, -24);
  } else {
    d = std::ldexp(fraction + 1024, exponent - 25);
  }
  return (half & 0x8000) != 0 ? -d : d;
}

bool DoubleToHalf(double d, uint16_t* half) {
  auto sign = static_cast<uint16_t>(std::signbit(d) ? 0x8000 : 0);
  d = std::fabs(d);
  if (std::isnan(d)) {
    *half = sign | 0x7E00;
    return true;
  }
  if (std::isinf(d)) {
    *half = sign | 0x7C00;
    return true;
  }
  if (d == 0) {
    *half = sign;
    return true;
  }
  int exponent;
  std::frexp(d, &exponent);
  // Units of the last place: 2**-24 for the smallest numbers.
  int unit = exponent - 11 < -24 ? -24 : exponent - 11;
  double scaled = std::nearbyint(std::ldexp(d, -unit));
  auto bits = static_cast<uint32_t>(scaled);
  // 2048 rounds up into the next exponent, which the addition below does by itself.
  uint32_t result = unit == -24 ? bits : ((static_cast<uint32_t>(unit) + 25) << 10) + (bits - 1024);
  if (result >= 0x7C00) return false;
  *half = static_cast<uint16_t>(sign | result);
  return true;
}

}  // namespace pyjit
