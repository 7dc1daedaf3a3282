#include "runtime/descriptors.h"

#include <string>

#include "runtime/attributes.h"
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
#include "runtime/types/str.h"

namespace pyjit {

namespace {
Value OrNull(Thread* t, Value v) { return IsNone(t, v) ? Value() : v; }
Value OrNone(Thread* t, Value v) { return v.is_null() ? t->isolate->none() : v; }

// "property 'x' of 'A' object", as messages name it.
std::string PropertyText(Thread* t, const Property* property, Value instance) {
  std::string name;
  if (IsStr(property->name)) name = " '" + StrToUtf8(property->name.as<Str>()) + "'";
  return "property" + name + " of '" + TypeName(t, instance) + "' object";
}

Value MakeProperty(Thread* t, Class* cls, Value fget, Value fset, Value fdel, Value doc) {
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  auto* property = static_cast<Property*>(object);
  property->fget = OrNull(t, fget);
  property->fset = OrNull(t, fset);
  property->fdel = OrNull(t, fdel);
  property->doc = OrNull(t, doc);
  if (property->doc.is_null() && IsKind(property->fget, Kind::kFunction)) {
    property->doc = OrNull(t, property->fget.as<Function>()->doc);
  }
  WriteBarrier(t, property);
  return property;
}
}  // namespace

Value NewProperty(Thread* t, Value fget, Value fset, Value fdel, Value doc) {
  return MakeProperty(t, t->isolate->property_class(), fget, fset, fdel, doc);
}

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

Value PropertyGet(Thread* t, Property* property, Value instance) {
  if (instance.is_null()) return property;
  if (property->fget.is_null()) {
    return Raise(t, Exc::kAttributeError, "%s has no getter",
                 PropertyText(t, property, instance));
  }
  return Call(t, property->fget, &instance, 1, Value());
}

bool PropertySet(Thread* t, Property* property, Value instance, Value value) {
  Value accessor = value.is_null() ? property->fdel : property->fset;
  if (accessor.is_null()) {
    Raise(t, Exc::kAttributeError, "%s has no %s", PropertyText(t, property, instance),
          value.is_null() ? "deleter" : "setter");
    return false;
  }
  Value args[2] = {instance, value};
  return !Call(t, accessor, args, value.is_null() ? 1 : 2, Value()).is_null();
}

// --- super ---

Value NewSuper(Thread* t, Class* start_class, Value self) {
  Value self_class;
  if (!self.is_null()) {
    // self is an instance of the class, or (in class methods) a subclass of it.
    if (IsKind(self, Kind::kClass) && IsSubclass(self.as<Class>(), start_class)) {
      self_class = self;
    } else if (IsSubclass(ClassOf(t, self), start_class)) {
      self_class = ClassOf(t, self);
    } else {
      return RaiseText(t, Exc::kTypeError,
                       "super(type, obj): obj must be an instance or subtype of type");
    }
  }
  Object* object = AllocateInstance(t, t->isolate->super_class());
  if (object == nullptr) return Value();
  auto* super = static_cast<Super*>(object);
  super->start_class = start_class;
  super->self = self;
  super->self_class = self_class;
  WriteBarrier(t, super);
  return super;
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

Value ConstructProperty(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value slots[4];
  constexpr absl::string_view kNames[] = {"fget", "fset", "fdel", "doc"};
  if (nargs > 5) {
    return Raise(t, Exc::kTypeError, "property() takes at most 4 arguments (%d given)",
                 nargs - 1);
  }
  for (size_t i = 1; i < nargs; ++i) slots[i - 1] = args[i];
  int64_t keywords = kwnames.is_null() ? 0 : kwnames.as<Tuple>()->length;
  for (int64_t k = 0; k < keywords; ++k) {
    Str* name = kwnames.as<Tuple>()->items[k].as<Str>();
    bool known = false;
    for (int i = 0; i < 4; ++i) {
      if (!StrEqualsAscii(name, kNames[i])) continue;
      slots[i] = args[nargs + static_cast<size_t>(k)];
      known = true;
    }
    if (!known) {
      return Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for property()",
                   StrToUtf8(name));
    }
  }
  for (Value& v : slots) v = OrNone(t, v);
  return MakeProperty(t, args[0].as<Class>(), slots[0], slots[1], slots[2], slots[3]);
}

Value PropertySetName(Thread* t, Value* args, size_t, Value) {
  StoreField(t, args[0].object(), &args[0].as<Property>()->name, args[2]);
  return t->isolate->none();
}
// A copy keeps the name: @x.setter defines the same attribute.
Value CopyName(Thread* t, Value from, Value to) {
  if (to.is_object()) StoreField(t, to.object(), &to.as<Property>()->name, from.as<Property>()->name);
  return to;
}
Value PropertyGetter(Thread* t, Value* args, size_t, Value) {
  auto* p = args[0].as<Property>();
  return CopyName(
      t, args[0], MakeProperty(t, ClassOf(t, p), args[1], OrNone(t, p->fset), OrNone(t, p->fdel),
                         t->isolate->none()));
}
Value PropertySetter(Thread* t, Value* args, size_t, Value) {
  auto* p = args[0].as<Property>();
  return CopyName(
      t, args[0], MakeProperty(t, ClassOf(t, p), OrNone(t, p->fget), args[1], OrNone(t, p->fdel),
                         OrNone(t, p->doc)));
}
Value PropertyDeleter(Thread* t, Value* args, size_t, Value) {
  auto* p = args[0].as<Property>();
  return CopyName(
      t, args[0], MakeProperty(t, ClassOf(t, p), OrNone(t, p->fget), OrNone(t, p->fset), args[1],
                         OrNone(t, p->doc)));
}
Value PropertyDunderGet(Thread* t, Value* args, size_t nargs, Value) {
  return PropertyGet(t, args[0].as<Property>(), OrNull(t, args[1]));
}
Value PropertyDunderSet(Thread* t, Value* args, size_t, Value) {
  return PropertySet(t, args[0].as<Property>(), args[1], args[2]) ? t->isolate->none() : Value();
}
Value PropertyDunderDelete(Thread* t, Value* args, size_t, Value) {
  return PropertySet(t, args[0].as<Property>(), args[1], Value()) ? t->isolate->none() : Value();
}

constexpr NativeInfo kPropertyMethods[] = {
    {"getter", PropertyGetter, "($self, fget, /)", kReadsHeap | kCollects,
     "Descriptor to obtain a copy of the property with a different getter."},
    {"setter", PropertySetter, "($self, fset, /)", kReadsHeap | kCollects,
     "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter", PropertyDeleter, "($self, fdel, /)", kReadsHeap | kCollects,
     "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__", PropertySetName, "($self, owner, name, /)", kWritesHeap,
     "Method to set name of a property."},
    {"__get__", PropertyDunderGet, "($self, instance, owner=None, /)", kAnything,
     "Return an attribute of instance, which is of type owner."},
    {"__set__", PropertyDunderSet, "($self, instance, value, /)", kAnything,
     "Set an attribute of instance to value."},
    {"__delete__", PropertyDunderDelete, "($self, instance, /)", kAnything,
     "Delete an attribute of instance."},
};

template <Value Property::*kField>
Value GetPropertyField(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, args[0].as<Property>()->*kField);
}
Value SetPropertyDoc(Thread* t, Value* args, size_t, Value) {
  StoreField(t, args[0].object(), &args[0].as<Property>()->doc, args[1]);
  return t->isolate->none();
}
constexpr GetSetInfo kPropertyFields[] = {
    {"fget", GetPropertyField<&Property::fget>},
    {"fset", GetPropertyField<&Property::fset>},
    {"fdel", GetPropertyField<&Property::fdel>},
    {"__doc__", GetPropertyField<&Property::doc>, SetPropertyDoc},
};

