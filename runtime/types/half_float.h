#ifndef RUNTIME_TYPES_HALF_FLOAT_H_
#define RUNTIME_TYPES_HALF_FLOAT_H_

#include <cstdint>

// IEEE 754 binary16, as struct's format 'e' has it.

namespace pyjit {

double HalfToDouble(uint16_t half);
// Rounded half to even. False if |d| is too large for a half float.
bool DoubleToHalf(double d, uint16_t* half);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_HALF_FLOAT_H_
