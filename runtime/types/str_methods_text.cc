#include <algorithm>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codecs.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/str_internal.h"
#include "runtime/unicode_properties.h"

// Methods of str that make other text or tell what kind of text it is.

namespace pyjit {
namespace {

Str* Self(Value* args) { return args[0].as<Str>(); }

template <Str* (*op)(Thread*, Str*)>
Value TextRow(Thread* t, Value* args, size_t, Value) {
  return op(t, Self(args));
}

// True if there are chars and all satisfy `holds`.
template <bool (*holds)(uint32_t)>
Value AllRow(Thread* t, Value* args, size_t, Value) {
  const Str* s = Self(args);
  bool all = s->length != 0 && VisitChars(s, [&](const auto* chars) {
    return std::all_of(chars, chars + s->length,
                       [](uint32_t c) { return holds(c); });
  });
  return t->isolate->Bool(all);
}

bool IsAlphanumeric(uint32_t c) {
  return IsUnicodeAlpha(c) || IsUnicodeDecimal(c) || IsUnicodeDigit(c) ||
         IsUnicodeNumeric(c);
}

Value IsAsciiRow(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(Self(args)->length == 0 || Self(args)->is_ascii());
}
Value IsPrintableRow(Thread* t, Value* args, size_t, Value) {
  const Str* s = Self(args);
  for (int64_t i = 0; i < s->length; ++i) {
    if (!IsUnicodePrintable(StrCharAt(s, i))) return t->isolate->false_value();
  }
  return t->isolate->true_value();
}
Value IsIdentifierRow(Thread* t, Value* args, size_t, Value) {
  const Str* s = Self(args);
  bool ok = s->length != 0 && IsUnicodeIdentifierStart(StrCharAt(s, 0));
  for (int64_t i = 1; ok && i < s->length; ++i) {
    ok = IsUnicodeIdentifierPart(StrCharAt(s, i));
  }
  return t->isolate->Bool(ok);
}

// islower and isupper: some cased char, and none of the other case.
template <bool lower>
Value IsCaseRow(Thread* t, Value* args, size_t, Value) {
  const Str* s = Self(args);
  bool cased = false;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    bool other = lower ? IsUnicodeUpper(c) : IsUnicodeLower(c);
    if (other || IsUnicodeTitle(c)) return t->isolate->false_value();
    cased |= lower ? IsUnicodeLower(c) : IsUnicodeUpper(c);
  }
  return t->isolate->Bool(cased);
}
Value IsTitleRow(Thread* t, Value* args, size_t, Value) {
  const Str* s = Self(args);
  bool cased = false, in_word = false;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    if (IsUnicodeUpper(c) || IsUnicodeTitle(c)) {
      if (in_word) return t->isolate->false_value();
      in_word = cased = true;
    } else if (IsUnicodeLower(c)) {
      if (!in_word) return t->isolate->false_value();
      cased = true;
    } else {
      in_word = false;
    }
  }
  return t->isolate->Bool(cased);
}

// `left` and `right` fill chars around s.
Value Pad(Thread* t, Str* s, int64_t left, int64_t right, uint32_t fill) {
  if (left <= 0 && right <= 0) return StrToExact(t, s);
  left = std::max<int64_t>(left, 0);
  right = std::max<int64_t>(right, 0);
  int width = std::max(s->width(), WidthForBits(fill));
  Str* out = NewStr(t, width, left + s->length + right, s->is_ascii() && fill < 128);
  if (out == nullptr) return Value();
  void* data = StrMutableData(out);
  auto put = [&](int64_t from, int64_t to) {
    for (int64_t i = from; i < to; ++i) CopyChars(static_cast<uint8_t*>(data) + i * width, width, &fill, width, 1);
  };
  put(0, left);
  CopyStrChars(data, width, left, s, 0, s->length);
  put(left + s->length, left + s->length + right);
  return out;
}

// Width and fill char of ljust, rjust and center.
bool ReadPadding(Thread* t, Value* args, int64_t* width, uint32_t* fill) {
  if (!SizeArgument(t, args[1], width)) return false;
  *fill = ' ';
  if (args[2].is_null()) return true;
  if (!IsStr(args[2])) {
    Raise(t, Exc::kTypeError, "The fill character must be a unicode character, not %s",
          ClassNameOf(t, args[2]));
    return false;
  }
  const auto* s = args[2].as<Str>();
  if (s->length != 1) {
    RaiseText(t, Exc::kTypeError,
              "The fill character must be exactly one character long");
    return false;
  }
  *fill = StrCharAt(s, 0);
  return true;
}

enum class Side { kLeft, kRight, kBoth };
template <Side side>
Value JustifyRow(Thread* t, Value* args, size_t, Value) {
  int64_t width;
  uint32_t fill;
  if (!ReadPadding(t, args, &width, &fill)) return Value();
  Str* s = Self(args);
  if (width <= s->length) return StrToExact(t, s);
  int64_t padding = width - s->length;
  int64_t left = side == Side::kLeft    ? 0
                 : side == Side::kRight ? padding
                                        : padding / 2 + (padding & width & 1);
  return Pad(t, s, left, padding - left, fill);
}

