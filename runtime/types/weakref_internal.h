#ifndef RUNTIME_TYPES_WEAKREF_INTERNAL_H_
#define RUNTIME_TYPES_WEAKREF_INTERNAL_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Shared by weakref.cc and weakref_proxy.cc.

namespace pyjit {

Value WeakrefRepr(Thread* t, Value weakref);
bool InitWeakProxyTypes(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_WEAKREF_INTERNAL_H_
