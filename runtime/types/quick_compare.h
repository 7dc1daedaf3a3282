#ifndef RUNTIME_TYPES_QUICK_COMPARE_H_
#define RUNTIME_TYPES_QUICK_COMPARE_H_

#include "runtime/operators.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Comparisons of what programs compare most, without Python, allocation or a bool: small
// ints, exact floats, exact strs, and exact tuples of such. 1, 0, or -1: the values are of
// other kinds, and nothing has been done.

namespace pyjit {

int QuickCompare(Thread* t, CompareOp op, Value a, Value b);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_QUICK_COMPARE_H_