Value ZFillRow(Thread* t, Value* args, size_t, Value) {
  int64_t width;
  if (!SizeArgument(t, args[1], &width)) return Value();
  Str* s = Self(args);
  if (width <= s->length) return StrToExact(t, s);
  int64_t zeros = width - s->length;
  Value padded = Pad(t, s, zeros, 0, '0');
  if (!padded || s->length == 0) return padded;
  uint32_t first = StrCharAt(s, 0);
  if (first == '+' || first == '-') {
    auto* out = padded.as<Str>();
    auto* data = static_cast<uint8_t*>(StrMutableData(out));
    uint32_t zero = '0';
    int unit = out->width();
    CopyChars(data, unit, &first, unit, 1);
    CopyChars(data + zeros * unit, unit, &zero, unit, 1);
  }
  return padded;
}

Value ExpandTabsRow(Thread* t, Value* args, size_t, Value) {
  int64_t size = 8;
  if (args[1] && !IntArgument(t, args[1], &size)) return Value();
  Str* s = Self(args);
  if (StrFind(s, t->isolate->latin1_char('\t'), 0, s->length) < 0) return StrToExact(t, s);
  StrBuilder out;
  int64_t column = 0;
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    if (c == '\t') {
      if (size > 0) {
        int64_t n = size - column % size;
        if (out.length() > (int64_t{1} << 40) || n > (int64_t{1} << 40)) {
          return RaiseText(t, Exc::kOverflowError, "new string is too long");
        }
        out.AppendFill(' ', n);
        column += n;
      }
      continue;
    }
    column = c == '\n' || c == '\r' ? 0 : column + 1;
    out.AppendChar(c);
  }
  return out.Finish(t);
}

// What translate's table says about c: an int, a str, None, or c itself.
Value TranslateChar(Thread* t, Value table, uint32_t c) {
  Value key = Value::SmallInt(c);
  if (table.is_object() && table.object()->shape() == t->isolate->shape_of(Kind::kDict)) {
    bool error = false;
    Value found = DictGet(t, table.as<Dict>(), key, &error);
    return found || error ? found : key;
  }
  Value found = GetItem(t, table, key);
  if (found) return found;
  if (!ExceptionMatches(t, t->exception, ExceptionClass(t, Exc::kLookupError))) {
    return Value();
  }
  TakeException(t);
  return key;
}

bool AppendTranslated(Thread* t, Value mapped, StrBuilder* out) {
  if (mapped == t->isolate->none()) return true;
  if (IsStr(mapped)) {
    out->Append(mapped.as<Str>());
    return true;
  }
  if (!IsInt(mapped)) {
    RaiseText(t, Exc::kTypeError, "character mapping must return integer, None or str");
    return false;
  }
  int64_t c;
  if (!IntAsInt64(mapped, &c) || c < 0 || c > 0x10FFFF) {
    RaiseText(t, Exc::kValueError, "character mapping must be in range(0x110000)");
    return false;
  }
  out->AppendChar(static_cast<uint32_t>(c));
  return true;
}

Value TranslateRow(Thread* t, Value* args, size_t, Value) {
  const Str* s = Self(args);
  StrBuilder out;
  Value ascii[128];  // answers so far; on the stack, where the collector looks
  for (int64_t i = 0; i < s->length; ++i) {
    uint32_t c = StrCharAt(s, i);
    Value mapped = c < 128 ? ascii[c] : Value();
    if (mapped.is_null()) {
      mapped = TranslateChar(t, args[1], c);
      if (mapped.is_null()) return Value();
      if (c < 128) ascii[c] = mapped;
    }
    if (!AppendTranslated(t, mapped, &out)) return Value();
  }
  return out.Finish(t);
}

bool CheckMakeTransStr(Thread* t, Value v, int position) {
  if (IsStr(v)) return true;
  Raise(t, Exc::kTypeError, "maketrans() argument %d must be str, not %s", position,
        ArgumentClassName(t, v));
  return false;
}

Value MakeTransOfPairs(Thread* t, Value* args) {
  for (int i = 2; i < 4; ++i) {
    if (args[i] && !CheckMakeTransStr(t, args[i], i)) return Value();
  }
  if (!IsStr(args[1])) {
    return RaiseText(t, Exc::kTypeError,
                     "first maketrans argument must be a string if there is a second argument");
  }
  const auto* from = args[1].as<Str>();
  const auto* to = args[2].as<Str>();
  if (from->length != to->length) {
    return RaiseText(t, Exc::kValueError,
                     "the first two maketrans arguments must have equal length");
  }
  Dict* dict = NewDict(t);
  if (dict == nullptr) return Value();
  for (int64_t i = 0; i < from->length; ++i) {
    if (!DictSet(t, dict, Value::SmallInt(StrCharAt(from, i)),
                 Value::SmallInt(StrCharAt(to, i)))) {
      return Value();
    }
  }
  if (args[3]) {
    const auto* deleted = args[3].as<Str>();
    for (int64_t i = 0; i < deleted->length; ++i) {
      if (!DictSet(t, dict, Value::SmallInt(StrCharAt(deleted, i)), t->isolate->none())) {
        return Value();
      }
    }
  }
  return dict;
}

