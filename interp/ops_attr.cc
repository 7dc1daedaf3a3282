// Attributes: the inline cache's usual cases without a call, the rest in
// AttributeCache.
#include "interp/attribute_cache.h"
#include "interp/fast_values.h"
#include "interp/frames.h"
#include "interp/inline_cache.h"
#include "interp/interpreter.h"
#include "interp/ops.h"
#include "runtime/attributes.h"
#include "runtime/class.h"
#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/operators.h"
#include "runtime/types/float.h"

namespace pyjit {
namespace {

template <typename T>
PYJIT_INLINE T& FieldAt(Object* object, uint64_t offset) {
  return *reinterpret_cast<T*>(reinterpret_cast<uint8_t*>(object) + offset);
}

PYJIT_INLINE AttributeCache* Attributes(Thread* t) { return InterpOf(t)->attributes.get(); }

// A payload of that mode, without these bits, is an offset or an address.
constexpr uint64_t ModeBits(AttrCacheMode mode) {
  return static_cast<uint64_t>(mode) << kAttrModeShift;
}

// Modules and classes, whose keys are odd (inline_cache.h).
PYJIT_INLINE bool OddKeyMatches(uint64_t key, uint64_t payload, Object* object) {
  if (AttrModeOf(payload) == AttrCacheMode::kModuleCell) {
    return (reinterpret_cast<uint64_t>(object) | 1) == key;
  }
  return (AttrModeOf(payload) == AttrCacheMode::kTypeValue ||
          AttrModeOf(payload) == AttrCacheMode::kTypeWrapper) &&
         (object->shape_word | 1) == AttrKeyShape(key) && object->kind() == Kind::kClass &&
         static_cast<Class*>(object)->version == AttrKeyVersion(key);
}

}  // namespace

PYJIT_SLOW(LoadAttrMiss) {
  SAVE_PC();
  Value result =
      Attributes(t)->Load(t, REG_B, BLOCK->names[COf(w)], CacheWords(pc));
  if (result.is_null()) [[unlikely]] RAISE();
  regs[AOf(*pc)] = result;
  NEXT(3);
}

// What the table has for a look-up that the inline cache does not have, or null.
PYJIT_INLINE AttributeEntry* ProbeTable(Thread* t, uint64_t key, uint64_t name) {
  AttributeEntry* entry = AttributeEntryFor(t->attribute_table, key, name);
  return entry->key == key && entry->name == name ? entry : nullptr;
}

PYJIT_INLINE uint64_t UsualKey(const Object* object) {
  return AttrKey(object->shape_word, object->shape()->cls->version);
}

// A property whose getter is a Python function: its frame is pushed here, so that C++
// does not recurse; RETURN stores into this instruction's A. w: the payload.
PYJIT_SLOW(LoadProperty) {
  Value property = AttrCellOf(w)->value;
  w = *pc;
  if (!IsKind(property, Kind::kProperty)) TAIL(LoadAttrMiss);
  Value getter = property.as<Property>()->fget;
  if (!getter.is_object() || !HasExactShape(t, getter, Kind::kFunction)) TAIL(LoadAttrMiss);
  auto* function = getter.as<Function>();
  Code* code = function->code;
  Frame* frame = FrameAbove(t, regs, BLOCK, code->block, 1);
  if (frame == nullptr) TAIL(LoadAttrMiss);
  SAVE_PC();
  frame->callee = function;
  frame->regs()[0] = REG_B;
  PushFrame(t, frame, FRAME, code, code->block, 1, Value(), 0);
  regs = frame->regs();
  DISPATCH(frame->pc);
}

// A computed attribute, or what the Cell has come to hold since. w: the payload.
PYJIT_SLOW(LoadGetSet) {
  Value attribute = AttrCellOf(w)->value;
  w = *pc;
  Value object = REG_B;
  SET_A_OR_RAISE(BindAttribute(t, attribute, object, ClassOf(t, object)), 3);
}

// The inline cache is for other shapes, or for what is no tagged or double slot.
PYJIT_SLOW(LoadAttrOther) {
  Value v = REG_B;
  if (v.is_small_int()) TAIL(LoadAttrMiss);
  Object* object = v.object();
  uint64_t key = UsualKey(object), payload;
  if (key == pc[1]) {
    payload = pc[2];
  } else if (OddKeyMatches(pc[1], pc[2], object)) {
    payload = pc[2];
  } else {
    auto name = reinterpret_cast<uint64_t>(BLOCK->names.data()[COf(w)]);
    AttributeEntry* entry = ProbeTable(t, key, name);
    if (entry == nullptr) TAIL(LoadAttrMiss);
    payload = entry->payload;
    AttributeCache::Refill(t, CacheWords(pc), key, payload);
  }
  // Compares in a row, not a switch: its one indirect jump would serve all sites.
  AttrCacheMode mode = AttrModeOf(payload);
  Value value;
  if (mode == AttrCacheMode::kSlot) {
    value = FieldAt<Value>(object, payload);
  } else if (mode == AttrCacheMode::kDoubleSlot) {
    value = BoxDouble(t, FieldAt<double>(object, payload & kAttrPayloadMask));
  } else if (mode == AttrCacheMode::kClassValue || mode == AttrCacheMode::kModuleCell ||
             mode == AttrCacheMode::kTypeValue) {
    value = AttrCellOf(payload)->value;
  } else if (mode == AttrCacheMode::kOverflowSlot) {
    value = FieldAt<Value>(FieldAt<Object*>(object, object->shape()->slots_offset - 8u),
                           payload & kAttrPayloadMask);
  } else if (mode == AttrCacheMode::kProperty) {
    w = payload;
    TAIL(LoadProperty);
  } else if (mode == AttrCacheMode::kGetSet) {
    w = payload;
    TAIL(LoadGetSet);
  }
  if (value.is_null()) [[unlikely]] TAIL(LoadAttrMiss);
  REG_A = value;
  NEXT(3);
}

PYJIT_OP_BODY(LOAD_ATTR) {
  Value v = REG_B;
  if (!v.is_small_int()) [[likely]] {
    Object* object = v.object();
    if (AttrKeyMatches(pc[1], object)) [[likely]] {
      uint64_t offset = pc[2];
      if (offset <= 0xFFFF) [[likely]] {  // AttrCacheMode::kSlot
        REG_A = FieldAt<Value>(object, offset);
        NEXT(3);
      }
      offset ^= ModeBits(AttrCacheMode::kDoubleSlot);
      if (offset <= 0xFFFF) {
        Value boxed = BoxDouble(t, FieldAt<double>(object, offset));
        if (boxed.is_null()) [[unlikely]] TAIL(LoadAttrMiss);
        REG_A = boxed;
        NEXT(3);
      }
    }
  }
  TAIL(LoadAttrOther);
}

PYJIT_SLOW(StoreAttrMiss) {
  SAVE_PC();
  if (!Attributes(t)->Store(t, REG_A, BLOCK->names[COf(w)], REG_B, CacheWords(pc))) {
    RAISE();
  }
  NEXT(3);
}

PYJIT_SLOW(StoreAttrRemember) {  // the write barrier's slow path, after the store
  Object* object = REG_A.object();
  t->heap->RememberSlow(object);
  NEXT(3);
}

// Slots that only ints or raw doubles may enter, and new attributes. Compares in a
// row, not a switch: its one indirect jump would serve all sites.
PYJIT_SLOW(StoreAttrOther) {
  Value v = REG_A;
  if (v.is_small_int()) TAIL(StoreAttrMiss);
  Object* object = v.object();
  Value value = REG_B;
  uint64_t key = UsualKey(object), payload;
  if (key == pc[1]) {
    payload = pc[2];
  } else {
    auto name = reinterpret_cast<uint64_t>(BLOCK->names.data()[COf(w)]) | 1;
    AttributeEntry* entry = ProbeTable(t, key, name);
    if (entry == nullptr) TAIL(StoreAttrMiss);
    payload = entry->payload;
    AttributeCache::Refill(t, CacheWords(pc), key, payload);
  }
  AttrCacheMode mode = AttrModeOf(payload);
  if (mode == AttrCacheMode::kSlot) {
    FieldAt<Value>(object, payload) = value;
    if (object->gc == kGcOld) [[unlikely]] TAIL(StoreAttrRemember);
    NEXT(3);
  }
  if (mode == AttrCacheMode::kStoreInt) {
    if (!value.is_small_int()) TAIL(StoreAttrMiss);
    FieldAt<Value>(object, payload & 0xFFFF) = value;
    NEXT(3);
  }
  uint64_t offset = (payload >> 32) & 0xFFFF;  // of a new attribute
  if (mode == AttrCacheMode::kDoubleSlot) {
    if (!CanBeRawDouble(t, value)) TAIL(StoreAttrMiss);
    FieldAt<double>(object, payload & 0xFFFF) = RawDouble(value);
    NEXT(3);
  }
  // New objects shall not begin with a shape that is on its way out.
  if (reinterpret_cast<Shape*>(payload & 0xFFFFFFFF)->deprecated) TAIL(StoreAttrMiss);
  if (mode == AttrCacheMode::kAddSlot) {
    FieldAt<Value>(object, offset) = value;
    object->shape_word = static_cast<uint32_t>(payload);
    if (object->gc == kGcOld) [[unlikely]] TAIL(StoreAttrRemember);
    NEXT(3);
  }
  if (mode == AttrCacheMode::kAddInt) {
    if (!value.is_small_int()) TAIL(StoreAttrMiss);
    FieldAt<Value>(object, offset) = value;
    object->shape_word = static_cast<uint32_t>(payload);
    NEXT(3);
  }
  if (mode == AttrCacheMode::kAddDouble) {
    if (!CanBeRawDouble(t, value)) TAIL(StoreAttrMiss);
    FieldAt<double>(object, offset) = RawDouble(value);
    object->shape_word = static_cast<uint32_t>(payload);
    NEXT(3);
  }
  TAIL(StoreAttrMiss);
}

PYJIT_OP_BODY(STORE_ATTR) {
  Value v = REG_A;
  if (!v.is_small_int()) [[likely]] {
    Object* object = v.object();
    if (AttrKeyMatches(pc[1], object)) [[likely]] {
      Value value = REG_B;
      uint64_t offset = pc[2];
      if (offset <= 0xFFFF) {  // AttrCacheMode::kSlot
        FieldAt<Value>(object, offset) = value;
        if (object->gc == kGcOld) [[unlikely]] TAIL(StoreAttrRemember);
        NEXT(3);
      }
      offset ^= ModeBits(AttrCacheMode::kStoreInt);
      if (offset <= 0xFFFF && value.is_small_int()) {
        FieldAt<Value>(object, offset) = value;
        NEXT(3);
      }
    }
  }
  TAIL(StoreAttrOther);
}

PYJIT_OP_BODY(DELETE_ATTR) {
  SAVE_PC();
  if (!DelAttr(t, REG_A, BLOCK->names[BOf(w)])) RAISE();
  NEXT(1);
}

PYJIT_SLOW(LoadMethodMiss) {
  SAVE_PC();
  Value self;
  Value callee =
      Attributes(t)->LoadMethod(t, REG_B, BLOCK->names[COf(w)], CacheWords(pc), &self);
  if (callee.is_null()) RAISE();
  Value* out = &regs[AOf(*pc)];
  out[0] = callee;
  out[kFrameHeaderWords] = self;
  NEXT(3);
}

// The function of a staticmethod or classmethod. w: the payload.
PYJIT_SLOW(LoadMethodWrapped) {
  Value callee = AttrCellOf(w)->value;
  w = *pc;
  if (!IsPlainWrapper(callee)) TAIL(LoadMethodMiss);
  Value self;
  callee = UnwrapMethod(t, callee, REG_B, &self);
  w = *pc;
  Value* out = &REG_A;
  out[0] = callee;
  out[kFrameHeaderWords] = self;
  NEXT(3);
}

PYJIT_SLOW(LoadMethodOther) {
  Value v = REG_B;
  if (v.is_small_int()) TAIL(LoadMethodMiss);
  Object* object = v.object();
  Value callee, self;
  if (OddKeyMatches(pc[1], pc[2], object)) {
    if (AttrModeOf(pc[2]) == AttrCacheMode::kTypeWrapper) {
      w = pc[2];
      TAIL(LoadMethodWrapped);
    }
    callee = AttrCellOf(pc[2])->value;
  } else {
    uint64_t key = UsualKey(object), payload = pc[2];
    if (key != pc[1]) {
      auto name = reinterpret_cast<uint64_t>(BLOCK->names.data()[COf(w)]);
      AttributeEntry* entry = ProbeTable(t, key, name);
      if (entry == nullptr) TAIL(LoadMethodMiss);
      payload = entry->payload;
      AttributeCache::Refill(t, CacheWords(pc), key, payload);
    }
    AttrCacheMode mode = AttrModeOf(payload);
    if (mode == AttrCacheMode::kMethod) {
      callee = AttrCellOf(payload)->value;
      self = v;
    } else if (mode == AttrCacheMode::kWrapper) {
      w = payload;
      TAIL(LoadMethodWrapped);
    } else if (mode == AttrCacheMode::kSlot) {
      callee = FieldAt<Value>(object, payload);
    } else {
      TAIL(LoadMethodMiss);
    }
  }
  if (callee.is_null()) [[unlikely]] TAIL(LoadMethodMiss);
  Value* out = &REG_A;
  out[0] = callee;
  out[kFrameHeaderWords] = self;
  NEXT(3);
}

PYJIT_OP_BODY(LOAD_METHOD) {
  Value v = REG_B;
  if (!v.is_small_int()) [[likely]] {
    Object* object = v.object();
    uint64_t cell = pc[2] ^ ModeBits(AttrCacheMode::kMethod);
    if (AttrKeyMatches(pc[1], object) && cell <= kAttrPayloadMask) [[likely]] {
      Value* out = &REG_A;
      out[0] = reinterpret_cast<Cell*>(cell)->value;
      out[kFrameHeaderWords] = v;
      NEXT(3);
    }
  }
  TAIL(LoadMethodOther);
}

PYJIT_OP_BODY(LOAD_SPECIAL) {
  SAVE_PC();
  Value object = REG_B;
  auto slot = static_cast<Slot>(COf(w));
  Value method = LookupSpecial(t, object, slot);
  Value bound;
  if (method.is_null()) {
    bool async = slot == Slot::kAEnter || slot == Slot::kAExit;
    Raise(t, Exc::kTypeError, "'%s' object does not support the %scontext manager protocol%s",
          ClassNameOf(t, object), async ? "asynchronous " : "",
          slot == Slot::kExit    ? " (missed __exit__ method)"
          : slot == Slot::kAExit ? " (missed __aexit__ method)"
                                 : "");
  } else {
    bound = BindAttribute(t, method, object, ClassOf(t, object));
  }
  if (bound.is_null()) RAISE();
  regs[AOf(*pc)] = bound;
  NEXT(1);
}

}  // namespace pyjit
