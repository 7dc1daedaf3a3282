// _socket: its numbers, and the functions that convert numbers and addresses.
#include <arpa/inet.h>
#include <fcntl.h>
#include <linux/qrtr.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <netpacket/packet.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <string>

#include "runtime/operators.h"
#include "runtime/types/container_util.h"
#include "runtime/types/tuple.h"
#include "stdlib/bytes_argument.h"
#include "stdlib/socket_internal.h"

namespace pyjit {
namespace {

struct Number {
  const char* name;
  int64_t value;
};
#define ROW(name) {#name, static_cast<int64_t>(name)},
constexpr Number kNumbers[] = {
    ROW(AF_ALG) ROW(AF_APPLETALK) ROW(AF_ASH) ROW(AF_ATMPVC) ROW(AF_ATMSVC) ROW(AF_AX25)
    ROW(AF_BLUETOOTH) ROW(AF_BRIDGE) ROW(AF_CAN) ROW(AF_DECnet) ROW(AF_ECONET) ROW(AF_INET)
    ROW(AF_INET6) ROW(AF_IPX) ROW(AF_IRDA) ROW(AF_KEY) ROW(AF_LLC) ROW(AF_NETBEUI) ROW(AF_NETLINK)
    ROW(AF_NETROM) ROW(AF_PACKET) ROW(AF_PPPOX) ROW(AF_QIPCRTR) ROW(AF_RDS) ROW(AF_ROSE)
    ROW(AF_ROUTE) ROW(AF_SECURITY) ROW(AF_SNA) ROW(AF_TIPC) ROW(AF_UNIX) ROW(AF_UNSPEC)
    ROW(AF_VSOCK) ROW(AF_WANPIPE) ROW(AF_X25) ROW(AI_ADDRCONFIG) ROW(AI_ALL) ROW(AI_CANONNAME)
    ROW(AI_NUMERICHOST) ROW(AI_NUMERICSERV) ROW(AI_PASSIVE) ROW(AI_V4MAPPED) ROW(EAI_ADDRFAMILY)
    ROW(EAI_AGAIN) ROW(EAI_BADFLAGS) ROW(EAI_FAIL) ROW(EAI_FAMILY) ROW(EAI_MEMORY) ROW(EAI_NODATA)
    ROW(EAI_NONAME) ROW(EAI_OVERFLOW) ROW(EAI_SERVICE) ROW(EAI_SOCKTYPE) ROW(EAI_SYSTEM)
    ROW(INADDR_ALLHOSTS_GROUP) ROW(INADDR_ANY) ROW(INADDR_BROADCAST) ROW(INADDR_LOOPBACK)
    ROW(INADDR_MAX_LOCAL_GROUP) ROW(INADDR_NONE) ROW(INADDR_UNSPEC_GROUP) ROW(IPPORT_RESERVED)
    ROW(IPPORT_USERRESERVED) ROW(IPPROTO_AH) ROW(IPPROTO_DSTOPTS) ROW(IPPROTO_EGP) ROW(IPPROTO_ESP)
    ROW(IPPROTO_FRAGMENT) ROW(IPPROTO_GRE) ROW(IPPROTO_HOPOPTS) ROW(IPPROTO_ICMP)
    ROW(IPPROTO_ICMPV6) ROW(IPPROTO_IDP) ROW(IPPROTO_IGMP) ROW(IPPROTO_IP) ROW(IPPROTO_IPIP)
    ROW(IPPROTO_IPV6) ROW(IPPROTO_MPTCP) ROW(IPPROTO_NONE) ROW(IPPROTO_PIM) ROW(IPPROTO_PUP)
    ROW(IPPROTO_RAW) ROW(IPPROTO_ROUTING) ROW(IPPROTO_RSVP) ROW(IPPROTO_SCTP) ROW(IPPROTO_TCP)
    ROW(IPPROTO_TP) ROW(IPPROTO_UDP) ROW(IPPROTO_UDPLITE) ROW(IPV6_CHECKSUM) ROW(IPV6_DONTFRAG)
    ROW(IPV6_DSTOPTS) ROW(IPV6_HOPLIMIT) ROW(IPV6_HOPOPTS) ROW(IPV6_JOIN_GROUP)
    ROW(IPV6_LEAVE_GROUP) ROW(IPV6_MULTICAST_HOPS) ROW(IPV6_MULTICAST_IF) ROW(IPV6_MULTICAST_LOOP)
    ROW(IPV6_NEXTHOP) ROW(IPV6_PATHMTU) ROW(IPV6_PKTINFO) ROW(IPV6_RECVDSTOPTS)
    ROW(IPV6_RECVHOPLIMIT) ROW(IPV6_RECVHOPOPTS) ROW(IPV6_RECVPATHMTU) ROW(IPV6_RECVPKTINFO)
    ROW(IPV6_RECVRTHDR) ROW(IPV6_RECVTCLASS) ROW(IPV6_RTHDR) ROW(IPV6_RTHDRDSTOPTS)
    ROW(IPV6_RTHDR_TYPE_0) ROW(IPV6_TCLASS) ROW(IPV6_UNICAST_HOPS) ROW(IPV6_V6ONLY)
    ROW(IP_ADD_MEMBERSHIP) ROW(IP_BIND_ADDRESS_NO_PORT) ROW(IP_DEFAULT_MULTICAST_LOOP)
    ROW(IP_DEFAULT_MULTICAST_TTL) ROW(IP_DROP_MEMBERSHIP) ROW(IP_HDRINCL) ROW(IP_MAX_MEMBERSHIPS)
    ROW(IP_MULTICAST_IF) ROW(IP_MULTICAST_LOOP) ROW(IP_MULTICAST_TTL) ROW(IP_OPTIONS)
    ROW(IP_RECVOPTS) ROW(IP_RECVRETOPTS) ROW(IP_RECVTOS) ROW(IP_RETOPTS) ROW(IP_TOS)
    ROW(IP_TRANSPARENT) ROW(IP_TTL) ROW(MSG_CMSG_CLOEXEC) ROW(MSG_CONFIRM) ROW(MSG_CTRUNC)
    ROW(MSG_DONTROUTE) ROW(MSG_DONTWAIT) ROW(MSG_EOR) ROW(MSG_ERRQUEUE) ROW(MSG_FASTOPEN)
    ROW(MSG_MORE) ROW(MSG_NOSIGNAL) ROW(MSG_OOB) ROW(MSG_PEEK) ROW(MSG_TRUNC) ROW(MSG_WAITALL)
    ROW(NETLINK_CRYPTO) ROW(NETLINK_DNRTMSG) ROW(NETLINK_FIREWALL) ROW(NETLINK_IP6_FW)
    ROW(NETLINK_NFLOG) ROW(NETLINK_ROUTE) ROW(NETLINK_USERSOCK) ROW(NETLINK_XFRM) ROW(NI_DGRAM)
    ROW(NI_MAXHOST) ROW(NI_MAXSERV) ROW(NI_NAMEREQD) ROW(NI_NOFQDN) ROW(NI_NUMERICHOST)
    ROW(NI_NUMERICSERV) ROW(PACKET_BROADCAST) ROW(PACKET_FASTROUTE) ROW(PACKET_HOST)
    ROW(PACKET_LOOPBACK) ROW(PACKET_MULTICAST) ROW(PACKET_OTHERHOST) ROW(PACKET_OUTGOING)
    ROW(PF_CAN) ROW(PF_PACKET) ROW(PF_RDS) ROW(SCM_CREDENTIALS) ROW(SCM_RIGHTS) ROW(SHUT_RD)
    ROW(SHUT_RDWR) ROW(SHUT_WR) ROW(SOCK_CLOEXEC) ROW(SOCK_DGRAM) ROW(SOCK_NONBLOCK) ROW(SOCK_RAW)
    ROW(SOCK_RDM) ROW(SOCK_SEQPACKET) ROW(SOCK_STREAM) ROW(SOL_IP) ROW(SOL_RDS) ROW(SOL_SOCKET)
    ROW(SOL_TCP) ROW(SOMAXCONN) ROW(SO_ACCEPTCONN) ROW(SO_BINDTODEVICE) ROW(SO_BROADCAST)
    ROW(SO_DEBUG) ROW(SO_DOMAIN) ROW(SO_DONTROUTE) ROW(SO_ERROR) ROW(SO_INCOMING_CPU)
    ROW(SO_KEEPALIVE) ROW(SO_LINGER) ROW(SO_MARK) ROW(SO_OOBINLINE) ROW(SO_PASSCRED)
    ROW(SO_PASSSEC) ROW(SO_PEERCRED) ROW(SO_PEERSEC) ROW(SO_PRIORITY) ROW(SO_PROTOCOL)
    ROW(SO_RCVBUF) ROW(SO_RCVLOWAT) ROW(SO_RCVTIMEO) ROW(SO_REUSEADDR) ROW(SO_REUSEPORT)
    ROW(SO_SNDBUF) ROW(SO_SNDLOWAT) ROW(SO_SNDTIMEO) ROW(SO_TYPE)
    ROW(SO_VM_SOCKETS_BUFFER_MAX_SIZE) ROW(SO_VM_SOCKETS_BUFFER_MIN_SIZE)
    ROW(SO_VM_SOCKETS_BUFFER_SIZE) ROW(TCP_CONGESTION) ROW(TCP_CORK) ROW(TCP_DEFER_ACCEPT)
    ROW(TCP_FASTOPEN) ROW(TCP_INFO) ROW(TCP_KEEPCNT) ROW(TCP_KEEPIDLE) ROW(TCP_KEEPINTVL)
    ROW(TCP_LINGER2) ROW(TCP_MAXSEG) ROW(TCP_NODELAY) ROW(TCP_NOTSENT_LOWAT) ROW(TCP_QUICKACK)
    ROW(TCP_SYNCNT) ROW(TCP_USER_TIMEOUT) ROW(TCP_WINDOW_CLAMP) ROW(VMADDR_CID_ANY)
    ROW(VMADDR_CID_HOST) ROW(VMADDR_PORT_ANY) ROW(VM_SOCKETS_INVALID_VERSION)
    {"SOL_UDP", IPPROTO_UDP},
    ROW(IOCTL_VM_SOCKETS_GET_LOCAL_CID)
};
#undef ROW

// htons and ntohs.
Value Swap16(Thread* t, Value v, const char* function) {
  int n;
  if (!ParseInt32(t, v, &n)) return Value();
  if (n < 0) {
    return Raise(t, Exc::kOverflowError,
                 "%s: can't convert negative Python int to C 16-bit unsigned integer", function);
  }
  if (n > 0xffff) {
    return Raise(t, Exc::kOverflowError,
                 "%s: Python int too large to convert to C 16-bit unsigned integer", function);
  }
  return Value::SmallInt(htons(static_cast<uint16_t>(n)));
}
Value Htons(Thread* t, Value* args, size_t, Value) { return Swap16(t, args[0], "htons"); }
Value Ntohs(Thread* t, Value* args, size_t, Value) { return Swap16(t, args[0], "ntohs"); }
// htonl and ntohl.
Value Swap32(Thread* t, Value* args, size_t, Value) {
  int64_t n;
  if (!IsInt(args[0])) {
    return Raise(t, Exc::kTypeError, "expected int, %s found", ClassNameOf(t, args[0]));
  }
  if (IntSign(args[0]) < 0) {
    return RaiseText(t, Exc::kOverflowError, "can't convert negative value to unsigned int");
  }
  if (!IntAsInt64(args[0], &n)) {
    return RaiseText(t, Exc::kOverflowError, "Python int too large to convert to C unsigned long");
  }
  if (n > UINT32_MAX) return RaiseText(t, Exc::kOverflowError, "int larger than 32 bits");
  return IntFromInt64(t, htonl(static_cast<uint32_t>(n)));
}

bool ParseAscii(Thread* t, Value v, const char* function, int position, std::string* out) {
  if (IsStr(v)) {
    *out = StrToUtf8(v.as<Str>());
    if (out->find('\0') == std::string::npos) return true;
    RaiseText(t, Exc::kValueError, "embedded null character");
    return false;
  }
  Raise(t, Exc::kTypeError, "%s() argument %d must be str, not %s", function, position,
        ClassNameOf(t, v));
  return false;
}

Value InetAton(Thread* t, Value* args, size_t, Value) {
  std::string text;
  struct in_addr address;
  if (!IsStr(args[0])) {
    return Raise(t, Exc::kTypeError, "inet_aton() argument must be str, not %s",
                 ClassNameOf(t, args[0]));
  }
  if (!ParseAscii(t, args[0], "inet_aton", 1, &text)) return Value();
  if (inet_aton(text.c_str(), &address) == 0) {
    return RaiseText(t, Exc::kOSError, "illegal IP address string passed to inet_aton");
  }
  return NewBytes(t, absl::string_view(reinterpret_cast<char*>(&address), sizeof(address)));
}
Value InetNtoa(Thread* t, Value* args, size_t, Value) {
  BytesArgument bytes;
  if (!bytes.Get(t, args[0])) return Value();
  if (bytes.view().size() != 4) {
    return RaiseText(t, Exc::kOSError, "packed IP wrong length for inet_ntoa");
  }
  char text[INET_ADDRSTRLEN];
  inet_ntop(AF_INET, bytes.view().data(), text, sizeof(text));
  return NewStrUtf8(t, text);
}
Value InetPton(Thread* t, Value* args, size_t, Value) {
  int family;
  std::string text;
  if (!ParseInt32(t, args[0], &family) || !ParseAscii(t, args[1], "inet_pton", 2, &text)) {
    return Value();
  }
  char packed[16];
  const int result = inet_pton(family, text.c_str(), packed);
  if (result < 0) return RaiseErrno(t);
  if (result == 0) {
    return RaiseText(t, Exc::kOSError, "illegal IP address string passed to inet_pton");
  }
  return NewBytes(t, absl::string_view(packed, family == AF_INET ? 4 : 16));
}
Value InetNtop(Thread* t, Value* args, size_t, Value) {
  int family;
  BytesArgument bytes;
  if (!ParseInt32(t, args[0], &family) || !bytes.Get(t, args[1])) return Value();
  if (family != AF_INET && family != AF_INET6) {
    return Raise(t, Exc::kValueError, "unknown address family %d", family);
  }
  if (bytes.view().size() != (family == AF_INET ? 4u : 16u)) {
    return RaiseText(t, Exc::kValueError, "invalid length of packed IP address string");
  }
  char text[INET6_ADDRSTRLEN];
  if (inet_ntop(family, bytes.view().data(), text, sizeof(text)) == nullptr) return RaiseErrno(t);
  return NewStrUtf8(t, text);
}

template <bool (*kSize)(int64_t, size_t*)>
Value ControlSize(Thread* t, Value* args, const char* function) {
  int64_t length;
  size_t size;
  if (!ArgAsSize(t, args[0], &length)) return Value();
  if (!kSize(length, &size)) {
    return Raise(t, Exc::kOverflowError, "%s() argument out of range", function);
  }
  return Value::SmallInt(static_cast<int64_t>(size));
}
Value CmsgLen(Thread* t, Value* args, size_t, Value) {
  return ControlSize<ControlLength>(t, args, "CMSG_LEN");
}
Value CmsgSpace(Thread* t, Value* args, size_t, Value) {
  return ControlSize<ControlSpace>(t, args, "CMSG_SPACE");
}

Value CloseFd(Thread* t, Value* args, size_t, Value) {
  int fd;
  if (!ParseInt32(t, args[0], &fd) || !AllowProcesses(t)) return Value();
  if (close(fd) != 0 && errno != ECONNRESET && errno != EINTR) return RaiseErrno(t);
  return NoneOf(t);
}
Value DupFd(Thread* t, Value* args, size_t, Value) {
  int fd;
  if (!ParseInt32(t, args[0], &fd) || !AllowProcesses(t)) return Value();
  const int copy = fcntl(fd, F_DUPFD_CLOEXEC, 0);
  return copy < 0 ? RaiseErrno(t) : Value::SmallInt(copy);
}

// socketpair(family=AF_UNIX, type=SOCK_STREAM, proto=0)
Value SocketPair(Thread* t, Value* args, size_t, Value) {
  int numbers[3] = {AF_UNIX, SOCK_STREAM, 0}, fds[2];
  for (int i = 0; i < 3; ++i) {
    if (!args[i].is_null() && !ParseInt32(t, args[i], &numbers[i])) return Value();
  }
  if (!AllowProcesses(t)) return Value();
  if (socketpair(numbers[0], numbers[1] | SOCK_CLOEXEC, numbers[2], fds) != 0) {
    return RaiseErrno(t);
  }
  Value first = NewSocket(t, fds[0], numbers[0], numbers[1], numbers[2]);
  if (first.is_null()) {
    close(fds[1]);
    return first;
  }
  Value second = NewSocket(t, fds[1], numbers[0], numbers[1], numbers[2]);
  return second.is_null() ? second : Value(TuplePack(t, first, second));
}

Value GetDefaultTimeout(Thread* t, Value*, size_t, Value) {
  return TimeoutValue(t, SocketsOf(t)->default_timeout);
}
Value SetDefaultTimeout(Thread* t, Value* args, size_t, Value) {
  int64_t timeout;
  if (!ParseTimeout(t, args[0], &timeout)) return Value();
  SocketsOf(t)->default_timeout = timeout;
  return NoneOf(t);
}

constexpr NativeInfo kRows[] = {
    {"socketpair", SocketPair, "(family=AF_UNIX, type=SOCK_STREAM, proto=0, /)", kAnything,
     "Create a pair of connected socket objects."},
    {"close", CloseFd, "(fd, /)", kAnything, "Close an integer socket file descriptor."},
    {"dup", DupFd, "(fd, /)", kAnything, "Duplicate an integer socket file descriptor."},
    {"getdefaulttimeout", GetDefaultTimeout, "()", kAnything,
     "Returns the default timeout in seconds (float) for new socket objects."},
    {"setdefaulttimeout", SetDefaultTimeout, "(timeout, /)", kAnything,
     "Set the default timeout in seconds (float) for new socket objects."},
    {"htons", Htons, "(x, /)", kAnything,
     "Convert a 16-bit unsigned integer from host to network byte order."},
    {"ntohs", Ntohs, "(x, /)", kAnything,
     "Convert a 16-bit unsigned integer from network to host byte order."},
    {"htonl", Swap32, "(x, /)", kAnything,
     "Convert a 32-bit integer from host to network byte order."},
    {"ntohl", Swap32, "(x, /)", kAnything,
     "Convert a 32-bit integer from network to host byte order."},
    {"inet_aton", InetAton, "(ip_addr, /)", kAnything,
     "Convert an IP address in string format to the 32-bit packed binary format."},
    {"inet_ntoa", InetNtoa, "(packed_ip, /)", kAnything,
     "Convert an IP address from 32-bit packed binary format to string format."},
    {"inet_pton", InetPton, "(address_family, ip_string, /)", kAnything,
     "Convert an IP address from string format to a packed string."},
    {"inet_ntop", InetNtop, "(address_family, packed_ip, /)", kAnything,
     "Convert a packed IP address of the given family to string format."},
    {"CMSG_LEN", CmsgLen, "(length, /)", kAnything,
     "The total length of an ancillary data item, without padding behind it."},
    {"CMSG_SPACE", CmsgSpace, "(length, /)", kAnything,
     "The buffer size needed for an ancillary data item, with padding."},
};

}  // namespace

absl::Span<const NativeInfo> SocketNumberRows() { return kRows; }

bool AddSocketConstants(Thread* t, Module* module) {
  for (const Number& row : kNumbers) {
    if (!SetModuleInt(t, module, row.name, row.value)) return false;
  }
  return true;
}

}  // namespace pyjit
