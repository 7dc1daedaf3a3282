// _socket: sockets of the system.
//   socket_object.cc     class socket: making, closing, timeouts
//   socket_connect.cc    bind, listen, accept, connect; options
//   socket_transfer.cc   recv, send and relatives
//   socket_messages.cc   recvmsg, sendmsg: ancillary data
//   socket_address.cc    addresses of each family
//   socket_lookup.cc     getaddrinfo, names of services and interfaces
//   socket_constants.cc  numbers, conversions, socketpair
#include <memory>

#include "runtime/intern.h"
#include "runtime/types/dict.h"
#include "runtime/types/tuple.h"
#include "stdlib/socket_internal.h"

namespace pyjit {
namespace {

// An exception class of module socket, below OSError.
Value NewError(Thread* t, const char* name) {
  Tuple* bases = NewTuple(t, 1);
  if (bases == nullptr) return Value();
  bases->items[0] = ExceptionClass(t, Exc::kOSError);
  Dict* ns = NewDict(t);
  Str* text = ns == nullptr ? nullptr : Intern(t, name);
  Str* module = text == nullptr ? nullptr : Intern(t, "socket");
  if (module == nullptr || !DictSet(t, ns, t->isolate->names.dunder_module, module)) {
    return Value();
  }
  return NewClass(t, t->isolate->type_class(), text, bases, ns, nullptr, Value());
}

}  // namespace

void SocketState::VisitRoots(RootVisitor* visitor) {
  visitor->Visit(&socket_class);
  visitor->Visit(&gaierror);
  visitor->Visit(&herror);
}

bool InitSocketModule(Thread* t, Module* module) {
  auto state = std::make_shared<SocketState>();
  // Sockets of an earlier import keep their state's default; the module has one state.
  if (StdlibOf(t)->sockets == nullptr) {
    StdlibOf(t)->sockets = state;
    t->heap->AddRootProvider(state.get());
  }
  SocketState* sockets = SocketsOf(t);
  sockets->gaierror = NewError(t, "gaierror");
  if (sockets->gaierror.is_null()) return false;
  sockets->herror = NewError(t, "herror");
  return !sockets->herror.is_null() && MakeSocketClass(t, module) &&
         SetModuleValue(t, module, "error", ExceptionClass(t, Exc::kOSError)) &&
         SetModuleValue(t, module, "timeout", ExceptionClass(t, Exc::kTimeoutError)) &&
         SetModuleValue(t, module, "gaierror", sockets->gaierror) &&
         SetModuleValue(t, module, "herror", sockets->herror) &&
         SetModuleValue(t, module, "has_ipv6", t->isolate->Bool(true)) &&
         AddModuleNatives(t, module, SocketLookupRows()) &&
         AddModuleNatives(t, module, SocketNumberRows()) && AddSocketConstants(t, module);
}

}  // namespace pyjit
