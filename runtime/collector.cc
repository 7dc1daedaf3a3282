#include "runtime/collector.h"

#include <algorithm>
#include <bit>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "runtime/callee_saved.h"
#include "runtime/isolate.h"
#include "runtime/trace_object.h"
#include "runtime/weak_holder.h"

namespace pyjit {

namespace {

// Sets the bits of the lines that [start, end) of the block touches.
void MarkLines(Block* block, size_t start, size_t end) {
  const size_t first = start / Heap::kLineSize;
  const size_t last = (end - 1) / Heap::kLineSize;
  for (size_t line = first; line <= last; ++line) {
    block->lines[line / 64] |= uint64_t{1} << (line % 64);
  }
}

int CountLines(const Block* block) {
  int count = 0;
  for (uint64_t word : block->lines) count += std::popcount(word);
  return count;
}

uint64_t Nanoseconds() {
  return static_cast<uint64_t>(
      std::chrono::duration_cast<std::chrono::nanoseconds>(
          std::chrono::steady_clock::now().time_since_epoch())
          .count());
}

}  // namespace

// --- Finding objects ---

void HeapState::EnsureStarts(Block* block) {
  if (block->walked_epoch == epoch) return;
  if (block->starts_epoch != epoch) {
    block->starts = block->marks;
    block->starts_epoch = epoch;
  }
  block->walked_epoch = epoch;
  for (const YoungRegion& region : block->regions) {
    size_t offset = region.start;
    while (offset < region.end) {
      auto* object = reinterpret_cast<Object*>(block->base + offset);
      if (object->shape_word == 0) {  // given up by Heap::Shrink
        offset += kGranule;
        continue;
      }
      block->starts.Set(offset / kGranule);
      offset += ObjectSize(object);
    }
  }
}

Object* HeapState::Find(const void* address) {
  Chunk* chunk = FindChunk(address);
  if (chunk == nullptr) return nullptr;
  if (chunk->kind != ChunkKind::kBlocks) {
    LargeObject* entry = LargeObjectSpace::Find(chunk, address);
    return entry == nullptr ? nullptr : entry->object;
  }
  Block* block = BlockOf(address);
  if (block->state == BlockState::kUnused || block->state == BlockState::kFree ||
      block->base == nullptr) {
    return nullptr;
  }
  EnsureStarts(block);
  const int start = block->starts.FindAtOrBefore(block->granule(address));
  if (start < 0) return nullptr;
  uint8_t* object = block->base + static_cast<size_t>(start) * kGranule;
  if (static_cast<const uint8_t*>(address) >=
      object + ObjectSize(reinterpret_cast<Object*>(object))) {
    return nullptr;
  }
  return reinterpret_cast<Object*>(object);
}

Object* Heap::FindObject(const void* address) {
  HeapState& s = *state_;
  Chunk* chunk = s.FindChunk(address);
  if (chunk == nullptr || s.collecting) return s.Find(address);
  if (chunk->kind != ChunkKind::kBlocks) {
    LargeObject* entry = LargeObjectSpace::Find(chunk, address);
    return entry == nullptr ? nullptr : entry->object;
  }
  Block* block = BlockOf(address);
  if (block->base == nullptr || block->state == BlockState::kUnused) return nullptr;
  auto covers = [address](const uint8_t* start, const uint8_t* end) {
    return address >= start && address < end;
  };
  // Among the young ones, walking from the region's start; else by the marks.
  const uint8_t* start = nullptr;
  const uint8_t* end = s.isolate->main_thread()->alloc_ptr;
  if (block == s.region_block && covers(s.region_start, end)) {
    start = s.region_start;
  } else if (block == s.overflow_block && covers(s.overflow_start, s.overflow_ptr)) {
    start = s.overflow_start;
    end = s.overflow_ptr;
  }
  for (const YoungRegion& region : block->regions) {
    if (start != nullptr) break;
    if (covers(block->base + region.start, block->base + region.end)) {
      start = block->base + region.start;
      end = block->base + region.end;
    }
  }
  if (start == nullptr) {
    const int granule = block->marks.FindAtOrBefore(block->granule(address));
    if (granule < 0) return nullptr;
    start = block->base + static_cast<size_t>(granule) * kGranule;
    end = start + kGranule;
  }
  while (start < end) {
    auto* object = reinterpret_cast<Object*>(const_cast<uint8_t*>(start));
    const size_t size = object->shape_word == 0 ? kGranule : ObjectSize(object);
    if (covers(start, start + size)) return object->shape_word == 0 ? nullptr : object;
    start += size;
  }
  return nullptr;
}

// --- Marking ---

namespace {

// Nothing to trace in it, nor in side tables, and its class is there for good.
inline bool HasNoReferences(const Object* object) {
  switch (object->kind()) {
    case Kind::kFloat: return (object->shape()->cls->flags & kClassBuiltin) != 0;
    case Kind::kRawArray:
    case Kind::kRangeIterator: return true;
    case Kind::kStr:
      return (object->shape()->cls->flags & kClassBuiltin) != 0 &&
             (object->flags & kStrExternal) == 0 &&
             (object->aux & (kAuxSideDict | kAuxSideMembers)) == 0;
    default: return false;
  }
}

}  // namespace

void Collector::MarkObject(Object* object) {
  const uint8_t gc = object->gc;
  if (gc == kGcImmortal || (!major_ && gc != kGcYoung)) return;
  Chunk* chunk = ChunkOf(object);
  if (chunk->kind == ChunkKind::kBlocks) {
    Block* block = BlockOf(object);
    const size_t granule = block->granule(object);
    if (block->marks.Test(granule)) return;
    block->marks.Set(granule);
    const size_t size = ObjectSize(object);
    MarkLines(block, granule * kGranule, granule * kGranule + size);
    heap_.old_bytes += size;
  } else {
    LargeObject* entry = LargeObjectSpace::EntryOf(object);
    if (entry->marked) return;
    entry->marked = true;
    heap_.old_bytes += entry->bytes;
  }
  object->gc = kGcOld;
  if (!HasNoReferences(object)) stack_.push_back(object);
}

bool Collector::IsMarked(const Object* object) const {
  if (object->gc == kGcImmortal) return true;
  if (!major_) return object->gc != kGcYoung;
  Chunk* chunk = ChunkOf(object);
  if (chunk->kind == ChunkKind::kBlocks) {
    Block* block = BlockOf(object);
    return block->marks.Test(block->granule(object));
  }
  return LargeObjectSpace::EntryOf(object)->marked;
}

void Collector::MarkConservative(const void* address) {
  Object* object = heap_.Find(address);
  if (object != nullptr && object->shape_word != 0) MarkObject(object);
}

// Stack words may lie in redzones of sanitizers and in frames of other threads'
// making; reading them is intended.
__attribute__((no_sanitize("address", "thread", "memory"))) void
Collector::VisitConservative(const void* low, const void* high) {
  auto word = (reinterpret_cast<uintptr_t>(low) + 7) & ~uintptr_t{7};
  const auto end = reinterpret_cast<uintptr_t>(high);
  const uintptr_t lowest = heap_.lowest, highest = heap_.highest;
  for (; word + 8 <= end; word += 8) {
    const uintptr_t value = *reinterpret_cast<const volatile uintptr_t*>(word);
    if (value < lowest || value >= highest) continue;
    MarkConservative(reinterpret_cast<const void*>(value));
  }
}

void Collector::Trace(Object* object) {
  const Kind kind = object->kind();
  if (kind == Kind::kGenerator) {
    // Before its registers can be reached as an ordinary array.
    Object* registers = static_cast<Generator*>(object)->registers;
    if (registers != nullptr) registers->flags |= kArrayConservative;
  } else if (kind == Kind::kValueArray && (object->flags & kArrayConservative)) {
    auto* array = static_cast<ValueArray*>(object);
    VisitConservative(array->items, array->items + array->capacity);
    return;
  }
  TraceObject(object, [this](Value v) { Mark(v); });
  // The bits mean something else in a few kinds, which are not in the tables.
  if (object->aux & kAuxSideDict) {
    auto it = heap_.side_dicts.find(object);
    if (it != heap_.side_dicts.end()) Mark(Value(reinterpret_cast<Object*>(it->second)));
  }
  if (object->aux & kAuxSideMembers) {
    auto it = heap_.side_members.find(object);
    if (it != heap_.side_members.end()) Mark(Value(reinterpret_cast<Object*>(it->second)));
  }
}

void Collector::Drain() {
  while (!stack_.empty()) {
    Object* object = stack_.back();
    stack_.pop_back();
    Trace(object);
  }
}

void Collector::PrepareMajor() {
  for (Object* object : heap_.remembered) object->gc = kGcOld;
  heap_.remembered.clear();
  for (LargeObject* entry : heap_.carded) {
    memset(entry->cards, 0, entry->card_count());
    entry->carded = false;
  }
  heap_.carded.clear();
  for (BlockChunk* chunk : heap_.block_chunks) {
    for (Block& block : chunk->blocks) {
      if (block.state != BlockState::kUsed) continue;
      // Conservative words still have to find what was an object until now.
      block.starts = block.marks;
      block.starts_epoch = heap_.epoch;
      memset(&block.marks, 0, sizeof(block.marks));
      memset(block.lines, 0, sizeof(block.lines));
    }
  }
  heap_.large.ClearMarks();
  heap_.old_bytes = 0;
}

__attribute__((noinline, no_sanitize("address", "thread", "memory"))) void
Collector::MarkNativeStack() {
  uintptr_t registers[kCalleeSavedCount];
  CaptureCalleeSaved(registers);
  VisitConservative(registers, registers + kCalleeSavedCount);
  MarkStackAbove();
}

// A frame of its own: what MarkNativeStack saved of its callers' registers is above.
__attribute__((noinline, no_sanitize("address", "thread", "memory"))) void
Collector::MarkStackAbove() {
  const void* low = __builtin_frame_address(0);
  if (low >= thread_->native_base) {
    // Isolate::BindToNativeThread was not called on this native thread: its
    // objects cannot be found, and going on would free live ones.
    fputs("pyjit: isolate used on a native thread it is not bound to\n", stderr);
    abort();
  }
  VisitConservative(low, thread_->native_base);
}

void Collector::MarkRemembered() {
  // Everything here is old, so it stays whatever it refers to now.
  for (Object* object : heap_.remembered) {
    object->gc = kGcOld;
    Trace(object);
    Drain();
  }
  heap_.remembered.clear();
  for (LargeObject* entry : heap_.carded) {
    entry->carded = false;
    auto* array = static_cast<ValueArray*>(entry->object);
    auto* bytes = reinterpret_cast<uint8_t*>(array);
    uint8_t* end = reinterpret_cast<uint8_t*>(array->items + array->capacity);
    for (size_t card = 0; card < entry->card_count(); ++card) {
      if (entry->cards[card] == 0) continue;
      entry->cards[card] = 0;
      uint8_t* low = bytes + card * LargeObject::kCardSize;
      uint8_t* high = low + LargeObject::kCardSize;
      if (card == 0) low = reinterpret_cast<uint8_t*>(array->items);
      if (high > end) high = end;
      for (; low < high; low += 8) Mark(*reinterpret_cast<Value*>(low));
    }
    Drain();
  }
  heap_.carded.clear();
}

void Collector::MarkRoots() {
  heap_.isolate->VisitRoots(this);
  for (RootProvider* provider : heap_.providers) provider->VisitRoots(this);
  if (!major_) {
    for (WeakHolder* holder : heap_.weak_holders) holder->VisitHeld(this);
  }
  for (Object* object : heap_.finalizer_queue) MarkObject(object);
  Mark(thread_->exception);
  Mark(thread_->handled);
  Mark(thread_->trace_function);
  Mark(thread_->profile_function);
  VisitConservative(thread_->stack_base,
                    UsedStackEnd(thread_->frame, thread_->stack_top));
  MarkNativeStack();
  Drain();
}

Value* UsedStackEnd(Frame* frame, Value* stack_top) {
  if (frame == nullptr) return stack_top;
  const CodeBlock* block = frame->code == nullptr ? nullptr : frame->code->block;
  Value* end = frame->regs() + (block == nullptr ? 0 : block->register_count);
  return end > stack_top ? end : stack_top;
}

// --- After marking ---

namespace {

// Moves the objects that stay from registry.young (and .old in a major
// collection) to registry.old; drop(object) is called for the others.
template <typename Stays, typename Drop>
void SortRegistry(HeapState::Registry& registry, bool major, Stays stays, Drop drop) {
  if (major) {
    size_t kept = 0;
    for (Object* object : registry.old) {
      if (stays(object)) {
        registry.old[kept++] = object;
      } else {
        drop(object);
      }
    }
    registry.old.resize(kept);
  }
  for (Object* object : registry.young) {
    if (stays(object)) {
      registry.old.push_back(object);
    } else {
      drop(object);
    }
  }
  registry.young.clear();
}

}  // namespace

void Collector::ClearWeakrefs() {
  SortRegistry(
      heap_.weakrefs, major_,
      [this](Object* object) {
        auto* weakref = static_cast<Weakref*>(object);
        if (weakref->referent == nullptr) return false;
        if (!IsMarked(weakref->referent)) {
          ClearReferent(weakref->referent);
          return false;
        }
        if (IsMarked(object)) return true;
        heap_.UnlinkWeakref(weakref);
        return false;
      },
      [](Object*) {});
}

// All weak references to what died, in the order in which their callbacks run.
// (Those of a young object are young themselves, so none escapes a minor collection.)
void Collector::ClearReferent(Object* referent) {
  while (true) {
    auto it = heap_.weakref_lists.find(referent);
    if (it == heap_.weakref_lists.end()) return;
    Weakref* weakref = it->second;
    heap_.UnlinkWeakref(weakref);
    if (!weakref->callback.is_null() && IsMarked(weakref)) {
      heap_.finalizer_queue.push_back(weakref);
    }
  }
}

void Collector::QueueFinalizers() {
  const size_t before = heap_.finalizer_queue.size();
  SortRegistry(
      heap_.finalizable, major_, [this](Object* object) { return IsMarked(object); },
      [this](Object* object) { heap_.finalizer_queue.push_back(object); });
  // They and what they reach live on until __del__ has run.
  for (size_t i = before; i < heap_.finalizer_queue.size(); ++i) {
    MarkObject(heap_.finalizer_queue[i]);
  }
  Drain();
}

void Collector::ForgetDead() {
  for (WeakHolder* holder : heap_.weak_holders) {
    holder->ForgetDead([this](const Object* object) { return IsMarked(object); });
  }
}

void AddWeakHolder(Heap* heap, WeakHolder* holder) {
  Collector::WeakHoldersOf(heap).push_back(holder);
}
void RemoveWeakHolder(Heap* heap, WeakHolder* holder) {
  std::erase(Collector::WeakHoldersOf(heap), holder);
}

bool Collector::QueueAllFinalizers(Heap* heap) {
  HeapState& state = *heap->state_;
  for (auto* list : {&state.finalizable.old, &state.finalizable.young}) {
    size_t kept = 0;
    for (Object* object : *list) {
      const bool own = !(object->shape()->cls->flags & kClassBuiltin);
      if (own || object->kind() == Kind::kGenerator) {
        state.finalizer_queue.push_back(object);
      } else {
        (*list)[kept++] = object;  // streams, which others may still write to
      }
    }
    list->resize(kept);
  }
  return !state.finalizer_queue.empty();
}

void Collector::FreeNatives() {
  SortRegistry(
      heap_.natives, major_, [this](Object* object) { return IsMarked(object); },
      [](Object* object) { FinalizeNative(object, false); });
}

void Collector::SweepSideDicts() {
  for (auto* table : {&heap_.side_dicts, &heap_.side_members}) {
    if (table->empty()) continue;
    absl::erase_if(*table, [this](const auto& entry) { return !IsMarked(entry.first); });
  }
}

void Collector::SortBlock(Block* block) {
  block->regions.clear();
  block->listed_young = false;
  const int used = CountLines(block);
  if (heap_.options.collect_every != 0) {
    for (int line = 0; line < kLinesPerBlock; ++line) {
      if (!((block->lines[line / 64] >> (line % 64)) & 1)) {
        uint8_t* start = block->base + static_cast<size_t>(line) * Heap::kLineSize;
        UnpoisonFree(start, Heap::kLineSize);
        PoisonFree(start, Heap::kLineSize);
      }
    }
  }
  if (used == 0) {
    block->state = BlockState::kFree;
    heap_.free_blocks.push_back(block);
  } else if (kLinesPerBlock - used >= kLinesPerBlock / 4) {
    heap_.recyclable.push_back(block);
  }
}

void Collector::SweepBlocks() {
  if (!major_) {
    // Young blocks last: they are used next, while they are in the cache.
    for (size_t i = heap_.young_blocks.size(); i-- > 0;) {
      SortBlock(heap_.young_blocks[i]);
    }
    heap_.young_blocks.clear();
    return;
  }
  heap_.young_blocks.clear();
  heap_.recyclable.clear();
  for (size_t c = heap_.block_chunks.size(); c-- > 0;) {
    BlockChunk* chunk = heap_.block_chunks[c];
    for (int i = kBlocksPerChunk - 1; i > 0; --i) {
      Block* block = &chunk->blocks[i];
      if (block->state == BlockState::kUsed) SortBlock(block);
    }
  }
  ReleaseBlocks();
}

// Gives back what nobody has taken since the last major collection, but for what may be
// filled until the next one; in stress mode nothing (it is poisoned). Giving memory back
// only to ask for it again costs more than the collection itself. What is kept counts
// against the cap, so it may be but a small part of that.
void Collector::ReleaseBlocks() {
  std::vector<Block*>& free = heap_.free_blocks;
  const uint64_t taken = heap_.owned_bytes - free.size() * Heap::kBlockSize;
  if (taken + 2 * heap_.LargeReserve() <= heap_.options.cap_bytes) {
    heap_.reserve_open = false;
    heap_.failed_in_a_row = 0;
  }
  if (heap_.options.collect_every == 0) {
    const uint64_t growth =
        std::max(kMinMajorThreshold, heap_.old_bytes / 5 * 4) / 2 +
        heap_.options.nursery_bytes * heap_.nursery_scale;
    const auto blocks = [](uint64_t bytes) {
      return static_cast<size_t>(bytes / Heap::kBlockSize) + 1;
    };
    const size_t unneeded = std::min(heap_.fewest_free_blocks, free.size());
    const size_t keep = std::min(std::max(free.size() - unneeded, blocks(growth)),
                                 blocks(heap_.options.cap_bytes / 8));
    while (free.size() > keep) {
      Block* block = free.front();
      free.front() = free.back();
      free.pop_back();
      heap_.GiveBlockBack(block);
    }
  }
  heap_.fewest_free_blocks = free.size();
}

// Where much survives, twice in a row, more time until the next minor collection lets more
// die before it; where little does, a small nursery stays in the cache.
void Collector::SetNursery() {
  const uint64_t survived = heap_.old_bytes - old_bytes_before_;
  const bool much = survived > heap_.allocated_since_gc / 8;
  uint64_t& scale = heap_.nursery_scale;
  if (much && heap_.much_survived) {
    scale = std::min(scale * 2, kMaxNurseryScale);
  } else if (survived < heap_.allocated_since_gc / 32) {
    scale = std::max<uint64_t>(scale / 2, 1);
  }
  heap_.much_survived = much;
}

void Collector::SetThresholds() {
  if (!major_) SetNursery();
  heap_.allocated_total += heap_.allocated_since_gc;
  heap_.allocated_since_gc = 0;
  if (!major_) return;
  heap_.live_bytes = heap_.old_bytes + heap_.external();
  heap_.allocated_at_last_major = heap_.allocated_total;
  uint64_t threshold = heap_.live_bytes + heap_.live_bytes / 5 * 4;
  if (threshold < kMinMajorThreshold) threshold = kMinMajorThreshold;
  heap_.major_threshold = threshold;
}

void Collector::Run() {
  const uint64_t start = Nanoseconds();
  const VmState state = thread_->vm_state.load(std::memory_order_relaxed);
  thread_->vm_state.store(major_ ? VmState::kMajorGc : VmState::kMinorGc,
                          std::memory_order_relaxed);
  heap_.collecting = true;
  heap_.RetireRegions(thread_);
  heap_.region_block = nullptr;
  heap_.next_line = kLinesPerBlock;
  ++heap_.epoch;
  old_bytes_before_ = heap_.old_bytes;
  if (major_) PrepareMajor();
  MarkRoots();
  if (!major_) MarkRemembered();
  ClearWeakrefs();
  QueueFinalizers();
  if (major_) ForgetDead();
  FreeNatives();
  SweepSideDicts();
  heap_.large.Sweep(major_);
  SweepBlocks();
  SetThresholds();
  (major_ ? heap_.major_collections : heap_.minor_collections)++;
  heap_.collecting = false;
  if (!heap_.finalizer_queue.empty()) {
    thread_->poll.fetch_or(kPollFinalize, std::memory_order_relaxed);
  }
  thread_->vm_state.store(state, std::memory_order_relaxed);
  const uint64_t pause = Nanoseconds() - start;
  if (pause > heap_.longest_pause_ns) heap_.longest_pause_ns = pause;
}

}  // namespace pyjit
