#ifndef STDLIB_THREAD_INTERNAL_H_
#define STDLIB_THREAD_INTERNAL_H_

#include "absl/types/span.h"
#include "runtime/class.h"
#include "runtime/native.h"
#include "runtime/objects.h"
#include "runtime/python_threads.h"
#include "runtime/thread.h"

// The parts of _thread.

namespace pyjit {

// _thread.lock.
struct LockObject : Object {
  LockState* state;  // owned
};
// _thread.RLock.
struct RLockObject : Object {
  LockState* state;  // owned
  int64_t owner;     // get_ident() of who holds it, 0: nobody
  int64_t count;
};

bool AddThreadLocks(Thread* t, Module* module);
bool AddThreadLocal(Thread* t, Module* module);
Value NewLock(Thread* t);
int64_t ThreadIdent(Thread* t);

// A class of _thread over a layout. Null with an exception pending.
Class* NewThreadClass(Thread* t, absl::string_view name, const ClassOptions& options,
                      absl::Span<const NativeInfo> methods);

// The arguments of acquire(). Negative *seconds: no limit. False with an exception
// pending.
bool ParseAcquire(Thread* t, Value blocking, Value timeout, bool* wait, double* seconds);
// Takes the lock, waiting at most `seconds` (negative: for ever); signals are handled
// meanwhile. 1 taken, 0 too late, -1 with an exception pending.
int TakeLock(Thread* t, LockState* lock, double seconds);

}  // namespace pyjit

#endif  // STDLIB_THREAD_INTERNAL_H_
