// _socket.socket: the object, its making and end, timeouts.
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <cmath>

#include "absl/strings/str_cat.h"
#include "runtime/class.h"
#include "runtime/heap.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"
#include "runtime/warn.h"
#include "stdlib/native_class.h"
#include "stdlib/socket_internal.h"

namespace pyjit {
namespace {

void FinalizeSocket(Object* object) {
  auto* s = static_cast<SocketObject*>(object);
  if (s->fd >= 0) close(s->fd);
  s->fd = -1;
}

Value Construct(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Object* object = AllocateInstance(t, args[0].as<Class>());
  if (object == nullptr) return Value();
  auto* s = static_cast<SocketObject*>(object);
  s->fd = -1;
  s->timeout = SocketsOf(t)->default_timeout;
  t->heap->RegisterNative(s);
  return s;
}

// The descriptor waits by itself, or not at all.
bool SetBlocking(Thread* t, int fd, bool blocking) {
  const int flags = fcntl(fd, F_GETFL);
  const int wanted = blocking ? flags & ~O_NONBLOCK : flags | O_NONBLOCK;
  if (flags >= 0 && (wanted == flags || fcntl(fd, F_SETFL, wanted) == 0)) return true;
  RaiseErrno(t);
  return false;
}

// The object takes over the descriptor.
bool Adopt(Thread* t, SocketObject* s, int fd, int family, int type, int proto) {
  s->family = family;
  s->type = type & ~(SOCK_CLOEXEC | SOCK_NONBLOCK);
  s->proto = proto;
  s->timeout = SocketsOf(t)->default_timeout;
  s->fd = fd;
  if (type & SOCK_NONBLOCK) {
    s->timeout = 0;
  } else if (s->timeout >= 0) {
    return SetBlocking(t, fd, false);
  }
  return true;
}

// What a descriptor that Python gave is; -1 stands for "find out".
bool Inspect(Thread* t, int fd, int* family, int* type, int* proto) {
  SocketAddress address;
  if (getsockname(fd, &address.any, &address.size) != 0 &&
      (*family == -1 || errno == EBADF || errno == ENOTSOCK)) {
    RaiseErrno(t);
    return false;
  }
  if (*family == -1) *family = address.any.sa_family;
  struct {
    int* out;
    int option;
  } rows[] = {{type, SO_TYPE}, {proto, SO_PROTOCOL}};
  for (const auto& row : rows) {
    socklen_t size = sizeof(int);
    if (*row.out == -1 && getsockopt(fd, SOL_SOCKET, row.option, row.out, &size) != 0) {
      RaiseErrno(t);
      return false;
    }
  }
  return true;
}

// socket(family=-1, type=-1, proto=-1, fileno=None)
Value Init(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int numbers[3] = {-1, -1, -1};
  for (int i = 0; i < 3; ++i) {
    if (!args[i + 1].is_null() && !ParseInt32(t, args[i + 1], &numbers[i])) return Value();
  }
  auto [family, type, proto] = numbers;
  int fd = -1;
  if (!args[4].is_null() && args[4] != NoneOf(t)) {
    if (!ParseInt32(t, args[4], &fd)) return Value();
    if (fd < 0) return RaiseText(t, Exc::kValueError, "negative file descriptor");
    if (!AllowProcesses(t) || !Inspect(t, fd, &family, &type, &proto)) return Value();
  } else {
    if (family == -1) family = AF_INET;
    if (type == -1) type = SOCK_STREAM;
    if (proto == -1) proto = 0;
    if (!AllowProcesses(t)) return Value();
    fd = ::socket(family, type | SOCK_CLOEXEC, proto);
    if (fd < 0) return RaiseErrno(t);
  }
  SocketObject* s = SocketSelf(args);
  if (s->fd >= 0) close(s->fd);  // initialised again
  return Adopt(t, s, fd, family, type, proto) ? NoneOf(t) : Value();
}

Value Repr(Thread* t, Value* args, size_t, Value) {
  const SocketObject* s = SocketSelf(args);
  return NewStrUtf8(t, absl::StrCat("<socket object, fd=", s->fd, ", family=", s->family,
                                    ", type=", s->type, ", proto=", s->proto, ">"));
}

Value Close(Thread* t, Value* args, size_t, Value) {
  SocketObject* s = SocketSelf(args);
  const int fd = s->fd;
  s->fd = -1;
  if (fd < 0) return NoneOf(t);
  int result;
  {
    BlockingCall blocking(t);
    result = close(fd);
  }
  // The other side's end is no failure of closing.
  if (result < 0 && errno != ECONNRESET && errno != EINTR) return RaiseErrno(t);
  return NoneOf(t);
}

Value Detach(Thread* t, Value* args, size_t, Value) {
  SocketObject* s = SocketSelf(args);
  const int fd = s->fd;
  s->fd = -1;
  return Value::SmallInt(fd);
}

Value Fileno(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(SocketSelf(args)->fd);
}

// Nobody closed it: that is worth a warning.
Value Del(Thread* t, Value* args, size_t, Value) {
  SocketObject* s = SocketSelf(args);
  if (s->fd < 0) return NoneOf(t);
  Value text = ToRepr(t, args[0]);
  const bool warned = !text.is_null() &&
                      Warn(t, Exc::kResourceWarning,
                           absl::StrCat("unclosed ", StrToUtf8(text.as<Str>())), 1);
  if (!warned) WriteUnraisable(t, args[0]);
  if (s->fd >= 0) close(s->fd);
  s->fd = -1;
  return NoneOf(t);
}

// --- Timeouts ---

Value SetTimeout(Thread* t, Value* args, size_t, Value) {
  SocketObject* s = SocketSelf(args);
  int64_t timeout;
  if (!ParseTimeout(t, args[1], &timeout)) return Value();
  s->timeout = timeout;
  return SetBlocking(t, s->fd, timeout < 0) ? NoneOf(t) : Value();
}
Value GetTimeout(Thread* t, Value* args, size_t, Value) {
  return TimeoutValue(t, SocketSelf(args)->timeout);
}
Value SetBlockingMethod(Thread* t, Value* args, size_t, Value) {
  int64_t blocking;
  if (!ParseInt64(t, args[1], &blocking)) return Value();
  SocketObject* s = SocketSelf(args);
  s->timeout = blocking ? -1 : 0;
  return SetBlocking(t, s->fd, blocking != 0) ? NoneOf(t) : Value();
}
Value GetBlocking(Thread* t, Value* args, size_t, Value) {
  return t->isolate->Bool(SocketSelf(args)->timeout != 0);
}

template <int SocketObject::*kField>
Value GetField(Thread*, Value* args, size_t, Value) {
  return Value::SmallInt(SocketSelf(args)->*kField);
}

constexpr NativeInfo kRows[] = {
    {"__new__", Construct, nullptr, kAnything,
     nullptr},
    {"__init__", Init, "($self, /, family=-1, type=-1, proto=-1, fileno=None)", kAnything,
     nullptr},
    {"__repr__", Repr, "($self, /)", kAnything, "Return repr(self)."},
    {"__del__", Del, "($self, /)", kAnything, nullptr},
    {"close", Close, "($self, /)", kAnything,
     "Close the socket. It cannot be used after this call."},
    {"detach", Detach, "($self, /)", kAnything,
     "Close the socket object without closing the underlying file descriptor."},
    {"fileno", Fileno, "($self, /)", kAnything,
     "Return the integer file descriptor of the socket."},
    {"settimeout", SetTimeout, "($self, timeout, /)", kAnything,
     "Set a timeout on socket operations."},
    {"gettimeout", GetTimeout, "($self, /)", kAnything,
     "Return the timeout in seconds (float), or None."},
    {"setblocking", SetBlockingMethod, "($self, flag, /)", kAnything,
     "Set the socket to blocking (flag is true) or non-blocking (false)."},
    {"getblocking", GetBlocking, "($self, /)", kAnything,
     "Returns True if the socket is in blocking mode, False if it is not."},
};
constexpr GetSetInfo kAttributes[] = {
    {"family", GetField<&SocketObject::family>, nullptr, "the socket family", true},
    {"type", GetField<&SocketObject::type>, nullptr, "the socket type", true},
    {"proto", GetField<&SocketObject::proto>, nullptr, "the socket protocol", true},
    {"timeout", GetTimeout, nullptr, "the socket timeout"},
};

}  // namespace

const ExtensionInfo SocketObject::kExtension = {sizeof(SocketObject), 0, FinalizeSocket};

int64_t SocketClock() {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<int64_t>(now.tv_sec) * 1000000000 + now.tv_nsec;
}

bool ParseTimeout(Thread* t, Value v, int64_t* out) {
  *out = -1;
  if (v == NoneOf(t)) return true;
  double seconds;
  if (IsFloat(v)) {
    seconds = FloatValue(v);
    if (std::isnan(seconds)) {
      RaiseText(t, Exc::kValueError, "Invalid value NaN (not a number)");
      return false;
    }
  } else {
    Value index = NumberIndex(t, v);
    if (index.is_null()) return false;
    if (!IntToDouble(t, index, &seconds)) return false;
  }
  if (std::fabs(seconds) > 9.2e9) {
    RaiseText(t, Exc::kOverflowError, "timestamp too large to convert to C _PyTime_t");
    return false;
  }
  *out = static_cast<int64_t>(std::ceil(seconds * 1e9));
  if (seconds < 0) {
    RaiseText(t, Exc::kValueError, "Timeout value out of range");
    return false;
  }
  return true;
}

Value TimeoutValue(Thread* t, int64_t timeout) {
  return timeout < 0 ? NoneOf(t) : NewFloat(t, static_cast<double>(timeout) * 1e-9);
}

int WaitForSocket(Thread* t, int fd, bool writing, int64_t deadline) {
  if (fd < 0) return 1;  // the call itself will say that
  for (;;) {
    struct pollfd poll = {fd, static_cast<short>(writing ? POLLOUT : POLLIN), 0};
    struct timespec left = {};
    if (deadline >= 0) {
      const int64_t rest = std::max<int64_t>(0, deadline - SocketClock());
      left = {static_cast<time_t>(rest / 1000000000), static_cast<long>(rest % 1000000000)};
    }
    int n;
    {
      BlockingCall blocking(t);
      n = ppoll(&poll, 1, deadline >= 0 ? &left : nullptr, nullptr);
    }
    if (n >= 0) return n > 0;
    if (errno != EINTR) {
      RaiseErrno(t);
      return -1;
    }
    if (!HandlePoll(t)) return -1;
  }
}

Value NewSocket(Thread* t, int fd, int family, int type, int proto) {
  Value cls = SocketsOf(t)->socket_class;
  Value made = Construct(t, &cls, 1, Value());
  if (made.is_null() || !Adopt(t, made.as<SocketObject>(), fd, family, type, proto)) {
    if (made.is_null()) close(fd);
    return Value();
  }
  return made;
}

bool MakeSocketClass(Thread* t, Module* module) {
  NativeClassRow row;
  row.module = "_socket";
  row.name = "socket";
  row.extension = &SocketObject::kExtension;
  row.construct = Construct;
  row.methods = kRows;
  row.attributes = kAttributes;
  row.flags = kClassBaseable;
  Class* cls = DefineModuleClass(t, module, row);
  if (cls == nullptr) return false;
  SocketsOf(t)->socket_class = cls;
  return AddNatives(t, cls->dict, SocketConnectRows(), cls) &&
         AddNatives(t, cls->dict, SocketOptionRows(), cls) &&
         AddNatives(t, cls->dict, SocketTransferRows(), cls) &&
         AddNatives(t, cls->dict, SocketMessageRows(), cls) && RefreshClass(t, cls) &&
         SetModuleValue(t, module, "SocketType", cls);
}

}  // namespace pyjit
