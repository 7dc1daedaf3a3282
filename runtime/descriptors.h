#ifndef RUNTIME_DESCRIPTORS_H_
#define RUNTIME_DESCRIPTORS_H_

#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// property, staticmethod, classmethod and super: their construction and
// methods. How attribute lookup uses them is in runtime/attributes.cc.

namespace pyjit {

bool InitDescriptorsType(Thread* t);
bool InitPropertyType(Thread* t);
// v.__isabstractmethod__: 1, 0, -1 with an exception pending. Runs Python.
int IsAbstractMethod(Thread* t, Value v);

Value NewProperty(Thread* t, Value fget, Value fset, Value fdel, Value doc);
Value NewMethodWrapper(Thread* t, bool is_classmethod, Value function);
Value NewBoundMethod(Thread* t, Value function, Value self);

// descriptor.__get__/__set__/__delete__ for property objects. instance null:
// the property itself. set: value null deletes.
Value PropertyGet(Thread* t, Property* property, Value instance);
bool PropertySet(Thread* t, Property* property, Value instance, Value value);

// super(start_class, self) after its checks; start_class, self explicit.
Value NewSuper(Thread* t, Class* start_class, Value self);
// Attribute of a super object; null without pending exception if absent.
Value SuperGetAttrOrNull(Thread* t, Super* super, Str* name);

}  // namespace pyjit

#endif  // RUNTIME_DESCRIPTORS_H_
