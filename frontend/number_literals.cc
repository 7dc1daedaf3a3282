#include "frontend/number_literals.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <limits>
#include <string>
#include <system_error>

namespace pyjit::internal {
namespace {

absl::string_view WithoutUnderscores(absl::string_view text, Arena* arena) {
  if (text.find('_') == absl::string_view::npos) return text;
  char* data = static_cast<char*>(arena->Allocate(text.size(), 1));
  char* end = std::copy_if(text.begin(), text.end(), data,
                           [](char c) { return c != '_'; });
  return absl::string_view(data, end - data);
}

double ParseDouble(absl::string_view text) {
  double value = 0;
  const auto result =
      std::from_chars(text.data(), text.data() + text.size(), value);
  if (result.ec != std::errc::result_out_of_range) return value;
  // Out of range either way: too large is infinite, too small is zero. The
  // sign of the exponent cannot tell (0.00...1e5), the mantissa has to be
  // weighed with it.
  long exponent = 0;
  const size_t e = text.find_first_of("eE");
  if (e != absl::string_view::npos) {
    absl::string_view digits = text.substr(e + 1);
    const bool negative = !digits.empty() && digits[0] == '-';
    if (!digits.empty() && (digits[0] == '-' || digits[0] == '+')) {
      digits.remove_prefix(1);
    }
    for (const char c : digits) {
      exponent = std::min(exponent * 10 + (c - '0'), 1000000000L);
    }
    if (negative) exponent = -exponent;
  }
  const absl::string_view mantissa = text.substr(0, e);
  const size_t dot = std::min(mantissa.find('.'), mantissa.size());
  const size_t first = mantissa.find_first_of("123456789");
  if (first == absl::string_view::npos) return 0;
  const long magnitude = first < dot ? static_cast<long>(dot - first)
                                     : -static_cast<long>(first - dot) + 1;
  return magnitude + exponent > 0 ? std::numeric_limits<double>::infinity() : 0;
}

void SetInteger(absl::string_view digits, int base, ast::Constant* constant) {
  constant->base = static_cast<uint8_t>(base);
  const auto result = std::from_chars(
      digits.data(), digits.data() + digits.size(), constant->int_value, base);
  if (result.ec == std::errc()) {
    constant->constant_kind = ast::ConstantKind::kInt;
  } else {
    constant->constant_kind = ast::ConstantKind::kBigInt;
    constant->int_value = 0;
    constant->text = digits;
  }
}

}  // namespace

size_t ParseNumber(absl::string_view text, size_t max_digits, Arena* arena,
                   ast::Constant* constant) {
  // One digit is the most common number by far.
  if (text.size() == 1) {
    constant->constant_kind = ast::ConstantKind::kInt;
    constant->base = 10;
    constant->int_value = static_cast<uint64_t>(text[0] - '0');
    return 0;
  }
  text = WithoutUnderscores(text, arena);
  if (text[0] == '0' && text.size() > 2) {
    const char letter = static_cast<char>(text[1] | 0x20);
    const int base = letter == 'x'   ? 16
                     : letter == 'o' ? 8
                     : letter == 'b' ? 2
                                     : 0;
    if (base != 0) {
      SetInteger(text.substr(2), base, constant);
      return 0;
    }
  }
  const char last = text.back();
  if (last == 'j' || last == 'J') {
    constant->constant_kind = ast::ConstantKind::kImaginary;
    constant->float_value = ParseDouble(text.substr(0, text.size() - 1));
    return 0;
  }
  if (text.find_first_of(".eE") != absl::string_view::npos) {
    constant->constant_kind = ast::ConstantKind::kFloat;
    constant->float_value = ParseDouble(text);
    return 0;
  }
  if (max_digits != 0 && text.size() > max_digits) return text.size();
  SetInteger(text, 10, constant);
  return 0;
}

}  // namespace pyjit::internal
