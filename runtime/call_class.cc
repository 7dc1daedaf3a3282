// type.__call__: making instances.
#include <cstring>

#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/types/tuple.h"

namespace pyjit {
namespace {

// Builtin containers fill themselves in __init__, so that a subclass with its own
// __init__ may take other arguments; their `construct` does both steps at once.
bool FillsInInit(Thread* t, Class* cls) {
  switch (cls->instance_kind) {
    case Kind::kInstance:
    case Kind::kList:
    case Kind::kDict:
    case Kind::kProperty:
    case Kind::kMethodWrapper:
    case Kind::kModule: return true;
    case Kind::kSet: return !IsSubclass(cls, t->isolate->frozenset_class());
    default: return false;
  }
}

size_t WordCount(size_t nargs, Value kwnames) {
  return nargs + (kwnames.is_null() ? 0 : static_cast<size_t>(kwnames.as<Tuple>()->length));
}

}  // namespace

Value CallClass(Thread* t, Class* cls, Value* args, size_t nargs, Value kwnames) {
  Isolate* isolate = t->isolate;
  if (cls == isolate->type_class() && nargs == 1 && kwnames.is_null()) {
    return ClassOf(t, args[0]);
  }
  Value make = SlotOf(cls, Slot::kNew);
  // Its mro() runs, or has left out object.
  if (cls->version == 0 || make.is_null()) {
    return Raise(t, Exc::kTypeError, "cannot create '%s' instances", ClassName(cls));
  }
  Value init = SlotOf(cls, Slot::kInit);
  bool own_new = false;
  if (IsKind(make, Kind::kMethodWrapper)) {
    auto* wrapper = make.as<MethodWrapper>();
    make = wrapper->function;
    if (wrapper->flags != 0) {
      // A classmethod gets the class twice.
      make = NewBoundMethod(t, make, cls);
      if (make.is_null()) return make;
    }
  }
  own_new = IsOverride(make);
  bool own_init = IsOverride(init);
  size_t words = WordCount(nargs, kwnames);

  // One buffer serves both calls: [class or instance, arguments...].
  ArgBuffer buffer;
  Value* all = buffer.Reserve(t, words + 1);
  if (all == nullptr) return Value();
  all[0] = cls;
  if (words != 0) std::memcpy(static_cast<void*>(all + 1), args, words * sizeof(Value));

  Value object;
  if (own_new) {
    object = Call(t, make, all, nargs + 1, kwnames);
  } else if (own_init && FillsInInit(t, cls)) {
    object = cls->construct(t, all, 1, Value());
  } else if (cls->instance_kind == Kind::kInstance && words != 0 && !own_init &&
             (init.is_null() || init == SlotOf(isolate->object_class(), Slot::kInit))) {
    return Raise(t, Exc::kTypeError, "%s() takes no arguments", ClassName(cls));
  } else {
    object = cls->construct(t, all, nargs + 1, kwnames);
  }
  if (object.is_null()) return object;

  // What `construct` made is complete unless Python code has a say.
  if (!own_new && !own_init) {
    // A native __init__ further down than the layout's own constructor (a host's).
    bool may_have_init =
        cls->instance_kind == Kind::kInstance || cls->instance_kind == Kind::kExtension;
    if (init.is_null() || !may_have_init ||
        init == SlotOf(isolate->object_class(), Slot::kInit)) {
      return object;
    }
  }
  if (!IsSubclass(ClassOf(t, object), cls)) return object;
  init = SlotOf(ClassOf(t, object), Slot::kInit);
  if (init.is_null()) return object;
  if (!IsOverride(init) && cls->instance_kind == Kind::kInstance &&
      init == SlotOf(isolate->object_class(), Slot::kInit)) {
    return object;
  }
  Value result;
  if (IsKind(init, Kind::kFunction) || IsKind(init, Kind::kNativeFunction)) {
    all[0] = object;
    result = Call(t, init, all, nargs + 1, kwnames);
  } else {
    Value bound = GetAttr(t, object, isolate->names.special_Init);
    if (bound.is_null()) return bound;
    result = Call(t, bound, all + 1, nargs, kwnames);
  }
  if (result.is_null()) return result;
  if (!IsNone(t, result)) {
    return Raise(t, Exc::kTypeError, "__init__() should return None, not '%s'",
                 TypeName(t, result));
  }
  return object;
}

}  // namespace pyjit
