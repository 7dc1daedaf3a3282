// posix: ids of processes, users and groups, and waiting for children.
#include <grp.h>
#include <sys/resource.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "runtime/call.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/posix_internal.h"
#include "stdlib/struct_sequence.h"

namespace pyjit {
namespace {

template <typename Id, Id (*kCall)() noexcept>
Value GetId(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return AllowProcesses(t) ? IntFromInt64(t, static_cast<int64_t>(kCall())) : Value();
}
// setuid(uid) and the like.
template <int (*kCall)(uid_t) noexcept>
Value SetId(Thread* t, Value* args, size_t nargs, Value kwnames) {
  uint32_t id;
  if (!ParseId(t, args[0], "uid", &id) || !AllowProcesses(t)) return Value();
  return kCall(id) == 0 ? NoneOf(t) : RaiseErrno(t);
}
template <int (*kCall)(gid_t) noexcept>
Value SetGroup(Thread* t, Value* args, size_t nargs, Value kwnames) {
  uint32_t id;
  if (!ParseId(t, args[0], "gid", &id) || !AllowProcesses(t)) return Value();
  return kCall(id) == 0 ? NoneOf(t) : RaiseErrno(t);
}
template <int (*kCall)(uid_t, uid_t) noexcept>
Value SetIds2(Thread* t, Value* args, size_t nargs, Value kwnames) {
  uint32_t ids[2];
  for (int i = 0; i < 2; ++i) {
    if (!ParseId(t, args[i], "uid", &ids[i])) return Value();
  }
  if (!AllowProcesses(t)) return Value();
  return kCall(ids[0], ids[1]) == 0 ? NoneOf(t) : RaiseErrno(t);
}
template <int (*kCall)(uid_t, uid_t, uid_t) noexcept>
Value SetIds3(Thread* t, Value* args, size_t nargs, Value kwnames) {
  uint32_t ids[3];
  for (int i = 0; i < 3; ++i) {
    if (!ParseId(t, args[i], "uid", &ids[i])) return Value();
  }
  if (!AllowProcesses(t)) return Value();
  return kCall(ids[0], ids[1], ids[2]) == 0 ? NoneOf(t) : RaiseErrno(t);
}
template <int (*kCall)(uid_t*, uid_t*, uid_t*) noexcept>
Value GetIds3(Thread* t, Value* args, size_t nargs, Value kwnames) {
  uint32_t a, b, c;
  if (!AllowProcesses(t)) return Value();
  if (kCall(&a, &b, &c) != 0) return RaiseErrno(t);
  return TuplePack(t, Value::SmallInt(a), Value::SmallInt(b), Value::SmallInt(c));
}
template <pid_t (*kCall)(pid_t) noexcept>
Value OfProcess(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid;
  if (!ParseInt32(t, args[0], &pid) || !AllowProcesses(t)) return Value();
  const pid_t result = kCall(pid);
  return result < 0 ? RaiseErrno(t) : Value::SmallInt(result);
}

Value Setsid(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!AllowProcesses(t)) return Value();
  return setsid() < 0 ? RaiseErrno(t) : NoneOf(t);
}
Value Setpgrp(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!AllowProcesses(t)) return Value();
  return setpgid(0, 0) < 0 ? RaiseErrno(t) : NoneOf(t);
}
Value Setpgid(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid, group;
  if (!ParseInt32(t, args[0], &pid) || !ParseInt32(t, args[1], &group) || !AllowProcesses(t)) {
    return Value();
  }
  return setpgid(pid, group) < 0 ? RaiseErrno(t) : NoneOf(t);
}
Value Tcgetpgrp(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFd(t, args[0], &fd) || !AllowProcesses(t)) return Value();
  const pid_t group = tcgetpgrp(fd);
  return group < 0 ? RaiseErrno(t) : Value::SmallInt(group);
}
Value Tcsetpgrp(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, group;
  if (!ParseFd(t, args[0], &fd) || !ParseInt32(t, args[1], &group) || !AllowProcesses(t)) {
    return Value();
  }
  return tcsetpgrp(fd, group) < 0 ? RaiseErrno(t) : NoneOf(t);
}

