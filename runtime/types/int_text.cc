#include <algorithm>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/buffer.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/int_internal.h"
#include "runtime/types/str.h"
#include "runtime/unicode_properties.h"
#include "runtime/warn.h"

// Ints to text and back, and int(x).

namespace pyjit {
namespace {

// Numbers of this many digits are always converted, whatever the limit.
constexpr int64_t kDigitsAlwaysAllowed = 640;

bool IsPowerOfTwo(int n) { return (n & (n - 1)) == 0; }

bool TooManyDigits(Thread* t, int64_t digits) {
  int64_t limit = t->isolate->int_max_str_digits;
  return limit > 0 && digits > kDigitsAlwaysAllowed && digits > limit;
}

Value RaiseTooManyToRead(Thread* t, int64_t digits) {
  return Raise(t, Exc::kValueError,
               "Exceeds the limit (%d digits) for integer string conversion: "
               "value has %d digits; use sys.set_int_max_str_digits() to "
               "increase the limit",
               t->isolate->int_max_str_digits, digits);
}

enum class ParseResult { kOk, kInvalid, kRaised };

// Base that a prefix such as "0x" stands for, or 0.
int PrefixBase(absl::string_view text) {
  if (text.size() < 2 || text[0] != '0') return 0;
  switch (text[1]) {
    case 'x': case 'X': return 16;
    case 'o': case 'O': return 8;
    case 'b': case 'B': return 2;
    default: return 0;
  }
}

// Unsigned digits with prefix and underscores as int() and literals have them.
ParseResult ParseMagnitude(Thread* t, absl::string_view text, int base, Limbs* out) {
  int prefix = PrefixBase(text);
  bool had_prefix = false;
  if (prefix != 0 && (base == 0 || base == prefix)) {
    text.remove_prefix(2);
    base = prefix;
    had_prefix = true;
  }
  bool zero_only = false;
  if (base == 0) {
    base = 10;
    zero_only = !text.empty() && text[0] == '0';
  }
  std::string digits;
  digits.reserve(text.size());
  bool underscore_allowed = had_prefix;
  bool all_zero = true;
  for (char c : text) {
    if (c == '_') {
      if (!underscore_allowed) return ParseResult::kInvalid;
      underscore_allowed = false;
      continue;
    }
    int digit = DigitValue(static_cast<unsigned char>(c));
    if (digit >= base) return ParseResult::kInvalid;
    if (digit != 0) all_zero = false;
    digits.push_back(static_cast<char>(digit));
    underscore_allowed = true;
  }
  if (digits.empty() || text.back() == '_') return ParseResult::kInvalid;
  if (zero_only && !all_zero) return ParseResult::kInvalid;  // "007" in base 0
  auto count = static_cast<int64_t>(digits.size());
  if (!IsPowerOfTwo(base) && TooManyDigits(t, count)) {
    RaiseTooManyToRead(t, count);
    return ParseResult::kRaised;
  }
  if (!IntSizeAllowed(t, 6.0 * static_cast<double>(count))) return ParseResult::kRaised;
  *out = DigitsToLimbs(digits, base);
  return ParseResult::kOk;
}

// Short decimal numbers, which are nearly all.
bool ParseShortDecimal(absl::string_view text, int64_t* out) {
  if (text.empty() || text.size() > 18) return false;
  int64_t n = 0;
  for (char c : text) {
    if (c < '0' || c > '9') return false;
    n = n * 10 + (c - '0');
  }
  *out = n;
  return true;
}

// Text in ASCII, spaces stripped. `shown` is what the ValueError prints.
Value ParseSigned(Thread* t, absl::string_view text, int base, Value shown) {
  bool negative = false;
  if (!text.empty() && (text[0] == '-' || text[0] == '+')) {
    negative = text[0] == '-';
    text.remove_prefix(1);
  }
  int64_t n;
  if (base == 10 && ParseShortDecimal(text, &n)) {
    return Value::SmallInt(negative ? -n : n);
  }
  Limbs limbs;
  switch (ParseMagnitude(t, text, base, &limbs)) {
    case ParseResult::kOk: return IntFromBuffer(t, limbs, negative);
    case ParseResult::kRaised: return Value();
    case ParseResult::kInvalid: break;
  }
  Value repr = ToRepr(t, shown);
  if (!repr) return Value();
  std::string shown_text = StrToUtf8(repr.as<Str>());
  return RaiseText(t, Exc::kValueError,
                   absl::StrCat("invalid literal for int() with base ", base, ": ",
                                absl::string_view(shown_text).substr(0, 200)));
}

absl::string_view StripSpaces(absl::string_view text) {
  while (!text.empty() && IsUnicodeSpace(static_cast<unsigned char>(text.front()))) {
    text.remove_prefix(1);
  }
  while (!text.empty() && IsUnicodeSpace(static_cast<unsigned char>(text.back()))) {
    text.remove_suffix(1);
  }
  return text;
}

}  // namespace

std::string IntToText(Value v, int base) {
  IntView view(v);
  std::string text = MagnitudeToText(view.magnitude(), base);
  return view.negative() ? "-" + text : text;
}

Str* IntToStr(Thread* t, Value v) {
  if (v.is_small_int()) [[likely]] {
    int64_t n = v.small_int();
    if (n >= 0 && n < 10) {
      return t->isolate->latin1_char(static_cast<uint8_t>('0' + n));
    }
    char buffer[24];
    char* end = buffer + sizeof(buffer);
    char* p = end;
    uint64_t rest = n < 0 ? -static_cast<uint64_t>(n) : static_cast<uint64_t>(n);
    do {
      *--p = static_cast<char>('0' + rest % 10);
      rest /= 10;
    } while (rest != 0);
    if (n < 0) *--p = '-';
    Str* s = NewStr(t, 1, end - p, /*ascii=*/true);
    if (s == nullptr) return nullptr;
    auto* out = static_cast<char*>(StrMutableData(s));
    while (p != end) *out++ = *p++;
    return s;
  }
  IntView view(v);
  int64_t digits = DecimalDigitsEstimate(view.magnitude());
  // The estimate may be one too many, so near the limit the digits decide; far
  // beyond it nothing is computed.
  bool too_many = TooManyDigits(t, digits - 1);
  std::string text;
  if (!too_many) {
    if (!IntSizeAllowed(t, 8.0 * static_cast<double>(digits))) return nullptr;
    text = IntToText(v, 10);
    too_many = TooManyDigits(
        t, static_cast<int64_t>(text.size()) - (view.negative() ? 1 : 0));
  }
  if (too_many) {
    Raise(t, Exc::kValueError,
          "Exceeds the limit (%d digits) for integer string conversion; "
          "use sys.set_int_max_str_digits() to increase the limit",
          t->isolate->int_max_str_digits);
    return nullptr;
  }
  return StrFromLatin1(t, text);
}

Value ParseIntLiteral(Thread* t, absl::string_view digits, int base) {
  int64_t n;
  if (base == 10 && ParseShortDecimal(digits, &n)) return Value::SmallInt(n);
  Limbs limbs;
  switch (ParseMagnitude(t, digits, base, &limbs)) {
    case ParseResult::kOk: return IntFromBuffer(t, limbs, false);
    case ParseResult::kRaised: return Value();
    case ParseResult::kInvalid: break;
  }
  return RaiseText(t, Exc::kValueError, "invalid integer literal");
}

Value ParseInt(Thread* t, Str* text, int base) {
  if (text->is_ascii()) [[likely]] {
    return ParseSigned(t, StripSpaces(StrBytes1(text)), base, text);
  }
  std::string ascii;
  for (int64_t i = 0; i < text->length; ++i) {
    uint32_t c = StrCharAt(text, i);
    int digit = UnicodeDecimalValue(c);
    if (IsUnicodeSpace(c)) {
      ascii.push_back(' ');
    } else if (digit >= 0) {
      ascii.push_back(static_cast<char>('0' + digit));
    } else {
      ascii.push_back(c < 128 ? static_cast<char>(c) : '?');
    }
  }
  return ParseSigned(t, StripSpaces(ascii), base, text);
}

namespace {

bool IsExactStr(Value v) {
  return IsStr(v) && v.object()->shape()->cls->flags & kClassBuiltin;
}

// From the bytes of a bytes-like object; messages show them as bytes.
Value ParseIntBytes(Thread* t, Value v, int base) {
  if (!IsBytes(v)) {
    ScopedBuffer buffer(t);
    if (!buffer.Get(v)) return Value();
    v = NewBytes(t, buffer.bytes());
    if (v.is_null()) return v;
  }
  return ParseSigned(t, StripSpaces(BytesView(v.as<Bytes>())), base, v);
}

}  // namespace

Value NumberToInt(Thread* t, Value v) {
  if (IsInt(v) && (IsBool(v) || IsExactInt(t, v))) return IntToExact(t, v);
  if (IsFloat(v) && v.object()->shape() == t->isolate->shape_of(Kind::kFloat)) {
    return IntFromDouble(t, FloatValue(v));
  }
  if (IsExactStr(v)) return ParseInt(t, v.as<Str>(), 10);
  for (Slot slot : {Slot::kInt, Slot::kIndex}) {
    Value method = LookupSpecial(t, v, slot);
    if (method.is_null()) continue;
    Value result = CallSpecial(t, method, v, {});
    if (!result) return Value();
    if (!IsInt(result)) {
      return Raise(t, Exc::kTypeError, "%s returned non-int (type %s)",
                   slot == Slot::kInt ? "__int__" : "__index__",
                   ClassNameOf(t, result));
    }
    if (!IsExactInt(t, result) &&
        !WarnOfSubclass(t, slot == Slot::kInt ? "__int__" : "__index__", "int", result)) {
      return Value();
    }
    return IntToExact(t, result);
  }
  Str* trunc = Intern(t, "__trunc__");
  if (trunc == nullptr) return Value();
  if (Value method = LookupInClass(ClassOf(t, v), trunc)) {
    if (!Warn(t, Exc::kDeprecationWarning, "The delegation of int() to __trunc__ is deprecated.",
              1)) {
      return Value();
    }
    Value result = CallSpecial(t, method, v, {});
    if (!result) return Value();
    if (IsInt(result)) return IntToExact(t, result);
    if (LookupSpecial(t, result, Slot::kIndex).is_null()) {
      return Raise(t, Exc::kTypeError, "__trunc__ returned non-Integral (type %s)",
                   ClassNameOf(t, result));
    }
    Value index = NumberIndex(t, result);
    return index ? IntToExact(t, index) : Value();
  }
  if (IsStr(v)) return ParseInt(t, v.as<Str>(), 10);
  if (HasBuffer(t, v)) return ParseIntBytes(t, v, 10);
  return Raise(t, Exc::kTypeError,
               "int() argument must be a string, a bytes-like object or a real "
               "number, not '%s'",
               ClassNameOf(t, v));
}

namespace {

// int(x, base) after the arguments are known; either may be null.
Value IntFromArguments(Thread* t, Value x, Value base) {
  if (base.is_null()) {
    return x.is_null() ? Value::SmallInt(0) : NumberToInt(t, x);
  }
  if (x.is_null()) {
    return RaiseText(t, Exc::kTypeError, "int() missing string argument");
  }
  int64_t n;
  if (!IndexAsInt64(t, base, &n, /*clip=*/true)) return Value();
  if ((n != 0 && n < 2) || n > 36) {
    return RaiseText(t, Exc::kValueError, "int() base must be >= 2 and <= 36, or 0");
  }
  if (IsStr(x)) return ParseInt(t, x.as<Str>(), static_cast<int>(n));
  if (IsBytes(x) || IsByteArray(x)) return ParseIntBytes(t, x, static_cast<int>(n));
  return RaiseText(t, Exc::kTypeError,
                   "int() can't convert non-string with explicit base");
}

}  // namespace

Value ConstructInt(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  Value x = nargs > 1 ? args[1] : Value();
  Value base = nargs > 2 ? args[2] : Value();
  if (nargs > 3) {
    return Raise(t, Exc::kTypeError, "int() takes at most 2 arguments (%d given)",
                 nargs - 1);
  }
  int64_t keywords = kwnames ? kwnames.as<Tuple>()->length : 0;
  for (int64_t i = 0; i < keywords; ++i) {
    auto* name = kwnames.as<Tuple>()->items[i].as<Str>();
    if (!StrEqualsAscii(name, "base")) {
      return Raise(t, Exc::kTypeError,
                   "'%s' is an invalid keyword argument for int()", StrToUtf8(name));
    }
    if (base) {
      return RaiseText(t, Exc::kTypeError,
                       "argument for int() given by name ('base') and position (2)");
    }
    base = args[nargs + static_cast<size_t>(i)];
  }
  Value result = IntFromArguments(t, x, base);
  if (!result || cls == t->isolate->int_class()) return result;
  return NewIntOfClass(t, cls, result);
}

Value ConstructBool(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (kwnames && kwnames.as<Tuple>()->length != 0) {
    return RaiseText(t, Exc::kTypeError, "bool() takes no keyword arguments");
  }
  if (nargs > 2) {
    return Raise(t, Exc::kTypeError, "bool expected at most 1 argument, got %d",
                 nargs - 1);
  }
  if (nargs == 1) return t->isolate->false_value();
  int truth = IsTrue(t, args[1]);
  return truth < 0 ? Value() : t->isolate->Bool(truth != 0);
}

}  // namespace pyjit
