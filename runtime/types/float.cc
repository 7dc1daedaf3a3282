#include "runtime/types/float.h"

#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/bytes.h"
#include "runtime/types/complex.h"
#include "runtime/types/float_internal.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/unicode_properties.h"
#include "runtime/warn.h"

namespace pyjit {

bool NumberAsDouble(Value v, double* out) {
  if (v.is_small_int()) {
    *out = static_cast<double>(v.small_int());
    return true;
  }
  if (IsFloat(v)) {
    *out = FloatValue(v);
    return true;
  }
  if (!IsInt(v)) return false;
  if (int64_t n; IntAsInt64(v, &n)) {
    *out = static_cast<double>(n);
    return true;
  }
  // Exact comparison against the largest double's successor decides the range.
  int above = IntCompareDouble(v, 1.7976931348623157e308);
  int below = IntCompareDouble(v, -1.7976931348623157e308);
  if (above <= 0 && below >= 0) return IntToDouble(nullptr, v, out);
  return false;
}

bool FloatTrueDiv(Thread* t, double a, double b, double* out) {
  if (b == 0) {
    RaiseText(t, Exc::kZeroDivisionError, "float division by zero");
    return false;
  }
  *out = a / b;
  return true;
}

namespace {

// Quotient rounded down and remainder with b's sign; b != 0.
void DivMod(double a, double b, double* floor, double* mod) {
  double m = std::fmod(a, b);
  // a - m is nearly a multiple of b, so the quotient is nearly an integer.
  double div = (a - m) / b;
  if (m != 0) {
    if ((b < 0) != (m < 0)) {
      m += b;
      div -= 1.0;
    }
  } else {
    m = std::copysign(0.0, b);
  }
  if (div != 0) {
    *floor = std::floor(div);
    if (div - *floor > 0.5) *floor += 1.0;
  } else {
    *floor = std::copysign(0.0, a / b);
  }
  *mod = m;
}

}  // namespace

double FloatFloorDivNonzero(double a, double b) {
  double floor, mod;
  DivMod(a, b, &floor, &mod);
  return floor;
}

double FloatModNonzero(double a, double b) {
  double m = std::fmod(a, b);
  if (m == 0) return std::copysign(0.0, b);
  return (b < 0) != (m < 0) ? m + b : m;
}

bool FloatFloorDiv(Thread* t, double a, double b, double* out) {
  if (b == 0) {
    RaiseText(t, Exc::kZeroDivisionError, "float floor division by zero");
    return false;
  }
  *out = FloatFloorDivNonzero(a, b);
  return true;
}

bool FloatMod(Thread* t, double a, double b, double* out) {
  if (b == 0) {
    RaiseText(t, Exc::kZeroDivisionError, "float modulo");
    return false;
  }
  *out = FloatModNonzero(a, b);
  return true;
}

bool FloatDivMod(Thread* t, double a, double b, double* floor, double* mod) {
  if (b == 0) {
    RaiseText(t, Exc::kZeroDivisionError, "float divmod()");
    return false;
  }
  DivMod(a, b, floor, mod);
  return true;
}

namespace {

Value RaiseRangeError(Thread* t) {
  // args are (errno.ERANGE, its text), as the C library reports it.
  Str* text = NewStrUtf8(t, "Numerical result out of range");
  if (text == nullptr) return Value();
  Value exc = CallValues(t, ExceptionClass(t, Exc::kOverflowError),
                         {Value::SmallInt(34), text});
  return exc ? RaiseValue(t, exc, Value()) : Value();
}

}  // namespace

Value FloatPow(Thread* t, double a, double b) {
  if (b == 0) return NewFloat(t, 1.0);
  if (std::isnan(a)) return NewFloat(t, a);
  if (std::isnan(b)) return NewFloat(t, a == 1.0 ? 1.0 : b);
  bool odd = std::fmod(std::fabs(b), 2.0) == 1.0;
  if (std::isinf(b)) {
    double size = std::fabs(a);
    if (size == 1.0) return NewFloat(t, 1.0);
    return NewFloat(t, (b > 0) == (size > 1.0) ? INFINITY : 0.0);
  }
  if (std::isinf(a)) {
    if (b > 0) return NewFloat(t, odd ? a : INFINITY);
    return NewFloat(t, odd ? std::copysign(0.0, a) : 0.0);
  }
  if (a == 0) {
    if (b < 0) {
      return RaiseText(t, Exc::kZeroDivisionError,
                       "0.0 cannot be raised to a negative power");
    }
    return NewFloat(t, odd ? a : 0.0);
  }
  bool negate = false;
  if (a < 0) {
    if (b != std::floor(b)) {
      return ComplexPower(t, {a, 0}, {b, 0});
    }
    a = -a;
    negate = odd;
  }
  double result = a == 1.0 ? 1.0 : std::pow(a, b);
  if (std::isinf(result)) return RaiseRangeError(t);
  return NewFloat(t, negate ? -result : result);
}

int64_t FloatHash(double d) {
  constexpr int kBits = 61;
  constexpr uint64_t kModulus = (uint64_t{1} << kBits) - 1;
  if (!std::isfinite(d)) {
    if (std::isnan(d)) return 0;
    return d > 0 ? 314159 : -314159;
  }
  if (d > -1e18 && d < 1e18) {
    auto n = static_cast<int64_t>(d);
    if (static_cast<double>(n) == d) return n == -1 ? -2 : n;
  }
  int exponent;
  double m = std::frexp(d, &exponent);
  int sign = 1;
  if (m < 0) {
    sign = -1;
    m = -m;
  }
  uint64_t x = 0;
  while (m != 0) {
    x = ((x << 28) & kModulus) | x >> (kBits - 28);
    m *= 268435456.0;  // 2**28
    exponent -= 28;
    auto y = static_cast<uint64_t>(m);
    m -= static_cast<double>(y);
    x += y;
    if (x >= kModulus) x -= kModulus;
  }
  exponent = exponent >= 0 ? exponent % kBits : kBits - 1 - ((-1 - exponent) % kBits);
  x = ((x << exponent) & kModulus) | x >> (kBits - exponent);
  int64_t hash = static_cast<int64_t>(x) * sign;
  return hash == -1 ? -2 : hash;
}

namespace {

// The text of a str with digits of other scripts as ASCII and spaces stripped.
// False if a char can be part of no number.
bool NumberText(const Str* s, std::string* out) {
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    if (IsUnicodeSpace(c)) {
      c = ' ';
    } else if (c >= 128) {
      int digit = UnicodeDecimalValue(c);
      if (digit < 0) return false;
      c = '0' + static_cast<uint32_t>(digit);
    }
    out->push_back(static_cast<char>(c));
  }
  absl::StripAsciiWhitespace(out);
  return true;
}

Value RaiseBadText(Thread* t, Value text) {
  Value repr = ToRepr(t, text);
  if (!repr) return Value();
  return RaiseText(t, Exc::kValueError,
                   absl::StrCat("could not convert string to float: ",
                                StrToUtf8(repr.as<Str>())));
}

}  // namespace

