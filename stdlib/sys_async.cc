// sys: what event loops set: hooks of asynchronous generators, origins of coroutines.
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/int.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/sys_internal.h"

namespace pyjit {
namespace {

// None removes the hook, null leaves it. False with TypeError pending.
bool SetHook(Thread* t, const char* name, Value given, Value* hook) {
  if (given.is_null()) return true;
  if (given == t->isolate->none()) {
    *hook = Value();
    return true;
  }
  if (!IsCallable(t, given)) {
    Raise(t, Exc::kTypeError, "callable %s expected, got %s", name, ClassNameOf(t, given));
    return false;
  }
  *hook = given;
  return true;
}

Value SetHooks(Thread* t, Value* args, size_t, Value) {
  Isolate* isolate = t->isolate;
  Value first = isolate->asyncgen_firstiter, finalizer = isolate->asyncgen_finalizer;
  if (!SetHook(t, "finalizer", args[1], &finalizer) ||
      !SetHook(t, "firstiter", args[0], &first)) {
    return Value();
  }
  isolate->asyncgen_firstiter = first;
  isolate->asyncgen_finalizer = finalizer;
  return isolate->none();
}

Value GetHooks(Thread* t, Value*, size_t, Value) {
  static constexpr const char* kFields[] = {"firstiter", "finalizer"};
  Isolate* isolate = t->isolate;
  Class* cls = NewStructClass(t, "sys", "asyncgen_hooks", kFields);
  if (cls == nullptr) return Value();
  Value first = isolate->asyncgen_firstiter, finalizer = isolate->asyncgen_finalizer;
  Value values[] = {first.is_null() ? isolate->none() : first,
                    finalizer.is_null() ? isolate->none() : finalizer};
  return NewStruct(t, cls, values);
}

Value SetOriginDepth(Thread* t, Value* args, size_t, Value) {
  int64_t depth;
  if (!IsInt(args[0])) {
    return Raise(t, Exc::kTypeError, "'%s' object cannot be interpreted as an integer",
                 ClassNameOf(t, args[0]));
  }
  if (!IntAsInt64(args[0], &depth)) {
    return RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C int");
  }
  if (depth < 0) return RaiseText(t, Exc::kValueError, "depth must be >= 0");
  t->isolate->coroutine_origin_depth = depth;
  return t->isolate->none();
}

Value GetOriginDepth(Thread* t, Value*, size_t, Value) {
  return Value::SmallInt(t->isolate->coroutine_origin_depth);
}

constexpr NativeInfo kRows[] = {
    {"set_asyncgen_hooks", SetHooks, "(firstiter=None, finalizer=None)", kAnything,
     "Set a finalizer for async generators objects."},
    {"get_asyncgen_hooks", GetHooks, "()", kAnything,
     "Return the installed asynchronous generators hooks."},
    {"set_coroutine_origin_tracking_depth", SetOriginDepth, "(depth)", kAnything,
     "Enable or disable origin tracking for coroutine objects in this thread."},
    {"get_coroutine_origin_tracking_depth", GetOriginDepth, "()", kReadsHeap,
     "Check status of origin tracking for coroutine objects in this thread."},
};

}  // namespace

absl::Span<const NativeInfo> SysAsyncRows() { return kRows; }

}  // namespace pyjit
