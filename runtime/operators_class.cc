// isinstance() and issubclass().
#include "runtime/attributes_internal.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"

namespace pyjit {

namespace {

// What the metaclass of `cls` says by its own method of that name: 1, 0, -1
// with an exception pending, -2 if it leaves it to type's.
int AskMetaclass(Thread* t, Value cls, Str* name, const char* where, Value v) {
  Class* meta = ClassOf(t, cls);
  if (meta == t->isolate->type_class()) return -2;
  const ClassAttr found = FindClassAttr(t, meta, name);
  if (found.cell == nullptr || found.holder == t->isolate->type_class()) return -2;
  RecursionGuard guard(t, where);
  if (!guard.ok()) return -1;
  Value r = CallSpecial(t, found.value(), cls, {v});
  return r.is_null() ? -1 : IsTrue(t, r);
}

// The tuple cls.__bases__ of what is no class but wants to be taken for one. Null
// without an exception: it has none.
Tuple* BasesOf(Thread* t, Value cls) {
  if (!cls.is_object()) return nullptr;
  Value bases = GetAttrOrNull(t, cls, t->isolate->names.dunder_bases);
  return IsKind(bases, Kind::kTuple) ? bases.as<Tuple>() : nullptr;
}

bool CheckClass(Thread* t, Value cls, const char* message) {
  if (IsKind(cls, Kind::kClass) || BasesOf(t, cls) != nullptr) return true;
  if (t->exception.is_null()) RaiseText(t, Exc::kTypeError, message);
  return false;
}

// Whether `cls` is among derived and its __bases__: 1, 0, -1.
int IsAbstractSubclass(Thread* t, Value derived, Value cls) {
  for (;;) {
    if (derived == cls) return 1;
    Tuple* bases = BasesOf(t, derived);
    if (bases == nullptr) return t->exception.is_null() ? 0 : -1;
    if (bases->length == 0) return 0;
    if (bases->length == 1) {
      derived = bases->items[0];
      continue;
    }
    RecursionGuard guard(t, " in __issubclass__");
    if (!guard.ok()) return -1;
    for (int64_t i = 0; i < bases->length; ++i) {
      const int r = IsAbstractSubclass(t, bases->items[i], cls);
      if (r != 0) return r;
    }
    return 0;
  }
}

// v.__class__ where it may differ from the class; null without an exception: it
// does not.
Value ClaimedClass(Thread* t, Value v) {
  Class* cls = ClassOf(t, v);
  Str* name = t->isolate->names.dunder_class;
  if (!(cls->flags & kClassHasGetAttr)) {
    const ClassAttr found = FindClassAttr(t, cls, name);
    if (found.cell == nullptr || found.holder == t->isolate->object_class()) return Value();
  }
  Value claimed = GetAttrOrNull(t, v, name);
  return claimed == Value(cls) ? Value() : claimed;
}

bool Answer(int r, bool* result) {
  *result = r > 0;
  return r >= 0;
}

template <typename Check>
bool AnyOf(Thread* t, Tuple* tuple, const char* where, bool* result, Check check) {
  RecursionGuard guard(t, where);
  if (!guard.ok()) return false;
  for (int64_t i = 0; i < tuple->length && !*result; ++i) {
    if (!check(tuple->items[i])) return false;
  }
  return true;
}

}  // namespace

bool IsInstanceByDefault(Thread* t, Value v, Value cls, bool* result) {
  *result = false;
  if (IsKind(cls, Kind::kClass)) {
    *result = IsSubclass(ClassOf(t, v), cls.as<Class>());
    if (*result) return true;
    Value claimed = ClaimedClass(t, v);
    if (IsKind(claimed, Kind::kClass)) {
      *result = IsSubclass(claimed.as<Class>(), cls.as<Class>());
    }
    return t->exception.is_null();
  }
  if (!CheckClass(t, cls, "isinstance() arg 2 must be a type, a tuple of types, or a union")) {
    return false;
  }
  Value claimed = ClaimedClass(t, v);
  if (!t->exception.is_null()) return false;
  return Answer(IsAbstractSubclass(t, claimed.is_null() ? Value(ClassOf(t, v)) : claimed, cls),
                result);
}

bool IsSubclassByDefault(Thread* t, Value derived, Value cls, bool* result) {
  *result = false;
  if (IsKind(derived, Kind::kClass) && IsKind(cls, Kind::kClass)) {
    *result = IsSubclass(derived.as<Class>(), cls.as<Class>());
    return true;
  }
  if (!CheckClass(t, derived, "issubclass() arg 1 must be a class") ||
      !CheckClass(t, cls,
                  "issubclass() arg 2 must be a class, a tuple of classes, or a union")) {
    return false;
  }
  return Answer(IsAbstractSubclass(t, derived, cls), result);
}

bool IsInstance(Thread* t, Value v, Value cls, bool* result) {
  *result = Value(ClassOf(t, v)) == cls;
  if (*result) return true;
  if (IsKind(cls, Kind::kTuple)) {
    return AnyOf(t, cls.as<Tuple>(), " in __instancecheck__", result,
                 [&](Value item) { return IsInstance(t, v, item, result); });
  }
  const int asked = AskMetaclass(t, cls, t->isolate->names.dunder_instancecheck,
                                 " in __instancecheck__", v);
  return asked == -2 ? IsInstanceByDefault(t, v, cls, result) : Answer(asked, result);
}

bool IsSubclassOf(Thread* t, Value derived, Value cls, bool* result) {
  *result = false;
  if (IsKind(cls, Kind::kTuple)) {
    return AnyOf(t, cls.as<Tuple>(), " in __subclasscheck__", result,
                 [&](Value item) { return IsSubclassOf(t, derived, item, result); });
  }
  const int asked = AskMetaclass(t, cls, t->isolate->names.dunder_subclasscheck,
                                 " in __subclasscheck__", derived);
  return asked == -2 ? IsSubclassByDefault(t, derived, cls, result) : Answer(asked, result);
}

bool IsSubclass(Class* cls, Class* base) {
  if (cls == base) return true;
  if (!IsKind(cls->mro, Kind::kTuple)) return false;
  auto* mro = cls->mro.as<Tuple>();
  for (int64_t i = 0; i < mro->length; ++i) {
    if (mro->items[i] == Value(base)) return true;
  }
  return false;
}

}  // namespace pyjit
