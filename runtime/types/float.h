#ifndef RUNTIME_TYPES_FLOAT_H_
#define RUNTIME_TYPES_FLOAT_H_

#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Python floats: boxed doubles. Arithmetic here works on raw doubles, so the
// interpreter and compiled code share it. Failing functions set an exception.

namespace pyjit {

inline Value NewFloat(Thread* t, double d) {
  Object* object =
      AllocateRaw(t, t->isolate->shape_of(Kind::kFloat), sizeof(Float));
  if (object == nullptr) [[unlikely]] return Value();
  static_cast<Float*>(object)->value = d;
  return object;
}
inline bool IsFloat(Value v) { return IsKind(v, Kind::kFloat); }
inline double FloatValue(Value v) { return v.as<Float>()->value; }
// Whether v may be kept as a raw double, without its box: an exact float, but no NaN, whose
// hash is its own.
inline __attribute__((always_inline)) bool CanBeRawDouble(const Thread* t, Value v) {
  return v.is_object() &&
         v.object()->shape_word == t->exact_shapes[static_cast<int>(Kind::kFloat)] &&
         FloatValue(v) == FloatValue(v);
}

// The value of a float, int or bool as a double. False if v is none of these,
// or an int beyond a double's range. No exception, never collects.
bool NumberAsDouble(Value v, double* out);
// float(v) for any value: strings, __float__, __index__. May run Python.
Value NumberToFloat(Thread* t, Value v);
// What a C function's double parameter takes: floats, ints, __float__,
// __index__; TypeError "must be real number, not X". May run Python.
bool ArgumentAsDouble(Thread* t, Value v, double* out);

// --- Arithmetic with Python's semantics ---
// False: ZeroDivisionError pending ("float division by zero" and so on).
bool FloatTrueDiv(Thread* t, double a, double b, double* out);
bool FloatFloorDiv(Thread* t, double a, double b, double* out);
bool FloatMod(Thread* t, double a, double b, double* out);
bool FloatDivMod(Thread* t, double a, double b, double* floor, double* mod);
// The same for b != 0: cannot fail.
double FloatFloorDivNonzero(double a, double b);
double FloatModNonzero(double a, double b);
// A float (or a complex for a negative base with a fractional exponent).
Value FloatPow(Thread* t, double a, double b);
int64_t FloatHash(double d);  // equal to IntHash for equal values
// round(d, ndigits), correctly rounded, half to even.
Value FloatRound(Thread* t, double d, int64_t ndigits);
// round(d): the nearest int, half to even.
Value FloatRoundToInt(Thread* t, double d);

// --- Text: pure functions ---

std::string FloatRepr(double d);  // shortest text that reads back equal
// Parses what float() accepts after stripping: sign, digits with underscores,
// exponent, inf, infinity, nan. False if it is none of these.
bool ParseDouble(absl::string_view text, double* out);
Value ParseFloat(Thread* t, Str* text);  // float(str), ValueError
std::string FloatHex(double d);

enum FloatFormatFlags {
  kFloatSign = 1,       // '+' before what is not negative
  kFloatAlternate = 2,  // '#': always a point, 'g' keeps zeros
  kFloatDotZero = 4,    // append ".0" to what looks like an int (repr)
  kFloatNoNegZero = 8,  // 'z': -0 after rounding loses its sign
};
// type: e E f F g G r (repr; precision ignored). As PyOS_double_to_string does.
std::string FormatDouble(double d, char type, int precision, int flags);

bool InitFloatType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_FLOAT_H_
