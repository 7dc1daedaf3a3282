#include "runtime/large_objects.h"

#include <sys/mman.h>

#include <algorithm>
#include <bitset>
#include <cstdlib>
#include <cstring>

#include "runtime/heap_grow.h"
#include "runtime/heap_state.h"

namespace pyjit {

namespace {

constexpr size_t kPage = 4096;
constexpr size_t kPages = kChunkSize / kPage;
// Freed pages that are kept, to be filled again; more go back to the system.
constexpr uint64_t kKeptBytes = 16 << 20;
// Addresses that a mapping of its own gets beyond what its object needs, so that the object
// can grow in place: so many times as much, but no more than that.
constexpr size_t kRoomToGrow = 8;
constexpr size_t kMostRoom = size_t{256} << 20;

size_t RoundUp(size_t n, size_t unit) { return (n + unit - 1) / unit * unit; }

}  // namespace

// Header pages, then pages that runs are cut from.
struct LargeObjectSpace::PageChunk : Chunk {
  std::bitset<kPages> used;
  std::bitset<kPages> dirty;  // may hold something else than zeros
  size_t free_pages;
  uint8_t first_page[kPages];    // of the run that covers this page
  LargeObject entries[kPages];   // indexed by the run's first page

  static const size_t kHeaderPages;
  uint8_t* page(size_t i) { return reinterpret_cast<uint8_t*>(this) + i * kPage; }
};

constexpr size_t LargeObjectSpace::PageChunk::kHeaderPages =
    (sizeof(PageChunk) + kPage - 1) / kPage;

struct LargeObjectSpace::HugeChunk : Chunk {
  HeapState* heap;
  LargeObject entry;
};

LargeObjectSpace::~LargeObjectSpace() {
  for (LargeObject* entry : objects_) {
    free(entry->cards);
    Chunk* chunk = ChunkOf(entry->object);
    if (chunk->kind == ChunkKind::kHuge) UnmapChunk(chunk, chunk->bytes);
  }
  for (PageChunk* chunk : page_chunks_) UnmapChunk(chunk, chunk->bytes);
}

void LargeObjectSpace::Register(LargeObject* entry) {
  entry->marked = false;
  entry->carded = false;
  entry->cards = nullptr;
  objects_.push_back(entry);
}

Object* LargeObjectSpace::AllocateHuge(size_t bytes) {
  const size_t total = RoundUp(bytes + kPage, kPage);
  size_t mapped = RoundUp(total, kChunkSize);
  if (!heap_->Charge(total, heap_->LargeReserve())) return nullptr;
  const size_t roomy = mapped + std::min(mapped * (kRoomToGrow - 1), kMostRoom);
  HugeChunk* chunk = nullptr;
  if (heap_->SystemHasRoom(roomy)) {
    chunk = static_cast<HugeChunk*>(MapChunk(roomy));
    mapped = roomy;
  } else if (heap_->SystemHasRoom(mapped)) {
    chunk = static_cast<HugeChunk*>(MapChunk(mapped));
  }
  if (chunk == nullptr) {
    heap_->Release(total);
    return nullptr;
  }
  if (mapped >= 4 * kChunkSize) madvise(chunk, mapped, MADV_HUGEPAGE);
  chunk->kind = ChunkKind::kHuge;
  chunk->bytes = mapped;
  chunk->heap = heap_;
  LargeObject* entry = &chunk->entry;
  entry->object = reinterpret_cast<Object*>(reinterpret_cast<uint8_t*>(chunk) + kPage);
  entry->bytes = bytes;
  entry->charged = total;
  heap_->AddChunk(chunk);
  Register(entry);
  return entry->object;
}

Object* LargeObjectSpace::Allocate(size_t bytes) {
  const size_t pages = (bytes + kPage - 1) / kPage;
  if (bytes > kChunkSize || pages > kPages - PageChunk::kHeaderPages) {
    return AllocateHuge(bytes);
  }
  if (!heap_->Charge(pages * kPage, heap_->LargeReserve())) return nullptr;
  PageChunk* found = nullptr;
  size_t start = 0;
  // First fit, newest chunk first: the old ones are mostly full.
  for (size_t c = page_chunks_.size(); c-- > 0 && found == nullptr;) {
    PageChunk* chunk = page_chunks_[c];
    if (chunk->free_pages < pages) continue;
    size_t run = 0;
    for (size_t p = PageChunk::kHeaderPages; p < kPages; ++p) {
      run = chunk->used[p] ? 0 : run + 1;
      if (run == pages) {
        found = chunk;
        start = p + 1 - pages;
        break;
      }
    }
  }
  if (found == nullptr) {
    found = static_cast<PageChunk*>(heap_->MapPairedChunk());
    if (found == nullptr) {
      heap_->Release(pages * kPage);
      return nullptr;
    }
    found->kind = ChunkKind::kLargePages;
    found->bytes = kChunkSize;
    for (size_t p = 0; p < PageChunk::kHeaderPages; ++p) found->used.set(p);
    found->free_pages = kPages - PageChunk::kHeaderPages;
    page_chunks_.push_back(found);
    heap_->AddChunk(found);
    start = PageChunk::kHeaderPages;
  }
  for (size_t p = start; p < start + pages; ++p) {
    found->used.set(p);
    found->first_page[p] = static_cast<uint8_t>(start);
    if (found->dirty[p]) {
      memset(found->page(p), 0, kPage);
      --kept_pages_;
    }
    found->dirty.set(p);
  }
  found->free_pages -= pages;
  LargeObject* entry = &found->entries[start];
  entry->object = reinterpret_cast<Object*>(found->page(start));
  entry->bytes = bytes;
  entry->charged = pages * kPage;
  Register(entry);
  return entry->object;
}

bool LargeObjectSpace::Grow(Object* object, size_t bytes) {
  Chunk* chunk = ChunkOf(object);
  if (chunk->kind != ChunkKind::kHuge) return false;
  HeapState* heap = static_cast<HugeChunk*>(chunk)->heap;
  LargeObject* entry = &static_cast<HugeChunk*>(chunk)->entry;
  const size_t total = RoundUp(bytes + kPage, kPage);
  if (total > chunk->bytes || total <= entry->charged) return false;
  const size_t added = total - entry->charged;
  const size_t old_cards = entry->card_count();
  const size_t cards = (bytes + LargeObject::kCardSize - 1) / LargeObject::kCardSize;
  if (entry->cards != nullptr) {
    auto* grown = static_cast<uint8_t*>(realloc(entry->cards, cards));
    if (grown == nullptr) return false;
    memset(grown + old_cards, 0, cards - old_cards);
    entry->cards = grown;
  }
  if (!heap->Charge(added, heap->LargeReserve())) return false;
  entry->bytes = bytes;
  entry->charged = total;
  heap->allocated_since_gc += added;
  if (object->gc != kGcYoung) heap->old_bytes += added;
  return true;
}

bool GrowInPlace(Object* object, size_t bytes) {
  return LargeObjectSpace::Grow(object, (bytes + 15) & ~size_t{15});
}

LargeObject* LargeObjectSpace::EntryOf(const Object* object) {
  Chunk* chunk = ChunkOf(object);
  if (chunk->kind == ChunkKind::kHuge) return &static_cast<HugeChunk*>(chunk)->entry;
  const size_t page = (reinterpret_cast<uintptr_t>(object) & (kChunkSize - 1)) / kPage;
  return &static_cast<PageChunk*>(chunk)->entries[page];
}

LargeObject* LargeObjectSpace::Find(Chunk* chunk, const void* address) {
  LargeObject* entry;
  if (chunk->kind == ChunkKind::kHuge) {
    entry = &static_cast<HugeChunk*>(chunk)->entry;
  } else {
    auto* pages = static_cast<PageChunk*>(chunk);
    const size_t page =
        (reinterpret_cast<uintptr_t>(address) & (kChunkSize - 1)) / kPage;
    if (!pages->used[page]) return nullptr;
    entry = &pages->entries[pages->first_page[page]];
  }
  auto* start = reinterpret_cast<const uint8_t*>(entry->object);
  auto* p = static_cast<const uint8_t*>(address);
  if (start == nullptr || p < start || p >= start + entry->bytes) return nullptr;
  return entry;
}

void LargeObjectSpace::ClearMarks() {
  for (LargeObject* entry : objects_) entry->marked = false;
}

void LargeObjectSpace::Free(LargeObject* entry) {
  heap_->Release(entry->charged);
  free(entry->cards);
  entry->cards = nullptr;
  Chunk* chunk = ChunkOf(entry->object);
  if (chunk->kind == ChunkKind::kHuge) {
    heap_->RemoveChunk(chunk);
    UnmapChunk(chunk, chunk->bytes);
    return;
  }
  auto* pages = static_cast<PageChunk*>(chunk);
  const size_t start =
      (reinterpret_cast<uintptr_t>(entry->object) & (kChunkSize - 1)) / kPage;
  const size_t count = entry->charged / kPage;
  const bool keep =
      (kept_pages_ + count) * kPage <= std::min<uint64_t>(kKeptBytes, heap_->options.cap_bytes / 64);
  if (keep) {
    kept_pages_ += count;
  } else {
    madvise(pages->page(start), count * kPage, MADV_DONTNEED);
  }
  for (size_t p = start; p < start + count; ++p) {
    pages->used.reset(p);
    if (!keep) pages->dirty.reset(p);
  }
  pages->free_pages += count;
  entry->object = nullptr;
}

void LargeObjectSpace::Sweep(bool major) {
  size_t kept = major ? 0 : first_young_;
  for (size_t i = kept; i < objects_.size(); ++i) {
    LargeObject* entry = objects_[i];
    if (entry->marked) {
      objects_[kept++] = entry;
    } else {
      Free(entry);
    }
  }
  objects_.resize(kept);
  first_young_ = kept;
  if (!major) return;
  // Chunks that became empty, but for one, go back to the system.
  bool spare = false;
  std::erase_if(page_chunks_, [&](PageChunk* chunk) {
    if (chunk->free_pages != kPages - PageChunk::kHeaderPages) return false;
    if (!spare) {
      spare = true;
      return false;
    }
    kept_pages_ -= chunk->dirty.count();
    heap_->RemoveChunk(chunk);
    UnmapChunk(chunk, chunk->bytes);
    return true;
  });
}

}  // namespace pyjit
