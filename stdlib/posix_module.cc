// posix: what os is made of. Its functions are in posix_stat.cc, posix_files.cc,
// posix_dirs.cc, posix_scandir.cc, posix_process.cc, posix_ids.cc and
// posix_system.cc, its numbers in posix_constants.cc.
#include "runtime/types/list.h"
#include "stdlib/posix_internal.h"

namespace pyjit {
namespace {

// What os.py asks to know where dir_fd, descriptors and follow_symlinks work.
constexpr const char* kHave[] = {
    "HAVE_FACCESSAT", "HAVE_FCHDIR",   "HAVE_FCHMOD",     "HAVE_FCHMODAT",  "HAVE_FCHOWN",
    "HAVE_FCHOWNAT",  "HAVE_FEXECVE",  "HAVE_FDOPENDIR",  "HAVE_FPATHCONF", "HAVE_FSTATAT",
    "HAVE_FSTATVFS",  "HAVE_FTRUNCATE", "HAVE_FUTIMENS",  "HAVE_FUTIMES",   "HAVE_FUTIMESAT",
    "HAVE_LINKAT",    "HAVE_LCHOWN",   "HAVE_LSTAT",      "HAVE_LUTIMES",   "HAVE_MEMFD_CREATE",
    "HAVE_MKDIRAT",   "HAVE_MKFIFOAT", "HAVE_MKNODAT",    "HAVE_OPENAT",    "HAVE_READLINKAT",
    "HAVE_RENAMEAT",  "HAVE_SYMLINKAT", "HAVE_UNLINKAT",  "HAVE_UTIMENSAT"};

}  // namespace

bool InitPosixModule(Thread* t, Module* module) {
  for (absl::Span<const NativeInfo> rows :
       {PosixStatRows(), PosixFileRows(), PosixDirRows(), PosixProcessRows(), PosixIdRows(),
        PosixWaitRows(), PosixSystemRows()}) {
    if (!AddModuleNatives(t, module, rows)) return false;
  }
  List* have = NewList(t);
  for (const char* name : kHave) {
    Str* text = have == nullptr ? nullptr : NewStrUtf8(t, name);
    if (text == nullptr || !ListAppend(t, have, text)) return false;
  }
  return SetModuleValue(t, module, "_have_functions", have) && AddPosixConstants(t, module) &&
         AddPosixStatClasses(t, module) && AddPosixScandir(t, module) &&
         AddPosixSystemClasses(t, module) && AddPosixWaitClasses(t, module) &&
         SetModuleValue(t, module, "error", ExceptionClass(t, Exc::kOSError));
}

}  // namespace pyjit
