// _signal: signal, getsignal, raise_signal, alarm, setitimer, masks, waiting.
//
// Signals belong to the process, so here is the engine's one piece of process-wide
// state: which isolate handles them (the first that asks), and what came. The C
// handler notes the number and sets kPollSignal; the Python handler runs at the next
// safepoint.
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cmath>
#include <cstring>

#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/posix_support.h"
#include "stdlib/signals.h"
#include "stdlib/state.h"
#include "stdlib/struct_sequence.h"

namespace pyjit {
namespace {

constexpr int kSignals = 65;  // 1..64

std::atomic<Thread*> g_owner{nullptr};
std::atomic<uint64_t> g_pending{0};  // bit n-1: signal n came
std::atomic<int> g_wakeup_fd{-1};

void Note(int number) {
  g_pending.fetch_or(uint64_t{1} << (number - 1));
  if (Thread* t = g_owner.load()) t->poll.fetch_or(kPollSignal);
}

void OnSignal(int number) {
  const int error = errno;
  Note(number);
  if (const int fd = g_wakeup_fd.load(); fd >= 0) {
    const auto byte = static_cast<unsigned char>(number);
    [[maybe_unused]] const ssize_t written = write(fd, &byte, 1);
  }
  errno = error;
}

// The isolate's table of handlers by number; null before the module is made.
Tuple* Handlers(Thread* t) {
  Value handlers = StdlibOf(t)->signal_handlers;
  return handlers.is_null() ? nullptr : handlers.as<Tuple>();
}

bool ParseSignal(Thread* t, Value v, int* out) {
  if (!ParseInt32(t, v, out)) return false;
  if (*out >= 1 && *out < kSignals) return true;
  RaiseText(t, Exc::kValueError, "signal number out of range");
  return false;
}

// Signals are this isolate's, or nobody's so far.
bool Own(Thread* t) {
  if (!AllowProcesses(t)) return false;
  Thread* nobody = nullptr;
  if (g_owner.compare_exchange_strong(nobody, t) || nobody == t) {
    StdlibOf(t)->signal_thread = t;
    return true;
  }
  RaiseText(t, Exc::kValueError, "signal only works in main thread of the main interpreter");
  return false;
}

Value CurrentFrame(Thread* t) {
  Str* name = Intern(t, "_getframe");
  Value function = name == nullptr ? Value() : SysValue(t, name);
  if (function.is_null() || t->frame == nullptr) return NoneOf(t);
  Value frame = CallValues(t, function, {});
  if (!frame.is_null()) return frame;
  TakeException(t);
  return NoneOf(t);
}

Value Signal(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int number;
  if (!ParseSignal(t, args[0], &number)) return Value();
  struct sigaction action = {};
  Value handler = args[1];
  int64_t known = -1;
  if (IsInt(handler)) IntAsInt64(handler, &known);
  if (known == 0 || known == 1) {
    action.sa_handler = known == 0 ? SIG_DFL : SIG_IGN;
    handler = Value::SmallInt(known);
  } else if (IsCallable(t, handler)) {
    action.sa_handler = OnSignal;
  } else {
    return RaiseText(t, Exc::kTypeError,
                     "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
  }
  if (!Own(t)) return Value();
  // What came before is for the handler that was there.
  if ((t->poll.load() & kPollSignal) && !HandlePoll(t)) return Value();
  sigemptyset(&action.sa_mask);
  if (sigaction(number, &action, nullptr) != 0) return RaiseErrno(t);
  Tuple* handlers = Handlers(t);
  Value before = handlers->items[number];
  StoreField(t, handlers, &handlers->items[number], handler);
  return before.is_null() ? NoneOf(t) : before;
}

Value GetSignal(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int number;
  if (!ParseSignal(t, args[0], &number)) return Value();
  Value handler = Handlers(t)->items[number];
  return handler.is_null() ? NoneOf(t) : handler;
}

Value DefaultIntHandler(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return RaiseValue(t, ExceptionClass(t, Exc::kKeyboardInterrupt), Value());
}

// Handlers of what came run before the caller goes on.
Value AfterSignal(Thread* t) {
  constexpr uint32_t kBits = kPollSignal | kPollInterrupt;
  if ((t->poll.load() & kBits) && !HandlePoll(t)) return Value();
  return NoneOf(t);
}
Value RaiseSignal(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int number;
  if (!ParseInt32(t, args[0], &number) || !AllowProcesses(t)) return Value();
  if (raise(number) != 0) {
    if (errno == 0) errno = EINVAL;
    return RaiseErrno(t);
  }
  return AfterSignal(t);
}
// What the system calls the thread that Python knows by `ident`; 0 if none does.
uint64_t OsThreadOf(Thread* t, uint64_t ident) {
  PythonThreads* threads = ThreadsOf(t);
  for (SavedThread* at = threads->first(); at != nullptr; at = at->next) {
    if (PythonThreads::IdentOf(at) != ident) continue;
    return at == threads->running() ? t->os_thread_id : at->os_thread_id;
  }
  return 0;
}
Value PthreadKill(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t thread;
  int number;
  if (!ParseInt64(t, args[0], &thread) || !ParseInt32(t, args[1], &number) ||
      !AllowProcesses(t)) {
    return Value();
  }
  const auto id = static_cast<pid_t>(OsThreadOf(t, static_cast<uint64_t>(thread)));
  errno = id == 0 ? ESRCH : tgkill(getpid(), id, number) < 0 ? errno : 0;
  return errno != 0 ? RaiseErrno(t) : AfterSignal(t);
}
Value PidfdSendSignal(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd, number, flags = 0;
  if (!ParseInt32(t, args[0], &fd) || !ParseInt32(t, args[1], &number) ||
      (!args[3].is_null() && !ParseInt32(t, args[3], &flags)) || !AllowProcesses(t)) {
    return Value();
  }
  if (!args[2].is_null() && args[2] != NoneOf(t)) {
    return RaiseText(t, Exc::kTypeError, "siginfo must be None");
  }
  return syscall(SYS_pidfd_send_signal, fd, number, nullptr, flags) < 0 ? RaiseErrno(t)
                                                                        : NoneOf(t);
}

Value Alarm(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int seconds;
  if (!ParseInt32(t, args[0], &seconds) || !AllowProcesses(t)) return Value();
  return Value::SmallInt(alarm(static_cast<unsigned>(seconds)));
}
Value Pause(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!AllowProcesses(t)) return Value();
  {
    BlockingCall blocking(t);
    pause();
  }
  return AfterSignal(t);
}

double Seconds(const struct timeval& time) {
  return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
}
bool ParseTimeval(Thread* t, Value v, struct timeval* out) {
  double seconds = 0;
  if (!v.is_null() && !ArgumentAsDouble(t, v, &seconds)) return false;
  // Rounded up, so that a short timer does not become none.
  const double whole = std::floor(seconds);
  double micro = std::ceil((seconds - whole) * 1e6);
  out->tv_sec = static_cast<time_t>(whole);
  if (micro >= 1e6) {
    micro -= 1e6;
    ++out->tv_sec;
  }
  out->tv_usec = static_cast<suseconds_t>(micro);
  return true;
}
Value ItimerPair(Thread* t, const struct itimerval& timer) {
  Value value = NewFloat(t, Seconds(timer.it_value));
  return value.is_null() ? value
                         : Value(TuplePack(t, value, NewFloat(t, Seconds(timer.it_interval))));
}
Value RaiseItimer(Thread* t) {
  const int error = errno;
  Str* name = Intern(t, "_signal");
  Value module = name == nullptr ? Value() : ImportModule(t, name);
  Str* cls_name = module.is_null() ? nullptr : Intern(t, "ItimerError");
  Value cls = cls_name == nullptr ? Value() : GetAttr(t, module, cls_name);
  Value text = cls.is_null() ? cls : Value(NewStrUtf8(t, std::strerror(error)));
  if (text.is_null()) return text;
  Value exc = CallValues(t, cls, {Value::SmallInt(error), text});
  return exc.is_null() ? exc : RaiseValue(t, exc, Value());
}
Value Setitimer(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int which;
  struct itimerval timer, before;
  if (!ParseInt32(t, args[0], &which) || !ParseTimeval(t, args[1], &timer.it_value) ||
      !ParseTimeval(t, args[2], &timer.it_interval) || !AllowProcesses(t)) {
    return Value();
  }
  if (setitimer(static_cast<__itimer_which_t>(which), &timer, &before) != 0) {
    return RaiseItimer(t);
  }
  return ItimerPair(t, before);
}
Value Getitimer(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int which;
  struct itimerval timer;
  if (!ParseInt32(t, args[0], &which) || !AllowProcesses(t)) return Value();
  if (getitimer(static_cast<__itimer_which_t>(which), &timer) != 0) return RaiseItimer(t);
  return ItimerPair(t, timer);
}

// --- Masks ---

bool ParseSet(Thread* t, Value v, sigset_t* out) {
  List* list = NewListFrom(t, v);
  if (list == nullptr) return false;
  sigemptyset(out);
  for (int64_t i = 0; i < list->length; ++i) {
    int number;
    if (!ParseInt32(t, ListGet(t, list, i), &number)) return false;
    if (number < 1 || number >= kSignals) {
      Raise(t, Exc::kValueError, "signal number %d out of range [1; %d]", number, kSignals - 1);
      return false;
    }
    sigaddset(out, number);
  }
  return true;
}
Value SetOf(Thread* t, const sigset_t& set) {
  List* list = NewList(t);
  for (int number = 1; list != nullptr && number < kSignals; ++number) {
    if (sigismember(&set, number) == 1 && !ListAppend(t, list, Value::SmallInt(number))) {
      return Value();
    }
  }
  return list == nullptr ? Value() : CallValues(t, t->isolate->set_class(), {list});
}
Value PthreadSigmask(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int how;
  sigset_t set, before;
  if (!ParseInt32(t, args[0], &how) || !ParseSet(t, args[1], &set) || !AllowProcesses(t)) {
    return Value();
  }
  if ((errno = pthread_sigmask(how, &set, &before)) != 0) return RaiseErrno(t);
  if (AfterSignal(t).is_null()) return Value();
  return SetOf(t, before);
}
Value Sigpending(Thread* t, Value* args, size_t nargs, Value kwnames) {
  sigset_t set;
  if (!AllowProcesses(t)) return Value();
  return sigpending(&set) != 0 ? RaiseErrno(t) : SetOf(t, set);
}
Value Sigwait(Thread* t, Value* args, size_t nargs, Value kwnames) {
  sigset_t set;
  int number;
  if (!ParseSet(t, args[0], &set) || !AllowProcesses(t)) return Value();
  {
    BlockingCall blocking(t);
    errno = sigwait(&set, &number);
  }
  return errno != 0 ? RaiseErrno(t) : Value::SmallInt(number);
}
Value SigInfo(Thread* t, const siginfo_t& info) {
  Value values[] = {Value::SmallInt(info.si_signo), Value::SmallInt(info.si_code),
                    Value::SmallInt(info.si_errno), Value::SmallInt(info.si_pid),
                    Value::SmallInt(info.si_uid),   Value::SmallInt(info.si_status),
                    IntFromInt64(t, info.si_band)};
  return NewStruct(t, Kept(t, KeptClass::kItimerSiginfo), values);
}
Value Sigwaitinfo(Thread* t, Value* args, size_t nargs, Value kwnames) {
  sigset_t set;
  siginfo_t info = {};
  int result;
  if (!ParseSet(t, args[0], &set) || !AllowProcesses(t) ||
      !Uninterrupted(t, [&] { return sigwaitinfo(&set, &info); }, &result)) {
    return Value();
  }
  return result < 0 ? RaiseErrno(t) : SigInfo(t, info);
}
Value Sigtimedwait(Thread* t, Value* args, size_t nargs, Value kwnames) {
  sigset_t set;
  siginfo_t info = {};
  double seconds;
  int result;
  if (!ParseSet(t, args[0], &set) || !ArgumentAsDouble(t, args[1], &seconds)) return Value();
  if (seconds < 0) return RaiseText(t, Exc::kValueError, "timeout must be non-negative");
  struct timespec limit = {static_cast<time_t>(seconds),
                           static_cast<long>((seconds - std::floor(seconds)) * 1e9)};
  if (!AllowProcesses(t) ||
      !Uninterrupted(t, [&] { return sigtimedwait(&set, &info, &limit); }, &result)) {
    return Value();
  }
  if (result >= 0) return SigInfo(t, info);
  return errno == EAGAIN ? NoneOf(t) : RaiseErrno(t);
}
Value ValidSignals(Thread* t, Value* args, size_t nargs, Value kwnames) {
  sigset_t set;
  sigfillset(&set);
  return SetOf(t, set);
}
Value Strsignal(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int number;
  if (!ParseSignal(t, args[0], &number)) return Value();
  const char* text = strsignal(number);
  if (text == nullptr || std::strncmp(text, "Unknown signal", 14) == 0) return NoneOf(t);
  return NewStrUtf8(t, text);
}
Value Siginterrupt(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int number, flag;
  if (!ParseSignal(t, args[0], &number) || !ParseInt32(t, args[1], &flag) || !AllowProcesses(t)) {
    return Value();
  }
  struct sigaction action;
  if (sigaction(number, nullptr, &action) != 0) return RaiseErrno(t);
  action.sa_flags = flag ? action.sa_flags & ~SA_RESTART : action.sa_flags | SA_RESTART;
  return sigaction(number, &action, nullptr) != 0 ? RaiseErrno(t) : NoneOf(t);
}
// set_wakeup_fd(fd, *, warn_on_full_buffer=True)
Value SetWakeupFd(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseInt32(t, args[0], &fd)) return Value();
  if (!Own(t)) return Value();
  if (fd != -1) {
    struct stat status;
    if (fstat(fd, &status) != 0) return RaiseErrno(t);
    const int flags = fcntl(fd, F_GETFL);
    if (flags >= 0 && !(flags & O_NONBLOCK)) {
      return Raise(t, Exc::kValueError, "the fd %d must be in non-blocking mode", fd);
    }
  }
  return Value::SmallInt(g_wakeup_fd.exchange(fd));
}

constexpr NativeInfo kRows[] = {
    {"signal", Signal, "(signalnum, handler, /)", kAnything,
     "Set the action for the given signal."},
    {"getsignal", GetSignal, "(signalnum, /)", kAnything,
     "Return the current action for the given signal."},
    {"default_int_handler", DefaultIntHandler, "(signalnum, frame, /)", kAnything,
     "The default handler for SIGINT installed by Python: it raises KeyboardInterrupt."},
    {"raise_signal", RaiseSignal, "(signalnum, /)", kAnything,
     "Send a signal to the executing process."},
    {"pthread_kill", PthreadKill, "(thread_id, signalnum, /)", kAnything,
     "Send a signal to a thread."},
    {"pidfd_send_signal", PidfdSendSignal, "(pidfd, signalnum, siginfo=None, flags=0, /)",
     kAnything, "Send a signal to a process referred to by a pid file descriptor."},
    {"alarm", Alarm, "(seconds, /)", kAnything,
     "Arrange for SIGALRM to arrive after the given number of seconds."},
    {"pause", Pause, "()", kAnything, "Wait until a signal arrives."},
    {"setitimer", Setitimer, "(which, seconds, interval=0.0, /)", kAnything,
     "Sets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF)."},
    {"getitimer", Getitimer, "(which, /)", kAnything, "Returns current value of given itimer."},
    {"pthread_sigmask", PthreadSigmask, "(how, mask, /)", kAnything,
     "Fetch and/or change the signal mask of the calling thread."},
    {"sigpending", Sigpending, "()", kAnything, "Examine pending signals."},
    {"sigwait", Sigwait, "(sigset, /)", kAnything, "Wait for a signal."},
    {"sigwaitinfo", Sigwaitinfo, "(sigset, /)", kAnything,
     "Wait synchronously until one of the signals in *sigset* is delivered."},
    {"sigtimedwait", Sigtimedwait, "(sigset, timeout, /)", kAnything,
     "Like sigwaitinfo(), but with a timeout."},
    {"valid_signals", ValidSignals, "()", kAnything,
     "Return a set of valid signal numbers on this platform."},
    {"strsignal", Strsignal, "(signalnum, /)", kAnything,
     "Return the system description of the given signal."},
    {"siginterrupt", Siginterrupt, "(signalnum, flag, /)", kAnything,
     "Change system call restart behaviour."},
    {"set_wakeup_fd", SetWakeupFd, "(fd, /, *, warn_on_full_buffer=True)", kAnything,
     "Sets the fd to be written to (with the signal number) when a signal comes in."},
};

struct Number {
  const char* name;
  int value;
};
#define ROW(name) {#name, name},
constexpr Number kNumbers[] = {
    ROW(SIGHUP) ROW(SIGINT) ROW(SIGQUIT) ROW(SIGILL) ROW(SIGTRAP) ROW(SIGIOT) ROW(SIGABRT)
    ROW(SIGFPE) ROW(SIGKILL) ROW(SIGBUS) ROW(SIGSEGV) ROW(SIGSYS) ROW(SIGPIPE) ROW(SIGALRM)
    ROW(SIGTERM) ROW(SIGUSR1) ROW(SIGUSR2) ROW(SIGCLD) ROW(SIGCHLD) ROW(SIGPWR) ROW(SIGIO)
    ROW(SIGURG) ROW(SIGWINCH) ROW(SIGPOLL) ROW(SIGSTOP) ROW(SIGTSTP) ROW(SIGCONT) ROW(SIGTTIN)
    ROW(SIGTTOU) ROW(SIGVTALRM) ROW(SIGPROF) ROW(SIGXCPU) ROW(SIGXFSZ) ROW(SIGSTKFLT)
    ROW(ITIMER_REAL) ROW(ITIMER_VIRTUAL) ROW(ITIMER_PROF) ROW(SIG_BLOCK) ROW(SIG_UNBLOCK)
    ROW(SIG_SETMASK)
    {"NSIG", kSignals}, {"SIG_DFL", 0}, {"SIG_IGN", 1},
};
#undef ROW

}  // namespace

