#include <algorithm>
#include <climits>
#include <cmath>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/str_internal.h"

// Applying format specifications to ints, floats and strings.

namespace pyjit {
namespace {

Value RaiseUnknownCode(Thread* t, const FormatSpec& spec, absl::string_view type) {
  std::string code = spec.type > 32 && spec.type < 128
                         ? std::string(1, static_cast<char>(spec.type))
                         : absl::StrFormat("\\x%x", spec.type);
  return Raise(t, Exc::kValueError,
               "Unknown format code '%s' for object of type '%s'", code, type);
}

// Inserts separators from the right, and zeros at the left until the text has
// min_width chars; it never begins with a separator.
std::string GroupDigits(absl::string_view digits, char separator, int group,
                        int64_t min_width) {
  std::string reversed;
  size_t at = digits.size();
  int in_group = 0;
  while (at > 0 || static_cast<int64_t>(reversed.size()) < min_width) {
    if (separator != 0 && in_group == group) {
      reversed.push_back(separator);
      in_group = 0;
    }
    reversed.push_back(at > 0 ? digits[--at] : '0');
    ++in_group;
  }
  return std::string(reversed.rbegin(), reversed.rend());
}

// A number in the pieces that a spec arranges.
struct NumberParts {
  std::string sign, prefix, digits;  // digits before the point
  std::string rest;                  // from the point or exponent on
  int group = 3;
};

Value LayOut(Thread* t, const NumberParts& number, const FormatSpec& spec) {
  if (!FieldSizeAllowed(t, spec.width)) return Value();
  std::string sign = number.sign;
  if (sign.empty() && (spec.sign == '+' || spec.sign == ' ')) sign.assign(1, spec.sign);
  auto others = static_cast<int64_t>(sign.size() + number.prefix.size() +
                                     number.rest.size());
  char align = spec.align == 0 ? '>' : spec.align;
  int64_t min_digits = spec.fill == '0' && align == '=' ? spec.width - others : 0;
  std::string grouped;
  if (!number.digits.empty()) {
    grouped = spec.grouping == 0 && min_digits <= static_cast<int64_t>(number.digits.size())
                  ? number.digits
                  : GroupDigits(number.digits, spec.grouping, number.group, min_digits);
  }
  int64_t padding =
      std::max<int64_t>(0, spec.width - others - static_cast<int64_t>(grouped.size()));
  int64_t left = align == '>' ? padding : align == '^' ? padding / 2 : 0;
  int64_t inner = align == '=' ? padding : 0;
  StrBuilder out;
  out.AppendFill(spec.fill, left);
  out.AppendAscii(sign);
  out.AppendAscii(number.prefix);
  out.AppendFill(spec.fill, inner);
  out.AppendAscii(grouped);
  out.AppendAscii(number.rest);
  out.AppendFill(spec.fill, padding - left - inner);
  return out.Finish(t);
}

Value FormatIntAsChar(Thread* t, Value v, const FormatSpec& spec) {
  if (spec.sign != 0) {
    return RaiseText(t, Exc::kValueError,
                     "Sign not allowed with integer format specifier 'c'");
  }
  if (spec.alternate) {
    return RaiseText(t, Exc::kValueError,
                     "Alternate form (#) not allowed with integer format specifier 'c'");
  }
  int64_t c;
  if (!IntAsInt64(v, &c)) {
    return RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C long");
  }
  if (c < 0 || c > 0x10FFFF) {
    return RaiseText(t, Exc::kOverflowError, "%c arg not in range(0x110000)");
  }
  if (!FieldSizeAllowed(t, spec.width)) return Value();
  int64_t padding = std::max<int64_t>(0, spec.width - 1);
  int64_t left = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
  StrBuilder out;
  out.AppendFill(spec.fill, left);
  out.AppendChar(static_cast<uint32_t>(c));
  out.AppendFill(spec.fill, padding - left);
  return out.Finish(t);
}

}  // namespace

Value FormatIntWithSpec(Thread* t, Value v, const FormatSpec& spec) {
  uint32_t type = spec.type == 0 ? 'd' : spec.type;
  int base = 10;
  const char* prefix = "";
  switch (type) {
    case 'b': base = 2; prefix = "0b"; break;
    case 'o': base = 8; prefix = "0o"; break;
    case 'x': base = 16; prefix = "0x"; break;
    case 'X': base = 16; prefix = "0X"; break;
    case 'c': case 'd': case 'n': break;
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': case '%': {
      double d;
      return IntToDouble(t, v, &d) ? FormatFloatWithSpec(t, d, spec) : Value();
    }
    default: return RaiseUnknownCode(t, spec, ClassNameOf(t, v));
  }
  if (spec.precision >= 0) {
    return RaiseText(t, Exc::kValueError,
                     "Precision not allowed in integer format specifier");
  }
  if (spec.no_neg_zero) {
    return RaiseText(t, Exc::kValueError,
                     "Negative zero coercion (z) not allowed in integer format specifier");
  }
  if (type == 'c') return FormatIntAsChar(t, v, spec);
  NumberParts parts;
  if (base == 10) {
    Str* decimal = IntToStr(t, v);  // knows the limit of digits
    if (decimal == nullptr) return Value();
    parts.digits = std::string(StrBytes1(decimal));
  } else {
    parts.digits = IntToText(v, base);
    if (type == 'X') absl::AsciiStrToUpper(&parts.digits);
    if (spec.alternate) parts.prefix = prefix;
    parts.group = 4;
  }
  if (parts.digits[0] == '-') {
    parts.sign = "-";
    parts.digits.erase(0, 1);
  }
  return LayOut(t, parts, spec);
}

