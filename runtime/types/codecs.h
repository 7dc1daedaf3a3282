#ifndef RUNTIME_TYPES_CODECS_H_
#define RUNTIME_TYPES_CODECS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Text encodings. Those that the engine knows itself are decoded and encoded
// here; all others, and error handlers that a program registered, are found
// through the registry (codec_registry.h), which runs Python.

namespace pyjit {

enum class Encoding : uint8_t {
  kUtf8, kUtf8Sig, kAscii, kLatin1, kUtf16, kUtf16Le, kUtf16Be, kUtf32,
  kUtf32Le, kUtf32Be,
};
enum class CodecErrors : uint8_t {
  kStrict, kIgnore, kReplace, kSurrogateEscape, kSurrogatePass,
  kBackslashReplace, kXmlCharRefReplace,
  kByName,  // whatever the registry has for the name
};

// What to do with what a codec cannot convert.
struct ErrorMode {
  ErrorMode(CodecErrors k = CodecErrors::kStrict) : kind(k) {}  // NOLINT
  CodecErrors kind;
  Value name;  // Str, for kByName
};
// The mode of an `errors` argument: null or None is strict. False with TypeError
// pending if it is no str.
bool ReadErrorMode(Thread* t, Value errors, ErrorMode* out);
// "strict", "surrogateescape", ...; empty for kByName.
const char* ErrorModeName(CodecErrors kind);

// Case, '-', '_' and ' ' do not matter. False if unknown.
bool FindEncoding(absl::string_view name, Encoding* out);
bool FindCodecErrors(absl::string_view name, CodecErrors* out);

// --- Whole texts. Null with UnicodeDecodeError or UnicodeEncodeError pending. ---

Str* DecodeText(Thread* t, absl::string_view bytes, Encoding encoding, ErrorMode errors);
Bytes* EncodeText(Thread* t, const Str* s, Encoding encoding, ErrorMode errors);

// --- Pieces of a stream ---

struct DecodeProgress {
  bool final = true;   // no more bytes follow: what is incomplete is an error
  int byte_order = 0;  // utf-16 and utf-32: -1 little, 1 big, 0 by the mark; updated
  int64_t consumed = 0;  // result: bytes that were decoded
};
Str* DecodePiece(Thread* t, absl::string_view bytes, Encoding encoding, ErrorMode errors,
                 DecodeProgress* progress);

// --- By name, as bytes.decode() and str.encode() do ---

// Names may be null (utf-8, strict). LookupError "unknown encoding: x". Run Python
// for codecs that are not builtin. `owner` is the object that has the bytes, for the
// registry (null: a copy is made).
Str* DecodeNamed(Thread* t, absl::string_view bytes, Value encoding, Value errors,
                 Value owner = Value());
Bytes* EncodeNamed(Thread* t, Str* s, Value encoding, Value errors);

// --- Other encodings that _codecs offers ---

Str* DecodeUtf7(Thread* t, absl::string_view bytes, ErrorMode errors, bool final,
                int64_t* consumed);
Bytes* EncodeUtf7(Thread* t, const Str* s);
Str* DecodeUnicodeEscape(Thread* t, absl::string_view bytes, ErrorMode errors, bool final,
                         int64_t* consumed);
// What to warn of where an escape is none: of the char c, of a value above 0o377.
std::string InvalidEscape(uint8_t c);
std::string InvalidOctalEscape(uint32_t value);
Bytes* EncodeUnicodeEscape(Thread* t, const Str* s);
Str* DecodeRawUnicodeEscape(Thread* t, absl::string_view bytes, ErrorMode errors, bool final,
                            int64_t* consumed);
Bytes* EncodeRawUnicodeEscape(Thread* t, const Str* s);
// mapping: None, a str, or anything with items by int.
Str* DecodeCharmap(Thread* t, absl::string_view bytes, ErrorMode errors, Value mapping);
Bytes* EncodeCharmap(Thread* t, const Str* s, ErrorMode errors, Value mapping);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_CODECS_H_
