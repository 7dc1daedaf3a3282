#include <algorithm>
#include <climits>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/str_format.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/format_spec.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/str_internal.h"

// format % args, for str and for bytes (whose format is then a Latin-1 string, as
// is what it makes).

namespace pyjit {
namespace {

// One conversion, as parsed: %(key)-+ #0width.precisiontype
struct Conversion {
  bool left = false, plus = false, space = false, alternate = false, zero = false;
  int64_t width = -1, precision = -1;
  uint32_t type = 0;
  int64_t type_at = 0;
};

class PercentFormatter {
 public:
  PercentFormatter(Thread* t, Str* format, Value args, bool bytes = false)
      : t_(t), format_(format), args_(args), bytes_(bytes) {
    if (IsKind(args, Kind::kTuple)) {
      tuple_ = args.as<Tuple>();
    } else if (!IsStr(args) && !(bytes && (IsBytes(args) || IsByteArray(args))) &&
               LookupSpecial(t, args, Slot::kGetItem)) {
      mapping_ = args;
    }
  }

  Value Run() {
    while (at_ < format_->length) {
      int64_t percent = at_;
      while (percent < format_->length && StrCharAt(format_, percent) != '%') ++percent;
      out_.AppendRange(format_, at_, percent);
      at_ = percent;
      if (at_ < format_->length) {
        ++at_;
        if (!FormatOne()) return Value();
      }
    }
    bool all_used = tuple_ != nullptr ? next_ >= tuple_->length : single_used_;
    if (!all_used && mapping_.is_null()) {
      return Raise(t_, Exc::kTypeError,
                   "not all arguments converted during %s formatting",
                   bytes_ ? "bytes" : "string");
    }
    return out_.Finish(t_);
  }

 private:
  bool FormatOne() {
    Conversion c;
    if (at_ < format_->length && StrCharAt(format_, at_) == '%') {
      ++at_;
      out_.AppendChar('%');
      return true;
    }
    if (PlainOne()) return true;
    if (!Parse(&c)) return false;
    Value v = NextArgument();
    if (!v) return false;
    switch (c.type) {
      case 's': case 'r': case 'a': return bytes_ ? FormatBytes(c, v) : FormatText(c, v);
      case 'b': if (bytes_) return FormatBytes(c, v); break;
      case 'd': case 'i': case 'u': case 'o': case 'x': case 'X':
        return FormatInteger(c, v);
      case 'e': case 'E': case 'f': case 'F': case 'g': case 'G':
        return FormatDoubleValue(c, v);
      case 'c': return bytes_ ? FormatByte(c, v) : FormatChar(c, v);
      default: break;
    }
    Raise(t_, Exc::kValueError, "unsupported format character '%c' (0x%x) at index %d",
          c.type > 31 && c.type < 127 ? static_cast<char>(c.type) : '?', c.type, c.type_at);
    return false;
  }

  // %s and %d of a str or a small int, with nothing in between; false: it is another.
  bool PlainOne() {
    if (bytes_ || at_ >= format_->length) return false;
    Value v;
    if (tuple_ == nullptr) {
      if (single_used_) return false;
      v = args_;
    } else {
      if (next_ >= tuple_->length) return false;
      v = tuple_->items[next_];
    }
    const uint32_t type = StrCharAt(format_, at_);
    if ((type == 's' || type == 'd') && v.is_small_int()) {
      out_.AppendDecimal(v.small_int());
    } else if (type == 's' && IsKind(v, Kind::kStr) && IsExactStr(t_, v.as<Str>())) {
      out_.Append(v.as<Str>());
    } else {
      return false;
    }
    ++at_;
    if (tuple_ == nullptr) {
      single_used_ = true;
    } else {
      ++next_;
    }
    return true;
  }

  bool RaiseIncomplete() {
    RaiseText(t_, Exc::kValueError, "incomplete format");
    return false;
  }

  // The next char of the conversion; false at the end of the format.
  bool Next(uint32_t* c) {
    if (at_ >= format_->length) return RaiseIncomplete();
    *c = StrCharAt(format_, at_++);
    return true;
  }

