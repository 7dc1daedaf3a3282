// Walking over all objects of a heap, for the gc module.
#include <bit>

#include "runtime/heap_state.h"
#include "runtime/isolate.h"
#include "runtime/trace_object.h"

namespace pyjit {

namespace {

// Young objects follow each other from start to end.
void VisitRun(uint8_t* start, const uint8_t* end,
              const std::function<void(Object*)>& visit) {
  while (start < end) {
    auto* object = reinterpret_cast<Object*>(start);
    if (object->shape_word == 0) {  // given up by Heap::Shrink
      start += kGranule;
      continue;
    }
    start += ObjectSize(object);
    visit(object);
  }
}

}  // namespace

void Heap::ForEachObject(const std::function<void(Object*)>& visit) {
  HeapState& s = *state_;
  for (BlockChunk* chunk : s.block_chunks) {
    for (int i = 1; i < kBlocksPerChunk; ++i) {
      Block& block = chunk->blocks[i];
      if (block.state != BlockState::kUsed) continue;
      for (size_t word = 0; word < kGranulesPerBlock / 64; ++word) {
        for (uint64_t bits = block.marks.words[word]; bits != 0; bits &= bits - 1) {
          const size_t granule = word * 64 + static_cast<size_t>(std::countr_zero(bits));
          visit(reinterpret_cast<Object*>(block.base + granule * kGranule));
        }
      }
      for (const YoungRegion& region : block.regions) {
        VisitRun(block.base + region.start, block.base + region.end, visit);
      }
    }
  }
  VisitRun(s.region_start, s.isolate->main_thread()->alloc_ptr, visit);
  VisitRun(s.overflow_start, s.overflow_ptr, visit);
  for (LargeObject* entry : s.large.objects()) {
    if (entry->object != nullptr) visit(entry->object);
  }
}

}  // namespace pyjit
