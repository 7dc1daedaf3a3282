// _posixsubprocess: fork_exec.
#include <fcntl.h>
#include <grp.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <string>
#include <vector>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/operators.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/fork.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// All that the child needs, made before it exists: after fork() it only makes
// system calls, unless there is a preexec_fn.
struct Child {
  std::vector<std::string> argv, programs, env;
  std::vector<char*> argv_pointers, program_pointers, env_pointers;
  bool has_env = false, has_cwd = false;
  std::string cwd;
  bool close_fds = false, restore_signals = false, new_session = false;
  std::vector<int> keep;  // descriptors, ascending
  int p2cread, p2cwrite, c2pread, c2pwrite, errread, errwrite, errpipe_read, errpipe_write;
  int process_group = -1, umask = -1;
  bool set_gid = false, set_groups = false, set_uid = false;
  gid_t gid = 0;
  uid_t uid = 0;
  std::vector<gid_t> groups;
  Value preexec;  // or null
};


// Closes what is above the standard streams and not to be kept.
void CloseOthers(const Child& child) {
  int start = 3;
  for (int fd : child.keep) {
    if (fd < start) continue;
    if (fd > start) close_range(static_cast<unsigned>(start), static_cast<unsigned>(fd - 1), 0);
    start = fd + 1;
  }
  close_range(static_cast<unsigned>(start), ~0u, 0);
}

bool SetInheritable(int fd) {
  const int flags = fcntl(fd, F_GETFD);
  return flags >= 0 && fcntl(fd, F_SETFD, flags & ~FD_CLOEXEC) >= 0;
}

// In the child. Returns what failed: "" before exec, "noexec" for what comes
// before it. Does not return if all goes well.
const char* Run(Thread* t, Child* c) {
  for (int fd : c->keep) {
    if (fd != c->errpipe_write && !SetInheritable(fd)) return "";
  }
  if (c->p2cwrite >= 0) close(c->p2cwrite);
  if (c->c2pread >= 0) close(c->c2pread);
  if (c->errread >= 0) close(c->errread);
  close(c->errpipe_read);
  // Streams that stand in each other's way move up first.
  if (c->c2pwrite == 0 && (c->c2pwrite = dup(c->c2pwrite)) < 0) return "";
  while (c->errwrite == 0 || c->errwrite == 1) {
    if ((c->errwrite = dup(c->errwrite)) < 0) return "";
  }
  const int streams[3] = {c->p2cread, c->c2pwrite, c->errwrite};
  for (int i = 0; i < 3; ++i) {
    if (streams[i] == i) {
      if (!SetInheritable(i)) return "";
    } else if (streams[i] >= 0 && dup2(streams[i], i) < 0) {
      return "";
    }
  }
  if (c->has_cwd && chdir(c->cwd.c_str()) != 0) return "noexec:chdir";
  if (c->umask >= 0) umask(static_cast<mode_t>(c->umask));
  if (c->restore_signals) {
    for (int number : {SIGPIPE, SIGXFSZ}) signal(number, SIG_DFL);
  }
  if (c->new_session && setsid() < 0) return "";
  if (c->process_group >= 0 && setpgid(0, c->process_group) != 0) return "";
  if (c->set_groups && setgroups(c->groups.size(), c->groups.data()) != 0) return "";
  if (c->set_gid && setregid(c->gid, c->gid) != 0) return "";
  if (c->set_uid && setreuid(c->uid, c->uid) != 0) return "";
  if (!c->preexec.is_null() && CallValues(t, c->preexec, {}).is_null()) {
    return "SubprocessError:0:Exception occurred in preexec_fn.";
  }
  if (c->close_fds) CloseOthers(*c);
  int saved = 0;
  for (char* program : c->program_pointers) {
    if (program == nullptr) break;
    if (c->has_env) {
      execve(program, c->argv_pointers.data(), c->env_pointers.data());
    } else {
      execv(program, c->argv_pointers.data());
    }
    if (errno != ENOENT && errno != ENOTDIR && saved == 0) saved = errno;
  }
  if (saved != 0) errno = saved;
  return "";
}

[[noreturn]] void RunChild(Thread* t, Child* c) {
  const char* problem = Run(t, c);
  const int error = errno;
  char message[256];
  int size;
  if (std::strncmp(problem, "SubprocessError", 15) == 0) {
    size = std::snprintf(message, sizeof(message), "%s", problem);
  } else if (std::strncmp(problem, "noexec", 6) == 0) {
    size = std::snprintf(message, sizeof(message), "OSError:%X:noexec%s", error,
                         problem + std::strlen("noexec"));
  } else {
    size = std::snprintf(message, sizeof(message), "OSError:%X:", error);
  }
  [[maybe_unused]] const ssize_t written =
      write(c->errpipe_write, message, static_cast<size_t>(size));
  _exit(255);
}

