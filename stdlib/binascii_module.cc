// binascii: a2b_hex, b2a_hex (unhexlify, hexlify), a2b_base64, b2a_base64, a2b_qp, b2a_qp,
// a2b_uu, b2a_uu, crc32, crc_hqx, Error, Incomplete.
#include <zlib.h>

#include <algorithm>
#include <string>

#include "runtime/buffer.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/bytes_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/int.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Value Fail(Thread* t, absl::string_view message) {
  Str* module_name = Intern(t, "binascii");
  Value module = module_name == nullptr ? Value() : ImportModule(t, module_name);
  Str* key = module ? Intern(t, "Error") : nullptr;
  Value cls = key == nullptr ? Value() : GetAttr(t, module, key);
  Str* text = cls ? NewStrUtf8(t, message) : nullptr;
  if (text == nullptr) return Value();
  Value error = CallValues(t, cls, {text});
  return error ? RaiseValue(t, error, Value()) : error;
}

// An argument of bytes, or of ASCII text.
class AsciiArgument {
 public:
  explicit AsciiArgument(Thread* t) : t_(t), buffer_(t) {}
  bool Read(Value v) {
    if (IsStr(v)) {
      if (!v.as<Str>()->is_ascii()) {
        RaiseText(t_, Exc::kValueError, "string argument should contain only ASCII characters");
        return false;
      }
      view_ = StrBytes1(v.as<Str>());
      return true;
    }
    if (!HasBuffer(t_, v)) {
      Raise(t_, Exc::kTypeError, "argument should be bytes, buffer or ASCII string, not '%s'",
            ClassNameOf(t_, v));
      return false;
    }
    if (!buffer_.Get(v)) return false;
    view_ = buffer_.bytes();
    return true;
  }
  absl::string_view view() const { return view_; }

 private:
  Thread* t_;
  ScopedBuffer buffer_;
  absl::string_view view_;
};

bool ReadFlag(Thread* t, Value v, bool standard, bool* out) {
  *out = standard;
  if (v.is_null()) return true;
  int truth = IsTrue(t, v);
  *out = truth > 0;
  return truth >= 0;
}

int HexDigit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  char lower = static_cast<char>(c | 32);
  return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// --- Hexadecimal ---

Value B2aHex(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  int64_t group = 1;
  if (args[2] && !IntArgument(t, args[2], &group)) return Value();
  if (!buffer.Get(args[0])) return Value();
  Value text = BytesToHex(t, buffer.bytes(), args[1], group);
  return text ? Value(NewBytes(t, StrBytes1(text.as<Str>()))) : text;
}

Value A2bHex(Thread* t, Value* args, size_t, Value) {
  AsciiArgument input(t);
  if (!input.Read(args[0])) return Value();
  absl::string_view s = input.view();
  if (s.size() % 2 != 0) return Fail(t, "Odd-length string");
  std::string out;
  for (size_t i = 0; i < s.size(); i += 2) {
    int high = HexDigit(s[i]), low = HexDigit(s[i + 1]);
    if (high < 0 || low < 0) return Fail(t, "Non-hexadecimal digit found");
    out.push_back(static_cast<char>(high << 4 | low));
  }
  return NewBytes(t, out);
}

// --- Base 64 ---