Value FormatFloatWithSpec(Thread* t, double d, const FormatSpec& spec) {
  char type = static_cast<char>(spec.type);
  int flags = (spec.alternate ? kFloatAlternate : 0) | (spec.no_neg_zero ? kFloatNoNegZero : 0);
  int64_t precision = spec.precision;
  bool percent = false;
  switch (spec.type) {
    case 0:
      // Like repr, or like 'g' with at least one digit after the point.
      type = precision < 0 ? 'r' : 'g';
      flags |= kFloatDotZero;
      break;
    case '%':
      type = 'f';
      d *= 100;
      percent = true;
      break;
    case 'n': type = 'g'; break;
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': break;
    default: return RaiseUnknownCode(t, spec, "float");
  }
  if (precision > INT_MAX) return RaiseText(t, Exc::kValueError, "precision too big");
  if (!FieldSizeAllowed(t, precision)) return Value();
  std::string text = FormatDouble(d, type, precision < 0 ? 6 : static_cast<int>(precision), flags);
  if (percent) text.push_back('%');
  NumberParts parts;
  size_t start = text[0] == '-' ? 1 : 0;
  if (start == 1) parts.sign = "-";
  size_t end = start;
  while (end < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[end]))) ++end;
  parts.digits = text.substr(start, end - start);
  parts.rest = text.substr(end);
  return LayOut(t, parts, spec);
}

namespace {

// One part of a complex number, without padding.
Value FormatPart(Thread* t, double d, char type, int precision, int flags,
                 const FormatSpec& spec) {
  std::string text = FormatDouble(d, type, precision, flags);
  NumberParts parts;
  size_t start = text[0] == '-' ? 1 : 0;
  if (start == 1) parts.sign = "-";
  size_t end = start;
  while (end < text.size() && absl::ascii_isdigit(static_cast<unsigned char>(text[end]))) ++end;
  parts.digits = text.substr(start, end - start);
  parts.rest = text.substr(end);
  return LayOut(t, parts, spec);
}

}  // namespace

