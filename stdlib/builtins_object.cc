// Attributes, identity and classes of values: getattr, isinstance, id, dir, ...
#include <string>

#include "absl/base/casts.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dir.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "stdlib/builtins.h"
#include "stdlib/state.h"

namespace pyjit {
namespace {

// An attribute name, interned. Null with TypeError pending.
Str* AttributeName(Thread* t, Value v) {
  if (IsStr(v)) return InternStr(t, v.as<Str>());
  Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'", ClassNameOf(t, v));
  return nullptr;
}

Value GetAttribute(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* name = AttributeName(t, args[1]);
  if (name == nullptr) return Value();
  if (args[2].is_null()) return GetAttr(t, args[0], name);
  Value found = GetAttrOrNull(t, args[0], name);
  if (!found.is_null() || !t->exception.is_null()) return found;
  return args[2];
}

Value HasAttribute(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* name = AttributeName(t, args[1]);
  if (name == nullptr) return Value();
  Value found = GetAttrOrNull(t, args[0], name);
  if (found.is_null() && !t->exception.is_null()) return found;
  return t->isolate->Bool(!found.is_null());
}

Value SetAttribute(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* name = AttributeName(t, args[1]);
  if (name == nullptr || !SetAttr(t, args[0], name, args[2])) return Value();
  return NoneOf(t);
}

Value DelAttribute(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Str* name = AttributeName(t, args[1]);
  if (name == nullptr || !DelAttr(t, args[0], name)) return Value();
  return NoneOf(t);
}

Value IsInstanceOf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  bool result;
  return IsInstance(t, args[0], args[1], &result) ? t->isolate->Bool(result) : Value();
}

Value IsSubclassFunction(Thread* t, Value* args, size_t nargs, Value kwnames) {
  bool result;
  return IsSubclassOf(t, args[0], args[1], &result) ? t->isolate->Bool(result) : Value();
}

// Identity of ints and floats is by value, so their ids come from the value; the
// low bits keep the kinds apart, and addresses have them zero.
Value Id(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value v = args[0];
  Class* cls = ClassOf(t, v);
  Value shift = Value::SmallInt(4);
  if (cls == t->isolate->int_class()) {
    Value shifted = IntLShift(t, v, shift);
    return shifted.is_null() ? shifted : IntAdd(t, shifted, Value::SmallInt(1));
  }
  if (cls == t->isolate->float_class()) {
    Value bits = IntFromUint64(t, absl::bit_cast<uint64_t>(FloatValue(v)));
    Value shifted = bits.is_null() ? bits : IntLShift(t, bits, shift);
    return shifted.is_null() ? shifted : IntAdd(t, shifted, Value::SmallInt(5));
  }
  return IntFromUint64(t, v.bits());
}

Value HashOf(Thread* t, Value* args, size_t nargs, Value kwnames) {
  bool ok;
  int64_t h = Hash(t, args[0], &ok);
  return ok ? IntFromInt64(t, h) : Value();
}

Value Callable(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return t->isolate->Bool(IsCallable(t, args[0]));
}

Value Dir(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!args[0].is_null()) return DirOf(t, args[0]);
  Value locals = CallerLocals(t);
  if (locals.is_null()) return locals;
  List* names;
  if (ClassOf(t, locals) == t->isolate->dict_class()) {
    names = DictKeysList(t, locals.as<Dict>());
  } else {
    Value keys = CallMethod(t, locals, t->isolate->names.keys, nullptr, 0);
    if (keys.is_null()) return keys;
    if (!IsIterable(t, keys)) {
      return Raise(t, Exc::kTypeError, "%s.keys() returned a non-iterable (type %s)",
                   ClassNameOf(t, locals), ClassNameOf(t, keys));
    }
    names = NewListFrom(t, keys);
  }
  return names != nullptr && ListSort(t, names, Value(), false) ? Value(names) : Value();
}

Value Vars(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (args[0].is_null()) return CallerLocals(t);
  Value dict = GetAttrOrNull(t, args[0], t->isolate->names.dunder_dict);
  if (!dict.is_null() || !t->exception.is_null()) return dict;
  return RaiseText(t, Exc::kTypeError, "vars() argument must have __dict__ attribute");
}

constexpr uint32_t kAsk = kAnything;
constexpr NativeInfo kRows[] = {
    {"getattr", GetAttribute, "(object, name, default=None, /)", kAsk,
     "Get a named attribute from an object."},
    {"hasattr", HasAttribute, "(obj, name, /)", kAsk,
     "Return whether the object has an attribute with the given name."},
    {"setattr", SetAttribute, "(obj, name, value, /)", kAsk,
     "Sets the named attribute on the given object to the specified value."},
    {"delattr", DelAttribute, "(obj, name, /)", kAsk,
     "Deletes the named attribute from the given object."},
    {"isinstance", IsInstanceOf, "(obj, class_or_tuple, /)", kAsk,
     "Return whether an object is an instance of a class or of a subclass thereof."},
    {"issubclass", IsSubclassFunction, "(cls, class_or_tuple, /)", kAsk,
     "Return whether 'cls' is derived from another class or is the same class."},
    {"id", Id, "(obj, /)", kPure | kCollects, "Return the identity of an object."},
    {"hash", HashOf, "(obj, /)", kAsk, "Return the hash value for the given object."},
    {"callable", Callable, "(obj, /)", kReadsHeap,
     "Return whether the object is callable (i.e., some kind of function)."},
    {"dir", Dir, "(object=None, /)", kAsk | kLooksAtFrames, "Return an alphabetized list of names."},
    {"vars", Vars, "(object=None, /)", kAsk | kLooksAtFrames,
     "Without arguments, equivalent to locals(); with an argument, to object.__dict__."},
};

}  // namespace

absl::Span<const NativeInfo> BuiltinsObject() { return kRows; }

}  // namespace pyjit
