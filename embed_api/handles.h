#ifndef EMBED_API_HANDLES_H_
#define EMBED_API_HANDLES_H_

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/value.h"

namespace pyjit {

// The values that a host holds, as roots. A handle is one word:
//
//   bits 0-23   index + 1
//   bits 24-43  generation of the entry, changed at each release
//   bits 44-63  tag of the isolate, which no other living isolate has
//
// so a null, stale or foreign handle is told from a good one without trust.
// Generations begin at random, so that handles of an isolate that ended mean
// nothing to one that happens to get its tag. Not thread-safe.
class HandleTable final : public RootProvider {
 public:
  explicit HandleTable(Isolate* isolate);

  // A new handle; 0 when there are 16 million. The value is not null.
  uint64_t New(Value value);
  // Null if the handle is not a living one of this isolate.
  Value Get(uint64_t handle) const {
    const Entry* entry = Find(handle);
    return entry == nullptr ? Value() : entry->value;
  }
  bool Release(uint64_t handle);  // false: not a living one
  size_t count() const { return count_; }

  void VisitRoots(RootVisitor* visitor) override;

 private:
  static constexpr int kIndexBits = 24, kGenerationBits = 20;
  static constexpr uint64_t kIndexMask = (1u << kIndexBits) - 1;
  static constexpr uint64_t kGenerationMask = (1u << kGenerationBits) - 1;
  static constexpr uint32_t kEnd = 0xFFFFFFFF;

  struct Entry {
    Value value;  // null: free
    uint32_t generation;
    uint32_t next_free;
  };

  const Entry* Find(uint64_t handle) const {
    const uint64_t index = (handle & kIndexMask) - 1;
    if (index >= entries_.size()) return nullptr;
    const Entry& entry = entries_[index];
    if (entry.value.is_null() || Word(index, entry.generation) != handle) {
      return nullptr;
    }
    return &entry;
  }
  uint64_t Word(uint64_t index, uint64_t generation) const {
    return tag_ | generation << kIndexBits | (index + 1);
  }

  std::vector<Entry> entries_;
  uint64_t tag_;
  uint32_t first_generation_;
  uint32_t free_ = kEnd;
  size_t count_ = 0;
};

}  // namespace pyjit

#endif  // EMBED_API_HANDLES_H_
