#ifndef RUNTIME_LENGTH_HINT_H_
#define RUNTIME_LENGTH_HINT_H_

#include <cstdint>

#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// How many items v may have: len(v), else v.__length_hint__(), else `fallback`. -1 with
// an exception pending. May run Python.
int64_t LengthHint(Thread* t, Value v, int64_t fallback);

}  // namespace pyjit

#endif  // RUNTIME_LENGTH_HINT_H_
