// __slots__ of classes written in Python, and computed attributes of builtin ones.
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/attributes.h"
#include "runtime/attributes_internal.h"
#include "runtime/class.h"
#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/exceptions.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/members.h"
#include "runtime/namespace.h"
#include "runtime/types/dict.h"
#include "runtime/types/list.h"
#include "runtime/types/str.h"
#include "runtime/types/tuple.h"
#include "runtime/unicode_properties.h"

namespace pyjit {

namespace {

Property* NewComputedAttribute(Thread* t, Class* type, uint8_t flags, Value what,
                               Class* owner) {
  Object* object = AllocateInstance(t, type);
  if (object == nullptr) return nullptr;
  auto* property = static_cast<Property*>(object);
  property->flags = flags;
  property->fget = what;
  property->fset = owner;
  return property;
}

bool IsIdentifier(const Str* s) {
  if (s->length == 0 || !IsUnicodeIdentifierStart(StrCharAt(s, 0))) return false;
  for (int64_t i = 1; i < s->length; ++i) {
    if (!IsUnicodeIdentifierPart(StrCharAt(s, i))) return false;
  }
  return true;
}

// __x becomes _Class__x, as the compiler does in the class's methods.
Str* Mangle(Thread* t, Class* cls, Str* name) {
  std::string text = StrToUtf8(name);
  if (text.size() < 3 || text.substr(0, 2) != "__" ||
      text.substr(text.size() - 2) == "__") {
    return name;
  }
  std::string owner = ClassName(cls);
  const size_t first = owner.find_first_not_of('_');
  if (first == std::string::npos) return name;
  return Intern(t, absl::StrCat("_", owner.substr(first), text));
}

}  // namespace

bool AddGetSets(Thread* t, Class* cls, absl::Span<const GetSetInfo> rows) {
  for (const GetSetInfo& row : rows) {
    Str* name = Intern(t, row.name);
    if (name == nullptr) return false;
    Class* type = row.member ? t->isolate->member_descriptor_class()
                             : t->isolate->getset_descriptor_class();
    Property* property = NewComputedAttribute(t, type, kPropertyGetSet, GetSetWord(&row), cls);
    if (property == nullptr || !NamespaceSet(t, cls->dict, name, property)) return false;
    StoreField(t, property, &property->fdel, name);
  }
  if (!rows.empty()) cls->flags |= kClassHasDataDescr;
  return true;
}

namespace {

bool AddMember(Thread* t, Class* cls, Str* name) {
  Isolate* isolate = t->isolate;
  Str* key = NewMemberKey(t, name);
  if (key == nullptr) return false;
  Property* member =
      NewComputedAttribute(t, isolate->member_descriptor_class(), kPropertyMember, key, cls);
  if (member == nullptr) return false;
  StoreField(t, member, &member->name, name);
  return NamespaceSet(t, cls->dict, name, member);
}

// __slots__ of a class are not allowed where instances vary in size.
bool CheckRoomForMembers(Thread* t, Class* cls) {
  switch (cls->instance_kind) {
    case Kind::kBigInt:
    case Kind::kBytes:
    case Kind::kTuple:
    case Kind::kClass:
      Raise(t, Exc::kTypeError, "nonempty __slots__ not supported for subtype of '%s'",
            ClassName(BestBase(t, cls->bases.as<Tuple>())));
      return false;
    default:
      return true;
  }
}

// The names in a class's __slots__, checked; null with an exception pending. Sets
// *dict and *weakref if they are asked for.
Tuple* SlotNames(Thread* t, Class* cls, Value slots, bool may_dict, bool may_weakref,
                 bool* dict, bool* weakref) {
  Tuple* names = IsStr(slots) ? TupleFromArray(t, &slots, 1) : NewTupleFrom(t, slots);
  if (names == nullptr || (names->length != 0 && !CheckRoomForMembers(t, cls))) return nullptr;
  List* kept = NewList(t);
  if (kept == nullptr) return nullptr;
  for (int64_t i = 0; i < names->length; ++i) {
    Value item = names->items[i];
    if (!IsStr(item)) {
      Raise(t, Exc::kTypeError, "__slots__ items must be strings, not '%s'",
            ClassNameOf(t, item));
      return nullptr;
    }
    if (!IsIdentifier(item.as<Str>())) {
      RaiseText(t, Exc::kTypeError, "__slots__ must be identifiers");
      return nullptr;
    }
    Str* name = InternStr(t, item.as<Str>());
    if (name == nullptr) return nullptr;
    if (name == t->isolate->names.dunder_dict) {
      if (!may_dict || *dict) {
        RaiseText(t, Exc::kTypeError, "__dict__ slot disallowed: we already got one");
        return nullptr;
      }
      *dict = true;
      continue;
    }
    if (name == t->isolate->names.dunder_weakref) {
      if (!may_weakref || *weakref) {
        RaiseText(t, Exc::kTypeError,
                  "__weakref__ slot disallowed: either we already got one, or "
                  "__itemsize__ != 0");
        return nullptr;
      }
      *weakref = true;
      continue;
    }
    name = Mangle(t, cls, name);
    if (name == nullptr) return nullptr;
    if (!NamespaceGet(cls->dict, name).is_null() &&
        !StrEqualsAscii(name, "__qualname__") && !StrEqualsAscii(name, "__classcell__")) {
      Raise(t, Exc::kValueError, "%s in __slots__ conflicts with class variable",
            StrToUtf8(StrRepr(t, name)));
      return nullptr;
    }
    if (!ListAppend(t, kept, name)) return nullptr;
  }
  return ListSort(t, kept, Value(), false) ? ListToTuple(t, kept) : nullptr;
}

Value GetInstanceDict(Thread* t, Value* args, size_t, Value) {
  // A class whose metaclass also has a base with a plain __dict__.
  if (IsKind(args[0], Kind::kClass)) return NewMappingProxy(t, args[0].as<Class>()->dict);
  Dict* dict = GetObjectDict(t, args[0]);
  if (dict != nullptr || !t->exception.is_null()) return dict;
  return RaiseNoAttribute(t, args[0], t->isolate->names.dunder_dict);
}
// Whether it is a native class that gave the class's instances their dict: they keep one.
bool HasNativeDict(Thread* t, const Class* cls) {
  const auto* mro = cls->mro.as<Tuple>();
  for (int64_t i = 0; i < mro->length; ++i) {
    const auto* base = mro->items[i].as<Class>();
    if ((base->flags & kClassBuiltin) &&
        !NamespaceGet(base->dict, t->isolate->names.dunder_dict).is_null()) {
      return true;
    }
  }
  return false;
}
Value SetInstanceDict(Thread* t, Value* args, size_t, Value) {
  if (IsKind(args[0], Kind::kClass)) {
    return Raise(t, Exc::kAttributeError,
                 "attribute '__dict__' of 'type' objects is not writable");
  }
  if (IsKind(args[0], Kind::kModule)) return RaiseText(t, Exc::kAttributeError, "readonly attribute");
  if (args[1].is_null() && HasNativeDict(t, ClassOf(t, args[0]))) {
    return RaiseText(t, Exc::kTypeError, "cannot delete __dict__");
  }
  return AssignObjectDict(t, args[0], args[1]) ? t->isolate->none() : Value();
}
// The newest of an object's weak references, or None.
Value GetInstanceWeakref(Thread* t, Value* args, size_t, Value) {
  Weakref* first = args[0].is_object() ? t->heap->FirstWeakref(args[0].object()) : nullptr;
  return first == nullptr ? t->isolate->none() : Value(first);
}

constexpr GetSetInfo kDictGetSet[] = {{"__dict__", GetInstanceDict, SetInstanceDict,
                                       "dictionary for instance variables (if defined)"}};
constexpr GetSetInfo kNativeDictGetSet[] = {
    {"__dict__", GetInstanceDict, SetInstanceDict, nullptr}};
constexpr GetSetInfo kWeakrefGetSet[] = {{"__weakref__", GetInstanceWeakref, nullptr,
                                          "list of weak references to the object (if defined)"}};

}  // namespace

bool AddNativeDictDescriptor(Thread* t, Class* cls) {
  return !NamespaceGet(cls->dict, t->isolate->names.dunder_dict).is_null() ||
         AddGetSets(t, cls, kNativeDictGetSet);
}

bool ApplySlots(Thread* t, Class* cls, Class* base) {
  const Kind kind = cls->instance_kind;
  const bool may_dict = !(base->traits & kTraitDict);
  const bool may_weakref = !(base->traits & kTraitWeakref) && kind != Kind::kBigInt &&
                           kind != Kind::kBytes && kind != Kind::kTuple;
  bool dict = false, weakref = false;
  Value slots = NamespaceGet(cls->dict, t->isolate->names.dunder_slots);
  if (slots.is_null()) {
    dict = may_dict;
    weakref = may_weakref;
  } else {
    Tuple* names = SlotNames(t, cls, slots, may_dict, may_weakref, &dict, &weakref);
    if (names == nullptr) return false;
    for (int64_t i = 0; i < names->length; ++i) {
      if (!AddMember(t, cls, names->items[i].as<Str>())) return false;
    }
    if (names->length != 0) cls->traits |= kTraitHasMembers;
    cls->inline_hint = static_cast<uint16_t>(cls->inline_hint + names->length);
    // A second base may have what the first has not.
    auto* bases = cls->bases.as<Tuple>();
    for (int64_t i = 0; i < bases->length; ++i) {
      const uint16_t traits = bases->items[i].as<Class>()->traits;
      dict |= may_dict && (traits & kTraitDict);
      weakref |= may_weakref && (traits & kTraitWeakref);
    }
  }
  // A __dict__ that the class itself defines stays.
  if (dict && NamespaceGet(cls->dict, t->isolate->names.dunder_dict).is_null() &&
      !AddGetSets(t, cls, kDictGetSet)) {
    return false;
  }
  if (weakref && !AddGetSets(t, cls, kWeakrefGetSet)) return false;
  cls->traits |= base->traits & (kTraitDict | kTraitWeakref);
  if (dict) cls->traits |= kTraitDict;
  if (weakref) cls->traits |= kTraitWeakref;
  if (!(cls->traits & kTraitDict)) cls->flags |= kClassNoDict;
  return true;
}

}  // namespace pyjit
