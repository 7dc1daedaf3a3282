// _thread: _local. There is one thread so far: attributes are the object's own.
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/operators.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"
#include "stdlib/thread_internal.h"

namespace pyjit {
namespace {

Value LocalNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  const bool given = args[1].as<Tuple>()->length > 0 || args[2].as<Dict>()->length > 0;
  if (given &&
      ClassSlot(cls, Slot::kInit) == ClassSlot(t->isolate->object_class(), Slot::kInit)) {
    return RaiseText(t, Exc::kTypeError, "Initialization arguments are not supported");
  }
  return AllocateInstance(t, cls);
}

constexpr NativeInfo kMethods[] = {
    {"__new__", LocalNew, "(*args, **kwargs)", kAnything, "Create and return a new object."},
};

}  // namespace

bool AddThreadLocal(Thread* t, Module* module) {
  ClassOptions options;
  options.instance_slots = true;
  options.flags = kClassBuiltin | kClassBaseable;
  Class* cls = NewThreadClass(t, "_local", options, kMethods);
  return Keep(t, KeptClass::kThreadLocal, cls) && SetModuleValue(t, module, "_local", cls);
}

}  // namespace pyjit
