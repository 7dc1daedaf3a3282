// unicodedata: decimal, digit, numeric, category, bidirectional, combining,
// mirrored, east_asian_width, decomposition, name, lookup, normalize,
// is_normalized; unidata_version, and ucd_3_2_0, an object of class UCD with
// the same as methods.
//
// The tables are in runtime/unicode_data.h, where the parser finds them too.
#include <string>
#include <vector>

#include "absl/strings/str_format.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/types/bytes.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/unicode_data.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct Ucd : Object {
  uint64_t unused;
};
const ExtensionInfo kUcdLayout = {sizeof(Ucd), 0, nullptr};

// Rows come twice: as functions, and as methods of UCD, whose arguments are
// behind the receiver.
template <UnicodeVersion kVersion>
Value* Arguments(Value* args) {
  return kVersion == UnicodeVersion::k14 ? args : args + 1;
}

bool CharArgument(Thread* t, Value v, const char* function, bool only_one,
                  uint32_t* c) {
  if (IsStr(v) && v.as<Str>()->length == 1) {
    *c = StrCharAt(v.as<Str>(), 0);
    return true;
  }
  Raise(t, Exc::kTypeError,
        "%s() argument%s must be a unicode character, not %s", function,
        only_one ? "" : " 1", ClassNameOf(t, v));
  return false;
}

enum class Field {
  kCategory,
  kBidirectional,
  kEastAsianWidth,
  kCombining,
  kMirrored
};
constexpr const char* kFieldNames[] = {
    "category", "bidirectional", "east_asian_width", "combining", "mirrored"};
template <UnicodeVersion kVersion, Field kField>
Value RecordField(Thread* t, Value* args, size_t, Value) {
  uint32_t c;
  if (!CharArgument(t, Arguments<kVersion>(args)[0],
                    kFieldNames[static_cast<int>(kField)], true, &c)) {
    return Value();
  }
  const UnicodeRecord& record = UnicodeRecordOf(kVersion, c);
  switch (kField) {
    case Field::kCategory:
      return Intern(t, record.category);
    case Field::kBidirectional:
      return Intern(t, record.bidirectional);
    case Field::kEastAsianWidth:
      return Intern(t, record.east_asian_width);
    case Field::kCombining:
      return Value::SmallInt(record.combining);
    case Field::kMirrored:
      return Value::SmallInt(record.mirrored ? 1 : 0);
  }
  return Value();
}

enum class NumberKind { kDecimal, kDigit, kNumeric };
template <UnicodeVersion kVersion, NumberKind kKind>
Value NumberOf(Thread* t, Value* args, size_t, Value) {
  static constexpr const char* kNames[] = {"decimal", "digit", "numeric"};
  args = Arguments<kVersion>(args);
  uint32_t c;
  if (!CharArgument(t, args[0], kNames[static_cast<int>(kKind)], false, &c))
    return Value();
  const UnicodeNumber number = UnicodeNumberOf(kVersion, c);
  if (kKind == NumberKind::kNumeric && number.numeric)
    return NewFloat(t, number.value);
  const int value =
      kKind == NumberKind::kDecimal ? number.decimal : number.digit;
  if (kKind != NumberKind::kNumeric && value >= 0)
    return Value::SmallInt(value);
  if (!args[1].is_null()) return args[1];
  return RaiseText(t, Exc::kValueError,
                   kKind == NumberKind::kDecimal ? "not a decimal"
                   : kKind == NumberKind::kDigit ? "not a digit"
                                                 : "not a numeric character");
}

template <UnicodeVersion kVersion>
Value Decomposition(Thread* t, Value* args, size_t, Value) {
  uint32_t c;
  if (!CharArgument(t, Arguments<kVersion>(args)[0], "decomposition", true, &c))
    return Value();
  return NewStrUtf8(t, UnicodeDecomposition(kVersion, c));
}

