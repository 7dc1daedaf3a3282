#include <bit>
#include <charconv>
#include <cmath>
#include <string>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "runtime/error.h"
#include "runtime/types/bigint.h"
#include "runtime/types/float_internal.h"
#include "runtime/types/int.h"

// Correctly rounded conversions: round() and hexadecimal text.

namespace pyjit {
namespace {

// More digits after the first than any finite double has.
constexpr int kAllDigits = 770;

// Rounds d below 10**power to 0 or 10**power; d has its first digit at
// power - 1, or further down.
double RoundToPower(double d, int exponent, int64_t power) {
  if (exponent < power - 1) return 0.0;
  char buffer[kAllDigits + 32];
  std::to_chars_result result =
      std::to_chars(buffer, buffer + sizeof(buffer), d,
                    std::chars_format::scientific, kAllDigits);
  absl::string_view digits(buffer, static_cast<size_t>(result.ptr - buffer));
  digits = digits.substr(0, digits.find('e'));
  // Exactly half goes to the even neighbour, which is 0.
  bool up = digits[0] > '5' ||
            (digits[0] == '5' &&
             digits.substr(1).find_first_of("123456789") != absl::string_view::npos);
  if (!up) return 0.0;
  std::string text = absl::StrCat("1e", power);
  double value = 0;
  std::from_chars_result parsed =
      std::from_chars(text.data(), text.data() + text.size(), value);
  return parsed.ec == std::errc() ? value : INFINITY;
}

}  // namespace

double RoundToDigits(double d, int64_t ndigits) {
  char buffer[kAllDigits + 32];
  // The decimal exponent of the first digit, without rounding it up.
  std::to_chars_result shortest = std::to_chars(
      buffer, buffer + sizeof(buffer), d, std::chars_format::scientific, kAllDigits);
  absl::string_view text(buffer, static_cast<size_t>(shortest.ptr - buffer));
  absl::string_view exponent_text = text.substr(text.find('e') + 1);
  int exponent = 0;
  bool negative = exponent_text[0] == '-';
  std::from_chars(exponent_text.data() + 1,
                  exponent_text.data() + exponent_text.size(), exponent);
  if (negative) exponent = -exponent;

  int64_t precision = exponent + ndigits;
  if (precision < 0) return RoundToPower(d, exponent, -ndigits);
  if (precision >= kAllDigits) return d;
  std::to_chars_result rounded =
      std::to_chars(buffer, buffer + sizeof(buffer), d,
                    std::chars_format::scientific, static_cast<int>(precision));
  double value = 0;
  std::from_chars_result parsed = std::from_chars(buffer, rounded.ptr, value);
  return parsed.ec == std::errc() ? value : INFINITY;
}

Value FloatRound(Thread* t, double d, int64_t ndigits) {
  if (!std::isfinite(d) || d == 0) return NewFloat(t, d);
  // Beyond these every double is its own rounding, or rounds to zero.
  if (ndigits > 323) return NewFloat(t, d);
  if (ndigits < -308) return NewFloat(t, std::copysign(0.0, d));
  double rounded = RoundToDigits(std::fabs(d), ndigits);
  if (std::isinf(rounded)) {
    return RaiseText(t, Exc::kOverflowError, "rounded value too large to represent");
  }
  return NewFloat(t, std::copysign(rounded, d));
}

Value FloatRoundToInt(Thread* t, double d) {
  // nearbyint rounds half to even in the default mode, which nobody changes.
  return IntFromDouble(t, std::isfinite(d) ? std::nearbyint(d) : d);
}

HexResult ParseHexDouble(absl::string_view text, double* out) {
  bool negative = false;
  if (!text.empty() && (text[0] == '+' || text[0] == '-')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  double sign = negative ? -1.0 : 1.0;
  if (absl::EqualsIgnoreCase(text, "inf") || absl::EqualsIgnoreCase(text, "infinity")) {
    *out = sign * INFINITY;
    return HexResult::kOk;
  }
  if (absl::EqualsIgnoreCase(text, "nan")) {
    *out = std::copysign(NAN, sign);
    return HexResult::kOk;
  }
  if (absl::StartsWithIgnoreCase(text, "0x")) text.remove_prefix(2);
  // mantissa * 2**exponent with the bits beyond 64 folded into the lowest.
  uint64_t mantissa = 0;
  int64_t exponent = 0;
  size_t i = 0, digits = 0;
  bool after_point = false;
  for (; i < text.size(); ++i) {
    if (text[i] == '.' && !after_point) {
      after_point = true;
      continue;
    }
    int digit = DigitValue(static_cast<unsigned char>(text[i]));
    if (digit >= 16) break;
    ++digits;
    if (mantissa >> 60 == 0) {
      mantissa = mantissa << 4 | static_cast<uint64_t>(digit);
      if (after_point) exponent -= 4;
    } else {
      if (digit != 0) mantissa |= 1;
      if (!after_point) exponent += 4;
    }
  }
  if (digits == 0) return HexResult::kInvalid;
  if (i < text.size() && (text[i] == 'p' || text[i] == 'P')) {
    ++i;
    bool minus = i < text.size() && text[i] == '-';
    if (i < text.size() && (text[i] == '-' || text[i] == '+')) ++i;
    size_t start = i;
    int64_t power = 0;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
      if (power < (int64_t{1} << 50)) power = power * 10 + (text[i] - '0');
    }
    if (i == start) return HexResult::kInvalid;
    exponent += minus ? -power : power;
  }
  if (i != text.size()) return HexResult::kInvalid;
  if (mantissa == 0) {
    *out = sign * 0.0;
    return HexResult::kOk;
  }
  int64_t top = exponent + 64 - std::countl_zero(mantissa);  // value < 2**top
  if (top > 1024) return HexResult::kTooLarge;
  if (top < -1074) {
    *out = sign * 0.0;
    return HexResult::kOk;
  }
  // The lowest bit a double keeps at this size is 2**lowest.
  int64_t lowest = std::max<int64_t>(top - 53, -1074);
  int64_t drop = lowest - exponent;
  if (drop > 64) drop = 64;  // only for values at half the smallest subnormal
  if (drop > 0) {
    uint64_t kept = drop == 64 ? 0 : mantissa >> drop;
    uint64_t half = uint64_t{1} << (drop - 1);
    uint64_t rest = drop == 64 ? mantissa : mantissa & ((uint64_t{1} << drop) - 1);
    if (rest > half || (rest == half && (kept & 1) != 0)) ++kept;
    mantissa = kept;
    exponent = lowest;
  }
  double value = std::ldexp(static_cast<double>(mantissa), static_cast<int>(exponent));
  if (std::isinf(value)) return HexResult::kTooLarge;
  *out = sign * value;
  return HexResult::kOk;
}

}  // namespace pyjit
