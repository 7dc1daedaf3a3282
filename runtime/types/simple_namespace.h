#ifndef RUNTIME_TYPES_SIMPLE_NAMESPACE_H_
#define RUNTIME_TYPES_SIMPLE_NAMESPACE_H_

#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// An empty types.SimpleNamespace; SetAttr fills it. Null with MemoryError pending.
Value NewSimpleNamespace(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_SIMPLE_NAMESPACE_H_
