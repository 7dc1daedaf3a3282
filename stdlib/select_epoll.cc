// select.epoll.
#include <sys/epoll.h>
#include <unistd.h>

#include <algorithm>
#include <climits>
#include <vector>

#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/native_class.h"
#include "stdlib/posix_support.h"
#include "stdlib/select_internal.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

struct EpollObject : Object {
  int fd;  // -1: closed
};
void FinalizeEpoll(Object* object) {
  auto* epoll = static_cast<EpollObject*>(object);
  if (epoll->fd >= 0) close(epoll->fd);
  epoll->fd = -1;
}
constexpr ExtensionInfo kLayout = {sizeof(EpollObject), 0, FinalizeEpoll};
constexpr uint32_t kUsual = EPOLLIN | EPOLLPRI | EPOLLOUT;

// The descriptor; false with ValueError pending if it is closed.
bool Open(Thread* t, Value* args, int* fd) {
  *fd = args[0].as<EpollObject>()->fd;
  if (*fd < 0) RaiseText(t, Exc::kValueError, "I/O operation on closed epoll object");
  return *fd >= 0;
}

Value NewEpoll(Thread* t, Class* cls, int fd) {
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  static_cast<EpollObject*>(object)->fd = fd;
  t->heap->RegisterNative(object);
  return object;
}

// epoll(sizehint=-1, flags=0)
Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  static constexpr const char* kNames[] = {"sizehint", "flags"};
  Value given[2];
  int hint = -1, flags = 0;
  if (!BindConstructor(t, "epoll", args, nargs, kwnames, kNames, 2, 0, given) ||
      (!given[0].is_null() && !ParseInt32(t, given[0], &hint)) ||
      (!given[1].is_null() && !ParseInt32(t, given[1], &flags))) {
    return Value();
  }
  if (hint != -1 && hint <= 0) return RaiseText(t, Exc::kValueError, "negative sizehint");
  if (flags & ~EPOLL_CLOEXEC) return RaiseText(t, Exc::kOSError, "invalid flags");
  if (!AllowFiles(t)) return Value();
  Value made = NewEpoll(t, args[0].as<Class>(), -1);
  if (made.is_null()) return made;
  const int fd = epoll_create1(EPOLL_CLOEXEC);
  if (fd < 0) return RaiseErrno(t);
  made.as<EpollObject>()->fd = fd;
  return made;
}

Value FromFd(Thread* t, Value* args, size_t, Value) {
  int fd;
  if (!ParseInt32(t, args[1], &fd) || !AllowFiles(t)) return Value();
  return NewEpoll(t, args[0].as<Class>(), fd);
}

Value Close(Thread* t, Value* args, size_t, Value) {
  auto* epoll = args[0].as<EpollObject>();
  const int fd = epoll->fd;
  epoll->fd = -1;
  return fd < 0 || close(fd) == 0 ? NoneOf(t) : RaiseErrno(t);
}
Value Fileno(Thread* t, Value* args, size_t, Value) {
  int fd;
  return Open(t, args, &fd) ? Value::SmallInt(fd) : Value();
}
Value GetClosed(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(args[0].as<EpollObject>()->fd < 0);
}
Value Enter(Thread* t, Value* args, size_t, Value) {
  int fd;
  return Open(t, args, &fd) ? args[0] : Value();
}

template <int kOperation>
Value Control(Thread* t, Value* args, size_t, Value) {
  int epoll, fd;
  int64_t mask = kUsual;
  if (!Open(t, args, &epoll) || !ParseFileno(t, args[1], &fd)) return Value();
  if (kOperation != EPOLL_CTL_DEL && !args[2].is_null() && !ParseInt64(t, args[2], &mask)) {
    return Value();
  }
  struct epoll_event event = {};
  event.events = static_cast<uint32_t>(mask);
  event.data.fd = fd;
  return epoll_ctl(epoll, kOperation, fd, &event) == 0 ? NoneOf(t) : RaiseErrno(t);
}