Value MakeTransRow(Thread* t, Value* args, size_t, Value) {
  if (args[2]) return MakeTransOfPairs(t, args);
  if (!IsKind(args[1], Kind::kDict)) {
    return RaiseText(t, Exc::kTypeError,
                     "if you give only one argument to maketrans it must be a dict");
  }
  Dict* dict = NewDict(t);
  if (dict == nullptr) return Value();
  int64_t position = 0;
  Value key, value;
  while (DictNext(args[1].as<Dict>(), &position, &key, &value)) {
    if (IsStr(key)) {
      const auto* s = key.as<Str>();
      if (s->length != 1) {
        return RaiseText(t, Exc::kValueError,
                         "string keys in translate table must be of length 1");
      }
      key = Value::SmallInt(StrCharAt(s, 0));
    } else if (!IsInt(key)) {
      return RaiseText(t, Exc::kTypeError,
                       "keys in translate table must be strings or integers");
    }
    if (!DictSet(t, dict, key, value)) return Value();
  }
  return dict;
}

Value EncodeRow(Thread* t, Value* args, size_t, Value) {
  return EncodeNamed(t, Self(args), args[1], args[2]);
}

constexpr char kUnary[] = "($self, /)";
constexpr char kPad[] = "($self, width, fillchar=' ', /)";

constexpr NativeInfo kMethods[] = {
    {"lower", TextRow<StrLower>, kUnary, kAllocates, "The text in lower case."},
    {"upper", TextRow<StrUpper>, kUnary, kAllocates, "The text in upper case."},
    {"title", TextRow<StrTitle>, kUnary, kAllocates, "Each word capitalised."},
    {"capitalize", TextRow<StrCapitalize>, kUnary, kAllocates,
     "First char in title case, the rest in lower case."},
    {"swapcase", TextRow<StrSwapCase>, kUnary, kAllocates, "Upper for lower and back."},
    {"casefold", TextRow<StrCaseFold>, kUnary, kAllocates,
     "For comparing without regard to case."},
    {"isascii", IsAsciiRow, kUnary, kPure, "Only ASCII chars."},
    {"islower", IsCaseRow<true>, kUnary, kPure, "Cased chars, all in lower case."},
    {"isupper", IsCaseRow<false>, kUnary, kPure, "Cased chars, all in upper case."},
    {"istitle", IsTitleRow, kUnary, kPure, "Words all capitalised."},
    {"isspace", AllRow<IsUnicodeSpace>, kUnary, kPure, "Only whitespace."},
    {"isdecimal", AllRow<IsUnicodeDecimal>, kUnary, kPure, "Only decimal digits."},
    {"isdigit", AllRow<IsUnicodeDigit>, kUnary, kPure, "Only digits."},
    {"isnumeric", AllRow<IsUnicodeNumeric>, kUnary, kPure, "Only numeric chars."},
    {"isalpha", AllRow<IsUnicodeAlpha>, kUnary, kPure, "Only letters."},
    {"isalnum", AllRow<IsAlphanumeric>, kUnary, kPure, "Only letters and numeric chars."},
    {"isidentifier", IsIdentifierRow, kUnary, kPure, "A valid identifier or keyword."},
    {"isprintable", IsPrintableRow, kUnary, kPure, "Nothing that repr() escapes."},
    {"ljust", JustifyRow<Side::kLeft>, kPad, kAnything, "Padded on the right."},
    {"rjust", JustifyRow<Side::kRight>, kPad, kAnything, "Padded on the left."},
    {"center", JustifyRow<Side::kBoth>, kPad, kAnything, "Padded on both sides."},
    {"zfill", ZFillRow, "($self, width, /)", kAnything,
     "Zeros after the sign, up to the width."},
    {"expandtabs", ExpandTabsRow, "($self, /, tabsize=8)", kAnything,
     "Tabs replaced by spaces."},
    {"translate", TranslateRow, "($self, table, /)", kAnything,
     "Each char replaced by what table[ord(char)] says."},
    {"maketrans", MakeTransRow, "($type, x, y=<unrepresentable>, z=<unrepresentable>, /)",
     kAnything, "A table for translate()."},
    {"encode", EncodeRow, "($self, /, encoding='utf-8', errors='strict')", kAllocates,
     "The text as bytes."},
};

}  // namespace

absl::Span<const NativeInfo> StrTextMethods() { return kMethods; }

}  // namespace pyjit
