#ifndef RUNTIME_TYPES_STORAGE_H_
#define RUNTIME_TYPES_STORAGE_H_

#include <cstddef>
#include <cstdint>

#include "runtime/error.h"
#include "runtime/heap.h"
#include "runtime/isolate.h"
#include "runtime/objects.h"

// Storage objects behind containers: ValueArray (traced words) and RawArray
// (bytes the collector never looks into). Each belongs to the one container
// that points to it, unless that type says otherwise (shared string buffers).

namespace pyjit {

// More than any heap cap; keeps byte counts far from overflow.
inline constexpr int64_t kMaxStorageWords = int64_t{1} << 45;

inline constexpr size_t kValueArrayHeader = 16;  // bytes before the items
inline constexpr size_t kRawArrayHeader = 24;

// `capacity` null words. Null with MemoryError pending, early and without
// touching memory when the size is absurd. May collect; runs no Python.
inline ValueArray* NewValueArray(Thread* t, int64_t capacity) {
  if (capacity < 0 || capacity > kMaxStorageWords) [[unlikely]] {
    RaiseMemoryError(t);
    return nullptr;
  }
  Object* object =
      AllocateRaw(t, t->isolate->shape_of(Kind::kValueArray),
                  kValueArrayHeader + 8 * static_cast<size_t>(capacity));
  if (object == nullptr) return nullptr;
  auto* array = static_cast<ValueArray*>(object);
  array->capacity = capacity;
  return array;
}

// `bytes` zero bytes, used = 0. As above.
inline RawArray* NewRawArray(Thread* t, int64_t bytes) {
  if (bytes < 0 || bytes > 8 * kMaxStorageWords) [[unlikely]] {
    RaiseMemoryError(t);
    return nullptr;
  }
  Object* object =
      AllocateRaw(t, t->isolate->shape_of(Kind::kRawArray),
                  kRawArrayHeader + static_cast<size_t>(bytes));
  if (object == nullptr) return nullptr;
  auto* array = static_cast<RawArray*>(object);
  array->capacity = bytes;
  return array;
}

// Capacity to reserve when `needed` items no longer fit: a quarter more or up to
// twice as many, so that n appends cost O(n) moves. The old storage is garbage until
// the next major collection, and what is not yet used of more than a chunk is not yet
// backed by memory: so the largest ones grow fastest.
inline int64_t GrownCapacity(int64_t needed) {
  if (needed <= 4) return 4;
  if (needed < 1024) return (needed + (needed >> 1) + 3) & ~int64_t{3};
  if (needed < (int64_t{1} << 17)) return (needed + (needed >> 2) + 63) & ~int64_t{63};
  return (needed * 2 + 511) & ~int64_t{511};
}

}  // namespace pyjit

#endif  // RUNTIME_TYPES_STORAGE_H_
