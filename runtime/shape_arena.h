#ifndef RUNTIME_SHAPE_ARENA_H_
#define RUNTIME_SHAPE_ARENA_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/heap.h"
#include "runtime/shape.h"

namespace pyjit {

// Memory of an isolate's shapes, below 4 GiB because object headers hold shapes
// as 32-bit addresses. Shapes live until the isolate goes; what a chunk takes
// is charged to the heap's cap. Owned by the isolate.
class ShapeArena {
 public:
  static constexpr size_t kChunkBytes = 64 << 10;

  ShapeArena() = default;
  ~ShapeArena();
  ShapeArena(const ShapeArena&) = delete;

  // A zeroed shape with its id set, or null if cap or address space refuse.
  Shape* New(Heap* heap);
  Shape* by_id(uint32_t id) const {
    return id < shapes_.size() ? shapes_[id] : nullptr;
  }
  size_t size() const { return shapes_.size(); }

 private:
  bool AddChunk(Heap* heap);

  std::vector<void*> chunks_;
  std::vector<Shape*> shapes_;  // by id
  uint8_t* next_ = nullptr;
  uint8_t* limit_ = nullptr;
};

}  // namespace pyjit

#endif  // RUNTIME_SHAPE_ARENA_H_
