// Methods of `object`, which every class inherits.
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/dir.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/operators_internal.h"
#include "runtime/trace_object.h"
#include "runtime/types/int.h"
#include "runtime/types/list.h"
#include "runtime/types/number_rows.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

bool InitObjectType(Thread* t);

namespace {

// "Can't instantiate abstract class A with abstract methods f, g"
Value RaiseAbstract(Thread* t, Class* cls) {
  Str* name = t->isolate->names.dunder_abstractmethods;
  Value names = GetAttr(t, cls, name);
  List* list = names.is_null() ? nullptr : NewListFrom(t, names);
  if (list == nullptr || !ListSort(t, list, Value(), false)) return Value();
  Tuple* tuple = ListToTuple(t, list);
  if (tuple == nullptr) return Value();
  Str* separator = Intern(t, ", ");
  Str* text = separator == nullptr ? nullptr : StrJoin(t, separator, tuple->items, tuple->length);
  if (text == nullptr) return Value();
  return Raise(t, Exc::kTypeError, "Can't instantiate abstract class %s with abstract method%s %s",
               ClassName(cls), PluralS(tuple->length), StrToUtf8(text));
}

Value MakeInstance(Thread* t, Class* cls) {
  if (cls->version == 0) {  // its mro() runs
    return Raise(t, Exc::kTypeError, "object.__new__(%s) is not safe, use %s.__new__()",
                 ClassName(cls), ClassName(cls));
  }
  if (cls->traits & kTraitAbstract) return RaiseAbstract(t, cls);
  return AllocateInstance(t, cls);
}

// Class::construct of object and of everything without its own: a bare instance.
Value ConstructObject(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  if (cls->instance_kind != Kind::kInstance) {
    return Raise(t, Exc::kTypeError, "cannot create '%s' instances",
                 ClassDisplayName(cls));
  }
  const bool extra =
      nargs > 1 || (!kwnames.is_null() && kwnames.as<Tuple>()->length != 0);
  // Arguments are for __init__, unless nobody overrides it.
  if (extra && !IsOverride(ClassSlot(cls, Slot::kInit))) {
    return Raise(t, Exc::kTypeError, "%s() takes no arguments", ClassName(cls));
  }
  static_assert(sizeof(Instance) == 24);
  return MakeInstance(t, cls);
}

// NoneType(), type(...)() and NotImplementedType() give the one instance.
template <Value (Isolate::*kValue)() const>
Value ConstructSingleton(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const Value single = (t->isolate->*kValue)();
  if (nargs == 1 && (kwnames.is_null() || kwnames.as<Tuple>()->length == 0)) return single;
  return Raise(t, Exc::kTypeError, "%s takes no arguments",
               single == t->isolate->ellipsis() ? "EllipsisType" : ClassNameOf(t, single));
}
Value SingletonRepr(Thread* t, Value* args, size_t, Value) { return ToRepr(t, args[0]); }
Value NoneTruth(Thread* t, Value*, size_t, Value) { return t->isolate->Bool(false); }
constexpr NativeInfo kNoneRows[] = {
    {"__bool__", NoneTruth, "($self, /)", kPure, "True if self else False"},
};
template <Value (Isolate::*kValue)() const>
constexpr NativeInfo kSingletonRow[] = {
    {"__repr__", SingletonRepr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
    {"__new__", ConstructSingleton<kValue>, nullptr, kRaises | kCollects,
     "Create and return a new object.  See help(type) for accurate signature."},
};
template <Class* (Isolate::*kClass)() const, Value (Isolate::*kValue)() const>
bool AddSingleton(Thread* t) {
  Class* cls = (t->isolate->*kClass)();
  cls->construct = ConstructSingleton<kValue>;
  return AddNatives(t, cls->dict, kSingletonRow<kValue>, cls);
}

// object.__new__(cls, ...)
Value ObjectNew(Thread* t, Value* args, size_t nargs, Value kwnames) {
  auto* cls = args[0].as<Class>();
  const bool extra =
      nargs > 1 || (!kwnames.is_null() && kwnames.as<Tuple>()->length != 0);
  if (extra) {
    Value make = ClassSlot(cls, Slot::kNew);
    if (IsKind(make, Kind::kMethodWrapper)) make = make.as<MethodWrapper>()->function;
    if (IsOverride(make)) {
      return RaiseText(t, Exc::kTypeError,
                       "object.__new__() takes exactly one argument "
                       "(the type to instantiate)");
    }
    if (!IsOverride(ClassSlot(cls, Slot::kInit))) {
      return Raise(t, Exc::kTypeError, "%s() takes no arguments", ClassName(cls));
    }
  }
  return MakeInstance(t, cls);
}

// object.__init__(self, ...)
Value ObjectInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const bool extra =
      nargs > 1 || (!kwnames.is_null() && kwnames.as<Tuple>()->length != 0);
  if (!extra) return t->isolate->none();
  Class* cls = ClassOf(t, args[0]);
  if (IsOverride(ClassSlot(cls, Slot::kInit))) {
    return RaiseText(t, Exc::kTypeError,
                     "object.__init__() takes exactly one argument "
                     "(the instance to initialize)");
  }
  Value make = ClassSlot(cls, Slot::kNew);
  if (IsKind(make, Kind::kMethodWrapper)) make = make.as<MethodWrapper>()->function;
  if (!IsOverride(make) && cls->instance_kind == Kind::kInstance) {
    return Raise(t, Exc::kTypeError,
                 "%s.__init__() takes exactly one argument (the instance to initialize)",
                 ClassName(cls));
  }
  return t->isolate->none();
}

Value ObjectRepr(Thread* t, Value* args, size_t, Value) {
  return NewStrUtf8(
      t, absl::StrFormat("<%s object at 0x%x>", ClassDisplayName(ClassOf(t, args[0])),
                         args[0].bits()));
}

Value ObjectStr(Thread* t, Value* args, size_t, Value) { return ToRepr(t, args[0]); }

Value ObjectFormat(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "__format__() argument must be str, not %s",
                 TypeName(t, args[1]));
  }
  if (args[1].as<Str>()->length != 0) {
    return Raise(t, Exc::kTypeError, "unsupported format string passed to %s.__format__",
                 TypeName(t, args[0]));
  }
  return ToStr(t, args[0]);
}

