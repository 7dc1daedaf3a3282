#include <algorithm>
#include <cstring>
#include <string>

#include "absl/strings/ascii.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bigint.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes_internal.h"
#include "runtime/types/codecs.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/utf8.h"

// Methods of bytes and bytearray that treat them as ASCII text, and their hexadecimal form.

namespace pyjit {
namespace {

bool IsAlpha(unsigned char c) { return absl::ascii_isalpha(c); }
bool IsDigit(unsigned char c) { return absl::ascii_isdigit(c); }
bool IsAlphanumeric(unsigned char c) { return absl::ascii_isalnum(c); }
bool IsSpace(unsigned char c) { return absl::ascii_isspace(c); }
bool IsUpper(unsigned char c) { return absl::ascii_isupper(c); }
bool IsLower(unsigned char c) { return absl::ascii_islower(c); }

template <bool (*holds)(unsigned char)>
Value AllRow(Thread* t, Value* args, size_t, Value) {
  absl::string_view s = SelfView(args);
  return t->isolate->Bool(!s.empty() && std::all_of(s.begin(), s.end(), [](char c) {
    return holds(static_cast<unsigned char>(c));
  }));
}
Value IsAsciiRow(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(IsAsciiText(SelfView(args)));
}
template <bool (*same)(unsigned char), bool (*other)(unsigned char)>
Value IsCaseRow(Thread* t, Value* args, size_t, Value) {
  bool cased = false;
  for (char signed_char : SelfView(args)) {
    auto c = static_cast<unsigned char>(signed_char);
    if (other(c)) return t->isolate->false_value();
    cased |= same(c);
  }
  return t->isolate->Bool(cased);
}
Value IsTitleRow(Thread* t, Value* args, size_t, Value) {
  bool cased = false, in_word = false;
  for (char signed_char : SelfView(args)) {
    auto c = static_cast<unsigned char>(signed_char);
    if (IsUpper(c)) {
      if (in_word) return t->isolate->false_value();
      in_word = cased = true;
    } else if (IsLower(c)) {
      if (!in_word) return t->isolate->false_value();
    } else {
      in_word = false;
    }
  }
  return t->isolate->Bool(cased);
}

// map(byte, byte before it).
using CharMap = char (*)(unsigned char, unsigned char);
template <CharMap map>
Value MapRow(Thread* t, Value* args, size_t, Value) {
  absl::string_view s = SelfView(args);
  uint8_t* data;
  Value out = BytesLikeUninitialised(t, args[0], static_cast<int64_t>(s.size()), &data);
  if (!out) return Value();
  unsigned char before = 0;
  for (size_t i = 0; i < s.size(); ++i) {
    auto c = static_cast<unsigned char>(s[i]);
    data[i] = static_cast<uint8_t>(map(c, before));
    before = c;
  }
  return out;
}
char Lower(unsigned char c, unsigned char) { return absl::ascii_tolower(c); }
char Upper(unsigned char c, unsigned char) { return absl::ascii_toupper(c); }
char SwapCase(unsigned char c, unsigned char) {
  return IsUpper(c) ? absl::ascii_tolower(c) : absl::ascii_toupper(c);
}
char Title(unsigned char c, unsigned char before) {
  return IsAlpha(before) ? absl::ascii_tolower(c) : absl::ascii_toupper(c);
}
Value CapitalizeRow(Thread* t, Value* args, size_t, Value) {
  std::string text = absl::AsciiStrToLower(SelfView(args));
  if (!text.empty()) text[0] = absl::ascii_toupper(static_cast<unsigned char>(text[0]));
  return BytesLike(t, args[0], text);
}

Value Padded(Thread* t, Value self, absl::string_view s, int64_t left, int64_t right,
             char fill, uint8_t** data) {
  int64_t length = left + static_cast<int64_t>(s.size()) + right;
  Value out = BytesLikeUninitialised(t, self, length, data);
  if (!out) return Value();
  std::memset(*data, fill, static_cast<size_t>(length));
  if (!s.empty()) std::memcpy(*data + left, s.data(), s.size());
  return out;
}

enum class Side { kLeft, kRight, kBoth };
template <Side side>
Value JustifyRow(Thread* t, Value* args, size_t, Value) {
  constexpr const char* kName = side == Side::kLeft    ? "ljust"
                                : side == Side::kRight ? "rjust"
                                                       : "center";
  int64_t width;
  if (!SizeArgument(t, args[1], &width)) return Value();
  char fill = ' ';
  if (args[2]) {
    BytesOperand argument(t);
    if (IsBytesOrByteArray(args[2])) {
      if (!argument.Read(args[2])) return Value();
    }
    if (argument.view().size() != 1) {
      return Raise(t, Exc::kTypeError,
                   "%s() argument 2 must be a byte string of length 1, not %s", kName,
                   ClassNameOf(t, args[2]));
    }
    fill = argument.view()[0];
  }
  absl::string_view s = SelfView(args);
  int64_t padding = width - static_cast<int64_t>(s.size());
  if (padding <= 0) return SelfOrCopy(t, args[0]);
  int64_t left = side == Side::kLeft    ? 0
                 : side == Side::kRight ? padding
                                        : padding / 2 + (padding & width & 1);
  uint8_t* data;
  return Padded(t, args[0], s, left, padding - left, fill, &data);
}

Value ZFillRow(Thread* t, Value* args, size_t, Value) {
  int64_t width;
  if (!SizeArgument(t, args[1], &width)) return Value();
  absl::string_view s = SelfView(args);
  int64_t zeros = width - static_cast<int64_t>(s.size());
  if (zeros <= 0) return SelfOrCopy(t, args[0]);
  uint8_t* data;
  Value padded = Padded(t, args[0], s, zeros, 0, '0', &data);
  if (padded && !s.empty() && (s[0] == '+' || s[0] == '-')) {
    data[0] = static_cast<uint8_t>(s[0]);
    data[zeros] = '0';
  }
  return padded;
}

// More than any isolate may have.
constexpr int64_t kMaxExpanded = int64_t{1} << 33;

Value ExpandTabsRow(Thread* t, Value* args, size_t, Value) {
  int64_t size = 8;
  if (args[1] && !IntArgument(t, args[1], &size)) return Value();
  std::string out;
  int64_t column = 0;
  for (char c : SelfView(args)) {
    if (c == '\t') {
      int64_t n = size > 0 ? size - column % size : 0;
      if (static_cast<int64_t>(out.size()) + n > kMaxExpanded) {
        return RaiseText(t, Exc::kOverflowError, "result too long");
      }
      out.append(static_cast<size_t>(n), ' ');
      column += n;
      continue;
    }
    column = c == '\n' || c == '\r' ? 0 : column + 1;
    out.push_back(c);
  }
  return BytesLike(t, args[0], out);
}

Value TranslateRow(Thread* t, Value* args, size_t, Value) {
  BytesOperand table_bytes(t), deleted_bytes(t);
  bool identity = IsAbsent(t, args[1]);
  if (!identity && !table_bytes.Read(args[1])) return Value();
  absl::string_view table = table_bytes.view();
  if (!identity && table.size() != 256) {
    return RaiseText(t, Exc::kValueError, "translation table must be 256 characters long");
  }
  if (args[2] && !deleted_bytes.Read(args[2])) return Value();
  absl::string_view deleted = deleted_bytes.view();
  std::string out;
  for (char c : SelfView(args)) {
    if (deleted.find(c) != absl::string_view::npos) continue;
    out.push_back(identity ? c : table[static_cast<unsigned char>(c)]);
  }
  if (out == SelfView(args)) return SelfOrCopy(t, args[0]);
  return BytesLike(t, args[0], out);
}

Value MakeTransRow(Thread* t, Value* args, size_t, Value) {
  BytesOperand from_bytes(t), to_bytes(t);
  if (!from_bytes.Read(args[1]) || !to_bytes.Read(args[2])) return Value();
  absl::string_view from = from_bytes.view(), to = to_bytes.view();
  if (from.size() != to.size()) {
    return RaiseText(t, Exc::kValueError, "maketrans arguments must have same length");
  }
  Bytes* out = NewBytesUninitialised(t, 256);
  if (out == nullptr) return Value();
  for (int i = 0; i < 256; ++i) out->data[i] = static_cast<uint8_t>(i);
  for (size_t i = 0; i < from.size(); ++i) {
    out->data[static_cast<unsigned char>(from[i])] = static_cast<uint8_t>(to[i]);
  }
  return out;
}

Value DecodeRow(Thread* t, Value* args, size_t, Value) {
  return DecodeNamed(t, SelfView(args), args[1], args[2], args[0]);
}

bool ReadHexSeparator(Thread* t, Value v, char* out) {
  int64_t length = Length(t, v);
  if (length < 0) return false;
  if (length != 1) {
    RaiseText(t, Exc::kValueError, "sep must be length 1.");
    return false;
  }
  uint32_t c;
  if (IsStr(v)) {
    c = StrCharAt(v.as<Str>(), 0);
  } else if (IsBytes(v)) {
    c = v.as<Bytes>()->data[0];
  } else {
    RaiseText(t, Exc::kTypeError, "sep must be str or bytes.");
    return false;
  }
  if (c > 127) {
    RaiseText(t, Exc::kValueError, "sep must be ASCII.");
    return false;
  }
  *out = static_cast<char>(c);
  return true;
}

Value HexRow(Thread* t, Value* args, size_t, Value) {
  int64_t group = 1;
  if (args[2] && !IntArgument(t, args[2], &group)) return Value();
  return BytesToHex(t, SelfView(args), args[1], group);
}

Value FromHexRow(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "fromhex() argument must be str, not %s",
                 ClassNameOf(t, args[1]));
  }
  const auto* s = args[1].as<Str>();
  std::string out;
  int64_t i = 0;
  auto digit_at = [&](int64_t at) {
    return at < s->length ? DigitValue(StrCharAt(s, at)) : 99;
  };
  while (i < s->length) {
    uint32_t c = StrCharAt(s, i);
    if (c < 128 && IsSpace(static_cast<unsigned char>(c))) {
      ++i;
      continue;
    }
    int high = digit_at(i), low = digit_at(i + 1);
    if (high >= 16 || low >= 16) {
      return Raise(t, Exc::kValueError,
                   "non-hexadecimal number found in fromhex() arg at position %d",
                   high >= 16 ? i : i + 1);
    }
    out.push_back(static_cast<char>(high << 4 | low));
    i += 2;
  }
  auto* cls = args[0].as<Class>();
  bool array = IsSubclass(cls, t->isolate->bytearray_class());
  if (cls == t->isolate->bytearray_class()) return NewByteArray(t, out);
  Value result = NewBytes(t, out);
  if (!result || (!array && cls == t->isolate->bytes_class())) return result;
  return CallValues(t, args[0], {result});
}

}  // namespace