  bool ParseKey() {
    if (mapping_.is_null()) {
      RaiseText(t_, Exc::kTypeError, "format requires a mapping");
      return false;
    }
    int64_t start = at_;
    int depth = 1;
    while (depth > 0) {
      if (at_ >= format_->length) {
        RaiseText(t_, Exc::kValueError, "incomplete format key");
        return false;
      }
      uint32_t c = StrCharAt(format_, at_++);
      if (c == '(') ++depth;
      if (c == ')') --depth;
    }
    Str* key = StrSlice(t_, format_, start, at_ - 1);
    if (key == nullptr) return false;
    Value name = bytes_ ? Value(NewBytes(t_, StrBytes1(key))) : Value(key);
    single_ = name ? GetItem(t_, mapping_, name) : Value();
    if (single_.is_null()) return false;
    from_mapping_ = true;
    single_used_ = true;
    return true;
  }

  // Digits or '*'. `c` is the char at hand, and the one after the number.
  bool ParseNumber(uint32_t* c, int64_t* out, const char* too_big, bool as_c_int) {
    if (*c == '*') {
      Value v = NextArgument();
      if (!v) return false;
      if (!IsInt(v)) {
        RaiseText(t_, Exc::kTypeError, "* wants int");
        return false;
      }
      if (!IntAsInt64(v, out) || (as_c_int && (*out > INT32_MAX || *out < INT32_MIN))) {
        Raise(t_, Exc::kOverflowError, "Python int too large to convert to C %s",
              as_c_int ? "int" : "ssize_t");
        return false;
      }
      return Next(c);
    }
    if (*c < '0' || *c > '9') return true;
    int64_t n = 0;
    while (*c >= '0' && *c <= '9') {
      if (n > (INT64_MAX - 9) / 10) {
        RaiseText(t_, Exc::kValueError, too_big);
        return false;
      }
      n = n * 10 + (*c - '0');
      if (!Next(c)) return false;
    }
    *out = n;
    return true;
  }

  bool Parse(Conversion* out) {
    uint32_t c;
    if (!Next(&c)) return false;
    from_mapping_ = false;
    if (c == '(' && (!ParseKey() || !Next(&c))) return false;
    for (bool flag = true; flag;) {
      switch (c) {
        case '-': out->left = true; break;
        case '+': out->plus = true; break;
        case ' ': out->space = true; break;
        case '#': out->alternate = true; break;
        case '0': out->zero = true; break;
        default: flag = false; continue;
      }
      if (!Next(&c)) return false;
    }
    if (!ParseNumber(&c, &out->width, "width too big", false)) return false;
    if (out->width < -1) {
      out->left = true;
      out->width = -out->width;
    }
    if (c == '.') {
      out->precision = 0;
      if (!Next(&c) || !ParseNumber(&c, &out->precision, "precision too big", true)) return false;
      if (out->precision < 0) out->precision = 0;
      if (out->precision > INT_MAX) {
        RaiseText(t_, Exc::kValueError, "precision too big");
        return false;
      }
    }
    if ((c == 'h' || c == 'l' || c == 'L') && !Next(&c)) return false;
    out->type = c;
    out->type_at = at_ - 1;
    return FieldSizeAllowed(t_, std::max(out->width, out->precision));
  }

  Value NextArgument() {
    if (from_mapping_) {
      if (single_.is_null()) return RaiseTooFew();
      Value v = single_;
      single_ = Value();
      return v;
    }
    if (tuple_ != nullptr) {
      if (next_ < tuple_->length) return tuple_->items[next_++];
    } else if (!single_used_) {
      single_used_ = true;
      return args_;
    }
    return RaiseTooFew();
  }
  Value RaiseTooFew() {
    return RaiseText(t_, Exc::kTypeError, "not enough arguments for format string");
  }

  void AppendPadded(const Conversion& c, const Str* s, int64_t length) {
    int64_t padding = std::max<int64_t>(0, c.width - length);
    if (!c.left) out_.AppendFill(' ', padding);
    out_.AppendRange(s, 0, length);
    if (c.left) out_.AppendFill(' ', padding);
  }

