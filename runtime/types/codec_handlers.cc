#include <algorithm>
#include <string>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_errors.h"
#include "runtime/types/codec_registry.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"
#include "runtime/types/tuple.h"
#include "runtime/types/utf8.h"

// The builtin error handlers as functions of an exception, as codecs.lookup_error()
// gives them.

namespace pyjit {
namespace {

enum class UnicodeKind : uint8_t { kEncode, kDecode, kTranslate };

// The details of a UnicodeError, its range fitted to the object's length.
struct Details {
  UnicodeKind kind;
  std::string encoding;
  Str* text = nullptr;     // encode and translate
  Bytes* bytes = nullptr;  // decode
  int64_t start = 0, end = 0;

  int64_t count() const { return std::max<int64_t>(0, end - start); }
};

bool Unhandled(Thread* t, Value error) {
  Raise(t, Exc::kTypeError, "don't know how to handle %s in error callback",
        ClassNameOf(t, error));
  return false;
}

bool ReadDetails(Thread* t, Value error, Details* out) {
  auto is = [&](Exc exc) {
    return IsKind(error, Kind::kException) &&
           IsSubclass(ClassOf(t, error), ExceptionClass(t, exc));
  };
  if (is(Exc::kUnicodeEncodeError)) {
    out->kind = UnicodeKind::kEncode;
  } else if (is(Exc::kUnicodeDecodeError)) {
    out->kind = UnicodeKind::kDecode;
  } else if (is(Exc::kUnicodeTranslateError)) {
    out->kind = UnicodeKind::kTranslate;
  } else {
    return Unhandled(t, error);
  }
  Value extra = error.as<Exception>()->extra;
  if (!IsKind(extra, Kind::kTuple) || extra.as<Tuple>()->length != 5) {
    RaiseText(t, Exc::kTypeError, "object attribute not set");
    return false;
  }
  const Value* fields = extra.as<Tuple>()->items;
  if (IsStr(fields[0])) out->encoding = StrToUtf8(fields[0].as<Str>());
  int64_t length;
  if (out->kind == UnicodeKind::kDecode) {
    if (!IsBytes(fields[1])) {
      RaiseText(t, Exc::kTypeError, "object attribute must be bytes");
      return false;
    }
    out->bytes = fields[1].as<Bytes>();
    length = out->bytes->length;
  } else {
    if (!IsStr(fields[1])) {
      RaiseText(t, Exc::kTypeError, "object attribute must be unicode");
      return false;
    }
    out->text = fields[1].as<Str>();
    length = out->text->length;
  }
  if (!IsInt(fields[2]) || !IsInt(fields[3]) || !IntAsInt64(fields[2], &out->start) ||
      !IntAsInt64(fields[3], &out->end)) {
    RaiseText(t, Exc::kTypeError, "start and end must be integers");
    return false;
  }
  out->start = std::max<int64_t>(0, std::min(out->start, length - 1));
  out->end = std::min(std::max<int64_t>(out->end, 1), length);
  return true;
}

Value Answer(Thread* t, Value replacement, int64_t position) {
  return replacement ? Value(TuplePack(t, replacement, IntFromInt64(t, position))) : Value();
}
Value AnswerAscii(Thread* t, const std::string& text, int64_t position) {
  return Answer(t, StrFromLatin1(t, text), position);
}
// The handler cannot help: the error itself.
Value Again(Thread* t, Value error) { return RaiseValue(t, error, Value()); }

Value StrictErrors(Thread* t, Value* args, size_t, Value) {
  if (IsKind(args[0], Kind::kException)) return Again(t, args[0]);
  return RaiseText(t, Exc::kTypeError, "codec must pass exception instance");
}

Value IgnoreErrors(Thread* t, Value* args, size_t, Value) {
  Details d;
  if (!ReadDetails(t, args[0], &d)) return Value();
  return Answer(t, t->isolate->empty_str(), d.end);
}

Value ReplaceErrors(Thread* t, Value* args, size_t, Value) {
  Details d;
  if (!ReadDetails(t, args[0], &d)) return Value();
  StrBuilder out;
  if (d.kind == UnicodeKind::kEncode) {
    out.AppendFill('?', d.count());
  } else {
    out.AppendFill(0xFFFD, d.kind == UnicodeKind::kDecode ? 1 : d.count());
  }
  return Answer(t, out.Finish(t), d.end);
}

Value XmlCharRefReplaceErrors(Thread* t, Value* args, size_t, Value) {
  Details d;
  if (!ReadDetails(t, args[0], &d)) return Value();
  if (d.kind != UnicodeKind::kEncode) return Unhandled(t, args[0]), Value();
  std::string out;
  for (int64_t i = d.start; i < d.end; ++i) {
    out += absl::StrFormat("&#%d;", StrCharAt(d.text, i));
  }
  return AnswerAscii(t, out, d.end);
}

Value BackslashReplaceErrors(Thread* t, Value* args, size_t, Value) {
  Details d;
  if (!ReadDetails(t, args[0], &d)) return Value();
  std::string out;
  for (int64_t i = d.start; i < d.end; ++i) {
    AppendBackslashEscape(d.bytes != nullptr ? d.bytes->data[i] : StrCharAt(d.text, i), &out);
  }
  return AnswerAscii(t, out, d.end);
}

// unicodedata.name(chr(c)); empty if it has none. False with an exception pending.
bool NameOfChar(Thread* t, uint32_t c, std::string* out) {
  Str* module_name = Intern(t, "unicodedata");
  Str* name = module_name == nullptr ? nullptr : Intern(t, "name");
  if (name == nullptr || t->isolate->import_name == nullptr) return false;
  Value module = t->isolate->import_name(t, module_name, Value(), 0, nullptr);
  Value function = module ? GetAttr(t, module, name) : Value();
  Value chr = function ? Value(StrFromChar(t, c)) : Value();
  if (!chr) return false;
  Value found = CallValues(t, function, {chr, t->isolate->empty_str()});
  if (!found || !IsStr(found)) return false;
  *out = StrToUtf8(found.as<Str>());
  return true;
}

Value NameReplaceErrors(Thread* t, Value* args, size_t, Value) {
  Details d;
  if (!ReadDetails(t, args[0], &d)) return Value();
  if (d.kind != UnicodeKind::kEncode) return Unhandled(t, args[0]), Value();
  std::string out;
  for (int64_t i = d.start; i < d.end; ++i) {
    std::string name;
    uint32_t c = StrCharAt(d.text, i);
    if (!NameOfChar(t, c, &name)) return Value();
    if (name.empty()) {
      AppendBackslashEscape(c, &out);
    } else {
      out += "\\N{" + name + "}";
    }
  }
  return AnswerAscii(t, out, d.end);
}

// Which of the encodings with surrogates a name means.
bool FindUtf(const std::string& name, Encoding* out) {
  std::string key = absl::AsciiStrToLower(name);
  if (!absl::StartsWith(key, "utf") && key != "cp65001") return false;
  if (key == "utf-16" || key == "utf_16" || key == "utf16") {
    *out = Encoding::kUtf16Le;
    return true;
  }
  if (key == "utf-32" || key == "utf_32" || key == "utf32") {
    *out = Encoding::kUtf32Le;
    return true;
  }
  return FindEncoding(key, out);
}

Value SurrogatePassErrors(Thread* t, Value* args, size_t, Value) {
  Details d;
  if (!ReadDetails(t, args[0], &d)) return Value();
  Encoding encoding;
  if (d.kind == UnicodeKind::kTranslate) return Unhandled(t, args[0]), Value();
  if (!FindUtf(d.encoding, &encoding)) return Again(t, args[0]);
  if (d.kind == UnicodeKind::kEncode) {
    for (int64_t i = d.start; i < d.end; ++i) {
      uint32_t c = StrCharAt(d.text, i);
      if (c < 0xD800 || c >= 0xE000) return Again(t, args[0]);
    }
    Str* part = StrSlice(t, d.text, d.start, std::max(d.start, d.end));
    if (part == nullptr) return Value();
    return Answer(t, EncodeText(t, part, encoding, CodecErrors::kSurrogatePass), d.end);
  }
  size_t unit = encoding <= Encoding::kUtf8Sig ? 3 : encoding < Encoding::kUtf32 ? 2 : 4;
  absl::string_view rest =
      BytesView(d.bytes).substr(static_cast<size_t>(d.start)).substr(0, unit);
  if (rest.size() < unit) return Again(t, args[0]);
  DecodeProgress progress;
  Str* text = DecodePiece(t, rest, encoding, CodecErrors::kSurrogatePass, &progress);
  if (text == nullptr) {
    t->exception = Value();
    return Again(t, args[0]);
  }
  uint32_t c = text->length == 1 ? StrCharAt(text, 0) : 0;
  if (c < 0xD800 || c >= 0xE000) return Again(t, args[0]);
  return Answer(t, text, d.start + static_cast<int64_t>(unit));
}

Value SurrogateEscapeErrors(Thread* t, Value* args, size_t, Value) {
  Details d;
  if (!ReadDetails(t, args[0], &d)) return Value();
  if (d.kind == UnicodeKind::kTranslate) return Unhandled(t, args[0]), Value();
  if (d.kind == UnicodeKind::kEncode) {
    std::string out;
    for (int64_t i = d.start; i < d.end; ++i) {
      uint32_t c = StrCharAt(d.text, i);
      if (c < 0xDC80 || c > 0xDCFF) return Again(t, args[0]);
      out.push_back(static_cast<char>(c - 0xDC00));
    }
    return Answer(t, NewBytes(t, out), d.end);
  }
  StrBuilder out;
  int64_t i = d.start;
  while (i < d.end && i < d.start + 4 && d.bytes->data[i] >= 0x80) {
    out.AppendChar(0xDC00u + d.bytes->data[i++]);
  }
  if (i == d.start) return Again(t, args[0]);
  return Answer(t, out.Finish(t), i);
}

constexpr NativeInfo kHandlers[] = {
    {"strict_errors", StrictErrors, "(exception, /)", kAnything,
     "Implements the 'strict' error handling."},
    {"ignore_errors", IgnoreErrors, "(exception, /)", kAnything,
     "Implements the 'ignore' error handling."},
    {"replace_errors", ReplaceErrors, "(exception, /)", kAnything,
     "Implements the 'replace' error handling."},
    {"xmlcharrefreplace_errors", XmlCharRefReplaceErrors, "(exception, /)", kAnything,
     "Implements the 'xmlcharrefreplace' error handling."},
    {"backslashreplace_errors", BackslashReplaceErrors, "(exception, /)", kAnything,
     "Implements the 'backslashreplace' error handling."},
    {"namereplace_errors", NameReplaceErrors, "(exception, /)", kAnything,
     "Implements the 'namereplace' error handling."},
    {"surrogatepass", SurrogatePassErrors, "(exception, /)", kAnything, nullptr},
    {"surrogateescape", SurrogateEscapeErrors, "(exception, /)", kAnything, nullptr},
};

}  // namespace

Value BuiltinErrorHandler(Thread* t, absl::string_view name) {
  for (const NativeInfo& row : kHandlers) {
    absl::string_view row_name = row.name;
    if (row_name == name || (absl::StartsWith(row_name, name) &&
                             row_name.substr(name.size()) == "_errors")) {
      return NewNativeFunction(t, &row, Value());
    }
  }
  return Value();
}

}  // namespace pyjit
