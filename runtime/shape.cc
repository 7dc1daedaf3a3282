#include "runtime/shape.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/members.h"
#include "runtime/layout.h"
#include "runtime/shape_arena.h"
#include "runtime/shape_table.h"
#include "runtime/types/dict.h"
#include "runtime/types/float.h"
#include "runtime/types/storage.h"
#include "runtime/watchpoint.h"

namespace pyjit {

namespace {

constexpr int kLinearSlots = 8;       // look-ups walk up to so many shapes
constexpr size_t kLinearChildren = 8;
constexpr uint32_t kMaxRemovals = 64;

bool Covers(SlotRepr have, SlotRepr want) {
  return have == want || have == SlotRepr::kTagged;
}

SlotRepr Join(SlotRepr a, SlotRepr b) { return a == b ? a : SlotRepr::kTagged; }

size_t HashName(const Str* name) {
  return static_cast<size_t>((reinterpret_cast<uintptr_t>(name) >> 4) *
                             0x9E3779B97F4A7C15u >> 32);
}

ShapeTable* TableOf(Shape* shape) {
  if (shape->table == nullptr) shape->table = new ShapeTable();
  return shape->table;
}

Shape* NewShape(Thread* t) {
  Shape* shape = t->isolate->shape_arena()->New(t->heap);
  if (shape == nullptr) RaiseMemoryError(t);
  return shape;
}

Shape* RootOf(Shape* shape) {
  while (shape->parent != nullptr) shape = shape->parent;
  return shape;
}

Shape* NewChild(Thread* t, Shape* parent, Str* name, SlotRepr repr) {
  Shape* shape = NewShape(t);
  if (shape == nullptr) return nullptr;
  const int index = parent->slot_count;
  if (index >= parent->inline_capacity) repr = SlotRepr::kTagged;
  shape->cls = parent->cls;
  shape->extension = parent->extension;
  shape->parent = parent;
  shape->extension = parent->extension;
  shape->name = name;
  shape->double_slots = parent->double_slots;
  if (repr == SlotRepr::kDouble) shape->double_slots |= uint64_t{1} << index;
  shape->rewritten_slots = parent->rewritten_slots;
  shape->instance_size = parent->instance_size;
  shape->slot_count = static_cast<uint16_t>(index + 1);
  shape->inline_capacity = parent->inline_capacity;
  shape->slots_offset = parent->slots_offset;
  shape->repr = repr;
  shape->kind = parent->kind;
  TableOf(parent)->SetTransition(shape);
  return shape;
}

void Deprecate(Shape* top) {
  std::vector<Shape*> work = {top};
  while (!work.empty()) {
    Shape* shape = work.back();
    work.pop_back();
    shape->deprecated = true;
    if (shape->table == nullptr) continue;
    for (Shape* child : shape->table->children()) work.push_back(child);
  }
}

// The shape that added `name`, or null.
Shape* FindNode(Shape* shape, Str* name) {
  if (shape->slot_count <= kLinearSlots) {
    for (; shape->parent != nullptr; shape = shape->parent) {
      if (shape->name == name) return shape;
    }
    return nullptr;
  }
  return TableOf(shape)->FindNode(shape, name);
}

Value* SlotAddress(Object* object, const SlotLocation& slot) {
  auto* bytes = reinterpret_cast<uint8_t*>(object);
  if (!slot.is_inline) {
    bytes = *reinterpret_cast<uint8_t**>(bytes + object->shape()->slots_offset - 8);
  }
  return reinterpret_cast<Value*>(bytes + slot.offset);
}

SlotLocation LocationOf(const Shape* shape, const Shape* node) {
  const auto index = static_cast<uint16_t>(node->slot_count - 1);
  const bool is_inline = index < shape->inline_capacity;
  const auto offset =
      is_inline ? shape->slot_offset(index)
                : static_cast<uint16_t>(layout::kValueArrayItems +
                                        8 * (index - shape->inline_capacity));
  return {index, offset, node->repr, is_inline};
}

// Stores a value that the slot's representation can hold.
void WriteSlot(Thread* t, Object* object, const SlotLocation& slot, Value value) {
  Value* address = SlotAddress(object, slot);
  if (slot.repr == SlotRepr::kDouble) {
    *address = Value(std::bit_cast<uint64_t>(value.as<Float>()->value));
    return;
  }
  *address = value;
  if (!value.is_object()) return;
  Object* holder = object;
  if (!slot.is_inline) {
    holder = *reinterpret_cast<Object**>(reinterpret_cast<uint8_t*>(object) +
                                         object->shape()->slots_offset - 8);
  }
  WriteBarrier(t, holder);
}

// Room for overflow slot `index`.
bool EnsureOverflow(Thread* t, Object* object, const Shape* shape, int index) {
  const int64_t needed = index - shape->inline_capacity + 1;
  auto* word = reinterpret_cast<ValueArray**>(reinterpret_cast<uint8_t*>(object) +
                                              shape->slots_offset - 8);
  ValueArray* old = *word;
  if (old != nullptr && old->capacity >= needed) return true;
  ValueArray* array = NewValueArray(t, needed + std::max<int64_t>(2, needed / 2));
  if (array == nullptr) return false;
  if (old != nullptr) {
    memcpy(array->items, old->items, 8 * static_cast<size_t>(old->capacity));
  }
  *word = array;
  WriteBarrier(t, object);
  return true;
}

}  // namespace

// --- ShapeTable ---

Shape* ShapeTable::Transition(Str* name) const {
  if (!child_index_.empty()) {
    auto it = child_index_.find(name);
    return it == child_index_.end() ? nullptr : children_[it->second];
  }
  for (Shape* child : children_) {
    if (child->name == name) return child;
  }
  return nullptr;
}

void ShapeTable::SetTransition(Shape* child) {
  for (Shape*& existing : children_) {
    if (existing->name == child->name) {
      existing = child;
      return;
    }
  }
  children_.push_back(child);
  if (children_.size() <= kLinearChildren) return;
  for (size_t i = child_index_.size(); i < children_.size(); ++i) {
    child_index_[children_[i]->name] = i;
  }
}

Shape* ShapeTable::FindNode(Shape* shape, Str* name) {
  if (nodes_ == nullptr) {
    const uint32_t size = std::bit_ceil(2u * shape->slot_count);
    nodes_ = std::make_unique<Shape*[]>(size);
    mask_ = size - 1;
    for (Shape* node = shape; node->parent != nullptr; node = node->parent) {
      size_t i = HashName(node->name) & mask_;
      while (nodes_[i] != nullptr) i = (i + 1) & mask_;
      nodes_[i] = node;
    }
  }
  for (size_t i = HashName(name) & mask_; nodes_[i] != nullptr; i = (i + 1) & mask_) {
    if (nodes_[i]->name == name) return nodes_[i];
  }
  return nullptr;
}

// --- Shapes ---

Shape* NewPlainShape(Thread* t, Class* cls, Kind kind, uint32_t instance_size) {
  Shape* shape = NewShape(t);
  if (shape == nullptr) return nullptr;
  shape->cls = cls;
  shape->extension = cls == nullptr ? nullptr : cls->extension;
  shape->kind = kind;
  shape->instance_size = instance_size;
  return shape;
}

Shape* NewRootShape(Thread* t, Class* cls, Kind kind, uint32_t native_size,
                    uint16_t inline_capacity) {
  const uint32_t slots_offset = ((native_size + 7) & ~7u) + 8;
  Shape* shape =
      NewPlainShape(t, cls, kind, slots_offset + 8u * inline_capacity);
  if (shape == nullptr) return nullptr;
  shape->slots_offset = static_cast<uint16_t>(slots_offset);
  shape->inline_capacity = inline_capacity;
  return shape;
}

bool FindSlot(Shape* shape, Str* name, SlotLocation* out) {
  const Shape* node = FindNode(shape, name);
  if (node == nullptr) return false;
  *out = LocationOf(shape, node);
  return true;
}

Shape* AddSlotTransition(Thread* t, Shape* shape, Str* name, SlotRepr repr) {
  if (shape->slot_count >= shape->inline_capacity) repr = SlotRepr::kTagged;
  Shape* child = shape->table == nullptr ? nullptr : shape->table->Transition(name);
  if (child == nullptr) return NewChild(t, shape, name, repr);
  if (Covers(child->repr, repr)) return child;
  // From now on everybody goes to the wider one.
  Shape* wider = NewChild(t, shape, name, Join(child->repr, repr));
  if (wider == nullptr) return nullptr;
  wider->rewritten_slots |= child->rewritten_slots;
  child->migrated_to = wider;
  Deprecate(child);
  return wider;
}

int ShapeNodes(Shape* shape, Shape** nodes) {
  for (Shape* node = shape; node->parent != nullptr; node = node->parent) {
    nodes[node->slot_count - 1] = node;
  }
  return shape->slot_count;
}

Shape* CurrentShape(Thread* t, Shape* shape) {
  if (!shape->deprecated) return shape;
  Shape* known = shape->migrated_to;
  while (known != nullptr && known->deprecated) known = known->migrated_to;
  if (known == nullptr) {
    Shape* nodes[kMaxSlots];
    const int count = ShapeNodes(shape, nodes);
    known = RootOf(shape);
    for (int i = 0; i < count && known != nullptr; ++i) {
      known = AddSlotTransition(t, known, nodes[i]->name, nodes[i]->repr);
    }
    if (known == nullptr) return nullptr;
  }
  shape->migrated_to = known;
  for (uint64_t bits = shape->rewritten_slots; bits != 0; bits &= bits - 1) {
    MarkSlotRewritten(known, static_cast<uint16_t>(std::countr_zero(bits)));
  }
  return known;
}

Shape* GeneraliseSlot(Thread* t, Shape* shape, Str* name, SlotRepr repr) {
  shape = CurrentShape(t, shape);
  if (shape == nullptr) return nullptr;
  Shape* node = FindNode(shape, name);
  if (node == nullptr || Covers(node->repr, repr)) return shape;
  if (AddSlotTransition(t, node->parent, name, Join(node->repr, repr)) == nullptr) {
    return nullptr;
  }
  return CurrentShape(t, shape);
}

Shape* RemoveSlotTransition(Thread* t, Shape* shape, Str* name) {
  Shape* nodes[kMaxSlots];
  const int count = ShapeNodes(shape, nodes);
  Shape* result = RootOf(shape);
  for (int i = 0; i < count && result != nullptr; ++i) {
    if (nodes[i]->name == name) continue;
    result = AddSlotTransition(t, result, nodes[i]->name, nodes[i]->repr);
  }
  return result;
}

Shape* DictionaryShape(Thread* t, Shape* shape) {
  Shape* root = RootOf(shape);
  ShapeTable* table = TableOf(root);
  if (table->dictionary == nullptr) {
    Shape* made = NewPlainShape(t, root->cls, root->kind, root->instance_size);
    if (made == nullptr) return nullptr;
    made->slots_offset = root->slots_offset;
    made->inline_capacity = root->inline_capacity;
    made->dictionary = true;
    table->dictionary = made;
  }
  return table->dictionary;
}

Shape* ShapeForClass(Thread* t, Shape* shape, Class* cls) {
  Shape* root = InstanceRoot(t, cls);
  if (root == nullptr) return nullptr;
  if (root->inline_capacity != shape->inline_capacity) {
    ShapeTable* table = TableOf(root);
    Shape* found = nullptr;
    for (Shape* variant : table->variants) {
      if (variant->inline_capacity == shape->inline_capacity) found = variant;
    }
    if (found == nullptr) {
      found = NewPlainShape(t, cls, shape->kind, shape->instance_size);
      if (found == nullptr) return nullptr;
      found->slots_offset = shape->slots_offset;
      found->inline_capacity = shape->inline_capacity;
      table->variants.push_back(found);
    }
    root = found;
  }
  if (shape->dictionary) return DictionaryShape(t, root);
  Shape* nodes[kMaxSlots];
  const int count = ShapeNodes(shape, nodes);
  for (int i = 0; i < count && root != nullptr; ++i) {
    root = AddSlotTransition(t, root, nodes[i]->name, nodes[i]->repr);
  }
  return root;
}

Watchpoint* ShapeWatchpoint(Shape* shape) {
  if (shape->rewritten_watchpoint == nullptr) {
    shape->rewritten_watchpoint = new Watchpoint();
  }
  return shape->rewritten_watchpoint;
}

void MarkSlotRewritten(Shape* shape, uint16_t index) {
  if (index >= 64) return;
  const uint64_t bit = uint64_t{1} << index;
  if (shape->rewritten_slots & bit) return;
  shape->rewritten_slots |= bit;
  if (shape->rewritten_watchpoint != nullptr) {
    shape->rewritten_watchpoint->Fire("attribute written again");
  }
}

// --- Objects ---

SlotRepr ReprOf(Thread* t, Value value) {
  if (value.is_small_int()) return SlotRepr::kInt;
  return CanBeRawDouble(t, value) ? SlotRepr::kDouble : SlotRepr::kTagged;
}

Value LoadSlot(Thread* t, Object* object, const SlotLocation& slot) {
  Value word = *SlotAddress(object, slot);
  if (slot.repr != SlotRepr::kDouble) return word;
  return NewFloat(t, std::bit_cast<double>(word.bits()));
}

bool MigrateObject(Thread* t, Object* object) {
  Shape* old = object->shape();
  Shape* shape = CurrentShape(t, old);
  if (shape == nullptr) return false;
  if (shape == old) return true;
  // Names and order are the same; only doubles may have to become objects.
  uint64_t boxed = old->double_slots & ~shape->double_slots;
  Value values[kMaxInlineSlots];
  auto* slots = reinterpret_cast<Value*>(reinterpret_cast<uint8_t*>(object) +
                                         old->slots_offset);
  for (uint64_t bits = boxed; bits != 0; bits &= bits - 1) {
    const int i = std::countr_zero(bits);
    values[i] = NewFloat(t, std::bit_cast<double>(slots[i].bits()));
    if (values[i].is_null()) return false;
  }
  for (uint64_t bits = boxed; bits != 0; bits &= bits - 1) {
    const int i = std::countr_zero(bits);
    slots[i] = values[i];
  }
  object->set_shape(shape);
  WriteBarrier(t, object);
  return true;
}

bool ConvertToDictionary(Thread* t, Object* object) {
  Shape* shape = object->shape();
  if (shape->dictionary) return true;
  Dict* dict = NewDict(t);
  if (dict == nullptr) return false;
  Shape* target = DictionaryShape(t, shape);
  if (target == nullptr) return false;
  Shape* nodes[kMaxSlots];
  const int count = ShapeNodes(shape, nodes);
  for (int i = 0; i < count; ++i) {
    Value value = LoadSlot(t, object, LocationOf(shape, nodes[i]));
    if (value.is_null()) return false;
    Str* name = nodes[i]->name;
    if (IsMemberKey(name) ? !SetSideMember(t, object, name, value)
                          : !DictSet(t, dict, name, value)) {
      return false;
    }
  }
  auto* slots = reinterpret_cast<uint8_t*>(object) + shape->slots_offset;
  memset(slots, 0, 8u * shape->inline_capacity);
  object->set_shape(target);
  *DictionaryWord(object) = dict;
  WriteBarrier(t, object);
  return true;
}

bool ChangeShape(Thread* t, Object* object, Shape* target) {
  Shape* shape = object->shape();
  if (target->dictionary || shape->slot_count == 0) {
    object->set_shape(target);
    return true;
  }
  ValueArray* values = NewValueArray(t, shape->slot_count);
  if (values == nullptr) return false;
  Shape* nodes[kMaxSlots];
  const int count = ShapeNodes(shape, nodes);
  int kept = 0;
  for (int i = 0; i < count; ++i) {
    if (FindNode(target, nodes[i]->name) == nullptr) continue;
    Value value = LoadSlot(t, object, LocationOf(shape, nodes[i]));
    if (value.is_null()) return false;
    StoreField(t, values, &values->items[kept++], value);
  }
  // Nothing collects from here on: object and shape disagree in between.
  object->set_shape(target);
  ShapeNodes(target, nodes);
  for (int i = 0; i < kept; ++i) {
    WriteSlot(t, object, LocationOf(target, nodes[i]), values->items[i]);
  }
  // The slots behind are not to be seen again when attributes are added.
  Shape* old = shape;
  for (; old->slot_count > kept; old = old->parent) {
    *SlotAddress(object, LocationOf(shape, old)) = Value();
  }
  return true;
}

namespace {

bool StoreInDictionary(Thread* t, Object* object, Str* name, Value value) {
  if (IsMemberKey(name)) return SetSideMember(t, object, name, value);
  return DictSet(t, *DictionaryWord(object), name, value);
}

}  // namespace

bool StoreAttributeSlot(Thread* t, Object* object, Str* name, Value value) {
  if (object->shape()->deprecated && !MigrateObject(t, object)) return false;
  Shape* shape = object->shape();
  if (shape->dictionary) return StoreInDictionary(t, object, name, value);
  const SlotRepr repr = ReprOf(t, value);
  SlotLocation slot;
  if (FindSlot(shape, name, &slot)) {
    if (!Covers(slot.repr, repr)) {
      if (GeneraliseSlot(t, shape, name, repr) == nullptr ||
          !MigrateObject(t, object)) {
        return false;
      }
      shape = object->shape();
      FindSlot(shape, name, &slot);
    }
    MarkSlotRewritten(shape, slot.index);
    WriteSlot(t, object, slot, value);
    return true;
  }
  if (shape->slot_count >= kMaxSlots) {
    return ConvertToDictionary(t, object) && StoreInDictionary(t, object, name, value);
  }
  Shape* next = AddSlotTransition(t, shape, name, repr);
  if (next == nullptr) return false;
  const int index = shape->slot_count;
  if (index >= shape->inline_capacity) {
    if (!EnsureOverflow(t, object, shape, index)) return false;
    LearnInlineHint(t, shape->cls, static_cast<uint32_t>(index) + 1);
  }
  WriteSlot(t, object, LocationOf(next, next), value);
  object->set_shape(next);
  return true;
}

bool DeleteAttributeSlot(Thread* t, Object* object, Str* name, bool* found) {
  Shape* shape = object->shape();
  *found = false;
  if (!shape->dictionary) {
    if (FindNode(shape, name) == nullptr) return true;
    // Each order of deletions makes shapes of its own; some programs use
    // attributes as a dictionary, so let them have one.
    if (++TableOf(RootOf(shape))->removals > kMaxRemovals &&
        !ConvertToDictionary(t, object)) {
      return false;
    }
  }
  if (object->shape()->dictionary) {
    if (IsMemberKey(name)) return DeleteSideMember(t, object, name, found);
    const int deleted = DictDelete(t, *DictionaryWord(object), name);
    *found = deleted > 0;
    return deleted >= 0;
  }
  *found = true;
  Shape* target = RemoveSlotTransition(t, shape, name);
  return target != nullptr && ChangeShape(t, object, target);
}

}  // namespace pyjit
