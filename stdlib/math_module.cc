// math: the C library's functions with Python's errors (here), functions of ints
// (math_integer.cc), sums and distances (math_sums.cc), and pi, e, tau, inf, nan.
#include <cerrno>
#include <cmath>
#include <limits>
#include <string>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/tuple.h"
#include "stdlib/math_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kE = 2.71828182845904523536;
constexpr double kInf = std::numeric_limits<double>::infinity();

Value DomainError(Thread* t) { return RaiseText(t, Exc::kValueError, "math domain error"); }
Value RangeError(Thread* t) { return RaiseText(t, Exc::kOverflowError, "math range error"); }

// The result r of a function at x: nan from a number is a domain error, infinity
// from a finite one an overflow or (for poles) a domain error.
Value Checked(Thread* t, double r, bool args_nan, bool args_finite, bool can_overflow) {
  if (std::isnan(r) && !args_nan) return DomainError(t);
  if (std::isinf(r) && args_finite) return can_overflow ? RangeError(t) : DomainError(t);
  return NewFloat(t, r);
}

template <double (*kFunction)(double), bool kCanOverflow>
Value Unary(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  if (IsFloat(args[0])) {
    x = FloatValue(args[0]);
  } else if (!ArgumentAsDouble(t, args[0], &x)) {
    return Value();
  }
  return Checked(t, kFunction(x), std::isnan(x), std::isfinite(x), kCanOverflow);
}

template <double (*kFunction)(double, double)>
Value BinaryFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x, y;
  if (!ArgumentAsDouble(t, args[0], &x) || !ArgumentAsDouble(t, args[1], &y)) return Value();
  return Checked(t, kFunction(x, y), std::isnan(x) || std::isnan(y),
                 std::isfinite(x) && std::isfinite(y), true);
}

double Remainder(double x, double y) {
  if (std::isinf(y) && std::isfinite(x)) return x;
  return std::remainder(x, y);
}
double Fmod(double x, double y) {
  if (std::isinf(y) && std::isfinite(x)) return x;
  return std::fmod(x, y);
}

Value Gamma1(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  if (!ArgumentAsDouble(t, args[0], &x)) return Value();
  if (x == 0) return DomainError(t);
  return Checked(t, GammaOf(x), std::isnan(x), std::isfinite(x), true);
}
Value LogGamma1(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  if (!ArgumentAsDouble(t, args[0], &x)) return Value();
  if (x <= 0 && x == std::floor(x) && std::isfinite(x)) return DomainError(t);
  return Checked(t, LogGammaOf(x), std::isnan(x), std::isfinite(x), true);
}

Value Pow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x, y;
  if (!ArgumentAsDouble(t, args[0], &x) || !ArgumentAsDouble(t, args[1], &y)) return Value();
  double r = std::pow(x, y);
  if (std::isnan(r) && !std::isnan(x) && !std::isnan(y)) return DomainError(t);
  if (std::isinf(r) && std::isfinite(x) && std::isfinite(y)) {
    return x == 0 ? DomainError(t) : RangeError(t);
  }
  return NewFloat(t, r);
}

// --- Logarithms: ints of any size ---

// log(v) for an int beyond a double's range: v = m * 2**shift with m in range.
template <double (*kLog)(double)>
Value LogOf(Thread* t, Value v, double log_of_two) {
  if (IsInt(v)) {
    if (IntSign(v) <= 0) return DomainError(t);
    double x;
    if (NumberAsDouble(v, &x) && std::isfinite(x)) return NewFloat(t, kLog(x));
    int64_t shift = IntBitLength(v) - 64;
    Value top = IntRShift(t, v, Value::SmallInt(shift));
    if (top.is_null() || !IntToDouble(t, top, &x)) return Value();
    return NewFloat(t, kLog(x) + static_cast<double>(shift) * log_of_two);
  }
  double x;
  if (!ArgumentAsDouble(t, v, &x)) return Value();
  if (x <= 0) return DomainError(t);
  return NewFloat(t, kLog(x));
}

