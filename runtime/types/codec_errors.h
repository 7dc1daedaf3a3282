#ifndef RUNTIME_TYPES_CODEC_ERRORS_H_
#define RUNTIME_TYPES_CODEC_ERRORS_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/error.h"
#include "runtime/objects.h"
#include "runtime/types/codecs.h"
#include "runtime/types/str_builder.h"

// What decoders and encoders have in common: their input and output, and what they
// do about what cannot be converted. These objects live on the native stack,
// where the collector sees the values in them.

namespace pyjit {

// A decoder's input, which an error handler may exchange, and its output.
class DecodeContext {
 public:
  DecodeContext(Thread* t, absl::string_view bytes, const char* encoding, ErrorMode errors)
      : t(t), in(bytes), encoding(encoding), errors(errors) {}

  uint8_t At(size_t i) const { return static_cast<uint8_t>(in[i]); }
  // Handles the undecodable bytes [start, *stop): decoding goes on at *stop, which
  // a handler may move. False with an exception pending.
  bool Bad(size_t start, size_t* stop, const char* reason);

  Thread* t;
  absl::string_view in;
  const char* encoding;
  ErrorMode errors;
  StrBuilder out;

 private:
  bool CallHandler(size_t start, size_t* stop, const char* reason);
  Value object_;    // Bytes with the input, once an exception was made
  Value error_;     // that exception, used again
  Value handler_;
};

// An encoder's input and output.
class EncodeContext {
 public:
  EncodeContext(Thread* t, const Str* s, const char* encoding, ErrorMode errors)
      : t(t), s(s), encoding(encoding), errors(errors) {}

  // Handles the unencodable chars [start, end). Encoding goes on at *next; before
  // it `*text` (may be null) is to be encoded, or what was appended to `out` is all.
  // False with an exception pending.
  bool Bad(int64_t start, int64_t end, const char* reason, int64_t* next, Str** text);
  // Raises UnicodeEncodeError; false.
  bool Fail(int64_t start, int64_t end, const char* reason);

  Thread* t;
  const Str* s;
  const char* encoding;
  ErrorMode errors;
  std::string out;
  size_t unit = 1;  // bytes that a handler gives must be a multiple of this
  bool whole_runs = false;  // an error is about all of a run, be its first chars escapable

 private:
  bool CallHandler(int64_t start, int64_t end, const char* reason, int64_t* next, Str** text);
  Value error_;
  Value handler_;
};

// UnicodeDecodeError or UnicodeEncodeError(encoding, object, start, end, reason).
Value NewUnicodeError(Thread* t, Exc exc, const char* encoding, Value object, int64_t start,
                      int64_t end, const char* reason);

// "\xe9", "\u20ac", "\U0001f600".
void AppendBackslashEscape(uint32_t c, std::string* out);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_CODEC_ERRORS_H_
