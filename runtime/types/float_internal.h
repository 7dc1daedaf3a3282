#ifndef RUNTIME_TYPES_FLOAT_INTERNAL_H_
#define RUNTIME_TYPES_FLOAT_INTERNAL_H_

#include "absl/strings/string_view.h"
#include "runtime/isolate.h"
#include "runtime/types/float.h"

// Shared by the float*.cc files and complex_methods.cc.

namespace pyjit {

// |d| rounded to a multiple of 10**-ndigits, half to even, exactly. Infinity
// when the result is beyond the range. Finite d.
double RoundToDigits(double d, int64_t ndigits);

enum class HexResult { kOk, kInvalid, kTooLarge };
// float.fromhex on stripped text.
HexResult ParseHexDouble(absl::string_view text, double* out);

// An operand of a binary method, read as a number of the method's own type.
enum class Operand { kOk, kOther, kRaised };
Operand ReadRealOperand(Thread* t, Value v, double* out);

// A binary method of float or complex: kOp on the receiver and the other operand.
template <typename Number, Operand (*kRead)(Thread*, Value, Number*),
          Value (*kOp)(Thread*, Number, Number), bool kReflected>
Value NumberRow(Thread* t, Value* args, size_t, Value) {
  Number self, other;
  kRead(t, args[0], &self);  // of the own type
  switch (kRead(t, args[1], &other)) {
    case Operand::kOther: return t->isolate->not_implemented();
    case Operand::kRaised: return Value();
    case Operand::kOk: break;
  }
  return kReflected ? kOp(t, other, self) : kOp(t, self, other);
}

// float(...): Class::construct of float.
Value ConstructFloat(Thread* t, Value* args, size_t nargs, Value kwnames);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_FLOAT_INTERNAL_H_