Value ObjectHash(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(static_cast<int64_t>(args[0].bits() >> 4));
}

Value ObjectEq(Thread* t, Value* args, size_t, Value) {
  return Is(args[0], args[1]) ? t->isolate->true_value() : t->isolate->not_implemented();
}

Value ObjectNe(Thread* t, Value* args, size_t, Value) {
  Value equal = ClassSlot(ClassOf(t, args[0]), Slot::kEq);
  if (equal.is_null()) return t->isolate->not_implemented();
  Value result = CallSpecial(t, equal, args[0], {args[1]});
  if (result.is_null() || result == t->isolate->not_implemented()) return result;
  const int truth = IsTrue(t, result);
  return truth < 0 ? Value() : t->isolate->Bool(truth == 0);
}

Value ObjectOrder(Thread* t, Value*, size_t, Value) {
  return t->isolate->not_implemented();
}

// The attribute's name, interned; null with TypeError pending.
Str* NameArgument(Thread* t, Value name) {
  if (IsStr(name)) return InternStr(t, name.as<Str>());
  Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'", TypeName(t, name));
  return nullptr;
}

Value ObjectGetAttribute(Thread* t, Value* args, size_t, Value) {
  Str* name = NameArgument(t, args[1]);
  return name == nullptr ? Value() : GenericGetAttr(t, args[0], name);
}

Value SetOrDelete(Thread* t, Value object, Value name_value, Value value) {
  Str* name = NameArgument(t, name_value);
  if (name == nullptr) return Value();
  if (IsKind(object, Kind::kClass)) {
    return Raise(t, Exc::kTypeError, "can't apply this %s to %s object",
                 value.is_null() ? "__delattr__" : "__setattr__", TypeName(t, object));
  }
  return GenericSetAttr(t, object, name, value) ? t->isolate->none() : Value();
}

Value ObjectSetAttr(Thread* t, Value* args, size_t, Value) {
  return SetOrDelete(t, args[0], args[1], args[2]);
}

Value ObjectDelAttr(Thread* t, Value* args, size_t, Value) {
  return SetOrDelete(t, args[0], args[1], Value());
}

