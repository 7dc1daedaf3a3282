#ifndef RUNTIME_TYPES_STR_FORMAT_H_
#define RUNTIME_TYPES_STR_FORMAT_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// Where the fields of a format string take their values from.
struct FormatArguments {
  const Value* args;  // null for format_map: positional fields are an error
  int64_t nargs;
  Value mapping;  // a Dict, any mapping for format_map, or null
};

// str.format and format_map. Runs Python (__format__, attributes, items).
Value StrFormatWith(Thread* t, Str* format, const FormatArguments& arguments);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_STR_FORMAT_H_
