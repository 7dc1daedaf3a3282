#ifndef INTERP_INLINE_CACHE_H_
#define INTERP_INLINE_CACHE_H_

#include <cstdint>

#include "bytecode/instruction.h"
#include "runtime/objects.h"
#include "runtime/shape.h"

// Inline caches of LOAD_ATTR, STORE_ATTR and LOAD_METHOD: words 1 and 2 after
// the instruction.
//
//   word 1, "key"      bits 0-31 shape word, 32-63 Class::version
//   word 2, "payload"  bits 0-47 offset or address, 56-63 AttrCacheMode
//
// The cache holds while the object has that shape and its class that version.
// Key 0 is empty. Two kinds of key have bit 0 set, so that no shape matches:
//   kModuleCell        the module's address | 1
//   kTypeValue         shape word of the class object | 1, its own version
// (Versions are unique in an isolate, so a version names one class.)
//
// LOAD_GLOBAL: word 1 the Cell in the globals, word 2 the one in the builtins;
// either may be 0. STORE_GLOBAL: word 1 the Cell.
//
// Addresses in caches keep nothing alive. A matching key proves that the Cell is
// there: it belongs to a class in the MRO of a class of that version. Modules that
// are in a kModuleCell key are kept alive by the interpreter (AttributeCache).
//
// For the JIT: caches are hints of this file's code; plans come from PlanGetAttr.

namespace pyjit {

enum class AttrCacheMode : uint8_t {
  kSlot = 0,         // tagged or int slot inline; payload: byte offset
  kDoubleSlot = 1,   // raw double inline
  kOverflowSlot = 2,  // payload: byte offset inside the overflow array
  kClassValue = 3,   // payload: Cell, its value as it is
  kMethod = 4,       // payload: Cell holding a function to bind
  kProperty = 5,     // payload: Cell holding a property
  kModuleCell = 6,
  kTypeValue = 7,
  kWrapper = 12,     // payload: Cell, as long as it holds a staticmethod or classmethod
  kTypeWrapper = 13,  // the same for an attribute of a class; keyed as kTypeValue
  kGetSet = 14,      // payload: Cell that held a computed attribute of a builtin class
  // STORE_ATTR only.
  kStoreInt = 8,     // slot that only small ints may enter
  kAddSlot = 9,      // bits 0-31 shape after, 32-47 offset; any value
  kAddInt = 10,      // the same for a slot of small ints
  kAddDouble = 11,   // the same for raw doubles
  kMiss = 255,       // cannot be cached
};

inline constexpr int kAttrModeShift = 56;
inline constexpr uint64_t kAttrPayloadMask = (uint64_t{1} << 48) - 1;

inline uint64_t AttrKey(uint32_t shape_word, uint32_t version) {
  return shape_word | (static_cast<uint64_t>(version) << 32);
}
inline uint64_t AttrPayload(AttrCacheMode mode, uint64_t payload) {
  return payload | (static_cast<uint64_t>(mode) << kAttrModeShift);
}
inline AttrCacheMode AttrModeOf(uint64_t payload) {
  return static_cast<AttrCacheMode>(payload >> kAttrModeShift);
}
inline Cell* AttrCellOf(uint64_t payload) {
  return reinterpret_cast<Cell*>(payload & kAttrPayloadMask);
}
inline uint32_t AttrKeyShape(uint64_t key) { return static_cast<uint32_t>(key); }
inline uint32_t AttrKeyVersion(uint64_t key) { return static_cast<uint32_t>(key >> 32); }

// True if `key` was made for objects of this shape, whose class still has the
// version that it had.
inline __attribute__((always_inline)) bool AttrKeyMatches(uint64_t key, const Object* object) {
  return object->shape_word == AttrKeyShape(key) &&
         object->shape()->cls->version == AttrKeyVersion(key);
}

// One row of the isolate's table of look-ups (AttributeCache): what an inline cache
// for `name` would hold for this key. Names of stores have bit 0 set.
struct AttributeEntry {
  uint64_t key = 0;
  uint64_t payload = 0;
  uint64_t name = 0;
};
inline constexpr int kAttributeTableBits = 10;

inline __attribute__((always_inline)) AttributeEntry* AttributeEntryFor(void* table,
                                                                        uint64_t key,
                                                                        uint64_t name) {
  uint32_t h = (static_cast<uint32_t>(key ^ (key >> 32)) ^ (static_cast<uint32_t>(name) >> 2)) *
               0x9E3779B1u;
  return static_cast<AttributeEntry*>(table) + (h >> (32 - kAttributeTableBits));
}

// Caches live in the instruction stream, which is otherwise never written.
inline uint64_t* CacheWords(const Word* pc) { return const_cast<uint64_t*>(pc) + 1; }

}  // namespace pyjit

#endif  // INTERP_INLINE_CACHE_H_
