#include "runtime/types/format_spec.h"

#include <algorithm>
#include <string>

#include "absl/strings/str_format.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/types/str.h"
#include "runtime/unicode_properties.h"

// Parsing of format specifications; their application is in format_number.cc.

namespace pyjit {

bool FieldSizeAllowed(Thread* t, int64_t chars) {
  if (chars <= static_cast<int64_t>(t->isolate->options().heap.cap_bytes)) return true;
  RaiseMemoryError(t);
  return false;
}

namespace {

bool IsAlign(uint32_t c) { return c == '<' || c == '>' || c == '=' || c == '^'; }

class SpecReader {
 public:
  explicit SpecReader(const Str* spec) : spec_(spec) {}
  int64_t left() const { return spec_->length - at_; }
  uint32_t Peek(int64_t ahead = 0) const { return StrCharAt(spec_, at_ + ahead); }
  bool Take(uint32_t c) {
    if (left() == 0 || Peek() != c) return false;
    ++at_;
    return true;
  }
  void Skip() { ++at_; }
  // Digits as a number, -1 if there are none. False: too many, exception pending.
  bool TakeNumber(Thread* t, int64_t* out) {
    *out = -1;
    for (; left() > 0; ++at_) {
      int digit = UnicodeDecimalValue(Peek());
      if (digit < 0) break;
      int64_t n = std::max<int64_t>(*out, 0);
      if (n > (INT64_MAX - digit) / 10) {
        RaiseText(t, Exc::kValueError, "Too many decimal digits in format string");
        return false;
      }
      *out = n * 10 + digit;
    }
    return true;
  }

 private:
  const Str* spec_;
  int64_t at_ = 0;
};

bool RaiseBothSeparators(Thread* t) {
  RaiseText(t, Exc::kValueError, "Cannot specify both ',' and '_'.");
  return false;
}

// 'x' or '\xe9', as messages show a format code.
std::string ShowCode(uint32_t c) {
  return c > 32 && c < 128 ? std::string(1, static_cast<char>(c))
                           : absl::StrFormat("\\x%x", c);
}

bool CheckGrouping(Thread* t, const FormatSpec& spec) {
  if (spec.grouping == 0) return true;
  switch (spec.type) {
    case 'd': case 'e': case 'f': case 'g': case 'E': case 'G': case '%': case 'F':
    case 0:
      return true;
    case 'b': case 'o': case 'x': case 'X':
      if (spec.grouping == '_') return true;
      break;
  }
  Raise(t, Exc::kValueError, "Cannot specify '%c' with '%s'.", spec.grouping,
        ShowCode(spec.type));
  return false;
}

}  // namespace

bool ParseFormatSpec(Thread* t, const Str* text, absl::string_view type_name,
                     FormatSpec* out) {
  FormatSpec spec;
  bool numeric = type_name != "str";
  SpecReader in(text);
  bool fill_given = false;
  if (in.left() >= 2 && IsAlign(in.Peek(1))) {
    spec.fill = in.Peek();
    fill_given = true;
    in.Skip();
  }
  if (in.left() >= 1 && IsAlign(in.Peek())) {
    spec.align = static_cast<char>(in.Peek());
    in.Skip();
  }
  if (in.left() >= 1 && (in.Peek() == ' ' || in.Peek() == '+' || in.Peek() == '-')) {
    spec.sign = static_cast<char>(in.Peek());
    in.Skip();
  }
  spec.no_neg_zero = in.Take('z');
  spec.alternate = in.Take('#');
  if (!fill_given && in.Take('0')) {
    spec.fill = '0';
    if (spec.align == 0 && numeric) spec.align = '=';
  }
  if (!in.TakeNumber(t, &spec.width)) return false;
  if (in.Take(',')) spec.grouping = ',';
  if (in.Take('_')) {
    if (spec.grouping != 0) return RaiseBothSeparators(t);
    spec.grouping = '_';
  }
  if (spec.grouping == '_' && in.left() > 0 && in.Peek() == ',') {
    return RaiseBothSeparators(t);
  }
  if (in.Take('.')) {
    if (!in.TakeNumber(t, &spec.precision)) return false;
    if (spec.precision < 0) {
      RaiseText(t, Exc::kValueError, "Format specifier missing precision");
      return false;
    }
  }
  if (in.left() > 1) {
    Raise(t, Exc::kValueError,
          "Invalid format specifier '%s' for object of type '%s'", StrToUtf8(text),
          type_name);
    return false;
  }
  if (in.left() == 1) spec.type = in.Peek();
  if (spec.type == 0 && type_name == "str") spec.type = 's';
  if (!CheckGrouping(t, spec)) return false;
  *out = spec;
  return true;
}

}  // namespace pyjit
