#include "runtime/descriptors.h"

#include <string>

#include "runtime/attributes.h"
#include "runtime/attributes_internal.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/code.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/namespace.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/types/dict.h"
#include "runtime/types/str.h"

namespace pyjit {

namespace {
Value OrNull(Thread* t, Value v) { return IsNone(t, v) ? Value() : v; }
Value OrNone(Thread* t, Value v) { return v.is_null() ? t->isolate->none() : v; }

}  // namespace

Value NewMethodWrapper(Thread* t, bool is_classmethod, Value function) {
  Class* cls = is_classmethod ? t->isolate->classmethod_class()
                              : t->isolate->staticmethod_class();
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  object->flags = is_classmethod ? 1 : 0;
  object->aux = 0;
  StoreField(t, object, &static_cast<MethodWrapper*>(object)->function, function);
  return object;
}

Value NewBoundMethod(Thread* t, Value function, Value self) {
  Object* object =
      AllocateRaw(t, t->isolate->shape_of(Kind::kBoundMethod), sizeof(BoundMethod));
  if (object == nullptr) return Value();
  auto* method = static_cast<BoundMethod*>(object);
  method->function = function;
  method->self = self;
  return method;
}

// --- super ---

namespace {

// The class at which super looks for attributes of self: an instance of the start
// class or (in class methods) a subclass of it. Null with TypeError pending.
Value SelfClassOf(Thread* t, Class* start_class, Value self) {
  if (IsKind(self, Kind::kClass) && IsSubclass(self.as<Class>(), start_class)) return self;
  Class* cls = ClassOf(t, self);
  if (IsSubclass(cls, start_class)) return cls;
  // A proxy may say that it is one.
  Value claimed = GetAttrOrNull(t, self, t->isolate->names.dunder_class);
  if (!t->exception.is_null()) return Value();
  if (IsKind(claimed, Kind::kClass) && IsSubclass(claimed.as<Class>(), start_class)) {
    return claimed;
  }
  return RaiseText(t, Exc::kTypeError,
                   "super(type, obj): obj must be an instance or subtype of type");
}

bool FillSuper(Thread* t, Super* super, Class* start_class, Value self) {
  Value self_class = self.is_null() ? Value() : SelfClassOf(t, start_class, self);
  if (!self.is_null() && self_class.is_null()) return false;
  super->start_class = start_class;
  super->self = self;
  super->self_class = self_class;
  WriteBarrier(t, super);
  return true;
}

Value MakeSuper(Thread* t, Class* cls, Class* start_class, Value self) {
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  return FillSuper(t, static_cast<Super*>(object), start_class, self) ? object : Value();
}

}  // namespace

Value NewSuper(Thread* t, Class* start_class, Value self) {
  return MakeSuper(t, t->isolate->super_class(), start_class, self);
}

Value SuperGetAttrOrNull(Thread* t, Super* super, Str* name) {
  if (!IsKind(super->self_class, Kind::kClass) || name == t->isolate->names.dunder_class) {
    return Value();
  }
  auto* self_class = super->self_class.as<Class>();
  auto* mro = self_class->mro.as<Tuple>();
  int64_t i = 0;
  while (i < mro->length && mro->items[i] != super->start_class) ++i;
  for (++i; i < mro->length; ++i) {
    Class* cls = mro->items[i].as<Class>();
    Value found = NamespaceGet(cls->dict, name);
    if (found.is_null()) continue;
    // super(T, C).method with C a class: bound as on the class itself.
    bool on_class = super->self == Value(self_class);
    return BindAttribute(t, found, on_class ? Value() : super->self, self_class);
  }
  return Value();
}

namespace {

// --- staticmethod and classmethod ---

// A bare wrapper: arguments are for __init__.
Value WrapperNew(Thread* t, Value* args, size_t nargs, Value) {
  Class* cls = args[0].as<Class>();
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  object->flags = IsSubclass(cls, t->isolate->classmethod_class()) ? 1 : 0;
  static_cast<MethodWrapper*>(object)->function = t->isolate->none();
  return object;
}

Value ConstructWrapper(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Class* cls = args[0].as<Class>();
  bool is_classmethod = IsSubclass(cls, t->isolate->classmethod_class());
  // A subclass with an __init__ of its own calls ours from there.
  if (nargs == 1 && kwnames.is_null() && !(cls->flags & kClassBuiltin)) {
    return WrapperNew(t, args, nargs, kwnames);
  }
  if (nargs != 2 || !kwnames.is_null()) {
    const char* name = is_classmethod ? "classmethod" : "staticmethod";
    if (!kwnames.is_null()) {
      return Raise(t, Exc::kTypeError, "%s() takes no keyword arguments", name);
    }
    return Raise(t, Exc::kTypeError, "%s expected 1 argument, got %d", name, nargs - 1);
  }
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  object->flags = is_classmethod ? 1 : 0;
  StoreField(t, object, &static_cast<MethodWrapper*>(object)->function, args[1]);
  return object;
}

Value WrapperGet(Thread* t, Value* args, size_t, Value) {
  auto* wrapper = args[0].as<MethodWrapper>();
  if (wrapper->flags == 0) return wrapper->function;
  Value owner = args[2];
  if (owner.is_null() || IsNone(t, owner)) owner = ClassOf(t, args[1]);
  if (!IsKind(owner, Kind::kClass)) return NewBoundMethod(t, wrapper->function, owner);
  return BindToClass(t, wrapper->function, owner.as<Class>());
}
Value WrapperCall(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (nargs == 0) return RaiseText(t, Exc::kTypeError, "__call__ needs an argument");
  return Call(t, args[0].as<MethodWrapper>()->function, args + 1, nargs - 1, kwnames);
}
Value WrapperRepr(Thread* t, Value* args, size_t, Value) {
  Value inner = ToRepr(t, args[0].as<MethodWrapper>()->function);
  if (inner.is_null()) return inner;
  return NewStrUtf8(t, "<" + TypeName(t, args[0]) + "(" + StrToUtf8(inner.as<Str>()) + ")>");
}
Value WrapperFunction(Thread* t, Value* args, size_t, Value) {
  return args[0].as<MethodWrapper>()->function;
}
// Attributes that the wrapper takes from what it wraps, unless it was given others.
template <Str* Isolate::Names::*kName>
Value WrapperForward(Thread* t, Value* args, size_t, Value) {
  Str* name = t->isolate->names.*kName;
  Value own = GetOwnAttribute(t, args[0], name);
  if (!own.is_null() || !t->exception.is_null()) return own;
  return GetAttr(t, args[0].as<MethodWrapper>()->function, name);
}
template <Str* Isolate::Names::*kName>
Value SetForwarded(Thread* t, Value* args, size_t, Value) {
  Str* name = t->isolate->names.*kName;
  if (!args[1].is_null()) {
    return StoreAttributeSlot(t, args[0].object(), name, args[1]) ? t->isolate->none() : Value();
  }
  bool found;
  if (!DeleteAttributeSlot(t, args[0].object(), name, &found)) return Value();
  return found ? t->isolate->none() : RaiseNoAttribute(t, args[0], name);
}
Value WrapperIsAbstract(Thread* t, Value* args, size_t, Value) {
  const int abstract = IsAbstractMethod(t, args[0].as<MethodWrapper>()->function);
  return abstract < 0 ? Value() : t->isolate->Bool(abstract != 0);
}
// Shows what is forwarded as if it had been copied when the wrapper was made.
Value WrapperDict(Thread* t, Value* args, size_t, Value) {
  const Isolate::Names& names = t->isolate->names;
  Dict* dict = GetObjectDict(t, args[0]);
  if (dict == nullptr) return Value();
  for (Str* name : {names.dunder_module, names.dunder_name, names.dunder_qualname,
                    names.dunder_doc, names.dunder_annotations}) {
    if (!DictGetStr(dict, name).is_null()) continue;
    Value value = GetAttrOrNull(t, args[0].as<MethodWrapper>()->function, name);
    if (value.is_null() ? !t->exception.is_null() : !DictSet(t, dict, name, value)) {
      return Value();
    }
  }
  return dict;
}

// staticmethod.__init__(self, function)
Value WrapperInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  const char* name = args[0].object()->flags != 0 ? "classmethod" : "staticmethod";
  if (!kwnames.is_null() && kwnames.as<Tuple>()->length != 0) {
    return Raise(t, Exc::kTypeError, "%s() takes no keyword arguments", name);
  }
  if (nargs != 2) {
    return Raise(t, Exc::kTypeError, "%s expected 1 argument, got %d", name, nargs - 1);
  }
  StoreField(t, args[0].object(), &args[0].as<MethodWrapper>()->function, args[1]);
  return t->isolate->none();
}
constexpr NativeInfo kStaticMethods[] = {
    {"__new__", WrapperNew, nullptr, kCollects | kRaises,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", WrapperInit, nullptr, kAnything,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__get__", WrapperGet, "($self, instance, owner=None, /)", kReadsHeap | kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__call__", WrapperCall, nullptr, kAnything, "Call self as a function."},
    {"__repr__", WrapperRepr, "($self, /)", kAnything, "Return repr(self)."},
};
constexpr NativeInfo kClassMethods[] = {
    {"__new__", WrapperNew, nullptr, kCollects | kRaises,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", WrapperInit, nullptr, kAnything,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__get__", WrapperGet, "($self, instance, owner=None, /)", kReadsHeap | kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__repr__", WrapperRepr, "($self, /)", kAnything, "Return repr(self)."},
};
#define PYJIT_FORWARD(name)                                       \
  {"__" #name "__", WrapperForward<&Isolate::Names::dunder_##name>, \
   SetForwarded<&Isolate::Names::dunder_##name>}
constexpr GetSetInfo kWrapperFields[] = {
    {"__func__", WrapperFunction, nullptr, nullptr, true},
    {"__wrapped__", WrapperFunction, nullptr, nullptr, true},
    {"__isabstractmethod__", WrapperIsAbstract},
    {"__dict__", WrapperDict},
    PYJIT_FORWARD(name),
    PYJIT_FORWARD(qualname),
    PYJIT_FORWARD(doc),
    PYJIT_FORWARD(module),
    PYJIT_FORWARD(annotations),
};
#undef PYJIT_FORWARD

// --- super objects ---

// super.__init__(self, type, object): args without the receiver. False with an
// exception pending.
bool InitSuper(Thread* t, Super* super, Value* args, size_t nargs, Value kwnames) {
  if (!kwnames.is_null() && kwnames.as<Tuple>()->length != 0) {
    RaiseText(t, Exc::kTypeError, "super() takes no keyword arguments");
    return false;
  }
  if (nargs == 0) {
    // The compiler turns super() in a method into super(__class__, self); what
    // comes here was called otherwise.
    const char* text = t->frame == nullptr                      ? "super(): no current frame"
                       : t->frame->code->block->arg_count == 0 ? "super(): no arguments"
                                                                : "super(): __class__ cell not found";
    RaiseText(t, Exc::kRuntimeError, text);
    return false;
  }
  if (nargs > 2) {
    Raise(t, Exc::kTypeError, "super() expected at most 2 arguments, got %d", nargs);
    return false;
  }
  if (!IsKind(args[0], Kind::kClass)) {
    Raise(t, Exc::kTypeError, "super() argument 1 must be a type, not %s", TypeName(t, args[0]));
    return false;
  }
  return FillSuper(t, super, args[0].as<Class>(), nargs == 2 ? OrNull(t, args[1]) : Value());
}

Value ConstructSuper(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Object* object = AllocateInstance(t, args[0].as<Class>());
  if (object == nullptr) return Value();
  auto* super = static_cast<Super*>(object);
  return InitSuper(t, super, args + 1, nargs - 1, kwnames) ? super : Value();
}

Value SuperInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  return InitSuper(t, args[0].as<Super>(), args + 1, nargs - 1, kwnames) ? t->isolate->none()
                                                                         : Value();
}

Value SuperGetAttribute(Thread* t, Value* args, size_t, Value) {
  if (!IsStr(args[1])) {
    return Raise(t, Exc::kTypeError, "attribute name must be string, not '%s'",
                 TypeName(t, args[1]));
  }
  Str* name = InternStr(t, args[1].as<Str>());
  if (name == nullptr) return Value();
  Value found = SuperGetAttrOrNull(t, args[0].as<Super>(), name);
  if (!found.is_null() || !t->exception.is_null()) return found;
  return GenericGetAttr(t, args[0], name);
}
Value SuperGet(Thread* t, Value* args, size_t, Value) {
  auto* super = args[0].as<Super>();
  if (!super->self.is_null() || OrNull(t, args[1]).is_null()) return super;
  Class* cls = ClassOf(t, args[0]);
  if (super->start_class.is_null()) return super;
  if (cls != t->isolate->super_class()) {
    return CallValues(t, cls, {super->start_class, args[1]});
  }
  return NewSuper(t, super->start_class.as<Class>(), args[1]);
}
Value SuperRepr(Thread* t, Value* args, size_t, Value) {
  auto* super = args[0].as<Super>();
  std::string start =
      super->start_class.is_null() ? "NULL" : ClassName(super->start_class.as<Class>());
  if (super->self_class.is_null()) return NewStrUtf8(t, "<super: <class '" + start + "'>, NULL>");
  return NewStrUtf8(t, "<super: <class '" + start + "'>, <" +
                           ClassName(super->self_class.as<Class>()) + " object>>");
}
constexpr NativeInfo kSuperMethods[] = {
    {"__new__", ConstructBare, nullptr, kCollects | kRaises,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", SuperInit, nullptr, kAnything,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"__getattribute__", SuperGetAttribute, "($self, name, /)", kAnything,
     "Return getattr(self, name)."},
    {"__get__", SuperGet, "($self, instance, owner=None, /)", kReadsHeap | kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__repr__", SuperRepr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
};
template <Value Super::*kField>
Value GetSuperField(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, args[0].as<Super>()->*kField);
}
constexpr GetSetInfo kSuperFields[] = {
    {"__thisclass__", GetSuperField<&Super::start_class>, nullptr, nullptr, true},
    {"__self__", GetSuperField<&Super::self>, nullptr, nullptr, true},
    {"__self_class__", GetSuperField<&Super::self_class>, nullptr, nullptr, true},
};

}  // namespace

bool InitDescriptorsType(Thread* t) {
  Isolate* isolate = t->isolate;
  isolate->staticmethod_class()->construct = ConstructWrapper;
  isolate->classmethod_class()->construct = ConstructWrapper;
  isolate->super_class()->construct = ConstructSuper;
  auto methods = [&](Class* cls, absl::Span<const NativeInfo> rows) {
    return AddNatives(t, cls->dict, rows, cls);
  };
  for (Class* cls : {isolate->staticmethod_class(), isolate->classmethod_class()}) {
    cls->instance_root = nullptr;  // made when first needed, with attribute slots
    cls->traits |= kTraitDict;
  }
  return InitPropertyType(t) && methods(isolate->staticmethod_class(), kStaticMethods) &&
         methods(isolate->classmethod_class(), kClassMethods) &&
         AddGetSets(t, isolate->staticmethod_class(), kWrapperFields) &&
         AddGetSets(t, isolate->classmethod_class(), kWrapperFields) &&
         methods(isolate->super_class(), kSuperMethods) &&
         AddGetSets(t, isolate->super_class(), kSuperFields);
}

}  // namespace pyjit
