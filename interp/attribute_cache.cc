#include "interp/attribute_cache.h"

#include "interp/fast_values.h"
#include "interp/inline_cache.h"
#include "runtime/attributes.h"
#include "runtime/call.h"
#include "runtime/descriptors.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/shape.h"
#include "runtime/types/float.h"

namespace pyjit {
namespace {

uint64_t PayloadOf(const AttrPlan& plan) {
  auto cell = reinterpret_cast<uint64_t>(plan.cell);
  switch (plan.what) {
    case AttrPlan::kUncacheable: break;
    case AttrPlan::kSlot:
      if (!plan.slot.is_inline) {
        return AttrPayload(AttrCacheMode::kOverflowSlot, plan.slot.offset);
      }
      return AttrPayload(plan.slot.repr == SlotRepr::kDouble ? AttrCacheMode::kDoubleSlot
                                                             : AttrCacheMode::kSlot,
                         plan.slot.offset);
    case AttrPlan::kClassValue: return AttrPayload(AttrCacheMode::kClassValue, cell);
    case AttrPlan::kMethod: return AttrPayload(AttrCacheMode::kMethod, cell);
    case AttrPlan::kProperty: return AttrPayload(AttrCacheMode::kProperty, cell);
    case AttrPlan::kGetSet: return AttrPayload(AttrCacheMode::kGetSet, cell);
    case AttrPlan::kModuleCell: return AttrPayload(AttrCacheMode::kModuleCell, cell);
    case AttrPlan::kTypeValue: return AttrPayload(AttrCacheMode::kTypeValue, cell);
    case AttrPlan::kWrapper: return AttrPayload(AttrCacheMode::kWrapper, cell);
    case AttrPlan::kTypeWrapper: return AttrPayload(AttrCacheMode::kTypeWrapper, cell);
  }
  return AttrPayload(AttrCacheMode::kMiss, 0);
}

// The key under which object.name may be remembered, given how it was found.
uint64_t KeyOf(Object* object, AttrCacheMode mode) {
  switch (mode) {
    case AttrCacheMode::kModuleCell: return reinterpret_cast<uint64_t>(object) | 1;
    case AttrCacheMode::kTypeValue:
    case AttrCacheMode::kTypeWrapper:
      return AttrKey(object->shape_word | 1, static_cast<Class*>(object)->version);
    default: return AttrKey(object->shape_word, object->shape()->cls->version);
  }
}

template <typename T>
T& At(Object* object, uint64_t offset) {
  return *reinterpret_cast<T*>(reinterpret_cast<uint8_t*>(object) + offset);
}

}  // namespace

AttributeCache::AttributeCache()
    : entries_(std::make_unique<AttributeEntry[]>(size_t{1} << kAttributeTableBits)) {}

void AttributeCache::VisitRoots(RootVisitor* visitor) {
  for (Object* module : modules_) {
    Value v(module);
    visitor->Visit(&v);  // nothing moves
  }
}

void AttributeCache::Find(Thread* t, Value v, Str* name, uint64_t* key, uint64_t* payload) {
  Object* object = v.object();
  uint64_t usual = KeyOf(object, AttrCacheMode::kSlot);
  Kind kind = object->kind();
  if (kind == Kind::kModule) {
    usual = KeyOf(object, AttrCacheMode::kModuleCell);
  } else if (kind == Kind::kClass) {
    usual = KeyOf(object, AttrCacheMode::kTypeValue);
  }
  auto name_word = reinterpret_cast<uint64_t>(name);
  AttributeEntry* entry = AttributeEntryFor(entries_.get(), usual, name_word);
  if (entry->key == usual && entry->name == name_word) {
    *key = usual;
    *payload = entry->payload;
    return;
  }
  AttrPlan plan = PlanGetAttr(t, v, name);
  *payload = PayloadOf(plan);
  AttrCacheMode mode = AttrModeOf(*payload);
  if (mode == AttrCacheMode::kMiss) return;
  *key = KeyOf(object, mode);
  if (mode == AttrCacheMode::kModuleCell) modules_.insert(object);
  if (*key == usual) *entry = {*key, *payload, name_word};
}

Value AttributeCache::LoadMethod(Thread* t, Value object, Str* name, uint64_t* site,
                                 Value* self) {
  return LoadOr(t, object, name, site, self, GetMethod);
}

Value AttributeCache::LoadOr(Thread* t, Value object, Str* name, uint64_t* site, Value* self,
                             Value (*uncached)(Thread*, Value, Str*, Value*)) {
  *self = Value();
  if (object.is_small_int()) return uncached(t, object, name, self);
  // Else each access to this object would come here.
  if (object.object()->shape()->deprecated && !MigrateObject(t, object.object())) return Value();
  uint64_t key = 0, payload;
  Find(t, object, name, &key, &payload);
  Object* o = object.object();
  uint64_t offset = payload & kAttrPayloadMask;
  Value value;
  switch (AttrModeOf(payload)) {
    case AttrCacheMode::kSlot: value = At<Value>(o, offset); break;
    case AttrCacheMode::kDoubleSlot: value = NewFloat(t, At<double>(o, offset)); break;
    case AttrCacheMode::kOverflowSlot:
      value = At<Value>(At<Object*>(o, o->shape()->slots_offset - 8), offset);
      break;
    case AttrCacheMode::kClassValue:
    case AttrCacheMode::kModuleCell:
    case AttrCacheMode::kTypeValue: value = AttrCellOf(payload)->value; break;
    case AttrCacheMode::kMethod:
      value = AttrCellOf(payload)->value;
      *self = object;
      break;
    case AttrCacheMode::kWrapper:
    case AttrCacheMode::kTypeWrapper:
      if (!IsPlainWrapper(AttrCellOf(payload)->value)) return uncached(t, object, name, self);
      value = UnwrapMethod(t, AttrCellOf(payload)->value, object, self);
      break;
    case AttrCacheMode::kProperty:
      return PropertyGet(t, AttrCellOf(payload)->value.as<Property>(), object);
    case AttrCacheMode::kGetSet:
      Refill(t, site, key, payload);
      return uncached(t, object, name, self);
    default: return uncached(t, object, name, self);
  }
  if (value.is_null()) {  // a name deleted from a module
    *self = Value();
    return uncached(t, object, name, self);
  }
  Refill(t, site, key, payload);
  return value;
}

Value AttributeCache::Load(Thread* t, Value object, Str* name, uint64_t* site) {
  Value self;
  Value value = LoadOr(t, object, name, site, &self,
                       [](Thread* t, Value object, Str* name, Value*) {
                         return GetAttr(t, object, name);
                       });
  if (value.is_null() || self.is_null()) return value;
  return BindAttribute(t, value, self, ClassOf(t, self));
}

bool AttributeCache::Store(Thread* t, Value v, Str* name, Value value, uint64_t* site) {
  if (!v.is_object()) return SetAttr(t, v, name, value);
  Object* object = v.object();
  if (object->shape()->deprecated && !MigrateObject(t, object)) return false;
  Str* slot_key = PlanSetAttrSlot(t, v, name);
  if (slot_key == nullptr) return SetAttr(t, v, name, value);
  Shape* before = object->shape();
  uint32_t version = before->cls->version;
  if (!SetAttr(t, v, name, value)) return false;
  Shape* after = object->shape();
  SlotLocation slot;
  if (before->deprecated || after->deprecated || after->dictionary ||
      before->cls->version != version || !FindSlot(after, slot_key, &slot) || !slot.is_inline) {
    return true;
  }
  uint64_t payload;
  if (before == after) {
    // Writes to a slot must have been noted once before a cache does them.
    if (slot.index < 64 && ((after->rewritten_slots >> slot.index) & 1) == 0) return true;
    AttrCacheMode mode = slot.repr == SlotRepr::kDouble ? AttrCacheMode::kDoubleSlot
                         : slot.repr == SlotRepr::kInt  ? AttrCacheMode::kStoreInt
                                                        : AttrCacheMode::kSlot;
    payload = AttrPayload(mode, slot.offset);
  } else {
    if (after->parent != before || after->name != slot_key) return true;
    AttrCacheMode mode = slot.repr == SlotRepr::kDouble ? AttrCacheMode::kAddDouble
                         : slot.repr == SlotRepr::kInt  ? AttrCacheMode::kAddInt
                                                        : AttrCacheMode::kAddSlot;
    payload = AttrPayload(mode, object->shape_word | (uint64_t{slot.offset} << 32));
  }
  uint64_t key = AttrKey(static_cast<uint32_t>(reinterpret_cast<uintptr_t>(before)), version);
  uint64_t name_word = reinterpret_cast<uint64_t>(name) | 1;
  *AttributeEntryFor(entries_.get(), key, name_word) = {key, payload, name_word};
  Refill(t, site, key, payload);
  return true;
}

}  // namespace pyjit
