#include "embed_api/handles.h"

#include <sys/random.h>

namespace pyjit {

HandleTable::HandleTable(Isolate* isolate) {
  // Shapes live in the low 4 GiB, each isolate's in pages of its own.
  const auto address =
      reinterpret_cast<uintptr_t>(isolate->shape_of(Kind::kFloat));
  tag_ = static_cast<uint64_t>(address >> 12) << (kIndexBits + kGenerationBits);
  uint32_t random = 0;
  if (getrandom(&random, sizeof(random), GRND_NONBLOCK) < 0) {
    random = static_cast<uint32_t>(reinterpret_cast<uintptr_t>(this) >> 4);
  }
  first_generation_ = random & kGenerationMask;
}

uint64_t HandleTable::New(Value value) {
  uint32_t index = free_;
  if (index != kEnd) {
    free_ = entries_[index].next_free;
    entries_[index].value = value;
  } else {
    if (entries_.size() >= kIndexMask) return 0;
    index = static_cast<uint32_t>(entries_.size());
    entries_.push_back({value, first_generation_, kEnd});
  }
  ++count_;
  return Word(index, entries_[index].generation);
}

bool HandleTable::Release(uint64_t handle) {
  Entry* entry = const_cast<Entry*>(Find(handle));
  if (entry == nullptr) return false;
  entry->value = Value();
  entry->generation = (entry->generation + 1) & kGenerationMask;
  entry->next_free = free_;
  free_ = static_cast<uint32_t>((handle & kIndexMask) - 1);
  --count_;
  return true;
}

void HandleTable::VisitRoots(RootVisitor* visitor) {
  for (Entry& entry : entries_) {
    if (!entry.value.is_null()) visitor->Visit(&entry.value);
  }
}

}  // namespace pyjit
