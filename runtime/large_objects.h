#ifndef RUNTIME_LARGE_OBJECTS_H_
#define RUNTIME_LARGE_OBJECTS_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <vector>

#include "runtime/object.h"

namespace pyjit {

struct Chunk;
struct HeapState;

// Side table entry of an object above Heap::kLargeObject bytes.
struct LargeObject {
  Object* object;  // null: entry unused
  size_t bytes;    // of the object
  size_t charged;  // bytes counted against the cap
  bool marked;
  uint32_t index;  // in LargeObjectSpace::objects_
  // One byte per card of a large ValueArray: written since the last
  // collection. Made when the barrier first needs it; owned.
  uint8_t* cards;
  bool carded;     // in HeapState::carded

  static constexpr size_t kCardSize = 1024;
  size_t card_count() const { return (bytes + kCardSize - 1) / kCardSize; }
};

// Objects too big for blocks (design D3). Up to 1 MiB they lie in runs of pages
// of a shared chunk, above in a mapping of their own. Owned by the heap.
class LargeObjectSpace {
 public:
  explicit LargeObjectSpace(HeapState* heap) : heap_(heap) {}
  ~LargeObjectSpace();

  // See runtime/heap_grow.h.
  static bool Grow(Object* object, size_t bytes);
  // Zeroed memory, or null if cap or system refuse. Never collects.
  Object* Allocate(size_t bytes);

  // The entry of a large object; requires that `object` is one.
  static LargeObject* EntryOf(const Object* object);
  // The large object that covers `address` in this chunk of large objects, or null.
  static LargeObject* Find(Chunk* chunk, const void* address);

  void ClearMarks();
  // Frees what is not marked: the young ones only, or all. Survivors are old.
  void Sweep(bool major);

  const std::vector<LargeObject*>& objects() const { return objects_; }

 private:
  struct PageChunk;
  struct HugeChunk;

  Object* AllocateHuge(size_t bytes);
  void Register(LargeObject* entry);
  void Free(LargeObject* entry);

  HeapState* heap_;
  std::vector<LargeObject*> objects_;  // old ones first
  size_t first_young_ = 0;
  std::vector<PageChunk*> page_chunks_;
  size_t kept_pages_ = 0;  // free, with old contents
};

}  // namespace pyjit

#endif  // RUNTIME_LARGE_OBJECTS_H_
