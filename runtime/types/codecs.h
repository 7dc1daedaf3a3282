#ifndef RUNTIME_TYPES_CODECS_H_
#define RUNTIME_TYPES_CODECS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Text encodings the engine knows itself: utf-8, ascii, latin-1, utf-16 and
// utf-32 (with -le and -be). May collect; never run Python.

namespace pyjit {

enum class Encoding : uint8_t {
  kUtf8, kUtf8Sig, kAscii, kLatin1, kUtf16, kUtf16Le, kUtf16Be, kUtf32,
  kUtf32Le, kUtf32Be,
};
enum class CodecErrors : uint8_t {
  kStrict, kIgnore, kReplace, kSurrogateEscape, kSurrogatePass,
  kBackslashReplace, kXmlCharRefReplace,
};

// Case, '-', '_' and ' ' do not matter. False if unknown.
bool FindEncoding(absl::string_view name, Encoding* out);
bool FindCodecErrors(absl::string_view name, CodecErrors* out);

// Null with UnicodeDecodeError or UnicodeEncodeError pending.
Str* DecodeText(Thread* t, absl::string_view bytes, Encoding encoding,
                CodecErrors errors);
Bytes* EncodeText(Thread* t, const Str* s, Encoding encoding,
                  CodecErrors errors);
// By name, as bytes.decode() and str.encode() do; names may be null (utf-8,
// strict). LookupError "unknown encoding: x".
Str* DecodeNamed(Thread* t, absl::string_view bytes, Value encoding, Value errors);
Bytes* EncodeNamed(Thread* t, const Str* s, Value encoding, Value errors);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_CODECS_H_
