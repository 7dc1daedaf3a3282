// time: time, time_ns, perf_counter, perf_counter_ns, monotonic, monotonic_ns,
// process_time, process_time_ns, thread_time, thread_time_ns, sleep; the calendar is
// in time_calendar.cc, clocks by number in time_clocks.cc.
//
// Clocks that tell the world's time need the host's allow_clock; those that
// only measure durations are always there.
#include <algorithm>
#include <cmath>
#include <ctime>

#include "interp/interpreter.h"
#include "runtime/error.h"
#include "runtime/python_threads.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "stdlib/state.h"
#include "stdlib/time_internal.h"

namespace pyjit {
namespace {

int64_t Nanoseconds(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec;
}

template <clockid_t kClock>
Value Seconds(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (kClock == CLOCK_REALTIME && !t->isolate->options().allow_clock) {
    return RaiseText(t, Exc::kPermissionError, "the host does not allow the clock to be read");
  }
  return NewFloat(t, static_cast<double>(Nanoseconds(kClock)) * 1e-9);
}
template <clockid_t kClock>
Value InNanoseconds(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (kClock == CLOCK_REALTIME && !t->isolate->options().allow_clock) {
    return RaiseText(t, Exc::kPermissionError, "the host does not allow the clock to be read");
  }
  return IntFromInt64(t, Nanoseconds(kClock));
}

Value Sleep(Thread* t, Value* args, size_t nargs, Value kwnames) {
  double seconds;
  if (!IsFloat(args[0])) {
    Value index = NumberIndex(t, args[0]);
    if (index.is_null()) return index;
    args[0] = index;
  }
  if (!ArgumentAsDouble(t, args[0], &seconds)) return Value();
  if (std::isnan(seconds)) {
    return RaiseText(t, Exc::kValueError, "Invalid value NaN (not a number)");
  }
  if (seconds < 0) return RaiseText(t, Exc::kValueError, "sleep length must be non-negative");
  if (seconds > 9.2e9) {
    return RaiseText(t, Exc::kOverflowError, "timestamp too large to convert to C _PyTime_t");
  }
  // Handlers of signals run meanwhile; one that does not raise ends no sleep.
  const int64_t end = Nanoseconds(CLOCK_MONOTONIC) + static_cast<int64_t>(seconds * 1e9);
  for (;;) {
    const int64_t left = end - Nanoseconds(CLOCK_MONOTONIC);
    if (ThreadsOf(t)->Sleep(t, std::max<int64_t>(left, 0)) == WaitResult::kInterrupted &&
        !HandlePoll(t)) {
      return Value();
    }
    if (left <= 0) return NoneOf(t);
  }
}

constexpr uint32_t kClockEffects = kReadsHeap | kWritesHeap | kCollects;
constexpr NativeInfo kRows[] = {
    {"time", Seconds<CLOCK_REALTIME>, "()", kClockEffects | kRaises,
     "Return the current time in seconds since the Epoch."},
    {"time_ns", InNanoseconds<CLOCK_REALTIME>, "()", kClockEffects | kRaises,
     "Return the current time in nanoseconds since the Epoch."},
    {"perf_counter", Seconds<CLOCK_MONOTONIC>, "()", kClockEffects,
     "Performance counter for benchmarking."},
    {"perf_counter_ns", InNanoseconds<CLOCK_MONOTONIC>, "()", kClockEffects,
     "Performance counter for benchmarking as nanoseconds."},
    {"monotonic", Seconds<CLOCK_MONOTONIC>, "()", kClockEffects,
     "Monotonic clock, cannot go backward."},
    {"monotonic_ns", InNanoseconds<CLOCK_MONOTONIC>, "()", kClockEffects,
     "Monotonic clock, cannot go backward, as nanoseconds."},
    {"process_time", Seconds<CLOCK_PROCESS_CPUTIME_ID>, "()", kClockEffects,
     "Process time for profiling: sum of the kernel and user-space CPU time."},
    {"process_time_ns", InNanoseconds<CLOCK_PROCESS_CPUTIME_ID>, "()", kClockEffects,
     "Process time for profiling as nanoseconds."},
    {"thread_time", Seconds<CLOCK_THREAD_CPUTIME_ID>, "()", kClockEffects,
     "Thread time for profiling: sum of the kernel and user-space CPU time."},
    {"thread_time_ns", InNanoseconds<CLOCK_THREAD_CPUTIME_ID>, "()", kClockEffects,
     "Thread time for profiling as nanoseconds."},
    {"sleep", Sleep, "(seconds, /)", kAnything,
     "Delay execution for a given number of seconds."},
};

}  // namespace

bool InitTimeModule(Thread* t, Module* module) {
  return AddModuleNatives(t, module, kRows) && AddTimeCalendar(t, module) &&
         AddTimeClocks(t, module);
}

}  // namespace pyjit
