#ifndef RUNTIME_TYPES_PICKLING_H_
#define RUNTIME_TYPES_PICKLING_H_

#include "absl/strings/string_view.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Shared by the pickling*.cc files, which add __reduce__ and the like to types.

namespace pyjit {

// A name of the builtins as it stands now, as pickles name functions: "iter".
Value BuiltinByName(Thread* t, absl::string_view text);

// What the object's __getstate__() gives: object's own knows attributes and members.
Value PicklingState(Thread* t, Value object);

bool InitIteratorPickling(Thread* t);
bool InitCallablePickling(Thread* t);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_PICKLING_H_
