// What inline caches may remember about an attribute access.
#include "runtime/attributes.h"
#include "runtime/attributes_internal.h"
#include "runtime/isolate.h"

namespace pyjit {

bool IsPlainWrapper(Value attribute) {
  return IsKind(attribute, Kind::kMethodWrapper) &&
         (attribute.object()->shape()->cls->flags & kClassBuiltin) &&
         (IsKind(attribute.as<MethodWrapper>()->function, Kind::kFunction) ||
          IsKind(attribute.as<MethodWrapper>()->function, Kind::kNativeFunction));
}

AttrPlan PlanGetAttr(Thread* t, Value object, Str* name) {
  AttrPlan plan;
  const Isolate::Names& names = t->isolate->names;
  if (!object.is_object() || name == names.dunder_class || name == names.dunder_dict) {
    return plan;
  }
  Object* o = object.object();
  Shape* shape = o->shape();
  Class* cls = shape->cls;
  if (cls->flags & kClassHasGetAttr) return plan;
  switch (shape->kind) {
    case Kind::kModule:
      if (cls == t->isolate->module_class()) {
        plan.cell = FindCell(static_cast<Module*>(o)->dict, name);
        // __spec__ and __loader__ may have to be made first.
        if (plan.cell != nullptr && !plan.cell->value.is_null() &&
            name != names.dunder_spec && name != names.dunder_loader) {
          plan.what = AttrPlan::kModuleCell;
        }
      }
      return plan;
    case Kind::kClass: {
      // The metaclass must not have the name at all.
      if (FindClassAttr(t, cls, name).cell != nullptr) return plan;
      const ClassAttr found = FindClassAttr(t, static_cast<Class*>(o), name);
      if (found.cell == nullptr) return plan;
      const AttrNature nature = NatureOf(t, found.value());
      if (nature == AttrNature::kPlain || nature == AttrNature::kFunction) {
        plan.what = AttrPlan::kTypeValue;
      } else if (IsPlainWrapper(found.value())) {
        plan.what = AttrPlan::kTypeWrapper;
      } else {
        return plan;
      }
      plan.cell = found.cell;
      plan.holder = found.holder;
      return plan;
    }
    case Kind::kSuper:
    case Kind::kBoundMethod:
      return plan;
    default:
      break;
  }
  const ClassAttr found = FindClassAttr(t, cls, name);
  if (IsComputedAttribute(found.value())) {  // comes before what the object has
    plan.what = AttrPlan::kGetSet;
    plan.cell = found.cell;
    plan.holder = found.holder;
    return plan;
  }
  if (shape->kind == Kind::kFunction || shape->dictionary || UsesSideDict(o)) return plan;
  const bool has_slot =
      shape->slots_offset != 0 && FindSlot(shape, name, &plan.slot);
  if (found.cell == nullptr) {
    if (has_slot) plan.what = AttrPlan::kSlot;
    return plan;
  }
  plan.cell = found.cell;
  plan.holder = found.holder;
  Value attribute = found.value();
  const AttrNature nature = NatureOf(t, attribute);
  if (nature == AttrNature::kData) {
    if (!IsKind(attribute, Kind::kProperty)) return plan;
    auto* property = attribute.as<Property>();
    if (property->flags & kPropertyMember) {
      if (shape->slots_offset != 0 &&
          FindSlot(shape, property->fget.as<Str>(), &plan.slot)) {
        plan.what = AttrPlan::kSlot;
      }
    } else if (property->flags == 0 && !property->fget.is_null() &&
               (ClassOf(t, attribute)->flags & kClassBuiltin)) {
      plan.what = AttrPlan::kProperty;
    }
    return plan;
  }
  if (has_slot) {
    plan.what = AttrPlan::kSlot;
  } else if (nature == AttrNature::kFunction) {
    plan.what = AttrPlan::kMethod;
  } else if (nature == AttrNature::kPlain) {
    plan.what = AttrPlan::kClassValue;
  } else if (IsPlainWrapper(attribute)) {
    plan.what = AttrPlan::kWrapper;
  }
  return plan;
}

Str* PlanSetAttrSlot(Thread* t, Value object, Str* name) {
  const Isolate::Names& names = t->isolate->names;
  if (!object.is_object() || name == names.dunder_class || name == names.dunder_dict) {
    return nullptr;
  }
  Shape* shape = object.object()->shape();
  Class* cls = shape->cls;
  if (shape->slots_offset == 0 || shape->dictionary || shape->deprecated ||
      (cls->flags & kClassHasSetAttr)) {
    return nullptr;
  }
  Value attribute = FindClassAttr(t, cls, name).value();
  if (attribute.is_null() || NatureOf(t, attribute) != AttrNature::kData) {
    return cls->flags & kClassNoDict ? nullptr : name;
  }
  if (!IsKind(attribute, Kind::kProperty)) return nullptr;
  auto* property = attribute.as<Property>();
  return property->flags & kPropertyMember ? property->fget.as<Str>() : nullptr;
}

}  // namespace pyjit
