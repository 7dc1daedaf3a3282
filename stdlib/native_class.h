#ifndef STDLIB_NATIVE_CLASS_H_
#define STDLIB_NATIVE_CLASS_H_

#include "absl/types/span.h"
#include "runtime/class.h"
#include "runtime/instance_state.h"
#include "runtime/native.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

// Classes of native modules, each described by one row, and what such classes
// share. No Python runs; null with an exception pending on failure.

namespace pyjit {

struct NativeClassRow {
  const char* module;
  const char* name;
  const ExtensionInfo* extension = nullptr;  // null: the base's layout
  // cls(...): raw convention with the class as args[0]. Null: no instances from Python.
  NativeFn construct = nullptr;
  absl::Span<const NativeInfo> methods = {};
  absl::Span<const GetSetInfo> attributes = {};
  const char* doc = nullptr;
  uint8_t flags = 0;         // ClassFlags: kClassBaseable
  bool has_dict = false;     // instances have attributes of their own
  bool unhashable = false;
  Class* base = nullptr;     // null: object
  // Objects of another layout than the base's, without an ExtensionInfo.
  Kind kind = Kind::kInstance;
  uint32_t native_size = 0;
  uint16_t traits = 0;       // ClassTraits
  bool generic = false;      // cls[...] is a types.GenericAlias
};
Class* DefineClass(Thread* t, const NativeClassRow& row);
// Makes the class and binds its name in the module.
Class* DefineModuleClass(Thread* t, Module* module, const NativeClassRow& row);

// An object of the class, zero behind its header.
template <typename T>
T* NewExtension(Thread* t, Class* cls) {
  return static_cast<T*>(AllocateInstance(t, cls));
}

// __iter__ and __next__ of classes whose ExtensionInfo has `next`.
absl::Span<const NativeInfo> ExtensionIteratorRows();
// __call__ of classes whose ExtensionInfo has `call`; raw convention.
Value ExtensionCall(Thread* t, Value* args, size_t nargs, Value kwnames);

// Arguments of a raw construct (args[0] is the class) put into `out` by the names of
// `parameters`, `count` of them, `required` of which must be there, as
// PyArg_ParseTupleAndKeywords does; absent ones are null. False with TypeError pending.
bool BindConstructor(Thread* t, const char* function, Value* args, size_t nargs, Value kwnames,
                     const char* const* parameters, size_t count, size_t required, Value* out);

}  // namespace pyjit

#endif  // STDLIB_NATIVE_CLASS_H_
