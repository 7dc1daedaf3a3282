// posix: descriptors: open, read, write, pipes, duplicates.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <string>

#include "runtime/class.h"
#include "runtime/operators.h"
#include "runtime/types/bytes.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/bytes_argument.h"
#include "stdlib/posix_internal.h"

namespace pyjit {
namespace {

// As much as one system call is asked for.
constexpr int64_t kMaxTransfer = 0x7ffff000;

// open(path, flags, mode=0o777, *, dir_fd=None)
Value Open(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int flags, mode = 0777, dir_fd, fd;
  if (!ParsePath(t, args[0], "open", "path", 0, &path) || !ParseInt32(t, args[1], &flags) ||
      (!args[2].is_null() && !ParseInt32(t, args[2], &mode)) ||
      !ParseDirFd(t, args[3], &dir_fd) || !AllowFiles(t) ||
      !Uninterrupted(t, [&] {
        return openat(dir_fd, path.text.c_str(), flags | O_CLOEXEC, mode);
      }, &fd)) {
    return Value();
  }
  return fd >= 0 ? Value::SmallInt(fd) : RaiseErrno(t, path);
}

Value Close(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFd(t, args[0], &fd) || !AllowFiles(t)) return Value();
  // Not repeated after EINTR: the descriptor is gone by then.
  if (close(fd) != 0 && errno != EINTR) return RaiseErrno(t);
  return NoneOf(t);
}

Value CloseRange(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int low, high;
  if (!ParseInt32(t, args[0], &low) || !ParseInt32(t, args[1], &high) || !AllowFiles(t)) {
    return Value();
  }
  low = std::max(low, 0);
  if (low < high) close_range(static_cast<unsigned>(low), static_cast<unsigned>(high - 1), 0);
  return NoneOf(t);
}

Value Dup(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFd(t, args[0], &fd) || !AllowFiles(t)) return Value();
  const int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  return copy >= 0 ? Value::SmallInt(copy) : RaiseErrno(t);
}

Value Dup2(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, fd2, inheritable;
  if (!ParseFd(t, args[0], &fd) || !ParseFd(t, args[1], &fd2) ||
      (inheritable = ParseFlag(t, args[2], true)) < 0 || !AllowFiles(t)) {
    return Value();
  }
  int result = inheritable ? dup2(fd, fd2) : dup3(fd, fd2, O_CLOEXEC);
  if (result < 0 && !inheritable && errno == EINVAL && fd == fd2) result = fd;
  return result >= 0 ? Value::SmallInt(result) : RaiseErrno(t);
}

Value ReadWith(Thread* t, int fd, int64_t length, int64_t offset) {
  if (length < 0) {
    errno = EINVAL;
    return RaiseErrno(t);
  }
  if (!AllowFiles(t)) return Value();
  length = std::min(length, kMaxTransfer);
  // Large wishes are rarely granted: what a pipe gives at once fits the stack.
  char small[4096];
  Bytes* bytes = length <= 4096 ? nullptr : NewBytesUninitialised(t, length);
  if (length > 4096 && bytes == nullptr) return Value();
  char* buffer = bytes == nullptr ? small : reinterpret_cast<char*>(bytes->data);
  ssize_t n;
  if (!Uninterrupted(t, [&] {
        return offset < 0 ? read(fd, buffer, static_cast<size_t>(length))
                          : pread(fd, buffer, static_cast<size_t>(length), offset);
      }, &n)) {
    return Value();
  }
  if (n < 0) return RaiseErrno(t);
  if (bytes != nullptr && n == length) return bytes;
  return NewBytes(t, absl::string_view(buffer, static_cast<size_t>(n)));
}
Value Read(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  int64_t length;
  if (!ParseFd(t, args[0], &fd) || !IndexAsInt64(t, args[1], &length)) return Value();
  return ReadWith(t, fd, length, -1);
}
Value Pread(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  int64_t length, offset;
  if (!ParseFd(t, args[0], &fd) || !IndexAsInt64(t, args[1], &length) ||
      !ParseInt64(t, args[2], &offset)) {
    return Value();
  }
  if (offset < 0) {
    errno = EINVAL;
    return RaiseErrno(t);
  }
  return ReadWith(t, fd, length, offset);
}

Value WriteWith(Thread* t, int fd, Value data, int64_t offset, bool positioned) {
  BytesArgument bytes;
  if (!bytes.Get(t, data) || !AllowFiles(t)) return Value();
  const absl::string_view view = bytes.view();
  const size_t size = std::min(view.size(), static_cast<size_t>(kMaxTransfer));
  ssize_t n;
  if (!Uninterrupted(t, [&] {
        return positioned ? pwrite(fd, view.data(), size, offset) : write(fd, view.data(), size);
      }, &n)) {
    return Value();
  }
  // What a signal cut short counts as interrupted: its handler runs now, and may raise.
  if (n >= 0 && static_cast<size_t>(n) < size && !HandlePoll(t)) return Value();
  return n >= 0 ? IntFromInt64(t, n) : RaiseErrno(t);
}
Value Write(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  return ParseFd(t, args[0], &fd) ? WriteWith(t, fd, args[1], 0, false) : Value();
}
Value Pwrite(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  int64_t offset;
  if (!ParseFd(t, args[0], &fd) || !ParseInt64(t, args[2], &offset)) return Value();
  return WriteWith(t, fd, args[1], offset, true);
}

Value Lseek(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, how;
  int64_t position;
  if (!ParseFd(t, args[0], &fd) || !ParseInt64(t, args[1], &position) ||
      !ParseInt32(t, args[2], &how) || !AllowFiles(t)) {
    return Value();
  }
  const off_t result = lseek(fd, position, how);
  return result >= 0 ? IntFromInt64(t, result) : RaiseErrno(t);
}

