// posix: the machine, the environment, configuration, randomness, terminals.
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/times.h>
#include <sys/utsname.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/tuple.h"
#include "stdlib/posix_internal.h"
#include "stdlib/struct_sequence.h"

extern char** environ;

namespace pyjit {
namespace {

Value Fspath(Thread* t, Value* args, size_t nargs, Value kwnames) { return FsPath(t, args[0]); }

Value Uname(Thread* t, Value* args, size_t nargs, Value kwnames) {
  struct utsname names;
  if (!AllowEnvironment(t)) return Value();
  if (uname(&names) != 0) return RaiseErrno(t);
  Value values[] = {DecodeFs(t, names.sysname), DecodeFs(t, names.nodename),
                    DecodeFs(t, names.release), DecodeFs(t, names.version),
                    DecodeFs(t, names.machine)};
  return NewStruct(t, Kept(t, KeptClass::kUnameResult), values);
}

Value Times(Thread* t, Value* args, size_t nargs, Value kwnames) {
  struct tms parts;
  const clock_t elapsed = times(&parts);
  if (elapsed == static_cast<clock_t>(-1)) return RaiseErrno(t);
  const auto ticks = static_cast<double>(sysconf(_SC_CLK_TCK));
  auto seconds = [&](clock_t n) { return NewFloat(t, static_cast<double>(n) / ticks); };
  Value values[] = {seconds(parts.tms_utime), seconds(parts.tms_stime), seconds(parts.tms_cutime),
                    seconds(parts.tms_cstime), seconds(elapsed)};
  return NewStruct(t, Kept(t, KeptClass::kTimesResult), values);
}

Value CpuCount(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const long n = sysconf(_SC_NPROCESSORS_ONLN);
  return n < 1 ? NoneOf(t) : Value::SmallInt(n);
}
Value Getloadavg(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double load[3];
  if (!AllowEnvironment(t)) return Value();
  if (getloadavg(load, 3) != 3) {
    return RaiseText(t, Exc::kOSError, "Load averages are unobtainable");
  }
  return TuplePack(t, NewFloat(t, load[0]), NewFloat(t, load[1]), NewFloat(t, load[2]));
}
Value Umask(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int mask;
  if (!ParseInt32(t, args[0], &mask) || !AllowFiles(t)) return Value();
  return Value::SmallInt(umask(static_cast<mode_t>(mask)));
}
Value Strerror(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int code;
  return ParseInt32(t, args[0], &code) ? Value(DecodeFs(t, std::strerror(code))) : Value();
}

Value Putenv(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg name, value;
  if (!ParsePath(t, args[0], "putenv", "name", 0, &name) ||
      !ParsePath(t, args[1], "putenv", "value", 0, &value) || !AllowEnvironment(t)) {
    return Value();
  }
  if (name.text.find('=') != std::string::npos) {
    return RaiseText(t, Exc::kValueError, "illegal environment variable name");
  }
  return setenv(name.text.c_str(), value.text.c_str(), 1) == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value Unsetenv(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg name;
  if (!ParsePath(t, args[0], "unsetenv", "name", 0, &name) || !AllowEnvironment(t)) {
    return Value();
  }
  return unsetenv(name.text.c_str()) == 0 ? NoneOf(t) : RaiseErrno(t);
}

// A name of one of the tables, or a number.
bool ParseName(Thread* t, Value v, const char* table, int* out) {
  if (IsInt(v)) return ParseInt32(t, v, out);
  if (!IsStr(v)) {
    RaiseText(t, Exc::kTypeError, "configuration names must be strings or integers");
    return false;
  }
  Str* module_name = Intern(t, "posix");
  Value module = module_name == nullptr ? Value() : ImportModule(t, module_name);
  Str* table_name = module.is_null() ? nullptr : Intern(t, table);
  Value dict = table_name == nullptr ? Value() : GetAttr(t, module, table_name);
  if (dict.is_null()) return false;
  bool error = false;
  Value found = IsKind(dict, Kind::kDict) ? DictGet(t, dict.as<Dict>(), v, &error) : Value();
  if (error) return false;
  if (!found.is_small_int()) {
    RaiseText(t, Exc::kValueError, "unrecognized configuration name");
    return false;
  }
  *out = static_cast<int>(found.small_int());
  return true;
}
Value Sysconf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int name;
  if (!ParseName(t, args[0], "sysconf_names", &name)) return Value();
  errno = 0;
  const long value = sysconf(name);
  return value == -1 && errno != 0 ? RaiseErrno(t) : IntFromInt64(t, value);
}
Value Confstr(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int name;
  if (!ParseName(t, args[0], "confstr_names", &name)) return Value();
  errno = 0;
  const size_t size = confstr(name, nullptr, 0);
  if (size == 0) return errno != 0 ? RaiseErrno(t) : NoneOf(t);
  std::string text(size, '\0');
  confstr(name, text.data(), size);
  text.resize(size - 1);
  return DecodeFs(t, text);
}
Value Pathconf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  int name;
  if (!ParsePath(t, args[0], "pathconf", "path", kPathFd, &path) ||
      !ParseName(t, args[1], "pathconf_names", &name) || !AllowFiles(t)) {
    return Value();
  }
  errno = 0;
  const long value =
      IsInt(path.given) ? fpathconf(path.fd, name) : pathconf(path.text.c_str(), name);
  return value == -1 && errno != 0 ? RaiseErrno(t, path) : IntFromInt64(t, value);
}

Value RandomBytes(Thread* t, int64_t size, unsigned flags, bool retry) {
  if (size < 0) {
    errno = EINVAL;
    return retry ? RaiseText(t, Exc::kValueError, "negative argument not allowed")
                 : RaiseErrno(t);
  }
  Bytes* bytes = NewBytesUninitialised(t, size);
  if (bytes == nullptr) return Value();
  int64_t done = 0;
  while (done < size) {
    const ssize_t n =
        getrandom(bytes->data + done, static_cast<size_t>(std::min<int64_t>(size - done, 1 << 20)),
                  flags);
    if (n < 0) {
      if (errno != EINTR) return RaiseErrno(t);
      if (!HandlePoll(t)) return Value();
      continue;
    }
    done += n;
  }
  return bytes;
}
Value Urandom(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t size;
  return IndexAsInt64(t, args[0], &size) ? RandomBytes(t, size, 0, true) : Value();
}
Value Getrandom(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t size;
  int flags = 0;
  if (!IndexAsInt64(t, args[0], &size) ||
      (!args[1].is_null() && !ParseInt32(t, args[1], &flags))) {
    return Value();
  }
  return RandomBytes(t, size, static_cast<unsigned>(flags), false);
}

Value GetTerminalSize(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd = STDOUT_FILENO;
  struct winsize size;
  if ((!args[0].is_null() && !ParseFd(t, args[0], &fd)) || !AllowFiles(t)) return Value();
  if (ioctl(fd, TIOCGWINSZ, &size) != 0) return RaiseErrno(t);
  Value values[] = {Value::SmallInt(size.ws_col), Value::SmallInt(size.ws_row)};
  return NewStruct(t, Kept(t, KeptClass::kTerminalSize), values);
}
Value DeviceEncoding(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFd(t, args[0], &fd)) return Value();
  return isatty(fd) ? Value(NewStrUtf8(t, "UTF-8")) : NoneOf(t);
}
Value Ctermid(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return NewStrUtf8(t, "/dev/tty");
}

