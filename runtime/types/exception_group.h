#ifndef RUNTIME_TYPES_EXCEPTION_GROUP_H_
#define RUNTIME_TYPES_EXCEPTION_GROUP_H_

#include "runtime/isolate.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// BaseExceptionGroup and ExceptionGroup: Exception::extra is a Tuple of the message
// and the tuple of exceptions. Everything may collect and run Python.

namespace pyjit {

bool IsExceptionGroup(Thread* t, Value v);
// The tuple of exceptions of a group.
Tuple* GroupExceptions(Exception* group);
Value GroupMessage(Exception* group);

// `except* type:` on the exception `exc` (or None): the part that matches and the
// rest, None for an empty one. False with an exception pending.
bool MatchGroup(Thread* t, Value exc, Value type, Value* match, Value* rest);
// What is raised after the handlers of except*: `raised` lists what they raised and
// what was left of `original`. None: nothing.
Value Regroup(Thread* t, Value original, List* raised);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_EXCEPTION_GROUP_H_
