#ifndef STDLIB_STRUCT_SEQUENCE_H_
#define STDLIB_STRUCT_SEQUENCE_H_

#include <cstdint>

#include "absl/strings/string_view.h"
#include "absl/types/span.h"
#include "runtime/objects.h"
#include "runtime/thread.h"
#include "runtime/value.h"

namespace pyjit {

inline constexpr int kMaxStructFields = 24;

struct StructOptions {
  // Fields beyond this many have a name but no index (os.stat_result); -1: none.
  int visible = -1;
  // May Python make one from a sequence, as os.stat_result(seq) does?
  bool constructible = true;
  const char* doc = nullptr;
};

// A tuple subclass whose items have names, as sys.version_info is. A null name is
// an item without one. `module` may be empty. Null with an exception pending. No
// Python runs.
Class* NewStructClass(Thread* t, absl::string_view module, absl::string_view name,
                      absl::Span<const char* const> fields,
                      const StructOptions& options = StructOptions());
// An instance; as many values as the class has fields, those without an index last.
Value NewStruct(Thread* t, Class* cls, absl::Span<const Value> values);

}  // namespace pyjit

#endif  // STDLIB_STRUCT_SEQUENCE_H_