template <UnicodeVersion kVersion>
Value Name(Thread* t, Value* args, size_t, Value) {
  args = Arguments<kVersion>(args);
  uint32_t c;
  if (!CharArgument(t, args[0], "name", false, &c)) return Value();
  std::string name;
  if (UnicodeName(kVersion, c, &name)) return NewStrUtf8(t, name);
  if (!args[1].is_null()) return args[1];
  return RaiseText(t, Exc::kValueError, "no such name");
}

template <UnicodeVersion kVersion>
Value Lookup(Thread* t, Value* args, size_t, Value) {
  Value name = Arguments<kVersion>(args)[0];
  std::string text;
  if (IsStr(name)) {
    text = StrToUtf8(name.as<Str>());
  } else if (IsBytes(name)) {
    text = std::string(BytesView(name.as<Bytes>()));
  } else {
    return Raise(t, Exc::kTypeError,
                 "a bytes-like object is required, not '%s'",
                 ClassNameOf(t, name));
  }
  if (text.size() > 256) return RaiseText(t, Exc::kKeyError, "name too long");
  std::vector<uint32_t> chars;
  if (!UnicodeLookup(text, true, &chars)) {
    return RaiseText(t, Exc::kKeyError,
                     absl::StrFormat("undefined character name '%s'", text));
  }
  return StrFromChars(t, 4, chars.data(), static_cast<int64_t>(chars.size()));
}

bool FormArgument(Thread* t, const char* function, Value* args,
                  UnicodeForm* form) {
  for (int i = 0; i < 2; ++i) {
    if (IsStr(args[i])) continue;
    Raise(t, Exc::kTypeError, "%s() argument %d must be str, not %s", function,
          i + 1, ClassNameOf(t, args[i]));
    return false;
  }
  static constexpr struct {
    const char* name;
    UnicodeForm form;
  } kForms[] = {{"NFC", UnicodeForm::kNfc},
                {"NFKC", UnicodeForm::kNfkc},
                {"NFD", UnicodeForm::kNfd},
                {"NFKD", UnicodeForm::kNfkd}};
  for (const auto& row : kForms) {
    if (StrEqualsAscii(args[0].as<Str>(), row.name)) {
      *form = row.form;
      return true;
    }
  }
  // What is empty is normal in any form.
  if (args[1].as<Str>()->length != 0) {
    RaiseText(t, Exc::kValueError, "invalid normalization form");
    return false;
  }
  *form = UnicodeForm::kNfc;
  return true;
}

// In that form already, as a look at the width says.
bool IsPlain(const Str* s, UnicodeForm form) {
  return s->is_ascii() || (form == UnicodeForm::kNfc && s->width() == 1);
}
std::vector<uint32_t> Chars(const Str* s) {
  std::vector<uint32_t> chars(static_cast<size_t>(s->length));
  for (int64_t i = 0; i < s->length; ++i)
    chars[static_cast<size_t>(i)] = StrCharAt(s, i);
  return chars;
}

template <UnicodeVersion kVersion>
Value Normalize(Thread* t, Value* args, size_t, Value) {
  args = Arguments<kVersion>(args);
  UnicodeForm form;
  if (!FormArgument(t, "normalize", args, &form)) return Value();
  auto* str = args[1].as<Str>();
  if (IsPlain(str, form)) return str;
  std::vector<uint32_t> chars = Chars(str);
  UnicodeNormalize(kVersion, form, &chars);
  return StrFromChars(t, 4, chars.data(), static_cast<int64_t>(chars.size()));
}
template <UnicodeVersion kVersion>
Value IsNormalized(Thread* t, Value* args, size_t, Value) {
  args = Arguments<kVersion>(args);
  UnicodeForm form;
  if (!FormArgument(t, "is_normalized", args, &form)) return Value();
  auto* str = args[1].as<Str>();
  if (IsPlain(str, form)) return t->isolate->true_value();
  std::vector<uint32_t> chars = Chars(str);
  std::vector<uint32_t> normal = chars;
  UnicodeNormalize(kVersion, form, &normal);
  return t->isolate->Bool(normal == chars);
}