Value Log(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs < 1 || nargs > 2 || !kwnames.is_null()) {
    if (!kwnames.is_null()) {
      return RaiseText(t, Exc::kTypeError, "math.log() takes no keyword arguments");
    }
    return RaiseText(t, Exc::kTypeError, "math.log requires 1 to 2 arguments");
  }
  constexpr double kLogTwo = 0.693147180559945309417;
  Value numerator = LogOf<std::log>(t, args[0], kLogTwo);
  if (numerator.is_null() || nargs == 1) return numerator;
  Value denominator = LogOf<std::log>(t, args[1], kLogTwo);
  if (denominator.is_null()) return denominator;
  return Binary(t, BinaryOp::kTrueDiv, numerator, denominator);
}
Value Log2(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return LogOf<std::log2>(t, args[0], 1.0);
}
Value Log10(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return LogOf<std::log10>(t, args[0], 0.301029995663981195214);
}

// --- Rounding to ints ---

Value RoundWith(Thread* t, Value v, double (*function)(double), Str* special) {
  if (IsFloat(v) && ClassOf(t, v) == t->isolate->float_class()) {
    return IntFromDouble(t, function(FloatValue(v)));
  }
  if (v.is_small_int()) return v;
  Value method = LookupInClass(ClassOf(t, v), special);
  if (!method.is_null()) return CallSpecial(t, method, v, {});
  double x;
  if (!ArgumentAsDouble(t, v, &x)) return Value();
  return IntFromDouble(t, function(x));
}
Value Floor(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RoundWith(t, args[0], std::floor, t->isolate->names.dunder_floor);
}
Value Ceil(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RoundWith(t, args[0], std::ceil, t->isolate->names.dunder_ceil);
}
Value Trunc(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (ClassOf(t, args[0]) == t->isolate->float_class()) return IntFromDouble(t, std::trunc(FloatValue(args[0])));
  if (args[0].is_small_int()) return args[0];
  Value method = LookupInClass(ClassOf(t, args[0]), t->isolate->names.dunder_trunc);
  if (!method.is_null()) return CallSpecial(t, method, args[0], {});
  return Raise(t, Exc::kTypeError, "type %s doesn't define __trunc__ method",
               ClassNameOf(t, args[0]));
}

// --- Parts of floats ---

Value Frexp(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  if (!ArgumentAsDouble(t, args[0], &x)) return Value();
  int exponent = 0;
  double mantissa = std::isfinite(x) ? std::frexp(x, &exponent) : x;
  Value m = NewFloat(t, mantissa);
  return m.is_null() ? m : Value(TuplePack(t, m, Value::SmallInt(exponent)));
}

Value Ldexp(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  if (!ArgumentAsDouble(t, args[0], &x)) return Value();
  if (!IsInt(args[1])) {
    return RaiseText(t, Exc::kTypeError, "Expected an int as second argument to ldexp.");
  }
  int64_t exponent;
  if (!IntAsInt64(args[1], &exponent)) exponent = IntSign(args[1]) < 0 ? INT64_MIN : INT64_MAX;
  if (x == 0 || !std::isfinite(x)) return NewFloat(t, x);
  if (exponent > 100000) return RangeError(t);
  if (exponent < -100000) return NewFloat(t, std::copysign(0.0, x));
  double r = std::ldexp(x, static_cast<int>(exponent));
  return std::isinf(r) ? RangeError(t) : NewFloat(t, r);
}

Value Modf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  if (!ArgumentAsDouble(t, args[0], &x)) return Value();
  double whole = x;
  double fraction = std::isinf(x) ? std::copysign(0.0, x) : std::modf(x, &whole);
  Value f = NewFloat(t, fraction);
  Value w = f.is_null() ? f : NewFloat(t, whole);
  return w.is_null() ? w : Value(TuplePack(t, f, w));
}

