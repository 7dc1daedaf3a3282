// _socket.socket: recvmsg, recvmsg_into, sendmsg: several buffers and ancillary data.
#include <sys/uio.h>

#include <climits>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "runtime/buffer.h"
#include "runtime/heap.h"
#include "runtime/types/container_util.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/socket_internal.h"

namespace pyjit {
namespace {

// The buffers of an iterable, held until the end. Their objects are in `items`, which the
// caller's frame keeps alive.
struct Buffers {
  Tuple* items = nullptr;
  std::vector<std::unique_ptr<ScopedBuffer>> held;
  std::vector<struct iovec> vectors;

  bool Get(Thread* t, Value v, const char* function, bool writable) {
    items = NewTupleFrom(t, v);
    if (items == nullptr) {
      if (PendingIs(t, Exc::kTypeError)) {
        TakeException(t);
        Raise(t, Exc::kTypeError, "%s argument 1 must be an iterable", function);
      }
      return false;
    }
    if (items->length > INT_MAX) {
      Raise(t, Exc::kOSError, "%s argument 1 is too long", function);
      return false;
    }
    for (int64_t i = 0; i < items->length; ++i) {
      held.push_back(std::make_unique<ScopedBuffer>(t));
      if (!held.back()->Get(items->items[i], writable ? kBufferWritable : kBufferSimple)) {
        if (writable && (PendingIs(t, Exc::kTypeError) || PendingIs(t, Exc::kBufferError))) {
          TakeException(t);
          Raise(t, Exc::kTypeError,
                "%s argument 1 must be an iterable of single-segment read-write buffers",
                function);
        }
        return false;
      }
      vectors.push_back({held.back()->data(), static_cast<size_t>(held.back()->size())});
    }
    return true;
  }
};

// One (level, type, data) of a message.
Value ControlItem(Thread* t, const struct cmsghdr* c, const char* end) {
  const char* data = reinterpret_cast<const char*>(CMSG_DATA(c));
  size_t size = c->cmsg_len > CMSG_LEN(0) ? c->cmsg_len - CMSG_LEN(0) : 0;
  size = std::min(size, end > data ? static_cast<size_t>(end - data) : 0);
  Value bytes = NewBytes(t, absl::string_view(data, size));
  if (bytes.is_null()) return bytes;
  return TuplePack(t, Value::SmallInt(c->cmsg_level), Value::SmallInt(c->cmsg_type), bytes);
}

// recvmsg behind its buffers; `first` makes the first item of the result.
template <typename First>
Value ReceiveMessage(Thread* t, SocketObject* s, std::vector<struct iovec>* vectors,
                     Value control_size, Value flags_value, const char* function, First first) {
  int64_t size = 0;
  int flags = 0;
  if ((!control_size.is_null() && !ArgAsSize(t, control_size, &size)) ||
      (!flags_value.is_null() && !ParseInt32(t, flags_value, &flags))) {
    return Value();
  }
  if (size < 0 || size > INT_MAX) {
    return RaiseText(t, Exc::kValueError, "invalid ancillary data buffer length");
  }
  std::string control(static_cast<size_t>(size), '\0');
  SocketAddress from;
  struct msghdr message = {};
  ssize_t n;
  const int fd = s->fd;
  if (!SocketCall(t, s, false, [&] {
        message.msg_name = &from.storage;
        message.msg_namelen = sizeof(from.storage);
        message.msg_iov = vectors->data();
        message.msg_iovlen = vectors->size();
        message.msg_control = size > 0 ? control.data() : nullptr;
        message.msg_controllen = control.size();
        return recvmsg(fd, &message, flags | MSG_CMSG_CLOEXEC);
      }, &n)) {
    return Value();
  }
  from.size = message.msg_namelen;
  const char* end = control.data() + message.msg_controllen;
  List* list = NewList(t);
  for (struct cmsghdr* c = message.msg_controllen > 0 ? CMSG_FIRSTHDR(&message) : nullptr;
       list != nullptr && c != nullptr; c = CMSG_NXTHDR(&message, c)) {
    Value item = ControlItem(t, c, end);
    if (item.is_null() || !ListAppend(t, list, item)) return Value();
  }
  Value items[4] = {list, Value(), Value::SmallInt(message.msg_flags & ~MSG_CMSG_CLOEXEC)};
  if (list == nullptr) return Value();
  Value sender = AddressValue(t, from);
  Value data = sender.is_null() ? sender : first(n);
  if (data.is_null()) return data;
  items[0] = data;
  items[1] = list;
  items[3] = sender;
  return TupleFromArray(t, items, 4);
}

// recvmsg(bufsize, ancbufsize=0, flags=0)
Value ReceiveMsg(Thread* t, Value* args, size_t, Value) {
  int64_t size;
  if (!ArgAsSize(t, args[1], &size)) return Value();
  if (size < 0) return RaiseText(t, Exc::kValueError, "negative buffer size in recvmsg()");
  Bytes* bytes = NewBytesUninitialised(t, size);
  if (bytes == nullptr) return Value();
  std::vector<struct iovec> vectors = {{bytes->data, static_cast<size_t>(size)}};
  return ReceiveMessage(t, SocketSelf(args), &vectors, args[2], args[3], "recvmsg()",
                        [&](ssize_t n) {
                          return Value(NewBytes(t, BytesView(bytes).substr(0, static_cast<size_t>(n))));
                        });
}

// recvmsg_into(buffers, ancbufsize=0, flags=0)
Value ReceiveMsgInto(Thread* t, Value* args, size_t, Value) {
  Buffers buffers;
  if (!buffers.Get(t, args[1], "recvmsg_into()", true)) return Value();
  return ReceiveMessage(t, SocketSelf(args), &buffers.vectors, args[2], args[3],
                        "recvmsg_into()", [](ssize_t n) { return Value::SmallInt(n); });
}

// Ancillary data as the system takes it.
bool PackControl(Thread* t, Value v, std::string* out) {
  Tuple* items = NewTupleFrom(t, v);
  if (items == nullptr) {
    if (PendingIs(t, Exc::kTypeError)) {
      TakeException(t);
      RaiseText(t, Exc::kTypeError, "sendmsg() argument 2 must be an iterable");
    }
    return false;
  }
  for (int64_t i = 0; i < items->length; ++i) {
    static constexpr char kWhere[] = "[sendmsg() ancillary data items]() argument must be";
    if (!IsKind(items->items[i], Kind::kTuple) && !IsKind(items->items[i], Kind::kList)) {
      Raise(t, Exc::kTypeError, "%s 3-item sequence, not %s", kWhere,
            ClassNameOf(t, items->items[i]));
      return false;
    }
    Tuple* item = NewTupleFrom(t, items->items[i]);
    if (item == nullptr) return false;
    if (item->length != 3) {
      Raise(t, Exc::kTypeError, "%s sequence of length 3, not %d", kWhere, item->length);
      return false;
    }
    int level, type;
    size_t length, space;
    ScopedBuffer data(t);
    if (!ParseInt32(t, item->items[0], &level) || !ParseInt32(t, item->items[1], &type) ||
        !data.Get(item->items[2])) {
      return false;
    }
    if (!ControlLength(data.size(), &length) || !ControlSpace(data.size(), &space)) {
      RaiseText(t, Exc::kOSError, "ancillary data item too large");
      return false;
    }
    if (out->size() + space > INT_MAX) {
      RaiseText(t, Exc::kOSError, "too much ancillary data");
      return false;
    }
    const size_t at = out->size();
    out->resize(at + space, '\0');
    struct cmsghdr header = {};
    header.cmsg_len = length;
    header.cmsg_level = level;
    header.cmsg_type = type;
    std::memcpy(out->data() + at, &header, sizeof(header));
    std::memcpy(out->data() + at + CMSG_LEN(0), data.data(), static_cast<size_t>(data.size()));
  }
  return true;
}

// sendmsg(buffers, ancdata=(), flags=0, address=None)
Value SendMsg(Thread* t, Value* args, size_t, Value) {
  SocketObject* s = SocketSelf(args);
  Buffers buffers;
  std::string control;
  int flags = 0;
  SocketAddress to;
  const bool addressed = !args[4].is_null() && args[4] != NoneOf(t);
  if (!buffers.Get(t, args[1], "sendmsg()", false) ||
      (!args[3].is_null() && !ParseInt32(t, args[3], &flags)) ||
      (addressed && !ParseAddress(t, s->family, args[4], "sendmsg", &to)) ||
      (!args[2].is_null() && !PackControl(t, args[2], &control))) {
    return Value();
  }
  ssize_t n;
  const int fd = s->fd;
  if (!SocketCall(t, s, true, [&] {
        struct msghdr message = {};
        if (addressed) {
          message.msg_name = &to.storage;
          message.msg_namelen = to.size;
        }
        message.msg_iov = buffers.vectors.data();
        message.msg_iovlen = buffers.vectors.size();
        message.msg_control = control.empty() ? nullptr : control.data();
        message.msg_controllen = control.size();
        return sendmsg(fd, &message, flags);
      }, &n)) {
    return Value();
  }
  return Value::SmallInt(n);
}

constexpr NativeInfo kRows[] = {
    {"recvmsg", ReceiveMsg, "($self, bufsize, ancbufsize=0, flags=0, /)", kAnything,
     "Receive normal data and ancillary data from the socket."},
    {"recvmsg_into", ReceiveMsgInto, "($self, buffers, ancbufsize=0, flags=0, /)", kAnything,
     "Like recvmsg(), but scatters the data into buffers."},
    {"sendmsg", SendMsg, "($self, buffers, ancdata=(), flags=0, address=None, /)", kAnything,
     "Send normal and ancillary data to the socket."},
};

}  // namespace

bool ControlLength(int64_t length, size_t* out) {
  if (length < 0 || length > int64_t{INT_MAX} - static_cast<int64_t>(CMSG_LEN(0))) return false;
  *out = CMSG_LEN(static_cast<size_t>(length));
  return true;
}
bool ControlSpace(int64_t length, size_t* out) {
  if (length < 0 || length > int64_t{INT_MAX} - static_cast<int64_t>(CMSG_SPACE(1))) return false;
  *out = CMSG_SPACE(static_cast<size_t>(length));
  return true;
}

absl::Span<const NativeInfo> SocketMessageRows() { return kRows; }

}  // namespace pyjit