Value ObjectDir(Thread* t, Value* args, size_t, Value) { return DefaultDir(t, args[0]); }

Value ObjectInitSubclass(Thread* t, Value* args, size_t, Value) {
  const std::string name = IsKind(args[0], Kind::kClass) ? ClassName(args[0].as<Class>())
                                                         : TypeName(t, args[0]);
  if (args[2].as<Dict>()->length != 0) {
    return Raise(t, Exc::kTypeError, "%s.__init_subclass__() takes no keyword arguments", name);
  }
  const int64_t given = args[1].as<Tuple>()->length;
  if (given != 0) {
    return Raise(t, Exc::kTypeError, "%s.__init_subclass__() takes no arguments (%d given)", name,
                 given);
  }
  return t->isolate->none();
}

Value ObjectSubclassHook(Thread* t, Value*, size_t, Value) {
  return t->isolate->not_implemented();
}

Value ObjectSizeof(Thread* t, Value* args, size_t, Value) {
  return Value::SmallInt(
      args[0].is_object() ? static_cast<int64_t>(ObjectSize(args[0].object())) : 8);
}

Value GetClass(Thread* t, Value* args, size_t, Value) { return ClassOf(t, args[0]); }
Value SetClass(Thread* t, Value* args, size_t, Value) {
  return SetObjectClass(t, args[0], args[1]) ? t->isolate->none() : Value();
}
constexpr GetSetInfo kGetSets[] = {{"__class__", GetClass, SetClass, "the object's class"}};

constexpr NativeInfo kRows[] = {
    {"__new__", ObjectNew, nullptr, kAnything,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", ObjectInit, nullptr, kRaises,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__repr__", ObjectRepr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
    {"__str__", ObjectStr, "($self, /)", kAnything, "Return str(self)."},
    {"__format__", ObjectFormat, "($self, format_spec, /)", kAnything,
     "Default object formatter."},
    {"__hash__", ObjectHash, "($self, /)", kPure, "Return hash(self)."},
    {"__eq__", ObjectEq, "($self, value, /)", kPure, "Return self==value."},
    {"__ne__", ObjectNe, "($self, value, /)", kAnything, "Return self!=value."},
    {"__lt__", ObjectOrder, "($self, value, /)", kPure, "Return self<value."},
    {"__le__", ObjectOrder, "($self, value, /)", kPure, "Return self<=value."},
    {"__gt__", ObjectOrder, "($self, value, /)", kPure, "Return self>value."},
    {"__ge__", ObjectOrder, "($self, value, /)", kPure, "Return self>=value."},
    {"__getattribute__", ObjectGetAttribute, "($self, name, /)", kAnything,
     "Return getattr(self, name)."},
    {"__setattr__", ObjectSetAttr, "($self, name, value, /)", kAnything,
     "Implement setattr(self, name, value)."},
    {"__delattr__", ObjectDelAttr, "($self, name, /)", kAnything,
     "Implement delattr(self, name)."},
    {"__dir__", ObjectDir, "($self, /)", kAnything, "Default dir() implementation."},
    {"__sizeof__", ObjectSizeof, "($self, /)", kReadsHeap,
     "Size of object in memory, in bytes."},
    {"__init_subclass__", ObjectInitSubclass, "($cls, /, *args, **kwargs)", kRaises,
     "This method is called when a class is subclassed."},
    {"__subclasshook__", ObjectSubclassHook, "($cls, subclass, /)", kPure,
     "Abstract classes can override this to customize issubclass()."},
};

}  // namespace

bool InitObjectType(Thread* t) {
  Class* cls = t->isolate->object_class();
  cls->construct = ConstructObject;
  if (!AddSingleton<&Isolate::NoneType_class, &Isolate::none>(t) ||
      !AddSingleton<&Isolate::ellipsis_class, &Isolate::ellipsis>(t) ||
      !AddSingleton<&Isolate::NotImplementedType_class, &Isolate::not_implemented>(t)) {
    return false;
  }
  Class* none = t->isolate->NoneType_class();
  return AddNatives(t, none->dict, kNoneRows, none) && AddNatives(t, cls->dict, kRows, cls) &&
         AddGetSets(t, cls, kGetSets);
}

}  // namespace pyjit
