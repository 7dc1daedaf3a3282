#ifndef RUNTIME_CLASS_INTERNAL_H_
#define RUNTIME_CLASS_INTERNAL_H_

#include "runtime/class.h"

// Shared by the class_*.cc files.

namespace pyjit {

// A Class object with its fields set and its MRO taken from `mro` or (null)
// [itself]; not yet in its bases' subclass lists, no slots, no version.
Class* AllocateClass(Thread* t, Class* metaclass, Str* name, Tuple* bases);
// The MRO by the metaclass's mro() method if it has its own, else by ComputeMro. May run
// Python.
Tuple* MroOf(Thread* t, Class* cls, Tuple* bases);
// The base that decides the layout of instances. Null with TypeError pending.
Class* BestBase(Thread* t, Tuple* bases);

// Handles __slots__ of a new class, or that it has none: member descriptors,
// __dict__ and __weakref__, kClassNoDict, inline hint. base: what BestBase gave.
bool ApplySlots(Thread* t, Class* cls, Class* base);

// The descriptor `__dict__` of a native class whose base has none.
bool AddNativeDictDescriptor(Thread* t, Class* cls);

// How many names the class itself has in its __slots__.
int CountOwnMembers(Class* cls);
inline bool HasOwnMembers(Class* cls) { return CountOwnMembers(cls) != 0; }
// Whether builtin code may take instances of the one for instances of the other: builtin
// classes of one layout are all exceptions, say, and the abstract classes of _io.
inline bool SameNativeLayout(const Class* a, const Class* b) {
  return a->instance_kind == b->instance_kind && a->native_size == b->native_size &&
         a->extension == b->extension;
}
// Whether instances of `from` may become ones of `to` as they are.
bool SameLayout(Thread* t, Class* from, Class* to);

// Whether objects of two classes with these Class::slots are descriptors alike, or none.
bool SameDescriptorSlots(const Object* a, const Object* b);
// Objects of cls are descriptors now as they have not been, or none any more. Gives all classes
// new versions and flags, as the objects may be attributes of any.
bool DescriptorsChanged(Thread* t, Class* cls);

bool AddSubclass(Thread* t, Class* base, Class* cls);
void RemoveSubclass(Thread* t, Class* base, Class* cls);

}  // namespace pyjit

#endif  // RUNTIME_CLASS_INTERNAL_H_
