#include <charconv>
#include <cmath>
#include <cstdlib>
#include <cstring>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"
#include "runtime/types/float.h"

// Doubles to text and back: pure functions, exact and free of locales.

namespace pyjit {
namespace {

// |d| = 0.d1d2d3... * 10**point.
struct Decimal {
  std::string digits;  // at least one
  int point = 0;
};

// The digits of a finite d: shortest that read back equal, or with `precision`
// digits after the first.
Decimal DigitsOf(double d, int precision) {
  char small[64];
  std::string large;
  char* begin = small;
  char* end = small + sizeof(small);
  if (precision > 40) {
    large.resize(static_cast<size_t>(precision) + 32);
    begin = large.data();
    end = begin + large.size();
  }
  d = std::fabs(d);
  std::to_chars_result result =
      precision < 0 ? std::to_chars(begin, end, d, std::chars_format::scientific)
                    : std::to_chars(begin, end, d, std::chars_format::scientific, precision);
  Decimal decimal;
  const char* p = begin;
  decimal.digits.push_back(*p++);
  if (*p == '.') ++p;
  while (*p != 'e') decimal.digits.push_back(*p++);
  bool negative = p[1] == '-';
  int exponent = 0;
  std::from_chars(p + 2, result.ptr, exponent);
  decimal.point = (negative ? -exponent : exponent) + 1;
  return decimal;
}

void AppendExponent(int exponent, char letter, std::string* out) {
  absl::StrAppendFormat(out, "%c%c%02d", letter, exponent < 0 ? '-' : '+',
                        std::abs(exponent));
}

// Positional notation: digits with the point where it belongs.
std::string Positional(const Decimal& d) {
  int n = static_cast<int>(d.digits.size());
  if (d.point <= 0) {
    return absl::StrCat("0.", std::string(static_cast<size_t>(-d.point), '0'), d.digits);
  }
  if (d.point >= n) {
    return d.digits + std::string(static_cast<size_t>(d.point - n), '0');
  }
  return absl::StrCat(d.digits.substr(0, static_cast<size_t>(d.point)), ".",
                      d.digits.substr(static_cast<size_t>(d.point)));
}

// One digit before the point, the rest after it, exponent.
std::string Scientific(const Decimal& d, bool keep_point) {
  std::string out = d.digits.substr(0, 1);
  if (d.digits.size() > 1 || keep_point) out.push_back('.');
  out.append(d.digits, 1, std::string::npos);
  AppendExponent(d.point - 1, 'e', &out);
  return out;
}

void StripTrailingZeros(std::string* digits) {
  size_t last = digits->find_last_not_of('0');
  digits->resize(last == std::string::npos ? 1 : last + 1);
}

std::string Fixed(double d, int precision) {
  std::string out(static_cast<size_t>(precision) + 330, '\0');
  std::to_chars_result result = std::to_chars(out.data(), out.data() + out.size(),
                                              d, std::chars_format::fixed, precision);
  out.resize(static_cast<size_t>(result.ptr - out.data()));
  return out;
}

// `dot_zero`: ".0" will be appended to what looks like an int, so one digit less
// fits before the exponent form is shorter.
std::string GeneralFormat(double d, int precision, bool alternate, bool dot_zero) {
  if (precision == 0) precision = 1;
  Decimal decimal = DigitsOf(d, precision - 1);
  if (d == 0) decimal.point = 1;
  if (!alternate) StripTrailingZeros(&decimal.digits);
  if (decimal.point <= -4 || decimal.point > precision - (dot_zero ? 1 : 0)) {
    return Scientific(decimal, alternate);
  }
  std::string out = Positional(decimal);
  if (alternate && !absl::StrContains(out, '.')) out.push_back('.');
  return out;
}

std::string ReprFormat(double d, bool alternate) {
  Decimal decimal = DigitsOf(d, -1);
  if (d == 0) return "0";
  if (decimal.point <= -4 || decimal.point > 16) return Scientific(decimal, alternate);
  return Positional(decimal);
}

}  // namespace

std::string FormatDouble(double d, char type, int precision, int flags) {
  char lower = absl::ascii_tolower(static_cast<unsigned char>(type));
  bool alternate = (flags & kFloatAlternate) != 0;
  bool negative = std::signbit(d) && !std::isnan(d);
  std::string out;
  if (std::isnan(d)) {
    out = "nan";
  } else if (std::isinf(d)) {
    out = "inf";
  } else {
    d = std::fabs(d);
    if (precision < 0) precision = 6;
    switch (lower) {
      case 'e':
        out = Scientific(DigitsOf(d, precision), alternate);
        break;
      case 'f':
        out = Fixed(d, precision);
        if (alternate && precision == 0) out.push_back('.');
        break;
      case 'g':
        out = GeneralFormat(d, precision, alternate, (flags & kFloatDotZero) != 0);
        break;
      default:
        out = ReprFormat(d, alternate);
        if (alternate && (flags & kFloatDotZero) == 0 && !absl::StrContains(out, '.')) {
          out.push_back('.');
        }
        break;
    }
    if ((flags & kFloatDotZero) != 0 && out.find_first_of(".e") == std::string::npos) {
      out += ".0";
    }
    if (negative && (flags & kFloatNoNegZero) != 0 &&
        out.substr(0, out.find('e')).find_first_of("123456789") == std::string::npos) {
      negative = false;
    }
  }
  if (type != lower) absl::AsciiStrToUpper(&out);
  if (negative) return "-" + out;
  return (flags & kFloatSign) != 0 ? "+" + out : out;
}

std::string FloatRepr(double d) { return FormatDouble(d, 'r', 0, kFloatDotZero); }

namespace {

bool IsDigit(char c) { return c >= '0' && c <= '9'; }

// Removes underscores between digits; false if one stands elsewhere.
bool RemoveUnderscores(absl::string_view text, std::string* out) {
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '_') {
      out->push_back(text[i]);
    } else if (i == 0 || i + 1 == text.size() || !IsDigit(text[i - 1]) ||
               !IsDigit(text[i + 1])) {
      return false;
    }
  }
  return true;
}

