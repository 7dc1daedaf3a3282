// posix: making, replacing, ending and asking about processes.
#include <sched.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/times.h>
#include <sys/wait.h>
#include <unistd.h>

#include <string>
#include <vector>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/list.h"
#include "runtime/types/set.h"
#include "runtime/types/tuple.h"
#include "stdlib/fork.h"
#include "stdlib/posix_internal.h"
#include "stdlib/struct_sequence.h"

namespace pyjit {

// --- stdlib/fork.h ---

bool BeforeFork(Thread* t) {
  Value hooks = StdlibOf(t)->fork_hooks[0];
  if (hooks.is_null()) return true;
  auto* list = hooks.as<List>();
  // Registered last, called first.
  for (int64_t i = list->length - 1; i >= 0; --i) {
    if (CallValues(t, ListGet(t, list, i), {}).is_null()) WriteUnraisable(t, ListGet(t, list, i));
  }
  return true;
}
void AfterFork(Thread* t, bool child) {
  if (child) ThreadsOf(t)->AfterFork(t);
  Value hooks = StdlibOf(t)->fork_hooks[child ? 2 : 1];
  if (hooks.is_null()) return;
  auto* list = hooks.as<List>();
  for (int64_t i = 0; i < list->length; ++i) {
    if (CallValues(t, ListGet(t, list, i), {}).is_null()) WriteUnraisable(t, ListGet(t, list, i));
  }
}

bool ParseStrings(Thread* t, Value sequence, std::vector<std::string>* out) {
  List* list = NewListFrom(t, sequence);
  if (list == nullptr) return false;
  for (int64_t i = 0; i < list->length; ++i) {
    Value path = FsPath(t, ListGet(t, list, i));
    if (path.is_null()) return false;
    std::string text;
    if (IsBytes(path)) {
      text = std::string(BytesView(path.as<Bytes>()));
    } else if (!EncodeFs(t, path.as<Str>(), &text)) {
      return false;
    }
    if (text.find('\0') != std::string::npos) {
      RaiseText(t, Exc::kValueError, "embedded null byte");
      return false;
    }
    out->push_back(std::move(text));
  }
  return true;
}

std::vector<char*> Pointers(std::vector<std::string>* strings) {
  std::vector<char*> out;
  for (std::string& text : *strings) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

namespace {

Value Fork(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!AllowProcesses(t) || !BeforeFork(t)) return Value();
  const pid_t pid = fork();
  const int error = errno;
  AfterFork(t, pid == 0);
  if (pid < 0) {
    errno = error;
    return RaiseErrno(t);
  }
  return Value::SmallInt(pid);
}

Value RegisterAtFork(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (args[0].is_null() && args[1].is_null() && args[2].is_null()) {
    return RaiseText(t, Exc::kTypeError, "At least one argument is required.");
  }
  // before, after_in_child, after_in_parent
  static constexpr int kPlace[] = {0, 2, 1};
  static constexpr const char* kNames[] = {"before", "after_in_child", "after_in_parent"};
  for (int i = 0; i < 3; ++i) {
    if (!args[i].is_null() && !IsCallable(t, args[i])) {
      return Raise(t, Exc::kTypeError, "'%s' must be callable, not %s", kNames[i],
                   ClassNameOf(t, args[i]));
    }
  }
  for (int i = 0; i < 3; ++i) {
    if (args[i].is_null()) continue;
    Value* hooks = &StdlibOf(t)->fork_hooks[kPlace[i]];
    if (hooks->is_null()) {
      List* list = NewList(t);
      if (list == nullptr) return Value();
      *hooks = list;
    }
    if (!ListAppend(t, hooks->as<List>(), args[i])) return Value();
  }
  return NoneOf(t);
}

bool ParseArgv(Thread* t, const char* function, Value v, std::vector<std::string>* out) {
  if (!IsKind(v, Kind::kList) && !IsKind(v, Kind::kTuple)) {
    Raise(t, Exc::kTypeError, "%s arg 2 must be a tuple or list", function);
    return false;
  }
  if (!ParseStrings(t, v, out)) return false;
  if (out->empty()) {
    Raise(t, Exc::kValueError, "%s arg 2 must not be empty", function);
    return false;
  }
  if (out->front().empty()) {
    Raise(t, Exc::kValueError, "%s arg 2 first element cannot be empty", function);
    return false;
  }
  return true;
}

// KEY=value for each item of a mapping.
bool ParseEnvironment(Thread* t, Value env, std::vector<std::string>* out) {
  Str* keys_name = Intern(t, "keys");
  Value keys = keys_name == nullptr ? Value() : CallMethod(t, env, keys_name, nullptr, 0);
  List* list = keys.is_null() ? nullptr : NewListFrom(t, keys);
  if (list == nullptr) return false;
  for (int64_t i = 0; i < list->length; ++i) {
    Value key = ListGet(t, list, i);
    Value value = GetItem(t, env, key);
    if (value.is_null()) return false;
    List* pair = NewList(t);
    std::vector<std::string> texts;
    if (pair == nullptr || !ListAppend(t, pair, key) || !ListAppend(t, pair, value) ||
        !ParseStrings(t, pair, &texts)) {
      return false;
    }
    if (texts[0].empty() || texts[0].find('=', 1) != std::string::npos) {
      RaiseText(t, Exc::kValueError, "illegal environment variable name");
      return false;
    }
    out->push_back(texts[0] + "=" + texts[1]);
  }
  return true;
}

Value Execv(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  std::vector<std::string> argv;
  if (!ParsePath(t, args[0], "execv", "path", 0, &path) ||
      !ParseArgv(t, "execv()", args[1], &argv) || !AllowProcesses(t)) {
    return Value();
  }
  execv(path.text.c_str(), Pointers(&argv).data());
  return RaiseErrno(t, path);
}
Value Execve(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg path;
  std::vector<std::string> argv, env;
  if (!ParsePath(t, args[0], "execve", "path", kPathFd, &path) ||
      !ParseArgv(t, "execve:", args[1], &argv)) {
    return Value();
  }
  if (LookupSpecial(t, args[2], Slot::kGetItem).is_null()) {
    return RaiseText(t, Exc::kTypeError, "execve: environment must be a mapping object");
  }
  if (!ParseEnvironment(t, args[2], &env) || !AllowProcesses(t)) return Value();
  if (IsInt(path.given)) {
    fexecve(path.fd, Pointers(&argv).data(), Pointers(&env).data());
  } else {
    execve(path.text.c_str(), Pointers(&argv).data(), Pointers(&env).data());
  }
  return RaiseErrno(t, path);
}

Value ExitNow(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int status;
  if (!ParseInt32(t, args[0], &status) || !AllowProcesses(t)) return Value();
  _exit(status);
}
Value Abort(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!AllowProcesses(t)) return Value();
  abort();
}
Value System(Thread* t, Value* args, size_t nargs, Value kwnames) {
  PathArg command;
  int status;
  if (!ParsePath(t, args[0], "system", "command", 0, &command) || !AllowProcesses(t)) {
    return Value();
  }
  {
    BlockingCall blocking(t);
    status = system(command.text.c_str());
  }
  return Value::SmallInt(status);
}

Value Kill(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid, number;
  if (!ParseInt32(t, args[0], &pid) || !ParseInt32(t, args[1], &number) || !AllowProcesses(t)) {
    return Value();
  }
  if (kill(pid, number) != 0) return RaiseErrno(t);
  // A signal to ourselves is handled before the next statement.
  if (t->poll.load() & kPollSignal && !HandlePoll(t)) return Value();
  return NoneOf(t);
}
Value Killpg(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int group, number;
  if (!ParseInt32(t, args[0], &group) || !ParseInt32(t, args[1], &number) || !AllowProcesses(t)) {
    return Value();
  }
  return killpg(group, number) == 0 ? NoneOf(t) : RaiseErrno(t);
}

Value Nice(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int increment;
  if (!ParseInt32(t, args[0], &increment) || !AllowProcesses(t)) return Value();
  errno = 0;
  const int value = nice(increment);
  return value == -1 && errno != 0 ? RaiseErrno(t) : Value::SmallInt(value);
}
Value GetPriority(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int which, who;
  if (!ParseInt32(t, args[0], &which) || !ParseInt32(t, args[1], &who) || !AllowProcesses(t)) {
    return Value();
  }
  errno = 0;
  const int value = getpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who));
  return errno != 0 ? RaiseErrno(t) : Value::SmallInt(value);
}
Value SetPriority(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int which, who, priority;
  if (!ParseInt32(t, args[0], &which) || !ParseInt32(t, args[1], &who) ||
      !ParseInt32(t, args[2], &priority) || !AllowProcesses(t)) {
    return Value();
  }
  return setpriority(static_cast<__priority_which_t>(which), static_cast<id_t>(who), priority) == 0
             ? NoneOf(t)
             : RaiseErrno(t);
}

