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

constexpr ExtensionInfo kLockLayout = {sizeof(LockObject), 0, nullptr};
constexpr ExtensionInfo kRLockLayout = {sizeof(RLockObject), 0, nullptr};

double Now() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

LockObject* Lock(Value v) { return static_cast<LockObject*>(v.object()); }
RLockObject* RLock(Value v) { return static_cast<RLockObject*>(v.object()); }

bool LockIsFree(Thread*, Object* object) { return !static_cast<LockObject*>(object)->locked; }
bool RLockIsFree(Thread* t, Object* object) {
  auto* lock = static_cast<RLockObject*>(object);
  return lock->owner == 0 || lock->owner == ThreadIdent(t);
}

Value LockAcquire(Thread* t, Value* args, size_t nargs, Value kwnames) {
  bool wait;
  double seconds;
  if (!ParseAcquire(t, args[1], args[2], &wait, &seconds)) return Value();
  LockObject* lock = Lock(args[0]);
  if (lock->locked) {
    if (!wait) return t->isolate->false_value();
    const int got = WaitUntil(t, LockIsFree, lock, seconds);
    if (got <= 0) return got < 0 ? Value() : t->isolate->false_value();
  }
  lock->locked = 1;
  return t->isolate->true_value();
}
Value LockEnter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value all[] = {args[0], Value(), Value()};
  return LockAcquire(t, all, 3, Value());
}
Value LockRelease(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!Lock(args[0])->locked) {
    return RaiseText(t, Exc::kRuntimeError, "release unlocked lock");
  }
  Lock(args[0])->locked = 0;
  return NoneOf(t);
}
Value LockLocked(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->Bool(Lock(args[0])->locked != 0);
}
Value LockReinit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Lock(args[0])->locked = 0;
  return NoneOf(t);
}
Value LockRepr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewStrUtf8(t, absl::StrFormat("<%s %s object at %p>",
                                       Lock(args[0])->locked ? "locked" : "unlocked",
                                       ClassDisplayName(ClassOf(t, args[0])), args[0].object()));
}
Value LockNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
               ClassDisplayName(args[0].as<Class>()));
}

constexpr uint32_t kLockEffects = kAnything;
constexpr char kAcquire[] = "($self, /, blocking=True, timeout=-1)";
constexpr NativeInfo kLockMethods[] = {
    {"__new__", LockNew, "(*args, **kwargs)", kRaises | kCollects, nullptr},
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

Value RLockAcquire(Thread* t, Value* args, size_t nargs, Value kwnames) {
  bool wait;
  double seconds;
  if (!ParseAcquire(t, args[1], args[2], &wait, &seconds)) return Value();
  RLockObject* lock = RLock(args[0]);
  if (!RLockIsFree(t, lock)) {
    if (!wait) return t->isolate->false_value();
    const int got = WaitUntil(t, RLockIsFree, lock, seconds);
    if (got <= 0) return got < 0 ? Value() : t->isolate->false_value();
  }
  lock->owner = ThreadIdent(t);
  ++lock->count;
  return t->isolate->true_value();
}
Value RLockEnter(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value all[] = {args[0], Value(), Value()};
  return RLockAcquire(t, all, 3, Value());
}
Value RLockRelease(Thread* t, Value* args, size_t nargs, Value kwnames) {
  RLockObject* lock = RLock(args[0]);
  if (lock->count == 0 || lock->owner != ThreadIdent(t)) {
    return RaiseText(t, Exc::kRuntimeError, "cannot release un-acquired lock");
  }
  if (--lock->count == 0) lock->owner = 0;
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
  if (!RLockIsFree(t, lock) && WaitUntil(t, RLockIsFree, lock, -1) < 0) return Value();
  lock->count = count;
  lock->owner = owner;
  return NoneOf(t);
}
Value RLockReinit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  RLock(args[0])->count = 0;
  RLock(args[0])->owner = 0;
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
  return AllocateInstance(t, args[0].as<Class>());
}

constexpr NativeInfo kRLockMethods[] = {
    {"__new__", RLockNew, "(*args, **kwargs)", kCollects, nullptr},
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
    RaiseText(t, Exc::kValueError, "timeout value must be a non-negative number");
    return false;
  }
  if (*seconds > 9223372036.0) {
    RaiseText(t, Exc::kOverflowError, "timeout value is too large");
    return false;
  }
  return true;
}

int WaitUntil(Thread* t, bool (*test)(Thread* t, Object* object), Object* object,
              double seconds) {
  const double end = Now() + seconds;
  double nap = 5e-5;
  for (;;) {
    if (test(t, object)) return 1;
    const double left = seconds < 0 ? nap : end - Now();
    if (left <= 0) return 0;
    const auto nanoseconds = static_cast<long>(std::fmin(left, nap) * 1e9);
    struct timespec pause = {0, nanoseconds};
    nanosleep(&pause, nullptr);
    nap = std::fmin(nap * 2, 0.01);
    if (t->poll.load(std::memory_order_relaxed) != 0 && !HandlePoll(t)) return -1;
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

Value NewLock(Thread* t) { return AllocateInstance(t, Kept(t, KeptClass::kLock)); }

bool AddThreadLocks(Thread* t, Module* module) {
  ClassOptions options;
  options.extension = &kLockLayout;
  options.flags = kClassBuiltin;
  Class* lock = NewThreadClass(t, "lock", options, kLockMethods);
  if (!Keep(t, KeptClass::kLock, lock)) return false;
  options.extension = &kRLockLayout;
  options.flags = kClassBuiltin | kClassBaseable;
  Class* rlock = NewThreadClass(t, "RLock", options, kRLockMethods);
  return Keep(t, KeptClass::kRLock, rlock) && SetModuleValue(t, module, "LockType", lock) &&
         SetModuleValue(t, module, "RLock", rlock);
}

}  // namespace pyjit
