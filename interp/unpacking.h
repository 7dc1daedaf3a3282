#ifndef INTERP_UNPACKING_H_
#define INTERP_UNPACKING_H_

#include <cstdint>

#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// a, b, c = v: exactly `count` items into out[0..count). May run Python; false
// with TypeError or ValueError pending (`out` may then be partly written).
bool UnpackItems(Thread* t, Value v, Value* out, int64_t count);

// a, *b, c = v: `before` items, a list, `after` items.
bool UnpackWithStar(Thread* t, Value v, Value* out, int64_t before, int64_t after);

}  // namespace pyjit

#endif  // INTERP_UNPACKING_H_
