// Complex numbers: arithmetic and text. The method table is in complex_methods.cc.
#include "runtime/types/complex.h"

#include <cerrno>
#include <cmath>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/types/float.h"

namespace pyjit {

const ExtensionInfo Complex::kExtension = {sizeof(Complex), 0, nullptr};

Value NewComplex(Thread* t, double real, double imag) {
  auto* z = static_cast<Complex*>(AllocateInstance(t, t->isolate->complex_class()));
  if (z == nullptr) return Value();
  z->real = real;
  z->imag = imag;
  return z;
}

ComplexNumber ComplexProduct(ComplexNumber a, ComplexNumber b) {
  return {a.real * b.real - a.imag * b.imag, a.real * b.imag + a.imag * b.real};
}

// Divides by the larger part first, so that neither over- nor underflow spoils what
// is in range (Smith's method).
bool ComplexQuotient(ComplexNumber a, ComplexNumber b, ComplexNumber* out) {
  const double abs_real = std::fabs(b.real), abs_imag = std::fabs(b.imag);
  if (abs_real >= abs_imag) {
    if (abs_real == 0) return false;
    const double ratio = b.imag / b.real;
    const double scale = b.real + b.imag * ratio;
    *out = {(a.real + a.imag * ratio) / scale, (a.imag - a.real * ratio) / scale};
  } else if (abs_imag >= abs_real) {
    const double ratio = b.real / b.imag;
    const double scale = b.real * ratio + b.imag;
    *out = {(a.real * ratio + a.imag) / scale, (a.imag * ratio - a.real) / scale};
  } else {  // some part is not a number
    *out = {NAN, NAN};
  }
  return true;
}

namespace {

// a ** n for n > 0 by repeated squaring.
ComplexNumber PowerOfUnsigned(ComplexNumber a, int64_t n) {
  ComplexNumber result = {1, 0};
  ComplexNumber power = a;
  for (int64_t mask = 1; mask > 0 && n >= mask; mask <<= 1) {
    if (n & mask) result = ComplexProduct(result, power);
    power = ComplexProduct(power, power);
  }
  return result;
}

Value ZeroToNegative(Thread* t) {
  return RaiseText(t, Exc::kZeroDivisionError, "0.0 to a negative or complex power");
}

}  // namespace

Value ComplexPower(Thread* t, ComplexNumber a, ComplexNumber b) {
  ComplexNumber r;
  if (b.imag == 0 && b.real == std::floor(b.real) && std::fabs(b.real) <= 100.0) {
    const auto n = static_cast<int64_t>(b.real);
    if (n > 0) {
      r = PowerOfUnsigned(a, n);
    } else if (!ComplexQuotient({1, 0}, PowerOfUnsigned(a, -n), &r)) {
      return ZeroToNegative(t);
    }
  } else if (a.real == 0 && a.imag == 0) {
    if (b.imag != 0 || b.real < 0) return ZeroToNegative(t);
  } else {
    const double size = std::hypot(a.real, a.imag);
    const double angle = std::atan2(a.imag, a.real);
    double length = std::pow(size, b.real);
    double phase = angle * b.real;
    if (b.imag != 0) {
      length /= std::exp(angle * b.imag);
      phase += b.imag * std::log(size);
    }
    r = {length * std::cos(phase), length * std::sin(phase)};
  }
  if (std::isinf(r.real) || std::isinf(r.imag)) {
    return RaiseText(t, Exc::kOverflowError, "complex exponentiation");
  }
  return NewComplex(t, r.real, r.imag);
}

std::string ComplexRepr(ComplexNumber z) {
  if (z.real == 0 && !std::signbit(z.real)) {
    return absl::StrCat(FormatDouble(z.imag, 'r', 0, 0), "j");
  }
  return absl::StrCat("(", FormatDouble(z.real, 'r', 0, 0),
                      FormatDouble(z.imag, 'r', 0, kFloatSign), "j)");
}

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Takes the longest float off the front of *text; false if there is none.
bool TakeDouble(absl::string_view* text, double* out) {
  size_t i = 0;
  const absl::string_view s = *text;
  auto at = [&](size_t k) { return k < s.size() ? s[k] : '\0'; };
  if (at(0) == '+' || at(0) == '-') ++i;
  if (absl::StartsWithIgnoreCase(s.substr(i), "infinity")) {
    i += 8;
  } else if (absl::StartsWithIgnoreCase(s.substr(i), "inf") ||
             absl::StartsWithIgnoreCase(s.substr(i), "nan")) {
    i += 3;
  } else {
    const size_t start = i;
    while (IsDigit(at(i))) ++i;
    size_t digits = i - start;
    if (at(i) == '.') {
      ++i;
      while (IsDigit(at(i))) ++i, ++digits;
    }
    if (digits == 0) return false;
    if (at(i) == 'e' || at(i) == 'E') {
      size_t k = i + 1;
      if (at(k) == '+' || at(k) == '-') ++k;
      if (IsDigit(at(k))) {
        while (IsDigit(at(k))) ++k;
        i = k;
      }
    }
  }
  if (!ParseDouble(s.substr(0, i), out)) return false;
  text->remove_prefix(i);
  return true;
}

bool TakeUnit(absl::string_view* text) {
  if (text->empty() || (text->front() != 'j' && text->front() != 'J')) return false;
  text->remove_prefix(1);
  return true;
}

// A lone sign, or nothing, before j means one.
double TakeSign(absl::string_view* text) {
  if (text->empty() || (text->front() != '+' && text->front() != '-')) return 1.0;
  const double one = text->front() == '-' ? -1.0 : 1.0;
  text->remove_prefix(1);
  return one;
}

}  // namespace

ComplexText ParseComplex(absl::string_view text, ComplexNumber* out) {
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      plain.push_back(text[i]);
    } else if (i == 0 || i + 1 == text.size() || !IsDigit(text[i - 1]) || !IsDigit(text[i + 1])) {
      return ComplexText::kUnderscore;
    }
  }
  absl::string_view rest = absl::StripAsciiWhitespace(plain);
  const bool parentheses = !rest.empty() && rest.front() == '(';
  if (parentheses) {
    if (rest.back() != ')') return ComplexText::kMalformed;
    rest = absl::StripAsciiWhitespace(rest.substr(1, rest.size() - 2));
  }
  double first;
  if (TakeDouble(&rest, &first)) {
    if (!rest.empty() && (rest.front() == '+' || rest.front() == '-')) {
      out->real = first;
      if (!TakeDouble(&rest, &out->imag)) out->imag = TakeSign(&rest);
      if (!TakeUnit(&rest)) return ComplexText::kMalformed;
    } else if (TakeUnit(&rest)) {
      *out = {0, first};
    } else {
      *out = {first, 0};
    }
  } else {
    *out = {0, TakeSign(&rest)};
    if (!TakeUnit(&rest)) return ComplexText::kMalformed;
  }
  return rest.empty() ? ComplexText::kOk : ComplexText::kMalformed;
}

}  // namespace pyjit
