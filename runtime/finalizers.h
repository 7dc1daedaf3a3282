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

// Reports the pending exception of something that nobody can catch, as CPython does
// ("Exception ignored in: ..." on sys.stderr), and clears it.
void ReportUnraisable(Thread* t, Value where);

}  // namespace pyjit

#endif  // RUNTIME_FINALIZERS_H_
