// Texts of values: repr, ascii, format, chr, ord, hex, oct, bin.
#include <string>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "stdlib/builtins.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value Repr(Thread* t, Value* args, size_t nargs, Value kwnames) { return ToRepr(t, args[0]); }

Value Ascii(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value repr = ToRepr(t, args[0]);
  return repr.is_null() ? repr : Value(StrAscii(t, repr.as<Str>()));
}

Value Format(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!args[1].is_null() && !IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "format() argument 2 must be str, not %s",
                 ArgumentClassName(t, args[1]));
  }
  return FormatValue(t, args[0], args[1]);
}

__attribute__((noinline)) Value ChrSlow(Thread* t, Value* args) {
  int64_t c;
  Value index = NumberIndex(t, args[0]);
  if (index.is_null()) return index;
  if (!IntAsInt64(index, &c) || c > INT32_MAX || c < INT32_MIN) {
    return RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C int");
  }
  if (c < 0 || c > 0x10FFFF) {
    return RaiseText(t, Exc::kValueError, "chr() arg not in range(0x110000)");
  }
  if (c < 256) return t->isolate->latin1_char(static_cast<uint8_t>(c));
  return StrFromChar(t, static_cast<uint32_t>(c));
}

// The usual without a stack frame, here and in Ord.
Value Chr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (args[0].is_small_int()) {
    const auto c = static_cast<uint64_t>(args[0].small_int());
    if (c < 256) [[likely]] return t->isolate->latin1_char(static_cast<uint8_t>(c));
  }
  return ChrSlow(t, args);
}

__attribute__((noinline)) Value OrdSlow(Thread* t, Value* args) {
  int64_t length;
  if (IsStr(args[0])) {
    auto* s = args[0].as<Str>();
    if (s->length == 1) return Value::SmallInt(StrCharAt(s, 0));
    length = s->length;
  } else if (IsBytes(args[0])) {
    auto* b = args[0].as<Bytes>();
    if (b->length == 1) return Value::SmallInt(b->data[0]);
    length = b->length;
  } else if (IsByteArray(args[0])) {
    auto* b = args[0].as<ByteArray>();
    if (b->length == 1) return Value::SmallInt(b->data()[0]);
    length = b->length;
  } else {
    return Raise(t, Exc::kTypeError, "ord() expected string of length 1, but %s found",
                 ClassNameOf(t, args[0]));
  }
  return Raise(t, Exc::kTypeError,
               "ord() expected a character, but string of length %d found", length);
}

Value Ord(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (IsStr(args[0]) && args[0].as<Str>()->length == 1) [[likely]] {
    return Value::SmallInt(StrCharAt(args[0].as<Str>(), 0));
  }
  return OrdSlow(t, args);
}

Value InBase(Thread* t, Value v, int base, const char* prefix) {
  Value index = NumberIndex(t, v);
  if (index.is_null()) return index;
  std::string digits = IntToText(index, base);
  bool negative = digits[0] == '-';
  return NewStrUtf8(t, (negative ? "-" : "") + std::string(prefix) +
                           digits.substr(negative ? 1 : 0));
}
Value Hex(Thread* t, Value* args, size_t, Value) { return InBase(t, args[0], 16, "0x"); }
Value Oct(Thread* t, Value* args, size_t, Value) { return InBase(t, args[0], 8, "0o"); }
Value Bin(Thread* t, Value* args, size_t, Value) { return InBase(t, args[0], 2, "0b"); }

constexpr NativeInfo kRows[] = {
    {"repr", Repr, "(obj, /)", kAnything,
     "Return the canonical string representation of the object."},
    {"ascii", Ascii, "(obj, /)", kAnything, "Return an ASCII-only representation of an object."},
    {"format", Format, "(value, format_spec='', /)", kAnything,
     "Return type(value).__format__(value, format_spec)"},
    {"chr", Chr, "(i, /)", kAnything, "Return a Unicode string of one character."},
    {"ord", Ord, "(c, /)", kReadsHeap | kRaises,
     "Return the Unicode code point for a one-character string."},
    {"hex", Hex, "(number, /)", kAnything,
     "Return the hexadecimal representation of an integer.\n\n>>> hex(-48879)\n'-0xbeef'"},
    {"oct", Oct, "(number, /)", kAnything,
     "Return the octal representation of an integer.\n\n>>> oct(493)\n'0o755'"},
    {"bin", Bin, "(number, /)", kAnything,
     "Return the binary representation of an integer.\n\n>>> bin(-10)\n'-0b1010'"},
};

}  // namespace

absl::Span<const NativeInfo> BuiltinsText() { return kRows; }

}  // namespace pyjit
