#ifndef STDLIB_NAMESPACES_H_
#define STDLIB_NAMESPACES_H_

#include "runtime/objects.h"
#include "runtime/thread.h"

namespace pyjit {

// Makes a dict that Python code built usable as globals: each value goes into a
// Cell, keys become interned. Python sees no difference. Nothing happens if it is
// a namespace already. TypeError for keys that are not strings; MemoryError.
// Never runs Python.
bool MakeNamespace(Thread* t, Dict* dict);

}  // namespace pyjit

#endif  // STDLIB_NAMESPACES_H_