void SimulateSignal(Thread* t, int number) {
  Tuple* handlers = Handlers(t);
  if (handlers == nullptr) {
    if (number == SIGINT) t->poll.fetch_or(kPollInterrupt);
    return;
  }
  // Ignored and default actions have nothing to run.
  Value handler = handlers->items[number];
  if (handler.is_null() || handler.is_small_int()) return;
  Thread* nobody = nullptr;
  g_owner.compare_exchange_strong(nobody, t);
  g_pending.fetch_or(uint64_t{1} << (number - 1));
  t->poll.fetch_or(kPollSignal);
}

bool RunSignalHandlers(Thread* t) {
  if (g_owner.load() != t || Handlers(t) == nullptr) return true;
  uint64_t pending = g_pending.exchange(0);
  for (int number = 1; pending != 0; ++number, pending >>= 1) {
    if (!(pending & 1)) continue;
    Value handler = Handlers(t)->items[number];
    if (handler.is_null() || handler.is_small_int()) continue;
    if (CallValues(t, handler, {Value::SmallInt(number), CurrentFrame(t)}).is_null()) {
      // What is left comes at the next poll.
      if (pending >> 1) {
        g_pending.fetch_or((pending >> 1) << number);
        t->poll.fetch_or(kPollSignal);
      }
      return false;
    }
  }
  return true;
}

