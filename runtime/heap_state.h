#ifndef RUNTIME_HEAP_STATE_H_
#define RUNTIME_HEAP_STATE_H_

#include <cstddef>
#include <cstdint>
#include <deque>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/inlined_vector.h"
#include "runtime/heap.h"
#include "runtime/large_objects.h"
#include "runtime/objects.h"

// The heap's inside, shared by heap.cc (allocation) and collector.cc. Nobody
// else includes this.
//
// Memory comes in chunks of 1 MiB, aligned to their size, so that an object's
// chunk is its address with the low 20 bits cleared. A block chunk holds a
// header with the side tables of its blocks, then 31 blocks; large objects
// have chunks of their own (runtime/large_objects.h).

namespace pyjit {

class WeakHolder;

inline constexpr size_t kChunkSize = size_t{1} << 20;
inline constexpr size_t kGranule = 16;  // objects start at multiples of it
inline constexpr int kLinesPerBlock =
    static_cast<int>(Heap::kBlockSize / Heap::kLineSize);
inline constexpr int kGranulesPerBlock =
    static_cast<int>(Heap::kBlockSize / kGranule);
inline constexpr int kBlocksPerChunk =
    static_cast<int>(kChunkSize / Heap::kBlockSize);

// One bit per granule of a block.
struct GranuleBits {
  uint64_t words[kGranulesPerBlock / 64];
  bool Test(size_t i) const { return (words[i / 64] >> (i % 64)) & 1; }
  void Set(size_t i) { words[i / 64] |= uint64_t{1} << (i % 64); }
  // The last set bit at or before i, or -1.
  int FindAtOrBefore(size_t i) const;
};

enum class BlockState : uint8_t {
  kUnused,    // never touched, or given back to the system
  kFree,      // no live object; memory still ours
  kUsed,
  kImmortal,  // never swept
};

// Bytes [start, end) of a block that were handed out for bump allocation since
// the last collection, so they hold young objects one after the other.
struct YoungRegion {
  uint32_t start, end;
};

struct Block {
  uint8_t* base;
  BlockState state;
  bool listed_young;        // in HeapState::young_blocks
  uint32_t starts_epoch;    // collection for which `starts` has the old objects
  uint32_t walked_epoch;    // ... and the young ones too
  uint64_t lines[kLinesPerBlock / 64];  // lines with a live object
  GranuleBits marks;        // starts of objects that survived a collection
  GranuleBits starts;       // during a collection: where objects start
  absl::InlinedVector<YoungRegion, 2> regions;

  size_t granule(const void* p) const {
    return static_cast<size_t>(static_cast<const uint8_t*>(p) - base) / kGranule;
  }
};

enum class ChunkKind : uint8_t { kBlocks, kLargePages, kHuge };

struct Chunk {
  ChunkKind kind;
  size_t bytes;  // of the mapping
};

struct BlockChunk : Chunk {
  Block blocks[kBlocksPerChunk];  // [0] is where this header lies: not used
};
static_assert(sizeof(BlockChunk) <= Heap::kBlockSize);

inline Chunk* ChunkOf(const void* p) {
  return reinterpret_cast<Chunk*>(reinterpret_cast<uintptr_t>(p) &
                                  ~uintptr_t{kChunkSize - 1});
}
// Requires a block chunk.
inline Block* BlockOf(const void* p) {
  auto* chunk = static_cast<BlockChunk*>(ChunkOf(p));
  return &chunk->blocks[(reinterpret_cast<uintptr_t>(p) & (kChunkSize - 1)) /
                        Heap::kBlockSize];
}

// Maps `bytes` (a multiple of the chunk size) aligned to the chunk size, or to that power
// of two. Zeroed; null if the system refuses.
void* MapChunk(size_t bytes, size_t alignment = kChunkSize);
void UnmapChunk(void* chunk, size_t bytes);

struct HeapState {
  HeapState(Isolate* isolate, const HeapOptions& options)
      : isolate(isolate), options(options), large(this) {}

  Isolate* isolate;
  HeapOptions options;

  // --- Memory ---
  absl::flat_hash_map<uintptr_t, Chunk*> chunks;  // key: address / kChunkSize
  uintptr_t lowest = ~uintptr_t{0}, highest = 0;  // addresses inside chunks
  std::vector<BlockChunk*> block_chunks;
  int next_unused_block = kBlocksPerChunk;  // in the newest block chunk
  void* spare_chunk = nullptr;  // the other half of a pair (MapPairedChunk)
  std::vector<Block*> released_blocks;      // kUnused, in older chunks
  std::vector<Block*> free_blocks;          // kFree, used from the back
  size_t fewest_free_blocks = 0;            // at any time since the last major collection
  std::vector<Block*> recyclable;           // with holes, used from the back
  std::vector<Block*> young_blocks;         // with young regions
  LargeObjectSpace large;
  uint64_t owned_bytes = 0;
  int64_t external_bytes = 0;