Value Sendfile(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int out, in;
  int64_t offset = 0, count;
  if (!ParseFd(t, args[0], &out) || !ParseFd(t, args[1], &in) ||
      (args[2] != NoneOf(t) && !ParseInt64(t, args[2], &offset)) ||
      !IndexAsInt64(t, args[3], &count) || !AllowFiles(t)) {
    return Value();
  }
  off_t position = offset;
  ssize_t n;
  if (!Uninterrupted(t, [&] {
        return sendfile(out, in, args[2] == NoneOf(t) ? nullptr : &position,
                        static_cast<size_t>(count));
      }, &n)) {
    return Value();
  }
  return n < 0 ? RaiseErrno(t) : IntFromInt64(t, n);
}
Value CopyFileRange(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int in, out;
  int64_t count;
  if (!ParseFd(t, args[0], &in) || !ParseFd(t, args[1], &out) ||
      !IndexAsInt64(t, args[2], &count)) {
    return Value();
  }
  if (count < 0) return RaiseText(t, Exc::kValueError, "negative value for 'count' not allowed");
  off64_t offsets[2];
  off64_t* places[2] = {nullptr, nullptr};
  for (int i = 0; i < 2; ++i) {
    if (args[3 + i].is_null() || args[3 + i] == NoneOf(t)) continue;
    int64_t n;
    if (!ParseInt64(t, args[3 + i], &n)) return Value();
    offsets[i] = n;
    places[i] = &offsets[i];
  }
  if (!AllowFiles(t)) return Value();
  ssize_t n;
  if (!Uninterrupted(t, [&] {
        return copy_file_range(in, places[0], out, places[1], static_cast<size_t>(count), 0);
      }, &n)) {
    return Value();
  }
  return n < 0 ? RaiseErrno(t) : IntFromInt64(t, n);
}
Value PosixFallocate(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  int64_t offset, length;
  if (!ParseFd(t, args[0], &fd) || !ParseInt64(t, args[1], &offset) ||
      !ParseInt64(t, args[2], &length) || !AllowFiles(t)) {
    return Value();
  }
  errno = posix_fallocate(fd, offset, length);
  return errno == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value PosixFadvise(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, advice;
  int64_t offset, length;
  if (!ParseFd(t, args[0], &fd) || !ParseInt64(t, args[1], &offset) ||
      !ParseInt64(t, args[2], &length) || !ParseInt32(t, args[3], &advice) || !AllowFiles(t)) {
    return Value();
  }
  errno = posix_fadvise(fd, offset, length, advice);
  return errno == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value Lockf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, command, result;
  int64_t length;
  if (!ParseFd(t, args[0], &fd) || !ParseInt32(t, args[1], &command) ||
      !ParseInt64(t, args[2], &length) || !AllowFiles(t) ||
      !Uninterrupted(t, [&] { return lockf(fd, command, length); }, &result)) {
    return Value();
  }
  return result < 0 ? RaiseErrno(t) : NoneOf(t);
}
Value MemfdCreate(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg name;
  int flags = MFD_CLOEXEC;
  if (!ParsePath(t, args[0], "memfd_create", "name", 0, &name) ||
      (!args[1].is_null() && !ParseInt32(t, args[1], &flags)) || !AllowFiles(t)) {
    return Value();
  }
  const int fd = memfd_create(name.text.c_str(), static_cast<unsigned>(flags));
  return fd < 0 ? RaiseErrno(t) : Value::SmallInt(fd);
}

constexpr NativeInfo kRows[] = {
    {"fspath", Fspath, "(path)", kAnything,
     "Return the file system path representation of the object."},
    {"uname", Uname, "()", kAnything,
     "Return an object identifying the current operating system."},
    {"times", Times, "()", kAnything, "Return a collection containing process timing information."},
    {"cpu_count", CpuCount, "()", kAnything,
     "Return the number of CPUs in the system; return None if indeterminable."},
    {"getloadavg", Getloadavg, "()", kAnything, "Return average recent system load information."},
    {"umask", Umask, "(mask, /)", kAnything,
     "Set the current numeric umask and return the previous umask."},
    {"strerror", Strerror, "(code, /)", kAnything, "Translate an error code to a message string."},
    {"putenv", Putenv, "(name, value, /)", kAnything, "Change or add an environment variable."},
    {"unsetenv", Unsetenv, "(name, /)", kAnything, "Delete an environment variable."},
    {"sysconf", Sysconf, "(name, /)", kAnything,
     "Return an integer-valued system configuration variable."},
    {"confstr", Confstr, "(name, /)", kAnything,
     "Return a string-valued system configuration variable."},
    {"pathconf", Pathconf, "(path, name)", kAnything,
     "Return the configuration limit name for the file or directory path."},
    {"fpathconf", Pathconf, "(fd, name, /)", kAnything,
     "Return the configuration limit name for the file descriptor fd."},
    {"urandom", Urandom, "(size, /)", kAnything,
     "Return a bytes object containing random bytes suitable for cryptographic use."},
    {"getrandom", Getrandom, "(size, flags=0)", kAnything, "Obtain a series of random bytes."},
    {"get_terminal_size", GetTerminalSize, "(fd=<unrepresentable>, /)", kAnything,
     "Return the size of the terminal window as (columns, lines)."},
    {"device_encoding", DeviceEncoding, "(fd)", kAnything,
     "Return a string describing the encoding of a terminal's file descriptor."},
    {"ctermid", Ctermid, "()", kAnything,
     "Return the name of the controlling terminal for this process."},
    {"sendfile", Sendfile, "(out_fd, in_fd, offset, count)", kAnything,
     "Copy count bytes from file descriptor in_fd to file descriptor out_fd."},
    {"copy_file_range", CopyFileRange, "(src, dst, count, offset_src=None, offset_dst=None)",
     kAnything, "Copy count bytes from one file descriptor to another."},
    {"posix_fallocate", PosixFallocate, "(fd, offset, length, /)", kAnything,
     "Ensure a file has allocated at least a particular number of bytes on disk."},
    {"posix_fadvise", PosixFadvise, "(fd, offset, length, advice, /)", kAnything,
     "Announce an intention to access data in a specific pattern."},
    {"lockf", Lockf, "(fd, command, length, /)", kAnything,
     "Apply, test or remove a POSIX lock on an open file descriptor."},
    {"memfd_create", MemfdCreate, "(name, flags=MFD_CLOEXEC)", kAnything,
     "Create an anonymous file."},
};

}  // namespace

