#ifndef STDLIB_SOCKET_INTERNAL_H_
#define STDLIB_SOCKET_INTERNAL_H_

#include <linux/netlink.h>
#include <linux/vm_sockets.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <cstdint>
#include <string>

#include "absl/types/span.h"
#include "runtime/native.h"
#include "runtime/objects.h"
#include "stdlib/posix_support.h"
#include "stdlib/state.h"

// What the socket_*.cc files, which make up module _socket, share.

namespace pyjit {

// A socket. What its methods do when the system would let them wait depends on
// `timeout`: the descriptor itself is blocking only if that is negative.
struct SocketObject : Object {
  int fd;           // -1: closed, detached or not initialised
  int family, type, proto;
  int64_t timeout;  // nanoseconds; negative: for ever
  static const ExtensionInfo kExtension;
};
inline SocketObject* SocketSelf(Value* args) { return args[0].as<SocketObject>(); }

// _socket's part of an isolate.
struct SocketState final : RootProvider {
  void VisitRoots(RootVisitor* visitor) override;
  Value socket_class, gaierror, herror;
  int64_t default_timeout = -1;
};
inline SocketState* SocketsOf(Thread* t) {
  return static_cast<SocketState*>(StdlibOf(t)->sockets.get());
}

// --- Addresses (socket_address.cc) ---

struct SocketAddress {
  union {
    struct sockaddr any;
    struct sockaddr_in in;
    struct sockaddr_in6 in6;
    struct sockaddr_un un;
    struct sockaddr_nl netlink;
    struct sockaddr_vm vm;
    struct sockaddr_storage storage;
  };
  socklen_t size = sizeof(struct sockaddr_storage);
  SocketAddress() : storage() {}
};
// What Python gives as address of a socket of this family. May run Python and look up a
// name. False with an exception pending; `function` is named in it.
bool ParseAddress(Thread* t, int family, Value v, const char* function, SocketAddress* out);
// As Python shows it; None for none.
Value AddressValue(Thread* t, const SocketAddress& address);
// A host's name as the system takes it: str (through IDNA), bytes or bytearray.
bool ParseHost(Thread* t, Value v, std::string* out);
// The host's address of a family (AF_UNSPEC: any); "" is any, "<broadcast>" all.
bool ResolveHost(Thread* t, const std::string& host, int family, SocketAddress* out);
// "127.0.0.1" of an IPv4 or IPv6 address.
Value HostText(Thread* t, const SocketAddress& address);
Value RaiseGaiError(Thread* t, int code);

// --- Waiting (socket_object.cc) ---

// The time in nanoseconds, as timeouts are counted.
int64_t SocketClock();
// A timeout in seconds, or None. False with an exception pending.
bool ParseTimeout(Thread* t, Value v, int64_t* out);
Value TimeoutValue(Thread* t, int64_t timeout);
// Waits until the descriptor is ready, or `deadline` (by SocketClock; negative: none). 1:
// ready, 0: too late, -1: an exception is pending.
int WaitForSocket(Thread* t, int fd, bool writing, int64_t deadline);

// A system call of a socket: waits for it to be ready if there is a timeout, then calls
// until no signal interrupts. False with OSError or TimeoutError pending. The deadline, if
// given, is that of several calls and replaces the socket's timeout.
template <typename Call, typename Result>
bool SocketCall(Thread* t, SocketObject* s, bool writing, Call call, Result* result,
                int64_t deadline = -1) {
  if (!AllowProcesses(t)) return false;
  const bool limited = s->timeout > 0;
  if (limited && deadline < 0) deadline = SocketClock() + s->timeout;
  for (;;) {
    if (limited) {
      const int ready = WaitForSocket(t, s->fd, writing, deadline);
      if (ready < 0) return false;
      if (ready == 0) {
        RaiseText(t, Exc::kTimeoutError, "timed out");
        return false;
      }
    }
    if (!Uninterrupted(t, call, result)) return false;
    if (*result != static_cast<Result>(-1)) return true;
    if (limited && (errno == EAGAIN || errno == EWOULDBLOCK)) continue;
    RaiseErrno(t);
    return false;
  }
}

// --- Families of functions ---

absl::Span<const NativeInfo> SocketConnectRows();
absl::Span<const NativeInfo> SocketOptionRows();
absl::Span<const NativeInfo> SocketTransferRows();
absl::Span<const NativeInfo> SocketMessageRows();
absl::Span<const NativeInfo> SocketLookupRows();
absl::Span<const NativeInfo> SocketNumberRows();
bool MakeSocketClass(Thread* t, Module* module);
bool AddSocketConstants(Thread* t, Module* module);
// A socket object over a descriptor, which it closes.
Value NewSocket(Thread* t, int fd, int family, int type, int proto);
// CMSG_LEN and CMSG_SPACE; false: too large.
bool ControlLength(int64_t length, size_t* out);
bool ControlSpace(int64_t length, size_t* out);

}  // namespace pyjit

#endif  // STDLIB_SOCKET_INTERNAL_H_
