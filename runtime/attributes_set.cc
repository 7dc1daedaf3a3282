// Writing attributes, and objects' __dict__ and __class__.
#include <string>

#include "runtime/attributes.h"
#include "runtime/attributes_internal.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/members.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"

namespace pyjit {

namespace {

// value null: deletes. The attribute is a data descriptor.
bool SetThroughDescriptor(Thread* t, Value attribute, Value object, Value value) {
  if (IsKind(attribute, Kind::kProperty)) {
    auto* property = attribute.as<Property>();
    if (property->flags & (kPropertyGetSet | kPropertyMember)) {
      return SetComputedAttribute(t, property, object, value);
    }
    if (ClassOf(t, attribute) == t->isolate->property_class()) {
      return PropertySet(t, property, object, value);
    }
  }
  Class* type = ClassOf(t, attribute);
  Value method = ClassSlot(type, value.is_null() ? Slot::kDelete : Slot::kSet);
  if (method.is_null()) {
    RaiseText(t, Exc::kAttributeError, value.is_null() ? "__delete__" : "__set__");
    return false;
  }
  Value result = value.is_null() ? CallSpecial(t, method, attribute, {object})
                                 : CallSpecial(t, method, attribute, {object, value});
  return !result.is_null();
}

}  // namespace

bool SetComputedAttribute(Thread* t, Property* property, Value object, Value value) {
  if (!CheckComputedAttribute(t, property, object)) return false;
  if (property->flags & kPropertyMember) {
    Str* key = property->fget.as<Str>();
    if (!value.is_null()) return SetMember(t, object.object(), key, value);
    bool found = false;
    if (!DeleteMember(t, object.object(), key, &found)) return false;
    Str* name = property->name.as<Str>();
    if (!found) RaiseAttributeError(t, object, name, StrToUtf8(name));
    return found;
  }
  const GetSetInfo* info = GetSetOf(property);
  if (info->set != nullptr) {
    Value args[2] = {object, value};
    return !info->set(t, args, 2, Value()).is_null();
  }
  if (info->member) {
    RaiseText(t, Exc::kAttributeError, "readonly attribute");
  } else {
    Raise(t, Exc::kAttributeError, "attribute '%s' of '%s' objects is not writable", info->name,
          ClassName(property->fset.as<Class>()));
  }
  return false;
}

namespace {

// Where attributes of objects that are no slots go; null without an exception:
// nowhere.
Dict* AttributeDictToWrite(Thread* t, Object* object) {
  switch (object->kind()) {
    case Kind::kFunction: {
      auto* function = static_cast<Function*>(object);
      if (function->dict.is_null()) {
        Dict* dict = NewDict(t);
        if (dict == nullptr) return nullptr;
        StoreField(t, function, &function->dict, dict);
      }
      return function->dict.as<Dict>();
    }
    case Kind::kModule:
      return static_cast<Module*>(object)->dict;
    default: {
      if (!UsesSideDict(object)) return nullptr;
      Dict* dict = t->heap->SideDict(object);
      if (dict != nullptr) return dict;
      dict = NewDict(t);
      if (dict == nullptr || !t->heap->SetSideDict(t, object, dict)) return nullptr;
      return dict;
    }
  }
}

bool RaiseCannotSet(Thread* t, Value object, Str* name, Value class_attribute) {
  if (class_attribute.is_null()) {
    RaiseNoAttribute(t, object, name);
  } else {
    RaiseAttributeError(t, object, name,
                        absl::StrFormat("'%s' object attribute '%s' is read-only",
                                        ClassNameOf(t, object), StrToUtf8(name)));
  }
  return false;
}

}  // namespace

bool GenericSetAttr(Thread* t, Value object, Str* name, Value value) {
  Class* cls = ClassOf(t, object);
  const ClassAttr found = FindClassAttr(t, cls, name);
  Value attribute = found.value();
  const Isolate::Names& names = t->isolate->names;
  // __dict__ and __weakref__ of a class do not count for kClassHasDataDescr.
  if (!attribute.is_null() &&
      ((found.holder->flags & kClassHasDataDescr) || name == names.dunder_dict ||
       name == names.dunder_weakref) &&
      NatureOf(t, attribute) == AttrNature::kData) {
    return SetThroughDescriptor(t, attribute, object, value);
  }
  if (name == names.dunder_class) return SetObjectClass(t, object, value);
  if (!object.is_object()) return RaiseCannotSet(t, object, name, attribute);
  Object* o = object.object();
  const bool slots = o->shape()->slots_offset != 0 && !(cls->flags & kClassNoDict);
  if (name == names.dunder_dict && attribute.is_null() && slots) {
    return AssignObjectDict(t, object, value);
  }
  if (slots) {
    if (!value.is_null()) return StoreAttributeSlot(t, o, name, value);
    bool deleted = false;
    if (!DeleteAttributeSlot(t, o, name, &deleted)) return false;
    if (!deleted) RaiseNoAttribute(t, object, name);
    return deleted;
  }
  if (name == names.dunder_dict && o->kind() == Kind::kModule) {
    RaiseText(t, Exc::kAttributeError, "readonly attribute");
    return false;
  }
  Dict* dict = AttributeDictToWrite(t, o);
  if (dict == nullptr) {
    return t->exception.is_null() && RaiseCannotSet(t, object, name, attribute);
  }
  if (!value.is_null()) return DictSet(t, dict, name, value);
  const int deleted = DictDelete(t, dict, name);
  if (deleted != 0) return deleted > 0;
  RaiseAttributeError(t, object, name,
                      absl::StrFormat("'%s' object has no attribute '%s'",
                                      ClassNameOf(t, object), StrToUtf8(name)));
  return false;
}

bool ClassSetAttr(Thread* t, Class* cls, Str* name, Value value) {
  if (cls->flags & kClassBuiltin) {
    Raise(t, Exc::kTypeError, "cannot set '%s' attribute of immutable type '%s'",
          StrToUtf8(name), ClassDisplayName(cls));
    return false;
  }
  Class* metaclass = ClassOf(t, cls);
  Value of_meta = FindClassAttr(t, metaclass, name).value();
  if (!of_meta.is_null() && NatureOf(t, of_meta) == AttrNature::kData) {
    return SetThroughDescriptor(t, of_meta, cls, value);
  }
  if (name == t->isolate->names.dunder_class) return SetObjectClass(t, cls, value);
  bool found = true;
  if (!SetClassAttribute(t, cls, name, value, &found)) return false;
  if (value.is_null() && !found) {
    RaiseNoAttribute(t, cls, name);
    return false;
  }
  return true;
}

namespace {

bool PlainSetAttr(Thread* t, Value object, Str* name, Value value) {
  if (IsKind(object, Kind::kClass)) {
    return ClassSetAttr(t, object.as<Class>(), name, value);
  }
  return GenericSetAttr(t, object, name, value);
}

}  // namespace

bool SetAttr(Thread* t, Value object, Str* name, Value value) {
  Class* cls = ClassOf(t, object);
  if (cls->flags & kClassHasSetAttr) {
    Value method = ClassSlot(cls, Slot::kSetAttr);
    if (!IsDefaultHook(t, method)) {
      return !CallSpecial(t, method, object, {name, value}).is_null();
    }
  }
  return PlainSetAttr(t, object, name, value);
}

bool DelAttr(Thread* t, Value object, Str* name) {
  Class* cls = ClassOf(t, object);
  if (cls->flags & kClassHasSetAttr) {
    Value method = ClassSlot(cls, Slot::kDelAttr);
    if (!IsDefaultHook(t, method)) {
      return !CallSpecial(t, method, object, {name}).is_null();
    }
  }
  return PlainSetAttr(t, object, name, Value());
}

// --- __dict__ ---

Dict* GetObjectDict(Thread* t, Value object) {
  if (!object.is_object()) return nullptr;
  Object* o = object.object();
  Class* cls = o->shape()->cls;
  if (o->shape()->slots_offset != 0) {
    if (cls->flags & kClassNoDict) return nullptr;
    return ConvertToDictionary(t, o) ? *DictionaryWord(o) : nullptr;
  }
  return AttributeDictToWrite(t, o);
}

bool AssignObjectDict(Thread* t, Value object, Value value) {
  Dict* dict;
  if (value.is_null()) {
    dict = NewDict(t);
    if (dict == nullptr) return false;
  } else if (IsKind(value, Kind::kDict)) {
    dict = value.as<Dict>();
  } else {
    Raise(t, Exc::kTypeError, "__dict__ must be set to a dictionary, not a '%s'",
          ClassNameOf(t, value));
    return false;
  }
  return SetObjectDict(t, object, dict);
}

bool SetObjectDict(Thread* t, Value object, Dict* dict) {
  Object* o = object.object();
  if (o->shape()->slots_offset == 0) {
    if (UsesSideDict(o)) return t->heap->SetSideDict(t, o, dict);
    RaiseText(t, Exc::kAttributeError, "readonly attribute");
    return false;
  }
  if (!ConvertToDictionary(t, o)) return false;
  *DictionaryWord(o) = dict;
  WriteBarrier(t, o);
  return true;
}

List* OwnAttributeNames(Thread* t, Value object) {
  List* list = NewList(t);
  if (list == nullptr || !object.is_object()) return list;
  Object* o = object.object();
  Shape* shape = o->shape();
  Dict* dict = nullptr;
  if (shape->slots_offset != 0) {
    if (!shape->dictionary) {
      Shape* nodes[kMaxSlots];
      const int count = ShapeNodes(shape, nodes);
      for (int i = 0; i < count; ++i) {
        if (IsMemberKey(nodes[i]->name)) continue;
        if (!ListAppend(t, list, nodes[i]->name)) return nullptr;
      }
      return list;
    }
    dict = *DictionaryWord(o);
  } else if (shape->kind == Kind::kFunction) {
    Value word = static_cast<Function*>(o)->dict;
    if (!word.is_null()) dict = word.as<Dict>();
  } else if (shape->kind == Kind::kModule) {
    dict = static_cast<Module*>(o)->dict;
  } else if (shape->kind == Kind::kClass) {
    dict = static_cast<Class*>(o)->dict;
  } else if (UsesSideDict(o)) {
    dict = t->heap->SideDict(o);
  }
  if (dict == nullptr) return list;
  int64_t pos = 0;
  Value key, value;
  while (DictNext(dict, &pos, &key, &value)) {
    if (IsStr(key) && !ListAppend(t, list, key)) return nullptr;
  }
  return list;
}

}  // namespace pyjit
