#include <string>

#include "absl/strings/str_format.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/str_format.h"
#include "runtime/types/str_internal.h"
#include "runtime/unicode_properties.h"

// str.format and str.format_map.

namespace pyjit {
namespace {

struct Range {
  int64_t start = 0, end = 0;
  bool empty() const { return start >= end; }
};

// One replacement field, as ranges of the format string.
struct Field {
  Range name, spec;
  uint32_t conversion = 0;
  bool spec_has_fields = false;
};

class Formatter {
 public:
  Formatter(Thread* t, const FormatArguments& arguments)
      : t_(t), arguments_(arguments) {}

  // Formats `text[range]` into `out`. depth: levels of fields within specs
  // still allowed.
  bool Run(Str* text, Range range, int depth, StrBuilder* out) {
    if (depth < 0) return Fail("Max string recursion exceeded");
    int64_t at = range.start;
    while (at < range.end) {
      int64_t start = at;
      uint32_t c = 0;
      bool markup = false;
      while (at < range.end) {
        c = StrCharAt(text, at++);
        if (c == '{' || c == '}') {
          markup = true;
          break;
        }
      }
      if (!markup) {
        out->AppendRange(text, start, at);
        break;
      }
      bool at_end = at >= range.end;
      bool doubled = !at_end && StrCharAt(text, at) == c;
      if (c == '}' && !doubled) {
        return Fail("Single '}' encountered in format string");
      }
      if (at_end) return Fail("Single '{' encountered in format string");
      if (doubled) {
        out->AppendRange(text, start, at);
        ++at;
        continue;
      }
      out->AppendRange(text, start, at - 1);
      Field field;
      if (!ParseField(text, range.end, &at, &field) ||
          !Render(text, field, depth, out)) {
        return false;
      }
    }
    return true;
  }

 private:
  bool Fail(const char* message) {
    RaiseText(t_, Exc::kValueError, message);
    return false;
  }

  // From behind '{' to behind its '}'.
  bool ParseField(Str* text, int64_t end, int64_t* at, Field* field) {
    uint32_t c = 0;
    field->name.start = *at;
    bool done = false;
    while (!done && *at < end) {
      c = StrCharAt(text, (*at)++);
      switch (c) {
        case '{': return Fail("unexpected '{' in field name");
        case '[':
          while (*at < end && StrCharAt(text, *at) != ']') ++*at;
          break;
        case '}': case ':': case '!': done = true; break;
        default: break;
      }
    }
    field->name.end = *at - 1;
    if (!done) return Fail("expected '}' before end of string");
    if (c == '}') return true;
    if (c == '!') {
      if (*at >= end) return Fail("end of string while looking for conversion specifier");
      field->conversion = StrCharAt(text, (*at)++);
      if (*at < end) {
        c = StrCharAt(text, (*at)++);
        if (c == '}') return true;
        if (c != ':') return Fail("expected ':' after conversion specifier");
      }
    }
    field->spec.start = *at;
    for (int nesting = 1; *at < end;) {
      c = StrCharAt(text, (*at)++);
      if (c == '{') {
        field->spec_has_fields = true;
        ++nesting;
      } else if (c == '}' && --nesting == 0) {
        field->spec.end = *at - 1;
        return true;
      }
    }
    return Fail("unmatched '{' in format spec");
  }

  // Whole-number text as an index; -1 if it is none. False: too many digits.
  bool ReadIndex(Str* text, Range range, int64_t* out) {
    *out = -1;
    if (range.empty()) return true;
    int64_t n = 0;
    for (int64_t i = range.start; i < range.end; ++i) {
      int digit = UnicodeDecimalValue(StrCharAt(text, i));
      if (digit < 0) return true;
      if (n > (INT64_MAX - digit) / 10) {
        return Fail("Too many decimal digits in format string");
      }
      n = n * 10 + digit;
    }
    *out = n;
    return true;
  }

