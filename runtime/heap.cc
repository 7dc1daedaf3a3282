#include "runtime/heap.h"

#include <sys/mman.h>

#include <bit>
#include <algorithm>
#include <cstring>

#include "runtime/collector.h"
#include "runtime/error.h"
#include "runtime/heap_state.h"
#include "runtime/isolate.h"
#include "runtime/trace_object.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#define PYJIT_POISON 1
#endif
#endif

namespace pyjit {

namespace {

constexpr int kMinHoleLines = 4;

// First line >= `from` that is (used == true) or is not in use.
int FindLine(const Block* block, int from, bool used) {
  for (int word = from / 64; word < kLinesPerBlock / 64; ++word) {
    uint64_t bits = used ? block->lines[word] : ~block->lines[word];
    if (word == from / 64) bits &= ~uint64_t{0} << (from % 64);
    if (bits != 0) return word * 64 + std::countr_zero(bits);
  }
  return kLinesPerBlock;
}

}  // namespace

int GranuleBits::FindAtOrBefore(size_t i) const {
  size_t word = i / 64;
  uint64_t bits = words[word] & (~uint64_t{0} >> (63 - i % 64));
  while (bits == 0) {
    if (word == 0) return -1;
    bits = words[--word];
  }
  return static_cast<int>(word * 64 + 63 - static_cast<size_t>(std::countl_zero(bits)));
}

void PoisonFree(void* start, size_t bytes) {
  memset(start, 0xdd, bytes);
#ifdef PYJIT_POISON
  ASAN_POISON_MEMORY_REGION(start, bytes);
#endif
}

void UnpoisonFree(void* start, size_t bytes) {
#ifdef PYJIT_POISON
  ASAN_UNPOISON_MEMORY_REGION(start, bytes);
#else
  (void)start;
  (void)bytes;
#endif
}

// --- Chunks and blocks ---

void* MapChunk(size_t bytes, size_t alignment) {
  auto map = [](size_t n) -> void* {
    void* p = mmap(nullptr, n, PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return p == MAP_FAILED ? nullptr : p;
  };
  // The kernel mostly places a mapping next to the last one, which is aligned.
  void* p = map(bytes);
  if (p == nullptr) return nullptr;
  if ((reinterpret_cast<uintptr_t>(p) & (alignment - 1)) == 0) return p;
  munmap(p, bytes);
  p = map(bytes + alignment);
  if (p == nullptr) return nullptr;
  auto start = reinterpret_cast<uintptr_t>(p);
  const uintptr_t aligned = (start + alignment - 1) & ~(uintptr_t{alignment} - 1);
  if (aligned > start) munmap(p, aligned - start);
  const uintptr_t tail = start + alignment - aligned;
  if (tail > 0) munmap(reinterpret_cast<void*>(aligned + bytes), tail);
  return reinterpret_cast<void*>(aligned);
}

void UnmapChunk(void* chunk, size_t bytes) {
  UnpoisonFree(chunk, bytes);
  munmap(chunk, bytes);
}

void HeapState::AddChunk(Chunk* chunk) {
  const auto start = reinterpret_cast<uintptr_t>(chunk);
  for (uintptr_t p = start; p < start + chunk->bytes; p += kChunkSize) {
    chunks[p / kChunkSize] = chunk;
  }
  if (start < lowest) lowest = start;
  if (start + chunk->bytes > highest) highest = start + chunk->bytes;
}

void HeapState::RemoveChunk(Chunk* chunk) {
  const auto start = reinterpret_cast<uintptr_t>(chunk);
  for (uintptr_t p = start; p < start + chunk->bytes; p += kChunkSize) {
    chunks.erase(p / kChunkSize);
  }
}

// They come in pairs that one huge page can back: a page fault for each 4 KiB would cost
// more than what is done with them.
bool HeapState::SystemHasRoom(size_t bytes) const {
  // The mark stack may have to double.
  bytes += 8 * kChunkSize + owned_bytes / 32 +
           2 * mark_stack.capacity() * sizeof(mark_stack.front());
  void* p = mmap(nullptr, bytes, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (p == MAP_FAILED) return false;
  munmap(p, bytes);
  return true;
}

void* HeapState::MapPairedChunk() {
  if (void* spare = spare_chunk) {
    spare_chunk = nullptr;
    return spare;
  }
  if (!SystemHasRoom(4 * kChunkSize)) {
    // The cap is here. The reserve is taken out of malloc's room.
    options.cap_bytes = std::min(options.cap_bytes, owned_bytes + kChunkSize);
    return MapChunk(kChunkSize);
  }
  void* pair = MapChunk(2 * kChunkSize, 2 * kChunkSize);
  if (pair == nullptr) return MapChunk(kChunkSize);
  madvise(pair, 2 * kChunkSize, MADV_HUGEPAGE);
  spare_chunk = static_cast<uint8_t*>(pair) + kChunkSize;
  return pair;
}

Block* HeapState::TakeFreeBlock() {
  if (!free_blocks.empty()) {
    Block* block = free_blocks.back();
    free_blocks.pop_back();
    fewest_free_blocks = std::min(fewest_free_blocks, free_blocks.size());
    block->state = BlockState::kUsed;
    return block;
  }
  if (!Charge(Heap::kBlockSize, SmallReserve())) return nullptr;
  Block* block;
  if (!released_blocks.empty()) {
    block = released_blocks.back();
    released_blocks.pop_back();
  } else {
    if (next_unused_block == kBlocksPerChunk) {
      auto* chunk = static_cast<BlockChunk*>(MapPairedChunk());
      if (chunk == nullptr) {
        Release(Heap::kBlockSize);
        return nullptr;
      }
      chunk->kind = ChunkKind::kBlocks;
      chunk->bytes = kChunkSize;
      block_chunks.push_back(chunk);
      AddChunk(chunk);
      next_unused_block = 1;
    }
    BlockChunk* chunk = block_chunks.back();
    const int index = next_unused_block++;
    block = &chunk->blocks[index];
    new (&block->regions) absl::InlinedVector<YoungRegion, 2>();
    block->base = reinterpret_cast<uint8_t*>(chunk) +
                  static_cast<size_t>(index) * Heap::kBlockSize;
  }
  block->state = BlockState::kUsed;
  return block;
}

void HeapState::GiveBlockBack(Block* block) {
  UnpoisonFree(block->base, Heap::kBlockSize);
  madvise(block->base, Heap::kBlockSize, MADV_DONTNEED);
  block->state = BlockState::kUnused;
  released_blocks.push_back(block);
  Release(Heap::kBlockSize);
}

// --- Young regions ---

void HeapState::AddYoungRegion(Block* block, const uint8_t* start,
                               const uint8_t* end) {
  if (start == end) return;
  block->regions.push_back({static_cast<uint32_t>(start - block->base),
                            static_cast<uint32_t>(end - block->base)});
  if (!block->listed_young) {
    block->listed_young = true;
    young_blocks.push_back(block);
  }
}

void HeapState::RetireMainRegion(Thread* t) {
  if (region_start != nullptr) {
    AddYoungRegion(region_block, region_start, t->alloc_ptr);
  }
  region_start = region_limit = nullptr;
  t->alloc_ptr = t->alloc_limit = nullptr;
}

void HeapState::RetireRegions(Thread* t) {
  RetireMainRegion(t);
  if (overflow_start != nullptr) {
    AddYoungRegion(overflow_block, overflow_start, overflow_ptr);
  }
  overflow_start = overflow_ptr = overflow_limit = nullptr;
  overflow_block = nullptr;
}

bool HeapState::NextRegion(Thread* t, size_t bytes) {
  RetireMainRegion(t);
  overflow_streak = 0;
  for (;;) {
    while (region_block != nullptr && next_line < kLinesPerBlock) {
      const int first = FindLine(region_block, next_line, false);
      const int last =
          first == kLinesPerBlock ? first : FindLine(region_block, first, true);
      next_line = last;
      const size_t size = static_cast<size_t>(last - first) * Heap::kLineSize;
      if (last - first < kMinHoleLines || size < bytes) continue;
      region_start = region_block->base + static_cast<size_t>(first) * Heap::kLineSize;
      region_limit = region_start + size;
      UnpoisonFree(region_start, size);
      t->alloc_ptr = region_start;
      t->alloc_limit = options.collect_every != 0 ? region_start : region_limit;
      allocated_since_gc += size;
      return true;
    }
    if (!recyclable.empty()) {
      region_block = recyclable.back();
      recyclable.pop_back();
    } else {
      region_block = TakeFreeBlock();
      if (region_block == nullptr) {
        next_line = kLinesPerBlock;
        return false;
      }
    }
    next_line = 0;
  }
}

uint8_t* HeapState::AllocateMedium(size_t bytes) {
  if (static_cast<size_t>(overflow_limit - overflow_ptr) < bytes) {
    Block* block = TakeFreeBlock();
    if (block == nullptr) return nullptr;
    if (overflow_start != nullptr) {
      AddYoungRegion(overflow_block, overflow_start, overflow_ptr);
    }
    overflow_block = block;
    overflow_start = overflow_ptr = block->base;
    overflow_limit = block->base + Heap::kBlockSize;
    UnpoisonFree(block->base, Heap::kBlockSize);
    allocated_since_gc += Heap::kBlockSize;
  }
  uint8_t* p = overflow_ptr;
  overflow_ptr += bytes;
  ++overflow_streak;
  return p;
}

bool HeapState::ShouldCollect() const {
  uint64_t nursery = options.nursery_bytes * nursery_scale;
  if (nursery > options.cap_bytes / 8) nursery = options.cap_bytes / 8;
  return allocated_since_gc >= nursery;
}

// --- Heap ---

Heap::Heap(Isolate* isolate, const HeapOptions& options)
    : state_(std::make_unique<HeapState>(isolate, options)) {
  state_->major_threshold = Collector::kMinMajorThreshold;
}

Heap::~Heap() {
  HeapState& s = *state_;
  for (HeapState::Registry* registry : {&s.natives}) {
    for (Object* object : registry->young) FinalizeNative(object, true);
    for (Object* object : registry->old) FinalizeNative(object, true);
  }
  for (BlockChunk* chunk : s.block_chunks) {
    for (Block& block : chunk->blocks) {
      if (block.base != nullptr) block.regions.~InlinedVector();
    }
    UnmapChunk(chunk, chunk->bytes);
  }
  if (s.spare_chunk != nullptr) UnmapChunk(s.spare_chunk, kChunkSize);
}

Object* Heap::AllocateSlow(Thread* t, size_t bytes) {
  HeapState& s = *state_;
  if (bytes > kLargeObject) return AllocateLarge(t, bytes);
  const bool stress = s.options.collect_every != 0;
  if (stress && ++s.stress_count >= s.options.collect_every) {
    s.stress_count = 0;
    Collect(t, true);
  } else if (s.ShouldCollect()) {
    Collect(t, s.WantsMajor());
  }
  for (int attempt = 0;; ++attempt) {
    const size_t room =
        s.region_start == nullptr ? 0 : static_cast<size_t>(s.region_limit - t->alloc_ptr);
    uint8_t* p = nullptr;
    if (room >= bytes) {  // stress mode, or after a collection
      p = t->alloc_ptr;
    } else {
      if (room > 2 * kLineSize && s.overflow_streak < 8) {
        // Keep the hole for smaller objects.
        if (uint8_t* medium = s.AllocateMedium(bytes)) {
          memset(medium, 0, bytes);
          return reinterpret_cast<Object*>(medium);
        }
      }
      if (s.NextRegion(t, bytes)) p = t->alloc_ptr;
    }
    if (p != nullptr) {
      t->alloc_ptr = p + bytes;
      t->alloc_limit = stress ? t->alloc_ptr : s.region_limit;
      memset(p, 0, bytes);
      return reinterpret_cast<Object*>(p);
    }
    // No memory. A major collection may help: a handler of the last MemoryError may have
    // let go of much. But a program that stays at its cap would do nothing but collect.
    const bool fruitless =
        s.failed_in_a_row > 3 && s.failed_in_a_row % 64 != 0 &&
        s.allocated_total + s.allocated_since_gc - s.allocated_at_last_major <
            s.options.cap_bytes / 64;
    if (attempt > 0 || fruitless || s.collecting) {
      s.reserve_open = true;
      ++s.failed_in_a_row;
      RaiseMemoryError(t);
      return nullptr;
    }
    Collect(t, true);
  }
}

Object* Heap::AllocateReserve(Thread* t, size_t bytes) {
  const Value pending = t->exception;
  Object* object = AllocateSlow(t, bytes);
  if (object != nullptr) return object;
  t->exception = pending;
  const uint64_t cap = state_->options.cap_bytes;
  state_->options.cap_bytes = cap + (uint64_t{1} << 20) + bytes;
  object = AllocateSlow(t, bytes);
  state_->options.cap_bytes = cap;
  t->poll.fetch_or(kPollMemory, std::memory_order_relaxed);
  return object;
}

Object* Heap::AllocateLarge(Thread* t, size_t bytes) {
  HeapState& s = *state_;
  if (bytes > s.options.cap_bytes || bytes > (size_t{1} << 46)) {
    RaiseMemoryError(t);
    return nullptr;
  }
  if (s.options.collect_every != 0 && ++s.stress_count >= s.options.collect_every) {
    s.stress_count = 0;
    Collect(t, true);
  } else if (s.ShouldCollect()) {
    Collect(t, s.WantsMajor());
  }
  Object* object = s.large.Allocate(bytes);
  if (object == nullptr && !s.collecting) {
    Collect(t, true);
    object = s.large.Allocate(bytes);
  }
  if (object == nullptr) {
    s.reserve_open = true;
    RaiseMemoryError(t);
    return nullptr;
  }
  s.allocated_since_gc += bytes;
  return object;
}

Object* Heap::AllocateImmortal(size_t bytes) {
  HeapState& s = *state_;
  bytes = (bytes + 15) & ~size_t{15};
  if (static_cast<size_t>(s.immortal_limit - s.immortal_ptr) < bytes) {
    Block* block = bytes > kBlockSize ? nullptr : s.TakeFreeBlock();
    if (block == nullptr) return nullptr;
    block->state = BlockState::kImmortal;
    memset(block->lines, 0xff, sizeof(block->lines));
    s.immortal_ptr = block->base;
    s.immortal_limit = block->base + kBlockSize;
    UnpoisonFree(block->base, kBlockSize);
  }
  auto* object = reinterpret_cast<Object*>(s.immortal_ptr);
  s.immortal_ptr += bytes;
  memset(static_cast<void*>(object), 0, bytes);
  object->gc = kGcImmortal;
  Block* block = BlockOf(object);
  block->marks.Set(block->granule(object));
  return object;
}

void Heap::Collect(Thread* t, bool major) {
  if (state_->collecting) return;
  Collector(state_.get(), t, major).Run();
}

void Heap::PauseCollection(bool paused) { state_->collecting = paused; }

void Heap::AddRootProvider(RootProvider* provider) {
  state_->providers.push_back(provider);
}

void Heap::RemoveRootProvider(RootProvider* provider) {
  std::erase(state_->providers, provider);
}

void Heap::RegisterNative(Object* object) {
  state_->natives.young.push_back(object);
}

void Heap::RegisterFinalizer(Object* object) {
  state_->finalizable.young.push_back(object);
}

bool Heap::AwaitsFinalizer(const Object* object) const {
  const HeapState& s = *state_;
  for (const auto* list : {&s.finalizable.young, &s.finalizable.old}) {
    if (std::find(list->begin(), list->end(), object) != list->end()) return true;
  }
  return std::find(s.finalizer_queue.begin(), s.finalizer_queue.end(), object) !=
         s.finalizer_queue.end();
}

void Heap::RegisterWeakref(Weakref* weakref, Weakref* after) {
  state_->weakrefs.young.push_back(weakref);
  Weakref*& head = state_->weakref_lists[weakref->referent];
  weakref->previous = after;
  weakref->next = after == nullptr ? head : after->next;
  if (weakref->next != nullptr) weakref->next->previous = weakref;
  (after == nullptr ? head : after->next) = weakref;
}

Weakref* Heap::FirstWeakref(const Object* referent) const {
  auto it = state_->weakref_lists.find(referent);
  return it == state_->weakref_lists.end() ? nullptr : it->second;
}

void Heap::ForgetWeakref(Weakref* weakref) {
  if (weakref->referent != nullptr) state_->UnlinkWeakref(weakref);
}

void HeapState::UnlinkWeakref(Weakref* weakref) {
  if (weakref->previous != nullptr) {
    weakref->previous->next = weakref->next;
  } else if (weakref->next != nullptr) {
    weakref_lists[weakref->referent] = weakref->next;
  } else {
    weakref_lists.erase(weakref->referent);
  }
  if (weakref->next != nullptr) weakref->next->previous = weakref->previous;
  weakref->next = weakref->previous = nullptr;
  weakref->referent = nullptr;
}

bool Heap::ChargeExternal(int64_t bytes) {
  HeapState& s = *state_;
  if (bytes >= 0) {
    if (!s.Charge(static_cast<uint64_t>(bytes))) {
      s.reserve_open = true;
      return false;
    }
    s.allocated_since_gc += static_cast<uint64_t>(bytes);
  } else {
    s.Release(static_cast<uint64_t>(-bytes));
  }
  s.external_bytes += bytes;
  return true;
}

void Heap::RememberSlow(Object* object) {
  object->gc = kGcRemembered;
  state_->remembered.push_back(object);
}

void Heap::RememberFieldsSlow(Object* object, const Value* fields, int64_t count) {
  if (count == 0) return;
  if (object->kind() != Kind::kValueArray ||
      ChunkOf(object)->kind == ChunkKind::kBlocks) {
    RememberSlow(object);
    return;
  }
  if (count == 1 && !(fields->is_object() && fields->object()->gc == kGcYoung)) return;
  // gc stays kGcOld, so that the next store comes here again.
  LargeObject* entry = LargeObjectSpace::EntryOf(object);
  if (entry->cards == nullptr) {
    entry->cards = static_cast<uint8_t*>(calloc(entry->card_count(), 1));
    if (entry->cards == nullptr) {
      RememberSlow(object);
      return;
    }
  }
  const auto card = [object](const Value* field) {
    return static_cast<size_t>(reinterpret_cast<const uint8_t*>(field) -
                               reinterpret_cast<uint8_t*>(object)) /
           LargeObject::kCardSize;
  };
  const size_t first = card(fields);
  memset(entry->cards + first, 1, card(fields + count - 1) - first + 1);
  if (!entry->carded) {
    entry->carded = true;
    state_->carded.push_back(entry);
  }
}

Dict* Heap::SideDict(Object* object) const {
  auto it = state_->side_dicts.find(object);
  return it == state_->side_dicts.end() ? nullptr : it->second;
}

bool Heap::SetSideDict(Thread* t, Object* object, Dict* dict) {
  state_->side_dicts[object] = dict;
  object->aux |= kAuxSideDict;
  WriteBarrier(t, object);
  return true;
}

Dict* Heap::SideMembers(Object* object) const {
  auto it = state_->side_members.find(object);
  return it == state_->side_members.end() ? nullptr : it->second;
}

bool Heap::SetSideMembers(Thread* t, Object* object, Dict* dict) {
  state_->side_members[object] = dict;
  object->aux |= kAuxSideMembers;
  WriteBarrier(t, object);
  return true;
}

Object* Heap::TakeFinalizer() {
  HeapState& s = *state_;
  if (s.finalizer_queue.empty()) return nullptr;
  Object* object = s.finalizer_queue.front();
  s.finalizer_queue.pop_front();
  return object;
}

bool Heap::has_finalizers() const { return !state_->finalizer_queue.empty(); }

void Heap::Shrink(Thread* t, Object* object, size_t old_bytes, size_t new_bytes) {
  old_bytes = (old_bytes + 15) & ~size_t{15};
  new_bytes = (new_bytes + 15) & ~size_t{15};
  if (new_bytes >= old_bytes) return;
  auto* start = reinterpret_cast<uint8_t*>(object);
  if (start + old_bytes == t->alloc_ptr) {
    t->alloc_ptr = start + new_bytes;
    if (state_->options.collect_every != 0) t->alloc_limit = t->alloc_ptr;
    return;
  }
  // Walking over young objects skips granules whose first word is zero.
  for (size_t i = new_bytes; i < old_bytes; i += kGranule) {
    *reinterpret_cast<uint64_t*>(start + i) = 0;
  }
}

uint64_t Heap::owned_bytes() const { return state_->owned_bytes; }
uint64_t Heap::cap_bytes() const { return state_->options.cap_bytes; }

HeapStats Heap::stats() const {
  const HeapState& s = *state_;
  return {s.live_bytes,        s.allocated_total + s.allocated_since_gc,
          s.owned_bytes,       s.minor_collections,
          s.major_collections, s.longest_pause_ns};
}

}  // namespace pyjit