constexpr uint32_t kMakes = kReadsHeap | kRaises | kCollects;
// The rows for one version.
template <UnicodeVersion kVersion>
constexpr NativeInfo kRows[] = {
    {"decimal", NumberOf<kVersion, NumberKind::kDecimal>,
     "(chr, default=None, /)", kMakes | kEscapesArgs,
     "The decimal digit's value as an int, or the default."},
    {"digit", NumberOf<kVersion, NumberKind::kDigit>, "(chr, default=None, /)",
     kMakes | kEscapesArgs, "The digit's value as an int, or the default."},
    {"numeric", NumberOf<kVersion, NumberKind::kNumeric>,
     "(chr, default=None, /)", kMakes | kEscapesArgs,
     "The char's numeric value as a float, or the default."},
    {"category", RecordField<kVersion, Field::kCategory>, "(chr, /)", kMakes,
     "The char's general category."},
    {"bidirectional", RecordField<kVersion, Field::kBidirectional>, "(chr, /)",
     kMakes, "The char's bidirectional class, or ''."},
    {"combining", RecordField<kVersion, Field::kCombining>, "(chr, /)", kMakes,
     "The char's canonical combining class, or 0."},
    {"mirrored", RecordField<kVersion, Field::kMirrored>, "(chr, /)", kMakes,
     "1 if the char is mirrored in bidirectional text, else 0."},
    {"east_asian_width", RecordField<kVersion, Field::kEastAsianWidth>,
     "(chr, /)", kMakes, "The char's east asian width."},
    {"decomposition", Decomposition<kVersion>, "(chr, /)", kMakes,
     "The char's decomposition mapping, or ''."},
    {"name", Name<kVersion>, "(chr, default=None, /)", kMakes | kEscapesArgs,
     "The char's name, or the default."},
    {"lookup", Lookup<kVersion>, "(name, /)", kMakes,
     "The char of that name; KeyError if there is none."},
    {"is_normalized", IsNormalized<kVersion>, "(form, unistr, /)", kMakes,
     "Whether a str is in the normal form 'NFC', 'NFKC', 'NFD' or 'NFKD'."},
    {"normalize", Normalize<kVersion>, "(form, unistr, /)", kMakes,
     "A str in the normal form 'NFC', 'NFKC', 'NFD' or 'NFKD'."},
};

Value GetVersion(Thread* t, Value*, size_t, Value) {
  return NewStrUtf8(t, "3.2.0");
}
constexpr GetSetInfo kFields[] = {
    {"unidata_version", GetVersion, nullptr, nullptr, true}};

Value RefuseConstruct(Thread* t, Value* args, size_t, Value) {
  return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
               ClassDisplayName(args[0].as<Class>()));
}

}  // namespace

bool InitUnicodedataModule(Thread* t, Module* module) {
  ClassOptions options;
  options.extension = &kUcdLayout;
  options.module = NewStrUtf8(t, "unicodedata");
  Str* name = Intern(t, "UCD");
  if (name == nullptr || options.module.is_null()) return false;
  Class* cls = NewNativeClass(t, name, t->isolate->object_class(), options);
  if (cls == nullptr) return false;
  cls->construct = RefuseConstruct;
  if (!AddNatives(t, cls->dict, kRows<UnicodeVersion::k3_2>, cls) ||
      !AddGetSets(t, cls, kFields) || !RefreshClass(t, cls)) {
    return false;
  }
  Object* old = AllocateInstance(t, cls);
  return old != nullptr &&
         AddModuleNatives(t, module, kRows<UnicodeVersion::k14>) &&
         SetModuleValue(t, module, "UCD", cls) &&
         SetModuleValue(t, module, "ucd_3_2_0", old) &&
         SetModuleText(t, module, "unidata_version", "14.0.0");
}

}  // namespace pyjit
