#ifndef STDLIB_STRUCT_SEQUENCE_H_
#define STDLIB_STRUCT_SEQUENCE_H_

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

inline constexpr int kMaxStructFields = 16;

// A tuple subclass whose items have names, as sys.version_info is. `module` may
// be empty. Null with an exception pending. No Python runs.
Class* NewStructClass(Thread* t, absl::string_view module, absl::string_view name,
                      absl::Span<const char* const> fields);
// An instance; as many values as the class has fields.
Value NewStruct(Thread* t, Class* cls, absl::Span<const Value> values);

// An object with attributes to be set freely (types.SimpleNamespace).
Value NewSimpleNamespace(Thread* t);

}  // namespace pyjit

#endif  // STDLIB_STRUCT_SEQUENCE_H_
