// posix: what files are (stat and its kin), and changing that: modes, owners,
// times, sizes.
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/tuple.h"
#include "stdlib/posix_internal.h"
#include "stdlib/struct_sequence.h"

namespace pyjit {
namespace {

Value Nanoseconds(Thread* t, const struct timespec& time) {
  const __int128 all = static_cast<__int128>(time.tv_sec) * 1000000000 + time.tv_nsec;
  if (all >= INT64_MIN && all <= INT64_MAX) return IntFromInt64(t, static_cast<int64_t>(all));
  const bool negative = all < 0;
  const auto size = static_cast<unsigned __int128>(negative ? -all : all);
  const uint64_t limbs[2] = {static_cast<uint64_t>(size), static_cast<uint64_t>(size >> 64)};
  return IntFromLimbs(t, limbs, 2, negative);
}
Value Seconds(Thread* t, const struct timespec& time) {
  return NewFloat(t, static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec));
}

// stat, lstat and stat with dir_fd.
Value StatPath(Thread* t, const char* name, const PathArg& path, int dir_fd, bool follow) {
  if (dir_fd != AT_FDCWD && path.fd >= 0) {
    return Raise(t, Exc::kValueError, "%s: can't specify both dir_fd and fd", name);
  }
  if (path.fd >= 0 && !follow) {
    return Raise(t, Exc::kValueError, "%s: cannot use fd and follow_symlinks together", name);
  }
  if (!AllowFiles(t)) return Value();
  struct stat s;
  const int result =
      IsInt(path.given) ? fstat(path.fd, &s)
                        : fstatat(dir_fd, path.text.c_str(), &s, follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return result == 0 ? StatResult(t, s) : RaiseErrno(t, path);
}

Value Stat(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int dir_fd, follow;
  if (!ParsePath(t, args[0], "stat", "path", kPathFd, &path) || !ParseDirFd(t, args[1], &dir_fd) ||
      (follow = ParseFlag(t, args[2], true)) < 0) {
    return Value();
  }
  if (IsInt(path.given) && dir_fd != AT_FDCWD) {
    return RaiseText(t, Exc::kValueError, "stat: can't specify dir_fd without matching path");
  }
  return StatPath(t, "stat", path, dir_fd, follow);
}
Value Lstat(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int dir_fd;
  if (!ParsePath(t, args[0], "lstat", "path", 0, &path) || !ParseDirFd(t, args[1], &dir_fd)) {
    return Value();
  }
  return StatPath(t, "lstat", path, dir_fd, false);
}
Value Fstat(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFd(t, args[0], &fd) || !AllowFiles(t)) return Value();
  struct stat s;
  return fstat(fd, &s) == 0 ? StatResult(t, s) : RaiseErrno(t);
}

Value StatvfsResult(Thread* t, const struct statvfs& s) {
  Value values[] = {IntFromUint64(t, s.f_bsize),  IntFromUint64(t, s.f_frsize),
                    IntFromUint64(t, s.f_blocks), IntFromUint64(t, s.f_bfree),
                    IntFromUint64(t, s.f_bavail), IntFromUint64(t, s.f_files),
                    IntFromUint64(t, s.f_ffree),  IntFromUint64(t, s.f_favail),
                    IntFromUint64(t, s.f_flag),   IntFromUint64(t, s.f_namemax),
                    IntFromUint64(t, s.f_fsid)};
  return NewStruct(t, Kept(t, KeptClass::kStatvfsResult), values);
}
Value Statvfs(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  if (!ParsePath(t, args[0], "statvfs", "path", kPathFd, &path) || !AllowFiles(t)) return Value();
  struct statvfs s;
  const int result =
      IsInt(path.given) ? fstatvfs(path.fd, &s) : statvfs(path.text.c_str(), &s);
  return result == 0 ? StatvfsResult(t, s) : RaiseErrno(t, path);
}
Value Fstatvfs(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFd(t, args[0], &fd) || !AllowFiles(t)) return Value();
  struct statvfs s;
  return fstatvfs(fd, &s) == 0 ? StatvfsResult(t, s) : RaiseErrno(t);
}

