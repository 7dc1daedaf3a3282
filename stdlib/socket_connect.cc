// _socket.socket: naming and connecting sockets, and their options.
#include <string>

#include "runtime/operators.h"
#include "runtime/types/tuple.h"
#include "stdlib/bytes_argument.h"
#include "stdlib/socket_internal.h"

namespace pyjit {
namespace {

Value Bind(Thread* t, Value* args, size_t, Value) {
  SocketAddress address;
  SocketObject* s = SocketSelf(args);
  if (!ParseAddress(t, s->family, args[1], "bind", &address)) return Value();
  int result;
  {
    const int fd = s->fd;
    BlockingCall blocking(t);
    result = bind(fd, &address.any, address.size);
  }
  return result == 0 ? NoneOf(t) : RaiseErrno(t);
}

Value Listen(Thread* t, Value* args, size_t, Value) {
  int backlog = SOMAXCONN < 128 ? SOMAXCONN : 128;
  if (!args[1].is_null() && !ParseInt32(t, args[1], &backlog)) return Value();
  return listen(SocketSelf(args)->fd, std::max(backlog, 0)) == 0 ? NoneOf(t) : RaiseErrno(t);
}

Value Accept(Thread* t, Value* args, size_t, Value) {
  SocketAddress address;
  SocketObject* s = SocketSelf(args);
  int fd;
  if (!SocketCall(t, s, false, [&, from = s->fd] {
        address.size = sizeof(address.storage);
        return accept4(from, &address.any, &address.size, SOCK_CLOEXEC);
      }, &fd)) {
    return Value();
  }
  Value peer = AddressValue(t, address);
  return peer.is_null() ? peer : Value(TuplePack(t, Value::SmallInt(fd), peer));
}

// Connects, waiting as the timeout says. The error number, 0 for none; -1: an exception
// is pending.
int ConnectTo(Thread* t, SocketObject* s, const SocketAddress& address) {
  if (!AllowProcesses(t)) return -1;
  const int fd = s->fd;
  int result, error;
  {
    BlockingCall blocking(t);
    result = connect(fd, &address.any, address.size);
    error = errno;
  }
  if (result == 0) return 0;
  // A signal does not end the attempt: it goes on while we wait for its outcome.
  if (error == EINTR && !HandlePoll(t)) return -1;
  const bool wait = error == EINTR ? s->timeout != 0 : s->timeout > 0 && error == EINPROGRESS;
  if (!wait) return error;
  const int ready =
      WaitForSocket(t, fd, true, s->timeout < 0 ? -1 : SocketClock() + s->timeout);
  if (ready < 0) return -1;
  if (ready == 0) return EWOULDBLOCK;
  socklen_t size = sizeof(error);
  if (getsockopt(fd, SOL_SOCKET, SO_ERROR, &error, &size) != 0) return errno;
  return error == EISCONN ? 0 : error;
}

Value Connect(Thread* t, Value* args, size_t, Value) {
  SocketAddress address;
  SocketObject* s = SocketSelf(args);
  if (!ParseAddress(t, s->family, args[1], "connect", &address)) return Value();
  const int error = ConnectTo(t, s, address);
  if (error == 0) return NoneOf(t);
  if (error < 0) return Value();
  if (error == EWOULDBLOCK && s->timeout > 0) return RaiseText(t, Exc::kTimeoutError, "timed out");
  errno = error;
  return RaiseErrno(t);
}

Value ConnectEx(Thread* t, Value* args, size_t, Value) {
  SocketAddress address;
  SocketObject* s = SocketSelf(args);
  if (!ParseAddress(t, s->family, args[1], "connect_ex", &address)) return Value();
  const int error = ConnectTo(t, s, address);
  return error < 0 ? Value() : Value::SmallInt(error);
}

template <int (*kGet)(int, struct sockaddr*, socklen_t*)>
Value GetName(Thread* t, Value* args, size_t, Value) {
  SocketAddress address;
  if (kGet(SocketSelf(args)->fd, &address.any, &address.size) != 0) return RaiseErrno(t);
  return AddressValue(t, address);
}

Value Shutdown(Thread* t, Value* args, size_t, Value) {
  int how;
  if (!ParseInt32(t, args[1], &how)) return Value();
  int result;
  {
    const int fd = SocketSelf(args)->fd;
    BlockingCall blocking(t);
    result = shutdown(fd, how);
  }
  return result == 0 ? NoneOf(t) : RaiseErrno(t);
}

// getsockopt(level, option, buflen=0)
Value GetOption(Thread* t, Value* args, size_t, Value) {
  const int fd = SocketSelf(args)->fd;
  int level, option, length = 0;
  if (!ParseInt32(t, args[1], &level) || !ParseInt32(t, args[2], &option) ||
      (!args[3].is_null() && !ParseInt32(t, args[3], &length))) {
    return Value();
  }
  if (length == 0) {
    int number = 0;
    socklen_t size = sizeof(number);
    if (getsockopt(fd, level, option, &number, &size) != 0) return RaiseErrno(t);
    return Value::SmallInt(number);
  }
  char buffer[1024];
  if (length < 0 || length > static_cast<int>(sizeof(buffer))) {
    return RaiseText(t, Exc::kOSError, "getsockopt buflen out of range");
  }
  auto size = static_cast<socklen_t>(length);
  if (getsockopt(fd, level, option, buffer, &size) != 0) return RaiseErrno(t);
  return NewBytes(t, absl::string_view(buffer, size));
}

// setsockopt(level, option, value), setsockopt(level, option, None, length)
Value SetOption(Thread* t, Value* args, size_t, Value) {
  const int fd = SocketSelf(args)->fd;
  int level, option, result;
  if (!ParseInt32(t, args[1], &level) || !ParseInt32(t, args[2], &option)) return Value();
  if (!args[4].is_null()) {
    int64_t length;
    if (args[3] != NoneOf(t)) {
      return Raise(t, Exc::kTypeError, "setsockopt() argument 3 must be None, not %s",
                   ClassNameOf(t, args[3]));
    }
    if (!ParseInt64(t, args[4], &length)) return Value();
    result = setsockopt(fd, level, option, nullptr, static_cast<socklen_t>(length));
  } else if (IsInt(args[3])) {
    int number;
    if (!ParseInt32(t, args[3], &number)) return Value();
    result = setsockopt(fd, level, option, &number, sizeof(number));
  } else {
    BytesArgument bytes;
    if (!bytes.Get(t, args[3])) return Value();
    result = setsockopt(fd, level, option, bytes.view().data(),
                        static_cast<socklen_t>(bytes.view().size()));
  }
  return result == 0 ? NoneOf(t) : RaiseErrno(t);
}

int SocketName(int fd, struct sockaddr* address, socklen_t* size) {
  return getsockname(fd, address, size);
}
int PeerName(int fd, struct sockaddr* address, socklen_t* size) {
  return getpeername(fd, address, size);
}

constexpr NativeInfo kConnectRows[] = {
    {"bind", Bind, "($self, address, /)", kAnything, "Bind the socket to a local address."},
    {"listen", Listen, "($self, backlog=128, /)", kAnything,
     "Enable a server to accept connections."},
    {"_accept", Accept, "($self, /)", kAnything, "Wait for an incoming connection."},
    {"connect", Connect, "($self, address, /)", kAnything,
     "Connect the socket to a remote address."},
    {"connect_ex", ConnectEx, "($self, address, /)", kAnything,
     "Like connect(address), but returns an error code instead of raising."},
    {"getsockname", GetName<SocketName>, "($self, /)", kAnything,
     "Return the address of the local endpoint."},
    {"getpeername", GetName<PeerName>, "($self, /)", kAnything,
     "Return the address of the remote endpoint."},
    {"shutdown", Shutdown, "($self, flag, /)", kAnything,
     "Shut down the reading side, the writing side, or both."},
};
constexpr NativeInfo kOptionRows[] = {
    {"getsockopt", GetOption, "($self, level, option, buffersize=0, /)", kAnything,
     "Get a socket option: an int, or bytes if a buffer size is given."},
    {"setsockopt", SetOption, "($self, level, option, value, optlen=<unrepresentable>, /)",
     kAnything, "Set a socket option to an int, a buffer, or NULL of a length."},
};

}  // namespace

absl::Span<const NativeInfo> SocketConnectRows() { return kConnectRows; }
absl::Span<const NativeInfo> SocketOptionRows() { return kOptionRows; }

}  // namespace pyjit