bool ParseKeep(Thread* t, Value v, Child* out) {
  if (!IsKind(v, Kind::kTuple)) {
    Raise(t, Exc::kTypeError, "fork_exec() argument 4 must be tuple, not %s", ClassNameOf(t, v));
    return false;
  }
  auto* tuple = v.as<Tuple>();
  int last = -1;
  for (int64_t i = 0; i < tuple->length; ++i) {
    int64_t fd;
    if (!IsInt(tuple->items[i]) || !IntAsInt64(tuple->items[i], &fd) || fd <= last ||
        fd > INT32_MAX) {
      RaiseText(t, Exc::kValueError, "bad value(s) in fds_to_keep");
      return false;
    }
    last = static_cast<int>(fd);
    out->keep.push_back(last);
  }
  return true;
}

bool Parse(Thread* t, Value* args, Child* c) {
  int flags[3];
  static constexpr int kFlagPlaces[] = {2, 14, 15};
  for (int i = 0; i < 3; ++i) {
    if ((flags[i] = IsTrue(t, args[kFlagPlaces[i]])) < 0) return false;
  }
  c->close_fds = flags[0];
  c->restore_signals = flags[1];
  c->new_session = flags[2];
  int* const fds[8] = {&c->p2cread, &c->p2cwrite, &c->c2pread,      &c->c2pwrite,
                       &c->errread, &c->errwrite, &c->errpipe_read, &c->errpipe_write};
  for (int i = 0; i < 8; ++i) {
    if (!ParseInt32(t, args[6 + i], fds[i])) return false;
  }
  if (!ParseKeep(t, args[3], c) || !ParseInt32(t, args[16], &c->process_group) ||
      !ParseInt32(t, args[20], &c->umask)) {
    return false;
  }
  if (c->close_fds && c->errpipe_write < 3) {
    RaiseText(t, Exc::kValueError, "errpipe_write must be >= 3");
    return false;
  }
  Value none = NoneOf(t);
  if (args[0] != none && !ParseStrings(t, args[0], &c->argv)) return false;
  if (!ParseStrings(t, args[1], &c->programs)) return false;
  if (args[5] != none) {
    c->has_env = true;
    if (!ParseStrings(t, args[5], &c->env)) return false;
  }
  if (args[4] != none) {
    PathArg path;
    if (!ParsePath(t, args[4], "fork_exec", "cwd", 0, &path)) return false;
    c->has_cwd = true;
    c->cwd = path.text;
  }
  if (args[17] != none) {
    uint32_t id;
    if (!ParseId(t, args[17], "gid", &id)) return false;
    c->set_gid = true;
    c->gid = id;
  }
  if (args[18] != none) {
    List* list = NewListFrom(t, args[18]);
    if (list == nullptr) return false;
    for (int64_t i = 0; i < list->length; ++i) {
      uint32_t id;
      if (!ParseId(t, ListGet(t, list, i), "gid", &id)) return false;
      c->groups.push_back(id);
    }
    c->set_groups = true;
  }
  if (args[19] != none) {
    uint32_t id;
    if (!ParseId(t, args[19], "uid", &id)) return false;
    c->set_uid = true;
    c->uid = id;
  }
  if (args[21] != none) c->preexec = args[21];
  c->argv_pointers = Pointers(&c->argv);
  c->program_pointers = Pointers(&c->programs);
  c->env_pointers = Pointers(&c->env);
  return true;
}

Value ForkExec(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs != 23 || !kwnames.is_null()) {
    return Raise(t, Exc::kTypeError, "fork_exec expected 23 arguments, got %d", nargs);
  }
  Child child;
  if (!AllowProcesses(t) || !Parse(t, args, &child)) return Value();
  const bool runs_python = !child.preexec.is_null();
  if (runs_python && !BeforeFork(t)) return Value();
  const pid_t pid = fork();
  if (pid == 0) {
    if (runs_python) AfterFork(t, true);
    RunChild(t, &child);
  }
  const int error = errno;
  if (runs_python) AfterFork(t, false);
  if (pid < 0) {
    errno = error;
    return RaiseErrno(t);
  }
  return Value::SmallInt(pid);
}

constexpr NativeInfo kRows[] = {
    {"fork_exec", ForkExec, nullptr, kAnything,
     "Fork and exec a new process; what subprocess.Popen is made of."},
};

}  // namespace

bool InitPosixSubprocessModule(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
