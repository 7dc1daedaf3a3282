// gamma and lgamma by Lanczos' approximation with 13 terms (the coefficients are those
// that Boost publishes for doubles), good to a few units in the last place.
#include <cmath>

#include "runtime/error.h"
#include "runtime/types/float.h"
#include "stdlib/math_internal.h"

namespace pyjit {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kLogPi = 1.144729885849400174143427351353058711647;
constexpr double kG = 6.024680040776729583740234375;
constexpr double kGMinusHalf = 5.524680040776729583740234375;
constexpr int kTerms = 13;
constexpr double kNumerator[kTerms] = {
    23531376880.410759688572007674451636754734846804940,
    42919803642.649098768957899047001988850926355848959,
    35711959237.355668049440185451547166705960488635843,
    17921034426.037209699919755754458931112671403265390,
    6039542586.3520280050642916443072979210699388420708,
    1439720407.3117216736632230727949123939715485786372,
    248874557.86205415651146038641322942321632125127801,
    31426415.585400194380614231628318205362874684987640,
    2876370.6289353724412254090516208496135991145378768,
    186056.26539522349504029498971604569928220784236328,
    8071.6720023658162106380029022722506138218516325024,
    210.82427775157934587250973392071336271166969580291,
    2.5066282746310002701649081771338373386264310793408};
constexpr double kDenominator[kTerms] = {0.0,        39916800.0, 120543840.0, 150917976.0,
                                         105258076.0, 45995730.0, 13339535.0,  2637558.0,
                                         357423.0,    32670.0,    1925.0,      66.0,
                                         1.0};

// The quotient of the two polynomials, in x or for larger x in 1/x.
double LanczosSum(double x) {
  double numerator = 0, denominator = 0;
  if (x < 5.0) {
    for (int i = kTerms - 1; i >= 0; --i) {
      numerator = numerator * x + kNumerator[i];
      denominator = denominator * x + kDenominator[i];
    }
  } else {
    for (int i = 0; i < kTerms; ++i) {
      numerator = numerator / x + kNumerator[i];
      denominator = denominator / x + kDenominator[i];
    }
  }
  return numerator / denominator;
}

// sin(pi * x) without the error of pi * x for large x.
double SinPi(double x) {
  const double y = std::fmod(std::fabs(x), 2.0);
  double r = 0;
  switch (static_cast<int>(std::round(2.0 * y))) {
    case 0: r = std::sin(kPi * y); break;
    case 1: r = std::cos(kPi * (y - 0.5)); break;
    case 2: r = std::sin(kPi * (1.0 - y)); break;  // not y - 1: the sign of zero
    case 3: r = -std::cos(kPi * (y - 1.5)); break;
    default: r = std::sin(kPi * (y - 2.0)); break;
  }
  return std::copysign(1.0, x) * r;
}

// y ** (x - 0.5), in two steps where it could overflow.
double ScaleByPower(double r, double y, double x, bool divide) {
  if (x < 140.0) {
    const double power = std::pow(y, x - 0.5);
    return divide ? r / power : r * power;
  }
  const double root = std::pow(y, x / 2.0 - 0.25);
  return divide ? r / root / root : r * root * root;
}

}  // namespace

double GammaOf(double x) {
  if (!std::isfinite(x)) return x > 0 || std::isnan(x) ? x : std::nan("");
  if (x == std::floor(x)) {
    if (x < 0) return std::nan("");
    if (x == 0) return std::copysign(INFINITY, x);
    if (x <= 23.0) {
      double r = 1;
      for (double k = 2; k < x; ++k) r *= k;
      return r;
    }
  }
  const double size = std::fabs(x);
  if (size < 1e-20) return 1.0 / x;
  if (size > 200.0) return x < 0 ? 0.0 / SinPi(x) : INFINITY;
  const double y = size + kGMinusHalf;
  // What rounding took from y is put back.
  double z;
  if (size > kGMinusHalf) {
    const double q = y - size;
    z = q - kGMinusHalf;
  } else {
    const double q = y - kGMinusHalf;
    z = q - size;
  }
  z = z * kG / y;
  double r;
  if (x < 0) {
    r = -kPi / SinPi(size) / size * std::exp(y) / LanczosSum(size);
    r -= z * r;
    return ScaleByPower(r, y, size, true);
  }
  r = LanczosSum(size) / std::exp(y);
  r += z * r;
  return ScaleByPower(r, y, size, false);
}

double LogGammaOf(double x) {
  if (!std::isfinite(x)) return std::isnan(x) ? x : INFINITY;
  if (x == std::floor(x) && x <= 2.0) return x <= 0 ? INFINITY : 0.0;
  const double size = std::fabs(x);
  if (size < 1e-20) return -std::log(size);
  double r = std::log(LanczosSum(size)) - kG;
  r += (size - 0.5) * (std::log(size + kG - 0.5) - 1);
  if (x < 0) r = kLogPi - std::log(std::fabs(SinPi(size))) - std::log(size) - r;
  return r;
}

}  // namespace pyjit
