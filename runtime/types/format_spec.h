#ifndef RUNTIME_TYPES_FORMAT_SPEC_H_
#define RUNTIME_TYPES_FORMAT_SPEC_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Format specifications, [[fill]align][sign][z][#][0][width][grouping][.precision][type],
// and their application to the builtin types. Never run Python; fail with
// ValueError and CPython's messages.

namespace pyjit {

struct FormatSpec {
  uint32_t fill = ' ';
  char align = 0;     // < > = ^, or 0: the type's default
  char sign = 0;      // + - space, or 0
  bool no_neg_zero = false;  // z
  bool alternate = false;    // #
  char grouping = 0;  // , _ or 0
  int64_t width = -1;
  int64_t precision = -1;
  uint32_t type = 0;  // a char, or 0
};

// type_name is for the message of "Invalid format specifier '...' for object
// of type 'int'".
bool ParseFormatSpec(Thread* t, const Str* spec, absl::string_view type_name,
                     FormatSpec* out);
Value FormatStrWithSpec(Thread* t, Str* s, const FormatSpec& spec);
Value FormatIntWithSpec(Thread* t, Value v, const FormatSpec& spec);
Value FormatFloatWithSpec(Thread* t, double d, const FormatSpec& spec);

// __format__ of the builtin types: v and the whole spec (a Str).
Value StrFormatDunder(Thread* t, Str* s, const Str* spec);
Value IntFormatDunder(Thread* t, Value v, const Str* spec);
Value FloatFormatDunder(Thread* t, double d, const Str* spec);
Value ComplexFormatDunder(Thread* t, double real, double imag, const Str* spec);

// A field no isolate could hold; false with MemoryError pending. Asked before
// padding to a width that the program chose.
bool FieldSizeAllowed(Thread* t, int64_t chars);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_FORMAT_SPEC_H_