Value Ulp(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  if (!ArgumentAsDouble(t, args[0], &x)) return Value();
  if (std::isnan(x)) return NewFloat(t, x);
  x = std::fabs(x);
  if (std::isinf(x)) return NewFloat(t, x);
  double next = std::nextafter(x, kInf);
  return NewFloat(t, std::isinf(next) ? x - std::nextafter(x, -kInf) : next - x);
}

Value NextAfter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x, y;
  if (!ArgumentAsDouble(t, args[0], &x) || !ArgumentAsDouble(t, args[1], &y)) return Value();
  return NewFloat(t, std::nextafter(x, y));
}
Value CopySign(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x, y;
  if (!ArgumentAsDouble(t, args[0], &x) || !ArgumentAsDouble(t, args[1], &y)) return Value();
  return NewFloat(t, std::copysign(x, y));
}
Value Degrees(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  return ArgumentAsDouble(t, args[0], &x) ? NewFloat(t, x * (180.0 / kPi)) : Value();
}
Value Radians(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  return ArgumentAsDouble(t, args[0], &x) ? NewFloat(t, x * (kPi / 180.0)) : Value();
}

Value IsNan(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  return ArgumentAsDouble(t, args[0], &x) ? t->isolate->Bool(std::isnan(x)) : Value();
}
Value IsInf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  return ArgumentAsDouble(t, args[0], &x) ? t->isolate->Bool(std::isinf(x)) : Value();
}
Value IsFinite(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double x;
  return ArgumentAsDouble(t, args[0], &x) ? t->isolate->Bool(std::isfinite(x)) : Value();
}

// isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
Value IsClose(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double a, b, relative = 1e-9, absolute = 0.0;
  if (!ArgumentAsDouble(t, args[0], &a) || !ArgumentAsDouble(t, args[1], &b)) return Value();
  if (!args[2].is_null() && !ArgumentAsDouble(t, args[2], &relative)) return Value();
  if (!args[3].is_null() && !ArgumentAsDouble(t, args[3], &absolute)) return Value();
  if (relative < 0 || absolute < 0) {
    return RaiseText(t, Exc::kValueError, "tolerances must be non-negative");
  }
  if (a == b) return t->isolate->true_value();
  if (std::isinf(a) || std::isinf(b)) return t->isolate->false_value();
  double difference = std::fabs(b - a);
  return t->isolate->Bool(difference <= std::fabs(relative * b) ||
                          difference <= std::fabs(relative * a) || difference <= absolute);
}

