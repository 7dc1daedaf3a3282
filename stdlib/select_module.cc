// select: select, poll; epoll is in select_epoll.cc.
#include <poll.h>
#include <sys/select.h>

#include <climits>
#include <cmath>
#include <ctime>
#include <map>
#include <vector>

#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/posix_support.h"
#include "stdlib/select_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// poll() until something is ready, the time is over (0) or an error (-1, with
// an exception pending).
int PollFor(Thread* t, std::vector<struct pollfd>* fds, int64_t limit) {
  const int64_t end = limit < 0 ? 0 : SelectClock() + limit;
  for (;;) {
    struct timespec left = {}, *wait = nullptr;
    if (limit >= 0) {
      const int64_t rest = std::max<int64_t>(0, end - SelectClock());
      left = {static_cast<time_t>(rest / 1000000000), static_cast<long>(rest % 1000000000)};
      wait = &left;
    }
    int n;
    {
      BlockingCall blocking(t);
      n = ppoll(fds->data(), fds->size(), wait, nullptr);
    }
    if (n >= 0) return n;
    if (errno != EINTR) {
      RaiseErrno(t);
      return -1;
    }
    if (!HandlePoll(t)) return -1;
  }
}

// --- select.select ---

struct Watched {
  int fd;
  Value object;  // kept alive by a list
};
bool ParseWatched(Thread* t, Value v, List** keep, std::vector<Watched>* out) {
  *keep = NewList(t);
  if (*keep == nullptr) return false;
  // A list is read as it is: fileno() may change it.
  List* items = IsKind(v, Kind::kList) ? v.as<List>() : NewListFrom(t, v);
  if (items == nullptr) {
    if (PendingIs(t, Exc::kTypeError)) {
      TakeException(t);
      RaiseText(t, Exc::kTypeError, "arguments 1-3 must be sequences");
    }
    return false;
  }
  for (int64_t i = 0; i < items->length; ++i) {
    int fd;
    Value object = ListGet(t, items, i);
    if (object.is_null() || !ListAppend(t, *keep, object) || !ParseFileno(t, object, &fd)) {
      return false;
    }
    if (fd >= FD_SETSIZE) {
      RaiseText(t, Exc::kValueError, "filedescriptor out of range in select()");
      return false;
    }
    out->push_back({fd, object});
  }
  return true;
}
Value Ready(Thread* t, const std::vector<Watched>& watched, const std::vector<struct pollfd>& fds,
            size_t first, short events) {
  List* list = NewList(t);
  for (size_t i = 0; list != nullptr && i < watched.size(); ++i) {
    if ((fds[first + i].revents & events) && !ListAppend(t, list, watched[i].object)) {
      return Value();
    }
  }
  return list;
}
Value Select(Thread* t, Value* args, size_t nargs, Value kwnames) {
  List* keep[3];
  std::vector<Watched> watched[3];
  int64_t limit;
  if (!ParseSelectLimit(t, args[3], 1e9, "timeout must be a float or None", &limit)) return Value();
  if (limit < 0 && !args[3].is_null() && args[3] != NoneOf(t)) {
    return RaiseText(t, Exc::kValueError, "timeout must be non-negative");
  }
  std::vector<struct pollfd> fds;
  static constexpr short kAsk[3] = {POLLIN | POLLRDHUP, POLLOUT, POLLPRI};
  for (int i = 0; i < 3; ++i) {
    if (!ParseWatched(t, args[i], &keep[i], &watched[i])) return Value();
    for (const Watched& w : watched[i]) fds.push_back({w.fd, kAsk[i], 0});
  }
  if (!AllowFiles(t) || PollFor(t, &fds, limit) < 0) return Value();
  for (const struct pollfd& fd : fds) {
    if (fd.revents & POLLNVAL) {
      errno = EBADF;
      return RaiseErrno(t);
    }
  }
  Value ready[3];
  static constexpr short kGot[3] = {POLLIN | POLLRDHUP | POLLHUP | POLLERR, POLLOUT | POLLERR,
                                    POLLPRI};
  for (size_t i = 0, first = 0; i < 3; first += watched[i].size(), ++i) {
    ready[i] = Ready(t, watched[i], fds, first, kGot[i]);
    if (ready[i].is_null()) return Value();
  }
  return TuplePack(t, ready[0], ready[1], ready[2]);
}

// --- select.poll ---

struct PollObject : Object {
  std::map<int, short>* events;  // owned
  uint64_t running;
};
void FinalizePoll(Object* object) {
  auto* poll = static_cast<PollObject*>(object);
  delete poll->events;
  poll->events = nullptr;
}
constexpr ExtensionInfo kPollLayout = {sizeof(PollObject), 0, FinalizePoll};

PollObject* Poll(Value v) { return static_cast<PollObject*>(v.object()); }

