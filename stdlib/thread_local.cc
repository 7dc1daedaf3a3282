// _thread: _local, whose attributes are each thread's own.
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/python_threads.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "stdlib/state.h"
#include "stdlib/thread_internal.h"

namespace pyjit {
namespace {

// What __init__ is called with in each thread that meets the object.
struct Local : Object {
  Value args;    // Tuple
  Value kwargs;  // Dict
};
constexpr ExtensionInfo kLayout = {sizeof(Local), 2, nullptr};

bool HasInit(Thread* t, Class* cls) {
  return ClassSlot(cls, Slot::kInit) != ClassSlot(t->isolate->object_class(), Slot::kInit);
}

// The running thread's attributes of the object; made, and __init__ called, when it
// meets it for the first time. Null with an exception pending.
Dict* Attributes(Thread* t, Value self) {
  SavedThread* thread = ThreadsOf(t)->running();
  if (thread->locals.is_null()) {
    Dict* all = NewDict(t);
    if (all == nullptr) return nullptr;
    thread->locals = all;
  }
  auto* all = thread->locals.as<Dict>();
  // By address, whatever __eq__ and __hash__ a subclass has.
  const Value key = Value::SmallInt(static_cast<int64_t>(self.bits() >> 4));
  bool error = false;
  Value entry = DictGet(t, all, key, &error);
  if (error) return nullptr;
  if (IsKind(entry, Kind::kTuple)) return entry.as<Tuple>()->items[1].as<Dict>();
  Dict* dict = NewDict(t);
  // The object too, so that the address stays its own.
  Tuple* made = dict == nullptr ? nullptr : TuplePack(t, self, dict);
  if (made == nullptr || !DictSet(t, all, key, made)) return nullptr;
  auto* local = static_cast<Local*>(self.object());
  if (HasInit(t, ClassOf(t, self)) && local->args.is_object()) {
    Value init = GetAttr(t, self, t->isolate->names.special_Init);
    if (init.is_null() || CallWithUnpacking(t, init, local->args, local->kwargs).is_null()) {
      DictDelete(t, all, key);
      return nullptr;
    }
  }
  return dict;
}

Value LocalNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  const bool given = args[1].as<Tuple>()->length > 0 || args[2].as<Dict>()->length > 0;
  if (given && !HasInit(t, cls)) {
    return RaiseText(t, Exc::kTypeError, "Initialization arguments are not supported");
  }
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  // This thread's __init__ is called by type.__call__: entered without arguments so far.
  if (Attributes(t, object) == nullptr) return Value();
  auto* local = static_cast<Local*>(object);
  local->args = args[1];
  local->kwargs = args[2];
  WriteBarrier(t, local);
  return local;
}

bool IsDictName(Str* name) { return StrEqualsAscii(name, "__dict__"); }

Value LocalGetAttribute(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'",
                 ClassNameOf(t, args[1]));
  }
  Dict* dict = Attributes(t, args[0]);
  Str* name = dict == nullptr ? nullptr : InternStr(t, args[1].as<Str>());
  if (name == nullptr) return Value();
  if (IsDictName(name)) return dict;
  Value in_class = LookupInClass(ClassOf(t, args[0]), name);
  if (in_class.is_null() || NatureOf(t, in_class) != AttrNature::kData) {
    Value own = DictGetStr(dict, name);
    if (!own.is_null()) return own;
  }
  return GenericGetAttr(t, args[0], name);
}

// value null: deletion.
bool Store(Thread* t, Value self, Value key, Value value) {
  if (!IsStr(key)) {
    Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'", ClassNameOf(t, key));
    return false;
  }
  Dict* dict = Attributes(t, self);
  Str* name = dict == nullptr ? nullptr : InternStr(t, key.as<Str>());
  if (name == nullptr) return false;
  if (IsDictName(name)) {
    RaiseAttributeError(t, self, name,
                        "'" + ClassNameOf(t, self) + "' object attribute '__dict__' is read-only");
    return false;
  }
  Value in_class = LookupInClass(ClassOf(t, self), name);
  if (!in_class.is_null() && NatureOf(t, in_class) == AttrNature::kData) {
    return GenericSetAttr(t, self, name, value);
  }
  if (!value.is_null()) return DictSet(t, dict, name, value);
  const int deleted = DictDelete(t, dict, name);
  if (deleted == 0) RaiseNoAttribute(t, self, name);
  return deleted > 0;
}
Value LocalSetAttr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Store(t, args[0], args[1], args[2]) ? NoneOf(t) : Value();
}
Value LocalDelAttr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Store(t, args[0], args[1], Value()) ? NoneOf(t) : Value();
}

constexpr NativeInfo kMethods[] = {
    {"__new__", LocalNew, "(type, /, *args, **kwargs)", kAnything, "Create and return a new object."},
    {"__getattribute__", LocalGetAttribute, "($self, name, /)", kAnything,
     "Return getattr(self, name)."},
    {"__setattr__", LocalSetAttr, "($self, name, value, /)", kAnything,
     "Implement setattr(self, name, value)."},
    {"__delattr__", LocalDelAttr, "($self, name, /)", kAnything,
     "Implement delattr(self, name)."},
};

}  // namespace

bool AddThreadLocal(Thread* t, Module* module) {
  ClassOptions options;
  options.extension = &kLayout;
  options.flags = kClassBuiltin | kClassBaseable;
  Class* cls = NewThreadClass(t, "_local", options, kMethods);
  return Keep(t, KeptClass::kThreadLocal, cls) && SetModuleValue(t, module, "_local", cls);
}

}  // namespace pyjit