Value ComplexFormatDunder(Thread* t, double real, double imag, const Str* text) {
  FormatSpec spec;
  if (!ParseFormatSpec(t, text, "complex", &spec)) return Value();
  if (spec.fill == '0') {
    return RaiseText(t, Exc::kValueError,
                     "Zero padding is not allowed in complex format specifier");
  }
  if (spec.align == '=') {
    return RaiseText(t, Exc::kValueError,
                     "'=' alignment flag is not allowed in complex format specifier");
  }
  char type = static_cast<char>(spec.type);
  int64_t precision = spec.precision;
  bool only_imag = false, parentheses = false;
  switch (spec.type) {
    case 0:  // like repr, or like 'g'
      type = precision < 0 ? 'r' : 'g';
      only_imag = real == 0 && !std::signbit(real);
      parentheses = !only_imag;
      break;
    case 'n': type = 'g'; break;
    case 'e': case 'E': case 'f': case 'F': case 'g': case 'G': break;
    default: return RaiseUnknownCode(t, spec, "complex");
  }
  if (precision > INT_MAX) return RaiseText(t, Exc::kValueError, "precision too big");
  if (!FieldSizeAllowed(t, precision) || !FieldSizeAllowed(t, spec.width)) return Value();
  const int digits = precision < 0 ? 6 : static_cast<int>(precision);
  const int flags =
      (spec.alternate ? kFloatAlternate : 0) | (spec.no_neg_zero ? kFloatNoNegZero : 0);
  FormatSpec part = spec;
  part.width = -1;
  StrBuilder out;
  if (!only_imag) {
    Value first = FormatPart(t, real, type, digits, flags, part);
    if (first.is_null()) return first;
    out.Append(first.as<Str>());
    part.sign = '+';
  }
  Value second = FormatPart(t, imag, type, digits, flags, part);
  if (second.is_null()) return second;
  out.Append(second.as<Str>());
  out.AppendChar('j');
  const int64_t length = out.length() + (parentheses ? 2 : 0);
  const int64_t padding = std::max<int64_t>(0, spec.width - length);
  const int64_t left = spec.align == '<' ? 0 : spec.align == '^' ? padding / 2 : padding;
  Str* number = out.Finish(t);
  if (number == nullptr) return Value();
  StrBuilder all;
  all.AppendFill(spec.fill, left);
  if (parentheses) all.AppendChar('(');
  all.Append(number);
  if (parentheses) all.AppendChar(')');
  all.AppendFill(spec.fill, padding - left);
  return all.Finish(t);
}

Value FormatStrWithSpec(Thread* t, Str* s, const FormatSpec& spec) {
  if (spec.type != 's' && spec.type != 0) return RaiseUnknownCode(t, spec, "str");
  if (spec.sign != 0) {
    return RaiseText(t, Exc::kValueError,
                     spec.sign == ' ' ? "Space not allowed in string format specifier"
                                      : "Sign not allowed in string format specifier");
  }
  if (spec.no_neg_zero) {
    return RaiseText(t, Exc::kValueError,
                     "Negative zero coercion (z) not allowed in string format specifier");
  }
  if (spec.alternate) {
    return RaiseText(t, Exc::kValueError,
                     "Alternate form (#) not allowed in string format specifier");
  }
  if (spec.align == '=') {
    return RaiseText(t, Exc::kValueError,
                     "'=' alignment not allowed in string format specifier");
  }
  int64_t length = spec.precision >= 0 ? std::min(spec.precision, s->length) : s->length;
  if (spec.width <= length) {
    return length == s->length ? StrToExact(t, s) : StrSlice(t, s, 0, length);
  }
  if (!FieldSizeAllowed(t, spec.width)) return Value();
  int64_t padding = spec.width - length;
  int64_t left = spec.align == '>' ? padding : spec.align == '^' ? padding / 2 : 0;
  StrBuilder out;
  out.AppendFill(spec.fill, left);
  out.AppendRange(s, 0, length);
  out.AppendFill(spec.fill, padding - left);
  return out.Finish(t);
}

Value StrFormatDunder(Thread* t, Str* s, const Str* text) {
  if (text->length == 0) {
    return IsExactStr(t, s) ? Value(s) : ToStr(t, s);
  }
  FormatSpec spec;
  if (!ParseFormatSpec(t, text, "str", &spec)) return Value();
  return FormatStrWithSpec(t, s, spec);
}

Value IntFormatDunder(Thread* t, Value v, const Str* text) {
  if (text->length == 0) {
    return IsExactInt(t, v) ? Value(IntToStr(t, v)) : ToStr(t, v);
  }
  FormatSpec spec;
  if (!ParseFormatSpec(t, text, ClassNameOf(t, v), &spec)) return Value();
  return FormatIntWithSpec(t, v, spec);
}

Value FloatFormatDunder(Thread* t, double d, const Str* text) {
  if (text->length == 0) return StrFromLatin1(t, FloatRepr(d));
  FormatSpec spec;
  if (!ParseFormatSpec(t, text, "float", &spec)) return Value();
  return FormatFloatWithSpec(t, d, spec);
}

}  // namespace pyjit