constexpr char kBase64[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int Base64Value(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  return c == '+' ? 62 : c == '/' ? 63 : -1;
}

Value A2bBase64(Thread* t, Value* args, size_t, Value) {
  AsciiArgument input(t);
  bool strict;
  if (!ReadFlag(t, args[1], false, &strict) || !input.Read(args[0])) return Value();
  absl::string_view s = input.view();
  if (strict && !s.empty() && s[0] == '=') return Fail(t, "Leading padding not allowed");
  std::string out;
  uint32_t bits = 0;
  int digits = 0, pads = 0;  // of the running group of four
  bool padding = false;
  for (size_t i = 0; i < s.size(); ++i) {
    if (s[i] == '=') {
      padding = true;
      if (digits >= 2 && digits + ++pads >= 4) {
        if (strict && i + 1 < s.size()) return Fail(t, "Excess data after padding");
        return NewBytes(t, out);
      }
      continue;
    }
    int value = Base64Value(s[i]);
    if (value < 0) {
      if (strict) return Fail(t, "Only base64 data is allowed");
      continue;
    }
    if (strict && padding) return Fail(t, "Discontinuous padding not allowed");
    pads = 0;
    bits = bits << 6 | static_cast<uint32_t>(value);
    if (digits != 0) out.push_back(static_cast<char>(bits >> (6 - 2 * digits)));
    digits = (digits + 1) % 4;
  }
  if (digits == 1) {
    return Fail(t, absl::StrFormat("Invalid base64-encoded string: number of data characters "
                                   "(%d) cannot be 1 more than a multiple of 4",
                                   out.size() / 3 * 4 + 1));
  }
  if (digits != 0) return Fail(t, "Incorrect padding");
  return NewBytes(t, out);
}

Value B2aBase64(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  bool newline;
  if (!ReadFlag(t, args[1], true, &newline) || !buffer.Get(args[0])) return Value();
  absl::string_view s = buffer.bytes();
  std::string out;
  out.reserve(s.size() / 3 * 4 + 5);
  auto at = [&](size_t i) { return i < s.size() ? static_cast<uint8_t>(s[i]) : 0u; };
  for (size_t i = 0; i < s.size(); i += 3) {
    uint32_t bits = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    out.push_back(kBase64[bits >> 18]);
    out.push_back(kBase64[bits >> 12 & 63]);
    out.push_back(i + 1 < s.size() ? kBase64[bits >> 6 & 63] : '=');
    out.push_back(i + 2 < s.size() ? kBase64[bits & 63] : '=');
  }
  if (newline) out.push_back('\n');
  return NewBytes(t, out);
}

// --- Quoted printable ---

constexpr size_t kMaxLine = 76;

void AppendQuoted(uint8_t c, std::string* out) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  out->push_back('=');
  out->push_back(kDigits[c >> 4]);
  out->push_back(kDigits[c & 15]);
}

Value A2bQp(Thread* t, Value* args, size_t, Value) {
  AsciiArgument input(t);
  bool header;
  if (!ReadFlag(t, args[1], false, &header) || !input.Read(args[0])) return Value();
  absl::string_view s = input.view();
  std::string out;
  for (size_t i = 0; i < s.size();) {
    if (s[i] != '=') {
      out.push_back(header && s[i] == '_' ? ' ' : s[i]);
      ++i;
      continue;
    }
    if (++i >= s.size()) break;
    if (s[i] == '\n' || s[i] == '\r') {
      // A soft line break: up to and with the line's end.
      size_t end = s.find('\n', i);
      i = end == absl::string_view::npos ? s.size() : end + 1;
    } else if (s[i] == '=') {
      out.push_back('=');
      ++i;
    } else if (i + 1 < s.size() && HexDigit(s[i]) >= 0 && HexDigit(s[i + 1]) >= 0) {
      out.push_back(static_cast<char>(HexDigit(s[i]) << 4 | HexDigit(s[i + 1])));
      i += 2;
    } else {
      out.push_back('=');
    }
  }
  return NewBytes(t, out);
}