  // The object that a field's first name stands for.
  Value FirstObject(Str* text, Range first) {
    int64_t index;
    if (!ReadIndex(text, first, &index)) return Value();
    bool automatic = first.empty();
    if (automatic || index >= 0) {
      if (numbering_ == Numbering::kUndecided) {
        numbering_ = automatic ? Numbering::kAutomatic : Numbering::kManual;
      }
      if (automatic != (numbering_ == Numbering::kAutomatic)) {
        return RaiseText(t_, Exc::kValueError,
                         automatic ? "cannot switch from manual field specification "
                                     "to automatic field numbering"
                                   : "cannot switch from automatic field numbering "
                                     "to manual field specification");
      }
      if (automatic) index = next_++;
      if (arguments_.args == nullptr) {
        return RaiseText(t_, Exc::kValueError,
                         "Format string contains positional fields");
      }
      if (index >= arguments_.nargs) {
        return Raise(t_, Exc::kIndexError,
                     "Replacement index %d out of range for positional args tuple",
                     index);
      }
      return arguments_.args[index];
    }
    Str* key = StrSlice(t_, text, first.start, first.end);
    if (key == nullptr) return Value();
    if (arguments_.mapping.is_null()) return RaiseWithArg(t_, Exc::kKeyError, key);
    return GetItem(t_, arguments_.mapping, key);
  }

  Value FieldObject(Str* text, Range name) {
    int64_t at = name.start;
    while (at < name.end && StrCharAt(text, at) != '.' && StrCharAt(text, at) != '[') ++at;
    Value object = FirstObject(text, {name.start, at});
    while (object && at < name.end) {
      uint32_t c = StrCharAt(text, at++);
      Range part{at, at};
      if (c == '.') {
        while (at < name.end && StrCharAt(text, at) != '.' && StrCharAt(text, at) != '[') ++at;
        part.end = at;
        if (part.empty()) return FailValue("Empty attribute in format string");
        Str* attribute = StrSlice(t_, text, part.start, part.end);
        if (attribute != nullptr) attribute = InternStr(t_, attribute);
        object = attribute == nullptr ? Value() : GetAttr(t_, object, attribute);
      } else if (c == '[') {
        while (at < name.end && StrCharAt(text, at) != ']') ++at;
        if (at >= name.end) return FailValue("Missing ']' in format string");
        part.end = at++;
        if (part.empty()) return FailValue("Empty attribute in format string");
        int64_t index;
        if (!ReadIndex(text, part, &index)) return Value();
        Value key = index >= 0 ? IntFromInt64(t_, index)
                               : Value(StrSlice(t_, text, part.start, part.end));
        object = key ? GetItem(t_, object, key) : Value();
      } else {
        return FailValue("Only '.' or '[' may follow ']' in format field specifier");
      }
    }
    return object;
  }
  Value FailValue(const char* message) {
    return RaiseText(t_, Exc::kValueError, message);
  }

  Value Convert(Value object, uint32_t conversion) {
    switch (conversion) {
      case 0: return object;
      case 's': return ToStr(t_, object);
      case 'r': return ToRepr(t_, object);
      case 'a': {
        Value repr = ToRepr(t_, object);
        return repr ? Value(StrAscii(t_, repr.as<Str>())) : Value();
      }
    }
    return Raise(t_, Exc::kValueError, "Unknown conversion specifier %s",
                 conversion > 32 && conversion < 127
                     ? std::string(1, static_cast<char>(conversion))
                     : absl::StrFormat("\\x%x", conversion));
  }

  bool Render(Str* text, const Field& field, int depth, StrBuilder* out) {
    Value object = FieldObject(text, field.name);
    if (!object) return false;
    object = Convert(object, field.conversion);
    if (!object) return false;
    Str* spec;
    if (field.spec_has_fields) {
      StrBuilder expanded;
      if (!Run(text, field.spec, depth - 1, &expanded)) return false;
      spec = expanded.Finish(t_);
    } else {
      spec = StrSlice(t_, text, field.spec.start, field.spec.end);
    }
    if (spec == nullptr) return false;
    if (spec->length == 0 && IsStr(object) && IsExactStr(t_, object.as<Str>())) {
      out->Append(object.as<Str>());
      return true;
    }
    Value formatted = FormatValue(t_, object, spec);
    if (!formatted) return false;
    out->Append(formatted.as<Str>());
    return true;
  }

  enum class Numbering { kUndecided, kAutomatic, kManual };
  Thread* t_;
  FormatArguments arguments_;
  Numbering numbering_ = Numbering::kUndecided;
  int64_t next_ = 0;
};

}  // namespace

Value StrFormatWith(Thread* t, Str* format, const FormatArguments& arguments) {
  StrBuilder out;
  Formatter formatter(t, arguments);
  if (!formatter.Run(format, {0, format->length}, 1, &out)) return Value();
  return out.Finish(t);
}

Value StrFormat(Thread* t, Str* format, Value* args, int64_t nargs, Value kwargs) {
  Value none;
  return StrFormatWith(t, format, {nargs == 0 ? &none : args, nargs, kwargs});
}

}  // namespace pyjit
