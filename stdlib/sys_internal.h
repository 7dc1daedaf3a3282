#ifndef STDLIB_SYS_INTERNAL_H_
#define STDLIB_SYS_INTERNAL_H_

#include "absl/types/span.h"
#include "runtime/native.h"

// Tables of the module sys that have files of their own.

namespace pyjit {

absl::Span<const NativeInfo> SysAsyncRows();

}  // namespace pyjit

#endif  // STDLIB_SYS_INTERNAL_H_
