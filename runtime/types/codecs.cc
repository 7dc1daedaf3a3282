#include "runtime/types/codecs.h"

#include <string>

#include "absl/strings/ascii.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/types/bytes.h"
#include "runtime/types/codec_registry.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"

// Codecs by name.

namespace pyjit {

bool FindEncoding(absl::string_view name, Encoding* out) {
  std::string key;
  for (char c : name) {
    if (c == '-' || c == ' ') c = '_';
    key.push_back(absl::ascii_tolower(static_cast<unsigned char>(c)));
  }
  static constexpr struct {
    const char* name;
    Encoding encoding;
  } kNames[] = {
      {"utf_8", Encoding::kUtf8},         {"utf8", Encoding::kUtf8},
      {"u8", Encoding::kUtf8},            {"cp65001", Encoding::kUtf8},
      {"utf_8_sig", Encoding::kUtf8Sig},  {"ascii", Encoding::kAscii},
      {"us_ascii", Encoding::kAscii},     {"646", Encoding::kAscii},
      {"latin_1", Encoding::kLatin1},     {"latin1", Encoding::kLatin1},
      {"latin", Encoding::kLatin1},       {"l1", Encoding::kLatin1},
      {"iso_8859_1", Encoding::kLatin1},  {"iso8859_1", Encoding::kLatin1},
      {"8859", Encoding::kLatin1},        {"cp819", Encoding::kLatin1},
      {"utf_16", Encoding::kUtf16},       {"utf16", Encoding::kUtf16},
      {"utf_16_le", Encoding::kUtf16Le},  {"utf_16le", Encoding::kUtf16Le},
      {"utf_16_be", Encoding::kUtf16Be},  {"utf_16be", Encoding::kUtf16Be},
      {"utf_32", Encoding::kUtf32},       {"utf32", Encoding::kUtf32},
      {"utf_32_le", Encoding::kUtf32Le},  {"utf_32le", Encoding::kUtf32Le},
      {"utf_32_be", Encoding::kUtf32Be},  {"utf_32be", Encoding::kUtf32Be},
  };
  for (const auto& row : kNames) {
    if (key == row.name) {
      *out = row.encoding;
      return true;
    }
  }
  return false;
}

namespace {

bool NameArgument(Thread* t, Value v, const char* function, const char* parameter,
                  std::string* out) {
  if (v.is_null()) return true;
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "%s() argument '%s' must be str, not %s", function, parameter,
          ArgumentClassName(t, v));
    return false;
  }
  *out = StrToUtf8(v.as<Str>());
  if (out->find('\0') == std::string::npos) return true;
  RaiseText(t, Exc::kValueError, "embedded null character");
  return false;
}

// Reads the names of bytes.decode() and str.encode(). *builtin: the engine knows the
// encoding.
bool ReadNames(Thread* t, Value encoding, Value errors, const char* function,
               std::string* name, bool* builtin, Encoding* known, ErrorMode* mode) {
  std::string errors_name;
  *known = Encoding::kUtf8;
  if (!NameArgument(t, encoding, function, "encoding", name) ||
      !NameArgument(t, errors, function, "errors", &errors_name)) {
    return false;
  }
  *builtin = encoding.is_null() || FindEncoding(*name, known);
  return ReadErrorMode(t, errors, mode) &&
         (mode->kind != CodecErrors::kByName || CheckErrorHandler(t, errors));
}

}  // namespace

Str* DecodeNamed(Thread* t, absl::string_view bytes, Value encoding, Value errors,
                 Value owner) {
  std::string name;
  bool builtin;
  Encoding known;
  ErrorMode mode;
  if (!ReadNames(t, encoding, errors, "decode", &name, &builtin, &known, &mode)) return nullptr;
  if (builtin) return DecodeText(t, bytes, known, mode);
  if (owner.is_null()) owner = NewBytes(t, bytes);
  if (!owner) return nullptr;
  return DecodeTextThroughRegistry(t, owner, name, errors).as<Str>();
}

Bytes* EncodeNamed(Thread* t, Str* s, Value encoding, Value errors) {
  std::string name;
  bool builtin;
  Encoding known;
  ErrorMode mode;
  if (!ReadNames(t, encoding, errors, "encode", &name, &builtin, &known, &mode)) return nullptr;
  if (builtin) return EncodeText(t, s, known, mode);
  return EncodeTextThroughRegistry(t, s, name, errors).as<Bytes>();
}

}  // namespace pyjit
