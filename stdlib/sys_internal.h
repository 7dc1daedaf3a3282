#ifndef STDLIB_SYS_INTERNAL_H_
#define STDLIB_SYS_INTERNAL_H_

#include "absl/types/span.h"
#include "runtime/native.h"
#include "runtime/objects.h"
#include "runtime/thread.h"

// The parts of sys beside sys_module.cc; called once per isolate.

namespace pyjit {

absl::Span<const NativeInfo> SysAsyncRows();

// Versions, limits, flags: what never changes.
bool AddSysFacts(Thread* t, Module* module);
// Auditing, unraisable exceptions, breakpoint(), and what only says something
// about CPython's insides.
bool AddSysHooks(Thread* t, Module* module);
// sys.stdlib_module_names; null with an exception pending.
Value StdlibModuleNames(Thread* t);

}  // namespace pyjit

#endif  // STDLIB_SYS_INTERNAL_H_
