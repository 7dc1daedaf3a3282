#ifndef RUNTIME_TYPES_WEAKREF_H_
#define RUNTIME_TYPES_WEAKREF_H_

#include "runtime/objects.h"
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// weakref.ref and the proxies of weakref.proxy (runtime/types/weakref_proxy.cc).
// The collector clears them and queues their callbacks; nothing here frees
// anything. See Heap::RegisterWeakref for the list of an object's references.

namespace pyjit {

// Whether v may be weakly referenced. Never runs Python.
bool IsWeakrefable(Thread* t, Value v);

// weakref.ref(referent, callback) as an instance of cls, which is weakref.ref, a
// subclass or a proxy class; callback null or None: none. Without a callback the
// one reference that is there already is given back, but for subclasses.
// TypeError if the object has no room for weak references. May collect.
Value NewWeakref(Thread* t, Class* cls, Value referent, Value callback);
// weakref.proxy(referent, callback).
Value NewWeakProxy(Thread* t, Value referent, Value callback);

inline bool IsWeakref(Value v) { return IsKind(v, Kind::kWeakref); }
bool IsWeakProxy(Thread* t, Value v);

// What it refers to; null once that is gone.
inline Value WeakrefTarget(Value weakref) { return Value(weakref.as<Weakref>()->referent); }

bool InitWeakrefType(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_WEAKREF_H_