// access(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)
Value Access(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int mode, dir_fd, effective, follow;
  if (!ParsePath(t, args[0], "access", "path", 0, &path) || !ParseInt32(t, args[1], &mode) ||
      !ParseDirFd(t, args[2], &dir_fd) || (effective = ParseFlag(t, args[3], false)) < 0 ||
      (follow = ParseFlag(t, args[4], true)) < 0 || !AllowFiles(t)) {
    return Value();
  }
  const int flags = (effective ? AT_EACCESS : 0) | (follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return t->isolate->Bool(faccessat(dir_fd, path.text.c_str(), mode, flags) == 0);
}

Value Chmod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int mode, dir_fd, follow;
  if (!ParsePath(t, args[0], "chmod", "path", kPathFd, &path) || !ParseInt32(t, args[1], &mode) ||
      !ParseDirFd(t, args[2], &dir_fd) || (follow = ParseFlag(t, args[3], true)) < 0 ||
      !AllowFiles(t)) {
    return Value();
  }
  const auto bits = static_cast<mode_t>(mode);
  if (!follow) {
    if (IsInt(path.given)) {
      return RaiseText(t, Exc::kValueError, "chmod: cannot use fd and follow_symlinks together");
    }
    if (fchmodat(dir_fd, path.text.c_str(), bits, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno != ENOTSUP && errno != EOPNOTSUPP) return RaiseErrno(t, path);
      return RaiseText(t, Exc::kNotImplementedError,
                       dir_fd == AT_FDCWD
                           ? "chmod: follow_symlinks unavailable on this platform"
                           : "chmod: cannot use dir_fd and follow_symlinks together on this "
                             "platform");
    }
    return NoneOf(t);
  }
  const int result = IsInt(path.given) ? fchmod(path.fd, bits)
                                       : fchmodat(dir_fd, path.text.c_str(), bits, 0);
  return result == 0 ? NoneOf(t) : RaiseErrno(t, path);
}
Value Fchmod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, mode, result;
  if (!ParseFd(t, args[0], &fd) || !ParseInt32(t, args[1], &mode) || !AllowFiles(t) ||
      !Uninterrupted(t, [&] { return fchmod(fd, static_cast<mode_t>(mode)); }, &result)) {
    return Value();
  }
  return result == 0 ? NoneOf(t) : RaiseErrno(t);
}

