#ifndef RUNTIME_SHAPE_H_
#define RUNTIME_SHAPE_H_

#include <cstdint>

#include "runtime/object.h"
#include "runtime/value.h"

namespace pyjit {

class Isolate;
struct Class;
struct Dict;
struct ExtensionInfo;
struct Str;
struct Thread;
class ShapeTable;
class Watchpoint;

// How one attribute slot is stored (design D2).
enum class SlotRepr : uint8_t {
  kTagged = 0,  // any Value
  kInt = 1,     // a Value known to be a small int (still a tagged word)
  kDouble = 2,  // a raw IEEE double; the collector skips it
};

// Where an attribute was found in a shape. offset is in bytes from the
// object's start for an inline slot; for an overflow slot it is the byte
// offset inside the ValueArray that the overflow word points to.
struct SlotLocation {
  uint16_t index;
  uint16_t offset;
  SlotRepr repr;
  bool is_inline;
};

// Hidden class (Self maps; V8, PyPy mapdict): class, layout, attributes and
// how each is stored. Immutable but for its transition tables and flags; owned
// by the isolate, address below 4 GiB and stable for the isolate's life.
// Only kinds with `slots_offset != 0` carry attributes in slots.
//
// rewritten_slots says what happened to objects while they had this very shape
// (index < 64 only): a cache may store into an existing slot only once its bit is
// set, and machine code that folds a value of a clear bit watches
// ShapeWatchpoint(). Overflow slots are kTagged always (never kInt or kDouble).
//
// Slots 0..inline_capacity-1 lie at slots_offset + 8 * index; further ones in a
// ValueArray whose pointer lies in the word at slots_offset - 8 (0 if none).
// So an object is: native part (Class::native_size bytes), overflow word, slots.
struct Shape {
  Class* cls;            // class of objects with this shape
  Shape* parent;         // shape before `name` was added; null for a root
  const ExtensionInfo* extension;  // the class's, for Kind::kExtension
  Str* name;             // attribute this shape adds, interned; null for a root
  Shape* migrated_to;    // set when deprecated: same attributes, wider reprs
  uint64_t double_slots;  // bit i: slot i is kDouble (only i < 64 may be)
  uint64_t rewritten_slots;  // bit i: slot i was written again after its first
  uint32_t instance_size;    // bytes of the object, 0 for Var kinds
  uint16_t slot_count;
  uint16_t inline_capacity;
  uint16_t slots_offset;  // 0: objects of this shape have no attribute slots
  SlotRepr repr;          // of the slot that this shape adds
  Kind kind;
  bool deprecated;
  // Attributes live in a Dict whose pointer is in the overflow word (someone
  // took obj.__dict__). slot_count is 0, yet the object may have any attribute:
  // caches must not conclude anything from FindSlot's "no".
  bool dictionary;
  uint32_t id;            // dense, in creation order; printed instead of addresses
  ShapeTable* table;      // lookup and transitions; made on demand, in shape.cc
  Watchpoint* rewritten_watchpoint;  // rewritten_slots gained a bit; on demand, owned

  uint16_t slot_offset(uint16_t index) const {
    return static_cast<uint16_t>(slots_offset + 8 * index);
  }
};

inline Kind Object::kind() const { return shape()->kind; }
inline bool IsKind(Value v, Kind kind) {
  return v.is_object() && v.object()->kind() == kind;
}

// Finds `name` (interned) in the shape. Returns false if objects of this shape
// have no such attribute. Never collects.
bool FindSlot(Shape* shape, Str* name, SlotLocation* out);

// The shape after adding `name` with a value that needs `repr`. Null with a
// pending MemoryError if shapes exhaust the isolate's cap. Never runs Python.
Shape* AddSlotTransition(Thread* t, Shape* shape, Str* name, SlotRepr repr);
// Same attributes with `name` generalised to `repr` (for that field alone).
// Marks `shape` deprecated; objects that still have it stay valid and are
// migrated by MigrateObject when next touched by a slow path.
Shape* GeneraliseSlot(Thread* t, Shape* shape, Str* name, SlotRepr repr);
// The shape without `name` (rebuilds the chain).
Shape* RemoveSlotTransition(Thread* t, Shape* shape, Str* name);
// Rewrites the slots of `object` so that its shape is the newest equivalent.
bool MigrateObject(Thread* t, Object* object);
// A root shape: no attributes. inline_capacity slots are reserved in objects.
Shape* NewRootShape(Thread* t, Class* cls, Kind kind, uint32_t native_size,
                    uint16_t inline_capacity);

// The dictionary-mode sibling of `shape` (see Shape::dictionary), one per root.
Shape* DictionaryShape(Thread* t, Shape* shape);
// The attribute dict of an object in dictionary mode.
inline Dict** DictionaryWord(Object* object) {
  return reinterpret_cast<Dict**>(reinterpret_cast<uint8_t*>(object) +
                                  object->shape()->slots_offset - 8);
}
// The newest equivalent of a deprecated shape, else `shape`.
Shape* CurrentShape(Thread* t, Shape* shape);
// The shape with the same attributes and layout for another class (__class__
// assignment).
Shape* ShapeForClass(Thread* t, Shape* shape, Class* cls);
Watchpoint* ShapeWatchpoint(Shape* shape);
// Notes that slot `index` was written again.
void MarkSlotRewritten(Shape* shape, uint16_t index);

// The shape of objects of a kind that has no attribute slots. instance_size 0
// for Var kinds.
Shape* NewPlainShape(Thread* t, Class* cls, Kind kind, uint32_t instance_size);
inline constexpr int kMaxSlots = 512;       // beyond: dictionary mode
inline constexpr int kMaxInlineSlots = 64;
// Fills nodes[i] with the shape that added slot i; returns slot_count.
int ShapeNodes(Shape* shape, Shape** nodes);
// Gives the object another shape of the same layout, which has some or all of
// its attributes in the same order; or one dictionary-mode shape for another.
bool ChangeShape(Thread* t, Object* object, Shape* target);
// Puts the object's attributes into a Dict (dictionary mode). Runs no Python.
bool ConvertToDictionary(Thread* t, Object* object);

SlotRepr ReprOf(Thread* t, Value value);  // the narrowest representation that holds value

// Reads and writes of slots with every representation, for slow paths.
// LoadSlot may allocate (boxes a double); null with MemoryError pending.
Value LoadSlot(Thread* t, Object* object, const SlotLocation& slot);
// Sets an existing attribute or adds a new one to the object's slots,
// transitioning and generalising as needed. False with an error pending.
bool StoreAttributeSlot(Thread* t, Object* object, Str* name, Value value);
bool DeleteAttributeSlot(Thread* t, Object* object, Str* name, bool* found);

}  // namespace pyjit

#endif  // RUNTIME_SHAPE_H_
