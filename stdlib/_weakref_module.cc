// _weakref: ref, proxy, getweakrefcount, getweakrefs, _remove_dead_weakref and the
// types ReferenceType, ProxyType, CallableProxyType.
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/weakref.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

Weakref* FirstOf(Thread* t, Value v) {
  return IsWeakrefable(t, v) ? t->heap->FirstWeakref(v.object()) : nullptr;
}

Value GetWeakrefCount(Thread* t, Value* args, size_t, Value) {
  int64_t count = 0;
  for (Weakref* w = FirstOf(t, args[0]); w != nullptr; w = w->next) ++count;
  return Value::SmallInt(count);
}

Value GetWeakrefs(Thread* t, Value* args, size_t, Value) {
  // Appending may collect, but the referent lives, and so do those that are in the list.
  List* list = NewList(t);
  if (list == nullptr) return Value();
  for (Weakref* w = FirstOf(t, args[0]); w != nullptr; w = w->next) {
    if (!ListAppend(t, list, w)) return Value();
  }
  return list;
}

Value Proxy(Thread* t, Value* args, size_t, Value) {
  return NewWeakProxy(t, args[0], args[1]);
}

// Deletes dct[key] if it is a weak reference whose referent is gone.
Value RemoveDeadWeakref(Thread* t, Value* args, size_t, Value) {
  if (!IsKind(args[0], Kind::kDict)) {
    return Raise(t, Exc::kTypeError,
                 "_remove_dead_weakref() argument 1 must be dict, not %s",
                 ClassNameOf(t, args[0]));
  }
  auto* dict = args[0].as<Dict>();
  bool error;
  Value found = DictGet(t, dict, args[1], &error);
  if (error) return Value();
  if (found.is_null()) return NoneOf(t);
  if (!IsWeakref(found)) return RaiseText(t, Exc::kTypeError, "not a weakref");
  if (WeakrefTarget(found).is_null() && DictDelete(t, dict, args[1]) < 0) return Value();
  return NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"getweakrefcount", GetWeakrefCount, "(object, /)", kReadsHeap,
     "Return the number of weak references to 'object'."},
    {"getweakrefs", GetWeakrefs, "(object, /)", kReadsHeap | kCollects,
     "Return a list of all weak reference objects pointing to 'object'."},
    {"proxy", Proxy, "(object, callback=None, /)", kReadsHeap | kWritesHeap | kCollects | kRaises,
     "Create a proxy object that weakly references 'object'."},
    {"_remove_dead_weakref", RemoveDeadWeakref, "(dct, key, /)", kAnything,
     "Atomically remove key from dict if it points to a dead weakref."},
};

}  // namespace

bool Init_weakrefModule(Thread* t, Module* module) {
  Isolate* isolate = t->isolate;
  return AddModuleNatives(t, module, kRows) &&
         SetModuleValue(t, module, "ref", isolate->weakref_class()) &&
         SetModuleValue(t, module, "ReferenceType", isolate->weakref_class()) &&
         SetModuleValue(t, module, "ProxyType", isolate->weakproxy_class()) &&
         SetModuleValue(t, module, "CallableProxyType", isolate->weakcallableproxy_class());
}

}  // namespace pyjit
