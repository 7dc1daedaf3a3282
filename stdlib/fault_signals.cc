#include "stdlib/fault_signals.h"

#include <pthread.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "stdlib/traceback_dump.h"

namespace pyjit {
namespace {

struct Fatal {
  int number;
  const char* name;
};
constexpr Fatal kFatal[] = {
    {SIGBUS, "Bus error"},
    {SIGILL, "Illegal instruction"},
    {SIGFPE, "Floating point exception"},
    {SIGABRT, "Aborted"},
    {SIGSEGV, "Segmentation fault"},
};
constexpr int kFatalCount = sizeof(kFatal) / sizeof(kFatal[0]);
constexpr int kSignals = 65;

// Beside signal_module.cc's, the only process-wide state: what handlers read.
std::atomic<Thread*> g_thread{nullptr};  // null: not enabled
std::atomic<int> g_fd{2};
std::atomic<bool> g_all{true};
struct sigaction g_before[kFatalCount];

struct Registered {
  std::atomic<Thread*> thread{nullptr};
  std::atomic<int> fd{2};
  std::atomic<bool> all{true}, chain{false};
  struct sigaction before = {};
};
Registered g_registered[kSignals];

void Dump(int fd, Thread* t, bool all) {
  if (all) {
    DumpAllTracebacks(fd, t, true);
  } else {
    DumpTraceback(fd, t);
  }
}

void OnFatal(int number) {
  const int error = errno;
  int i = 0;
  while (i < kFatalCount && kFatal[i].number != number) ++i;
  // What comes now, from here or behind, ends the process.
  if (i < kFatalCount) sigaction(number, &g_before[i], nullptr);
  Thread* t = g_thread.exchange(nullptr);
  if (t != nullptr && i < kFatalCount) {
    const int fd = g_fd.load();
    WriteRaw(fd, "Fatal Python error: ");
    WriteRaw(fd, kFatal[i].name);
    WriteRaw(fd, "\n\n");
    Dump(fd, t, g_all.load());
  }
  errno = error;
  raise(number);  // held back until this handler returns
}

void OnRegistered(int number) {
  const int error = errno;
  Registered& row = g_registered[number];
  Thread* t = row.thread.load();
  if (t == nullptr) return;
  Dump(row.fd.load(), t, row.all.load());
  if (row.chain.load()) {
    struct sigaction ours;
    sigaction(number, &row.before, &ours);
    errno = error;
    raise(number);
    // With its own handler the signal comes while it is let in.
    sigset_t one, before;
    sigemptyset(&one);
    sigaddset(&one, number);
    pthread_sigmask(SIG_UNBLOCK, &one, &before);
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    sigaction(number, &ours, nullptr);
  }
  errno = error;
}

// A stack of their own for handlers: a stack overflow is one of the faults.
bool UseSignalStack() {
  stack_t now;
  if (sigaltstack(nullptr, &now) == 0 && !(now.ss_flags & SS_DISABLE)) return true;
  constexpr size_t kSize = 64 << 10;
  stack_t stack = {};
  stack.ss_sp = std::malloc(kSize);  // lives as long as the native thread
  stack.ss_size = kSize;
  return stack.ss_sp != nullptr && sigaltstack(&stack, nullptr) == 0;
}

}  // namespace

bool IsFatalSignal(int number) {
  for (const Fatal& row : kFatal) {
    if (row.number == number) return true;
  }
  return false;
}

bool EnableFaults(Thread* t, int fd, bool all_threads) {
  g_fd.store(fd);
  g_all.store(all_threads);
  if (g_thread.exchange(t) != nullptr) return true;
  UseSignalStack();
  for (int i = 0; i < kFatalCount; ++i) {
    struct sigaction action = {};
    action.sa_handler = OnFatal;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_NODEFER | SA_ONSTACK;
    if (sigaction(kFatal[i].number, &action, &g_before[i]) != 0) return false;
  }
  return true;
}

bool DisableFaults() {
  if (g_thread.exchange(nullptr) == nullptr) return false;
  for (int i = 0; i < kFatalCount; ++i) sigaction(kFatal[i].number, &g_before[i], nullptr);
  return true;
}

bool FaultsEnabled() { return g_thread.load() != nullptr; }

bool RegisterFaultSignal(Thread* t, int number, int fd, bool all_threads, bool chain) {
  Registered& row = g_registered[number];
  row.fd.store(fd);
  row.all.store(all_threads);
  row.chain.store(chain);
  if (row.thread.load() == nullptr) {
    UseSignalStack();
    struct sigaction action = {};
    action.sa_handler = OnRegistered;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART | SA_ONSTACK | (chain ? SA_NODEFER : 0);
    if (sigaction(number, &action, &row.before) != 0) return false;
  }
  row.thread.store(t);
  return true;
}

bool UnregisterFaultSignal(int number) {
  Registered& row = g_registered[number];
  if (row.thread.load() == nullptr) return false;
  sigaction(number, &row.before, nullptr);
  row.thread.store(nullptr);
  return true;
}

void ForgetFaults(Thread* t) {
  if (g_thread.load() == t) DisableFaults();
  for (int i = 1; i < kSignals; ++i) {
    if (g_registered[i].thread.load() == t) UnregisterFaultSignal(i);
  }
}

// --- After a time ---

struct FaultTimer::State {
  Thread* t;
  Options options;
  std::string header;
  pthread_t thread = {};
  pid_t process = getpid();
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  pthread_cond_t changed;
  bool cancelled = false;
};

void* FaultTimer::Main(void* argument) {
  auto* state = static_cast<State*>(argument);
  pthread_mutex_lock(&state->mutex);
  struct timespec end;
  clock_gettime(CLOCK_MONOTONIC, &end);
  do {
    const int64_t ns = end.tv_nsec + state->options.nanoseconds % 1000000000;
    end.tv_sec += state->options.nanoseconds / 1000000000 + ns / 1000000000;
    end.tv_nsec = ns % 1000000000;
    int result = 0;
    while (!state->cancelled && result != ETIMEDOUT) {
      result = pthread_cond_timedwait(&state->changed, &state->mutex, &end);
    }
    if (state->cancelled) break;
    WriteRaw(state->options.fd, state->header);
    DumpAllTracebacks(state->options.fd, state->t, false);
    if (state->options.exit) _exit(1);
  } while (state->options.repeat);
  pthread_mutex_unlock(&state->mutex);
  return nullptr;
}

FaultTimer::FaultTimer(Thread* t, const Options& options) : state_(new State{t, options, ""}) {
  const int64_t micro = options.nanoseconds / 1000, seconds = micro / 1000000;
  char text[80];
  int n = std::snprintf(text, sizeof(text), "Timeout (%ld:%02ld:%02ld", long(seconds / 3600),
                        long(seconds / 60 % 60), long(seconds % 60));
  if (micro % 1000000 != 0) {
    n += std::snprintf(text + n, sizeof(text) - static_cast<size_t>(n), ".%06ld",
                       long(micro % 1000000));
  }
  state_->header = std::string(text, static_cast<size_t>(n)) + ")!\n";
  pthread_condattr_t attributes;
  pthread_condattr_init(&attributes);
  pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
  pthread_cond_init(&state_->changed, &attributes);
  pthread_condattr_destroy(&attributes);
  // Signals are for the threads that run Python.
  sigset_t all, before;
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &before);
  const int error = pthread_create(&state_->thread, nullptr, Main, state_.get());
  pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (error != 0) state_.reset();
}

FaultTimer::~FaultTimer() {
  if (state_ == nullptr) return;
  if (getpid() != state_->process) {  // in the child of a fork there is no such thread
    (void)state_.release();
    return;
  }
  pthread_mutex_lock(&state_->mutex);
  state_->cancelled = true;
  pthread_cond_signal(&state_->changed);
  pthread_mutex_unlock(&state_->mutex);
  pthread_join(state_->thread, nullptr);
  pthread_cond_destroy(&state_->changed);
}

}  // namespace pyjit
