// faulthandler: tracebacks on fatal signals, on chosen signals, after a time.
//   traceback_dump.cc  writing them in any state
//   fault_signals.cc   signals and the timer
#include <pthread.h>
#include <signal.h>

#include <cmath>
#include <cstdlib>
#include <memory>

#include "runtime/frame_object.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/tuple.h"
#include "stdlib/fault_signals.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"
#include "stdlib/traceback_dump.h"

namespace pyjit {
namespace {

// faulthandler's part of an isolate. The files are kept open by being kept alive.
struct FaultState final : RootProvider {
  explicit FaultState(Thread* thread) : t(thread) {}
  ~FaultState() { ForgetFaults(t); }
  void VisitRoots(RootVisitor* visitor) override {
    visitor->Visit(&file);
    visitor->Visit(&timer_file);
    for (Value& v : signal_files) visitor->Visit(&v);
  }
  Thread* t;
  Value file, timer_file, signal_files[65];
  std::unique_ptr<FaultTimer> timer;
};
FaultState* Faults(Thread* t) { return static_cast<FaultState*>(StdlibOf(t)->faults.get()); }

// A file argument: a descriptor, or what has fileno() and flush(); absent: sys.stderr.
bool ParseFile(Thread* t, Value* file, int* fd) {
  if (file->is_null() || *file == NoneOf(t)) {
    Str* name = Intern(t, "stderr");
    *file = name == nullptr ? Value() : SysValue(t, name);
    if (file->is_null()) {
      RaiseText(t, Exc::kRuntimeError, "unable to get sys.stderr");
      return false;
    }
    if (*file == NoneOf(t)) {
      RaiseText(t, Exc::kRuntimeError, "sys.stderr is None");
      return false;
    }
  } else if (IsInt(*file)) {
    if (!ParseInt32(t, *file, fd)) return false;
    if (*fd < 0) RaiseText(t, Exc::kValueError, "file is not a valid file descripter");
    return *fd >= 0;
  }
  Str* fileno = Intern(t, "fileno");
  Str* flush = fileno == nullptr ? nullptr : Intern(t, "flush");
  if (flush == nullptr) return false;
  Value number = CallMethod(t, *file, fileno, nullptr, 0);
  if (number.is_null()) return false;
  int64_t n = -1;
  if (!IsInt(number) || !IntAsInt64(number, &n) || n < 0 || n > INT32_MAX) {
    RaiseText(t, Exc::kRuntimeError, "file.fileno() is not a valid file descriptor");
    return false;
  }
  *fd = static_cast<int>(n);
  // Only so that lines come in order: whether it works does not matter.
  if (CallMethod(t, *file, flush, nullptr, 0).is_null()) t->exception = Value();
  return AllowProcesses(t);
}

Value Enable(Thread* t, Value* args, size_t, Value) {
  Value file = args[0];
  int fd = 2;
  const int all = ParseFlag(t, args[1], true);
  if (all < 0 || !ParseFile(t, &file, &fd)) return Value();
  Faults(t)->file = file;
  if (!EnableFaults(t, fd, all != 0)) return RaiseErrno(t);
  return NoneOf(t);
}
Value Disable(Thread* t, Value*, size_t, Value) {
  Faults(t)->file = Value();
  return t->isolate->Bool(DisableFaults());
}
Value IsEnabled(Thread* t, Value*, size_t, Value) { return t->isolate->Bool(FaultsEnabled()); }

Value Dump(Thread* t, Value* args, size_t, Value) {
  Value file = args[0];
  int fd = 2;
  const int all = ParseFlag(t, args[1], true);
  if (all < 0 || !ParseFile(t, &file, &fd)) return Value();
  ForceFrames(t);
  if (all) {
    DumpAllTracebacks(fd, t, true);
  } else {
    DumpTraceback(fd, t);
  }
  return NoneOf(t);
}

// dump_traceback_later(timeout, repeat=False, file=sys.stderr, exit=False)
Value DumpLater(Thread* t, Value* args, size_t, Value) {
  double seconds;
  FaultTimer::Options options;
  Value file = args[2];
  if (IsFloat(args[0])) {
    seconds = FloatValue(args[0]);
  } else {
    Value index = NumberIndex(t, args[0]);
    if (index.is_null() || !IntToDouble(t, index, &seconds)) return Value();
  }
  const int repeat = ParseFlag(t, args[1], false);
  const int exit = repeat < 0 ? -1 : ParseFlag(t, args[3], false);
  if (exit < 0) return Value();
  if (std::isnan(seconds)) {
    return RaiseText(t, Exc::kValueError, "Invalid value NaN (not a number)");
  }
  if (std::fabs(seconds) > 9.2e9) {
    return RaiseText(t, Exc::kOverflowError, "timeout value is too large");
  }
  options.nanoseconds = static_cast<int64_t>(std::ceil(seconds * 1e9));
  if (options.nanoseconds <= 0) {
    return RaiseText(t, Exc::kValueError, "timeout must be greater than 0");
  }
  options.repeat = repeat != 0;
  options.exit = exit != 0;
  if (!ParseFile(t, &file, &options.fd)) return Value();
  FaultState* faults = Faults(t);
  faults->timer.reset();
  faults->timer_file = file;
  faults->timer = std::make_unique<FaultTimer>(t, options);
  if (faults->timer->started()) return NoneOf(t);
  faults->timer.reset();
  return RaiseText(t, Exc::kRuntimeError, "unable to start watchdog thread");
}
Value CancelLater(Thread* t, Value*, size_t, Value) {
  Faults(t)->timer.reset();
  Faults(t)->timer_file = Value();
  return NoneOf(t);
}

bool ParseSignal(Thread* t, Value v, int* out) {
  if (!ParseInt32(t, v, out)) return false;
  if (IsFatalSignal(*out)) {
    Raise(t, Exc::kRuntimeError, "signal %d cannot be registered, use enable() instead", *out);
    return false;
  }
  if (*out >= 1 && *out < 65) return true;
  RaiseText(t, Exc::kValueError, "signal number out of range");
  return false;
}
// register(signum, file=sys.stderr, all_threads=True, chain=False)
Value Register(Thread* t, Value* args, size_t, Value) {
  int number, fd = 2;
  Value file = args[1];
  const int all = ParseFlag(t, args[2], true);
  const int chain = all < 0 ? -1 : ParseFlag(t, args[3], false);
  if (chain < 0 || !ParseSignal(t, args[0], &number) || !ParseFile(t, &file, &fd)) return Value();
  if (!RegisterFaultSignal(t, number, fd, all != 0, chain != 0)) return RaiseErrno(t);
  Faults(t)->signal_files[number] = file;
  return NoneOf(t);
}
Value Unregister(Thread* t, Value* args, size_t, Value) {
  int number;
  if (!ParseSignal(t, args[0], &number)) return Value();
  Faults(t)->signal_files[number] = Value();
  return t->isolate->Bool(UnregisterFaultSignal(number));
}

// --- Faults to try it with ---

// Where they end: after an aborted or ignored signal they return.
Value Fault(Thread* t, int number) {
  if (!AllowProcesses(t)) return Value();
  raise(number);
  return NoneOf(t);
}
Value Segfault(Thread* t, Value* args, size_t, Value) {
  const int release = ParseFlag(t, args[0], false);
  if (release < 0) return Value();
  return Fault(t, SIGSEGV);
}
Value ReadNull(Thread* t, Value*, size_t, Value) {
  if (!AllowProcesses(t)) return Value();
  volatile int* volatile nowhere = nullptr;
  return Value::SmallInt(*nowhere);
}
Value Abort(Thread* t, Value*, size_t, Value) {
  if (!AllowProcesses(t)) return Value();
  std::abort();
}
Value FloatingPoint(Thread* t, Value*, size_t, Value) { return Fault(t, SIGFPE); }

__attribute__((noinline)) int64_t Overflow(volatile char* outer, int64_t depth) {
  volatile char frame[4096];
  frame[0] = outer == nullptr ? 0 : outer[0];
  if (depth == INT64_MAX) return frame[0];
  return Overflow(frame, depth + 1) + frame[0];
}
Value StackOverflow(Thread* t, Value*, size_t, Value) {
  if (!AllowProcesses(t)) return Value();
  Overflow(nullptr, 0);
  return RaiseText(t, Exc::kRuntimeError, "unable to raise a stack overflow");
}

void* FatalThread(void* argument) {
  auto* t = static_cast<Thread*>(argument);
  WriteRaw(2,
           "Fatal Python error: faulthandler_fatal_error_thread: in new thread\n"
           "Python runtime state: initialized\n\n");
  DumpAllTracebacks(2, t, false);
  DisableFaults();
  std::abort();
}
Value FatalErrorThread(Thread* t, Value*, size_t, Value) {
  if (!AllowProcesses(t)) return Value();
  pthread_t thread;
  errno = pthread_create(&thread, nullptr, FatalThread, t);
  if (errno != 0) return RaiseErrno(t);
  pthread_join(thread, nullptr);
  return NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"enable", Enable, "(file=None, all_threads=True)", kAnything | kLooksAtFrames,
     "Enable the fault handler."},
    {"disable", Disable, "()", kAnything, "Disable the fault handler."},
    {"is_enabled", IsEnabled, "()", kAnything, "Check if the handler is enabled."},
    {"dump_traceback", Dump, "(file=None, all_threads=True)", kAnything | kLooksAtFrames,
     "Dump the traceback of the current thread, or of all threads, into file."},
    {"dump_traceback_later", DumpLater, "(timeout, repeat=False, file=None, exit=False)",
     kAnything | kLooksAtFrames,
     "Dump the traceback of all threads in timeout seconds, or each timeout seconds if repeat "
     "is True."},
    {"cancel_dump_traceback_later", CancelLater, "()", kAnything,
     "Cancel the previous call to dump_traceback_later()."},
    {"register", Register, "(signum, file=None, all_threads=True, chain=False)",
     kAnything | kLooksAtFrames, "Register a handler for the signal signum."},
    {"unregister", Unregister, "(signum, /)", kAnything,
     "Unregister the handler of the signal signum registered by register()."},
    {"_sigsegv", Segfault, "(release_gil=False, /)", kAnything | kLooksAtFrames,
     "Raise a SIGSEGV signal."},
    {"_read_null", ReadNull, "()", kAnything | kLooksAtFrames, "Read from NULL."},
    {"_sigabrt", Abort, "()", kAnything | kLooksAtFrames, "Raise a SIGABRT signal."},
    {"_sigfpe", FloatingPoint, "()", kAnything | kLooksAtFrames, "Raise a SIGFPE signal."},
    {"_stack_overflow", StackOverflow, "()", kAnything | kLooksAtFrames,
     "Recursive call to raise a stack overflow."},
    {"_fatal_error_c_thread", FatalErrorThread, "()", kAnything | kLooksAtFrames,
     "End the process from a new native thread."},
};

}  // namespace

bool InitFaulthandlerModule(Thread* t, Module* module) {
  if (StdlibOf(t)->faults == nullptr) {
    auto state = std::make_shared<FaultState>(t);
    StdlibOf(t)->faults = state;
    t->heap->AddRootProvider(state.get());
  }
  return AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
