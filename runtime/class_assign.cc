// Layouts of classes: which one decides, and object.__class__ = other.
#include <vector>

#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/members.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/shape.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace pyjit {

namespace {

constexpr uint16_t kTraitStorage = kTraitDict | kTraitWeakref;

// Calls visit(name, key) for the members that the class itself defines, sorted by name
// as its namespace has them.
template <typename Visit>
void ForEachOwnMember(Class* cls, Visit visit) {
  if (!(cls->traits & kTraitHasMembers)) return;
  ForEachCell(cls->dict, [&](Str* name, Cell* cell) {
    if (!IsKind(cell->value, Kind::kProperty)) return;
    auto* property = cell->value.as<Property>();
    if ((property->flags & kPropertyMember) && property->fset == Value(cls)) {
      visit(name, property->fget.as<Str>());
    }
  });
}

// The base that decides the layout, CPython's tp_base; null for object.
Class* LayoutBase(Thread* t, Class* cls) {
  auto* bases = cls->bases.as<Tuple>();
  if (bases->length == 0) return nullptr;
  if (bases->length == 1) return bases->items[0].as<Class>();
  Class* best = BestBase(t, bases);
  if (best == nullptr) t->exception = Value();
  return best;
}

// Whether instances have just what the base's have.
bool AddsNothing(Class* cls, Class* base) {
  return base != nullptr && !HasOwnMembers(cls) && cls->native_size == base->native_size &&
         cls->instance_kind == base->instance_kind &&
         ((cls->traits ^ base->traits) & kTraitStorage) == 0;
}

// The first class up the line that adds something; *base gets what it adds it to.
Class* Essential(Thread* t, Class* cls, Class** base) {
  for (;;) {
    *base = LayoutBase(t, cls);
    if (!AddsNothing(cls, *base)) return cls;
    cls = *base;
  }
}

bool SameMembers(Class* a, Class* b) {
  std::vector<const Str*> names, others;
  ForEachOwnMember(a, [&](Str* name, Str*) { names.push_back(name); });
  ForEachOwnMember(b, [&](Str* name, Str*) { others.push_back(name); });
  return names == others;
}

// The keys of all members of instances, bases first.
void AllMemberKeys(Thread* t, Class* cls, std::vector<Str*>* keys) {
  if (cls == nullptr || !(cls->traits & kTraitHasMembers)) return;
  AllMemberKeys(t, LayoutBase(t, cls), keys);
  ForEachOwnMember(cls, [&](Str*, Str* key) { keys->push_back(key); });
}

}  // namespace

int CountOwnMembers(Class* cls) {
  int count = 0;
  ForEachOwnMember(cls, [&](Str*, Str*) { ++count; });
  return count;
}

bool SameLayout(Thread* t, Class* from, Class* to) {
  Class *from_base, *to_base;
  Class* old_class = Essential(t, from, &from_base);
  Class* new_class = Essential(t, to, &to_base);
  if (old_class == new_class) return true;
  return from_base == to_base && !(old_class->flags & kClassBuiltin) &&
         !(new_class->flags & kClassBuiltin) &&
         ((old_class->traits ^ new_class->traits) & kTraitStorage) == 0 &&
         SameMembers(old_class, new_class);
}

bool SetObjectClass(Thread* t, Value object, Value value) {
  if (value.is_null()) {
    RaiseText(t, Exc::kTypeError, "can't delete __class__ attribute");
    return false;
  }
  if (!IsKind(value, Kind::kClass)) {
    Raise(t, Exc::kTypeError, "__class__ must be set to a class, not '%s' object",
          ClassNameOf(t, value));
    return false;
  }
  auto* target = value.as<Class>();
  Class* cls = ClassOf(t, object);
  const bool modules = cls->instance_kind == Kind::kModule &&
                       target->instance_kind == Kind::kModule;
  if (!modules && ((cls->flags | target->flags) & kClassBuiltin)) {
    RaiseText(t, Exc::kTypeError,
              "__class__ assignment only supported for mutable types or "
              "ModuleType subclasses");
    return false;
  }
  if (target == cls) return true;
  if (!modules && !SameLayout(t, cls, target)) {
    Raise(t, Exc::kTypeError,
          "__class__ assignment: '%s' object layout differs from '%s'", ClassName(target),
          ClassName(cls));
    return false;
  }
  // Members are known by other keys in the other class: they are put away and back.
  Object* o = object.object();
  std::vector<Str*> old_keys, new_keys;
  AllMemberKeys(t, cls, &old_keys);
  AllMemberKeys(t, target, &new_keys);
  List* values = NewList(t);
  if (values == nullptr) return false;
  for (Str* key : old_keys) {
    Value member = GetMember(t, o, key);
    if (!t->exception.is_null()) return false;
    bool found;
    if (!member.is_null() && old_keys != new_keys && !DeleteMember(t, o, key, &found)) {
      return false;
    }
    if (!ListAppend(t, values, member.is_null() ? t->isolate->not_implemented() : member)) {
      return false;
    }
  }
  if (o->shape()->slots_offset == 0) {
    Shape* shape = InstanceRoot(t, target);
    if (shape == nullptr) return false;
    o->set_shape(shape);
  } else {
    Shape* shape = ShapeForClass(t, o->shape(), target);
    if (shape == nullptr || !ChangeShape(t, o, shape)) return false;
  }
  WriteBarrier(t, o);
  if (old_keys != new_keys) {
    for (size_t i = 0; i < old_keys.size() && i < new_keys.size(); ++i) {
      Value member = ListGet(t, values, static_cast<int64_t>(i));
      if (member != t->isolate->not_implemented() && !SetMember(t, o, new_keys[i], member)) {
        return false;
      }
    }
  }
  if ((target->flags & kClassHasFinalizer) && !(cls->flags & kClassHasFinalizer)) {
    t->heap->RegisterFinalizer(o);
  }
  return SameDescriptorSlots(cls->slots, target->slots) || DescriptorsChanged(t, target);
}

}  // namespace pyjit
