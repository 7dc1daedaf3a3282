// cmath: functions of complex numbers. The C library computes, with the values that C99
// gives for infinities and zeros; here are Python's errors.
#include <cmath>
#include <limits>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/types/complex.h"
#include "runtime/types/float.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

// C's complex functions, whose header C++ replaces by its own.
extern "C" {
double _Complex cacos(double _Complex z) noexcept;
double _Complex cacosh(double _Complex z) noexcept;
double _Complex casin(double _Complex z) noexcept;
double _Complex casinh(double _Complex z) noexcept;
double _Complex catan(double _Complex z) noexcept;
double _Complex catanh(double _Complex z) noexcept;
double _Complex ccos(double _Complex z) noexcept;
double _Complex ccosh(double _Complex z) noexcept;
double _Complex cexp(double _Complex z) noexcept;
double _Complex clog(double _Complex z) noexcept;
double _Complex csin(double _Complex z) noexcept;
double _Complex csinh(double _Complex z) noexcept;
double _Complex csqrt(double _Complex z) noexcept;
double _Complex ctan(double _Complex z) noexcept;
double _Complex ctanh(double _Complex z) noexcept;
}

namespace pyjit {
namespace {

constexpr double kPi = 3.14159265358979323846;
constexpr double kE = 2.71828182845904523536;
constexpr double kLogTen = 2.30258509299404568402;
constexpr double kInf = std::numeric_limits<double>::infinity();

Value DomainError(Thread* t) { return RaiseText(t, Exc::kValueError, "math domain error"); }
Value RangeError(Thread* t) { return RaiseText(t, Exc::kOverflowError, "math range error"); }

ComplexNumber Apply(double _Complex (*function)(double _Complex) noexcept, ComplexNumber z) {
  double _Complex argument;
  __real__ argument = z.real;
  __imag__ argument = z.imag;
  const double _Complex result = function(argument);
  return {__real__ result, __imag__ result};
}

// Where the C library tells more about the result than Python does.
double _Complex Nans() {
  double _Complex result;
  __real__ result = __imag__ result = std::numeric_limits<double>::quiet_NaN();
  return result;
}
double _Complex Acosh(double _Complex z) noexcept {
  return __real__ z == 0 && std::isnan(__imag__ z) ? Nans() : cacosh(z);
}
double _Complex Tan(double _Complex z) noexcept {
  return __imag__ z == 0 && std::isnan(__real__ z) ? Nans() : ctan(z);
}
double _Complex Tanh(double _Complex z) noexcept {
  return __real__ z == 0 && std::isnan(__imag__ z) ? Nans() : ctanh(z);
}

bool IsFinite(ComplexNumber z) { return std::isfinite(z.real) && std::isfinite(z.imag); }
bool IsInfinite(ComplexNumber z) { return std::isinf(z.real) || std::isinf(z.imag); }

// Where a function has no value.
bool Everywhere(ComplexNumber) { return true; }
bool AtanhDomain(ComplexNumber z) { return !(std::fabs(z.real) == 1 && z.imag == 0); }
bool AtanDomain(ComplexNumber z) { return !(z.real == 0 && std::fabs(z.imag) == 1); }
bool ExpDomain(ComplexNumber z) {
  return !(std::isinf(z.imag) && (std::isfinite(z.real) || z.real == kInf));
}
bool CoshDomain(ComplexNumber z) { return !(std::isinf(z.imag) && !std::isnan(z.real)); }
bool CosDomain(ComplexNumber z) { return !(std::isinf(z.real) && !std::isnan(z.imag)); }
bool TanhDomain(ComplexNumber z) { return !(std::isinf(z.imag) && std::isfinite(z.real)); }
bool TanDomain(ComplexNumber z) { return !(std::isinf(z.real) && std::isfinite(z.imag)); }

template <double _Complex (*kFunction)(double _Complex) noexcept, bool (*kDomain)(ComplexNumber)>
Value Function(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ComplexNumber z;
  if (!ArgumentAsComplex(t, args[0], &z)) return Value();
  if (!kDomain(z)) return DomainError(t);
  const ComplexNumber r = Apply(kFunction, z);
  if (IsInfinite(r) && IsFinite(z)) return RangeError(t);
  return NewComplex(t, r.real, r.imag);
}

// log(z[, base])
Value Log(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ComplexNumber z;
  if (!ArgumentAsComplex(t, args[0], &z)) return Value();
  ComplexNumber base;
  if (!args[1].is_null() && !ArgumentAsComplex(t, args[1], &base)) return Value();
  if (z.real == 0 && z.imag == 0) return DomainError(t);
  ComplexNumber r = Apply(clog, z);
  if (!args[1].is_null()) {
    if (base.real == 0 && base.imag == 0) return DomainError(t);
    if (!ComplexQuotient(r, Apply(clog, base), &r)) return DomainError(t);
  }
  return NewComplex(t, r.real, r.imag);
}
Value Log10(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ComplexNumber z;
  if (!ArgumentAsComplex(t, args[0], &z)) return Value();
  if (z.real == 0 && z.imag == 0) return DomainError(t);
  const ComplexNumber r = Apply(clog, z);
  return NewComplex(t, r.real / kLogTen, r.imag / kLogTen);
}

Value Phase(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ComplexNumber z;
  if (!ArgumentAsComplex(t, args[0], &z)) return Value();
  return NewFloat(t, std::atan2(z.imag, z.real));
}

Value Polar(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ComplexNumber z;
  if (!ArgumentAsComplex(t, args[0], &z)) return Value();
  const double size = std::hypot(z.real, z.imag);
  if (std::isinf(size) && IsFinite(z)) return RangeError(t);
  Value r = NewFloat(t, size);
  Value phi = r.is_null() ? r : NewFloat(t, std::atan2(z.imag, z.real));
  return phi.is_null() ? phi : Value(TuplePack(t, r, phi));
}

// rect(r, phi)
Value Rect(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double r, phi;
  if (!ArgumentAsDouble(t, args[0], &r) || !ArgumentAsDouble(t, args[1], &phi)) return Value();
  if (std::isinf(phi) && r != 0 && !std::isnan(r)) return DomainError(t);
  const double sign = std::signbit(r) ? -1.0 : 1.0;
  if (phi == 0) return NewComplex(t, r, std::isfinite(r) ? r * phi : std::isnan(r) ? 0 : sign * phi);
  if (std::isfinite(phi)) {
    if (std::isinf(r)) {
      return NewComplex(t, sign * std::copysign(kInf, std::cos(phi)),
                        sign * std::copysign(kInf, std::sin(phi)));
    }
    return NewComplex(t, r * std::cos(phi), r * std::sin(phi));
  }
  if (r == 0) return NewComplex(t, 0, 0);
  if (std::isinf(r)) return NewComplex(t, kInf, NAN);
  return NewComplex(t, NAN, NAN);
}

Value IsNan(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ComplexNumber z;
  if (!ArgumentAsComplex(t, args[0], &z)) return Value();
  return t->isolate->Bool(std::isnan(z.real) || std::isnan(z.imag));
}
Value IsInf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ComplexNumber z;
  return ArgumentAsComplex(t, args[0], &z) ? t->isolate->Bool(IsInfinite(z)) : Value();
}
Value IsFiniteRow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ComplexNumber z;
  return ArgumentAsComplex(t, args[0], &z) ? t->isolate->Bool(IsFinite(z)) : Value();
}

