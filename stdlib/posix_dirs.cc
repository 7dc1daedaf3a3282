// posix: directories and the names in them.
#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <string>

#include "runtime/class.h"
#include "runtime/types/list.h"
#include "stdlib/posix_internal.h"

namespace pyjit {
namespace {

Value Listdir(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  if (!ParsePath(t, args[0], "listdir", "path", kPathFd | kPathNone, &path) || !AllowFiles(t)) {
    return Value();
  }
  DIR* dir = nullptr;
  if (IsInt(path.given)) {
    const int copy = fcntl(path.fd, F_DUPFD_CLOEXEC, 0);
    dir = copy < 0 ? nullptr : fdopendir(copy);
    if (dir == nullptr && copy >= 0) close(copy);
    if (dir != nullptr) rewinddir(dir);
  } else {
    dir = opendir(path.given.is_null() ? "." : path.text.c_str());
  }
  if (dir == nullptr) return RaiseErrno(t, path);
  List* list = NewList(t);
  bool ok = list != nullptr;
  while (ok) {
    errno = 0;
    const struct dirent* entry = readdir(dir);
    if (entry == nullptr) {
      if (errno != 0) {
        RaiseErrno(t, path);
        ok = false;
      }
      break;
    }
    const absl::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    Value text = PathResult(t, path, name);
    ok = !text.is_null() && ListAppend(t, list, text);
  }
  if (IsInt(path.given)) rewinddir(dir);
  closedir(dir);
  return ok ? Value(list) : Value();
}

Value Mkdir(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int mode = 0777, dir_fd;
  if (!ParsePath(t, args[0], "mkdir", "path", 0, &path) ||
      (!args[1].is_null() && !ParseInt32(t, args[1], &mode)) ||
      !ParseDirFd(t, args[2], &dir_fd) || !AllowFiles(t)) {
    return Value();
  }
  return mkdirat(dir_fd, path.text.c_str(), static_cast<mode_t>(mode)) == 0
             ? NoneOf(t)
             : RaiseErrno(t, path);
}

Value RemoveWith(Thread* t, Value* args, const char* name, int flags) {
  PathArg path;
  int dir_fd;
  if (!ParsePath(t, args[0], name, "path", 0, &path) || !ParseDirFd(t, args[1], &dir_fd) ||
      !AllowFiles(t)) {
    return Value();
  }
  return unlinkat(dir_fd, path.text.c_str(), flags) == 0 ? NoneOf(t) : RaiseErrno(t, path);
}
Value Rmdir(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RemoveWith(t, args, "rmdir", AT_REMOVEDIR);
}
Value Unlink(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RemoveWith(t, args, "unlink", 0);
}
Value Remove(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RemoveWith(t, args, "remove", 0);
}

Value RenameWith(Thread* t, Value* args, const char* name) {
  PathArg from, to;
  int from_fd, to_fd;
  if (!ParsePath(t, args[0], name, "src", 0, &from) ||
      !ParsePath(t, args[1], name, "dst", 0, &to) || !ParseDirFd(t, args[2], &from_fd) ||
      !ParseDirFd(t, args[3], &to_fd) || !AllowFiles(t)) {
    return Value();
  }
  return renameat(from_fd, from.text.c_str(), to_fd, to.text.c_str()) == 0
             ? NoneOf(t)
             : RaiseErrno(t, from, to);
}
Value Rename(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RenameWith(t, args, "rename");
}
Value Replace(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RenameWith(t, args, "replace");
}

Value Link(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg from, to;
  int from_fd, to_fd, follow;
  if (!ParsePath(t, args[0], "link", "src", 0, &from) ||
      !ParsePath(t, args[1], "link", "dst", 0, &to) || !ParseDirFd(t, args[2], &from_fd) ||
      !ParseDirFd(t, args[3], &to_fd) || (follow = ParseFlag(t, args[4], true)) < 0 ||
      !AllowFiles(t)) {
    return Value();
  }
  // By default as link(), which on Linux takes the symbolic link itself.
  const bool given = !args[4].is_null() || from_fd != AT_FDCWD || to_fd != AT_FDCWD;
  return linkat(from_fd, from.text.c_str(), to_fd, to.text.c_str(),
                given && follow ? AT_SYMLINK_FOLLOW : 0) == 0
             ? NoneOf(t)
             : RaiseErrno(t, from, to);
}

Value Symlink(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg from, to;
  int dir_fd;
  if (!ParsePath(t, args[0], "symlink", "src", 0, &from) ||
      !ParsePath(t, args[1], "symlink", "dst", 0, &to) || !ParseDirFd(t, args[3], &dir_fd) ||
      !AllowFiles(t)) {
    return Value();
  }
  return symlinkat(from.text.c_str(), dir_fd, to.text.c_str()) == 0 ? NoneOf(t)
                                                                    : RaiseErrno(t, from, to);
}

Value Readlink(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int dir_fd;
  if (!ParsePath(t, args[0], "readlink", "path", 0, &path) || !ParseDirFd(t, args[1], &dir_fd) ||
      !AllowFiles(t)) {
    return Value();
  }
  char buffer[PATH_MAX + 1];
  const ssize_t n = readlinkat(dir_fd, path.text.c_str(), buffer, PATH_MAX);
  if (n < 0) return RaiseErrno(t, path);
  return PathResult(t, path, absl::string_view(buffer, static_cast<size_t>(n)));
}

bool WorkingDirectory(Thread* t, std::string* out) {
  if (!AllowFiles(t)) return false;
  char* name = getcwd(nullptr, 0);
  if (name == nullptr) {
    RaiseErrno(t);
    return false;
  }
  *out = name;
  free(name);
  return true;
}
Value Getcwd(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string name;
  return WorkingDirectory(t, &name) ? Value(DecodeFs(t, name)) : Value();
}
Value Getcwdb(Thread* t, Value* args, size_t nargs, Value kwnames) {
  std::string name;
  return WorkingDirectory(t, &name) ? Value(NewBytes(t, name)) : Value();
}

Value Chdir(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  if (!ParsePath(t, args[0], "chdir", "path", kPathFd, &path) || !AllowFiles(t)) return Value();
  const int result = IsInt(path.given) ? fchdir(path.fd) : chdir(path.text.c_str());
  return result == 0 ? NoneOf(t) : RaiseErrno(t, path);
}
Value Chroot(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  if (!ParsePath(t, args[0], "chroot", "path", 0, &path) || !AllowFiles(t)) return Value();
  return chroot(path.text.c_str()) == 0 ? NoneOf(t) : RaiseErrno(t, path);
}

Value Mkfifo(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int mode = 0666, dir_fd, result;
  if (!ParsePath(t, args[0], "mkfifo", "path", 0, &path) ||
      (!args[1].is_null() && !ParseInt32(t, args[1], &mode)) ||
      !ParseDirFd(t, args[2], &dir_fd) || !AllowFiles(t) ||
      !Uninterrupted(t, [&] {
        return mkfifoat(dir_fd, path.text.c_str(), static_cast<mode_t>(mode));
      }, &result)) {
    return Value();
  }
  return result == 0 ? NoneOf(t) : RaiseErrno(t, path);
}
Value Mknod(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int mode = 0600, dir_fd;
  int64_t device = 0;
  if (!ParsePath(t, args[0], "mknod", "path", 0, &path) ||
      (!args[1].is_null() && !ParseInt32(t, args[1], &mode)) ||
      (!args[2].is_null() && !ParseInt64(t, args[2], &device)) ||
      !ParseDirFd(t, args[3], &dir_fd) || !AllowFiles(t)) {
    return Value();
  }
  return mknodat(dir_fd, path.text.c_str(), static_cast<mode_t>(mode),
                 static_cast<dev_t>(device)) == 0
             ? NoneOf(t)
             : RaiseErrno(t, path);
}

Value Major(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t device;
  if (!ParseInt64(t, args[0], &device)) return Value();
  return IntFromUint64(t, gnu_dev_major(static_cast<dev_t>(device)));
}
Value Minor(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t device;
  if (!ParseInt64(t, args[0], &device)) return Value();
  return IntFromUint64(t, gnu_dev_minor(static_cast<dev_t>(device)));
}
Value Makedev(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int major, minor;
  if (!ParseInt32(t, args[0], &major) || !ParseInt32(t, args[1], &minor)) return Value();
  return IntFromUint64(
      t, gnu_dev_makedev(static_cast<unsigned>(major), static_cast<unsigned>(minor)));
}

// _path_normpath(path): what os.path.normpath does.
Value Normpath(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value path = FsPath(t, args[0]);
  if (path.is_null()) return path;
  PathArg like;
  like.is_bytes = IsBytes(path);
  const std::string text = like.is_bytes ? std::string(BytesView(path.as<Bytes>()))
                                         : StrToUtf8(path.as<Str>());
  // Exactly two leading slashes are kept, as POSIX wants.
  size_t slashes = 0;
  while (slashes < text.size() && text[slashes] == '/') ++slashes;
  std::string out(slashes == 2 ? 2 : slashes > 0 ? 1 : 0, '/');
  const size_t root = out.size();
  for (size_t start = slashes; start < text.size();) {
    size_t end = text.find('/', start);
    if (end == std::string::npos) end = text.size();
    const std::string part = text.substr(start, end - start);
    start = end + 1;
    if (part.empty() || part == ".") continue;
    if (part == "..") {
      const size_t slash = out.rfind('/');
      const size_t last = out.size() <= root ? out.size()
                          : slash == std::string::npos ? 0
                                                       : std::max(slash + 1, root);
      if (out.size() == root ? root > 0 : out.substr(last) != "..") {
        // One level up; at the root there is none.
        out.resize(out.size() == root ? root : std::max(root, last == 0 ? 0 : last - 1));
        continue;
      }
    }
    if (out.size() > root) out += '/';
    out += part;
  }
  if (out.empty()) out = ".";
  return like.is_bytes ? Value(NewBytes(t, out)) : Value(NewStrUtf8(t, out));
}

constexpr NativeInfo kRows[] = {
    {"listdir", Listdir, "(path=None)", kAnything,
     "Return a list containing the names of the files in the directory."},
    {"scandir", PosixScandir, "(path=None)", kAnything,
     "Return an iterator of DirEntry objects for given path."},
    {"mkdir", Mkdir, "(path, mode=511, *, dir_fd=None)", kAnything, "Create a directory."},
    {"rmdir", Rmdir, "(path, *, dir_fd=None)", kAnything, "Remove a directory."},
    {"unlink", Unlink, "(path, *, dir_fd=None)", kAnything, "Remove a file (same as remove())."},
    {"remove", Remove, "(path, *, dir_fd=None)", kAnything, "Remove a file (same as unlink())."},
    {"rename", Rename, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", kAnything,
     "Rename a file or directory."},
    {"replace", Replace, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None)", kAnything,
     "Rename a file or directory, overwriting the destination."},
    {"link", Link, "(src, dst, *, src_dir_fd=None, dst_dir_fd=None, follow_symlinks=True)",
     kAnything, "Create a hard link to a file."},
    {"symlink", Symlink, "(src, dst, target_is_directory=False, *, dir_fd=None)", kAnything,
     "Create a symbolic link pointing to src named dst."},
    {"readlink", Readlink, "(path, *, dir_fd=None)", kAnything,
     "Return a string representing the path to which the symbolic link points."},
    {"getcwd", Getcwd, "()", kAnything,
     "Return a unicode string representing the current working directory."},
    {"getcwdb", Getcwdb, "()", kAnything,
     "Return a bytes string representing the current working directory."},
    {"chdir", Chdir, "(path)", kAnything,
     "Change the current working directory to the specified path."},
    {"chroot", Chroot, "(path)", kAnything, "Change root directory to path."},
    {"mkfifo", Mkfifo, "(path, mode=438, *, dir_fd=None)", kAnything,
     "Create a \"fifo\" (a POSIX named pipe)."},
    {"mknod", Mknod, "(path, mode=384, device=0, *, dir_fd=None)", kAnything,
     "Create a node in the file system."},
    {"major", Major, "(device, /)", kAnything, "Extracts a device major number."},
    {"minor", Minor, "(device, /)", kAnything, "Extracts a device minor number."},
    {"makedev", Makedev, "(major, minor, /)", kAnything, "Composes a raw device number."},
    {"_path_normpath", Normpath, "(path)", kAnything, "Basic path normalization."},
};

}  // namespace

absl::Span<const NativeInfo> PosixDirRows() { return kRows; }

}  // namespace pyjit
