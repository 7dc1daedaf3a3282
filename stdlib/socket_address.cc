// _socket: addresses of the families AF_INET, AF_INET6, AF_UNIX, AF_NETLINK, AF_VSOCK.
#include <arpa/inet.h>
#include <netdb.h>

#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/operators.h"
#include "runtime/types/bytearray.h"
#include "runtime/types/codec_registry.h"
#include "runtime/types/tuple.h"
#include "stdlib/bytes_argument.h"
#include "stdlib/socket_internal.h"

namespace pyjit {
namespace {

// The tuple that an address is, with a number of items in a range.
bool AddressTuple(Thread* t, Value v, const char* function, const char* family, int least,
                  int most, const char* shape, Tuple** out) {
  if (!IsKind(v, Kind::kTuple)) {
    Raise(t, Exc::kTypeError, "%s(): %s address must be tuple, not %s", function, family,
          ClassNameOf(t, v));
    return false;
  }
  *out = v.as<Tuple>();
  if ((*out)->length >= least && (*out)->length <= most) return true;
  Raise(t, Exc::kTypeError, "%s address must be a %s", family, shape);
  return false;
}

bool ParsePort(Thread* t, int port, const char* function, uint16_t* out) {
  if (port < 0 || port > 0xffff) {
    Raise(t, Exc::kOverflowError, "%s(): port must be 0-65535.", function);
    return false;
  }
  *out = htons(static_cast<uint16_t>(port));
  return true;
}

// An unsigned int of C: what is too large is cut.
bool ParseUnsigned(Thread* t, Value v, uint32_t* out) {
  Value index = NumberIndex(t, v);
  Value low = index.is_null() ? index : IntAnd(t, index, Value::SmallInt(0xffffffff));
  if (low.is_null()) return false;
  *out = static_cast<uint32_t>(low.small_int());
  return true;
}

bool ParseInet(Thread* t, Value v, const char* function, SocketAddress* out) {
  Tuple* pair;
  std::string host;
  int port;
  uint16_t network_port;
  if (!AddressTuple(t, v, function, "AF_INET", 2, 2, "pair (host, port)", &pair) ||
      !ParseHost(t, pair->items[0], &host) || !ParseInt32(t, pair->items[1], &port) ||
      !ResolveHost(t, host, AF_INET, out) || !ParsePort(t, port, function, &network_port)) {
    return false;
  }
  out->in.sin_port = network_port;
  out->size = sizeof(out->in);
  return true;
}

bool ParseInet6(Thread* t, Value v, const char* function, SocketAddress* out) {
  Tuple* tuple;
  std::string host;
  int port;
  uint16_t network_port;
  uint32_t flow = 0, scope = 0;
  if (!AddressTuple(t, v, function, "AF_INET6", 2, 4,
                    "tuple (host, port[, flowinfo[, scopeid]])", &tuple) ||
      !ParseHost(t, tuple->items[0], &host) || !ParseInt32(t, tuple->items[1], &port) ||
      (tuple->length > 2 && !ParseUnsigned(t, tuple->items[2], &flow)) ||
      (tuple->length > 3 && !ParseUnsigned(t, tuple->items[3], &scope)) ||
      !ResolveHost(t, host, AF_INET6, out) || !ParsePort(t, port, function, &network_port)) {
    return false;
  }
  if (flow > 0xfffff) {
    Raise(t, Exc::kOverflowError, "%s(): flowinfo must be 0-1048575.", function);
    return false;
  }
  out->in6.sin6_port = network_port;
  out->in6.sin6_flowinfo = htonl(flow);
  out->in6.sin6_scope_id = scope;
  out->size = sizeof(out->in6);
  return true;
}

bool ParseUnix(Thread* t, Value v, SocketAddress* out) {
  std::string path;
  if (IsStr(v)) {
    if (!EncodeFs(t, v.as<Str>(), &path)) return false;
  } else {
    BytesArgument bytes;
    if (!bytes.Get(t, v)) return false;
    path = std::string(bytes.view());
  }
  // A name that begins with a zero byte is no file's and needs no zero at its end.
  const bool is_file = !path.empty() && path[0] != '\0';
  if (path.size() + (is_file ? 1 : 0) > sizeof(out->un.sun_path)) {
    RaiseText(t, Exc::kOSError, "AF_UNIX path too long");
    return false;
  }
  out->un.sun_family = AF_UNIX;
  std::memcpy(out->un.sun_path, path.data(), path.size());
  out->size = static_cast<socklen_t>(offsetof(struct sockaddr_un, sun_path) + path.size() +
                                     (is_file ? 1 : 0));
  return true;
}

// Pairs of numbers: (pid, groups) and (cid, port).
bool ParsePair(Thread* t, Value v, const char* function, const char* family, const char* shape,
               uint32_t* first, uint32_t* second) {
  Tuple* pair;
  return AddressTuple(t, v, function, family, 2, 2, shape, &pair) &&
         ParseUnsigned(t, pair->items[0], first) && ParseUnsigned(t, pair->items[1], second);
}

}  // namespace

bool ParseHost(Thread* t, Value v, std::string* out) {
  if (IsStr(v)) {
    if (v.as<Str>()->is_ascii()) {
      *out = StrToUtf8(v.as<Str>());
    } else {
      Value bytes = EncodeTextThroughRegistry(t, v, "idna", Value());
      if (bytes.is_null()) return false;
      *out = std::string(BytesView(bytes.as<Bytes>()));
    }
  } else if (IsBytes(v)) {
    *out = std::string(BytesView(v.as<Bytes>()));
  } else if (IsByteArray(v)) {
    *out = std::string(ByteArrayView(v.as<ByteArray>()));
  } else {
    Raise(t, Exc::kTypeError, "str, bytes or bytearray expected, not %s", ClassNameOf(t, v));
    return false;
  }
  if (out->find('\0') == std::string::npos) return true;
  RaiseText(t, Exc::kTypeError, "host name must not contain null character");
  return false;
}

Value RaiseGaiError(Thread* t, int code) {
  if (code == EAI_SYSTEM) return RaiseErrno(t);
  Value text = NewStrUtf8(t, gai_strerror(code));
  if (text.is_null()) return text;
  Value args[] = {Value::SmallInt(code), text};
  Value exc = Call(t, SocketsOf(t)->gaierror, args, 2, Value());
  return exc.is_null() ? exc : RaiseValue(t, exc, Value());
}

bool ResolveHost(Thread* t, const std::string& host, int family, SocketAddress* out) {
  if (!AllowProcesses(t)) return false;
  if (host == "255.255.255.255" || host == "<broadcast>") {
    if (family != AF_INET && family != AF_UNSPEC) {
      RaiseText(t, Exc::kOSError, "address family mismatched");
      return false;
    }
    out->in.sin_family = AF_INET;
    out->in.sin_addr.s_addr = htonl(INADDR_BROADCAST);
    out->size = sizeof(out->in);
    return true;
  }
  // Numbers need no look-up; those of IPv6 may have a scope, which is one.
  if ((family == AF_INET || family == AF_UNSPEC) &&
      inet_pton(AF_INET, host.c_str(), &out->in.sin_addr) == 1) {
    out->in.sin_family = AF_INET;
    out->size = sizeof(out->in);
    return true;
  }
  struct addrinfo hints = {}, *found = nullptr;
  hints.ai_family = family;
  if (host.empty()) {  // any port number will do
    hints.ai_socktype = SOCK_DGRAM;
    hints.ai_flags = AI_PASSIVE;
  }
  int code;
  {
    BlockingCall blocking(t);
    code = getaddrinfo(host.empty() ? nullptr : host.c_str(), host.empty() ? "0" : nullptr,
                       &hints, &found);
  }
  if (code != 0) {
    RaiseGaiError(t, code);
    return false;
  }
  const bool ambiguous = host.empty() && found->ai_next != nullptr;
  out->size = std::min<socklen_t>(found->ai_addrlen, sizeof(out->storage));
  std::memcpy(&out->storage, found->ai_addr, out->size);
  freeaddrinfo(found);
  if (!ambiguous) return true;
  RaiseText(t, Exc::kOSError, "wildcard resolved to multiple address");
  return false;
}

Value HostText(Thread* t, const SocketAddress& address) {
  char text[INET6_ADDRSTRLEN] = "";
  const void* bytes = address.any.sa_family == AF_INET6
                          ? static_cast<const void*>(&address.in6.sin6_addr)
                          : static_cast<const void*>(&address.in.sin_addr);
  if (inet_ntop(address.any.sa_family, bytes, text, sizeof(text)) == nullptr) {
    return RaiseErrno(t);
  }
  return NewStrUtf8(t, text);
}

bool ParseAddress(Thread* t, int family, Value v, const char* function, SocketAddress* out) {
  switch (family) {
    case AF_INET: return ParseInet(t, v, function, out);
    case AF_INET6: return ParseInet6(t, v, function, out);
    case AF_UNIX: return ParseUnix(t, v, out);
    case AF_NETLINK:
      out->netlink.nl_family = AF_NETLINK;
      out->size = sizeof(out->netlink);
      return ParsePair(t, v, function, "AF_NETLINK", "pair (pid, groups)", &out->netlink.nl_pid,
                       &out->netlink.nl_groups);
    case AF_VSOCK:
      out->vm.svm_family = AF_VSOCK;
      out->size = sizeof(out->vm);
      return ParsePair(t, v, function, "AF_VSOCK", "pair (cid, port)", &out->vm.svm_cid,
                       &out->vm.svm_port);
    default:
      Raise(t, Exc::kOSError, "%s(): bad family", function);
      return false;
  }
}

Value AddressValue(Thread* t, const SocketAddress& address) {
  if (address.size == 0) return NoneOf(t);
  switch (address.any.sa_family) {
    case AF_INET: {
      Value host = HostText(t, address);
      if (host.is_null()) return host;
      return TuplePack(t, host, Value::SmallInt(ntohs(address.in.sin_port)));
    }
    case AF_INET6: {
      Value items[4] = {HostText(t, address), Value::SmallInt(ntohs(address.in6.sin6_port)),
                        Value::SmallInt(ntohl(address.in6.sin6_flowinfo)),
                        Value::SmallInt(address.in6.sin6_scope_id)};
      return items[0].is_null() ? items[0] : Value(TupleFromArray(t, items, 4));
    }
    case AF_UNIX: {
      const size_t start = offsetof(struct sockaddr_un, sun_path);
      const size_t length = address.size > start ? address.size - start : 0;
      const char* path = address.un.sun_path;
      if (length > 0 && path[0] == '\0') return NewBytes(t, absl::string_view(path, length));
      return DecodeFs(t, absl::string_view(path, strnlen(path, length)));
    }
    case AF_NETLINK:
      return TuplePack(t, Value::SmallInt(address.netlink.nl_pid),
                       Value::SmallInt(address.netlink.nl_groups));
    case AF_VSOCK:
      return TuplePack(t, Value::SmallInt(address.vm.svm_cid),
                       Value::SmallInt(address.vm.svm_port));
    default: {  // unknown: the family and the bytes behind it
      const size_t start = offsetof(struct sockaddr, sa_data);
      Value data = NewBytes(t, absl::string_view(address.any.sa_data,
                                                 address.size > start ? address.size - start : 0));
      return data.is_null() ? data
                            : Value(TuplePack(t, Value::SmallInt(address.any.sa_family), data));
    }
  }
}

}  // namespace pyjit