Value B2aQp(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  bool quote_tabs, text, header;
  if (!ReadFlag(t, args[1], false, &quote_tabs) || !ReadFlag(t, args[2], true, &text) ||
      !ReadFlag(t, args[3], false, &header) || !buffer.Get(args[0])) {
    return Value();
  }
  absl::string_view s = buffer.bytes();
  size_t first = s.find('\n');
  bool crlf = first != absl::string_view::npos && first > 0 && s[first - 1] == '\r';
  const char* line_end = crlf ? "\r\n" : "\n";
  std::string out;
  size_t line = 0;
  for (size_t i = 0; i < s.size();) {
    auto c = static_cast<uint8_t>(s[i]);
    bool last = i + 1 == s.size();
    char next = last ? '\0' : s[i + 1];
    bool blank = c == ' ' || c == '\t', end = c == '\r' || c == '\n';
    bool lone_dot = c == '.' && line == 0 && (last || next == '\n' || next == '\r' || next == '\0');
    bool quoted = c > 126 || c == '=' || (header && c == '_') || lone_dot || (!text && end) ||
                  (blank && last) || (c < 33 && !end && (quote_tabs || !blank));
    if (quoted) {
      if (line + 3 >= kMaxLine) {
        out += '=';
        out += line_end;
        line = 0;
      }
      AppendQuoted(c, &out);
      ++i;
      line += 3;
      continue;
    }
    if (text && (c == '\n' || (c == '\r' && next == '\n' && !last))) {
      line = 0;
      if (!out.empty() && (out.back() == ' ' || out.back() == '\t')) {
        auto trailing = static_cast<uint8_t>(out.back());
        out.pop_back();
        AppendQuoted(trailing, &out);
      }
      out += line_end;
      i += c == '\r' ? 2 : 1;
      continue;
    }
    if (!last && next != '\n' && line + 1 >= kMaxLine) {
      out += '=';
      out += line_end;
      line = 0;
    }
    ++line;
    out.push_back(header && c == ' ' ? '_' : static_cast<char>(c));
    ++i;
  }
  return NewBytes(t, out);
}

// --- uuencode: one line ---

Value B2aUu(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  bool backtick;
  if (!ReadFlag(t, args[1], false, &backtick) || !buffer.Get(args[0])) return Value();
  absl::string_view s = buffer.bytes();
  if (s.size() > 45) return Fail(t, "At most 45 bytes at once");
  auto digit = [&](uint32_t n) {
    n &= 63;
    return n == 0 && backtick ? '`' : static_cast<char>(' ' + n);
  };
  std::string out(1, digit(static_cast<uint32_t>(s.size())));
  auto at = [&](size_t i) { return i < s.size() ? static_cast<uint8_t>(s[i]) : 0u; };
  for (size_t i = 0; i < s.size(); i += 3) {
    uint32_t bits = at(i) << 16 | at(i + 1) << 8 | at(i + 2);
    for (int shift = 18; shift >= 0; shift -= 6) out.push_back(digit(bits >> shift));
  }
  out.push_back('\n');
  return NewBytes(t, out);
}

Value A2bUu(Thread* t, Value* args, size_t, Value) {
  AsciiArgument input(t);
  if (!input.Read(args[0])) return Value();
  absl::string_view s = input.view();
  size_t length = s.empty() ? 32 : (static_cast<uint8_t>(s[0]) - ' ') & 63;
  if (!s.empty()) s.remove_prefix(1);
  std::string out;
  uint32_t bits = 0;
  int have = 0;
  size_t i = 0;
  for (; out.size() < length; ++i) {
    char c = i < s.size() ? s[i] : '\0';
    uint32_t value = 0;
    if (c != '\n' && c != '\r' && i < s.size()) {
      if (c < ' ' || c > ' ' + 64) return Fail(t, "Illegal char");
      value = static_cast<uint32_t>(c - ' ') & 63;
    }
    bits = bits << 6 | value;
    have += 6;
    if (have < 8) continue;
    have -= 8;
    out.push_back(static_cast<char>(bits >> have));
    bits &= (1u << have) - 1;
  }
  for (; i < s.size(); ++i) {
    // Padding is allowed behind the data.
    if (s[i] != ' ' && s[i] != ' ' + 64 && s[i] != '\n' && s[i] != '\r') {
      return Fail(t, "Trailing garbage");
    }
  }
  return NewBytes(t, out);
}

// --- Checksums ---

