#ifndef RUNTIME_TYPES_FLOAT_INTERNAL_H_
#define RUNTIME_TYPES_FLOAT_INTERNAL_H_

#include "absl/strings/string_view.h"
#include "runtime/types/float.h"

// Shared by the float*.cc files.

namespace pyjit {

// |d| rounded to a multiple of 10**-ndigits, half to even, exactly. Infinity
// when the result is beyond the range. Finite d.
double RoundToDigits(double d, int64_t ndigits);

enum class HexResult { kOk, kInvalid, kTooLarge };
// float.fromhex on stripped text.
HexResult ParseHexDouble(absl::string_view text, double* out);

// float(...): Class::construct of float.
Value ConstructFloat(Thread* t, Value* args, size_t nargs, Value kwnames);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_FLOAT_INTERNAL_H_