Value GroupList(Thread* t, const std::vector<gid_t>& groups) {
  List* list = NewList(t);
  for (gid_t group : groups) {
    if (list == nullptr || !ListAppend(t, list, Value::SmallInt(group))) return Value();
  }
  return list;
}
Value Getgroups(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!AllowProcesses(t)) return Value();
  const int n = getgroups(0, nullptr);
  if (n < 0) return RaiseErrno(t);
  std::vector<gid_t> groups(static_cast<size_t>(n));
  if (getgroups(n, groups.data()) < 0) return RaiseErrno(t);
  return GroupList(t, groups);
}
Value Setgroups(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* list = NewListFrom(t, args[0]);
  if (list == nullptr) return Value();
  std::vector<gid_t> groups;
  for (int64_t i = 0; i < list->length; ++i) {
    uint32_t id;
    if (!ParseId(t, ListGet(t, list, i), "gid", &id)) return Value();
    groups.push_back(id);
  }
  if (!AllowProcesses(t)) return Value();
  return setgroups(groups.size(), groups.data()) == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value Getgrouplist(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg user;
  uint32_t group;
  if (!ParsePath(t, args[0], "getgrouplist", "user", 0, &user) ||
      !ParseId(t, args[1], "gid", &group) || !AllowProcesses(t)) {
    return Value();
  }
  int n = 64;
  std::vector<gid_t> groups;
  for (;;) {
    groups.resize(static_cast<size_t>(n));
    const int room = n;
    if (getgrouplist(user.text.c_str(), group, groups.data(), &n) >= 0) break;
    if (n <= room) n = room * 2;
  }
  groups.resize(static_cast<size_t>(n));
  return GroupList(t, groups);
}
Value Initgroups(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg user;
  uint32_t group;
  if (!ParsePath(t, args[0], "initgroups", "username", 0, &user) ||
      !ParseId(t, args[1], "gid", &group) || !AllowProcesses(t)) {
    return Value();
  }
  return initgroups(user.text.c_str(), group) == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value Getlogin(Thread* t, Value* args, size_t nargs, Value kwnames) {
  char name[256];
  if (!AllowProcesses(t)) return Value();
  if ((errno = getlogin_r(name, sizeof(name))) != 0) return RaiseErrno(t);
  return DecodeFs(t, name);
}

// --- Waiting ---

Value WaitWith(Thread* t, int pid, int options, bool with_usage) {
  int status = 0;
  struct rusage usage = {};
  pid_t result;
  if (!AllowProcesses(t) ||
      !Uninterrupted(t, [&] { return wait4(pid, &status, options, &usage); }, &result)) {
    return Value();
  }
  if (result < 0) return RaiseErrno(t);
  if (!with_usage) return TuplePack(t, Value::SmallInt(result), Value::SmallInt(status));
  Value shown = RusageResult(t, usage);
  if (shown.is_null()) return shown;
  return TuplePack(t, Value::SmallInt(result), Value::SmallInt(status), shown);
}
Value Wait(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return WaitWith(t, -1, 0, false);
}
Value Waitpid(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid, options;
  if (!ParseInt32(t, args[0], &pid) || !ParseInt32(t, args[1], &options)) return Value();
  return WaitWith(t, pid, options, false);
}
Value Wait3(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int options;
  return ParseInt32(t, args[0], &options) ? WaitWith(t, -1, options, true) : Value();
}
Value Wait4(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid, options;
  if (!ParseInt32(t, args[0], &pid) || !ParseInt32(t, args[1], &options)) return Value();
  return WaitWith(t, pid, options, true);
}
Value Waitid(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int type, id, options, result;
  siginfo_t info = {};
  if (!ParseInt32(t, args[0], &type) || !ParseInt32(t, args[1], &id) ||
      !ParseInt32(t, args[2], &options) || !AllowProcesses(t) ||
      !Uninterrupted(t, [&] {
        return waitid(static_cast<idtype_t>(type), static_cast<id_t>(id), &info, options);
      }, &result)) {
    return Value();
  }
  if (result < 0) return RaiseErrno(t);
  if (info.si_pid == 0) return NoneOf(t);
  Value values[] = {Value::SmallInt(info.si_pid), Value::SmallInt(info.si_uid),
                    Value::SmallInt(info.si_signo), Value::SmallInt(info.si_status),
                    Value::SmallInt(info.si_code)};
  return NewStruct(t, Kept(t, KeptClass::kWaitidResult), values);
}

enum class StatusTest { kCoreDump, kContinued, kExited, kSignaled, kStopped };
template <StatusTest kTest>
Value TestStatus(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int s;
  if (!ParseInt32(t, args[0], &s)) return Value();
  switch (kTest) {
    case StatusTest::kCoreDump: return t->isolate->Bool(WCOREDUMP(s));
    case StatusTest::kContinued: return t->isolate->Bool(WIFCONTINUED(s));
    case StatusTest::kExited: return t->isolate->Bool(WIFEXITED(s));
    case StatusTest::kSignaled: return t->isolate->Bool(WIFSIGNALED(s));
    case StatusTest::kStopped: return t->isolate->Bool(WIFSTOPPED(s));
  }
  return Value();
}
enum class StatusPart { kExit, kStop, kTerm };
template <StatusPart kPart>
Value PartOfStatus(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int s;
  if (!ParseInt32(t, args[0], &s)) return Value();
  switch (kPart) {
    case StatusPart::kExit: return Value::SmallInt(WEXITSTATUS(s));
    case StatusPart::kStop: return Value::SmallInt(WSTOPSIG(s));
    case StatusPart::kTerm: return Value::SmallInt(WTERMSIG(s));
  }
  return Value();
}
Value WaitstatusToExitcode(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int s;
  if (IsKind(args[0], Kind::kFloat)) {
    return RaiseText(t, Exc::kTypeError, "integer argument expected, got float");
  }
  if (!ParseInt32(t, args[0], &s)) return Value();
  if (WIFEXITED(s)) return Value::SmallInt(WEXITSTATUS(s));
  if (WIFSIGNALED(s)) return Value::SmallInt(-WTERMSIG(s));
  if (WIFSTOPPED(s)) {
    return Raise(t, Exc::kValueError, "process stopped by delivery of signal %d", WSTOPSIG(s));
  }
  return Raise(t, Exc::kValueError, "invalid wait status: %d", s);
}

constexpr NativeInfo kRows[] = {
    {"getpid", GetId<pid_t, getpid>, "()", kAnything, "Return the current process id."},
    {"getppid", GetId<pid_t, getppid>, "()", kAnything, "Return the parent's process id."},
    {"getuid", GetId<uid_t, getuid>, "()", kAnything, "Return the current process's user id."},
    {"geteuid", GetId<uid_t, geteuid>, "()", kAnything,
     "Return the current process's effective user id."},
    {"getgid", GetId<gid_t, getgid>, "()", kAnything, "Return the current process's group id."},
    {"getegid", GetId<gid_t, getegid>, "()", kAnything,
     "Return the current process's effective group id."},
    {"getpgrp", GetId<pid_t, getpgrp>, "()", kAnything, "Return the current process group id."},
    {"setuid", SetId<setuid>, "(uid, /)", kAnything, "Set the current process's user id."},
    {"seteuid", SetId<seteuid>, "(euid, /)", kAnything,
     "Set the current process's effective user id."},
    {"setgid", SetGroup<setgid>, "(gid, /)", kAnything, "Set the current process's group id."},
    {"setegid", SetGroup<setegid>, "(egid, /)", kAnything,
     "Set the current process's effective group id."},
    {"setreuid", SetIds2<setreuid>, "(ruid, euid, /)", kAnything,
     "Set the current process's real and effective user ids."},
    {"setregid", SetIds2<setregid>, "(rgid, egid, /)", kAnything,
     "Set the current process's real and effective group ids."},
    {"setresuid", SetIds3<setresuid>, "(ruid, euid, suid, /)", kAnything,
     "Set the current process's real, effective, and saved user ids."},
    {"setresgid", SetIds3<setresgid>, "(rgid, egid, sgid, /)", kAnything,
     "Set the current process's real, effective, and saved group ids."},
    {"getresuid", GetIds3<getresuid>, "()", kAnything,
     "Return a tuple of the current process's real, effective, and saved user ids."},
    {"getresgid", GetIds3<getresgid>, "()", kAnything,
     "Return a tuple of the current process's real, effective, and saved group ids."},
    {"getpgid", OfProcess<getpgid>, "(pid)", kAnything,
     "Call the system call getpgid(), and return the result."},
    {"getsid", OfProcess<getsid>, "(pid, /)", kAnything,
     "Call the system call getsid(pid) and return the result."},
    {"setsid", Setsid, "()", kAnything, "Call the system call setsid()."},
    {"setpgrp", Setpgrp, "()", kAnything,
     "Make the current process the leader of its process group."},
    {"setpgid", Setpgid, "(pid, pgrp, /)", kAnything, "Call the system call setpgid(pid, pgrp)."},
    {"tcgetpgrp", Tcgetpgrp, "(fd, /)", kAnything,
     "Return the process group associated with the terminal specified by fd."},
    {"tcsetpgrp", Tcsetpgrp, "(fd, pgid, /)", kAnything,
     "Set the process group associated with the terminal specified by fd."},
    {"getgroups", Getgroups, "()", kAnything,
     "Return list of supplemental group IDs for the process."},
    {"setgroups", Setgroups, "(groups, /)", kAnything,
     "Set the groups of the current process to list."},
    {"getgrouplist", Getgrouplist, "(user, group, /)", kAnything,
     "Returns a list of groups to which a user belongs."},
    {"initgroups", Initgroups, "(username, gid, /)", kAnything,
     "Initialize the group access list."},
    {"getlogin", Getlogin, "()", kAnything, "Return the actual login name."},
};
constexpr NativeInfo kWaitRows[] = {
    {"wait", Wait, "()", kAnything, "Wait for completion of a child process."},
    {"wait3", Wait3, "(options)", kAnything, "Wait for completion of a child process."},
    {"wait4", Wait4, "(pid, options)", kAnything,
     "Wait for completion of a specific child process."},
    {"waitpid", Waitpid, "(pid, options, /)", kAnything,
     "Wait for completion of a given child process."},
    {"waitid", Waitid, "(idtype, id, options, /)", kAnything,
     "Returns the result of waiting for a process or processes."},
    {"WCOREDUMP", TestStatus<StatusTest::kCoreDump>, "(status, /)", kAnything,
     "Return True if the process returning status was dumped to a core file."},
    {"WIFCONTINUED", TestStatus<StatusTest::kContinued>, "(status)", kAnything,
     "Return True if a particular process was continued from a job control stop."},
    {"WIFEXITED", TestStatus<StatusTest::kExited>, "(status)", kAnything,
     "Return True if the process returning status exited via the exit() system call."},
    {"WIFSIGNALED", TestStatus<StatusTest::kSignaled>, "(status)", kAnything,
     "Return True if the process returning status was terminated by a signal."},
    {"WIFSTOPPED", TestStatus<StatusTest::kStopped>, "(status)", kAnything,
     "Return True if the process returning status was stopped."},
    {"WEXITSTATUS", PartOfStatus<StatusPart::kExit>, "(status)", kAnything,
     "Return the process return code from status."},
    {"WSTOPSIG", PartOfStatus<StatusPart::kStop>, "(status)", kAnything,
     "Return the signal that stopped the process that provided the status value."},
    {"WTERMSIG", PartOfStatus<StatusPart::kTerm>, "(status)", kAnything,
     "Return the signal that terminated the process that provided the status value."},
    {"waitstatus_to_exitcode", WaitstatusToExitcode, "(status)", kAnything,
     "Convert a wait status to an exit code."},
};

}  // namespace

Value RusageResult(Thread* t, const struct rusage& usage) {
  // The class is resource's, as in CPython; it is made when first needed.
  Str* name = Intern(t, "resource");
  Value module = name == nullptr ? Value() : ImportModule(t, name);
  Str* cls_name = module.is_null() ? nullptr : Intern(t, "struct_rusage");
  Value cls = cls_name == nullptr ? Value() : GetAttr(t, module, cls_name);
  if (cls.is_null()) return cls;
  auto seconds = [&](const struct timeval& time) {
    return NewFloat(t, static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec));
  };
  Value values[] = {seconds(usage.ru_utime),
                    seconds(usage.ru_stime),
                    IntFromInt64(t, usage.ru_maxrss),
                    IntFromInt64(t, usage.ru_ixrss),
                    IntFromInt64(t, usage.ru_idrss),
                    IntFromInt64(t, usage.ru_isrss),
                    IntFromInt64(t, usage.ru_minflt),
                    IntFromInt64(t, usage.ru_majflt),
                    IntFromInt64(t, usage.ru_nswap),
                    IntFromInt64(t, usage.ru_inblock),
                    IntFromInt64(t, usage.ru_oublock),
                    IntFromInt64(t, usage.ru_msgsnd),
                    IntFromInt64(t, usage.ru_msgrcv),
                    IntFromInt64(t, usage.ru_nsignals),
                    IntFromInt64(t, usage.ru_nvcsw),
                    IntFromInt64(t, usage.ru_nivcsw)};
  Tuple* tuple = TupleFromArray(t, values, 16);
  return tuple == nullptr ? Value() : CallValues(t, cls, {tuple});
}

absl::Span<const NativeInfo> PosixIdRows() { return kRows; }
absl::Span<const NativeInfo> PosixWaitRows() { return kWaitRows; }

bool AddPosixWaitClasses(Thread* t, Module* module) {
  static constexpr const char* kWaitid[] = {"si_pid", "si_uid", "si_signo", "si_status",
                                            "si_code"};
  Class* cls = NewStructClass(t, "posix", "waitid_result", kWaitid);
  return Keep(t, KeptClass::kWaitidResult, cls) &&
         SetModuleValue(t, module, "waitid_result", cls);
}

}  // namespace pyjit
