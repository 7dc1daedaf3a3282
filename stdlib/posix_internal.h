#ifndef STDLIB_POSIX_INTERNAL_H_
#define STDLIB_POSIX_INTERNAL_H_

#include <sys/resource.h>
#include <sys/stat.h>

#include "absl/types/span.h"
#include "runtime/native.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"

// The families of functions that posix_module.cc puts together.

namespace pyjit {

absl::Span<const NativeInfo> PosixStatRows();
absl::Span<const NativeInfo> PosixFileRows();
absl::Span<const NativeInfo> PosixDirRows();
absl::Span<const NativeInfo> PosixProcessRows();
absl::Span<const NativeInfo> PosixIdRows();
absl::Span<const NativeInfo> PosixWaitRows();
absl::Span<const NativeInfo> PosixSystemRows();

bool AddPosixConstants(Thread* t, Module* module);
bool AddPosixStatClasses(Thread* t, Module* module);
bool AddPosixScandir(Thread* t, Module* module);
bool AddPosixSystemClasses(Thread* t, Module* module);
bool AddPosixWaitClasses(Thread* t, Module* module);

// os.stat_result of what stat() said.
Value StatResult(Thread* t, const struct stat& s);
// resource.struct_rusage. Imports module resource.
Value RusageResult(Thread* t, const struct rusage& usage);
// os.scandir.
Value PosixScandir(Thread* t, Value* args, size_t nargs, Value kwnames);

}  // namespace pyjit

#endif  // STDLIB_POSIX_INTERNAL_H_
