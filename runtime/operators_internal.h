#ifndef RUNTIME_OPERATORS_INTERNAL_H_
#define RUNTIME_OPERATORS_INTERNAL_H_

#include <string>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/native_signature.h"
#include "runtime/objects.h"
#include "runtime/operators.h"
#include "runtime/shape.h"

// Shared by the operators_*.cc files.

namespace pyjit {

// Name of a value's class for messages.
std::string TypeName(Thread* t, Value v);

// The entry of the class's special-method table without attribute lookup.
inline Value SlotOf(Class* cls, Slot slot) {
  if (cls->slots == nullptr) return Value();
  return static_cast<ValueArray*>(cls->slots)->items[static_cast<int>(slot)];
}

// True if a special method is overridden by something that is not a builtin's own
// row: then the builtin's direct implementation may not be used.
inline bool IsOverride(Value method) {
  return !method.is_null() && (!IsKind(method, Kind::kNativeFunction) ||
                               (method.as<NativeFunction>()->info->effects & kOverrides) != 0);
}

inline bool IsNotImplemented(Thread* t, Value v) {
  return v == t->isolate->not_implemented();
}
inline bool IsNone(Thread* t, Value v) { return v == t->isolate->none(); }

// True if GetIter() would not refuse v outright. Never runs Python.
bool IsIterable(Thread* t, Value v);

// True when native code should not recurse further; the caller raises RecursionError.
inline bool NativeStackLow(Thread* t) {
  return static_cast<uint8_t*>(__builtin_frame_address(0)) < t->native_limit;
}

inline const char* PluralS(int64_t n) { return n == 1 ? "" : "s"; }

}  // namespace pyjit

#endif  // RUNTIME_OPERATORS_INTERNAL_H_