  bool FormatText(const Conversion& c, Value v) {
    Value text;
    if (c.type == 's') {
      text = IsStr(v) && IsExactStr(t_, v.as<Str>()) ? v : ToStr(t_, v);
    } else {
      text = ToRepr(t_, v);
      if (text && c.type == 'a') text = Value(StrAscii(t_, text.as<Str>()));
    }
    if (!text) return false;
    auto* s = text.as<Str>();
    AppendPadded(c, s, c.precision >= 0 ? std::min(c.precision, s->length) : s->length);
    return true;
  }

  // %s, %b, %a and %r of bytes formats.
  bool FormatBytes(const Conversion& c, Value v) {
    Value text;
    if (c.type == 'a' || c.type == 'r') {
      text = ToRepr(t_, v);
      if (text) text = Value(StrAscii(t_, text.as<Str>()));
    } else {
      if (HasBuffer(t_, v)) {
        ScopedBuffer buffer(t_);
        if (!buffer.Get(v)) return false;
        v = NewBytes(t_, buffer.bytes());
        if (!v) return false;
      } else if (!IsBytes(v)) {
        Value method = LookupSpecial(t_, v, Slot::kBytes);
        if (method.is_null()) {
          Raise(t_, Exc::kTypeError,
                "%%b requires a bytes-like object, or an object that implements "
                "__bytes__, not '%s'",
                ClassNameOf(t_, v));
          return false;
        }
        v = CallSpecial(t_, method, v, {});
        if (!v) return false;
        if (!IsBytes(v)) {
          Raise(t_, Exc::kTypeError, "__bytes__ returned non-bytes (type %s)",
                ClassNameOf(t_, v));
          return false;
        }
      }
      text = Value(StrFromLatin1(t_, BytesView(v.as<Bytes>())));
    }
    if (!text) return false;
    auto* s = text.as<Str>();
    AppendPadded(c, s, c.precision >= 0 ? std::min(c.precision, s->length) : s->length);
    return true;
  }

  bool FormatByte(const Conversion& c, Value v) {
    int64_t byte = -1;
    if (IsBytes(v)) {
      if (v.as<Bytes>()->length == 1) byte = v.as<Bytes>()->data[0];
    } else if (IsByteArray(v)) {
      if (v.as<ByteArray>()->length == 1) byte = v.as<ByteArray>()->data()[0];
    } else if (IsInt(v)) {
      if (!IntAsInt64(v, &byte) || byte < 0 || byte > 255) {
        RaiseText(t_, Exc::kOverflowError, "%c arg not in range(256)");
        return false;
      }
    }
    if (byte < 0) {
      RaiseText(t_, Exc::kTypeError,
                "%c requires an integer in range(256) or a single byte");
      return false;
    }
    Str* s = StrFromChar(t_, static_cast<uint32_t>(byte));
    if (s == nullptr) return false;
    AppendPadded(c, s, 1);
    return true;
  }

  bool FormatChar(const Conversion& c, Value v) {
    Str* s = nullptr;
    if (IsStr(v)) {
      if (v.as<Str>()->length == 1) s = v.as<Str>();
    } else if (IsInt(v) || LookupSpecial(t_, v, Slot::kIndex)) {
      Value index = NumberIndex(t_, v);
      if (!index) return false;
      int64_t code;
      if (!IntAsInt64(index, &code) || code < 0 || code > 0x10FFFF) {
        RaiseText(t_, Exc::kOverflowError, "%c arg not in range(0x110000)");
        return false;
      }
      s = StrFromChar(t_, static_cast<uint32_t>(code));
      if (s == nullptr) return false;
    }
    if (s == nullptr) {
      RaiseText(t_, Exc::kTypeError, "%c requires int or char");
      return false;
    }
    AppendPadded(c, s, 1);
    return true;
  }

