#ifndef RUNTIME_CLASS_H_
#define RUNTIME_CLASS_H_

#include <string>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "runtime/native.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"
#include "runtime/watchpoint.h"

// Classes: creation, method resolution order, attribute changes and what
// depends on them.
//
// What caches and machine code may rely on:
//  - Class::version changes (and Class::watchpoint fires) when a name appears
//    in or disappears from the class or a base, when a binding's nature changes
//    (plain value, function, other descriptor, data descriptor), and when bases
//    change. Same version: same Cell found for every name, same nature.
//  - A plain overwrite (function by function, number by number) only changes
//    the Cell. So caches keep the Cell and read its value, or machine code folds
//    the value and depends on CellWatchpoint(cell).
//  - Class::slots always holds what the MRO finds for each special method.

namespace pyjit {

struct ClassOptions {
  Class* metaclass = nullptr;  // null: type
  Value module;                // null: none
  Kind kind = Kind::kInstance;
  uint32_t native_size = 8;
  uint8_t flags = 0;           // ClassFlags
  uint16_t traits = 0;         // ClassTraits, besides the base's
  const ExtensionInfo* extension = nullptr;  // sets kind and native_size too
  const BufferProcs* buffer = nullptr;       // null: the base's
  bool instance_slots = false;  // instances have attribute slots (a __dict__)
};

// A class made by C++ code: no Python runs. Null with an exception pending.
Class* NewNativeClass(Thread* t, Str* name, Class* base,
                      const ClassOptions& options);

// type.__new__(metaclass, name, bases, namespace, **kwargs): computes the most
// derived metaclass' checks, MRO and layout, copies the namespace, calls
// __set_name__ and __init_subclass__. May run Python. kwargs: nargs values with
// kwnames as in D18 (the class keywords), kwnames null if there are none.
Class* NewClass(Thread* t, Class* metaclass, Value name, Tuple* bases,
                Dict* ns, Value* kwargs, Value kwnames);

// The metaclass for a class statement: the most derived of `metaclass` (null:
// type) and the bases' classes. Null with TypeError pending on a conflict.
Class* ComputeMetaclass(Thread* t, Class* metaclass, Tuple* bases);

// C3 linearisation of cls from its bases; a new Tuple. TypeError if none exists.
Tuple* ComputeMro(Thread* t, Class* cls, Tuple* bases);

// Binds (value non-null) or unbinds a name in the class's own namespace, keeping
// versions, watchpoints, flags and slots right here and in all subclasses. No
// checks for builtin classes, no metaclass descriptors: those are in SetAttr.
// *found (may be null): whether a deleted name was there. Never runs Python.
bool SetClassAttribute(Thread* t, Class* cls, Str* name, Value value,
                       bool* found = nullptr);
// cls.__bases__ = bases.
bool SetBases(Thread* t, Class* cls, Tuple* bases);

// A new List of the direct subclasses that are alive; null: MemoryError.
List* LiveSubclasses(Thread* t, Class* cls);
// Something about the class changed that its namespace does not show (traits):
// new versions for it and all below.
bool ClassChanged(Thread* t, Class* cls, const char* reason);

// Recomputes slots and flags of a class whose namespace was filled directly
// (AddNatives while the isolate is being built). Bases must be fresh.
bool RefreshClass(Thread* t, Class* cls);

// What machine code that relies on the class depends on. Made on demand.
Watchpoint* ClassWatchpoint(Thread* t, Class* cls);

// Root shape for a new instance; makes the class's first one. Null with
// MemoryError pending. AllocateInstance uses it.
Shape* InstanceRoot(Thread* t, Class* cls);
// A fresh instance (no __init__) of a class with a Fixed kind.
Object* AllocateInstance(Thread* t, Class* cls);
// Class::construct and __new__ of a class whose __init__ takes the arguments: a bare instance.
Value ConstructBare(Thread* t, Value* args, size_t nargs, Value kwnames);
// An instance needed overflow storage: later instances get more inline slots.
void LearnInlineHint(Thread* t, Class* cls, uint32_t slots_needed);

// The special method that the MRO finds, or null. Never runs Python.
inline Value ClassSlot(const Class* cls, Slot slot) {
  return static_cast<const ValueArray*>(cls->slots)
      ->items[static_cast<int>(slot)];
}

// Attributes of builtin types that are computed by C++ code.
// get: args[0] is the object. set: args[0] object, args[1] the value or null
// for deletion; null when read-only.
struct GetSetInfo {
  const char* name;
  NativeFn get;
  NativeFn set = nullptr;
  const char* doc = nullptr;
  bool member = false;  // CPython has a member here: "readonly attribute" if not writable
};
bool AddGetSets(Thread* t, Class* cls, absl::Span<const GetSetInfo> rows);

// "__main__.Point", but "int" for builtins: as CPython prints classes.
std::string ClassDisplayName(Class* cls);
// "Point": what most error messages show.
std::string ClassName(const Class* cls);
std::string ClassNameOf(Thread* t, Value v);

}  // namespace pyjit

#endif  // RUNTIME_CLASS_H_
