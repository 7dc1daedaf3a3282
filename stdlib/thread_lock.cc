// _thread: lock and RLock.
#include <time.h>

#include <cmath>
#include <string>

#include "absl/strings/str_format.h"
#include "interp/interpreter.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"
#include "stdlib/thread_internal.h"

namespace pyjit {
namespace {

void FreeLock(Object* object) {
  auto* lock = static_cast<LockObject*>(object);
  delete lock->state;
  lock->state = nullptr;
}
void FreeRLock(Object* object) {
  auto* lock = static_cast<RLockObject*>(object);
  delete lock->state;
  lock->state = nullptr;
}
constexpr ExtensionInfo kLockLayout = {sizeof(LockObject), 0, FreeLock};
constexpr ExtensionInfo kRLockLayout = {sizeof(RLockObject), 0, FreeRLock};

double Now() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

LockObject* Lock(Value v) { return static_cast<LockObject*>(v.object()); }
RLockObject* RLock(Value v) { return static_cast<RLockObject*>(v.object()); }

// Signals that came while acquire() waited are answered before its caller goes on, when
// the lock is taken already; what `with` enters has no place for that.
Value AnswerSignals(Thread* t, Value result) {
  constexpr uint32_t kBits = kPollSignal | kPollInterrupt;
  return (t->poll.load() & kBits) && !result.is_null() && !HandlePoll(t) ? Value() : result;
}

Value LockTake(Thread* t, Value* args, size_t nargs, Value kwnames) {
  bool wait;
  double seconds;
  if (!ParseAcquire(t, args[1], args[2], &wait, &seconds)) return Value();
  const int got = TakeLock(t, Lock(args[0])->state, wait ? seconds : 0);
  return got < 0 ? Value() : t->isolate->Bool(got > 0);
}
Value LockAcquire(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return AnswerSignals(t, LockTake(t, args, nargs, kwnames));
}
Value LockEnter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value all[] = {args[0], Value(), Value()};
  return LockTake(t, all, 3, Value());
}
Value LockRelease(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!Lock(args[0])->state->locked) {
    return RaiseText(t, Exc::kRuntimeError, "release unlocked lock");
  }
  ThreadsOf(t)->ReleaseLock(Lock(args[0])->state);
  return NoneOf(t);
}
Value LockLocked(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->Bool(Lock(args[0])->state->locked);
}
Value LockReinit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  // Whoever waited does not exist in this process: see LockState.
  Lock(args[0])->state = new LockState;
  return NoneOf(t);
}
Value LockRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewStrUtf8(t, absl::StrFormat("<%s %s object at %p>",
                                       Lock(args[0])->state->locked ? "locked" : "unlocked",
                                       ClassDisplayName(ClassOf(t, args[0])), args[0].object()));
}
Value LockNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
               ClassDisplayName(args[0].as<Class>()));
}

