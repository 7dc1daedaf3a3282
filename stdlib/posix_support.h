#ifndef STDLIB_POSIX_SUPPORT_H_
#define STDLIB_POSIX_SUPPORT_H_

#include <sys/types.h>
#include <time.h>

#include <cerrno>
#include <cstdint>
#include <string>

#include "absl/strings/string_view.h"
#include "interp/interpreter.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/objects.h"
#include "runtime/python_threads.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/str.h"
#include "stdlib/state.h"

// What the modules over the operating system share: file names, descriptors,
// errors, and what the host allows.

namespace pyjit {

// --- What the host allows. False with PermissionError pending. ---
bool AllowFiles(Thread* t);
bool AllowEnvironment(Thread* t);
bool AllowClock(Thread* t);
// Processes and signals: both of the first two.
bool AllowProcesses(Thread* t);

// --- Names of files: UTF-8 with surrogateescape ---
Str* DecodeFs(Thread* t, absl::string_view bytes);
bool EncodeFs(Thread* t, const Str* text, std::string* out);

// os.fspath(v): str or bytes. May run Python. TypeError.
Value FsPath(Thread* t, Value v);

struct PathArg {
  Value given;           // for errors; null if it was absent
  std::string text;      // as the system takes it
  int fd = -1;           // a descriptor was given instead
  bool is_bytes = false;
};
enum PathFlags { kPathFd = 1, kPathNone = 2 };
// A function's path argument. Null or None with kPathNone: text is empty and
// given null. May run Python (__fspath__, __index__). False with TypeError,
// ValueError pending.
bool ParsePath(Thread* t, Value v, const char* function, const char* argument, int flags,
               PathArg* out);
// str or bytes as the argument was.
Value PathResult(Thread* t, const PathArg& like, absl::string_view text);

// dir_fd: an int, or null/None for the working directory.
bool ParseDirFd(Thread* t, Value v, int* out);
// A descriptor argument: ints, or objects with fileno() if `object` is set.
bool ParseFd(Thread* t, Value v, int* out);
bool ParseFileno(Thread* t, Value v, int* out);
// C's int and others, with CPython's errors.
bool ParseInt32(Thread* t, Value v, int* out);
bool ParseInt64(Thread* t, Value v, int64_t* out);
// Ids of users and groups: -1 is allowed.
bool ParseId(Thread* t, Value v, const char* what, uint32_t* out);
// A flag argument; absent: `otherwise`. -1 with an exception pending.
int ParseFlag(Thread* t, Value v, bool otherwise);

// A time in seconds (any number) or, with `ns`, in nanoseconds.
bool ParseTimestamp(Thread* t, Value v, bool ns, struct timespec* out);

// OSError of errno; null.
Value RaiseErrno(Thread* t);
Value RaiseErrno(Thread* t, const PathArg& path);
Value RaiseErrno(Thread* t, const PathArg& path, const PathArg& path2);

// Around what may block, so that other threads of the isolate could run.
using BlockingCall = BlockingRegion;

// Runs `call` until it is not interrupted by a signal; signal handlers run in
// between. False if one of those raised.
template <typename Call, typename Result>
bool Uninterrupted(Thread* t, Call call, Result* result) {
  for (;;) {
    {
      BlockingCall blocking(t);
      *result = call();
    }
    if (*result != static_cast<Result>(-1) || errno != EINTR) return true;
    if (!HandlePoll(t)) return false;
  }
}

}  // namespace pyjit

#endif  // STDLIB_POSIX_SUPPORT_H_
