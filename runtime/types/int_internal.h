#ifndef RUNTIME_TYPES_INT_INTERNAL_H_
#define RUNTIME_TYPES_INT_INTERNAL_H_

#include <cstdint>

#include "absl/types/span.h"
#include "runtime/native.h"
#include "runtime/types/bigint.h"
#include "runtime/types/int.h"

// Shared by the int*.cc files.

namespace pyjit {

// A result of about `bits` bits fits the isolate's cap; false with MemoryError
// pending. Asked before GMP computes something that could be huge, since GMP's
// own allocations end the process when they fail.
bool IntSizeAllowed(Thread* t, double bits);

inline Value IntFromMagnitude(Thread* t, Magnitude m, bool negative) {
  return IntFromLimbs(t, m.limbs, m.count, negative);
}
inline Value IntFromBuffer(Thread* t, const Limbs& limbs, bool negative) {
  return IntFromLimbs(t, limbs.data(), static_cast<int64_t>(limbs.size()), negative);
}

// A result to compute into: `count` zero limbs, count > 0. The operands must be
// reachable from elsewhere, as this may collect; their views stay good, since nothing
// moves. FinishInt makes it canonical: shorter, or a small int.
BigInt* NewIntLimbs(Thread* t, int64_t count);
Value FinishInt(Thread* t, BigInt* big, int64_t count, bool negative);

// An instance of a subclass of int with the value of `v`.
Value NewIntOfClass(Thread* t, Class* cls, Value v);

// int(...): Class::construct of int, and of bool.
Value ConstructInt(Thread* t, Value* args, size_t nargs, Value kwnames);
Value ConstructBool(Thread* t, Value* args, size_t nargs, Value kwnames);

// to_bytes and from_bytes; int_bytes.cc.
Value IntToBytesMethod(Thread* t, Value* args, size_t nargs, Value kwnames);
Value IntFromBytesMethod(Thread* t, Value* args, size_t nargs, Value kwnames);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_INT_INTERNAL_H_
