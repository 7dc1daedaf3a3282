#ifndef RUNTIME_OPERATOR_METHODS_H_
#define RUNTIME_OPERATOR_METHODS_H_

#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Operators on instances of Python classes, in two steps: for an interpreter that
// pushes the frame of the first special method itself, so that C++ does not recurse.

namespace pyjit {

// The Python function that `a op b` calls first, with (a, b); null if it begins with
// anything else. Never runs Python. `a` is an instance (Kind::kInstance).
Function* FirstBinaryMethod(Thread* t, BinaryOp op, bool inplace, Value a, Value b);
Function* FirstCompareMethod(Thread* t, CompareOp op, Value a, Value b);

// What `a op b` goes on with once that function has returned NotImplemented. Runs Python.
Value BinaryAfterFirst(Thread* t, BinaryOp op, bool inplace, Value a, Value b);
Value CompareAfterFirst(Thread* t, CompareOp op, Value a, Value b);

}  // namespace pyjit

#endif  // RUNTIME_OPERATOR_METHODS_H_
