// mappingproxy: a read-only view of any mapping.
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/recursion_guard.h"
#include "runtime/types/container_util.h"
#include "runtime/types/dict.h"
#include "runtime/types/generic_alias.h"
#include "runtime/types/str.h"
#include "runtime/types/str_builder.h"

namespace pyjit {

bool InitMappingProxyType(Thread* t);

const ExtensionInfo MappingProxy::kExtension = {sizeof(MappingProxy), 1, nullptr};

namespace {

Value Mapping(Value* args) { return args[0].as<MappingProxy>()->mapping; }

// Anything with __getitem__ but list and tuple.
bool IsMapping(Thread* t, Value v) {
  return !LookupSpecial(t, v, Slot::kGetItem).is_null() && !IsKind(v, Kind::kList) &&
         !IsKind(v, Kind::kTuple);
}

Value ProxyNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  int64_t keywords = kwnames.is_null() ? 0 : kwnames.as<Tuple>()->length;
  if (nargs == 1 && keywords == 1 &&
      StrEqualsAscii(kwnames.as<Tuple>()->items[0].as<Str>(), "mapping")) {
    nargs = 2;
    keywords = 0;
  }
  if (keywords != 0 || nargs != 2) {
    if (nargs == 1 && keywords == 0) {
      return RaiseText(t, Exc::kTypeError,
                       "mappingproxy() missing required argument 'mapping' (pos 1)");
    }
    return Raise(t, Exc::kTypeError, "mappingproxy() takes at most 1 argument (%d given)",
                 static_cast<int64_t>(nargs) - 1 + keywords);
  }
  if (!IsMapping(t, args[1])) {
    return Raise(t, Exc::kTypeError, "mappingproxy() argument must be a mapping, not %s",
                 TypeName(t, args[1]));
  }
  return NewMappingProxy(t, args[1]);
}

Value ProxyLen(Thread* t, Value* args, size_t, Value) {
  const int64_t length = Length(t, Mapping(args));
  return length < 0 ? Value() : Value::SmallInt(length);
}
Value ProxyGetItem(Thread* t, Value* args, size_t, Value) {
  return GetItem(t, Mapping(args), args[1]);
}
Value ProxyContains(Thread* t, Value* args, size_t, Value) {
  return BoolOrNull(t, Contains(t, Mapping(args), args[1]));
}
Value ProxyIter(Thread* t, Value* args, size_t, Value) { return GetIter(t, Mapping(args)); }

Value Forward(Thread* t, Value* args, absl::string_view method, size_t nargs) {
  Str* name = Intern(t, method);
  return name == nullptr ? Value() : CallMethod(t, Mapping(args), name, args + 1, nargs);
}
Value ProxyReversed(Thread* t, Value* args, size_t, Value) {
  return Forward(t, args, "__reversed__", 0);
}
Value ProxyGet(Thread* t, Value* args, size_t, Value) {
  if (args[2].is_null()) args[2] = t->isolate->none();
  return Forward(t, args, "get", 2);
}
Value ProxyKeys(Thread* t, Value* args, size_t, Value) { return Forward(t, args, "keys", 0); }
Value ProxyValues(Thread* t, Value* args, size_t, Value) {
  return Forward(t, args, "values", 0);
}
Value ProxyItems(Thread* t, Value* args, size_t, Value) { return Forward(t, args, "items", 0); }
Value ProxyCopy(Thread* t, Value* args, size_t, Value) { return Forward(t, args, "copy", 0); }

Value ProxyRepr(Thread* t, Value* args, size_t, Value) {
  RecursionGuard guard(t, " while getting the repr of an object");
  Value repr = guard.ok() ? ToRepr(t, Mapping(args)) : Value();
  if (repr.is_null()) return repr;
  StrBuilder text;
  text.AppendAscii("mappingproxy(");
  text.Append(repr.as<Str>());
  text.AppendChar(')');
  return text.Finish(t);
}
Value ProxyStr(Thread* t, Value* args, size_t, Value) {
  RecursionGuard guard(t, " while getting the str of an object");
  return guard.ok() ? ToStr(t, Mapping(args)) : Value();
}

Value Unwrapped(Thread* t, Value v) {
  return ClassOf(t, v) == t->isolate->mappingproxy_class() ? v.as<MappingProxy>()->mapping : v;
}
template <CompareOp op>
Value ProxyCompare(Thread* t, Value* args, size_t, Value) {
  return Compare(t, op, Mapping(args), Unwrapped(t, args[1]));
}
Value ProxyOr(Thread* t, Value* args, size_t, Value) {
  return Binary(t, BinaryOp::kOr, Mapping(args), Unwrapped(t, args[1]));
}
Value ProxyReflectedOr(Thread* t, Value* args, size_t, Value) {
  return Binary(t, BinaryOp::kOr, Unwrapped(t, args[1]), Mapping(args));
}
Value ProxyInplaceOr(Thread* t, Value*, size_t, Value) {
  return RaiseText(t, Exc::kTypeError,
                   "'|=' is not supported by mappingproxy; use '|' instead");
}

constexpr NativeInfo kRows[] = {
    {"__new__", ProxyNew, nullptr, kAnything,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__len__", ProxyLen, "($self, /)", kAnything, "Return len(self)."},
    {"__getitem__", ProxyGetItem, "($self, key, /)", kAnything, "Return self[key]."},
    {"__contains__", ProxyContains, "($self, key, /)", kAnything, "Return key in self."},
    {"__iter__", ProxyIter, "($self, /)", kAnything, "Implement iter(self)."},
    {"__reversed__", ProxyReversed, "($self, /)", kAnything,
     "D.__reversed__() -> reverse iterator"},
    {"__repr__", ProxyRepr, "($self, /)", kAnything, "Return repr(self)."},
    {"__str__", ProxyStr, "($self, /)", kAnything, "Return str(self)."},
    {"__eq__", ProxyCompare<CompareOp::kEq>, "($self, value, /)", kAnything,
     "Return self==value."},
    {"__ne__", ProxyCompare<CompareOp::kNe>, "($self, value, /)", kAnything,
     "Return self!=value."},
    {"__lt__", ProxyCompare<CompareOp::kLt>, "($self, value, /)", kAnything,
     "Return self<value."},
    {"__le__", ProxyCompare<CompareOp::kLe>, "($self, value, /)", kAnything,
     "Return self<=value."},
    {"__gt__", ProxyCompare<CompareOp::kGt>, "($self, value, /)", kAnything,
     "Return self>value."},
    {"__ge__", ProxyCompare<CompareOp::kGe>, "($self, value, /)", kAnything,
     "Return self>=value."},
    {"__or__", ProxyOr, "($self, value, /)", kAnything, "Return self|value."},
    {"__ror__", ProxyReflectedOr, "($self, value, /)", kAnything, "Return value|self."},
    {"__ior__", ProxyInplaceOr, "($self, value, /)", kRaises, "Return self|=value."},
    {"get", ProxyGet, "($self, key, default=None, /)", kAnything,
     "Return the value for key if key is in the mapping, else default."},
    {"keys", ProxyKeys, "($self, /)", kAnything,
     "a set-like object providing a view on D's keys"},
    {"values", ProxyValues, "($self, /)", kAnything,
     "an object providing a view on D's values"},
    {"items", ProxyItems, "($self, /)", kAnything,
     "a set-like object providing a view on D's items"},
    {"copy", ProxyCopy, "($self, /)", kAnything, "a shallow copy of D"},
    {"__class_getitem__", ClassGetItemAlias, "($cls, item, /)", kCollects, "See PEP 585"},
};

}  // namespace

Value NewMappingProxy(Thread* t, Value mapping) {
  auto* proxy = AllocateOfClass<MappingProxy>(t, t->isolate->mappingproxy_class());
  if (proxy == nullptr) return Value();
  proxy->mapping = mapping;
  return proxy;
}

bool InitMappingProxyType(Thread* t) {
  Class* cls = t->isolate->mappingproxy_class();
  cls->construct = ProxyNew;
  return AddNatives(t, cls->dict, kRows, cls) && MakeUnhashable(t, cls);
}

}  // namespace pyjit