bool ParseEvents(Thread* t, Value v, short otherwise, short* out) {
  *out = otherwise;
  if (v.is_null()) return true;
  int64_t n;
  if (!ParseInt64(t, v, &n)) return false;
  if (n < 0) {
    RaiseText(t, Exc::kValueError, "value must be positive");
    return false;
  }
  if (n > USHRT_MAX) {
    RaiseText(t, Exc::kOverflowError, "Python int too large for C unsigned short");
    return false;
  }
  *out = static_cast<short>(n);
  return true;
}
Value PollRegister(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  short events;
  if (!ParseFileno(t, args[1], &fd) ||
      !ParseEvents(t, args[2], POLLIN | POLLPRI | POLLOUT, &events)) {
    return Value();
  }
  (*Poll(args[0])->events)[fd] = events;
  return NoneOf(t);
}
Value PollModify(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  short events;
  if (!ParseFileno(t, args[1], &fd) || !ParseEvents(t, args[2], 0, &events)) return Value();
  auto found = Poll(args[0])->events->find(fd);
  if (found == Poll(args[0])->events->end()) {
    errno = ENOENT;
    return RaiseErrno(t);
  }
  found->second = events;
  return NoneOf(t);
}
Value PollUnregister(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int fd;
  if (!ParseFileno(t, args[1], &fd)) return Value();
  if (Poll(args[0])->events->erase(fd) == 0) {
    return RaiseWithArg(t, Exc::kKeyError, Value::SmallInt(fd));
  }
  return NoneOf(t);
}
Value PollPoll(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t limit;
  PollObject* poll = Poll(args[0]);
  if (!ParseSelectLimit(t, args[1], 1e6, "timeout must be an integer or None", &limit) || !AllowFiles(t)) return Value();
  if (limit > int64_t{INT_MAX} * 1000000) {
    return RaiseText(t, Exc::kOverflowError, "timeout is too large");
  }
  if (poll->running) {
    return RaiseText(t, Exc::kRuntimeError, "concurrent poll() invocation");
  }
  std::vector<struct pollfd> fds;
  for (const auto& [fd, events] : *poll->events) fds.push_back({fd, events, 0});
  poll->running = 1;
  const int n = PollFor(t, &fds, limit);
  poll->running = 0;
  if (n < 0) return Value();
  List* list = NewList(t);
  for (const struct pollfd& fd : fds) {
    if (fd.revents == 0) continue;
    Value pair = TuplePack(t, Value::SmallInt(fd.fd),
                           Value::SmallInt(static_cast<unsigned short>(fd.revents)));
    if (list == nullptr || pair.is_null() || !ListAppend(t, list, pair)) return Value();
  }
  return list;
}

constexpr NativeInfo kPollMethods[] = {
    {"register", PollRegister, "($self, fd, eventmask=<unrepresentable>, /)", kAnything,
     "Register a file descriptor with the polling object."},
    {"modify", PollModify, "($self, fd, eventmask, /)", kAnything,
     "Modify an already registered file descriptor."},
    {"unregister", PollUnregister, "($self, fd, /)", kAnything,
     "Remove a file descriptor being tracked by the polling object."},
    {"poll", PollPoll, "($self, timeout=None, /)", kAnything,
     "Polls the set of registered file descriptors."},
};

Value NewPoll(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Object* object = AllocateInstance(t, Kept(t, KeptClass::kPoll));
  if (object == nullptr) return Value();
  static_cast<PollObject*>(object)->events = new std::map<int, short>;
  t->heap->RegisterNative(object);
  return object;
}

constexpr NativeInfo kRows[] = {
    {"select", Select, "(rlist, wlist, xlist, timeout=None, /)", kAnything,
     "Wait until one or more file descriptors are ready for some kind of I/O."},
    {"poll", NewPoll, "()", kAnything, "Returns a polling object."},
};

struct Number {
  const char* name;
  int value;
};
#define ROW(name) {#name, name},
constexpr Number kNumbers[] = {ROW(POLLIN) ROW(POLLPRI) ROW(POLLOUT) ROW(POLLERR) ROW(POLLHUP)
                               ROW(POLLNVAL) ROW(POLLRDNORM) ROW(POLLRDBAND) ROW(POLLWRNORM)
                               ROW(POLLWRBAND) ROW(POLLMSG) ROW(POLLRDHUP)
                               {"PIPE_BUF", 4096}};
#undef ROW

}  // namespace

int64_t SelectClock() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec;
}

bool ParseSelectLimit(Thread* t, Value v, double scale, const char* what, int64_t* out) {
  *out = -1;
  if (v.is_null() || v == NoneOf(t)) return true;
  double d;
  if (!IsFloat(v) && !IsInt(v)) {
    RaiseText(t, Exc::kTypeError, what);
    return false;
  }
  if (!ArgumentAsDouble(t, v, &d)) return false;
  if (std::isnan(d)) {
    RaiseText(t, Exc::kValueError, "Invalid value NaN (not a number)");
    return false;
  }
  d *= scale;
  if (d > 9.2e18) {
    RaiseText(t, Exc::kOverflowError, "timeout is too large");
    return false;
  }
  *out = static_cast<int64_t>(std::ceil(d));
  return true;
}

bool InitSelectModule(Thread* t, Module* module) {
  for (const Number& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  ClassOptions options;
  options.extension = &kPollLayout;
  options.flags = kClassBuiltin;
  options.module = NewStrUtf8(t, "select");
  Str* name = Intern(t, "poll");
  if (options.module.is_null() || name == nullptr) return false;
  Class* cls = NewNativeClass(t, name, t->isolate->object_class(), options);
  if (cls != nullptr) cls->construct = RefuseInstances;
  return cls != nullptr && AddNatives(t, cls->dict, kPollMethods, cls) && RefreshClass(t, cls) &&
         Keep(t, KeptClass::kPoll, cls) && AddModuleNatives(t, module, kRows) &&
         SetModuleValue(t, module, "error", ExceptionClass(t, Exc::kOSError)) &&
         AddEpoll(t, module);
}

}  // namespace pyjit
