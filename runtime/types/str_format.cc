#include "absl/strings/str_format.h"

#include <string>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/str_format.h"
#include "runtime/types/str_format_parse.h"
#include "runtime/types/str_internal.h"

// str.format and str.format_map.

namespace pyjit {
namespace {

class Formatter {
 public:
  Formatter(Thread* t, const FormatArguments& arguments)
      : t_(t), arguments_(arguments) {}

  // Formats `text[range]` into `out`. depth: levels of fields within specs
  // still allowed.
  bool Run(Str* text, StrRange range, int depth, StrBuilder* out) {
    if (depth < 0) {
      RaiseText(t_, Exc::kValueError, "Max string recursion exceeded");
      return false;
    }
    int64_t at = range.start;
    while (at < range.end) {
      FormatPiece piece;
      if (!ParseFormatPiece(t_, text, range.end, &at, &piece)) return false;
      out->AppendRange(text, piece.literal.start, piece.literal.end);
      if (piece.has_field && !Render(text, piece.field, depth, out))
        return false;
    }
    return true;
  }

 private:
  // The object that a field's first name stands for.
  Value FirstObject(Str* text, StrRange first) {
    int64_t index;
    if (!ReadFormatIndex(t_, text, first, &index)) return Value();
    bool automatic = first.empty();
    if (automatic || index >= 0) {
      if (numbering_ == Numbering::kUndecided) {
        numbering_ = automatic ? Numbering::kAutomatic : Numbering::kManual;
      }
      if (automatic != (numbering_ == Numbering::kAutomatic)) {
        return RaiseText(t_, Exc::kValueError,
                         automatic
                             ? "cannot switch from manual field specification "
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
        return Raise(
            t_, Exc::kIndexError,
            "Replacement index %d out of range for positional args tuple",
            index);
      }
      return arguments_.args[index];
    }
    Str* key = StrSlice(t_, text, first.start, first.end);
    if (key == nullptr) return Value();
    if (arguments_.mapping.is_null())
      return RaiseWithArg(t_, Exc::kKeyError, key);
    return GetItem(t_, arguments_.mapping, key);
  }

  Value FieldObject(Str* text, StrRange name) {
    int64_t at = FieldFirstEnd(text, name);
    Value object = FirstObject(text, {name.start, at});
    while (object && at < name.end) {
      FieldPart part;
      if (!ParseFieldPart(t_, text, name.end, &at, &part)) return Value();
      int64_t index = -1;
      if (!part.is_attribute && !ReadFormatIndex(t_, text, part.text, &index))
        return Value();
      if (index >= 0) {
        Value key = IntFromInt64(t_, index);
        object = key ? GetItem(t_, object, key) : Value();
        continue;
      }
      Str* key = StrSlice(t_, text, part.text.start, part.text.end);
      if (key != nullptr && part.is_attribute) key = InternStr(t_, key);
      if (key == nullptr) return Value();
      object = part.is_attribute ? GetAttr(t_, object, key)
                                 : GetItem(t_, object, key);
    }
    return object;
  }

  Value Convert(Value object, uint32_t conversion) {
    switch (conversion) {
      case 0:
        return object;
      case 's':
        return ToStr(t_, object);
      case 'r':
        return ToRepr(t_, object);
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

  bool Render(Str* text, const FormatField& field, int depth, StrBuilder* out) {
    Value object = FieldObject(text, field.name);
    if (!object) return false;
    object = Convert(object, field.conversion);
    if (!object) return false;
    if (field.spec.empty()) {
      if (object.is_small_int()) {
        out->AppendDecimal(object.small_int());
        return true;
      }
      if (IsStr(object) && IsExactStr(t_, object.as<Str>())) {
        out->Append(object.as<Str>());
        return true;
      }
    }
    Str* spec;
    if (field.spec_has_fields) {
      StrBuilder expanded;
      if (!Run(text, field.spec, depth - 1, &expanded)) return false;
      spec = expanded.Finish(t_);
    } else {
      spec = StrSlice(t_, text, field.spec.start, field.spec.end);
    }
    if (spec == nullptr) return false;
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
  out.Reserve(format->length + 8 * arguments.nargs);
  Formatter formatter(t, arguments);
  if (!formatter.Run(format, {0, format->length}, 1, &out)) return Value();
  return out.Finish(t);
}

Value StrFormat(Thread* t, Str* format, Value* args, int64_t nargs,
                Value kwargs) {
  Value none;
  return StrFormatWith(t, format, {nargs == 0 ? &none : args, nargs, kwargs});
}

}  // namespace pyjit
