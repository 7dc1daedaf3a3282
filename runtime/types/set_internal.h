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
// The same for a key that is known not to be there, in a set without deleted slots: no
// key is asked for equality.
bool SetAddDistinct(Thread* t, Set* set, Value key, int64_t hash);
int SetDiscardHashed(Thread* t, Set* set, Value key, int64_t hash);
// Empties slot s (leaving a deleted mark).
void SetRemoveSlot(Set* set, int64_t slot);
// Table for more than `wanted` items. No Python.
bool SetResize(Thread* t, Set* set, int64_t wanted);
// Gets rid of deleted marks when they are many.
bool SetShrinkAfterDeletions(Thread* t, Set* set);
// a | b, a plain set or frozenset as a is. May run __eq__.
Set* SetUnion(Thread* t, Set* a, Set* b);
// Adds all of another set's items, in its order. May run __eq__.
bool SetMerge(Thread* t, Set* set, Set* other);
// As SetNext, with the stored hash.
inline bool SetNextHashed(const Set* set, int64_t* pos, Value* key, int64_t* hash) {
  if (set->entries == nullptr) return false;
  auto* table = static_cast<ValueArray*>(set->entries);
  const Value* end = table->items + table->capacity;
  for (const Value* slot = table->items + 2 * *pos; slot < end; slot += 2) {
    if (slot[1].is_null()) continue;
    *key = slot[1];
    *hash = slot[0].small_int();
    *pos = ((slot - table->items) >> 1) + 1;
    return true;
  }
  *pos = table->capacity / 2;
  return false;
}
Set* NewSetOfClass(Thread* t, Class* cls);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_SET_INTERNAL_H_
