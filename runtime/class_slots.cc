// __slots__ of classes written in Python, and computed attributes of builtin ones.
#include <string>

#include "absl/strings/str_cat.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/class_internal.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/namespace.h"
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
  if (s->length == 0) return false;
  for (int64_t i = 0; i < s->length; ++i) {
    const uint32_t c = StrCharAt(s, i);
    const bool letter = c == '_' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        c >= 0x80;
    const bool digit = c >= '0' && c <= '9';
    if (!letter && (!digit || i == 0)) return false;
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
    // The table's address, marked as an int: nothing for the collector.
    Value info(reinterpret_cast<uint64_t>(&row) | 1);
    Class* type = row.member ? t->isolate->member_descriptor_class()
                             : t->isolate->getset_descriptor_class();
    Property* property = NewComputedAttribute(t, type, kPropertyGetSet, info, cls);
    if (property == nullptr || !NamespaceSet(t, cls->dict, name, property)) return false;
    StoreField(t, property, &property->fdel, name);
  }
  if (!rows.empty()) cls->flags |= kClassHasDataDescr;
  return true;
}

bool ApplySlots(Thread* t, Class* cls, Value slots) {
  Isolate* isolate = t->isolate;
  Tuple* names;
  if (IsStr(slots)) {
    names = TupleFromArray(t, &slots, 1);
  } else {
    names = NewTupleFrom(t, slots);
  }
  if (names == nullptr) return false;
  bool has_dict = false;
  bool own_dict = false;
  auto* mro = cls->mro.as<Tuple>();
  for (int64_t i = 1; i < mro->length; ++i) {
    auto* base = mro->items[i].as<Class>();
    if (!(base->flags & (kClassBuiltin | kClassNoDict)) ||
        base->instance_kind == Kind::kException) {
      has_dict = true;
    }
  }
  uint16_t count = 0;
  for (int64_t i = 0; i < names->length; ++i) {
    Value item = names->items[i];
    if (!IsStr(item)) {
      Raise(t, Exc::kTypeError, "__slots__ items must be strings, not '%s'",
            ClassNameOf(t, item));
      return false;
    }
    if (!IsIdentifier(item.as<Str>())) {
      RaiseText(t, Exc::kTypeError, "__slots__ must be identifiers");
      return false;
    }
    Str* name = InternStr(t, item.as<Str>());
    if (name == nullptr) return false;
    if (name == isolate->names.dunder_dict) {
      if (has_dict || own_dict) {
        RaiseText(t, Exc::kTypeError,
                  "__dict__ slot disallowed: we already got one");
        return false;
      }
      own_dict = true;
      continue;
    }
    if (StrEqualsAscii(name, "__weakref__")) continue;
    if (cls->instance_kind == Kind::kBigInt || cls->instance_kind == Kind::kBytes ||
        cls->instance_kind == Kind::kTuple) {
      Raise(t, Exc::kTypeError, "nonempty __slots__ not supported for subtype of '%s'",
            ClassName(cls->bases.as<Tuple>()->items[0].as<Class>()));
      return false;
    }
    name = Mangle(t, cls, name);
    if (name == nullptr) return false;
    if (!NamespaceGet(cls->dict, name).is_null()) {
      Raise(t, Exc::kValueError, "'%s' in __slots__ conflicts with class variable",
            StrToUtf8(name));
      return false;
    }
    Property* member = NewComputedAttribute(t, isolate->member_descriptor_class(),
                                            kPropertyMember, name, cls);
    if (member == nullptr || !NamespaceSet(t, cls->dict, name, member)) return false;
    ++count;
  }
  if (!has_dict && !own_dict) cls->flags |= kClassNoDict;
  cls->inline_hint = static_cast<uint16_t>(cls->inline_hint + count);
  return true;
}

}  // namespace pyjit