  // --- Bump allocation ---
  // The thread's alloc_ptr runs through [region_start, region_limit) of
  // region_block. alloc_limit is lower than region_limit in stress mode only.
  Block* region_block = nullptr;
  uint8_t* region_start = nullptr;
  uint8_t* region_limit = nullptr;
  int next_line = kLinesPerBlock;  // where the search in region_block goes on
  int overflow_streak = 0;  // medium allocations since the region last moved
  // Medium objects that did not fit the current hole.
  Block* overflow_block = nullptr;
  uint8_t* overflow_start = nullptr;
  uint8_t* overflow_ptr = nullptr;
  uint8_t* overflow_limit = nullptr;
  uint8_t* immortal_ptr = nullptr;
  uint8_t* immortal_limit = nullptr;

  // --- Collection ---
  uint32_t epoch = 1;
  bool collecting = false;
  uint64_t allocated_since_gc = 0;      // handed out since the last collection
  uint64_t allocated_at_last_major = 0;  // value of allocated_total then
  uint64_t allocated_total = 0;
  uint64_t old_bytes = 0;       // objects that survived a collection
  uint64_t nursery_scale = 1;   // times HeapOptions::nursery_bytes: see SetNursery
  bool much_survived = false;   // the last minor collection
  uint64_t major_threshold = 0;  // of old_bytes
  uint64_t stress_count = 0;
  std::vector<Object*> remembered;
  std::vector<LargeObject*> carded;  // large arrays with dirty cards
  std::vector<Object*> mark_stack;   // kept for its capacity
  std::vector<RootProvider*> providers;
  std::vector<WeakHolder*> weak_holders;

  // Objects with something to do when they die. The ones registered since the
  // last collection are in `young`.
  struct Registry {
    std::vector<Object*> young, old;
  };
  Registry natives, finalizable, weakrefs;
  std::deque<Object*> finalizer_queue;
  absl::flat_hash_map<Object*, Dict*> side_dicts, side_members;
  absl::flat_hash_map<const Object*, Weakref*> weakref_lists;  // by referent

  // Takes a weak reference out of its referent's list.
  void UnlinkWeakref(Weakref* weakref);

  uint64_t minor_collections = 0, major_collections = 0, longest_pause_ns = 0;
  uint64_t live_bytes = 0;  // after the last major collection

  // Charges `bytes` against the cap; `reserve` is to stay free. False: refused.
  bool Charge(uint64_t bytes, uint64_t reserve = 0) {
    if (bytes > options.cap_bytes ||
        owned_bytes + bytes + reserve > options.cap_bytes) {
      return false;
    }
    owned_bytes += bytes;
    return true;
  }
  // What large objects leave, so that a MemoryError for one of them finds room
  // for tracebacks and handlers.
  uint64_t LargeReserve() const {
    return options.cap_bytes / 32 < kChunkSize ? options.cap_bytes / 32
                                               : kChunkSize;
  }
  // The same for small objects: theirs are half of that. A MemoryError opens the reserve to
  // all until a major collection has made more room again.
  uint64_t SmallReserve() const { return reserve_open ? 0 : LargeReserve() / 2; }
  bool reserve_open = false;
  uint32_t failed_in_a_row = 0;  // small objects refused since a collection last helped
  void Release(uint64_t bytes) { owned_bytes -= bytes; }

  void AddChunk(Chunk* chunk);
  void RemoveChunk(Chunk* chunk);
  Chunk* FindChunk(const void* address) const {
    auto word = reinterpret_cast<uintptr_t>(address);
    if (word < lowest || word >= highest) return nullptr;
    auto it = chunks.find(word / kChunkSize);
    return it == chunks.end() ? nullptr : it->second;
  }

  // Whether the system would give `bytes` and leave room for malloc, whose failure nothing
  // survives: there may be a limit (ulimit -v) below the cap.
  bool SystemHasRoom(size_t bytes) const;
  // A chunk of the usual size. Zeroed; null if the system refuses.
  void* MapPairedChunk();
  // A block without objects, charged; null if cap or system refuse.
  Block* TakeFreeBlock();
  void GiveBlockBack(Block* block);  // kFree: memory to the system, uncharged

  // Moves the bump region to the next hole of at least `bytes`. False: no memory.
  bool NextRegion(Thread* t, size_t bytes);
  uint8_t* AllocateMedium(size_t bytes);  // in the overflow block; null: no memory
  bool ShouldCollect() const;
  bool WantsMajor() const { return old_bytes + external() > major_threshold; }
  uint64_t external() const {
    return external_bytes > 0 ? static_cast<uint64_t>(external_bytes) : 0;
  }

  // Ends the current regions: records how far they were filled.
  void RetireRegions(Thread* t);
  void RetireMainRegion(Thread* t);
  void AddYoungRegion(Block* block, const uint8_t* start, const uint8_t* end);
  // Marks all object starts of the block in `starts`, young ones included.
  void EnsureStarts(Block* block);
  // The object around `address`, or null. During a collection.
  Object* Find(const void* address);
};

// Tells AddressSanitizer which memory holds no object (stress mode).
void PoisonFree(void* start, size_t bytes);
void UnpoisonFree(void* start, size_t bytes);

}  // namespace pyjit

#endif  // RUNTIME_HEAP_STATE_H_