constexpr uint32_t kLockEffects = kAnything;
constexpr char kAcquire[] = "($self, /, blocking=True, timeout=-1)";
constexpr NativeInfo kLockMethods[] = {
    {"__new__", LockNew, "(type, /, *args, **kwargs)", kRaises | kCollects, nullptr},
    {"acquire", LockAcquire, kAcquire, kLockEffects, "Lock the lock."},
    {"acquire_lock", LockAcquire, kAcquire, kLockEffects, "Lock the lock."},
    {"release", LockRelease, "($self, /)", kLockEffects, "Release the lock."},
    {"release_lock", LockRelease, "($self, /)", kLockEffects, "Release the lock."},
    {"locked", LockLocked, "($self, /)", kReadsHeap,
     "Return whether the lock is in the locked state."},
    {"locked_lock", LockLocked, "($self, /)", kReadsHeap,
     "Return whether the lock is in the locked state."},
    {"_at_fork_reinit", LockReinit, "($self, /)", kLockEffects, nullptr},
    {"__enter__", LockEnter, "($self, /)", kLockEffects, "Lock the lock."},
    {"__exit__", LockRelease, "($self, /, *args)", kLockEffects, "Release the lock."},
    {"__repr__", LockRepr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
};

Value RLockTake(Thread* t, Value* args, size_t nargs, Value kwnames) {
  bool wait;
  double seconds;
  if (!ParseAcquire(t, args[1], args[2], &wait, &seconds)) return Value();
  RLockObject* lock = RLock(args[0]);
  if (lock->count == 0 || lock->owner != ThreadIdent(t)) {
    const int got = TakeLock(t, lock->state, wait ? seconds : 0);
    if (got <= 0) return got < 0 ? Value() : t->isolate->false_value();
    lock->owner = ThreadIdent(t);
  }
  ++lock->count;
  return t->isolate->true_value();
}
Value RLockAcquire(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return AnswerSignals(t, RLockTake(t, args, nargs, kwnames));
}
Value RLockEnter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value all[] = {args[0], Value(), Value()};
  return RLockTake(t, all, 3, Value());
}
Value RLockRelease(Thread* t, Value* args, size_t nargs, Value kwnames) {
  RLockObject* lock = RLock(args[0]);
  if (lock->count == 0 || lock->owner != ThreadIdent(t)) {
    return RaiseText(t, Exc::kRuntimeError, "cannot release un-acquired lock");
  }
  if (--lock->count == 0) {
    lock->owner = 0;
    ThreadsOf(t)->ReleaseLock(lock->state);
  }
  return NoneOf(t);
}
Value RLockIsOwned(Thread* t, Value* args, size_t nargs, Value kwnames) {
  RLockObject* lock = RLock(args[0]);
  return t->isolate->Bool(lock->count > 0 && lock->owner == ThreadIdent(t));
}
// For threading.Condition.
Value RLockReleaseSave(Thread* t, Value* args, size_t nargs, Value kwnames) {
  RLockObject* lock = RLock(args[0]);
  if (lock->count == 0) {
    return RaiseText(t, Exc::kRuntimeError, "cannot release un-acquired lock");
  }
  Value saved = TuplePack(t, IntFromInt64(t, lock->count), IntFromInt64(t, lock->owner));
  if (saved.is_null()) return saved;
  lock->count = 0;
  lock->owner = 0;
  ThreadsOf(t)->ReleaseLock(lock->state);
  return saved;
}
Value RLockAcquireRestore(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t count, owner;
  if (!IsKind(args[1], Kind::kTuple) || args[1].as<Tuple>()->length != 2) {
    return RaiseText(t, Exc::kTypeError, "_acquire_restore() argument 1 must be tuple");
  }
  auto* state = args[1].as<Tuple>();
  if (!IndexAsInt64(t, state->items[0], &count) || !IndexAsInt64(t, state->items[1], &owner)) {
    return Value();
  }
  RLockObject* lock = RLock(args[0]);
  if (TakeLock(t, lock->state, -1) < 0) return Value();
  lock->count = count;
  lock->owner = owner;
  return NoneOf(t);
}
Value RLockReinit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  RLockObject* lock = RLock(args[0]);
  lock->state = new LockState;
  lock->count = 0;
  lock->owner = 0;
  return NoneOf(t);
}
Value RLockRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  RLockObject* lock = RLock(args[0]);
  return NewStrUtf8(t, absl::StrFormat("<%s %s object owner=%d count=%d at %p>",
                                       lock->count ? "locked" : "unlocked",
                                       ClassDisplayName(ClassOf(t, args[0])), lock->owner,
                                       lock->count, args[0].object()));
}
Value RLockNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Object* object = AllocateInstance(t, args[0].as<Class>());
  if (object == nullptr) return Value();
  static_cast<RLockObject*>(object)->state = new LockState;
  t->heap->RegisterNative(object);
  return object;
}

constexpr NativeInfo kRLockMethods[] = {
    {"__new__", RLockNew, "(type, /, *args, **kwargs)", kCollects, nullptr},
    {"acquire", RLockAcquire, kAcquire, kLockEffects, "Lock the lock."},
    {"release", RLockRelease, "($self, /)", kLockEffects, "Release the lock."},
    {"_is_owned", RLockIsOwned, "($self, /)", kReadsHeap, nullptr},
    {"_acquire_restore", RLockAcquireRestore, "($self, state, /)", kLockEffects, nullptr},
    {"_release_save", RLockReleaseSave, "($self, /)", kLockEffects, nullptr},
    {"_at_fork_reinit", RLockReinit, "($self, /)", kLockEffects, nullptr},
    {"__enter__", RLockEnter, "($self, /)", kLockEffects, "Lock the lock."},
    {"__exit__", RLockRelease, "($self, /, *args)", kLockEffects, "Release the lock."},
    {"__repr__", RLockRepr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
};

}  // namespace

