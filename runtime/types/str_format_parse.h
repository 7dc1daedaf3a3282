#ifndef RUNTIME_TYPES_STR_FORMAT_PARSE_H_
#define RUNTIME_TYPES_STR_FORMAT_PARSE_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/thread.h"

// The syntax of format strings: what str.format and the module _string share.
// All functions return false with ValueError pending when the text is
// malformed.

namespace pyjit {

// A part of a str.
struct StrRange {
  int64_t start = 0, end = 0;
  bool empty() const { return start >= end; }
};

// One replacement field, as ranges of the format string.
struct FormatField {
  StrRange name, spec;
  uint32_t conversion = 0;
  bool spec_has_fields = false;
};

// Literal text (a doubled brace ends it and counts once), then perhaps a field.
struct FormatPiece {
  StrRange literal;
  bool has_field = false;
  FormatField field;
};
// The piece from *at on, which moves behind it. Requires *at < end.
bool ParseFormatPiece(Thread* t, Str* text, int64_t end, int64_t* at,
                      FormatPiece* piece);

// Whole-number text as an index; -1 if it is none. False: too many digits.
bool ReadFormatIndex(Thread* t, Str* text, StrRange range, int64_t* out);

// A field's name is a first part (up to '.' or '['), then ".attribute" and
// "[key]".
int64_t FieldFirstEnd(Str* text, StrRange name);
struct FieldPart {
  bool is_attribute;
  StrRange text;
};
// The part from *at on, which moves behind it. Requires *at < end.
bool ParseFieldPart(Thread* t, Str* text, int64_t end, int64_t* at,
                    FieldPart* part);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_STR_FORMAT_PARSE_H_
