#ifndef RUNTIME_ATTRIBUTES_INTERNAL_H_
#define RUNTIME_ATTRIBUTES_INTERNAL_H_

#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/objects.h"

// Shared by the attributes_*.cc files. "OrNull": null without a pending
// exception means absent.

namespace pyjit {

// The class attribute and where it is; null cell if absent. Uses the isolate's
// look-up cache. Never runs Python, never collects.
struct ClassAttr {
  Cell* cell = nullptr;
  Class* holder = nullptr;
  Value value() const { return cell == nullptr ? Value() : cell->value; }
};
ClassAttr FindClassAttr(Thread* t, Class* cls, Str* name);

// Attributes that every object has, after all else: __class__, __dict__, __doc__.
Value UniversalAttribute(Thread* t, Value object, Class* cls, Str* name);

Value GenericGetAttrOrNull(Thread* t, Value object, Class* cls, Str* name);
Value ClassGetAttrOrNull(Thread* t, Class* cls, Str* name);
Value ModuleGetAttrOrNull(Thread* t, Module* module, Str* name);

// The row of a computed attribute of a builtin class, else null. fget holds its address
// marked as an int (GetSetWord): nothing for the collector.
inline const GetSetInfo* GetSetOf(const Property* property) {
  if (!(property->flags & kPropertyGetSet)) return nullptr;
  return reinterpret_cast<const GetSetInfo*>(property->fget.bits() & ~uint64_t{1});
}
inline Value GetSetWord(const GetSetInfo* info) {
  return Value(reinterpret_cast<uint64_t>(info) | 1);
}
inline bool IsComputedAttribute(Value attribute) {
  return IsKind(attribute, Kind::kProperty) &&
         (attribute.as<Property>()->flags & kPropertyGetSet) != 0;
}

// Whether `object` is one that the computed attribute or member belongs to; else
// TypeError.
bool CheckComputedAttribute(Thread* t, const Property* property, Value object);
// Sets (value null: deletes) object's attribute through its getset_descriptor or
// member_descriptor.
bool SetComputedAttribute(Thread* t, Property* property, Value object, Value value);

// What a classmethod around `function` gives: function.__get__(cls, cls).
Value BindToClass(Thread* t, Value function, Class* cls);

// Whether an attribute hook (__getattribute__, __setattr__, __delattr__) does what
// the C++ code here does without it: object's, type's, module's, super's.
bool IsDefaultHook(Thread* t, Value method);

// Whether objects with this shape keep attributes in Heap::SideDict.
bool UsesSideDict(const Object* object);

}  // namespace pyjit

#endif  // RUNTIME_ATTRIBUTES_INTERNAL_H_