bool ParseAcquire(Thread* t, Value blocking, Value timeout, bool* wait, double* seconds) {
  const int flag = blocking.is_null() ? 1 : IsTrue(t, blocking);
  if (flag < 0) return false;
  *wait = flag != 0;
  *seconds = -1;
  if (timeout.is_null()) return true;
  if (!IsKind(timeout, Kind::kFloat) && !IsInt(timeout) &&
      LookupSpecial(t, timeout, Slot::kIndex).is_null()) {
    Raise(t, Exc::kTypeError, "'%s' object cannot be interpreted as an integer",
          ClassNameOf(t, timeout));
    return false;
  }
  if (!ArgumentAsDouble(t, timeout, seconds)) return false;
  if (std::isnan(*seconds)) {
    RaiseText(t, Exc::kValueError, "Invalid value NaN (not a number)");
    return false;
  }
  if (!*wait && *seconds != -1) {
    RaiseText(t, Exc::kValueError, "can't specify a timeout for a non-blocking call");
    return false;
  }
  if (*seconds < 0 && *seconds != -1) {
    RaiseText(t, Exc::kValueError, "timeout value must be positive");
    return false;
  }
  if (*seconds > 9223372036.0) {
    RaiseText(t, Exc::kOverflowError, "timestamp too large to convert to C _PyTime_t");
    return false;
  }
  return true;
}

int TakeLock(Thread* t, LockState* lock, double seconds) {
  const double end = seconds > 0 ? Now() + seconds : 0;
  for (;;) {
    const double left = seconds > 0 ? std::fmax(end - Now(), 0) : seconds;
    const auto limit = left < 0 ? int64_t{-1} : static_cast<int64_t>(std::ceil(left * 1e9));
    switch (ThreadsOf(t)->AcquireLock(t, lock, limit)) {
      case WaitResult::kDone: return 1;
      case WaitResult::kTimeout: return 0;
      case WaitResult::kInterrupted: break;
    }
    if (!HandlePoll(t)) return -1;
  }
}

Class* NewThreadClass(Thread* t, absl::string_view name, const ClassOptions& given,
                      absl::Span<const NativeInfo> methods) {
  ClassOptions options = given;
  options.module = NewStrUtf8(t, "_thread");
  Str* interned = Intern(t, name);
  if (options.module.is_null() || interned == nullptr) return nullptr;
  Class* cls = NewNativeClass(t, interned, t->isolate->object_class(), options);
  if (cls != nullptr) cls->construct = ConstructByNew;
  if (cls == nullptr || !AddNatives(t, cls->dict, methods, cls) || !RefreshClass(t, cls)) {
    return nullptr;
  }
  return cls;
}

Value NewLock(Thread* t) {
  Object* object = AllocateInstance(t, Kept(t, KeptClass::kLock));
  if (object == nullptr) return Value();
  static_cast<LockObject*>(object)->state = new LockState;
  t->heap->RegisterNative(object);
  return object;
}

bool AddThreadLocks(Thread* t, Module* module) {
  ClassOptions options;
  options.extension = &kLockLayout;
  options.flags = kClassBuiltin;
  options.traits = kTraitWeakref;
  Class* lock = NewThreadClass(t, "lock", options, kLockMethods);
  if (!Keep(t, KeptClass::kLock, lock)) return false;
  options.extension = &kRLockLayout;
  options.flags = kClassBuiltin | kClassBaseable;
  Class* rlock = NewThreadClass(t, "RLock", options, kRLockMethods);
  return Keep(t, KeptClass::kRLock, rlock) && SetModuleValue(t, module, "LockType", lock) &&
         SetModuleValue(t, module, "RLock", rlock);
}

}  // namespace pyjit