Value ParseFloat(Thread* t, Str* text) {
  double d;
  std::string number;
  if (!NumberText(text, &number) || !ParseDouble(number, &d)) {
    return RaiseBadText(t, text);
  }
  return NewFloat(t, d);
}

Value NumberToFloat(Thread* t, Value v) {
  if (IsFloat(v) && v.object()->shape() == t->isolate->shape_of(Kind::kFloat)) {
    return v;
  }
  if (IsStr(v) && v.object()->shape()->cls->flags & kClassBuiltin) {
    return ParseFloat(t, v.as<Str>());
  }
  if (IsExactInt(t, v) || IsBool(v)) {
    double d;
    return IntToDouble(t, v, &d) ? NewFloat(t, d) : Value();
  }
  Value method = LookupSpecial(t, v, Slot::kFloat);
  if (method) {
    Value result = CallSpecial(t, method, v, {});
    if (!result) return Value();
    if (!IsFloat(result)) {
      return Raise(t, Exc::kTypeError, "%s.__float__ returned non-float (type %s)",
                   ClassNameOf(t, v), ClassNameOf(t, result));
    }
    if (result.object()->shape() != t->isolate->shape_of(Kind::kFloat) &&
        !WarnOfSubclass(t, absl::StrCat(ClassNameOf(t, v), ".__float__"), "float", result)) {
      return Value();
    }
    return NewFloat(t, FloatValue(result));
  }
  if (LookupSpecial(t, v, Slot::kIndex)) {
    Value index = NumberIndex(t, v);
    double d;
    return index && IntToDouble(t, index, &d) ? NewFloat(t, d) : Value();
  }
  if (IsStr(v)) return ParseFloat(t, v.as<Str>());
  if (HasBuffer(t, v)) {
    ScopedBuffer buffer(t);
    if (!buffer.Get(v)) return Value();
    double d;
    const std::string text(absl::StripAsciiWhitespace(buffer.bytes()));
    return ParseDouble(text, &d) ? NewFloat(t, d) : RaiseBadText(t, v);
  }
  return Raise(t, Exc::kTypeError,
               "float() argument must be a string or a real number, not '%s'",
               ClassNameOf(t, v));
}

bool ArgumentAsDouble(Thread* t, Value v, double* out) {
  if (IsFloat(v)) [[likely]] {
    *out = FloatValue(v);
    return true;
  }
  if (IsInt(v)) return IntToDouble(t, v, out);
  if (IsStr(v) || IsBytes(v) ||
      (LookupSpecial(t, v, Slot::kFloat).is_null() &&
       LookupSpecial(t, v, Slot::kIndex).is_null())) {
    Raise(t, Exc::kTypeError, "must be real number, not %s", ClassNameOf(t, v));
    return false;
  }
  Value result = NumberToFloat(t, v);
  if (!result) return false;
  *out = FloatValue(result);
  return true;
}

Value ConstructFloat(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  // Keywords are for the __init__ of a subclass, if it has its own.
  if (kwnames && kwnames.as<Tuple>()->length != 0 &&
      !IsOverride(ClassSlot(cls, Slot::kInit))) {
    return RaiseText(t, Exc::kTypeError, "float() takes no keyword arguments");
  }
  if (nargs > 2) {
    return Raise(t, Exc::kTypeError, "float expected at most 1 argument, got %d",
                 nargs - 1);
  }
  Value result = nargs == 1 ? NewFloat(t, 0.0) : NumberToFloat(t, args[1]);
  if (!result || cls == t->isolate->float_class()) return result;
  auto* object = static_cast<Float*>(AllocateInstance(t, cls));
  if (object == nullptr) return Value();
  object->value = FloatValue(result);
  return object;
}

}  // namespace pyjit
