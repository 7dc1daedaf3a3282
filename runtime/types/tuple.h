#ifndef RUNTIME_TYPES_TUPLE_H_
#define RUNTIME_TYPES_TUPLE_H_

#include <cstdint>

#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/shape.h"

// tuple: immutable array of Values inline. A subclass written in Python keeps
// its attributes nowhere yet: Var kinds have no attribute slots.

namespace pyjit {

// n null items, to be filled at once (before Python sees it; stores need
// WriteBarrier only if something was allocated in between). n == 0 gives the
// isolate's one empty tuple. Null with MemoryError pending. No Python.
Tuple* NewTuple(Thread* t, int64_t n);
Tuple* NewTupleOfClass(Thread* t, Class* cls, int64_t n);
Tuple* TupleFromArray(Thread* t, const Value* items, int64_t n);
Tuple* TuplePack(Thread* t, Value a, Value b);
Tuple* TuplePack(Thread* t, Value a, Value b, Value c);
// tuple(iterable): the same object for an exact tuple. May run Python.
Tuple* NewTupleFrom(Thread* t, Value iterable);

// No Python.
Tuple* TupleSlice(Thread* t, Tuple* tuple, int64_t start, int64_t step,
                  int64_t count);
Tuple* TupleConcat(Thread* t, Tuple* a, Tuple* b);
Tuple* TupleRepeat(Thread* t, Tuple* tuple, int64_t times);

// Python's operations, for dispatch. May run Python.
Value TupleSubscript(Thread* t, Tuple* tuple, Value key);
int TupleContains(Thread* t, Tuple* tuple, Value item);  // 1, 0, -1
Value TupleCompare(Thread* t, CompareOp op, Tuple* a, Tuple* b);
int64_t TupleHash(Thread* t, Tuple* tuple, bool* ok);  // CPython's values
Value TupleRepr(Thread* t, Tuple* tuple);

bool InitTupleType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_TUPLE_H_
