// time: clocks by number, and what is known about clocks.
#include <pthread.h>

#include <cmath>
#include <ctime>

#include "runtime/attributes.h"
#include "runtime/intern.h"
#include "runtime/types/float.h"
#include "runtime/types/simple_namespace.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"
#include "stdlib/struct_sequence.h"
#include "stdlib/time_internal.h"

namespace pyjit {
namespace {

Value Seconds(Thread* t, const struct timespec& time) {
  return NewFloat(t, static_cast<double>(time.tv_sec) + 1e-9 * static_cast<double>(time.tv_nsec));
}

bool ReadClock(Thread* t, Value id, struct timespec* out) {
  int clock;
  if (!ParseInt32(t, id, &clock) || !AllowClock(t)) return false;
  if (clock_gettime(clock, out) == 0) return true;
  RaiseErrno(t);
  return false;
}
Value ClockGettime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  struct timespec now;
  return ReadClock(t, args[0], &now) ? Seconds(t, now) : Value();
}
Value ClockGettimeNs(Thread* t, Value* args, size_t nargs, Value kwnames) {
  struct timespec now;
  return ReadClock(t, args[0], &now)
             ? IntFromInt64(t, static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec)
             : Value();
}
Value ClockGetres(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int clock;
  struct timespec step;
  if (!ParseInt32(t, args[0], &clock)) return Value();
  return clock_getres(clock, &step) == 0 ? Seconds(t, step) : RaiseErrno(t);
}
template <bool kNanoseconds>
Value ClockSettime(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int clock;
  struct timespec when;
  if (!ParseInt32(t, args[0], &clock) || !ParseTimestamp(t, args[1], kNanoseconds, &when) ||
      !AllowClock(t)) {
    return Value();
  }
  return clock_settime(clock, &when) == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value PthreadClock(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t thread;
  clockid_t clock;
  if (!ParseInt64(t, args[0], &thread)) return Value();
  // Threads are known by idents of our own: only the running one is found.
  errno = static_cast<uint64_t>(thread) == ThreadsOf(t)->ident()
              ? pthread_getcpuclockid(pthread_self(), &clock)
              : ESRCH;
  return errno == 0 ? Value::SmallInt(clock) : RaiseErrno(t);
}

struct ClockInfo {
  absl::string_view name;
  const char* implementation;
  clockid_t clock;
  bool monotonic, adjustable;
};
constexpr ClockInfo kClocks[] = {
    {"time", "clock_gettime(CLOCK_REALTIME)", CLOCK_REALTIME, false, true},
    {"monotonic", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
    {"perf_counter", "clock_gettime(CLOCK_MONOTONIC)", CLOCK_MONOTONIC, true, false},
    {"process_time", "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", CLOCK_PROCESS_CPUTIME_ID, true,
     false},
    {"thread_time", "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", CLOCK_THREAD_CPUTIME_ID, true,
     false},
};
Value GetClockInfo(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!IsStr(args[0])) {
    return Raise(t, Exc::kTypeError, "get_clock_info() argument 1 must be str, not %s",
                 ClassNameOf(t, args[0]));
  }
  for (const ClockInfo& row : kClocks) {
    if (!StrEqualsAscii(args[0].as<Str>(), row.name)) continue;
    struct timespec step = {0, 1};
    clock_getres(row.clock, &step);
    Value ns = NewSimpleNamespace(t);
    if (ns.is_null()) return ns;
    auto set = [&](absl::string_view name, Value value) {
      Str* key = Intern(t, name);
      return key != nullptr && !value.is_null() && SetAttr(t, ns, key, value);
    };
    return set("implementation", NewStrUtf8(t, row.implementation)) &&
                   set("monotonic", t->isolate->Bool(row.monotonic)) &&
                   set("adjustable", t->isolate->Bool(row.adjustable)) &&
                   set("resolution", Seconds(t, step))
               ? ns
               : Value();
  }
  return RaiseText(t, Exc::kValueError, "unknown clock");
}

constexpr NativeInfo kRows[] = {
    {"clock_gettime", ClockGettime, "(clk_id, /)", kAnything,
     "Return the time of the specified clock clk_id as a float."},
    {"clock_gettime_ns", ClockGettimeNs, "(clk_id, /)", kAnything,
     "Return the time of the specified clock clk_id as nanoseconds (int)."},
    {"clock_getres", ClockGetres, "(clk_id, /)", kAnything,
     "Return the resolution (precision) of the specified clock clk_id."},
    {"clock_settime", ClockSettime<false>, "(clk_id, time, /)", kAnything,
     "Set the time of the specified clock clk_id."},
    {"clock_settime_ns", ClockSettime<true>, "(clk_id, time, /)", kAnything,
     "Set the time of the specified clock clk_id with nanoseconds."},
    {"pthread_getcpuclockid", PthreadClock, "(thread_id, /)", kAnything,
     "Return the clk_id of a thread's CPU time clock."},
    {"get_clock_info", GetClockInfo, "(name, /)", kAnything,
     "Get information of the specified clock."},
};

}  // namespace

bool AddTimeClocks(Thread* t, Module* module) {
  struct Number {
    const char* name;
    int value;
  };
  static constexpr Number kNumbers[] = {{"CLOCK_REALTIME", CLOCK_REALTIME},
                                        {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
                                        {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
                                        {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
                                        {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
                                        {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
                                        {"CLOCK_TAI", CLOCK_TAI}};
  for (const Number& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  return AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
