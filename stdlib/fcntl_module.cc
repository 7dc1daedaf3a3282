// fcntl: fcntl, ioctl, flock, lockf.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/ioctl.h>

#include <algorithm>
#include <cstring>

#include "runtime/buffer.h"
#include "runtime/operators.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

constexpr int64_t kMaxBuffer = 1024;

// A number argument of C's unsigned int: what does not fit is cut.
bool ParseCut(Thread* t, Value v, unsigned long* out) {
  Value index = NumberIndex(t, v);
  Value low = index.is_null() ? index : IntAnd(t, index, Value::SmallInt(0xffffffff));
  if (low.is_null()) return false;
  *out = static_cast<unsigned long>(low.small_int());
  return true;
}

// Bytes of a str (as UTF-8) or a buffer.
bool TakeBytes(Thread* t, Value v, std::string* out) {
  if (IsStr(v)) {
    *out = StrToUtf8(v.as<Str>());
    return true;
  }
  ScopedBuffer buffer(t);
  if (!buffer.Get(v)) return false;
  *out = std::string(buffer.bytes());
  return true;
}

// fcntl(fd, cmd, arg=0)
Value Fcntl(Thread* t, Value* args, size_t, Value) {
  int fd, command, result;
  if (!ParseFileno(t, args[0], &fd) || !ParseInt32(t, args[1], &command)) return Value();
  if (!args[2].is_null() && (IsStr(args[2]) || HasBuffer(t, args[2]))) {
    std::string bytes;
    if (!TakeBytes(t, args[2], &bytes)) return Value();
    const size_t size = bytes.size();
    if (size > static_cast<size_t>(kMaxBuffer)) {
      return RaiseText(t, Exc::kValueError, "fcntl string arg too long");
    }
    bytes.resize(kMaxBuffer);
    if (!AllowProcesses(t) ||
        !Uninterrupted(t, [&] { return fcntl(fd, command, bytes.data()); }, &result)) {
      return Value();
    }
    if (result < 0) return RaiseErrno(t);
    return NewBytes(t, absl::string_view(bytes.data(), size));
  }
  unsigned long number = 0;
  if ((!args[2].is_null() && !ParseCut(t, args[2], &number)) || !AllowProcesses(t) ||
      !Uninterrupted(t, [&] { return fcntl(fd, command, static_cast<int>(number)); }, &result)) {
    return Value();
  }
  return result < 0 ? RaiseErrno(t) : Value::SmallInt(result);
}

// ioctl(fd, request, arg=0, mutate_flag=True)
Value Ioctl(Thread* t, Value* args, size_t, Value) {
  int fd, result;
  unsigned long request, number = 0;
  if (!ParseFileno(t, args[0], &fd) || !ParseCut(t, args[1], &request)) return Value();
  const bool is_buffer = !args[2].is_null() && HasBuffer(t, args[2]);
  ScopedBuffer writable(t);
  const int mutate = ParseFlag(t, args[3], true);
  if (mutate < 0) return Value();
  char small[kMaxBuffer + 1] = "";
  if (is_buffer && writable.Get(args[2], kBufferWritable)) {
    // What fits is copied, so that the system may write a zero behind it.
    const bool copied = writable.size() <= kMaxBuffer;
    if (!copied && !mutate) return RaiseText(t, Exc::kValueError, "ioctl string arg too long");
    if (copied) std::memcpy(small, writable.data(), static_cast<size_t>(writable.size()));
    char* data = copied ? small : reinterpret_cast<char*>(writable.data());
    if (!AllowProcesses(t)) return Value();
    {
      BlockingCall blocking(t);
      result = ioctl(fd, request, data);
    }
    const int error = errno;
    if (mutate && copied) {
      std::memcpy(writable.data(), small, static_cast<size_t>(writable.size()));
    }
    errno = error;
    if (result < 0) return RaiseErrno(t);
    if (mutate) return Value::SmallInt(result);
    return NewBytes(t, absl::string_view(small, static_cast<size_t>(writable.size())));
  }
  t->exception = Value();
  if (is_buffer || (!args[2].is_null() && IsStr(args[2]))) {
    std::string bytes;
    if (!TakeBytes(t, args[2], &bytes)) return Value();
    if (bytes.size() > static_cast<size_t>(kMaxBuffer)) {
      return RaiseText(t, Exc::kValueError, "ioctl string arg too long");
    }
    std::memcpy(small, bytes.data(), bytes.size());
    if (!AllowProcesses(t)) return Value();
    {
      BlockingCall blocking(t);
      result = ioctl(fd, request, small);
    }
    if (result < 0) return RaiseErrno(t);
    return NewBytes(t, absl::string_view(small, bytes.size()));
  }
  if ((!args[2].is_null() && !ParseCut(t, args[2], &number)) || !AllowProcesses(t)) return Value();
  {
    BlockingCall blocking(t);
    result = ioctl(fd, request, number);
  }
  return result < 0 ? RaiseErrno(t) : Value::SmallInt(result);
}

