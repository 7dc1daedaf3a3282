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
// At the end of a program: the same for every object that is still to be finalized, those
// made first first, and for those that these make.
void RunAllFinalizers(Thread* t);

// Reports the pending exception of something that nobody can catch, as CPython does
// ("Exception ignored in: ..." on sys.stderr), and clears it.
void ReportUnraisable(Thread* t, Value where);

}  // namespace pyjit

#endif  // RUNTIME_FINALIZERS_H_