Value BytesToHex(Thread* t, absl::string_view s, Value separator_argument, int64_t group) {
  static constexpr char kDigits[] = "0123456789abcdef";
  char separator = 0;
  bool separated = !separator_argument.is_null();
  if (separated && !ReadHexSeparator(t, separator_argument, &separator)) return Value();
  if (group == 0) separated = false;
  bool from_right = group > 0;
  auto unit = static_cast<size_t>(group < 0 ? -group : group);
  std::string out;
  for (size_t i = 0; i < s.size(); ++i) {
    size_t edge = from_right ? s.size() - i : i;
    if (separated && i != 0 && edge % unit == 0) out.push_back(separator);
    auto c = static_cast<unsigned char>(s[i]);
    out.push_back(kDigits[c >> 4]);
    out.push_back(kDigits[c & 15]);
  }
  return StrFromLatin1(t, out);
}

namespace {

constexpr char kUnary[] = "($self, /)";
constexpr char kPad[] = "($self, width, fillchar=b' ', /)";

// bytearray's methods read what may change.
template <bool kMutable>
constexpr uint32_t Effects(uint32_t effects) {
  return kMutable && effects != kAnything ? effects | kReadsHeap : effects;
}

template <bool kMutable>
constexpr NativeInfo kMethods[] = {
    {"decode", DecodeRow, "($self, /, encoding='utf-8', errors='strict')", kAnything,
     "The text that the bytes encode."},
    {"hex", HexRow, "($self, /, sep=<unrepresentable>, bytes_per_sep=1)", kAnything,
     kMutable ? "Two hexadecimal digits per byte, with a separator between groups of them.\n\n"
                ">>> bytearray(b'\\x01\\x0f\\xff').hex('-')\n'01-0f-ff'"
              : "Two hexadecimal digits per byte, with a separator between groups of them.\n\n"
                ">>> b'\\x01\\x0f\\xff'.hex('-')\n'01-0f-ff'"},
    {"fromhex", FromHexRow, "($type, string, /)", kAnything,
     "The bytes that pairs of hexadecimal digits name."},
    {"lower", MapRow<Lower>, kUnary, Effects<kMutable>(kAllocates), "ASCII letters in lower case."},
    {"upper", MapRow<Upper>, kUnary, Effects<kMutable>(kAllocates), "ASCII letters in upper case."},
    {"swapcase", MapRow<SwapCase>, kUnary, Effects<kMutable>(kAllocates), "Upper for lower and back."},
    {"title", MapRow<Title>, kUnary, Effects<kMutable>(kAllocates), "Each word capitalised."},
    {"capitalize", CapitalizeRow, kUnary, Effects<kMutable>(kAllocates),
     "First byte in upper case, the rest in lower case."},
    {"isascii", IsAsciiRow, kUnary, Effects<kMutable>(kPure), "Only ASCII."},
    {"isalpha", AllRow<IsAlpha>, kUnary, Effects<kMutable>(kPure), "Only letters."},
    {"isdigit", AllRow<IsDigit>, kUnary, Effects<kMutable>(kPure), "Only digits."},
    {"isalnum", AllRow<IsAlphanumeric>, kUnary, Effects<kMutable>(kPure), "Only letters and digits."},
    {"isspace", AllRow<IsSpace>, kUnary, Effects<kMutable>(kPure), "Only whitespace."},
    {"islower", IsCaseRow<IsLower, IsUpper>, kUnary, Effects<kMutable>(kPure),
     "Letters, all in lower case."},
    {"isupper", IsCaseRow<IsUpper, IsLower>, kUnary, Effects<kMutable>(kPure),
     "Letters, all in upper case."},
    {"istitle", IsTitleRow, kUnary, Effects<kMutable>(kPure), "Words all capitalised."},
    {"ljust", JustifyRow<Side::kLeft>, kPad, kAnything, "Padded on the right."},
    {"rjust", JustifyRow<Side::kRight>, kPad, kAnything, "Padded on the left."},
    {"center", JustifyRow<Side::kBoth>, kPad, kAnything, "Padded on both sides."},
    {"zfill", ZFillRow, "($self, width, /)", kAnything,
     "Zeros after the sign, up to the width."},
    {"expandtabs", ExpandTabsRow, "($self, /, tabsize=8)", kAnything,
     "Tabs replaced by spaces."},
    {"translate", TranslateRow, "($self, table, /, delete=b'')", Effects<kMutable>(kAllocates),
     "Each byte replaced by table[byte]; those in delete left out."},
    {"maketrans", MakeTransRow, "($type, frm, to, /)", Effects<kMutable>(kAllocates),
     "A table for translate()."},
};

}  // namespace

absl::Span<const NativeInfo> BytesTextMethods(bool mutable_self) { 
  return mutable_self ? absl::Span<const NativeInfo>(kMethods<true>)
                      : absl::Span<const NativeInfo>(kMethods<false>);
}

}  // namespace pyjit