Value Flock(Thread* t, Value* args, size_t, Value) {
  int fd, operation, result;
  if (!ParseFileno(t, args[0], &fd) || !ParseInt32(t, args[1], &operation) ||
      !AllowProcesses(t) ||
      !Uninterrupted(t, [&] { return flock(fd, operation); }, &result)) {
    return Value();
  }
  return result < 0 ? RaiseErrno(t) : NoneOf(t);
}

// lockf(fd, cmd, len=0, start=0, whence=0)
Value Lockf(Thread* t, Value* args, size_t, Value) {
  int fd, operation, whence = 0, result;
  struct flock lock = {};
  int64_t length = 0, start = 0;
  if (!ParseFileno(t, args[0], &fd) || !ParseInt32(t, args[1], &operation) ||
      (!args[2].is_null() && !ParseInt64(t, args[2], &length)) ||
      (!args[3].is_null() && !ParseInt64(t, args[3], &start)) ||
      (!args[4].is_null() && !ParseInt32(t, args[4], &whence))) {
    return Value();
  }
  if (operation == LOCK_UN) {
    lock.l_type = F_UNLCK;
  } else if (operation & LOCK_SH) {
    lock.l_type = F_RDLCK;
  } else if (operation & LOCK_EX) {
    lock.l_type = F_WRLCK;
  } else {
    return RaiseText(t, Exc::kValueError, "unrecognized lockf argument");
  }
  lock.l_len = length;
  lock.l_start = start;
  lock.l_whence = static_cast<short>(whence);
  if (!AllowProcesses(t) ||
      !Uninterrupted(t, [&] {
        return fcntl(fd, (operation & LOCK_NB) ? F_SETLK : F_SETLKW, &lock);
      }, &result)) {
    return Value();
  }
  return result < 0 ? RaiseErrno(t) : NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"fcntl", Fcntl, "($module, fd, cmd, arg=0, /)", kAnything,
     "Perform the operation `cmd` on file descriptor fd."},
    {"ioctl", Ioctl, "($module, fd, request, arg=0, mutate_flag=True, /)", kAnything,
     "Perform the operation request on file descriptor fd."},
    {"flock", Flock, "($module, fd, operation, /)", kAnything,
     "Perform the lock operation `operation` on file descriptor `fd`."},
    {"lockf", Lockf, "($module, fd, cmd, len=0, start=0, whence=0, /)", kAnything,
     "A wrapper around the fcntl() locking calls."},
};

struct Number {
  const char* name;
  int64_t value;
};
#define ROW(name) {#name, static_cast<int64_t>(name)},
constexpr Number kNumbers[] = {
    ROW(DN_ACCESS) ROW(DN_ATTRIB) ROW(DN_CREATE) ROW(DN_DELETE) ROW(DN_MODIFY)
    ROW(DN_MULTISHOT) ROW(DN_RENAME) ROW(FASYNC) ROW(FD_CLOEXEC) ROW(F_ADD_SEALS) ROW(F_DUPFD)
    ROW(F_DUPFD_CLOEXEC) ROW(F_EXLCK) ROW(F_GETFD) ROW(F_GETFL) ROW(F_GETLEASE) ROW(F_GETLK)
    ROW(F_GETLK64) ROW(F_GETOWN) ROW(F_GETPIPE_SZ) ROW(F_GETSIG) ROW(F_GET_SEALS)
    ROW(F_NOTIFY) ROW(F_OFD_GETLK) ROW(F_OFD_SETLK) ROW(F_OFD_SETLKW) ROW(F_RDLCK)
    ROW(F_SEAL_GROW) ROW(F_SEAL_SEAL) ROW(F_SEAL_SHRINK) ROW(F_SEAL_WRITE) ROW(F_SETFD)
    ROW(F_SETFL) ROW(F_SETLEASE) ROW(F_SETLK) ROW(F_SETLK64) ROW(F_SETLKW) ROW(F_SETLKW64)
    ROW(F_SETOWN) ROW(F_SETPIPE_SZ) ROW(F_SETSIG) ROW(F_SHLCK) ROW(F_UNLCK) ROW(F_WRLCK)
    ROW(LOCK_EX) ROW(LOCK_MAND) ROW(LOCK_NB) ROW(LOCK_READ) ROW(LOCK_RW) ROW(LOCK_SH)
    ROW(LOCK_UN) ROW(LOCK_WRITE)};
#undef ROW

}  // namespace

bool InitFcntlModule(Thread* t, Module* module) {
  for (const Number& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  return AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