Value PipeWith(Thread* t, int flags) {
  int fds[2];
  if (!AllowFiles(t)) return Value();
  if (pipe2(fds, flags) != 0) return RaiseErrno(t);
  return TuplePack(t, Value::SmallInt(fds[0]), Value::SmallInt(fds[1]));
}
Value Pipe(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return PipeWith(t, O_CLOEXEC);
}
Value Pipe2(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int flags;
  return ParseInt32(t, args[0], &flags) ? PipeWith(t, flags) : Value();
}

Value Isatty(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFd(t, args[0], &fd) || !AllowFiles(t)) return Value();
  return t->isolate->Bool(isatty(fd) == 1);
}
Value Ttyname(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  char name[512];
  if (!ParseFd(t, args[0], &fd) || !AllowFiles(t)) return Value();
  if ((errno = ttyname_r(fd, name, sizeof(name))) != 0) return RaiseErrno(t);
  return DecodeFs(t, name);
}

template <int (*kCall)(int)>
Value SyncFile(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, result;
  if (!ParseFileno(t, args[0], &fd) || !AllowFiles(t) ||
      !Uninterrupted(t, [&] { return kCall(fd); }, &result)) {
    return Value();
  }
  return result == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value Sync(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!AllowFiles(t)) return Value();
  sync();
  return NoneOf(t);
}

Value GetInheritable(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFd(t, args[0], &fd) || !AllowFiles(t)) return Value();
  const int flags = fcntl(fd, F_GETFD);
  return flags >= 0 ? t->isolate->Bool(!(flags & FD_CLOEXEC)) : RaiseErrno(t);
}
Value SetInheritable(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, on;
  if (!ParseFd(t, args[0], &fd) || !ParseInt32(t, args[1], &on) || !AllowFiles(t)) return Value();
  const int flags = fcntl(fd, F_GETFD);
  if (flags < 0 || fcntl(fd, F_SETFD, on ? flags & ~FD_CLOEXEC : flags | FD_CLOEXEC) < 0) {
    return RaiseErrno(t);
  }
  return NoneOf(t);
}
Value GetBlocking(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFd(t, args[0], &fd) || !AllowFiles(t)) return Value();
  const int flags = fcntl(fd, F_GETFL);
  return flags >= 0 ? t->isolate->Bool(!(flags & O_NONBLOCK)) : RaiseErrno(t);
}
Value SetBlocking(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, on;
  if (!ParseFd(t, args[0], &fd) || (on = IsTrue(t, args[1])) < 0 || !AllowFiles(t)) {
    return Value();
  }
  const int flags = fcntl(fd, F_GETFL);
  if (flags < 0 || fcntl(fd, F_SETFL, on ? flags & ~O_NONBLOCK : flags | O_NONBLOCK) < 0) {
    return RaiseErrno(t);
  }
  return NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"open", Open, "(path, flags, mode=511, *, dir_fd=None)", kAnything,
     "Open a file for low level IO.  Returns a file descriptor (integer)."},
    {"close", Close, "(fd)", kAnything, "Close a file descriptor."},
    {"closerange", CloseRange, "(fd_low, fd_high, /)", kAnything,
     "Closes all file descriptors in [fd_low, fd_high), ignoring errors."},
    {"dup", Dup, "(fd, /)", kAnything, "Return a duplicate of a file descriptor."},
    {"dup2", Dup2, "(fd, fd2, inheritable=True)", kAnything, "Duplicate file descriptor."},
    {"read", Read, "(fd, length, /)", kAnything,
     "Read from a file descriptor.  Returns a bytes object."},
    {"pread", Pread, "(fd, length, offset, /)", kAnything,
     "Read a number of bytes from a file descriptor starting at a particular offset."},
    {"write", Write, "(fd, data, /)", kAnything, "Write a bytes object to a file descriptor."},
    {"pwrite", Pwrite, "(fd, buffer, offset, /)", kAnything,
     "Write bytes to a file descriptor starting at a particular offset."},
    {"lseek", Lseek, "(fd, position, how, /)", kAnything,
     "Set the position of a file descriptor.  Return the new position."},
    {"pipe", Pipe, "()", kAnything, "Create a pipe: (read_fd, write_fd)."},
    {"pipe2", Pipe2, "(flags, /)", kAnything,
     "Create a pipe with flags set atomically: (read_fd, write_fd)."},
    {"isatty", Isatty, "(fd, /)", kAnything,
     "Return True if the fd is connected to a terminal."},
    {"ttyname", Ttyname, "(fd, /)", kAnything,
     "Return the name of the terminal device connected to 'fd'."},
    {"fsync", SyncFile<fsync>, "(fd)", kAnything, "Force write of fd to disk."},
    {"fdatasync", SyncFile<fdatasync>, "(fd)", kAnything,
     "Force write of fd to disk without forcing update of metadata."},
    {"fchdir", SyncFile<fchdir>, "(fd)", kAnything,
     "Change to the directory of the given file descriptor."},
    {"sync", Sync, "()", kAnything, "Force write of everything to disk."},
    {"get_inheritable", GetInheritable, "(fd, /)", kAnything,
     "Get the close-on-exe flag of the specified file descriptor."},
    {"set_inheritable", SetInheritable, "(fd, inheritable, /)", kAnything,
     "Set the inheritable flag of the specified file descriptor."},
    {"get_blocking", GetBlocking, "(fd, /)", kAnything,
     "Get the blocking mode of the file descriptor."},
    {"set_blocking", SetBlocking, "(fd, blocking, /)", kAnything,
     "Set the blocking mode of the specified file descriptor."},
};

}  // namespace

absl::Span<const NativeInfo> PosixFileRows() { return kRows; }

}  // namespace pyjit
