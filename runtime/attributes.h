#ifndef RUNTIME_ATTRIBUTES_H_
#define RUNTIME_ATTRIBUTES_H_

#include "runtime/class.h"
#include "runtime/namespace.h"
#include "runtime/objects.h"
#include "runtime/operators.h"  // GetAttr, SetAttr, DelAttr, LookupInClass, ...
#include "runtime/shape.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Attribute access beyond what operators.h declares. Names are interned.
// Functions with a Thread may run Python unless said otherwise, and return null
// or false with an exception pending.

namespace pyjit {

// How a class attribute behaves when it is reached through an instance.
enum class AttrNature : uint8_t {
  kPlain,        // given back as it is
  kFunction,     // Python function or builtin method: binds to a method
  kDescriptor,   // has __get__ only: classmethod, staticmethod, user classes
  kData,         // has __set__ or __delete__: property, slots, user classes
};
AttrNature NatureOf(Thread* t, Value attribute);  // never runs Python

// What an inline cache may remember about object.name (read access). Never runs
// Python, never collects.
struct AttrPlan {
  enum What : uint8_t {
    kUncacheable,  // call GetAttr each time
    kSlot,         // valid while the object has this shape and class version
    kClassValue,   // value of `cell` as it is; ditto
    kMethod,       // `cell` holds a function to bind; ditto
    kProperty,     // `cell` holds a plain property whose fget is to be called
    kGetSet,       // `cell` held a computed attribute of a builtin class; ditto
    kModuleCell,   // valid for this module object: value of `cell` while non-null
    kTypeValue,    // object is a class, `cell` is in its MRO and given as it is;
                   // valid while that class (not its metaclass) keeps its version
    kWrapper,      // `cell` holds a staticmethod or classmethod, if it still does;
                   // valid while the object has this shape and class version
    kTypeWrapper,  // the same, and object is a class; valid as kTypeValue
  };
  What what = kUncacheable;
  SlotLocation slot = {};
  Cell* cell = nullptr;
  Class* holder = nullptr;  // class whose namespace has the cell
};
AttrPlan PlanGetAttr(Thread* t, Value object, Str* name);
// If object.name = value only touches the object's own slots, so that a cache may
// remember the shape transition (valid with shape and class version): under
// which key, `name` itself or a member's (runtime/members.h). Else null.
Str* PlanSetAttrSlot(Thread* t, Value object, Str* name);
// A staticmethod or classmethod itself (no subclass) around a function or builtin.
bool IsPlainWrapper(Value attribute);

// object.__getattribute__ and object.__setattr__ / __delattr__ (value null):
// without looking at the class's own __getattribute__, __getattr__, __setattr__.
Value GenericGetAttr(Thread* t, Value object, Str* name);
bool GenericSetAttr(Thread* t, Value object, Str* name, Value value);
// type.__getattribute__ and type.__setattr__.
Value ClassGetAttr(Thread* t, Class* cls, Str* name);
bool ClassSetAttr(Thread* t, Class* cls, Str* name, Value value);

// For `object.name(...)`: *self is set to object when the result is a function
// that takes it as first argument (no bound method made), else to null.
Value GetMethod(Thread* t, Value object, Str* name, Value* self);

// attribute.__get__(self, cls): binds what a class look-up found. self null: access on
// the class. Plain values come back as they are.
Value BindAttribute(Thread* t, Value attribute, Value self, Class* cls);

// The object's own attribute, without looking at its class; null if absent (no
// exception) or out of memory. Never runs Python.
Value GetOwnAttribute(Thread* t, Value object, Str* name);
// object.__dict__ as a live dict; the object changes to dictionary mode. Null
// without an exception if objects of its class have none.
Dict* GetObjectDict(Thread* t, Value object);
bool SetObjectDict(Thread* t, Value object, Dict* dict);
// object.__dict__ = value, or del object.__dict__ (value null).
bool AssignObjectDict(Thread* t, Value object, Value value);
// object.__class__ = value, by CPython's rules of layout; value null: TypeError.
bool SetObjectClass(Thread* t, Value object, Value value);
// Names of the object's own attributes as a new List of str (dir, vars, repr).
List* OwnAttributeNames(Thread* t, Value object);

}  // namespace pyjit

#endif  // RUNTIME_ATTRIBUTES_H_
