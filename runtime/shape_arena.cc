#include "runtime/shape_arena.h"

#include <sys/mman.h>
#include <unistd.h>

#include "runtime/shape_table.h"
#include "runtime/watchpoint.h"

namespace pyjit {

namespace {

constexpr uintptr_t kFourGiB = uintptr_t{1} << 32;

void* MapAt(uintptr_t hint, size_t bytes, int flags) {
  void* p = mmap(reinterpret_cast<void*>(hint), bytes, PROT_READ | PROT_WRITE,
                 MAP_PRIVATE | MAP_ANONYMOUS | flags, -1, 0);
  if (p == MAP_FAILED) return nullptr;
  if (reinterpret_cast<uintptr_t>(p) + bytes <= kFourGiB) return p;
  munmap(p, bytes);
  return nullptr;
}

// MAP_32BIT looks for room between 1 and 2 GiB. When that is full, hints
// spread over the rest of the low 4 GiB; the kernel takes a hint that is free.
void* MapLow(size_t bytes) {
#ifdef MAP_32BIT
  if (void* p = MapAt(0, bytes, MAP_32BIT)) return p;
#endif
  // Start somewhere else in each process and for each call, or many isolates
  // would all walk over the same occupied addresses.
  int marker = 0;
  uintptr_t at = (reinterpret_cast<uintptr_t>(&marker) >> 4) * 0x9E3779B97F4A7C15u;
  for (int attempt = 0; attempt < 4096; ++attempt) {
    at += 0x61C88000;
    const uintptr_t hint = (at % (kFourGiB - (32u << 20)) + (16u << 20)) &
                           ~uintptr_t{0xffff};
#ifdef MAP_FIXED_NOREPLACE
    if (void* p = MapAt(hint, bytes, MAP_FIXED_NOREPLACE)) return p;
#else
    if (void* p = MapAt(hint, bytes, 0)) return p;
#endif
  }
  return nullptr;
}

}  // namespace

ShapeArena::~ShapeArena() {
  for (Shape* shape : shapes_) {
    delete shape->table;
    delete shape->rewritten_watchpoint;
  }
  for (void* chunk : chunks_) munmap(chunk, kChunkBytes);
}

bool ShapeArena::AddChunk(Heap* heap) {
  if (!heap->ChargeExternal(static_cast<int64_t>(kChunkBytes))) return false;
  void* chunk = MapLow(kChunkBytes);
  if (chunk == nullptr) {
    heap->ChargeExternal(-static_cast<int64_t>(kChunkBytes));
    return false;
  }
  chunks_.push_back(chunk);
  next_ = static_cast<uint8_t*>(chunk);
  limit_ = next_ + kChunkBytes;
  return true;
}

Shape* ShapeArena::New(Heap* heap) {
  constexpr size_t kBytes = (sizeof(Shape) + 15) & ~size_t{15};
  if (static_cast<size_t>(limit_ - next_) < kBytes && !AddChunk(heap)) return nullptr;
  auto* shape = reinterpret_cast<Shape*>(next_);
  next_ += kBytes;
  shape->id = static_cast<uint32_t>(shapes_.size());
  shapes_.push_back(shape);
  return shape;
}

}  // namespace pyjit
