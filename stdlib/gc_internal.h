#ifndef STDLIB_GC_INTERNAL_H_
#define STDLIB_GC_INTERNAL_H_

#include "absl/types/span.h"
#include "runtime/native.h"
#include "runtime/thread.h"

// Shared by gc_module.cc and gc_objects.cc.

namespace pyjit {

absl::Span<const NativeInfo> GcObjectRows();
// Objects that gc.get_objects() would give.
int64_t CountTracked(Thread* t);

}  // namespace pyjit

#endif  // STDLIB_GC_INTERNAL_H_