Value ChownWith(Thread* t, const char* name, const PathArg& path, Value uid_value,
                Value gid_value, int dir_fd, bool follow) {
  uint32_t uid, gid;
  if (!ParseId(t, uid_value, "uid", &uid) || !ParseId(t, gid_value, "gid", &gid) ||
      !AllowFiles(t)) {
    return Value();
  }
  if (IsInt(path.given) && !follow) {
    return Raise(t, Exc::kValueError, "%s: cannot use fd and follow_symlinks together", name);
  }
  const int result = IsInt(path.given) ? fchown(path.fd, uid, gid)
                                       : fchownat(dir_fd, path.text.c_str(), uid, gid,
                                                  follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return result == 0 ? NoneOf(t) : RaiseErrno(t, path);
}
Value Chown(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int dir_fd, follow;
  if (!ParsePath(t, args[0], "chown", "path", kPathFd, &path) ||
      !ParseDirFd(t, args[3], &dir_fd) || (follow = ParseFlag(t, args[4], true)) < 0) {
    return Value();
  }
  return ChownWith(t, "chown", path, args[1], args[2], dir_fd, follow);
}
Value Lchown(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  if (!ParsePath(t, args[0], "lchown", "path", 0, &path)) return Value();
  return ChownWith(t, "lchown", path, args[1], args[2], AT_FDCWD, false);
}
Value Fchown(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  path.given = args[0];
  if (!ParseFd(t, args[0], &path.fd)) return Value();
  return ChownWith(t, "fchown", path, args[1], args[2], AT_FDCWD, true);
}

// utime(path, times=None, *, ns=, dir_fd=None, follow_symlinks=True)
Value Utime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int dir_fd, follow;
  if (!ParsePath(t, args[0], "utime", "path", kPathFd, &path) ||
      !ParseDirFd(t, args[3], &dir_fd) || (follow = ParseFlag(t, args[4], true)) < 0) {
    return Value();
  }
  const bool has_times = !args[1].is_null() && args[1] != NoneOf(t);
  const bool has_ns = !args[2].is_null();
  struct timespec times[2] = {{0, UTIME_NOW}, {0, UTIME_NOW}};
  if (has_times && has_ns) {
    return RaiseText(t, Exc::kValueError,
                     "utime: you may specify either 'times' or 'ns' but not both");
  }
  if (has_times || has_ns) {
    Value pair = has_ns ? args[2] : args[1];
    if (!IsKind(pair, Kind::kTuple) || pair.as<Tuple>()->length != 2) {
      return RaiseText(t, Exc::kTypeError,
                       has_ns ? "utime: 'ns' must be a tuple of two ints"
                              : "utime: 'times' must be either a tuple of two ints or None");
    }
    for (int i = 0; i < 2; ++i) {
      if (!ParseTimestamp(t, pair.as<Tuple>()->items[i], has_ns, &times[i])) return Value();
    }
  }
  if (!AllowFiles(t)) return Value();
  if (IsInt(path.given) && (dir_fd != AT_FDCWD || !follow)) {
    return RaiseText(t, Exc::kValueError,
                     dir_fd != AT_FDCWD ? "utime: can't specify dir_fd without matching path"
                                        : "utime: cannot use fd and follow_symlinks together");
  }
  const int result = IsInt(path.given)
                         ? futimens(path.fd, times)
                         : utimensat(dir_fd, path.text.c_str(), times,
                                     follow ? 0 : AT_SYMLINK_NOFOLLOW);
  return result == 0 ? NoneOf(t) : RaiseErrno(t, path);
}

Value Truncate(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int64_t length;
  int result;
  if (!ParsePath(t, args[0], "truncate", "path", kPathFd, &path) ||
      !ParseInt64(t, args[1], &length) || !AllowFiles(t)) {
    return Value();
  }
  if (!Uninterrupted(t, [&] {
        return IsInt(path.given) ? ftruncate(path.fd, length)
                                 : truncate(path.text.c_str(), length);
      }, &result)) {
    return Value();
  }
  return result == 0 ? NoneOf(t) : RaiseErrno(t, path);
}
Value Ftruncate(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, result;
  int64_t length;
  if (!ParseFd(t, args[0], &fd) || !ParseInt64(t, args[1], &length) || !AllowFiles(t) ||
      !Uninterrupted(t, [&] { return ftruncate(fd, length); }, &result)) {
    return Value();
  }
  return result == 0 ? NoneOf(t) : RaiseErrno(t);
}

