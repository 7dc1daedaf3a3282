#ifndef RUNTIME_TYPES_SET_INTERNAL_H_
#define RUNTIME_TYPES_SET_INTERNAL_H_

#include <cstdint>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

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

// Which of the eight slots from here on are not unused (bit i: slot i), without a branch:
// which slots are is chance, so a branch on each is mispredicted as often as not. Hash words
// are small ints, whose lowest bit is set, that of an unused slot is null.
inline uint32_t EightSlotsInUse(const Value* slot) {
#ifdef __SSE2__
  auto load = [slot](int i) {
    return _mm_loadl_epi64(reinterpret_cast<const __m128i*>(slot + 2 * i));
  };
  auto four = [&](int i) {
    const __m128i low = _mm_unpacklo_epi32(load(i), load(i + 1));
    const __m128i high = _mm_unpacklo_epi32(load(i + 2), load(i + 3));
    const __m128i words = _mm_unpacklo_epi64(low, high);
    return static_cast<uint32_t>(_mm_movemask_ps(_mm_castsi128_ps(_mm_slli_epi32(words, 31))));
  };
  return four(0) | four(4) << 4;
#else
  uint32_t bits = 0;
  for (int i = 0; i < 8; ++i) bits |= static_cast<uint32_t>(slot[2 * i].bits() & 1) << i;
  return bits;
#endif
}

// The same of the group of 32 that starts there, or of all in a smaller table.
inline uint32_t SlotsInUse(const ValueArray* table, int64_t group) {
  const Value* slot = table->items + 2 * group;
  if (table->capacity >= 64) {
    return EightSlotsInUse(slot) | EightSlotsInUse(slot + 16) << 8 |
           EightSlotsInUse(slot + 32) << 16 | EightSlotsInUse(slot + 48) << 24;
  }
  const uint32_t bits = EightSlotsInUse(slot);
  return table->capacity == 16 ? bits : bits | EightSlotsInUse(slot + 16) << 8;
}

// Calls visit(slot) -> bool for the slots of a table with keys, in their order; false as
// soon as visit is. No Python and no collection meanwhile that would replace the table.
template <typename Visit>
inline bool VisitSlots(const ValueArray* table, Visit visit) {
  const int64_t slots = table->capacity / 2;
  for (int64_t group = 0; group < slots; group += 32) {
    for (uint32_t bits = SlotsInUse(table, group); bits != 0; bits &= bits - 1) {
      const Value* slot = table->items + 2 * (group + __builtin_ctz(bits));
      if (slot[1].is_null()) continue;  // deleted
      if (!visit(slot)) return false;
    }
  }
  return true;
}

// One step of an iterator over a set. Iterator::extra keeps which slots are in use from
// `position` to the end of its group of 32, and for which version of the set (31 bits).
bool SetIteratorNextGroup(const Set* set, Iterator* it, Value* key);
inline __attribute__((always_inline)) bool SetIteratorNext(const Set* set, Iterator* it,
                                                           Value* key) {
  const uint64_t known = it->extra.bits() >> 1;
  const auto bits = static_cast<uint32_t>(known);
  const auto* table = static_cast<const ValueArray*>(set->entries);
  if (bits != 0 && known >> 32 == (set->version & 0x7fffffff) && table != nullptr) {
    const int64_t at = ((it->position - 1) & ~int64_t{31}) + __builtin_ctz(bits);
    if (2 * at < table->capacity && !table->items[2 * at + 1].is_null()) {
      *key = table->items[2 * at + 1];
      it->position = at + 1;
      it->extra = Value((known & (known - 1)) << 1 | 1);
      return true;
    }
  }
  return SetIteratorNextGroup(set, it, key);
}

// Hash of a key to look up: like KeyHash, but a set stands for the frozenset of
// its items (`{1} in s`).
int64_t LookupHash(Thread* t, Value key, bool* ok);

int SetContainsHashed(Thread* t, Set* set, Value key, int64_t hash);
bool SetAddHashed(Thread* t, Set* set, Value key, int64_t hash);
// The same for a key that is known not to be there, in a set without deleted slots: no
// key is asked for equality.
bool SetAddDistinct(Thread* t, Set* set, Value key, int64_t hash);
// Adds the items of `from` that are in `set` (or, unless `there`, that are not) to a new set,
// which had none. May run __eq__.
bool SetSift(Thread* t, Set* from, Set* set, bool there, Set* result);
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
  const int64_t slots = table->capacity / 2;
  for (int64_t at = *pos; at < slots;) {
    const uint32_t bits = EightSlotsInUse(table->items + 2 * (at & ~int64_t{7})) >> (at & 7);
    if (bits == 0) {
      at = (at | 7) + 1;
      continue;
    }
    at += __builtin_ctz(bits);
    const Value* slot = table->items + 2 * at++;
    if (slot[1].is_null()) continue;  // deleted
    *key = slot[1];
    *hash = slot[0].small_int();
    *pos = at;
    return true;
  }
  *pos = slots;
  return false;
}
Set* NewSetOfClass(Thread* t, Class* cls);

}  // namespace pyjit

#endif  // RUNTIME_TYPES_SET_INTERNAL_H_
