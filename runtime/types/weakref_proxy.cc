// weakref.proxy: objects that do what their referent does while it is alive.
#include "absl/strings/str_cat.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/operators_internal.h"
#include "runtime/types/container_util.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/types/weakref.h"
#include "runtime/types/weakref_internal.h"

namespace pyjit {
namespace {

// v, or what it refers to if it is a proxy. False with ReferenceError pending.
bool Unwrap(Thread* t, Value* v) {
  if (!IsWeakProxy(t, *v)) return true;
  Value target = WeakrefTarget(*v);
  if (target.is_null()) {
    RaiseText(t, Exc::kReferenceError, "weakly-referenced object no longer exists");
    return false;
  }
  *v = target;
  return true;
}

bool UnwrapAll(Thread* t, Value* args, size_t n) {
  for (size_t i = 0; i < n; ++i) {
    if (!args[i].is_null() && !Unwrap(t, &args[i])) return false;
  }
  return true;
}

template <BinaryOp op, bool kReflected>
Value BinaryMethod(Thread* t, Value* args, size_t, Value) {
  Value a = args[0], b = args[1];
  if (!Unwrap(t, &a) || !Unwrap(t, &b)) return Value();
  return kReflected ? Binary(t, op, b, a) : Binary(t, op, a, b);
}

template <BinaryOp op>
Value InplaceMethod(Thread* t, Value* args, size_t, Value) {
  Value a = args[0], b = args[1];
  if (!Unwrap(t, &a) || !Unwrap(t, &b)) return Value();
  return InplaceBinary(t, op, a, b);
}

template <UnaryOp op>
Value UnaryMethod(Thread* t, Value* args, size_t, Value) {
  return Unwrap(t, args) ? Unary(t, op, args[0]) : Value();
}

template <CompareOp op>
Value CompareMethod(Thread* t, Value* args, size_t, Value) {
  Value a = args[0], b = args[1];
  if (!Unwrap(t, &a) || !Unwrap(t, &b)) return Value();
  return Compare(t, op, a, b);
}

// The referent's own method of that name, called with unwrapped arguments.
template <const char* kName>
Value MethodOfReferent(Thread* t, Value* args, size_t nargs, Value) {
  if (!UnwrapAll(t, args, nargs)) return Value();
  Str* name = Intern(t, kName);
  return name == nullptr ? Value() : CallMethod(t, args[0], name, args + 1, nargs - 1);
}

Value Str_(Thread* t, Value* args, size_t, Value) {
  return Unwrap(t, args) ? ToStr(t, args[0]) : Value();
}
Value Repr(Thread* t, Value* args, size_t, Value) { return WeakrefRepr(t, args[0]); }
Value Bool(Thread* t, Value* args, size_t, Value) {
  return Unwrap(t, args) ? BoolOrNull(t, IsTrue(t, args[0])) : Value();
}
Value Len(Thread* t, Value* args, size_t, Value) {
  if (!Unwrap(t, args)) return Value();
  const int64_t length = Length(t, args[0]);
  return length < 0 ? Value() : Value::SmallInt(length);
}
Value GetItemMethod(Thread* t, Value* args, size_t, Value) {
  return UnwrapAll(t, args, 2) ? GetItem(t, args[0], args[1]) : Value();
}
Value SetItemMethod(Thread* t, Value* args, size_t, Value) {
  return UnwrapAll(t, args, 1) && SetItem(t, args[0], args[1], args[2]) ? t->isolate->none()
                                                                        : Value();
}
Value DelItemMethod(Thread* t, Value* args, size_t, Value) {
  return UnwrapAll(t, args, 1) && DelItem(t, args[0], args[1]) ? t->isolate->none() : Value();
}
Value ContainsMethod(Thread* t, Value* args, size_t, Value) {
  return UnwrapAll(t, args, 1) ? BoolOrNull(t, Contains(t, args[0], args[1])) : Value();
}
Value Iter(Thread* t, Value* args, size_t, Value) {
  return Unwrap(t, args) ? GetIter(t, args[0]) : Value();
}
Value Next(Thread* t, Value* args, size_t, Value) {
  if (!Unwrap(t, args)) return Value();
  if (LookupSpecial(t, args[0], Slot::kNext).is_null()) {
    return Raise(t, Exc::kTypeError,
                 "Weakref proxy referenced a non-iterator '%s' object", TypeName(t, args[0]));
  }
  Value item = IterNext(t, args[0]);
  if (item.is_null() && t->exception.is_null()) return RaiseStopIteration(t);
  return item;
}

Str* NameArgument(Thread* t, Value name) {
  if (IsStr(name)) return InternStr(t, name.as<Str>());
  Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'", TypeName(t, name));
  return nullptr;
}
Value GetAttribute(Thread* t, Value* args, size_t, Value) {
  Str* name = Unwrap(t, args) ? NameArgument(t, args[1]) : nullptr;
  return name == nullptr ? Value() : GetAttr(t, args[0], name);
}
Value SetAttribute(Thread* t, Value* args, size_t, Value) {
  Str* name = UnwrapAll(t, args, 1) ? NameArgument(t, args[1]) : nullptr;
  return name != nullptr && SetAttr(t, args[0], name, args[2]) ? t->isolate->none() : Value();
}
Value DelAttribute(Thread* t, Value* args, size_t, Value) {
  Str* name = UnwrapAll(t, args, 1) ? NameArgument(t, args[1]) : nullptr;
  return name != nullptr && DelAttr(t, args[0], name) ? t->isolate->none() : Value();
}
Value CallProxy(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return Unwrap(t, args) ? Call(t, args[0], args + 1, nargs - 1, kwnames) : Value();
}

constexpr char kDivMod[] = "__divmod__", kRDivMod[] = "__rdivmod__", kAbs[] = "__abs__",
               kInt[] = "__int__", kFloat[] = "__float__", kIndex[] = "__index__",
               kBytes[] = "__bytes__", kReversed[] = "__reversed__";

#define PYJIT_BINARY_ROWS(op, name)                                                         \
  {"__" name "__", BinaryMethod<BinaryOp::op, false>, "($self, value, /)", kAnything,       \
   "Return self" name "value."},                                                            \
  {"__r" name "__", BinaryMethod<BinaryOp::op, true>, "($self, value, /)", kAnything,       \
   "Return value" name "self."},                                                            \
  {"__i" name "__", InplaceMethod<BinaryOp::op>, "($self, value, /)", kAnything,            \
   "Return self" name "=value."}
#define PYJIT_COMPARE_ROW(op, name)                                                         \
  {"__" name "__", CompareMethod<CompareOp::op>, "($self, value, /)", kAnything, nullptr}

constexpr NativeInfo kRows[] = {
    PYJIT_BINARY_ROWS(kAdd, "add"),
    PYJIT_BINARY_ROWS(kSub, "sub"),
    PYJIT_BINARY_ROWS(kMul, "mul"),
    PYJIT_BINARY_ROWS(kTrueDiv, "truediv"),
    PYJIT_BINARY_ROWS(kFloorDiv, "floordiv"),
    PYJIT_BINARY_ROWS(kMod, "mod"),
    PYJIT_BINARY_ROWS(kPow, "pow"),
    PYJIT_BINARY_ROWS(kLShift, "lshift"),
    PYJIT_BINARY_ROWS(kRShift, "rshift"),
    PYJIT_BINARY_ROWS(kAnd, "and"),
    PYJIT_BINARY_ROWS(kOr, "or"),
    PYJIT_BINARY_ROWS(kXor, "xor"),
    PYJIT_BINARY_ROWS(kMatMul, "matmul"),
    PYJIT_COMPARE_ROW(kLt, "lt"),
    PYJIT_COMPARE_ROW(kLe, "le"),
    PYJIT_COMPARE_ROW(kEq, "eq"),
    PYJIT_COMPARE_ROW(kNe, "ne"),
    PYJIT_COMPARE_ROW(kGt, "gt"),
    PYJIT_COMPARE_ROW(kGe, "ge"),
    {"__divmod__", MethodOfReferent<kDivMod>, "($self, value, /)", kAnything,
     "Return divmod(self, value)."},
    {"__rdivmod__", MethodOfReferent<kRDivMod>, "($self, value, /)", kAnything,
     "Return divmod(value, self)."},
    {"__neg__", UnaryMethod<UnaryOp::kNeg>, "($self, /)", kAnything, "-self"},
    {"__pos__", UnaryMethod<UnaryOp::kPos>, "($self, /)", kAnything, "+self"},
    {"__invert__", UnaryMethod<UnaryOp::kInvert>, "($self, /)", kAnything, "~self"},
    {"__abs__", MethodOfReferent<kAbs>, "($self, /)", kAnything, "abs(self)"},
    {"__bool__", Bool, "($self, /)", kAnything, "True if self else False"},
    {"__int__", MethodOfReferent<kInt>, "($self, /)", kAnything, "int(self)"},
    {"__float__", MethodOfReferent<kFloat>, "($self, /)", kAnything, "float(self)"},
    {"__index__", MethodOfReferent<kIndex>, "($self, /)", kAnything,
     "Return self converted to an integer, if self is suitable for use as an index into a list."},
    {"__len__", Len, "($self, /)", kAnything, "Return len(self)."},
    {"__getitem__", GetItemMethod, "($self, key, /)", kAnything, "Return self[key]."},
    {"__setitem__", SetItemMethod, "($self, key, value, /)", kAnything, "Set self[key] to value."},
    {"__delitem__", DelItemMethod, "($self, key, /)", kAnything, "Delete self[key]."},
    {"__contains__", ContainsMethod, "($self, key, /)", kAnything, "Return key in self."},
    {"__iter__", Iter, "($self, /)", kAnything, "Implement iter(self)."},
    {"__next__", Next, "($self, /)", kAnything, "Implement next(self)."},
    {"__bytes__", MethodOfReferent<kBytes>, "($self, /)", kAnything, nullptr},
    {"__reversed__", MethodOfReferent<kReversed>, "($self, /)", kAnything, nullptr},
    {"__str__", Str_, "($self, /)", kAnything, "Return str(self)."},
    {"__repr__", Repr, "($self, /)", kAnything, "Return repr(self)."},
    {"__getattribute__", GetAttribute, "($self, name, /)", kAnything,
     "Return getattr(self, name)."},
    {"__setattr__", SetAttribute, "($self, name, value, /)", kAnything,
     "Implement setattr(self, name, value)."},
    {"__delattr__", DelAttribute, "($self, name, /)", kAnything,
     "Implement delattr(self, name)."},
};
#undef PYJIT_BINARY_ROWS
#undef PYJIT_COMPARE_ROW

constexpr NativeInfo kCallableRows[] = {
    {"__call__", CallProxy, nullptr, kAnything, "Call self as a function."},
};

Value NoConstruct(Thread* t, Value* args, size_t, Value) {
  return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
               ClassDisplayName(args[0].as<Class>()));
}

}  // namespace

Value NewWeakProxy(Thread* t, Value referent, Value callback) {
  Class* cls = IsCallable(t, referent) ? t->isolate->weakcallableproxy_class()
                                       : t->isolate->weakproxy_class();
  return NewWeakref(t, cls, referent, callback);
}

bool InitWeakProxyTypes(Thread* t) {
  Class* proxy = t->isolate->weakproxy_class();
  Class* callable = t->isolate->weakcallableproxy_class();
  for (Class* cls : {proxy, callable}) {
    cls->construct = NoConstruct;
    cls->traits |= kTraitNoNew;
    if (!AddNatives(t, cls->dict, kRows, cls) || !MakeUnhashable(t, cls)) return false;
  }
  return AddNatives(t, callable->dict, kCallableRows, callable);
}

}  // namespace pyjit
