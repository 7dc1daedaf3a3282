// weakref.ref: making references, and their methods.
#include "runtime/types/weakref.h"

#include "absl/strings/str_format.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/types/container_util.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/weakref_internal.h"

namespace pyjit {

bool IsWeakrefable(Thread* t, Value v) {
  return v.is_object() && (ClassOf(t, v)->traits & kTraitWeakref);
}

bool IsWeakProxy(Thread* t, Value v) {
  if (!IsWeakref(v)) return false;
  Class* cls = ClassOf(t, v);
  return cls == t->isolate->weakproxy_class() || cls == t->isolate->weakcallableproxy_class();
}

Value NewWeakref(Thread* t, Class* cls, Value referent, Value callback) {
  if (!IsWeakrefable(t, referent)) {
    return Raise(t, Exc::kTypeError, "cannot create weak reference to '%s' object",
                 TypeName(t, referent));
  }
  if (!callback.is_null() && IsNone(t, callback)) callback = Value();
  const bool is_ref = cls == t->isolate->weakref_class();
  const bool is_proxy = cls->flags & kClassBuiltin && !is_ref;
  // References without a callback come first: weakref.ref's, then the proxy.
  auto plain = [&](Weakref* w, bool proxy) {
    return w != nullptr && w->callback.is_null() &&
           (proxy ? IsWeakProxy(t, w) : ClassOf(t, w) == t->isolate->weakref_class());
  };
  if (callback.is_null()) {
    Weakref* first = t->heap->FirstWeakref(referent.object());
    if (is_ref && plain(first, false)) return first;
    if (is_proxy && plain(first, false)) first = first->next;
    if (is_proxy && plain(first, true)) return first;
  }
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  auto* weakref = static_cast<Weakref*>(object);
  weakref->referent = referent.object();
  StoreField(t, weakref, &weakref->callback, callback);
  // Only now, as allocating may have collected.
  Weakref* first = t->heap->FirstWeakref(referent.object());
  Weakref* after = nullptr;
  if (!callback.is_null() || !is_ref) {
    if (plain(first, false)) after = first;
    Weakref* second = after == nullptr ? first : after->next;
    if ((!callback.is_null() || !is_proxy) && plain(second, true)) after = second;
  }
  t->heap->RegisterWeakref(weakref, after);
  return weakref;
}

namespace {

Weakref* Self(Value* args) { return args[0].as<Weakref>(); }

// weakref.ref.__new__(cls, referent, callback=None): keywords are for subclasses.
Value RefNew(Thread* t, Value* args, size_t nargs, Value) {
  if (!CheckArgCount(t, "__new__", nargs - 1, 1, 2)) return Value();
  return NewWeakref(t, args[0].as<Class>(), args[1], nargs > 2 ? args[2] : Value());
}

// Class::construct; only weakref.ref itself refuses keywords.
Value ConstructRef(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Class* cls = args[0].as<Class>();
  if (cls == t->isolate->weakref_class() && !CheckNoKeywords(t, "ref", kwnames)) {
    return Value();
  }
  return RefNew(t, args, nargs, kwnames);
}

Value RefInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "ref", kwnames) ||
      !CheckArgCount(t, "__init__", nargs - 1, 1, 2)) {
    return Value();
  }
  return t->isolate->none();
}

Value RefCall(Thread* t, Value* args, size_t, Value) {
  Value target = WeakrefTarget(args[0]);
  return target.is_null() ? t->isolate->none() : target;
}

Value RefHash(Thread* t, Value* args, size_t, Value) {
  if (!Self(args)->hash.is_null()) return Self(args)->hash;
  Value target = WeakrefTarget(args[0]);
  if (target.is_null()) {
    return RaiseText(t, Exc::kTypeError, "weak object has gone away");
  }
  bool ok;
  const int64_t hash = Hash(t, target, &ok);
  Value value = ok ? IntFromInt64(t, hash) : Value();
  if (value.is_null()) return value;
  StoreField(t, Self(args), &Self(args)->hash, value);
  return value;
}

// Referents compare while both are alive, else the references by identity.
template <CompareOp op>
Value RefCompare(Thread* t, Value* args, size_t, Value) {
  if (!IsWeakref(args[1])) return t->isolate->not_implemented();
  Value a = WeakrefTarget(args[0]), b = WeakrefTarget(args[1]);
  if (a.is_null() || b.is_null()) {
    return t->isolate->Bool((args[0] == args[1]) == (op == CompareOp::kEq));
  }
  return Compare(t, op, a, b);
}

Value RefGetCallback(Thread* t, Value* args, size_t, Value) {
  Value callback = Self(args)->callback;
  return callback.is_null() ? t->isolate->none() : callback;
}

Value RefRepr(Thread* t, Value* args, size_t, Value) { return WeakrefRepr(t, args[0]); }

constexpr NativeInfo kRows[] = {
    {"__new__", RefNew, nullptr, kAnything,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", RefInit, nullptr, kRaises,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__call__", RefCall, "($self, /)", kReadsHeap, "Call self as a function."},
    {"__hash__", RefHash, "($self, /)", kAnything, "Return hash(self)."},
    {"__eq__", RefCompare<CompareOp::kEq>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", RefCompare<CompareOp::kNe>, "($self, value, /)", kAnything,
     "Return self!=value."},
    {"__repr__", RefRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__class_getitem__", ClassGetItemAlias, "($cls, item, /)", kCollects,
     "See PEP 585"},
};

constexpr GetSetInfo kGetSets[] = {
    {"__callback__", RefGetCallback, nullptr, nullptr, true},
};

}  // namespace

// "<weakref at 0x7f; to 'Name' at 0x7f (name)>", "<weakref at 0x7f; dead>".
Value WeakrefRepr(Thread* t, Value weakref) {
  const char* word = IsWeakProxy(t, weakref) ? "weakproxy" : "weakref";
  Value target = WeakrefTarget(weakref);
  if (word[4] == 'p') {
    if (target.is_null()) target = t->isolate->none();
    return NewStrUtf8(t, absl::StrFormat("<weakproxy at 0x%x to %s at 0x%x>", weakref.bits(),
                                         TypeName(t, target), target.bits()));
  }
  if (target.is_null()) {
    return NewStrUtf8(t, absl::StrFormat("<weakref at 0x%x; dead>", weakref.bits()));
  }
  std::string text = absl::StrFormat("<weakref at 0x%x; to '%s' at 0x%x", weakref.bits(),
                                     TypeName(t, target), target.bits());
  Value name = GetAttrOrNull(t, target, t->isolate->names.dunder_name);
  if (name.is_null() && !t->exception.is_null()) return Value();
  if (IsStr(name)) text += " (" + StrToUtf8(name.as<Str>()) + ")";
  return NewStrUtf8(t, text + ">");
}

bool InitWeakrefType(Thread* t) {
  Class* cls = t->isolate->weakref_class();
  Str* module = Intern(t, "weakref");
  if (module == nullptr) return false;
  for (Class* c : {cls, t->isolate->weakproxy_class(), t->isolate->weakcallableproxy_class()}) {
    StoreField(t, c, &c->module, module);
  }
  cls->construct = ConstructRef;
  return AddNatives(t, cls->dict, kRows, cls) && AddGetSets(t, cls, kGetSets) &&
         InitWeakProxyTypes(t);
}

}  // namespace pyjit
