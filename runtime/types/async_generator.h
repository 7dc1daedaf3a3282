#ifndef RUNTIME_TYPES_ASYNC_GENERATOR_H_
#define RUNTIME_TYPES_ASYNC_GENERATOR_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// cr_origin of a coroutine that is being made: a tuple of (file, line, function) of
// up to coroutine_origin_depth callers of the running frame.
Value CoroutineOrigin(Thread* t);

// A new Awaiter of `cls` over `target`; null with MemoryError pending.
Value NewAwaiter(Thread* t, Class* cls, Value target, Value argument);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_ASYNC_GENERATOR_H_