  // The int that %d and %x print: %d truncates reals, %x wants an integer.
  Value ToInteger(const Conversion& c, Value v) {
    if (IsInt(v)) return v;
    bool decimal = c.type == 'd' || c.type == 'i' || c.type == 'u';
    const bool has_index = !LookupSpecial(t_, v, Slot::kIndex).is_null();
    const bool is_text = IsStr(v) || IsKind(v, Kind::kBytes);
    if (has_index || (decimal && !is_text && !LookupSpecial(t_, v, Slot::kInt).is_null())) {
      Value n = decimal ? NumberToInt(t_, v) : NumberIndex(t_, v);
      if (!n.is_null() || !PendingIs(t_, Exc::kTypeError)) return n;
      TakeException(t_);  // told as below
    }
    return Raise(t_, Exc::kTypeError, "%%%c format: %s is required, not %s",
                 bytes_ && decimal ? 'd' : static_cast<char>(c.type), decimal ? "a real number" : "an integer",
                 ClassNameOf(t_, v));
  }

  bool FormatInteger(const Conversion& c, Value v) {
    Value n = ToInteger(c, v);
    if (!n) return false;
    std::string digits, prefix;
    switch (c.type) {
      case 'o': digits = IntToText(n, 8); prefix = "0o"; break;
      case 'x': digits = IntToText(n, 16); prefix = "0x"; break;
      case 'X':
        digits = absl::AsciiStrToUpper(IntToText(n, 16));
        prefix = "0X";
        break;
      default: {
        if (n.is_small_int()) {
          digits = std::to_string(n.small_int());
          break;
        }
        Str* decimal = IntToStr(t_, n);
        if (decimal == nullptr) return false;
        digits = std::string(StrBytes1(decimal));
      }
    }
    bool negative = digits[0] == '-';
    if (negative) digits.erase(0, 1);
    if (!c.alternate) prefix.clear();
    if (static_cast<int64_t>(digits.size()) < c.precision) {
      digits.insert(0, static_cast<size_t>(c.precision) - digits.size(), '0');
    }
    AppendNumber(c, negative, prefix, digits);
    return true;
  }

  bool FormatDoubleValue(const Conversion& c, Value v) {
    double d;
    if (bytes_ && !IsInt(v) && !IsFloat(v) && LookupSpecial(t_, v, Slot::kFloat).is_null() &&
        LookupSpecial(t_, v, Slot::kIndex).is_null()) {
      Raise(t_, Exc::kTypeError, "float argument required, not %s", ClassNameOf(t_, v));
      return false;
    }
    if (!ArgumentAsDouble(t_, v, &d)) return false;
    std::string text =
        FormatDouble(d, static_cast<char>(c.type),
                     c.precision < 0 ? 6 : static_cast<int>(c.precision),
                     c.alternate ? kFloatAlternate : 0);
    bool negative = text[0] == '-';
    if (negative) text.erase(0, 1);
    AppendNumber(c, negative, "", text);
    return true;
  }

  void AppendNumber(const Conversion& c, bool negative, absl::string_view prefix,
                    absl::string_view digits) {
    absl::string_view sign = negative ? "-" : c.plus ? "+" : c.space ? " " : "";
    auto length = static_cast<int64_t>(sign.size() + prefix.size() + digits.size());
    int64_t padding = std::max<int64_t>(0, c.width - length);
    bool zeros = c.zero && !c.left;
    if (!c.left && !zeros) out_.AppendFill(' ', padding);
    out_.AppendAscii(sign);
    out_.AppendAscii(prefix);
    if (zeros) out_.AppendFill('0', padding);
    out_.AppendAscii(digits);
    if (c.left) out_.AppendFill(' ', padding);
  }

  Thread* t_;
  Str* format_;
  Value args_;
  bool bytes_;
  Tuple* tuple_ = nullptr;
  Value mapping_;
  int64_t at_ = 0;
  int64_t next_ = 0;
  bool single_used_ = false;
  bool from_mapping_ = false;
  Value single_;  // what the conversion's key gave
  StrBuilder out_;
};

}  // namespace

Value StrPercent(Thread* t, Str* format, Value args) {
  return PercentFormatter(t, format, args).Run();
}

Value BytesPercent(Thread* t, Bytes* format, Value args) {
  Str* text = StrFromLatin1(t, BytesView(format));
  if (text == nullptr) return Value();
  Value result = PercentFormatter(t, text, args, /*bytes=*/true).Run();
  return result ? Value(NewBytes(t, StrBytes1(result.as<Str>()))) : Value();
}

}  // namespace pyjit
