#ifndef RUNTIME_FINALIZERS_H_
#define RUNTIME_FINALIZERS_H_

#include "runtime/thread.h"

namespace pyjit {

// Runs the __del__ methods and weakref callbacks that collections have queued,
// at a safe point of the interpreter (kPollFinalize). Exceptions in them are
// reported on sys.stderr as CPython does ("Exception ignored in ...") and
// dropped; a pending exception of the caller is kept. Runs Python. Does
// nothing when called from inside itself.
void RunFinalizers(Thread* t);

// Reports the pending exception, which nobody can catch, and drops it:
// "Exception ignored in: <repr of where>" and the traceback on sys.stderr.
void WriteUnraisable(Thread* t, Value where);

}  // namespace pyjit

#endif  // RUNTIME_FINALIZERS_H_
