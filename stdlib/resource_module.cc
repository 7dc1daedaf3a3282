// resource: getrlimit, setrlimit, prlimit, getrusage, getpagesize.
#include <sys/resource.h>
#include <unistd.h>

#include "runtime/types/tuple.h"
#include "stdlib/posix_internal.h"
#include "stdlib/struct_sequence.h"

namespace pyjit {
namespace {

bool ParseResource(Thread* t, Value v, int* out) {
  if (!ParseInt32(t, v, out)) return false;
  if (*out >= 0 && *out < static_cast<int>(RLIMIT_NLIMITS)) return true;
  RaiseText(t, Exc::kValueError, "invalid resource specified");
  return false;
}
// RLIM_INFINITY is -1 for Python.
bool ParseLimits(Thread* t, Value v, struct rlimit* out) {
  Tuple* pair = NewTupleFrom(t, v);
  if (pair == nullptr) return false;
  if (pair->length != 2) {
    RaiseText(t, Exc::kValueError, "expected a tuple of 2 integers");
    return false;
  }
  int64_t soft, hard;
  if (!ParseInt64(t, pair->items[0], &soft) || !ParseInt64(t, pair->items[1], &hard)) return false;
  out->rlim_cur = static_cast<rlim_t>(soft);
  out->rlim_max = static_cast<rlim_t>(hard);
  return true;
}
Value LimitsValue(Thread* t, const struct rlimit& limits) {
  Value soft = IntFromInt64(t, static_cast<int64_t>(limits.rlim_cur));
  Value hard = soft.is_null() ? soft : IntFromInt64(t, static_cast<int64_t>(limits.rlim_max));
  return hard.is_null() ? hard : Value(TuplePack(t, soft, hard));
}
Value RaiseLimit(Thread* t) {
  if (errno == EINVAL) {
    return RaiseText(t, Exc::kValueError, "current limit exceeds maximum limit");
  }
  if (errno == EPERM) {
    return RaiseText(t, Exc::kValueError, "not allowed to raise maximum limit");
  }
  return RaiseErrno(t);
}

Value GetLimit(Thread* t, Value* args, size_t, Value) {
  int resource;
  struct rlimit limits;
  if (!ParseResource(t, args[0], &resource) || !AllowProcesses(t)) return Value();
  if (getrlimit(static_cast<__rlimit_resource>(resource), &limits) != 0) return RaiseErrno(t);
  return LimitsValue(t, limits);
}
Value SetLimit(Thread* t, Value* args, size_t, Value) {
  int resource;
  struct rlimit limits;
  if (!ParseResource(t, args[0], &resource) || !ParseLimits(t, args[1], &limits) ||
      !AllowProcesses(t)) {
    return Value();
  }
  if (setrlimit(static_cast<__rlimit_resource>(resource), &limits) != 0) return RaiseLimit(t);
  return NoneOf(t);
}
Value ProcessLimit(Thread* t, Value* args, size_t, Value) {
  int pid, resource;
  struct rlimit limits, before;
  const bool set = !args[2].is_null();
  if (!ParseInt32(t, args[0], &pid) || !ParseResource(t, args[1], &resource) ||
      (set && !ParseLimits(t, args[2], &limits)) || !AllowProcesses(t)) {
    return Value();
  }
  if (prlimit(pid, static_cast<__rlimit_resource>(resource), set ? &limits : nullptr, &before) !=
      0) {
    return errno == EINVAL ? RaiseLimit(t) : RaiseErrno(t);
  }
  return LimitsValue(t, before);
}
Value GetUsage(Thread* t, Value* args, size_t, Value) {
  int who;
  struct rusage usage;
  if (!ParseInt32(t, args[0], &who) || !AllowProcesses(t)) return Value();
  if (getrusage(static_cast<__rusage_who>(who), &usage) == 0) return RusageResult(t, usage);
  if (errno == EINVAL) return RaiseText(t, Exc::kValueError, "invalid who parameter");
  return RaiseErrno(t);
}
Value PageSize(Thread*, Value*, size_t, Value) { return Value::SmallInt(sysconf(_SC_PAGESIZE)); }

constexpr NativeInfo kRows[] = {
    {"getrlimit", GetLimit, "($module, resource, /)", kAnything, nullptr},
    {"setrlimit", SetLimit, "($module, resource, limits, /)", kAnything, nullptr},
    {"prlimit", ProcessLimit, "(pid, resource, limits=<unrepresentable>, /)", kAnything, nullptr},
    {"getrusage", GetUsage, "($module, who, /)", kAnything, nullptr},
    {"getpagesize", PageSize, "($module, /)", kAnything, nullptr},
};

struct Number {
  const char* name;
  int64_t value;
};
#define ROW(name) {#name, static_cast<int64_t>(name)},
constexpr Number kNumbers[] = {
    ROW(RLIMIT_AS) ROW(RLIMIT_CORE) ROW(RLIMIT_CPU) ROW(RLIMIT_DATA) ROW(RLIMIT_FSIZE)
    ROW(RLIMIT_MEMLOCK) ROW(RLIMIT_MSGQUEUE) ROW(RLIMIT_NICE) ROW(RLIMIT_NOFILE)
    ROW(RLIMIT_NPROC) ROW(RLIMIT_OFILE) ROW(RLIMIT_RSS) ROW(RLIMIT_RTPRIO) ROW(RLIMIT_RTTIME)
    ROW(RLIMIT_SIGPENDING) ROW(RLIMIT_STACK) ROW(RLIM_INFINITY) ROW(RUSAGE_CHILDREN)
    ROW(RUSAGE_SELF) ROW(RUSAGE_THREAD)};
#undef ROW

}  // namespace

bool InitResourceModule(Thread* t, Module* module) {
  for (const Number& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  static constexpr const char* kFields[] = {
      "ru_utime", "ru_stime", "ru_maxrss", "ru_ixrss", "ru_idrss", "ru_isrss", "ru_minflt",
      "ru_majflt", "ru_nswap", "ru_inblock", "ru_oublock", "ru_msgsnd", "ru_msgrcv",
      "ru_nsignals", "ru_nvcsw", "ru_nivcsw"};
  Class* cls = NewStructClass(t, "resource", "struct_rusage", kFields);
  return cls != nullptr && SetModuleValue(t, module, "struct_rusage", cls) &&
         SetModuleValue(t, module, "error", ExceptionClass(t, Exc::kOSError)) &&
         AddModuleNatives(t, module, kRows);
}

}  // namespace pyjit