absl::Span<const NativeInfo> PosixSystemRows() { return kRows; }

bool AddPosixSystemClasses(Thread* t, Module* module) {
  static constexpr const char* kTimes[] = {"user", "system", "children_user", "children_system",
                                           "elapsed"};
  static constexpr const char* kUname[] = {"sysname", "nodename", "release", "version",
                                           "machine"};
  static constexpr const char* kSize[] = {"columns", "lines"};
  static constexpr const char* kParam[] = {"sched_priority"};
  struct Row {
    KeptClass kept;
    const char* module;
    const char* name;
    absl::Span<const char* const> fields;
  };
  const Row rows[] = {{KeptClass::kTimesResult, "posix", "times_result", kTimes},
                      {KeptClass::kUnameResult, "posix", "uname_result", kUname},
                      {KeptClass::kTerminalSize, "os", "terminal_size", kSize},
                      {KeptClass::kSchedParam, "posix", "sched_param", kParam}};
  for (const Row& row : rows) {
    Class* cls = NewStructClass(t, row.module, row.name, row.fields);
    if (!Keep(t, row.kept, cls) || !SetModuleValue(t, module, row.name, cls)) return false;
  }
  // os.environ is made from this once, when os is imported.
  Dict* dict = NewDict(t);
  if (dict == nullptr) return false;
  if (t->isolate->options().allow_environment && environ != nullptr) {
    for (char** entry = environ; *entry != nullptr; ++entry) {
      const absl::string_view text = *entry;
      const size_t equals = text.find('=', 1);
      if (text.empty() || equals == absl::string_view::npos) continue;
      Bytes* key = NewBytes(t, text.substr(0, equals));
      Bytes* value = key == nullptr ? nullptr : NewBytes(t, text.substr(equals + 1));
      if (value == nullptr) return false;
      const int known = DictContains(t, dict, key);
      if (known < 0 || (known == 0 && !DictSet(t, dict, key, value))) return false;
    }
  }
  return SetModuleValue(t, module, "environ", dict);
}

}  // namespace pyjit
