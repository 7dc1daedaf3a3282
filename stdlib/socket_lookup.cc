// _socket: names of hosts, services, protocols and interfaces.
#include <net/if.h>
#include <netdb.h>
#include <unistd.h>

#include <cstring>
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/operators.h"
#include "runtime/types/list.h"
#include "runtime/types/tuple.h"
#include "stdlib/socket_internal.h"

namespace pyjit {
namespace {

// A str argument; TypeError "f() argument n must be str, not X".
bool ParseText(Thread* t, Value v, const char* function, int position, std::string* out) {
  if (!IsStr(v)) {
    Raise(t, Exc::kTypeError, "%s() argument %d must be str, not %s", function, position,
          ClassNameOf(t, v));
    return false;
  }
  *out = StrToUtf8(v.as<Str>());
  if (out->find('\0') == std::string::npos) return true;
  RaiseText(t, Exc::kValueError, "embedded null character");
  return false;
}
bool ParseHostArgument(Thread* t, Value v, const char* function, std::string* out) {
  if (ParseHost(t, v, out)) return true;
  if (PendingIs(t, Exc::kTypeError) && !IsStr(v)) {
    TakeException(t);
    Raise(t, Exc::kTypeError, "%s() argument 1 must be str, bytes or bytearray, not %s", function,
          ClassNameOf(t, v));
  }
  return false;
}

// getaddrinfo(host, port, family=0, type=0, proto=0, flags=0)
Value GetAddrInfo(Thread* t, Value* args, size_t, Value) {
  std::string host, port;
  const bool any_host = args[0] == NoneOf(t), any_port = args[1] == NoneOf(t);
  if (!any_host && !IsStr(args[0]) && !IsBytes(args[0])) {
    return RaiseText(t, Exc::kTypeError, "getaddrinfo() argument 1 must be string or None");
  }
  if (!any_host && !ParseHost(t, args[0], &host)) return Value();
  if (IsInt(args[1])) {
    int64_t n;
    if (!ParseInt64(t, args[1], &n)) return Value();
    port = absl::StrCat(n);
  } else if (IsStr(args[1])) {
    port = StrToUtf8(args[1].as<Str>());
  } else if (IsBytes(args[1])) {
    port = std::string(BytesView(args[1].as<Bytes>()));
  } else if (!any_port) {
    return RaiseText(t, Exc::kOSError, "Int or String expected");
  }
  struct addrinfo hints = {}, *found = nullptr;
  int* const fields[] = {&hints.ai_family, &hints.ai_socktype, &hints.ai_protocol,
                         &hints.ai_flags};
  for (int i = 0; i < 4; ++i) {
    if (!args[i + 2].is_null() && !ParseInt32(t, args[i + 2], fields[i])) return Value();
  }
  if (!AllowProcesses(t)) return Value();
  int code;
  {
    BlockingCall blocking(t);
    code = getaddrinfo(any_host ? nullptr : host.c_str(), any_port ? nullptr : port.c_str(),
                       &hints, &found);
  }
  if (code != 0) return RaiseGaiError(t, code);
  List* list = NewList(t);
  for (struct addrinfo* a = found; list != nullptr && a != nullptr; a = a->ai_next) {
    SocketAddress address;
    address.size = std::min<socklen_t>(a->ai_addrlen, sizeof(address.storage));
    std::memcpy(&address.storage, a->ai_addr, address.size);
    Value name = NewStrUtf8(t, a->ai_canonname != nullptr ? a->ai_canonname : "");
    Value sender = name.is_null() ? name : AddressValue(t, address);
    if (sender.is_null()) {
      list = nullptr;
      break;
    }
    Value items[] = {Value::SmallInt(a->ai_family), Value::SmallInt(a->ai_socktype),
                     Value::SmallInt(a->ai_protocol), name, sender};
    Tuple* row = TupleFromArray(t, items, 5);
    if (row == nullptr || !ListAppend(t, list, row)) list = nullptr;
  }
  freeaddrinfo(found);
  return list;
}

// getnameinfo(sockaddr, flags)
Value GetNameInfo(Thread* t, Value* args, size_t, Value) {
  int flags, port;
  if (!IsKind(args[0], Kind::kTuple)) {
    return RaiseText(t, Exc::kTypeError, "getnameinfo() argument 1 must be a tuple");
  }
  if (!ParseInt32(t, args[1], &flags)) return Value();
  auto* tuple = args[0].as<Tuple>();
  if (tuple->length < 2 || tuple->length > 4 || !IsStr(tuple->items[0])) {
    return RaiseText(t, Exc::kTypeError, "getnameinfo(): illegal sockaddr argument");
  }
  std::string host = StrToUtf8(tuple->items[0].as<Str>());
  int64_t more[2] = {0, 0};
  if (!ParseInt32(t, tuple->items[1], &port)) return Value();
  for (int64_t i = 2; i < tuple->length; ++i) {
    if (!ParseInt64(t, tuple->items[i], &more[i - 2])) return Value();
  }
  if (more[0] < 0 || more[0] > 0xfffff) {
    return RaiseText(t, Exc::kOverflowError, "getnameinfo(): flowinfo must be 0-1048575.");
  }
  if (!AllowProcesses(t)) return Value();
  struct addrinfo hints = {}, *found = nullptr;
  hints.ai_socktype = SOCK_DGRAM;    // numeric ports are looked at only with a type
  hints.ai_flags = AI_NUMERICHOST;   // no look-up
  int code = getaddrinfo(host.c_str(), absl::StrCat(port).c_str(), &hints, &found);
  if (code != 0) return RaiseGaiError(t, code);
  SocketAddress address;
  address.size = found->ai_addrlen;
  std::memcpy(&address.storage, found->ai_addr, address.size);
  const bool ambiguous = found->ai_next != nullptr;
  freeaddrinfo(found);
  if (ambiguous) return RaiseText(t, Exc::kOSError, "sockaddr resolved to multiple addresses");
  if (address.any.sa_family == AF_INET && tuple->length != 2) {
    return RaiseText(t, Exc::kOSError, "IPv4 sockaddr must be 2 tuple");
  }
  if (address.any.sa_family == AF_INET6) {
    address.in6.sin6_flowinfo = htonl(static_cast<uint32_t>(more[0]));
    address.in6.sin6_scope_id = static_cast<uint32_t>(more[1]);
  }
  char host_text[NI_MAXHOST], service[NI_MAXSERV];
  {
    BlockingCall blocking(t);
    code = getnameinfo(&address.any, address.size, host_text, sizeof(host_text), service,
                       sizeof(service), flags);
  }
  if (code != 0) return RaiseGaiError(t, code);
  Value name = NewStrUtf8(t, host_text);
  Value port_name = name.is_null() ? name : Value(NewStrUtf8(t, service));
  return port_name.is_null() ? port_name : Value(TuplePack(t, name, port_name));
}

Value GetHostByName(Thread* t, Value* args, size_t, Value) {
  std::string host;
  SocketAddress address;
  if (!ParseHostArgument(t, args[0], "gethostbyname", &host) ||
      !ResolveHost(t, host, AF_INET, &address)) {
    return Value();
  }
  return HostText(t, address);
}

// (name, aliases, addresses) of what the resolver found, or herror.
Value HostEntry(Thread* t, const struct hostent* entry, int error, int family) {
  if (entry == nullptr) {
    Value text = NewStrUtf8(t, hstrerror(error));
    if (text.is_null()) return text;
    Value args[] = {Value::SmallInt(error), text};
    Value exc = Call(t, SocketsOf(t)->herror, args, 2, Value());
    return exc.is_null() ? exc : RaiseValue(t, exc, Value());
  }
  if (entry->h_addrtype != family) {
    errno = EAFNOSUPPORT;
    return RaiseErrno(t);
  }
  List* aliases = NewList(t);
  List* addresses = aliases == nullptr ? nullptr : NewList(t);
  if (addresses == nullptr) return Value();
  for (char** alias = entry->h_aliases; alias != nullptr && *alias != nullptr; ++alias) {
    Value text = NewStrUtf8(t, *alias);
    if (text.is_null() || !ListAppend(t, aliases, text)) return Value();
  }
  for (char** bytes = entry->h_addr_list; *bytes != nullptr; ++bytes) {
    SocketAddress address;
    address.any.sa_family = static_cast<sa_family_t>(family);
    if (family == AF_INET) {
      std::memcpy(&address.in.sin_addr, *bytes, sizeof(address.in.sin_addr));
    } else {
      std::memcpy(&address.in6.sin6_addr, *bytes, sizeof(address.in6.sin6_addr));
    }
    Value text = HostText(t, address);
    if (text.is_null() || !ListAppend(t, addresses, text)) return Value();
  }
  Value name = NewStrUtf8(t, entry->h_name);
  return name.is_null() ? name : Value(TuplePack(t, name, aliases, addresses));
}

// gethostbyname_ex(host) and gethostbyaddr(host)
template <bool kByAddress>
Value GetHost(Thread* t, Value* args, size_t, Value) {
  std::string host;
  SocketAddress address;
  if (!ParseHostArgument(t, args[0], kByAddress ? "gethostbyaddr" : "gethostbyname_ex", &host) ||
      !ResolveHost(t, host, kByAddress ? AF_UNSPEC : AF_INET, &address)) {
    return Value();
  }
  const int family = address.any.sa_family;
  if (family != AF_INET && family != AF_INET6) {
    return RaiseText(t, Exc::kOSError, "unsupported address family");
  }
  std::string buffer(16384, '\0');
  struct hostent entry, *found = nullptr;
  int error = 0;
  {
    BlockingCall blocking(t);
    if (!kByAddress) {
      gethostbyname_r(host.c_str(), &entry, buffer.data(), buffer.size(), &found, &error);
    } else if (family == AF_INET6) {
      gethostbyaddr_r(&address.in6.sin6_addr, sizeof(address.in6.sin6_addr), family, &entry,
                      buffer.data(), buffer.size(), &found, &error);
    } else {
      gethostbyaddr_r(&address.in.sin_addr, sizeof(address.in.sin_addr), family, &entry,
                      buffer.data(), buffer.size(), &found, &error);
    }
  }
  return HostEntry(t, found, error, family);
}

Value GetHostName(Thread* t, Value*, size_t, Value) {
  char name[1024] = "";
  if (!AllowEnvironment(t)) return Value();
  if (gethostname(name, sizeof(name) - 1) != 0) return RaiseErrno(t);
  return DecodeFs(t, name);
}
Value SetHostName(Thread* t, Value* args, size_t, Value) {
  Value name = FsPath(t, args[0]);
  std::string text;
  if (name.is_null()) return name;
  if (IsBytes(name)) {
    text = std::string(BytesView(name.as<Bytes>()));
  } else if (!EncodeFs(t, name.as<Str>(), &text)) {
    return Value();
  }
  if (!AllowProcesses(t)) return Value();
  return sethostname(text.data(), text.size()) == 0 ? NoneOf(t) : RaiseErrno(t);
}

// getservbyname(servicename, protocolname=<any>)
Value GetServByName(Thread* t, Value* args, size_t, Value) {
  std::string name, protocol;
  if (!ParseText(t, args[0], "getservbyname", 1, &name) ||
      (!args[1].is_null() && !ParseText(t, args[1], "getservbyname", 2, &protocol)) ||
      !AllowProcesses(t)) {
    return Value();
  }
  char buffer[4096];
  struct servent entry, *found = nullptr;
  getservbyname_r(name.c_str(), args[1].is_null() ? nullptr : protocol.c_str(), &entry, buffer,
                  sizeof(buffer), &found);
  if (found == nullptr) return RaiseText(t, Exc::kOSError, "service/proto not found");
  return Value::SmallInt(ntohs(static_cast<uint16_t>(found->s_port)));
}
Value GetServByPort(Thread* t, Value* args, size_t, Value) {
  int port;
  std::string protocol;
  if (!ParseInt32(t, args[0], &port) ||
      (!args[1].is_null() && !ParseText(t, args[1], "getservbyport", 2, &protocol))) {
    return Value();
  }
  if (port < 0 || port > 0xffff) {
    return RaiseText(t, Exc::kOverflowError, "getservbyport: port must be 0-65535.");
  }
  if (!AllowProcesses(t)) return Value();
  char buffer[4096];
  struct servent entry, *found = nullptr;
  getservbyport_r(htons(static_cast<uint16_t>(port)),
                  args[1].is_null() ? nullptr : protocol.c_str(), &entry, buffer, sizeof(buffer),
                  &found);
  if (found == nullptr) return RaiseText(t, Exc::kOSError, "port/proto not found");
  return NewStrUtf8(t, found->s_name);
}
Value GetProtoByName(Thread* t, Value* args, size_t, Value) {
  std::string name;
  if (!ParseText(t, args[0], "getprotobyname", 1, &name) || !AllowProcesses(t)) return Value();
  char buffer[4096];
  struct protoent entry, *found = nullptr;
  getprotobyname_r(name.c_str(), &entry, buffer, sizeof(buffer), &found);
  if (found == nullptr) return RaiseText(t, Exc::kOSError, "protocol not found");
  return Value::SmallInt(found->p_proto);
}

Value InterfaceNames(Thread* t, Value*, size_t, Value) {
  if (!AllowProcesses(t)) return Value();
  struct if_nameindex* interfaces = if_nameindex();
  if (interfaces == nullptr) return RaiseErrno(t);
  List* list = NewList(t);
  for (int i = 0; list != nullptr && interfaces[i].if_index != 0 && interfaces[i].if_name;
       ++i) {
    Value name = DecodeFs(t, interfaces[i].if_name);
    Value pair = name.is_null()
                     ? name
                     : Value(TuplePack(t, Value::SmallInt(interfaces[i].if_index), name));
    if (pair.is_null() || !ListAppend(t, list, pair)) list = nullptr;
  }
  if_freenameindex(interfaces);
  return list;
}
Value InterfaceIndex(Thread* t, Value* args, size_t, Value) {
  PathArg name;
  if (!ParsePath(t, args[0], "if_nametoindex", "name", 0, &name) || !AllowProcesses(t)) {
    return Value();
  }
  const unsigned index = if_nametoindex(name.text.c_str());
  if (index == 0) return RaiseText(t, Exc::kOSError, "no interface with this name");
  return Value::SmallInt(index);
}
Value InterfaceName(Thread* t, Value* args, size_t, Value) {
  int64_t index;
  char name[IF_NAMESIZE + 1];
  if (!ParseInt64(t, args[0], &index) || !AllowProcesses(t)) return Value();
  if (index < 0 || index > UINT32_MAX) {
    return RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C unsigned int");
  }
  if (if_indextoname(static_cast<unsigned>(index), name) == nullptr) return RaiseErrno(t);
  return DecodeFs(t, name);
}

constexpr NativeInfo kRows[] = {
    {"getaddrinfo", GetAddrInfo, "(host, port, family=0, type=0, proto=0, flags=0)", kAnything,
     "Resolve host and port into addrinfo struct."},
    {"getnameinfo", GetNameInfo, "(sockaddr, flags, /)", kAnything,
     "Get host and port for a sockaddr."},
    {"gethostbyname", GetHostByName, "(host, /)", kAnything,
     "Return the IP address (a string of the form '255.255.255.255') for a host."},
    {"gethostbyname_ex", GetHost<false>, "(host, /)", kAnything,
     "Return the true host name, a list of aliases, and a list of IP addresses, for a host."},
    {"gethostbyaddr", GetHost<true>, "(host, /)", kAnything,
     "Return the true host name, a list of aliases, and a list of IP addresses, for a host."},
    {"gethostname", GetHostName, "()", kAnything, "Return the current host name."},
    {"sethostname", SetHostName, "(name, /)", kAnything, "Sets the hostname to name."},
    {"getservbyname", GetServByName, "(servicename, protocolname=<unrepresentable>, /)",
     kAnything, "Return a port number from a service name and protocol name."},
    {"getservbyport", GetServByPort, "(port, protocolname=<unrepresentable>, /)", kAnything,
     "Return the service name from a port number and protocol name."},
    {"getprotobyname", GetProtoByName, "(name, /)", kAnything,
     "Return the protocol number for the named protocol."},
    {"if_nameindex", InterfaceNames, "()", kAnything,
     "Returns a list of network interface information (index, name) tuples."},
    {"if_nametoindex", InterfaceIndex, "(if_name, /)", kAnything,
     "Returns the interface index corresponding to the interface name if_name."},
    {"if_indextoname", InterfaceName, "(if_index, /)", kAnything,
     "Returns the interface name corresponding to the interface index if_index."},
};

}  // namespace

absl::Span<const NativeInfo> SocketLookupRows() { return kRows; }

}  // namespace pyjit