bool ReadMask(Thread* t, Value v, uint64_t mask, uint64_t* out) {
  *out = 0;
  if (v.is_null()) return true;
  v = NumberIndex(t, v);
  Value limit = v ? IntFromUint64(t, mask) : v;
  Value masked = limit ? IntAnd(t, v, limit) : limit;
  int64_t n;
  if (!masked || !IntAsInt64(masked, &n)) return false;
  *out = static_cast<uint64_t>(n);
  return true;
}

Value Crc32(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  uint64_t crc;
  if (!ReadMask(t, args[1], 0xFFFFFFFF, &crc) || !buffer.Get(args[0])) return Value();
  crc = crc32_z(crc, buffer.data(), static_cast<size_t>(buffer.size()));
  return IntFromUint64(t, crc & 0xFFFFFFFF);
}

Value CrcHqx(Thread* t, Value* args, size_t, Value) {
  ScopedBuffer buffer(t);
  uint64_t crc;
  if (!ReadMask(t, args[1], 0xFFFF, &crc) || !buffer.Get(args[0])) return Value();
  for (char c : buffer.bytes()) {
    crc ^= uint64_t{static_cast<uint8_t>(c)} << 8;
    for (int i = 0; i < 8; ++i) crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) & 0xFFFF : crc << 1;
  }
  return IntFromUint64(t, crc & 0xFFFF);
}

constexpr char kHex[] = "(data, sep=<unrepresentable>, bytes_per_sep=1)";
constexpr NativeInfo kRows[] = {
    {"b2a_hex", B2aHex, kHex, kAnything, "Hexadecimal representation of binary data."},
    {"hexlify", B2aHex, kHex, kAnything, "Hexadecimal representation of binary data."},
    {"a2b_hex", A2bHex, "(hexstr, /)", kAnything, "Binary data of hexadecimal representation."},
    {"unhexlify", A2bHex, "(hexstr, /)", kAnything, "Binary data of hexadecimal representation."},
    {"a2b_base64", A2bBase64, "(data, /, *, strict_mode=False)", kAnything,
     "Decode a line of base64 data."},
    {"b2a_base64", B2aBase64, "(data, /, *, newline=True)", kAnything,
     "Base64-code line of data."},
    {"a2b_qp", A2bQp, "(data, header=False)", kAnything, "Decode a string of qp-encoded data."},
    {"b2a_qp", B2aQp, "(data, quotetabs=False, istext=True, header=False)", kAnything,
     "Encode a string using quoted-printable encoding."},
    {"a2b_uu", A2bUu, "(data, /)", kAnything, "Decode a line of uuencoded data."},
    {"b2a_uu", B2aUu, "(data, /, *, backtick=False)", kAnything, "Uuencode line of data."},
    {"crc32", Crc32, "(data, crc=0, /)", kReadsHeap | kAllocates,
     "Compute CRC-32 incrementally."},
    {"crc_hqx", CrcHqx, "(data, crc, /)", kReadsHeap | kAllocates,
     "Compute CRC-CCITT incrementally."},
};

// A class of exceptions of this module.
Value MakeError(Thread* t, const char* name, Exc base) {
  Tuple* bases = NewTuple(t, 1);
  Dict* ns = bases == nullptr ? nullptr : NewDict(t);
  Str* text = ns == nullptr ? nullptr : Intern(t, name);
  Str* module = text == nullptr ? nullptr : Intern(t, "binascii");
  if (module == nullptr) return Value();
  bases->items[0] = ExceptionClass(t, base);
  if (!DictSet(t, ns, t->isolate->names.dunder_module, module)) return Value();
  return NewClass(t, t->isolate->type_class(), text, bases, ns, nullptr, Value());
}

}  // namespace

bool InitBinasciiModule(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kRows) &&
         SetModuleValue(t, module, "Error", MakeError(t, "Error", Exc::kValueError)) &&
         SetModuleValue(t, module, "Incomplete", MakeError(t, "Incomplete", Exc::kException));
}

}  // namespace pyjit
