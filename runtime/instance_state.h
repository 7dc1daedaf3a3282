#ifndef RUNTIME_INSTANCE_STATE_H_
#define RUNTIME_INSTANCE_STATE_H_

#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

// The attributes of an instance as __reduce__ gives them: a new dict, or None if there
// are none. Null with an exception pending. Runs no Python.
Value InstanceState(Thread* t, Value object);

}  // namespace pyjit

#endif  // RUNTIME_INSTANCE_STATE_H_