// --- Scheduling ---

template <int (*kCall)(int)>
Value SchedLimit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int policy;
  if (!ParseInt32(t, args[0], &policy) || !AllowProcesses(t)) return Value();
  const int value = kCall(policy);
  return value < 0 ? RaiseErrno(t) : Value::SmallInt(value);
}
Value SchedYield(Thread* t, Value* args, size_t nargs, Value kwnames) {
  sched_yield();
  return NoneOf(t);
}
Value SchedGetAffinity(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid;
  if (!ParseInt32(t, args[0], &pid) || !AllowProcesses(t)) return Value();
  cpu_set_t set;
  if (sched_getaffinity(pid, sizeof(set), &set) != 0) return RaiseErrno(t);
  List* list = NewList(t);
  for (int cpu = 0; list != nullptr && cpu < CPU_SETSIZE; ++cpu) {
    if (CPU_ISSET(cpu, &set) && !ListAppend(t, list, Value::SmallInt(cpu))) return Value();
  }
  return list == nullptr ? Value() : CallValues(t, t->isolate->set_class(), {list});
}
Value SchedSetAffinity(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid;
  if (!ParseInt32(t, args[0], &pid)) return Value();
  List* list = NewListFrom(t, args[1]);
  if (list == nullptr) return Value();
  cpu_set_t set;
  CPU_ZERO(&set);
  for (int64_t i = 0; i < list->length; ++i) {
    int cpu;
    Value item = ListGet(t, list, i);
    if (!IsInt(item)) {
      return Raise(t, Exc::kTypeError, "expected an iterator of ints, but iterator yielded %s",
                   ClassDisplayName(ClassOf(t, item)));
    }
    if (!ParseInt32(t, item, &cpu)) return Value();
    if (cpu < 0) return RaiseText(t, Exc::kValueError, "negative CPU number");
    if (cpu < CPU_SETSIZE) CPU_SET(cpu, &set);
  }
  if (!AllowProcesses(t)) return Value();
  return sched_setaffinity(pid, sizeof(set), &set) == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value SchedGetScheduler(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid;
  if (!ParseInt32(t, args[0], &pid) || !AllowProcesses(t)) return Value();
  const int policy = sched_getscheduler(pid);
  return policy < 0 ? RaiseErrno(t) : Value::SmallInt(policy);
}
Value SchedGetParam(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid;
  if (!ParseInt32(t, args[0], &pid) || !AllowProcesses(t)) return Value();
  struct sched_param param;
  if (sched_getparam(pid, &param) != 0) return RaiseErrno(t);
  Value values[] = {Value::SmallInt(param.sched_priority)};
  return NewStruct(t, Kept(t, KeptClass::kSchedParam), values);
}
bool ParseSchedParam(Thread* t, Value v, struct sched_param* out) {
  if (ClassOf(t, v) != Kept(t, KeptClass::kSchedParam)) {
    RaiseText(t, Exc::kTypeError, "must have a sched_param object");
    return false;
  }
  return ParseInt32(t, v.as<Tuple>()->items[0], &out->sched_priority);
}
Value SchedSetParam(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid;
  struct sched_param param;
  if (!ParseInt32(t, args[0], &pid) || !ParseSchedParam(t, args[1], &param) ||
      !AllowProcesses(t)) {
    return Value();
  }
  return sched_setparam(pid, &param) == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value SchedSetScheduler(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid, policy;
  struct sched_param param;
  if (!ParseInt32(t, args[0], &pid) || !ParseInt32(t, args[1], &policy) ||
      !ParseSchedParam(t, args[2], &param) || !AllowProcesses(t)) {
    return Value();
  }
  return sched_setscheduler(pid, policy, &param) >= 0 ? NoneOf(t) : RaiseErrno(t);
}
Value SchedInterval(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid;
  struct timespec interval;
  if (!ParseInt32(t, args[0], &pid) || !AllowProcesses(t)) return Value();
  if (sched_rr_get_interval(pid, &interval) != 0) return RaiseErrno(t);
  return NewFloat(t, static_cast<double>(interval.tv_sec) +
                         1e-9 * static_cast<double>(interval.tv_nsec));
}

Value PidfdOpen(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int pid, flags = 0;
  if (!ParseInt32(t, args[0], &pid) || (!args[1].is_null() && !ParseInt32(t, args[1], &flags)) ||
      !AllowProcesses(t)) {
    return Value();
  }
  const long fd = syscall(SYS_pidfd_open, pid, static_cast<unsigned>(flags));
  return fd < 0 ? RaiseErrno(t) : Value::SmallInt(fd);
}

constexpr NativeInfo kRows[] = {
    {"fork", Fork, "()", kAnything, "Fork a child process."},
    {"register_at_fork", RegisterAtFork,
     "(*, before=<unrepresentable>, after_in_child=<unrepresentable>, "
     "after_in_parent=<unrepresentable>)",
     kAnything, "Register callables to be called when forking a new process."},
    {"execv", Execv, "(path, argv, /)", kAnything,
     "Execute an executable path with arguments, replacing current process."},
    {"execve", Execve, "(path, argv, env)", kAnything,
     "Execute an executable path with arguments, replacing current process."},
    {"_exit", ExitNow, "(status)", kAnything,
     "Exit to the system with specified status, without normal exit processing."},
    {"abort", Abort, "()", kAnything, "Abort the interpreter immediately."},
    {"system", System, "(command)", kAnything, "Execute the command in a subshell."},
    {"kill", Kill, "(pid, signal, /)", kAnything, "Kill a process with a signal."},
    {"killpg", Killpg, "(pgid, signal, /)", kAnything, "Kill a process group with a signal."},
    {"nice", Nice, "(increment, /)", kAnything,
     "Add increment to the priority of process and return the new priority."},
    {"getpriority", GetPriority, "(which, who)", kAnything,
     "Return program scheduling priority."},
    {"setpriority", SetPriority, "(which, who, priority)", kAnything,
     "Set program scheduling priority."},
    {"sched_get_priority_max", SchedLimit<sched_get_priority_max>, "(policy)", kAnything,
     "Get the maximum scheduling priority for policy."},
    {"sched_get_priority_min", SchedLimit<sched_get_priority_min>, "(policy)", kAnything,
     "Get the minimum scheduling priority for policy."},
    {"sched_yield", SchedYield, "()", kAnything, "Voluntarily relinquish the CPU."},
    {"sched_getaffinity", SchedGetAffinity, "(pid, /)", kAnything,
     "Return the affinity of the process identified by pid (or the current process if zero)."},
    {"sched_setaffinity", SchedSetAffinity, "(pid, mask, /)", kAnything,
     "Set the CPU affinity of the process identified by pid to mask."},
    {"sched_getscheduler", SchedGetScheduler, "(pid, /)", kAnything,
     "Get the scheduling policy for the process identified by pid."},
    {"sched_setscheduler", SchedSetScheduler, "(pid, policy, param, /)", kAnything,
     "Set the scheduling policy for the process identified by pid."},
    {"sched_getparam", SchedGetParam, "(pid, /)", kAnything,
     "Returns scheduling parameters for the process identified by pid."},
    {"sched_setparam", SchedSetParam, "(pid, param, /)", kAnything,
     "Set scheduling parameters for the process identified by pid."},
    {"sched_rr_get_interval", SchedInterval, "(pid, /)", kAnything,
     "Return the round-robin quantum for the process identified by pid, in seconds."},
    {"pidfd_open", PidfdOpen, "(pid, flags=0)", kAnything,
     "Return a file descriptor referring to the process *pid*."},
};

}  // namespace

absl::Span<const NativeInfo> PosixProcessRows() { return kRows; }

}  // namespace pyjit
