// property objects.
#include <string>

#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/class.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/types/str.h"

namespace pyjit {

namespace {

// Bit of Object::aux: the doc is the getter's.
constexpr uint16_t kAuxGetterDoc = 1;

Value OrNull(Thread* t, Value v) { return IsNone(t, v) ? Value() : v; }
Value OrNone(Thread* t, Value v) { return v.is_null() ? t->isolate->none() : v; }

Property* Self(Value* args) { return args[0].as<Property>(); }

// "property 'x' of 'A' object", as messages name it.
std::string PropertyText(Thread* t, const Property* property, Value instance) {
  std::string name;
  if (IsStr(property->name)) {
    name = " " + StrToUtf8(StrRepr(t, property->name.as<Str>()));
  }
  return "property" + name + " of '" +
         StrToUtf8(ClassOf(t, instance)->qualname.as<Str>()) + "' object";
}

// property.__init__ with everything but the receiver null or set.
bool Fill(Thread* t, Property* property, Value fget, Value fset, Value fdel, Value doc) {
  property->fget = OrNull(t, fget);
  property->fset = OrNull(t, fset);
  property->fdel = OrNull(t, fdel);
  property->doc = OrNull(t, doc);
  property->name = Value();
  property->aux &= static_cast<uint16_t>(~kAuxGetterDoc);
  WriteBarrier(t, property);
  if (!property->doc.is_null() || property->fget.is_null()) return true;
  Str* name = t->isolate->names.dunder_doc;
  Value inherited = IsKind(property->fget, Kind::kFunction)
                        ? property->fget.as<Function>()->doc
                        : GetAttrOrNull(t, property->fget, name);
  if (inherited.is_null()) return t->exception.is_null();
  property->aux |= kAuxGetterDoc;
  if (ClassOf(t, property) != t->isolate->property_class()) {
    // The class of a subclass has a __doc__ of its own, which hides the field.
    return SetAttr(t, property, name, inherited);
  }
  StoreField(t, property, &property->doc, OrNull(t, inherited));
  return true;
}

Value MakeProperty(Thread* t, Class* cls, Value fget, Value fset, Value fdel, Value doc) {
  Object* object = AllocateInstance(t, cls);
  if (object == nullptr) return Value();
  auto* property = static_cast<Property*>(object);
  return Fill(t, property, OrNone(t, fget), OrNone(t, fset), OrNone(t, fdel), OrNone(t, doc))
             ? property
             : Value();
}

// The four arguments of a call, None where absent. False with TypeError pending.
bool Arguments(Thread* t, const Value* args, size_t nargs, Value kwnames, Value* out) {
  constexpr absl::string_view kNames[] = {"fget", "fset", "fdel", "doc"};
  const int64_t keywords = kwnames.is_null() ? 0 : kwnames.as<Tuple>()->length;
  if (static_cast<int64_t>(nargs) + keywords > 4) {
    Raise(t, Exc::kTypeError, "property() takes at most 4 arguments (%d given)",
          static_cast<int64_t>(nargs) + keywords);
    return false;
  }
  for (size_t i = 0; i < nargs; ++i) out[i] = args[i];
  for (int64_t k = 0; k < keywords; ++k) {
    Str* name = kwnames.as<Tuple>()->items[k].as<Str>();
    int index = -1;
    for (int i = 0; i < 4; ++i) {
      if (StrEqualsAscii(name, kNames[i])) index = i;
    }
    if (index < 0) {
      Raise(t, Exc::kTypeError, "'%s' is an invalid keyword argument for property()",
            StrToUtf8(name));
      return false;
    }
    if (!out[index].is_null()) {
      Raise(t, Exc::kTypeError, "argument for property() given by name ('%s') and position (%d)",
            kNames[index], index + 1);
      return false;
    }
    out[index] = args[nargs + static_cast<size_t>(k)];
  }
  for (int i = 0; i < 4; ++i) out[i] = OrNone(t, out[i]);
  return true;
}

Value ConstructProperty(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value slots[4];
  if (!Arguments(t, args + 1, nargs - 1, kwnames, slots)) return Value();
  return MakeProperty(t, args[0].as<Class>(), slots[0], slots[1], slots[2], slots[3]);
}

Value PropertyInit(Thread* t, Value* args, size_t nargs, Value kwnames) {
  Value slots[4];
  if (!Arguments(t, args + 1, nargs - 1, kwnames, slots)) return Value();
  return Fill(t, Self(args), slots[0], slots[1], slots[2], slots[3]) ? t->isolate->none()
                                                                     : Value();
}

Value PropertySetName(Thread* t, Value* args, size_t nargs, Value kwnames) {
  if (!kwnames.is_null() && kwnames.as<Tuple>()->length != 0) {
    return RaiseText(t, Exc::kTypeError, "property.__set_name__() takes no keyword arguments");
  }
  if (nargs != 3) {
    return Raise(t, Exc::kTypeError,
                 "__set_name__() takes 2 positional arguments but %d were given", nargs - 1);
  }
  StoreField(t, args[0].object(), &Self(args)->name, args[2]);
  return t->isolate->none();
}

// The property with one function replaced, made by calling its class. It keeps the
// name: @x.setter defines the same attribute.
Value Copy(Thread* t, Property* p, Value fget, Value fset, Value fdel) {
  const bool own_doc = !(p->aux & kAuxGetterDoc) || IsNone(t, fget);
  Value words[4] = {fget, fset, fdel, own_doc ? OrNone(t, p->doc) : t->isolate->none()};
  Value copy = Call(t, ClassOf(t, p), words, 4, Value());
  if (IsKind(copy, Kind::kProperty) && copy.as<Property>()->flags == 0) {
    StoreField(t, copy.object(), &copy.as<Property>()->name, p->name);
  }
  return copy;
}
Value PropertyGetter(Thread* t, Value* args, size_t, Value) {
  auto* p = Self(args);
  Value fget = IsNone(t, args[1]) ? OrNone(t, p->fget) : args[1];
  return Copy(t, p, fget, OrNone(t, p->fset), OrNone(t, p->fdel));
}
Value PropertySetter(Thread* t, Value* args, size_t, Value) {
  auto* p = Self(args);
  Value fset = IsNone(t, args[1]) ? OrNone(t, p->fset) : args[1];
  return Copy(t, p, OrNone(t, p->fget), fset, OrNone(t, p->fdel));
}
Value PropertyDeleter(Thread* t, Value* args, size_t, Value) {
  auto* p = Self(args);
  Value fdel = IsNone(t, args[1]) ? OrNone(t, p->fdel) : args[1];
  return Copy(t, p, OrNone(t, p->fget), OrNone(t, p->fset), fdel);
}

Value PropertyDunderGet(Thread* t, Value* args, size_t nargs, Value) {
  return PropertyGet(t, Self(args), args[1].is_null() ? Value() : OrNull(t, args[1]));
}
Value PropertyDunderSet(Thread* t, Value* args, size_t, Value) {
  return PropertySet(t, Self(args), args[1], args[2]) ? t->isolate->none() : Value();
}
Value PropertyDunderDelete(Thread* t, Value* args, size_t, Value) {
  return PropertySet(t, Self(args), args[1], Value()) ? t->isolate->none() : Value();
}

constexpr NativeInfo kMethods[] = {
    {"__new__", ConstructBare, nullptr, kCollects | kRaises,
     "Create and return a new object.  See help(type) for accurate signature."},
    {"__init__", PropertyInit, nullptr, kAnything,
     "Initialize self.  See help(type(self)) for accurate signature."},
    {"getter", PropertyGetter, "($self, fget, /)", kAnything,
     "Descriptor to obtain a copy of the property with a different getter."},
    {"setter", PropertySetter, "($self, fset, /)", kAnything,
     "Descriptor to obtain a copy of the property with a different setter."},
    {"deleter", PropertyDeleter, "($self, fdel, /)", kAnything,
     "Descriptor to obtain a copy of the property with a different deleter."},
    {"__set_name__", PropertySetName, nullptr, kWritesHeap | kRaises | kCollects,
     "Method to set name of a property."},
    {"__get__", PropertyDunderGet, "($self, instance, owner=None, /)", kAnything,
     "Return an attribute of instance, which is of type owner."},
    {"__set__", PropertyDunderSet, "($self, instance, value, /)", kAnything,
     "Set an attribute of instance to value."},
    {"__delete__", PropertyDunderDelete, "($self, instance, /)", kAnything,
     "Delete an attribute of instance."},
};

template <Value Property::*kField>
Value GetField(Thread* t, Value* args, size_t, Value) {
  return OrNone(t, Self(args)->*kField);
}
Value SetDoc(Thread* t, Value* args, size_t, Value) {
  StoreField(t, args[0].object(), &Self(args)->doc, args[1]);
  return t->isolate->none();
}
Value GetIsAbstract(Thread* t, Value* args, size_t, Value) {
  auto* p = Self(args);
  for (Value function : {p->fget, p->fset, p->fdel}) {
    if (function.is_null()) continue;
    const int abstract = IsAbstractMethod(t, function);
    if (abstract != 0) return abstract < 0 ? Value() : t->isolate->true_value();
  }
  return t->isolate->false_value();
}
constexpr GetSetInfo kFields[] = {
    {"fget", GetField<&Property::fget>, nullptr, nullptr, true},
    {"fset", GetField<&Property::fset>, nullptr, nullptr, true},
    {"fdel", GetField<&Property::fdel>, nullptr, nullptr, true},
    {"__doc__", GetField<&Property::doc>, SetDoc},
    {"__isabstractmethod__", GetIsAbstract},
};

}  // namespace

int IsAbstractMethod(Thread* t, Value v) {
  if (IsKind(v, Kind::kFunction) && v.as<Function>()->dict.is_null()) return 0;
  Value flag = GetAttrOrNull(t, v, t->isolate->names.dunder_isabstractmethod);
  if (flag.is_null()) return t->exception.is_null() ? 0 : -1;
  return IsTrue(t, flag);
}

Value NewProperty(Thread* t, Value fget, Value fset, Value fdel, Value doc) {
  return MakeProperty(t, t->isolate->property_class(), fget, fset, fdel, doc);
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

bool InitPropertyType(Thread* t) {
  Class* cls = t->isolate->property_class();
  cls->construct = ConstructProperty;
  return AddNatives(t, cls->dict, kMethods, cls) && AddGetSets(t, cls, kFields);
}

}  // namespace pyjit