// poll(timeout=None, maxevents=-1)
Value Poll(Thread* t, Value* args, size_t, Value) {
  int epoll, most = -1;
  int64_t limit;
  if (!Open(t, args, &epoll) ||
      !ParseSelectLimit(t, args[1], 1e9, "timeout must be an integer or None", &limit) ||
      (!args[2].is_null() && !ParseInt32(t, args[2], &most))) {
    return Value();
  }
  if (limit > int64_t{INT_MAX} * 1000000) {
    return RaiseText(t, Exc::kOverflowError, "timeout is too large");
  }
  if (most == -1) {
    most = FD_SETSIZE - 1;
  } else if (most < 1) {
    return Raise(t, Exc::kValueError, "maxevents must be greater than 0, got %d", most);
  }
  // The system may not be asked for more than fits an array.
  most = std::min(most, 1 << 20);
  std::vector<struct epoll_event> events(static_cast<size_t>(most));
  const int64_t end = limit < 0 ? -1 : SelectClock() + limit;
  int n;
  for (;;) {
    const int64_t rest = limit < 0 ? -1 : std::max<int64_t>(0, end - SelectClock());
    {
      BlockingCall blocking(t);
      n = epoll_wait(epoll, events.data(), most,
                     rest < 0 ? -1 : static_cast<int>((rest + 999999) / 1000000));
    }
    if (n >= 0) break;
    if (errno != EINTR) return RaiseErrno(t);
    if (!HandlePoll(t)) return Value();
  }
  List* list = NewList(t);
  for (int i = 0; list != nullptr && i < n; ++i) {
    Value pair = TuplePack(t, Value::SmallInt(events[static_cast<size_t>(i)].data.fd),
                           Value::SmallInt(events[static_cast<size_t>(i)].events));
    if (pair.is_null() || !ListAppend(t, list, pair)) return Value();
  }
  return list;
}

constexpr NativeInfo kRows[] = {
    {"__new__", Construct, nullptr, kAnything, nullptr},
    {"fromfd", FromFd, "($type, fd, /)", kAnything,
     "Create an epoll object from a given control fd."},
    {"close", Close, "($self, /)", kAnything, "Close the epoll control file descriptor."},
    {"fileno", Fileno, "($self, /)", kAnything, "Return the epoll control file descriptor."},
    {"register", Control<EPOLL_CTL_ADD>,
     "($self, /, fd, eventmask=select.EPOLLIN | select.EPOLLPRI | select.EPOLLOUT)", kAnything,
     "Registers a new fd or raises an OSError if the fd is already registered."},
    {"modify", Control<EPOLL_CTL_MOD>, "($self, /, fd, eventmask)", kAnything,
     "Modify event mask for a registered file descriptor."},
    {"unregister", Control<EPOLL_CTL_DEL>, "($self, /, fd)", kAnything,
     "Remove a registered file descriptor from the epoll object."},
    {"poll", Poll, "($self, /, timeout=None, maxevents=-1)", kAnything,
     "Wait for events on the epoll file descriptor."},
    {"__enter__", Enter, "($self, /)", kAnything, nullptr},
    {"__exit__", Close, "($self, exc_type=None, exc_value=None, exc_tb=None, /)", kAnything,
     nullptr},
};
constexpr GetSetInfo kAttributes[] = {
    {"closed", GetClosed, nullptr, "True if the epoll handler is closed"},
};

struct Number {
  const char* name;
  int64_t value;
};
#define ROW(name) {#name, static_cast<int64_t>(static_cast<uint32_t>(name))},
constexpr Number kNumbers[] = {
    ROW(EPOLLIN) ROW(EPOLLPRI) ROW(EPOLLOUT) ROW(EPOLLERR) ROW(EPOLLHUP) ROW(EPOLLRDHUP)
    ROW(EPOLLET) ROW(EPOLLONESHOT) ROW(EPOLLEXCLUSIVE) ROW(EPOLLRDNORM) ROW(EPOLLRDBAND)
    ROW(EPOLLWRNORM) ROW(EPOLLWRBAND) ROW(EPOLLMSG) ROW(EPOLL_CLOEXEC)};
#undef ROW

}  // namespace

bool AddEpoll(Thread* t, Module* module) {
  for (const Number& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  NativeClassRow row;
  row.module = "select";
  row.name = "epoll";
  row.extension = &kLayout;
  row.construct = Construct;
  row.methods = kRows;
  row.attributes = kAttributes;
  row.doc = "select.epoll(sizehint=-1, flags=0)\n\nReturns an epolling object.";
  row.flags = kClassBaseable;
  return DefineModuleClass(t, module, row) != nullptr;
}

}  // namespace pyjit