constexpr NativeInfo kRows[] = {
    {"stat", Stat, "(path, *, dir_fd=None, follow_symlinks=True)", kAnything,
     "Perform a stat system call on the given path."},
    {"lstat", Lstat, "(path, *, dir_fd=None)", kAnything,
     "Perform a stat system call on the given path, without following symbolic links."},
    {"fstat", Fstat, "(fd)", kAnything,
     "Perform a stat system call on the given file descriptor."},
    {"statvfs", Statvfs, "(path)", kAnything,
     "Perform a statvfs system call on the given path."},
    {"fstatvfs", Fstatvfs, "(fd, /)", kAnything,
     "Perform an fstatvfs system call on the given fd."},
    {"access", Access, "(path, mode, *, dir_fd=None, effective_ids=False, follow_symlinks=True)",
     kAnything, "Use the real uid/gid to test for access to a path."},
    {"chmod", Chmod, "(path, mode, *, dir_fd=None, follow_symlinks=True)", kAnything,
     "Change the access permissions of a file."},
    {"fchmod", Fchmod, "(fd, mode)", kAnything,
     "Change the access permissions of the file given by file descriptor fd."},
    {"chown", Chown, "(path, uid, gid, *, dir_fd=None, follow_symlinks=True)", kAnything,
     "Change the owner and group id of path to the numeric uid and gid."},
    {"lchown", Lchown, "(path, uid, gid)", kAnything,
     "Change the owner and group id of path, without following symbolic links."},
    {"fchown", Fchown, "(fd, uid, gid)", kAnything,
     "Change the owner and group id of the file specified by file descriptor."},
    {"utime", Utime, "(path, times=None, *, ns=<unrepresentable>, dir_fd=None, "
     "follow_symlinks=True)", kAnything, "Set the access and modified time of path."},
    {"truncate", Truncate, "(path, length)", kAnything,
     "Truncate a file, specified by path, to a specific length."},
    {"ftruncate", Ftruncate, "(fd, length, /)", kAnything,
     "Truncate a file, specified by file descriptor, to a specific length."},
};

}  // namespace

Value StatResult(Thread* t, const struct stat& s) {
  Value values[] = {Value::SmallInt(s.st_mode),
                    IntFromUint64(t, s.st_ino),
                    IntFromUint64(t, s.st_dev),
                    IntFromUint64(t, s.st_nlink),
                    Value::SmallInt(s.st_uid),
                    Value::SmallInt(s.st_gid),
                    IntFromInt64(t, s.st_size),
                    IntFromInt64(t, s.st_atim.tv_sec),
                    IntFromInt64(t, s.st_mtim.tv_sec),
                    IntFromInt64(t, s.st_ctim.tv_sec),
                    Seconds(t, s.st_atim),
                    Seconds(t, s.st_mtim),
                    Seconds(t, s.st_ctim),
                    Nanoseconds(t, s.st_atim),
                    Nanoseconds(t, s.st_mtim),
                    Nanoseconds(t, s.st_ctim),
                    IntFromInt64(t, s.st_blksize),
                    IntFromInt64(t, s.st_blocks),
                    IntFromUint64(t, s.st_rdev)};
  return NewStruct(t, Kept(t, KeptClass::kStatResult), values);
}

absl::Span<const NativeInfo> PosixStatRows() { return kRows; }

bool AddPosixStatClasses(Thread* t, Module* module) {
  static constexpr const char* kStat[] = {
      "st_mode",  "st_ino",   "st_dev",   "st_nlink",    "st_uid",      "st_gid",
      "st_size",  nullptr,    nullptr,    nullptr,       "st_atime",    "st_mtime",
      "st_ctime", "st_atime_ns", "st_mtime_ns", "st_ctime_ns", "st_blksize", "st_blocks",
      "st_rdev"};
  static constexpr const char* kStatvfs[] = {"f_bsize",  "f_frsize", "f_blocks", "f_bfree",
                                             "f_bavail", "f_files",  "f_ffree",  "f_favail",
                                             "f_flag",   "f_namemax", "f_fsid"};
  Class* stat = NewStructClass(t, "os", "stat_result", kStat, {.visible = 10});
  if (!Keep(t, KeptClass::kStatResult, stat)) return false;
  Class* statvfs = NewStructClass(t, "os", "statvfs_result", kStatvfs, {.visible = 10});
  return Keep(t, KeptClass::kStatvfsResult, statvfs) &&
         SetModuleValue(t, module, "stat_result", stat) &&
         SetModuleValue(t, module, "statvfs_result", statvfs);
}

}  // namespace pyjit
