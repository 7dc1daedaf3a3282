// getset_descriptor and member_descriptor: the computed attributes of builtin types
// and the names of __slots__, as objects. How attribute access uses them is in
// runtime/attributes.cc.
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/attributes.h"
#include "runtime/attributes_internal.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/native.h"
#include "runtime/operators_internal.h"
#include "runtime/types/pickling.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"

namespace pyjit {

bool InitDescriptorMethodsType(Thread* t);

namespace {

Property* Self(Value* args) { return args[0].as<Property>(); }

std::string NameOf(const Property* property) {
  if (const GetSetInfo* info = GetSetOf(property)) return info->name;
  return StrToUtf8(property->name.as<Str>());
}

Class* OwnerOf(const Property* property) { return property->fset.as<Class>(); }

Value Repr(Thread* t, Value* args, size_t, Value) {
  const bool member = ClassOf(t, args[0]) == t->isolate->member_descriptor_class();
  return NewStrUtf8(t, absl::StrCat("<", member ? "member" : "attribute", " '",
                                    NameOf(Self(args)), "' of '", ClassName(OwnerOf(Self(args))),
                                    "' objects>"));
}

Value Get(Thread* t, Value* args, size_t, Value) {
  if (args[1].is_null() || IsNone(t, args[1])) {
    if (args[2].is_null() || IsNone(t, args[2])) {
      return RaiseText(t, Exc::kTypeError, "__get__(None, None) is invalid");
    }
    return args[0];
  }
  return BindAttribute(t, args[0], args[1], ClassOf(t, args[1]));
}

Value Set(Thread* t, Value* args, size_t, Value) {
  return SetComputedAttribute(t, Self(args), args[1], args[2]) ? t->isolate->none() : Value();
}
Value Delete(Thread* t, Value* args, size_t, Value) {
  return SetComputedAttribute(t, Self(args), args[1], Value()) ? t->isolate->none() : Value();
}

Value GetObjClass(Thread*, Value* args, size_t, Value) { return Self(args)->fset; }
Value GetName(Thread* t, Value* args, size_t, Value) { return NewStrUtf8(t, NameOf(Self(args))); }
Value GetQualname(Thread* t, Value* args, size_t, Value) {
  Value qualname = OwnerOf(Self(args))->qualname;
  return NewStrUtf8(
      t, absl::StrCat(StrToUtf8(qualname.as<Str>()), ".", NameOf(Self(args))));
}
Value GetDoc(Thread* t, Value* args, size_t, Value) {
  const GetSetInfo* info = GetSetOf(Self(args));
  if (info == nullptr || info->doc == nullptr) return t->isolate->none();
  return NewStrUtf8(t, info->doc);
}

// getattr(owner, name)
Value Reduce(Thread* t, Value* args, size_t, Value) {
  Value name = NewStrUtf8(t, NameOf(Self(args)));
  Value function = name.is_null() ? name : BuiltinByName(t, "getattr");
  Tuple* arguments = function.is_null() ? nullptr : TuplePack(t, Self(args)->fset, name);
  return arguments == nullptr ? Value() : Value(TuplePack(t, function, arguments));
}

constexpr NativeInfo kRows[] = {
    {"__repr__", Repr, "($self, /)", kReadsHeap | kCollects, "Return repr(self)."},
    {"__get__", Get, "($self, instance, owner=None, /)", kAnything,
     "Return an attribute of instance, which is of type owner."},
    {"__set__", Set, "($self, instance, value, /)", kAnything,
     "Set an attribute of instance to value."},
    {"__delete__", Delete, "($self, instance, /)", kAnything,
     "Delete an attribute of instance."},
};
constexpr NativeInfo kMemberRows[] = {
    {"__reduce__", Reduce, "($self, /)", kAnything, nullptr},
};
constexpr GetSetInfo kGetSets[] = {
    {"__objclass__", GetObjClass, nullptr, nullptr, true},
    {"__name__", GetName, nullptr, nullptr, true},
    {"__qualname__", GetQualname},
    {"__doc__", GetDoc},
};

}  // namespace

bool InitDescriptorMethodsType(Thread* t) {
  Class* member = t->isolate->member_descriptor_class();
  for (Class* cls : {t->isolate->getset_descriptor_class(), member}) {
    cls->traits |= kTraitNoNew;
    if (!AddNatives(t, cls->dict, kRows, cls) || !AddGetSets(t, cls, kGetSets)) return false;
  }
  return AddNatives(t, member->dict, kMemberRows, member);
}

}  // namespace pyjit
