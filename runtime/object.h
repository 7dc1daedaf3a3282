#ifndef RUNTIME_OBJECT_H_
#define RUNTIME_OBJECT_H_

#include <cstdint>

#include "runtime/value.h"

namespace pyjit {

struct Shape;

// What the collector and the C++ code know about an object's layout.
enum class Kind : uint8_t {
#define PYJIT_KIND(name, type, sizing, doc) k##name,
#include "runtime/object_kinds.def"
#undef PYJIT_KIND
};

// States of Object::gc. A store into an object whose gc byte is kOld must
// first remember the object (WriteBarrier in runtime/heap.h).
enum GcState : uint8_t {
  kGcYoung = 0,       // allocated since the last collection
  kGcOld = 1,         // survived one; the barrier is armed
  kGcRemembered = 2,  // old and already in the remembered set
  kGcImmortal = 3,    // outside the heap or pinned for the isolate's life
};

// Bit of Object::aux, for kinds without attribute slots (Shape::slots_offset 0)
// when the class is a subclass written in Python: attributes are in
// Heap::SideDict.
inline constexpr uint16_t kAuxSideDict = 0x8000;
// Likewise: values of members (__slots__) are in Heap::SideMembers, as the object
// has no attribute slots or is in dictionary mode.
inline constexpr uint16_t kAuxSideMembers = 0x4000;

// Header of every heap object: 8 bytes (design D2).
//
// Shapes live in the low 4 GiB of the address space, so the 32-bit word is the
// shape's address: one 32-bit compare with an immediate guards class and layout.
struct Object {
  uint32_t shape_word;  // address of the Shape
  uint8_t gc;           // GcState
  uint8_t flags;        // meaning depends on the kind, see runtime/objects.h
  uint16_t aux;         // likewise

  Shape* shape() const {
    return reinterpret_cast<Shape*>(static_cast<uintptr_t>(shape_word));
  }
  void set_shape(const Shape* shape) {
    shape_word = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(shape));
  }
  inline Kind kind() const;  // in runtime/shape.h
};

static_assert(sizeof(Object) == 8);
inline constexpr int kObjectAlignment = 16;

}  // namespace pyjit

#endif  // RUNTIME_OBJECT_H_