// isclose(a, b, *, rel_tol=1e-09, abs_tol=0.0)
Value IsClose(Thread* t, Value* args, size_t nargs, Value kwnames) {
  ComplexNumber a, b;
  double relative = 1e-9, absolute = 0.0;
  if (!ArgumentAsComplex(t, args[0], &a) || !ArgumentAsComplex(t, args[1], &b)) return Value();
  if (!args[2].is_null() && !ArgumentAsDouble(t, args[2], &relative)) return Value();
  if (!args[3].is_null() && !ArgumentAsDouble(t, args[3], &absolute)) return Value();
  if (relative < 0 || absolute < 0) {
    return RaiseText(t, Exc::kValueError, "tolerances must be non-negative");
  }
  if (a.real == b.real && a.imag == b.imag) return t->isolate->true_value();
  if (IsInfinite(a) || IsInfinite(b)) return t->isolate->false_value();
  const double difference = std::hypot(a.real - b.real, a.imag - b.imag);
  return t->isolate->Bool(difference <= relative * std::hypot(b.real, b.imag) ||
                          difference <= relative * std::hypot(a.real, a.imag) ||
                          difference <= absolute);
}

constexpr uint32_t kFx = kAnything;  // arguments may have a __complex__ of their own
constexpr NativeInfo kRows[] = {
    {"acos", Function<cacos, Everywhere>, "(z, /)", kFx, "Return the arc cosine of z."},
    {"acosh", Function<Acosh, Everywhere>, "(z, /)", kFx,
     "Return the inverse hyperbolic cosine of z."},
    {"asin", Function<casin, Everywhere>, "(z, /)", kFx, "Return the arc sine of z."},
    {"asinh", Function<casinh, Everywhere>, "(z, /)", kFx,
     "Return the inverse hyperbolic sine of z."},
    {"atan", Function<catan, AtanDomain>, "(z, /)", kFx, "Return the arc tangent of z."},
    {"atanh", Function<catanh, AtanhDomain>, "(z, /)", kFx,
     "Return the inverse hyperbolic tangent of z."},
    {"cos", Function<ccos, CosDomain>, "(z, /)", kFx, "Return the cosine of z."},
    {"cosh", Function<ccosh, CoshDomain>, "(z, /)", kFx, "Return the hyperbolic cosine of z."},
    {"exp", Function<cexp, ExpDomain>, "(z, /)", kFx, "Return the exponential value e**z."},
    {"isclose", IsClose, "(a, b, *, rel_tol=1e-09, abs_tol=0.0)", kFx,
     "Determine whether two complex numbers are close in value."},
    {"isfinite", IsFiniteRow, "(z, /)", kFx,
     "Return True if both the real and imaginary parts of z are finite, else False."},
    {"isinf", IsInf, "(z, /)", kFx, "Checks if the real or imaginary part of z is infinite."},
    {"isnan", IsNan, "(z, /)", kFx, "Checks if the real or imaginary part of z not a number (NaN)."},
    {"log", Log, "(z, base=<unrepresentable>, /)", kFx,
     "log(z[, base]) -> the logarithm of z to the given base.\n\n"
     "If the base is not specified, returns the natural logarithm (base e) of z."},
    {"log10", Log10, "(z, /)", kFx, "Return the base-10 logarithm of z."},
    {"phase", Phase, "(z, /)", kFx, "Return argument, also known as the phase angle, of a complex."},
    {"polar", Polar, "(z, /)", kFx,
     "Convert a complex from rectangular coordinates to polar coordinates.\n\n"
     "r is the distance from 0 and phi the phase angle."},
    {"rect", Rect, "(r, phi, /)", kFx,
     "Convert from polar coordinates to rectangular coordinates."},
    {"sin", Function<csin, CosDomain>, "(z, /)", kFx, "Return the sine of z."},
    {"sinh", Function<csinh, CoshDomain>, "(z, /)", kFx, "Return the hyperbolic sine of z."},
    {"sqrt", Function<csqrt, Everywhere>, "(z, /)", kFx, "Return the square root of z."},
    {"tan", Function<Tan, TanDomain>, "(z, /)", kFx, "Return the tangent of z."},
    {"tanh", Function<Tanh, TanhDomain>, "(z, /)", kFx, "Return the hyperbolic tangent of z."},
};

}  // namespace

bool InitCmathModule(Thread* t, Module* module) {
  auto number = [&](absl::string_view name, double value) {
    return SetModuleValue(t, module, name, NewFloat(t, value));
  };
  return SetModuleText(t, module, "__doc__",
                       "This module provides access to mathematical functions for complex\n"
                       "numbers.") &&
         AddModuleNatives(t, module, kRows) && number("pi", kPi) && number("e", kE) &&
         number("tau", 2 * kPi) && number("inf", kInf) && number("nan", std::nan("")) &&
         SetModuleValue(t, module, "infj", NewComplex(t, 0, kInf)) &&
         SetModuleValue(t, module, "nanj", NewComplex(t, 0, std::nan("")));
}

}  // namespace pyjit
