#ifndef RUNTIME_TYPES_COMPLEX_H_
#define RUNTIME_TYPES_COMPLEX_H_

#include <string>

#include "absl/strings/string_view.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Complex numbers: pairs of doubles. Failing functions set an exception.

namespace pyjit {

Value NewComplex(Thread* t, double real, double imag);
// complex and its subclasses.
inline bool IsComplex(Value v) {
  return IsKind(v, Kind::kExtension) && v.object()->shape()->extension == &Complex::kExtension;
}

struct ComplexNumber {
  double real = 0, imag = 0;
};
// What the functions of cmath take: complex numbers, __complex__, and what float() takes
// but strings. May run Python.
bool ArgumentAsComplex(Thread* t, Value v, ComplexNumber* out);

ComplexNumber ComplexProduct(ComplexNumber a, ComplexNumber b);
// False for b == 0: no exception is set.
bool ComplexQuotient(ComplexNumber a, ComplexNumber b, ComplexNumber* out);
// a ** b with Python's errors.
Value ComplexPower(Thread* t, ComplexNumber a, ComplexNumber b);
std::string ComplexRepr(ComplexNumber z);
// What complex(str) accepts, stripped or not. kUnderscore: an underscore that is not
// between digits.
enum class ComplexText { kOk, kMalformed, kUnderscore };
ComplexText ParseComplex(absl::string_view text, ComplexNumber* out);

bool InitComplexType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_COMPLEX_H_
