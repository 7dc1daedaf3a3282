#ifndef RUNTIME_TYPES_SET_INTERNAL_H_
#define RUNTIME_TYPES_SET_INTERNAL_H_

#include <cstdint>

#include "runtime/types/dict_internal.h"
#include "runtime/types/set.h"

// The table inside a set, shared by set_table.cc, set_methods.cc and
// iterators.cc. Slot s is words 2s (hash word, see dict_internal.h) and 2s + 1
// (key). No storage stands for eight empty slots.

namespace pyjit {

// flags of Set. A frozen set caches its hash in Set::hash; a mutable one keeps
// there the slot at which pop() goes on.
enum SetFlags : uint8_t { kSetFrozen = 1 };

inline constexpr int64_t kMinSetSlots = 8;

inline int64_t SetSlots(const Set* set) {
  if (set->entries == nullptr) return kMinSetSlots;
  return static_cast<ValueArray*>(set->entries)->capacity / 2;
}
inline Value* SetSlot(const Set* set, int64_t slot) {
  return static_cast<ValueArray*>(set->entries)->items + 2 * slot;
}

// Hash of a key to look up: like KeyHash, but a set stands for the frozenset of
// its items (`{1} in s`).
int64_t LookupHash(Thread* t, Value key, bool* ok);

int SetContainsHashed(Thread* t, Set* set, Value key, int64_t hash);
bool SetAddHashed(Thread* t, Set* set, Value key, int64_t hash);
int SetDiscardHashed(Thread* t, Set* set, Value key, int64_t hash);
// Empties slot s (leaving a deleted mark).
void SetRemoveSlot(Set* set, int64_t slot);
// Table for more than `wanted` items. No Python.
bool SetResize(Thread* t, Set* set, int64_t wanted);
// Gets rid of deleted marks when they are many.
bool SetShrinkAfterDeletions(Thread* t, Set* set);
// Adds all of another set's items, in its order. May run __eq__.
bool SetMerge(Thread* t, Set* set, Set* other);
// As SetNext, with the stored hash.
bool SetNextHashed(Set* set, int64_t* pos, Value* key, int64_t* hash);
Set* NewSetOfClass(Thread* t, Class* cls);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_SET_INTERNAL_H_
