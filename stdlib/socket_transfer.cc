// _socket.socket: recv, recvfrom, recv_into, recvfrom_into, send, sendto, sendall.
#include <algorithm>

#include "runtime/buffer.h"
#include "runtime/heap.h"
#include "runtime/types/container_util.h"
#include "runtime/types/tuple.h"
#include "stdlib/bytes_argument.h"
#include "stdlib/socket_internal.h"

namespace pyjit {
namespace {

bool ParseFlags(Thread* t, Value v, int* out) {
  *out = 0;
  return v.is_null() || ParseInt32(t, v, out);
}

// Receives up to `size` bytes; with their sender if `from` is given. -1: an exception is
// pending.
ssize_t Receive(Thread* t, SocketObject* s, void* to, size_t size, int flags,
                SocketAddress* from) {
  ssize_t n;
  const int fd = s->fd;
  const bool ok = SocketCall(t, s, false, [&] {
    if (from == nullptr) return recv(fd, to, size, flags);
    from->size = sizeof(from->storage);
    return recvfrom(fd, to, size, flags, &from->any, &from->size);
  }, &n);
  return ok ? n : -1;
}

// recv(buffersize, flags=0) and recvfrom.
template <bool kFrom>
Value ReceiveBytes(Thread* t, Value* args, size_t, Value) {
  int64_t size;
  int flags;
  if (!ArgAsSize(t, args[1], &size) || !ParseFlags(t, args[2], &flags)) return Value();
  if (size < 0) {
    return Raise(t, Exc::kValueError, "negative buffersize in recv%s", kFrom ? "from" : "");
  }
  Bytes* bytes = NewBytesUninitialised(t, size);
  if (bytes == nullptr) return Value();
  SocketAddress from;
  const ssize_t n = Receive(t, SocketSelf(args), bytes->data, static_cast<size_t>(size), flags,
                            kFrom ? &from : nullptr);
  if (n < 0) return Value();
  Value data = bytes;
  if (n < size) {
    data = NewBytes(t, absl::string_view(reinterpret_cast<char*>(bytes->data),
                                         static_cast<size_t>(n)));
  }
  if (!kFrom || data.is_null()) return data;
  Value sender = AddressValue(t, from);
  return sender.is_null() ? sender : Value(TuplePack(t, data, sender));
}

// recv_into(buffer, nbytes=0, flags=0) and recvfrom_into.
template <bool kFrom>
Value ReceiveInto(Thread* t, Value* args, size_t, Value) {
  static constexpr const char* kFunction = kFrom ? "recvfrom_into" : "recv_into";
  int64_t size = 0;
  int flags;
  ScopedBuffer buffer(t);
  if (!HasBuffer(t, args[1]) || !buffer.Get(args[1], kBufferWritable)) {
    t->exception = Value();
    return Raise(t, Exc::kTypeError,
                 "%s() argument 1 must be read-write bytes-like object, not %s", kFunction,
                 ClassNameOf(t, args[1]));
  }
  if ((!args[2].is_null() && !ArgAsSize(t, args[2], &size)) || !ParseFlags(t, args[3], &flags)) {
    return Value();
  }
  if (size < 0) return Raise(t, Exc::kValueError, "negative buffersize in %s", kFunction);
  if (size > buffer.size()) {
    return RaiseText(t, Exc::kValueError,
                     kFrom ? "nbytes is greater than the length of the buffer"
                           : "buffer too small for requested bytes");
  }
  if (size == 0) size = buffer.size();
  if (size == 0 && !kFrom) return Value::SmallInt(0);
  SocketAddress from;
  const ssize_t n = Receive(t, SocketSelf(args), buffer.data(), static_cast<size_t>(size), flags,
                            kFrom ? &from : nullptr);
  if (n < 0 || !kFrom) return n < 0 ? Value() : Value::SmallInt(n);
  Value sender = AddressValue(t, from);
  return sender.is_null() ? sender : Value(TuplePack(t, Value::SmallInt(n), sender));
}

// send(data, flags=0)
Value Send(Thread* t, Value* args, size_t, Value) {
  BytesArgument bytes;
  int flags;
  if (!bytes.Get(t, args[1]) || !ParseFlags(t, args[2], &flags)) return Value();
  SocketObject* s = SocketSelf(args);
  const absl::string_view data = bytes.view();
  ssize_t n;
  const int fd = s->fd;
  if (!SocketCall(t, s, true, [&] { return send(fd, data.data(), data.size(), flags); }, &n)) {
    return Value();
  }
  return Value::SmallInt(n);
}

// sendto(data, address), sendto(data, flags, address)
Value SendTo(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!CheckNoKeywords(t, "socket.sendto", kwnames)) return Value();
  if (nargs != 3 && nargs != 4) {
    return Raise(t, Exc::kTypeError, "sendto() takes 2 or 3 arguments (%d given)",
                 nargs == 0 ? 0 : nargs - 1);
  }
  BytesArgument bytes;
  int flags = 0;
  SocketAddress to;
  SocketObject* s = SocketSelf(args);
  if (!bytes.Get(t, args[1]) || (nargs == 4 && !ParseInt32(t, args[2], &flags)) ||
      !ParseAddress(t, s->family, args[nargs - 1], "sendto", &to)) {
    return Value();
  }
  const absl::string_view data = bytes.view();
  ssize_t n;
  const int fd = s->fd;
  if (!SocketCall(t, s, true, [&] {
        return sendto(fd, data.data(), data.size(), flags, &to.any, to.size);
      }, &n)) {
    return Value();
  }
  return Value::SmallInt(n);
}

// sendall(data, flags=0): the timeout is for all of it.
Value SendAll(Thread* t, Value* args, size_t, Value) {
  BytesArgument bytes;
  int flags;
  if (!bytes.Get(t, args[1]) || !ParseFlags(t, args[2], &flags)) return Value();
  SocketObject* s = SocketSelf(args);
  absl::string_view rest = bytes.view();
  const int64_t deadline = s->timeout > 0 ? SocketClock() + s->timeout : -1;
  do {
    ssize_t n;
    const int fd = s->fd;
    if (!SocketCall(t, s, true, [&] { return send(fd, rest.data(), rest.size(), flags); }, &n,
                    deadline)) {
      return Value();
    }
    rest.remove_prefix(static_cast<size_t>(n));
    if (!HandlePoll(t)) return Value();  // signals are seen between the parts
  } while (!rest.empty());
  return NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"recv", ReceiveBytes<false>, "($self, buffersize, flags=0, /)", kAnything,
     "Receive up to buffersize bytes from the socket."},
    {"recvfrom", ReceiveBytes<true>, "($self, buffersize, flags=0, /)", kAnything,
     "Like recv(buffersize, flags) but also return the sender's address info."},
    {"recv_into", ReceiveInto<false>, "($self, /, buffer, nbytes=0, flags=0)", kAnything,
     "A version of recv() that stores its data into a buffer."},
    {"recvfrom_into", ReceiveInto<true>, "($self, /, buffer, nbytes=0, flags=0)", kAnything,
     "Like recv_into() but also return the sender's address info."},
    {"send", Send, "($self, data, flags=0, /)", kAnything,
     "Send a data string to the socket; the number of bytes sent."},
    {"sendto", SendTo, nullptr, kAnything,
     "Like send(data, flags) but allows specifying the destination address."},
    {"sendall", SendAll, "($self, data, flags=0, /)", kAnything,
     "Send a data string to the socket, all of it."},
};

}  // namespace

absl::Span<const NativeInfo> SocketTransferRows() { return kRows; }

}  // namespace pyjit
