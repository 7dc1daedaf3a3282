#ifndef RUNTIME_HEAP_GROW_H_
#define RUNTIME_HEAP_GROW_H_

#include <cstddef>

#include "runtime/objects.h"

namespace pyjit {

// Gives an object that has a mapping of its own more room where it lies: `bytes` in all,
// the new ones zero. The caller then sets the object's capacity. False: nothing has been
// done, and the object has to be copied. Never collects.
bool GrowInPlace(Object* object, size_t bytes);

}  // namespace pyjit

#endif  // RUNTIME_HEAP_GROW_H_