// Whether a decimal beyond the range of doubles is huge (true) or tiny.
bool IsHuge(absl::string_view number) {
  int64_t magnitude = 0;
  size_t i = 0;
  bool seen = false;
  for (; i < number.size() && IsDigit(number[i]); ++i) {
    if (number[i] != '0') seen = true;
    if (seen) ++magnitude;
  }
  if (i < number.size() && number[i] == '.') {
    for (++i; i < number.size() && IsDigit(number[i]); ++i) {
      if (seen) continue;
      if (number[i] != '0') {
        seen = true;
      } else {
        --magnitude;
      }
    }
  }
  if (i >= number.size()) return magnitude > 0;
  ++i;
  bool negative = i < number.size() && number[i] == '-';
  if (i < number.size() && !IsDigit(number[i])) ++i;
  int64_t exponent = 0;
  for (; i < number.size(); ++i) {
    if (exponent < (int64_t{1} << 50)) exponent = exponent * 10 + (number[i] - '0');
  }
  return magnitude + (negative ? -exponent : exponent) > 0;
}

}  // namespace

bool ParseDouble(absl::string_view text, double* out) {
  std::string without;
  if (absl::StrContains(text, '_')) {
    if (!RemoveUnderscores(text, &without)) return false;
    text = without;
  }
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  double value;
  if (absl::EqualsIgnoreCase(text, "inf") || absl::EqualsIgnoreCase(text, "infinity")) {
    value = INFINITY;
  } else if (absl::EqualsIgnoreCase(text, "nan")) {
    value = NAN;
  } else {
    size_t i = 0, digits = 0;
    while (i < text.size() && IsDigit(text[i])) ++i, ++digits;
    if (i < text.size() && text[i] == '.') {
      ++i;
      while (i < text.size() && IsDigit(text[i])) ++i, ++digits;
    }
    if (digits == 0) return false;
    if (i < text.size() && (text[i] == 'e' || text[i] == 'E')) {
      ++i;
      if (i < text.size() && (text[i] == '+' || text[i] == '-')) ++i;
      size_t exponent = i;
      while (i < text.size() && IsDigit(text[i])) ++i;
      if (i == exponent) return false;
    }
    if (i != text.size()) return false;
    std::from_chars_result result =
        std::from_chars(text.data(), text.data() + text.size(), value);
    if (result.ec == std::errc::result_out_of_range) {
      value = IsHuge(text) ? INFINITY : 0.0;
    } else if (result.ec != std::errc()) {
      return false;
    }
  }
  *out = negative ? -value : value;
  return true;
}

std::string FloatHex(double d) {
  if (std::isnan(d) || std::isinf(d)) return FormatDouble(d, 'r', 0, 0);
  const char* sign = std::signbit(d) ? "-" : "";
  uint64_t bits;
  std::memcpy(&bits, &d, 8);
  uint64_t mantissa = bits & ((uint64_t{1} << 52) - 1);
  int exponent = static_cast<int>(bits >> 52 & 0x7FF);
  if (exponent == 0 && mantissa == 0) return absl::StrCat(sign, "0x0.0p+0");
  return absl::StrFormat("%s0x%d.%013xp%+d", sign, exponent != 0 ? 1 : 0, mantissa,
                         (exponent != 0 ? exponent : 1) - 1023);
}

}  // namespace pyjit