void ForgetSignals(Thread* t) {
  if (t == nullptr) return;
  g_owner.compare_exchange_strong(t, nullptr);
}

bool InitSignalModule(Thread* t, Module* module) {
  for (const Number& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  static constexpr const char* kInfo[] = {"si_signo", "si_code",   "si_errno", "si_pid",
                                          "si_uid",   "si_status", "si_band"};
  Class* info = NewStructClass(t, "signal", "struct_siginfo", kInfo);
  if (!Keep(t, KeptClass::kItimerSiginfo, info) ||
      !SetModuleValue(t, module, "struct_siginfo", info) ||
      !SetModuleInt(t, module, "SIGRTMIN", SIGRTMIN) ||
      !SetModuleInt(t, module, "SIGRTMAX", SIGRTMAX) || !AddModuleNatives(t, module, kRows)) {
    return false;
  }
  ClassOptions options;
  options.kind = Kind::kException;
  options.native_size = ExceptionClass(t, Exc::kOSError)->native_size;
  options.flags = kClassBaseable | kClassIsException;
  options.instance_slots = true;
  options.module = NewStrUtf8(t, "signal");
  Str* name = Intern(t, "ItimerError");
  if (options.module.is_null() || name == nullptr) return false;
  Class* error = NewNativeClass(t, name, ExceptionClass(t, Exc::kOSError), options);
  if (error == nullptr || !RefreshClass(t, error) ||
      !SetModuleValue(t, module, "ItimerError", error)) {
    return false;
  }
  Tuple* handlers = NewTuple(t, kSignals);
  if (handlers == nullptr) return false;
  Str* key = Intern(t, "default_int_handler");
  if (key == nullptr) return false;
  for (int number = 0; number < kSignals; ++number) {
    handlers->items[number] = NoneOf(t);
    struct sigaction action;
    if (number == 0 || sigaction(number, nullptr, &action) != 0) continue;
    if (action.sa_handler == SIG_DFL || action.sa_handler == SIG_IGN) {
      handlers->items[number] = Value::SmallInt(action.sa_handler == SIG_IGN);
    } else if (number == SIGINT) {
      // The program's own: it asks for a KeyboardInterrupt as the default handler does.
      handlers->items[number] = NamespaceGet(module->dict, key);
    }
  }
  WriteBarrier(t, handlers);
  StdlibOf(t)->signal_handlers = handlers;
  InterpOf(t)->on_signal = RunSignalHandlers;
  return true;
}

}  // namespace pyjit
