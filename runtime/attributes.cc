// Reading attributes.
#include "runtime/attributes.h"

#include <string>

#include "runtime/attributes_internal.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/error.h"
#include "runtime/exceptions.h"
#include "runtime/heap.h"
#include "runtime/intern.h"
#include "runtime/isolate.h"
#include "runtime/members.h"
#include "runtime/native.h"
#include "runtime/operators.h"
#include "runtime/types/dict.h"
#include "runtime/types/tuple.h"
#include "runtime/types/str.h"

namespace pyjit {

namespace {

bool IsBuiltinMethod(const NativeFunction* function) {
  return function->self.is_null() && IsKind(function->owner, Kind::kClass);
}

// A subclass of property or the like with its own __get__ or __set__.
bool HasOwnProtocol(Thread* t, Value attribute) {
  Class* cls = ClassOf(t, attribute);
  if (cls->flags & kClassBuiltin) return false;
  for (Slot slot : {Slot::kGet, Slot::kSet, Slot::kDelete}) {
    Value method = ClassSlot(cls, slot);
    if (!method.is_null() && !IsKind(method, Kind::kNativeFunction)) return true;
  }
  return false;
}

Value BindProperty(Thread* t, Property* property, Value self) {
  if (self.is_null()) return property;
  if (property->flags != 0 && !CheckComputedAttribute(t, property, self)) return Value();
  if (const GetSetInfo* info = GetSetOf(property)) return info->get(t, &self, 1, Value());
  if (property->flags & kPropertyMember) {
    Value value = GetMember(t, self.object(), property->fget.as<Str>());
    if (value.is_null() && t->exception.is_null()) {
      return RaiseNoAttribute(t, self, property->name.as<Str>());
    }
    return value;
  }
  return PropertyGet(t, property, self);
}

Value BindNative(Thread* t, NativeFunction* function, Value self) {
  Value bound = NewNativeFunction(t, function->info, self);
  if (bound.is_null()) return bound;
  bound.as<NativeFunction>()->owner = function->owner;
  bound.as<NativeFunction>()->signature = function->signature;
  if (ClassOf(t, function) == t->isolate->wrapper_descriptor_class()) {
    bound.object()->set_shape(t->isolate->method_wrapper_class()->instance_root);
  }
  return bound;
}

}  // namespace

Value BindToClass(Thread* t, Value function, Class* cls) {
  if (IsKind(function, Kind::kFunction)) return NewBoundMethod(t, function, cls);
  if (IsKind(function, Kind::kNativeFunction)) {
    return BindNative(t, function.as<NativeFunction>(), cls);
  }
  Value get = function.is_object() ? LookupSpecial(t, function, Slot::kGet) : Value();
  if (!get.is_null() && !IsKind(function, Kind::kBoundMethod)) {
    return BindAttribute(t, function, cls, cls);
  }
  return NewBoundMethod(t, function, cls);
}

bool IsDefaultHook(Thread* t, Value method) {
  if (method.is_null()) return true;
  if (!IsKind(method, Kind::kNativeFunction)) return false;
  const Value owner = method.as<NativeFunction>()->owner;
  const Isolate* isolate = t->isolate;
  for (Class* cls : {isolate->object_class(), isolate->type_class(), isolate->module_class(),
                     isolate->super_class(), isolate->method_class()}) {
    if (owner == Value(cls)) return true;
  }
  return false;
}

bool CheckComputedAttribute(Thread* t, const Property* property, Value object) {
  Class* owner = property->fset.as<Class>();
  Class* cls = ClassOf(t, object);
  if (cls == owner || IsSubclass(cls, owner)) return true;
  const GetSetInfo* info = GetSetOf(property);
  const std::string name =
      info != nullptr ? std::string(info->name) : StrToUtf8(property->name.as<Str>());
  Raise(t, Exc::kTypeError, "descriptor '%s' for '%s' objects doesn't apply to a '%s' object",
        name, ClassName(owner), ClassName(cls));
  return false;
}

AttrNature NatureOf(Thread* t, Value attribute) {
  if (!attribute.is_object()) return AttrNature::kPlain;
  switch (attribute.object()->kind()) {
    case Kind::kFunction:
      return AttrNature::kFunction;
    case Kind::kNativeFunction:
      return IsBuiltinMethod(attribute.as<NativeFunction>()) ? AttrNature::kFunction
                                                             : AttrNature::kPlain;
    case Kind::kProperty:
      return AttrNature::kData;
    case Kind::kMethodWrapper:
      return AttrNature::kDescriptor;
    case Kind::kBoundMethod:
    case Kind::kStr:
    case Kind::kFloat:
    case Kind::kTuple:
    case Kind::kSingleton:
      if (ClassOf(t, attribute)->flags & kClassBuiltin) return AttrNature::kPlain;
      break;
    default:
      break;
  }
  Class* cls = ClassOf(t, attribute);
  if (cls->slots == nullptr) return AttrNature::kPlain;  // while booting
  if (!ClassSlot(cls, Slot::kSet).is_null() || !ClassSlot(cls, Slot::kDelete).is_null()) {
    return AttrNature::kData;
  }
  return ClassSlot(cls, Slot::kGet).is_null() ? AttrNature::kPlain
                                              : AttrNature::kDescriptor;
}

// --- Class look-up ---

Cell* LookupCellInClass(Class* cls, Str* name, Class** found_in) {
  auto* mro = cls->mro.as<Tuple>();
  for (int64_t i = 0; i < mro->length; ++i) {
    auto* c = mro->items[i].as<Class>();
    Cell* cell = FindCell(c->dict, name);
    if (cell != nullptr && !cell->value.is_null()) {
      if (found_in != nullptr) *found_in = c;
      return cell;
    }
  }
  return nullptr;
}

Value LookupInClass(Class* cls, Str* name) {
  Cell* cell = LookupCellInClass(cls, name, nullptr);
  return cell == nullptr ? Value() : cell->value;
}

Value LookupSpecial(Thread* t, Value v, Slot slot) {
  Class* cls = ClassOf(t, v);
  return cls->slots == nullptr ? Value() : ClassSlot(cls, slot);
}

ClassAttr FindClassAttr(Thread* t, Class* cls, Str* name) {
  Isolate::AttrCacheEntry* entry = t->isolate->attr_cache(cls->version, name);
  if (entry->version == cls->version && entry->name == name) {
    return {entry->cell, entry->holder};
  }
  ClassAttr found;
  found.cell = LookupCellInClass(cls, name, &found.holder);
  // A class without a version is still being built.
  if (cls->version != 0) *entry = {cls->version, name, found.cell, found.holder};
  return found;
}

// --- Binding ---

Value BindAttribute(Thread* t, Value attribute, Value self, Class* cls) {
  if (!attribute.is_object()) return attribute;
  switch (attribute.object()->kind()) {
    case Kind::kFunction:
      return self.is_null() ? attribute : NewBoundMethod(t, attribute, self);
    case Kind::kNativeFunction: {
      auto* function = attribute.as<NativeFunction>();
      if (self.is_null() || !IsBuiltinMethod(function)) return attribute;
      return BindNative(t, function, self);
    }
    case Kind::kProperty:
      if (HasOwnProtocol(t, attribute)) break;
      return BindProperty(t, attribute.as<Property>(), self);
    case Kind::kMethodWrapper: {
      if (HasOwnProtocol(t, attribute)) break;
      auto* wrapper = attribute.as<MethodWrapper>();
      if (wrapper->flags == 0) return wrapper->function;
      return BindToClass(t, wrapper->function, cls);
    }
    case Kind::kBoundMethod:
    case Kind::kStr:
    case Kind::kFloat:
      if (ClassOf(t, attribute)->flags & kClassBuiltin) return attribute;
      break;
    default:
      break;
  }
  Class* type = ClassOf(t, attribute);
  Value get = type->slots == nullptr ? Value() : ClassSlot(type, Slot::kGet);
  if (get.is_null()) return attribute;
  return CallSpecial(t, get, attribute,
                     {self.is_null() ? t->isolate->none() : self, cls});
}

// --- Own attributes ---

bool UsesSideDict(const Object* object) {
  const Shape* shape = object->shape();
  if (shape->slots_offset != 0 || (shape->cls->flags & (kClassBuiltin | kClassNoDict))) {
    return false;
  }
  switch (shape->kind) {
    case Kind::kStr:
    case Kind::kBytes:
    case Kind::kTuple:
    case Kind::kBigInt:
      return true;
    default:
      return false;
  }
}

Value GetOwnAttribute(Thread* t, Value object, Str* name) {
  if (!object.is_object()) return Value();
  Object* o = object.object();
  Shape* shape = o->shape();
  if (shape->slots_offset != 0) {
    if (shape->deprecated) {
      // Bring old objects to the newest shape, so that caches see fewer of them.
      if (!MigrateObject(t, o)) return Value();
      shape = o->shape();
    }
    if (shape->dictionary) [[unlikely]] {
      return IsMemberKey(name) ? GetSideMember(t, o, name)
                               : DictGetStr(*DictionaryWord(o), name);
    }
    SlotLocation slot;
    if (!FindSlot(shape, name, &slot)) return Value();
    return LoadSlot(t, o, slot);
  }
  switch (shape->kind) {
    case Kind::kFunction: {
      Value dict = static_cast<Function*>(o)->dict;
      return dict.is_null() ? Value() : DictGetStr(dict.as<Dict>(), name);
    }
    case Kind::kModule:
      return NamespaceGet(static_cast<Module*>(o)->dict, name);
    case Kind::kStr:
    case Kind::kBytes:
    case Kind::kTuple:
    case Kind::kBigInt: {
      if (!(o->aux & kAuxSideDict) || !UsesSideDict(o)) return Value();
      Dict* dict = t->heap->SideDict(o);
      return dict == nullptr ? Value() : DictGetStr(dict, name);
    }
    default:
      return Value();
  }
}

Value UniversalAttribute(Thread* t, Value object, Class* cls, Str* name) {
  const Isolate::Names& names = t->isolate->names;
  if (name == names.dunder_class) return cls;
  if (name == names.dunder_dict) return GetObjectDict(t, object);
  if (name == names.dunder_doc) return cls->doc.is_null() ? t->isolate->none() : cls->doc;
  return Value();
}

// --- Objects, classes, modules ---

namespace {
// Whether a data descriptor has a __get__: one with __set__ alone leaves reading to
// the object's own attributes.
bool IsRead(Thread* t, Value descriptor) {
  return IsKind(descriptor, Kind::kProperty) ||
         !LookupSpecial(t, descriptor, Slot::kGet).is_null();
}
}  // namespace

Value GenericGetAttrOrNull(Thread* t, Value object, Class* cls, Str* name) {
  const ClassAttr found = FindClassAttr(t, cls, name);
  Value attribute = found.value();
  // __dict__ does not count for kClassHasDataDescr.
  if (!attribute.is_null() &&
      ((found.holder->flags & kClassHasDataDescr) || name == t->isolate->names.dunder_dict) &&
      NatureOf(t, attribute) == AttrNature::kData && IsRead(t, attribute)) {
    return BindAttribute(t, attribute, object, cls);
  }
  Value own = GetOwnAttribute(t, object, name);
  if (!own.is_null() || !t->exception.is_null()) return own;
  if (!attribute.is_null()) return BindAttribute(t, attribute, object, cls);
  if (IsKind(object, Kind::kBoundMethod) && name != t->isolate->names.dunder_class) {
    return GetAttrOrNull(t, object.as<BoundMethod>()->function, name);
  }
  return UniversalAttribute(t, object, cls, name);
}

Value ClassGetAttrOrNull(Thread* t, Class* cls, Str* name) {
  Class* metaclass = ClassOf(t, cls);
  Value of_meta = FindClassAttr(t, metaclass, name).value();
  if (!of_meta.is_null() && NatureOf(t, of_meta) == AttrNature::kData &&
      IsRead(t, of_meta)) {
    return BindAttribute(t, of_meta, cls, metaclass);
  }
  Value own = FindClassAttr(t, cls, name).value();
  if (!own.is_null()) return BindAttribute(t, own, Value(), cls);
  if (!of_meta.is_null()) return BindAttribute(t, of_meta, cls, metaclass);
  if (name == t->isolate->names.dunder_class) return metaclass;
  return Value();
}

namespace {

// Modules written in C++ get __spec__ and __loader__ from importlib, which is not there
// before something needs it.
bool NeedsImportlib(Thread* t, const Module* module, Str* name) {
  const Isolate::Names& names = t->isolate->names;
  if (name != names.dunder_spec && name != names.dunder_loader) return false;
  if (NamespaceGet(module->dict, name) != t->isolate->none()) return false;
  Str* importlib = Intern(t, "_frozen_importlib");
  return importlib != nullptr && DictGetStr(t->isolate->modules(), importlib).is_null();
}

}  // namespace

Value ModuleGetAttrOrNull(Thread* t, Module* module, Str* name) {
  Class* cls = ClassOf(t, module);
  if (NeedsImportlib(t, module, name) && t->isolate->import_name != nullptr) {
    Str* importlib = Intern(t, "_frozen_importlib");
    if (importlib == nullptr ||
        t->isolate->import_name(t, importlib, t->isolate->none(), 0, nullptr).is_null()) {
      TakeException(t);  // then they are None
    }
  }
  if (name == t->isolate->names.dunder_annotations &&
      NamespaceGet(module->dict, name).is_null()) {
    // Made when first asked for, as a class's are.
    Dict* made = NewDict(t);
    if (made == nullptr || !NamespaceSet(t, module->dict, name, made)) return Value();
  }
  if (cls != t->isolate->module_class()) {
    Value found = GenericGetAttrOrNull(t, module, cls, name);
    if (!found.is_null() || !t->exception.is_null()) return found;
  } else {
    Value own = NamespaceGet(module->dict, name);
    if (!own.is_null()) return own;
    if (name == t->isolate->names.dunder_dict) return module->dict;
    Value found = GenericGetAttrOrNull(t, module, cls, name);
    if (!found.is_null() || !t->exception.is_null()) return found;
  }
  Value hook = NamespaceGet(module->dict, t->isolate->names.special_GetAttr);
  return hook.is_null() ? Value() : CallValues(t, hook, {name});
}

namespace {

// Attribute access without hooks of the object's class.
Value PlainGetAttrOrNull(Thread* t, Value object, Class* cls, Str* name) {
  if (object.is_object()) {
    switch (object.object()->kind()) {
      case Kind::kClass:
        return ClassGetAttrOrNull(t, object.as<Class>(), name);
      case Kind::kModule:
        return ModuleGetAttrOrNull(t, object.as<Module>(), name);
      case Kind::kSuper: {
        Value found = SuperGetAttrOrNull(t, object.as<Super>(), name);
        if (!found.is_null() || !t->exception.is_null()) return found;
        break;
      }
      default:
        break;
    }
  }
  return GenericGetAttrOrNull(t, object, cls, name);
}

bool ClearAttributeError(Thread* t) {
  if (t->exception.is_null() || !PendingIs(t, Exc::kAttributeError)) return false;
  t->exception = Value();
  return true;
}

// With __getattribute__ or __getattr__ written in Python. May leave an
// AttributeError pending.
Value HookedGetAttr(Thread* t, Value object, Class* cls, Str* name) {
  Value getattribute = ClassSlot(cls, Slot::kGetAttribute);
  Value found;
  if (IsDefaultHook(t, getattribute)) {
    found = PlainGetAttrOrNull(t, object, cls, name);
  } else {
    found = CallSpecial(t, getattribute, object, {name});
  }
  if (!found.is_null()) return found;
  Value getattr = ClassSlot(cls, Slot::kGetAttr);
  if (getattr.is_null()) return found;
  if (!t->exception.is_null() && !ClearAttributeError(t)) return found;
  return CallSpecial(t, getattr, object, {name});
}

// An AttributeError that a hook raised learns what was looked for, unless it was told.
void NoteAttribute(Thread* t, Value object, Str* name) {
  if (!PendingIs(t, Exc::kAttributeError)) return;
  auto* exc = t->exception.as<Exception>();
  const Value none = t->isolate->none();
  Value message = none;
  if (IsKind(exc->extra, Kind::kTuple)) {
    auto* extra = exc->extra.as<Tuple>();
    if (extra->length < 2 || extra->items[0] != none || extra->items[1] != none) return;
    if (extra->length > 2) message = extra->items[2];
  }
  exc->extra = TuplePack(t, name, object, message);
  WriteBarrier(t, exc);
  t->exception = exc;
}

}  // namespace

Value GetAttr(Thread* t, Value object, Str* name) {
  Class* cls = ClassOf(t, object);
  Value found = (cls->flags & kClassHasGetAttr) ? HookedGetAttr(t, object, cls, name)
                                                : PlainGetAttrOrNull(t, object, cls, name);
  if (!found.is_null()) [[likely]] return found;
  if (t->exception.is_null()) return RaiseNoAttribute(t, object, name);
  if (cls->flags & kClassHasGetAttr) NoteAttribute(t, object, name);
  return found;
}

Value GetAttrOrNull(Thread* t, Value object, Str* name) {
  Class* cls = ClassOf(t, object);
  Value found = (cls->flags & kClassHasGetAttr) ? HookedGetAttr(t, object, cls, name)
                                                : PlainGetAttrOrNull(t, object, cls, name);
  if (found.is_null()) ClearAttributeError(t);
  return found;
}

Value GenericGetAttr(Thread* t, Value object, Str* name) {
  Value found = object.is_object() && object.object()->kind() == Kind::kModule
                    ? PlainGetAttrOrNull(t, object, ClassOf(t, object), name)
                    : GenericGetAttrOrNull(t, object, ClassOf(t, object), name);
  if (found.is_null() && t->exception.is_null()) return RaiseNoAttribute(t, object, name);
  return found;
}

Value ClassGetAttr(Thread* t, Class* cls, Str* name) {
  Value found = ClassGetAttrOrNull(t, cls, name);
  if (found.is_null() && t->exception.is_null()) return RaiseNoAttribute(t, cls, name);
  return found;
}

Value GetMethod(Thread* t, Value object, Str* name, Value* self) {
  *self = Value();
  Class* cls = ClassOf(t, object);
  const Kind kind = object.is_object() ? object.object()->kind() : Kind::kBigInt;
  if (!(cls->flags & kClassHasGetAttr) && kind != Kind::kClass &&
      kind != Kind::kModule && kind != Kind::kSuper) {
    Value attribute = FindClassAttr(t, cls, name).value();
    if (!attribute.is_null() && NatureOf(t, attribute) == AttrNature::kFunction) {
      Value own = GetOwnAttribute(t, object, name);
      if (!own.is_null() || !t->exception.is_null()) return own;
      *self = object;
      return attribute;
    }
  }
  return GetAttr(t, object, name);
}

}  // namespace pyjit