// --- staticmethod and classmethod ---

Value ConstructWrapper(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Class* cls = args[0].as<Class>();
  bool is_classmethod = IsSubclass(cls, t->isolate->classmethod_class());
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
  return NewBoundMethod(t, wrapper->function, owner);
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
// Attributes that the wrapper takes from what it wraps.
template <Str* Isolate::Names::*kName>
Value WrapperForward(Thread* t, Value* args, size_t, Value) {
  return GetAttr(t, args[0].as<MethodWrapper>()->function, t->isolate->names.*kName);
}

constexpr NativeInfo kStaticMethods[] = {
    {"__get__", WrapperGet, "($self, instance, owner=None, /)", kReadsHeap | kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__call__", WrapperCall, nullptr, kAnything, "Call self as a function."},
    {"__repr__", WrapperRepr, "($self, /)", kAnything, "Return repr(self)."},
};
constexpr NativeInfo kClassMethods[] = {
    {"__get__", WrapperGet, "($self, instance, owner=None, /)", kReadsHeap | kCollects,
     "Return an attribute of instance, which is of type owner."},
    {"__repr__", WrapperRepr, "($self, /)", kAnything, "Return repr(self)."},
};
constexpr GetSetInfo kWrapperFields[] = {
    {"__func__", WrapperFunction},
    {"__wrapped__", WrapperFunction},
    {"__name__", WrapperForward<&Isolate::Names::dunder_name>},
    {"__qualname__", WrapperForward<&Isolate::Names::dunder_qualname>},
    {"__doc__", WrapperForward<&Isolate::Names::dunder_doc>},
    {"__module__", WrapperForward<&Isolate::Names::dunder_module>},
};

// --- super objects ---

Value ConstructSuper(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!kwnames.is_null()) {
    return RaiseText(t, Exc::kTypeError, "super() takes no keyword arguments");
  }
  if (nargs == 1) {
    // The compiler turns super() in a method into super(__class__, self); what
    // comes here was called otherwise.
    const char* text = t->frame == nullptr                      ? "super(): no current frame"
                       : t->frame->code->block->arg_count == 0 ? "super(): no arguments"
                                                                : "super(): __class__ cell not found";
    return RaiseText(t, Exc::kRuntimeError, text);
  }
  if (nargs > 3) {
    return Raise(t, Exc::kTypeError, "super() expected at most 2 arguments, got %d", nargs - 1);
  }
  if (!IsKind(args[1], Kind::kClass)) {
    return Raise(t, Exc::kTypeError, "super() argument 1 must be a type, not %s",
                 TypeName(t, args[1]));
  }
  Value self = nargs == 3 ? OrNull(t, args[2]) : Value();
  return NewSuper(t, args[1].as<Class>(), self);
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
  return NewSuper(t, super->start_class.as<Class>(), args[1]);
}
Value SuperRepr(Thread* t, Value* args, size_t, Value) {
  auto* super = args[0].as<Super>();
  std::string start = ClassName(super->start_class.as<Class>());
  if (super->self_class.is_null()) return NewStrUtf8(t, "<super: <class '" + start + "'>, NULL>");
  return NewStrUtf8(t, "<super: <class '" + start + "'>, <" +
                           ClassName(super->self_class.as<Class>()) + " object>>");
}
constexpr NativeInfo kSuperMethods[] = {
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
    {"__thisclass__", GetSuperField<&Super::start_class>},
    {"__self__", GetSuperField<&Super::self>},
    {"__self_class__", GetSuperField<&Super::self_class>},
};

}  // namespace

bool InitDescriptorsType(Thread* t) {
  Isolate* isolate = t->isolate;
  isolate->property_class()->construct = ConstructProperty;
  isolate->staticmethod_class()->construct = ConstructWrapper;
  isolate->classmethod_class()->construct = ConstructWrapper;
  isolate->super_class()->construct = ConstructSuper;
  auto methods = [&](Class* cls, absl::Span<const NativeInfo> rows) {
    return AddNatives(t, cls->dict, rows, cls);
  };
  return methods(isolate->property_class(), kPropertyMethods) &&
         AddGetSets(t, isolate->property_class(), kPropertyFields) &&
         methods(isolate->staticmethod_class(), kStaticMethods) &&
         methods(isolate->classmethod_class(), kClassMethods) &&
         AddGetSets(t, isolate->staticmethod_class(), kWrapperFields) &&
         AddGetSets(t, isolate->classmethod_class(), kWrapperFields) &&
         methods(isolate->super_class(), kSuperMethods) &&
         AddGetSets(t, isolate->super_class(), kSuperFields);
}

}  // namespace pyjit