constexpr uint32_t kFx = kAnything;  // arguments may have a __float__ of their own
constexpr NativeInfo kRows[] = {
    {"acos", Unary<std::acos, false>, "(x, /)", kFx, "Return the arc cosine of x."},
    {"acosh", Unary<std::acosh, false>, "(x, /)", kFx, "Return the inverse hyperbolic cosine of x."},
    {"asin", Unary<std::asin, false>, "(x, /)", kFx, "Return the arc sine of x."},
    {"asinh", Unary<std::asinh, false>, "(x, /)", kFx, "Return the inverse hyperbolic sine of x."},
    {"atan", Unary<std::atan, false>, "(x, /)", kFx, "Return the arc tangent of x."},
    {"atan2", BinaryFunction<std::atan2>, "(y, x, /)", kFx, "Return the arc tangent of y/x."},
    {"atanh", Unary<std::atanh, false>, "(x, /)", kFx, "Return the inverse hyperbolic tangent of x."},
    {"cbrt", Unary<std::cbrt, false>, "(x, /)", kFx, "Return the cube root of x."},
    {"ceil", Ceil, "(x, /)", kFx, "Return the ceiling of x as an Integral."},
    {"copysign", CopySign, "(x, y, /)", kFx, "Return a float with the sign of y."},
    {"cos", Unary<std::cos, false>, "(x, /)", kFx, "Return the cosine of x."},
    {"cosh", Unary<std::cosh, true>, "(x, /)", kFx, "Return the hyperbolic cosine of x."},
    {"degrees", Degrees, "(x, /)", kFx, "Convert angle x from radians to degrees."},
    {"erf", Unary<std::erf, false>, "(x, /)", kFx, "Error function at x."},
    {"erfc", Unary<std::erfc, false>, "(x, /)", kFx, "Complementary error function at x."},
    {"exp", Unary<std::exp, true>, "(x, /)", kFx, "Return e raised to the power of x."},
    {"exp2", Unary<std::exp2, true>, "(x, /)", kFx, "Return 2 raised to the power of x."},
    {"expm1", Unary<std::expm1, true>, "(x, /)", kFx, "Return exp(x)-1."},
    {"fabs", Unary<std::fabs, false>, "(x, /)", kFx, "Return the absolute value of the float x."},
    {"floor", Floor, "(x, /)", kFx, "Return the floor of x as an Integral."},
    {"fmod", BinaryFunction<Fmod>, "(x, y, /)", kFx, "Return fmod(x, y), according to platform C."},
    {"frexp", Frexp, "(x, /)", kFx, "Return the mantissa and exponent of x, as pair (m, e)."},
    {"gamma", Gamma1, "(x, /)", kFx, "Gamma function at x."},
    {"isclose", IsClose, "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", kFx,
     "Determine whether two floating point numbers are close in value."},
    {"isfinite", IsFinite, "(x, /)", kFx, "Return True if x is neither an infinity nor a NaN."},
    {"isinf", IsInf, "(x, /)", kFx, "Return True if x is a positive or negative infinity."},
    {"isnan", IsNan, "(x, /)", kFx, "Return True if x is a NaN (not a number)."},
    {"ldexp", Ldexp, "(x, i, /)", kFx, "Return x * (2**i)."},
    {"lgamma", LogGamma1, "(x, /)", kFx,
     "Natural logarithm of absolute value of Gamma function at x."},
    {"log", Log, nullptr, kFx, "Return the logarithm of x to the given base."},
    {"log10", Log10, "(x, /)", kFx, "Return the base 10 logarithm of x."},
    {"log1p", Unary<std::log1p, false>, "(x, /)", kFx, "Return the natural logarithm of 1+x."},
    {"log2", Log2, "(x, /)", kFx, "Return the base 2 logarithm of x."},
    {"modf", Modf, "(x, /)", kFx, "Return the fractional and integer parts of x."},
    {"nextafter", NextAfter, "(x, y, /)", kFx,
     "Return the next floating-point value after x towards y."},
    {"pow", Pow, "(x, y, /)", kFx, "Return x**y (x to the power of y)."},
    {"radians", Radians, "(x, /)", kFx, "Convert angle x from degrees to radians."},
    {"remainder", BinaryFunction<Remainder>, "(x, y, /)", kFx,
     "Difference between x and the closest integer multiple of y."},
    {"sin", Unary<std::sin, false>, "(x, /)", kFx, "Return the sine of x."},
    {"sinh", Unary<std::sinh, true>, "(x, /)", kFx, "Return the hyperbolic sine of x."},
    {"sqrt", Unary<std::sqrt, false>, "(x, /)", kFx, "Return the square root of x."},
    {"tan", Unary<std::tan, false>, "(x, /)", kFx, "Return the tangent of x."},
    {"tanh", Unary<std::tanh, false>, "(x, /)", kFx, "Return the hyperbolic tangent of x."},
    {"trunc", Trunc, "(x, /)", kFx, "Truncates the Real x to the nearest Integral toward 0."},
    {"ulp", Ulp, "(x, /)", kFx, "Return the value of the least significant bit of the float x."},
};

}  // namespace

bool InitMathModule(Thread* t, Module* module) {
  auto number = [&](absl::string_view name, double value) {
    return SetModuleValue(t, module, name, NewFloat(t, value));
  };
  return AddModuleNatives(t, module, kRows) && AddModuleNatives(t, module, MathIntegerRows()) &&
         AddModuleNatives(t, module, MathSumRows()) && number("pi", kPi) && number("e", kE) &&
         number("tau", 2 * kPi) && number("inf", kInf) && number("nan", std::nan(""));
}

}  // namespace pyjit
